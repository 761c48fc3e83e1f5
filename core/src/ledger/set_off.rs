//! The status of a credit note beside the invoice that it credits. Its amount is set off against what was owed of the invoice, and only
//! what came in beyond that is still to be given back. Refuses to say anything of a note that the invoice does not list.

use rust_decimal::Decimal;

use super::account::Account;
use super::balance::{Reading, position};
use super::entry::EntryKind;
use super::history::counted;
use super::status::{BalanceState, State, Status, out_of_range, status};
use crate::calendar::Day;
use crate::finding::Error;
use crate::money::Exact;

/// The status of a credit note on a day. What the invoice has beyond what is owed of it belongs to the notes that came last: those before
/// them had more to be set off against. A note that the invoice does not list that day has the status of its own account.
pub fn note_status(note: &Account, invoice: &Account, on: Day) -> Result<Status, Error> {
    let mut status = status(note, on)?;
    if status.state != State::Open {
        return Ok(status);
    }
    let entries = counted(invoice, on, Reading::Books);
    let notes = || entries.iter().filter(|entry| matches!(entry.entry.kind, EntryKind::Credit(_)));
    let is_it =
        |kind: &EntryKind| matches!(kind, EntryKind::Credit(credit) if credit.number == note.invoice().number());
    let Some(own) = notes().find(|entry| is_it(&entry.entry.kind)) else { return Ok(status) };
    let mut left = position(invoice, on)?.overpaid;
    for later in notes().filter(|entry| entry.place > own.place) {
        left = left.minus(later.amount).ok_or_else(out_of_range)?;
    }
    let zero = Decimal::new(0, note.invoice().head().currency.decimals());
    let open = left.clamp(zero, own.amount).min(status.amount_due);
    if open < status.amount_due {
        status.balance_state = if open.is_zero() { BalanceState::Paid } else { BalanceState::PartiallyPaid };
        status.state = if open.is_zero() { State::Paid } else { State::Open };
        status.disputed = status.disputed.min(open);
        status.amount_due = open;
    }
    Ok(status)
}
