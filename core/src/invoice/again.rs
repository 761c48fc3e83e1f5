//! Reading an issued invoice: computed again from its draft part, and refused where a derived field differs.
//!
//! Warnings and explanations are not compared: they say what was known on the day of writing.

use std::collections::BTreeMap;

use super::calculate::compute;
use super::computed::{Derived, Issued, LineAmounts};
use super::draft::Draft;
use crate::finding::{Code, Finding};
use crate::wire::{Reader, Value, Wire, Writer, parse};

/// Derived fields that may differ from what is computed today.
const NOT_COMPARED: &[&str] = &["findings", "explanation"];

/// Reads an issued invoice; findings go where `cx` stands.
pub(super) fn read_issued(mut value: Value<'_>, cx: &mut Reader) -> Option<Issued> {
    if !matches!(value, Value::Object(_)) {
        cx.mistyped("An issued invoice", &value);
        return None;
    }
    let errors = cx.has_errors();
    let stated = take_derived(&mut value);
    let draft = Draft::read(value, cx);
    let number = stated.iter().find(|(path, _)| path == "number").map(|(_, value)| value.clone());
    let number = match number {
        Some(value) => cx.field("number", |cx| String::read(value, cx)),
        None => {
            cx.missing("number");
            String::new()
        }
    };
    if draft.issue_date.is_none() {
        cx.missing("issueDate");
    }
    if cx.has_errors() && !errors {
        return None;
    }
    let issue_date = draft.issue_date?;
    // Findings of the computation belong to the invoice that is read, at its place.
    let mut inner = Reader::at(&cx.path());
    let invoice = compute(&draft, &mut inner);
    for finding in inner.into_findings() {
        if finding.is_error() {
            cx.push(finding);
        }
    }
    let issued = Issued::new(invoice?, number, issue_date);
    let mut out = Writer::new();
    issued.write(&mut out);
    let json = out.finish();
    let mut computed = parse(&json).ok()?;
    let computed = take_derived(&mut computed);
    compare(stated, computed, cx);
    Some(issued)
}

/// Takes the derived fields out of an invoice: what is left is its draft.
fn take_derived<'a>(value: &mut Value<'a>) -> Vec<(String, Value<'a>)> {
    let mut taken = Vec::new();
    if let Value::Object(entries) = value {
        for (name, value) in std::mem::take(entries) {
            if Derived::FIELDS.contains(&&*name) {
                taken.push((name.into_owned(), value));
            } else {
                entries.push((name, value));
            }
        }
        let lines = entries.iter_mut().find(|(name, _)| name == "lines").map(|(_, value)| value);
        if let Some(Value::List(lines)) = lines {
            for (index, line) in lines.iter_mut().enumerate() {
                for field in LineAmounts::FIELDS {
                    if let Some(value) = line.take(field) {
                        taken.push((format!("lines[{index}].{field}"), value));
                    }
                }
            }
        }
    }
    taken
}

fn compare(stated: Vec<(String, Value<'_>)>, computed: Vec<(String, Value<'_>)>, cx: &mut Reader) {
    let mut computed: BTreeMap<String, Value<'_>> = computed.into_iter().collect();
    for (path, value) in &stated {
        let expected = computed.remove(path);
        if NOT_COMPARED.contains(&path.as_str()) {
            continue;
        }
        match expected {
            Some(expected) => compare_value(path, value, &expected, cx),
            None => differs(path, "nothing", cx),
        }
    }
    for path in computed.keys().filter(|path| !NOT_COMPARED.contains(&path.as_str())) {
        differs(path, "a value, but the field is missing", cx);
    }
}

fn compare_value(path: &str, stated: &Value<'_>, expected: &Value<'_>, cx: &mut Reader) {
    match (stated, expected) {
        (Value::Object(stated), Value::Object(expected)) => {
            for (name, value) in stated {
                let inner = format!("{path}.{name}");
                match expected.iter().find(|(other, _)| other == name) {
                    Some((_, expected)) => compare_value(&inner, value, expected, cx),
                    None => differs(&inner, "nothing", cx),
                }
            }
            for (name, _) in expected {
                if !stated.iter().any(|(other, _)| other == name) {
                    differs(&format!("{path}.{name}"), "a value, but the field is missing", cx);
                }
            }
        }
        (Value::List(stated), Value::List(expected)) if stated.len() == expected.len() => {
            for (index, (value, expected)) in stated.iter().zip(expected).enumerate() {
                compare_value(&format!("{path}[{index}]"), value, expected, cx);
            }
        }
        (Value::Text(stated), Value::Text(expected)) if stated == expected => {}
        (stated, expected) if stated == expected => {}
        (_, Value::Text(expected)) => differs(path, expected, cx),
        _ => differs(path, "another value", cx),
    }
}

#[cold]
fn differs(path: &str, expected: &str, cx: &mut Reader) {
    let whole = if cx.path().is_empty() { path.to_owned() } else { format!("{}.{path}", cx.path()) };
    cx.push(
        Finding::new(
            Code::DerivedMismatch,
            whole,
            format!("This is a derived field; computed again it gives {expected}."),
        )
        .fix("Send the issued invoice as Voldaan wrote it, or calculate it anew from its draft."),
    );
}
