//! The alarm of a Durable Object as the port of the Book's.

use worker::Storage;

use voldaan_worker::app::Moment;
use voldaan_worker::app::ports::{AlarmError, Alarms, Clock};

use crate::clock::PlatformClock;

/// The platform takes no alarm after the year 2189. One that is further ahead than this wakes the Book on its way there, which sets the next.
const AHEAD_MILLISECONDS_MAX: i64 = 366 * 86_400_000;

/// The one alarm of a Durable Object.
pub(super) struct PlatformAlarms(pub(super) Storage);

fn failed(error: worker::Error) -> AlarmError {
    AlarmError(error.to_string())
}

impl Alarms for PlatformAlarms {
    async fn alarm(&self) -> Result<Option<Moment>, AlarmError> {
        self.0.get_alarm().await.map(|at| at.map(Moment)).map_err(failed)
    }

    async fn set_alarm(&self, at: Moment) -> Result<(), AlarmError> {
        // As an offset in milliseconds; one in the past is now.
        let ahead = at.0.saturating_sub(PlatformClock.now().0).min(AHEAD_MILLISECONDS_MAX);
        self.0.set_alarm(ahead).await.map_err(failed)
    }
}
