//! Series of invoices: each is made once, on its day, however the sweep is broken off.

use voldaan_worker::app::Moment;

use crate::support::{Caller, demo};

/// A series of 10.00 a month at 21 %, from the last day of January on.
fn series(more: &str) -> String {
    format!(
        r#"{{"template":{{"every":"month","start":"2026-01-31","draft":{{"currency":"EUR",
        "customer":{{"name":"Bakkerij Vermeulen B.V.","country":"NL","address":{{"line1":"Oudegracht 20","city":"Utrecht","postalCode":"3511 AB"}}}},
        "lines":[{{"name":"Abonnement","quantity":"1","unitPrice":"10.00","vat":"nl:standard"}}]}}}}{more}}}"#
    )
}

fn at(text: &str) -> Moment {
    Moment::parse(text).expect("an instant")
}

/// Days pass, with all that the alarm does.
fn live_until(caller: &Caller, until: &str) {
    while let Some(next) = caller.book.next_waking().filter(|next| *next <= at(until)) {
        caller.world.now.set(next.max(caller.world.now.get()));
        if pollster::block_on(caller.book.settle()) > Some(caller.world.now.get()) {
            caller.world.now.set(caller.world.now.get().plus_milliseconds(30_000));
        }
    }
    caller.world.now.set(at(until));
}

/// State, number and date of each invoice, oldest first.
fn invoices(caller: &Caller) -> Vec<String> {
    let list = caller.get("/v1/invoices?limit=200").expect(200);
    let say = |n: usize, field: &str| list.at(&format!("items[{n}].{field}"));
    let all = (0..list.count("items")).rev();
    all.map(|n| format!("{} {} {}", say(n, "state"), say(n, "number"), say(n, "issueDate"))).collect()
}

/// What a series makes that is kept on 15 June 2026: the last days of the months that follow (it began on a 31st).
const ISSUED: [&str; 4] = [
    "open 2026-0001 2026-06-30",
    "open 2026-0002 2026-07-31",
    "open 2026-0003 2026-08-31",
    "open 2026-0004 2026-09-30",
];

