//! Splitting whole numbers by largest remainder: the one algorithm, for numbers of 64 and of 128 bits.

use crate::whole::signed_product;

/// Extra decimals of the ideal shares that a split rounds; enough to tell any two remainders of real rates apart.
pub const SHARE_DECIMALS: u32 = 6;

/// What is asked of a whole number here; all of it ends in None past the range.
pub trait Whole: Copy + Ord {
    /// Nothing.
    const ZERO: Self;
    /// One.
    const ONE: Self;
    /// The sum.
    fn plus(self, other: Self) -> Option<Self>;
    /// The difference.
    fn minus(self, other: Self) -> Option<Self>;
    /// `self ÷ divisor` towards zero, and what remains.
    fn over(self, divisor: Self) -> Option<(Self, Self)>;
    /// `self × factor ÷ divisor` rounded down, and what remains of it, from zero up.
    fn floor(self, factor: Self, divisor: Self) -> Option<(Self, Self)>;
    /// Half of the way up to another.
    fn middle(self, high: Self) -> Option<Self>;
    /// A count as a number.
    fn of(count: usize) -> Option<Self>;
    /// A number as a count, whatever its sign.
    fn count(self) -> Option<usize>;
}

macro_rules! whole {
    ($number:ty, $floor:expr) => {
        impl Whole for $number {
            const ZERO: Self = 0;
            const ONE: Self = 1;

            #[inline]
            fn plus(self, other: Self) -> Option<Self> {
                self.checked_add(other)
            }

            #[inline]
            fn minus(self, other: Self) -> Option<Self> {
                self.checked_sub(other)
            }

            #[inline]
            fn over(self, divisor: Self) -> Option<(Self, Self)> {
                Some((self.checked_div(divisor)?, self.checked_rem(divisor)?))
            }

            #[inline]
            fn floor(self, factor: Self, divisor: Self) -> Option<(Self, Self)> {
                $floor(self, factor, divisor)
            }

            #[inline]
            fn middle(self, high: Self) -> Option<Self> {
                self.checked_add(high.checked_sub(self)? >> 1)
            }

            #[inline]
            fn of(count: usize) -> Option<Self> {
                Self::try_from(count).ok()
            }

            #[inline]
            fn count(self) -> Option<usize> {
                usize::try_from(self.unsigned_abs()).ok()
            }
        }
    };
}

whole!(i64, floor);
whole!(i128, floor_wide);

#[inline]
fn floor(amount: i64, factor: i64, divisor: i64) -> Option<(i64, i64)> {
    let product = signed_product(amount, factor)?;
    let units = product.checked_div_euclid(divisor)?;
    Some((units, product.wrapping_sub(units.wrapping_mul(divisor))))
}

/// Division of 128 bits is slow and seldom needed.
fn floor_wide(amount: i128, factor: i128, divisor: i128) -> Option<(i128, i128)> {
    if let (Ok(amount), Ok(factor), Ok(divisor)) =
        (i64::try_from(amount), i64::try_from(factor), i64::try_from(divisor))
        && let Some((units, remainder)) = floor(amount, factor, divisor)
    {
        return Some((units.into(), remainder.into()));
    }
    let product = amount.checked_mul(factor)?;
    Some((product.checked_div_euclid(divisor)?, product.checked_rem_euclid(divisor)?))
}

/// So many units are handed out one after the other, more of them by a search for the remainder from which on there is one.
const FEW: usize = 6;

/// A share, rounded down.
struct Share<I> {
    units: I,
    remainder: I,
    weighs: bool,
}

/// Shares of one amount; the room for them is used again for the next.
pub struct Shares<I> {
    list: Vec<Share<I>>,
    /// The sum of the shares so far.
    given: I,
    /// How many of them weigh something.
    weighing: usize,
}

impl<I: Whole> Default for Shares<I> {
    fn default() -> Shares<I> {
        Shares { list: Vec::new(), given: I::ZERO, weighing: 0 }
    }
}

impl<I: Whole> Shares<I> {
    /// None, with room for so many.
    pub fn with_room(room: usize) -> Shares<I> {
        Shares { list: Vec::with_capacity(room), ..Shares::default() }
    }

    /// Begins anew.
    pub fn clear(&mut self) {
        self.list.clear();
        (self.given, self.weighing) = (I::ZERO, 0);
    }

