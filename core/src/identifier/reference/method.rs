//! The check digits of payment references. Refuses separators: it works on upper-case letters and digits alone.

use super::super::check_digit::{mod_97, number, value};
use super::super::fault::Fault;
use super::super::shape;

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The last digit of a number.
fn digit(number: u32) -> char {
    char::from_digit(number % 10, 10).unwrap_or('0')
}

/// Digits of a given length, zeros in front; neither more digits nor zeros only.
fn padded(number: &str, length: usize) -> Result<String, Fault> {
    if !is_digits(number) {
        return Err(Fault::Characters);
    }
    let missing = length.checked_sub(number.len()).ok_or(Fault::Length)?;
    if number.bytes().all(|byte| byte == b'0') {
        return Err(Fault::Length);
    }
    Ok(["0".repeat(missing).as_str(), number].concat())
}

/// RF and two digits, as no invoice number starts by chance.
pub(super) fn is_marked_rf(text: &str) -> bool {
    text.strip_prefix("RF").and_then(|rest| rest.get(..2)).is_some_and(is_digits) && matches!(text.len(), 5..=25)
}

/// ISO 11649: RF, check digits 02 to 98 by ISO 7064 MOD 97-10, at most 21 characters.
pub(super) fn check_rf(text: String) -> Result<String, Fault> {
    let (head, rest) = text.split_at_checked(4).ok_or(Fault::Length)?;
    if !matches!(rest.len(), 1..=21) {
        return Err(Fault::Length);
    }
    shape::check("RF2n", head)?;
    if !rest.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(Fault::Characters);
    }
    let is_given_out = !matches!(head, "RF00" | "RF01" | "RF99");
    if is_given_out && mod_97(rest.bytes().chain(head.bytes())) == 1 { Ok(text) } else { Err(Fault::Checksum) }
}

pub(super) fn make_rf(reference: &str) -> Result<String, Fault> {
    if !matches!(reference.len(), 1..=21) {
        return Err(Fault::Length);
    }
    if !reference.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(Fault::Characters);
    }
    let check = 98 - mod_97(reference.bytes().chain("RF00".bytes()));
    let mut text = String::from("RF");
    text.extend([digit(check / 10), digit(check)]);
    text.push_str(reference);
    Ok(text)
}

/// Febelfin, Belgian structured communication: ten digits and their remainder modulo 97, where 0 is written 97.
fn ogm_check(first: &str) -> u32 {
    match mod_97(first.bytes()) {
        0 => 97,
        rest => rest,
    }
}

pub(super) fn check_ogm(text: &str) -> Result<String, Fault> {
    shape::check("12n", text)?;
    let (first, last) = text.split_at_checked(10).ok_or(Fault::Length)?;
    let is_fitting = u64::from(ogm_check(first)) == number(last.as_bytes());
    if is_fitting && number(text.as_bytes()) > 0 { Ok(write_ogm(text)) } else { Err(Fault::Checksum) }
}

pub(super) fn make_ogm(number: &str) -> Result<String, Fault> {
    let mut text = padded(number, 10)?;
    let check = ogm_check(&text);
    text.extend([digit(check / 10), digit(check)]);
    Ok(write_ogm(&text))
}

/// `+++010/8068/17183+++`.
fn write_ogm(digits: &str) -> String {
    let (first, rest) = digits.split_at_checked(3).unwrap_or((digits, ""));
    let (second, third) = rest.split_at_checked(4).unwrap_or((rest, ""));
    ["+++", first, "/", second, "/", third, "+++"].concat()
}

/// Betaalvereniging Nederland, "De specificaties van het Nederlandse betalingskenmerk": the check digit in front is 11
/// less the weighted sum modulo 11 of all digits behind it, 10 written 1 and 11 written 0.
fn kenmerk_check(digits: &str) -> u32 {
    const WEIGHTS: [u32; 10] = [2, 4, 8, 5, 10, 9, 7, 3, 6, 1];
    let sum: u32 =
        digits.bytes().rev().zip(WEIGHTS.into_iter().cycle()).map(|(digit, weight)| value(digit) * weight).sum();
    match 11 - sum % 11 {
        10 => 1,
        11 => 0,
        check => check,
    }
}

/// 7 digits without check; C, length digit and 7 to 12 digits; or C and 15 digits.
pub(super) fn check_kenmerk(text: String) -> Result<String, Fault> {
    if !is_digits(&text) {
        return Err(Fault::Characters);
    }
    if text.len() == 7 {
        return Ok(text);
    }
    if !matches!(text.len(), 9..=14 | 16) {
        return Err(Fault::Length);
    }
    let (check, rest) = text.split_at_checked(1).ok_or(Fault::Length)?;
    let is_length_right = text.len() == 16 || rest.starts_with(length_digit(text.len() - 2));
    if is_length_right && number(check.as_bytes()) == u64::from(kenmerk_check(rest)) {
        Ok(text)
    } else {
        Err(Fault::Checksum)
    }
}

/// The number of digits behind it, modulo 10.
fn length_digit(length: usize) -> char {
    u32::try_from(length).map_or('0', digit)
}

/// Up to seven digits become seven, 8 to 12 stay, 13 to 15 become fifteen.
pub(super) fn make_kenmerk(number: &str) -> Result<String, Fault> {
    let length = match number.len() {
        0 => return Err(Fault::Length),
        1..=7 => 7,
        8..=12 => number.len(),
        _ => 15,
    };
    let mut rest = padded(number, length)?;
    if length != 15 {
        rest.insert(0, length_digit(length));
    }
    rest.insert(0, digit(kenmerk_check(&rest)));
    Ok(rest)
}

/// SIX, "Swiss Implementation Guidelines QR-bill", annex: 26 digits and a check digit by modulo 10, recursive.
fn qrr_check(digits: &str) -> u32 {
    const CARRY: [u32; 10] = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];
    let carry = digits.bytes().fold(0, |carry, digit| {
        let place = usize::try_from((value(digit) + carry) % 10).unwrap_or(0);
        CARRY.get(place).copied().unwrap_or(0)
    });
    (10 - carry) % 10
}

pub(super) fn check_qrr(text: String) -> Result<String, Fault> {
    shape::check("27n", &text)?;
    let (first, last) = text.split_at_checked(26).ok_or(Fault::Length)?;
    let is_zero = text.bytes().all(|byte| byte == b'0');
    if !is_zero && u64::from(qrr_check(first)) == number(last.as_bytes()) { Ok(text) } else { Err(Fault::Checksum) }
}

pub(super) fn make_qrr(number: &str) -> Result<String, Fault> {
    let mut text = padded(number, 26)?;
    text.push(digit(qrr_check(&text)));
    Ok(text)
}

/// Groups of `size` with spaces between them, the first of `first` characters (0: of `size` too).
pub(super) fn group(text: &str, size: usize, first: usize) -> String {
    let mut grouped = String::new();
    for (place, character) in text.chars().enumerate() {
        if place > 0 && place >= first && (place - first).is_multiple_of(size) {
            grouped.push(' ');
        }
        grouped.push(character);
    }
    grouped
}
