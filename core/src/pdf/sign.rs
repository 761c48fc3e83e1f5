//! What is set of a text: characters that only format are not, ligatures as their letters, and for a pictograph that the font
//! lacks one sign that it has. Refuses to replace letters: a name that nobody can read is no name.
//!
//! An emoji in a note is no reason to have no invoice, and PDF/A forbids the glyph for what is missing (ISO 19005-3, 6.2.11.8). The
//! original stays in the text of the document, for who copies it or has it read aloud.

use super::font::Font;

/// A character to set, and what it stands for where that is something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign<'t> {
    /// The character.
    pub character: char,
    /// The pictograph in whose place it is set; empty where it is the character itself.
    pub stands_for: &'t str,
}

impl<'t> Sign<'t> {
    /// A character that stands for itself.
    pub fn of(character: char) -> Sign<'t> {
        Sign { character, stands_for: "" }
    }
}

/// Signs for a pictograph, the best first: a white square, the replacement character, and what every font has.
const STAND_INS: [char; 5] = ['\u{25A1}', '\u{FFFD}', '\u{25A0}', '\u{2022}', '*'];

/// The signs of a text, in their order.
pub fn signs<'t>(font: &Font<'_>, text: &'t str) -> impl Iterator<Item = Sign<'t>> {
    let (mut rest, mut letters) = (text, "".chars());
    std::iter::from_fn(move || {
        loop {
            if let Some(letter) = letters.next() {
                return Some(Sign::of(letter));
            }
            let (whole, character) = (rest, rest.chars().next()?);
            let after = whole.get(character.len_utf8()..)?;
            rest = after;
            if is_unseen(character) {
                continue;
            }
            letters = ligature(character).chars();
            if !letters.as_str().is_empty() {
                continue;
            }
            if is_pictograph(character) && font.glyph(character).is_none() {
                let stand_in = STAND_INS.into_iter().find(|sign| font.glyph(*sign).is_some());
                let stands_for;
                (stands_for, rest) = whole.split_at_checked(character.len_utf8() + tail(character, after))?;
                return Some(Sign { character: stand_in.unwrap_or(character), stands_for });
            }
            return Some(Sign::of(character));
        }
    })
}

/// Whether the font lacks a character, and nothing may stand in its place.
pub fn is_lacking(font: &Font<'_>, character: char) -> bool {
    let known = is_unseen(character) || is_pictograph(character) || !ligature(character).is_empty();
    !known && font.glyph(character).is_none()
}

/// How much of what follows belongs to a pictograph: its colours and forms, what is joined to it, and the second letter of a flag
/// (Unicode Technical Standard 51, 1.4.9).
fn tail(first: char, after: &str) -> usize {
    let is_flag = |character: char| matches!(character, '\u{1F1E6}'..='\u{1F1FF}');
    let (mut length, mut before, mut flags) = (0, first, usize::from(is_flag(first)));
    for character in after.chars() {
        let second = flags == 1 && is_flag(character);
        let joined = before == '\u{200D}' && is_pictograph(character);
        let form = matches!(character, '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{20E3}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}');
        if !(second || joined || form) {
            break;
        }
        flags += usize::from(second);
        length += character.len_utf8();
        before = character;
    }
    length
}

/// Controls, soft hyphens, and what joins, parts and varies the characters beside it.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{20E3}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0020}'..='\u{E007F}' | '\u{E0100}'..='\u{E01EF}')
}

/// The letters of a Latin ligature (Unicode, Alphabetic Presentation Forms); empty for anything else.
fn ligature(character: char) -> &'static str {
    match character {
        '\u{FB00}' => "ff",
        '\u{FB01}' => "fi",
        '\u{FB02}' => "fl",
        '\u{FB03}' => "ffi",
        '\u{FB04}' => "ffl",
        '\u{FB05}' | '\u{FB06}' => "st",
        _ => "",
    }
}

/// Pictures, arrows, shapes and enclosed digits: the blocks of Unicode that hold emoji, and no letters of a script.
fn is_pictograph(character: char) -> bool {
    matches!(character, '\u{203C}' | '\u{2049}' | '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}' | '\u{2460}'..='\u{24FF}' | '\u{25A0}'..='\u{27BF}' | '\u{2900}'..='\u{297F}' | '\u{2B00}'..='\u{2BFF}' | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}' | '\u{1F000}'..='\u{1FAFF}')
}

#[cfg(all(test, feature = "built-in-font"))]
mod tests {
    use super::*;
    use crate::pdf::BUILT_IN;

    /// What is set of a text, each stand-in with what it stands for.
    fn set(text: &str) -> String {
        let font = Font::parse(BUILT_IN.regular).unwrap_or_else(|fault| panic!("{}", fault.0));
        let shown = |sign: Sign<'_>| match sign.stands_for {
            "" => sign.character.to_string(),
            original => format!("{}({original})", sign.character),
        };
        signs(&font, text).map(shown).collect()
    }

    #[test]
    fn what_only_formats_is_left_out_and_ligatures_are_their_letters() {
        assert_eq!(set("a\u{200B}b\u{FEFF}c\u{2060}\u{AD}d\u{FE0F}"), "abcd");
        assert_eq!(set("ﬁets, aﬄux, ﬅ"), "fiets, afflux, st");
        assert_eq!(set("Café № 12 €"), "Café № 12 €");
    }

    #[test]
    fn a_pictograph_has_one_stand_in_with_all_that_belongs_to_it() {
        // An astronaut is three code points, a flag two, a hand with its colour two, a heart with its form two.
        assert_eq!(set("a 👩\u{200D}🚀 b"), "a □(👩\u{200D}🚀) b");
        assert_eq!(set("🇳🇱🇧🇪"), "□(🇳🇱)□(🇧🇪)");
        assert_eq!(set("👍🏽❤\u{FE0F}①"), "□(👍🏽)□(❤\u{FE0F})□(①)");
        assert_eq!(set("1\u{FE0F}\u{20E3}"), "1");
    }

    #[test]
    fn letters_have_no_stand_in() {
        let font = Font::parse(BUILT_IN.regular).unwrap_or_else(|fault| panic!("{}", fault.0));
        for letter in ['漢', 'א', 'ع', 'ก', '한', 'が'] {
            assert!(is_lacking(&font, letter), "{letter}");
        }
        for known in ['a', 'é', '\u{200B}', 'ﬁ', '🎉', '①', '\n'] {
            assert!(!is_lacking(&font, known), "{known}");
        }
    }
}
