//! VAT of a period by category and rate, with the listings of supplies to businesses that some states ask for.
//!
//! An invoice counts at its tax point, a credit note on its own day (art. 90 Directive 2006/112/EC corrects the period in
//! which it is made), and so does a discount that was earned under terms of `fullThenCorrection`, on the day on which it was earned
//! (§ 17 UStG). Any other discount changes no VAT before its credit note.

use rust_decimal::Decimal;

use super::book::{add, check_days, zero};
use super::movement::{Movement, each_movement};
use crate::calendar::Day;
use crate::finding::Error;
use crate::invoice::{Category, Issued};
use crate::law::mentions::in_union;
use crate::ledger::Account;
use crate::money::Currency;
use crate::wire::Array;
use crate::{wire_enum, wire_struct};

wire_struct! {
    /// VAT of one category and rate; credits are taken off.
    #[derive(Eq)]
    pub struct VatSummaryRow {
        /// Currency (BT-5).
        "currency" currency: Currency,
        /// Category (BT-118).
        "category" category: Category,
        /// Rate (BT-119).
        "rate" rate: Option<Decimal>,
        /// Taxable amount (BT-116); negative if more was credited than invoiced.
        "base" base: Decimal,
        /// VAT (BT-117).
        "amount" amount: Decimal,
    }
}

wire_enum! {
    /// A listing that a state asks for.
    #[derive(Copy, Eq)]
    pub enum VatListing {
        /// Supplies to businesses of other member states (art. 262 Directive 2006/112/EC; the Dutch opgaaf ICP): goods are
        /// category K, services whose VAT the customer owes are AE.
        "recapitulative" Recapitulative,
        /// The yearly listing of Belgian customers (art. 53quinquies of the Belgian VAT code), asked of Belgian suppliers:
        /// what is exempt or outside the scope of VAT is not in it, and customers of 250 euros a year or less need not be.
        "belgianCustomers" BelgianCustomers,
    }
}

wire_struct! {
    /// Supplies to one VAT id, for a listing.
    #[derive(Eq)]
    pub struct VatListingRow {
        /// The listing.
        "listing" listing: VatListing,
        /// VAT id of the customer (BT-48).
        "vatId" vat_id: String,
        /// Currency (BT-5).
        "currency" currency: Currency,
        /// Category (BT-118); absent in the Belgian listing, which takes them together.
        "category" category: Option<Category>,
        /// Taxable amount (BT-116).
        "base" base: Decimal,
        /// VAT (BT-117).
        "amount" amount: Decimal,
    }
}

wire_struct! {
    /// VAT of a period, by tax point (BT-7).
    #[derive(Eq)]
    pub struct VatSummary {
        /// First day.
        "from" from: Day,
        /// Last day, inclusive.
        "until" until: Day,
        /// By currency, category and rate.
        "rows" rows: Array<VatSummaryRow>,
        /// By listing, then VAT id of the customer.
        "listing" listing: Array<VatListingRow>,
    }
}

/// VAT from `from` to `until`, both included.
pub fn vat_summary(accounts: &[Account], from: Day, until: Day) -> Result<VatSummary, Error> {
    check_days(from, until)?;
    let mut rows: Vec<VatSummaryRow> = Vec::new();
    let mut listing: Vec<VatListingRow> = Vec::new();
    each_movement(accounts, (from, until), tax_point, &mut |movement: Movement<'_>| {
        let summed = summary_row(&mut rows, &movement)?;
        add(&mut summed.base, movement.part.net)?;
        add(&mut summed.amount, movement.part.vat)?;
        let Some(listed) = listing_row(&mut listing, &movement) else { return Some(()) };
        add(&mut listed.base, movement.part.net)?;
        add(&mut listed.amount, movement.part.vat)
    })?;
    Ok(VatSummary { from, until, rows: Array(rows), listing: Array(listing) })
}

pub(super) fn tax_point(invoice: &Issued) -> Day {
    invoice.head().tax_point().unwrap_or(invoice.issue_date())
}

pub(super) fn place_of(category: Category) -> Option<usize> {
    Category::WORDS.iter().position(|word| *word == category.as_str())
}

fn summary_row<'r>(rows: &'r mut Vec<VatSummaryRow>, movement: &Movement<'_>) -> Option<&'r mut VatSummaryRow> {
    let currency = movement.invoice.head().currency;
    let (category, rate) = (movement.group.category, movement.group.rate);
    let key = (currency.code(), place_of(category), rate);
    let found = rows.binary_search_by(|row| (row.currency.code(), place_of(row.category), row.rate).cmp(&key));
    let place = found.unwrap_or_else(|place| {
        let zero = zero(currency);
        rows.insert(place, VatSummaryRow { currency, category, rate, base: zero, amount: zero });
        place
    });
    rows.get_mut(place)
}

/// The row of a listing that a supply belongs in, if it belongs in one.
fn listing_row<'r>(rows: &'r mut Vec<VatListingRow>, movement: &Movement<'_>) -> Option<&'r mut VatListingRow> {
    let (listing, vat_id, category) = listed(movement)?;
    let currency = movement.invoice.head().currency;
    let key = (listing.as_str(), vat_id, currency.code(), category.and_then(place_of));
    let found = rows.binary_search_by(|row| {
        (row.listing.as_str(), row.vat_id.as_str(), row.currency.code(), row.category.and_then(place_of)).cmp(&key)
    });
    let place = found.unwrap_or_else(|place| {
        let (vat_id, zero) = (vat_id.to_owned(), zero(currency));
        rows.insert(place, VatListingRow { listing, vat_id, currency, category, base: zero, amount: zero });
        place
    });
    rows.get_mut(place)
}

/// The listing that a supply belongs in, under which VAT id and category.
pub(super) fn listed<'a>(movement: &Movement<'a>) -> Option<(VatListing, &'a str, Option<Category>)> {
    let head = movement.invoice.head();
    let vat_id = head.customer.as_ref()?.vat_id.as_deref()?;
    let country = &head.supplier.as_ref()?.country;
    let (listing, category) = listing_of(country, vat_id.get(..2)?, movement.group.category)?;
    Some((listing, vat_id, category))
}

/// Which listing a supply belongs in, by the supplier's country, that of the customer's VAT id, and the category.
fn listing_of(supplier: &str, customer: &str, category: Category) -> Option<(VatListing, Option<Category>)> {
    // VAT ids of Greece begin with EL.
    let supplier = if supplier == "GR" { "EL" } else { supplier };
    if supplier != customer {
        let between = in_union(supplier) && in_union(customer) && matches!(category, Category::K | Category::Ae);
        return between.then_some((VatListing::Recapitulative, Some(category)));
    }
    let listed = supplier == "BE" && matches!(category, Category::S | Category::Z | Category::Ae);
    listed.then_some((VatListing::BelgianCustomers, None))
}
