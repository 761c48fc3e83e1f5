//! How each amount came about: its inputs, its rule, its rounding. Reads an invoice; computes nothing.

use super::calculate::{is_gross, is_per_line};
use super::computed::Invoice;
use super::totals::{EarlyPayment, Explanation, ExplanationInput, GrossMeans};
use crate::money::Decimal;
use crate::wire::Array;

/// Explains every amount of an invoice. From `discounts_from` on its adjustments are of an early-payment discount.
pub(super) fn explain(invoice: &Invoice, discounts_from: usize) -> Vec<Explanation> {
    let mut out = Vec::new();
    let places = invoice.head.currency.decimals();
    let rounding = format!("half away from zero to {places} decimals");
    lines(invoice, &rounding, &mut out);
    adjustments(invoice, &rounding, &mut out);
    breakdown(invoice, &rounding, &mut out);
    totals(invoice, &mut out);
    payments(invoice, discounts_from, &rounding, &mut out);
    out
}

fn input(path: impl Into<String>, value: Decimal) -> ExplanationInput {
    ExplanationInput { path: path.into(), value }
}

fn step(path: impl Into<String>, amount: Decimal, from: Vec<ExplanationInput>, rule: &str) -> Explanation {
    Explanation { path: path.into(), amount, from: Array(from), rule: rule.to_owned(), rounding: None }
}

/// What a step was rounded to, added to it.
fn rounded(rounding: &str, step: Explanation) -> Explanation {
    Explanation { rounding: Some(rounding.to_owned()), ..step }
}

const SHARES: &str = "largest remainder, so that the shares add up";

fn lines(invoice: &Invoice, rounding: &str, out: &mut Vec<Explanation>) {
    for (index, line) in invoice.lines.iter().enumerate() {
        let at = |field: &str| format!("lines[{index}].{field}");
        let (stated, amounts) = (&line.line, &line.amounts);
        let mut price = vec![input(at("quantity"), stated.quantity), input(at("unitPrice"), stated.unit_price)];
        price.extend(stated.price_per.map(|per| input(at("pricePer"), per)));
        for (name, rows, total, sum, terms) in [
            (
                "allowances",
                &stated.allowances,
                "allowanceTotal",
                amounts.allowance_total,
                ["BT-136", "BT-137 × BT-138"],
            ),
            ("charges", &stated.charges, "chargeTotal", amounts.charge_total, ["BT-141", "BT-142 × BT-143"]),
        ] {
            let mut from = Vec::new();
            for (row, adjustment) in rows.iter().enumerate() {
                let of_row = |field: &str| at(&format!("{name}[{row}].{field}"));
                let amount = adjustment.amount.unwrap_or_default();
                if let Some(percent) = adjustment.percent {
                    let mut of =
                        adjustment.base.map_or_else(|| price.clone(), |base| vec![input(of_row("base"), base)]);
                    of.push(input(of_row("percent"), percent));
                    out.push(rounded(rounding, step(of_row("amount"), amount, of, terms[1])));
                }
                from.push(input(of_row("amount"), amount));
            }
            out.push(step(at(total), sum, from, &["sum of ", terms[0]].concat()));
        }
        let mut from = price;
        from.push(input(at("allowanceTotal"), amounts.allowance_total));
        from.push(input(at("chargeTotal"), amounts.charge_total));
        let (net, vat, gross) =
            (input(at("net"), amounts.net), input(at("vatAmount"), amounts.vat), input(at("gross"), amounts.gross));
        let whole = invoice.derived.vat_breakdown.get(line.group);
        let of_group = |field: &str| format!("vatBreakdown[{}].{field}", line.group);
        if is_gross(&invoice.head) {
            let rule = "quantity × price ÷ pricePer − allowances + charges, VAT included";
            out.push(rounded(rounding, step(at("gross"), amounts.gross, from, rule)));
            let mut from = vec![gross.clone()];
            from.extend(whole.map(|row| input(of_group("base"), row.base)));
            let rule = "BT-131: the line's share of the net amount of its VAT group";
            out.push(rounded(SHARES, step(at("net"), amounts.net, from, rule)));
            out.push(step(at("vatAmount"), amounts.vat, vec![gross, net], "gross − net"));
            continue;
        }
        let rule = "BT-131 = BT-129 × BT-146 ÷ BT-149 − BT-136 + BT-141";
        out.push(rounded(rounding, step(at("net"), amounts.net, from, rule)));
        let per_line = is_per_line(&invoice.head);
        let mut from = vec![net.clone()];
        from.extend(whole.filter(|_| !per_line).map(|row| input(of_group("amount"), row.amount)));
        from.extend(whole.and_then(|row| row.rate).map(|rate| input(of_group("rate"), rate)));
        let (rule, how) = if per_line {
            ("net × rate", rounding)
        } else {
            ("the line's share of the VAT of its group (BT-117)", SHARES)
        };
        out.push(rounded(how, step(at("vatAmount"), amounts.vat, from, rule)));
        out.push(step(at("gross"), amounts.gross, vec![net, vat], "net + VAT"));
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
        out.push(rounded(if whole { rounding } else { split }, made));
    }
}

