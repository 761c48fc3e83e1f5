//! The e-invoices that the judges are given: every draft of the vectors that can be issued, completed with parties where
//! it has none, in every profile that takes it; and the drafts of `tests/einvoice/drafts.json`. It judges nothing.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use voldaan::invoice::{Issued, Profile, credit};
use voldaan::ledger::Account;
use voldaan::wire::from_json;
use voldaan::{Day, Draft, einvoice, issue};

use crate::native::Native;
use crate::vectors;

/// A written document.
pub struct Document {
    /// `<case>.<profile>.<syntax>`, usable as a file name.
    pub name: String,
    /// The profile.
    pub profile: Profile,
    /// `ubl` or `cii`.
    pub syntax: &'static str,
    /// The invoice it was written from.
    pub issued: Issued,
    /// The document.
    pub xml: String,
}

/// A writer of one syntax.
type To = fn(&Issued, Profile) -> Result<String, voldaan::Error>;

/// The syntaxes and their writers.
const SYNTAXES: &[(&str, To)] = &[("ubl", einvoice::to_ubl), ("cii", einvoice::to_cii)];

/// Every issued invoice with its name.
pub fn invoices() -> Vec<(String, Issued)> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (name, draft) in drafts() {
        if !seen.insert(draft.to_string()) {
            continue;
        }
        let complete = [completed(&draft, true), completed(&draft, false)];
        let issued = complete.into_iter().find_map(|draft| {
            let draft = Draft::from_json(&draft.to_string()).ok()?;
            let day = draft.issue_date.or(Day::parse("2026-11-21"))?;
            issue(&draft, "2026-0042", day).ok()
        });
        found.extend(issued.map(|issued| (name, issued)));
    }
    // What is credited differs in little: of one in seven the credit note as well. What the law wants said in the language of a buyer comes
    // back as a note of the seller's, ahead of the reason of a credit: such a one is written again in another order.
    let is_english = |issued: &Issued| issued.head().customer.as_ref().is_none_or(|customer| customer.locale.is_none());
    let notes = found.iter().step_by(7).filter(|(_, issued)| is_english(issued));
    let notes: Vec<(String, Issued)> =
        notes.filter_map(|(name, issued)| Some((format!("{name}.credited"), credited(issued)?))).collect();
    found.extend(notes);
    found
}

/// The credit note on the whole invoice, where it has one.
pub fn credited(issued: &Issued) -> Option<Issued> {
    let account = Account::new(issued.clone(), Vec::new()).ok()?;
    let day = issued.issue_date();
    let request = format!(r#"{{"full":true,"reason":"Returned","issueDate":"{day}"}}"#);
    let draft = credit(&account, &from_json(&request).ok()?).ok()?;
    issue(&draft, "C2026-0042", day).ok()
}

/// Every document that can be written.
pub fn documents() -> Vec<Document> {
    let mut written = Vec::new();
    for (name, issued) in invoices() {
        for profile in Profile::WORDS.iter().filter_map(|word| Profile::from_word(word)) {
            for (syntax, to) in SYNTAXES {
                if let Ok(xml) = to(&issued, profile) {
                    let name = format!("{name}.{}.{syntax}", profile.as_str());
                    written.push(Document { name, profile, syntax, issued: issued.clone(), xml });
                }
            }
        }
    }
    written
}

/// The drafts of the vectors and those made for documents.
fn drafts() -> Vec<(String, Value)> {
    let path = vectors::folder().join("../einvoice/drafts.json");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let own: Map<String, Value> =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut found: Vec<(String, Value)> = own.into_iter().collect();
    for (_, cases) in vectors::load() {
        for case in cases {
            let takes_draft = ["calculate", "issue", "check"].contains(&case.door.as_str());
            let resolved = takes_draft.then(|| case.first_argument(&mut Native)).flatten();
            found.extend(resolved.filter(Value::is_object).map(|draft| (case.id.clone(), draft)));
        }
    }
    found
}

/// A draft with what any invoice needs where it says nothing. A seller without VAT has no VAT ids around it.
pub fn completed(draft: &Value, with_vat: bool) -> Value {
    let mut supplier = json!({
        "name": "Voorbeeld B.V.", "tradingName": "Voorbeeld", "country": "NL", "companyId": {"scheme": "0106", "value": "12345678"},
        "address": {"line1": "Keizersgracht 1", "postalCode": "1015 CJ", "city": "Amsterdam"},
        "endpoint": {"scheme": "0106", "value": "12345678"},
        "contact": {"name": "Administratie", "email": "facturen@example.nl", "phone": "+31 20 123 45 67"},
    });
    let mut customer = json!({
        "name": "Muster GmbH", "country": "DE",
        "address": {"line1": "Hauptstraße 1", "postalCode": "10115", "city": "Berlin"},
        "endpoint": {"scheme": "9930", "value": "DE136695976"},
    });
    if with_vat {
        supplier["vatId"] = json!("NL004495445B01");
        customer["vatId"] = json!("DE136695976");
    }
    let defaults = json!({
        "supplier": supplier,
        "customer": customer,
        "deliverTo": {
            "name": "Muster GmbH, Lager", "country": "DE",
            "address": {"line1": "Hauptstraße 2", "postalCode": "10115", "city": "Berlin"},
        },
        "deliveryDate": "2026-11-20",
        "preceding": [{"number": "2026-0001", "issueDate": "2026-01-05", "reason": "Two boxes came back."}],
        "paymentTerms": {"netDays": 30},
        "paymentMethods": [{"kind": "creditTransfer", "iban": "NL91ABNA0417164300", "name": "Voorbeeld B.V."}],
        "buyerReference": "04011000-12345-03",
    });
    let mut whole = draft.clone();
    let kind = draft["type"].as_str().unwrap_or_default().to_owned();
    give_reasons(&mut whole);
    let Value::Object(fields) = defaults else { return whole };
    for (name, value) in fields {
        let parties = ["supplier", "customer"].contains(&name.as_str());
        let amends = ["creditNote", "corrective"].contains(&kind.as_str());
        if name == "preceding" && !amends || name == "deliveryDate" && !draft["taxPointDate"].is_null() {
            continue;
        }
        match &mut whole[&name] {
            absent @ Value::Null => *absent = value,
            Value::Object(own) if parties => complete_party(own, value),
            _ => {}
        }
    }
    whole
}

/// Fills in what a party of a vector leaves out and every document needs; numbers only for a party of the same country.
fn complete_party(own: &mut Map<String, Value>, defaults: Value) {
    let same_country = own.get("country") == defaults.get("country");
    let Value::Object(fields) = defaults else { return };
    for (name, value) in fields {
        let national = ["vatId", "companyId", "endpoint"].contains(&name.as_str());
        if !own.contains_key(&name) && name != "tradingName" && (same_country || !national) {
            own.insert(name, value);
        }
    }
    own.entry("endpoint").or_insert(json!({"scheme": "0088", "value": "4006381333931"}));
}

/// Gives allowances and charges without a reason the commonest one (UNTDID 5189 95, 7161 FC).
fn give_reasons(whole: &mut Value) {
    let reasons = [("allowances", "95"), ("charges", "FC")];
    for (field, code) in reasons {
        for row in whole.get_mut(field).and_then(Value::as_array_mut).into_iter().flatten() {
            if row["reason"].is_null() && row["reasonCode"].is_null() && row.is_object() {
                row["reasonCode"] = json!(code);
            }
        }
    }
    for line in whole.get_mut("lines").and_then(Value::as_array_mut).into_iter().flatten() {
        if line.is_object() {
            give_reasons(line);
        }
    }
}
