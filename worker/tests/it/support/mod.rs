//! A Worker in memory: SQLite without a file, documents in a map, a clock that stands where the test puts it.

mod archive;
mod caller;
mod collector;
mod json;
mod life;
pub mod page;
mod plan;
mod ports;
mod services;
mod web;

pub use archive::unzip;
pub use caller::{Answer, Caller, PROVIDER_SECRET, demo, draft, for_customer, signature};
pub use collector::Collector;
pub use json::Json;
pub use ports::{MemoryPorts, World};
pub use services::{Service, begun, field, mollie, mollie_payment, mollie_tells, stripe};
pub use web::{Network, answer, header};

use voldaan_worker::app::Secrets;

/// The admin key of the tests.
pub const ADMIN_KEY: &str = "an admin key of the tests";

/// The secrets of the tests.
pub fn secrets() -> Secrets {
    Secrets::new(ADMIN_KEY, "a master secret of the tests").expect("long enough")
}

/// A minute, in milliseconds.
pub const MINUTE: i64 = 60_000;
