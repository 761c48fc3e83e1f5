//! Lengths on a page, in thousandths of a point, and how content streams write them. Layout has no floating point, so
//! that every machine breaks lines and pages at the same places.

/// Thousandths of a point (1/72 inch).
pub type Length = i32;

/// Points.
pub const fn points(points: i32) -> Length {
    points * 1000
}

/// Tenths of a point.
pub const fn tenths(tenths: i32) -> Length {
    tenths * 100
}

/// Millimetres.
pub const fn millimetres(millimetres: i32) -> Length {
    // 72,000 / 25.4 thousandths of a point.
    millimetres * 360_000 / 127
}

/// `value × over / under`, rounded down, in wide numbers.
pub fn scaled(value: i64, over: i64, under: i64) -> Length {
    let product = value.saturating_mul(over).checked_div_euclid(under).unwrap_or_default();
    Length::try_from(product.clamp(-1_000_000_000, 1_000_000_000)).unwrap_or_default()
}

/// Whole points, rounded down.
pub fn whole_points(length: Length) -> i32 {
    length.div_euclid(1000)
}

/// Writes a length in points with at most two decimals, and a space after it.
pub fn push_length(out: &mut Vec<u8>, length: Length) {
    push_fixed(out, i64::from(length.saturating_add(5).div_euclid(10)), 2);
}

/// Writes a number of so many decimals without needless zeros, and a space after it.
pub fn push_fixed(out: &mut Vec<u8>, value: i64, decimals: u32) {
    if value < 0 {
        out.push(b'-');
    }
    let unit = 10_u64.saturating_pow(decimals);
    let magnitude = value.unsigned_abs();
    push_integer(out, magnitude / unit);
    let mut rest = magnitude % unit;
    if rest > 0 {
        out.push(b'.');
        let mut place = unit / 10;
        while rest > 0 && place > 0 {
            out.push(b'0'.saturating_add(u8::try_from(rest / place).unwrap_or_default()));
            rest %= place;
            place /= 10;
        }
    }
    out.push(b' ');
}

/// Writes the digits of a number.
pub fn push_integer(out: &mut Vec<u8>, value: u64) {
    if value >= 10 {
        push_integer(out, value / 10);
    }
    out.push(b'0'.saturating_add(u8::try_from(value % 10).unwrap_or_default()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_short() {
        let written = |length| {
            let mut out = Vec::new();
            push_length(&mut out, length);
            String::from_utf8(out).expect("ASCII")
        };
        assert_eq!(written(points(12)), "12 ");
        assert_eq!(written(12_340), "12.34 ");
        assert_eq!(written(12_300), "12.3 ");
        assert_eq!(written(-50), "-0.05 ");
        assert_eq!(written(1_004), "1 ");
        assert_eq!(written(1_005), "1.01 ");
        assert_eq!(written(millimetres(210)), "595.28 ");
    }
}
