//! The early-payment discount as the entries bear it out: what was paid in time for a step settles the invoice.
//!
//! A step is taken when the money received by its last day, that day included, reaches the payable amount of the
//! step. This holds in each VAT mode: in `fullThenCreditNote` and `fullThenCorrection` the rest is the discount, in
//! `alwaysDiscounted` too, and in `discounted` the payable amount is the discounted one to begin with. Money that the
//! customer's bank takes back was not received, where it is not money that came in later. What the seller refunds later
//! takes no discount away. A credit lowers what a step asks for, and a discount that was taken, in proportion. A payment
//! difference that was given up by the last day counts as paid for it. What the seller takes although it came a little
//! late counts as of the day that its entry names.

use rust_decimal::Decimal;

use super::credited::AMOUNT_PREFIX;
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

/// What came in and was credited by the last day of a step, and what became of it.
struct Step<'a> {
    step: &'a EarlyPayment,
    until: Day,
    /// Received by the last day and not taken back by a bank since.
    received: Decimal,
    /// What came in later and is still here: what goes back is this first.
    late: Decimal,
    /// Refunded later of what was received by the last day.
    refunded: Decimal,
    /// Credited by the last day, notes for the discount itself left out.
    credited: Decimal,
    /// What was owed and the discount on it, as the money came in that reached the step.
    taken: Option<(Decimal, Decimal)>,
    /// From this day on a credit may be the note for the discount.
    noted_from: Option<Day>,
    /// Credits that may be such a note.
    pending: Vec<(Day, Decimal)>,
    /// Notes for the discount.
    noted: Decimal,
    today: Today,
}

/// What the day that is taken brings. It counts when the day ends, so that the order within it does not matter.
#[derive(Default)]
struct Today {
    received: Decimal,
    refunded: Decimal,
    taken_back: Decimal,
    credited: Decimal,
    paid_on: Option<Day>,
}