fn breakdown(invoice: &Invoice, rounding: &str, out: &mut Vec<Explanation>) {
    let per_line = is_per_line(&invoice.head);
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
        let (rule, how) = if is_gross(&invoice.head) {
            ("BR-CO-17, prices including VAT", "gross minus net, so that the shelf price stands")
        } else if per_line {
            ("BR-CO-17, VAT per line", "half away from zero on each line")
        } else {
            ("BR-CO-17", rounding)
        };
        out.push(rounded(how, step(at("amount"), row.amount, from, rule)));
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
    let head = &invoice.head;
    let stated = head.prepaid.map(|prepaid| input("prepaid", prepaid)).into_iter().collect();
    out.push(step(at("prepaid"), totals.prepaid, stated, "BT-113, as stated"));
    let mut from = vec![input(at("gross"), totals.gross), input(at("prepaid"), totals.prepaid)];
    from.extend(head.payable_rounding.map(|step| input("payableRounding", step)));
    if invoice.derived.gross_means == Some(GrossMeans::PayableRounding) {
        let lines = invoice.lines.iter().enumerate();
        from.extend(lines.map(|(index, line)| input(format!("lines[{index}].gross"), line.amounts.gross)));
    }
    let rule = "BT-114: what is left to the prices with VAT and to a whole number of rounding steps";
    out.push(step(at("rounding"), totals.rounding, from, rule));
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
        out.push(rounded(&how, made));
    }
}

fn payments(invoice: &Invoice, discounts_from: usize, rounding: &str, out: &mut Vec<Explanation>) {
    for (index, discount) in invoice.derived.early_payment.iter().enumerate() {
        early(invoice, (index, discount), discounts_from, rounding, out);
    }
    for (index, instalment) in invoice.derived.instalments.iter().enumerate() {
        let mut from = vec![input("totals.payable", invoice.totals().payable)];
        from.extend(instalment.percent.map(|percent| input(format!("instalments[{index}].percent"), percent)));
        let made = step(format!("instalments[{index}].amount"), instalment.amount, from, "part of the payable amount");
        out.push(rounded("largest remainder, so that the parts add up", made));
    }
}

