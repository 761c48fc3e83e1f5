//! The hand-over dossier: one archive that another program opens, with all that a bailiff or a court asks for.

use crate::support::{demo, draft, unzip};

#[test]
fn a_dossier_has_the_invoice_the_letters_the_claim_with_its_sources_and_the_time_line() {
    let caller = demo();
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    let body = draft().replace(r#""locale":"nl""#, r#""locale":"nl","kind":"business""#);
    let id = caller.do_post("/v1/invoices", &body).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    caller.do_post(&format!("/v1/invoices/{id}/credit"), r#"{"amount":"121.00","reason":"Beschadigd"}"#).expect(201);
    caller.live_until("2026-09-15T10:00:00Z");
    let path = format!("/v1/invoices/{id}/dossier.zip?on=2026-09-15");
    let answer = caller.get(&path).expect(200);
    assert_eq!(answer.response.header("content-type"), Some("application/zip"));
    let files = unzip(&answer.response.body);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    for name in ["invoice.pdf", "invoice.ubl.xml", "invoice.json", "claim.json", "claim.pdf", "timeline.csv"] {
        assert!(names.contains(&name), "{name} is missing in {names:?}");
    }
    // Each as it is had alone.
    let alone = |path: &str| caller.get(path).expect(200).response.body;
    assert_eq!(files["invoice.pdf"], alone(&format!("/v1/invoices/{id}.pdf")));
    assert_eq!(files["invoice.ubl.xml"], alone(&format!("/v1/invoices/{id}.ubl.xml")));
    assert_eq!(files["claim.json"], alone(&format!("/v1/invoices/{id}/claim?on=2026-09-15")));
    let claim = String::from_utf8_lossy(&files["claim.json"]).into_owned();
    assert!(
        claim.contains("\"principal\":\"1089.00\"") && claim.contains("\"working\"") && claim.contains("6:119a BW"),
        "{claim}"
    );
    let note = caller.get(&format!("/v1/invoices/{id}")).expect(200).at("creditNotes[0].number");
    assert!(names.contains(&&*format!("credit-notes/{note}.pdf")), "{names:?}");
    // One letter for each reminder among the entries.
    let entries = caller.all(&format!("/v1/invoices/{id}/entries?limit=200"), "kind");
    let reminders = entries.iter().filter(|kind| *kind == "reminder").count();
    let letters: Vec<&&str> = names.iter().filter(|name| name.starts_with("letters/")).collect();
    assert!(reminders > 1 && letters.len() == reminders, "{entries:?} {letters:?}");
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".pdf")) {
        assert!(bytes.starts_with(b"%PDF-"), "{name}");
    }
    let history = String::from_utf8_lossy(&files["timeline.csv"]).into_owned();
    assert_eq!(history.lines().count(), entries.len() + 1);
    assert!(history.contains(&format!("credit,121.00,{note}")), "{history}");
    // The same day gives the same bytes.
    assert_eq!(caller.get(&path).expect(200).response.body, answer.response.body);
}

#[test]
fn a_dossier_needs_an_issued_invoice_and_the_law_that_holds() {
    let caller = demo();
    let id = caller.do_post("/v1/invoices", &draft()).expect(201).at("id");
    caller.get(&format!("/v1/invoices/{id}/dossier.zip")).refused(409, "invoice.draft");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    let refused = caller.get(&format!("/v1/invoices/{id}/dossier.zip")).refused(422, "field.missing");
    assert_eq!(refused.at("findings[0].path"), "debtor");
    caller.get(&format!("/v1/invoices/{id}/dossier.zip?debtor=consumer")).expect(200);
    caller.get("/v1/invoices/inv_none/dossier.zip").refused(404, "notFound");
}
