//! The entries that count on a day, as corrected by then, in the order of their legal days. Adds nothing up.

use rust_decimal::Decimal;

use super::account::Account;
use super::balance::Reading;
use super::entry::{Entry, EntryCorrection, EntryKind, WriteOffGround};
use crate::calendar::Day;
use crate::order::order;

/// An entry that counts, with the amount that counts.
#[derive(Clone, Copy)]
pub(crate) struct Counted<'a> {
    /// Its place in the account.
    pub place: usize,
    /// The place of the entry that it speaks of: the dispute that a resolution ends.
    pub link: Option<usize>,
    /// The entry.
    pub entry: &'a Entry,
    /// Its amount as corrected; 0 for a kind without one.
    pub amount: Decimal,
    /// The day from which it counts in this reading; its legal day in the books.
    pub day: Day,
}

/// The entries that count on a day, in the order of the days on which this reading minds them.
pub(crate) fn counted(account: &Account, on: Day, reading: Reading) -> Vec<Counted<'_>> {
    let booked = booked(account, on);
    match reading {
        Reading::Books => booked,
        Reading::Interest { day_of_payment } => looked_back(account, booked, on, day_of_payment),
    }
}

/// Entries that count on a day, in the order of the days from which interest minds them.
pub(crate) fn looked_back<'a>(
    account: &Account,
    mut counted: Vec<Counted<'a>>,
    on: Day,
    day_of_payment: bool,
) -> Vec<Counted<'a>> {
    look_back(&mut counted, account.invoice().issue_date(), day_of_payment);
    counted.retain(|counted| counted.day <= on);
    by_day(counted)
}

/// The entries dated on or before a day, as corrected by then. What is corrected away is not among them, and neither
/// is the correction.
fn booked(account: &Account, on: Day) -> Vec<Counted<'_>> {
    let mut corrections: Vec<Option<&EntryCorrection>> = Vec::new();
    for (place, entry) in account.entries().iter().enumerate() {
        if let (EntryKind::Correction(correction), Some(of), true) = (&entry.kind, account.link(place), entry.on <= on)
        {
            corrections.resize(corrections.len().max(of.saturating_add(1)), None);
            if let Some(slot) = corrections.get_mut(of) {
                *slot = Some(correction);
            }
        }
    }
    let mut counted: Vec<Counted<'_>> = Vec::with_capacity(account.entries().len());
    for (place, entry) in account.entries().iter().enumerate() {
        if entry.on > on || matches!(entry.kind, EntryKind::Correction(_)) {
            continue;
        }
        let amount = match corrections.get(place).copied().flatten() {
            // Should not have been booked.
            Some(EntryCorrection { amount: None, .. }) => continue,
            Some(correction) => correction.amount,
            None => entry.kind.amount(),
        };
        let amount = amount.unwrap_or_default();
        counted.push(Counted { place, link: account.link(place), entry, amount, day: entry.on });
    }
    by_day(counted)
}

/// Moves each entry to the day from which interest minds it.
fn look_back(counted: &mut Vec<Counted<'_>>, issued: Day, day_of_payment: bool) {
    let is_end = |counted: &Counted<'_>| matches!(counted.entry.kind, EntryKind::DisputeResolved(_));
    let ended: Vec<usize> = counted.iter().filter(|counted| is_end(counted)).filter_map(|end| end.link).collect();
    counted.retain(|counted| !is_end(counted) && !ended.contains(&counted.place));
    let is_payment = |counted: &&Counted<'_>| matches!(counted.entry.kind, EntryKind::Payment(_));
    let paid: Vec<Day> = counted.iter().filter(is_payment).map(|payment| payment.entry.on).collect();
    for counted in counted {
        counted.day = match counted.entry.kind {
            EntryKind::Credit(_) | EntryKind::Dispute(_) => issued,
            EntryKind::Payment(_) | EntryKind::Refund(_) | EntryKind::Chargeback(_) | EntryKind::ReturnedDebit(_)
                if day_of_payment =>
            {
                counted.day.add_days(1).unwrap_or(counted.day)
            }
            // What is given up with a payment goes with it.
            EntryKind::WriteOff(ref write_off)
                if day_of_payment
                    && matches!(write_off.ground, Some(WriteOffGround::Settlement | WriteOffGround::Difference))
                    && paid.contains(&counted.entry.on) =>
            {
                counted.day.add_days(1).unwrap_or(counted.day)
            }
            _ => counted.day,
        };
    }
}

/// Sorts by day; entries of one day stay in the order of writing. Most histories are in order as they are.
fn by_day(counted: Vec<Counted<'_>>) -> Vec<Counted<'_>> {
    let day = |place: usize| counted.get(place).map(|counted| (counted.day, counted.place));
    if (1..counted.len()).all(|place| day(place.saturating_sub(1)) <= day(place)) {
        return counted;
    }
    let places = order(counted.len(), &mut |one, other| day(one) < day(other));
    places.into_iter().filter_map(|place| counted.get(place).copied()).collect()
}
