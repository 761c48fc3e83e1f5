//! Mandates at Mollie: given with a first payment, or handed over; charged without the customer, each invoice once; revoked.

use std::rc::Rc;

use crate::support::{Answer, Caller, Json, MINUTE, Service, begun, demo, mollie, mollie_tells};

/// A kept customer with a mandate at Mollie, given with a first payment.
pub struct Payer {
    pub caller: Caller,
    pub service: Rc<Service>,
    pub customer: String,
}

impl Payer {
    pub fn new() -> Payer {
        let caller = demo();
        let service = mollie(&caller);
        let customer = customer(&caller);
        let payer = Payer { caller, service, customer };
        let first = payer.issued();
        let made =
            payer.caller.do_post(&format!("/v1/invoices/{first}/checkout"), r#"{"mandate":true,"method":"ideal"}"#);
        let payment = made.expect(201).at("providerId");
        payer.paid(&payment, &first, r#","sequenceType":"first","customerId":"cst_1","mandateId":"mdt_first""#);
        payer
    }

    /// An issued invoice of 12.10; gives its id.
    pub fn issued(&self) -> String {
        issued(&self.caller, &self.customer)
    }

    pub fn charge(&self, id: &str, body: &str) -> Answer {
        self.caller.do_post(&format!("/v1/invoices/{id}/charge"), body)
    }

    /// Mollie says that a payment was paid.
    fn paid(&self, payment: &str, invoice: &str, more: &str) {
        self.set(payment, "paid", invoice, more);
        assert_eq!(mollie_tells(&self.caller, payment).expect(200).at("outcome"), "booked");
    }

    pub fn set(&self, payment: &str, status: &str, invoice: &str, more: &str) {
        let body = crate::support::mollie_payment(payment, status, invoice, "12.10", more);
        self.service.set(payment, &body.replace("ideal", "directdebit"));
    }

    pub fn mandates(&self) -> Json {
        let path = format!("/v1/customers/{}/paymentMandates", self.customer);
        self.caller.get(&path).expect(200).json
    }
}

fn customer(caller: &Caller) -> String {
    let body = r#"{"party":{"name":"Jan Peeters","country":"NL","kind":"business","address":{"city":"Utrecht"},"contact":{"email":"jan@peeters.example"}}}"#;
    caller.do_post("/v1/customers", body).expect(201).at("id")
}

fn issued(caller: &Caller, customer: &str) -> String {
    let body = format!(
        r#"{{"customerId":"{customer}","draft":{{"currency":"EUR",
        "lines":[{{"name":"Brood","quantity":"1","unitPrice":"10.00","vat":"nl:standard"}}]}}}}"#
    );
    let id = caller.do_post("/v1/invoices", &body).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    id
}

#[test]
fn a_first_payment_leaves_a_mandate_and_later_invoices_are_charged_under_it() {
    let payer = Payer::new();
    let first = begun(&payer.service, "tr_1");
    assert_eq!([first.at("sequenceType"), first.at("customerId"), first.at("method")], ["first", "cst_1", "ideal"]);
    let known = Json(payer.service.customers.borrow()[0].clone());
    assert_eq!(
        [known.at("name"), known.at("email"), known.at("metadata.voldaanCustomer")],
        ["Jan Peeters", "jan@peeters.example", payer.customer.as_str()]
    );
    let mandates = payer.mandates();
    let said = ["provider", "providerId", "method", "state"].map(|field| mandates.at(&format!("items[0].{field}")));
    assert_eq!(
        (mandates.count("items"), said),
        (1, ["mollie", "mdt_first", "directdebit", "active"].map(str::to_owned))
    );
    let id = payer.issued();
    let charged = payer.charge(&id, "{}").expect(201);
    assert_eq!([charged.at("amount"), charged.at("url"), charged.at("providerId")], ["12.10", "", "tr_2"]);
    let asked = begun(&payer.service, "tr_2");
    let facts = ["sequenceType", "customerId", "mandateId", "amount.value", "redirectUrl", "metadata.voldaanInvoice"];
    assert_eq!(facts.map(|field| asked.at(field)), ["recurring", "cst_1", "mdt_first", "12.10", "", id.as_str()]);
    assert_eq!(payer.mandates().at("items[0].state"), "used");
    payer.paid("tr_2", &id, "");
    let invoice = payer.caller.get(&format!("/v1/invoices/{id}")).expect(200);
    assert_eq!([invoice.at("state"), invoice.at("status.amountDue")], ["paid", "0.00"]);
    // The customer is one at Mollie, however many payments they make.
    assert_eq!(payer.service.customers.borrow().len(), 1);
}

