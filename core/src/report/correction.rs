//! What early-payment discounts that were earned take off the VAT where no document does: terms of `fullThenCorrection`, as in
//! Germany (§ 17 UStG). It counts on the day on which the discount was earned, for the period in which the change occurred (§ 17
//! Abs. 1 Satz 8 UStG; art. 90 Directive 2006/112/EC), and comes back on the day on which it is lost. Refuses discounts that a
//! credit note corrects: there the document counts.

use super::movement::Movement;
use crate::calendar::Day;
use crate::invoice::{VatBreakdown, parts_of_gross};
use crate::ledger::credited::{Credited, Part};
use crate::ledger::{Account, EntryKind, corrects_vat, position};
use crate::money::Exact;

/// Hands over what discounts changed in the VAT groups of an invoice, day by day; below zero where one was earned.
pub(super) fn each_correction<'a>(
    account: &'a Account,
    take: &mut dyn FnMut(Day, Movement<'a>) -> Option<()>,
) -> Option<()> {
    let invoice = account.invoice();
    if !corrects_vat(invoice) {
        return Some(());
    }
    let groups = invoice.vat_breakdown();
    let mut before = vec![Part::default(); groups.len()];
    for day in days(account) {
        let now = taken_off(account, day, groups)?;
        for ((group, before), now) in groups.iter().zip(&before).zip(&now) {
            let part = Part { net: before.net.minus(now.net)?, vat: before.vat.minus(now.vat)? };
            if !part.net.is_zero() || !part.vat.is_zero() {
                take(day, Movement { invoice, group, part, opens_invoice: false })?;
            }
        }
        before = now;
    }
    Some(())
}

/// The days on which a discount can be earned or lost.
fn days(account: &Account) -> Vec<Day> {
    let mut days: Vec<Day> = account.entries().iter().map(|entry| entry.on).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// What the discount of a day takes off each group, by what is left of the group beside its credits.
fn taken_off(account: &Account, day: Day, groups: &[VatBreakdown]) -> Option<Vec<Part>> {
    let invoice = account.invoice();
    let discount = position(account, day).ok()?.discount;
    if discount.is_zero() {
        return Some(vec![Part::default(); groups.len()]);
    }
    let mut credited = Credited::nothing(invoice);
    for entry in account.entries().iter().filter(|entry| entry.on <= day) {
        if let EntryKind::Credit(credit) = &entry.kind {
            credited.book(credit).ok()?;
        }
    }
    let left = credited.left()?;
    let weights: Vec<_> = left.iter().map(|part| part.net.plus(part.vat)).collect::<Option<_>>()?;
    let parts = parts_of_gross(discount, groups, &weights, invoice.head().currency.decimals())?;
    Some(parts.into_iter().map(|(net, vat)| Part { net, vat }).collect())
}
