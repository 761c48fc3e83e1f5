//! What an early-payment discount does to the VAT, by the supplier's country. Refuses to answer for a country whose
//! practice was not read.
//!
//! Directive 2006/112/EC, art. 79(a): a discount granted at the time of supply is no part of the taxable amount;
//! art. 90: a price that falls afterwards lowers it, under conditions that each state sets. Hence four ways.

use super::SourceId::*;
use super::{NoLaw, Row, SourceId, Status};
use crate::calendar::Day;

/// What an early-payment discount does to the VAT.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Treatment {
    /// VAT on the full amount; a credit note corrects it when the discount is taken.
    FullThenCreditNote,
    /// The discount is deducted on the invoice; a supplementary invoice follows when it is not taken.
    Discounted,
    /// VAT on the discounted amount, taken or not.
    AlwaysDiscounted,
    /// VAT on the full amount; both sides correct it when the discount is taken, without a document.
    FullThenCorrection,
}

use Treatment::*;

/// The ways a country knows, and what asks for them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Practice {
    country: &'static str,
    /// The ways, the usual one first.
    pub treatments: &'static [Treatment],
    /// The law behind it.
    pub law: &'static str,
}

impl Practice {
    /// What applies when the invoice says nothing.
    pub fn usual(&self) -> Treatment {
        self.treatments.first().copied().unwrap_or(FullThenCreditNote)
    }
}

/// The practice of a country on a day. Northern Ireland (XI) has that of the United Kingdom.
pub fn at(country: &str, day: Day) -> Result<&'static Row<Practice>, NoLaw> {
    let key = if country == "XI" { "GB" } else { country };
    let rows = || PRACTICES.iter().filter(move |row| row.value.country == key);
    rows().find(|row| row.holds_on(day)).ok_or_else(|| NoLaw {
        fact: format!("VAT treatment of early-payment discounts of {country}"),
        on: day,
        known: rows().map(|row| (row.from, row.until)).collect(),
    })
}

const fn row(
    country: &'static str,
    from: &str,
    treatments: &'static [Treatment],
    law: &'static str,
    sources: &'static [SourceId],
) -> Row<Practice> {
    Row {
        value: Practice { country, treatments, law },
        from: Day::literal(from),
        until: None,
        sources,
        checked_on: Day::literal("2026-11-21"),
        status: Status::Secondary,
    }
}

/// The first day of the data set, for practices whose own first day no source confirms.
const START: &str = "2016-01-01";

/// The practices, by country.
static PRACTICES: &[Row<Practice>] = &[
    row(
        "BE",
        START,
        &[AlwaysDiscounted],
        "art. 28, 1° Belgian VAT Code",
        &[MijntipsDiscount, OnfactDiscount, BillitDiscount],
    ),
    row("DE", START, &[FullThenCorrection], "§ 17(1) UStG", &[HaufeSkonto]),
    // Without credit note only where the invoice says that no more VAT may be deducted than was paid.
    row(
        "FR",
        START,
        &[FullThenCreditNote, FullThenCorrection],
        "art. L441-9 Code de commerce",
        &[FrenchDiscountMention],
    ),
    row("GB", "2015-04-01", &[FullThenCreditNote, FullThenCorrection], "VATA 1994 Sch. 6 para. 4", &[HmrcBrief49]),
    row("NL", START, &[FullThenCreditNote, Discounted], "art. 29(3) Wet OB 1968", &[AmbitionsDiscount, AdfinDiscount]),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn ways(country: &str, day: &str) -> Option<&'static [Treatment]> {
        at(country, Day::parse(day).expect("a day")).ok().map(|row| row.value.treatments)
    }

    #[test]
    fn each_country_has_its_ways_the_usual_one_first() {
        for (country, expected) in [
            ("NL", &[FullThenCreditNote, Discounted][..]),
            ("BE", &[AlwaysDiscounted]),
            ("DE", &[FullThenCorrection]),
            ("FR", &[FullThenCreditNote, FullThenCorrection]),
            ("GB", &[FullThenCreditNote, FullThenCorrection]),
            ("XI", &[FullThenCreditNote, FullThenCorrection]),
        ] {
            assert_eq!(ways(country, "2026-11-21"), Some(expected), "{country}");
        }
    }

    #[test]
    fn a_day_or_a_country_without_a_row_is_an_error() {
        assert_eq!(ways("GB", "2015-03-31"), None);
        assert!(ways("GB", "2015-04-01").is_some());
        assert_eq!(ways("NL", "2015-12-31"), None);
        let none = at("FI", Day::literal("2026-11-21")).expect_err("no row");
        assert_eq!(
            none.to_string(),
            "No VAT treatment of early-payment discounts of FI is known for 2026-11-21, nor for any other day."
        );
    }

    #[test]
    fn every_row_is_sourced_and_names_its_law() {
        for row in PRACTICES {
            assert!(!row.sources.is_empty() && !row.value.law.is_empty() && !row.value.treatments.is_empty());
            let same = PRACTICES.iter().filter(|other| other.value.country == row.value.country);
            assert_eq!(same.count(), 1, "one open row for {}", row.value.country);
        }
    }
}
