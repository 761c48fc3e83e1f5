//! The one door for rounding: exact products and quotients, rounded half away from zero, once.
//!
//! EN 16931 rounds an amount when it is made and never again; so does this module. It refuses to round an
//! intermediate value, to guess a number of decimals, and to lose a digit on the way: products that do not fit
//! 128 bits are carried in 256.

use rust_decimal::Decimal;

/// The largest number of decimals that a price or a quantity may have.
pub const DECIMALS_MAX: u32 = 10;

/// Amounts, prices and quantities lie below this in absolute value.
pub const MAGNITUDE_MAX: i128 = 1_000_000_000_000_000;

/// A factor of a product: a decimal taken apart.
#[derive(Clone, Copy)]
struct Factor {
    mantissa: i128,
    scale: u32,
}

fn factor(value: Decimal) -> Factor {
    Factor { mantissa: value.mantissa(), scale: value.scale() }
}

/// `a × b ÷ divisor`, rounded half away from zero to `decimals`. None when the result leaves the range of an
/// amount or the divisor is zero.
pub fn product_quotient(a: Decimal, b: Decimal, divisor: Decimal, decimals: u32) -> Option<Decimal> {
    let (a, b, d) = (factor(a), factor(b), factor(divisor));
    // value = (a·b / d) · 10^(d.scale − a.scale − b.scale); wanted in units of 10^-decimals.
    let up = d.scale.checked_add(decimals)?;
    let down = a.scale.checked_add(b.scale)?;
    let (num, den) = (ten_to(up.saturating_sub(down))?, ten_to(down.saturating_sub(up))?);
    from_units(ratio([a.mantissa, b.mantissa, 1, num], [d.mantissa, den])?, decimals)
}

/// `quantity × price ÷ per × percent ÷ 100` in one step, so that it is rounded once.
pub fn product_percent(
    quantity: Decimal,
    price: Decimal,
    per: Decimal,
    percent: Decimal,
    decimals: u32,
) -> Option<Decimal> {
    let (q, p, c, d) = (factor(quantity), factor(price), factor(percent), factor(per));
    let up = d.scale.checked_add(decimals)?;
    let down = q.scale.checked_add(p.scale)?.checked_add(c.scale)?.checked_add(2)?;
    let (num, den) = (ten_to(up.saturating_sub(down))?, ten_to(down.saturating_sub(up))?);
    from_units(ratio([q.mantissa, p.mantissa, c.mantissa, num], [d.mantissa, den])?, decimals)
}

/// `base × percent ÷ 100`, rounded half away from zero to `decimals`.
pub fn percent_of(base: Decimal, percent: Decimal, decimals: u32) -> Option<Decimal> {
    product_quotient(base, percent, Decimal::ONE_HUNDRED, decimals)
}

/// `value` rounded half away from zero to `decimals`, with exactly that many decimals.
pub fn to_decimals(value: Decimal, decimals: u32) -> Option<Decimal> {
    product_quotient(value, Decimal::ONE, Decimal::ONE, decimals)
}

/// `value` rounded half away from zero to the nearest multiple of `step` (cash rounding: 0.05).
pub fn to_step(value: Decimal, step: Decimal, decimals: u32) -> Option<Decimal> {
    let steps = product_quotient(value, Decimal::ONE, step, 0)?;
    product_quotient(steps, step, Decimal::ONE, decimals)
}

/// An amount as a whole number of its smallest units. None if it has more decimals than that.
pub fn units(amount: Decimal, decimals: u32) -> Option<i128> {
    let value = factor(amount);
    if value.scale <= decimals {
        return value.mantissa.checked_mul(ten_to(decimals.checked_sub(value.scale)?)?);
    }
    let divisor = ten_to(value.scale.checked_sub(decimals)?)?;
    (value.mantissa.checked_rem(divisor)? == 0).then(|| value.mantissa.checked_div(divisor)).flatten()
}

/// An amount from its smallest units; None past the range of amounts.
pub fn from_units(units: i128, decimals: u32) -> Option<Decimal> {
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

/// The product of `over` divided by the product of `under`, rounded half away from zero, exact whatever the sizes.
fn ratio(over: [i128; 4], under: [i128; 2]) -> Option<i128> {
    let negative = over.iter().chain(&under).filter(|factor| **factor < 0).count() % 2 == 1;
    if under.contains(&0) {
        return None;
    }
    // The everyday case first: all of it in 64 bits, where division is one instruction.
    if let (Some(num), Some(den)) = (product64(&over), product64(&under)) {
        let quotient = num.checked_div(den)?;
        let rest = num.checked_rem(den)?;
        let rounded = quotient.checked_add(u64::from(rest >= den.checked_sub(rest)?))?;
        return signed(u128::from(rounded), negative);
    }
    let wide = |factors: &[i128]| {
        let one = Wide { high: 0, low: 1 };
        factors.iter().try_fold(one, |product, factor| product.times(factor.unsigned_abs()))
    };
    signed(wide(&over)?.divided_rounding_up_at_half(wide(&under)?)?, negative)
}

fn product64(factors: &[i128]) -> Option<u64> {
    factors.iter().try_fold(1_u64, |product, factor| product.checked_mul(u64::try_from(factor.unsigned_abs()).ok()?))
}

fn signed(magnitude: u128, negative: bool) -> Option<i128> {
    let value = i128::try_from(magnitude).ok()?;
    if negative { value.checked_neg() } else { Some(value) }
}

/// An unsigned 256-bit number, for the products of very long prices and quantities.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Wide {
    high: u128,
    low: u128,
}

impl Wide {
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
        let mut quotient = Wide { high: 0, low: 0 };
        let mut rest = Wide { high: 0, low: 0 };
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
