//! The texts themselves: every placeholder is known, and each language has the same ones.

use super::facts::PLACEHOLDERS;
use super::fill;
use super::text::Text;
use crate::text::Language;

fn placeholders(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    fill::pieces(text, &mut |_, name| names.extend(name.map(str::to_owned))).expect("every brace is closed");
    names.sort();
    names
}

#[test]
fn every_text_has_the_same_known_placeholders_in_all_languages() {
    // The end of a term stands in a text of ours only.
    for text in Text::ALL {
        let dutch = placeholders(text.of(Language::Nl));
        assert!(dutch.iter().all(|name| PLACEHOLDERS.contains(&name.as_str())), "{text:?}: {dutch:?}");
        for language in [Language::En, Language::De, Language::Fr] {
            let mut names = placeholders(text.of(language));
            // German and French greet without a name.
            if *text == Text::GreetFriendly {
                names = dutch.clone();
            }
            assert_eq!(names, dutch, "{text:?} {language:?}");
            assert!(!text.of(language).trim().is_empty());
        }
    }
}

#[test]
fn french_has_its_spaces_and_no_language_doubles_them() {
    for text in Text::ALL {
        for language in [Language::Nl, Language::En, Language::De, Language::Fr] {
            assert!(!text.of(language).contains("  "), "{text:?} {language:?}");
        }
        let french = text.of(Language::Fr);
        for sign in [" :", " ;", " ?", " !"] {
            assert!(!french.contains(sign), "{text:?}: a space before {sign} that breaks");
        }
    }
}
