//! Reads histories of invoices, for the judge `tests/judges/ledger.py`. Refuses to judge itself.
//!
//! Reads `[draft, issueDate, entries, days]` as JSON on each line of the standard input and writes on a line
//! `{"statuses": [...]}`, a status for each day with what was overpaid, or `{"error": [findings]}`.

use std::io::{self, BufRead, BufWriter, Write};

use serde_json::{Value, json};
use voldaan::finding::Error;
use voldaan::ledger::{Account, position, status};
use voldaan::wire::{Array, to_json};
use voldaan::{Day, Draft, issue};

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let (draft, issued, entries, days): (Value, String, Value, Vec<String>) = serde_json::from_str(&line?)?;
        match statuses(&draft, &issued, &entries, &days) {
            Ok(statuses) => writeln!(out, "{}", json!({ "statuses": statuses }))?,
            Err(error) => writeln!(out, "{{\"error\":{}}}", to_json(&Array(error.into_findings())))?,
        }
    }
    out.flush()
}

fn statuses(draft: &Value, issued: &str, entries: &Value, days: &[String]) -> Result<Vec<Value>, Error> {
    let day = |text: &str| Day::parse(text).expect("the judge states days that exist");
    let invoice = issue(&Draft::from_json(&draft.to_string())?, "2026-0001", day(issued))?;
    let account = Account::from_json(&format!(r#"{{"invoice":{},"entries":{entries}}}"#, invoice.to_json()))?;
    let mut statuses = Vec::new();
    for asked in days {
        let on = day(asked);
        let mut found: Value = serde_json::from_str(&to_json(&status(&account, on)?)).expect("a status is JSON");
        found["overpaid"] = json!(position(&account, on)?.overpaid.to_string());
        statuses.push(found);
    }
    Ok(statuses)
}
