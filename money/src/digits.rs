//! Numbers as text: digits and a point, without the formatting machinery.

use rust_decimal::Decimal;

/// Appends a decimal with the decimals it has: `-12.50`.
pub fn push_decimal(out: &mut String, value: Decimal) {
    if value.is_sign_negative() && !value.is_zero() {
        out.push('-');
    }
    push_digits(out, value.mantissa().unsigned_abs(), value.scale());
}

/// Appends a decimal with the decimals it has to a text of bytes.
pub fn write_decimal(out: &mut Vec<u8>, value: Decimal) {
    if value.is_sign_negative() && !value.is_zero() {
        out.push(b'-');
    }
    write_digits(out, value.mantissa().unsigned_abs(), value.scale());
}

/// Appends a whole number of the smallest units, the last `scale` digits after the point: `-12.50`.
pub fn write_units(out: &mut Vec<u8>, units: i64, scale: u32) {
    match u32::try_from(units.unsigned_abs()) {
        Ok(small) if scale <= SHORT_SCALE => {
            let mut digits = [b'-'; 2 * SHORT];
            let first = short(&mut digits, small, units < 0, scale);
            let end = out.len() + SHORT - first;
            // Copied at a length that is known, which is a few moves where any other is a call.
            if let Some(copied) = digits.get(first..).and_then(<[u8]>::first_chunk::<SHORT>) {
                out.extend_from_slice(copied);
                out.truncate(end);
            }
        }
        _ => {
            if units < 0 {
                out.push(b'-');
            }
            write_digits(out, u128::from(units.unsigned_abs()), scale);
        }
    }
}

/// Ten digits with sign and point fit so many characters, with decimals up to here.
const SHORT: usize = 16;
const SHORT_SCALE: u32 = 8;

/// The digits of the numbers below a hundred.
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[b'0'; 2]; 100];
    let (mut rest, mut tens, mut units) = (pairs.as_mut_slice(), b'0', b'0');
    while let Some((first, more)) = rest.split_first_mut() {
        *first = [tens, units];
        (tens, units) = if units == b'9' { (tens.wrapping_add(1), b'0') } else { (tens, units.wrapping_add(1)) };
        rest = more;
    }
    pairs
};

/// Writes the everyday amount so that it ends in the middle of the buffer; where it begins. Two digits at a time: half the divisions.
fn short(buffer: &mut [u8; 2 * SHORT], number: u32, negative: bool, scale: u32) -> usize {
    let (mut place, mut rest, mut decimals) = (SHORT, number, scale);
    let mut put = |byte: u8| {
        place = place.wrapping_sub(1) % SHORT;
        buffer.get_mut(place).into_iter().for_each(|free| *free = byte);
    };
    let digit = |rest: u32| b'0'.wrapping_add(u8::try_from(rest % 10).unwrap_or_default());
    let pair =
        |rest: u32| usize::try_from(rest % 100).ok().and_then(|rest| PAIRS.get(rest)).copied().unwrap_or_default();
    while decimals >= 2 {
        let [tens, units] = pair(rest);
        put(units);
        put(tens);
        (rest, decimals) = (rest / 100, decimals.wrapping_sub(2));
    }
    if decimals > 0 {
        put(digit(rest));
        rest /= 10;
    }
    if scale > 0 {
        put(b'.');
    }
    while rest >= 100 {
        let [tens, units] = pair(rest);
        put(units);
        put(tens);
        rest /= 100;
    }
    let [tens, units] = pair(rest);
    put(units);
    if rest >= 10 {
        put(tens);
    }
    if negative {
        put(b'-');
    }
    place
}

/// Appends the digits of a whole number, the last `scale` of them after the point.
pub fn write_digits(out: &mut Vec<u8>, value: u128, scale: u32) {
    let mut buffer = [b'0'; LONGEST];
    out.extend_from_slice(digits(&mut buffer, value, scale));
}

/// Appends the digits of a whole number to a text, the last `scale` of them after the point.
pub fn push_digits(out: &mut String, value: u128, scale: u32) {
    let (mut everyday, mut any) = ([0; 2 * SHORT], [b'0'; LONGEST]);
    let digits = match u32::try_from(value) {
        Ok(small) if scale <= SHORT_SCALE => {
            let first = short(&mut everyday, small, false, scale);
            everyday.get(first..SHORT).unwrap_or_default()
        }
        _ => digits(&mut any, value, scale),
    };
    out.push_str(str::from_utf8(digits).unwrap_or_default());
}

/// 39 digits is the longest 128-bit number; a scale adds leading zeros and the point.
const LONGEST: usize = 48;

/// The digits of a number, at the end of the buffer.
fn digits(buffer: &mut [u8; LONGEST], value: u128, scale: u32) -> &[u8] {
    // Nine digits at a time: division of 128 bits is slow and seldom needed, that of 32 is fast everywhere.
    const NINE: u64 = 1_000_000_000;
    let (mut rest, mut chunk, mut left) = (value, 0_u32, 0_u32);
    let (mut written, mut used, mut point) = (0_u32, 0_usize, scale > 0);
    for place in buffer.iter_mut().rev() {
        used = used.wrapping_add(1);
        if point && written == scale {
            *place = b'.';
            point = false;
            continue;
        }
        if left == 0 {
            let next = match u64::try_from(rest) {
                Ok(narrow) => {
                    rest = u128::from(narrow / NINE);
                    narrow % NINE
                }
                Err(_) => {
                    let next = rest % u128::from(NINE);
                    rest /= u128::from(NINE);
                    u64::try_from(next).unwrap_or_default()
                }
            };
            (chunk, left) = (u32::try_from(next).unwrap_or_default(), 9);
        }
        *place = b'0'.wrapping_add(u8::try_from(chunk % 10).unwrap_or_default());
        (chunk, left, written) = (chunk / 10, left.wrapping_sub(1), written.wrapping_add(1));
        if chunk == 0 && rest == 0 && written > scale {
            break;
        }
    }
    buffer.get(LONGEST.saturating_sub(used)..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn units_are_written_as_decimals_are(units in prop_oneof![any::<i64>(), -1_000_000_i64..1_000_000], scale in 0_u32..11) {
            let (mut short, mut long) = (Vec::new(), Vec::new());
            write_units(&mut short, units, scale);
            write_decimal(&mut long, Decimal::new(units, scale));
            let mut text = String::new();
            push_decimal(&mut text, Decimal::new(units, scale));
            prop_assert_eq!(text.as_bytes(), &long);
            prop_assert_eq!(short, long);
        }
    }
}
