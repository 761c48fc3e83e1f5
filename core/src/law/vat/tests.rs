//! Every row of the table, and the lookups that the sources state.

use super::*;
use RateKind::*;

fn day(text: &str) -> Day {
    Day::parse(text).expect("a test names a day that exists")
}

fn percent(text: &str) -> Decimal {
    text.parse().expect("a test names a decimal")
}

fn all_rows() -> impl Iterator<Item = (&'static str, &'static VatRate)> {
    rates::COUNTRIES.iter().flat_map(|(code, rows)| rows.iter().map(|row| (*code, row)))
}

/// The shorthand on a day, as text: the rate, or the code of the error.
fn lookup(country: &str, kind: RateKind, on: &str) -> String {
    at(country, kind, day(on)).map_or_else(|none| none.code().to_owned(), |row| row.rate().to_string())
}

#[test]
fn the_rate_by_kind_is_that_of_its_source() {
    // duty27-eu-vat 0.1.0, each side of a change; CH: vatverify-rates 0.1.0 and the TEDB export of 2026-09-29.
    let standard = [
        ("DE", "2020-06-30", "19"),
        ("DE", "2020-07-01", "16"),
        ("DE", "2020-12-31", "16"),
        ("DE", "2021-01-01", "19"),
        ("EE", "2023-12-31", "20"),
        ("EE", "2024-01-01", "22"),
        ("EE", "2025-06-30", "22"),
        ("EE", "2025-07-01", "24"),
        ("EL", "2016-05-31", "23"),
        ("EL", "2016-06-01", "24"),
        ("FI", "2024-08-31", "24"),
        ("FI", "2024-09-01", "25.5"),
        ("SK", "2024-12-31", "20"),
        ("SK", "2025-01-01", "23"),
        ("RO", "2016-12-31", "20"),
        ("RO", "2017-01-01", "19"),
        ("RO", "2025-07-31", "19"),
        ("RO", "2025-08-01", "21"),
        ("IE", "2020-08-31", "23"),
        ("IE", "2020-09-01", "21"),
        ("IE", "2021-02-28", "21"),
        ("IE", "2021-03-01", "23"),
        ("LU", "2022-12-31", "17"),
        ("LU", "2023-01-01", "16"),
        ("LU", "2023-06-01", "16"),
        ("LU", "2023-12-31", "16"),
        ("LU", "2024-01-01", "17"),
        ("CH", "2023-12-31", "7.7"),
        ("CH", "2024-01-01", "8.1"),
        ("NL", "2019-01-01", "21"),
    ];
    for (country, on, rate) in standard {
        assert_eq!(lookup(country, Standard, on), rate, "{country} {on}");
    }
    // ibericode/vat-rates 5abb1e1 and the sources named in the rows.
    let others = [
        ("NL", Reduced, "2018-12-31", "6"),
        ("NL", Reduced, "2019-01-01", "9"),
        ("DE", Reduced, "2020-06-30", "7"),
        ("DE", Reduced, "2020-07-01", "5"),
        ("DE", Reduced, "2020-12-31", "5"),
        ("DE", Reduced, "2021-01-01", "7"),
        ("BE", Reduced, "2026-03-01", "6"),
        ("BE", Reduced2, "2026-03-01", "12"),
        ("BE", Parking, "2026-03-01", "12"),
        ("FR", SuperReduced, "2026-01-01", "2.1"),
        ("FR", Reduced2, "2026-01-01", "5.5"),
        ("CZ", Reduced, "2023-12-31", "15"),
        ("CZ", Reduced, "2024-01-01", "12"),
        ("CZ", Reduced2, "2023-12-31", "10"),
        ("EE", Reduced2, "2024-12-31", "5"),
        ("EE", Reduced2, "2025-01-01", "13"),
        ("FI", Reduced2, "2025-12-31", "14"),
        ("FI", Reduced2, "2026-01-01", "13.5"),
        ("LT", Reduced, "2025-12-31", "9"),
        ("LT", Reduced, "2026-01-01", "12"),
        ("LU", Reduced, "2023-12-31", "7"),
        ("LU", Parking, "2024-01-01", "14"),
        ("RO", Reduced, "2025-08-01", "11"),
        ("SK", Reduced, "2024-12-31", "10"),
        ("SK", Reduced, "2025-01-01", "19"),
        ("SK", Reduced2, "2025-01-01", "5"),
        ("AT", SuperReduced, "2026-07-01", "4.9"),
        ("CY", SuperReduced, "2023-07-21", "3"),
        ("CH", Reduced, "2024-01-01", "2.6"),
        ("IE", Zero, "2026-01-01", "0"),
    ];
    for (country, kind, on, rate) in others {
        assert_eq!(lookup(country, kind, on), rate, "{country} {kind:?} {on}");
    }
}

