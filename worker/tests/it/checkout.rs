//! Payments that are begun at a payment service: once for each request, for what is due, and seen even if no webhook comes.

use crate::support::page::path_of;
use crate::support::{Caller, MINUTE, begun, demo, draft, field, mollie, mollie_payment, stripe};

fn checkout(caller: &Caller, id: &str, body: &str, key: &str) -> crate::support::Answer {
    caller.post(&format!("/v1/invoices/{id}/checkout"), body, key)
}

fn state(caller: &Caller, id: &str) -> String {
    let status = caller.get(&format!("/v1/invoices/{id}/status")).expect(200);
    format!("{} {}", status.at("state"), status.at("amountDue"))
}

#[test]
fn a_session_at_stripe_asks_for_what_is_due_and_says_what_it_is_for() {
    let caller = demo();
    let service = stripe(&caller);
    let id = caller.issued();
    let made = checkout(&caller, &id, "{}", "one").expect(201);
    assert_eq!(
        (made.at("provider"), made.at("amount"), made.at("currency")),
        ("stripe".into(), "1210.00".into(), "EUR".into())
    );
    assert_eq!(
        (made.at("providerId"), made.at("url")),
        ("cs_test_1".into(), "https://checkout.stripe.com/c/pay/cs_test_1".into())
    );
    let form = service.payments.borrow()["cs_test_1"].begun.clone();
    for (name, value) in [
        ("mode", "payment"),
        ("line_items[0][price_data][currency]", "eur"),
        ("line_items[0][price_data][unit_amount]", "121000"),
        ("line_items[0][price_data][product_data][name]", "2026-0001"),
        ("metadata[voldaanInvoice]", &id),
        ("payment_intent_data[metadata][voldaanInvoice]", &id),
        ("metadata[voldaanOrder]", &made.at("id")),
        ("customer_email", "anna@vermeulen.example"),
        ("locale", "nl"),
    ] {
        assert_eq!(field(&form, name), value, "{name}");
    }
    assert!(field(&form, "success_url").starts_with("https://billing.example/i/"), "{form}");
}

