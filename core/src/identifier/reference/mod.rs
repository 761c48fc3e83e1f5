//! Payment references: RF (ISO 11649), the Belgian structured communication (OGM, VCS), the Dutch betalingskenmerk,
//! the Swiss QR reference and free text. Made, checked and printed. Refuses to invent a number: it is given one.

mod method;
#[cfg(test)]
mod tests;

use super::fault::{Fault, Field, IdentifierError};
use super::text;

const FIELD: Field = Field {
    length: "paymentReference.length",
    characters: "paymentReference.characters",
    checksum: "paymentReference.checksum",
};

/// SEPA carries at most 140 characters of free text (EPC rulebooks, AT-05).
const TEXT_LENGTH_MAX: usize = 140;

/// What kind of payment reference (BT-83) it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceScheme {
    /// ISO 11649 creditor reference.
    Rf,
    /// Belgian structured communication (gestructureerde mededeling, communication structurée).
    Ogm,
    /// Dutch payment reference (betalingskenmerk).
    Kenmerk,
    /// Swiss QR reference.
    Qrr,
    /// Free text.
    Text,
}

impl ReferenceScheme {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rf => "rf",
            Self::Ogm => "ogm",
            Self::Kenmerk => "kenmerk",
            Self::Qrr => "qrr",
            Self::Text => "text",
        }
    }

    /// The scheme of a name on the wire.
    pub fn from_str_name(name: &str) -> Option<Self> {
        [Self::Rf, Self::Ogm, Self::Kenmerk, Self::Qrr, Self::Text].into_iter().find(|scheme| scheme.as_str() == name)
    }

    fn refuse(self, fault: Fault) -> IdentifierError {
        let (noun, forms) = match self {
            Self::Rf => ("An RF reference", "RF, two check digits and 1 to 21 letters and digits, as RF18539007547034"),
            Self::Ogm => ("A structured communication", "with twelve digits, as +++010/8068/17183+++"),
            Self::Kenmerk => ("A betalingskenmerk", "with 7, 9 to 14 or 16 digits, as 5000056789012345"),
            Self::Qrr => ("A QR reference", "with 27 digits, as 210000000003139471430009017"),
            Self::Text => ("A payment reference", "on one line, in 1 to 140 characters"),
        };
        FIELD.refuse(fault, noun, forms)
    }

    fn refuse_number(self, fault: Fault) -> IdentifierError {
        let (code, what) = match (fault, self) {
            (Fault::Length, Self::Rf) => (FIELD.length, "An RF reference is made from 1 to 21 letters and digits"),
            (Fault::Length, Self::Ogm) => {
                (FIELD.length, "A structured communication is made from 1 to 10 digits, not all of them 0")
            }
            (Fault::Length, Self::Kenmerk) => (FIELD.length, "A betalingskenmerk is made from 1 to 15 digits"),
            (Fault::Length, _) => (FIELD.length, "A QR reference is made from 1 to 26 digits, not all of them 0"),
            (_, Self::Rf) => (FIELD.characters, "An RF reference is made from letters A to Z and digits"),
            (_, _) => (FIELD.characters, "This kind of payment reference is made from digits only"),
        };
        IdentifierError::new(code, &[what, ", such as an invoice or customer number: give one of that form."])
    }
}

/// Checks a payment reference (BT-83) and gives it as it is stated in an invoice: RF, betalingskenmerk and QR
/// reference without spaces, the structured communication as `+++010/8068/17183+++`.
///
/// Without a scheme the form decides: what is marked as one (RF and two digits, `+++`, 27 digits) must be right, what
/// happens to have fitting check digits is taken for what it fits, everything else is free text.
pub fn check(value: &str, scheme: Option<ReferenceScheme>) -> Result<(ReferenceScheme, String), IdentifierError> {
    let scheme = scheme.unwrap_or_else(|| recognise(value));
    let normalised = read(scheme, value).map_err(|fault| scheme.refuse(fault))?;
    Ok((scheme, normalised))
}

/// Makes a payment reference from a number (an invoice number, a customer number) by adding its check digits; short
/// numbers get zeros in front. Free text stays as it is. The result is what `check` gives for it.
pub fn make(scheme: ReferenceScheme, value: &str) -> Result<String, IdentifierError> {
    let make_from: fn(&str) -> Result<String, Fault> = match scheme {
        ReferenceScheme::Text => return read(scheme, value).map_err(|fault| scheme.refuse(fault)),
        ReferenceScheme::Rf => method::make_rf,
        ReferenceScheme::Ogm => method::make_ogm,
        ReferenceScheme::Kenmerk => method::make_kenmerk,
        ReferenceScheme::Qrr => method::make_qrr,
    };
    text::compact(value).and_then(|number| make_from(&number)).map_err(|fault| scheme.refuse_number(fault))
}

/// A normalised reference as it is printed for people: in groups of four (RF, betalingskenmerk) or five (QR reference).
pub fn print(scheme: ReferenceScheme, normalised: &str) -> String {
    match scheme {
        ReferenceScheme::Rf => method::group(normalised, 4, 0),
        ReferenceScheme::Kenmerk => method::group(normalised, 4, normalised.len() % 4),
        ReferenceScheme::Qrr => method::group(normalised, 5, normalised.len() % 5),
        ReferenceScheme::Ogm | ReferenceScheme::Text => normalised.to_owned(),
    }
}

fn read(scheme: ReferenceScheme, value: &str) -> Result<String, Fault> {
    match scheme {
        ReferenceScheme::Text => super::scheme::read_plain(value, TEXT_LENGTH_MAX),
        ReferenceScheme::Rf => text::compact(value).and_then(method::check_rf),
        ReferenceScheme::Kenmerk => text::compact(value).and_then(method::check_kenmerk),
        ReferenceScheme::Qrr => text::compact(value).and_then(method::check_qrr),
        ReferenceScheme::Ogm => {
            text::compact(value.trim().trim_matches(['+', '*'])).and_then(|digits| method::check_ogm(&digits))
        }
    }
}

fn recognise(value: &str) -> ReferenceScheme {
    let trimmed = value.trim();
    if trimmed.starts_with("+++") || trimmed.starts_with("***") {
        return ReferenceScheme::Ogm;
    }
    let Ok(text) = text::compact(trimmed) else {
        return ReferenceScheme::Text;
    };
    if method::is_marked_rf(&text) {
        return ReferenceScheme::Rf;
    }
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && text.len() == 27 {
        return ReferenceScheme::Qrr;
    }
    if read(ReferenceScheme::Ogm, trimmed).is_ok() {
        return ReferenceScheme::Ogm;
    }
    // Seven digits carry no check: any short number would do, so it stays text.
    if text.len() > 7 && read(ReferenceScheme::Kenmerk, trimmed).is_ok() {
        return ReferenceScheme::Kenmerk;
    }
    ReferenceScheme::Text
}