impl<'a> Discount<'a> {
    /// The steps of an invoice.
    pub fn of(invoice: &'a Issued) -> Discount<'a> {
        let step = |step: &'a EarlyPayment| Some(Step::of(step, step.until?));
        Discount { invoice, steps: invoice.early_payment().iter().filter_map(step).collect() }
    }

    /// Takes an entry.
    pub fn take(&mut self, counted: &Counted<'_>) -> Option<()> {
        for step in &mut self.steps {
            step.take(counted)?;
        }
        Some(())
    }

    /// The day ends.
    pub fn close_day(&mut self) -> Option<()> {
        for step in &mut self.steps {
            step.close_day(self.invoice)?;
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
            taken |= step.is_taken(self.invoice)?;
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

impl<'a> Step<'a> {
    fn of(step: &'a EarlyPayment, until: Day) -> Step<'a> {
        let none = Decimal::ZERO;
        Step {
            step,
            until,
            received: none,
            late: none,
            refunded: none,
            credited: none,
            taken: None,
            noted_from: None,
            pending: Vec::new(),
            noted: none,
            today: Today::default(),
        }
    }

    fn take(&mut self, counted: &Counted<'_>) -> Option<()> {
        let (on, amount) = (counted.entry.kind.discount_on().unwrap_or(counted.entry.on), counted.amount);
        let (in_time, today) = (on <= self.until, &mut self.today);
        let is_money = match &counted.entry.kind {
            EntryKind::Payment(_) => true,
            EntryKind::WriteOff(write_off) => in_time && write_off.ground == Some(WriteOffGround::Difference),
            _ => false,
        };
        match &counted.entry.kind {
            _ if is_money && in_time => {
                today.received = today.received.plus(amount)?;
                today.paid_on = today.paid_on.max(Some(counted.entry.on));
            }
            _ if is_money => self.late = self.late.plus(amount)?,
            EntryKind::Refund(_) if in_time => today.received = today.received.minus(amount)?,
            EntryKind::Refund(_) => today.refunded = today.refunded.plus(amount)?,
            EntryKind::Chargeback(_) | EntryKind::ReturnedDebit(_) => {
                today.taken_back = today.taken_back.plus(amount)?;
            }
            EntryKind::Credit(credit) => {
                if in_time {
                    today.credited = today.credited.plus(amount)?;
                }
                if credit.lines.iter().all(|line| line.id.starts_with(AMOUNT_PREFIX)) {
                    self.pending.push((on, amount));
                }
            }
            _ => {}
        }
        Some(())
    }

    fn close_day(&mut self, invoice: &Issued) -> Option<()> {
        let today = std::mem::take(&mut self.today);
        let mut set_off = |back: Decimal| {
            let late = back.min(self.late);
            self.late = self.late.minus(late)?;
            back.minus(late)
        };
        let (taken_back, refunded) = (set_off(today.taken_back)?, set_off(today.refunded)?);
        let received = self.received.plus(today.received)?.minus(taken_back)?;
        self.refunded = self.refunded.plus(refunded)?;
        let before = self.credited;
        self.credited = before.plus(today.credited)?;
        if self.taken.is_none() || received != self.received {
            self.received = received;
            // Who pays and gets a credit on one day may have paid before.
            self.taken = None;
            for credited in [self.credited, before] {
                let (owed, asked) = self.asked_beside(invoice, credited)?;
                if asked > Decimal::ZERO && received >= asked {
                    self.taken = Some((owed, owed.minus(received)?.max(Decimal::ZERO)));
                    self.noted_from = self.noted_from.or(today.paid_on.filter(|_| credited == before));
                }
            }
        }
        self.note(invoice)
    }

    /// Tells the notes for the discount, each no more than what of it has none yet, from other credits.
    fn note(&mut self, invoice: &Issued) -> Option<()> {
        let Some(from) = self.noted_from.filter(|_| credits_discount(invoice)) else { return Some(()) };
        let discount = invoice.totals().payable.minus(self.step.payable)?;
        self.pending.sort_unstable();
        for (on, amount) in std::mem::take(&mut self.pending) {
            let noted = self.noted.plus(amount)?;
            if on < from || noted > discount {
                continue;
            }
            self.noted = noted;
            if on <= self.until {
                self.credited = self.credited.minus(amount)?;
            }
        }
        Some(())
    }

    /// What is owed without what was credited by the last day, and what the step asks of it.
    fn asked(&self, invoice: &Issued) -> Option<(Decimal, Decimal)> {
        self.asked_beside(invoice, self.credited)
    }

    fn asked_beside(&self, invoice: &Issued, credited: Decimal) -> Option<(Decimal, Decimal)> {
        let payable = invoice.totals().payable;
        let owed = payable.minus(credited)?.max(Decimal::ZERO);
        if owed.is_zero() {
            return Some((owed, owed));
        }
        Some((owed, product_quotient(self.step.payable, owed, payable, invoice.head().currency.decimals())?))
    }

    fn is_taken(&self, invoice: &Issued) -> Option<bool> {
        let (_, asked) = self.asked(invoice)?;
        Some(asked > Decimal::ZERO && self.received >= asked)
    }

    fn granted(&self, invoice: &Issued, credited: Decimal) -> Option<Decimal> {
        let Some((base, discount)) = self.taken.filter(|_| self.is_taken(invoice) == Some(true)) else {
            return Some(Decimal::ZERO);
        };
        let (owed, asked) = self.asked_beside(invoice, credited.minus(self.noted)?)?;
        let kept = product_quotient(discount, owed, base, invoice.head().currency.decimals())?;
        // What is refunded of a payment in full is, up to the discount, the discount.
        let held = self.received.minus(self.refunded.minus(self.late)?.max(Decimal::ZERO))?;
        let refunded = owed.minus(held)?.min(owed.minus(asked)?);
        // The credit note for the discount takes its place.
        Some(kept.max(refunded).minus(self.noted)?.max(Decimal::ZERO))
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
