//! Mollie: its webhook is believed in nothing but which payment to ask about.

use crate::support::{Caller, MINUTE, demo, mollie, mollie_payment, mollie_tells};
use crate::webhook::intent;

fn kinds(caller: &Caller, id: &str) -> Vec<String> {
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    (0..entries.count("items"))
        .map(|n| format!("{} {}", entries.at(&format!("items[{n}].kind")), entries.at(&format!("items[{n}].amount"))))
        .collect()
}

fn due(caller: &Caller, id: &str) -> String {
    caller.get(&format!("/v1/invoices/{id}/status")).expect(200).at("amountDue")
}

#[test]
fn a_payment_is_booked_once_however_often_it_is_told() {
    let caller = demo();
    let service = mollie(&caller);
    let id = caller.issued();
    service.set("tr_a", &mollie_payment("tr_a", "open", &id, "1210.00", ""));
    assert_eq!(mollie_tells(&caller, "tr_a").expect(200).at("outcome"), "ignored");
    service.set("tr_a", &mollie_payment("tr_a", "paid", &id, "1210.00", ""));
    for _ in 0..5 {
        assert_eq!(mollie_tells(&caller, "tr_a").expect(200).at("outcome"), "booked");
    }
    assert_eq!(kinds(&caller, &id), ["issued ", "payment 1210.00"]);
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    assert_eq!(
        (entries.at("items[1].method"), entries.at("items[1].provider"), entries.at("items[1].on")),
        ("ideal".into(), "mollie".into(), "2026-06-15".into())
    );
}

#[test]
fn the_same_money_is_the_same_record_at_stripe_and_at_mollie() {
    let record = |caller: &Caller, id: &str| {
        let entry = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
        let said = ["kind", "amount", "on", "reference", "costs", "interest"];
        let said = said.map(|field| entry.at(&format!("items[1].{field}")));
        let names = ["provider", "providerId"].map(|field| entry.at(&format!("items[1].{field}")));
        let status = caller.get(&format!("/v1/invoices/{id}/status")).expect(200).json.0;
        (said, status, names, entry.count("items"))
    };
    let caller = demo();
    let service = mollie(&caller);
    let id = caller.issued();
    service.set("tr_a", &mollie_payment("tr_a", "paid", &id, "1210.00", ""));
    assert_eq!(mollie_tells(&caller, "tr_a").expect(200).at("outcome"), "booked");
    let at_mollie = record(&caller, &id);
    let caller = demo();
    let id = caller.issued();
    assert_eq!(caller.event(&intent("evt_1", &id, 121_000, "eur")).expect(200).at("outcome"), "booked");
    let at_stripe = record(&caller, &id);
    assert_eq!(at_stripe.0, ["payment", "1210.00", "2026-06-15", "", "", ""]);
    assert_eq!((&at_mollie.0, &at_mollie.1, at_mollie.3), (&at_stripe.0, &at_stripe.1, at_stripe.3));
    assert_eq!(
        [at_stripe.2, at_mollie.2],
        [["stripe", "pi_1"], ["mollie", "tr_a"]].map(|names| names.map(str::to_owned))
    );
}