#[test]
fn an_invoice_is_charged_once_at_a_time_whatever_is_repeated() {
    let payer = Payer::new();
    let id = payer.issued();
    let path = format!("/v1/invoices/{id}/charge");
    let (one, again) = (payer.caller.post(&path, "{}", "one"), payer.caller.post(&path, "{}", "one"));
    assert_eq!(one.expect(201).at("id"), again.expect(201).at("id"));
    payer.charge(&id, "{}").refused(409, "charge.pending");
    assert_eq!(payer.service.payments.borrow().len(), 2);
    // It failed: it may be tried again.
    payer.set("tr_2", "failed", &id, "");
    mollie_tells(&payer.caller, "tr_2").expect(200);
    let retried = payer.charge(&id, "{}").expect(201).at("providerId");
    payer.paid(&retried, &id, "");
    payer.charge(&id, "{}").refused(409, "invoice.settled");
    // The bank takes it back: the invoice is open, and may be charged anew.
    payer.set(
        &retried,
        "paid",
        &id,
        r#","_embedded":{"chargebacks":[{"id":"chb_1","amount":{"value":"-12.10","currency":"EUR"}}]}"#,
    );
    mollie_tells(&payer.caller, &retried).expect(200);
    assert_eq!(payer.caller.get(&format!("/v1/invoices/{id}")).expect(200).at("status.amountDue"), "12.10");
    payer.charge(&id, "{}").expect(201);
}

#[test]
fn a_charge_whose_answer_was_lost_is_the_same_charge_when_it_is_asked_for_again() {
    let payer = Payer::new();
    let id = payer.issued();
    let path = format!("/v1/invoices/{id}/charge");
    (0..3).for_each(|_| payer.caller.world.network.fail());
    payer.caller.post(&path, "{}", "one").refused(503, "provider.unavailable");
    // Nobody knows whether it arrived, so that another one is not begun beside it.
    payer.charge(&id, "{}").refused(409, "charge.pending");
    payer.caller.post(&path, "{}", "one").expect(201);
    assert_eq!(payer.service.payments.borrow().len(), 2);
}

#[test]
fn a_charge_whose_answer_was_lost_long_ago_is_not_sent_again() {
    let payer = Payer::new();
    let id = payer.issued();
    let path = format!("/v1/invoices/{id}/charge");
    (0..3).for_each(|_| payer.caller.world.network.fail());
    payer.caller.post(&path, "{}", "one").refused(503, "provider.unavailable");
    // Mollie may have it, and no longer knows its key: it would be a second charge.
    payer.caller.later(61 * MINUTE);
    let sent = payer.caller.world.network.count();
    payer.caller.post(&path, "{}", "one").refused(409, "charge.pending");
    assert_eq!(payer.caller.world.network.count(), sent);
}

