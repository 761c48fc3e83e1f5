//! Reading an issued invoice: computed again from its draft part, and refused where a derived field differs. One that was kept
//! unchanged since it was issued is read as it stands: it does not change with the words, the law and the rules of a newer engine.
//!
//! Warnings and explanations are not compared: they say what was known on the day of writing.

#[cfg(feature = "documents")]
mod said;

use std::borrow::Cow;

use super::calculate::compute;
use super::computed::{Derived, Invoice, InvoiceLine, Issued, LineAmounts};
use super::draft::Draft;
use super::totals::VatBreakdown;
use super::vat::VatInput;
use crate::finding::Code;
use crate::wire::{Field, Reader, Value, Wire, Writer, parse};

/// Derived fields that may differ from what is computed today.
const NOT_COMPARED: &[&str] = &["findings", "explanation"];

/// Reads an issued invoice; findings go where `cx` stands.
pub(super) fn read_issued(mut value: Value<'_>, cx: &mut Reader) -> Option<Issued> {
    if !matches!(value, Value::Object(_)) {
        cx.mistyped("An issued invoice", &value);
        return None;
    }
    let errors = cx.has_errors();
    let mut stated = Taken::from(&mut value);
    let draft = Draft::read(value, cx);
    let number = match stated.whole.get("number") {
        Some(value) => cx.field("number", |cx| String::read(value.clone(), cx)),
        None => {
            cx.missing("number");
            String::new()
        }
    };
    if draft.issue_date.is_none() {
        cx.missing("issueDate");
    }
    if draft.payment_reference.as_ref().is_some_and(|reference| reference.value.is_none()) {
        cx.field("paymentReference", |cx| cx.missing("value"));
    }
    if cx.has_errors() && !errors {
        return None;
    }
    let issue_date = draft.issue_date?;
    // Findings of the computation belong to the invoice that is read, at its place.
    let mut inner = Reader::at(&cx.path());
    let invoice = compute(Cow::Owned(draft), &mut inner);
    for finding in inner.into_findings() {
        if finding.is_error() {
            cx.push(finding);
        }
    }
    let issued = Issued::new(invoice?, number, issue_date);
    // Only what is derived is written and compared: the rest is what it was computed from.
    let json = derived(&issued);
    #[cfg(feature = "documents")]
    if stated.reads(&json) {
        return Some(issued);
    }
    stated.whole_of_today();
    let mut computed = parse(&json).ok()?;
    let rows = computed.take("lines");
    let rows = if let Some(Value::List(rows)) = rows { rows } else { Vec::new() };
    for field in NOT_COMPARED {
        computed.take(field);
    }
    compare(&stated.whole, &computed, cx);
    cx.field("lines", |cx| {
        for (index, (stated, computed)) in stated.lines.iter().zip(&rows).enumerate() {
            cx.index(index, |cx| compare(stated, computed, cx));
        }
    });
    Some(issued)
}

/// Reads an issued invoice as it stands; nothing is computed again. Findings go where `cx` stands.
pub(super) fn read_kept(mut value: Value<'_>, cx: &mut Reader) -> Option<Issued> {
    let stated = Taken::from(&mut value);
    let mut head = Box::new(Draft::read(value, cx));
    head.state_amounts();
    let mut derived = Box::new(Derived::read(stated.whole, cx));
    derived.state_amounts(&head);
    let decimals = head.currency.decimals();
    let rows = std::mem::take(&mut head.lines).into_iter().zip(stated.lines).enumerate();
    let lines = cx.field("lines", |cx| {
        rows.map(|(index, (line, amounts))| {
            cx.index(index, |cx| {
                let VatInput::Stated(vat) = &line.vat else {
                    cx.missing("vat");
                    return None;
                };
                let is_group = |row: &VatBreakdown| row.category == vat.category && row.rate == vat.rate;
                let group = derived.vat_breakdown.iter().position(is_group);
                if group.is_none() {
                    cx.report(Code::DerivedMismatch, "The VAT of this line stands in no row of the VAT breakdown.");
                }
                let mut amounts = LineAmounts::read(amounts, cx);
                amounts.state_amounts(decimals);
                Some(InvoiceLine::new(line, amounts, group?))
            })
        })
        .collect::<Option<Vec<_>>>()
    });
    for (name, is_stated) in [("number", derived.number.is_some()), ("issueDate", head.issue_date.is_some())] {
        if !is_stated {
            cx.missing(name);
        }
    }
    if cx.has_errors() {
        return None;
    }
    let (number, issue_date) = derived.number.clone().zip(head.issue_date)?;
    Some(Issued::new(Invoice::new(head, lines?, derived), number, issue_date))
}

/// The derived fields of an invoice, and of its lines.
fn derived(issued: &Issued) -> String {
    let mut out = Writer::new();
    out.object();
    issued.derived().write_fields(&mut out);
    out.key("lines");
    out.list();
    for line in issued.lines() {
        line.amounts().write(&mut out);
    }
    out.end_list();
    out.end_object();
    out.finish()
}

/// The derived fields of an invoice, taken out of it: what is left is its draft.
struct Taken<'a> {
    whole: Value<'a>,
    lines: Vec<Value<'a>>,
}

