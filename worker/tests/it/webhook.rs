//! Events of Stripe: booked once per payment, in any order; what does not fit waits in the inbox.

use crate::support::{Caller, PROVIDER_SECRET, demo, signature};

/// An event of Stripe as far as it matters (docs.stripe.com/api/events, payment_intents, charges, checkout/sessions).
fn event(id: &str, kind: &str, object: &str) -> String {
    format!(r#"{{"id":"{id}","object":"event","type":"{kind}","created":1781517600,"data":{{"object":{object}}}}}"#)
}

fn metadata(invoice: &str) -> String {
    format!(r#""metadata":{{"voldaanInvoice":"{invoice}"}}"#)
}

pub fn intent(event_id: &str, invoice: &str, amount: i64, currency: &str) -> String {
    let metadata = metadata(invoice);
    let object = format!(
        r#"{{"id":"pi_1","object":"payment_intent","amount":{amount},"amount_received":{amount},"currency":"{currency}",{metadata}}}"#
    );
    event(event_id, "payment_intent.succeeded", &object)
}

fn charge(event_id: &str, kind: &str, invoice: Option<&str>, refunded: i64) -> String {
    let metadata = invoice.map_or_else(|| r#""metadata":{}"#.to_owned(), metadata);
    let object = format!(
        r#"{{"id":"ch_1","object":"charge","payment_intent":"pi_1","amount":121000,"amount_captured":121000,"amount_refunded":{refunded},"currency":"eur",{metadata}}}"#
    );
    event(event_id, kind, &object)
}

fn session(event_id: &str, kind: &str, invoice: &str, status: &str) -> String {
    let metadata = metadata(invoice);
    let object = format!(
        r#"{{"id":"cs_1","object":"checkout.session","payment_intent":"pi_1","payment_status":"{status}","amount_total":121000,"currency":"eur",{metadata}}}"#
    );
    event(event_id, kind, &object)
}

fn state(caller: &Caller, id: &str) -> String {
    let status = caller.get(&format!("/v1/invoices/{id}/status")).expect(200);
    format!("{} {}", status.at("state"), status.at("amountDue"))
}

fn outcome(caller: &Caller, body: &str) -> String {
    caller.event(body).expect(200).at("outcome")
}

#[test]
fn a_payment_is_booked_once_whichever_event_comes_first_and_however_often() {
    let orders: [[usize; 3]; 6] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    for order in orders {
        let caller = demo();
        let id = caller.issued();
        let events = [
            intent("evt_1", &id, 121_000, "eur"),
            charge("evt_2", "charge.succeeded", Some(&id), 0),
            session("evt_3", "checkout.session.completed", &id, "paid"),
        ];
        for place in order {
            for _ in 0..10 {
                caller.event(&events[place]).expect(200);
            }
        }
        assert_eq!(state(&caller, &id), "paid 0.00", "{order:?}");
        let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
        assert_eq!(entries.count("items"), 2, "{order:?}");
        assert_eq!(entries.at("items[1].providerId"), "pi_1");
        assert_eq!(caller.get("/v1/inbox").expect(200).count("items"), 0, "{order:?}");
    }
}

#[test]
fn a_session_counts_when_its_money_is_there() {
    let caller = demo();
    let id = caller.issued();
    assert_eq!(outcome(&caller, &session("evt_1", "checkout.session.completed", &id, "unpaid")), "ignored");
    assert_eq!(state(&caller, &id), "open 1210.00");
    let later = session("evt_2", "checkout.session.async_payment_succeeded", &id, "paid");
    assert_eq!(outcome(&caller, &later), "booked");
    assert_eq!(state(&caller, &id), "paid 0.00");
    let authorized = charge("evt_4", "charge.succeeded", Some(&id), 0)
        .replace(r#""amount_captured":121000"#, r#""amount_captured":0"#);
    assert_eq!(outcome(&caller, &authorized), "ignored");
    // Without a payment intent the session itself is the payment.
    let whole = caller.issued();
    let alone = session("evt_5", "checkout.session.completed", &whole, "paid")
        .replace(r#""payment_intent":"pi_1""#, r#""payment_intent":null"#);
    assert_eq!(outcome(&caller, &alone), "booked");
    assert_eq!(state(&caller, &whole), "paid 0.00");
    let other = event("evt_3", "customer.created", r#"{"id":"cus_1"}"#);
    assert_eq!(outcome(&caller, &other), "ignored");
    // An event that does not say when it was made is of today.
    let undated = caller.issued();
    let event =
        intent("evt_6", &undated, 121_000, "eur").replace("pi_1", "pi_6").replace(r#""created":1781517600,"#, "");
    assert_eq!(outcome(&caller, &event), "booked");
    assert_eq!(state(&caller, &undated), "paid 0.00");
}

#[test]
fn what_does_not_fit_waits_in_the_inbox_and_is_answered() {
    let caller = demo();
    let id = caller.issued();
    for (n, (body, reason)) in [
        (intent("evt_1", &id, 121_000, "usd"), "wrongCurrency"),
        (intent("evt_2", "inv_unknown", 121_000, "eur").replace("pi_1", "pi_2"), "unknownInvoice"),
        (charge("evt_3", "charge.succeeded", None, 0).replace("pi_1", "pi_3"), "unknownInvoice"),
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(outcome(&caller, &body), "inbox");
        assert_eq!(outcome(&caller, &body), "duplicate");
        let inbox = caller.get("/v1/inbox").expect(200);
        assert_eq!((inbox.count("items"), inbox.at(&format!("items[{n}].reason"))), (n + 1, reason.to_owned()));
        assert_eq!(inbox.at(&format!("items[{n}].event.id")), format!("evt_{}", n + 1));
    }
    assert_eq!(state(&caller, &id), "open 1210.00");
}

#[test]
fn money_for_an_invoice_counts_there_whatever_it_comes_to_as_long_as_something_is_owed() {
    let caller = demo();
    let id = caller.issued();
    assert_eq!(outcome(&caller, &intent("evt_1", &id, 60_500, "eur")), "booked");
    assert_eq!(state(&caller, &id), "open 605.00");
    assert_eq!(outcome(&caller, &intent("evt_2", &id, 70_000, "eur").replace("pi_1", "pi_2")), "booked");
    let status = caller.get(&format!("/v1/invoices/{id}/status")).expect(200);
    assert_eq!((status.at("state"), status.at("balanceState")), ("paid".to_owned(), "overpaid".to_owned()));
    assert_eq!(outcome(&caller, &intent("evt_3", &id, 100, "eur").replace("pi_1", "pi_3")), "inbox");
    assert_eq!(caller.get("/v1/inbox").expect(200).at("items[0].reason"), "notOwed");
}

#[test]
fn an_event_that_waited_is_settled_by_a_better_one_of_the_same_payment() {
    let caller = demo();
    let id = caller.issued();
    assert_eq!(outcome(&caller, &charge("evt_1", "charge.succeeded", None, 0)), "inbox");
    assert_eq!(outcome(&caller, &intent("evt_2", &id, 121_000, "eur")), "booked");
    let inbox = caller.get("/v1/inbox").expect(200);
    assert_eq!(inbox.count("items"), 1);
    assert_ne!(inbox.at("items[0].resolvedAt"), "");
    // The other way round it never waits.
    let charge = charge("evt_3", "charge.succeeded", None, 0);
    assert_eq!(outcome(&caller, &charge), "booked");
    assert_eq!(caller.get("/v1/inbox").expect(200).count("items"), 1);
}

#[test]
fn money_given_back_is_booked_once_in_any_order() {
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]] {
        let caller = demo();
        let id = caller.issued();
        let events = [
            intent("evt_1", &id, 121_000, "eur"),
            charge("evt_2", "charge.refunded", Some(&id), 21_000),
            charge("evt_3", "charge.refunded", Some(&id), 121_000),
        ];
        for place in order {
            caller.event(&events[place]).expect(200);
        }
        assert_eq!(state(&caller, &id), "open 1210.00", "{order:?}");
    }
}

#[test]
fn instalments_and_early_payments_are_amounts_that_were_asked_for() {
    let caller = demo();
    let terms = r#""paymentTerms":{"netDays":30,"earlyDiscounts":[{"percent":"2","days":10}]},"lines""#;
    let draft = crate::support::draft().replace(r#""lines""#, terms);
    let id = caller.do_post("/v1/invoices", &draft).expect(201).at("id");
    let issued = caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    // 2 % of 1210.00 is 24.20.
    assert_eq!(issued.at("invoice.earlyPayment[0].payable"), "1185.80");
    assert_eq!(outcome(&caller, &intent("evt_1", &id, 118_580, "eur")), "booked");
    assert_eq!(state(&caller, &id), "paid 0.00");
}

#[test]
fn only_signed_events_of_now_are_read() {
    let caller = demo();
    let id = caller.issued();
    let body = intent("evt_1", &id, 121_000, "eur");
    let now = caller.world.now.get().seconds();
    let refused = [
        String::new(),
        signature(&body, "whsec_other", now),
        signature("{}", PROVIDER_SECRET, now),
        signature(&body, PROVIDER_SECRET, now - 301),
        signature(&body, PROVIDER_SECRET, now + 301),
    ];
    for header in refused {
        caller.signed_event(&body, &header).refused(400, "webhook.signature");
    }
    assert_eq!(state(&caller, &id), "open 1210.00");
    let both = format!("{},{}", signature(&body, "whsec_old", now), &signature(&body, PROVIDER_SECRET, now)[13..]);
    assert_eq!(caller.signed_event(&body, &both).expect(200).at("outcome"), "booked");
}

#[test]
fn an_administration_without_a_secret_takes_no_events() {
    let caller = Caller::nobody().open(r#"{"name":"Bare"}"#, "bare");
    caller.event("{}").refused(404, "webhook.unconfigured");
    caller.call("POST", "/webhooks/stripe/made-up", "{}", &[]).refused(404, "notFound");
    caller.call("POST", &format!("/webhooks/other/{}", caller.administration), "{}", &[]).refused(404, "notFound");
}

#[test]
fn amounts_of_currencies_without_cents_are_read_as_the_provider_writes_them() {
    // docs.stripe.com/currencies: yen as they are, the Kuwaiti dinar in thousandths, Icelandic crowns in hundredths.
    for (currency, price, amount, due) in [
        ("JPY", "500", 500, "500"),
        ("KWD", "5.120", 5_120, "5.120"),
        ("ISK", "500", 50_000, "500"),
        ("MGA", "500.00", 500, "500.00"),
    ] {
        let caller = demo();
        let draft = crate::support::draft().replace("EUR", currency).replace(
            r#""quantity":"10","unitPrice":"100.00","vat":"nl:standard""#,
            &format!(r#""quantity":"1","unitPrice":"{price}","vat":{{"category":"Z","rate":"0"}}"#),
        );
        let id = caller.do_post("/v1/invoices", &draft).expect(201).at("id");
        let issued = caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
        assert_eq!(issued.at("status.amountDue"), due);
        let code = currency.to_ascii_lowercase();
        assert_eq!(outcome(&caller, &intent("evt_1", &id, amount, &code)), "booked", "{currency}");
        let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
        assert_eq!(entries.at("items[1].amount"), due, "{currency}");
        assert!(state(&caller, &id).starts_with("paid"), "{currency}");
    }
}

#[test]
fn what_asks_for_no_money_takes_none() {
    let caller = demo();
    let id = caller.issued();
    let void = caller.do_post(&format!("/v1/invoices/{id}/void"), "{}").expect(200);
    let note = void.at("creditNotes[0].id");
    let draft = caller.do_post("/v1/invoices", &crate::support::draft()).expect(201).at("id");
    for (n, (invoice, reason)) in
        [(&id, "notOwed"), (&note, "notOwed"), (&draft, "unknownInvoice")].into_iter().enumerate()
    {
        let body = intent(&format!("evt_{n}"), invoice, 121_000, "eur").replace("pi_1", &format!("pi_{n}"));
        assert_eq!(outcome(&caller, &body), "inbox", "{n}");
        let inbox = caller.get("/v1/inbox").expect(200);
        assert_eq!(inbox.at(&format!("items[{n}].reason")), reason);
    }
    assert_eq!(caller.get(&format!("/v1/invoices/{note}/entries")).expect(200).count("items"), 1);
}

#[test]
fn a_refund_that_names_no_invoice_belongs_to_that_of_its_payment() {
    let caller = demo();
    let id = caller.issued();
    assert_eq!(outcome(&caller, &intent("evt_1", &id, 121_000, "eur")), "booked");
    assert_eq!(outcome(&caller, &charge("evt_2", "charge.refunded", None, 21_000)), "booked");
    assert_eq!(state(&caller, &id), "open 210.00");
    assert_eq!(caller.get("/v1/inbox").expect(200).count("items"), 0);
}

#[test]
fn a_clock_that_goes_back_loses_no_payment() {
    let caller = demo();
    let id = caller.issued();
    // The Book wakes on a machine whose clock is a little behind.
    caller.world.now.set(caller.world.now.get().plus_milliseconds(-1500));
    assert_eq!(outcome(&caller, &intent("evt_1", &id, 121_000, "eur")), "booked");
    assert_eq!(state(&caller, &id), "paid 0.00");
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    assert_eq!(entries.at("items[1].at"), entries.at("items[0].at"));
}

#[test]
fn a_test_clock_makes_no_old_signature_good_again() {
    let caller = demo();
    let id = caller.issued();
    let body = intent("evt_1", &id, 121_000, "eur");
    let then = caller.world.now.get();
    let old = signature(&body, PROVIDER_SECRET, then.seconds());
    caller.world.now.set(then.plus_days(1));
    let path = format!("/webhooks/stripe/{}", caller.administration);
    let clock = then.instant().as_str().to_owned();
    let replayed = [("stripe-signature", old.as_str()), ("x-voldaan-test-clock", clock.as_str())];
    caller.call("POST", &path, &body, &replayed).refused(400, "webhook.signature");
    // Nor does it change when an event is booked: nobody knows who sent that header.
    let fresh = signature(&body, PROVIDER_SECRET, then.plus_days(1).seconds());
    let clocked = [("stripe-signature", fresh.as_str()), ("x-voldaan-test-clock", "2031-01-01T00:00:00Z")];
    assert_eq!(caller.call("POST", &path, &body, &clocked).expect(200).at("outcome"), "booked");
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    assert_eq!(entries.at("items[1].at"), "2026-06-16T10:00:00.000Z");
}

#[test]
fn a_test_clock_ages_no_link_and_forgets_no_answer() {
    let caller = demo();
    let far = [("x-voldaan-test-clock", "2031-01-01T00:00:00Z"), ("idempotency-key", "one")];
    let past = [("x-voldaan-test-clock", "2020-01-01T00:00:00Z")];
    let id = caller.issued();
    let link = caller.call("GET", &format!("/v1/invoices/{id}"), "", &past).expect(200).at("links.customer");
    caller.get_page(&link.replace("https://billing.example", ""));
    let made = caller.call("POST", "/v1/invoices", &crate::support::draft(), &far).expect(201).at("id");
    for n in 0..9 {
        let key = format!("more {n}");
        let headers = [("x-voldaan-test-clock", "2032-01-01T00:00:00Z"), ("idempotency-key", key.as_str())];
        caller.call("POST", "/v1/invoices", &crate::support::draft(), &headers).expect(201);
    }
    assert_eq!(caller.call("POST", "/v1/invoices", &crate::support::draft(), &far).expect(201).at("id"), made);
}

#[test]
fn wrong_signatures_are_counted_and_hold_up_no_event_that_is_signed() {
    let caller = demo();
    let body = r#"{"id":"evt_1","type":"charge.updated","created":1,"data":{"object":{}}}"#;
    let wrong: Vec<u16> = (0..130).map(|_| caller.signed_event(body, "t=1,v1=00").status()).collect();
    assert_eq!(wrong.iter().filter(|status| **status == 429).count(), 10, "{wrong:?}");
    caller.event(body).expect(200);
}

#[test]
fn a_charge_back_that_comes_first_does_not_hide_its_payment() {
    for is_dismissed in [false, true] {
        let caller = demo();
        let id = caller.issued();
        let dispute = event(
            "evt_1",
            "charge.dispute.created",
            r#"{"id":"dp_1","object":"dispute","amount":1000,"currency":"eur","payment_intent":"pi_1","status":"needs_response"}"#,
        );
        assert_eq!(outcome(&caller, &dispute), "inbox");
        if is_dismissed {
            let item = caller.get("/v1/inbox").expect(200).at("items[0].id");
            caller.do_post(&format!("/v1/inbox/{item}/dismiss"), r#"{"reason":"unknown"}"#).expect(200);
        }
        let paid = event(
            "evt_2",
            "payment_intent.succeeded",
            r#"{"id":"pi_1","object":"payment_intent","amount":121000,"amount_received":121000,"currency":"eur","metadata":{}}"#,
        );
        assert_eq!(outcome(&caller, &paid), "inbox");
        let inbox = caller.get("/v1/inbox").expect(200);
        assert_eq!((inbox.count("items"), inbox.at("items[1].reason")), (2, "unknownInvoice".to_owned()));
        assert!(!inbox.at("items[0].resolvedAt").is_empty());
        let item = inbox.at("items[1].id");
        caller.do_post(&format!("/v1/inbox/{item}/assign"), &format!(r#"{{"invoiceId":"{id}"}}"#)).expect(200);
        assert_eq!(state(&caller, &id), "open 10.00");
    }
}