#[test]
fn no_row_is_an_error_never_a_default() {
    for (country, kind, on) in [
        ("NL", Standard, "2015-12-31"),
        ("CH", Standard, "2017-12-31"),
        ("LI", Standard, "2023-12-31"),
        ("XI", Standard, "2020-12-31"),
        ("CZ", Reduced2, "2024-01-01"),
        ("RO", Reduced2, "2025-08-01"),
        ("AT", SuperReduced, "2026-06-30"),
        ("CY", SuperReduced, "2023-07-20"),
        ("DK", Reduced, "2026-01-01"),
        ("DK", Zero, "2026-07-01"),
        ("NL", Temporary, "2022-08-01"),
        ("PT", Territorial, "2026-01-01"),
        ("CH", Special, "2026-01-01"),
        ("US", Standard, "2026-01-01"),
        ("", Standard, "2026-01-01"),
    ] {
        assert_eq!(lookup(country, kind, on), "law.none", "{country} {kind:?} {on}");
    }
}

#[test]
fn the_error_says_which_days_are_known() {
    let none = at("ro", Reduced2, day("2025-08-01")).expect_err("abolished by Law 141/2025");
    assert_eq!(
        none.to_string(),
        "No reduced2 VAT rate of RO is known for 2025-08-01; known from 2016-01-01 until 2025-07-31."
    );
    let none = at("DE", Standard, day("2015-12-31")).expect_err("before the data");
    assert!(none.to_string().ends_with("until 2020-12-31, from 2021-01-01 on."), "{none}");
    let none = at("US", Standard, day("2026-01-01")).expect_err("no VAT");
    assert_eq!(none.to_string(), "No standard VAT rate of US is known for 2026-01-01, nor for any other day.");
}

#[test]
fn greece_answers_to_both_its_codes_and_case_does_not_matter() {
    for code in ["EL", "GR", "el", "gr"] {
        assert_eq!(lookup(code, Standard, "2026-01-01"), "24");
    }
    assert_eq!(lookup("nl", Standard, "2026-01-01"), "21");
}

#[test]
fn every_row_is_sourced_and_its_days_are_in_order() {
    for (country, row) in all_rows() {
        assert!(!row.sources.is_empty(), "{country} {row:?}");
        assert!(row.until.is_none_or(|until| row.from <= until), "{country} {row:?}");
        // The whole table was last compared with its sources on this day.
        assert_eq!(row.checked_on, day("2026-11-21"));
        assert!(row.from <= row.checked_on);
        assert!(row.rate() < percent("30") && !row.rate().is_sign_negative());
        assert_eq!(row.scope().is_none(), row.value.general && row.kind() == Standard, "{country} {row:?}");
    }
    assert_eq!(all_rows().count(), 171);
}

#[test]
fn rows_stand_by_kind_the_general_ones_first_then_newest_first() {
    assert!(rates::COUNTRIES.is_sorted_by(|(a, _), (b, _)| a < b));
    for (country, rows) in rates::COUNTRIES {
        let order = |row: &VatRate| (row.kind(), !row.value.general, core::cmp::Reverse(row.from));
        assert!(rows.is_sorted_by_key(order), "{country}");
    }
}

#[test]
fn windows_do_not_overlap_within_a_kind_or_a_scope() {
    let overlap = |a: &VatRate, b: &VatRate| {
        a.until.is_none_or(|until| b.from <= until) && b.until.is_none_or(|until| a.from <= until)
    };
    for (country, rows) in rates::COUNTRIES {
        for (index, a) in rows.iter().enumerate() {
            for b in &rows[index + 1..] {
                let same_kind = a.kind() == b.kind() && a.value.general && b.value.general;
                let same_scope = a.kind() == b.kind() && a.scope() == b.scope();
                assert!(!((same_kind || same_scope) && overlap(a, b)), "{country}: {a:?} and {b:?}");
            }
        }
    }
}

#[test]
fn a_limited_row_never_answers_for_its_kind() {
    for (country, limited) in all_rows().filter(|(_, row)| !row.value.general) {
        for on in [Some(limited.from), limited.until].into_iter().flatten() {
            if let Ok(row) = at(country, limited.kind(), on) {
                assert!(row.value.general, "{country} {row:?}");
            }
        }
    }
    // Dutch lodging left the reduced rate on 2026-01-01 (SchipperLodging): the kind itself did not move.
    assert_eq!(lookup("NL", Reduced, "2025-12-31"), "9");
    assert_eq!(lookup("NL", Reduced, "2026-01-01"), "9");
    assert_eq!(lookup("NL", Standard, "2026-01-01"), "21");
}

