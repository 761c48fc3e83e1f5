//! Every vector against the engine, natively; and the vectors themselves: ids, reasons, sources, how many there are.

use std::collections::BTreeSet;

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
