//! The supplementary invoice for a discount that was deducted on the invoice (`discounted`) and not taken: the VAT on it is due as well,
//! and the customer deducts it only with such an invoice (Belastingdienst on art. 29(3) Wet OB 1968). Both documents together come to the
//! invoice without its discount, net and VAT of each group; of what was credited meanwhile nothing is asked.
//!
//! Refuses terms under which nothing follows: in Belgium VAT is on the discounted amount, taken or not (art. 28, 1° of the Belgian VAT
//! Code), and where the invoice bears VAT on the full amount, it is a discount that was taken which is corrected. The sources say that it
//! follows, and not by which day; so it is asked for a day on which the discount can no longer be taken.

use rust_decimal::Decimal;

use super::calculate::language_of;
use super::computed::{AdjustmentKind, Issued};
use super::draft::{DocumentType, Draft, Preceding, VatAmount};
use super::line::Line;
use super::terms::Terms;
use super::totals::VatBreakdown;
use super::vat::VatInput;
use crate::calendar::Day;
use crate::finding::{Code, Error, Finding};
use crate::ledger::credited::Part;
use crate::ledger::{Account, EntryKind, deducts_discount, takes_discount};
use crate::money::Exact;
use crate::money::round::{percent_of, product_quotient};
use crate::text::Phrase;
use crate::wire::TextMap;
use crate::wire_struct;

wire_struct! {
    /// The supplementary invoice to draft.
    #[derive(Eq)]
    pub struct SupplementRequest {
        /// Its date (BT-2): the first day on which the discount cannot be taken any more, or a later one.
        "issueDate" issue_date: Day,
    }
}

/// The draft of the supplementary invoice for the discount of an invoice that was not taken by the day of the request.
pub fn supplement(account: &Account, request: &SupplementRequest) -> Result<Draft, Error> {
    let (invoice, on) = (account.invoice(), request.issue_date);
    let none = |message: String| Error::from_finding(Finding::new(Code::SupplementNone, "", message));
    let step = invoice.early_payment().first().filter(|_| deducts_discount(invoice));
    let Some((step, until)) = step.and_then(|step| Some((step, step.until?))) else {
        return Err(none(
            "The invoice deducts no early-payment discount from its VAT, so that nothing follows.".to_owned(),
        ));
    };
    if on <= until {
        let message = format!("The discount can be taken up to {until}; a supplementary invoice is dated later.");
        return Err(Error::from_finding(Finding::new(Code::DateRange, "issueDate", message)));
    }
    if takes_discount(account, on)? {
        return Err(none(format!("The discount was taken: what it asks for was received by {until}.")));
    }
    if account.entries().iter().any(|entry| matches!(entry.kind, EntryKind::Void(_))) {
        return Err(none("The invoice is void: nothing of its discount is left.".to_owned()));
    }
    let range = || Error::from_finding(Finding::new(Code::AmountRange, "", "An amount leaves the range below 10^15."));
    let lapsed = lapsed(account, step.percent).ok_or_else(range)?;
    if lapsed.is_empty() {
        return Err(none("Nothing of the discount is left beside what was credited.".to_owned()));
    }
    drafted(invoice, on, &lapsed).ok_or_else(range)
}

/// What the discount took off each VAT group, by what is left of the group beside its credits.
fn lapsed(account: &Account, percent: Decimal) -> Option<Vec<(&VatBreakdown, Part)>> {
    let invoice = account.invoice();
    let decimals = invoice.head().currency.decimals();
    let mut lapsed = Vec::new();
    for (group, left) in invoice.vat_breakdown().iter().zip(account.credited().left()?) {
        // The allowance of the discount came last: what it is of, less it, is the group.
        let row = invoice.derived().adjustments.iter().rfind(|row| {
            let is_of_group = row.vat.category == group.category && row.vat.rate == group.rate;
            let leaves = row.base.and_then(|base| base.minus(row.amount));
            is_of_group
                && row.kind == AdjustmentKind::Allowance
                && row.percent == Some(percent)
                && leaves == Some(group.base)
        });
        let Some((row, base)) = row.and_then(|row| Some((row, row.base?))) else { continue };
        let rate = group.rate.unwrap_or_default();
        let whole = Part {
            net: row.amount,
            vat: percent_of(base, rate, decimals)?.minus(percent_of(group.base, rate, decimals)?)?,
        };
        let part = if left.net == group.base {
            whole
        } else {
            let net = product_quotient(whole.net, left.net, group.base, decimals)?;
            Part { net, vat: percent_of(net, rate, decimals)? }
        };
        if !part.net.is_zero() || !part.vat.is_zero() {
            lapsed.push((group, part));
        }
    }
    Some(lapsed)
}

fn drafted(invoice: &Issued, on: Day, lapsed: &[(&VatBreakdown, Part)]) -> Option<Draft> {
    let head = invoice.head();
    let reason = Phrase::EarlyPaymentDiscountNotTaken.text(language_of(head));
    let decimals = head.currency.decimals();
    let mut vat_amounts = Vec::new();
    for (group, part) in lapsed {
        if percent_of(part.net, group.rate.unwrap_or_default(), decimals)? != part.vat {
            vat_amounts.push(VatAmount { category: group.category, rate: group.rate, amount: part.vat });
        }
    }
    let due = invoice.due_date().map_or(on, |due| due.max(on));
    Some(Draft {
        kind: (head.document_type() == DocumentType::SelfBilled).then_some(DocumentType::SelfBilled),
        issue_date: Some(on),
        // The VAT is due because the discount was not taken: in that period, and not in that of the supply.
        tax_point_date: Some(on),
        prices_include_vat: None,
        rounding: None,
        payable_rounding: None,
        vat_amounts,
        lines: lapsed.iter().map(|(group, part)| line(group, part.net, reason)).collect(),
        allowances: Vec::new(),
        charges: Vec::new(),
        prepaid: None,
        // The terms of the invoice say by when all of it is due.
        payment_terms: Some(Terms { due_date: Some(due), ..Terms::default() }),
        payment_reference: None,
        preceding: vec![Preceding {
            number: invoice.number().to_owned(),
            issue_date: Some(invoice.issue_date()),
            reason: Some(reason.to_owned()),
        }],
        attachments: Vec::new(),
        notes: Vec::new(),
        metadata: TextMap::new(),
        ..head.clone()
    })
}

fn line(group: &VatBreakdown, net: Decimal, reason: &str) -> Line {
    // The sign belongs on the quantity: a price is never below zero (BR-27).
    let quantity = if net.is_sign_negative() { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
    Line::plain(reason, quantity, net.abs().normalize(), VatInput::Stated(group.vat()))
}
