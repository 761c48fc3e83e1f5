//! The one door for rounding: exact products and quotients, rounded half away from zero, once.
//!
//! EN 16931 rounds an amount when it is made and never again; so does this module. It refuses to round an
//! intermediate value, to guess a number of decimals, and to lose a digit on the way: products that do not fit
//! 128 bits are carried in 256.

use rust_decimal::Decimal;
use voldaan_money::whole::{magnitude64, narrow, quotient64, ten_to64};

pub use voldaan_money::whole::DECIMALS_MAX;

/// Amounts, prices and quantities lie below this in absolute value.
pub const MAGNITUDE_MAX: i128 = 1_000_000_000_000_000;

/// `a × b ÷ divisor`, rounded half away from zero to `decimals`. None when the result leaves the range of an
/// amount or the divisor is zero.
pub fn product_quotient(a: Decimal, b: Decimal, divisor: Decimal, decimals: u32) -> Option<Decimal> {
    quotient([a, b, Decimal::ONE], divisor, decimals)
}

/// `quantity × price ÷ per × percent ÷ 100` in one step, so that it is rounded once.
pub fn product_percent(
    quantity: Decimal,
    price: Decimal,
    per: Decimal,
    percent: Decimal,
    decimals: u32,
) -> Option<Decimal> {
    quotient([quantity, price, hundredth(percent)?], per, decimals)
}

/// `base × percent ÷ 100`, rounded half away from zero to `decimals`.
pub fn percent_of(base: Decimal, percent: Decimal, decimals: u32) -> Option<Decimal> {
    quotient([base, hundredth(percent)?, Decimal::ONE], Decimal::ONE, decimals)
}

/// A percentage as a factor: its point moved by two places.
fn hundredth(percent: Decimal) -> Option<Decimal> {
    let mut factor = percent;
    factor.set_scale(percent.scale().checked_add(2)?).ok()?;
    Some(factor)
}

/// The product of `over` divided by `under`, rounded half away from zero to `decimals`.
fn quotient(over: [Decimal; 3], under: Decimal, decimals: u32) -> Option<Decimal> {
    let [a, b, c] = over;
    // value = (a·b·c / under) · 10^(under.scale − scales of a, b, c); wanted in units of 10^-decimals.
    let up = under.scale().checked_add(decimals)?;
    let down = a.scale().checked_add(b.scale())?.checked_add(c.scale())?;
    let (up, down) = (up.saturating_sub(down), down.saturating_sub(up));
    let negative = a.is_sign_negative() ^ b.is_sign_negative() ^ c.is_sign_negative() ^ under.is_sign_negative();
    if let (Some(a), Some(b), Some(c), Some(under)) =
        (magnitude64(a), magnitude64(b), magnitude64(c), magnitude64(under))
        && let Some(rounded) = quotient64([a, b, c], under, up, down)
    {
        return from_magnitude64(rounded, negative, decimals);
    }
    let num = Wide::ONE.times(digits(a))?.times(digits(b))?.times(digits(c))?.times(ten_to(up)?.unsigned_abs())?;
    let den = Wide::ONE.times(digits(under))?.times(ten_to(down)?.unsigned_abs())?;
    if den == Wide::ZERO {
        return None;
    }
    let rounded = i128::try_from(num.divided_rounding_up_at_half(den)?).ok()?;
    from_units(if negative { rounded.checked_neg()? } else { rounded }, decimals)
}

/// The digits of a decimal without sign and point.
fn digits(value: Decimal) -> u128 {
    value.mantissa().unsigned_abs()
}

/// A decimal from digits, sign and point; None past the range of amounts.
fn from_magnitude64(magnitude: u64, negative: bool, decimals: u32) -> Option<Decimal> {
    // From five decimals on the limit is past 64 bits.
    if ten_to64(decimals.checked_add(15)?).is_some_and(|limit| magnitude >= limit) {
        return None;
    }
    narrow(magnitude, negative, decimals)
}

