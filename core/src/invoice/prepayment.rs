//! Prepayment invoices on the final one: what was invoiced and paid beforehand is taken off line by line, with its VAT, so that
//! the final invoice bears the VAT of what is left and all documents together bear that of the whole.
//!
//! VAT becomes chargeable on receipt of a payment on account (art. 65 of Directive 2006/112/EC), so its invoice bears VAT, and
//! the final one may not bear it again: § 14 (5) UStG, for one, has the net amounts and their VAT deducted. The amount already
//! paid (BT-113) lowers only what is due and no VAT; it is left to money that came in without an invoice.
//!
//! Refuses to take off more than is left of a prepayment, what was not received, or more than the whole comes to at a rate.

use rust_decimal::Decimal;

use super::calculate::calculate;
use super::computed::{Adjustment, AdjustmentKind, Invoice, Issued};
use super::draft::{DocumentType, Draft, Preceding, VatAmount};
use super::line::{AllowanceCharge, Line};
use super::vat::{Category, Vat, VatInput};
use crate::calendar::Day;
use crate::finding::Error;
use crate::ledger::{Account, position};
use crate::money::Exact;
use crate::money::round::percent_of;
use crate::party::Party;
use crate::text::{Language, day};

/// Why a prepayment cannot be taken off an invoice.
#[derive(Clone, Debug, PartialEq)]
pub enum Undeductible {
    /// The invoice cannot be computed, or an account not folded.
    Error(Error),
    /// Only an invoice has prepayments, and only prepayment invoices are taken off, each once and not before its date, on
    /// an invoice that is not before it either.
    Kind,
    /// It is in another currency, or from or to somebody else.
    Other,
    /// It is not paid: so much is owed still.
    Unpaid(Decimal),
    /// What was received is not what it states: it was discounted, rounded, settled or written off.
    Reduced,
    /// The allowances and charges of the invoice do not stand on their own beside it.
    Allowances,
    /// It holds more at this rate than the invoice.
    Exceeds {
        /// The category.
        category: Category,
        /// The rate.
        rate: Option<Decimal>,
    },
}

impl From<Error> for Undeductible {
    fn from(error: Error) -> Undeductible {
        Undeductible::Error(error)
    }
}

/// What is taken off within a VAT group.
struct Taken {
    vat: Vat,
    net: Decimal,
    amount: Decimal,
}

/// The draft of a final invoice with what was invoiced and received beforehand taken off as of a day; with the place of the
/// prepayment that does not fit, if one does not.
pub fn deduct(draft: &Draft, prepayments: &[Account], on: Day) -> Result<Draft, (usize, Undeductible)> {
    let first = |error: Undeductible| (0, error);
    if prepayments.is_empty() {
        return Ok(draft.clone());
    }
    if draft.document_type() != DocumentType::Invoice {
        return Err(first(Undeductible::Kind));
    }
    let whole = calculate(draft).map_err(|error| first(error.into()))?;
    let mut out = apart(draft, &whole).map_err(first)?;
    let mut groups: Vec<Taken> = Vec::new();
    for (place, account) in prepayments.iter().enumerate() {
        let twice = prepayments.iter().take(place).any(|other| other.invoice().number() == account.invoice().number());
        let taken = if twice { Err(Undeductible::Kind) } else { left(draft, account, on) };
        let taken = taken.map_err(|reason| (place, reason))?;
        let fits = taken.into_iter().try_for_each(|part| {
            let mut row = line(draft, account.invoice(), &part).ok_or_else(|| exceeds(&part))?;
            row.id = Some(format!("prepayment-{}", out.lines.len() - draft.lines.len() + 1).into());
            out.lines.push(row);
            add(&mut groups, part)
        });
        fits.and_then(|()| groups.iter().try_for_each(|sum| within(draft, &whole, sum)))
            .map_err(|reason| (place, reason))?;
        let invoice = account.invoice();
        if !out.preceding.iter().any(|known| known.number == invoice.number()) {
            let (number, issue_date) = (invoice.number().to_owned(), Some(invoice.issue_date()));
            out.preceding.push(Preceding { number, issue_date, reason: None });
        }
    }
    if draft.prices_include_vat != Some(true) {
        state_vat(&mut out, &whole, &groups).ok_or_else(|| first(Undeductible::Allowances))?;
    }
    Ok(out)
}

/// The draft with its allowances and charges as amounts: a percentage of all lines is not one of what is left of them.
fn apart(draft: &Draft, whole: &Invoice) -> Result<Draft, Undeductible> {
    let mut out = draft.clone();
    let rows = &whole.derived().adjustments;
    let plain = Draft { payment_terms: None, ..draft.clone() };
    // A discount for paying early that lowers the VAT would be one of the whole.
    if !draft.payment_terms.iter().all(|terms| terms.early_discounts.is_empty())
        && calculate(&plain)?.derived().adjustments != *rows
    {
        return Err(Undeductible::Allowances);
    }
    if draft.prices_include_vat == Some(true) {
        return if rows.is_empty() { Ok(out) } else { Err(Undeductible::Allowances) };
    }
    let (charges, allowances): (Vec<&Adjustment>, Vec<&Adjustment>) =
        rows.iter().partition(|row| row.kind == AdjustmentKind::Charge);
    out.allowances = allowances.into_iter().map(stated).collect();
    out.charges = charges.into_iter().map(stated).collect();
    Ok(out)
}