#[test]
fn nothing_in_the_body_is_believed() {
    let caller = demo();
    mollie(&caller);
    let id = caller.issued();
    let path = format!("/webhooks/mollie/{}", caller.administration);
    let before = caller.world.network.count();
    for body in [
        "",
        "id=",
        "id=../customers",
        "id=tr_1/refunds",
        "id=tr_%2e%2e",
        "id=tr_1?x=1",
        "id=cst_1",
        &format!(r#"{{"id":"tr_1","status":"paid","metadata":{{"voldaanInvoice":"{id}"}}}}"#),
    ] {
        let answer = caller.call("POST", &path, body, &[]).expect(200);
        assert_eq!(answer.at("outcome"), "ignored", "{body}");
    }
    assert_eq!(caller.world.network.count(), before, "nobody was asked");
    // One that Mollie does not know under our key is none of ours.
    let body = format!("id=tr_foreign&status=paid&metadata[voldaanInvoice]={id}");
    assert_eq!(caller.call("POST", &path, &body, &[]).expect(200).at("outcome"), "ignored");
    assert_eq!(kinds(&caller, &id), ["issued "]);
}

#[test]
fn while_mollie_does_not_answer_it_is_told_to_come_again() {
    let caller = demo();
    let service = mollie(&caller);
    let id = caller.issued();
    service.set("tr_a", &mollie_payment("tr_a", "paid", &id, "1210.00", ""));
    (0..3).for_each(|_| caller.world.network.fail());
    mollie_tells(&caller, "tr_a").refused(503, "provider.unavailable");
    assert_eq!(mollie_tells(&caller, "tr_a").expect(200).at("outcome"), "booked");
    let bare = Caller::nobody().open(r#"{"name":"Bare"}"#, "bare");
    mollie_tells(&bare, "tr_a").refused(404, "webhook.unconfigured");
}

#[test]
fn refunds_and_charge_backs_are_booked_as_the_payment_tells_them() {
    let caller = demo();
    let service = mollie(&caller);
    let id = caller.issued();
    let told = |more: &str| {
        service.set("tr_a", &mollie_payment("tr_a", "paid", &id, "1210.00", more));
        mollie_tells(&caller, "tr_a").expect(200).at("outcome")
    };
    assert_eq!(told(""), "booked");
    let refund = |status: &str| {
        format!(
            r#"{{"resource":"refund","id":"re_1","amount":{{"value":"210.00","currency":"EUR"}},"status":"{status}"}}"#
        )
    };
    let embedded = |refunds: &str, chargebacks: &str| {
        format!(r#","_embedded":{{"refunds":[{refunds}],"chargebacks":[{chargebacks}]}}"#)
    };
    for status in ["pending", "refunded"] {
        assert_eq!(told(&embedded(&refund(status), "")), "booked");
    }
    assert_eq!((kinds(&caller, &id).len(), due(&caller, &id)), (3, "210.00".to_owned()));
    let chargeback = |reversed: &str| {
        format!(
            r#"{{"resource":"chargeback","id":"chb_1","amount":{{"value":"-1000.00","currency":"EUR"}},"createdAt":"2026-06-20T10:00:00+00:00"{reversed}}}"#
        )
    };
    for _ in 0..3 {
        told(&embedded(&refund("refunded"), &chargeback("")));
    }
    assert_eq!(kinds(&caller, &id)[3..], ["chargeback 1000.00"]);
    assert_eq!(due(&caller, &id), "1210.00");
    // The charge-back is undone: the money is here again.
    for _ in 0..3 {
        told(&embedded(&refund("refunded"), &chargeback(r#","reversedAt":"2026-07-20T10:00:00+00:00""#)));
    }
    assert_eq!(kinds(&caller, &id)[4..], ["correction "]);
    assert_eq!(due(&caller, &id), "210.00");
}

#[test]
fn a_direct_debit_that_comes_back_opens_the_invoice_again() {
    let caller = demo();
    let service = mollie(&caller);
    let id = caller.issued();
    let payment = mollie_payment("tr_a", "paid", &id, "1210.00", "").replace("\"ideal\"", "\"directdebit\"");
    service.set("tr_a", &payment);
    mollie_tells(&caller, "tr_a").expect(200);
    assert_eq!(due(&caller, &id), "0.00");
    let returned = r#","_embedded":{"chargebacks":[{"id":"chb_1","amount":{"value":"1210.00","currency":"EUR"}}]}}"#;
    service.set("tr_a", &format!("{}{returned}", payment.strip_suffix('}').expect("an object")));
    mollie_tells(&caller, "tr_a").expect(200);
    assert_eq!(kinds(&caller, &id)[2..], ["returnedDebit 1210.00"]);
    assert_eq!(due(&caller, &id), "1210.00");
}

#[test]
fn what_does_not_fit_waits_in_the_inbox() {
    let caller = demo();
    let service = mollie(&caller);
    let id = caller.issued();
    let dollars = mollie_payment("tr_c", "paid", &id, "1210.00", "").replace("EUR", "USD");
    for (payment, body, reason) in [
        ("tr_b", mollie_payment("tr_b", "paid", "inv_unknown", "1210.00", ""), "unknownInvoice"),
        ("tr_c", dollars, "wrongCurrency"),
    ] {
        service.set(payment, &body);
        for _ in 0..2 {
            assert_eq!(mollie_tells(&caller, payment).expect(200).at("outcome"), "inbox");
        }
        let inbox = caller.get("/v1/inbox").expect(200);
        let last = inbox.count("items") - 1;
        assert_eq!(
            (inbox.at(&format!("items[{last}].reason")), inbox.at(&format!("items[{last}].providerId"))),
            (reason.to_owned(), payment.to_owned())
        );
    }
    assert_eq!(caller.get("/v1/inbox").expect(200).count("items"), 2);
    assert_eq!(kinds(&caller, &id), ["issued "]);
}

#[test]
fn an_attempt_that_failed_is_told_once() {
    let caller = demo();
    let service = mollie(&caller);
    let id = caller.issued();
    service.set("tr_a", &mollie_payment("tr_a", "failed", &id, "1210.00", ""));
    for _ in 0..3 {
        assert_eq!(mollie_tells(&caller, "tr_a").expect(200).at("outcome"), "noted");
    }
    let events = caller.get("/v1/events").expect(200);
    let failed =
        (0..events.count("items")).filter(|n| events.at(&format!("items[{n}].type")) == "payment.failed").count();
    assert_eq!(failed, 1);
}

#[test]
fn who_tells_of_payments_that_nobody_knows_has_to_wait_and_those_of_the_books_are_not_lost() {
    let caller = demo();
    let service = mollie(&caller);
    let id = caller.issued();
    let payment =
        caller.do_post(&format!("/v1/invoices/{id}/checkout"), r#"{"provider":"mollie"}"#).expect(201).at("providerId");
    let asked = || caller.world.network.count();
    let before = asked();
    let refused = (0..300).filter(|n| mollie_tells(&caller, &format!("tr_x{n}")).status() == 429).count();
    // So many requests a minute as one link has.
    assert_eq!((refused, asked() - before), (180, 120));
    service.set(&payment, &mollie_payment(&payment, "paid", &id, "1210.00", ""));
    for _ in 0..5 {
        mollie_tells(&caller, &payment).expect(200);
    }
    assert_eq!(caller.get(&format!("/v1/invoices/{id}")).expect(200).at("state"), "paid");
    caller.later(crate::support::MINUTE);
    mollie_tells(&caller, "tr_later").expect(200);
}

#[test]
fn what_goes_back_is_booked_on_the_day_on_which_it_did() {
    let caller = demo();
    let service = mollie(&caller);
    let id = caller.issued();
    let told = |more: &str| {
        service.set("tr_a", &mollie_payment("tr_a", "paid", &id, "1210.00", more));
        assert_eq!(mollie_tells(&caller, "tr_a").expect(200).at("outcome"), "booked");
    };
    told("");
    caller.later(10 * 24 * 60 * MINUTE);
    let refund = r#"{"id":"re_1","amount":{"value":"210.00","currency":"EUR"},"status":"refunded","createdAt":"2026-06-18T10:00:00+00:00"}"#;
    let taken =
        r#""id":"chb_1","amount":{"value":"-1000.00","currency":"EUR"},"createdAt":"2026-06-20T10:00:00+00:00""#;
    told(&format!(r#","_embedded":{{"refunds":[{refund}]}}"#));
    told(&format!(r#","_embedded":{{"refunds":[{refund}],"chargebacks":[{{{taken}}}]}}"#));
    let back = r#","reversedAt":"2026-06-23T10:00:00+00:00""#;
    told(&format!(r#","_embedded":{{"refunds":[{refund}],"chargebacks":[{{{taken}{back}}}]}}"#));
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    let days: Vec<String> = (1..5).map(|n| entries.at(&format!("items[{n}].on"))).collect();
    assert_eq!(days, ["2026-06-15", "2026-06-18", "2026-06-20", "2026-06-23"]);
}

#[test]
fn a_refund_after_one_that_failed_is_booked() {
    let caller = demo();
    let service = mollie(&caller);
    let id = caller.issued();
    let told = |refunds: &str| {
        let more = format!(r#","_embedded":{{"refunds":[{refunds}]}}"#);
        service.set("tr_a", &mollie_payment("tr_a", "paid", &id, "1210.00", &more));
        mollie_tells(&caller, "tr_a").expect(200);
    };
    told("");
    let made = caller.do_post(&format!("/v1/invoices/{id}/refunds"), r#"{"amount":"100.00"}"#).expect(201).at("id");
    caller.settled();
    let failed = format!(
        r#"{{"id":"re_1","amount":{{"value":"100.00","currency":"EUR"}},"status":"failed","metadata":{{"voldaanRefund":"{made}"}}}}"#
    );
    told(&failed);
    let other = r#"{"id":"re_2","amount":{"value":"250.00","currency":"EUR"},"status":"refunded"}"#;
    for _ in 0..2 {
        told(&format!("{failed},{other}"));
    }
    assert_eq!(kinds(&caller, &id)[1..], ["payment 1210.00", "refund 100.00", "correction ", "refund 250.00"]);
    assert_eq!(due(&caller, &id), "250.00");
}
