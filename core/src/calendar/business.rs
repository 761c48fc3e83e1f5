//! Business days: Monday to Friday less the holidays of a calendar. Refuses to guess a calendar for a country.

use super::{Calendar, Day, holiday};

/// Whether the day is neither a Saturday, nor a Sunday, nor a holiday of the calendar.
pub fn is_business_day(day: Day, calendar: Calendar) -> bool {
    !day.is_weekend() && !holiday::is_holiday(day, calendar)
}

/// The day itself if it is a business day, else the next one (the convention called "following").
/// Nothing only where that would pass 2999-12-31.
pub fn next_business_day(day: Day, calendar: Calendar) -> Option<Day> {
    let mut candidate = day;
    while !is_business_day(candidate, calendar) {
        candidate = candidate.add_days(1)?;
    }
    Some(candidate)
}
