//! Every row of interest: sourced, newest first, without gap or overlap, each boundary day looked up; and the values that the
//! sources state.

use super::*;

fn day(text: &str) -> Day {
    Day::parse(text).expect("a test names a day that exists")
}

/// The rate of a day in percent, or the code of the error.
fn lookup(series: &Series, on: &str, contract: Option<&str>) -> String {
    let row = series.at(day(on), contract.map(day));
    row.map_or_else(
        |none| none.code().to_owned(),
        |row| rust_decimal::Decimal::new(row.value.into(), 2).normalize().to_string(),
    )
}

#[test]
fn every_row_is_sourced_and_joins_the_next() {
    for series in SERIES {
        assert!(!series.rows.is_empty(), "{}", series.name);
        for rows in [series.rows, series.old_rows] {
            for row in rows {
                assert!(
                    !row.sources.is_empty() && row.until.is_none_or(|until| row.from <= until),
                    "{} {}",
                    series.name,
                    row.from
                );
                assert_eq!(row.checked_on, day("2026-11-21"));
            }
            for pair in rows.windows(2) {
                let joins = pair[1].until.and_then(|until| until.add_days(1));
                assert_eq!(joins, Some(pair[0].from), "{}: gap or overlap before {}", series.name, pair[0].from);
            }
        }
    }
}

#[test]
fn each_boundary_day_finds_its_own_row_and_the_days_outside_find_none() {
    for series in SERIES {
        for row in series.rows {
            assert_eq!(series.at(row.from, None).expect("first day").from, row.from, "{}", series.name);
            let until = row.until.unwrap_or(Day::MAX);
            assert_eq!(series.at(until, None).expect("last day").from, row.from, "{}", series.name);
        }
        let first = series.rows.last().expect("a row").from;
        assert_eq!(
            series.at(first.add_days(-1).expect("a day"), None).expect_err("before the rows").code(),
            "law.none"
        );
        if let Some(after) = series.rows.first().and_then(|row| row.until).and_then(|until| until.add_days(1)) {
            assert_eq!(series.at(after, None).expect_err("after the rows").code(), "law.none");
        }
    }
}

#[test]
fn dutch_statutory_interest_is_that_of_the_decrees() {
    // Art. 6:119 BW; Stb. 2009, 262; Stb. 2014, 491; Stb. 2025, 438.
    for (on, rate) in [
        ("2009-06-30", "6"),
        ("2009-07-01", "4"),
        ("2014-12-31", "3"),
        ("2015-01-01", "2"),
        ("2022-12-31", "2"),
        ("2023-01-01", "4"),
        ("2023-07-01", "6"),
        ("2024-01-01", "7"),
        ("2025-07-01", "6"),
        ("2025-12-31", "6"),
        ("2026-01-01", "4"),
        ("2026-12-31", "4"),
        ("2027-01-01", "law.none"),
    ] {
        assert_eq!(lookup(&NL_STATUTORY, on, None), rate, "{on}");
    }
}

/// The main refinancing rate of the ECB on the first day of each half-year, in hundredths of a percent.
const REFERENCE: &[(&str, i16)] = &[
    ("2013-07-01", 50),
    ("2014-01-01", 25),
    ("2014-07-01", 15),
    ("2015-01-01", 5),
    ("2015-07-01", 5),
    ("2016-01-01", 5),
    ("2016-07-01", 0),
    ("2019-07-01", 0),
    ("2022-07-01", 0),
    ("2023-01-01", 250),
    ("2023-07-01", 400),
    ("2024-01-01", 450),
    ("2024-07-01", 425),
    ("2025-01-01", 315),
    ("2025-07-01", 215),
    ("2026-01-01", 215),
    ("2026-07-01", 240),
];

#[test]
fn commercial_interest_follows_the_reference_rate() {
    for (on, reference) in REFERENCE {
        // Art. 6:120(2) BW: eight points more.
        assert_eq!(NL_COMMERCIAL.at(day(on), None).expect("a row").value, reference + 800, "{on}");
        // Art. 5 law of 2002-08-02: eight points more, up to the next half point.
        let belgian = (reference + 800 + 49) / 50 * 50;
        assert_eq!(BE_COMMERCIAL.at(day(on), None).expect("a row").value, belgian, "{on}");
        let shared = ECB_REFERENCE.at(day(on), None).map(|row| row.value);
        assert!(shared.map_or(*on < "2016-01-01", |value| value == *reference), "{on}");
    }
}

#[test]
fn contracts_before_the_directive_have_rows_of_their_own_or_none() {
    let old = Some("2013-03-15");
    for (on, rate) in [("2013-06-30", "8"), ("2013-07-01", "7.5"), ("2015-03-15", "7.5"), ("2015-03-16", "8.5")] {
        assert_eq!(lookup(&BE_COMMERCIAL, on, old), rate, "{on}");
    }
    assert_eq!(lookup(&BE_COMMERCIAL, "2013-07-01", Some("2013-03-16")), "8.5");
    // That they keep seven points is from no source that was read.
    assert_eq!(lookup(&NL_COMMERCIAL, "2026-01-01", old), "law.none");
    assert_eq!(lookup(&NL_COMMERCIAL, "2026-01-01", Some("2013-03-16")), "10.15");
}

#[test]
fn german_french_and_austrian_rates_are_those_of_their_sources() {
    // Deutsche Bundesbank, Basiszinssatz.
    let base = [
        ("2014-12-31", "law.none"),
        ("2015-01-01", "-0.83"),
        ("2016-07-01", "-0.88"),
        ("2022-12-31", "-0.88"),
        ("2023-01-01", "1.62"),
        ("2024-01-01", "3.62"),
        ("2024-07-01", "3.37"),
        ("2025-01-01", "2.27"),
        ("2026-06-30", "1.27"),
        ("2026-07-01", "1.52"),
    ];
    for (on, rate) in base {
        assert_eq!(lookup(&DE_BASE, on, None), rate, "{on}");
    }
    assert_eq!(lookup(&DE_BASE_BUSINESS, "2026-07-01", Some("2014-07-28")), "law.none");
    assert_eq!(lookup(&DE_BASE_BUSINESS, "2026-07-01", Some("2014-07-29")), "1.52");
    // The legal rate for others than natural persons, by half-year.
    for (on, rate) in [
        ("2016-01-01", "1.01"),
        ("2019-01-01", "0.86"),
        ("2021-07-01", "0.76"),
        ("2022-07-01", "0.77"),
        ("2024-01-01", "5.07"),
        ("2026-01-01", "2.62"),
        ("2026-07-01", "law.none"),
    ] {
        assert_eq!(lookup(&FR_LEGAL, on, None), rate, "{on}");
    }
    // § 456 UGB: 9.2 points above -0.62, 1.88, 3.88 and 1.53.
    for (on, rate) in [
        ("2016-06-30", "law.none"),
        ("2022-12-31", "8.58"),
        ("2023-01-01", "11.08"),
        ("2024-01-01", "13.08"),
        ("2026-12-31", "10.73"),
        ("2027-01-01", "law.none"),
    ] {
        assert_eq!(lookup(&AT_COMMERCIAL, on, None), rate, "{on}");
    }
    assert_eq!(lookup(&ECB_REFERENCE_CROATIA, "2022-12-31", None), "law.none");
    assert_eq!(lookup(&ECB_REFERENCE_CROATIA, "2023-01-01", None), "2.5");
}
