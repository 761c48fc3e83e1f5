//! Products and quotients of whole numbers of 64 bits, rounded once, half away from zero: what the one door for rounding does
//! every day. Refuses what does not fit; `voldaan::money::round` has an answer for that too.

use rust_decimal::Decimal;

/// The largest number of decimals that a price or a quantity may have.
pub const DECIMALS_MAX: u32 = 10;

/// `a × b × c × 10^up ÷ (under × 10^down)`, half rounded up. The everyday case: all of it in 64 bits, where a division is one
/// instruction. None for anything larger.
#[inline]
pub fn quotient64([a, b, c]: [u64; 3], under: u64, up: u32, down: u32) -> Option<u64> {
    let num = product([a, b, c, ten_to64(up)?])?;
    let den = product([under, ten_to64(down)?])?;
    if den == 1 {
        return Some(num);
    }
    let quotient = num.checked_div(den)?;
    let rest = num.wrapping_sub(quotient.wrapping_mul(den));
    quotient.checked_add(u64::from(rest >= den.wrapping_sub(rest)))
}

/// The product of some factors, if it fits.
#[inline]
pub fn product<const N: usize>(factors: [u64; N]) -> Option<u64> {
    if cfg!(target_family = "wasm") { product_by_length(factors) } else { product_by_carry(factors) }
}

/// As the processor does it, which says whether a product ran over.
#[inline]
fn product_by_carry<const N: usize>(factors: [u64; N]) -> Option<u64> {
    let mut product = 1_u64;
    for factor in factors {
        product = product.checked_mul(factor)?;
    }
    Some(product)
}

/// Where the lengths in bits leave no doubt that the product fits. In wasm this costs a fraction of asking each product whether it ran
/// over, which takes one of 128 bits.
#[inline]
fn product_by_length<const N: usize>(factors: [u64; N]) -> Option<u64> {
    let (mut product, mut bits) = (1_u64, 0_u32);
    for factor in factors {
        product = product.wrapping_mul(factor);
        bits = bits.wrapping_add(u64::BITS.wrapping_sub(factor.leading_zeros()));
    }
    (bits <= u64::BITS).then_some(product)
}

/// The product of two numbers with their signs, if it fits; as `product` has it.
#[inline]
pub fn signed_product(one: i64, other: i64) -> Option<i64> {
    if !cfg!(target_family = "wasm") {
        return one.checked_mul(other);
    }
    let lengths = one.unsigned_abs().leading_zeros().wrapping_add(other.unsigned_abs().leading_zeros());
    (lengths > u64::BITS).then(|| one.wrapping_mul(other))
}

/// The same in 128 bits, for what is long: slow and seldom needed.
#[cold]
#[inline(never)]
pub fn quotient128([a, b, c]: [u64; 3], under: u64, up: u32, down: u32) -> Option<u64> {
    let product = u128::from(a).checked_mul(b.into())?.checked_mul(c.into())?;
    let num = product.checked_mul(ten_to64(up)?.into())?;
    let den = u128::from(under).checked_mul(ten_to64(down)?.into())?;
    let quotient = num.checked_div(den)?;
    let rest = num.checked_rem(den)?;
    u64::try_from(quotient).ok()?.checked_add(u64::from(rest >= den.checked_sub(rest)?))
}

/// The digits of a decimal without sign and point, if they fit.
#[inline]
pub fn magnitude64(value: Decimal) -> Option<u64> {
    let parts = value.unpack();
    (parts.hi == 0).then(|| u64::from(parts.mid) << 32 | u64::from(parts.lo))
}

/// A decimal from digits, sign and point.
#[inline]
pub fn narrow(magnitude: u64, negative: bool, scale: u32) -> Option<Decimal> {
    let low = u32::try_from(magnitude & 0xFFFF_FFFF).ok()?;
    let high = u32::try_from(magnitude >> 32).ok()?;
    Some(Decimal::from_parts(low, high, 0, negative && magnitude != 0, scale))
}

/// 10 to a power, if 64 bits hold it.
pub fn ten_to64(power: u32) -> Option<u64> {
    const POWERS: [u64; 20] = {
        let mut powers = [1; 20];
        let (mut rest, mut power) = (powers.as_mut_slice(), 1_u64);
        while let Some((first, more)) = rest.split_first_mut() {
            *first = power;
            // The last product would not fit; nothing reads it.
            power = power.wrapping_mul(10);
            rest = more;
        }
        powers
    };
    POWERS.get(usize::try_from(power).ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_half_goes_up_and_what_is_too_long_has_no_answer() {
        assert_eq!(quotient64([1005, 1, 1], 1, 0, 1), Some(101));
        assert_eq!(quotient128([1004, 1, 1], 1, 0, 1), Some(100));
        assert_eq!(quotient64([1004, 1, 1], 1, 0, 1), Some(100));
        assert_eq!(quotient64([u64::MAX, 10, 1], 10, 0, 0), None);
        assert_eq!(quotient128([u64::MAX, 10, 1], 10, 0, 0), Some(u64::MAX));
        assert_eq!(quotient128([u64::MAX, u64::MAX, 2], 1, 0, 0), None);
        assert_eq!(quotient64([1, 1, 1], 0, 0, 0), None);
        assert_eq!(quotient128([1, 1, 1], 0, 0, 0), None);
    }

    proptest! {
        #[test]
        fn a_product_is_right_or_there_is_none(one in any::<i64>(), other in any::<i64>(), less in (0_u32..64, 0_u32..64)) {
            let (one, other) = (one >> less.0, other >> less.1);
            let (exact, signed) = (i128::from(one) * i128::from(other), signed_product(one, other));
            prop_assert!(signed.is_none_or(|product| i128::from(product) == exact));
            prop_assert!(signed.is_some() || exact.unsigned_abs() >= 1 << 61);
            let magnitudes = [one.unsigned_abs(), other.unsigned_abs()];
            for unsigned in [product_by_length(magnitudes), product_by_carry(magnitudes)] {
                prop_assert!(unsigned.is_none_or(|product| u128::from(product) == exact.unsigned_abs()));
                prop_assert!(unsigned.is_some() || exact.unsigned_abs() >= 1 << 62);
            }
        }

        #[test]
        fn the_short_and_the_long_way_agree(a in 0_u64..1_000_000_000, b in 0_u64..1_000_000, c in 0_u64..1000, under in 1_u64..100_000, up in 0_u32..2, down in 0_u32..10) {
            prop_assert_eq!(quotient64([a, b, c], under, up, down), quotient128([a, b, c], under, up, down));
        }
    }
}
