//! Handing over: each message is taken once where all goes well, again after a failure, and never lost.

use crate::support::{Caller, Json, demo};

fn sent(caller: &Caller) -> String {
    let id = caller.issued();
    caller.do_post(&format!("/v1/invoices/{id}/send"), "{}").expect(201).at("id")
}

fn settle(caller: &Caller) -> Option<i64> {
    pollster::block_on(caller.book.settle()).map(|at| (at.0 - caller.world.now.get().0) / 1000)
}

fn later(caller: &Caller, seconds: i64) {
    caller.world.now.set(caller.world.now.get().plus_milliseconds(seconds * 1000));
}

#[test]
fn a_message_is_handed_over_once_and_says_when() {
    let caller = demo();
    caller.world.is_served.set(true);
    let message = sent(&caller);
    assert_eq!(caller.get("/v1/outbox").expect(200).at("items[0].deliveredAt"), "");
    assert_eq!(settle(&caller), None);
    assert_eq!(settle(&caller), None);
    let taken = caller.world.taken.borrow();
    assert_eq!(taken.len(), 1);
    let json = Json(taken[0].1.clone());
    assert_eq!(
        (&taken[0].0, json.at("id"), json.at("to")),
        (&message, message.clone(), "anna@vermeulen.example".to_owned())
    );
    assert_eq!(caller.get("/v1/outbox").expect(200).at("items[0].deliveredAt"), "2026-06-15T10:00:00.000Z");
}

#[test]
fn without_anybody_to_take_them_messages_wait_and_wake_nobody() {
    let caller = demo();
    sent(&caller);
    assert_eq!(settle(&caller), None);
    assert_eq!(caller.get("/v1/outbox").expect(200).at("items[0].deliveredAt"), "");
    // Somebody comes.
    caller.world.is_served.set(true);
    assert!(caller.book.next_waking().is_some());
    assert_eq!(settle(&caller), None);
    assert_eq!(caller.world.taken.borrow().len(), 1);
}

#[test]
fn a_message_that_is_not_taken_comes_again_after_longer_and_longer() {
    let caller = demo();
    caller.world.is_served.set(true);
    caller.world.outbox_fails.set(true);
    sent(&caller);
    let mut pauses = Vec::new();
    for _ in 0..12 {
        let pause = settle(&caller).expect("it is tried again");
        // Nothing is tried before its time.
        let failures = caller.world.log.borrow().len();
        assert_eq!(settle(&caller), Some(pause));
        assert_eq!(caller.world.log.borrow().len(), failures);
        later(&caller, pause);
        pauses.push(pause);
    }
    assert_eq!(pauses[..4], [30, 60, 120, 240]);
    assert_eq!(pauses[10..], [15_360, 15_360]);
    assert!(caller.world.log.borrow().iter().all(|line| line.contains("message.notTaken")));
    caller.world.outbox_fails.set(false);
    assert_eq!(settle(&caller), None);
    assert_eq!(caller.world.taken.borrow().len(), 1);
}

#[test]
fn a_crash_at_any_step_loses_no_message_and_its_id_tells_when_it_comes_again() {
    for statements in 0..12 {
        let mut caller = demo();
        caller.world.is_served.set(true);
        let messages = [sent(&caller), sent(&caller), sent(&caller)];
        caller.world.statements_left.set(Some(statements));
        let _ = settle(&caller);
        caller = caller.restarted();
        caller.get("/v1/outbox").expect(200);
        later(&caller, 3_600);
        assert_eq!(settle(&caller), None);
        let taken = caller.world.taken.borrow();
        for message in &messages {
            assert!((1..=2).contains(&taken.iter().filter(|(id, _)| id == message).count()), "after {statements}");
        }
        assert!(taken.len() <= 4, "only the one that was on its way comes again");
    }
}

#[test]
fn the_newest_comes_first_where_it_is_asked_for_and_what_waits_is_found_among_the_rest() {
    let caller = demo();
    let sent: Vec<String> = (0..5).map(|_| sent(&caller)).collect();
    let ids = |query: &str| {
        let mut found = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = caller.get(&format!("/v1/outbox?limit=2{query}{cursor}")).expect(200);
            found.extend((0..page.count("items")).map(|n| page.at(&format!("items[{n}].id"))));
            if !page.json.0.contains("\"next\"") {
                return found;
            }
            cursor = format!("&cursor={}", page.at("next"));
        }
    };
    let backwards: Vec<String> = sent.iter().rev().cloned().collect();
    assert_eq!(ids(""), sent);
    assert_eq!(ids("&newest=true"), backwards);
    caller.do_post(&format!("/v1/outbox/{}/done", sent[3]), "{}").expect(200);
    let open: Vec<String> = [&sent[4], &sent[2], &sent[1], &sent[0]].map(Clone::clone).to_vec();
    assert_eq!(ids("&newest=true&waiting=true"), open);
    assert_eq!(ids("&newest=true&waiting=true&channel=email"), open);
    assert_eq!(ids("&waiting=false&channel=email"), [sent[3].clone()]);
    assert_eq!(ids("&channel=phone"), Vec::<String>::new());
    for list in ["inbox", "customerRequests"] {
        assert_eq!(caller.get(&format!("/v1/{list}?newest=true&waiting=true")).expect(200).count("items"), 0);
        caller.get(&format!("/v1/{list}?newest=yes")).refused(400, "query.word");
    }
}
