//! VIES: what it says is kept with its day and consultation number; what it does not say is unknown and never invalid.

use std::cell::RefCell;
use std::rc::Rc;

use voldaan_worker::app::ports::WebError;

use crate::support::{Answer, Caller, Json, answer, demo};

/// VIES after its documented answers; the next answers stand in the list.
struct Vies {
    asked: RefCell<Vec<String>>,
    answers: RefCell<Vec<(u16, String)>>,
}

fn vies(caller: &Caller) -> Rc<Vies> {
    let vies = Rc::new(Vies { asked: RefCell::default(), answers: RefCell::default() });
    let double = Rc::clone(&vies);
    caller.world.network.add(Box::new(move |request| {
        let path = request.url.strip_prefix("https://ec.europa.eu")?;
        assert_eq!((request.method, path), ("POST", "/taxation_customs/vies/rest-api/check-vat-number"));
        double.asked.borrow_mut().push(String::from_utf8(request.body.clone()).expect("text"));
        let mut answers = double.answers.borrow_mut();
        if answers.is_empty() {
            return Some(Err(WebError("no answer within the time-out".to_owned())));
        }
        let (status, body) = answers.remove(0);
        Some(Ok(answer(status, &body)))
    }));
    vies
}

const VALID: &str = r#"{"countryCode":"BE","vatNumber":"0403019261","requestDate":"2026-06-15T09:00:00.000Z","valid":true,
    "requestIdentifier":"WAPIAAAAY1","name":"NV Voorbeeld","address":"Markt 1\n2000 Antwerpen","traderName":"---"}"#;
const INVALID: &str = r#"{"countryCode":"BE","vatNumber":"0403019261","valid":false,"requestIdentifier":"","name":"---","address":"---"}"#;

fn customer(caller: &Caller, vat_id: &str) -> String {
    let body = format!(r#"{{"party":{{"name":"NV Voorbeeld","country":"BE"{vat_id}}}}}"#);
    caller.do_post("/v1/customers", &body).expect(201).at("id")
}

fn check(caller: &Caller, id: &str, body: &str) -> Answer {
    caller.do_post(&format!("/v1/customers/{id}/vatCheck"), body)
}

const VAT_ID: &str = r#","vatId":"BE0403019261""#;

#[test]
fn what_vies_says_is_kept_with_its_day_and_consultation_number_and_asked_once_a_day() {
    let caller = demo();
    let vies = vies(&caller);
    let id = customer(&caller, VAT_ID);
    vies.answers.borrow_mut().extend([(200, VALID.to_owned()), (200, INVALID.to_owned())]);
    let path = format!("/v1/customers/{id}/vatCheck");
    let first = caller.post(&path, "{}", "one").expect(200);
    let said = ["vatId", "result", "on", "consultationNumber", "name"].map(|field| first.at(field));
    assert_eq!(said, ["BE0403019261", "valid", "2026-06-15", "WAPIAAAAY1", "NV Voorbeeld"]);
    let asked = Json(vies.asked.borrow()[0].clone());
    let fields =
        ["countryCode", "vatNumber", "requesterMemberStateCode", "requesterNumber"].map(|field| asked.at(field));
    assert_eq!(fields, ["BE", "0403019261", "NL", "004495445B01"]);
    // The same request, and another one of the day: the same answer, and VIES is left in peace.
    assert_eq!(caller.post(&path, "{}", "one").expect(200).at("id"), first.at("id"));
    assert_eq!(check(&caller, &id, "{}").expect(200).at("id"), first.at("id"));
    assert_eq!(vies.asked.borrow().len(), 1);
    caller.later(86_400_000);
    let second = check(&caller, &id, "{}").expect(200);
    assert_eq!([second.at("result"), second.at("on")], ["invalid", "2026-06-16"]);
    vies.answers.borrow_mut().push((200, VALID.to_owned()));
    assert_eq!(check(&caller, &id, r#"{"refresh":true}"#).expect(200).at("result"), "valid");
    assert_eq!(caller.all(&format!("/v1/customers/{id}/vatChecks"), "result"), ["valid", "invalid", "valid"]);
}

#[test]
fn nobody_who_does_not_answer_makes_a_number_invalid_or_holds_an_invoice_up() {
    let caller = demo();
    let vies = vies(&caller);
    let id = customer(&caller, VAT_ID);
    let error = |code: &str| format!(r#"{{"actionSucceed":false,"errorWrappers":[{{"error":"{code}"}}]}}"#);
    let other = VALID.replace("0403019261", "0999999999");
    for (status, body, reason) in [
        (200, error("MS_UNAVAILABLE"), "MS_UNAVAILABLE"),
        (400, error("MS_MAX_CONCURRENT_REQ"), "MS_MAX_CONCURRENT_REQ"),
        (500, error("SERVICE_UNAVAILABLE"), "SERVICE_UNAVAILABLE"),
        (200, INVALID.replace(r#""valid":false"#, r#""valid":false,"userError":"TIMEOUT""#), "TIMEOUT"),
        (503, "<html>".to_owned(), "VIES answers with 503 and nothing that can be read."),
        (404, VALID.to_owned(), "VIES answers with 404 and nothing that can be read."),
        (200, "{}".to_owned(), "VIES answers with 200 and nothing that can be read."),
        (200, other, "VIES answers about another number."),
    ] {
        vies.answers.borrow_mut().push((status, body));
        let unknown = check(&caller, &id, "{}").expect(200);
        assert_eq!([unknown.at("result"), unknown.at("reason")], ["unknown", reason]);
    }
    // The network itself.
    let unknown = check(&caller, &id, "{}").expect(200);
    assert_eq!([unknown.at("result"), unknown.at("reason")], ["unknown", "no answer within the time-out"]);
    assert_eq!(vies.asked.borrow().len(), 9, "each was asked once, for it was not known before");
    caller.issued();
    // A number that the state could never have given is invalid.
    vies.answers.borrow_mut().push((400, error("INVALID_INPUT")));
    assert_eq!(check(&caller, &id, "{}").expect(200).at("result"), "invalid");
    // Of the day what is known counts, whatever is not known later.
    assert_eq!(check(&caller, &id, "{}").expect(200).at("result"), "invalid");
    assert_eq!(check(&caller, &id, r#"{"refresh":true}"#).expect(200).at("result"), "unknown");
    assert_eq!(check(&caller, &id, "{}").expect(200).at("result"), "invalid");
}

#[test]
fn a_customer_without_a_number_or_outside_of_vies_is_not_asked_about() {
    let caller = demo();
    let vies = vies(&caller);
    let id = customer(&caller, "");
    let refused = check(&caller, &id, "{}");
    assert_eq!(refused.refused(422, "party.vatIdMissing").at("findings[0].path"), "party.vatId");
    check(&caller, "cus_none", "{}").refused(404, "notFound");
    let body = r#"{"party":{"name":"Example AG","country":"CH","vatId":"CHE107787577IVA"}}"#;
    let swiss = caller.do_post("/v1/customers", body).expect(201).at("id");
    assert_eq!(check(&caller, &swiss, "{}").expect(200).at("result"), "unknown");
    assert_eq!(vies.asked.borrow().len(), 0);
}
