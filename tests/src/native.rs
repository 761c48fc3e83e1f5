//! The engine itself as a place for vectors: each door is one call into the crate `voldaan`.
//! It turns JSON into arguments and answers into JSON, and adds nothing of its own.

use serde_json::{Map, Value, json};
use voldaan::calendar::Day;
use voldaan::finding::{Code, Error, Finding};
use voldaan::identifier::reference::ReferenceScheme;
use voldaan::identifier::{IdentifierError, iban, reference, vat_id};
use voldaan::invoice::next_number;
use voldaan::{law, wire};

use crate::vectors::{Answer, Place};

/// The engine, called natively.
pub struct Native;

impl Place for Native {
    fn name(&self) -> &'static str {
        "native"
    }

    fn offers(&self, door: &str) -> bool {
        DOORS.iter().any(|(name, _)| *name == door)
    }

    fn call(&mut self, door: &str, arguments: &[String]) -> Answer {
        let Some((_, call)) = DOORS.iter().find(|(name, _)| *name == door) else {
            panic!("the engine has no door {door}");
        };
        match call(arguments) {
            Ok(text) => Answer::Taken(text),
            Err(error) => Answer::Refused(findings(error.findings())),
        }
    }
}

type Door = fn(&[String]) -> Result<String, Error>;

const DOORS: &[(&str, Door)] = &[
    ("nextNumber", number),
    ("vatRates", vat_rates),
    ("checkVatId", |arguments| checked(arguments, |value, _| vat_id::check(value))),
    ("checkIban", |arguments| checked(arguments, |value, _| iban::check(value))),
    ("checkReference", |arguments| checked(arguments, check_reference)),
    ("makeReference", make_reference),
];

fn findings(findings: &[Finding]) -> String {
    let texts: Vec<String> = findings.iter().map(wire::to_json).collect();
    format!("[{}]", texts.join(","))
}

fn refusal(code: Code, path: &str, message: impl Into<String>) -> Error {
    Error::from_finding(Finding::new(code, path, message))
}

/// Arguments of the small doors: a text and an object of options.
fn text_and_options(arguments: &[String]) -> Result<(String, Map<String, Value>), Error> {
    let value = |index: usize| match arguments.get(index) {
        Some(text) => serde_json::from_str(text).map_err(|error| refusal(Code::JsonInvalid, "", error.to_string())),
        None => Ok(Value::Null),
    };
    let Value::String(text) = value(0)? else { return Err(refusal(Code::FieldType, "", "a text is wanted")) };
    match value(1)? {
        Value::Object(options) => Ok((text, options)),
        Value::Null => Ok((text, Map::new())),
        _ => Err(refusal(Code::FieldType, "", "an object of options is wanted")),
    }
}

fn day(options: &Map<String, Value>) -> Result<Day, Error> {
    let text = options.get("on").and_then(Value::as_str).unwrap_or_default();
    Day::parse(text).ok_or_else(|| refusal(Code::DateFormat, "on", "a day is wanted"))
}

fn number(arguments: &[String]) -> Result<String, Error> {
    let (pattern, options) = text_and_options(arguments)?;
    let last = options.get("last").and_then(Value::as_str);
    next_number(&pattern, last, day(&options)?).map(|number| json!(number).to_string())
}

fn vat_rates(arguments: &[String]) -> Result<String, Error> {
    let (country, options) = text_and_options(arguments)?;
    let rows = law::vat::rates(&country, day(&options)?);
    let rows = rows.map_err(|none| refusal(Code::LawNone, "", none.to_string()))?;
    let shown = rows.iter().map(|row| json!({ "kind": row.kind().code(), "rate": row.rate().to_string() }));
    Ok(Value::Array(shown.collect()).to_string())
}

type Checked = Result<String, IdentifierError>;

/// The answer of a check: valid with the normal form, or invalid with the reason.
fn checked(arguments: &[String], check: fn(&str, &Map<String, Value>) -> Checked) -> Result<String, Error> {
    let (value, options) = text_and_options(arguments)?;
    let answer = match check(&value, &options) {
        Ok(normalized) => json!({ "valid": true, "normalized": normalized }),
        Err(error) => json!({ "valid": false, "code": error.code, "message": error.message }),
    };
    Ok(answer.to_string())
}

fn scheme(options: &Map<String, Value>) -> Option<ReferenceScheme> {
    options.get("scheme").and_then(Value::as_str).and_then(ReferenceScheme::from_str_name)
}

fn check_reference(value: &str, options: &Map<String, Value>) -> Checked {
    reference::check(value, scheme(options)).map(|(_, normalized)| normalized)
}

fn make_reference(arguments: &[String]) -> Result<String, Error> {
    let text = arguments.first().map_or("", String::as_str);
    let wanted: Value =
        serde_json::from_str(text).map_err(|error| refusal(Code::JsonInvalid, "", error.to_string()))?;
    let scheme = wanted
        .as_object()
        .and_then(scheme)
        .ok_or_else(|| refusal(Code::EnumUnknown, "scheme", "a scheme is wanted"))?;
    let made = reference::make(scheme, wanted["value"].as_str().unwrap_or_default());
    made.map(|made| json!(made).to_string()).map_err(|error| refusal(Code::ReferenceInvalid, "value", error.message))
}