impl<'a> Taken<'a> {
    fn from(invoice: &mut Value<'a>) -> Taken<'a> {
        let whole = take(invoice, Derived::FIELDS);
        let mut lines = Vec::new();
        if let Value::Object(entries) = invoice
            && let Some((_, Value::List(rows))) = entries.iter_mut().find(|(name, _)| name == "lines")
        {
            for row in rows {
                lines.push(take(row, LineAmounts::FIELDS));
            }
        }
        Taken { whole, lines }
    }

    /// Lets go of what is not compared.
    fn whole_of_today(&mut self) {
        for field in NOT_COMPARED {
            self.whole.take(field);
        }
    }
}

/// Takes these fields out of an object.
fn take<'a>(object: &mut Value<'a>, fields: &[Field]) -> Value<'a> {
    let mut taken = Vec::with_capacity(fields.len());
    if let Value::Object(entries) = object {
        entries.retain_mut(|(name, value)| {
            let is_taken = fields.iter().any(|field| field.name == *name);
            if is_taken {
                taken.push((std::mem::take(name), std::mem::replace(value, Value::Null)));
            }
            !is_taken
        });
    }
    Value::Object(taken)
}

fn compare(stated: &Value<'_>, expected: &Value<'_>, cx: &mut Reader) {
    match (stated, expected) {
        (Value::Object(fields), Value::Object(others)) => {
            for (name, value) in fields {
                cx.key(name, |cx| match expected.get(name) {
                    Some(expected) => compare(value, expected, cx),
                    None => differs("nothing", cx),
                });
            }
            for (name, _) in others {
                if stated.get(name).is_none() {
                    cx.key(name, |cx| differs("a value, but the field is missing", cx));
                }
            }
        }
        (Value::List(stated), Value::List(expected)) if stated.len() == expected.len() => {
            for (index, (value, expected)) in stated.iter().zip(expected).enumerate() {
                cx.index(index, |cx| compare(value, expected, cx));
            }
        }
        (stated, expected) if stated == expected => {}
        (_, Value::Text(expected)) => differs(expected, cx),
        _ => differs("another value", cx),
    }
}

#[cold]
fn differs(expected: &str, cx: &mut Reader) {
    cx.report_fix(
        Code::DerivedMismatch,
        ["This is a derived field; computed again it gives ", expected, "."].concat(),
        "Send the issued invoice as Voldaan wrote it, or calculate it anew from its draft.",
    );
}

#[cfg(test)]
mod tests {
    use crate::invoice::{Draft, Issued, issue};

    /// A small business under the Dutch scheme: the invoice says so in words of the engine, as it says the terms.
    fn issued() -> Issued {
        let draft = r#"{"currency":"EUR","supplier":{"name":"S","country":"NL","vatId":"NL004495445B01",
            "address":{"line1":"A 1","city":"Delft","postalCode":"2611 AA"}},"customer":{"name":"C","country":"NL","address":
            {"line1":"B 1","city":"Delft","postalCode":"2611 AA"}},"lines":[{"name":"Work","quantity":"1.5","unitPrice":"100",
            "vat":{"category":"E","rate":"0","exemptionReason":"KOR"}},{"name":"More","quantity":1,"unitPrice":"1",
            "vat":{"category":"E","rate":"0","exemptionReason":"KOR"}}],"paymentTerms":{"netDays":14}}"#;
        let day = crate::Day::parse("2026-01-31").expect("a day");
        issue(&Draft::from_json(draft).expect("a draft"), "2026-0001", day).expect("an invoice")
    }

    #[test]
    fn what_was_kept_is_read_as_it_stands_whatever_the_engine_would_say_today() {
        let json = issued().to_json();
        let terms = issued().derived().terms_text.clone().expect("terms");
        for (today, then) in [(terms.as_str(), "Te voldoen binnen twee weken."), ("151.00", "151.01")] {
            let older = json.replace(today, then);
            assert_ne!(older, json);
            assert_eq!(Issued::from_json(&older).expect_err("changed").code(), "derived.mismatch");
            assert_eq!(Issued::from_kept(&older).expect("as it was kept").to_json(), older);
        }
        assert_eq!(Issued::from_kept(&json).as_ref(), Ok(&issued()));
    }

    #[test]
    fn what_is_no_issued_invoice_is_none_however_it_was_kept() {
        let json = issued().to_json();
        for (said, instead, path) in [
            (r#""number":"2026-0001","#, "", "number"),
            (r#""issueDate":"2026-01-31","#, "", "issueDate"),
            (r#""net":"150.00","#, "", "lines[0].net"),
            (r#""lines":"#, r#""line":"#, "line"),
            (r#""rate":"0","base""#, r#""rate":"9","base""#, "lines[0]"),
        ] {
            let broken = json.replace(said, instead);
            assert_ne!(broken, json, "{said}");
            let error = Issued::from_kept(&broken).expect_err(path);
            assert_eq!(error.path(), path, "{error:?}");
        }
        assert!(Issued::from_kept("[]").is_err());
    }
}
