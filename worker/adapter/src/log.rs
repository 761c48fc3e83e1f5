//! The log of the platform: lines of JSON on the console, where Workers Logs picks them up.

use voldaan_worker::app::ports::Log;

/// The console.
pub(super) struct Console;

impl Log for Console {
    fn write(&self, line: &str) {
        worker::console_error!("{line}");
    }
}
