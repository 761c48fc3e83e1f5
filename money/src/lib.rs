//! Money: currencies, the only rounding functions, exact sums and splits, numbers in and out, and the figures of plain invoices.
//!
//! A crate of its own, so that it can be compiled for speed where the rest of the engine is compiled for size.
#![deny(clippy::float_arithmetic)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::as_conversions, clippy::panic))]

pub mod currency;
pub mod digits;
pub mod fraction;
pub mod number;
pub mod round;
mod shares;
pub mod sheet;
pub mod split;
pub mod sum;

pub use currency::Currency;
pub use fraction::Fraction;
pub use number::Number;
pub use rust_decimal::Decimal;
pub use sum::Exact;
