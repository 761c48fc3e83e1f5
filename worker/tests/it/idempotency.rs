//! Idempotency: a request under a key is carried out once.

use crate::support::{Caller, demo, draft};

#[test]
fn a_repeated_request_gets_the_same_answer_and_does_nothing() {
    let caller = demo();
    let first = caller.post("/v1/invoices", &draft(), "order 7").expect(201);
    let again = caller.post("/v1/invoices", &draft(), "order 7").expect(201);
    assert_eq!(again.json, first.json);
    assert_eq!(again.response.header("etag"), first.response.header("etag"));
    assert_eq!(again.response.header("idempotency-replayed"), Some("true"));
    assert_eq!(caller.get("/v1/invoices").expect(200).count("items"), 1);
    let path = format!("/v1/invoices/{}/issue", first.at("id"));
    let issued = caller.post(&path, "{}", "issue 7").expect(200);
    assert_eq!(caller.post(&path, "{}", "issue 7").expect(200).json, issued.json);
}

#[test]
fn a_key_used_for_something_else_is_a_conflict() {
    let caller = demo();
    caller.post("/v1/invoices", &draft(), "one").expect(201);
    caller.post("/v1/invoices", &draft().replace("10", "11"), "one").refused(409, "idempotencyKey.reused");
    caller.post("/v1/customers", &draft(), "one").refused(409, "idempotencyKey.reused");
}

#[test]
fn a_refused_request_leaves_its_key_free() {
    let caller = demo();
    caller.post("/v1/invoices", r#"{"draft":{}}"#, "one").expect(422);
    caller.post("/v1/invoices", &draft(), "one").expect(201);
}

#[test]
fn keys_of_administrations_are_their_own() {
    let (one, other) = (demo(), Caller::nobody().open(r#"{"name":"Other"}"#, "other"));
    let first = one.post("/v1/invoices", &draft(), "same").expect(201);
    let body = draft().replace("Bakkerij", "Slagerij");
    assert_ne!(other.post("/v1/invoices", &body, "same").expect(201).at("id"), first.at("id"));
}

#[test]
fn opening_an_administration_twice_gives_the_same_key_and_keeps_it_sealed() {
    let caller = Caller::nobody();
    let first = caller.post("/v1/administrations", r#"{"name":"Demo"}"#, "one").expect(201);
    let again = caller.post("/v1/administrations", r#"{"name":"Demo"}"#, "one").expect(201);
    assert_eq!(again.json, first.json);
    caller.post("/v1/administrations", r#"{"name":"Other"}"#, "one").refused(409, "idempotencyKey.reused");
    // Nowhere in the store stands the key's secret.
    let key = first.at("apiKey");
    let secret = key.rsplit('_').next().expect("a secret").as_bytes().to_vec();
    let mut rows = caller.world.connection.prepare("SELECT bytes FROM chunk").expect("SQL");
    let chunks = rows.query_map([], |row| row.get::<_, Vec<u8>>(0)).expect("rows");
    for chunk in chunks {
        let chunk = chunk.expect("bytes");
        assert!(!chunk.windows(secret.len()).any(|window| window == secret));
    }
}

#[test]
fn answers_are_forgotten_after_a_month() {
    let caller = demo();
    for n in 0..6 {
        caller.post("/v1/invoices", &draft(), &format!("old {n}")).expect(201);
    }
    caller.world.now.set(caller.world.now.get().plus_days(31));
    for n in 0..3 {
        caller.post("/v1/invoices", &draft(), &format!("new {n}")).expect(201);
    }
    let count = |sql: &str| caller.world.connection.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("a number");
    assert_eq!(count("SELECT count(*) FROM idempotency"), 3);
    assert_eq!(count("SELECT count(*) FROM chunk WHERE owner LIKE 'answer/%'"), 3);
}

#[test]
fn an_administration_is_not_opened_again_once_its_answer_is_forgotten() {
    let caller = Caller::nobody().open(r#"{"name":"Demo"}"#, "one");
    caller.world.now.set(caller.world.now.get().plus_days(31));
    caller.post("/v1/invoices", &draft(), "later").expect(201);
    let admin = Caller::in_world(std::rc::Rc::clone(&caller.world), "");
    admin.post("/v1/administrations", r#"{"name":"Demo"}"#, "one").refused(409, "idempotencyKey.reused");
    assert_eq!(caller.get("/v1/administration").expect(200).at("name"), "Demo");
}
