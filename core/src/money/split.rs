//! Splitting an amount into parts that add up to it, by largest remainder.
//!
//! Exact for every sign and for zero weights; ties go to the first. Refuses to lose or to make a cent.

use rust_decimal::Decimal;

use super::round::{from_units, units};

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
    let mut scaled = Vec::with_capacity(weights.len());
    let weight_scale = weights.iter().map(Decimal::scale).max()?;
    for weight in weights {
        scaled.push(units(*weight, weight_scale)?);
    }
    let mut sum = scaled.iter().try_fold(0_i128, |sum, weight| sum.checked_add(*weight))?;
    if sum == 0 {
        for weight in &mut scaled {
            *weight = weight.checked_abs()?;
        }
        sum = scaled.iter().try_fold(0_i128, |sum, weight| sum.checked_add(*weight))?;
    }
    if sum == 0 {
        *scaled.first_mut()? = 1;
        sum = 1;
    }
    let mut splitter = Splitter::default();
    for weight in &scaled {
        // Floor division: the remainder lies in 0..|sum| and has one denominator for all, so that it can be compared.
        let (weight, sum) = if sum < 0 { (weight.checked_neg()?, sum.checked_neg()?) } else { (*weight, sum) };
        splitter.push(total_units, weight, sum)?;
    }
    splitter.distribute(total_units, decimals)?;
    Some(splitter.parts)
}

/// Rounds `ideals` (given with any number of decimals) to parts of `decimals` that add up to `total`.
pub fn to_total(total: Decimal, ideals: &[Decimal], decimals: u32) -> Option<Vec<Decimal>> {
    let total_units = units(total, decimals)?;
    let scale = ideals.iter().map(Decimal::scale).max()?.max(decimals);
    let unit = super::round::ten_to(scale.checked_sub(decimals)?)?;
    let mut splitter = Splitter::default();
    for ideal in ideals {
        splitter.push(units(*ideal, scale)?, 1, unit)?;
    }
    splitter.distribute(total_units, decimals)?;
    Some(splitter.parts)
}

/// `amount × factor ÷ divisor` rounded down, and what remains; in 64 bits where that is enough.
fn floor(amount: i128, factor: i128, divisor: i128) -> Option<(i128, i128)> {
    if let (Ok(amount), Ok(factor), Ok(divisor)) =
        (i64::try_from(amount), i64::try_from(factor), i64::try_from(divisor))
        && let Some(product) = amount.checked_mul(factor)
    {
        return Some((product.checked_div_euclid(divisor)?.into(), product.checked_rem_euclid(divisor)?.into()));
    }
    let product = amount.checked_mul(factor)?;
    Some((product.checked_div_euclid(divisor)?, product.checked_rem_euclid(divisor)?))
}

/// Splits one amount after the other without making new lists each time.
#[derive(Default)]
pub struct Splitter {
    shares: Vec<Share>,
    /// The sum of the shares so far.
    given: i128,
    /// How many of them weigh something.
    weighing: usize,
    parts: Vec<Decimal>,
}

/// A share, rounded down.
struct Share {
    units: i128,
    remainder: i128,
    weighs: bool,
}

impl Splitter {
    /// Splits `total`, which is `rate` percent of the sum of `parts`, over the parts: each gets its percentage rounded
    /// down, the units that are left go to the largest remainders.
    pub fn by_rate(
        &mut self,
        total: Decimal,
        parts: impl Iterator<Item = Decimal>,
        rate: Decimal,
        decimals: u32,
    ) -> Option<&[Decimal]> {
        let rate_units = units(rate, rate.scale())?;
        // part in units × rate in its units ÷ (100 × 10^scale of the rate): one denominator for all.
        let denominator = super::round::ten_to(rate.scale().checked_add(2)?)?;
        self.shares.clear();
        (self.given, self.weighing) = (0, 0);
        for part in parts {
            self.push(units(part, decimals)?, rate_units, denominator)?;
        }
        self.distribute(units(total, decimals)?, decimals)
    }

    /// Adds a share of `amount × factor ÷ divisor`.
    fn push(&mut self, amount: i128, factor: i128, divisor: i128) -> Option<()> {
        let (units, remainder) = floor(amount, factor, divisor)?;
        let weighs = amount != 0 && factor != 0;
        self.given = self.given.checked_add(units)?;
        self.weighing = self.weighing.saturating_add(usize::from(weighs));
        self.shares.push(Share { units, remainder, weighs });
        Some(())
    }

    /// Hands the units that flooring left over to the largest remainders, the first among equals first.
    fn distribute(&mut self, total: i128, decimals: u32) -> Option<&[Decimal]> {
        let left = total.checked_sub(self.given)?;
        if left != 0 && self.weighing == 0 {
            // If none weighs, the first takes everything.
            let first = self.shares.first_mut()?;
            first.units = first.units.checked_add(left)?;
        } else if left != 0 {
            // Ideals that miss the total by more than a unit each share the miss evenly before the last units go round.
            let count = i128::try_from(self.weighing).ok()?;
            let each = left.checked_div(count)?;
            if each != 0 {
                for share in self.shares.iter_mut().filter(|share| share.weighs) {
                    share.units = share.units.checked_add(each)?;
                }
            }
            self.hand_out(usize::try_from(left.checked_rem(count)?.unsigned_abs()).ok()?, left.signum())?;
        }
        self.parts.clear();
        self.parts.reserve(self.shares.len());
        for share in &self.shares {
            self.parts.push(from_units(share.units, decimals)?);
        }
        Some(&self.parts)
    }

    /// Adds one unit to so many shares: those that weigh and have the largest remainders, the first among equals first. Takes one
    /// from the smallest remainders, the last among equals first, where `sign` is −1.
    fn hand_out(&mut self, count: usize, sign: i128) -> Option<()> {
        if count == 0 {
            return Some(());
        }
        let mut more = count;
        let key = |share: &Share| if sign < 0 { share.remainder.wrapping_neg() } else { share.remainder };
        let above = |shares: &[Share], limit: i128| {
            shares.iter().filter(|share| share.weighs && key(share) > limit).take(more.saturating_add(1)).count()
        };
        // The lowest limit above which no more than so many lie, by halving the range: no list has to be sorted.
        let (mut low, mut high) = (i128::MAX, i128::MIN);
        for share in &self.shares {
            (low, high) = (low.min(key(share)), high.max(key(share)));
        }
        low = low.checked_sub(1)?;
        while low < high {
            let middle = low.checked_add(high.checked_sub(low)? >> 1)?;
            if above(&self.shares, middle) > more { low = middle.checked_add(1)? } else { high = middle }
        }
        for share in self.shares.iter_mut().filter(|share| share.weighs && key(share) > low) {
            share.units = share.units.checked_add(sign)?;
            more = more.checked_sub(1)?;
        }
        let size = self.shares.len();
        for place in 0..size {
            let place = if sign < 0 { size.checked_sub(place)?.checked_sub(1)? } else { place };
            let share = self.shares.get_mut(place)?;
            if more > 0 && share.weighs && key(share) == low {
                share.units = share.units.checked_add(sign)?;
                more = more.checked_sub(1)?;
            }
        }
        Some(())
    }
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
