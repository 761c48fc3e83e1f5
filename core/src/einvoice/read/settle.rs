//! From what was read to a draft that comes to the stated amounts, and the findings where it does not.

use super::super::note::REASON;
use super::context::Context;
use super::{Group, Stated, split, terms};
use crate::finding::{Code, Finding};
use crate::invoice::{self, Draft, Invoice, Rounding, VatAmount, VatCurrency, VatInput};
use crate::law::vatex;
use crate::money::Decimal;
use crate::money::round::product_quotient;
use crate::wire::{Text, push_decimal};

/// Steps of payable amounts that are in use: cash rounding, and whole units.
const STEPS: &[(i64, u32)] = &[(5, 2), (10, 2), (50, 2), (1, 0)];

/// Completes the draft and compares it with what the document states.
pub(super) fn settle(mut draft: Draft, stated: Stated, cx: &mut Context) -> Draft {
    reasons(&mut draft, &stated.groups, cx);
    split::settle(&mut draft);
    preceding_reasons(&mut draft);
    accounting_currency(&mut draft, &stated, cx);
    let unheld = terms::settle(&mut draft, stated.due, stated.terms.as_deref());
    if let Some(text) = unheld {
        cx.unheld("PaymentTerms/Note", &text, "no terms of a draft give these words; the due date is kept.");
    }
    let mut invoice = match invoice::calculate(&draft) {
        Ok(invoice) => invoice,
        Err(error) => {
            error.into_findings().into_iter().for_each(|finding| cx.push(finding));
            return draft;
        }
    };
    for adopt in [adopt_vat, adopt_rounding] {
        let mut trial = draft.clone();
        if adopt(&mut trial, &invoice, &stated)
            && let Ok(better) = invoice::calculate(&trial)
        {
            (draft, invoice) = (trial, better);
        }
    }
    mentions(&mut draft, &invoice);
    compare(&invoice, &stated, cx);
    draft
}

/// Puts the reasons of the breakdown (BT-120, BT-121) where a draft has them: at the lines and rows of the group. A code
/// that the engine would refuse is listed.
fn reasons(draft: &mut Draft, groups: &[Group], cx: &mut Context) {
    for group in groups {
        let bound =
            |code: &str| vatex::required_category(code).is_none_or(|category| category == group.category.as_str());
        let code = group.code.as_deref().filter(|code| {
            let fits = vatex::is_known(code) && bound(code);
            if !fits {
                cx.unheld("TaxExemptionReasonCode", code, "not a VATEX code of this category.");
            }
            fits
        });
        let rows = draft.allowances.iter_mut().chain(&mut draft.charges).filter_map(|row| row.vat.as_mut());
        for vat in draft.lines.iter_mut().map(|line| &mut line.vat).chain(rows) {
            if let VatInput::Stated(vat) = vat
                && vat.category == group.category
                && vat.rate == group.rate
            {
                vat.exemption_code = code.map(Text::from);
                vat.exemption_reason = group.reason.as_deref().map(Text::from);
            }
        }
    }
}

/// Notes that give a reason (BT-21 ACD) belong to the earlier invoices, if there are as many.
fn preceding_reasons(draft: &mut Draft) {
    let prefix = ["#", REASON, "#"].concat();
    let count = draft.notes.iter().filter(|note| note.starts_with(&prefix)).count();
    if count == 0 || count > draft.preceding.len() {
        return;
    }
    let (reasons, notes): (Vec<String>, Vec<String>) =
        std::mem::take(&mut draft.notes).into_iter().partition(|note| note.starts_with(&prefix));
    draft.notes = notes;
    for (row, reason) in draft.preceding.iter_mut().zip(reasons) {
        row.reason = reason.strip_prefix(&prefix).map(str::to_owned);
    }
}

/// A document states VAT in a second currency (BT-111), not the rate: the two amounts give it.
fn accounting_currency(draft: &mut Draft, stated: &Stated, cx: &mut Context) {
    let Some(currency) = stated.accounting else { return };
    let rate = match (stated.totals.vat_in_accounting_currency, stated.totals.vat) {
        (Some(other), Some(own)) if !own.is_zero() => product_quotient(other, Decimal::ONE, own, 10),
        _ => None,
    };
    let day = draft.tax_point();
    match (rate.filter(|rate| *rate > Decimal::ZERO), day) {
        (Some(rate), Some(date)) => draft.vat_currency = Some(VatCurrency { currency, rate: rate.normalize(), date }),
        _ => cx.unheld("TaxCurrencyCode", currency.code(), "the amounts of VAT do not give a rate."),
    }
}

