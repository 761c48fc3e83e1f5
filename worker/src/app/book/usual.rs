//! What an administration says once for all its drafts and a draft leaves out: the currency, and the VAT of its lines. It is put in
//! before the draft is read, so that all that is said of a whole draft holds. Refuses nothing, and changes nothing that is said.

use std::borrow::Cow;

use voldaan::finding::{Error, Finding};
use voldaan::invoice::Draft;
use voldaan::wire::{Value, parse, to_json};

use crate::app::problem::Problem;
use crate::app::resource::AdministrationInput;

/// The VAT of lines as JSON, for [`fill`].
pub(super) fn vat_of(said: &AdministrationInput) -> Option<String> {
    said.vat.as_ref().map(to_json)
}

/// Puts what is usual into the draft of a body.
pub(super) fn fill<'a>(body: &mut Value<'a>, said: &AdministrationInput, vat: Option<&'a str>) -> Result<(), Problem> {
    let vat = vat.map(parse).transpose()?;
    let Some(draft) = entry(body, "draft") else { return Ok(()) };
    if let Some(currency) = said.currency {
        put(draft, "currency", Value::Text(Cow::Borrowed(currency.code())));
    }
    if let Some((vat, Value::List(lines))) = vat.zip(entry(draft, "lines")) {
        lines.iter_mut().for_each(|line| put(line, "vat", vat.clone()));
    }
    Ok(())
}

/// What is wrong with the VAT that is kept for lines: told by a draft of one line that has it.
pub(super) fn judge(said: &AdministrationInput) -> Vec<Finding> {
    let Some(vat) = vat_of(said) else { return Vec::new() };
    let draft = format!(
        r#"{{"currency":"EUR","issueDate":"2026-01-01","lines":[{{"name":"-","quantity":"1","unitPrice":"1","vat":{vat}}}]}}"#
    );
    let of_vat = |finding: Finding| {
        let path = finding.path.strip_prefix("lines[0].")?.to_owned();
        finding.is_error().then_some(Finding { path, ..finding })
    };
    let refused = Draft::from_json(&draft).and_then(|draft| voldaan::calculate(&draft)).err();
    refused.map(Error::into_findings).unwrap_or_default().into_iter().filter_map(of_vat).collect()
}

fn entry<'b, 'a>(object: &'b mut Value<'a>, key: &str) -> Option<&'b mut Value<'a>> {
    match object {
        Value::Object(entries) => entries.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value),
        _ => None,
    }
}

fn put<'a>(object: &mut Value<'a>, key: &'static str, value: Value<'a>) {
    if let Value::Object(entries) = object
        && entries.iter().all(|(name, _)| name != key)
    {
        entries.push((Cow::Borrowed(key), value));
    }
}
