//! Texts that nobody expects in a draft: blank, of blanks that are no spaces, full of markup, as long as a text may be. What is taken as it is
//! issued can be written as UBL and CII afterwards, and read again. It refuses to judge the documents; the judges of `tests/judges` do.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::Value;
use voldaan::invoice::Issued;
use voldaan::{Day, Draft, Profile, einvoice, issue};
use voldaan_tests::vectors;

/// Texts of these fields are codes of lists that are held against a document only as it is written (BR-CL-07, 10, 13, 21).
const CODES: &[&str] = &["scheme"];

/// A draft that says everything, the credit note on it, and a seller who has no VAT id.
fn drafts() -> Vec<Value> {
    let path = vectors::folder().join("../einvoice/drafts.json");
    let text = std::fs::read_to_string(path).expect("drafts");
    let own: Value = serde_json::from_str(&text).expect("JSON");
    let mut drafts =
        vec![own["every-field"].clone(), own["every-field-credit-note"].clone(), own["every-field"].clone()];
    for party in ["supplier", "taxRepresentative"] {
        let party = drafts[2][party].as_object_mut().expect("a party");
        party.remove("vatId");
    }
    drafts[2].as_object_mut().expect("a draft").remove("taxRepresentative");
    drafts
}

/// Where the texts of a draft stand, as JSON pointers.
fn texts(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(at.to_owned()),
        Value::Array(rows) => {
            (0..).zip(rows).for_each(|(index, row): (usize, _)| texts(row, &format!("{at}/{index}"), found))
        }
        Value::Object(fields) => fields.iter().for_each(|(name, field)| texts(field, &format!("{at}/{name}"), found)),
        _ => {}
    }
}

fn places(draft: &Value) -> Vec<String> {
    let mut found = Vec::new();
    texts(draft, "", &mut found);
    found
}

fn odd_texts() -> Vec<String> {
    let texts = [
        " ", "", "\t\r\n", "\u{a0}", "\u{2028}", "\u{200b}", "\u{1}", "\u{85}", "<&>\"'", "]]>", "#123#", "#ABCD#",
        " us 12-3", "-", "A\nB",
    ];
    let long = [10_000, 10_001].map(|length| "x".repeat(length));
    texts.iter().map(|text| (*text).to_owned()).chain(long).collect()
}

/// Issues the draft with other texts in these places; None where it is refused.
fn issued(draft: &Value, changes: &[(&str, &str)]) -> Option<Issued> {
    let mut draft = draft.clone();
    for (at, text) in changes {
        *draft.pointer_mut(at)? = Value::String((*text).to_owned());
    }
    let draft = Draft::from_json(&draft.to_string()).ok()?;
    issue(&draft, "2026-0042", draft.issue_date.or(Day::parse("2026-05-04"))?).ok()
}

/// What is wrong with the documents of an invoice that was issued with these texts in these places.
fn fault(issued: &Issued, changes: &[(&str, &str)]) -> Option<String> {
    let is_code = |at: &str| at.rsplit('/').next().is_some_and(|field| CODES.contains(&field));
    let has_code = changes.iter().any(|(at, text)| is_code(at) && !text.trim().is_empty());
    let documents = [einvoice::to_ubl(issued, Profile::En16931), einvoice::to_cii(issued, Profile::En16931)];
    for document in documents {
        let said = match document {
            Ok(xml) => match einvoice::from_xml(&xml) {
                Err(error) => error.to_string(),
                Ok(read) if read.draft.lines.len() != issued.lines().len() => "lines were lost".to_owned(),
                Ok(read) => match issue(&read.draft, issued.number(), issued.issue_date()) {
                    Ok(again) if again.totals() == issued.totals() => continue,
                    Ok(_) => "other totals".to_owned(),
                    Err(error) => format!("what was read cannot be issued: {error}"),
                },
            },
            Err(error) => {
                let of_code = |rule: &Option<String>| rule.as_deref().is_some_and(|rule| rule.starts_with("BR-CL-"));
                if has_code && error.findings().iter().all(|finding| of_code(&finding.rule)) {
                    continue;
                }
                error.to_string()
            }
        };
        return Some(format!("{changes:?}: {said}"));
    }
    None
}