    /// The shares, in units.
    pub fn units(&self) -> impl Iterator<Item = I> + '_ {
        self.list.iter().map(|share| share.units)
    }

    /// Splits a total from zero up in proportion to weights. Where they cancel out, their absolute values count; where all are zero, the
    /// first takes everything.
    pub fn by_weight(&mut self, total: I, weights: &mut [I]) -> Option<()> {
        let sum_of = |weights: &[I]| weights.iter().try_fold(I::ZERO, |sum, weight| sum.plus(*weight));
        self.clear();
        let mut sum = sum_of(weights)?;
        if sum == I::ZERO {
            for weight in weights.iter_mut().filter(|weight| **weight < I::ZERO) {
                *weight = I::ZERO.minus(*weight)?;
            }
            sum = sum_of(weights)?;
        }
        if sum == I::ZERO {
            *weights.first_mut()? = I::ONE;
            sum = I::ONE;
        }
        let turned = sum < I::ZERO;
        let sum = if turned { I::ZERO.minus(sum)? } else { sum };
        for weight in weights {
            // Floor division: the remainder lies in 0..|sum| and has one denominator for all, so that it can be compared.
            self.push(total, if turned { I::ZERO.minus(*weight)? } else { *weight }, sum)?;
        }
        self.distribute(total)
    }

    /// Adds a share of `amount × factor ÷ divisor`.
    pub fn push(&mut self, amount: I, factor: I, divisor: I) -> Option<()> {
        let (units, remainder) = amount.floor(factor, divisor)?;
        let weighs = amount != I::ZERO && factor != I::ZERO;
        self.given = self.given.plus(units)?;
        self.weighing = self.weighing.saturating_add(usize::from(weighs));
        self.list.push(Share { units, remainder, weighs });
        Some(())
    }

    /// Hands the units that flooring left over to the largest remainders, the first among equals first.
    pub fn distribute(&mut self, total: I) -> Option<()> {
        let left = total.minus(self.given)?;
        if left == I::ZERO {
            return Some(());
        }
        if self.weighing == 0 {
            // If none weighs, the first takes everything.
            let first = self.list.first_mut()?;
            first.units = first.units.plus(left)?;
            return Some(());
        }
        // Ideals that miss the total by more than a unit each share the miss evenly before the last units go round.
        let (each, rest) = left.over(I::of(self.weighing)?)?;
        if each != I::ZERO {
            for share in self.list.iter_mut().filter(|share| share.weighs) {
                share.units = share.units.plus(each)?;
            }
        }
        self.hand_out(rest.count()?, left < I::ZERO)
    }

    /// Adds one unit to so many shares: those that weigh and have the largest remainders, the first among equals first. Takes one
    /// from the smallest remainders, the last among equals first, where it is `less`.
    fn hand_out(&mut self, count: usize, less: bool) -> Option<()> {
        if count <= FEW { self.hand_out_few(count, less) } else { self.hand_out_many(count, less) }
    }

    /// One after the other.
    fn hand_out_few(&mut self, count: usize, less: bool) -> Option<()> {
        let sign = if less { I::ZERO.minus(I::ONE)? } else { I::ONE };
        for _ in 0..count {
            let mut best: Option<&mut Share<I>> = None;
            for share in self.list.iter_mut().filter(|share| share.weighs) {
                let better = match &best {
                    Some(best) if less => share.remainder <= best.remainder,
                    Some(best) => share.remainder > best.remainder,
                    None => true,
                };
                if better {
                    best = Some(share);
                }
            }
            let best = best?;
            best.units = best.units.plus(sign)?;
            // Nothing comes after this but what it came to: whoever has a unit takes no part any more.
            best.weighs = false;
        }
        Some(())
    }

    /// All at once.
    fn hand_out_many(&mut self, count: usize, less: bool) -> Option<()> {
        let sign = if less { I::ZERO.minus(I::ONE)? } else { I::ONE };
        let mut more = count;
        // Remainders begin at zero: turning one around stays in the range.
        let key =
            |share: &Share<I>| if less { I::ZERO.minus(share.remainder).unwrap_or(I::ZERO) } else { share.remainder };
        let above = |shares: &[Share<I>], limit: I| {
            shares.iter().filter(|share| share.weighs && key(share) > limit).take(more.saturating_add(1)).count()
        };
        // The lowest limit above which no more than so many lie, by halving the range: no list has to be sorted.
        let first = key(self.list.first()?);
        let (mut low, mut high) = (first, first);
        for share in &self.list {
            (low, high) = (low.min(key(share)), high.max(key(share)));
        }
        low = low.minus(I::ONE)?;
        while low < high {
            let middle = low.middle(high)?;
            if above(&self.list, middle) > more { low = middle.plus(I::ONE)? } else { high = middle }
        }
        for share in self.list.iter_mut().filter(|share| share.weighs && key(share) > low) {
            share.units = share.units.plus(sign)?;
            more = more.checked_sub(1)?;
        }
        let size = self.list.len();
        for place in 0..size {
            if more == 0 {
                break;
            }
            let place = if less { size.checked_sub(place)?.checked_sub(1)? } else { place };
            let share = self.list.get_mut(place)?;
            if share.weighs && key(share) == low {
                share.units = share.units.plus(sign)?;
                more = more.checked_sub(1)?;
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wide(numbers: &[i64]) -> Vec<i128> {
        numbers.iter().map(|number| i128::from(*number)).collect()
    }

    proptest! {
        /// One algorithm in two widths: where 64 bits have an answer, it is that of 128, and it adds up.
        #[test]
        fn shares_by_weight_are_the_same_in_both_widths(
            total in 0..=9_007_199_254_740_991_i64,
            mut weights in prop::collection::vec(prop_oneof![-3..=3_i64, -1_000_000..=1_000_000_i64, any::<i64>()], 1..12),
        ) {
            let (mut narrow, mut whole) = (Shares::<i64>::default(), Shares::<i128>::default());
            let mut wide_weights = wide(&weights);
            let answered = narrow.by_weight(total, &mut weights).is_some();
            let known = whole.by_weight(total.into(), &mut wide_weights).is_some();
            prop_assert!(known || !answered);
            if answered {
                let units: Vec<i64> = narrow.units().collect();
                prop_assert_eq!(wide(&units), whole.units().collect::<Vec<_>>());
                prop_assert_eq!(units.iter().map(|unit| i128::from(*unit)).sum::<i128>(), i128::from(total));
            }
        }

        /// Few units and many are handed out alike.
        #[test]
        fn units_go_to_the_same_shares_either_way(
            remainders in prop::collection::vec((0..=9_i64, any::<bool>()), 1..12),
            part in 0_usize..12,
            less in any::<bool>(),
        ) {
            let shares = || {
                let list = remainders.iter().map(|(remainder, weighs)| Share { units: 0, remainder: *remainder, weighs: *weighs });
                Shares { list: list.collect(), given: 0, weighing: 0 }
            };
            let count = part.min(remainders.iter().filter(|(_, weighs)| *weighs).count());
            let (mut one, mut other) = (shares(), shares());
            prop_assert!(one.hand_out_few(count, less).is_some());
            prop_assert!(other.hand_out_many(count, less).is_some());
            prop_assert_eq!(one.units().collect::<Vec<_>>(), other.units().collect::<Vec<_>>());
        }

        /// The same for shares of amounts at a rate, whatever total they have to come to.
        #[test]
        fn shares_at_a_rate_are_the_same_in_both_widths(
            amounts in prop::collection::vec(-1_000_000_000..=1_000_000_000_i64, 1..12),
            factor in 0..=10_000_i64,
            miss in -40..=40_i64,
        ) {
            let (mut narrow, mut whole) = (Shares::<i64>::default(), Shares::<i128>::default());
            for amount in &amounts {
                prop_assert!(narrow.push(*amount, factor, 10_000).is_some());
                prop_assert!(whole.push((*amount).into(), factor.into(), 10_000).is_some());
            }
            let total = narrow.units().sum::<i64>() + miss;
            prop_assert_eq!(narrow.distribute(total).is_some(), whole.distribute(total.into()).is_some());
            let units: Vec<i64> = narrow.units().collect();
            prop_assert_eq!(wide(&units), whole.units().collect::<Vec<_>>());
            prop_assert_eq!(units.iter().sum::<i64>(), total);
        }
    }
}
