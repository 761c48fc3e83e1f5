//! Words of a text as the search index keeps them: in lower case, without the accents of Latin letters, so that Rene finds
//! René. Amounts are words of their own, so that 1.210,00 finds 1210.00. Knows no language: nothing is stemmed.

/// A word is cut after so many characters; nobody types more to find it.
const CHARACTERS_MAX: usize = 40;

/// Latin letters with accents, after the letters without that stand for them.
const PLAIN: &[(&str, &str)] = &[
    ("a", "àáâãäåāăą"),
    ("ae", "æ"),
    ("c", "çćĉċč"),
    ("d", "ďđð"),
    ("e", "èéêëēĕėęě"),
    ("g", "ĝğġģ"),
    ("h", "ĥħ"),
    ("i", "ìíîïĩīĭįı"),
    ("j", "ĵ"),
    ("k", "ķ"),
    ("l", "ĺļľŀł"),
    ("n", "ñńņňŉ"),
    ("o", "òóôõöøōŏő"),
    ("oe", "œ"),
    ("r", "ŕŗř"),
    ("s", "śŝşšș"),
    ("ss", "ß"),
    ("t", "ţťŧț"),
    ("th", "þ"),
    ("u", "ùúûüũūŭůűų"),
    ("w", "ŵ"),
    ("y", "ýÿŷ"),
    ("z", "źżž"),
];

/// Marks that stand above the letter before them.
fn is_mark(character: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&character)
}

/// The words of a text.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut word = String::new();
    let mut characters = 0;
    for character in text.chars().flat_map(char::to_lowercase).filter(|character| !is_mark(*character)) {
        if !character.is_alphanumeric() {
            if !word.is_empty() {
                found.push(std::mem::take(&mut word));
            }
            characters = 0;
        } else if characters < CHARACTERS_MAX {
            characters += 1;
            match PLAIN.iter().find(|(_, accented)| !character.is_ascii() && accented.contains(character)) {
                Some((plain, _)) => word.push_str(plain),
                None => word.push(character),
            }
        }
    }
    if !word.is_empty() {
        found.push(word);
    }
    found
}

/// The word of an amount: its digits without zeros that say nothing, such as a1210 and a49d5. No text has it by chance: it is
/// kept apart from them.
fn amount_word(whole: &str, fraction: &str) -> String {
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if fraction.is_empty() { format!("a{whole}") } else { format!("a{whole}d{fraction}") }
}

/// The word of an amount as the engine writes it, such as 1210.00.
pub(super) fn word_of_amount(amount: &str) -> String {
    let amount = amount.trim_start_matches('-');
    let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
    amount_word(whole, fraction)
}

/// The words of the amounts that somebody may mean: 1.210 is a thousand and more in one country, and one and a bit in another.
pub(super) fn amounts_meant(text: &str) -> Vec<String> {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut meant = Vec::new();
    let mut add = |word: String| {
        if !meant.contains(&word) {
            meant.push(word);
        }
    };
    if is_digits(text) {
        add(amount_word(text, ""));
    }
    for (point, comma) in [('.', ','), (',', '.')] {
        let (whole, fraction) = text.rsplit_once(point).unwrap_or((text, ""));
        let mut groups = whole.split(comma);
        let first = groups.next().unwrap_or_default();
        let rest: Vec<&str> = groups.collect();
        let is_grouped = rest.iter().all(|group| group.len() == 3 && is_digits(group));
        if is_digits(first) && is_grouped && (is_digits(fraction) || (fraction.is_empty() && !rest.is_empty())) {
            add(amount_word(&[first, &rest.concat()].concat(), fraction));
        }
    }
    meant
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_neither_capitals_nor_accents() {
        assert_eq!(words("Café René, 's-Hertogenbosch"), ["cafe", "rene", "s", "hertogenbosch"]);
        // An accent of its own, as some systems write it.
        assert_eq!(words("Rene\u{301}"), ["rene"]);
        assert_eq!(words("Straße Łódź Ærø"), ["strasse", "lodz", "aero"]);
        assert_eq!(words("2026-0001"), ["2026", "0001"]);
        assert_eq!(words("Ελλάδα 日本"), ["ελλάδα", "日本"]);
        assert_eq!(words(&"x".repeat(100)), ["x".repeat(40)]);
        assert!(words(" -/!").is_empty());
    }

    #[test]
    fn an_amount_is_found_however_it_is_written() {
        for text in ["1210", "1210.00", "1210,00", "1.210,00", "1,210.00", "1210.0"] {
            assert!(amounts_meant(text).contains(&word_of_amount("1210.00")), "{text}");
        }
        assert_eq!(amounts_meant("1.210"), ["a1d21", "a1210"]);
        assert_eq!(amounts_meant("49,5"), [word_of_amount("49.50")]);
        assert_eq!(word_of_amount("-0.50"), "a0d5");
        for text in ["", "2026-0001", "12.10.2026", "1.2.3", "a1", ".", ",5", "1,21,0.00"] {
            assert!(amounts_meant(text).is_empty(), "{text}");
        }
    }
}
