//! The languages that the engine writes. Refuses to guess one: a locale in another language gets English.

/// A language of phrases, numbers and days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Dutch, as in the Netherlands and Flanders.
    Nl,
    /// English, as in the European Union.
    En,
    /// German.
    De,
    /// French.
    Fr,
}

impl Language {
    /// The language of a locale: its part before the region decides ("nl-BE" is Dutch), in any letter case.
    /// English for every other language and for no locale.
    pub fn of_locale(locale: Option<&str>) -> Language {
        let language = locale.and_then(|locale| locale.split(['-', '_']).next()).unwrap_or_default();
        let is = |code: &str| language.eq_ignore_ascii_case(code);
        match () {
            () if is("nl") => Language::Nl,
            () if is("de") => Language::De,
            () if is("fr") => Language::Fr,
            () => Language::En,
        }
    }

    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        self.pick(["nl", "en", "de", "fr"])
    }

    /// The one of four that belongs to this language.
    pub fn pick<T>(self, [nl, en, de, fr]: [T; 4]) -> T {
        match self {
            Language::Nl => nl,
            Language::En => en,
            Language::De => de,
            Language::Fr => fr,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_part_of_a_locale_decides() {
        for (locale, language) in [
            (Some("nl"), Language::Nl),
            (Some("nl-BE"), Language::Nl),
            (Some("NL_nl"), Language::Nl),
            (Some("de-AT"), Language::De),
            (Some("fr-BE"), Language::Fr),
            (Some("en-GB"), Language::En),
            (Some("nld"), Language::En),
            (Some("it-IT"), Language::En),
            (Some(""), Language::En),
            (None, Language::En),
        ] {
            assert_eq!(Language::of_locale(locale), language, "{locale:?}");
        }
    }
}
