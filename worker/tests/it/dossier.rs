//! The hand-over dossier: one archive that another program opens, with all that a bailiff or a court asks for.

use voldaan_worker::app::Moment;

use crate::mail::{POSTMARK, bounce, put, taken};
use crate::support::{Caller, demo, draft, unzip};

/// An issued invoice of a business that a policy is followed for.
fn dunned() -> (Caller, String) {
    let caller = demo();
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    let id = caller.issued_to("business");
    (caller, id)
}

/// The files of a dossier: the names of its letters, and its history.
fn dossier(caller: &Caller, id: &str) -> (Vec<String>, String) {
    let files = unzip(&caller.get(&format!("/v1/invoices/{id}/dossier.zip")).expect(200).response.body);
    let letters = files.keys().filter(|name| name.starts_with("letters/")).cloned().collect();
    (letters, String::from_utf8(files["timeline.csv"].clone()).expect("text"))
}

#[test]
fn a_letter_is_in_the_dossier_once_it_went_out_and_under_that_day() {
    let (caller, id) = dunned();
    put(&caller, "/v1/mail", POSTMARK).expect(200);
    taken(&caller);
    // The policy writes first on Friday the 10th of July, three working days before the invoice is due.
    caller.live_until("2026-07-11T10:00:00Z");
    let message = caller.get("/v1/outbox").expect(200).at("items[0].id");
    let (letters, history) = dossier(&caller, &id);
    assert_eq!(letters, ["letters/2026-07-10-email.pdf"]);
    assert!(history.contains(",bericht uitgegaan,,\"e-mail, anna@vermeulen.example\""), "{history}");
    // It bounces: the same goes by post, which nobody has taken to the letter box yet.
    bounce(&caller, &message, "anna@vermeulen.example");
    let (letters, history) = dossier(&caller, &id);
    assert!(letters.is_empty(), "{letters:?}");
    assert!(
        history
            .contains("2026-07-10,2026-07-10T06:00:00.000Z,bericht onbestelbaar,,\"e-mail, anna@vermeulen.example\""),
        "{history}"
    );
    assert!(
        history.contains("2026-07-11,2026-07-11T10:00:00.000Z,bericht wacht,,\"brief, Bakkerij Vermeulen B.V.\""),
        "{history}"
    );
    assert!(!history.contains("uitgegaan"), "{history}");
    // It is dated on the day on which it was posted.
    caller.world.now.set(Moment::parse("2026-07-13T09:00:00Z").expect("an instant"));
    let posted = caller.get("/v1/outbox?waiting=true").expect(200).at("items[0].id");
    caller.do_post(&format!("/v1/outbox/{posted}/done"), "{}").expect(200);
    let (letters, history) = dossier(&caller, &id);
    assert_eq!(letters, ["letters/2026-07-13-letter.pdf"]);
    assert!(history.contains("2026-07-13,2026-07-13T09:00:00.000Z,bericht uitgegaan,"), "{history}");
}

#[test]
fn a_dossier_has_the_invoice_the_letters_the_claim_with_its_sources_and_the_time_line() {
    let (caller, id) = dunned();
    caller.world.is_served.set(true);
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
    // A line for each entry and each message, below the names of the columns.
    assert_eq!(history.lines().count(), 1 + entries.len() + reminders);
    assert_eq!(history.matches(",bericht uitgegaan,").count(), reminders);
    assert!(history.contains(&format!("creditnota,121.00,{note}")), "{history}");
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

#[test]
fn what_people_read_in_a_dossier_is_in_the_language_of_the_customer() {
    for (locale, heads, kinds, untold) in [
        (
            "nl",
            "datum,vastgelegd,gebeurtenis,bedrag,toelichting,id",
            ["factuur opgesteld", "betaling,100.00,contant"],
            "issued",
        ),
        (
            "de",
            "datum,festgehalten,ereignis,betrag,erläuterung,id",
            ["Rechnung ausgestellt", "Zahlung,100.00,bar"],
            "issued",
        ),
        ("fr", "date,consigné,événement,montant,précision,id", ["facture émise", "paiement,100.00,espèces"], "issued"),
        ("en", "on,writtenAt,kind,amount,what,id", ["issued", "payment,100.00,cash"], "factuur"),
    ] {
        let caller = demo();
        let body = draft().replace(r#""locale":"nl""#, &format!(r#""locale":"{locale}","kind":"business""#));
        let id = caller.issued_from(&body);
        let paid = r#"{"amount":"100.00","method":"cash"}"#;
        caller.do_post(&format!("/v1/invoices/{id}/payments"), paid).expect(201);
        let (_, history) = dossier(&caller, &id);
        assert_eq!(history.lines().next(), Some(heads));
        assert!(kinds.iter().all(|kind| history.contains(kind)) && !history.contains(untold), "{locale}: {history}");
    }
}
