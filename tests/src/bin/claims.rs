//! Says what may be charged on late invoices, for the judge `tests/judges/claims.py`. Refuses to judge itself.
//!
//! Reads `[draft, issueDate, entries, options]` as JSON on each line of the standard input, where `options` is a list of options of
//! `claim`, and writes on a line a list with a claim for each of them, or `{"error": [findings]}` in its place.

use std::io::{self, BufRead, BufWriter, Write};

use serde_json::{Value, json};
use voldaan::door;
use voldaan::wire::{Array, to_json};

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let (draft, issued, entries, options): (Value, String, Value, Vec<Value>) = serde_json::from_str(&line?)?;
        let invoice = answer("issue", &json!([draft, { "number": "2026-0001", "issueDate": issued }]));
        let account = json!({ "invoice": invoice, "entries": entries });
        let claims: Vec<Value> = options.iter().map(|options| answer("claim", &json!([account, options]))).collect();
        writeln!(out, "{}", Value::Array(claims))?;
    }
    out.flush()
}

fn answer(name: &str, arguments: &Value) -> Value {
    let text = match door::call(name, &arguments.to_string()) {
        Ok(json) => json,
        Err(error) => format!(r#"{{"error":{}}}"#, to_json(&Array(error.into_findings()))),
    };
    serde_json::from_str(&text).expect("a door answers with JSON")
}
