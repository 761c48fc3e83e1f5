//! Normalisation: an identifier as people type and paste it becomes upper-case letters and digits.
//! Refuses every character that no identifier holds, and texts longer than any identifier.

use super::fault::Fault;

/// The longest identifier that is read here is the Leitweg-ID (46 characters).
const LENGTH_MAX: usize = 64;

/// Removes separators, raises ASCII letters. `+` and `*` stay: they stand in Irish VAT ids of before 2013.
pub(super) fn compact(value: &str) -> Result<String, Fault> {
    let mut text = String::new();
    for character in value.chars() {
        if is_separator(character) {
            continue;
        }
        if !character.is_ascii_alphanumeric() && character != '+' && character != '*' {
            return Err(Fault::Characters);
        }
        if text.len() == LENGTH_MAX {
            return Err(Fault::Length);
        }
        text.push(character.to_ascii_uppercase());
    }
    Ok(text)
}

/// Spaces, dashes, dots and slashes, with the variants that word processors put in their place.
fn is_separator(character: char) -> bool {
    matches!(
        character,
        ' ' | '\t' | '\r' | '\n' | '-' | '.' | '/'
            | '\u{A0}' | '\u{AD}' | '\u{2000}'..='\u{200D}' | '\u{202F}' | '\u{2060}' | '\u{FEFF}'
            | '\u{2010}'..='\u{2015}' | '\u{2212}'
    )
}
