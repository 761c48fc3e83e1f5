//! Situations in which the service refuses something, for the table of refusals.

use crate::support::page::path_of;
use crate::support::{Answer, Caller, demo, draft, for_customer};

/// A form posted to the page behind a link of an invoice.
pub fn on_page(link: &str, form: &str) -> Answer {
    on_issued(|caller, id| caller.call("POST", &path_of(caller, id, link), form, &[]))
}

/// The first page of an export that goes on.
pub const PAGE: &str = r#"{"voldaan":"export","version":1,"page":1}"#;

/// Erases a customer with an invoice of a seller's country and a day.
pub fn erase(day: &str, country: &str, paid: bool) -> Answer {
    let caller = demo();
    let party = |name: &str, country: &str| {
        format!(
            r#"{{"name":"{name}","country":"{country}","address":{{"line1":"A 1","city":"B","postalCode":"1010 AA"}}}}"#
        )
    };
    let supplier = format!(r#"{{"supplier":{}}}"#, party("Firma", country).replace("1010 AA", "1010"));
    caller.call("PATCH", "/v1/administration", &supplier, &[("if-match", "*")]).expect(200);
    let body = format!(r#"{{"party":{}}}"#, party("Jan Peeters", "NL"));
    let customer = caller.do_post("/v1/customers", &body).expect(201).at("id");
    let id = caller.do_post("/v1/invoices", &for_customer(&customer)).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), &format!(r#"{{"issueDate":"{day}"}}"#)).expect(200);
    if paid {
        caller.do_post(&format!("/v1/invoices/{id}/payments"), r#"{"amount":"1.21","method":"cash"}"#).expect(201);
    }
    caller.do_post(&format!("/v1/customers/{customer}/erase"), "{}")
}

pub fn on_issued(case: impl Fn(&Caller, &str) -> Answer) -> Answer {
    let caller = demo();
    let id = caller.issued();
    case(&caller, &id)
}

/// An item of the inbox: money that names no invoice.
/// A prepayment invoice of 1210.00 that was paid; gives its id.
pub fn prepaid() -> (Caller, String) {
    let caller = demo();
    let body = draft().replace(r#""currency""#, r#""type":"prepayment","currency""#);
    let id = caller.do_post("/v1/invoices", &body).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    caller.do_post(&format!("/v1/invoices/{id}/payments"), r#"{"amount":"1210.00","method":"cash"}"#).expect(201);
    (caller, id)
}

/// An offer; gives its id.
pub fn offered() -> (Caller, String) {
    let caller = demo();
    let id = caller.do_post("/v1/quotes", &draft()).expect(201).at("id");
    (caller, id)
}

pub fn waiting(caller: &Caller, currency: &str) -> String {
    let object = format!(r#"{{"id":"pi_1","amount_received":100,"currency":"{currency}"}}"#);
    let event =
        format!(r#"{{"id":"evt_1","type":"payment_intent.succeeded","created":1,"data":{{"object":{object}}}}}"#);
    caller.event(&event).expect(200);
    caller.get("/v1/inbox").expect(200).at("items[0].id")
}
