//! Structured invoices through an access point: what cannot go out is refused before it is booked, and what nobody takes is seen.

use voldaan_worker::app::ports::WebRequest;

use crate::mail::{POSTMARK, put};
use crate::support::{Caller, answer, demo};

/// An issued invoice of a large customer who agreed, without the buyer's reference that Peppol asks for.
fn issued(caller: &Caller, party: &str) -> String {
    issued_as(caller, party, "")
}

/// The same of a customer of whose delivery more is said.
fn issued_as(caller: &Caller, party: &str, delivery: &str) -> String {
    let party = format!(
        r#"{{"name":"Groot B.V.","country":"NL","address":{{"line1":"Dam 1","city":"Amsterdam","postalCode":"1012 JS"}},
        "vatId":"NL004495445B01","contact":{{"email":"info@groot.example"}}{party}}}"#
    );
    let consent = format!(r#""delivery":{{"consent":{{"on":"2026-01-05","source":"contract 7"}}{delivery}}}"#);
    let body = format!(r#"{{"party":{party},"size":"large",{consent}}}"#);
    let customer = caller.do_post("/v1/customers", &body).expect(201).at("id");
    let draft = r#"{"currency":"EUR","lines":[{"name":"A","quantity":"1","unitPrice":"100.00","vat":"nl:standard"}]}"#;
    let body = format!(r#"{{"customerId":"{customer}","draft":{draft}}}"#);
    let id = caller.do_post("/v1/invoices", &body).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    id
}

const ENDPOINT: &str = r#","endpoint":{"scheme":"0106","value":"12345678"}"#;

fn broken(caller: &Caller) {
    caller.world.network.add(Box::new(|_: &WebRequest| Some(Ok(answer(500, "{}")))));
}

fn settle(caller: &Caller) -> Option<i64> {
    pollster::block_on(caller.book.settle()).map(|at| at.0 - caller.world.now.get().0)
}

#[test]
fn what_the_profile_of_the_access_point_does_not_hold_is_refused_before_it_is_booked() {
    let caller = demo();
    let at = r#"{"url":"https://ap.example.com/send","profile":"PROFILE"}"#;
    for profile in ["facturx-en16931", "facturx-basic", "facturx-xrechnung"] {
        let refused = put(&caller, "/v1/accessPoint", &at.replace("PROFILE", profile)).refused(422, "enum.unknown");
        assert_eq!(refused.at("findings[0].path"), "profile");
    }
    caller.get("/v1/accessPoint").refused(404, "notFound");
    put(&caller, "/v1/accessPoint", &at.replace("PROFILE", "peppol")).expect(200);
    let id = issued(&caller, ENDPOINT);
    let send = |body: &str| caller.do_post(&format!("/v1/invoices/{id}/send"), body);
    // A buyer reference or a purchase order is a must in Peppol BIS 3.
    let refused = send("{}").expect(422);
    assert!(refused.json.0.contains("PEPPOL-EN16931-R003"), "{}", refused.json.0);
    assert_eq!(caller.get("/v1/outbox").expect(200).count("items"), 0);
    assert_eq!(caller.all(&format!("/v1/invoices/{id}/entries"), "kind"), ["issued"]);
    assert!(!caller.all("/v1/events?limit=200", "type").contains(&"invoice.sent".to_owned()));
    assert_eq!(send(r#"{"channel":"email"}"#).expect(201).at("to"), "info@groot.example");
}

#[test]
fn each_customer_is_sent_the_format_that_their_platform_demands() {
    let caller = demo();
    put(&caller, "/v1/accessPoint", r#"{"url":"https://ap.example.com/send","profile":"peppol"}"#).expect(200);
    crate::mail::taken(&caller);
    let went_out = |profile: &str| {
        let id = issued_as(&caller, ENDPOINT, &format!(r#","profile":"{profile}""#));
        let sent = caller.do_post(&format!("/v1/invoices/{id}/send"), "{}");
        if sent.status() != 201 {
            return (String::new(), sent.at("code"));
        }
        settle(&caller);
        let all = caller.world.network.sent.borrow();
        let request = all.last().expect("one went out");
        let media = request.headers.iter().find(|(name, _)| *name == "content-type").expect("a media type").1.clone();
        (media, String::from_utf8_lossy(&request.body).into_owned())
    };
    // The access point asks for Peppol, which this invoice does not fit: EN 16931 alone asks for no buyer reference.
    assert_eq!(went_out("peppol").0, "");
    let (media, body) = went_out("en16931");
    assert_eq!(media, "application/xml");
    // The specification identifier (BT-24) of EN 16931.
    assert!(body.contains("<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>"), "{body}");
    let (media, body) = went_out("facturx-en16931");
    assert_eq!((media.as_str(), body.get(..5)), ("application/pdf", Some("%PDF-")));
    assert!(body.contains("factur-x.xml"));
}

#[test]
fn an_access_point_that_takes_nothing_is_seen_and_given_up_after_two_days() {
    let caller = demo();
    put(&caller, "/v1/accessPoint", r#"{"url":"https://ap.example.com/send"}"#).expect(200);
    broken(&caller);
    let id = issued(&caller, ENDPOINT);
    caller.do_post(&format!("/v1/invoices/{id}/send"), "{}").expect(201);
    let began = caller.world.now.get().0;
    for tries in 1..20 {
        let pause = settle(&caller).expect("it is tried again");
        let item = caller.get("/v1/outbox").expect(200);
        assert_eq!(item.at("items[0].attempts"), tries.to_string());
        assert_eq!(item.at("items[0].lastFailure"), "the access point answers with 500");
        assert_eq!(item.at("items[0].failure"), "");
        caller.world.now.set(caller.world.now.get().plus_milliseconds(pause));
    }
    assert_eq!(settle(&caller), None);
    let hours = (caller.world.now.get().0 - began) / 3_600_000;
    assert!((40..50).contains(&hours), "{hours}");
    assert_eq!(caller.all("/v1/outbox", "failure"), ["failed", ""]);
    assert_eq!(caller.all("/v1/outbox", "channel"), ["peppol", "letter"]);
    let events = caller.all("/v1/events?limit=200", "type");
    assert_eq!(events.iter().filter(|kind| *kind == "message.failed").count(), 1);
}

#[test]
fn a_reminder_that_never_went_out_does_not_count() {
    let caller = demo();
    put(&caller, "/v1/mail", POSTMARK).expect(200);
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    let id = caller.issued_to("business");
    broken(&caller);
    caller.live_until("2026-07-23T10:00:00Z");
    // Written on Friday 10 and Monday 20 July, given up two days after.
    assert_eq!(caller.all("/v1/outbox", "channel"), ["email", "letter", "email", "letter"]);
    assert_eq!(caller.all("/v1/outbox", "failure"), ["failed", "", "failed", ""]);
    let kinds = caller.all(&format!("/v1/invoices/{id}/entries"), "kind");
    assert_eq!(kinds, ["issued", "reminder", "correction", "reminder", "correction"]);
    let claim = caller.get(&format!("/v1/invoices/{id}/claim?on=2026-07-23")).expect(200);
    assert_eq!((claim.at("costs.allowed"), claim.at("lumpSum.amount")), ("false".to_owned(), "40.00".to_owned()));
}

#[test]
fn belgian_businesses_take_structured_invoices_of_each_other_without_being_asked() {
    let body = |seller: &str| {
        format!(
            r#"{{"name":"Demo","test":true,"paymentTerms":{{"netDays":30}},"paymentMethods":[{{"kind":"creditTransfer","iban":"BE68539007547034"}}],
            "supplier":{{"name":"Zon BV","country":"{seller}","vatId":"{seller}VAT","address":{{"line1":"Meir 1","city":"Antwerpen","postalCode":"2000"}}}}}}"#
        )
        .replace("BEVAT", "BE0202239951")
        .replace("NLVAT", "NL004495445B01")
    };
    let customer = |kind: &str, way: &str| {
        format!(
            r#"{{"party":{{"name":"Groot NV","country":"BE","kind":"{kind}","address":{{"line1":"Meir 2","city":"Antwerpen","postalCode":"2000"}},
            "contact":{{"email":"info@groot.example"}},"endpoint":{{"scheme":"0208","value":"0202239951"}}}}{way}}}"#
        )
    };
    let send = |seller: &str, kind: &str, way: &str, said: &str| {
        let caller = Caller::nobody().open(&body(seller), "demo");
        put(&caller, "/v1/accessPoint", r#"{"url":"https://ap.example.com/send","profile":"en16931"}"#).expect(200);
        let id = caller.do_post("/v1/customers", &customer(kind, way)).expect(201).at("id");
        let draft = r#"{"currency":"EUR","lines":[{"name":"A","quantity":"1","unitPrice":"100.00","vat":{"category":"S","rate":"21"}}]}"#;
        let id =
            caller.do_post("/v1/invoices", &format!(r#"{{"customerId":"{id}","draft":{draft}}}"#)).expect(201).at("id");
        caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
        let sent = caller.do_post(&format!("/v1/invoices/{id}/send"), said);
        if sent.status() == 201 { sent.at("channel") } else { sent.at("code") }
    };
    // Obligatory between businesses established there since 2026-01-01 (law of 6 February 2024); today is 15 June 2026.
    let asked = r#"{"channel":"peppol"}"#;
    assert_eq!(send("BE", "business", "", "{}"), "peppol");
    assert_eq!(send("BE", "business", "", asked), "peppol");
    assert_eq!(send("BE", "business", r#","delivery":{"way":"email"}"#, "{}"), "email");
    // A consumer, and a customer abroad, has to agree (art. 232 of Directive 2006/112/EC).
    assert_eq!(send("BE", "consumer", "", asked), "consent.missing");
    assert_eq!(send("NL", "business", "", asked), "consent.missing");
    assert_eq!(send("BE", "consumer", "", "{}"), "email");
}

#[test]
fn german_businesses_take_them_too_but_for_small_invoices() {
    let seller = r#"{"name":"Demo","test":true,"paymentTerms":{"netDays":30},"paymentMethods":[{"kind":"creditTransfer","iban":"DE89370400440532013000"}],
        "supplier":{"name":"Sonne GmbH","country":"DE","vatId":"DE136695976","address":{"line1":"Ring 1","city":"Berlin","postalCode":"10115"}}}"#;
    let customer = r#"{"party":{"name":"Mond GmbH","country":"DE","kind":"business","address":{"line1":"Ring 2","city":"Berlin","postalCode":"10115"},
        "contact":{"email":"info@mond.example"},"endpoint":{"scheme":"9930","value":"DE136695976"}}}"#;
    let caller = Caller::nobody().open(seller, "demo");
    put(&caller, "/v1/accessPoint", r#"{"url":"https://ap.example.com/send","profile":"en16931"}"#).expect(200);
    let id = caller.do_post("/v1/customers", customer).expect(201).at("id");
    let sent = |price: &str, said: &str| {
        let line =
            format!(r#"{{"name":"A","quantity":"1","unitPrice":"{price}","vat":{{"category":"S","rate":"19"}}}}"#);
        let body = format!(
            r#"{{"customerId":"{id}","draft":{{"currency":"EUR","deliveryDate":"2026-06-10","lines":[{line}]}}}}"#
        );
        let invoice = caller.do_post("/v1/invoices", &body).expect(201).at("id");
        caller.do_post(&format!("/v1/invoices/{invoice}/issue"), "{}").expect(200);
        let sent = caller.do_post(&format!("/v1/invoices/{invoice}/send"), said);
        if sent.status() == 201 { sent.at("channel") } else { sent.at("code") }
    };
    // 250.01 and 250.00 with 19 %: consent is asked for where there is no obligation (§ 14 (1) sentence 5 UStG, § 33 UStDV).
    assert_eq!((sent("210.09", "{}"), sent("210.08", "{}")), ("peppol".to_owned(), "email".to_owned()));
    assert_eq!(sent("210.08", r#"{"channel":"peppol"}"#), "consent.missing");
}

#[test]
fn a_consent_that_is_none_is_refused_and_without_an_endpoint_nothing_structured_goes_out() {
    let caller = demo();
    let kept =
        r#"{"party":{"name":"Groot B.V.","country":"NL"},"delivery":{"consent":{"on":"DAY","source":"SOURCE"}}}"#;
    let keep =
        |day: &str, source: &str| caller.do_post("/v1/customers", &kept.replace("DAY", day).replace("SOURCE", source));
    // Today is 15 June 2026.
    let refused = keep("2026-06-16", "contract 7").refused(422, "date.range");
    assert_eq!(refused.at("findings[0].path"), "delivery.consent.on");
    let refused = keep("2026-06-15", " ").refused(422, "text.empty");
    assert_eq!(refused.at("findings[0].path"), "delivery.consent.source");
    assert_eq!(keep("2030-01-01", "").expect(422).count("findings"), 2);
    let id = keep("2026-06-15", "contract 7").expect(201).at("id");
    let ahead = r#"{"delivery":{"consent":{"on":"2030-01-01","source":"contract 7"}}}"#;
    caller.call("PATCH", &format!("/v1/customers/{id}"), ahead, &[("if-match", "*")]).refused(422, "date.range");
    put(&caller, "/v1/accessPoint", r#"{"url":"https://ap.example.com/send"}"#).expect(200);
    let invoice = issued(&caller, "");
    let send = |body: &str| caller.do_post(&format!("/v1/invoices/{invoice}/send"), body);
    let refused = send("{}").refused(422, "field.missing");
    let finding = (refused.at("findings[0].path"), refused.at("findings[0].term"));
    assert_eq!(finding, ("customer.endpoint".to_owned(), "BT-49".to_owned()));
    assert_eq!(caller.get("/v1/outbox").expect(200).count("items"), 0);
    assert_eq!(send(r#"{"channel":"email"}"#).expect(201).at("to"), "info@groot.example");
}
