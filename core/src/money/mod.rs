//! Money: currencies, the only rounding functions, exact splitting.

pub mod currency;
