//! How each amount came about: its inputs, its rule, its rounding. Reads an invoice; computes nothing.

use super::computed::Invoice;
use super::draft::Rounding;
use super::totals::{Explanation, ExplanationInput};
use crate::money::Decimal;
use crate::wire::Array;

/// Explains every amount of an invoice.
pub(super) fn explain(invoice: &Invoice) -> Vec<Explanation> {
    let mut out = Vec::new();
    let places = invoice.head.currency.decimals();
    let rounding = format!("half away from zero to {places} decimals");
    lines(invoice, &rounding, &mut out);
    adjustments(invoice, &rounding, &mut out);
    breakdown(invoice, &rounding, &mut out);
    totals(invoice, &mut out);
    payments(invoice, &rounding, &mut out);
    out
}

fn input(path: impl Into<String>, value: Decimal) -> ExplanationInput {
    ExplanationInput { path: path.into(), value }
}

fn step(path: impl Into<String>, amount: Decimal, from: Vec<ExplanationInput>, rule: &str) -> Explanation {
    Explanation { path: path.into(), amount, from: Array(from), rule: rule.to_owned(), rounding: None }
}

fn is_gross(invoice: &Invoice) -> bool {
    invoice.head.prices_include_vat == Some(true)
}

fn lines(invoice: &Invoice, rounding: &str, out: &mut Vec<Explanation>) {
    for (index, line) in invoice.lines.iter().enumerate() {
        let at = |field: &str| format!("lines[{index}].{field}");
        let stated = &line.line;
        let mut from = vec![input(at("quantity"), stated.quantity), input(at("unitPrice"), stated.unit_price)];
        from.extend(stated.price_per.map(|per| input(at("pricePer"), per)));
        for (name, rows) in [("allowances", &stated.allowances), ("charges", &stated.charges)] {
            for (row, adjustment) in rows.iter().enumerate() {
                from.extend(adjustment.amount.map(|amount| input(at(&format!("{name}[{row}].amount")), amount)));
            }
        }
        let amounts = &line.amounts;
        let group = format!("vatBreakdown[{}]", line.group);
        if is_gross(invoice) {
            let shelf = step(
                at("gross"),
                amounts.gross,
                from,
                "quantity × price ÷ pricePer − allowances + charges, VAT included",
            );
            out.push(Explanation { rounding: Some(rounding.to_owned()), ..shelf });
            let base =
                invoice.derived.vat_breakdown.get(line.group).map(|row| input(format!("{group}.base"), row.base));
            let mut from = vec![input(at("gross"), amounts.gross)];
            from.extend(base);
            let net = step(at("net"), amounts.net, from, "BT-131: the line's share of the net amount of its VAT group");
            out.push(Explanation { rounding: Some("largest remainder, so that the shares add up".to_owned()), ..net });
        } else {
            let net = step(at("net"), amounts.net, from, "BT-131 = BT-129 × BT-146 ÷ BT-149 − BT-136 + BT-141");
            out.push(Explanation { rounding: Some(rounding.to_owned()), ..net });
        }
    }
}

fn adjustments(invoice: &Invoice, rounding: &str, out: &mut Vec<Explanation>) {
    for (index, row) in invoice.derived.adjustments.iter().enumerate() {
        let at = |field: &str| format!("adjustments[{index}].{field}");
        let mut from = Vec::new();
        from.extend(row.base.map(|base| input(at("base"), base)));
        from.extend(row.percent.map(|percent| input(at("percent"), percent)));
        let rule = if row.is_charge() { "BT-99" } else { "BT-92" };
        let whole = row.percent.is_some() || from.is_empty();
        let made = step(at("amount"), row.amount, from, rule);
        let split = "split over the VAT groups by their net, largest remainder";
        out.push(Explanation { rounding: Some(if whole { rounding.to_owned() } else { split.to_owned() }), ..made });
    }
}

