//! What is due when: the open amount laid on the due dates of the invoice or of a payment plan.
//!
//! What comes in clears the oldest part first, so what is still open sits on the latest parts. Refuses to add or lose
//! a cent: the parts add up to what is open.

use rust_decimal::Decimal;

use super::entry::PlannedInstalment;
use crate::calendar::Day;
use crate::invoice::Issued;
use crate::money::Exact;
use crate::money::round::to_decimals;

/// A part of what is open, and the day on which it is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPart {
    /// Its due date (BT-9); absent where the invoice states none.
    pub due: Option<Day>,
    /// What is still to be paid of it, without what is contested; above zero.
    pub amount: Decimal,
    /// Whether a payment plan says when it is due.
    pub is_planned: bool,
}

/// What parts come to. None past the range of amounts.
pub(crate) fn sum_of(parts: &[OpenPart]) -> Option<Decimal> {
    parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.plus(part.amount))
}

/// The due dates in force.
pub(super) struct Schedule<'a> {
    /// Those of the invoice, by day.
    terms: Vec<(Option<Day>, Decimal)>,
    /// Those of a payment plan, by day; they come before those of the invoice for as much as they cover.
    pub plan: &'a [PlannedInstalment],
}

impl Schedule<'_> {
    /// The due dates of an invoice.
    pub fn of(invoice: &Issued) -> Schedule<'_> {
        let instalments = invoice.instalments().iter().map(|part| (part.due_date, part.amount));
        let mut terms: Vec<(Option<Day>, Decimal)> = instalments.collect();
        if terms.is_empty() {
            terms.push((invoice.due_date(), invoice.totals().payable));
        }
        Schedule { terms, plan: &[] }
    }

    /// Lays an open amount on the due dates; by day, those without one last.
    pub fn spread(&self, open: Decimal) -> Option<Vec<OpenPart>> {
        let mut laid = Laid { rest: open, parts: Vec::with_capacity(self.terms.len()) };
        for part in self.plan.iter().rev() {
            laid.lay(Some(part.due_date), part.amount, true)?;
        }
        for (place, (due, amount)) in self.terms.iter().enumerate().rev() {
            // More than was invoiced, as after a refund too many, is due with the first part.
            let amount = if place == 0 { laid.rest } else { *amount };
            laid.lay(*due, amount, false)?;
        }
        Some(laid.parts)
    }

    /// The first day after `day` on which one more part is overdue.
    pub fn next_overdue_day(&self, day: Day) -> Option<Day> {
        let planned = self.plan.iter().map(|part| part.due_date);
        let due = self.terms.iter().filter_map(|(due, _)| *due).chain(planned);
        due.filter(|due| *due >= day).min()?.add_days(1)
    }
}

struct Laid {
    rest: Decimal,
    parts: Vec<OpenPart>,
}

impl Laid {
    fn lay(&mut self, due: Option<Day>, amount: Decimal, is_planned: bool) -> Option<()> {
        let amount = to_decimals(amount.min(self.rest), self.rest.scale())?;
        if amount > Decimal::ZERO {
            self.rest = self.rest.minus(amount)?;
            let key = |due: Option<Day>| due.unwrap_or(Day::MAX);
            let place = self.parts.partition_point(|part| key(part.due) < key(due));
            self.parts.insert(place, OpenPart { due, amount, is_planned });
        }
        Some(())
    }
}

/// What of these parts is overdue on a day, and since when. The due day itself is not overdue.
pub(super) fn overdue(parts: &[OpenPart], on: Day, decimals: u32) -> Option<(Decimal, Option<Day>)> {
    let mut sum = Decimal::new(0, decimals);
    let mut since = None;
    for part in parts {
        if let Some(due) = part.due.filter(|due| *due < on) {
            sum = sum.plus(part.amount)?;
            since = since.or(Some(due));
        }
    }
    Some((sum, since))
}
