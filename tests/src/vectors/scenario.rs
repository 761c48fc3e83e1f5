//! The scenario door `creditSequence`: credit notes drafted, calculated and booked one after the other, and their sum.
//! It adds up what the doors answered and decides nothing itself.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::{Answer, Argument, Recorder};

/// The name of the scenario in a case.
pub const DOOR: &str = "creditSequence";

/// The doors that it goes through.
pub const DOORS: &[&str] = &["issue", "credit", "calculate"];

/// Runs `[issued, requests]`: the totals of each credit note and their sum, or the first refusal.
pub fn credit_sequence(arguments: &[Argument], recorder: &mut Recorder<'_>) -> Result<Answer, String> {
    let [issued, requests] = arguments else {
        return Err("creditSequence takes an issued invoice and requests".to_owned());
    };
    let requests = requests.value().as_array().ok_or("creditSequence takes a list of requests")?;
    let mut account = json!({ "invoice": issued.value(), "entries": [entry(issued.value(), 1, "issued", json!({}))] });
    let mut totals = Vec::new();
    let mut sum = Sum::default();
    for (index, request) in requests.iter().enumerate() {
        let draft = match recorder.call("credit", &[account.to_string(), request.to_string()]) {
            Answer::Taken(draft) => draft,
            refused => return Ok(refused),
        };
        let note = recorder.take("calculate", &[draft])?;
        let booked = booking(&note, index + 1)?;
        let entries = account["entries"].as_array_mut().ok_or("an account has entries")?;
        entries.push(entry(request, entries.len() + 1, "credit", booked));
        totals.push(
            json!({ "net": note["totals"]["net"], "vat": note["totals"]["vat"], "gross": note["totals"]["gross"] }),
        );
        sum.add(&note)?;
    }
    Ok(Answer::Taken(json!({ "totals": totals, "sum": sum.value() }).to_string()))
}

/// What the entry of a credit note says: its amount, its VAT breakdown, and the lines it credits.
fn booking(note: &Value, number: usize) -> Result<Value, String> {
    let lines = note["lines"].as_array().ok_or("a credit note has lines")?;
    let lines: Vec<Value> =
        lines.iter().map(|line| json!({ "id": line["id"], "quantity": line["quantity"] })).collect();
    Ok(json!({
        "number": format!("CN-{number}"),
        "amount": note["totals"]["payable"],
        "breakdown": note["vatBreakdown"],
        "lines": lines,
    }))
}

/// An entry on the issue date of its document.
fn entry(document: &Value, number: usize, kind: &str, more: Value) -> Value {
    let on = document["issueDate"].as_str().unwrap_or_default();
    let mut fields = json!({ "id": format!("e{number}"), "at": format!("{on}T12:00:00Z"), "on": on, "kind": kind });
    if let (Some(fields), Value::Object(more)) = (fields.as_object_mut(), more) {
        fields.extend(more);
    }
    fields
}

/// Totals added up, and each VAT group.
#[derive(Default)]
struct Sum {
    totals: Map<String, Value>,
    groups: Vec<Value>,
}

impl Sum {
    fn add(&mut self, note: &Value) -> Result<(), String> {
        for name in ["net", "vat", "gross"] {
            let before = self.totals.get(name).cloned().unwrap_or_else(|| json!("0"));
            self.totals.insert(name.to_owned(), plus(&before, &note["totals"][name])?);
        }
        for row in note["vatBreakdown"].as_array().ok_or("a credit note has a VAT breakdown")? {
            let same =
                |group: &&mut Value| group["category"] == row["category"] && group.get("rate") == row.get("rate");
            match self.groups.iter_mut().find(same) {
                Some(group) => {
                    for name in ["base", "amount"] {
                        group[name] = plus(&group[name], &row[name])?;
                    }
                }
                None => self.groups.push(row.clone()),
            }
        }
        Ok(())
    }

    fn value(self) -> Value {
        let mut totals = self.totals;
        totals.insert("vatBreakdown".to_owned(), Value::Array(self.groups));
        Value::Object(totals)
    }
}

fn plus(left: &Value, right: &Value) -> Result<Value, String> {
    let number = |value: &Value| -> Result<Decimal, String> {
        let text = value.as_str().ok_or_else(|| format!("{value} is no amount"))?;
        text.parse().map_err(|error| format!("{text}: {error}"))
    };
    Ok(Value::String((number(left)? + number(right)?).to_string()))
}
