//! The early-payment discount as the entries bear it out: what was paid in time for a step settles the invoice.
//!
//! A step is taken when the money received by its last day, that day included, reaches the payable amount of the
//! step. This holds in each VAT mode: in `fullThenCreditNote` and `fullThenCorrection` the rest is the discount, in
//! `alwaysDiscounted` too, and in `discounted` the payable amount is the discounted one to begin with. Money that the
//! customer's bank takes back was not received. A credit lowers what a step asks for in proportion. A payment difference that was
//! given up by the last day counts as paid for it. What the seller takes although it came a little late counts as of the day that its entry
//! names.

use rust_decimal::Decimal;

use super::entry::{EntryKind, WriteOffGround};
use super::history::Counted;
use crate::calendar::Day;
use crate::invoice::{EarlyPayment, Issued, VatMode, mode_in};
use crate::money::Exact;
use crate::money::round::product_quotient;

/// The steps of an invoice with what came in for them.
pub(super) struct Discount<'a> {
    invoice: &'a Issued,
    steps: Vec<Step<'a>>,
}

/// What came in and was credited by the last day of a step. Money taken back later was not received by then.
struct Step<'a> {
    step: &'a EarlyPayment,
    until: Day,
    received: Decimal,
    credited: Decimal,
}

impl<'a> Discount<'a> {
    /// The steps of an invoice.
    pub fn of(invoice: &'a Issued) -> Discount<'a> {
        let (received, credited) = (Decimal::ZERO, Decimal::ZERO);
        let step = |step: &'a EarlyPayment| Some(Step { step, until: step.until?, received, credited });
        Discount { invoice, steps: invoice.early_payment().iter().filter_map(step).collect() }
    }

    /// Takes an entry.
    pub fn take(&mut self, counted: &Counted<'_>) -> Option<()> {
        let (on, amount) = (counted.entry.kind.discount_on().unwrap_or(counted.entry.on), counted.amount);
        for step in &mut self.steps {
            match &counted.entry.kind {
                EntryKind::Payment(_) if on <= step.until => step.received = step.received.plus(amount)?,
                EntryKind::WriteOff(write_off)
                    if on <= step.until && write_off.ground == Some(WriteOffGround::Difference) =>
                {
                    step.received = step.received.plus(amount)?;
                }
                EntryKind::Refund(_) if on <= step.until => step.received = step.received.minus(amount)?,
                EntryKind::Chargeback(_) | EntryKind::ReturnedDebit(_) => {
                    step.received = step.received.minus(amount)?;
                }
                EntryKind::Credit(_) if on <= step.until => step.credited = step.credited.plus(amount)?,
                _ => {}
            }
        }
        Some(())
    }

    /// The least that a payment on a day has to be for a step to be taken; none where no step is to be had any more.
    pub fn asked(&self, on: Day) -> Option<Option<Decimal>> {
        let mut least: Option<Decimal> = None;
        for step in self.steps.iter().filter(|step| on <= step.until) {
            let (owed, asked) = step.asked(self.invoice)?;
            if owed > Decimal::ZERO && asked > Decimal::ZERO {
                let missing = asked.minus(step.received)?;
                least = Some(least.map_or(missing, |least| least.min(missing)));
            }
        }
        Some(least)
    }

    /// The last day of a step that a payment is for which came up to `grace` days later, with as little missing as `tolerance`.
    pub fn missed(&self, on: Day, amount: Decimal, grace: u32, tolerance: Decimal) -> Option<Option<Day>> {
        for step in self.steps.iter().filter(|step| step.until < on && on.days_since(step.until) <= i64::from(grace)) {
            let (owed, asked) = step.asked(self.invoice)?;
            let missing = asked.minus(step.received)?;
            let left = owed.minus(step.received)?;
            // Where the discount is off the invoice already, all that is left is what the step asks for.
            let is_less = amount < left || (amount == left && deducts_discount(self.invoice));
            if asked > Decimal::ZERO && is_less && amount.plus(tolerance)? >= missing {
                return Some(Some(step.until));
            }
        }
        Some(None)
    }

    /// Whether what a step asks for was received by its last day.
    pub fn is_taken(&self) -> Option<bool> {
        let mut taken = false;
        for step in &self.steps {
            let (_, asked) = step.asked(self.invoice)?;
            taken |= asked > Decimal::ZERO && step.received >= asked;
        }
        Some(taken)
    }

    /// The discount that is granted, beside `credited`, what was credited of the invoice so far.
    pub fn granted(&self, credited: Decimal) -> Option<Decimal> {
        let mut granted = Decimal::ZERO;
        for step in &self.steps {
            granted = granted.max(step.granted(self.invoice, credited)?);
        }
        Some(granted)
    }
}

impl Step<'_> {
    /// What is owed without what was credited by the last day, and what the step asks of it.
    fn asked(&self, invoice: &Issued) -> Option<(Decimal, Decimal)> {
        let payable = invoice.totals().payable;
        let owed = payable.minus(self.credited)?.max(Decimal::ZERO);
        if owed.is_zero() {
            return Some((owed, owed));
        }
        Some((owed, product_quotient(self.step.payable, owed, payable, invoice.head().currency.decimals())?))
    }

    fn granted(&self, invoice: &Issued, credited: Decimal) -> Option<Decimal> {
        let (owed, asked) = self.asked(invoice)?;
        if self.received < asked || asked <= Decimal::ZERO {
            return Some(Decimal::ZERO);
        }
        let discount = owed.minus(self.received)?.max(Decimal::ZERO);
        let later = credited.minus(self.credited)?;
        if mode_in(invoice.head()) == VatMode::FullThenCreditNote {
            // The credit note for the discount takes its place.
            return Some(discount.minus(later)?.max(Decimal::ZERO));
        }
        let kept = owed.minus(later)?.max(Decimal::ZERO);
        product_quotient(discount, kept, owed, invoice.head().currency.decimals())
    }
}

/// Whether an early-payment discount of this invoice, once it is earned, corrects its VAT without a document.
pub fn corrects_vat(invoice: &Issued) -> bool {
    has_discount(invoice, VatMode::FullThenCorrection)
}

/// Whether a credit note takes the place of an early-payment discount of this invoice, once it is earned.
pub fn credits_discount(invoice: &Issued) -> bool {
    has_discount(invoice, VatMode::FullThenCreditNote)
}

/// Whether an early-payment discount of this invoice is off its VAT already, so that a supplementary invoice follows where it is not taken.
pub fn deducts_discount(invoice: &Issued) -> bool {
    has_discount(invoice, VatMode::Discounted)
}

fn has_discount(invoice: &Issued, by: VatMode) -> bool {
    !invoice.early_payment().is_empty() && mode_in(invoice.head()) == by
}
