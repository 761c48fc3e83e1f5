//! What the front says of a request before any Book is asked.

use crate::support::page::path_of;
use crate::support::{Caller, demo};

#[test]
fn health_and_description_need_no_key() {
    let caller = Caller { key: String::new(), ..Caller::nobody() };
    assert_eq!(caller.get("/health").expect(200).at("ok"), "true");
    caller.call("HEAD", "/health", "", &[]).expect(200);
    let description = caller.get("/openapi.json").expect(200);
    assert_eq!(description.at("openapi"), "3.1.0");
}

#[test]
fn an_unknown_route_is_404_and_a_wrong_method_405() {
    let caller = demo();
    for path in ["/", "/v1", "/v1/unknown", "/v1/invoices/", "/v1/invoices/a/b/c", "/i/", "/v2/invoices"] {
        caller.get(path).refused(404, "route.unknown");
    }
    let refused = caller.call("PUT", "/v1/invoices", "", &[]).refused(405, "method.notAllowed");
    assert_eq!(refused.response.header("allow"), Some("POST, GET"));
    caller.call("DELETE", "/health", "", &[]).refused(405, "method.notAllowed");
}

#[test]
fn a_large_body_is_refused_by_its_announcement_and_by_its_length() {
    let caller = demo();
    let announced = [("content-length", "8388609"), ("idempotency-key", "x")];
    caller.call("POST", "/v1/invoices", "{}", &announced).refused(413, "body.tooLarge");
    caller.do_post("/v1/invoices", &" ".repeat(8 * 1024 * 1024 + 1)).refused(413, "body.tooLarge");
}

#[test]
fn every_post_that_does_something_needs_an_idempotency_key() {
    let caller = demo();
    let id = caller.issued();
    for path in ["keys", "customers", "invoices"] {
        caller.call("POST", &format!("/v1/{path}"), "{}", &[]).refused(400, "idempotencyKey.missing");
    }
    for action in ["issue", "send", "void", "credit", "payments"] {
        caller.call("POST", &format!("/v1/invoices/{id}/{action}"), "{}", &[]).refused(400, "idempotencyKey.missing");
    }
    let long = "k".repeat(201);
    caller.post("/v1/invoices", "{}", &long).refused(400, "idempotencyKey.tooLong");
}

#[test]
fn an_unknown_query_parameter_is_refused_by_name_with_those_that_are_known() {
    let caller = demo();
    let id = caller.issued();
    let refused = caller.get("/v1/invoices?page=2&limit=1&%61fter=x").refused(400, "query.unknown");
    assert_eq!(
        (0..refused.count("findings")).map(|n| refused.at(&format!("findings[{n}].path"))).collect::<Vec<_>>(),
        ["page", "after"]
    );
    assert!(
        refused.at("detail").ends_with("takes: state, overdue, customer, from, until, q, cursor, limit."),
        "{}",
        refused.json.0
    );
    let refused = caller.get("/v1/invoices?limit=1&limit=2&state=open&state=paid").refused(400, "query.twice");
    assert_eq!([0, 1].map(|n| refused.at(&format!("findings[{n}].path"))), ["limit", "state"]);
    assert!(refused.at("detail").ends_with("State it once."), "{}", refused.json.0);
    // Every list has the same limit.
    for path in ["invoices", "customers", "events", "outbox", "verify", "search?q=a", "policies", "audit"] {
        let and = if path.contains('?') { '&' } else { '?' };
        for limit in ["0", "201", "100000", "", "1.0", "-1", "99999999999"] {
            let refused = caller.get(&format!("/v1/{path}{and}limit={limit}")).refused(400, "query.number");
            assert_eq!(refused.at("findings[0].path"), "limit");
            assert!(refused.at("detail").contains("from 1 to 200"), "{}", refused.json.0);
        }
        caller.get(&format!("/v1/{path}{and}limit=200")).expect(200);
    }
    for path in [
        "invoices?next=5",
        "customers?after=5",
        "events?page=1",
        "administration?x",
        "export?limit=1",
        "reports/vat?year=2026",
    ] {
        caller.get(&format!("/v1/{path}")).refused(400, "query.unknown");
    }
    caller.do_post("/v1/customers?dryRun=true", "{}").refused(400, "query.unknown");
    caller.call("POST", &format!("/v1/invoices/{id}/letter?on=2026-01-31"), "{}", &[]).refused(400, "query.unknown");
    // A key that is wrong learns nothing of it.
    Caller { key: "vk_a_b_c".to_owned(), ..demo() }.get("/v1/invoices?page=2").refused(401, "unauthorized");
    for path in ["events?after=0&limit=1", "events?cursor=0", "invoices?", "audit?cursor=0"] {
        caller.get(&format!("/v1/{path}")).expect(200);
    }
    // What mail programs and payment services add to the addresses of pages does not hide them.
    let page = path_of(&caller, &id, "customer");
    caller.get_page(&format!("{page}?utm_source=mail&session_id=cs_1"));
    caller.get("/health?x=1").expect(200);
}

#[test]
fn calculate_keeps_nothing_and_names_all_faults() {
    let caller = demo();
    let good = r#"{"draft":{"currency":"EUR","issueDate":"2026-06-15","lines":[{"name":"A","quantity":"10","unitPrice":"100.00","vat":"nl:standard"}]}}"#;
    let computed = caller.call("POST", "/v1/calculate", good, &[]).expect(200);
    // 10 × 100.00 at 21 %: the Dutch standard rate, art. 9 Wet OB 1968.
    assert_eq!((computed.at("totals.gross"), computed.at("totals.vat")), ("1210.00".to_owned(), "210.00".to_owned()));
    assert_eq!(computed.count("explanation"), 0);
    let explained =
        caller.call("POST", "/v1/calculate", &good.replacen('{', r#"{"explain":true,"#, 1), &[]).expect(200);
    assert!(explained.count("explanation") > 0);
    let bad = r#"{"draft":{"currency":"EUX","lines":[{"name":"A","quantity":"x","unitPrice":"1","vat":"nl:standard"}],"total":1}}"#;
    let refused = caller.call("POST", "/v1/calculate", bad, &[]).expect(422);
    let found: Vec<String> = (0..refused.count("findings"))
        .map(|i| {
            format!("{} {}", refused.at(&format!("findings[{i}].path")), refused.at(&format!("findings[{i}].code")))
        })
        .collect();
    assert_eq!(
        found,
        ["draft.currency currency.unknown", "draft.lines[0].quantity number.format", "draft.total field.unknown"]
    );
    caller.call("POST", "/v1/calculate", "{", &[]).refused(400, "json.invalid");
    assert_eq!(caller.get("/v1/invoices").expect(200).count("items"), 0);
}
