//! What amounts come to. It refuses nothing: one that would leave the range of decimals, which no amount of the service comes near, is passed over.

use rust_decimal::Decimal;

/// The sum of amounts.
pub(crate) fn sum(amounts: impl IntoIterator<Item = Decimal>) -> Decimal {
    amounts.into_iter().fold(Decimal::ZERO, |sum, amount| sum.checked_add(amount).unwrap_or(sum))
}
