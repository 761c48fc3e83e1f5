//! What invoices and credit notes of some days moved, VAT group by VAT group, and what discounts did that no credit note corrects:
//! the ground of VAT and revenue reports.
//!
//! A credit note counts through its entry on the invoice, on the legal day of the entry; one whose invoice is not among the
//! accounts counts by its own account. Credits without a breakdown are split as the ledger splits them.

use super::book::out_of_range;
use super::correction::each_correction;
use crate::calendar::Day;
use crate::finding::Error;
use crate::invoice::{DocumentType, Issued, VatBreakdown};
use crate::ledger::credited::{Credited, Part};
use crate::ledger::{Account, EntryKind};
use crate::money::Exact;

/// What one document, or a discount, moved in one VAT group of the invoice.
pub(super) struct Movement<'a> {
    /// The invoice, or a credit note that stands alone.
    pub invoice: &'a Issued,
    /// The VAT group.
    pub group: &'a VatBreakdown,
    /// Net and VAT; below zero where something was credited.
    pub part: Part,
    /// Whether this is the first group of an invoice.
    pub opens_invoice: bool,
}

/// Hands over what moved on the days from `from` to `until`, both included. `day_of` says on which day an invoice counts.
pub(super) fn each_movement<'a>(
    accounts: &'a [Account],
    (from, until): (Day, Day),
    day_of: fn(&Issued) -> Day,
    take: &mut dyn FnMut(Movement<'a>) -> Option<()>,
) -> Result<(), Error> {
    let noted = noted(accounts);
    let days = from..=until;
    for account in accounts {
        let is_noted = noted.binary_search(&account.invoice().number()).is_ok();
        let mut take = |(day, _), movement| if days.contains(&day) { take(movement) } else { Some(()) };
        each_of(account, is_noted, day_of, &mut take).ok_or_else(out_of_range)?;
    }
    Ok(())
}

/// Hands over all that an account moved, on whatever day: the day on which it counts by `day_of` and that of its booking, then
/// what moved. `is_noted` says that this is the account of a credit note that counts through its entry on the invoice.
pub(super) fn each_of<'a>(
    account: &'a Account,
    is_noted: bool,
    day_of: fn(&Issued) -> Day,
    take: &mut dyn FnMut((Day, Day), Movement<'a>) -> Option<()>,
) -> Option<()> {
    let invoice = account.invoice();
    if invoice.head().document_type() == DocumentType::CreditNote {
        let day = credit_note_day(invoice);
        return if is_noted { Some(()) } else { document(invoice, true, &mut |movement| take((day, day), movement)) };
    }
    let days = (day_of(invoice), invoice.issue_date());
    document(invoice, false, &mut |movement| take(days, movement))?;
    each_credit(account, &mut |_, on, movement| take((on, on), movement))?;
    each_correction(account, &mut |on, movement| take((on, on), movement))
}

/// The day on which a credit note counts.
fn credit_note_day(invoice: &Issued) -> Day {
    invoice.head().tax_point_date.unwrap_or(invoice.issue_date())
}

/// The numbers of the credit notes that are booked on invoices, in order.
fn noted(accounts: &[Account]) -> Vec<&str> {
    let mut numbers: Vec<&str> = Vec::new();
    for number in accounts.iter().flat_map(noted_in) {
        if let Err(place) = numbers.binary_search(&number) {
            numbers.insert(place, number);
        }
    }
    numbers
}

/// The numbers of the credit notes among the entries of an account.
fn noted_in(account: &Account) -> impl Iterator<Item = &str> {
    account.entries().iter().filter_map(|entry| match &entry.kind {
        EntryKind::Credit(credit) => Some(credit.number.as_str()),
        _ => None,
    })
}

/// What each credit note among the entries of an account moved, with the place of its entry.
pub(super) fn of_account(account: &Account) -> Option<Vec<(usize, Vec<Movement<'_>>)>> {
    let mut notes = Vec::new();
    each_credit(account, &mut |place, _, movement| {
        match notes.last_mut() {
            Some((last, movements)) if *last == place => movements,
            _ => {
                notes.push((place, Vec::new()));
                &mut notes.last_mut()?.1
            }
        }
        .push(movement);
        Some(())
    })?;
    Some(notes)
}

fn document<'a>(invoice: &'a Issued, credits: bool, take: &mut dyn FnMut(Movement<'a>) -> Option<()>) -> Option<()> {
    for (place, group) in invoice.vat_breakdown().iter().enumerate() {
        let part = Part { net: group.base, vat: group.amount };
        let part = if credits { Part { net: -part.net, vat: -part.vat } } else { part };
        take(Movement { invoice, group, part, opens_invoice: place == 0 && !credits })?;
    }
    Some(())
}

/// Hands over what each credit among the entries of an account moved, with the place of the entry and its day.
fn each_credit<'a>(account: &'a Account, take: &mut dyn FnMut(usize, Day, Movement<'a>) -> Option<()>) -> Option<()> {
    let invoice = account.invoice();
    let mut credited = Credited::nothing(invoice);
    for (place, entry) in account.entries().iter().enumerate() {
        let EntryKind::Credit(credit) = &entry.kind else { continue };
        let before = credited.left()?;
        credited.book(credit).ok()?;
        let parts = before.into_iter().zip(credited.left()?);
        for (group, (before, after)) in invoice.vat_breakdown().iter().zip(parts) {
            let part = Part { net: after.net.minus(before.net)?, vat: after.vat.minus(before.vat)? };
            take(place, entry.on, Movement { invoice, group, part, opens_invoice: false })?;
        }
    }
    Some(())
}
