//! Check-digit methods that several identifiers share. Refuses to judge characters: callers have checked the shape,
//! and a byte that is neither a digit nor an upper-case letter counts as zero.

/// A digit's value, or a letter's in ISO 7064 (A is 10, Z is 35).
pub(super) fn value(byte: u8) -> u32 {
    match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        b'A'..=b'Z' => u32::from(byte - b'A') + 10,
        _ => 0,
    }
}

/// The digits read as a decimal number; no identifier here has a run of more than 19 digits.
pub(super) fn number(digits: &[u8]) -> u64 {
    digits.iter().fold(0u64, |total, digit| total.wrapping_mul(10).wrapping_add(u64::from(value(*digit))))
}

/// The sum of digit times weight, over as many as there are of both.
pub(super) fn weighted(digits: &[u8], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| value(*digit) * weight).sum()
}

/// Whether the last digit is the weighted sum of the others, modulo 11, then modulo 10.
pub(super) fn is_eleven_ten(digits: &[u8], weights: &[u32]) -> bool {
    digits.split_last().is_some_and(|(last, rest)| weighted(rest, weights) % 11 % 10 == value(*last))
}

/// ISO/IEC 7812-1, annex B (Luhn): 0 where the check digit is the last and fits.
pub(super) fn luhn(digits: &[u8]) -> u32 {
    let sum: u32 = digits
        .iter()
        .rev()
        .zip([1, 2].into_iter().cycle())
        .map(|(digit, weight)| {
            let product = value(*digit) * weight;
            product / 10 + product % 10
        })
        .sum();
    sum % 10
}

/// GS1 General Specifications, 7.9: 0 where the check digit is the last and fits.
pub(super) fn gs1(digits: &[u8]) -> u32 {
    let sum: u32 =
        digits.iter().rev().zip([1, 3].into_iter().cycle()).map(|(digit, weight)| value(*digit) * weight).sum();
    sum % 10
}

/// ISO 7064 MOD 97-10: 1 where the check digits fit. Letters count as two digits.
pub(super) fn mod_97(text: impl IntoIterator<Item = u8>) -> u32 {
    text.into_iter().fold(0, |rest, byte| {
        let shift = if byte.is_ascii_digit() { 10 } else { 100 };
        (rest * shift + value(byte)) % 97
    })
}

/// ISO 7064 MOD 11,10: whether the last digit fits.
pub(super) fn is_mod_11_10(digits: &[u8]) -> bool {
    let rest = digits.iter().fold(5, |rest, digit| {
        let product = if rest == 0 { 10 } else { rest } * 2 % 11;
        (product + value(*digit)) % 10
    });
    rest == 1
}
