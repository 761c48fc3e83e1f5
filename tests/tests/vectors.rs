//! Every vector against the engine, natively; and the vectors themselves: ids, reasons, sources, how many there are.

use std::collections::BTreeSet;

use voldaan::finding::CODES;
use voldaan_tests::native::Native;
use voldaan_tests::vectors::{self, Place};

/// At least so many cases are kept.
const LEAST: usize = 600;

#[test]
fn every_case_has_an_id_of_its_own_a_reason_and_a_source() {
    let mut ids = BTreeSet::new();
    for (file, cases) in vectors::load() {
        for case in cases {
            assert!(
                !case.why.trim().is_empty() && !case.source.trim().is_empty(),
                "{file} {}: why or source is empty",
                case.id
            );
            assert!(ids.insert(case.id.clone()), "{file}: the id {} is used twice", case.id);
        }
    }
    assert!(ids.len() >= LEAST, "only {} cases", ids.len());
}

/// Codes that no vector can call forth, and why.
const UNREACHABLE: &[(&str, &str)] = &[
    ("pdf.unreadable", "files are bytes, which no vector holds; the tests of the PDF have broken ones"),
    ("pdf.noInvoice", "files are bytes, which no vector holds; the tests of the PDF have one"),
    ("logo.unusable", "logos are bytes, which no vector holds; the tests of the PDF have broken ones"),
    ("font.unusable", "fonts are bytes, which no vector holds; the tests of the PDF have broken ones"),
    ("door.unknown", "a vector names a door that exists"),
    ("identifier.invalid", "stands in only where a check gives no code of its own"),
    ("internal", "a defect of the engine"),
];

#[test]
fn every_code_of_the_table_has_a_vector_or_a_reason_to_have_none() {
    let cases: Vec<_> = vectors::load().into_iter().flat_map(|(_, cases)| cases).collect();
    let stated = cases.iter().flat_map(|case| case.error.iter().chain(&case.findings).flatten());
    let called: BTreeSet<&str> = stated.filter_map(|finding| finding["code"].as_str()).collect();
    let reasons: BTreeSet<&str> = UNREACHABLE.iter().map(|(code, _)| *code).collect();
    let bare: Vec<_> =
        CODES.iter().map(|entry| entry.code).filter(|code| !called.contains(code) && !reasons.contains(code)).collect();
    assert!(bare.is_empty(), "without a vector: {bare:?}");
    let needless: Vec<_> = reasons.intersection(&called).collect();
    assert!(needless.is_empty(), "have a vector after all: {needless:?}");
}

#[test]
fn the_engine_answers_every_vector_as_expected() {
    let mut native = Native;
    let mut faults = Vec::new();
    let mut run = 0;
    for (file, cases) in vectors::load() {
        for case in &cases {
            if !case.runs_at(&native) {
                continue;
            }
            run += 1;
            let found = case.run(&mut native).faults;
            faults.extend(found.into_iter().map(|fault| format!("{file} {}: {fault}", case.id)));
        }
    }
    assert!(faults.is_empty(), "{} of {run} cases at {}:\n{}", faults.len(), native.name(), faults.join("\n"));
}
