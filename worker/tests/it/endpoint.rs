//! Outgoing webhooks: signed, in order, at least once, later and later, and again from any event on.

use data_encoding::BASE64;
use hmac::{Hmac, KeyInit, Mac};
use voldaan_worker::app::ports::WebRequest;

use crate::support::{Caller, Json, answer, demo, header};

fn endpoint(caller: &Caller, more: &str) -> (String, String) {
    let body = format!(r#"{{"url":"https://hooks.example.com/voldaan"{more}}}"#);
    let made = caller.do_post("/v1/endpoints", &body).expect(201);
    (format!("/v1/endpoints/{}", made.at("id")), made.at("secret"))
}

fn settle(caller: &Caller) -> Option<i64> {
    pollster::block_on(caller.book.settle()).map(|at| (at.0 - caller.world.now.get().0) / 1000)
}

fn later(caller: &Caller, seconds: i64) {
    caller.world.now.set(caller.world.now.get().plus_milliseconds(seconds * 1000));
}

/// What was sent, as type and webhook-id.
fn sent(caller: &Caller) -> Vec<(String, String)> {
    let all = caller.world.network.sent.borrow();
    all.iter().map(|request| (body(request).at("type"), header(request, "webhook-id"))).collect()
}

fn body(request: &WebRequest) -> Json {
    Json(String::from_utf8(request.body.clone()).expect("text"))
}

/// The signature of the specification, computed here: HMAC-SHA256 over `id.timestamp.body` under the bytes of the secret.
fn expected(secret: &str, request: &WebRequest) -> String {
    let key = BASE64.decode(secret.strip_prefix("whsec_").expect("a prefix").as_bytes()).expect("base64");
    assert!((24..=64).contains(&key.len()));
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&key).expect("any length");
    mac.update(format!("{}.{}.", header(request, "webhook-id"), header(request, "webhook-timestamp")).as_bytes());
    mac.update(&request.body);
    format!("v1,{}", BASE64.encode(&mac.finalize().into_bytes()))
}

#[test]
fn events_go_out_signed_and_in_order_to_whoever_wants_them() {
    let caller = demo();
    caller.issued();
    let (path, secret) = endpoint(&caller, r#","types":["invoice.*"]"#);
    // What happened before is not sent, and neither is what it does not want.
    assert_eq!(settle(&caller), None);
    assert_eq!(sent(&caller), []);
    let id = caller.issued();
    caller.world.network.answer(200, "");
    caller.world.network.answer(204, "");
    assert_eq!(settle(&caller), None);
    let kinds: Vec<String> = sent(&caller).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["invoice.created", "invoice.issued"]);
    let request = caller.world.network.last();
    assert_eq!((request.method, request.url.as_str()), ("POST", "https://hooks.example.com/voldaan"));
    assert_eq!(header(&request, "webhook-timestamp"), caller.world.now.get().seconds().to_string());
    assert_eq!(header(&request, "webhook-signature"), expected(&secret, &request));
    assert_eq!(
        (body(&request).at("data.subject"), body(&request).at("timestamp")),
        (id, "2026-06-15T10:00:00.000Z".into())
    );
    let event = caller.all("/v1/events?limit=200", "id").pop().expect("an event");
    assert_eq!(body(&request).at("data.event"), event);
    assert_eq!(caller.get(&path).expect(200).at("cursor"), event);
    // The secret is not shown again.
    assert!(!caller.get("/v1/endpoints").expect(200).json.0.contains("whsec_"));
}

