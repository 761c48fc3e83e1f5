//! Splitting an amount into parts that add up to it, by largest remainder.
//!
//! Exact for every sign and for zero weights; ties go to the first. Refuses to lose or to make a cent.

use rust_decimal::Decimal;
use voldaan_money::shares::Shares;

use super::round::{from_units, ten_to, units};

/// Splits `total` over `weights` in proportion. The parts add up to `total`; a zero weight gets nothing as long as
/// another weight is not zero. When the weights cancel out, their absolute values count; when all are zero, the
/// first part takes everything. None when there are no weights or a number leaves its range.
pub fn by_weight(total: Decimal, weights: &[Decimal], decimals: u32) -> Option<Vec<Decimal>> {
    if total.is_sign_negative() && !total.is_zero() {
        // A credit is split as the invoice was: the parts of −x are the parts of x, negated.
        let parts = by_weight(total.abs(), weights, decimals)?;
        return Some(parts.into_iter().map(|part| if part.is_zero() { part } else { -part }).collect());
    }
    let total_units = units(total, decimals)?;
    if let [_] = weights {
        return Some(vec![from_units(total_units, decimals)?]);
    }
    let scale = weights.iter().map(Decimal::scale).max()?;
    let mut scaled = weights.iter().map(|weight| units(*weight, scale)).collect::<Option<Vec<i128>>>()?;
    let mut shares = Shares::default();
    shares.by_weight(total_units, &mut scaled)?;
    parts(&shares, decimals)
}

/// The share of one part of a whole in a total, rounded down: shares that are taken one by one never come to more than the total. For
/// numbers from zero up. None where the whole is zero or a number leaves its range.
pub fn share_down(total: Decimal, part: Decimal, whole: Decimal, decimals: u32) -> Option<Decimal> {
    let scale = part.scale().max(whole.scale());
    let over = units(total, decimals)?.checked_mul(units(part, scale)?)?;
    from_units(over.checked_div(units(whole, scale)?)?, decimals)
}

/// Rounds `ideals` (given with any number of decimals) to parts of `decimals` that add up to `total`.
pub fn to_total(total: Decimal, ideals: &[Decimal], decimals: u32) -> Option<Vec<Decimal>> {
    let total_units = units(total, decimals)?;
    let scale = ideals.iter().map(Decimal::scale).max()?.max(decimals);
    let unit = ten_to(scale.checked_sub(decimals)?)?;
    let mut shares = Shares::default();
    for ideal in ideals {
        shares.push(units(*ideal, scale)?, 1, unit)?;
    }
    shares.distribute(total_units)?;
    parts(&shares, decimals)
}

/// Splits `total`, which is `rate` percent of the sum of `each`, over them: each gets its percentage rounded down, the units that are
/// left go to the largest remainders.
pub fn by_rate(
    total: Decimal,
    each: impl Iterator<Item = Decimal>,
    rate: Decimal,
    decimals: u32,
) -> Option<Vec<Decimal>> {
    let rate_units = units(rate, rate.scale())?;
    // part in units × rate in its units ÷ (100 × 10^scale of the rate): one denominator for all.
    let denominator = ten_to(rate.scale().checked_add(2)?)?;
    let mut shares = Shares::default();
    for part in each {
        shares.push(units(part, decimals)?, rate_units, denominator)?;
    }
    shares.distribute(units(total, decimals)?)?;
    parts(&shares, decimals)
}

fn parts(shares: &Shares<i128>, decimals: u32) -> Option<Vec<Decimal>> {
    shares.units().map(|units| from_units(units, decimals)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dec(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    fn split(total: &str, weights: &[&str]) -> Vec<String> {
        let weights: Vec<Decimal> = weights.iter().map(|w| dec(w)).collect();
        by_weight(dec(total), &weights, 2).expect("in range").iter().map(Decimal::to_string).collect()
    }

    #[test]
    fn the_largest_remainder_takes_the_cent_and_the_first_wins_a_tie() {
        assert_eq!(split("1000.00", &["1", "1", "1"]), ["333.34", "333.33", "333.33"]);
        assert_eq!(split("10.00", &["21", "9"]), ["7.00", "3.00"]);
        assert_eq!(split("0.05", &["1", "2", "3"]), ["0.01", "0.02", "0.02"]);
    }

    #[test]
    fn zero_and_cancelling_weights_still_give_parts_that_add_up() {
        assert_eq!(split("5.00", &["0", "3", "0"]), ["0.00", "5.00", "0.00"]);
        assert_eq!(split("5.00", &["0", "0"]), ["5.00", "0.00"]);
        assert_eq!(split("5.00", &["10", "-10"]), ["2.50", "2.50"]);
        assert_eq!(split("-0.01", &["1", "1"]), ["-0.01", "0.00"]);
    }

    proptest! {
        #[test]
        fn shares_that_are_taken_one_by_one_never_come_to_more(total in 0_i64..1_000_000, parts in prop::collection::vec(1_i64..100_000_000, 1..9)) {
            let parts: Vec<Decimal> = parts.into_iter().map(|part| Decimal::new(part, 2)).collect();
            let (total, whole) = (Decimal::new(total, 2), parts.iter().sum::<Decimal>());
            let shares = parts.iter().map(|part| share_down(total, *part, whole, 2).expect("in range"));
            let shares: Vec<Decimal> = shares.collect();
            prop_assert!(shares.iter().sum::<Decimal>() <= total);
            // Each less than a cent below its share.
            for (share, part) in shares.iter().zip(&parts) {
                prop_assert!((*share + Decimal::new(1, 2)) * whole > total * part);
            }
        }

        #[test]
        fn parts_add_up_and_stay_within_a_cent_of_their_share(total in -10_000_000_i64..10_000_000, weights in prop::collection::vec(-100_000_i64..100_000, 1..12)) {
            let weights: Vec<Decimal> = weights.into_iter().map(|w| Decimal::new(w, 2)).collect();
            let total = Decimal::new(total, 2);
            let parts = by_weight(total, &weights, 2).expect("in range");
            prop_assert_eq!(parts.iter().sum::<Decimal>(), total);
            let sum: Decimal = weights.iter().sum();
            if !sum.is_zero() {
                for (part, weight) in parts.iter().zip(&weights) {
                    prop_assert!((part * sum - total * weight).abs() <= Decimal::new(1, 2) * sum.abs());
                }
            }
        }
    }
}