/// Takes over VAT amounts (BT-117) that are off the product by as little as a draft may state.
fn adopt_vat(draft: &mut Draft, invoice: &Invoice, stated: &Stated) -> bool {
    let mut widest = Decimal::ZERO;
    for row in invoice.vat_breakdown() {
        let same = |group: &&Group| group.category == row.category && group.rate == row.rate;
        let Some(amount) = stated.groups.iter().find(same).and_then(|group| group.amount) else { continue };
        if amount != row.amount {
            widest = widest.max(crate::money::Exact::minus(amount, row.amount).unwrap_or(Decimal::MAX).abs());
            draft.vat_amounts.push(VatAmount { category: row.category, rate: row.rate, amount });
        }
    }
    if widest > Decimal::new(2, draft.currency.decimals()) {
        draft.rounding = Some(Rounding::PerLine);
    }
    !draft.vat_amounts.is_empty()
}

/// Finds the step that gives the rounding amount (BT-114).
fn adopt_rounding(draft: &mut Draft, _: &Invoice, stated: &Stated) -> bool {
    let Some(rounding) = stated.totals.rounding.filter(|rounding| !rounding.is_zero()) else { return false };
    for (units, scale) in STEPS {
        let step = Decimal::new(*units, *scale);
        let trial = Draft { payable_rounding: Some(step), ..draft.clone() };
        if invoice::calculate(&trial).is_ok_and(|invoice| invoice.totals().rounding == rounding) {
            draft.payable_rounding = Some(step);
            return true;
        }
    }
    false
}

/// What the law wants to be said comes from the draft: it is no note of its own.
fn mentions(draft: &mut Draft, invoice: &Invoice) {
    let said = &invoice.derived().mentions;
    if said.is_empty() {
        return;
    }
    let mut notes = Vec::new();
    for note in std::mem::take(&mut draft.notes) {
        let kept: Vec<&str> = note.lines().filter(|line| !said.iter().any(|mention| mention == line)).collect();
        if !kept.is_empty() {
            notes.push(kept.join("\n"));
        }
    }
    draft.notes = notes;
}

/// Says where the document states other amounts than the draft gives.
fn compare(invoice: &Invoice, stated: &Stated, cx: &mut Context) {
    for (index, (line, net)) in invoice.lines().iter().zip(&stated.line_nets).enumerate() {
        let path = super::context::index("lines", index, ".net");
        differs(&path, "BT-131", *net, Some(line.amounts().net), cx);
    }
    for group in &stated.groups {
        let same = invoice.vat_breakdown().iter().find(|row| row.category == group.category && row.rate == group.rate);
        differs("vatBreakdown.base", "BT-116", group.base, same.map(|row| row.base), cx);
        differs("vatBreakdown.amount", "BT-117", group.amount, same.map(|row| row.amount), cx);
    }
    let (own, totals) = (invoice.totals(), &stated.totals);
    let rows = [
        ("totals.lineNet", "BT-106", totals.line_net, Some(own.line_net)),
        ("totals.allowances", "BT-107", totals.allowances, Some(own.allowances)),
        ("totals.charges", "BT-108", totals.charges, Some(own.charges)),
        ("totals.net", "BT-109", totals.net, Some(own.net)),
        ("totals.vat", "BT-110", totals.vat, Some(own.vat)),
        ("totals.vatInAccountingCurrency", "BT-111", totals.vat_in_accounting_currency, own.vat_in_accounting_currency),
        ("totals.gross", "BT-112", totals.gross, Some(own.gross)),
        ("totals.prepaid", "BT-113", totals.prepaid, Some(own.prepaid)),
        ("totals.rounding", "BT-114", totals.rounding, Some(own.rounding)),
        ("totals.payable", "BT-115", totals.payable, Some(own.payable)),
    ];
    for (path, term, stated, own) in rows {
        differs(path, term, stated, own, cx);
    }
}

fn differs(path: &str, term: &str, stated: Option<Decimal>, own: Option<Decimal>, cx: &mut Context) {
    let Some(stated) = stated else { return };
    if own == Some(stated) {
        return;
    }
    let mut message = "The document states ".to_owned();
    push_decimal(&mut message, stated);
    message.push_str(", the draft gives ");
    match own {
        Some(own) => push_decimal(&mut message, own),
        None => message.push_str("nothing"),
    }
    message.push('.');
    cx.push(Finding::new(Code::XmlTotals, path, message).term(term));
}
