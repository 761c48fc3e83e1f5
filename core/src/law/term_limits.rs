//! How long a payment term may be. Refuses to shorten a term where the law only asks for a reason: it says so instead.

use super::SourceId::{self, *};
use super::late_payment::Debtor;
use super::{Row, Status};
use crate::calendar::Day;

/// The longest term for a debtor.
pub struct TermLimit {
    /// The jurisdictions; empty for every one of the European Union.
    pub countries: &'static [&'static str],
    /// The debtor.
    pub debtor: Debtor,
    /// Whether it is for a large debtor and a small creditor only.
    pub large_to_small: bool,
    /// Days from receipt of the invoice.
    pub days: u32,
    /// Whether a longer term is void, so that thirty days from receipt hold instead.
    pub void: bool,
    /// The article.
    pub law: &'static str,
}

const fn limit(from: &str, until: Option<&str>, value: TermLimit, sources: &'static [SourceId]) -> Row<TermLimit> {
    let until = match until {
        Some(day) => Some(Day::literal(day)),
        None => None,
    };
    Row {
        value,
        from: Day::literal(from),
        until,
        sources,
        checked_on: Day::literal("2026-11-21"),
        status: Status::Secondary,
    }
}

const DUTCH_LARGE: TermLimit = TermLimit {
    countries: &["NL"],
    debtor: Debtor::Business,
    large_to_small: true,
    days: 30,
    void: true,
    law: "art. 6:119a(6) BW",
};

/// The limits; the first that fits counts. Contracts older than the Dutch limit of 2022 fall under it from 2023-07-01 on.
pub static TERM_LIMITS: &[Row<TermLimit>] = &[
    limit("2022-07-01", None, DUTCH_LARGE, &[DutchTermLimit]),
    limit("2017-07-01", Some("2022-06-30"), TermLimit { days: 60, ..DUTCH_LARGE }, &[DutchTermLimit]),
    limit(
        "2016-01-01",
        None,
        TermLimit {
            countries: &["BE"],
            large_to_small: false,
            void: false,
            days: 60,
            law: "art. 4 law of 2002-08-02",
            ..DUTCH_LARGE
        },
        &[Directive20117],
    ),
    limit(
        "2016-01-01",
        None,
        TermLimit {
            countries: &["FR"],
            large_to_small: false,
            void: false,
            days: 60,
            law: "art. L441-10 Code de commerce",
            ..DUTCH_LARGE
        },
        &[CodeDeCommerce],
    ),
    limit(
        "2013-03-16",
        None,
        TermLimit {
            countries: &[],
            large_to_small: false,
            void: false,
            days: 60,
            law: "art. 3(5) Directive 2011/7/EU",
            ..DUTCH_LARGE
        },
        &[Directive20117],
    ),
    limit(
        "2013-03-16",
        None,
        TermLimit {
            countries: &[],
            debtor: Debtor::Government,
            large_to_small: false,
            days: 30,
            void: false,
            law: "art. 4 Directive 2011/7/EU",
        },
        &[Directive20117],
    ),
];

/// Contracts made before this day have their old term until the year after.
pub const OLDER_CONTRACTS: (Day, Day) = (Day::literal("2022-07-01"), Day::literal("2023-07-01"));

/// The limit on a term that an invoice of that day states.
pub fn limit_of(
    country: &str,
    debtor: Debtor,
    large_to_small: bool,
    contract: Option<Day>,
    on: Day,
) -> Option<&'static Row<TermLimit>> {
    let (new, takes_in) = OLDER_CONTRACTS;
    let older = on >= new && on < takes_in && contract.is_some_and(|contract| contract < new);
    // For them the day before the new limit goes on.
    let on = new.add_days(-1).filter(|_| older).unwrap_or(on);
    TERM_LIMITS.iter().find(|row| {
        let limit = &row.value;
        limit.debtor == debtor
            && (limit.countries.is_empty() || limit.countries.contains(&country))
            && (large_to_small || !limit.large_to_small)
            && row.holds_on(on)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(country: &str, debtor: Debtor, large: bool, contract: Option<&str>, on: &str) -> Option<u32> {
        let day = |text: &str| Day::parse(text).expect("a day");
        limit_of(country, debtor, large, contract.map(day), day(on)).map(|row| row.value.days)
    }

    #[test]
    fn a_large_dutch_debtor_has_thirty_days_since_2022() {
        use Debtor::{Business, Consumer, Government};
        // Stb. 2022, 146 and 175: thirty days from 2022-07-01, older contracts a year later.
        for (contract, on, expected) in [
            (None, "2017-06-30", 60),
            (None, "2022-06-30", 60),
            (None, "2022-07-01", 30),
            (Some("2022-06-30"), "2023-06-30", 60),
            (Some("2022-06-30"), "2023-07-01", 30),
            (Some("2022-07-01"), "2022-07-01", 30),
        ] {
            assert_eq!(days("NL", Business, true, contract, on), Some(expected), "{contract:?} {on}");
        }
        assert_eq!(days("NL", Business, false, None, "2026-01-01"), Some(60));
        assert_eq!(days("NL", Government, false, None, "2026-01-01"), Some(30));
        assert_eq!(days("BE", Business, true, None, "2026-01-01"), Some(60));
        assert_eq!(days("NL", Consumer, false, None, "2026-01-01"), None);
        assert_eq!(days("DE", Business, false, None, "2013-03-15"), None);
    }

    #[test]
    fn every_row_is_sourced() {
        assert!(
            TERM_LIMITS.iter().all(|row| !row.sources.is_empty() && !row.value.law.is_empty() && row.value.days > 0)
        );
    }
}
