//! The daily sweep: what a policy wants is booked and written once, on its day, in the morning, however it is broken off.

use std::future::Future;
use std::task::{Context, Waker};

use voldaan_worker::app::Moment;

use crate::support::page::{fill_in, path_of};
use crate::support::{Caller, demo, draft};

/// A demo that follows the ready policy for Dutch businesses.
fn follower() -> Caller {
    let caller = demo();
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    caller
}

fn at(text: &str) -> Moment {
    Moment::parse(text).expect("an instant")
}

fn settle(caller: &Caller) -> Option<Moment> {
    pollster::block_on(caller.book.settle())
}

/// Step, way and day of each reminder of an invoice.
fn reminders(caller: &Caller, id: &str) -> Vec<String> {
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    let say = |n: usize, field: &str| entries.at(&format!("items[{n}].{field}"));
    let all = (0..entries.count("items")).filter(|n| say(*n, "kind") == "reminder");
    all.map(|n| format!("{} {} {}", say(n, "step"), say(n, "channel"), say(n, "sentOn"))).collect()
}

/// Step of each message of the outbox, with its invoice.
fn messages(caller: &Caller) -> Vec<String> {
    let outbox = caller.get("/v1/outbox?limit=200").expect(200);
    let say = |n: usize, field: &str| outbox.at(&format!("items[{n}].{field}"));
    (0..outbox.count("items")).map(|n| format!("{} {}", say(n, "invoiceId"), say(n, "action.step"))).collect()
}

/// The steps of nl-business for an invoice due on Wednesday 15 July 2026. Three days before is a Sunday, so the Friday before
/// it; three days after a Saturday, so Monday. Each later step keeps its distance to the one before it.
const STEPS: [&str; 6] = [
    "upcoming email 2026-07-10",
    "reminder email 2026-07-20",
    "call phone 2026-07-24",
    "second email 2026-07-31",
    "notice letter 2026-08-07",
    "handOver other 2026-08-21",
];

#[test]
fn a_year_of_mornings_follows_the_policy_to_its_end() {
    let caller = follower();
    let id = caller.issued_to("business");
    caller.live_posting("2027-06-15T10:00:00Z");
    assert_eq!(reminders(&caller, &id), STEPS);
    let outbox = caller.get("/v1/outbox").expect(200);
    assert_eq!(outbox.count("items"), STEPS.len());
    // In Amsterdam it is eight in the morning, in summer two hours ahead of UTC.
    assert_eq!(outbox.at("items[0].at"), "2026-07-10T06:00:00.000Z");
    assert_eq!(
        (outbox.at("items[0].to"), outbox.at("items[0].channel")),
        ("anna@vermeulen.example".into(), "email".into())
    );
    assert_eq!(outbox.at("items[4].to"), "Bakkerij Vermeulen B.V.");
    let second = |field: &str| outbox.at(&format!("items[1].action.{field}"));
    assert_eq!((second("amounts.principal"), second("level")), ("1210.00".to_owned(), "1".to_owned()));
    assert_ne!(second("because"), "");
    // The text is in the customer's language and asks for what the action says.
    let text = outbox.at("items[1].letter.text");
    assert!(text.contains("2026-0001") && text.contains("1.210,00"), "{text}");
    assert!(outbox.at("items[1].letter.html").contains("lang=\"nl\""));
    let status = caller.get(&format!("/v1/invoices/{id}/status")).expect(200);
    assert_eq!(status.at("dunningLevel"), "4");
}

