//! A calendar day without time or zone. Refuses timestamps, days that do not exist and years outside 1900..=2999.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use core::fmt;

/// The first year a day may lie in.
const YEAR_MIN: i32 = 1900;
/// The last year a day may lie in: four digits, and far past every term.
const YEAR_MAX: i32 = 2999;

/// A calendar day of the years 1900 to 2999, written "2026-01-31".
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

impl Day {
    /// The last day there is, 2999-12-31.
    pub const MAX: Day = Day::literal("2999-12-31");

    /// Reads "2026-01-31" and nothing else: four, two and two ASCII digits of a day that exists.
    pub const fn parse(text: &str) -> Option<Day> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
            return None;
        };
        match (two_digits(y1, y2), two_digits(y3, y4), two_digits(m1, m2), two_digits(d1, d2)) {
            (Some(century), Some(year), Some(month), Some(day)) => Day::from_ymd(century * 100 + year, month, day),
            _ => None,
        }
    }

    /// A day written in the source code of the engine; a day that does not exist stops the build there.
    pub(crate) const fn literal(text: &str) -> Day {
        Day::parse(text).expect("a literal in the source code names a day that exists")
    }

    /// The day of a year, month (1 to 12) and day of the month, if it exists.
    pub const fn from_ymd(year: u16, month: u16, day: u16) -> Option<Day> {
        // Widening by hand: `From` is not const yet and `as` is not used in the engine.
        let [year_high, year_low] = year.to_be_bytes();
        let year = i32::from_be_bytes([0, 0, year_high, year_low]);
        if year < YEAR_MIN || year > YEAR_MAX {
            return None;
        }
        let [month_high, month_low] = month.to_be_bytes();
        let [day_high, day_low] = day.to_be_bytes();
        let month = u32::from_be_bytes([0, 0, month_high, month_low]);
        match NaiveDate::from_ymd_opt(year, month, u32::from_be_bytes([0, 0, day_high, day_low])) {
            Some(date) => Some(Day(date)),
            None => None,
        }
    }

    /// The day of a chrono date, if its year lies in 1900..=2999.
    pub fn from_date(date: NaiveDate) -> Option<Day> {
        (YEAR_MIN..=YEAR_MAX).contains(&date.year()).then_some(Day(date))
    }

    /// The chrono date of this day.
    pub fn date(self) -> NaiveDate {
        self.0
    }

    /// The year, 1900 to 2999.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    pub fn day_of_month(self) -> u32 {
        self.0.day()
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    /// Whether this is a Saturday or a Sunday.
    pub fn is_weekend(self) -> bool {
        matches!(self.weekday(), Weekday::Sat | Weekday::Sun)
    }

    /// The day so many days later, or earlier if negative; nothing outside 1900..=2999.
    pub fn add_days(self, days: i32) -> Option<Day> {
        let count = Days::new(u64::from(days.unsigned_abs()));
        let date = if days < 0 { self.0.checked_sub_days(count) } else { self.0.checked_add_days(count) };
        date.and_then(Day::from_date)
    }

    /// The same day of the month so many months later, or earlier if negative. A day that month does not have
    /// becomes its last: 31 January plus one month is 28 or 29 February. Nothing outside 1900..=2999.
    pub fn add_months(self, months: i32) -> Option<Day> {
        let count = Months::new(months.unsigned_abs());
        let date = if months < 0 { self.0.checked_sub_months(count) } else { self.0.checked_add_months(count) };
        date.and_then(Day::from_date)
    }

    /// The last day of this month.
    pub fn end_of_month(self) -> Day {
        self.with_day_of_month(31)
    }

    /// That day of this month: 31 in a shorter month is its last day, 0 is taken as the first.
    pub fn with_day_of_month(self, day: u32) -> Day {
        let last = u32::from(self.0.num_days_in_month());
        Day(self.0.with_day(day.clamp(1, last)).expect("a day from 1 to the length of the month exists"))
    }

    /// How many days this day lies after the other: 1 for the next day, negative if it lies before.
    pub fn days_since(self, earlier: Day) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }
}

/// The number that two ASCII digits write.
const fn two_digits(tens: u8, units: u8) -> Option<u16> {
    if tens.is_ascii_digit() && units.is_ascii_digit() {
        Some(u16::from_be_bytes([0, (tens - b'0') * 10 + (units - b'0')]))
    } else {
        None
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day_of_month())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
