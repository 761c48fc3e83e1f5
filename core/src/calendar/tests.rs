//! Days, holidays and business days.

use super::*;
use chrono::Weekday;
use proptest::prelude::*;

fn day(text: &str) -> Day {
    Day::parse(text).expect("a test names a day that exists")
}

#[test]
fn a_day_is_four_two_and_two_digits_and_exists() {
    for text in ["2026-01-31", "2024-02-29", "2000-02-29", "1900-01-01", "2999-12-31"] {
        assert_eq!(day(text).to_string(), text);
    }
    for text in [
        "",
        "2026-1-31",
        "2026-01-1",
        "26-01-31",
        "02026-01-31",
        "2026-01-31T00:00:00Z",
        "2026-01-31 ",
        " 2026-01-31",
        "2026/01/31",
        "20260131",
        "2026-02-29",
        "1900-02-29",
        "2026-02-30",
        "2026-04-31",
        "2026-00-10",
        "2026-13-10",
        "2026-01-00",
        "2026-01-32",
        "1899-12-31",
        "3000-01-01",
        "0000-01-01",
        "+026-01-31",
        "-026-01-31",
        "2026-+1-31",
        "２０２６-01-31",
        "2026-01-٣١",
        "2026‐01‐31",
    ] {
        assert_eq!(Day::parse(text), None, "{text}");
    }
    assert!(day("2026-01-31") < day("2026-02-01"));
    assert_eq!(day("2026-11-22").weekday(), Weekday::Sun);
    assert_eq!(Day::from_ymd(2026, 300, 1), None);
    assert_eq!(Day::from_ymd(2026, 1, 257), None);
}

#[test]
fn months_are_clamped_to_their_last_day() {
    for (from, months, to) in [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2026-10-31", 4, "2027-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-15", -1, "2025-12-15"),
    ] {
        assert_eq!(day(from).add_months(months), Some(day(to)), "{from} {months}");
    }
    assert_eq!(day("2026-02-10").end_of_month(), day("2026-02-28"));
    assert_eq!(day("2024-02-29").end_of_month(), day("2024-02-29"));
    assert_eq!(day("2026-12-01").end_of_month(), day("2026-12-31"));
    assert_eq!(day("2026-04-10").with_day_of_month(31), day("2026-04-30"));
    assert_eq!(day("2026-04-10").with_day_of_month(5), day("2026-04-05"));
    assert_eq!(day("2026-04-10").with_day_of_month(0), day("2026-04-01"));
}

#[test]
fn arithmetic_stops_at_the_first_and_the_last_year() {
    assert_eq!(Day::MAX.add_days(1), None);
    assert_eq!(Day::MAX.add_months(1), None);
    assert_eq!(day("1900-01-01").add_days(-1), None);
    assert_eq!(day("1900-01-01").add_months(-1), None);
    for extreme in [i32::MIN, i32::MAX] {
        assert_eq!(day("2026-01-31").add_days(extreme), None);
        assert_eq!(day("2026-01-31").add_months(extreme), None);
    }
    // 31 December 2999 is a Tuesday and no holiday.
    assert_eq!(next_business_day(Day::MAX, Calendar::Netherlands), Some(Day::MAX));
}

