//! Forms: what a browser posts, and amounts and days as people type them. Refuses what is longer than any form of ours.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::money::Currency;
use voldaan::text::Language;

use super::http::{Request, decode};
use super::problem::Problem;
use super::refusal::Refusal;

/// The longest body of a form, in bytes.
const BYTES_MAX: usize = 64 * 1024;
/// A form has at most so many fields.
const FIELDS_MAX: usize = 64;

/// The fields of a form (`application/x-www-form-urlencoded`).
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Form(Vec<(String, String)>);

impl Form {
    /// What a page posted; a body that is no form is refused.
    pub fn of(request: &Request) -> Result<Form, Problem> {
        Form::read(&request.body).ok_or_else(|| {
            Problem::new(
                Refusal::FormUnreadable,
                "The body is no form of this page. Send the form of the page as it stands there.",
            )
        })
    }

    /// Reads a body; None if it is no form.
    pub fn read(body: &[u8]) -> Option<Form> {
        if body.len() > BYTES_MAX {
            return None;
        }
        let text = std::str::from_utf8(body).ok()?;
        let mut fields = Vec::new();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            fields.push((decode(&name.replace('+', " "))?, decode(&value.replace('+', " "))?));
            if fields.len() > FIELDS_MAX {
                return None;
            }
        }
        Some(Form(fields))
    }

    /// What was typed into a field, without blanks around it; empty if there is no such field.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
    }

    /// What was typed into a field, without control characters but line breaks.
    pub fn text(&self, name: &str) -> String {
        self.get(name).chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect()
    }

    /// What was typed into a field, if anything.
    pub fn said(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }
}

/// An amount as people write it: with the decimal mark of their language or with the other one, where that cannot be a
/// mark of thousands; with or without the sign of the currency.
pub(crate) fn amount(text: &str, currency: Currency, language: Language) -> Option<Decimal> {
    let plain: String = text.chars().filter(|character| !character.is_whitespace() && *character != '€').collect();
    let plain = plain.strip_prefix(currency.code()).unwrap_or(&plain);
    let (whole, fraction) = match plain.rfind(['.', ',']) {
        None => (plain, ""),
        Some(place) => {
            let (whole, rest) = plain.split_at(place);
            let (mark, fraction) = (rest.get(..1)?, rest.get(1..)?);
            let is_decimal = mark == language.pick([",", ".", ",", ","]) || fraction.len() != 3 || whole.contains(mark);
            // A mark that comes twice parts thousands.
            if is_decimal && !whole.contains(mark) { (whole, fraction) } else { (plain, "") }
        }
    };
    let mut groups = whole.split(['.', ',']);
    let mut digits = groups.next()?.to_owned();
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    let decimals = usize::try_from(currency.decimals()).ok()?;
    let plain = digits.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
    if !plain || digits.is_empty() || digits.len() > 15 || fraction.len() > decimals {
        return None;
    }
    let written = match decimals {
        0 => digits,
        _ => format!("{digits}.{fraction:0<decimals$}"),
    };
    written.parse().ok()
}

/// A day as a date field posts it (2026-01-31), or as people type it where there is no such field (31-1-2026).
pub(crate) fn day(text: &str) -> Option<Day> {
    if let Some(day) = Day::parse(text) {
        return Some(day);
    }
    let mut parts = text.split(['-', '.', '/']);
    let (day, month, year) = (parts.next()?.trim(), parts.next()?.trim(), parts.next()?.trim());
    let is_whole = parts.next().is_none() && year.len() == 4;
    is_whole.then(|| Day::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_decoded_and_what_is_none_is_refused() {
        let form = Form::read(b"reason=Te+laat%2C+en+kapot&amount=%E2%82%AC+10&empty=&flag").expect("a form");
        assert_eq!(form.get("reason"), "Te laat, en kapot");
        assert_eq!(form.get("amount"), "€ 10");
        assert_eq!((form.said("empty"), form.get("flag"), form.get("none")), (None, "", ""));
        assert_eq!(Form::read(b"a=%zz"), None);
        assert_eq!(Form::read(b"a=%ff"), None);
        assert_eq!(Form::read(&vec![b'a'; BYTES_MAX + 1]), None);
        assert_eq!(Form::read("a=1&".repeat(FIELDS_MAX + 1).as_bytes()), None);
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (language, text, expected) in [
            (Language::Nl, "1.234,56", Some("1234.56")),
            (Language::Nl, "€ 1234,5", Some("1234.50")),
            (Language::Nl, "12.50", Some("12.50")),
            (Language::Nl, "1.234", Some("1234.00")),
            (Language::Nl, "1.234.567", Some("1234567.00")),
            (Language::En, "1,234.56", Some("1234.56")),
            (Language::En, "1,234", Some("1234.00")),
            (Language::Fr, "1 234,56 €", Some("1234.56")),
            (Language::De, "EUR 10", Some("10.00")),
            (Language::Nl, "1,005", None),
            (Language::Nl, "1.23,45", None),
            (Language::Nl, "-5", None),
            (Language::Nl, "tien", None),
            (Language::Nl, "", None),
            (Language::Nl, ",50", None),
        ] {
            let read = amount(text, Currency::EUR, language);
            assert_eq!(read.map(|amount| amount.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn days_are_read_in_both_orders() {
        for text in ["2026-01-31", "31-1-2026", "31.01.2026", "31/1/2026"] {
            assert_eq!(day(text), Day::from_ymd(2026, 1, 31), "{text}");
        }
        for text in ["", "31-13-2026", "31-1-26", "2026-02-30", "1-2-3-2026"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
