//! The time line of an invoice: what the policy would do, and that the sweep does just that; and the terms that claims and plans
//! depend on.

use crate::support::{Caller, demo, draft};

/// An issued invoice of 1210.00 to a customer who is kept, due on 2026-07-15.
fn issued(caller: &Caller, customer: &str) -> String {
    let party = r#"{"party":{"name":"Jan Jansen","country":"NL","kind":"KIND","address":{"line1":"Dam 1","city":"Amsterdam",
        "postalCode":"1012 JS"},"contact":{"email":"jan@example.com"}}MORE}"#;
    let (kind, more) = customer.split_once(' ').unwrap_or((customer, ""));
    let party = party.replace("KIND", kind).replace("MORE", more);
    let customer = caller.do_post("/v1/customers", &party).expect(201).at("id");
    let body = draft();
    let start = body.find(r#""customer""#).expect("a customer");
    let end = body.find(r#""lines""#).expect("lines");
    let lines = body[end..].trim_end_matches('}');
    let body = format!(r#"{}{}}},"customerId":"{customer}"}}"#, &body[..start], lines);
    let id = caller.do_post("/v1/invoices", &body).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    id
}

fn simulated(caller: &Caller, id: &str, body: &str) -> Vec<String> {
    let list = caller.call("POST", &format!("/v1/invoices/{id}/simulate"), body, &[]).expect(200);
    let say = |n: usize, field: &str| list.at(&format!("items[{n}].{field}"));
    (0..list.count("items"))
        .map(|n| format!("{} {} {}", say(n, "on"), say(n, "step"), say(n, "amounts.total")))
        .collect()
}

fn done(caller: &Caller) -> Vec<String> {
    let list = caller.get("/v1/outbox?limit=200").expect(200);
    let say = |n: usize, field: &str| list.at(&format!("items[{n}].action.{field}"));
    (0..list.count("items"))
        .map(|n| format!("{} {} {}", say(n, "on"), say(n, "step"), say(n, "amounts.total")))
        .collect()
}

#[test]
fn what_is_simulated_is_what_the_sweep_does() {
    let terms = r#"consumer ,"latePayment":{"agreed":{"interestRate":"8"}}"#;
    let entries = r#"{"entries":[{"id":"p1","at":"2026-07-25T10:00:00Z","on":"2026-07-25","kind":"promise","until":"2026-08-10"},
        {"id":"p2","at":"2026-08-05T10:00:00Z","on":"2026-08-05","kind":"payment","amount":"500.00","method":"creditTransfer"}]}"#;
    let caller = demo();
    caller.do_post("/v1/policies", r#"{"ready":"nl-consumer"}"#).expect(201);
    let id = issued(&caller, terms);
    let expected = simulated(&caller, &id, entries);
    assert!(expected.len() > 3, "{expected:?}");
    caller.live_until("2026-07-25T10:00:00Z");
    caller.do_post(&format!("/v1/invoices/{id}/promise"), r#"{"until":"2026-08-10"}"#).expect(201);
    caller.live_until("2026-08-05T10:00:00Z");
    caller
        .do_post(&format!("/v1/invoices/{id}/payments"), r#"{"amount":"500.00","method":"creditTransfer"}"#)
        .expect(201);
    // The letter is posted on its day.
    caller.live_until("2026-08-11T10:00:00Z");
    caller.do_tasks();
    caller.live_until("2027-06-15T10:00:00Z");
    assert_eq!(done(&caller), expected);
    // What lies behind is not simulated again.
    assert_eq!(simulated(&caller, &id, "{}"), Vec::<String>::new());
}

#[test]
fn the_terms_of_customer_and_administration_decide_over_claim_and_sweep() {
    let caller = demo();
    caller.do_post("/v1/policies", r#"{"ready":"nl-consumer"}"#).expect(201);
    let plain = issued(&caller, "consumer");
    let agreed = issued(&caller, r#"consumer ,"latePayment":{"agreed":{"interestRate":"8"}}"#);
    let creditor = r#"{"creditor":{"deductsVat":false}}"#;
    caller.call("PATCH", "/v1/administration", creditor, &[("if-match", "*")]).expect(200);
    caller.live_until("2026-08-03T10:00:00Z");
    caller.do_tasks();
    caller.live_until("2026-09-30T10:00:00Z");
    let claim = |id: &str| caller.get(&format!("/v1/invoices/{id}/claim?on=2026-09-30")).expect(200);
    // 15 % of 1210.00, raised by 21 % VAT that the creditor cannot deduct (art. 2 (3) Besluit BIK): 181.50 + 38.12.
    assert_eq!(claim(&plain).at("costs.amount"), "219.62");
    assert_eq!(claim(&plain).at("costs.allowed"), "true");
    // The agreed rate: 77 days from 16 July to 30 September at 8 %: 1210.00 × 0.08 × 77 / 365 = 20.42.
    assert_eq!(claim(&agreed).at("interest.amount"), "20.42");
    assert_ne!(claim(&plain).at("interest.amount"), "20.42");
    // The notices of the sweep state the costs to the cent, with that VAT.
    for id in [&plain, &agreed] {
        let stated = caller.all(&format!("/v1/invoices/{id}/entries"), "costsStated");
        assert!(stated.contains(&"219.62".to_owned()), "{stated:?}");
    }
    // What the query says comes first.
    let deducts = caller.get(&format!("/v1/invoices/{plain}/claim?on=2026-09-30&deductsVat=true")).expect(200);
    assert_eq!(deducts.at("costs.amount"), "181.50");
}

#[test]
fn the_rows_of_law_of_an_administration_are_checked_and_used() {
    let caller = demo();
    let patch = |body: &str| caller.call("PATCH", "/v1/administration", body, &[("if-match", "*")]);
    let row = r#"{"lawOverrides":[{"country":"NL","fact":"statutoryInterest","value":"5","from":"FROM","source":"Staatsblad"}]}"#;
    let refused = patch(&row.replace("FROM", "2020-01-01")).expect(422);
    assert!(refused.at("findings[0].path").starts_with("lawOverrides[0]"), "{}", refused.json.0);
    assert_eq!(caller.get("/v1/administration").expect(200).count("lawOverrides"), 0);
}

#[test]
fn a_simulation_needs_an_issued_invoice_and_a_policy_and_says_what_is_wrong() {
    let caller = demo();
    let id = issued(&caller, "business");
    let simulate = |id: &str, body: &str| caller.call("POST", &format!("/v1/invoices/{id}/simulate"), body, &[]);
    simulate(&id, "{}").refused(409, "policy.none");
    let policy = caller.do_post("/v1/policies", r#"{"ready":"nl-business","active":false}"#).expect(201).at("id");
    simulate(&id, "{}").refused(409, "policy.none");
    let chosen = format!(r#"{{"policyId":"{policy}","from":"2026-07-01","until":"2026-07-31"}}"#);
    assert_eq!(simulated(&caller, &id, &chosen).len(), 4);
    simulate(&id, r#"{"policyId":"pol_none"}"#).refused(404, "notFound");
    let late = format!(r#"{{"policyId":"{policy}","until":"2036-01-01"}}"#);
    assert_eq!(simulate(&id, &late).refused(422, "date.range").at("findings[0].path"), "until");
    let wrong = format!(
        r#"{{"policyId":"{policy}","entries":[{{"id":"a","at":"2026-07-25T10:00:00Z","on":"2026-07-25","kind":"payment","amount":"1.005","method":"cash"}}]}}"#
    );
    let refused = simulate(&id, &wrong).expect(422);
    assert_eq!(refused.at("findings[0].path"), "entries[0].amount");
    let draft = caller.do_post("/v1/invoices", &draft()).expect(201).at("id");
    simulate(&draft, "{}").refused(409, "invoice.draft");
    // Nothing of it was kept.
    assert_eq!(caller.all(&format!("/v1/invoices/{id}/entries"), "kind"), ["issued"]);
}

#[test]
fn a_policy_is_tried_before_it_is_kept() {
    let caller = demo();
    let id = issued(&caller, "business");
    let ready = caller.do_post("/v1/policies", r#"{"ready":"nl-business","active":false}"#).expect(201);
    let policy = ready.json.0.split("\"policy\":").nth(1).expect("a policy");
    let policy = policy.rsplit_once(",\"active\"").expect("its end").0;
    let tried = simulated(&caller, &id, &format!(r#"{{"policy":{policy}}}"#));
    let kept = simulated(&caller, &id, &format!(r#"{{"policyId":"{}"}}"#, ready.at("id")));
    assert_eq!(tried, kept);
    let path = format!("/v1/invoices/{id}/simulate");
    let unlawful = policy.replacen("\"tone\":\"friendly\"", "\"tone\":\"rude\"", 1);
    let refused = caller.call("POST", &path, &format!(r#"{{"policy":{unlawful}}}"#), &[]).expect(422);
    assert_eq!(refused.at("findings[0].path"), "policy.steps[0].tone");
}
