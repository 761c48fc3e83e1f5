//! How references, numbers and names are compared: by their letters and digits, however they are spaced or punctuated.

use crate::app::book::words::words;

/// A shorter text names nothing: too much would be found in any line.
const KEY_CHARACTERS_MIN: usize = 4;
/// A longer text is no reference.
const KEY_CHARACTERS_MAX: usize = 40;
/// References are printed in groups; no more of them belong together than these.
const GROUPS_MAX: usize = 8;
/// A line says no more words than these, as far as references go.
const WORDS_MAX: usize = 60;

/// Words that say what a company is and not which.
const FORMS: &[&str] = &[
    "bv", "nv", "vof", "cv", "gmbh", "ag", "kg", "ohg", "ug", "sa", "sarl", "sas", "srl", "bvba", "ltd", "limited",
    "inc", "llc", "mbh", "the", "de", "het", "van", "und", "and", "en", "et", "co", "heer", "mevr", "hr", "mw", "dhr",
    "ev", "eo",
];

/// A reference or number by its letters and digits, in upper case; None if it is too short to name anything.
pub(crate) fn key(text: &str) -> Option<String> {
    let key: String =
        text.chars().filter(|character| character.is_ascii_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect();
    (KEY_CHARACTERS_MIN..=KEY_CHARACTERS_MAX).contains(&key.len()).then_some(key)
}

/// All keys that a free text may hold: its words, and up to eight of them that stand next to one another.
pub(crate) fn keys_in(text: &str) -> Vec<String> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':'))
        .filter(|w| !w.is_empty())
        .take(WORDS_MAX)
        .collect();
    let mut keys = Vec::new();
    for from in 0..words.len() {
        let mut joined = String::new();
        for word in words.iter().skip(from).take(GROUPS_MAX) {
            joined.push_str(word);
            if let Some(key) = key(&joined).filter(|key| !keys.contains(key)) {
                keys.push(key);
            }
        }
    }
    keys
}

/// Whether two names are those of one party: every word of the shorter one stands in the other, legal forms and articles
/// left aside.
pub(crate) fn is_same_name(left: &str, right: &str) -> bool {
    let said = |name: &str| -> Vec<String> {
        let words = words(&name.replace(['.', '\''], ""));
        words.into_iter().filter(|word| word.len() > 1 && !FORMS.contains(&word.as_str())).collect()
    };
    let (left, right) = (said(left), said(right));
    let (shorter, longer) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    !shorter.is_empty() && shorter.iter().all(|word| longer.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_found_however_it_is_printed() {
        for text in ["RF18 5390 0754 7034", "betaling rf18539007547034 dank", "ref: RF18 5390 0754 7034, groet"] {
            assert!(keys_in(text).contains(&"RF18539007547034".to_owned()), "{text}");
        }
        assert!(keys_in("+++090/9337/55493+++").contains(&"090933755493".to_owned()));
        assert!(keys_in("factuur 2026-0001 van juni").contains(&"20260001".to_owned()));
        assert!(keys_in("a b c").is_empty());
    }

    #[test]
    fn names_are_the_same_but_for_forms_and_spelling() {
        for (left, right) in [
            ("Bakkerij Vermeulen B.V.", "BAKKERIJ VERMEULEN BV"),
            ("Bakkerij Vermeulen B.V.", "Bakkerij Vermeulen"),
            ("Café René", "Cafe Rene Amsterdam"),
        ] {
            assert!(is_same_name(left, right), "{left} / {right}");
        }
        for (left, right) in [("Bakkerij Vermeulen", "Bakkerij Peeters"), ("B.V.", "Jan Peeters B.V."), ("", "Jan")] {
            assert!(!is_same_name(left, right), "{left} / {right}");
        }
    }
}
