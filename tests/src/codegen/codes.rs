//! The error codes for the README of the package.

use voldaan::finding::{CODES, Severity};
use voldaan::identifier;
use voldaan_worker::app::refusal::REFUSALS;

/// The table of all codes in Markdown, without those of identifiers.
pub fn table() -> String {
    let mut out = "| code | severity | meaning |\n|---|---|---|\n".to_owned();
    for row in CODES {
        let severity = match row.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        out.push_str(&format!("| `{}` | {severity} | {} |\n", row.code, row.meaning.replace('|', "\\|")));
    }
    out
}

/// The codes of identifiers and references, in a line.
pub fn identifiers() -> String {
    let codes: Vec<String> = identifier::CODES.iter().map(|code| format!("`{code}`")).collect();
    format!("{}.\n", codes.join(", "))
}

/// The reasons for which the service refuses a request.
pub fn refusals() -> String {
    let mut out = "| status | code | meaning |\n|---|---|---|\n".to_owned();
    for row in REFUSALS {
        out.push_str(&format!("| {} | `{}` | {} |\n", row.status, row.code, row.meaning));
    }
    out
}
