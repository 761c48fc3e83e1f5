//! Sums and differences of decimals, exact. Refuses to wrap around or to lose a digit: past the range there is none.
//!
//! One function serves the whole engine: what rust_decimal puts in place at every use weighs 2 KB of wasm each time.

use rust_decimal::Decimal;
use voldaan_money::Number;
use voldaan_money::whole::narrow;

/// Exact addition and subtraction.
pub trait Exact: Sized {
    /// The sum.
    fn plus(self, other: Self) -> Option<Self>;
    /// The difference.
    fn minus(self, other: Self) -> Option<Self>;
}

impl Exact for Decimal {
    #[inline(never)]
    fn plus(self, other: Decimal) -> Option<Decimal> {
        // Nothing is the commonest of the other summands: most accounts have no credit, no discount and no write-off.
        if other.is_zero() && other.scale() <= self.scale() && (!self.is_zero() || self.is_sign_positive()) {
            return Some(self);
        }
        if self.is_zero() && !other.is_zero() && self.scale() <= other.scale() {
            return Some(other);
        }
        // Amounts of one currency have the same decimals, and nearly all of them fit 64 bits.
        if let (Some(one), Some(two)) = (Number::of(self), Number::of(other))
            && one.scale == two.scale
            && let Some(sum) = one.digits.checked_add(two.digits)
        {
            return narrow(sum.unsigned_abs(), sum < 0, one.scale);
        }
        long(self, other)
    }

    fn minus(self, other: Decimal) -> Option<Decimal> {
        self.plus(-other)
    }
}

#[cold]
#[inline(never)]
fn long(one: Decimal, other: Decimal) -> Option<Decimal> {
    one.checked_add(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_are_those_of_the_decimal_library(a in any::<i64>(), b in any::<i64>(), scales in (0_u32..11, 0_u32..11), same in any::<bool>()) {
            let (left, right) = (Decimal::new(a, scales.0), Decimal::new(b, if same { scales.0 } else { scales.1 }));
            prop_assert_eq!(left.plus(right), left.checked_add(right));
            prop_assert_eq!(left.minus(right), left.checked_sub(right));
        }
    }

    #[test]
    fn zero_has_no_sign_and_the_range_has_an_end() {
        let cent = Decimal::new(1, 2);
        assert_eq!((-cent).plus(cent).map(|zero| zero.to_string()).as_deref(), Some("0.00"));
        assert_eq!((-Decimal::new(0, 2)).plus(-Decimal::new(0, 2)).map(|zero| zero.is_sign_negative()), Some(false));
        assert_eq!(Decimal::MAX.plus(Decimal::ONE), None);
    }
}
