//! How many requests a key or a link may make: so many a minute, spread as the caller likes. Counted in the memory of the Book,
//! through which every request of its administration goes; what a restart forgets is at most one minute of it.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::app::moment::Moment;
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;

/// A minute, in the microseconds in which requests are counted.
const MINUTE: i64 = 60_000_000;

/// Callers that are remembered; one that is forgotten begins anew.
const CALLERS_MAX: usize = 10_000;

/// Requests that one caller may make.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// A minute, with a key.
    pub key_per_minute: u32,
    /// A minute, behind a link; also all together that show no good key.
    pub link_per_minute: u32,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { key_per_minute: 6_000, link_per_minute: 120 }
    }
}

/// When the requests of each caller so far are worn off (the generic cell rate algorithm, ITU-T I.371).
#[derive(Default)]
pub(super) struct Limiter {
    callers: RefCell<HashMap<String, i64>>,
}

impl Limiter {
    /// Counts a request, or refuses it with the seconds to wait.
    pub fn count(&self, caller: &str, per_minute: u32, now: Moment) -> Result<(), Problem> {
        self.weigh(caller, per_minute, now, true)
    }

    /// Refuses a request that would be refused if it was counted.
    pub fn check(&self, caller: &str, per_minute: u32, now: Moment) -> Result<(), Problem> {
        self.weigh(caller, per_minute, now, false)
    }

    fn weigh(&self, caller: &str, per_minute: u32, now: Moment, counts: bool) -> Result<(), Problem> {
        let now = now.0.saturating_mul(1000);
        let mut callers = self.callers.borrow_mut();
        if callers.len() >= CALLERS_MAX {
            callers.retain(|_, worn_off| *worn_off > now);
            if callers.len() >= CALLERS_MAX {
                callers.clear();
            }
        }
        let cost = MINUTE / i64::from(per_minute.max(1));
        let known = callers.get(caller).copied().unwrap_or(now);
        // Nobody is ever more than a minute ahead but by a clock that was set back since: what it counted says nothing.
        let known = if known > now.saturating_add(MINUTE) { now } else { known.max(now) };
        let worn_off = known + cost;
        if worn_off - now > MINUTE {
            callers.insert(caller.to_owned(), known);
            let seconds = (worn_off - MINUTE - now + 999_999) / 1_000_000;
            let detail =
                format!("More than {per_minute} requests in a minute. Wait {seconds} s, then go on more slowly.");
            return Err(Problem::new(Refusal::RateLimited, detail).with("retry-after", seconds.max(1).to_string()));
        }
        if counts {
            callers.insert(caller.to_owned(), worn_off);
        }
        Ok(())
    }
}