/// `value` rounded half away from zero to `decimals`, with exactly that many decimals.
pub fn to_decimals(value: Decimal, decimals: u32) -> Option<Decimal> {
    if value.is_zero() && decimals <= DECIMALS_MAX {
        return narrow(0, false, decimals);
    }
    if value.scale() == decimals
        && let Some(magnitude) = magnitude64(value)
        && let Some(same) = from_magnitude64(magnitude, value.is_sign_negative(), decimals)
    {
        return Some(same);
    }
    if value.scale() <= decimals {
        return from_units(units(value, decimals)?, decimals);
    }
    product_quotient(value, Decimal::ONE, Decimal::ONE, decimals)
}

/// An amount with the decimals of its currency. One that has more of them, which is refused where it is read, stays as it is.
pub(crate) fn state(amount: &mut Decimal, decimals: u32) {
    if amount.scale() < decimals {
        *amount = to_decimals(*amount, decimals).unwrap_or(*amount);
    }
}

/// `value` rounded half away from zero to the nearest multiple of `step` (cash rounding: 0.05).
pub fn to_step(value: Decimal, step: Decimal, decimals: u32) -> Option<Decimal> {
    let steps = product_quotient(value, Decimal::ONE, step, 0)?;
    product_quotient(steps, step, Decimal::ONE, decimals)
}

/// An amount as a whole number of its smallest units. None if it has more decimals than that.
pub fn units(amount: Decimal, decimals: u32) -> Option<i128> {
    if amount.scale() == decimals {
        return Some(amount.mantissa());
    }
    if amount.scale() <= decimals {
        return amount.mantissa().checked_mul(ten_to(decimals.checked_sub(amount.scale())?)?);
    }
    let divisor = ten_to(amount.scale().checked_sub(decimals)?)?;
    (amount.mantissa().checked_rem(divisor)? == 0).then(|| amount.mantissa().checked_div(divisor)).flatten()
}

/// An amount from its smallest units; None past the range of amounts.
pub fn from_units(units: i128, decimals: u32) -> Option<Decimal> {
    if let Ok(magnitude) = u64::try_from(units.unsigned_abs())
        && let Some(narrow) = from_magnitude64(magnitude, units < 0, decimals)
    {
        return Some(narrow);
    }
    let limit = MAGNITUDE_MAX.checked_mul(ten_to(decimals)?)?;
    if units >= limit || units <= limit.checked_neg()? {
        return None;
    }
    Decimal::try_from_i128_with_scale(units, decimals).ok()
}

/// 10 to a small power.
pub(crate) fn ten_to(power: u32) -> Option<i128> {
    10_i128.checked_pow(power)
}

/// An unsigned 256-bit number, for the products of very long prices and quantities.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Wide {
    high: u128,
    low: u128,
}

impl Wide {
    const ZERO: Wide = Wide { high: 0, low: 0 };
    const ONE: Wide = Wide { high: 0, low: 1 };

    fn product(a: u128, b: u128) -> Option<Wide> {
        const HALF: u32 = 64;
        const MASK: u128 = 0xFFFF_FFFF_FFFF_FFFF;
        let (a1, a0, b1, b0) = (a >> HALF, a & MASK, b >> HALF, b & MASK);
        let low = a0.checked_mul(b0)?;
        let cross = a1.checked_mul(b0)?;
        let other = a0.checked_mul(b1)?;
        let middle = (low >> HALF).checked_add(cross & MASK)?.checked_add(other & MASK)?;
        let high = a1.checked_mul(b1)?.checked_add(cross >> HALF)?.checked_add(other >> HALF)?;
        Some(Wide { high: high.checked_add(middle >> HALF)?, low: (middle << HALF) | (low & MASK) })
    }

    fn times(self, factor: u128) -> Option<Wide> {
        let low = Wide::product(self.low, factor)?;
        let high = self.high.checked_mul(factor)?;
        Some(Wide { high: low.high.checked_add(high)?, ..low })
    }

