//! The alarm of a Book: has it woken in time, whatever comes between. It decides nothing about what is done then.
//!
//! Many at once want the Book woken, each after work of its own, and while one of them waits for the platform the alarm may go off or
//! another one set it. What was read before that says nothing any more, and a Book that believed it would sleep on.

use std::cell::Cell;

use super::moment::Moment;
use super::ports::{AlarmError, Alarms};

/// An alarm that should have gone off so long ago is not believed to be set: the platform gives up one that fails again and again.
const LATE_MILLISECONDS: i64 = 60_000;

/// The alarm of a Book, as this instance of it knows it.
#[derive(Default)]
pub struct Alarm {
    /// For when it is known to be set.
    known: Cell<Option<Moment>>,
    /// How often it went off.
    wakings: Cell<u32>,
}

impl Alarm {
    /// Has the Book woken at a moment, or before it where its alarm is set to an earlier one.
    pub async fn set(&self, alarms: &impl Alarms, at: Moment, now: Moment) -> Result<(), AlarmError> {
        while !self.wakes_by(at, now) {
            let wakings = self.wakings.get();
            let found = alarms.alarm().await?;
            if self.wakings.get() != wakings || self.wakes_by(at, now) {
                continue;
            }
            if let Some(found) = found.filter(|found| *found <= at) {
                self.known.set(Some(found));
                return Ok(());
            }
            // Said before it is waited for: should it go off meanwhile, that takes it back.
            self.known.set(Some(at));
            return alarms.set_alarm(at).await.inspect_err(|_| self.known.set(None));
        }
        Ok(())
    }

    /// It went off and is set no more.
    pub fn gone_off(&self) {
        self.known.set(None);
        self.wakings.set(self.wakings.get().wrapping_add(1));
    }

    fn wakes_by(&self, at: Moment, now: Moment) -> bool {
        self.known.get().is_some_and(|known| known <= at && now < known.plus_milliseconds(LATE_MILLISECONDS))
    }
}
