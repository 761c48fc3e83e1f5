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
//!   A plan puts its own dates in the place of the due date; an offer that is kept closes the invoice, and what is left
//!   is given up.
//! - A credit note's own account is read the other way round: refunds settle it, and it is never overdue.

use rust_decimal::Decimal;

use super::account::Account;
use super::balance::{Reading, Standing, standing};
use super::fold::{Fold, Position};
use super::history::{Counted, counted};
use super::schedule::overdue;
use crate::calendar::Day;
use crate::finding::{Code, Error, Finding};
use crate::invoice::Issued;
use crate::wire::push_count;
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
    /// Interest and costs beside the invoice.
    #[derive(Eq)]
    pub struct StatusCharges {
        /// Collection costs, lump sum included, that reminders claimed and that neither came in nor were given up.
        "costs" costs: Decimal,
        /// Interest that the last of them claimed and that neither came in nor was given up; what may be charged by today, the claim says.
        "interest" interest: Decimal,
        /// Collection costs that came in.
        "costsReceived" costs_received: Decimal,
        /// Interest that came in.
        "interestReceived" interest_received: Decimal,
        /// Collection costs that were claimed and given up; absent where none were.
        "costsWaived" costs_waived: Option<Decimal>,
        /// Interest that was claimed and given up; absent where none was.
        "interestWaived" interest_waived: Option<Decimal>,
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
        /// The highest level of the reminders sent since dunning began, or began anew; 0 before the first.
        "dunningLevel" dunning_level: u32,
        /// What is contested of the amount due.
        "disputed" disputed: Decimal,
        /// What is owed, due or not; 0 when overpaid.
        "amountDue" amount_due: Decimal,
        /// Interest and costs beside the amount due; absent as long as no reminder claimed any and none came in.
        "charges" charges: Option<StatusCharges>,
        /// The day of this status.
        "asOf" as_of: Day,
        /// Warnings: entries that give up or contest more than there was on their day.
        "findings" findings: Vec<Finding>,
    }
}

/// The status of an account on a day.
pub fn status(account: &Account, on: Day) -> Result<Status, Error> {
    let standing = standing(account, on)?;
    let mut status = status_of(account, &standing, on).ok_or_else(out_of_range)?;
    status.findings.extend(standing.exceeding.iter().copied().map(exceeds));
    Ok(status)
}

/// What an entry gives up or contests beyond what there was at the end of its day. It is told and not refused: an entry that was right as it
/// was written is too much once a payment of an earlier day is booked, and a history stays readable.
#[cold]
fn exceeds(place: usize) -> Finding {
    let mut path = "entries[".to_owned();
    push_count(&mut path, place);
    path.push_str("].amount");
    let message = "More is given up or contested than there was that day.";
    Finding::new(Code::EntryBeyond, path, message).fix("Correct the entry to what there was.")
}

/// The sums of an account leave the range of amounts.
pub(crate) fn out_of_range() -> Error {
    Error::from_finding(Finding::new(
        Code::AmountRange,
        "entries",
        "The entries of this account add up to 10^15 or more.",
    ))
}

/// The fold of an account up to the end of a day; none before it was issued.
pub(super) fn fold_until<'a>(account: &'a Account, on: Day) -> Option<Fold<'a>> {
    fold_of(account.invoice(), &counted(account, on, Reading::Books))
}

/// The fold of entries in the order of their days.
pub(super) fn fold_of<'a>(invoice: &'a Issued, entries: &[Counted<'a>]) -> Option<Fold<'a>> {
    let mut fold = Fold::new(invoice);
    for day in entries.chunk_by(|earlier, later| earlier.day == later.day) {
        fold.take_day(day)?;
    }
    Some(fold)
}

/// The status of an account by where it stands on that day.
pub(crate) fn status_of(account: &Account, standing: &Standing<'_>, on: Day) -> Option<Status> {
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
        charges: None,
        as_of: on,
        findings: Vec::new(),
    };
    if on < invoice.issue_date() {
        return Some(status);
    }
    let position = &standing.position;
    status.state = state(position);
    status.balance_state = balance_state(position);
    status.dunning_level = position.level;
    status.charges = charges(position);
    if status.state != State::Open {
        return Some(status);
    }
    status.amount_due = position.owed;
    status.disputed = position.disputed;
    let (amount, since) = overdue(&standing.parts, on, decimals)?;
    status.overdue_amount = amount;
    if let Some(since) = since {
        status.overdue = true;
        status.days_overdue = u32::try_from(on.days_since(since)).ok()?;
    }
    Some(status)
}

fn charges(position: &Position) -> Option<StatusCharges> {
    let (open, came) = (position.charges_open, position.charged);
    let (costs, interest, costs_received, interest_received) = (open.costs, open.interest, came.costs, came.interest);
    let waived = position.charges_waived;
    let [costs_waived, interest_waived] =
        [waived.costs, waived.interest].map(|amount| Some(amount).filter(|amount| !amount.is_zero()));
    let charges = StatusCharges { costs, interest, costs_received, interest_received, costs_waived, interest_waived };
    let sums = [costs, interest, costs_received, interest_received, waived.costs, waived.interest];
    sums.iter().any(|amount| !amount.is_zero()).then_some(charges)
}

fn state(position: &Position) -> State {
    if position.void {
        State::Void
    } else if !position.owed.is_zero() {
        State::Open
    } else if position.written_off.is_zero() {
        State::Paid
    } else {
        State::Uncollectible
    }
}

fn balance_state(position: &Position) -> BalanceState {
    if position.overpaid > Decimal::ZERO {
        BalanceState::Overpaid
    } else if position.owed.is_zero() && position.written_off.is_zero() {
        BalanceState::Paid
    } else if position.received > Decimal::ZERO {
        BalanceState::PartiallyPaid
    } else {
        BalanceState::Unpaid
    }
}