    fn minus(self, other: Wide) -> Wide {
        let (low, borrow) = self.low.overflowing_sub(other.low);
        Wide { high: self.high.wrapping_sub(other.high).wrapping_sub(u128::from(borrow)), low }
    }

    fn doubled_plus(self, bit: bool) -> Wide {
        Wide { high: (self.high << 1) | (self.low >> 127), low: (self.low << 1) | u128::from(bit) }
    }

    /// Long division, bit by bit: slow, rare, and simple enough to be read.
    fn divided_rounding_up_at_half(self, divisor: Wide) -> Option<u128> {
        // Half of the range is kept free so that doubling the rest cannot overflow.
        if divisor.high >> 126 != 0 {
            return None;
        }
        let mut quotient = Wide::ZERO;
        let mut rest = Wide::ZERO;
        for bit in (0..256_u32).rev() {
            let set = if bit >= 128 { (self.high >> bit.checked_sub(128)?) & 1 } else { (self.low >> bit) & 1 };
            rest = rest.doubled_plus(set == 1);
            let fits = rest >= divisor;
            if fits {
                rest = rest.minus(divisor);
            }
            quotient = quotient.doubled_plus(fits);
        }
        if quotient.high != 0 {
            return None;
        }
        quotient.low.checked_add(u128::from(rest.doubled_plus(false) >= divisor))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dec(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn halves_go_away_from_zero_on_both_sides() {
        for (value, expected) in [("1.005", "1.01"), ("-1.005", "-1.01"), ("1.0049999999", "1.00"), ("0", "0.00")] {
            assert_eq!(to_decimals(dec(value), 2).map(|v| v.to_string()).as_deref(), Some(expected), "{value}");
        }
    }

    #[test]
    fn a_product_too_long_for_128_bits_keeps_every_digit() {
        // 999999999999.9999999999 squared over its own square root: exact only if nothing was cut on the way.
        let long = dec("99999999999999.9999999999");
        assert_eq!(product_quotient(long, long, long, 10), Some(long));
    }

    #[test]
    fn cash_rounding_takes_the_nearest_step() {
        for (value, expected) in [("10.02", "10.00"), ("10.03", "10.05"), ("-10.03", "-10.05"), ("10.025", "10.05")] {
            assert_eq!(to_step(dec(value), dec("0.05"), 2), Some(dec(expected)), "{value}");
        }
    }

    #[test]
    fn the_range_ends_in_none_not_in_a_trap() {
        let large = dec("999999999999999");
        assert_eq!(product_quotient(large, large, Decimal::ONE, 2), None);
        assert_eq!(product_quotient(large, Decimal::ONE, Decimal::ZERO, 2), None);
    }

    proptest! {
        #[test]
        fn rounding_is_odd_and_agrees_with_the_decimal_library(mantissa in -1_000_000_000_000_i128..1_000_000_000_000, scale in 0_u32..10, decimals in 0_u32..5) {
            let value = Decimal::from_i128_with_scale(mantissa, scale);
            let rounded = to_decimals(value, decimals).expect("in range");
            let mut library = value.round_dp_with_strategy(decimals, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
            library.rescale(decimals);
            prop_assert_eq!(rounded, library);
            prop_assert_eq!(to_decimals(-value, decimals), Some(-rounded));
        }

        #[test]
        fn the_narrow_and_the_wide_path_agree(a in any::<i64>(), b in any::<i32>(), d in 1_i64..i64::MAX) {
            let wide = Wide::product(u128::from(a.unsigned_abs()), u128::from(b.unsigned_abs()))
                .and_then(|n| n.divided_rounding_up_at_half(Wide { high: 0, low: u128::from(d.unsigned_abs()) }));
            let exact = i128::from(a).unsigned_abs() * i128::from(b).unsigned_abs();
            let d = u128::from(d.unsigned_abs());
            prop_assert_eq!(wide, Some((exact + d / 2 + d % 2) / d));
        }
    }
}
