//! Money in whole numbers, of 64 bits wherever they fit: rounding, splits, numbers in and out, and the figures of plain invoices.
//!
//! A crate of its own, so that what every line passes can be compiled for speed where the rest of the engine is compiled for size. It
//! has no answer for what does not fit; the engine's own `money` has.
#![deny(clippy::float_arithmetic)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::as_conversions, clippy::panic))]

pub mod digits;
pub mod number;
pub mod shares;
pub mod sheet;
pub mod whole;

pub use number::Number;
