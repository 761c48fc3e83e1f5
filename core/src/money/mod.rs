//! Money: currencies, rounding, exact splitting. Whole numbers, of 64 bits wherever they fit, stand in `voldaan_money`.

pub mod currency;
pub mod fraction;
pub mod round;
pub mod split;
pub mod sum;

pub use currency::Currency;
pub use fraction::Fraction;
pub use rust_decimal::Decimal;
pub use sum::Exact;
pub use voldaan_money::{Number, digits, sheet};
