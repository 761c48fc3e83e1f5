//! The rates of a country on a day, as `vatRates` answers them.

use rust_decimal::Decimal;

use super::{RateKind, VatRate};
use crate::calendar::Day;
use crate::finding::{Code, Error, Finding};
use crate::law::Citation;
use crate::wire_struct;

wire_struct! {
    /// A VAT rate of a country with the days on which it holds.
    #[derive(Eq)]
    pub struct VatRateAnswer {
        /// Kind: standard, reduced, reduced2, superReduced, parking, zero, temporary, territorial or special.
        "kind" kind: String,
        /// Rate in percent (BT-119, BT-152).
        "rate" rate: Decimal,
        /// First day on which it holds, or the first that a source confirms.
        "from" from: Day,
        /// Last day, inclusive; absent while it is in force.
        "until" until: Option<Day>,
        /// What it holds for, in words; absent for a standard rate.
        "scope" scope: Option<String>,
        /// Where it was read; absent only if the row names none.
        "source" source: Option<Citation>,
    }
}

impl VatRateAnswer {
    fn of(row: &VatRate) -> VatRateAnswer {
        VatRateAnswer {
            kind: RateKind::code(row.kind()).to_owned(),
            rate: row.rate(),
            from: row.from,
            until: row.until,
            scope: row.scope().map(str::to_owned),
            source: row.sources.first().map(|source| Citation::from(source.source())),
        }
    }
}

/// All rates of a country in force on a day; an error for a country or a day without rows.
pub fn answer(country: &str, on: Day) -> Result<Vec<VatRateAnswer>, Error> {
    let rows = super::rates(country, on);
    let rows = rows.map_err(|none| Error::from_finding(Finding::new(Code::LawNone, "", none.to_string())))?;
    Ok(rows.into_iter().map(VatRateAnswer::of).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rates_of_a_day_come_with_their_days_and_source() {
        // Germany: 16 % from 2020-07-01 to 2020-12-31 (art. 3, Zweites Corona-Steuerhilfegesetz).
        let rates = answer("de", Day::literal("2020-09-01")).expect("Germany has rates");
        let standard = rates.iter().find(|rate| rate.kind == "standard").expect("a standard rate");
        assert_eq!(standard.rate, Decimal::new(16, 0));
        assert_eq!((standard.from, standard.until), (Day::literal("2020-07-01"), Some(Day::literal("2020-12-31"))));
        assert!(standard.source.as_ref().is_some_and(|source| !source.title.is_empty()));
    }

    #[test]
    fn a_country_without_rows_is_an_error_not_an_empty_list() {
        assert_eq!(answer("ZZ", Day::literal("2020-09-01")).expect_err("no such country").code(), "law.none");
    }
}