#[test]
fn a_charge_that_may_have_arrived_keeps_its_name_whatever_is_said_of_it_later() {
    let payer = Payer::new();
    let id = payer.issued();
    let path = format!("/v1/invoices/{id}/charge");
    let network = &payer.caller.world.network;
    let key = || crate::support::header(&network.last(), "idempotency-key");
    // The service is at it just now, too slow, or too early: none of it is a refusal (docs.mollie.com/reference/api-idempotency: 409).
    network.answer(409, r#"{"status":409,"detail":"A request with this key is in progress"}"#);
    payer.caller.post(&path, "{}", "one").refused(503, "provider.unavailable");
    let name = key();
    // So often each is sent within one call.
    for (status, attempts) in [(408, 3), (425, 1), (429, 3)] {
        (0..attempts).for_each(|_| network.answer(status, "{}"));
        payer.caller.post(&path, "{}", "one").refused(503, "provider.unavailable");
        assert_eq!(key(), name, "{status}");
        payer.caller.later(MINUTE);
        payer.caller.world.network.answer(422, r#"{"status":422,"detail":"The amount is too low"}"#);
        let refused = payer.caller.post(&path, "{}", "one").refused(409, "charge.pending");
        assert!(refused.at("detail").contains("The amount is too low"), "{}", refused.at("detail"));
        payer.charge(&id, "{}").refused(409, "charge.pending");
    }
    payer.caller.post(&path, "{}", "one").expect(201);
    assert_eq!((key(), payer.service.payments.borrow().len()), (name, 2));
    // Within one call too: the first attempt is lost, the second one refused.
    let other = payer.issued();
    let path = format!("/v1/invoices/{other}/charge");
    network.fail();
    network.answer(422, "{}");
    payer.caller.post(&path, "{}", "two").refused(409, "charge.pending");
    payer.charge(&other, "{}").refused(409, "charge.pending");
    // A first refusal is one: the reason may be mended, and it is asked anew.
    let third = payer.issued();
    network.answer(422, "{}");
    payer.charge(&third, "{}").refused(502, "provider.refused");
    payer.charge(&third, "{}").expect(201);
}

#[test]
fn a_charge_that_the_service_has_is_answered_without_asking_it() {
    let payer = Payer::new();
    let id = payer.issued();
    let path = format!("/v1/invoices/{id}/charge");
    let made = payer.caller.post(&path, "{}", "one").expect(201).json;
    let again = |when: &str| {
        // The Book broke off before it kept the answer.
        for sql in ["DELETE FROM idempotency WHERE key = 'one'", "DELETE FROM chunk WHERE owner = 'answer/one'"] {
            payer.caller.world.connection.execute(sql, []).expect("SQL");
        }
        let sent = payer.caller.world.network.count();
        assert_eq!(payer.caller.post(&path, "{}", "one").expect(201).json, made, "{when}");
        assert_eq!(payer.caller.world.network.count(), sent, "{when}");
    };
    again("while it is open");
    payer.caller.later(2 * 60 * MINUTE);
    again("later");
    payer.set("tr_2", "failed", &id, "");
    mollie_tells(&payer.caller, "tr_2").expect(200);
    again("once it failed");
    assert_eq!(payer.service.payments.borrow().len(), 2);
}

#[test]
fn an_invoice_is_collected_by_a_charge_or_by_the_bank_and_never_by_both() {
    let payer = Payer::new();
    let caller = &payer.caller;
    let methods = r#"{"paymentMethods":[{"kind":"directDebit","iban":"NL91ABNA0417164300","bic":"ABNANL2A","creditorId":"NL36ZZZ123456780000"}]}"#;
    caller.call("PATCH", "/v1/administration", methods, &[("if-match", "*")]).expect(200);
    let mandate = format!(
        r#"{{"customerId":"{}","reference":"M-1","iban":"BE68539007547034","signedOn":"2026-06-01"}}"#,
        payer.customer
    );
    caller.do_post("/v1/mandates", &mandate).expect(201);
    let collect = |id: &str| {
        caller.do_post("/v1/directDebits", &format!(r#"{{"collectOn":"2026-07-15","invoiceIds":["{id}"]}}"#))
    };
    let (charged, debited) = (payer.issued(), payer.issued());
    payer.charge(&charged, "{}").expect(201);
    let refused = collect(&charged).refused(409, "charge.pending");
    assert_eq!(refused.at("findings[0].path"), "invoiceIds[0]");
    collect(&debited).expect(201);
    collect(&debited).refused(409, "directDebit.pending");
    payer.charge(&debited, "{}").refused(409, "charge.pending");
    assert_eq!(payer.service.payments.borrow().len(), 2);
    // Each way is free again once the other came to nothing.
    caller.do_post(&format!("/v1/invoices/{debited}/returnedDebit"), r#"{"reason":"AC04"}"#).expect(201);
    payer.charge(&debited, "{}").expect(201);
    payer.set("tr_2", "failed", &charged, "");
    mollie_tells(caller, "tr_2").expect(200);
    collect(&charged).expect(201);
}

#[test]
fn nobody_is_reminded_of_what_is_being_charged() {
    let payer = Payer::new();
    let caller = &payer.caller;
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    let id = payer.issued();
    // Begun an hour before the first reminder is due, three working days before the 15th of July.
    caller.live_until("2026-07-10T05:00:00Z");
    payer.charge(&id, "{}").expect(201);
    caller.live_until("2026-07-10T10:00:00Z");
    assert_eq!(caller.get("/v1/outbox").expect(200).count("items"), 0);
    let remind = || caller.do_post(&format!("/v1/invoices/{id}/remind"), "{}").expect(200);
    let refused = remind();
    assert_eq!(refused.count("items"), 0);
    assert!(refused.at("refused").contains("charge"), "{}", refused.at("refused"));
    payer.set("tr_2", "failed", &id, "");
    mollie_tells(caller, "tr_2").expect(200);
    assert_eq!(remind().count("items"), 1);
}

#[test]
fn nothing_in_a_webhook_makes_a_mandate_and_none_of_a_stranger_is_kept() {
    let payer = Payer::new();
    let path = format!("/webhooks/mollie/{}", payer.caller.administration);
    let body = "id=tr_none&sequenceType=first&customerId=cst_1&mandateId=mdt_forged&status=paid";
    payer.caller.call("POST", &path, body, &[]).expect(200);
    let id = payer.issued();
    for (payment, more) in [
        // A customer that we did not make known there, names that are none, and a payment that is no first one.
        ("tr_x", r#","sequenceType":"first","customerId":"cst_stranger","mandateId":"mdt_x""#),
        ("tr_y", r#","sequenceType":"first","customerId":"cst_1","mandateId":"../payments""#),
        ("tr_z", r#","sequenceType":"oneoff","customerId":"cst_1","mandateId":"mdt_z""#),
    ] {
        payer.set(payment, "paid", &id, more);
        mollie_tells(&payer.caller, payment).expect(200);
    }
    // One that was not paid leaves none.
    payer.set("tr_w", "open", &id, r#","sequenceType":"first","customerId":"cst_1","mandateId":"mdt_w""#);
    mollie_tells(&payer.caller, "tr_w").expect(200);
    assert_eq!(payer.mandates().count("items"), 1);
}

#[test]
fn a_mandate_is_charged_by_its_own_customer_only() {
    let payer = Payer::new();
    let mandate = payer.mandates().at("items[0].id");
    let other = issued(&payer.caller, &customer(&payer.caller));
    let body = format!(r#"{{"paymentMandateId":"{mandate}"}}"#);
    for body in [body.as_str(), "{}"] {
        payer.charge(&other, body).refused(409, "mandate.none");
    }
    // An invoice of nobody who is kept has no mandate at all.
    let id = payer.caller.issued();
    payer.charge(&id, &body).refused(422, "customer.unknown");
    payer
        .caller
        .do_post(&format!("/v1/invoices/{id}/checkout"), r#"{"mandate":true}"#)
        .refused(422, "customer.unknown");
    let stripe = r#"{"mandate":true,"provider":"stripe"}"#;
    payer.caller.do_post(&format!("/v1/invoices/{}/checkout", payer.issued()), stripe).refused(422, "provider.unknown");
    assert_eq!(payer.service.payments.borrow().len(), 1);
}

#[test]
fn a_signed_mandate_is_handed_over_and_revoked_at_the_service() {
    let caller = demo();
    let service = mollie(&caller);
    let id = customer(&caller);
    let body = format!(r#"{{"customerId":"{id}","iban":"NL91ABNA0417164300","reference":"M-1"}}"#);
    let mandate = caller.do_post("/v1/mandates", &body).expect(201).at("id");
    let path = format!("/v1/customers/{id}/paymentMandates");
    let hand_over = || caller.do_post(&path, &format!(r#"{{"mandateId":"{mandate}"}}"#));
    hand_over().refused(409, "mandate.state");
    caller.do_post(&format!("/v1/mandates/{mandate}/sign"), r#"{"signedOn":"2026-06-01"}"#).expect(200);
    *service.refuses.borrow_mut() = Some((422, r#"{"status":422,"detail":"The account is not valid"}"#.to_owned()));
    hand_over().refused(502, "provider.refused");
    *service.refuses.borrow_mut() = None;
    let made = hand_over().expect(201);
    assert_eq!(
        [made.at("providerId"), made.at("method"), made.at("state")],
        ["mdt_signed", "directdebit", "requested"]
    );
    // Handed over twice it is one.
    assert_eq!(hand_over().expect(201).at("id"), made.at("id"));
    let sent = service.mandates.borrow()[0].clone();
    let (to, said) = sent.split_once(' ').expect("a path");
    let said = Json(said.to_owned());
    assert_eq!(to, "/v2/customers/cst_1/mandates");
    let facts =
        ["method", "consumerName", "consumerAccount", "signatureDate", "mandateReference"].map(|field| said.at(field));
    assert_eq!(facts, ["directdebit", "Jan Peeters", "NL91ABNA0417164300", "2026-06-01", "M-1"]);
    let stranger = customer(&caller);
    let stranger = format!("/v1/customers/{stranger}/paymentMandates");
    caller.do_post(&stranger, &format!(r#"{{"mandateId":"{mandate}"}}"#)).refused(404, "notFound");
    let revoke = format!("/v1/paymentMandates/{}", made.at("id"));
    for _ in 0..2 {
        caller.call("DELETE", &revoke, "", &[]).expect(204);
    }
    assert_eq!(service.mandates.borrow()[1..], ["DELETE /v2/customers/cst_1/mandates/mdt_signed"]);
    assert_eq!(caller.get(&path).expect(200).at("items[0].state"), "revoked");
    let invoice = issued(&caller, &id);
    caller.do_post(&format!("/v1/invoices/{invoice}/charge"), "{}").refused(409, "mandate.none");
    caller.call("DELETE", "/v1/paymentMandates/pmd_none", "", &[]).refused(404, "notFound");
}

#[test]
fn a_key_of_another_account_charges_no_mandate_of_the_one_before() {
    let payer = Payer::new();
    payer.service.set_key(&payer.caller, "live_of_the_tests");
    let id = payer.issued();
    let detail = payer.charge(&id, "{}").refused(409, "mandate.none").at("detail");
    assert!(detail.contains("another account of mollie") && detail.contains("\"mandate\": true"), "{detail}");
    // The customer is made known to the new account, and gives it a mandate of its own.
    let made = payer.caller.do_post(&format!("/v1/invoices/{id}/checkout"), r#"{"mandate":true,"method":"ideal"}"#);
    let payment = made.expect(201).at("providerId");
    assert_eq!(begun(&payer.service, &payment).at("customerId"), "cst_2");
    payer.paid(&payment, &id, r#","sequenceType":"first","customerId":"cst_2","mandateId":"mdt_second""#);
    let charged = |payer: &Payer| {
        let payment = payer.charge(&payer.issued(), "{}").expect(201).at("providerId");
        let asked = begun(&payer.service, &payment);
        [asked.at("customerId"), asked.at("mandateId")]
    };
    assert_eq!(charged(&payer), ["cst_2", "mdt_second"]);
    // Back at the first account it is the first mandate again, and nobody is made known twice.
    payer.service.set_key(&payer.caller, "test_of_the_tests");
    assert_eq!(charged(&payer), ["cst_1", "mdt_first"]);
    assert_eq!(payer.service.customers.borrow().len(), 2);
}

#[test]
fn a_new_key_of_the_same_account_keeps_its_mandates_once_the_service_says_that_it_knows_them() {
    let payer = Payer::new();
    payer.service.set_key(&payer.caller, "test_of_the_tests#2");
    let before = payer.caller.world.network.count();
    payer.charge(&payer.issued(), "{}").expect(201);
    // Asked about the customer once, then charged.
    assert_eq!(payer.caller.world.network.count(), before + 2);
    payer.charge(&payer.issued(), "{}").expect(201);
    assert_eq!(payer.caller.world.network.count(), before + 3);
    assert_eq!(payer.service.customers.borrow().len(), 1);
}

#[test]
fn a_key_that_the_service_refuses_makes_no_customer_unknown() {
    let payer = Payer::new();
    payer.service.set_key(&payer.caller, "test_of_the_tests#2");
    payer.caller.world.network.answer(401, r#"{"status":401,"detail":"Missing authentication"}"#);
    let id = payer.issued();
    payer.charge(&id, "{}").refused(502, "provider.refused");
    payer.charge(&id, "{}").expect(201);
    assert_eq!(payer.service.customers.borrow().len(), 1);
}

#[test]
fn a_mandate_of_an_account_without_a_key_is_revoked_here() {
    let payer = Payer::new();
    let mandate = payer.mandates().at("items[0].id");
    payer.caller.call("PATCH", "/v1/administration", r#"{"mollieApiKey":null}"#, &[("if-match", "*")]).expect(200);
    payer.caller.call("DELETE", &format!("/v1/paymentMandates/{mandate}"), "", &[]).expect(204);
    assert_eq!(payer.mandates().at("items[0].state"), "revoked");
    assert!(payer.service.mandates.borrow().is_empty());
}
