//! A year of a business by its test clock: a series on the 31st, reminders, a promise, a part payment and a hand-over. What was done
//! is what the simulation had said.

use voldaan::calendar::Day;

use crate::support::{Answer, Caller, demo};

/// The last day of the year that is lived through.
const END: &str = "2026-05-31";

fn at(caller: &Caller, day: Day, method: &str, path: &str, body: &str) -> Answer {
    let clock = format!("{day}T10:00:00Z");
    let key = format!("{day} {method} {path}");
    caller.call(method, path, body, &[("x-voldaan-test-clock", &clock), ("idempotency-key", &key)])
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// Lives through the days until one, the last included, as the alarm would: once a day, and once more to see that it does nothing. Letters
/// are posted the same day.
fn live(caller: &Caller, from: Day, until: Day) -> Day {
    let mut today = from;
    while today <= until {
        for _ in 0..2 {
            let swept = at(caller, today, "POST", "/v1/sweep", "{}").expect(200);
            assert_eq!((swept.at("day"), swept.at("done")), (today.to_string(), "true".to_owned()));
        }
        let waiting = at(caller, today, "GET", "/v1/outbox?waiting=true&channel=letter", "").expect(200);
        for n in 0..waiting.count("items") {
            let path = format!("/v1/outbox/{}/done", waiting.at(&format!("items[{n}].id")));
            at(caller, today, "POST", &path, "{}").expect(200);
        }
        today = today.add_days(1).expect("a day");
    }
    today
}

/// Day, step and amount of each action of a list.
fn actions(list: &Answer, within: &str, of: &dyn Fn(usize) -> bool) -> Vec<String> {
    let say = |n: usize, field: &str| list.at(&format!("items[{n}]{within}.{field}"));
    let all = (0..list.count("items")).filter(|n| of(*n));
    all.map(|n| format!("{} {} {}", say(n, "on"), say(n, "step"), say(n, "amounts.total"))).collect()
}

const SERIES: &str = r#"{"issue":true,"template":{"every":"month","start":"2025-05-31","draft":{"currency":"EUR",
    "customer":{"name":"Bakkerij Vermeulen B.V.","country":"NL","kind":"business","locale":"nl","contact":{"email":"anna@vermeulen.example"},
    "address":{"line1":"Oudegracht 20","city":"Utrecht","postalCode":"3511 AB"}},
    "lines":[{"name":"Abonnement","quantity":"1","unitPrice":"1000.00","vat":"nl:standard"}]}}}"#;

#[test]
fn a_year_goes_by_as_simulated() {
    let caller = demo();
    let first = day("2025-05-31");
    at(&caller, first, "POST", "/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    at(&caller, first, "POST", "/v1/recurring", SERIES).expect(201);
    // The platform's own time goes on and wakes the Book; what belongs to that year it leaves alone from the first writing on.
    caller.live_until("2026-09-01T10:00:00Z");
    assert_eq!(at(&caller, first, "GET", "/v1/invoices", "").expect(200).count("items"), 0);
    let today = live(&caller, first, first);
    let id = at(&caller, today, "GET", "/v1/invoices", "").expect(200).at("items[0].id");
    // The invoice of 31 May is due on 30 June. The customer promises, pays a part, and no more.
    let entries = r#"{"from":"2025-06-01","until":"2026-05-31","entries":[
        {"id":"1","at":"2025-07-10T10:00:00Z","on":"2025-07-10","kind":"promise","until":"2025-07-24"},
        {"id":"2","at":"2025-07-24T10:00:00Z","on":"2025-07-24","kind":"payment","amount":"500.00","method":"creditTransfer"}]}"#;
    let simulated = at(&caller, today, "POST", &format!("/v1/invoices/{id}/simulate"), entries).expect(200);
    let simulated = actions(&simulated, "", &|_| true);
    let path = |what: &str| format!("/v1/invoices/{id}/{what}");
    let today = live(&caller, today, day("2025-07-09"));
    at(&caller, today, "POST", &path("promise"), r#"{"until":"2025-07-24"}"#).expect(201);
    let today = live(&caller, today, day("2025-07-23"));
    at(&caller, today, "POST", &path("payments"), r#"{"amount":"500.00","method":"creditTransfer"}"#).expect(201);
    let today = live(&caller, today, day(END));

    let outbox = at(&caller, today, "GET", "/v1/outbox?limit=200", "").expect(200);
    let done = actions(&outbox, ".action", &|n| outbox.at(&format!("items[{n}].invoiceId")) == id);
    assert_eq!(done, simulated);
    let steps: Vec<&str> = done.iter().filter_map(|action| action.split(' ').nth(1)).collect();
    assert_eq!(steps, ["upcoming", "reminder", "call", "second", "notice", "handOver"]);
    // Paused by the promise: nothing between 10 and 24 July, and less to pay from then on.
    assert!(done.iter().all(|action| !("2025-07-10"..="2025-07-24").contains(&&action[..10])), "{done:?}");
    // 710.00 and interest at 10.15 % (2.15 % of the ECB from 11 June 2025, and 8): 24 days on 1210.00 and one on 710.00.
    assert!(done[3].ends_with(" 718.27"), "{done:?}");
    let status = at(&caller, today, "GET", &path("status?on=2026-05-31"), "").expect(200);
    assert_eq!((status.at("amountDue"), status.at("dunningLevel")), ("710.00".to_owned(), "4".to_owned()));

    // The series kept the last day of each month, and no number is missing.
    let list = at(&caller, today, "GET", "/v1/invoices?limit=200", "").expect(200);
    let issued: Vec<String> =
        (0..list.count("items")).rev().map(|n| list.at(&format!("items[{n}].issueDate"))).collect();
    assert_eq!(issued[..4], ["2025-05-31", "2025-06-30", "2025-07-31", "2025-08-31"]);
    assert_eq!((issued.len(), issued[9].as_str(), issued[12].as_str()), (13, "2026-02-28", "2026-05-31"));
    let numbers: Vec<String> = (0..list.count("items")).rev().map(|n| list.at(&format!("items[{n}].number"))).collect();
    assert_eq!((numbers[7].as_str(), numbers[8].as_str()), ("2025-0008", "2026-0001"));
    // The alarm of the platform's clock leaves a business alone that lives by another one.
    let reminders = outbox.count("items");
    caller.live_until("2026-12-01T10:00:00Z");
    assert_eq!(at(&caller, today, "GET", "/v1/outbox?limit=200", "").expect(200).count("items"), reminders);
}

#[test]
fn a_real_business_is_swept_at_its_own_time_only() {
    let caller = Caller::nobody().open(r#"{"name":"Real"}"#, "real");
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    at(&caller, day("2027-01-01"), "POST", "/v1/sweep", "").refused(403, "testClock.forbidden");
    // On request it does what the alarm does, at any time and as often as one likes.
    for _ in 0..2 {
        let swept = caller.call("POST", "/v1/sweep", "", &[]).expect(200);
        assert_eq!((swept.at("day"), swept.at("done")), ("2026-06-15".to_owned(), "true".to_owned()));
    }
    assert!(caller.book.next_waking().is_some(), "the alarm goes on");
}
