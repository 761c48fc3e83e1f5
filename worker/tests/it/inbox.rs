//! Money that does not fit: it is seen, whatever order its events come in, and what went back is not waited for.

use voldaan::money::Currency;
use voldaan_worker::app::payment::{Money, Notice};

use crate::support::{Caller, demo};

/// What the next event of a payment service says, whichever service that is: amounts in cents.
fn tell(caller: &Caller, event: &str, invoice: Option<&str>, amount: i64, refunded: i64) -> String {
    let cents = |amount| rust_decimal::Decimal::new(amount, 2);
    let money = Money {
        payment: "pay_1".to_owned(),
        invoice: invoice.map(str::to_owned),
        currency: Currency::from_code("EUR"),
        amount: cents(amount),
        refunded: cents(refunded),
    };
    let notice = Notice { event: event.to_owned(), created: caller.world.now.get(), money: Some(money) };
    *caller.world.notice.borrow_mut() = Some(notice);
    caller.event("{}").expect(200).at("outcome")
}

fn kinds(caller: &Caller, id: &str) -> Vec<String> {
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    (0..entries.count("items")).map(|n| entries.at(&format!("items[{n}].kind"))).collect()
}

#[test]
fn a_waiting_payment_that_went_back_in_full_waits_no_longer() {
    for order in [[0, 1], [1, 0]] {
        let caller = demo();
        let id = caller.issued();
        for place in order {
            // One euro too much; then all of it is given back.
            let refunded = [0, 121_100][place];
            assert_eq!(tell(&caller, &format!("evt_{place}"), Some(&id), 121_100, refunded), "inbox");
        }
        let inbox = caller.get("/v1/inbox").expect(200);
        assert_eq!(inbox.count("items"), 1, "{order:?}");
        assert_eq!(
            (inbox.at("items[0].reason"), inbox.at("items[0].refunded")),
            ("wrongAmount".into(), "1211.00".into())
        );
        assert_eq!(inbox.at("items[0].resolvedAt"), "2026-06-15T10:00:00.000Z", "{order:?}");
        assert_eq!(kinds(&caller, &id), ["issued"]);
    }
}

#[test]
fn a_waiting_payment_that_went_back_in_part_still_waits_and_says_so() {
    let caller = demo();
    let id = caller.issued();
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
    assert_eq!(caller.get("/v1/inbox").expect(200).at("items[0].invoiceId"), id);
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
    *caller.world.notice.borrow_mut() = None;
    assert_eq!(caller.get(&format!("/v1/invoices/{draft}")).expect(200).at("state"), "draft");
}