/// The holidays of 2024 to 2030 as month-day: NL by Algemene termijnenwet art. 3; the others by vacanza/holidays
/// 0.109, Sundays that are holidays anyway left out.
const SAMPLES: &[(Calendar, i32, &str)] = &[
    (Calendar::Netherlands, 2024, "01-01 03-29 04-01 04-27 05-05 05-09 05-20 12-25 12-26"),
    (Calendar::Netherlands, 2025, "01-01 04-18 04-21 04-26 05-05 05-29 06-09 12-25 12-26"),
    (Calendar::Netherlands, 2026, "01-01 04-03 04-06 04-27 05-05 05-14 05-25 12-25 12-26"),
    (Calendar::Netherlands, 2027, "01-01 03-26 03-29 04-27 05-05 05-06 05-17 12-25 12-26"),
    (Calendar::Netherlands, 2028, "01-01 04-14 04-17 04-27 05-05 05-25 06-05 12-25 12-26"),
    (Calendar::Netherlands, 2029, "01-01 03-30 04-02 04-27 05-05 05-10 05-21 12-25 12-26"),
    (Calendar::Netherlands, 2030, "01-01 04-19 04-22 04-27 05-05 05-30 06-10 12-25 12-26"),
    (Calendar::Belgium, 2024, "01-01 04-01 05-01 05-09 05-20 07-21 08-15 11-01 11-11 12-25"),
    (Calendar::Belgium, 2025, "01-01 04-21 05-01 05-29 06-09 07-21 08-15 11-01 11-11 12-25"),
    (Calendar::Belgium, 2026, "01-01 04-06 05-01 05-14 05-25 07-21 08-15 11-01 11-11 12-25"),
    (Calendar::Belgium, 2027, "01-01 03-29 05-01 05-06 05-17 07-21 08-15 11-01 11-11 12-25"),
    (Calendar::Belgium, 2028, "01-01 04-17 05-01 05-25 06-05 07-21 08-15 11-01 11-11 12-25"),
    (Calendar::Belgium, 2029, "01-01 04-02 05-01 05-10 05-21 07-21 08-15 11-01 11-11 12-25"),
    (Calendar::Belgium, 2030, "01-01 04-22 05-01 05-30 06-10 07-21 08-15 11-01 11-11 12-25"),
    (Calendar::Germany, 2024, "01-01 03-29 04-01 05-01 05-09 05-20 10-03 12-25 12-26"),
    (Calendar::Germany, 2025, "01-01 04-18 04-21 05-01 05-29 06-09 10-03 12-25 12-26"),
    (Calendar::Germany, 2026, "01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26"),
    (Calendar::Germany, 2027, "01-01 03-26 03-29 05-01 05-06 05-17 10-03 12-25 12-26"),
    (Calendar::Germany, 2028, "01-01 04-14 04-17 05-01 05-25 06-05 10-03 12-25 12-26"),
    (Calendar::Germany, 2029, "01-01 03-30 04-02 05-01 05-10 05-21 10-03 12-25 12-26"),
    (Calendar::Germany, 2030, "01-01 04-19 04-22 05-01 05-30 06-10 10-03 12-25 12-26"),
    (Calendar::Target, 2024, "01-01 03-29 04-01 05-01 12-25 12-26"),
    (Calendar::Target, 2025, "01-01 04-18 04-21 05-01 12-25 12-26"),
    (Calendar::Target, 2026, "01-01 04-03 04-06 05-01 12-25 12-26"),
    (Calendar::Target, 2027, "01-01 03-26 03-29 05-01 12-25 12-26"),
    (Calendar::Target, 2028, "01-01 04-14 04-17 05-01 12-25 12-26"),
    (Calendar::Target, 2029, "01-01 03-30 04-02 05-01 12-25 12-26"),
    (Calendar::Target, 2030, "01-01 04-19 04-22 05-01 12-25 12-26"),
];

#[test]
fn holidays_of_2024_to_2030_are_those_of_the_sources() {
    assert_eq!(SAMPLES.len(), 28);
    for (calendar, year, expected) in SAMPLES {
        let days = holidays(*year, *calendar);
        let mut texts: Vec<_> = days.iter().map(|(day, _)| day.to_string()[5..].to_owned()).collect();
        texts.dedup();
        assert_eq!(texts.join(" "), *expected, "{calendar:?} {year}");
    }
}

#[test]
fn kings_day_moves_off_a_sunday() {
    // vacanza/holidays 0.109; Queen's day was 30 April until 2013.
    for (year, expected) in [
        (2012, "2012-04-30"),
        (2013, "2013-04-30"),
        (2014, "2014-04-26"),
        (2025, "2025-04-26"),
        (2026, "2026-04-27"),
        (2031, "2031-04-26"),
        (2036, "2036-04-26"),
        (2006, "2006-04-29"),
    ] {
        let days = holidays(year, Calendar::Netherlands);
        assert!(days.contains(&(day(expected), "koningsdag")), "{year}");
    }
}

#[test]
fn easter_is_where_the_sources_put_it() {
    // 2025 to 2030: vacanza/holidays 0.109. 1943 and 2038 are the latest, 2285 the earliest that can be.
    for expected in
        ["2025-04-20", "2026-04-05", "2027-03-28", "2030-04-21", "1943-04-25", "2038-04-25", "2285-03-22", "2024-03-31"]
    {
        assert_eq!(easter_sunday(day(expected).year()), Some(day(expected)));
    }
    assert_eq!(easter_sunday(1899), None);
    assert_eq!(easter_sunday(3000), None);
    assert_eq!(easter_sunday(i32::MIN), None);
    assert_eq!(easter_sunday(i32::MAX), None);
}

