//! Requests to other houses: where they may go, how often they are sent, and what is never sent.

use std::rc::Rc;

use voldaan_worker::app::ports::WebAnswer;
use voldaan_worker::app::web::{Call, Fault, SERVICES, STRIPE, call, call_endpoint};

use crate::support::{MemoryPorts, World, header};

fn world() -> (Rc<World>, MemoryPorts) {
    let world = World::new();
    let ports = MemoryPorts(Rc::clone(&world));
    (world, ports)
}

fn get() -> Call {
    Call::get("/v1/thing?x=1").bearer("key of the test")
}

fn post() -> Call {
    Call::post("/v1/thing", "application/json", "{}")
}

#[test]
fn a_call_goes_to_the_host_of_its_service() {
    for service in SERVICES {
        let (world, ports) = world();
        world.network.answer(200, "{}");
        let answer = pollster::block_on(call(&ports, service, get())).expect("an answer");
        assert_eq!((answer.status, answer.body.as_slice()), (200, &b"{}"[..]));
        let sent = world.network.last();
        assert_eq!(sent.url, format!("{}/v1/thing?x=1", service.base));
        assert!(sent.url.starts_with("https://"), "{}", sent.url);
        assert_eq!((sent.method, header(&sent, "authorization")), ("GET", "Bearer key of the test".to_owned()));
        assert!(sent.timeout_milliseconds <= 10_000 && sent.answer_bytes_max <= 1_000_000);
    }
}

#[test]
fn no_path_changes_the_host() {
    for path in ["@evil.example/", ".evil.example/", "evil", "", "/\\evil.example", "/a\r\nhost: evil.example"] {
        let (world, ports) = world();
        let outcome = pollster::block_on(call(&ports, &STRIPE, Call::get(path)));
        assert!(matches!(outcome, Err(Fault::Refused(_))), "{path}");
        assert_eq!(world.network.count(), 0, "{path}");
    }
}

#[test]
fn the_configuration_points_a_service_at_a_double_on_this_machine_only() {
    let (world, ports) = world();
    world.network.configure("STRIPE_URL", "http://127.0.0.1:9000");
    world.network.answer(200, "{}");
    pollster::block_on(call(&ports, &STRIPE, get())).expect("an answer");
    assert_eq!(world.network.last().url, "http://127.0.0.1:9000/v1/thing?x=1");
    world.network.configure("STRIPE_URL", "http://stripe.example");
    assert!(matches!(pollster::block_on(call(&ports, &STRIPE, get())), Err(Fault::Refused(_))));
    assert_eq!(world.network.count(), 1);
}

#[test]
fn what_may_come_twice_is_sent_again_with_growing_pauses() {
    for statuses in [[503, 429], [500, 504], [408, 502]] {
        let (world, ports) = world();
        statuses.iter().for_each(|status| world.network.answer(*status, ""));
        world.network.answer(200, "done");
        let answer = pollster::block_on(call(&ports, &STRIPE, post().repeatable("once"))).expect("an answer");
        assert_eq!(answer.body, b"done");
        assert_eq!(world.network.count(), 3);
        assert!(world.network.sent.borrow().iter().all(|sent| header(sent, "idempotency-key") == "once"));
        let pauses = world.network.pauses();
        assert!((400..=600).contains(&pauses[0]) && (800..=1200).contains(&pauses[1]), "{pauses:?}");
    }
    // The pauses differ from one call to the next.
    let (world, ports) = world();
    for _ in 0..8 {
        world.network.fail();
        world.network.answer(200, "");
        pollster::block_on(call(&ports, &STRIPE, get())).expect("an answer");
    }
    let mut pauses = world.network.pauses();
    pauses.sort_unstable();
    pauses.dedup();
    assert!(pauses.len() > 4, "{pauses:?}");
}

#[test]
fn what_may_not_come_twice_is_sent_once() {
    let (world, ports) = world();
    world.network.fail();
    let outcome = pollster::block_on(call(&ports, &STRIPE, post()));
    assert!(matches!(outcome, Err(Fault::Lost(_))));
    world.network.answer(503, "");
    assert_eq!(pollster::block_on(call(&ports, &STRIPE, post())).expect("an answer").status, 503);
    assert_eq!((world.network.count(), world.network.pauses()), (2, vec![]));
}

#[test]
fn attempts_are_bounded() {
    let (world, ports) = world();
    world.network.add(Box::new(|_| Some(Ok(WebAnswer { status: 503, ..WebAnswer::default() }))));
    let sent = Call::post("/v1/thing", "application/json", r#"{"amount":"1.00"}"#).repeatable("once");
    assert_eq!(pollster::block_on(call(&ports, &STRIPE, sent)).expect("an answer").status, 503);
    assert_eq!(world.network.count(), 3);
    assert_eq!(world.network.last_json().at("amount"), "1.00");
}

#[test]
fn who_asks_for_patience_gets_it_and_who_asks_for_much_is_left_alone() {
    let (world, ports) = world();
    world.network.answer_with(429, &[("retry-after", "3")], "");
    world.network.answer(200, "");
    pollster::block_on(call(&ports, &STRIPE, get())).expect("an answer");
    assert!((3000..=4500).contains(&world.network.pauses()[0]));
    for far in ["600", "Wed, 21 Oct 2026 07:28:00 GMT"] {
        world.network.answer_with(503, &[("retry-after", far)], "");
        assert_eq!(pollster::block_on(call(&ports, &STRIPE, get())).expect("an answer").status, 503);
    }
    assert_eq!(world.network.count(), 4);
}

#[test]
fn what_was_understood_is_not_sent_again() {
    for status in [200, 201, 302, 400, 401, 402, 404, 409, 422] {
        let (world, ports) = world();
        world.network.answer(status, "");
        assert_eq!(pollster::block_on(call(&ports, &STRIPE, get())).expect("an answer").status, status);
        assert_eq!(world.network.count(), 1, "{status}");
    }
}

#[test]
fn a_redirect_is_an_answer_and_is_not_followed() {
    let (world, ports) = world();
    world.network.answer_with(302, &[("location", "https://169.254.169.254/")], "");
    let answer = pollster::block_on(call_endpoint(&ports, "https://example.com/hook", post())).expect("an answer");
    assert_eq!((answer.status, world.network.count()), (302, 1));
}

#[test]
fn an_address_of_a_user_is_never_one_inside() {
    let (world, ports) = world();
    for url in ["https://169.254.169.254/", "http://example.com/", "https://localhost/", "https://10.0.0.1/"] {
        assert!(matches!(pollster::block_on(call_endpoint(&ports, url, post())), Err(Fault::Refused(_))), "{url}");
    }
    assert_eq!(world.network.count(), 0);
    // In development the receiver runs on this machine.
    world.network.configure("ALLOW_LOCAL_ENDPOINTS", "true");
    world.network.answer(204, "");
    pollster::block_on(call_endpoint(&ports, "http://127.0.0.1:8080/hook", post())).expect("an answer");
    assert!(matches!(pollster::block_on(call_endpoint(&ports, "https://10.0.0.1/", post())), Err(Fault::Refused(_))));
}

#[test]
fn no_header_holds_another_one() {
    let (world, ports) = world();
    let forged = get().with("x-name", "a\r\nx-other: b");
    assert!(matches!(pollster::block_on(call(&ports, &STRIPE, forged)), Err(Fault::Refused(_))));
    assert_eq!(world.network.count(), 0);
}
