//! Holidays by rule, per calendar. Refuses bridge days that a decree may add and the holidays of single German
//! states.
//!
//! Sources: NL Algemene termijnenwet art. 3 (BWBR0002448); BE, DE and TARGET: vacanza/holidays 0.109 (c382fde,
//! 2026-07-23), compared for 2000 to 2040 by `tests/judges/holidays.py`. Easter: the anonymous Gregorian algorithm
//! (Meeus, Astronomical Algorithms, ch. 8). Other years follow the same rules.

use super::Day;
use crate::order::order;
use chrono::{Datelike, NaiveDate, Weekday};

/// Whose holidays count.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Calendar {
    /// The Netherlands, the days of the Algemene termijnenwet: Good Friday (art. 3(3)) and 5 May of every year
    /// (art. 3(1)) are among them, unlike in many collective agreements.
    Netherlands,
    /// Belgium, the ten legal holidays.
    Belgium,
    /// Germany, the days that are holidays in every state.
    Germany,
    /// TARGET, the days on which the euro payment system is closed.
    Target,
}

impl Calendar {
    /// Every calendar there is.
    pub const ALL: [Calendar; 4] = [Calendar::Netherlands, Calendar::Belgium, Calendar::Germany, Calendar::Target];

    /// The calendar of a country by its ISO 3166 code, upper case; nothing for a country whose holidays are not
    /// tabled. Whoever needs a day there says which calendar to use instead, [`Calendar::Target`] for payments.
    pub fn of_country(code: &str) -> Option<Calendar> {
        match code {
            "NL" => Some(Calendar::Netherlands),
            "BE" => Some(Calendar::Belgium),
            "DE" => Some(Calendar::Germany),
            _ => None,
        }
    }
}

/// When a holiday falls in a year.
#[derive(Copy, Clone)]
enum Rule {
    /// Month and day.
    Fixed(u32, u32),
    /// Days after Easter Sunday.
    Easter(i32),
    /// The King's birthday, 27 April, since 2014; before that the Queen's, 30 April. On a Sunday it is the day before
    /// (so since 1980).
    KingsDay,
    /// Once: year, month, day.
    Once(i32, u32, u32),
}

use Rule::{Easter, Fixed, KingsDay, Once};

/// A holiday's name in the language of its calendar, and when it falls.
type Holiday = (&'static str, Rule);

const NETHERLANDS: &[Holiday] = &[
    ("nieuwjaarsdag", Fixed(1, 1)),
    ("goede vrijdag", Easter(-2)),
    ("tweede paasdag", Easter(1)),
    ("koningsdag", KingsDay),
    ("bevrijdingsdag", Fixed(5, 5)),
    ("hemelvaartsdag", Easter(39)),
    ("tweede pinksterdag", Easter(50)),
    ("eerste kerstdag", Fixed(12, 25)),
    ("tweede kerstdag", Fixed(12, 26)),
];

const BELGIUM: &[Holiday] = &[
    ("nieuwjaar", Fixed(1, 1)),
    ("paasmaandag", Easter(1)),
    ("dag van de arbeid", Fixed(5, 1)),
    ("hemelvaart", Easter(39)),
    ("pinkstermaandag", Easter(50)),
    ("nationale feestdag", Fixed(7, 21)),
    ("tenhemelopneming", Fixed(8, 15)),
    ("allerheiligen", Fixed(11, 1)),
    ("wapenstilstand", Fixed(11, 11)),
    ("kerstmis", Fixed(12, 25)),
];

const GERMANY: &[Holiday] = &[
    ("Neujahr", Fixed(1, 1)),
    ("Karfreitag", Easter(-2)),
    ("Ostermontag", Easter(1)),
    ("Tag der Arbeit", Fixed(5, 1)),
    ("Christi Himmelfahrt", Easter(39)),
    ("Pfingstmontag", Easter(50)),
    ("Tag der Deutschen Einheit", Fixed(10, 3)),
    // The 500th anniversary of the Reformation was a holiday in all sixteen states.
    ("Reformationstag", Once(2017, 10, 31)),
    ("1. Weihnachtstag", Fixed(12, 25)),
    ("2. Weihnachtstag", Fixed(12, 26)),
];

const TARGET: &[Holiday] = &[
    ("New Year's Day", Fixed(1, 1)),
    ("Good Friday", Easter(-2)),
    ("Easter Monday", Easter(1)),
    ("Labour Day", Fixed(5, 1)),
    ("Christmas Day", Fixed(12, 25)),
    ("Christmas Holiday", Fixed(12, 26)),
    // Closed for the turn of the century and for the euro cash changeover.
    ("closing day 1999", Once(1999, 12, 31)),
    ("closing day 2001", Once(2001, 12, 31)),
];

/// The holidays of a calendar.
fn table(calendar: Calendar) -> &'static [Holiday] {
    match calendar {
        Calendar::Netherlands => NETHERLANDS,
        Calendar::Belgium => BELGIUM,
        Calendar::Germany => GERMANY,
        Calendar::Target => TARGET,
    }
}

/// Easter Sunday of a year from 1900 to 2999.
pub fn easter_sunday(year: i32) -> Option<Day> {
    let a = year.rem_euclid(19);
    let (b, c) = (year.div_euclid(100), year.rem_euclid(100));
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - b / 4 - g + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    let (month, day) = (u32::try_from(n / 31).ok()?, u32::try_from(n % 31 + 1).ok()?);
    NaiveDate::from_ymd_opt(year, month, day).and_then(Day::from_date)
}

/// The day on which a rule falls in a year, if it does.
fn day_of(rule: Rule, year: i32) -> Option<Day> {
    let (month, day) = match rule {
        Easter(days) => return easter_sunday(year)?.add_days(days),
        Once(only, ..) if only != year => return None,
        Fixed(month, day) | Once(_, month, day) => (month, day),
        KingsDay => (4, if year < 2014 { 30 } else { 27 }),
    };
    let date = NaiveDate::from_ymd_opt(year, month, day).and_then(Day::from_date)?;
    match rule {
        KingsDay if date.weekday() == Weekday::Sun => date.add_days(-1),
        _ => Some(date),
    }
}

/// The holidays of a calendar in a year with their names, in the order of the year. A holiday that falls on a
/// weekend is listed as well; two may share a day (Ascension and 5 May in 2016).
pub fn holidays(year: i32, calendar: Calendar) -> Vec<(Day, &'static str)> {
    let days = table(calendar).iter().filter_map(|(name, rule)| Some((day_of(*rule, year)?, *name)));
    let days: Vec<_> = days.collect();
    let sorted = order(days.len(), &mut |a, b| days.get(a) < days.get(b));
    sorted.iter().filter_map(|place| days.get(*place).copied()).collect()
}

/// Whether the day is a holiday of the calendar.
pub(crate) fn is_holiday(day: Day, calendar: Calendar) -> bool {
    let date = day.date();
    let (year, on) = (date.year(), (date.month(), date.day()));
    // Easter is from 22 March to 25 April, and what hangs on it in these months, so that it is not looked for in others.
    let easter = if (3..=6).contains(&on.0) { easter_sunday(year) } else { None };
    table(calendar).iter().any(|(_, rule)| match *rule {
        Fixed(month, day) => (month, day) == on,
        Easter(days) => easter.and_then(|easter| easter.add_days(days)) == Some(day),
        other => day_of(other, year) == Some(day),
    })
}
