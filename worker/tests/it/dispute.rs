//! Money that the customer's bank takes back: once for each dispute, in any order, and here again once it is won.

use crate::support::{Caller, demo};

fn kinds(caller: &Caller, id: &str) -> String {
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    let kinds: Vec<String> = (0..entries.count("items")).map(|n| entries.at(&format!("items[{n}].kind"))).collect();
    kinds.join(" ")
}

fn due(caller: &Caller, id: &str) -> String {
    caller.get(&format!("/v1/invoices/{id}/status")).expect(200).at("amountDue")
}

fn event(caller: &Caller, kind: &str, object: &str, id: &str) -> String {
    let created = caller.world.now.get().seconds();
    let body =
        format!(r#"{{"id":"{id}","object":"event","type":"{kind}","created":{created},"data":{{"object":{object}}}}}"#);
    caller.event(&body).expect(200).at("outcome")
}

fn paid(caller: &Caller, invoice: &str) -> String {
    let object = format!(
        r#"{{"id":"pi_1","object":"payment_intent","amount_received":121000,"currency":"eur","metadata":{{"voldaanInvoice":"{invoice}"}}}}"#
    );
    event(caller, "payment_intent.succeeded", &object, "evt_paid")
}

/// An event of a dispute (docs.stripe.com/api/disputes/object): names its payment, never the invoice.
fn dispute(caller: &Caller, kind: &str, status: &str) -> String {
    let object = format!(
        r#"{{"id":"dp_1","object":"dispute","amount":121000,"charge":"ch_1","payment_intent":"pi_1","currency":"eur","status":"{status}","reason":"fraudulent","metadata":{{}}}}"#
    );
    event(caller, &format!("charge.dispute.{kind}"), &object, &format!("evt_{kind}_{status}"))
}

#[test]
fn a_dispute_takes_the_money_back_once() {
    let caller = demo();
    let id = caller.issued();
    assert_eq!(paid(&caller, &id), "booked");
    dispute(&caller, "created", "needs_response");
    dispute(&caller, "funds_withdrawn", "needs_response");
    dispute(&caller, "closed", "lost");
    assert_eq!(
        (kinds(&caller, &id), due(&caller, &id)),
        ("issued payment chargeback".to_owned(), "1210.00".to_owned())
    );
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    assert_eq!(
        (entries.at("items[2].providerId"), entries.at("items[2].reference")),
        ("dp_1".to_owned(), "pi_1".to_owned())
    );
}

#[test]
fn a_dispute_that_is_won_brings_the_money_back_in_any_order() {
    let events = [("created", "needs_response"), ("funds_reinstated", "won"), ("closed", "won")];
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [2, 0, 1], [2, 1, 0], [1, 2, 0]] {
        let caller = demo();
        let id = caller.issued();
        paid(&caller, &id);
        for place in order {
            let (kind, status) = events[place];
            dispute(&caller, kind, status);
        }
        assert_eq!(due(&caller, &id), "0.00", "{order:?}: {}", kinds(&caller, &id));
    }
}

#[test]
fn an_inquiry_takes_nothing() {
    let caller = demo();
    let id = caller.issued();
    paid(&caller, &id);
    dispute(&caller, "created", "warning_needs_response");
    dispute(&caller, "closed", "warning_closed");
    assert_eq!((kinds(&caller, &id), due(&caller, &id)), ("issued payment".to_owned(), "0.00".to_owned()));
}

#[test]
fn a_dispute_that_is_told_before_its_payment_waits_for_it_and_is_seen() {
    let caller = demo();
    let id = caller.issued();
    assert_eq!(dispute(&caller, "created", "needs_response"), "inbox");
    let inbox = caller.get("/v1/inbox").expect(200);
    assert_eq!(
        (inbox.at("items[0].reason"), inbox.at("items[0].providerId")),
        ("unknownPayment".to_owned(), "pi_1".to_owned())
    );
    assert_eq!(dispute(&caller, "funds_withdrawn", "needs_response"), "inbox");
    assert_eq!(caller.get("/v1/inbox").expect(200).count("items"), 1);
    let item = inbox.at("items[0].id");
    let body = format!(r#"{{"invoiceId":"{id}"}}"#);
    caller.do_post(&format!("/v1/inbox/{item}/assign"), &body).refused(409, "inbox.settled");
    assert_eq!(paid(&caller, &id), "booked");
    assert_eq!(
        (kinds(&caller, &id), due(&caller, &id)),
        ("issued payment chargeback".to_owned(), "1210.00".to_owned())
    );
    assert_eq!(caller.get("/v1/inbox").expect(200).at("items[0].outcome"), "booked");
}

#[test]
fn after_an_attempt_that_failed_the_next_letter_offers_another_way() {
    let caller = demo();
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    let id = caller.issued_to("business");
    let object = format!(
        r#"{{"id":"pi_1","object":"payment_intent","metadata":{{"voldaanInvoice":"{id}"}},"last_payment_error":{{"payment_method":{{"type":"card"}}}}}}"#
    );
    assert_eq!(event(&caller, "payment_intent.payment_failed", &object, "evt_1"), "noted");
    assert_eq!(event(&caller, "payment_intent.payment_failed", &object, "evt_2"), "noted");
    let letter = |caller: &Caller| {
        let outbox = caller.get("/v1/outbox").expect(200);
        let last = outbox.count("items") - 1;
        (outbox.at(&format!("items[{last}].letter.text")), outbox.at(&format!("items[{last}].letter.html")))
    };
    // Monday 27 July: the invoice was due on 15 July.
    caller.later(42 * 24 * 60 * crate::support::MINUTE);
    caller.settled();
    let (text, html) = letter(&caller);
    for written in [&text, &html] {
        assert!(written.contains("Uw betaling is niet gelukt via: card."), "{written}");
        assert!(written.contains("NL91ABNA0417164300"), "{written}");
    }
    assert!(html.trim_end().ends_with("</p>\n</body></html>"), "{html}");
}

#[test]
fn what_the_bank_took_back_is_not_given_back_once_more() {
    let caller = demo();
    let service = crate::support::stripe(&caller);
    let id = caller.issued();
    assert_eq!(paid(&caller, &id), "booked");
    dispute(&caller, "funds_withdrawn", "needs_response");
    let refund =
        |amount: &str| caller.do_post(&format!("/v1/invoices/{id}/refunds"), &format!(r#"{{"amount":"{amount}"}}"#));
    refund("0.01").refused(409, "refund.tooMuch");
    // Paid again by hand: that may be given back, and no more than that.
    let cash = r#"{"amount":"300.00","method":"cash"}"#;
    caller.do_post(&format!("/v1/invoices/{id}/payments"), cash).expect(201);
    refund("300.01").refused(409, "refund.tooMuch");
    assert_eq!(refund("300.00").expect(201).at("state"), "done");
    // The dispute is won: the money of the card is here again.
    dispute(&caller, "funds_reinstated", "won");
    refund("1210.01").refused(409, "refund.tooMuch");
    assert_eq!(refund("1210.00").expect(201).at("provider"), "stripe");
    caller.settled();
    assert_eq!(service.refunds.borrow().len(), 1);
}