#[test]
fn each_boundary_day_of_each_row_is_looked_up() {
    for (country, row) in all_rows() {
        let asked = |on: Day| at(country, row.kind(), on).ok();
        let in_force = |on: Day| rows_of(country).iter().any(|other| core::ptr::eq(other, row) && other.holds_on(on));
        let before = row.from.add_days(-1).expect("no row starts in 1900");
        assert!(in_force(row.from) && !in_force(before), "{country} {row:?}");
        assert!(had_rate(country, row.rate(), row.from));
        if row.value.general {
            assert_eq!(asked(row.from), Some(row));
            assert_ne!(asked(before), Some(row));
        }
        match row.until {
            None => assert!(in_force(Day::MAX)),
            Some(until) => {
                let after = until.add_days(1).expect("no row ends in 2999");
                assert!(in_force(until) && !in_force(after), "{country} {row:?}");
                assert!(had_rate(country, row.rate(), until));
                if row.value.general {
                    assert_eq!(asked(until), Some(row));
                    assert_ne!(asked(after), Some(row));
                }
            }
        }
    }
}

#[test]
fn standard_rates_have_no_gap_from_their_first_day_on() {
    for country in countries() {
        let mut rows: Vec<_> =
            rows_of(country).iter().filter(|row| row.kind() == Standard && row.value.general).collect();
        rows.sort_by_key(|row| row.from);
        for pair in rows.windows(2) {
            assert_eq!(pair[0].until.and_then(|until| until.add_days(1)), Some(pair[1].from), "{country}");
        }
        assert_eq!(rows.last().expect("each country has a standard rate").until, None, "{country}");
    }
}

#[test]
fn a_stated_rate_is_known_or_not_on_that_day() {
    let had = |country: &str, rate: &str, on: &str| had_rate(country, percent(rate), day(on));
    // Temporary, territorial and special ones count; 21 and 21.00 are one rate.
    assert!(had("NL", "21.00", "2026-01-01"));
    assert!(had("NL", "9", "2025-12-31"));
    assert!(had("BE", "6", "2026-02-28"));
    // Belgian lodging: 12 % if booked in March 2026 (Practicali), 6 % under the transitional rule (Vandelanotte).
    assert!(had("BE", "12", "2026-03-10"));
    assert!(had("BE", "6", "2026-05-10"));
    assert!(had("SE", "6", "2026-04-01"));
    // Known from the TEDB export of 2026-09-29 only, and so from that day on.
    assert!(had("FR", "0.9", "2026-09-29") && !had("FR", "0.9", "2026-09-28"));
    assert!(had("LI", "2.6", "2026-11-21") && had("MC", "5.5", "2026-11-21") && had("XI", "5", "2026-11-21"));
    assert!(had("AT", "19", "2026-01-01"));
    assert!(had("PT", "16", "2026-01-01"));
    assert!(had("NO", "11.11", "2026-01-01"));
    assert!(had("RO", "9", "2026-07-31"));
    assert!(!had("RO", "9", "2026-08-01"));
    assert!(!had("NL", "6", "2019-01-01"));
    assert!(!had("NL", "19", "2026-01-01"));
    assert!(!had("DE", "16", "2021-01-01"));
    assert!(!had("US", "21", "2026-01-01"));
    // Zero is nowhere a rate that a country must have had.
    assert!(had("US", "0", "2026-01-01") && had("NL", "0.00", "1950-01-01"));
}

#[test]
fn a_day_is_covered_when_the_standard_rate_is_known() {
    assert!(covers("DE", day("2016-01-01")) && covers("GR", day("2026-11-21")));
    // The German reduced rate reaches back to 1983, the standard rate does not.
    assert!(!covers("DE", day("2015-12-31")) && !covers("US", day("2026-01-01")));
    assert!(rates("DE", day("2015-12-31")).is_err());
}

#[test]
fn the_rates_of_a_day_are_listed_with_their_scopes() {
    let listed: Vec<_> = rates("NL", day("2025-12-31"))
        .expect("covered")
        .into_iter()
        .map(|row| (row.kind().code(), row.rate().to_string(), row.scope().map(|scope| scope.starts_with("lodging"))))
        .collect();
    let expected = [("standard", "21", None), ("reduced", "9", Some(false)), ("reduced", "9", Some(true))];
    assert_eq!(listed, expected.map(|(kind, rate, scope)| (kind, rate.to_owned(), scope)));
}

#[test]
fn shorthand_words_name_the_kinds_that_can_be_asked_for() {
    for kind in [Standard, Reduced, Reduced2, SuperReduced, Parking, Zero] {
        assert_eq!(RateKind::from_shorthand(kind.code()), Some(kind));
    }
    for word in ["temporary", "territorial", "special", "Standard", "super_reduced", ""] {
        assert_eq!(RateKind::from_shorthand(word), None);
    }
}
