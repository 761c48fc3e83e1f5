//! The days of a time zone: on which day a moment is, and when a day begins.

use voldaan::calendar::Day;
use voldaan::wire::Instant;

use super::session::Session;
use crate::app::moment::Moment;
use crate::app::ports::{Clock, Ports, StoreError};

/// No day of the world begins further from that of UTC.
const OFFSET_HOURS_MAX: i64 = 15;

const HOUR_MILLISECONDS: i64 = 3_600_000;

/// A day begins at full quarters of an hour, in whichever zone.
const QUARTER_MILLISECONDS: i64 = 900_000;

/// The day of a moment in the time zone of an administration, which was checked when it was set.
pub(super) fn day_of(clock: &impl Clock, zone: &str, at: Moment) -> Result<Day, StoreError> {
    clock.day(zone, at).ok_or_else(|| StoreError("the time zone of the administration is gone".to_owned()))
}

/// The first moment of a day in a time zone, by halving the time in which it must lie.
pub(super) fn begin_of(clock: &impl Clock, zone: &str, day: Day) -> Result<Moment, StoreError> {
    let middle = Moment::of_utc_day(day);
    let span = OFFSET_HOURS_MAX * HOUR_MILLISECONDS;
    let (mut before, mut from) = (middle.plus_milliseconds(-span), middle.plus_milliseconds(span));
    while from.0 - before.0 > QUARTER_MILLISECONDS {
        let quarters = (from.0 - before.0) / QUARTER_MILLISECONDS / 2;
        let between = before.plus_milliseconds(quarters * QUARTER_MILLISECONDS);
        if day_of(clock, zone, between)? < day {
            before = between;
        } else {
            from = between;
        }
    }
    Ok(from)
}

impl<P: Ports> Session<'_, P> {
    /// The day of what was noted at an instant; today where that says none.
    pub fn day_at(&self, at: &Instant) -> Day {
        let moment = Moment::parse(at.as_str()).unwrap_or(self.now);
        self.ports.clock().day(self.administration.time_zone(), moment).unwrap_or(self.today)
    }
}
