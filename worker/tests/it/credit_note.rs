//! Where a credit note stands: settled as far as its invoice takes it, in lists, on its own page, and in the customer's account.

use crate::support::page::path_of;
use crate::support::{Caller, demo};

/// The numbers that a list shows.
fn listed(caller: &Caller, query: &str) -> Vec<String> {
    caller.all(&format!("/v1/invoices?{query}"), "number")
}

/// State and amount due of an invoice, as it says itself and as the list says.
fn stands(caller: &Caller, id: &str) -> [String; 2] {
    let own = caller.get(&format!("/v1/invoices/{id}")).expect(200);
    let ids = caller.all("/v1/invoices", "id");
    let place = ids.iter().position(|other| other == id).expect("it is listed");
    let row = |field: &str| caller.all("/v1/invoices", field).swap_remove(place);
    [format!("{} {}", own.at("state"), own.at("status.amountDue")), format!("{} {}", row("state"), row("amountDue"))]
}

#[test]
fn a_note_that_is_set_off_wholly_is_settled_at_once() {
    let caller = demo();
    let id = caller.issued();
    let credit = r#"{"amount":"210.00","reason":"Kapot"}"#;
    let note = caller.do_post(&format!("/v1/invoices/{id}/credit"), credit).expect(201);
    assert_eq!((note.at("state"), note.at("status.amountDue")), ("paid".to_owned(), "0.00".to_owned()));
    // 1210.00 − 210.00 is owed of the invoice, and nothing to be given back.
    assert_eq!(stands(&caller, &id), ["open 1000.00", "open 1000.00"]);
    assert_eq!(stands(&caller, &note.at("id")), ["paid 0.00", "paid 0.00"]);
    assert_eq!(listed(&caller, "state=open"), ["2026-0001"]);
    assert_eq!(listed(&caller, "state=paid"), ["C2026-0001"]);
    let page = caller.get_page(&path_of(&caller, &note.at("id"), "customer"));
    assert!(page.contains("Verrekend") && page.contains("Dit tegoed is verrekend of terugbetaald."), "{page}");
    let csv = caller.get("/v1/exports/invoices.csv?from=2026-01-01&until=2026-12-31").expect(200).json.0;
    let row = csv.lines().find(|line| line.contains("C2026-0001")).expect("a row of the note");
    assert!(row.contains(",paid,"), "{row}");
}

#[test]
fn a_note_on_what_was_paid_is_open_until_the_money_went_back() {
    let caller = demo();
    let id = caller.issued();
    let pay = r#"{"amount":"1210.00","method":"creditTransfer"}"#;
    caller.do_post(&format!("/v1/invoices/{id}/payments"), pay).expect(201);
    let credit = r#"{"amount":"210.00","reason":"Kapot"}"#;
    let note = caller.do_post(&format!("/v1/invoices/{id}/credit"), credit).expect(201).at("id");
    assert_eq!(stands(&caller, &note), ["open 210.00", "open 210.00"]);
    assert_eq!(listed(&caller, "state=open"), ["C2026-0001"]);
    caller.do_post(&format!("/v1/invoices/{id}/refunds"), r#"{"amount":"60.00"}"#).expect(201);
    assert_eq!(stands(&caller, &note), ["open 150.00", "open 150.00"]);
    caller.later(86_400_000);
    caller.do_post(&format!("/v1/invoices/{id}/refunds"), r#"{"amount":"150.00"}"#).expect(201);
    assert_eq!(stands(&caller, &note), ["paid 0.00", "paid 0.00"]);
    assert!(listed(&caller, "state=open").is_empty());
    // Yesterday it was open.
    let then = caller.get(&format!("/v1/invoices/{note}/status?on=2026-06-15")).expect(200);
    assert_eq!((then.at("state"), then.at("amountDue")), ("open".to_owned(), "150.00".to_owned()));
    // A message with the note changes nothing of that, and the check finds the lists right.
    caller.do_post(&format!("/v1/invoices/{note}/send"), "{}").expect(201);
    assert_eq!(stands(&caller, &note), ["paid 0.00", "paid 0.00"]);
    assert_eq!(caller.get("/v1/verify").expect(200).at("intact"), "true");
    // A payment that comes back opens the invoice, not the note.
    caller.do_post(&format!("/v1/invoices/{id}/returnedDebit"), r#"{"amount":"1000.00"}"#).expect(201);
    assert_eq!(stands(&caller, &note), ["paid 0.00", "paid 0.00"]);
    assert_eq!(stands(&caller, &id)[1], "open 1000.00");
}

#[test]
fn a_book_of_an_older_version_shows_its_notes_by_their_invoices() {
    let caller = demo();
    let id = caller.issued();
    caller.do_post(&format!("/v1/invoices/{id}/void"), "{}").expect(200);
    let old = "UPDATE invoice SET state = 'open', amount_due = payable WHERE credits IS NOT NULL; \
               INSERT INTO setting (name, value) VALUES ('fill.notes', '0')";
    caller.world.connection.execute_batch(old).expect("SQL");
    let caller = caller.restarted();
    caller.settled();
    assert_eq!(caller.all("/v1/invoices", "state"), ["paid", "void"]);
    assert_eq!(caller.get("/v1/verify").expect(200).at("intact"), "true");
}
