//! Voldaan: invoice totals, VAT, discounts, payment terms and lawful dunning, exact to the cent.
//!
//! The engine is pure: it does no IO, reads no clock and holds no state. Today is always an argument.
#![deny(clippy::float_arithmetic)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::as_conversions, clippy::panic))]

pub mod calendar;
pub mod door;
pub mod dunning;
#[cfg(feature = "documents")]
pub mod einvoice;
pub mod finding;
pub mod identifier;
pub mod invoice;
pub mod law;
pub mod ledger;
pub mod money;
mod order;
pub mod party;
#[cfg(feature = "documents")]
pub mod pdf;
#[cfg(feature = "documents")]
pub mod qr;
pub mod report;
pub mod text;
pub mod wire;

pub use calendar::Day;
pub use finding::{Error, Finding, Severity};
pub use invoice::{Draft, Invoice, Issued, Profile, calculate, calculate_explained, check, issue, next_number};
