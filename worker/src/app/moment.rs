//! A moment in time, to the millisecond, and its text in UTC. Knows no time zones: the clock does.

use voldaan::calendar::Day;
use voldaan::wire::Instant;

const MILLISECONDS_A_DAY: i64 = 86_400_000;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub i64);

fn epoch() -> Day {
    Day::from_ymd(1970, 1, 1).expect("1970-01-01 is a day")
}

impl Moment {
    /// Whole seconds since 1970.
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// So many milliseconds later.
    pub fn plus_milliseconds(self, milliseconds: i64) -> Moment {
        Moment(self.0.saturating_add(milliseconds))
    }

    /// So many days of 24 hours later.
    pub fn plus_days(self, days: i64) -> Moment {
        Moment(self.0.saturating_add(days.saturating_mul(MILLISECONDS_A_DAY)))
    }

    /// The day in UTC; the last day there is for a moment past the calendar.
    pub fn utc_day(self) -> Day {
        let days = i32::try_from(self.0.div_euclid(MILLISECONDS_A_DAY)).unwrap_or(i32::MAX);
        epoch().add_days(days).unwrap_or(Day::MAX)
    }

    /// The first moment of a day in UTC.
    pub fn of_utc_day(day: Day) -> Moment {
        Moment(day.days_since(epoch()).saturating_mul(MILLISECONDS_A_DAY))
    }

    /// The text of the wire, such as 2026-01-31T09:00:00.000Z.
    pub fn instant(self) -> Instant {
        let of_day = self.0.rem_euclid(MILLISECONDS_A_DAY);
        let (seconds, milliseconds) = (of_day / 1000, of_day % 1000);
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let text = format!("{}T{hours:02}:{minutes:02}:{seconds:02}.{milliseconds:03}Z", self.utc_day());
        Instant::parse(&text).expect("a day and a time of day make an instant")
    }

    /// The moment of a text of the wire, its fraction cut off after milliseconds.
    pub fn parse(text: &str) -> Option<Moment> {
        Instant::parse(text)?;
        let (day, time) = text.trim_end_matches('Z').split_once('T')?;
        let days = Day::parse(day)?.days_since(epoch());
        let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
        let seconds = clock.split(':').try_fold(0_i64, |sum, part| Some(sum * 60 + part.parse::<i64>().ok()?))?;
        let milliseconds: i64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
        Some(Moment(days * MILLISECONDS_A_DAY + seconds * 1000 + milliseconds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_and_its_text_say_the_same() {
        // `date -u -d @1767225599 +%FT%TZ`
        for (milliseconds, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (1_767_225_599_000, "2025-12-31T23:59:59.000Z"),
            (1_709_210_096_789, "2024-02-29T12:34:56.789Z"),
        ] {
            assert_eq!(Moment(milliseconds).instant().as_str(), text);
            assert_eq!(Moment::parse(text), Some(Moment(milliseconds)));
        }
    }
}
