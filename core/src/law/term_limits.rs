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

/// Since the law of 14 August 2021 a longer term between enterprises counts as not written, so that the thirty days of art. 4 § 1 hold.
const BELGIAN: TermLimit =
    TermLimit { countries: &["BE"], large_to_small: false, days: 60, law: "art. 4 law of 2002-08-02", ..DUTCH_LARGE };

/// The limits; the first that fits counts, but for contracts older than the newest ones ([`OLDER_CONTRACTS`]).
pub static TERM_LIMITS: &[Row<TermLimit>] = &[
    limit("2022-07-01", None, DUTCH_LARGE, &[DutchTermLimit]),
    limit("2017-07-01", Some("2022-06-30"), TermLimit { days: 60, ..DUTCH_LARGE }, &[DutchTermLimit]),
    limit("2022-02-01", None, BELGIAN, &[BelgianTermLimit, GoossensBelgium]),
    limit("2016-01-01", Some("2022-01-31"), TermLimit { void: false, ..BELGIAN }, &[Directive20117]),
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

/// Where a limit that is newer than a contract does not hold for it: the country, the first day of the limit, and the day from which on it
/// takes in older contracts. No source says that the Belgian one does, so those are left as they were: less is claimed then, not more.
pub const OLDER_CONTRACTS: &[(&str, Day, Day)] =
    &[("NL", Day::literal("2022-07-01"), Day::literal("2023-07-01")), ("BE", Day::literal("2022-02-01"), Day::MAX)];

/// The limit on a term that an invoice of that day states.
pub fn limit_of(
    country: &str,
    debtor: Debtor,
    large_to_small: bool,
    contract: Option<Day>,
    on: Day,
) -> Option<&'static Row<TermLimit>> {
    let older = OLDER_CONTRACTS.iter().find(|(of, new, takes_in)| {
        *of == country && on >= *new && on < *takes_in && contract.is_some_and(|contract| contract < *new)
    });
    // For them the day before the new limit goes on.
    let on = older.and_then(|(_, new, _)| new.add_days(-1)).unwrap_or(on);
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
    fn a_longer_belgian_term_counts_as_not_written_since_2022() {
        // Art. 4 of the law of 2002-08-02 as amended by that of 2021-08-14, in force since 2022-02-01.
        let void = |debtor: Debtor, contract: Option<&str>, on: &str| {
            let day = |text: &str| Day::parse(text).expect("a day");
            limit_of("BE", debtor, false, contract.map(day), day(on)).map(|row| row.value.void)
        };
        for (contract, on, expected) in [
            (None, "2022-01-31", false),
            (None, "2022-02-01", true),
            (Some("2022-02-01"), "2026-01-01", true),
            (Some("2022-01-31"), "2026-01-01", false),
        ] {
            assert_eq!(void(Debtor::Business, contract, on), Some(expected), "{contract:?} {on}");
        }
        assert_eq!(void(Debtor::Consumer, None, "2026-01-01"), None);
    }

    #[test]
    fn every_row_is_sourced() {
        assert!(
            TERM_LIMITS.iter().all(|row| !row.sources.is_empty() && !row.value.law.is_empty() && row.value.days > 0)
        );
    }
}