#[test]
fn what_is_issued_with_an_odd_text_can_be_written() {
    let (mut taken, mut refused, mut faults) = (0, 0, Vec::new());
    for (number, draft) in drafts().iter().enumerate() {
        assert!(issued(draft, &[]).is_some(), "{draft}");
        // The others differ from the first one in what a blank does.
        let texts = if number == 0 { odd_texts() } else { vec![" ".to_owned()] };
        for at in places(draft) {
            for text in &texts {
                let change = [(at.as_str(), text.as_str())];
                match issued(draft, &change) {
                    None => refused += 1,
                    Some(issued) => {
                        taken += 1;
                        faults.extend(fault(&issued, &change));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} of {taken}:\n{}", faults.len(), faults.join("\n"));
    assert!(taken > 700 && refused > 700, "{taken} taken, {refused} refused");
}

/// BR-CL-08 looks for a code of UNTDID 4451 between the first two number signs of a note in UBL.
#[test]
fn a_note_that_seems_to_have_a_subject_gets_one() {
    let ubl = |note: &str| {
        let issued = issued(&drafts()[0], &[("/notes/0", note)]).expect("issued");
        einvoice::to_ubl(&issued, Profile::En16931).expect("a document")
    };
    for (note, written) in [
        ("Bestelling #123#", "<cbc:Note>#AAI#Bestelling #123#</cbc:Note>"),
        ("#ééé#", "<cbc:Note>#AAI##ééé#</cbc:Note>"),
        ("#PMT#40 euro", "<cbc:Note>#PMT#40 euro</cbc:Note>"),
        ("#12 and #13", "<cbc:Note>#12 and #13</cbc:Note>"),
        ("#123", "<cbc:Note>#123</cbc:Note>"),
    ] {
        assert!(ubl(note).contains(written), "{note}");
    }
}

/// What an earlier engine issued and a service kept is not computed again: what it lacks is found as it is written.
#[test]
fn a_kept_invoice_without_what_a_document_needs_is_refused_as_it_is_written() {
    let issued = issued(&drafts()[0], &[]).expect("issued");
    let mut kept: Value = serde_json::from_str(&issued.to_json()).expect("JSON");
    kept["lines"][0]["id"] = Value::String(" ".to_owned());
    kept["lines"][0]["unit"] = Value::String("ABC".to_owned());
    kept["allowances"][0]["reasonCode"] = Value::String("FC".to_owned());
    kept["attachments"][0]["id"] = Value::String(String::new());
    let kept = Issued::from_kept(&kept.to_string()).expect("kept");
    for written in [einvoice::to_ubl(&kept, Profile::En16931), einvoice::to_cii(&kept, Profile::En16931)] {
        let error = written.expect_err("refused");
        let rules: BTreeSet<_> = error.findings().iter().filter_map(|finding| finding.rule.as_deref()).collect();
        assert_eq!(rules, BTreeSet::from(["BR-21", "BR-52", "BR-CL-19", "BR-CL-23"]));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn what_is_issued_with_several_odd_texts_can_be_written(
        which in 0..3_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![
            any::<prop::sample::Index>().prop_map(|at| at.get(&odd_texts()).clone()),
            ".{0,30}",
        ]), 1..6),
    ) {
        let draft = drafts().swap_remove(which);
        let places = places(&draft);
        let changes: Vec<(&str, &str)> = changes.iter().map(|(at, text)| (at.get(&places).as_str(), text.as_str())).collect();
        if let Some(issued) = issued(&draft, &changes) {
            prop_assert_eq!(fault(&issued, &changes), None);
        }
    }
}
