//! Where a business has to take a structured e-invoice, so that nobody asks for its consent. Refuses to say so of a country whose law was
//! not read.
//!
//! Directive 2006/112/EC, art. 232: an electronic invoice takes the acceptance of its recipient; a state that makes them an obligation
//! does without it.

use super::SourceId::EyBelgianInvoices;
use super::{Row, SourceId, Status};
use crate::calendar::Day;

/// An obligation to take structured e-invoices of businesses of the same country.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Obligation {
    country: &'static str,
    /// The law behind it.
    pub law: &'static str,
}

/// The obligation of businesses of a country to take the structured invoices of each other on a day, if there is one.
pub fn obligation(country: &str, day: Day) -> Option<&'static Row<Obligation>> {
    OBLIGATIONS.iter().find(|row| row.value.country == country && row.holds_on(day))
}

const fn row(country: &'static str, from: &str, law: &'static str, sources: &'static [SourceId]) -> Row<Obligation> {
    Row {
        value: Obligation { country, law },
        from: Day::literal(from),
        until: None,
        sources,
        checked_on: Day::literal("2026-11-22"),
        status: Status::Secondary,
    }
}

static OBLIGATIONS: &[Row<Obligation>] = &[
    // Whoever has to be invoiced that way has to accept it and cannot refuse.
    row("BE", "2026-01-01", "art. 53 § 2bis Belgian VAT Code, law of 6 February 2024", &[EyBelgianInvoices]),
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
    }

    #[test]
    fn each_row_has_its_source() {
        assert!(OBLIGATIONS.iter().all(|row| !row.sources.is_empty() && !row.value.law.is_empty()));
    }
}
