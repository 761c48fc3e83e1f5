//! The fields of a packed draft: each its length and its bytes; an absent one is empty.

use std::borrow::Cow;

use voldaan::Day;
use voldaan::money::Number;
use voldaan::wire::{Reader, Value, Wire, parse_decimal};

/// A length from here on does not fit its byte: two more follow.
const LONG: u8 = 255;

/// What is left of a packed draft. Everything ends in None where the JSON door has to look at the draft.
pub struct Fields<'a>(pub &'a [u8]);

/// A decimal of the caller.
#[derive(Clone, Copy)]
pub struct Said {
    /// What it is.
    pub number: Number,
    /// Whether it is written in the one way in which it goes out: without zeros that say nothing, sign of zero or exponent.
    pub canonical: bool,
}

impl<'a> Fields<'a> {
    /// A field as it is.
    #[inline]
    pub fn next(&mut self) -> Option<&'a [u8]> {
        let (length, rest) = match self.0 {
            [LONG, high, low, rest @ ..] => (usize::from(u16::from_be_bytes([*high, *low])), rest),
            [length, rest @ ..] => (usize::from(*length), rest),
            [] => return None,
        };
        let (field, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some(field)
    }

    /// Whether the same bytes come next as came before; they are skipped then.
    pub fn skip(&mut self, known: &[u8]) -> bool {
        let rest = self.0.strip_prefix(known);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// A text that the engine takes, or none.
    pub fn text(&mut self) -> Option<Option<&'a str>> {
        let field = self.letters()?;
        if field.is_empty() { Some(None) } else { str::from_utf8(field).ok().map(Some) }
    }

    /// The bytes of a text that the engine takes; empty for none.
    #[inline]
    pub fn letters(&mut self) -> Option<&'a [u8]> {
        let field = self.next()?;
        (field.iter().all(|byte| (0x20..0x7F).contains(byte)) || is_taken(field)).then_some(field)
    }

    /// A day, or none.
    pub fn day(&mut self) -> Option<Option<Day>> {
        match self.text()? {
            Some(text) => Day::parse(text).map(Some),
            None => Some(None),
        }
    }

    /// A word of a list, or none.
    pub fn optional<T: Wire>(&mut self) -> Option<Option<T>> {
        let Some(text) = self.text()? else { return Some(None) };
        let mut cx = Reader::new();
        let read = T::read(Value::Text(Cow::Borrowed(text)), &mut cx);
        cx.is_clean().then_some(Some(read))
    }

    /// A decimal, or none.
    #[inline]
    pub fn number(&mut self) -> Option<Option<Said>> {
        let field = self.next()?;
        if field.is_empty() {
            return Some(None);
        }
        let Some(number) = Number::parse(field) else { return Some(Some(rare_number(field)?)) };
        let canonical = match field {
            [b'-', ..] => false,
            [.., b'0'] if number.scale == 0 => !field.contains(&b'.'),
            [.., b'0'] => false,
            _ => true,
        };
        Some(Some(Said { number, canonical }))
    }

    /// How many follow; none where nothing is said.
    pub fn count(&mut self) -> Option<usize> {
        let mut count = 0_usize;
        for byte in self.next()? {
            let digit = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
            count = count.checked_mul(10)?.checked_add(usize::from(digit))?;
        }
        Some(count)
    }
}

/// A long number. One with an exponent is left to the JSON door: a JSON number may have one, a text may not.
#[cold]
fn rare_number(field: &[u8]) -> Option<Said> {
    let number = Number::of(parse_decimal(str::from_utf8(field).ok()?).ok()?)?;
    Some(Said { number, canonical: false })
}

/// Whether the engine takes a text with letters beyond ASCII, or with control characters. Half a surrogate pair arrives as U+FFFD.
#[cold]
fn is_taken(field: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(field) else { return false };
    let mut cx = Reader::new();
    !text.contains('\u{FFFD}') && cx.text(Value::Text(Cow::Borrowed(text))).is_some()
}
