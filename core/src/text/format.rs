//! Numbers, amounts and days as a language writes them. For people only: nothing here is read back.
//!
//! Separators and month names follow the Unicode CLDR, except that French groups digits with U+00A0, not U+202F,
//! which the character set of PDF's standard fonts does not have. Space inside an amount never breaks.

use rust_decimal::Decimal;

use super::Language;
use crate::calendar::Day;
use crate::money::Currency;
use crate::money::round::to_decimals;
use crate::wire::{push_count, push_decimal};

/// A space that no line breaks at.
const NO_BREAK: char = '\u{A0}';

const MONTHS: [[&str; 12]; 4] = [
    [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
];

/// A number with the separators of the language: 1.210,00 in Dutch.
pub fn number(value: Decimal, language: Language) -> String {
    let (group, point) = language.pick([('.', ','), (',', '.'), ('.', ','), (NO_BREAK, ',')]);
    let mut plain = String::new();
    push_decimal(&mut plain, value);
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut written = String::with_capacity(plain.len().saturating_add(8));
    let digits = whole.trim_start_matches('-');
    if digits.len() < whole.len() {
        written.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len().saturating_sub(index).is_multiple_of(3) {
            written.push(group);
        }
        written.push(digit);
    }
    if !fraction.is_empty() {
        written.push(point);
        written.push_str(fraction);
    }
    written
}

/// An amount with its currency: € 1.210,00 in Dutch, 1.210,00 € in German.
pub fn amount(value: Decimal, currency: Currency, language: Language) -> String {
    let value = number(to_decimals(value, currency.decimals()).unwrap_or(value), language);
    let sign = match currency.code() {
        "EUR" => "€",
        "GBP" => "£",
        code => code,
    };
    let mut written = String::with_capacity(value.len().saturating_add(6));
    match language {
        Language::Nl => written.extend([sign, "\u{A0}", &value]),
        Language::En if sign.len() == 3 && sign.is_ascii() => written.extend([sign, "\u{A0}", &value]),
        Language::En => written.extend([sign, &value]),
        Language::De | Language::Fr => written.extend([&value, "\u{A0}", sign]),
    }
    written
}

/// A percentage without needless zeros: 2,5 % in Dutch, 2.5% in English.
pub fn percent(value: Decimal, language: Language) -> String {
    let mut written = number(value.normalize(), language);
    written.push_str(language.pick([" %", "%", " %", " %"]));
    written
}

/// The place of a day or month in a row: 2e, 2nd, 2., 2 (in French only the first day has an ending).
pub(crate) fn ordinal(place: u32, language: Language) -> String {
    let mut written = String::new();
    push_count(&mut written, usize::try_from(place).unwrap_or(usize::MAX));
    written.push_str(match (language, place % 10) {
        (Language::Nl, _) => "e",
        (Language::De, _) => ".",
        (Language::Fr, _) if place == 1 => "er",
        (Language::Fr, _) => "",
        (Language::En, _) if matches!(place % 100, 11..=13) => "th",
        (Language::En, 1) => "st",
        (Language::En, 2) => "nd",
        (Language::En, 3) => "rd",
        (Language::En, _) => "th",
    });
    written
}

/// A day in words: 2 maart 2026, 2 March 2026, 2. März 2026, 1er mars 2026.
pub fn day(day: Day, language: Language) -> String {
    let mut written = match language {
        Language::De | Language::Fr => ordinal(day.day_of_month(), language),
        Language::Nl | Language::En => {
            let mut number = String::new();
            push_count(&mut number, usize::try_from(day.day_of_month()).unwrap_or_default());
            number
        }
    };
    let month = usize::try_from(day.month()).unwrap_or_default().checked_sub(1);
    written.push(' ');
    written.push_str(month.and_then(|month| language.pick(MONTHS).get(month).copied()).unwrap_or_default());
    written.push(' ');
    push_count(&mut written, usize::try_from(day.year()).unwrap_or_default());
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Language; 4] = [Language::Nl, Language::En, Language::De, Language::Fr];

    fn in_all(write: impl Fn(Language) -> String) -> [String; 4] {
        // The space that does not break is shown as _ to be seen.
        ALL.map(|language| write(language).replace(NO_BREAK, "_"))
    }

    #[test]
    fn amounts_are_written_as_each_language_does() {
        // Unicode CLDR, standard currency patterns of nl, en-GB, de and fr.
        let euro = |text: &str| {
            let value: Decimal = text.parse().expect("a decimal");
            in_all(|language| amount(value, Currency::EUR, language))
        };
        assert_eq!(euro("1210.00"), ["€_1.210,00", "€1,210.00", "1.210,00_€", "1_210,00_€"]);
        assert_eq!(euro("0.05"), ["€_0,05", "€0.05", "0,05_€", "0,05_€"]);
        assert_eq!(euro("999"), ["€_999,00", "€999.00", "999,00_€", "999,00_€"]);
        assert_eq!(euro("-1234567.8"), ["€_-1.234.567,80", "€-1,234,567.80", "-1.234.567,80_€", "-1_234_567,80_€"]);
    }

    #[test]
    fn currencies_without_a_sign_of_their_own_are_named_by_code() {
        let franc = Currency::from_code("CHF").expect("a currency");
        let yen = Currency::from_code("JPY").expect("a currency");
        let pound = Currency::from_code("GBP").expect("a currency");
        let value = Decimal::from(12_000);
        let written = |currency| in_all(|language| amount(value, currency, language));
        assert_eq!(written(franc), ["CHF_12.000,00", "CHF_12,000.00", "12.000,00_CHF", "12_000,00_CHF"]);
        assert_eq!(written(yen), ["JPY_12.000", "JPY_12,000", "12.000_JPY", "12_000_JPY"]);
        assert_eq!(written(pound), ["£_12.000,00", "£12,000.00", "12.000,00_£", "12_000,00_£"]);
    }

    #[test]
    fn percentages_lose_needless_zeros() {
        let written = |text: &str| in_all(|language| percent(text.parse().expect("a decimal"), language));
        assert_eq!(written("2.50"), ["2,5 %", "2.5%", "2,5 %", "2,5 %"]);
        assert_eq!(written("10"), ["10 %", "10%", "10 %", "10 %"]);
    }

    #[test]
    fn days_are_written_in_words() {
        for (iso, expected) in [
            ("2026-03-02", ["2 maart 2026", "2 March 2026", "2. März 2026", "2 mars 2026"]),
            ("2026-01-01", ["1 januari 2026", "1 January 2026", "1. Januar 2026", "1er janvier 2026"]),
            ("2027-12-31", ["31 december 2027", "31 December 2027", "31. Dezember 2027", "31 décembre 2027"]),
        ] {
            let date = Day::parse(iso).expect("a day");
            assert_eq!(in_all(|language| day(date, language)), expected);
        }
    }

    #[test]
    fn english_ordinals_end_as_they_are_said() {
        for (place, expected) in [
            (1, "1st"),
            (2, "2nd"),
            (3, "3rd"),
            (4, "4th"),
            (11, "11th"),
            (12, "12th"),
            (13, "13th"),
            (21, "21st"),
            (31, "31st"),
        ] {
            assert_eq!(ordinal(place, Language::En), expected);
        }
        assert_eq!(in_all(|language| ordinal(15, language)), ["15e", "15th", "15.", "15"]);
    }
}
