//! Templates of invoices: drafts in whose texts named placeholders stand. Each use says a text for every placeholder, and what it has
//! otherwise than the template; what comes of that is read and judged like any draft. What is filled in is never read again, so that no
//! name becomes a placeholder.

use std::borrow::Cow;

use voldaan::finding::{Code, Error, Finding};
use voldaan::invoice::Draft;
use voldaan::wire::{Reader, TextMap, Value, Wire, parse};

use super::invoice::{InvoiceRow, answer};
use super::session::{Session, check_with_draft};
use super::usual;
use crate::app::draft_table::value;
use crate::app::http::Response;
use crate::app::identity::new_id;
use crate::app::mail::{Piece, pieces};
use crate::app::merge::merge;
use crate::app::ports::Ports;
use crate::app::problem::Problem;
use crate::app::resource::{JsonObject, TemplateUse};

/// The placeholders of a template, each with the places of its texts.
type Found = Vec<(String, String)>;

impl<P: Ports> Session<'_, P> {
    /// POST /v1/templates/{id}/draft
    pub fn use_template(&self, id: &str) -> Result<Response, Problem> {
        let (draft, row) = self.filled_template(id)?;
        let resource = self.draft_resource(&row, &draft)?;
        self.insert_draft(&row, &draft)?;
        Ok(answer(201, &resource, row.revision))
    }

    /// POST /v1/templates/{id}/preview
    pub fn preview_template(&self, id: &str) -> Result<Response, Problem> {
        let (draft, row) = self.filled_template(id)?;
        Ok(Response::json(200, self.completed(&draft, &row)?.to_json()))
    }

    /// The draft that a use of a template says, and the row it would have.
    fn filled_template(&self, id: &str) -> Result<(Draft, InvoiceRow), Problem> {
        let said: TemplateUse = self.input()?;
        let template = self.draft_of_template(id)?;
        let mut draft = parse(&template.0)?;
        let known = placeholders(&draft)?;
        check_values(&known, &said.values)?;
        fill(&mut draft, "", &said.values);
        let draft = match &said.draft {
            Some(changes) => merge(draft, parse(&changes.0)?),
            None => draft,
        };
        let (draft, findings) = self.read_draft(draft)?;
        check_with_draft(findings, &draft, Some(self.today))?;
        Ok((draft, InvoiceRow::new_draft(new_id(self.ports.random(), "inv"), said.customer_id)))
    }

    /// What is wrong with a template of invoices, but for what its placeholders stand in place of.
    pub fn check_draft_template(&self, template: &JsonObject) -> Result<Vec<Finding>, Problem> {
        let draft = parse(&template.0)?;
        let known = placeholders(&draft)?;
        let (_, mut findings) = self.read_draft(draft)?;
        findings.retain(|finding| known.iter().all(|(_, place)| format!("draft.{place}") != finding.path));
        Ok(findings)
    }

    /// Reads a draft with what is usual, and all that is wrong with it.
    fn read_draft(&self, draft: Value<'_>) -> Result<(Draft, Vec<Finding>), Problem> {
        let said = &self.administration.said;
        let vat = usual::vat_of(said);
        let mut body = Value::Object(vec![("draft".into(), draft)]);
        usual::fill(&mut body, said, vat.as_deref())?;
        let mut cx = Reader::new();
        let draft = body.take("draft").unwrap_or(Value::Null);
        let read = cx.field("draft", |cx| Draft::read(draft, cx));
        Ok((read, cx.into_findings()))
    }
}

/// The placeholders of a draft; refuses braces between which no name stands.
fn placeholders(draft: &Value<'_>) -> Result<Found, Problem> {
    let (mut found, mut open) = (Vec::new(), Vec::new());
    look(draft, "", &mut |text, place| {
        let names = pieces(text).map(|pieces| {
            let names = pieces.into_iter().filter_map(|piece| match piece {
                Piece::Placeholder(name) => Some(name),
                Piece::Text(_) => None,
            });
            names.collect::<Vec<_>>()
        });
        let is_name = |name: &&str| !name.is_empty() && name.bytes().all(|sign| sign.is_ascii_alphanumeric());
        match names.filter(|names| names.iter().all(is_name)) {
            Some(names) => found.extend(names.into_iter().map(|name| (name.to_owned(), place.to_owned()))),
            None => {
                let message =
                    "Between two braces stands the name of a placeholder: letters and digits, and nothing else.";
                let finding = Finding::new(Code::LetterTemplate, format!("draft.{place}"), message);
                open.push(finding.fix("Write placeholders like {project}."));
            }
        }
    });
    Error::check(open)?;
    Ok(found)
}

/// Looks at each text of a value, with its place.
fn look(value: &Value<'_>, place: &str, seen: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::Text(text) => seen(text, place),
        Value::List(entries) => {
            for (index, entry) in entries.iter().enumerate() {
                look(entry, &format!("{place}[{index}]"), seen);
            }
        }
        Value::Object(entries) => {
            let dot = if place.is_empty() { "" } else { "." };
            entries.iter().for_each(|(key, value)| look(value, &format!("{place}{dot}{key}"), seen));
        }
        _ => {}
    }
}

/// Refuses placeholders without a value, and values without a placeholder, all at once.
fn check_values(known: &Found, values: &TextMap) -> Result<(), Problem> {
    let mut findings = Vec::new();
    let mut find = |code, name: &str, message: String, fix: &str| {
        let finding = Finding::new(code, format!("values.{name}"), message).fix(fix);
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    };
    for (name, place) in known.iter().filter(|(name, _)| values.get(name).is_none()) {
        let message = format!("The template has {{{name}}} in {place}, and no value is said for it.");
        find(Code::FieldMissing, name, message, "Say a text for each placeholder; it may be empty.");
    }
    for (name, _) in values.iter().filter(|(name, _)| known.iter().all(|(other, _)| other != name)) {
        let message = format!("The template has no {{{name}}}.");
        find(Code::FieldUnknown, name, message, "Leave it out, or put the placeholder into the template.");
    }
    Error::check(findings)?;
    Ok(())
}

/// Puts the values into the texts of a draft. A text that is one placeholder becomes what its field takes.
fn fill<'a>(draft: &mut Value<'a>, name: &str, values: &'a TextMap) {
    match draft {
        Value::Text(text) => {
            let said = pieces(text).unwrap_or_default();
            let of = |name: &str| values.get(name).unwrap_or_default();
            *draft = match said.as_slice() {
                [Piece::Text(""), Piece::Placeholder(only), Piece::Text("")] => value(name, of(only)),
                [Piece::Text(_)] => return,
                pieces => Value::Text(Cow::Owned(
                    pieces
                        .iter()
                        .map(|piece| match piece {
                            Piece::Text(text) => *text,
                            Piece::Placeholder(name) => of(name),
                        })
                        .collect(),
                )),
            };
        }
        Value::List(entries) => entries.iter_mut().for_each(|entry| fill(entry, name, values)),
        Value::Object(entries) => {
            entries.iter_mut().for_each(|(key, value)| fill(value, &format!("{name}.{key}"), values))
        }
        _ => {}
    }
}
