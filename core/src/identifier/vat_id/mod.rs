//! VAT identification numbers: form and check digits per country. Refuses to say whether the number is registered:
//! that is VIES (EU, Northern Ireland), HMRC (GB), the UID register (CH) or Brønnøysund (NO).

pub(super) mod national;
mod rule;
#[cfg(test)]
mod tests;

use super::country;
use super::fault::{Fault, Field, IdentifierError, UNCHECKED};
use super::{shape, text};
use rule::Rule;

const FIELD: Field = Field { length: "vatId.length", characters: "vatId.characters", checksum: "vatId.checksum" };

/// Checks a VAT id (BT-31, BT-48, BT-63) and gives it with its country, without separators, in upper case.
///
/// Greece comes out as EL, a Norwegian number gets its NO, a Belgian one of nine digits its leading 0.
/// A country whose numbers are not known here gives `vatId.unchecked`, which a caller may let pass.
pub fn check(value: &str) -> Result<String, IdentifierError> {
    let text = text::compact(value)
        .map_err(|fault| FIELD.refuse(fault, "A VAT id", "with its country in front, as NL004495445B01"))?;
    // Norway's own form has no country: nine digits and MVA (merverdiavgift).
    if shape::check("9nMVA", &text).is_ok() {
        return read("NO", &text);
    }
    let (country, body) = text.split_at_checked(2).unwrap_or(("", &text));
    read(country, body)
}

/// A VAT id as documents carry it: as `check` gives it; of a country whose numbers are not known here without separators, in upper case.
#[cfg(feature = "documents")]
pub(crate) fn written(value: &str) -> Option<String> {
    check(value).ok().or_else(|| text::compact(value).ok())
}

fn read(country: &str, body: &str) -> Result<String, IdentifierError> {
    let country = if country == "GR" { "EL" } else { country };
    let rule = Rule::of(country).ok_or_else(|| no_rule(country))?;
    // The numbers of before 2005 had nine digits and got a 0 in front.
    let padded = if country == "BE" && body.len() == 9 { ["0", body].concat() } else { body.to_owned() };
    rule.verify(&padded)
        .map_err(|fault| FIELD.refuse(fault, "A VAT id of this country", &shape::describe(country, rule.shapes)))?;
    Ok([country, &padded].concat())
}

/// For an address whose scheme is the VAT id of one country: the part after the country.
pub(super) fn verify(country: &str, body: &str) -> Result<(), Fault> {
    Rule::of(country).ok_or(Fault::Characters)?.verify(body)
}

/// The forms that a country's VAT ids have after the country's letters.
pub(super) fn shapes(country: &str) -> &'static str {
    Rule::of(country).map_or("", |rule| rule.shapes)
}

fn no_rule(country: &str) -> IdentifierError {
    if country::is_known(country) {
        IdentifierError::new(
            UNCHECKED,
            &["VAT ids of ", country, " cannot be checked here. Check it with the tax office of that country."],
        )
    } else {
        IdentifierError::new(
            "vatId.country",
            &[
                "A VAT id starts with its country: NL, BE, DE, ... (EL for Greece, XI for Northern Ireland). Put the country in front.",
            ],
        )
    }
}
