//! BIC (ISO 9362): form and country. It has no check digits, and refuses to say whether the bank exists.

use super::country;
use super::fault::{Fault, Field, IdentifierError};
use super::{shape, text};

/// Prefix, country, place, branch. The prefix may hold digits since ISO 9362:2014
/// (ISO 20022, type BICFIDec2014Identifier).
pub(super) const SHAPES: &str = "4c2a2c|4c2a5c";

const FIELD: Field = Field { length: "bic.length", characters: "bic.characters", checksum: "bic.checksum" };

/// Checks a BIC (BT-86) and gives it without spaces, in upper case.
pub fn check(value: &str) -> Result<String, IdentifierError> {
    let refuse = |fault| FIELD.refuse(fault, "A BIC", &shape::describe("", SHAPES));
    let text = text::compact(value).map_err(refuse)?;
    shape::check(SHAPES, &text).map_err(refuse)?;
    if has_country(&text) {
        Ok(text)
    } else {
        Err(IdentifierError::new(
            "bic.country",
            &[
                "The fifth and sixth character of a BIC are a country, as in ABNANL2A. Copy the BIC from the bank's papers.",
            ],
        ))
    }
}

/// For an address whose scheme is a BIC.
pub(super) fn verify(text: &str) -> Result<(), Fault> {
    shape::check(SHAPES, text)?;
    if has_country(text) { Ok(()) } else { Err(Fault::Characters) }
}

/// SWIFT uses XK for Kosovo, which has no ISO 3166 code.
fn has_country(text: &str) -> bool {
    text.get(4..6).is_some_and(|code| code == "XK" || (code != "XI" && country::is_known(code)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_bic_has_eight_or_eleven_characters() {
        for bic in ["ABNANL2A", "DEUTDEFF500", "BPOTBEB1", "NCBVXKPR"] {
            assert_eq!(check(bic).as_deref(), Ok(bic));
        }
        assert_eq!(check("abna nl 2a").unwrap(), "ABNANL2A");
        assert_eq!(check("ABNANL2AX").unwrap_err().code, "bic.length");
        assert_eq!(check("ABNA12AA").unwrap_err().code, "bic.characters");
        assert_eq!(check("ABNAZZ2A").unwrap_err().code, "bic.country");
        assert_eq!(check("ABNANL2é").unwrap_err().code, "bic.characters");
        assert_eq!(check("").unwrap_err().code, "bic.length");
    }

    proptest! {
        #[test]
        fn any_text_gets_an_answer(value in "\\PC*") {
            let _ = check(&value);
        }
    }
}