fn stated(row: &Adjustment) -> AllowanceCharge {
    AllowanceCharge { vat: Some(VatInput::Stated(row.vat.clone())), ..row.as_said() }
}

/// What is left of a prepayment in each of its VAT groups, if it was received in full.
fn left(draft: &Draft, account: &Account, on: Day) -> Result<Vec<Taken>, Undeductible> {
    let (invoice, head) = (account.invoice(), account.invoice().head());
    let is_before = |day: Day| day < invoice.issue_date();
    if head.document_type() != DocumentType::Prepayment || is_before(on) || draft.issue_date.is_some_and(is_before) {
        return Err(Undeductible::Kind);
    }
    let same = |one: &Option<Box<Party>>, other: &Option<Box<Party>>| match (one, other) {
        (Some(one), Some(other)) => one.name == other.name || (one.vat_id.is_some() && one.vat_id == other.vat_id),
        _ => true,
    };
    if head.currency != draft.currency
        || !same(&head.customer, &draft.customer)
        || !same(&head.supplier, &draft.supplier)
    {
        return Err(Undeductible::Other);
    }
    let stands = position(account, on)?;
    if stands.void {
        return Err(Undeductible::Kind);
    }
    if !stands.owed.is_zero() {
        return Err(Undeductible::Unpaid(stands.owed));
    }
    let reduced = [stands.discount, stands.settled, stands.written_off].iter().any(|amount| !amount.is_zero());
    if reduced || invoice.totals().payable != invoice.totals().gross {
        return Err(Undeductible::Reduced);
    }
    let parts = account.credited().left().ok_or(Undeductible::Reduced)?;
    let taken = invoice.vat_breakdown().iter().zip(parts).map(|(row, part)| Taken {
        vat: row.vat(),
        net: part.net,
        amount: part.vat,
    });
    let taken: Vec<Taken> = taken.filter(|part| !part.net.is_zero() || !part.amount.is_zero()).collect();
    // Credited in full: nothing was received that could be taken off.
    if taken.is_empty() { Err(Undeductible::Kind) } else { Ok(taken) }
}

/// The line that takes a part off: one piece less, at what it came to.
fn line(draft: &Draft, invoice: &Issued, part: &Taken) -> Option<Line> {
    let locale = draft.customer.as_ref().or(draft.supplier.as_ref()).and_then(|party| party.locale.as_deref());
    let language = Language::of_locale(locale);
    let what = language.pick(["Voorschotfactuur", "Prepayment invoice", "Anzahlungsrechnung", "Facture d’acompte"]);
    let mut name = [what, invoice.number(), ""].join(" ");
    name.push_str(&day(invoice.issue_date(), language));
    let price = if draft.prices_include_vat == Some(true) { part.net.plus(part.amount)? } else { part.net };
    (price >= Decimal::ZERO).then(|| Line::plain(&name, -Decimal::ONE, price, VatInput::Stated(part.vat.clone())))
}

fn exceeds(part: &Taken) -> Undeductible {
    Undeductible::Exceeds { category: part.vat.category, rate: part.vat.rate }
}

fn add(groups: &mut Vec<Taken>, part: Taken) -> Result<(), Undeductible> {
    let same = |sum: &&mut Taken| sum.vat.category == part.vat.category && sum.vat.rate == part.vat.rate;
    match groups.iter_mut().find(same) {
        None => groups.push(part),
        Some(sum) => {
            let more = sum.net.plus(part.net).zip(sum.amount.plus(part.amount));
            (sum.net, sum.amount) = more.ok_or_else(|| exceeds(&part))?;
        }
    }
    Ok(())
}

/// Refuses what the whole does not hold.
fn within(draft: &Draft, whole: &Invoice, sum: &Taken) -> Result<(), Undeductible> {
    let same = |category, rate| category == sum.vat.category && rate == sum.vat.rate;
    let row = whole.vat_breakdown().iter().find(|row| same(row.category, row.rate)).ok_or_else(|| exceeds(sum))?;
    let fits = if draft.prices_include_vat == Some(true) {
        // The shelf prices decide; the cents between net and VAT follow from them.
        sum.net.plus(sum.amount) <= row.base.plus(row.amount)
    } else {
        sum.net <= row.base
    };
    if fits { Ok(()) } else { Err(exceeds(sum)) }
}

/// States the VAT of each group: that of the whole less what was charged before, so that the documents add up to it; as far as
/// the roundings of many prepayments let it stay within two units of base × rate, and never below nothing.
fn state_vat(out: &mut Draft, whole: &Invoice, groups: &[Taken]) -> Option<()> {
    let decimals = out.currency.decimals();
    let near = Decimal::new(2, decimals);
    for sum in groups {
        let (category, rate) = (sum.vat.category, sum.vat.rate);
        let row = whole.vat_breakdown().iter().find(|row| row.category == category && row.rate == rate)?;
        let usual = percent_of(row.base.minus(sum.net)?, rate.unwrap_or_default(), decimals)?;
        let rest = row.amount.minus(sum.amount)?;
        let amount = rest.max(usual.minus(near)?).min(usual.plus(near)?).max(Decimal::new(0, decimals));
        out.vat_amounts.retain(|stated| (stated.category, stated.rate) != (category, rate));
        out.vat_amounts.push(VatAmount { category, rate, amount });
    }
    Some(())
}

#[cfg(test)]
mod tests;
