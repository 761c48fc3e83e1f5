//! The checks of countries whose VAT ids need more than one weighted sum. Each takes what follows the country, its
//! shape already checked, and refuses to judge the shape again.
//!
//! Algorithms as collected in python-stdnum 2.2 from the tax offices' publications.

use super::super::check_digit::{is_eleven_ten, luhn, mod_97, number, value, weighted};
use chrono::NaiveDate;

/// Luhn over the seven digits, and a check digit that brings it to 6.
pub fn at(body: &[u8]) -> bool {
    body.split_last().is_some_and(|(last, rest)| {
        let digits = rest.split_first().map_or(rest, |(_, digits)| digits);
        (luhn(digits) + value(*last)) % 10 == 6
    })
}

/// 97 less the remainder of the first eight digits: 01 to 97, never 00 (Peppol rule PEPPOL-COMMON-R043).
pub fn be(body: &[u8]) -> bool {
    body.split_at_checked(8).is_some_and(|(first, last)| number(first) % 97 + number(last) == 97)
}

/// Companies have nine digits; ten are a person's number (EGN), a foreigner's (PNF) or another's.
pub fn bg(body: &[u8]) -> bool {
    const PERSON: &[u32] = &[2, 4, 8, 5, 10, 9, 7, 3, 6];
    const FOREIGNER: &[u32] = &[21, 19, 17, 13, 11, 9, 7, 3, 1];
    const OTHER: &[u32] = &[4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
    if body.len() == 9 {
        return is_two_pass(body, &[1, 2, 3, 4, 5, 6, 7, 8], &[3, 4, 5, 6, 7, 8, 9, 10]);
    }
    let last = body.last().map_or(0, |last| value(*last));
    (is_eleven_ten(body, PERSON) && has_bulgarian_birthday(body))
        || weighted(body.get(..9).unwrap_or(body), FOREIGNER) % 10 == last
        || weighted(body, OTHER).is_multiple_of(11)
}

/// The month tells the century: 21 to 32 is the 19th, 41 to 52 the 21st.
fn has_bulgarian_birthday(body: &[u8]) -> bool {
    let (year, month, day) = (two_digits(body, 0), two_digits(body, 2), two_digits(body, 4));
    match month {
        41.. => is_day(2000 + year, month - 40, day),
        21.. => is_day(1800 + year, month - 20, day),
        _ => is_day(1900 + year, month, day),
    }
}

/// UID: weights 5 4 3 2 7 6 5 4, the check digit itself counting once.
pub fn ch(body: &[u8]) -> bool {
    body.get(1..10).is_some_and(|digits| weighted(digits, &[5, 4, 3, 2, 7, 6, 5, 4, 1]).is_multiple_of(11))
}

/// The digits at odd places are replaced before they are added; the letter is the sum modulo 26.
pub fn cy(body: &[u8]) -> bool {
    const ODD: [u32; 10] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
    let Some((letter, digits)) = body.split_last() else {
        return false;
    };
    let replaced = |digit: &u8| ODD.get(usize::from(digit.wrapping_sub(b'0'))).copied().unwrap_or(0);
    let odd: u32 = digits.iter().step_by(2).map(replaced).sum();
    let even: u32 = digits.iter().skip(1).step_by(2).map(|digit| value(*digit)).sum();
    !digits.starts_with(b"12") && (odd + even) % 26 + 10 == value(*letter)
}

/// Companies have eight digits; persons a birth number of nine or ten, or nine that start with 6.
pub fn cz(body: &[u8]) -> bool {
    const WEIGHTS: &[u32] = &[8, 7, 6, 5, 4, 3, 2];
    let last = body.last().map_or(0, |last| value(*last));
    match (body.len(), body) {
        (8, [first, ..]) => {
            let check = (11 - weighted(body, WEIGHTS) % 11) % 11;
            *first != b'9' && if check == 0 { 1 } else { check % 10 } == last
        }
        (9, [b'6', digits @ ..]) => (weighted(digits, WEIGHTS) % 11 + 8) % 10 == last,
        _ => is_birth_number(body),
    }
}

/// Czech and Slovak birth number (rodné číslo): birthday, women's months raised by 50, either by 20 where a day ran
/// out of numbers; ten digits have a check digit, nine were given until 1953.
fn is_birth_number(body: &[u8]) -> bool {
    let (year, month, day) = (two_digits(body, 0), two_digits(body, 2) % 50 % 20, two_digits(body, 4));
    if body.len() == 9 {
        let year = if year >= 80 { 1800 + year } else { 1900 + year };
        return year <= 1953 && is_day(year, month, day);
    }
    let year = if year < 54 { 2000 + year } else { 1900 + year };
    is_day(year, month, day)
        && body.split_at_checked(9).is_some_and(|(first, last)| number(first) % 11 % 10 == number(last))
}

/// Companies (CIF) have a Luhn digit, or the letter in its place; persons (DNI, NIE and those without) a letter
/// modulo 23.
pub fn es(body: &[u8]) -> bool {
    const DIGITS: &[u8] = b"0123456789";
    const LETTERS: &[u8] = b"JABCDEFGHI";
    let [first, digits @ .., last] = body else {
        return false;
    };
    match first {
        b'K' | b'L' | b'M' => has_spanish_letter(number(digits), *last),
        b'0'..=b'9' => has_spanish_letter(number(body.get(..8).unwrap_or(body)), *last),
        b'X'..=b'Z' => has_spanish_letter(u64::from(first - b'X') * 10_000_000 + number(digits), *last),
        b'A'..=b'H' | b'J' | b'N' | b'P'..=b'S' | b'U'..=b'W' => DIGITS
            .iter()
            .zip(LETTERS)
            .any(|(digit, letter)| (last == digit || last == letter) && is_luhn_after(digits, *digit)),
        _ => false,
    }
}

fn has_spanish_letter(number: u64, letter: u8) -> bool {
    b"TRWAGMYFPDXBNJZSQVHLCKE".iter().zip(0..).any(|(known, rest)| *known == letter && rest == number % 23)
}

/// Whether `last` is the Luhn digit after `digits`.
fn is_luhn_after(digits: &[u8], last: u8) -> bool {
    luhn(&[digits, &[last]].concat()) == 0
}

/// Two characters of key and the SIREN, which has no Luhn digit where it starts with 000 (Monaco).
/// A key of digits is SIREN followed by 12, modulo 97; a key with a letter counts in an alphabet without I and O.
pub fn fr(body: &[u8]) -> bool {
    let [first, second, siren @ ..] = body else {
        return false;
    };
    if !siren.starts_with(b"000") && luhn(siren) != 0 {
        return false;
    }
    let (Some(tens), Some(ones)) = (french_index(*first), french_index(*second)) else {
        return false;
    };
    let siren = number(siren);
    if first.is_ascii_digit() && second.is_ascii_digit() {
        return (siren * 100 + 12) % 97 == tens * 10 + ones;
    }
    // A key that starts with a digit is at least 0A, one that starts with a letter at least A0: neither goes below 0.
    let key = if first.is_ascii_digit() { tens * 24 + ones - 10 } else { tens * 34 + ones - 100 };
    (siren + 1 + key / 11) % 11 == key % 11
}

fn french_index(byte: u8) -> Option<u64> {
    (0..).zip(b"0123456789ABCDEFGHJKLMNPQRSTUVWXYZ").find(|(_, known)| **known == byte).map(|(index, _)| index)
}

/// Nine digits, the last three of twelve being a branch; remainders 42 and 55 belong to numbers from 100 on that were
/// given out since 2009. Departments (GD) have 000 to 499, health authorities (HA) 500 to 999.
pub fn gb(body: &[u8]) -> bool {
    if let [letter @ (b'G' | b'H'), _, digits @ ..] = body {
        return (*letter == b'G') == (number(digits) < 500);
    }
    let rest = weighted(body, &[8, 7, 6, 5, 4, 3, 2, 10, 1]) % 97;
    rest == 0 || (matches!(rest, 42 | 55) && !body.starts_with(b"0"))
}

/// The sum modulo 23 gives a letter of WABC...V; a second letter counts nine times. In the form of before 2013 the
/// second character was a letter, + or *, and the first digit belongs last.
pub fn ie(body: &[u8]) -> bool {
    const WEIGHTS: &[u32] = &[8, 7, 6, 5, 4, 3, 2];
    let [first, second, ..] = body else {
        return false;
    };
    let (digits, letters) = body.split_at_checked(7).unwrap_or((body, &[]));
    let sum = if second.is_ascii_digit() {
        weighted(digits, WEIGHTS)
    } else {
        weighted(digits.get(2..).unwrap_or(&[]), WEIGHTS.get(1..).unwrap_or(&[])) + 2 * value(*first)
    };
    let index = |letter: &u8| {
        if *letter == b'W' { 0 } else { value(*letter) - 9 }
    };
    match letters {
        [check] => sum % 23 == index(check),
        [check, b'A'..=b'W'] => (sum + 9 * letters.last().map_or(0, index)) % 23 == index(check),
        _ => false,
    }
}

/// Luhn; digits eight to ten are the tax office of a province.
pub fn it(body: &[u8]) -> bool {
    let office = body.get(7..10).map_or(0, number);
    luhn(body) == 0 && matches!(office, 1..=100 | 120 | 121 | 888 | 999) && !body.starts_with(b"0000000")
}

/// The digit before the check digit is 1.
pub fn lt(body: &[u8]) -> bool {
    body.get(body.len().saturating_sub(2)) == Some(&b'1')
        && is_two_pass(body, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2], &[3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4])
}

