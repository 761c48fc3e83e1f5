//! The balance over the days: what is owed, contested and overdue on each legal day, and what is open when.
//!
//! One view for all who need more than the status of a day: interest reads [`balances`], dunning and cash forecasts
//! read [`open_parts`], reports read [`position`]. It says what is owed; what may be charged on it is for the law.

use rust_decimal::Decimal;

use super::account::Account;
use super::fold::{Fold, Open, Position};
use super::history::{Counted, counted, looked_back};
use super::schedule::{OpenPart, overdue};
use super::status::{fold_of, fold_until, out_of_range};
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
    /// What came in for interest by the end of each of these days, or was given up of interest and costs: what is given up is taken off
    /// interest first. It bears no interest any more.
    pub interest_settled: Decimal,
    /// What is open and not contested at the end of each of these days, by due date.
    pub parts: Vec<OpenPart>,
}

impl Balance {
    fn open(&self) -> Open {
        Open { owed: self.owed, disputed: self.disputed, interest_settled: self.interest_settled }
    }
}

/// The balance from the invoice date to `on`, in spans without gap or overlap; none before the invoice date. Entries
/// dated after `on` are ignored, and earlier ones count as corrected by then.
pub fn balances(account: &Account, on: Day, reading: Reading) -> Result<Vec<Balance>, Error> {
    spans(account, counted(account, on, reading), on).ok_or_else(out_of_range)
}

/// The balance as interest sees it, of an account that is known to stand like this at the end of the day.
pub(crate) fn interest_balances(
    account: &Account,
    standing: &Standing<'_>,
    on: Day,
    day_of_payment: bool,
) -> Result<Vec<Balance>, Error> {
    let moving = standing.entries.iter().filter(|counted| counted.entry.kind.moves_balance()).copied().collect();
    spans(account, looked_back(account, moving, on, day_of_payment), on).ok_or_else(out_of_range)
}

/// Where an account stands at the end of a day: each sum of its entries.
pub fn position(account: &Account, on: Day) -> Result<Position, Error> {
    fold_until(account, on).and_then(|fold| fold.position()).ok_or_else(out_of_range)
}

/// What is open at the end of a day and not contested, by due date; empty before the invoice date, and for a credit
/// note's own account, which the supplier pays.
pub fn open_parts(account: &Account, on: Day) -> Result<Vec<OpenPart>, Error> {
    standing(account, on).map(|standing| standing.parts)
}

/// All that is asked of an account on a day, in one fold of its entries.
pub(crate) struct Standing<'a> {
    /// The entries that count.
    pub entries: Vec<Counted<'a>>,
    /// Each sum of them.
    pub position: Position,
    /// What is open and not contested, as [`open_parts`] says it.
    pub parts: Vec<OpenPart>,
    /// The places of entries that gave up or contested more than there was.
    pub exceeding: Vec<usize>,
}

/// Where an account stands at the end of a day.
pub(crate) fn standing(account: &Account, on: Day) -> Result<Standing<'_>, Error> {
    let entries = counted(account, on, Reading::Books);
    let stand = || {
        let fold = fold_of(account.invoice(), &entries)?;
        let position = fold.position()?;
        let issued = account.invoice().issue_date() <= on;
        let parts = if issued { parts(&fold, position.owed, position.disputed)? } else { Vec::new() };
        Some((position, parts, fold.exceeding))
    };
    let (position, parts, exceeding) = stand().ok_or_else(out_of_range)?;
    Ok(Standing { entries, position, parts, exceeding })
}

/// All that is open at the end of a day, contested or not, by due date, with where the account stands. For reports.
pub(crate) fn owed_parts(account: &Account, on: Day) -> Option<(Position, Vec<OpenPart>)> {
    let fold = fold_until(account, on)?;
    let position = fold.position()?;
    let parts = fold.schedule.spread(position.owed)?;
    Some((position, parts))
}

fn parts(fold: &Fold<'_>, owed: Decimal, disputed: Decimal) -> Option<Vec<OpenPart>> {
    if fold.is_turned() {
        return Some(Vec::new());
    }
    fold.schedule.spread(owed.minus(disputed)?)
}

fn spans(account: &Account, mut entries: Vec<Counted<'_>>, on: Day) -> Option<Vec<Balance>> {
    entries.retain(|counted| counted.entry.kind.moves_balance());
    let mut days = entries.chunk_by(|earlier, later| earlier.day == later.day).peekable();
    let decimals = account.invoice().head().currency.decimals();
    let mut fold = Fold::new(account.invoice());
    // A span for each day on which something moved, and one for what falls due.
    let mut spans: Vec<Balance> = Vec::with_capacity(entries.len().saturating_add(2));
    let mut from = account.invoice().issue_date();
    if from > on {
        return Some(spans);
    }
    loop {
        let mut has_moved = spans.is_empty();
        while let Some(day) = days.next_if(|day| day.first().is_some_and(|entry| entry.day <= from)) {
            fold.take_day(day)?;
            has_moved = true;
        }
        // Where nothing moved, only the day is another one.
        let (open, parts) = match spans.last().filter(|_| !has_moved) {
            Some(last) => (last.open(), last.parts.clone()),
            None => {
                let open = fold.open()?;
                (open, parts(&fold, open.owed, open.disputed)?)
            }
        };
        let (overdue, _) = overdue(&parts, from, decimals)?;
        let entry = days.peek().and_then(|day| day.first()).map(|entry| entry.day);
        let part = fold.schedule.next_overdue_day(from);
        let next = entry.into_iter().chain(part).filter(|next| *next <= on).min();
        let until = next.map_or(Some(on), |next| next.add_days(-1))?;
        match spans.last_mut() {
            Some(last) if last.open() == open && last.overdue == overdue && last.parts == parts => last.until = until,
            _ => {
                let Open { owed, disputed, interest_settled } = open;
                spans.push(Balance { from, until, owed, disputed, overdue, interest_settled, parts });
            }
        }
        let Some(next) = next else { return Some(spans) };
        from = next;
    }
}
