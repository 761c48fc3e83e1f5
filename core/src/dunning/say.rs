//! Short sentences with amounts and days in them, in English, for working and preconditions. Letters have texts of their own.

use rust_decimal::Decimal;

use crate::calendar::Day;
use crate::wire::{push_count, push_day, push_decimal};

/// An amount or percentage in digits.
pub(super) fn number(value: Decimal) -> String {
    let mut text = String::with_capacity(12);
    push_decimal(&mut text, value);
    text
}

/// A count in digits.
pub(super) fn count(count: usize) -> String {
    let mut text = String::new();
    push_count(&mut text, count);
    text
}

/// A day as on the wire: 2026-01-31.
pub(super) fn day(day: Day) -> String {
    let mut text = String::with_capacity(10);
    push_day(&mut text, day);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_keep_their_zeros() {
        for text in ["2026-01-05", "1900-12-31", "2999-10-10"] {
            assert_eq!(day(Day::parse(text).expect("a day")), text);
        }
    }
}
