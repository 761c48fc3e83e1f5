//! What checking an identifier answers, as `checkVatId`, `checkIban` and `checkReference` say it.

use super::IdentifierError;
use crate::wire_struct;

wire_struct! {
    /// The answer of a check: well formed with fitting check digits, or why not.
    #[derive(Eq)]
    pub struct IdentifierCheck {
        /// Whether it is well formed and its check digits fit.
        "valid" valid: bool,
        /// Its normal form, without separators; only if valid.
        "normalized" normalized: Option<String>,
        /// Stable code of what is wrong; only if not valid.
        "code" code: Option<String>,
        /// What is wrong, for people; only if not valid.
        "message" message: Option<String>,
    }
}

impl From<Result<String, IdentifierError>> for IdentifierCheck {
    fn from(checked: Result<String, IdentifierError>) -> IdentifierCheck {
        match checked {
            Ok(normalized) => IdentifierCheck { valid: true, normalized: Some(normalized), code: None, message: None },
            Err(error) => IdentifierCheck {
                valid: false,
                normalized: None,
                code: Some(error.code.to_owned()),
                message: Some(error.message),
            },
        }
    }
}
