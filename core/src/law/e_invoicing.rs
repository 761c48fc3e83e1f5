//! Where a business has to take a structured e-invoice, so that nobody asks for its consent. Refuses to say so of a country whose law was
//! not read.
//!
//! Directive 2006/112/EC, art. 232: an electronic invoice takes the acceptance of its recipient; a state that makes them an obligation
//! does without it.

use super::SourceId::{EyBelgianInvoices, HaufeInvoices};
use super::{Row, SourceId, Status};
use crate::calendar::Day;
use rust_decimal::Decimal;

/// An obligation to take structured e-invoices of businesses of the same country.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Obligation {
    country: &'static str,
    /// The law behind it.
    pub law: &'static str,
    /// Invoices of no more than so many euros with VAT, and supplies that are exempt without credit, are left out; 0 where none are.
    small_amount: u32,
}

impl Obligation {
    /// Whether it is about an invoice of so much with VAT, of supplies that are all exempt or not.
    pub fn covers(&self, gross: Decimal, is_exempt: bool) -> bool {
        self.small_amount == 0 || (gross > Decimal::from(self.small_amount) && !is_exempt)
    }
}

/// The obligation of businesses of a country to take the structured invoices of each other on a day, if there is one.
pub fn obligation(country: &str, day: Day) -> Option<&'static Row<Obligation>> {
    OBLIGATIONS.iter().find(|row| row.value.country == country && row.holds_on(day))
}

const fn row(
    country: &'static str,
    from: &str,
    law: &'static str,
    small_amount: u32,
    sources: &'static [SourceId],
) -> Row<Obligation> {
    Row {
        value: Obligation { country, law, small_amount },
        from: Day::literal(from),
        until: None,
        sources,
        checked_on: Day::literal("2026-11-22"),
        status: Status::Secondary,
    }
}

static OBLIGATIONS: &[Row<Obligation>] = &[
    // Whoever has to be invoiced that way has to accept it and cannot refuse.
    row("BE", "2026-01-01", "art. 53 § 2bis Belgian VAT Code, law of 6 February 2024", 0, &[EyBelgianInvoices]),
    // Consent is asked for only where there is no obligation (§ 14 (1) sentence 5): not of exempt supplies (§ 4 no. 8 to 29) and of invoices up
    // to 250 euros (§ 33 UStDV). That paper may still be used for a while (§ 27 (38)) is the seller's to choose, not the customer's.
    row("DE", "2025-01-01", "§ 14 (1) and (2) sentence 2 no. 1 UStG", 250, &[HaufeInvoices]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn belgian_businesses_take_them_since_2026_and_others_have_to_agree() {
        let holds = |country: &str, day: &str| obligation(country, Day::parse(day).expect("a day")).is_some();
        assert_eq!(
            [holds("BE", "2025-12-31"), holds("BE", "2026-01-01"), holds("BE", "2030-01-01")],
            [false, true, true]
        );
        assert!(!holds("NL", "2026-01-01"));
        assert_eq!([holds("DE", "2024-12-31"), holds("DE", "2025-01-01")], [false, true]);
    }

    #[test]
    fn small_and_exempt_invoices_are_left_out_in_germany_alone() {
        let covers = |country: &str, cents: i64, is_exempt: bool| {
            let row = obligation(country, Day::literal("2026-06-15"));
            row.is_some_and(|row| row.value.covers(Decimal::new(cents, 2), is_exempt))
        };
        // § 33 UStDV: up to 250 euros in all.
        assert_eq!([covers("DE", 25_000, false), covers("DE", 25_001, false)], [false, true]);
        assert_eq!([covers("DE", 100_000, true), covers("BE", 100, true)], [false, true]);
    }

    #[test]
    fn each_row_has_its_source() {
        assert!(OBLIGATIONS.iter().all(|row| !row.sources.is_empty() && !row.value.law.is_empty()));
    }
}
