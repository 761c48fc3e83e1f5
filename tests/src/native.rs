//! The engine itself as a place for vectors: a call of `voldaan::door`, natively. Adds nothing of its own.

use voldaan::door::{self, LastIssued};
use voldaan::pdf::{BUILT_IN, Materials};
use voldaan::wire;

use crate::vectors::{Answer, Place};

/// Doors whose answers are bytes.
const PDF_DOORS: [&str; 2] = ["toPdf", "letterToPdf"];

/// The engine, called natively.
pub struct Native;

impl Place for Native {
    fn name(&self) -> &'static str {
        "native"
    }

    fn offers(&self, door: &str) -> bool {
        door::DOORS.contains(&door) || door::DOCUMENT_DOORS.contains(&door) || PDF_DOORS.contains(&door)
    }

    fn call(&mut self, door: &str, arguments: &[String]) -> Answer {
        let list = |arguments: &[String]| format!("[{}]", arguments.join(","));
        let answer = match door {
            // Its answer are bytes, of which a vector can state the beginning. The invoice crosses beside the other arguments.
            _ if PDF_DOORS.contains(&door) => {
                let mut others = arguments.to_vec();
                let place = usize::from(door == "letterToPdf");
                let invoice = list(&others.drain(place..(place + 1).min(arguments.len())).collect::<Vec<_>>());
                let materials = Materials::of(BUILT_IN);
                let pdf = door::to_pdf(door, invoice, &list(&others), &materials, &mut LastIssued::default());
                pdf.map(|pdf| wire::to_json(&header(&pdf)))
            }
            _ => door::call(door, &list(arguments)),
        };
        match answer {
            Ok(text) => Answer::Taken(text),
            Err(error) => {
                let findings: Vec<String> = error.findings().iter().map(wire::to_json).collect();
                Answer::Refused(format!("[{}]", findings.join(",")))
            }
        }
    }
}

/// The first line of a file.
fn header(file: &[u8]) -> String {
    let line = file.split(|byte| *byte == b'\n').next().unwrap_or_default();
    String::from_utf8_lossy(line).into_owned()
}