fn breakdown(invoice: &Invoice, rounding: &str, out: &mut Vec<Explanation>) {
    let per_line = invoice.head.rounding == Some(Rounding::PerLine);
    for (index, row) in invoice.derived.vat_breakdown.iter().enumerate() {
        let at = |field: &str| format!("vatBreakdown[{index}].{field}");
        let mut from = Vec::new();
        for (line_index, line) in invoice.lines.iter().enumerate().filter(|(_, line)| line.group == index) {
            from.push(input(format!("lines[{line_index}].net"), line.amounts.net));
        }
        for (row_index, adjustment) in invoice.derived.adjustments.iter().enumerate() {
            if adjustment.vat.category == row.category && adjustment.vat.rate == row.rate {
                from.push(input(format!("adjustments[{row_index}].amount"), adjustment.amount));
            }
        }
        let rule = format!("BR-{}-08", super::vat::rule_name(row.category));
        out.push(step(at("base"), row.base, from, &rule));
        let mut from = vec![input(at("base"), row.base)];
        from.extend(row.rate.map(|rate| input(at("rate"), rate)));
        let (rule, how) = if is_gross(invoice) {
            ("BR-CO-17, prices including VAT", "gross minus net, so that the shelf price stands")
        } else if per_line {
            ("BR-CO-17, VAT per line", "half away from zero on each line")
        } else {
            ("BR-CO-17", rounding)
        };
        out.push(Explanation { rounding: Some(how.to_owned()), ..step(at("amount"), row.amount, from, rule) });
    }
}

fn totals(invoice: &Invoice, out: &mut Vec<Explanation>) {
    let totals = invoice.totals();
    let at = |field: &str| format!("totals.{field}");
    let lines = invoice.lines.iter().enumerate();
    let from = lines.map(|(index, line)| input(format!("lines[{index}].net"), line.amounts.net)).collect();
    out.push(step(at("lineNet"), totals.line_net, from, "BR-CO-10"));
    for (field, amount, charge, rule) in
        [("allowances", totals.allowances, false, "BR-CO-11"), ("charges", totals.charges, true, "BR-CO-12")]
    {
        let rows = invoice.derived.adjustments.iter().enumerate().filter(|(_, row)| row.is_charge() == charge);
        let from = rows.map(|(index, row)| input(format!("adjustments[{index}].amount"), row.amount)).collect();
        out.push(step(at(field), amount, from, rule));
    }
    let three = [("lineNet", totals.line_net), ("allowances", totals.allowances), ("charges", totals.charges)];
    out.push(step(at("net"), totals.net, three.map(|(field, value)| input(at(field), value)).to_vec(), "BR-CO-13"));
    let rows = invoice.derived.vat_breakdown.iter().enumerate();
    let from = rows.map(|(index, row)| input(format!("vatBreakdown[{index}].amount"), row.amount)).collect();
    out.push(step(at("vat"), totals.vat, from, "BR-CO-14"));
    let two = [("net", totals.net), ("vat", totals.vat)];
    out.push(step(at("gross"), totals.gross, two.map(|(field, value)| input(at(field), value)).to_vec(), "BR-CO-15"));
    let three = [("gross", totals.gross), ("prepaid", totals.prepaid), ("rounding", totals.rounding)];
    out.push(step(
        at("payable"),
        totals.payable,
        three.map(|(field, value)| input(at(field), value)).to_vec(),
        "BR-CO-16",
    ));
    if let (Some(amount), Some(other)) = (totals.vat_in_accounting_currency, &invoice.head.vat_currency) {
        let from = vec![input(at("vat"), totals.vat), input("vatCurrency.rate", other.rate)];
        let how = format!("half away from zero to {} decimals", other.currency.decimals());
        let made = step(at("vatInAccountingCurrency"), amount, from, "BT-111, Directive 2006/112/EC art. 230");
        out.push(Explanation { rounding: Some(how), ..made });
    }
}

fn payments(invoice: &Invoice, rounding: &str, out: &mut Vec<Explanation>) {
    for (index, early) in invoice.derived.early_payment.iter().enumerate() {
        let at = |field: &str| format!("earlyPayment[{index}].{field}");
        let from = vec![input("totals.payable", invoice.totals().payable), input(at("percent"), early.percent)];
        let gross =
            step(at("discount.gross"), early.discount.gross, from, "early-payment discount of the terms (BT-20)");
        out.push(Explanation { rounding: Some(rounding.to_owned()), ..gross });
        let from =
            vec![input("totals.payable", invoice.totals().payable), input(at("discount.gross"), early.discount.gross)];
        out.push(step(at("payable"), early.payable, from, "what is paid when the discount is taken"));
    }
    for (index, instalment) in invoice.derived.instalments.iter().enumerate() {
        let mut from = vec![input("totals.payable", invoice.totals().payable)];
        from.extend(instalment.percent.map(|percent| input(format!("instalments[{index}].percent"), percent)));
        let made = step(format!("instalments[{index}].amount"), instalment.amount, from, "part of the payable amount");
        out.push(Explanation { rounding: Some("largest remainder, so that the parts add up".to_owned()), ..made });
    }
}
