//! Reminders count once they reach the customer: a letter once somebody posted it, an e-mail until it comes back.

use crate::mail::{POSTMARK, bounce, put, taken};
use crate::support::{Answer, Caller, demo};

/// An issued invoice of 1210.00, due on Wednesday 15 July 2026, to a debtor for whom a ready policy is followed.
fn issued(caller: &Caller, policy: &str, kind: &str) -> String {
    caller.do_post("/v1/policies", &format!(r#"{{"ready":"{policy}"}}"#)).expect(201);
    caller.issued_to(kind)
}

fn claim(caller: &Caller, id: &str, on: &str) -> Answer {
    caller.get(&format!("/v1/invoices/{id}/claim?on={on}")).expect(200)
}

/// Whether costs may be charged on a day, and how much.
fn costs(caller: &Caller, id: &str, on: &str) -> String {
    let claim = claim(caller, id, on);
    format!("{} {}", claim.at("costs.allowed"), claim.at("costs.amount"))
}

/// The reminders of the books that stand: step, way and day.
fn reminders(caller: &Caller, id: &str) -> Vec<String> {
    let entries = caller.get(&format!("/v1/invoices/{id}/entries?limit=200")).expect(200);
    let say = |n: usize, field: &str| entries.at(&format!("items[{n}].{field}"));
    let all = 0..entries.count("items");
    let corrected: Vec<String> = all.clone().map(|n| say(n, "of")).collect();
    let standing = all.filter(|n| say(*n, "kind") == "reminder" && !corrected.contains(&say(*n, "id")));
    standing.map(|n| format!("{} {} {}", say(n, "step"), say(n, "channel"), say(n, "sentOn"))).collect()
}

fn steps(caller: &Caller) -> Vec<String> {
    caller.all("/v1/outbox?limit=200", "action.step")
}

#[test]
fn nothing_is_charged_and_nothing_follows_before_somebody_posted_the_letter() {
    let caller = demo();
    let id = issued(&caller, "nl-consumer", "consumer");
    // Nobody calls either, but nothing lawful builds on a call.
    caller.live_until("2026-10-01T10:00:00Z");
    assert_eq!(steps(&caller), ["upcoming", "reminder", "call", "notice"]);
    assert_eq!(reminders(&caller, &id), ["upcoming email 2026-07-10", "reminder email 2026-07-20"]);
    assert_eq!(caller.get("/v1/outbox").expect(200).at("items[3].action.on"), "2026-07-31");
    assert_eq!(costs(&caller, &id, "2026-10-01"), "false 181.50");
    assert_eq!(claim(&caller, &id, "2026-10-01").at("preconditions[0].done"), "false");
    let reminded = caller.do_post(&format!("/v1/invoices/{id}/remind"), "{}").expect(200);
    assert_eq!(reminded.count("items"), 0);
    assert!(reminded.at("refused").contains("notice"), "{}", reminded.json.0);
    // Posted on Tuesday 29 September: it counts from that day, and from no day on which it cannot have been posted.
    let letter = caller.get("/v1/outbox").expect(200).at("items[3].id");
    let done = |body: &str| caller.do_post(&format!("/v1/outbox/{letter}/done"), body);
    for (wrong, path) in [
        (r#"{"on":"2026-07-30"}"#, "on"),
        (r#"{"on":"2026-10-02"}"#, "on"),
        (r#"{"on":"2026-09-29","receivedOn":"2026-10-02"}"#, "receivedOn"),
        (r#"{"on":"2026-09-29","receivedOn":"2026-09-28"}"#, "receivedOn"),
    ] {
        assert_eq!(done(wrong).refused(422, "date.range").at("findings[0].path"), path, "{wrong}");
    }
    assert_eq!(caller.get("/v1/outbox").expect(200).at("items[3].deliveredAt"), "");
    done(r#"{"on":"2026-09-29"}"#).expect(200);
    assert_eq!(reminders(&caller, &id)[2..], ["notice letter 2026-09-29"]);
    // Received on Thursday 1 October, the second day of delivery; 14 days from the 2nd are over on Thursday the 15th.
    assert_eq!(costs(&caller, &id, "2026-10-15"), "false 181.50");
    assert_eq!(costs(&caller, &id, "2026-10-16"), "true 181.50");
    // By the receipt it was Friday the 2nd: the term ends a day later. Saying it twice changes nothing.
    caller.live_until("2026-10-05T10:00:00Z");
    for _ in 0..2 {
        done(r#"{"receivedOn":"2026-10-02"}"#).expect(200);
    }
    done("{}").expect(200);
    assert_eq!(reminders(&caller, &id)[2..], ["notice letter 2026-09-29"]);
    let corrections = caller.all(&format!("/v1/invoices/{id}/entries?limit=200"), "kind");
    assert_eq!(corrections.iter().filter(|kind| *kind == "correction").count(), 1);
    assert_eq!(costs(&caller, &id, "2026-10-16"), "false 181.50");
    assert_eq!(costs(&caller, &id, "2026-10-17"), "true 181.50");
    // The demand keeps its 21 days to the letter: Tuesday 20 October.
    caller.live_until("2026-10-30T10:00:00Z");
    assert_eq!(reminders(&caller, &id)[3..], ["demand email 2026-10-20"]);
    let demand = caller.get("/v1/outbox").expect(200);
    assert_eq!((steps(&caller).len(), demand.at("items[4].action.amounts.costs")), (5, "181.50".to_owned()));
}

#[test]
fn an_email_that_came_back_counts_no_more_and_its_letter_once_it_is_posted() {
    let caller = demo();
    put(&caller, "/v1/mail", POSTMARK).expect(200);
    taken(&caller);
    let id = issued(&caller, "nl-business", "business");
    caller.live_until("2026-07-21T10:00:00Z");
    // Among businesses the scale may be charged once the debt was collected on (art. 6:96(2)(c) BW): 15 % of 1210.00.
    assert_eq!(costs(&caller, &id, "2026-07-21"), "true 181.50");
    let message = caller.get("/v1/outbox").expect(200).at("items[1].id");
    bounce(&caller, &message, "anna@vermeulen.example");
    assert_eq!(reminders(&caller, &id), ["upcoming email 2026-07-10"]);
    let after = claim(&caller, &id, "2026-07-21");
    // The lump sum of 40 is owed without any reminder (art. 6:96(4) BW).
    assert_eq!((after.at("costs.allowed"), after.at("lumpSum.amount")), ("false".to_owned(), "40.00".to_owned()));
    caller.live_until("2026-08-20T10:00:00Z");
    assert_eq!(steps(&caller), ["upcoming", "reminder", "reminder"]);
    let letter = caller.get("/v1/outbox").expect(200).at("items[2].id");
    caller.do_post(&format!("/v1/outbox/{letter}/done"), "{}").expect(200);
    assert_eq!(reminders(&caller, &id)[1..], ["reminder letter 2026-08-20"]);
    assert_eq!(costs(&caller, &id, "2026-08-20"), "true 181.50");
}

#[test]
fn a_letter_that_a_service_takes_counts_from_that_day() {
    let caller = demo();
    let id = issued(&caller, "nl-consumer", "consumer");
    caller.live_until("2026-08-04T10:00:00Z");
    assert_eq!(reminders(&caller, &id).len(), 2);
    caller.world.is_served.set(true);
    caller.live_until("2026-08-05T10:00:00Z");
    let standing = reminders(&caller, &id);
    assert_eq!(standing[2..], ["call phone 2026-08-04", "notice letter 2026-08-04"], "{standing:?}");
}

#[test]
fn a_message_of_which_nothing_can_be_noted_holds_up_no_other() {
    let caller = demo();
    let lost = issued(&caller, "nl-consumer", "consumer");
    let other = caller.issued_to("consumer");
    caller.live_until("2026-08-04T10:00:00Z");
    // The document of the first invoice is gone from the Book and from the document store.
    let connection = &caller.world.connection;
    let hash: String =
        connection.query_row("SELECT hash FROM invoice WHERE id = ?", [&lost], |row| row.get(0)).expect("an invoice");
    connection.execute("DELETE FROM chunk WHERE owner = 'document/' || ?", [&hash]).expect("SQL");
    caller.world.documents.borrow_mut().retain(|name, _| !name.contains(&hash));
    caller.world.is_served.set(true);
    let _ = pollster::block_on(caller.book.settle());
    assert_eq!(reminders(&caller, &other)[2..], ["call phone 2026-08-04", "notice letter 2026-08-04"]);
    // It is not handed over again before its time.
    let taken = caller.world.taken.borrow().len();
    let _ = pollster::block_on(caller.book.settle());
    assert_eq!(caller.world.taken.borrow().len(), taken);
}
