//! The balance over the days: what is owed, contested and overdue on each legal day, and what is open when.
//!
//! One view for all who need more than the status of a day: interest reads [`balances`], dunning and cash forecasts
//! read [`open_parts`], reports read [`position`]. It says what is owed; what may be charged on it is for the law.

use rust_decimal::Decimal;

use super::account::Account;
use super::fold::{Fold, Position};
use super::history::counted;
use super::schedule::{OpenPart, overdue};
use super::status::{fold_until, out_of_range};
use crate::calendar::Day;
use crate::finding::Error;
use crate::money::Exact;

/// From which day an entry counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// As the books stand: each entry from its own legal day on.
    Books,
    /// As interest sees it, looking back from the day asked for. What was credited was never owed and bore no
    /// interest; what is contested today bears none, from the first day on; a dispute that has ended never stopped it.
    Interest {
        /// Whether the day of payment itself still bears interest: art. 6:119a lid 1 BW counts it in, so a payment
        /// lowers the balance from the day after it on.
        day_of_payment: bool,
    },
}

/// Days on which the balance is the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// First day.
    pub from: Day,
    /// Last day, inclusive.
    pub until: Day,
    /// What is owed of the invoice at the end of each of these days, due or not.
    pub owed: Decimal,
    /// What of it is contested.
    pub disputed: Decimal,
    /// What of it is overdue and not contested: the amount that bears interest. 0 on the due day itself.
    pub overdue: Decimal,
    /// What is open and not contested at the end of each of these days, by due date.
    pub parts: Vec<OpenPart>,
}

/// The balance from the invoice date to `on`, in spans without gap or overlap; none before the invoice date. Entries
/// dated after `on` are ignored, and earlier ones count as corrected by then.
pub fn balances(account: &Account, on: Day, reading: Reading) -> Result<Vec<Balance>, Error> {
    spans(account, on, reading).ok_or_else(out_of_range)
}

/// Where an account stands at the end of a day: each sum of its entries.
pub fn position(account: &Account, on: Day) -> Result<Position, Error> {
    fold_until(account, on).and_then(|fold| fold.position()).ok_or_else(out_of_range)
}

/// What is open at the end of a day and not contested, by due date; empty before the invoice date, and for a credit
/// note's own account, which the supplier pays.
pub fn open_parts(account: &Account, on: Day) -> Result<Vec<OpenPart>, Error> {
    if on < account.invoice().issue_date() {
        return Ok(Vec::new());
    }
    let parts = || {
        let fold = fold_until(account, on)?;
        parts(&fold, &fold.position()?)
    };
    parts().ok_or_else(out_of_range)
}

/// All that is open at the end of a day, contested or not, by due date, with where the account stands. For reports.
pub(crate) fn owed_parts(account: &Account, on: Day) -> Option<(Position, Vec<OpenPart>)> {
    let fold = fold_until(account, on)?;
    let position = fold.position()?;
    let parts = fold.schedule.spread(position.owed)?;
    Some((position, parts))
}

fn parts(fold: &Fold<'_>, position: &Position) -> Option<Vec<OpenPart>> {
    if fold.is_turned() {
        return Some(Vec::new());
    }
    fold.schedule.spread(position.owed.minus(position.disputed)?)
}

fn spans(account: &Account, on: Day, reading: Reading) -> Option<Vec<Balance>> {
    let entries = counted(account, on, reading);
    let mut days = entries.chunk_by(|earlier, later| earlier.day == later.day).peekable();
    let decimals = account.invoice().head().currency.decimals();
    let mut fold = Fold::new(account.invoice());
    let mut spans: Vec<Balance> = Vec::new();
    let mut from = account.invoice().issue_date();
    if from > on {
        return Some(spans);
    }
    loop {
        while let Some(day) = days.next_if(|day| day.first().is_some_and(|entry| entry.day <= from)) {
            fold.take_day(day)?;
        }
        let position = fold.position()?;
        let parts = parts(&fold, &position)?;
        let (overdue, _) = overdue(&parts, from, decimals)?;
        let entry = days.peek().and_then(|day| day.first()).map(|entry| entry.day);
        let part = fold.schedule.next_overdue_day(from);
        let next = entry.into_iter().chain(part).filter(|next| *next <= on).min();
        let until = next.map_or(Some(on), |next| next.add_days(-1))?;
        let Position { owed, disputed, .. } = position;
        match spans.last_mut() {
            Some(last)
                if (last.owed, last.disputed, last.overdue) == (owed, disputed, overdue) && last.parts == parts =>
            {
                last.until = until;
            }
            _ => spans.push(Balance { from, until, owed, disputed, overdue, parts }),
        }
        let Some(next) = next else { return Some(spans) };
        from = next;
    }
}
