//! The codes of all checks together: each is listed, and each is reached.

use super::{CODES, bic, company, endpoint, iban, reference, vat_id};
use std::collections::BTreeSet;

/// What each check says of a text.
fn codes(value: &str) -> impl Iterator<Item = &'static str> {
    let mut results = vec![vat_id::check(value), iban::check(value), bic::check(value), company::check_rsin(value)];
    for scheme in ["0106", "0208", "0204", "0003", "9918", "9944", "EM", "KVK"] {
        results.push(company::check(scheme, value));
        results.push(endpoint::check(scheme, value));
    }
    for name in ["rf", "ogm", "kenmerk", "qrr", "text"] {
        let scheme = reference::ReferenceScheme::from_str_name(name);
        results.push(reference::check(value, scheme).map(|(_, text)| text));
        results.push(reference::make(scheme.unwrap(), value));
    }
    results.into_iter().filter_map(Result::err).map(|error| error.code)
}

/// Samples of every kind with something wrong: the right length, the wrong one, strange characters.
const WRONG: [&str; 12] = [
    "",
    "NL004495446B01",
    "NL004495445",
    "NL00449544!B01",
    "US123",
    "NL92ABNA0417164300",
    "NL92ABNA04171643",
    "ABNAZZ2A",
    "111222334",
    "0403019262",
    "991-03730-91",
    "RF17539007547034",
];

#[test]
fn the_list_of_codes_is_exactly_what_the_checks_give() {
    let given: BTreeSet<&str> = WRONG.into_iter().flat_map(codes).collect();
    let listed: BTreeSet<&str> = CODES.into_iter().collect();
    assert_eq!(given, listed);
    assert_eq!(listed.len(), CODES.len());
}

#[test]
fn only_an_unknown_form_is_unchecked() {
    assert!(vat_id::check("US123").unwrap_err().is_unchecked());
    assert!(!vat_id::check("NL123").unwrap_err().is_unchecked());
    assert!(!vat_id::check("ZZ123").unwrap_err().is_unchecked());
}
