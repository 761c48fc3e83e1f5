//! The early-payment discount as the entries bear it out: what was paid in time for a step settles the invoice.
//!
//! A step is taken when the money received by its last day, that day included, reaches the payable amount of the
//! step. This holds in each VAT mode: in `fullThenCreditNote` and `fullThenCorrection` the rest is the discount, in
//! `alwaysDiscounted` too, and in `discounted` the payable amount is the discounted one to begin with. Money that the
//! customer's bank takes back was not received. A credit lowers what a step asks for in proportion.

use crate::money::Exact;
use rust_decimal::Decimal;

use super::entry::EntryKind;
use super::status::Counted;
use crate::calendar::Day;
use crate::invoice::{EarlyPayment, Issued, VatMode, vat_mode};
use crate::money::round::product_quotient;
use crate::wire::Reader;

/// The discount that is granted, beside `credited`, what was credited of the invoice so far.
pub(super) fn granted(invoice: &Issued, entries: &[Counted<'_>], credited: Decimal) -> Option<Decimal> {
    let mut granted = Decimal::ZERO;
    for step in invoice.early_payment() {
        if let Some(until) = step.until {
            granted = granted.max(of_step(invoice, step, until, entries, credited)?);
        }
    }
    Some(granted)
}

fn of_step(
    invoice: &Issued,
    step: &EarlyPayment,
    until: Day,
    entries: &[Counted<'_>],
    credited: Decimal,
) -> Option<Decimal> {
    let decimals = invoice.head().currency.decimals();
    let payable = invoice.totals().payable;
    let in_time = in_time(entries, until)?;
    let owed = payable.minus(in_time.credited)?;
    if owed <= Decimal::ZERO {
        return Some(Decimal::ZERO);
    }
    let asked = product_quotient(step.payable, owed, payable, decimals)?;
    if in_time.received < asked || asked <= Decimal::ZERO {
        return Some(Decimal::ZERO);
    }
    let discount = owed.minus(in_time.received)?.max(Decimal::ZERO);
    let later = credited.minus(in_time.credited)?;
    if mode(invoice) == VatMode::FullThenCreditNote {
        // The credit note for the discount takes its place.
        return Some(discount.minus(later)?.max(Decimal::ZERO));
    }
    let kept = owed.minus(later)?.max(Decimal::ZERO);
    product_quotient(discount, kept, owed, decimals)
}

struct InTime {
    received: Decimal,
    credited: Decimal,
}

/// What came in and was credited by a day. Money taken back later was not received by then.
fn in_time(entries: &[Counted<'_>], until: Day) -> Option<InTime> {
    let mut sums = InTime { received: Decimal::ZERO, credited: Decimal::ZERO };
    for Counted { entry, amount } in entries {
        match &entry.kind {
            EntryKind::Payment(_) if entry.on <= until => sums.received = sums.received.plus(*amount)?,
            EntryKind::Refund(_) if entry.on <= until => sums.received = sums.received.minus(*amount)?,
            EntryKind::Chargeback(_) | EntryKind::ReturnedDebit(_) => {
                sums.received = sums.received.minus(*amount)?;
            }
            EntryKind::Credit(_) if entry.on <= until => sums.credited = sums.credited.plus(*amount)?,
            _ => {}
        }
    }
    Some(sums)
}

fn mode(invoice: &Issued) -> VatMode {
    let head = invoice.head();
    let country = head.supplier.as_ref().map(|supplier| supplier.country.as_str());
    // A warning about the mode belongs to the invoice, not here.
    let mut unheard = Reader::new();
    head.payment_terms
        .as_ref()
        .map_or(VatMode::FullThenCreditNote, |terms| vat_mode(terms, country, head.tax_point(), &mut unheard))
}
