//! Keys: what their scopes allow, how they are rotated, when they were used, how often they may ask, and what the audit says.

use voldaan_worker::app::book::{Book, Limits};

use crate::support::page::path_of;
use crate::support::{Answer, Caller, MINUTE, MemoryPorts, demo, draft, secrets};

/// A caller with a key of a scope, in the world of another.
fn with_scope(caller: &Caller, scope: &str) -> Caller {
    let body = format!(r#"{{"name":"{scope}","scope":"{scope}"}}"#);
    let made = caller.do_post("/v1/keys", &body).expect(201);
    assert_eq!(made.at("scope"), scope);
    with_key(caller, made.at("apiKey"))
}

fn with_key(caller: &Caller, key: String) -> Caller {
    Caller { key, ..Caller::in_world(caller.world.clone(), &caller.administration) }
}

#[test]
fn a_key_does_what_its_scope_says_and_no_more() {
    let admin = demo();
    let id = admin.issued();
    let (read, write) = (with_scope(&admin, "read"), with_scope(&admin, "write"));
    for path in [
        "/v1/invoices".to_owned(),
        format!("/v1/invoices/{id}"),
        "/v1/search?q=2026".to_owned(),
        "/v1/verify".to_owned(),
    ] {
        read.get(&path).expect(200);
        write.get(&path).expect(200);
    }
    let body = r#"{"draft":{"currency":"EUR","issueDate":"2026-06-15","lines":[{"name":"A","quantity":"1","unitPrice":"1","vat":"nl:standard"}]}}"#;
    read.call("POST", "/v1/calculate", body, &[]).expect(200);
    read.post("/v1/invoices", &draft(), "r1").refused(403, "key.scope");
    read.call("DELETE", &format!("/v1/invoices/{id}/links"), "", &[]).refused(403, "key.scope");
    write.post("/v1/invoices", &draft(), "w1").expect(201);
    for lesser in [&read, &write] {
        lesser.get("/v1/keys").refused(403, "key.scope");
        lesser.get("/v1/audit").refused(403, "key.scope");
        lesser.get("/v1/export").refused(403, "key.scope");
        lesser.post("/v1/keys", r#"{"name":"x","scope":"admin"}"#, "k").refused(403, "key.scope");
        lesser.call("PATCH", "/v1/administration", r#"{"name":"X"}"#, &[("if-match", "*")]).refused(403, "key.scope");
    }
    admin.do_post("/v1/keys", r#"{"name":"x","scope":"root"}"#).refused(422, "enum.unknown");
}

#[test]
fn a_rotated_key_is_good_for_the_overlap_and_then_no_more() {
    let admin = demo();
    let old = with_scope(&admin, "write");
    let id = admin.get("/v1/keys").expect(200).at("items[1].id");
    let made = admin.do_post(&format!("/v1/keys/{id}/rotate"), r#"{"overlapHours":2}"#).expect(201);
    assert_eq!((made.at("name").as_str(), made.at("scope").as_str()), ("write", "write"));
    let new = with_key(&admin, made.at("apiKey"));
    old.get("/v1/invoices").expect(200);
    new.get("/v1/invoices").expect(200);
    let later = admin.world.now.get().plus_milliseconds(2 * 3_600_000);
    admin.world.now.set(later);
    old.get("/v1/invoices").refused(401, "unauthorized");
    new.get("/v1/invoices").expect(200);
    admin.do_post(&format!("/v1/keys/{id}/rotate"), "{}").refused(404, "notFound");
    let first = admin.get("/v1/keys").expect(200).at("items[0].id");
    admin.do_post(&format!("/v1/keys/{first}/rotate"), r#"{"overlapHours":169}"#).refused(422, "number.range");
}

#[test]
fn a_key_that_ends_is_not_prolonged_by_rotating_it_once_more() {
    let admin = demo();
    let old = with_scope(&admin, "write");
    let id = admin.get("/v1/keys").expect(200).at("items[1].id");
    for hours in [2, 168] {
        let body = format!(r#"{{"overlapHours":{hours}}}"#);
        admin.do_post(&format!("/v1/keys/{id}/rotate"), &body).expect(201);
    }
    admin.later(2 * 60 * MINUTE);
    old.get("/v1/invoices").refused(401, "unauthorized");
}

#[test]
fn the_last_admin_key_stays_though_others_are_there() {
    let admin = demo();
    with_scope(&admin, "write");
    let id = admin.get("/v1/keys").expect(200).at("items[0].id");
    admin.call("DELETE", &format!("/v1/keys/{id}"), "", &[]).refused(409, "key.last");
}

#[test]
fn last_use_is_noted_to_the_hour() {
    let admin = demo();
    let used = || admin.get("/v1/keys").expect(200).at("items[0].lastUsedAt");
    assert_eq!(used(), "2026-06-15T10:00:00.000Z");
    admin.world.now.set(admin.world.now.get().plus_milliseconds(1_800_000));
    assert_eq!(used(), "2026-06-15T10:00:00.000Z");
    admin.world.now.set(admin.world.now.get().plus_milliseconds(1_800_001));
    assert_eq!(used(), "2026-06-15T11:00:00.001Z");
}

/// The caller with a Book that takes few requests.
fn limited(caller: Caller) -> Caller {
    let limits = Limits { key_per_minute: 5, link_per_minute: 3 };
    let book = Book::new(MemoryPorts(caller.world.clone()), secrets()).with_limits(limits);
    Caller { book, ..caller }
}

fn wait(caller: &Caller, seconds: i64) {
    caller.world.now.set(caller.world.now.get().plus_milliseconds(seconds * 1000));
}

#[test]
fn a_key_may_ask_so_often_a_minute_and_is_told_how_long_to_wait() {
    let caller = limited(demo());
    let get = || caller.get("/v1/administration");
    for _ in 0..5 {
        get().expect(200);
    }
    let refused = get().refused(429, "rate.limited");
    // Five a minute: one more every twelve seconds.
    assert_eq!(refused.response.header("retry-after"), Some("12"));
    wait(&caller, 11);
    get().refused(429, "rate.limited");
    wait(&caller, 1);
    get().expect(200);
    get().refused(429, "rate.limited");
    // Another key has a minute of its own, and a clock that goes back locks nobody out.
    caller.world.now.set(caller.world.now.get().plus_milliseconds(-3_600_000));
    wait(&caller, 60);
    get().expect_any(&[200, 429]);
    wait(&caller, 60);
    for _ in 0..4 {
        get().expect(200);
    }
}

#[test]
fn whoever_tries_keys_has_to_wait_and_holds_up_nobody() {
    let caller = limited(demo());
    let thief = Caller { key: format!("{}x", caller.key), ..limited(Caller::in_world(caller.world.clone(), "")) };
    let statuses: Vec<u16> = (0..6).map(|_| thief.get("/v1/administration").status()).collect();
    assert_eq!(statuses, [401, 401, 401, 429, 429, 429]);
    caller.get("/v1/administration").expect(200);
}

#[test]
fn a_link_has_a_limit_of_its_own() {
    let caller = demo();
    let id = caller.issued();
    let path = path_of(&caller, &id, "customer");
    let caller = limited(caller);
    let statuses: Vec<u16> = (0..4).map(|_| caller.get(&path).status()).collect();
    assert_eq!(statuses, [200, 200, 200, 429]);
    caller.get("/v1/administration").expect(200);
}

#[test]
fn the_audit_says_who_decided_what() {
    let admin = demo();
    let key = admin.get("/v1/keys").expect(200).at("items[0].id");
    let other = with_scope(&admin, "admin");
    other.call("PATCH", "/v1/administration", r#"{"name":"Nieuw"}"#, &[("if-match", "*")]).expect(200);
    admin.issued();
    let audit = admin.get("/v1/audit").expect(200);
    let rows: Vec<(String, String)> = (0..audit.count("items"))
        .map(|item| (audit.at(&format!("items[{item}].type")), audit.at(&format!("items[{item}].actor"))))
        .collect();
    let second = admin.get("/v1/keys").expect(200).at("items[1].id");
    let expected = [("administration.created", "admin"), ("key.created", &key), ("administration.changed", &second)];
    let expected: Vec<(String, String)> =
        expected.iter().map(|(kind, actor)| ((*kind).to_owned(), (*actor).to_owned())).collect();
    assert_eq!(rows, expected, "what is done every day is no decision");
    let oldest: Vec<String> = admin.all("/v1/audit", "id");
    assert_eq!(admin.all("/v1/audit?newest=true", "id"), oldest.into_iter().rev().collect::<Vec<_>>());
    let rest = admin.get(&format!("/v1/audit?after={}", audit.at("items[1].id"))).expect(200);
    assert_eq!((rest.count("items"), rest.at("items[0].type")), (1, "administration.changed".to_owned()));
}

fn from(caller: &Caller, origin: &str) -> Answer {
    caller.call("GET", "/v1/administration", "", &[("origin", origin)])
}

#[test]
fn pages_of_listed_origins_may_call_and_no_others() {
    let caller = demo();
    from(&caller, "https://shop.example").refused(403, "origin.forbidden");
    // Our own pages are no strangers.
    from(&caller, "https://billing.example").expect(200);
    let origins = r#"{"allowedOrigins":["https://shop.example","http://localhost:5173"]}"#;
    let changed = caller.call("PATCH", "/v1/administration", origins, &[("if-match", "*")]).expect(200);
    assert_eq!(changed.at("allowedOrigins[0]"), "https://shop.example");
    let answer = from(&caller, "https://shop.example").expect(200);
    assert_eq!(answer.response.header("access-control-allow-origin"), Some("https://shop.example"));
    assert_eq!(answer.response.header("vary"), Some("Origin"));
    let missing =
        caller.call("GET", "/v1/invoices/none", "", &[("origin", "http://localhost:5173")]).refused(404, "notFound");
    assert_eq!(missing.response.header("access-control-allow-origin"), Some("http://localhost:5173"));
    from(&caller, "https://shop.example.evil.example").refused(403, "origin.forbidden");
    from(&caller, "null").refused(403, "origin.forbidden");
    // Nothing is done for a page that may not call.
    caller
        .call("POST", "/v1/invoices", &draft(), &[("origin", "https://evil.example"), ("idempotency-key", "x")])
        .refused(403, "origin.forbidden");
    assert_eq!(caller.get("/v1/invoices").expect(200).count("items"), 0);
    for bad in ["*", "https://shop.example/", "http://shop.example"] {
        let body = format!(r#"{{"allowedOrigins":["{bad}"]}}"#);
        caller.call("PATCH", "/v1/administration", &body, &[("if-match", "*")]).refused(422, "enum.unknown");
    }
}

#[test]
fn a_preflight_is_answered_without_a_key() {
    let caller = Caller::nobody();
    let ask = |path: &str, headers: &[(&str, &str)]| {
        let mut request = caller.request("OPTIONS", path, "");
        request.headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        caller.send(&request).response
    };
    let headers = [("origin", "https://shop.example"), ("access-control-request-method", "POST")];
    let answer = ask("/v1/invoices", &headers);
    assert_eq!(answer.status, 204);
    assert!(answer.header("access-control-allow-headers").is_some_and(|allowed| allowed.contains("idempotency-key")));
    // Without the headers of a preflight it is a method that nobody takes, and pages and webhooks have none.
    assert_eq!(ask("/v1/invoices", &headers[..1]).status, 405);
    assert_eq!(ask("/health", &headers).status, 405);
}

#[test]
fn a_key_that_reads_gets_no_link_by_which_one_acts_as_the_customer() {
    let admin = demo();
    let id = admin.issued();
    let message = admin.do_post(&format!("/v1/invoices/{id}/send"), "{}").expect(201).at("id");
    let quote = admin.do_post("/v1/quotes", &draft()).expect(201).at("id");
    let form = admin.call("POST", &format!("/account/{}", admin.administration), "email=anna%40vermeulen.example", &[]);
    form.expect(303);
    admin.settled();
    let (read, write) = (with_scope(&admin, "read"), with_scope(&admin, "write"));
    let of = |caller: &Caller| {
        let paths = [format!("/v1/invoices/{id}"), format!("/v1/quotes/{quote}"), "/v1/outbox".to_owned()];
        paths.map(|path| caller.get(&path).expect(200).json.0).concat()
    };
    for link in ["/a/", ".view.", ".offer.", ".account.", r#""letter""#] {
        assert!(of(&write).contains(link) && !of(&read).contains(link), "{link}");
    }
    for link in [".preview.", ".offerPreview."] {
        assert!(of(&read).contains(link), "{link}");
    }
    for form in ["", ".html", ".pdf"] {
        read.get(&format!("/v1/outbox/{message}{form}")).refused(403, "key.scope");
        write.get(&format!("/v1/outbox/{message}{form}")).expect(200);
    }
}
