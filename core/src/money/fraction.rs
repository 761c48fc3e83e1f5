//! Amounts over days, exact: whole numbers over a power of one denominator, as long as they need be. Refuses to lose a digit; rounds
//! once, half away from zero, when an amount is made of it.
//!
//! Interest of a year that bears interest itself takes the denominator to a higher power every year: no decimal holds that.

use rust_decimal::Decimal;

use super::round::from_units;

/// Days of the year × hundred percent × ten thousand for four decimals of the rate.
const DENOMINATOR: u32 = 365 * 100 * 10_000;

/// A number from zero up: `digits ÷ DENOMINATOR ^ power`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fraction {
    /// The number while 128 bits hold it, which they do but for interest on interest of years.
    small: u128,
    /// The number once they do not: base 2^32, lowest first. Empty before that.
    digits: Vec<u32>,
    power: u32,
}

impl Fraction {
    /// A whole number.
    pub fn whole(number: u64) -> Fraction {
        Fraction { small: u128::from(number), digits: Vec::new(), power: 0 }
    }

    /// Interest on this at a rate, in ten-thousandths of a percent, over days of a year of 365.
    pub fn interest(&self, rate: u32, days: u32) -> Fraction {
        let mut interest = Fraction { power: self.power.saturating_add(1), ..self.clone() };
        interest.times(rate);
        interest.times(days);
        interest
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.small == 0 && self.digits.iter().all(|digit| *digit == 0)
    }

    /// Whether it was made without division.
    pub fn is_whole(&self) -> bool {
        self.power == 0
    }

    /// The sum.
    pub fn plus(&self, other: &Fraction) -> Fraction {
        if let Some(small) = self.small_sum(other) {
            return Fraction { small, digits: Vec::new(), power: self.power };
        }
        let mut sum = self.clone();
        sum.raise(other.power);
        let mut other = other.clone();
        other.raise(sum.power);
        if let Some(small) = sum.small_sum(&other) {
            sum.small = small;
            return sum;
        }
        sum.spill();
        other.spill();
        let mut carry = 0;
        for place in 0..sum.digits.len().max(other.digits.len()) {
            let digit = |digits: &[u32]| u64::from(digits.get(place).copied().unwrap_or_default());
            let (low, high) = halves(digit(&sum.digits).saturating_add(digit(&other.digits)).saturating_add(carry));
            match sum.digits.get_mut(place) {
                Some(digit) => *digit = low,
                None => sum.digits.push(low),
            }
            carry = u64::from(high);
        }
        sum.digits.push(halves(carry).0);
        sum
    }

    /// What is left when another is taken off; nothing where that is as much or more.
    pub fn less(&self, other: &Fraction) -> Fraction {
        let (mut left, mut other) = (self.clone(), other.clone());
        left.raise(other.power);
        other.raise(left.power);
        if left.digits.is_empty() && other.digits.is_empty() {
            let small = left.small.saturating_sub(other.small);
            return if small == 0 { Fraction::whole(0) } else { Fraction { small, ..left } };
        }
        left.spill();
        other.spill();
        left.digits.resize(left.digits.len().max(other.digits.len()), 0);
        let mut borrowed = false;
        for (place, digit) in left.digits.iter_mut().enumerate() {
            let (low, under) = digit.overflowing_sub(other.digits.get(place).copied().unwrap_or_default());
            let (low, further) = low.overflowing_sub(u32::from(borrowed));
            *digit = low;
            borrowed = under || further;
        }
        if borrowed || left.digits.iter().all(|digit| *digit == 0) { Fraction::whole(0) } else { left }
    }

    /// The sum of two over one power, while 128 bits hold it.
    fn small_sum(&self, other: &Fraction) -> Option<u128> {
        let small = self.digits.is_empty() && other.digits.is_empty() && self.power == other.power;
        self.small.checked_add(other.small).filter(|_| small)
    }

    /// As an amount: the number is in units of the last of `decimals`, and `more` decimals are added.
    pub fn to_decimal(&self, decimals: u32, more: u32) -> Option<Decimal> {
        if let Some(units) = self.small_units(more) {
            return from_units(units, decimals.checked_add(more)?);
        }
        let mut rounded = self.clone();
        for _ in 0..more {
            rounded.times(10);
        }
        // Half of the denominator more, and the rest cut off: n/d + 1/2 = (2n + d) / 2d.
        rounded.times(2);
        let mut one = Fraction::whole(1);
        one.raise(rounded.power);
        rounded = rounded.plus(&one);
        rounded.over(2);
        for _ in 0..rounded.power {
            rounded.over(DENOMINATOR);
        }
        let mut units = i128::try_from(rounded.small).ok()?;
        for digit in rounded.digits.iter().rev() {
            units = units.checked_mul(1 << 32)?.checked_add(i128::from(*digit))?;
        }
        from_units(units, decimals.checked_add(more)?)
    }

    /// The rounded number with more decimals where 64 bits hold all of it, as they do for amounts of most invoices.
    fn small_units(&self, more: u32) -> Option<i128> {
        let small = u64::try_from(self.small).ok().filter(|_| self.digits.is_empty())?;
        let over = small.checked_mul(10_u64.checked_pow(more)?)?;
        let under = u64::from(DENOMINATOR).checked_pow(self.power)?;
        let (quotient, rest) = (over.checked_div(under)?, over.checked_rem(under)?);
        i128::from(quotient).checked_add(i128::from(rest >= under.checked_sub(rest)?))
    }