#[test]
fn what_is_not_taken_comes_again_under_its_id_and_after_days_no_more() {
    let caller = demo();
    let (path, _) = endpoint(&caller, r#","types":["invoice.created"]"#);
    caller.issued();
    let mut pauses = Vec::new();
    for _ in 0..9 {
        caller.world.network.answer(500, "");
        let pause = settle(&caller).expect("it is tried again");
        later(&caller, pause);
        pauses.push(pause);
    }
    // The schedule that the specification recommends.
    assert_eq!(pauses, [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
    assert_eq!(caller.get(&path).expect(200).at("failingSince"), "2026-06-15T10:00:00.000Z");
    caller.world.network.fail();
    assert_eq!(settle(&caller), None);
    assert_eq!(caller.get(&path).expect(200).at("active"), "false");
    assert!(caller.all("/v1/events?limit=200", "type").contains(&"endpoint.disabled".to_owned()));
    let ids: Vec<String> = sent(&caller).into_iter().map(|(_, id)| id).collect();
    assert_eq!(ids.len(), 10);
    assert!(ids.iter().all(|id| *id == ids[0]));
    // Whoever repairs it gets what it missed.
    caller.call("PATCH", &path, r#"{"active":true}"#, &[("if-match", "*")]).expect(200);
    caller.world.network.answer(200, "");
    assert_eq!(settle(&caller), None);
    assert_eq!(sent(&caller).last().expect("sent").1, ids[0]);
    assert_eq!(caller.get(&path).expect(200).at("failingSince"), "");
}

#[test]
fn one_that_is_gone_is_left_alone_and_holds_up_no_other() {
    let caller = demo();
    let (gone, _) = endpoint(&caller, "");
    let (other, _) = endpoint(&caller, r#","types":["invoice.created"]"#);
    let body = r#"{"url":"https://other.example.com/"}"#;
    caller.call("PATCH", &other, body, &[("if-match", "*")]).expect(200);
    caller.world.network.add(Box::new(|request: &WebRequest| {
        let status = if request.url.contains("hooks.") { 410 } else { 200 };
        Some(Ok(answer(status, "")))
    }));
    caller.issued();
    assert_eq!(settle(&caller), None);
    assert_eq!(caller.get(&gone).expect(200).at("active"), "false");
    let taken = caller.world.network.sent.borrow().iter().filter(|request| request.url.contains("other.")).count();
    assert_eq!(taken, 1);
}

#[test]
fn a_replay_sends_all_events_after_one_again() {
    let caller = demo();
    caller.issued();
    let (path, _) = endpoint(&caller, r#","types":["invoice.issued"]"#);
    caller.world.network.add(Box::new(|_: &WebRequest| Some(Ok(answer(200, "")))));
    caller.issued();
    settle(&caller);
    assert_eq!(sent(&caller).len(), 1);
    caller.do_post(&format!("{path}/replay"), r#"{"after":"0"}"#).expect(200);
    assert_eq!(settle(&caller), None);
    let all = sent(&caller);
    assert_eq!((all.len(), &all[2]), (3, &all[0]), "the same event has the same id");
    caller.do_post(&format!("{path}/replay"), r#"{"after":"soon"}"#).refused(422, "endpoint.cursor");
    // A place that is not reached yet leaves nothing out.
    caller.do_post(&format!("{path}/replay"), r#"{"after":"9007199254740990"}"#).expect(200);
    caller.issued();
    settle(&caller);
    assert_eq!(sent(&caller).len(), 4);
}

#[test]
fn for_a_day_the_secret_before_signs_too() {
    let caller = demo();
    let (path, old) = endpoint(&caller, r#","types":["invoice.created"]"#);
    let new = caller.do_post(&format!("{path}/secret"), "{}").expect(200).at("secret");
    assert_ne!(old, new);
    caller.world.network.add(Box::new(|_: &WebRequest| Some(Ok(answer(200, "")))));
    caller.issued();
    settle(&caller);
    let request = caller.world.network.last();
    let both = format!("{} {}", expected(&new, &request), expected(&old, &request));
    assert_eq!(header(&request, "webhook-signature"), both);
    later(&caller, 86_401);
    caller.issued();
    settle(&caller);
    let request = caller.world.network.last();
    assert_eq!(header(&request, "webhook-signature"), expected(&new, &request));
}

#[test]
fn a_crash_at_any_step_leaves_no_event_out() {
    for statements in 0..12 {
        let mut caller = demo();
        endpoint(&caller, r#","types":["invoice.*"]"#);
        caller.world.network.add(Box::new(|_: &WebRequest| Some(Ok(answer(200, "")))));
        caller.issued();
        caller.world.statements_left.set(Some(statements));
        let _ = settle(&caller);
        caller = caller.restarted();
        caller.get("/v1/endpoints").expect(200);
        later(&caller, 60);
        assert_eq!(settle(&caller), None);
        let mut kinds: Vec<String> = sent(&caller).into_iter().map(|(kind, _)| kind).collect();
        kinds.dedup();
        assert_eq!(kinds, ["invoice.created", "invoice.issued"], "after {statements}");
    }
}

#[test]
fn addresses_inside_and_types_that_are_none_are_refused() {
    let caller = demo();
    for url in ["http://example.com/", "https://10.0.0.1/", "https://localhost/x", "https://a:b@example.com/", "x"] {
        let refused = caller.do_post("/v1/endpoints", &format!(r#"{{"url":"{url}"}}"#)).refused(422, "endpoint.url");
        assert_eq!(refused.at("findings[0].path"), "url");
    }
    let refused = caller.do_post("/v1/endpoints", r#"{"url":"https://example.com/","types":["invoice.issued","*"]}"#);
    assert_eq!(refused.refused(422, "endpoint.type").at("findings[0].path"), "types[1]");
    let (path, _) = endpoint(&caller, "");
    let patch = |body: &str, tag: &str| caller.call("PATCH", &path, body, &[("if-match", tag)]);
    patch(r#"{"url":"https://127.0.0.1/"}"#, "*").refused(422, "endpoint.url");
    patch("{}", "\"r9\"").refused(412, "ifMatch.changed");
    caller.call("DELETE", &path, "", &[]).expect(204);
    caller.get(&path).refused(404, "notFound");
}
