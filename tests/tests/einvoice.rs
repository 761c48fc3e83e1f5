//! E-invoices there and back: what was written is read, issued again and written again without a difference.

use voldaan::einvoice::{self, ReadDocument};
use voldaan::invoice::Issued;
use voldaan::{Profile, issue};
use voldaan_tests::einvoice::{Document, documents};

/// Reads a document and issues what was read under its number.
fn again(document: &Document) -> Result<(ReadDocument, Issued), String> {
    let read = einvoice::from_xml(&document.xml).map_err(|error| error.to_string())?;
    let number = read.number.clone().unwrap_or_default();
    let day = read.draft.issue_date.ok_or("no date")?;
    let issued = issue(&read.draft, &number, day).map_err(|error| error.to_string())?;
    Ok((read, issued))
}

fn write(document: &Document, issued: &Issued) -> Result<String, voldaan::Error> {
    match document.syntax {
        "ubl" => einvoice::to_ubl(issued, document.profile),
        _ => einvoice::to_cii(issued, document.profile),
    }
}

/// The first line in which two documents differ.
fn difference(one: &str, other: &str) -> String {
    let lines = one.lines().zip(other.lines()).find(|(one, other)| one != other);
    lines.map_or_else(|| "one is longer".to_owned(), |(one, other)| format!("{} became {}", one.trim(), other.trim()))
}

#[test]
fn what_was_written_is_read_and_written_again_without_a_difference() {
    let mut faults = Vec::new();
    // Every invoice in both syntaxes; in the other profiles, which differ in little, one of seven.
    let mut documents = documents();
    let mut count = 0;
    documents.retain(|document| {
        count += 1;
        document.profile == Profile::En16931 || count % 7 == 0
    });
    for document in &documents {
        let fault = match again(document) {
            Err(error) => error,
            Ok((read, issued)) => {
                let errors: Vec<String> = read
                    .findings
                    .iter()
                    .map(|finding| format!("{} {}: {}", finding.code, finding.path, finding.message))
                    .collect();
                let totals = issued.totals() == document.issued.totals();
                match write(document, &issued) {
                    _ if !totals => format!("other totals; {}", errors.join("; ")),
                    Err(error) => error.to_string(),
                    Ok(xml) if xml != document.xml => {
                        format!("{}; {}", difference(&document.xml, &xml), errors.join("; "))
                    }
                    Ok(_) if !errors.is_empty() => errors.join("; "),
                    Ok(_) => continue,
                }
            }
        };
        faults.push(format!("{}: {fault}", document.name));
    }
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), documents.len(), faults.join("\n"));
}