/// A step of an early-payment discount: off the amount due, or in the VAT base already.
fn early(
    invoice: &Invoice,
    (index, early): (usize, &EarlyPayment),
    discounts_from: usize,
    rounding: &str,
    out: &mut Vec<Explanation>,
) {
    let at = |field: &str| format!("earlyPayment[{index}].{field}");
    let (discount, payable) = (&early.discount, input("totals.payable", invoice.totals().payable));
    let percent = input(at("percent"), early.percent);
    let of = |field: &str, value| input(at(&["discount.", field].concat()), value);
    let (net, vat, gross) = (of("net", discount.net), of("vat", discount.vat), of("gross", discount.gross));
    let is_deducted = early.payable == payable.value;
    if !is_deducted && early.correction.is_some() {
        let from = vec![payable.clone(), percent];
        let rule = "early-payment discount of the terms (BT-20)";
        out.push(rounded(rounding, step(at("discount.gross"), discount.gross, from, rule)));
        let mut from = vec![gross.clone()];
        for (group, row) in invoice.derived.vat_breakdown.iter().enumerate() {
            let at = |field: &str| format!("vatBreakdown[{group}].{field}");
            from.extend([input(at("base"), row.base), input(at("amount"), row.amount)]);
            from.extend(row.rate.map(|rate| input(at("rate"), rate)));
        }
        let rule = "each VAT group's share of the discount ÷ (1 + rate)";
        out.push(rounded(rounding, step(at("discount.net"), discount.net, from, rule)));
        out.push(step(at("discount.vat"), discount.vat, vec![gross.clone(), net.clone()], "discount − net"));
    } else {
        let (mut bases, mut moved) = (Vec::new(), Vec::new());
        let rows = invoice.derived.adjustments.iter().enumerate().skip(discounts_from);
        for (row, adjustment) in rows.filter(|(_, row)| !row.is_charge()) {
            let at = |field: &str| format!("adjustments[{row}].{field}");
            bases.extend(adjustment.base.map(|base| input(at("base"), base)));
            moved.push(input(at("amount"), adjustment.amount));
        }
        if bases.is_empty() {
            let groups = invoice.derived.vat_breakdown.iter().enumerate();
            bases = groups.map(|(group, row)| input(format!("vatBreakdown[{group}].base"), row.base)).collect();
        }
        bases.push(percent);
        let rule = "the percentage of each VAT group's net amount";
        out.push(rounded(rounding, step(at("discount.net"), discount.net, bases, rule)));
        let (from, rule) = if is_deducted {
            (moved, "VAT on the full base − VAT on the discounted base")
        } else {
            (Vec::new(), "VAT is on the discounted amount, taken or not")
        };
        out.push(rounded(rounding, step(at("discount.vat"), discount.vat, from, rule)));
        out.push(step(at("discount.gross"), discount.gross, vec![net.clone(), vat.clone()], "net + VAT"));
    }
    let (from, rule) = if is_deducted {
        (vec![payable], "the invoice bears the discount already")
    } else {
        (vec![payable, gross], "what is paid when the discount is taken")
    };
    out.push(step(at("payable"), early.payable, from, rule));
    if let Some(correction) = &early.correction {
        let law = "art. 90 Directive 2006/112/EC";
        out.push(step(at("correction.net"), correction.net, vec![net], law));
        out.push(step(at("correction.vat"), correction.vat, vec![vat], law));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::invoice::{Draft, calculate_explained};
    use crate::wire::{Value, parse};

    /// Every text and number of a document by its path.
    fn leaves<'a>(value: &'a Value<'a>, path: String, out: &mut BTreeMap<String, &'a str>) {
        match value {
            Value::Text(text) => drop(out.insert(path, text)),
            Value::Number(digits) => drop(out.insert(path, digits)),
            Value::List(items) => {
                items.iter().enumerate().for_each(|(index, item)| leaves(item, format!("{path}[{index}]"), out));
            }
            Value::Object(fields) => {
                for (name, field) in fields.iter().filter(|(name, _)| name != "explanation") {
                    let dot = if path.is_empty() { "" } else { "." };
                    leaves(field, format!("{path}{dot}{name}"), out);
                }
            }
            _ => {}
        }
    }

    /// Whether a path is that of an amount which the engine works out: the output shapes of the wire model.
    fn is_derived(path: &str) -> bool {
        let (place, field) = path.split_once('.').unwrap_or((path, ""));
        let name = place.split('[').next().unwrap_or_default();
        let parts = ["net", "vat", "gross"];
        match name {
            "totals" => true,
            "lines" => ["net", "vatAmount", "gross", "allowanceTotal", "chargeTotal"].contains(&field),
            "vatBreakdown" => ["base", "amount"].contains(&field),
            "adjustments" | "instalments" => field == "amount",
            "earlyPayment" => match field.split_once('.') {
                None => field == "payable",
                Some(("discount" | "correction", part)) => parts.contains(&part),
                Some(_) => false,
            },
            _ => false,
        }
    }

    /// An invoice of two rates with what is said beside.
    fn explained(lines: &str, more: &str) -> String {
        let draft = format!(
            r#"{{"currency":"EUR","issueDate":"2026-11-20","lines":[{{"name":"A","quantity":"3","unitPrice":"33.33",
            "vat":{{"category":"S","rate":"21"}}{lines}}},{{"name":"B","quantity":"1","unitPrice":"9.99",
            "vat":{{"category":"S","rate":"9"}}}}]{more}}}"#
        );
        calculate_explained(&Draft::from_json(&draft).expect("a draft")).expect("an invoice").to_json()
    }

    #[test]
    fn every_amount_says_how_it_came_about_from_values_that_stand_in_the_invoice() {
        let rows = r#","allowances":[{"percent":"10"},{"percent":"5","base":"20.00"},{"amount":"1.00"}],"charges":[{"percent":"2.5"}],"pricePer":"2""#;
        let terms = |mode: &str| {
            format!(
                r#","supplier":{{"name":"S","country":"NL"}},"paymentTerms":{{"netDays":30,"earlyDiscounts":[{{"percent":"2","days":10}}],"vatMode":"{mode}"}}"#
            )
        };
        let split = r#","allowances":[{"percent":"10"}],"charges":[{"amount":"5.00"}],"prepaid":"10.00","payableRounding":"0.05","vatCurrency":{"currency":"SEK","rate":"11.2","date":"2026-11-20"}"#;
        let parts = r#","paymentTerms":{"instalments":[{"percent":"50","days":10},{"percent":"50","days":20}]}"#;
        for (lines, more) in [
            ("", ""),
            (rows, split),
            (rows, r#","pricesIncludeVat":true,"payableRounding":"0.05""#),
            (rows, r#","rounding":"perLine""#),
            ("", parts),
            ("", &terms("fullThenCreditNote")),
            (rows, &terms("discounted")),
            ("", &terms("alwaysDiscounted")),
            ("", &terms("fullThenCorrection")),
        ] {
            let json = explained(lines, more);
            let invoice = parse(&json).expect("JSON");
            let mut known = BTreeMap::new();
            leaves(&invoice, String::new(), &mut known);
            let Some(Value::List(steps)) = invoice.get("explanation") else { panic!("an explanation") };
            let text = |value: &Value<'_>, key: &str| match value.get(key) {
                Some(Value::Text(text)) => text.to_string(),
                other => panic!("{key}: {other:?}"),
            };
            let mut said = BTreeMap::new();
            for step in steps {
                let path = text(step, "path");
                assert_eq!(known.get(&path).copied(), Some(text(step, "amount").as_str()), "{path}");
                assert_ne!(text(step, "rule"), "", "{path}");
                let Some(Value::List(from)) = step.get("from") else { panic!("{path}: inputs") };
                for input in from {
                    let place = text(input, "path");
                    assert_eq!(known.get(&place).copied(), Some(text(input, "value").as_str()), "{path} from {place}");
                }
                assert_eq!(said.insert(path.clone(), from.len()), None, "{path} is said once");
            }
            let wanted = known.keys().filter(|path| is_derived(path));
            let unsaid: Vec<_> = wanted.filter(|path| !said.contains_key(*path)).collect();
            assert!(unsaid.is_empty(), "{more}: {unsaid:?}");
            for path in ["allowances[0].amount", "allowances[1].amount", "charges[0].amount"] {
                assert_eq!(said.contains_key(&format!("lines[0].{path}")), !lines.is_empty(), "{path}");
            }
        }
    }

    #[test]
    fn a_discount_that_the_invoice_bears_is_explained_by_its_allowances() {
        let json = explained(
            "",
            r#","supplier":{"name":"S","country":"NL"},"paymentTerms":{"netDays":30,"earlyDiscounts":[{"percent":"2","days":10}],"vatMode":"discounted"}"#,
        );
        // 2 % of 99.99 and of 9.99 is 2.00 and 0.20; VAT 21.00 − 20.58 and 0.90 − 0.88.
        for step in [
            r#"{"path":"earlyPayment[0].discount.net","amount":"2.20","from":[{"path":"adjustments[0].base","value":"99.99"},{"path":"adjustments[1].base","value":"9.99"},{"path":"earlyPayment[0].percent","value":"2"}]"#,
            r#"{"path":"earlyPayment[0].discount.vat","amount":"0.44","from":[{"path":"adjustments[0].amount","value":"2.00"},{"path":"adjustments[1].amount","value":"0.20"}]"#,
        ] {
            assert!(json.contains(step), "{step} in {json}");
        }
    }

    #[test]
    fn an_allowance_of_the_draft_is_no_early_payment_discount_whatever_its_reason_says() {
        let json = explained(
            "",
            r#","allowances":[{"amount":"9.99","reason":"Early-payment discount","vat":{"category":"S","rate":"21"}}],"supplier":{"name":"S","country":"NL","locale":"en"},"paymentTerms":{"netDays":30,"earlyDiscounts":[{"percent":"2","days":10}],"vatMode":"discounted"}"#,
        );
        assert_eq!(json.matches(r#""reason":"Early-payment discount""#).count(), 4, "{json}");
        let bases = r#"{"path":"earlyPayment[0].discount.net","amount":"2.00","from":[{"path":"adjustments[1].base","value":"90.00"},{"path":"adjustments[2].base","value":"9.99"},"#;
        assert!(json.contains(bases), "{json}");
    }
}
