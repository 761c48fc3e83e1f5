//! Texts that cannot be printed: where in the invoice they stand, and what to do. Refuses to put boxes or nothing in
//! their place.

use super::face::Face;
use crate::finding::{Code, Finding};
use crate::invoice::Issued;
use crate::wire::{Value, parse, push_count};

/// So many texts are named; more say the same.
const FINDINGS_MAX: usize = 50;

/// What a document may say whatever it is about: ASCII, and the other letters and signs of the languages that the engine writes. (A test
/// holds its own phrases against it.)
pub const ALWAYS: &str = "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~€§°²³·×÷–’«»\
    ÀÂÄÇÈÉÊËÎÏÔÖÙÛÜŒßàâäçèéêëîïôöùûüœ";

/// Fields whose texts are in no document.
const UNPRINTED: [&str; 4] = ["metadata", "attachments", "explanation", "findings"];

/// A finding for each text of the invoice, and of those beside it with their paths, that has a character which cannot be printed.
pub fn findings(issued: &Issued, beside: &[(&str, &str)], faces: [&Face<'_>; 2]) -> Vec<Finding> {
    let mut found = unprintable(beside, faces);
    found.extend(of_invoice(issued, faces));
    if found.is_empty() {
        // A character of a phrase or a number: the font has not even those of the language.
        let lacking = faces.iter().find_map(|face| face.lacking).unwrap_or_default();
        found.push(lacks(lacking, ""));
    }
    found
}

/// A finding for each of these texts with their paths that has a character which cannot be printed.
pub fn unprintable(texts: &[(&str, &str)], faces: [&Face<'_>; 2]) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, text) in texts {
        look_into(&Value::Text((*text).into()), &mut String::from(*path), faces, &mut found);
    }
    found
}

/// A finding for each text that stands in the invoice and cannot be printed.
pub fn of_invoice(issued: &Issued, faces: [&Face<'_>; 2]) -> Vec<Finding> {
    let mut found = Vec::new();
    let json = issued.to_json();
    if let Ok(value) = parse(&json) {
        look_into(&value, &mut String::new(), faces, &mut found);
    }
    found
}

fn look_into(value: &Value<'_>, path: &mut String, faces: [&Face<'_>; 2], found: &mut Vec<Finding>) {
    if found.len() >= FINDINGS_MAX {
        return;
    }
    let length = path.len();
    match value {
        Value::Text(text) => {
            let unprintable = |character: &char| faces.iter().any(|face| face.lacks(*character));
            if let Some(character) = text.chars().find(unprintable) {
                found.push(if is_right_to_left(character) { right_to_left(path) } else { lacks(character, path) });
            }
        }
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push('[');
                push_count(path, index);
                path.push(']');
                look_into(item, path, faces, found);
                path.truncate(length);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields.iter().filter(|(name, _)| !UNPRINTED.contains(&&**name)) {
                if length > 0 {
                    path.push('.');
                }
                path.push_str(name);
                look_into(field, path, faces, found);
                path.truncate(length);
            }
        }
        _ => {}
    }
}

/// Hebrew, Arabic, Syriac, Thaana, N'Ko and the scripts after them, with their presentation forms (Unicode, DerivedBidiClass).
fn is_right_to_left(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

fn right_to_left(path: &str) -> Finding {
    Finding::new(
        Code::ScriptDirection,
        path,
        "The text is in a script that runs from right to left, which is not set yet.",
    )
    .fix("Write it in Latin letters for the PDF, or send the e-invoice without a page.")
}

fn lacks(character: char, path: &str) -> Finding {
    let mut message = String::from("The font has no sign for ");
    message.push(character);
    message.push_str(" (U+");
    let code = u32::from(character);
    for shift in (0..6).rev().map(|place| place * 4).skip_while(|shift| *shift > 12 && code >> shift == 0) {
        message.push(char::from_digit(code >> shift & 15, 16).unwrap_or('0').to_ascii_uppercase());
    }
    message.push_str(").");
    Finding::new(Code::FontLacksCharacter, path, message)
        .fix("Give a font that has it as `fonts`, or write the text without it.")
}
