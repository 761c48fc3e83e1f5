//! Prints what the calendar of the engine says, for the judge `tests/judges/holidays.py`. Refuses to judge itself.
//!
//! `holidays FROM UNTIL` prints, for each year of the span: `easter YYYY-MM-DD`; for each calendar a line
//! `days CALENDAR YEAR 0110...` with a 1 for each business day; and `holiday CALENDAR YYYY-MM-DD` for each holiday.

use std::process::ExitCode;
use voldaan::calendar::{Calendar, Day, easter_sunday, holidays, is_business_day};

fn main() -> ExitCode {
    let years: Vec<u16> = std::env::args().skip(1).filter_map(|year| year.parse().ok()).collect();
    let &[from, until] = years.as_slice() else {
        eprintln!("usage: holidays FROM UNTIL (two years from 1900 to 2998)");
        return ExitCode::FAILURE;
    };
    for year in from..=until {
        if !print_year(year) {
            eprintln!("{year} is not a year from 1900 to 2998");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// Prints the lines of a year; false for a year that the engine does not know.
fn print_year(year: u16) -> bool {
    let (Some(easter), Some(first)) = (easter_sunday(i32::from(year)), Day::from_ymd(year, 1, 1)) else {
        return false;
    };
    println!("easter {easter}");
    for calendar in Calendar::ALL {
        let in_year =
            std::iter::successors(Some(first), |day| day.add_days(1)).take_while(|day| day.year() == first.year());
        let flags: String = in_year.map(|day| if is_business_day(day, calendar) { '1' } else { '0' }).collect();
        println!("days {calendar:?} {year} {flags}");
        for (day, _) in holidays(i32::from(year), calendar) {
            println!("holiday {calendar:?} {day}");
        }
    }
    true
}
