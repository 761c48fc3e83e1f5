//! The status of an account on a day: a fold of its entries, and nothing but them and the invoice.
//!
//! Defined for every account and every day. Entries dated after the day are ignored, so that yesterday's status can be
//! asked tomorrow; asked for a day before the invoice date, the answer is a draft.
//!
//! - The due day itself is not overdue. Each instalment is overdue on its own date; what was paid, credited or given up
//!   clears the oldest first.
//! - What is contested is neither overdue nor dunned; it is taken from what is overdue first, so that nobody is chased
//!   for what may not be owed.
//! - Credited in full counts as paid; a rest that was written off is uncollectible.
//! - A promise, a payment plan and a settlement offer change no amount by themselves: what was promised is no payment.
//! - A credit note's own account is read the other way round: refunds settle it, and it is never overdue.

use crate::money::Exact;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::account::Account;
use super::discount;
use super::entry::{Entry, EntryKind};
use crate::calendar::Day;
use crate::finding::{Code, Error, Finding};
use crate::invoice::{DocumentType, Issued};
use crate::money::round::to_decimals;
use crate::{wire_enum, wire_struct};

wire_enum! {
    /// Where the invoice stands.
    #[derive(Copy, Eq)]
    pub enum State {
        /// Not issued yet.
        "draft" Draft,
        /// Issued, and something is owed.
        "open" Open,
        /// Nothing is owed any more: paid, settled by an early payment, or credited in full.
        "paid" Paid,
        /// Cancelled.
        "void" Void,
        /// The rest was written off.
        "uncollectible" Uncollectible,
    }
}

wire_enum! {
    /// How much of it was settled.
    #[derive(Copy, Eq)]
    pub enum BalanceState {
        /// No money came in that is still there.
        "unpaid" Unpaid,
        /// A part was paid.
        "partiallyPaid" PartiallyPaid,
        /// Nothing is left to pay.
        "paid" Paid,
        /// More came in than is owed.
        "overpaid" Overpaid,
    }
}

wire_struct! {
    /// The status of an account on a day.
    #[derive(Eq)]
    pub struct Status {
        /// Where the invoice stands.
        "state" state: State,
        /// How much of it was settled.
        "balanceState" balance_state: BalanceState,
        /// Whether something is overdue.
        "overdue" overdue: bool,
        /// Days since the oldest overdue due date (BT-9); 0 if nothing is overdue.
        "daysOverdue" days_overdue: u32,
        /// What is overdue, without what is contested.
        "overdueAmount" overdue_amount: Decimal,
        /// The highest level of the reminders sent; 0 before the first.
        "dunningLevel" dunning_level: u32,
        /// What is contested of the amount due.
        "disputed" disputed: Decimal,
        /// What is owed, due or not; 0 when overpaid.
        "amountDue" amount_due: Decimal,
        /// The day of this status.
        "asOf" as_of: Day,
    }
}

/// The status of an account on a day.
pub fn status(account: &Account, on: Day) -> Result<Status, Error> {
    fold(account, on).ok_or_else(|| {
        Error::from_finding(Finding::new(
            Code::AmountRange,
            "entries",
            "The entries of this account add up to 10^15 or more.",
        ))
    })
}

/// An entry that counts on the day asked for, with the amount that counts.
pub(super) struct Counted<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// Its amount as corrected; 0 for a kind without one.
    pub amount: Decimal,
}

/// The entries that count on a day: dated on or before it, and as corrected by then.
pub(super) fn counted(account: &Account, on: Day) -> Vec<Counted<'_>> {
    let known = || account.entries().iter().filter(|entry| entry.on <= on);
    let mut corrected: BTreeMap<&str, Option<Decimal>> = BTreeMap::new();
    for entry in known() {
        if let EntryKind::Correction(correction) = &entry.kind {
            corrected.insert(&correction.of, correction.amount);
        }
    }
    let mut counted = Vec::new();
    for entry in known() {
        let amount = match corrected.get(entry.id.as_str()) {
            // Should not have been booked.
            Some(None) => continue,
            Some(Some(amount)) => Some(*amount),
            None => entry.kind.amount(),
        };
        counted.push(Counted { entry, amount: amount.unwrap_or_default() });
    }
    counted
}

/// Sums over the entries that count.
#[derive(Default)]
struct Sums {
    /// Payments less what went back.
    received: Decimal,
    credited: Decimal,
    written_off: Decimal,
    disputed: Decimal,
    void: bool,
    level: u32,
}