#[test]
fn the_same_request_begins_one_payment_whatever_breaks() {
    let caller = demo();
    let service = stripe(&caller);
    let id = caller.issued();
    // The answer of the service is lost; the caller sends the same request again.
    (0..3).for_each(|_| caller.world.network.fail());
    checkout(&caller, &id, "{}", "one").refused(503, "provider.unavailable");
    let made = checkout(&caller, &id, "{}", "one").expect(201);
    assert_eq!(checkout(&caller, &id, "{}", "one").expect(201).json, made.json);
    assert_eq!(service.payments.borrow().len(), 1);
    // All attempts named one order.
    let keys: Vec<String> =
        caller.world.network.sent.borrow().iter().map(|sent| crate::support::header(sent, "idempotency-key")).collect();
    assert!(keys.iter().all(|key| *key == made.at("id")), "{keys:?}");
    checkout(&caller, &id, r#"{"amount":"10.00"}"#, "one").refused(409, "idempotencyKey.reused");
    let other = checkout(&caller, &id, r#"{"amount":"10.00"}"#, "two").expect(201);
    assert_eq!((other.at("amount"), service.payments.borrow().len()), ("10.00".to_owned(), 2));
}

#[test]
fn a_refusal_of_the_service_is_passed_on_and_the_request_stays_free() {
    let caller = demo();
    stripe(&caller);
    let id = caller.issued();
    caller.world.network.answer(400, r#"{"error":{"message":"The payment method type \"x\" is invalid."}}"#);
    let refused = checkout(&caller, &id, r#"{"method":"x"}"#, "one").refused(502, "provider.refused");
    assert!(refused.at("detail").contains("\"x\" is invalid"));
    checkout(&caller, &id, r#"{"method":"x"}"#, "one").expect(201);
}

#[test]
fn what_nobody_owes_is_not_asked_for() {
    let caller = demo();
    let id = caller.issued();
    checkout(&caller, &id, "{}", "none").refused(409, "checkout.unconfigured");
    stripe(&caller);
    for amount in ["0", "-1", "1210.01", "1.005"] {
        checkout(&caller, &id, &format!(r#"{{"amount":"{amount}"}}"#), amount).refused(422, "checkout.amount");
    }
    checkout(&caller, &id, r#"{"provider":"paypal"}"#, "p").refused(422, "provider.unknown");
    checkout(&caller, &id, r#"{"successUrl":"http://10.0.0.1/"}"#, "u").refused(422, "endpoint.url");
    let draft = caller.do_post("/v1/invoices", &draft()).expect(201).at("id");
    checkout(&caller, &draft, "{}", "d").refused(409, "invoice.draft");
    caller.do_post(&format!("/v1/invoices/{id}/void"), "{}").expect(200);
    checkout(&caller, &id, "{}", "v").refused(409, "invoice.settled");
    assert_eq!(caller.world.network.count(), 0);
}

#[test]
fn what_the_customer_contests_is_not_asked_for_now() {
    let caller = demo();
    let service = stripe(&caller);
    let id = caller.issued();
    caller.do_post(&format!("/v1/invoices/{id}/dispute"), r#"{"amount":"200.00","reason":"Kapot"}"#).expect(201);
    let page = caller.get_page(&path_of(&caller, &id, "customer"));
    // 1,210.00 less the 200.00 that are contested, in the head of the page and where it says how to pay.
    assert_eq!(page.matches("€\u{A0}1.010,00").count(), 2, "{page}");
    assert_eq!(checkout(&caller, &id, "{}", "rest").expect(201).at("amount"), "1010.00");
    assert_eq!(
        field(&service.payments.borrow()["cs_test_1"].begun, "line_items[0][price_data][unit_amount]"),
        "101000"
    );
    // Who wants to pay it all the same says how much, and who contests all of it may still pay all of it.
    assert_eq!(checkout(&caller, &id, r#"{"amount":"1210.00"}"#, "all").expect(201).at("amount"), "1210.00");
    caller.do_post(&format!("/v1/invoices/{id}/dispute"), r#"{"amount":"1010.00","reason":"Alles"}"#).expect(201);
    assert_eq!(checkout(&caller, &id, "{}", "contested").expect(201).at("amount"), "1210.00");
}

#[test]
fn who_pays_early_is_asked_for_less() {
    let caller = demo();
    stripe(&caller);
    let terms = r#""paymentTerms":{"netDays":30,"earlyDiscounts":[{"percent":"2","days":10}]},"lines""#;
    let id = caller.do_post("/v1/invoices", &draft().replace(r#""lines""#, terms)).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    // 2 % of 1210.00 is 24.20.
    assert_eq!(checkout(&caller, &id, "{}", "early").expect(201).at("amount"), "1185.80");
    let late = [("x-voldaan-test-clock", "2026-06-26T10:00:00Z"), ("idempotency-key", "late")];
    let path = format!("/v1/invoices/{id}/checkout");
    assert_eq!(caller.call("POST", &path, "{}", &late).expect(201).at("amount"), "1210.00");
}

#[test]
fn a_payment_at_mollie_says_where_to_tell_of_it() {
    let caller = demo();
    let service = mollie(&caller);
    let id = caller.issued();
    let made = checkout(&caller, &id, r#"{"method":"ideal"}"#, "one").expect(201);
    assert_eq!((made.at("provider"), made.at("url")), ("mollie".into(), "https://www.mollie.com/checkout/tr_1".into()));
    let sent = begun(&service, "tr_1");
    for (path, value) in [
        ("amount.value", "1210.00"),
        ("amount.currency", "EUR"),
        ("description", "2026-0001"),
        ("method", "ideal"),
        ("metadata.voldaanInvoice", &id),
        ("webhookUrl", &format!("https://billing.example/webhooks/mollie/{}", caller.administration)),
    ] {
        assert_eq!(sent.at(path), value, "{path}");
    }
    assert!(sent.at("redirectUrl").starts_with("https://billing.example/i/"));
}

#[test]
fn a_payment_is_seen_though_its_webhook_never_came() {
    let caller = demo();
    let (stripe, mollie) = (stripe(&caller), mollie(&caller));
    let (first, second) = (caller.issued(), caller.issued());
    checkout(&caller, &first, r#"{"provider":"stripe"}"#, "s").expect(201);
    checkout(&caller, &second, r#"{"provider":"mollie"}"#, "m").expect(201);
    caller.settled();
    assert_eq!(caller.world.network.count(), 2, "nobody is asked at once");
    stripe.set("cs_test_1", &format!(
        r#"{{"id":"cs_test_1","object":"checkout.session","created":1781517600,"status":"complete","payment_status":"paid","amount_total":121000,
        "currency":"eur","metadata":{{"voldaanInvoice":"{first}"}},"payment_intent":{{"id":"pi_9","latest_charge":{{"id":"ch_9",
        "created":1781517700,"amount_refunded":0,"payment_method_details":{{"type":"card"}}}}}}}}"#
    ));
    mollie.set("tr_1", &mollie_payment("tr_1", "paid", &second, "1210.00", ""));
    caller.later(11 * MINUTE);
    caller.settled();
    assert_eq!((state(&caller, &first), state(&caller, &second)), ("paid 0.00".into(), "paid 0.00".into()));
    let entries = caller.get(&format!("/v1/invoices/{first}/entries")).expect(200);
    assert_eq!((entries.at("items[1].providerId"), entries.at("items[1].method")), ("pi_9".into(), "card".into()));
    // Nobody is asked about it again.
    let asked = caller.world.network.count();
    caller.later(48 * 60 * MINUTE);
    caller.settled();
    assert_eq!(caller.world.network.count(), asked);
}

#[test]
fn open_payments_are_asked_about_ever_more_seldom_and_in_the_end_no_more() {
    let caller = demo();
    stripe(&caller);
    let id = caller.issued();
    checkout(&caller, &id, "{}", "s").expect(201);
    let mut asked = Vec::new();
    for _ in 0..70 * 24 {
        caller.later(60 * MINUTE);
        let before = caller.world.network.count();
        caller.settled();
        asked.push(caller.world.network.count() - before);
    }
    assert!(asked[..24].iter().sum::<usize>() <= 5 && asked[..24].iter().sum::<usize>() >= 3);
    assert_eq!(asked[48..72].iter().sum::<usize>(), 1);
    assert_eq!(asked[62 * 24..].iter().sum::<usize>(), 0);
    assert!(asked.iter().sum::<usize>() <= 66);
}
