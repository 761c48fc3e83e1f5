//! A hold of one invoice: nothing is sent up to its day, whatever waited is written anew, a person lifts it, and interest goes on.

use voldaan_worker::app::Moment;

use crate::support::{Caller, demo};

/// An issued invoice of 1210.00, due on Wednesday 15 July 2026, to a business for which the ready Dutch policy is followed.
fn followed() -> (Caller, String) {
    let caller = demo();
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    let id = caller.issued_to("business");
    (caller, id)
}

fn hold(caller: &Caller, id: &str, until: &str) {
    let body = format!(r#"{{"until":"{until}","reason":"De levering wordt nagezien"}}"#);
    let held = caller.do_post(&format!("/v1/invoices/{id}/dunningHold"), &body).expect(201);
    // What is owed is owed.
    assert_eq!((held.at("status.amountDue"), held.at("status.state")), ("1210.00".into(), "open".into()));
}

fn lift(caller: &Caller, id: &str) {
    let entries = caller.get(&format!("/v1/invoices/{id}/entries?limit=200")).expect(200);
    let is_hold = |n: &usize| entries.at(&format!("items[{n}].kind")) == "dunningHold";
    let n = (0..entries.count("items")).rfind(is_hold).expect("a hold");
    let of = entries.at(&format!("items[{n}].id"));
    caller.do_post(&format!("/v1/invoices/{id}/correct"), &format!(r#"{{"of":"{of}"}}"#)).expect(201);
}

fn steps(caller: &Caller) -> Vec<String> {
    caller.all("/v1/outbox?limit=200", "action.step")
}

#[test]
fn nothing_goes_out_up_to_the_day_and_dunning_goes_on_after_it() {
    let (caller, id) = followed();
    caller.live_posting("2026-07-21T10:00:00Z");
    assert_eq!(steps(&caller), ["upcoming", "reminder"]);
    // Friday 14 August is the last day of it: the call of 24 July comes on the Monday after.
    hold(&caller, &id, "2026-08-14");
    let reminded = caller.do_post(&format!("/v1/invoices/{id}/remind"), "{}").expect(200);
    assert_eq!(reminded.count("items"), 0);
    assert_eq!(reminded.at("refused"), "Dunning is held until 2026-08-14: De levering wordt nagezien");
    let simulated = caller.post(&format!("/v1/invoices/{id}/simulate"), "{}", "").expect(200);
    assert_eq!((simulated.at("items[0].step"), simulated.at("items[0].on")), ("call".into(), "2026-08-17".into()));
    let because = simulated.at("items[0].because");
    assert!(because.contains("Dunning was held until 2026-08-14; that day has passed."), "{because}");
    caller.live_posting("2026-08-14T20:00:00Z");
    assert_eq!(steps(&caller), ["upcoming", "reminder"]);
    // Interest of a business runs from the day after the due date (art. 6:119a BW), held or not: a month of it stands.
    let claim = caller.get(&format!("/v1/invoices/{id}/claim?on=2026-08-14")).expect(200);
    assert_eq!(
        (claim.at("interest.segments[0].from"), claim.at("interest.allowed")),
        ("2026-07-16".into(), "true".into())
    );
    caller.live_posting("2026-08-17T20:00:00Z");
    assert_eq!(steps(&caller), ["upcoming", "reminder", "call"]);
}

#[test]
fn what_waited_is_taken_out_and_written_anew_once_the_hold_is_lifted() {
    let (caller, id) = followed();
    // The formal notice of 7 August waits to be posted.
    caller.live_posting("2026-08-06T10:00:00Z");
    caller.live_until("2026-08-07T20:00:00Z");
    let waiting = || caller.all("/v1/outbox?waiting=true&channel=letter", "action.step");
    assert_eq!(waiting(), ["notice"]);
    hold(&caller, &id, "2026-12-31");
    assert_eq!(waiting(), Vec::<String>::new());
    let outbox = caller.get("/v1/outbox?channel=letter").expect(200);
    assert_eq!(outbox.at("items[0].failure"), "held");
    caller.live_until("2026-08-19T20:00:00Z");
    assert_eq!(waiting(), Vec::<String>::new());
    caller.world.now.set(Moment::parse("2026-08-20T09:00:00Z").expect("an instant"));
    lift(&caller, &id);
    let reminded = caller.do_post(&format!("/v1/invoices/{id}/remind"), "{}").expect(200);
    assert_eq!(
        (reminded.at("items[0].action.step"), reminded.at("items[0].action.on")),
        ("notice".into(), "2026-08-20".into())
    );
    assert_eq!(waiting(), ["notice"]);
    // Nobody was given notice before: its term runs from the letter that goes out now.
    let reminders = caller.get(&format!("/v1/invoices/{id}/status?on=2026-08-20")).expect(200);
    assert_eq!(reminders.at("dunningLevel"), "2");
}

#[test]
fn an_email_that_nobody_took_counts_no_more() {
    let (caller, id) = followed();
    caller.world.is_served.set(true);
    caller.live_until("2026-07-17T20:00:00Z");
    caller.world.outbox_fails.set(true);
    caller.live_until("2026-07-20T20:00:00Z");
    let level = || caller.get(&format!("/v1/invoices/{id}/status?on=2026-07-20")).expect(200).at("dunningLevel");
    assert_eq!(level(), "1");
    hold(&caller, &id, "2026-08-14");
    assert_eq!(level(), "0");
}

#[test]
fn a_hold_has_a_day_ahead_a_reason_and_something_that_is_owed() {
    let (caller, id) = followed();
    let path = format!("/v1/invoices/{id}/dunningHold");
    let wrong = caller.do_post(&path, r#"{"until":"2026-06-14","reason":" "}"#).refused(422, "text.empty");
    assert_eq!(wrong.at("findings[1].code"), "date.range");
    caller.do_post(&path, r#"{"until":"2026-07-14"}"#).refused(422, "field.missing");
    let draft = caller.do_post("/v1/invoices", &crate::support::draft()).expect(201).at("id");
    let body = r#"{"until":"2026-12-31","reason":"x"}"#;
    caller.do_post(&format!("/v1/invoices/{draft}/dunningHold"), body).refused(409, "invoice.draft");
    caller.do_post(&format!("/v1/invoices/{id}/payments"), r#"{"amount":"1210.00","method":"cash"}"#).expect(201);
    caller.do_post(&path, body).refused(409, "invoice.settled");
}