#[test]
fn a_series_issues_its_invoices_on_their_days() {
    let caller = demo();
    let made = caller.do_post("/v1/recurring", &series(r#","issue":true"#)).expect(201);
    assert_eq!(made.at("madeUntil"), "2026-06-14");
    live_until(&caller, "2026-10-01T10:00:00Z");
    assert_eq!(invoices(&caller), ISSUED);
    let kept = caller.get(&format!("/v1/recurring/{}", made.at("id"))).expect(200);
    assert_eq!(kept.at("madeUntil"), "2026-10-01");
    // Made at eight in the morning of Amsterdam.
    let list = caller.get("/v1/events?limit=200").expect(200);
    let issued = (0..list.count("items")).find(|n| list.at(&format!("items[{n}].type")) == "invoice.issued");
    assert_eq!(list.at(&format!("items[{}].at", issued.expect("one"))), "2026-06-30T06:00:00.000Z");
}

#[test]
fn without_issue_the_invoices_wait_as_drafts() {
    let caller = demo();
    caller.do_post("/v1/recurring", &series("")).expect(201);
    live_until(&caller, "2026-08-01T10:00:00Z");
    assert_eq!(invoices(&caller), ["draft  2026-06-30", "draft  2026-07-31"]);
}

#[test]
fn a_long_sleep_makes_all_that_was_missed_once() {
    let caller = demo();
    caller.do_post("/v1/recurring", &series(r#","issue":true"#)).expect(201);
    // Nobody wakes the Book for three years.
    caller.world.now.set(at("2029-06-15T10:00:00Z"));
    live_until(&caller, "2029-06-16T10:00:00Z");
    let made = invoices(&caller);
    assert_eq!((made.len(), made[0].as_str()), (36, ISSUED[0]));
    assert_eq!(made[35], "open 2029-0005 2029-05-31");
}

#[test]
fn a_sweep_that_breaks_off_anywhere_makes_none_twice_and_leaves_none_out() {
    for statements in 0..70 {
        let mut caller = demo();
        caller.do_post("/v1/recurring", &series(r#","issue":true"#)).expect(201);
        caller.do_post("/v1/recurring", &series("")).expect(201);
        caller.world.now.set(at("2026-06-30T06:00:00Z"));
        caller.world.statements_left.set(Some(statements));
        pollster::block_on(caller.book.settle());
        caller = caller.restarted();
        caller.get("/v1/recurring").expect(200);
        live_until(&caller, "2026-06-30T20:00:00Z");
        let mut made = invoices(&caller);
        made.sort();
        assert_eq!(made, ["draft  2026-06-30", ISSUED[0]], "after {statements} statements");
    }
}

#[test]
fn a_draft_that_cannot_be_issued_stays_one_and_is_told_of() {
    let caller = demo();
    let incomplete = series(r#","issue":true"#)
        .replace(r#""lines""#, r#""supplier":{"name":"Zonder adres","country":"NL"},"lines""#);
    caller.do_post("/v1/recurring", &incomplete).expect(201);
    caller.do_post("/v1/recurring", &series(r#","issue":true"#)).expect(201);
    live_until(&caller, "2026-06-30T20:00:00Z");
    assert_eq!(invoices(&caller), ["draft  2026-06-30", ISSUED[0]]);
    let events = caller.get("/v1/events?limit=200").expect(200).json.0;
    assert_eq!(events.matches("recurring.notIssued").count(), 1);
}

#[test]
fn a_series_is_refused_changed_paused_and_ended() {
    let caller = demo();
    let wrong = series("").replace(r#""unitPrice":"10.00""#, r#""unitPrice":"-10.00""#);
    let refused = caller.do_post("/v1/recurring", &wrong).refused(422, "price.negative");
    assert_eq!(refused.at("findings[0].path"), "template.draft.lines[0].unitPrice");
    let refused = caller.do_post("/v1/recurring", &series("").replace(r#""every""#, r#""end":"2026-01-01","every""#));
    assert_eq!(refused.expect(422).at("findings[0].path"), "template.end");
    caller.do_post("/v1/recurring", &series(r#","customerId":"cus_none""#)).expect(422);
    let made = caller.do_post("/v1/recurring", &series(r#","issue":true"#)).expect(201);
    let path = format!("/v1/recurring/{}", made.at("id"));
    let patch = |body: &str| caller.call("PATCH", &path, body, &[("if-match", "*")]);
    caller.call("PATCH", &path, "{}", &[]).refused(428, "ifMatch.missing");
    assert_eq!(patch(r#"{"active":false}"#).expect(200).at("active"), "false");
    live_until(&caller, "2026-08-10T10:00:00Z");
    assert_eq!(invoices(&caller), Vec::<String>::new());
    patch(r#"{"active":true,"template":{"end":"2026-09-01"}}"#).expect(200);
    live_until(&caller, "2026-12-10T10:00:00Z");
    // What came while it was paused is made when it goes on; the end holds.
    assert_eq!(invoices(&caller).len(), 3);
    caller.call("DELETE", &path, "", &[]).expect(204);
    caller.get(&path).refused(404, "notFound");
    assert_eq!(caller.get("/v1/recurring").expect(200).count("items"), 0);
}

#[test]
fn a_customer_of_a_series_stays() {
    let caller = demo();
    let party = r#"{"party":{"name":"Jan Peeters","country":"BE","address":{"line1":"Meir 1","city":"Antwerpen","postalCode":"2000"}}}"#;
    let customer = caller.do_post("/v1/customers", party).expect(201).at("id");
    let body = r#"{"template":{"every":"week","start":"2026-06-15","draft":{"currency":"EUR","lines":[{"name":"A","quantity":"1","unitPrice":"1.00","vat":"nl:standard"}]}},"issue":true,"customerId":"CUS"}"#;
    caller.do_post("/v1/recurring", &body.replace("CUS", &customer)).expect(201);
    caller.call("DELETE", &format!("/v1/customers/{customer}"), "", &[]).refused(409, "customer.inUse");
    // It began today, so its first invoice is made today.
    live_until(&caller, "2026-06-15T20:00:00Z");
    assert_eq!(invoices(&caller), ["open 2026-0001 2026-06-15"]);
    assert_eq!(caller.get("/v1/invoices").expect(200).at("items[0].customerName"), "Jan Peeters");
}

/// A series that is issued and sent, for a customer who is kept.
fn sent_to(id: &str) -> String {
    let whole = series(&format!(r#","customerId":"{id}","issue":true,"send":true"#));
    let (before, rest) = whole.split_once("\n        \"customer\":").expect("a customer");
    format!("{before}{}", rest.split_once("}},").expect("its end").1)
}

/// A customer with an address for e-mail, kept.
fn kept(caller: &Caller, more: &str) -> String {
    let party = r#"{"name":"Bakkerij Vermeulen B.V.","country":"NL","address":{"line1":"Oudegracht 20","city":"Utrecht","postalCode":"3511 AB"},"contact":{"email":"anna@vermeulen.example"}}"#;
    caller.do_post("/v1/customers", &format!(r#"{{"party":{party}{more}}}"#)).expect(201).at("id")
}

#[test]
fn a_series_sends_each_invoice_once_the_way_of_its_customer() {
    for (more, channel) in
        [("", "email"), (r#","delivery":{"way":"portal"}"#, "portal"), (r#","delivery":{"way":"post"}"#, "letter")]
    {
        let caller = demo();
        let id = kept(&caller, more);
        assert_eq!(caller.do_post("/v1/recurring", &sent_to(&id)).expect(201).at("send"), "true");
        // The store breaks off now and then, and each is made, issued and sent once all the same.
        for statements in 0..60 {
            caller.world.now.set(at("2026-06-30T07:00:00Z"));
            caller.world.statements_left.set(Some(statements));
            pollster::block_on(caller.book.settle());
        }
        caller.world.statements_left.set(None);
        live_until(&caller, "2026-08-01T10:00:00Z");
        assert_eq!(invoices(&caller), ISSUED[..2]);
        assert_eq!(caller.all("/v1/outbox", "channel"), [channel; 2]);
        for invoice in caller.all("/v1/invoices", "id") {
            let entries = caller.all(&format!("/v1/invoices/{invoice}/entries"), "kind");
            assert_eq!(entries, ["issued", "sent"], "{channel}");
        }
    }
}

#[test]
fn what_a_series_cannot_send_is_issued_all_the_same_and_an_event_says_so() {
    let caller = demo();
    let id = kept(&caller, r#","delivery":{"way":"structured"}"#);
    caller.do_post("/v1/recurring", &sent_to(&id)).expect(201);
    live_until(&caller, "2026-07-01T10:00:00Z");
    assert_eq!(invoices(&caller), ISSUED[..1]);
    assert_eq!(caller.get("/v1/outbox").expect(200).count("items"), 0);
    assert_eq!(caller.all("/v1/events", "type").iter().filter(|kind| *kind == "recurring.notSent").count(), 1);
}

#[test]
fn a_series_that_is_not_issued_is_not_sent() {
    let refused = demo().do_post("/v1/recurring", &series(r#","send":true"#)).expect(422);
    assert_eq!(
        (refused.at("findings[0].path"), refused.at("findings[0].code")),
        ("issue".to_owned(), "field.missing".to_owned())
    );
}
