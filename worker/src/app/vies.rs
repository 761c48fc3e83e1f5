//! VIES, in which the tax offices of the EU say which VAT ids are in use for supplies between them: the REST service of the European
//! Commission (ec.europa.eu/taxation_customs/vies, check-vat-number). Builds the request and reads the answer. That a number
//! is not confirmed because somebody does not answer is another thing than that it is not valid.

use voldaan::wire::{Value, Writer, parse};

use super::web::Call;

/// The prefixes of VIES: the member states, Greece as EL, and Northern Ireland.
const PREFIXES: &[&str] = &[
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI",
];

/// What VIES says of a number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Heard {
    /// It is in use.
    Valid {
        /// The consultation number, which proves that it was asked; only for who says who asks.
        consultation: Option<String>,
        /// The name that it belongs to, where the state tells it.
        name: Option<String>,
        /// The address, where the state tells it.
        address: Option<String>,
    },
    /// It is not in use for supplies between member states.
    Invalid,
    /// Nobody knows just now, and why.
    Unknown(String),
}

/// The prefix and the number of a VAT id that VIES knows about.
fn parts(vat_id: &str) -> Option<(&str, &str)> {
    let (prefix, number) = vat_id.split_at_checked(2)?;
    (PREFIXES.contains(&prefix) && !number.is_empty()).then_some((prefix, number))
}

/// Asks about a VAT id; `requester` is the one of whoever asks. None for one that VIES knows nothing of.
pub(crate) fn ask(vat_id: &str, requester: Option<&str>) -> Option<Call> {
    let (country, number) = parts(vat_id)?;
    let mut out = Writer::new();
    out.object();
    out.pair("countryCode", country);
    out.pair("vatNumber", number);
    if let Some((country, number)) = requester.and_then(parts) {
        out.pair("requesterMemberStateCode", country);
        out.pair("requesterNumber", number);
    }
    out.end_object();
    let path = "/taxation_customs/vies/rest-api/check-vat-number";
    Some(Call::post(path, "application/json", out.finish()))
}

/// Reads the answer about a VAT id.
pub(crate) fn read(vat_id: &str, status: u16, body: &str) -> Heard {
    let unreadable = || Heard::Unknown(format!("VIES answers with {status} and nothing that can be read."));
    let Ok(answer) = parse(body) else { return unreadable() };
    let text = |name: &str| match answer.get(name) {
        // A state that does not tell something writes dashes.
        Some(Value::Text(text)) if !matches!(text.trim(), "" | "---") => Some(text.trim().to_owned()),
        _ => None,
    };
    let wrapped = match answer.get("errorWrappers") {
        Some(Value::List(errors)) => errors.first().and_then(|error| match error.get("error") {
            Some(Value::Text(error)) => Some(error.to_string()),
            _ => None,
        }),
        _ => None,
    };
    let error = wrapped.or_else(|| text("userError").filter(|error| !matches!(error.as_str(), "VALID" | "INVALID")));
    match error.as_deref() {
        // The number is none that the state could have given.
        Some("INVALID_INPUT") => return Heard::Invalid,
        Some(error) => return Heard::Unknown(error.chars().take(60).collect()),
        None if !(200..300).contains(&status) => return unreadable(),
        None => {}
    }
    let (country, number) = parts(vat_id).unwrap_or_default();
    let is_other = |name: &str, asked: &str| text(name).is_some_and(|said| said != asked);
    if is_other("countryCode", country) || is_other("vatNumber", number) {
        return Heard::Unknown("VIES answers about another number.".to_owned());
    }
    match answer.get("valid") {
        Some(Value::Bool(true)) => {
            Heard::Valid { consultation: text("requestIdentifier"), name: text("name"), address: text("address") }
        }
        Some(Value::Bool(false)) => Heard::Invalid,
        _ => unreadable(),
    }
}
