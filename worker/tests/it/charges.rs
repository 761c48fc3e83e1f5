//! Interest and costs that letters claimed: shown to the customer apart, asked for by one amount, and settled by whatever way it comes.

use crate::portal_account::{ask, links, settle};
use crate::support::page::{fill_in, path_of};
use crate::support::{Caller, Service, begun, demo, field, mollie, mollie_payment, stripe};

/// A demo that follows the ready policy for Dutch businesses, with an invoice of 1210.00 that was due on 15 July 2026.
fn late() -> (Caller, String) {
    let caller = demo();
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    let id = caller.issued_to("business");
    (caller, id)
}

/// On 7 August the notice claims interest at 10.40 % for 23 days, 1210.00 × 10.40 % × 23 / 365 = 7.9296, and collection costs of 15 %,
/// 181.50 (Besluit BIK): with the invoice 1399.43.
fn claimed() -> (Caller, String) {
    let (caller, id) = late();
    caller.live_posting("2026-08-07T10:00:00Z");
    (caller, id)
}

fn status(caller: &Caller, id: &str) -> String {
    let status = caller.get(&format!("/v1/invoices/{id}/status")).expect(200);
    let charges =
        ["costs", "interest", "costsReceived", "interestReceived"].map(|name| status.at(&format!("charges.{name}")));
    format!("{} {} {}", status.at("balanceState"), status.at("amountDue"), charges.join(" "))
}

