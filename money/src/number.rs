//! A number while it is worked with: whole digits, and how many of them are decimals. It takes the place of a decimal where there are
//! many; whatever does not fit 64 bits stays a decimal.

use rust_decimal::Decimal;

use crate::digits::write_units;
use crate::whole::{DECIMALS_MAX, magnitude64, narrow, signed_product};

/// `digits ÷ 10^scale`, without zeros at its end that say nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Number {
    /// The digits with their sign.
    pub digits: i64,
    /// How many of them are decimals.
    pub scale: u32,
}

impl Number {
    /// Nothing.
    pub const ZERO: Number = Number { digits: 0, scale: 0 };
    /// One.
    pub const ONE: Number = Number { digits: 1, scale: 0 };

    /// Reads the everyday number: at most 15 characters, no exponent. None for any other, and for what is none.
    pub fn parse(text: &[u8]) -> Option<Number> {
        let (negative, digits) = match text {
            [b'-', digits @ ..] => (true, digits),
            digits => (false, digits),
        };
        if digits.len() > 15 || matches!(digits, [] | [b'.', ..] | [.., b'.'] | [b'0', b'0'..=b'9', ..]) {
            return None;
        }
        let (mut number, mut scale, mut point) = (0_i64, 0_u32, false);
        for byte in digits {
            match byte {
                b'0'..=b'9' => {
                    number = number.wrapping_mul(10).wrapping_add(i64::from(byte.wrapping_sub(b'0')));
                    scale = scale.wrapping_add(u32::from(point));
                }
                b'.' if !point => point = true,
                _ => return None,
            }
        }
        for last in digits.iter().rev() {
            if scale == 0 || *last != b'0' {
                break;
            }
            (number, scale) = (number / 10, scale.wrapping_sub(1));
        }
        (scale <= DECIMALS_MAX).then_some(Number { digits: if negative { -number } else { number }, scale })
    }

    /// A decimal, if its digits fit.
    #[inline]
    pub fn of(decimal: Decimal) -> Option<Number> {
        let digits = i64::try_from(magnitude64(decimal)?).ok()?;
        let digits = if decimal.is_sign_negative() { -digits } else { digits };
        Some(Number { digits, scale: decimal.scale() })
    }

    /// The same as an amount in units of the last of `decimals`. None if it has more decimals than that.
    pub fn units(self, decimals: u32) -> Option<i64> {
        let more = crate::whole::ten_to64(decimals.checked_sub(self.scale)?)?;
        signed_product(self.digits, i64::try_from(more).ok()?)
    }

    /// Whether it is more than a hundred. None if it has more decimals than any number here.
    pub fn is_above_hundred(self) -> Option<bool> {
        let hundred = crate::whole::ten_to64(self.scale.checked_add(2)?)?;
        Some(self.digits >= 0 && self.digits.unsigned_abs() > hundred)
    }

    /// Appends it as it goes out.
    pub fn write(self, out: &mut Vec<u8>) {
        write_units(out, self.digits, self.scale);
    }
}

impl From<Number> for Decimal {
    fn from(number: Number) -> Decimal {
        narrow(number.digits.unsigned_abs(), number.digits < 0, number.scale).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyday_numbers_are_read_and_written_alike() {
        for (text, written) in [("0", "0"), ("-0", "0"), ("12.50", "12.5"), ("-0.001", "-0.001"), ("1000", "1000")] {
            let number = Number::parse(text.as_bytes()).expect(text);
            let mut out = Vec::new();
            number.write(&mut out);
            assert_eq!(str::from_utf8(&out), Ok(written), "{text}");
            assert_eq!(Number::of(number.into()), Some(number), "{text}");
        }
        for text in ["", "-", ".5", "5.", "01", "1e3", "+1", "1,5", "1.2.3", "1234567890123456", "0.12345678901"] {
            assert_eq!(Number::parse(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn units_are_whole_or_none() {
        let number = Number { digits: 125, scale: 1 };
        assert_eq!((number.units(2), number.units(0)), (Some(1250), None));
    }
}
