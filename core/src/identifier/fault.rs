//! What can be wrong with an identifier, as a stable code and a sentence that says what to do.
//! Refuses to know any identifier: the forms come from the modules that read them.

/// Every code that a check of an identifier gives, field by field.
pub const CODES: [&str; 26] = [
    "vatId.country",
    "vatId.length",
    "vatId.characters",
    "vatId.checksum",
    UNCHECKED,
    "taxId.length",
    "taxId.characters",
    "taxId.checksum",
    "companyId.scheme",
    "companyId.length",
    "companyId.characters",
    "companyId.checksum",
    "endpoint.scheme",
    "endpoint.length",
    "endpoint.characters",
    "endpoint.checksum",
    "iban.country",
    "iban.length",
    "iban.characters",
    "iban.checksum",
    "bic.country",
    "bic.length",
    "bic.characters",
    "paymentReference.length",
    "paymentReference.characters",
    "paymentReference.checksum",
];

/// The one code that says nothing against an identifier: a VAT id of a country whose form is not known here.
pub(super) const UNCHECKED: &str = "vatId.unchecked";

/// Why an identifier was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentifierError {
    /// Stable code, `field.problem`: `vatId.checksum`, `iban.length`, `companyId.scheme`. Match on this.
    pub code: &'static str,
    /// What is wrong and what to do, for people.
    pub message: String,
}

impl IdentifierError {
    pub(super) fn new(code: &'static str, parts: &[&str]) -> Self {
        Self { code, message: parts.concat() }
    }

    /// Whether nothing speaks against the identifier but that it could not be checked: worth a warning, no refusal.
    #[must_use]
    pub fn is_unchecked(&self) -> bool {
        self.code == UNCHECKED
    }
}

impl core::fmt::Display for IdentifierError {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl core::error::Error for IdentifierError {}

/// The three ways in which a text fails to be an identifier whose kind is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Length,
    Characters,
    Checksum,
}

/// The field that an identifier was read for: it owns the codes.
pub(super) struct Field {
    pub length: &'static str,
    pub characters: &'static str,
    pub checksum: &'static str,
}

impl Field {
    /// `noun` begins the sentence ("An IBAN"); `forms` say how it is written.
    pub fn refuse(&self, fault: Fault, noun: &str, forms: &str) -> IdentifierError {
        match fault {
            Fault::Length => IdentifierError::new(
                self.length,
                &[noun, " is written ", forms, ". This one is too short or too long: complete it."],
            ),
            Fault::Characters => IdentifierError::new(
                self.characters,
                &[noun, " is written ", forms, ". This one has another character in some place: correct it."],
            ),
            Fault::Checksum => IdentifierError::new(
                self.checksum,
                &[
                    noun,
                    " has check digits, and those of this one do not fit: a character is mistyped. ",
                    "Compare it with the paper that it was taken from.",
                ],
            ),
        }
    }
}