fn pay(caller: &Caller, id: &str, amount: &str, more: &str) {
    let body = format!(r#"{{"amount":"{amount}","method":"creditTransfer"{more}}}"#);
    caller.do_post(&format!("/v1/invoices/{id}/payments"), &body).expect(201);
}

const SETTLED: &str = "paid 0.00 0.00 0.00 181.50 7.93";

#[test]
fn what_a_letter_claims_stands_beside_what_is_due_and_is_settled_with_it() {
    let (caller, id) = claimed();
    assert_eq!(status(&caller, &id), "unpaid 1210.00 181.50 7.93 0.00 0.00");
    pay(&caller, &id, "1399.43", "");
    assert_eq!(status(&caller, &id), SETTLED);
    // The letters of later days have nothing to ask for.
    let sent = caller.get("/v1/outbox").expect(200).count("items");
    caller.live_posting("2026-09-30T10:00:00Z");
    assert_eq!(caller.get("/v1/outbox").expect(200).count("items"), sent);
}

#[test]
fn interest_that_came_up_since_the_letter_is_paid_with_it() {
    let (caller, id) = claimed();
    caller.live_posting("2026-08-12T10:00:00Z");
    // 28 days: 1210.00 × 10.40 % × 28 / 365 = 9.6535.
    assert_eq!(caller.get(&format!("/v1/invoices/{id}/claim")).expect(200).at("total"), "1401.15");
    pay(&caller, &id, "1401.15", "");
    assert_eq!(status(&caller, &id), "paid 0.00 0.00 0.00 181.50 9.65");
}

#[test]
fn who_pays_the_invoice_alone_has_paid_it_unless_the_seller_follows_the_order_of_the_law() {
    let (caller, id) = claimed();
    pay(&caller, &id, "1210.00", "");
    assert_eq!(status(&caller, &id), "paid 0.00 181.50 7.93 0.00 0.00");
    pay(&caller, &id, "189.43", "");
    assert_eq!(status(&caller, &id), SETTLED);

    // Art. 6:44(1) BW: 181.50 of costs, 7.93 of interest, and 1020.57 of the invoice.
    let (caller, id) = late();
    let administration = caller.get("/v1/administration").expect(200);
    assert_eq!(administration.at("paymentOrder"), "principalFirst");
    let tag = administration.response.header("etag").expect("a tag").to_owned();
    let patch = r#"{"paymentOrder":"costsFirst"}"#;
    caller.call("PATCH", "/v1/administration", patch, &[("if-match", &tag)]).expect(200);
    caller.live_posting("2026-08-07T10:00:00Z");
    pay(&caller, &id, "1210.00", "");
    assert_eq!(status(&caller, &id), "partiallyPaid 189.43 0.00 0.00 181.50 7.93");
}

#[test]
fn what_the_payer_said_decides() {
    let (caller, id) = claimed();
    pay(&caller, &id, "500.00", r#","costs":"100.00","interest":"7.93""#);
    assert_eq!(status(&caller, &id), "partiallyPaid 817.93 81.50 0.00 100.00 7.93");
    let body = r#"{"amount":"10.00","method":"cash","costs":"10.01"}"#;
    caller.do_post(&format!("/v1/invoices/{id}/payments"), body).refused(422, "payment.amount");
}

#[test]
fn the_page_shows_each_part_and_lets_the_customer_pay_all_or_the_invoice() {
    let (caller, id) = claimed();
    let service = stripe(&caller);
    let path = path_of(&caller, &id, "customer");
    let page = caller.get_page(&path);
    for text in ["€\u{A0}1.210,00", "€\u{A0}7,93", "€\u{A0}181,50", "€\u{A0}1.399,43", "Alleen de factuur betalen"]
    {
        assert!(page.contains(text), "{text} is not on the page");
    }
    // The account and its code ask for the same.
    assert!(page.contains("<dt>Bedrag</dt><dd>€\u{A0}1.399,43</dd>"), "{page}");
    fill_in(&caller, &path, "deed=pay").expect(303);
    fill_in(&caller, &path, "deed=pay&what=invoice").expect(303);
    let asked = |name: &str| field(&service.payments.borrow()[name].begun, "line_items[0][price_data][unit_amount]");
    assert_eq!((asked("cs_test_1"), asked("cs_test_2")), ("139943".into(), "121000".into()));
}

#[test]
fn the_list_of_a_customer_asks_for_the_same_as_the_page() {
    let (caller, id) = claimed();
    let email = caller.get(&format!("/v1/invoices/{id}")).expect(200).at("invoice.customer.contact.email");
    ask(&caller, &email);
    settle(&caller);
    let page = caller.get_page(links(&caller, &email).last().expect("a link"));
    assert!(page.contains("€\u{A0}1.210,00<small>Te betalen met rente en kosten: €\u{A0}1.399,43</small>"), "{page}");
    pay(&caller, &id, "1399.43", "");
    assert!(!caller.get_page(links(&caller, &email).last().expect("a link")).contains("1.399,43"));
}

#[test]
fn a_payment_at_a_service_settles_what_it_was_begun_for() {
    let (caller, id) = claimed();
    let service = mollie(&caller);
    let path = format!("/v1/invoices/{id}/checkout");
    let made = caller.post(&path, r#"{"charges":true}"#, "all").expect(201);
    let parts = ["amount", "costs", "interest"].map(|name| made.at(name));
    assert_eq!(parts, ["1399.43", "181.50", "7.93"]);
    assert_eq!(caller.post(&path, r#"{"charges":true}"#, "all").expect(201).json, made.json);
    caller.post(&path, r#"{"charges":true,"amount":"1399.44"}"#, "much").refused(422, "checkout.amount");
    assert_eq!(begun(&service, "tr_1").at("amount.value"), "1399.43");
    // It comes in on a later day, when more interest has come up that no letter claimed.
    caller.live_posting("2026-08-11T10:00:00Z");
    let paid = mollie_payment("tr_1", "paid", &id, "1399.43", "").replace("2026-06-15", "2026-08-11");
    service.set("tr_1", &paid);
    caller.later(24 * 60 * crate::support::MINUTE);
    caller.settled();
    assert_eq!(status(&caller, &id), SETTLED);
    assert_eq!(caller.get("/v1/inbox").expect(200).count("items"), 0);
    caller.post(&path, r#"{"charges":true}"#, "over").refused(409, "invoice.settled");
}

#[test]
fn books_and_files_have_accounts_for_what_came_in_beside_the_invoice() {
    let (caller, id) = claimed();
    pay(&caller, &id, "1399.43", "");
    let journal = caller.get("/v1/exports/journal.csv?from=2026-08-01&until=2026-08-31").expect(200).json.0.clone();
    for line in [
        "8900,Ontvangen rente van debiteuren,lateInterest,,7.93",
        "8910,Ontvangen incassokosten,collectionCosts,,181.50",
    ] {
        assert!(journal.contains(line), "{line} is not in {journal}");
    }
}

#[test]
fn what_is_given_up_of_them_is_asked_for_no_more() {
    let (caller, id) = claimed();
    let body = r#"{"amount":"100.00","reason":"Coulance","ground":"charges"}"#;
    caller.do_post(&format!("/v1/invoices/{id}/writeOff"), body).expect(201);
    // 181.50 + 7.93 - 100.00 = 89.43, interest first: 7.93 and 92.07 of the costs.
    assert_eq!(status(&caller, &id), "unpaid 1210.00 89.43 0.00 0.00 0.00");
    let asked = |key: &str| {
        mollie(&caller);
        caller.post(&format!("/v1/invoices/{id}/checkout"), r#"{"charges":true}"#, key).expect(201).at("amount")
    };
    assert_eq!(asked("first"), "1299.43");
    // On 12 August interest is 9.65, of 28 days: 1210.00 + 181.50 + 9.65 - 100.00.
    caller.live_posting("2026-08-12T10:00:00Z");
    assert_eq!(caller.get(&format!("/v1/invoices/{id}/claim")).expect(200).at("total"), "1301.15");
    assert_eq!(asked("second"), "1301.15");
    pay(&caller, &id, "1301.15", "");
    assert_eq!(status(&caller, &id), "paid 0.00 0.00 0.00 91.15 0.00");
    let journal = caller.get("/v1/exports/journal.csv?from=2026-08-01&until=2026-08-31").expect(200).json.0.clone();
    assert!(journal.contains("collectionCosts,,91.15") && !journal.contains("lateInterest"), "{journal}");
}

#[test]
fn what_was_given_up_after_its_payment_was_begun_is_the_customers() {
    let (caller, id) = claimed();
    let service = mollie(&caller);
    caller.post(&format!("/v1/invoices/{id}/checkout"), r#"{"charges":true}"#, "all").expect(201);
    let body = r#"{"amount":"100.00","reason":"Coulance","ground":"charges"}"#;
    caller.do_post(&format!("/v1/invoices/{id}/writeOff"), body).expect(201);
    comes_in(&caller, &service, "tr_1", &id, "1399.43");
    // 189.43 less the 100.00 that were given up, interest first.
    assert_eq!(status(&caller, &id), "overpaid 0.00 0.00 0.00 89.43 0.00");
}

#[test]
fn a_rest_of_interest_within_the_tolerance_is_given_up() {
    let (caller, id) = claimed();
    let tag = caller.get("/v1/administration").expect(200).response.header("etag").expect("a tag").to_owned();
    let patch = r#"{"paymentTolerance":{"amount":"0.50","currency":"EUR"}}"#;
    caller.call("PATCH", "/v1/administration", patch, &[("if-match", &tag)]).expect(200);
    pay(&caller, &id, "1399.00", "");
    assert_eq!(status(&caller, &id), "paid 0.00 0.00 0.00 181.50 7.50");
}

/// The payment of a checkout comes in on the day of the letter.
fn comes_in(caller: &Caller, service: &Service, name: &str, id: &str, amount: &str) {
    service.set(name, &mollie_payment(name, "paid", id, amount, "").replace("2026-06-15", "2026-08-07"));
    caller.later(24 * 60 * crate::support::MINUTE);
    caller.settled();
}

#[test]
fn interest_that_is_asked_for_twice_is_booked_once() {
    let (caller, id) = claimed();
    let service = mollie(&caller);
    pay(&caller, &id, "1391.50", r#","costs":"181.50","interest":"0.00""#);
    assert_eq!(status(&caller, &id), "paid 0.00 0.00 7.93 181.50 0.00");
    for key in ["one", "two"] {
        let made = caller.post(&format!("/v1/invoices/{id}/checkout"), r#"{"charges":true}"#, key).expect(201);
        assert_eq!(["amount", "interest"].map(|name| made.at(name)), ["7.93", "7.93"]);
    }
    comes_in(&caller, &service, "tr_1", &id, "7.93");
    comes_in(&caller, &service, "tr_2", &id, "7.93");
    assert_eq!(status(&caller, &id), SETTLED);
    let waiting = caller.get("/v1/inbox").expect(200);
    assert_eq!((waiting.count("items"), waiting.at("items[0].amount")), (1, "7.93".to_owned()));
}

#[test]
fn what_was_asked_for_charges_of_one_invoice_is_for_no_charges_of_another() {
    let (caller, id) = claimed();
    let service = mollie(&caller);
    caller.post(&format!("/v1/invoices/{id}/checkout"), r#"{"charges":true}"#, "all").expect(201);
    pay(&caller, &id, "1399.43", "");
    comes_in(&caller, &service, "tr_1", &id, "1399.43");
    let item = caller.get("/v1/inbox").expect(200).at("items[0].id");
    let other = caller.issued();
    caller.do_post(&format!("/v1/inbox/{item}/assign"), &format!(r#"{{"invoiceId":"{other}"}}"#)).expect(200);
    let status = caller.get(&format!("/v1/invoices/{other}/status")).expect(200);
    assert_eq!((status.at("balanceState"), status.at("amountDue")), ("overpaid".to_owned(), "0.00".to_owned()));
    assert!(!status.json.0.contains("charges"), "{}", status.json.0);
}
