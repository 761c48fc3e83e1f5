//! The engine itself as a place for vectors: a call of `voldaan::door`, natively. Adds nothing of its own.

use voldaan::door;
use voldaan::wire;

use crate::vectors::{Answer, Place};

/// The engine, called natively.
pub struct Native;

impl Place for Native {
    fn name(&self) -> &'static str {
        "native"
    }

    fn offers(&self, door: &str) -> bool {
        door::DOORS.contains(&door) || door::DOCUMENT_DOORS.contains(&door)
    }

    fn call(&mut self, door: &str, arguments: &[String]) -> Answer {
        match door::call(door, &format!("[{}]", arguments.join(","))) {
            Ok(text) => Answer::Taken(text),
            Err(error) => {
                let findings: Vec<String> = error.findings().iter().map(wire::to_json).collect();
                Answer::Refused(format!("[{}]", findings.join(",")))
            }
        }
    }
}
