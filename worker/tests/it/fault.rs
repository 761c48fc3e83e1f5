//! Faults: the store breaks at every possible step of every request; nothing is lost, nothing is done twice.

use crate::support::{Caller, demo, draft};

/// Everything that the API shows of a caller's administration, but for what differs by time and chance.
fn all_of(caller: &Caller) -> Vec<String> {
    let invoices = caller.get("/v1/invoices").expect(200);
    (0..invoices.count("items"))
        .map(|i| {
            let id = invoices.at(&format!("items[{i}].id"));
            let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
            let kinds: Vec<String> =
                (0..entries.count("items")).map(|e| entries.at(&format!("items[{e}].kind"))).collect();
            let say = |field: &str| invoices.at(&format!("items[{i}].{field}"));
            format!("{} {} {} {} {}", say("type"), say("state"), say("number"), say("amountDue"), kinds.join("+"))
        })
        .collect()
}

/// Sends a request that breaks after so many statements, again and again with one statement more, each time to a Book
/// that was just restarted, until it succeeds. Each broken attempt must leave no trace.
fn break_everywhere(mut caller: Caller, send: impl Fn(&Caller) -> u16, expected: u16) -> (Caller, u32) {
    let before = all_of(&caller);
    for statements in 0..500 {
        caller.world.statements_left.set(Some(statements));
        let status = send(&caller);
        let spent = caller.world.statements_left.get() == Some(0);
        caller = caller.restarted();
        if status == expected {
            return (caller, statements);
        }
        assert!(spent, "status {status} after {statements} statements though the store did not fail");
        assert_eq!(status, 503);
        assert_eq!(all_of(&caller), before, "after {statements} statements");
    }
    panic!("it never succeeded");
}

#[test]
fn issuing_is_done_once_or_not_at_all() {
    let caller = demo();
    caller.issued();
    let id = caller.do_post("/v1/invoices", &draft()).expect(201).at("id");
    let issue = |caller: &Caller| caller.post(&format!("/v1/invoices/{id}/issue"), "{}", "issue").status();
    let (caller, steps) = break_everywhere(caller, issue, 200);
    assert!(steps > 10, "{steps} statements");
    let expected = ["invoice open 2026-0002 1210.00 issued", "invoice open 2026-0001 1210.00 issued"];
    assert_eq!(all_of(&caller), expected);
    // The caller who never saw the answer asks again.
    assert_eq!(issue(&caller), 200);
    assert_eq!(all_of(&caller), expected);
    let events = caller.get("/v1/events").expect(200);
    assert_eq!(events.count("items"), 5, "the administration, two drafts, two issues");
}

#[test]
fn voiding_writes_note_number_and_entries_together() {
    let caller = demo();
    let id = caller.issued();
    let void = |caller: &Caller| caller.post(&format!("/v1/invoices/{id}/void"), "{}", "void").status();
    let (caller, _) = break_everywhere(caller, void, 200);
    let expected = ["creditNote paid C2026-0001 0.00 issued", "invoice void 2026-0001 0.00 issued+credit+void"];
    assert_eq!(all_of(&caller), expected);
    assert_eq!(void(&caller), 200);
    assert_eq!(all_of(&caller), expected);
}

#[test]
fn a_payment_is_booked_once() {
    let caller = demo();
    let id = caller.issued();
    let body = r#"{"amount":"1210.00","method":"creditTransfer"}"#;
    let pay = |caller: &Caller| caller.post(&format!("/v1/invoices/{id}/payments"), body, "pay").status();
    let (caller, _) = break_everywhere(caller, pay, 201);
    assert_eq!(pay(&caller), 201);
    assert_eq!(all_of(&caller), ["invoice paid 2026-0001 0.00 issued+payment"]);
}

#[test]
fn a_webhook_is_booked_once_however_often_it_breaks() {
    let caller = demo();
    let id = caller.issued();
    let body = format!(
        r#"{{"id":"evt_1","type":"payment_intent.succeeded","created":1781517600,"data":{{"object":{{"id":"pi_1","amount_received":121000,"currency":"eur","metadata":{{"voldaanInvoice":"{id}"}}}}}}}}"#
    );
    let (caller, _) = break_everywhere(caller, |caller| caller.event(&body).status(), 200);
    assert_eq!(caller.event(&body).expect(200).at("outcome"), "duplicate");
    assert_eq!(all_of(&caller), ["invoice paid 2026-0001 0.00 issued+payment"]);
}

#[test]
fn an_offer_becomes_one_draft_however_often_it_breaks() {
    let caller = demo();
    let id = caller.do_post("/v1/quotes", &draft()).expect(201).at("id");
    let make = |caller: &Caller| caller.post(&format!("/v1/quotes/{id}/invoice"), "{}", "invoice").status();
    let (caller, _) = break_everywhere(caller, make, 201);
    assert_eq!(make(&caller), 201);
    // Who lost the key asks under another one.
    assert_eq!(caller.do_post(&format!("/v1/quotes/{id}/invoice"), "{}").status(), 200);
    assert_eq!(all_of(&caller), ["invoice draft  0.00 "]);
    assert_eq!(caller.get(&format!("/v1/quotes/{id}")).expect(200).at("state"), "invoiced");
}

#[test]
fn sending_writes_one_message() {
    let caller = demo();
    let id = caller.issued();
    let send = |caller: &Caller| caller.post(&format!("/v1/invoices/{id}/send"), "{}", "send").status();
    let (caller, _) = break_everywhere(caller, send, 201);
    assert_eq!(caller.get("/v1/outbox").expect(200).count("items"), 1);
    assert_eq!(all_of(&caller), ["invoice open 2026-0001 1210.00 issued+sent"]);
}
