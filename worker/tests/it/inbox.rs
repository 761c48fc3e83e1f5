//! Money that does not fit: it is seen, whatever order its events come in, and what went back is not waited for.

use crate::support::{Caller, demo};

/// What the next event of a payment service says: amounts in cents.
fn tell(caller: &Caller, event: &str, invoice: Option<&str>, amount: i64, refunded: i64) -> String {
    tell_of(caller, event, "pi_1", invoice, amount, refunded)
}

/// The same of another payment.
fn tell_of(caller: &Caller, event: &str, payment: &str, invoice: Option<&str>, amount: i64, refunded: i64) -> String {
    let metadata = invoice.map(|id| format!(r#""voldaanInvoice":"{id}""#)).unwrap_or_default();
    let created = caller.world.now.get().seconds();
    let body = format!(
        r#"{{"id":"{event}","object":"event","type":"charge.refunded","created":{created},"data":{{"object":{{"id":"ch_1",
        "object":"charge","payment_intent":"{payment}","amount":{amount},"amount_captured":{amount},"amount_refunded":{refunded},
        "currency":"eur","payment_method_details":{{"type":"card"}},"metadata":{{{metadata}}}}}}}}}"#
    );
    caller.event(&body).expect(200).at("outcome")
}

/// An invoice that was paid in cash.
fn settled(caller: &Caller) -> String {
    let id = caller.issued();
    let paid = caller.do_post(&format!("/v1/invoices/{id}/payments"), r#"{"amount":"1210.00","method":"cash"}"#);
    paid.expect(201);
    id
}

fn kinds(caller: &Caller, id: &str) -> Vec<String> {
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    (0..entries.count("items")).map(|n| entries.at(&format!("items[{n}].kind"))).collect()
}

#[test]
fn a_waiting_payment_that_went_back_in_full_waits_no_longer() {
    for order in [[0, 1], [1, 0]] {
        let caller = demo();
        let id = settled(&caller);
        for place in order {
            // Nothing is owed any more; then all of it is given back.
            let refunded = [0, 121_100][place];
            assert_eq!(tell(&caller, &format!("evt_{place}"), Some(&id), 121_100, refunded), "inbox");
        }
        let inbox = caller.get("/v1/inbox").expect(200);
        assert_eq!(inbox.count("items"), 1, "{order:?}");
        assert_eq!((inbox.at("items[0].reason"), inbox.at("items[0].refunded")), ("notOwed".into(), "1211.00".into()));
        assert_eq!(inbox.at("items[0].resolvedAt"), "2026-06-15T10:00:00.000Z", "{order:?}");
        assert_eq!(kinds(&caller, &id), ["issued", "payment"]);
    }
}

#[test]
fn a_waiting_payment_that_went_back_in_part_still_waits_and_says_so() {
    let caller = demo();
    let id = settled(&caller);
    assert_eq!(tell(&caller, "evt_1", Some(&id), 121_100, 0), "inbox");
    assert_eq!(tell(&caller, "evt_2", Some(&id), 121_100, 100), "inbox");
    let inbox = caller.get("/v1/inbox").expect(200);
    assert_eq!((inbox.count("items"), inbox.at("items[0].refunded")), (1, "1.00".to_owned()));
    assert_eq!(inbox.at("items[0].resolvedAt"), "");
}

#[test]
fn what_went_back_before_the_payment_could_be_booked_is_booked_with_it() {
    let caller = demo();
    let id = caller.issued();
    // The refund comes first and names no invoice; the event that names it knows of no refund.
    assert_eq!(tell(&caller, "evt_2", None, 121_000, 21_000), "inbox");
    assert_eq!(tell(&caller, "evt_1", Some(&id), 121_000, 0), "booked");
    assert_eq!(kinds(&caller, &id), ["issued", "payment", "refund"]);
    let status = caller.get(&format!("/v1/invoices/{id}/status")).expect(200);
    assert_eq!(status.at("amountDue"), "210.00");
    assert_ne!(caller.get("/v1/inbox").expect(200).at("items[0].resolvedAt"), "");
}

#[test]
fn money_for_a_void_invoice_waits_and_money_seen_by_a_person_shows_as_too_much() {
    let caller = demo();
    let id = caller.issued();
    caller.do_post(&format!("/v1/invoices/{id}/void"), "{}").expect(200);
    assert_eq!(tell(&caller, "evt_1", Some(&id), 121_000, 0), "inbox");
    let inbox = caller.get("/v1/inbox").expect(200);
    assert_eq!((inbox.at("items[0].invoiceId"), inbox.at("items[0].reason")), (id.clone(), "notOwed".to_owned()));
    let body = r#"{"amount":"1210.00","method":"creditTransfer"}"#;
    let booked = caller.do_post(&format!("/v1/invoices/{id}/payments"), body).expect(201);
    assert_eq!((booked.at("state"), booked.at("status.balanceState")), ("void".to_owned(), "overpaid".to_owned()));
}

#[test]
fn money_for_a_credit_note_or_a_draft_is_booked_on_neither() {
    let caller = demo();
    let id = caller.issued();
    let body = r#"{"amount":"1210.00","method":"creditTransfer"}"#;
    let note = caller.do_post(&format!("/v1/invoices/{id}/credit"), r#"{"full":true,"reason":"Retour"}"#).expect(201);
    let refused = caller.do_post(&format!("/v1/invoices/{}/payments", note.at("id")), body);
    let refused = refused.refused(409, "payment.creditNote");
    assert!(refused.at("detail").contains("on the invoice"));
    assert_eq!(kinds(&caller, &note.at("id")), ["issued"]);
    assert_eq!(tell(&caller, "evt_1", Some(&note.at("id")), 121_000, 0), "inbox");
    let draft = caller.do_post("/v1/invoices", &crate::support::draft()).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{draft}/payments"), body).refused(409, "invoice.draft");
    // A service that names a draft names no invoice that asks for money.
    assert_eq!(caller.get("/v1/inbox").expect(200).count("items"), 1);
    assert_eq!(caller.get(&format!("/v1/invoices/{draft}")).expect(200).at("state"), "draft");
}

#[test]
fn a_person_assigns_money_to_the_invoice_it_was_for() {
    let caller = demo();
    let id = caller.issued();
    // One euro too much, and no invoice named: nobody but a person can know.
    assert_eq!(tell(&caller, "evt_1", None, 121_100, 100), "inbox");
    let item = caller.get("/v1/inbox").expect(200).at("items[0].id");
    let path = format!("/v1/inbox/{item}/assign");
    caller.do_post(&path, r#"{"invoiceId":"inv_unknown"}"#).refused(404, "notFound");
    let body = format!(r#"{{"invoiceId":"{id}"}}"#);
    let settled = caller.post(&path, &body, "assign").expect(200);
    assert_eq!(
        (settled.at("outcome"), settled.at("amount"), settled.at("currency")),
        ("assigned".into(), "1211.00".into(), "EUR".into())
    );
    assert_ne!(settled.at("resolvedAt"), "");
    assert_eq!(caller.post(&path, &body, "assign").expect(200).json, settled.json);
    caller.do_post(&path, &body).refused(409, "inbox.settled");
    // What went back of it is booked with it, and a later event of the payment books nothing twice.
    assert_eq!(kinds(&caller, &id), ["issued", "payment", "refund"]);
    assert_eq!(tell(&caller, "evt_2", None, 121_100, 100), "booked");
    assert_eq!(kinds(&caller, &id), ["issued", "payment", "refund"]);
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    assert_eq!(
        (entries.at("items[1].method"), entries.at("items[1].providerId")),
        ("card".to_owned(), "pi_1".to_owned())
    );
    assert_eq!(caller.get(&format!("/v1/invoices/{id}/status")).expect(200).at("balanceState"), "paid");
}

#[test]
fn money_is_assigned_neither_in_another_currency_nor_to_what_asks_for_none() {
    let caller = demo();
    let id = caller.issued();
    let body = |id: &str| format!(r#"{{"invoiceId":"{id}"}}"#);
    assert_eq!(tell(&caller, "evt_1", None, 121_100, 0), "inbox");
    let item = caller.get("/v1/inbox").expect(200).at("items[0].id");
    let dollars = crate::support::draft().replace("EUR", "USD");
    let dollars = caller.do_post("/v1/invoices", &dollars).expect(201).at("id");
    caller.do_post(&format!("/v1/inbox/{item}/assign"), &body(&dollars)).refused(404, "notFound");
    caller.do_post(&format!("/v1/invoices/{dollars}/issue"), r#"{}"#);
    let note =
        caller.do_post(&format!("/v1/invoices/{id}/credit"), r#"{"full":true,"reason":"Retour"}"#).expect(201).at("id");
    caller.do_post(&format!("/v1/inbox/{item}/assign"), &body(&note)).refused(409, "payment.creditNote");
    assert_eq!(caller.get("/v1/inbox").expect(200).at("items[0].resolvedAt"), "");
}

#[test]
fn an_item_is_dismissed_with_its_reason_and_stays_so() {
    let caller = demo();
    let id = settled(&caller);
    assert_eq!(tell(&caller, "evt_1", Some(&id), 100, 0), "inbox");
    let item = caller.get("/v1/inbox").expect(200).at("items[0].id");
    let path = format!("/v1/inbox/{item}/dismiss");
    caller.do_post(&path, r#"{"reason":" "}"#).refused(422, "text.empty");
    let settled = caller.do_post(&path, r#"{"reason":"A test of the shop."}"#).expect(200);
    assert_eq!((settled.at("outcome"), settled.at("note")), ("dismissed".to_owned(), "A test of the shop.".to_owned()));
    // The same payment does not come back.
    assert_eq!(tell(&caller, "evt_2", Some(&id), 100, 0), "inbox");
    assert_eq!(caller.get("/v1/inbox").expect(200).count("items"), 1);
    caller.do_post(&path, r#"{"reason":"Again."}"#).refused(409, "inbox.settled");
    caller.do_post("/v1/inbox/inb_unknown/dismiss", r#"{"reason":"x"}"#).refused(404, "notFound");
}

#[test]
fn a_second_payment_of_a_paid_invoice_waits() {
    let caller = demo();
    let id = caller.issued();
    assert_eq!(tell_of(&caller, "evt_1", "pi_1", Some(&id), 121_000, 0), "booked");
    assert_eq!(tell_of(&caller, "evt_2", "pi_2", Some(&id), 121_000, 0), "inbox");
    assert_eq!(caller.get("/v1/inbox").expect(200).at("items[0].reason"), "notOwed");
    assert_eq!(kinds(&caller, &id), ["issued", "payment"]);
}
