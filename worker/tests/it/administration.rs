//! Administrations and their keys.

use crate::support::{Caller, demo};

#[test]
fn only_the_admin_key_opens_an_administration() {
    let mut caller = Caller::nobody();
    caller.key = "another key of some length".to_owned();
    caller.post("/v1/administrations", r#"{"name":"Demo"}"#, "one").refused(401, "unauthorized");
    let request = voldaan_worker::app::http::Request {
        headers: Vec::new(),
        ..caller.request("POST", "/v1/administrations", "{}")
    };
    caller.send(&request).refused(401, "unauthorized");
}

#[test]
fn an_administration_says_what_was_not_said() {
    let caller = Caller::nobody();
    let made = caller.post("/v1/administrations", r#"{"name":"Demo"}"#, "one").expect(201);
    assert_eq!(made.at("administration.timeZone"), "Europe/Amsterdam");
    assert_eq!(made.at("administration.test"), "false");
    assert_eq!(made.at("administration.series[0].pattern"), "{year}-{seq:4}");
    assert_eq!(made.at("administration.stripeWebhook"), "false");
}

#[test]
fn all_faults_of_an_administration_are_found_at_once() {
    let caller = Caller::nobody();
    let body = r#"{"name":" ","timeZone":"Mars/Olympus","series":[{"name":"a","pattern":"x"},{"name":"a","pattern":"{seq}"}]}"#;
    let refused = caller.post("/v1/administrations", body, "one").expect(422);
    let paths: Vec<String> =
        (0..refused.count("findings")).map(|i| refused.at(&format!("findings[{i}].path"))).collect();
    assert_eq!(paths, ["name", "timeZone", "series[0].pattern", "series[1].name"]);
}

#[test]
fn a_patch_needs_the_newest_revision_and_keeps_the_secret_hidden() {
    let caller = demo();
    let path = "/v1/administration";
    let seen = caller.get(path).expect(200);
    assert_eq!(seen.at("stripeWebhook"), "true");
    assert!(!seen.json.0.contains("whsec_of_the_tests"));
    let tag = seen.response.header("etag").expect("an ETag").to_owned();
    caller.call("PATCH", path, r#"{"name":"New"}"#, &[]).refused(428, "ifMatch.missing");
    let body = r#"{"name":"New","supplier":{"contact":{"email":"a@b.example"}},"stripeWebhookSecret":null}"#;
    let changed = caller.call("PATCH", path, body, &[("if-match", &tag)]).expect(200);
    assert_eq!(changed.at("name"), "New");
    assert_eq!(changed.at("supplier.name"), "De Zonnewijzer B.V.");
    assert_eq!(changed.at("supplier.contact.email"), "a@b.example");
    assert_eq!(changed.at("stripeWebhook"), "false");
    caller.call("PATCH", path, r#"{"name":"Newer"}"#, &[("if-match", &tag)]).refused(412, "ifMatch.changed");
    caller.call("PATCH", path, r#"{"test":false}"#, &[("if-match", "*")]).expect(422);
}

#[test]
fn a_revoked_key_stops_at_once() {
    let caller = demo();
    let made = caller.do_post("/v1/keys", r#"{"name":"shop"}"#).expect(201);
    let (id, key) = (made.at("id"), made.at("apiKey"));
    let second = Caller { key, ..demo_like(&caller) };
    second.get("/v1/administration").expect(200);
    caller.call("DELETE", &format!("/v1/keys/{id}"), "", &[]).expect(204);
    second.get("/v1/administration").refused(401, "unauthorized");
    let keys = caller.get("/v1/keys").expect(200);
    assert_eq!(keys.at("items[1].name"), "shop");
    assert_ne!(keys.at("items[1].revokedAt"), "");
    assert_eq!(keys.at("items[1].apiKey"), "");
    caller.call("DELETE", "/v1/keys/unknown", "", &[]).refused(404, "notFound");
}

/// Another caller in the same world.
fn demo_like(caller: &Caller) -> Caller {
    Caller::in_world(std::rc::Rc::clone(&caller.world), &caller.administration)
}

#[test]
fn keys_that_prove_nothing_are_refused() {
    let caller = demo();
    let good = caller.key.clone();
    let (start, secret) = good.rsplit_once('_').expect("three parts");
    let other = format!("{start}_{}", secret.chars().rev().collect::<String>());
    for key in
        [other.as_str(), start, "vk_a_b_c", "", "nonsense", &format!("{good}_more"), &good.replace("vk_", "vk_0")]
    {
        let caller = Caller { key: key.to_owned(), ..demo_like(&caller) };
        caller.get("/v1/administration").refused(401, "unauthorized");
    }
}

#[test]
fn books_are_separate() {
    let (one, other) = (demo(), Caller::nobody().open(r#"{"name":"Other"}"#, "other"));
    assert_ne!(one.administration, other.administration);
    let id = one.issued();
    other.get(&format!("/v1/invoices/{id}")).refused(404, "notFound");
}

#[test]
fn the_time_zone_decides_what_day_it_is() {
    // 2025-12-31T23:30:00Z is half past midnight on 1 January in Amsterdam and half past six in the evening in New York.
    let night = [("x-voldaan-test-clock", "2025-12-31T23:30:00Z"), ("idempotency-key", "i")];
    for (zone, number) in [("Europe/Amsterdam", "2026-0001"), ("America/New_York", "2025-0001")] {
        let caller = demo();
        let body = format!(r#"{{"timeZone":"{zone}"}}"#);
        caller.call("PATCH", "/v1/administration", &body, &[("if-match", "*")]).expect(200);
        let id = caller.do_post("/v1/invoices", &crate::support::draft()).expect(201).at("id");
        let issued = caller.call("POST", &format!("/v1/invoices/{id}/issue"), "{}", &night).expect(200);
        assert_eq!(issued.at("number"), number, "{zone}");
    }
}

#[test]
fn only_a_test_administration_has_a_clock_to_set() {
    let real = Caller::nobody().open(r#"{"name":"Real"}"#, "real");
    let clock = [("x-voldaan-test-clock", "2026-01-31T09:00:00Z")];
    real.call("GET", "/v1/administration", "", &clock).refused(403, "testClock.forbidden");
    demo().call("GET", "/v1/administration", "", &clock).expect(200);
    demo().call("GET", "/v1/administration", "", &[("x-voldaan-test-clock", "noon")]).refused(400, "testClock.format");
}

#[test]
fn a_signing_secret_that_anybody_knows_is_refused() {
    let caller = Caller::nobody();
    let body = r#"{"name":"Demo","stripeWebhookSecret":" "}"#;
    let refused = caller.post("/v1/administrations", body, "one").refused(422, "text.empty");
    assert_eq!(refused.at("findings[0].path"), "stripeWebhookSecret");
    let body = r#"{"stripeWebhookSecret":""}"#;
    let demo = demo();
    demo.call("PATCH", "/v1/administration", body, &[("if-match", "*")]).refused(422, "text.empty");
    // The one that was kept still holds.
    assert_eq!(demo.get("/v1/administration").expect(200).at("stripeWebhook"), "true");
    demo.signed_event("{}", &crate::support::signature("{}", "", demo.world.now.get().seconds()))
        .refused(400, "webhook.signature");
}

#[test]
fn the_last_key_stays() {
    let caller = demo();
    let first = caller.get("/v1/keys").expect(200).at("items[0].id");
    let refused = caller.call("DELETE", &format!("/v1/keys/{first}"), "", &[]).refused(409, "key.last");
    assert!(refused.at("detail").contains("POST /v1/keys"));
    let made = caller.do_post("/v1/keys", r#"{"name":"next"}"#).expect(201);
    let next = Caller { key: made.at("apiKey"), ..demo_like(&caller) };
    next.call("DELETE", &format!("/v1/keys/{first}"), "", &[]).expect(204);
    caller.get("/v1/keys").refused(401, "unauthorized");
    // Revoked keys do not count.
    next.call("DELETE", &format!("/v1/keys/{}", made.at("id")), "", &[]).refused(409, "key.last");
    next.get("/v1/keys").expect(200);
}

#[test]
fn what_no_invoice_could_be_made_with_is_refused_when_it_is_kept() {
    let wrong = r#"{"name":"Demo","test":1,"supplier":{"name":"A","country":"NL","vatId":"NL004495446B01"},
        "paymentMethods":[{"kind":"creditTransfer","iban":"NL91ABNA0417164301"}]}"#;
    let refused = Caller::nobody().post("/v1/administrations", wrong, "one").expect(422);
    let paths: Vec<String> =
        (0..refused.count("findings")).map(|i| refused.at(&format!("findings[{i}].path"))).collect();
    assert_eq!(paths, ["test", "supplier.vatId", "paymentMethods[0].iban"]);
    let caller = demo();
    let patch = |body: &str| caller.call("PATCH", "/v1/administration", body, &[("if-match", "*")]);
    for (body, path) in [
        (r#"{"supplier":{"country":"XX"}}"#, "supplier.country"),
        (r#"{"supplier":{"companyId":{"scheme":"0106","value":"1"}}}"#, "supplier.companyId"),
        (r#"{"paymentTerms":{"netDays":30,"dueDate":"2026-07-01"}}"#, "paymentTerms"),
    ] {
        let refused = patch(body).expect(422);
        assert_eq!((refused.count("findings"), refused.at("findings[0].path")), (1, path.to_owned()), "{body}");
    }
    assert_eq!(caller.get("/v1/administration").expect(200).at("supplier.country"), "NL");
    // Instalments of fixed amounts add up on their own invoices only.
    let parts = r#"{"paymentTerms":{"netDays":null,"instalments":[{"amount":"10.00","days":10},{"amount":"20.00","days":20}]}}"#;
    patch(parts).expect(200);
}

#[test]
fn an_invoice_of_customer_and_lines_takes_the_rest_from_the_administration() {
    let caller = demo();
    let patch = |body: &str| caller.call("PATCH", "/v1/administration", body, &[("if-match", "*")]);
    let said = patch(r#"{"currency":"EUR","vat":"nl:standard","paymentTerms":{"netDays":14}}"#).expect(200);
    assert_eq!((said.at("currency"), said.at("vat")), ("EUR".to_owned(), "nl:standard".to_owned()));
    let customer =
        r#""customer":{"name":"Anna","country":"NL","address":{"line1":"A 1","city":"Delft","postalCode":"2611 GP"}}"#;
    let lines = r#"[{"name":"Werk","quantity":"2","unitPrice":"50"},{"name":"Boek","quantity":"1","unitPrice":"10","vat":"nl:reduced"}]"#;
    let basic = format!(r#"{{"draft":{{{customer},"lines":{lines}}}}}"#);
    let made = caller.do_post("/v1/invoices", &basic).expect(201);
    let issued = caller.do_post(&format!("/v1/invoices/{}/issue", made.at("id")), "{}").expect(200);
    // 100.00 at 21 % and 10.00 at 9 %: 21.00 and 0.90.
    assert_eq!(
        (issued.at("invoice.currency"), issued.at("invoice.totals.payable")),
        ("EUR".to_owned(), "131.90".to_owned())
    );
    assert!(!issued.at("invoice.supplier.name").is_empty() && !issued.at("invoice.dueDate").is_empty());
    // What is said stays; what is wrong is found all the same; and nothing is guessed.
    let dollars = basic.replace(r#"{"draft":{"#, r#"{"draft":{"currency":"USD","#);
    assert_eq!(caller.do_post("/v1/invoices", &dollars).expect(201).at("invoice.currency"), "USD");
    caller
        .do_post("/v1/invoices", &basic.replace(r#""unitPrice":"50""#, r#""price":"50""#))
        .refused(422, "field.unknown");
    patch(r#"{"vat":"nl:none"}"#).expect(422);
    patch(r#"{"currency":null,"vat":null}"#).expect(200);
    caller.do_post("/v1/invoices", &basic).refused(422, "field.missing");
}
