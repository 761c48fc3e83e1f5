//! What invoices and credit notes of some days moved, VAT group by VAT group: the ground of VAT and revenue reports.
//!
//! A credit note counts through its entry on the invoice, on the legal day of the entry; one whose invoice is not among the
//! accounts counts by its own account. Credits without a breakdown are split as the ledger splits them.

use super::book::out_of_range;
use crate::calendar::Day;
use crate::finding::Error;
use crate::invoice::{DocumentType, Issued, VatBreakdown};
use crate::ledger::credited::{Credited, Part};
use crate::ledger::{Account, EntryKind};
use crate::money::Exact;

/// What one document moved in one VAT group of the invoice.
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
        let invoice = account.invoice();
        let moved = if invoice.head().document_type() == DocumentType::CreditNote {
            let day = invoice.head().tax_point_date.unwrap_or(invoice.issue_date());
            let counts = days.contains(&day) && noted.binary_search(&invoice.number()).is_err();
            if counts { document(invoice, true, take) } else { Some(()) }
        } else {
            let issued = if days.contains(&day_of(invoice)) { document(invoice, false, take) } else { Some(()) };
            issued.and_then(|()| credits(account, &days, take))
        };
        moved.ok_or_else(out_of_range)?;
    }
    Ok(())
}

/// The numbers of the credit notes that are booked on invoices, in order.
fn noted(accounts: &[Account]) -> Vec<&str> {
    let mut numbers: Vec<&str> = Vec::new();
    for entry in accounts.iter().flat_map(Account::entries) {
        if let EntryKind::Credit(credit) = &entry.kind
            && let Err(place) = numbers.binary_search(&credit.number.as_str())
        {
            numbers.insert(place, &credit.number);
        }
    }
    numbers
}

fn document<'a>(invoice: &'a Issued, credits: bool, take: &mut dyn FnMut(Movement<'a>) -> Option<()>) -> Option<()> {
    for (place, group) in invoice.vat_breakdown().iter().enumerate() {
        let part = Part { net: group.base, vat: group.amount };
        let part = if credits { Part { net: -part.net, vat: -part.vat } } else { part };
        take(Movement { invoice, group, part, opens_invoice: place == 0 && !credits })?;
    }
    Some(())
}

fn credits<'a>(
    account: &'a Account,
    days: &std::ops::RangeInclusive<Day>,
    take: &mut dyn FnMut(Movement<'a>) -> Option<()>,
) -> Option<()> {
    let invoice = account.invoice();
    let mut credited = Credited::nothing(invoice);
    for entry in account.entries() {
        let EntryKind::Credit(credit) = &entry.kind else { continue };
        let before = credited.left()?;
        credited.book(credit).ok()?;
        if !days.contains(&entry.on) {
            continue;
        }
        let parts = before.into_iter().zip(credited.left()?);
        for (group, (before, after)) in invoice.vat_breakdown().iter().zip(parts) {
            let part = Part { net: after.net.minus(before.net)?, vat: after.vat.minus(before.vat)? };
            take(Movement { invoice, group, part, opens_invoice: false })?;
        }
    }
    Some(())
}