    /// The same number over a higher power.
    fn raise(&mut self, power: u32) {
        while self.power < power {
            self.times(DENOMINATOR);
            self.power = self.power.saturating_add(1);
        }
    }

    /// Goes over to digits, of which there may be any number.
    fn spill(&mut self) {
        if self.digits.is_empty() {
            let (mut rest, low) = (self.small, u128::from(u32::MAX));
            for _ in 0..4 {
                self.digits.push(u32::try_from(rest & low).unwrap_or_default());
                rest >>= 32;
            }
            self.small = 0;
        }
    }

    fn times(&mut self, factor: u32) {
        if self.digits.is_empty()
            && let Some(product) = self.small.checked_mul(u128::from(factor))
        {
            self.small = product;
            return;
        }
        self.spill();
        let mut carry = 0;
        for digit in &mut self.digits {
            // At most (2^32 - 1)^2 + 2^32 - 1, which 64 bits hold.
            let product = u64::from(*digit).wrapping_mul(u64::from(factor)).wrapping_add(carry);
            let (low, high) = halves(product);
            *digit = low;
            carry = u64::from(high);
        }
        if carry > 0 {
            self.digits.push(halves(carry).0);
        }
    }

    /// Divides the digits and cuts the rest off. Cutting at each of several divisors is cutting at their product.
    fn over(&mut self, divisor: u32) {
        if self.digits.is_empty() {
            self.small = self.small.checked_div(u128::from(divisor)).unwrap_or_default();
            return;
        }
        let mut rest = 0;
        for digit in self.digits.iter_mut().rev() {
            let number = (rest << 32) | u64::from(*digit);
            *digit = halves(number.checked_div(u64::from(divisor)).unwrap_or_default()).0;
            rest = number.checked_rem(u64::from(divisor)).unwrap_or_default();
        }
    }
}

/// The low and the high half of 64 bits.
fn halves(number: u64) -> (u32, u32) {
    let [a, b, c, d, e, f, g, h] = number.to_le_bytes();
    (u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes([e, f, g, h]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::round::product_quotient;
    use proptest::prelude::*;

    #[test]
    fn a_half_goes_up_and_less_does_not() {
        // 1.00 at 10 % over 18.25 days would be half a cent; 73 days at 2.5 % are: 100 × 2.5 × 73 / 36500 = 0.5.
        let cent =
            |rate, days| Fraction::whole(100).interest(rate, days).to_decimal(2, 0).map(|amount| amount.to_string());
        assert_eq!(cent(25_000, 73).as_deref(), Some("0.01"));
        assert_eq!(cent(24_999, 73).as_deref(), Some("0.00"));
        assert_eq!(
            Fraction::whole(100).interest(25_000, 73).to_decimal(2, 4).expect("in range").to_string(),
            "0.005000"
        );
    }

    #[test]
    fn forty_years_on_years_lose_no_digit() {
        // 1 doubled every year for forty years: 100 % a year over 365 days.
        let mut amount = Fraction::whole(1);
        for _ in 0..40 {
            amount = amount.plus(&amount.interest(1_000_000, 365));
        }
        assert_eq!(amount.to_decimal(0, 6).expect("in range").to_string(), "1099511627776.000000");
    }

    #[test]
    fn what_is_taken_off_can_be_put_back() {
        let years =
            |count: u32| (0..count).fold(Fraction::whole(100_000), |sum, _| sum.plus(&sum.interest(81_234, 365)));
        for (more, less) in [(1, 0), (2, 1), (9, 3), (9, 9), (12, 11)] {
            let left = years(more).less(&years(less));
            assert_eq!(left.plus(&years(less)).to_decimal(2, 6), years(more).to_decimal(2, 6));
            assert_eq!(left.is_zero(), more == less);
            assert!(years(less).less(&years(more)).is_zero());
        }
        // 3 - 2 = 1, and of a whole number nothing but a whole number is left.
        assert_eq!(Fraction::whole(3).less(&Fraction::whole(2)), Fraction::whole(1));
        assert!(years(9).less(&years(9)).is_whole());
    }

    #[test]
    fn past_the_range_of_amounts_there_is_none() {
        assert_eq!(Fraction::whole(u64::MAX).to_decimal(2, 0), None);
    }

    proptest! {
        #[test]
        fn interest_of_one_period_is_that_of_the_one_door_for_rounding(
            units in 0_u64..10_u64.pow(14), rate in 0_u32..1_000_000, days in 0_u32..4000, more in 0_u32..5,
        ) {
            let amount = Decimal::new(i64::try_from(units).expect("small"), 2);
            let factor = Decimal::from(u64::from(rate) * u64::from(days));
            let expected = product_quotient(amount, factor, Decimal::from(DENOMINATOR), 2 + more);
            prop_assert_eq!(Fraction::whole(units).interest(rate, days).to_decimal(2, more), expected);
        }

        #[test]
        fn a_sum_does_not_ask_for_an_order(parts in prop::collection::vec((0_u64..10_u64.pow(14), 0_u32..300_000, 0_u32..400), 1..8)) {
            let interest = |(units, rate, days): &(u64, u32, u32)| Fraction::whole(*units).interest(*rate, *days);
            let forth = parts.iter().fold(Fraction::whole(7), |sum, part| sum.plus(&interest(part)));
            let back = parts.iter().rev().fold(Fraction::whole(7), |sum, part| sum.plus(&interest(part)));
            prop_assert_eq!(forth.to_decimal(2, 6), back.to_decimal(2, 6));
        }
    }
}