#[test]
fn a_day_is_a_holiday_where_the_list_of_its_year_has_it() {
    for calendar in Calendar::ALL {
        for year in 2008..=2038 {
            let listed: Vec<Day> = holidays(year, calendar).into_iter().map(|(day, _)| day).collect();
            let mut next = Day::parse(&format!("{year}-01-01"));
            while let Some(day) = next.filter(|day| day.year() == year) {
                assert_eq!(is_holiday(day, calendar), listed.contains(&day), "{day}");
                next = day.add_days(1);
            }
        }
    }
}

#[test]
fn the_next_business_day_skips_weekends_and_holidays() {
    for (calendar, from, to) in [
        // Good Friday, weekend and Easter Monday (Algemene termijnenwet).
        (Calendar::Netherlands, "2026-04-03", "2026-04-07"),
        (Calendar::Netherlands, "2026-05-09", "2026-05-11"),
        // 5 May, though not a fifth year.
        (Calendar::Netherlands, "2026-05-05", "2026-05-06"),
        // A Saturday that is Koningsdag as well.
        (Calendar::Netherlands, "2025-04-26", "2025-04-28"),
        (Calendar::Netherlands, "2026-12-25", "2026-12-28"),
        (Calendar::Netherlands, "2026-03-18", "2026-03-18"),
        // Koningsdag is a day on which TARGET is open.
        (Calendar::Target, "2026-04-27", "2026-04-27"),
        (Calendar::Target, "2026-04-03", "2026-04-07"),
        // Good Friday is an ordinary day in Belgium.
        (Calendar::Belgium, "2026-04-03", "2026-04-03"),
        (Calendar::Belgium, "2026-07-21", "2026-07-22"),
        (Calendar::Germany, "2026-10-03", "2026-10-05"),
        (Calendar::Germany, "2017-10-31", "2017-11-01"),
    ] {
        assert_eq!(next_business_day(day(from), calendar), Some(day(to)), "{calendar:?} {from}");
    }
}

#[test]
fn a_calendar_is_known_or_not_never_guessed() {
    assert_eq!(Calendar::of_country("NL"), Some(Calendar::Netherlands));
    assert_eq!(Calendar::of_country("BE"), Some(Calendar::Belgium));
    assert_eq!(Calendar::of_country("DE"), Some(Calendar::Germany));
    for code in ["FR", "LU", "nl", "", "XX"] {
        assert_eq!(Calendar::of_country(code), None);
    }
}

/// Any day from 1900 to 2999.
fn any_day() -> impl Strategy<Value = Day> {
    (0..401_768).prop_map(|days| day("1900-01-01").add_days(days).expect("within the years"))
}

proptest! {
    #[test]
    fn a_day_reads_what_it_writes(day in any_day()) {
        prop_assert_eq!(Day::parse(&day.to_string()), Some(day));
    }

    #[test]
    fn reading_never_panics_and_accepts_nothing_else(text in ".{0,12}") {
        if let Some(day) = Day::parse(&text) {
            prop_assert_eq!(day.to_string(), text);
        }
    }

    #[test]
    fn days_added_can_be_counted_and_taken_off(day in any_day(), days in -5000..5000) {
        if let Some(later) = day.add_days(days) {
            prop_assert_eq!(later.days_since(day), i64::from(days));
            prop_assert_eq!(later.add_days(-days), Some(day));
        }
    }

    #[test]
    fn months_added_reach_that_month_and_keep_the_day_if_it_has_one(day in any_day(), months in -600..600) {
        if let Some(later) = day.add_months(months) {
            let count = |day: Day| day.year() * 12 + i32::try_from(day.month()).expect("1 to 12");
            prop_assert_eq!(count(later) - count(day), months);
            let wanted = day.day_of_month();
            prop_assert!(later.day_of_month() == wanted || later.day_of_month() < wanted && later == later.end_of_month());
        }
    }

    #[test]
    fn the_end_of_a_month_is_followed_by_a_first(day in any_day()) {
        let end = day.end_of_month();
        prop_assert!(end >= day && end.month() == day.month() && end.year() == day.year());
        prop_assert!(end == Day::MAX || end.add_days(1).is_some_and(|next| next.day_of_month() == 1));
    }

    #[test]
    fn the_next_business_day_is_the_first_from_the_day_on(day in any_day(), index in 0..4_usize) {
        let calendar = Calendar::ALL[index];
        let next = next_business_day(day, calendar).expect("2999-12-31 is a business day");
        prop_assert!(is_business_day(next, calendar));
        for skipped in 0..next.days_since(day) {
            let between = day.add_days(i32::try_from(skipped).expect("few")).expect("between two days");
            prop_assert!(!is_business_day(between, calendar));
        }
    }
}