fn sums(entries: &[Counted<'_>]) -> Option<Sums> {
    let mut sums = Sums::default();
    let mut steps: BTreeSet<&str> = BTreeSet::new();
    let resolved = resolved(entries);
    for Counted { entry, amount } in entries {
        match &entry.kind {
            EntryKind::Payment(_) => sums.received = sums.received.plus(*amount)?,
            EntryKind::Refund(_) | EntryKind::Chargeback(_) | EntryKind::ReturnedDebit(_) => {
                sums.received = sums.received.minus(*amount)?;
            }
            EntryKind::Credit(_) => sums.credited = sums.credited.plus(*amount)?,
            EntryKind::WriteOff(_) => sums.written_off = sums.written_off.plus(*amount)?,
            EntryKind::Void(_) => sums.void = true,
            EntryKind::Dispute(_) if !resolved.contains(entry.id.as_str()) => {
                sums.disputed = sums.disputed.plus(*amount)?;
            }
            EntryKind::Reminder(reminder) => {
                let next = if steps.insert(&reminder.step) { sums.level.saturating_add(1) } else { sums.level };
                sums.level = sums.level.max(reminder.level.unwrap_or(next));
            }
            _ => {}
        }
    }
    Some(sums)
}

/// The disputes that ended.
fn resolved<'a>(entries: &'a [Counted<'_>]) -> BTreeSet<&'a str> {
    let of = |counted: &'a Counted<'_>| match &counted.entry.kind {
        EntryKind::DisputeResolved(resolved) => Some(resolved.dispute.as_str()),
        _ => None,
    };
    entries.iter().filter_map(of).collect()
}

fn fold(account: &Account, on: Day) -> Option<Status> {
    let invoice = account.invoice();
    let decimals = invoice.head().currency.decimals();
    let zero = Decimal::new(0, decimals);
    let mut status = Status {
        state: State::Draft,
        balance_state: BalanceState::Unpaid,
        overdue: false,
        days_overdue: 0,
        overdue_amount: zero,
        dunning_level: 0,
        disputed: zero,
        amount_due: zero,
        as_of: on,
    };
    if on < invoice.issue_date() {
        return Some(status);
    }
    let entries = counted(account, on);
    let mut sums = sums(&entries)?;
    let turned = invoice.head().document_type() == DocumentType::CreditNote;
    if turned {
        sums.received = -sums.received;
    }
    let balance = balance(invoice, &sums, &entries)?;
    let due = balance.minus(sums.written_off)?.max(Decimal::ZERO);
    status.state = state(&sums, balance, due);
    status.balance_state = balance_state(&sums, balance);
    status.dunning_level = sums.level;
    if status.state != State::Open {
        return Some(status);
    }
    let disputed = sums.disputed.min(due);
    status.amount_due = to_decimals(due, decimals)?;
    status.disputed = to_decimals(disputed, decimals)?;
    if !turned {
        let overdue = overdue(invoice, on, due, disputed)?;
        status.overdue = overdue.amount > Decimal::ZERO;
        status.overdue_amount = to_decimals(overdue.amount, decimals)?;
        status.days_overdue = overdue.days;
    }
    Some(status)
}

/// What the customer still owes of the invoice, before anything is given up; negative if too much came in.
fn balance(invoice: &Issued, sums: &Sums, entries: &[Counted<'_>]) -> Option<Decimal> {
    let totals = invoice.totals();
    // The rounding amount (BT-114) goes with the last cent: all of the VAT groups credited is all of the invoice.
    let everything = totals.gross.plus(totals.rounding)?;
    let all = sums.void || (sums.credited >= totals.gross && !sums.credited.is_zero());
    let credited = if all { everything } else { sums.credited };
    let granted = if all { Decimal::ZERO } else { discount::granted(invoice, entries, credited)? };
    totals.payable.minus(sums.received)?.minus(credited)?.minus(granted)
}

fn state(sums: &Sums, balance: Decimal, due: Decimal) -> State {
    if sums.void {
        State::Void
    } else if balance <= Decimal::ZERO {
        State::Paid
    } else if due.is_zero() {
        State::Uncollectible
    } else {
        State::Open
    }
}

fn balance_state(sums: &Sums, balance: Decimal) -> BalanceState {
    if balance < Decimal::ZERO {
        BalanceState::Overpaid
    } else if balance.is_zero() {
        BalanceState::Paid
    } else if sums.received > Decimal::ZERO {
        BalanceState::PartiallyPaid
    } else {
        BalanceState::Unpaid
    }
}

struct Overdue {
    amount: Decimal,
    days: u32,
}

/// What is overdue: the parts whose day has passed, less what is settled (oldest first) and what is contested.
fn overdue(invoice: &Issued, on: Day, due: Decimal, disputed: Decimal) -> Option<Overdue> {
    let payable = invoice.totals().payable;
    let mut parts: Vec<(Day, Decimal)> =
        invoice.instalments().iter().filter_map(|part| part.due_date.map(|day| (day, part.amount))).collect();
    if invoice.instalments().is_empty() {
        parts.extend(invoice.due_date().map(|day| (day, payable)));
    }
    parts.sort_by_key(|(day, _)| *day);
    let mut covered = payable.minus(due)?.plus(disputed)?;
    let mut overdue = Overdue { amount: Decimal::ZERO, days: 0 };
    for (day, amount) in parts.into_iter().filter(|(day, _)| *day < on) {
        let open = amount.minus(covered)?.max(Decimal::ZERO);
        covered = covered.minus(amount)?.max(Decimal::ZERO);
        if open > Decimal::ZERO && overdue.amount.is_zero() {
            overdue.days = u32::try_from(on.days_since(day)).ok()?;
        }
        overdue.amount = overdue.amount.plus(open)?;
    }
    Some(overdue)
}