/// The last two digits are the first six modulo 89.
pub fn lu(body: &[u8]) -> bool {
    body.split_at_checked(6).is_some_and(|(first, last)| number(first) % 89 == number(last))
}

/// Companies start with 4 or more; persons with their birthday, or with 32 since July 2017.
pub fn lv(body: &[u8]) -> bool {
    const PERSON: &[u32] = &[10, 5, 8, 4, 2, 1, 6, 3, 7, 9];
    let Some((last, rest)) = body.split_last() else {
        return false;
    };
    if body.first().is_some_and(|first| *first > b'3') {
        return weighted(body, &[9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 == 3;
    }
    let century = body.get(6).map_or(0, |digit| value(*digit));
    let year = 1800 + century * 100 + two_digits(body, 4);
    let is_dated = body.starts_with(b"32") || is_day(year, two_digits(body, 2), two_digits(body, 0));
    is_dated && (1 + weighted(rest, PERSON)) % 11 % 10 == value(*last)
}

/// Companies: the RSIN's 11-test. Sole traders since 2020: ISO 7064 MOD 97-10 over the whole id with NL. The suffix
/// runs from 01.
pub fn nl(body: &[u8]) -> bool {
    let Some((digits, suffix)) = body.split_at_checked(9) else {
        return false;
    };
    let is_sole_trader = mod_97(b"NL".iter().chain(body).copied()) == 1;
    number(digits) > 0 && suffix != b"B00" && (rsin(digits) || is_sole_trader)
}

/// 11-test with weights 9 to 2 and −1, which is 10 modulo 11.
pub fn rsin(digits: &[u8]) -> bool {
    number(digits) > 0 && weighted(digits, &[9, 8, 7, 6, 5, 4, 3, 2, 10]).is_multiple_of(11)
}

/// Padded to ten digits; the weights times ten, modulo 11.
pub fn ro(body: &[u8]) -> bool {
    const WEIGHTS: [u32; 9] = [70, 50, 30, 20, 10, 70, 50, 30, 20];
    let skipped = 10usize.saturating_sub(body.len());
    is_eleven_ten(body, WEIGHTS.get(skipped..).unwrap_or(&[]))
}

/// The registration number has a Luhn digit.
pub fn se(body: &[u8]) -> bool {
    body.get(..10).is_some_and(|digits| luhn(digits) == 0)
}

/// Weights 8 to 2, the check digit counting once; a remainder of 10 is written 0, and 0 is not given out.
pub fn si(body: &[u8]) -> bool {
    let Some((last, rest)) = body.split_last() else {
        return false;
    };
    let check = 11 - weighted(rest, &[8, 7, 6, 5, 4, 3, 2]) % 11;
    check != 11 && check % 10 == value(*last)
}

/// A multiple of 11 whose third digit is 2, 3, 4, 7, 8 or 9; or a birth number.
pub fn sk(body: &[u8]) -> bool {
    let is_company = number(body).is_multiple_of(11)
        && !body.starts_with(b"0")
        && matches!(body.get(2), Some(b'2'..=b'4' | b'7'..=b'9'));
    is_company || is_birth_number(body)
}

/// A sum modulo 11; where that is 10, a second sum, modulo 11, where 10 is written 0.
fn is_two_pass(digits: &[u8], first: &[u32], second: &[u32]) -> bool {
    let Some((last, rest)) = digits.split_last() else {
        return false;
    };
    let sum = weighted(rest, first) % 11;
    let check = if sum == 10 { weighted(rest, second) % 11 % 10 } else { sum };
    check == value(*last)
}

/// The two digits at a place, as part of a birthday.
fn two_digits(body: &[u8], at: usize) -> u32 {
    body.iter().skip(at).take(2).fold(0, |total, digit| total * 10 + value(*digit))
}

fn is_day(year: u32, month: u32, day: u32) -> bool {
    i32::try_from(year).is_ok_and(|year| NaiveDate::from_ymd_opt(year, month, day).is_some())
}