#[test]
fn a_payment_ends_it_and_a_promise_pauses_it() {
    let caller = follower();
    let (paid, promised) = (caller.issued_to("business"), caller.issued_to("business"));
    caller.live_posting("2026-07-21T10:00:00Z");
    let pay = r#"{"amount":"1210.00","method":"creditTransfer"}"#;
    caller.do_post(&format!("/v1/invoices/{paid}/payments"), pay).expect(201);
    caller.do_post(&format!("/v1/invoices/{promised}/promise"), r#"{"until":"2026-08-14"}"#).expect(201);
    caller.live_posting("2026-08-14T20:00:00Z");
    assert_eq!(reminders(&caller, &paid), STEPS[..2]);
    assert_eq!(reminders(&caller, &promised), STEPS[..2]);
    // The promise was until Friday; dunning goes on after the weekend.
    caller.live_posting("2026-08-17T20:00:00Z");
    assert_eq!(reminders(&caller, &promised)[2..], ["call phone 2026-08-17"]);
    assert_eq!(reminders(&caller, &paid), STEPS[..2]);
}

#[test]
fn nobody_is_dunned_without_a_policy_for_them() {
    let caller = follower();
    // Of this customer nobody said what they are before the law.
    let unknown = caller.issued();
    caller.live_posting("2026-09-15T10:00:00Z");
    assert_eq!(reminders(&caller, &unknown), Vec::<String>::new());
    let id = caller.issued_to("business");
    let policy = caller.get("/v1/policies").expect(200).at("items[0].id");
    caller.call("DELETE", &format!("/v1/policies/{policy}"), "", &[]).expect(204);
    assert_eq!(settle(&caller), None);
    caller.live_posting("2027-01-15T10:00:00Z");
    assert_eq!(reminders(&caller, &id), Vec::<String>::new());
}

#[test]
fn a_sweep_that_breaks_off_anywhere_writes_nothing_twice_and_leaves_nothing_out() {
    for statements in 0..90 {
        let mut caller = follower();
        let ids = [caller.issued_to("business"), caller.issued_to("business")];
        caller.world.now.set(at("2026-07-20T06:00:00Z"));
        caller.world.statements_left.set(Some(statements));
        settle(&caller);
        caller = caller.restarted();
        caller.get("/v1/policies").expect(200);
        // Twice the same alarm, and a late one.
        settle(&caller);
        settle(&caller);
        caller.live_posting("2026-07-20T20:00:00Z");
        let expected: Vec<String> = ids.iter().map(|id| format!("{id} reminder")).collect();
        assert_eq!(messages(&caller), expected, "after {statements} statements");
        for id in &ids {
            // The sweep of before the due date was missed: what it left has no sense any more.
            assert_eq!(reminders(&caller, id), ["reminder email 2026-07-20"], "after {statements} statements");
        }
    }
}

#[test]
fn many_invoices_are_swept_in_batches_that_go_on_at_once() {
    let caller = follower();
    let ids: Vec<String> = (0..120).map(|_| caller.issued_to("business")).collect();
    caller.world.now.set(at("2026-07-20T06:00:00Z"));
    assert_eq!(settle(&caller), Some(at("2026-07-20T06:00:00Z")), "it goes on at once");
    assert_eq!(messages(&caller).len(), 100);
    // Killed between the batches.
    let caller = caller.restarted();
    caller.get("/v1/policies").expect(200);
    assert_eq!(settle(&caller), Some(at("2026-07-21T06:00:00Z")), "the next morning");
    let expected: Vec<String> = ids.iter().map(|id| format!("{id} reminder")).collect();
    assert_eq!(messages(&caller), expected);
}

#[test]
fn the_morning_is_that_of_the_administration() {
    for (zone, morning) in [
        ("Europe/Amsterdam", "2026-07-20T06:00:00.000Z"),
        ("America/New_York", "2026-07-20T12:00:00.000Z"),
        ("Pacific/Kiritimati", "2026-07-19T18:00:00.000Z"),
        ("Asia/Kathmandu", "2026-07-20T02:15:00.000Z"),
    ] {
        let caller = follower();
        let id = caller.issued_to("business");
        caller.world.now.set(at("2026-07-18T20:00:00Z"));
        let body = format!(r#"{{"timeZone":"{zone}"}}"#);
        caller.call("PATCH", "/v1/administration", &body, &[("if-match", "*")]).expect(200);
        caller.live_posting("2026-07-21T00:00:00Z");
        let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
        assert_eq!(
            (entries.at("items[1].at"), entries.at("items[1].on")),
            (morning.into(), "2026-07-20".into()),
            "{zone}"
        );
    }
}

#[test]
fn an_invoice_that_cannot_be_read_holds_up_no_other() {
    let caller = follower();
    let (broken, other) = (caller.issued_to("business"), caller.issued_to("business"));
    let sql = "UPDATE entry SET json = '{}' WHERE invoice = ?";
    caller.world.connection.execute(sql, [&broken]).expect("SQL");
    caller.live_posting("2026-07-20T10:00:00Z");
    assert_eq!(reminders(&caller, &other), STEPS[..2]);
    assert!(caller.world.log.borrow().iter().all(|line| line.contains("Settle") && line.contains("store.unavailable")));
    let events = caller.get("/v1/events?limit=200").expect(200);
    let failed = (0..events.count("items")).filter(|n| events.at(&format!("items[{n}].type")) == "sweep.failed");
    assert!(failed.count() > 1, "each day again");
}

#[test]
fn a_reminder_whose_link_was_revoked_goes_out_with_the_next_one() {
    let caller = follower();
    let id = caller.issued_to("business");
    caller.live_posting("2026-07-20T10:00:00Z");
    let link = || caller.get("/v1/outbox").expect(200).at("items[1].link").replace("https://billing.example", "");
    let dead = link();
    assert_eq!(caller.get(&dead).status(), 200);
    caller.call("DELETE", &format!("/v1/invoices/{id}/links"), "", &[]).expect(204);
    assert_eq!(caller.get(&dead).status(), 410);
    assert_eq!(caller.get(&link()).status(), 200);
    assert_eq!(messages(&caller).len(), 2);
}

#[test]
fn a_hand_over_by_hand_is_the_step_of_the_policy() {
    let caller = follower();
    let id = caller.issued_to("business");
    caller.live_posting("2026-07-20T10:00:00Z");
    let handed = caller.do_post(&format!("/v1/invoices/{id}/handOver"), "{}").expect(201);
    assert_eq!(handed.at("status.dunningLevel"), "4");
    caller.live_posting("2027-01-15T10:00:00Z");
    assert_eq!(reminders(&caller, &id)[2..], ["handOver other 2026-07-20"]);
}

#[test]
fn a_policy_made_in_the_afternoon_is_followed_that_day() {
    let caller = demo();
    let id = caller.issued_to("business");
    caller.do_post("/v1/policies", r#"{"ready":"be-consumer"}"#).expect(201);
    caller.live_posting("2026-07-20T13:00:00Z");
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    caller.live_posting("2026-07-20T13:01:00Z");
    assert_eq!(reminders(&caller, &id), ["reminder email 2026-07-20"]);
}

#[test]
fn what_is_due_today_is_sent_on_request_and_not_again_by_the_sweep() {
    let caller = follower();
    let (late, early) = (caller.issued_to("business"), caller.issued_to("business"));
    caller.world.now.set(at("2026-07-20T05:00:00Z"));
    let remind = |id: &str| caller.do_post(&format!("/v1/invoices/{id}/remind"), "{}").expect(200);
    let sent = remind(&late);
    assert_eq!((sent.count("items"), sent.at("items[0].action.step")), (1, "reminder".into()));
    assert_eq!(remind(&late).count("items"), 0);
    caller.do_post(&format!("/v1/invoices/{early}/payments"), r#"{"amount":"1210.00","method":"cash"}"#).expect(201);
    assert_eq!(remind(&early).count("items"), 0);
    caller.live_posting("2026-07-20T10:00:00Z");
    assert_eq!(reminders(&caller, &late), ["reminder email 2026-07-20"]);
    assert_eq!(messages(&caller), [format!("{late} reminder")]);
    let nobody = demo();
    let id = nobody.issued_to("business");
    nobody.do_post(&format!("/v1/invoices/{id}/remind"), "{}").refused(409, "policy.none");
}

#[test]
fn a_term_that_the_law_makes_void_is_dunned_by_the_day_of_the_law_once_the_invoice_was_seen() {
    // Art. 4 law of 2 August 2002: more than sixty days count as not written, and thirty days from receipt hold. Issued on 15 June and seen
    // on the 16th: due on 16 July and not on 13 September.
    for (is_seen, expected) in [(true, "reminder email 2026-07-20"), (false, "")] {
        let caller = demo();
        caller.do_post("/v1/policies", r#"{"ready":"be-business"}"#).expect(201);
        let terms = draft().replace(r#""locale":"nl""#, r#""locale":"nl","kind":"business""#);
        let id = caller.issued_from(&terms.replace(r#""currency""#, r#""paymentTerms":{"netDays":90},"currency""#));
        caller.live_until("2026-06-16T10:00:00Z");
        if is_seen {
            fill_in(&caller, &path_of(&caller, &id, "customer"), "deed=seen").expect(204);
        }
        caller.live_until("2026-07-21T10:00:00Z");
        assert_eq!(reminders(&caller, &id).last().map_or("", String::as_str), expected);
    }
}

#[test]
fn a_sweep_that_begins_anew_while_a_document_is_looked_for_leaves_nothing_out() {
    let caller = demo();
    caller.do_post("/v1/policies", r#"{"ready":"nl-consumer"}"#).expect(201);
    let (first, second) = (caller.issued_to("business"), caller.issued_to("consumer"));
    caller.live_until("2026-07-19T10:00:00Z");
    let connection = &caller.world.connection;
    let sql = "DELETE FROM chunk WHERE owner = (SELECT 'document/' || hash FROM invoice WHERE id = ?)";
    connection.execute(sql, [&second]).expect("SQL");
    caller.world.now.set(at("2026-07-20T10:00:00Z"));
    caller.world.documents_late.set(true);
    let reached = || {
        let sql = "SELECT after FROM sweep WHERE day = '2026-07-20' AND after > 0";
        connection.query_row(sql, [], |row| row.get::<_, i64>(0)).is_ok()
    };
    let mut sweeping = std::pin::pin!(caller.book.settle());
    let mut context = Context::from_waker(Waker::noop());
    while !reached() {
        assert!(sweeping.as_mut().poll(&mut context).is_pending());
    }
    // The first invoice was passed over, and the document of the second one is on its way: now somebody follows a policy for businesses.
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    caller.world.documents_late.set(false);
    pollster::block_on(sweeping);
    caller.settled();
    for id in [&first, &second] {
        assert_eq!(reminders(&caller, id).last().map(String::as_str), Some("reminder email 2026-07-20"));
    }
}
