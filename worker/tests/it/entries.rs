//! What customers and sellers agree on: booked on the invoice, and refused where it has no sense.

use crate::support::page::{fill_in, path_of};
use crate::support::{Answer, Caller, demo};

fn book(caller: &Caller, id: &str, door: &str, body: &str) -> Answer {
    caller.do_post(&format!("/v1/invoices/{id}/{door}"), body)
}

fn last_entry(caller: &Caller, id: &str) -> String {
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    let last = entries.count("items") - 1;
    format!("{} {}", entries.at(&format!("items[{last}].kind")), entries.at(&format!("items[{last}].on")))
}

#[test]
fn a_dispute_takes_its_part_out_of_what_is_chased_until_it_is_resolved() {
    let caller = demo();
    let id = caller.issued();
    let body = r#"{"amount":"210.00","reason":"Twee zijn kapot","lines":["1"]}"#;
    let disputed = book(&caller, &id, "dispute", body).expect(201);
    assert_eq!((disputed.at("status.disputed"), disputed.at("status.amountDue")), ("210.00".into(), "1210.00".into()));
    let entry = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200).at("items[1].id");
    let resolve = |dispute: &str| {
        book(&caller, &id, "disputeResolved", &format!(r#"{{"dispute":"{dispute}","outcome":"rejected"}}"#))
    };
    assert_eq!(resolve(&entry).expect(201).at("status.disputed"), "0.00");
    assert_eq!(resolve(&entry).expect(422).at("findings[0].path"), "dispute");
    // One that is accepted ends in a credit note: 1210.00 - 210.00 is left, and chased again.
    let again = book(&caller, &id, "dispute", body).expect(201);
    assert_eq!(again.at("status.disputed"), "210.00");
    let kinds = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    let entry = kinds.at(&format!("items[{}].id", kinds.count("items") - 1));
    let accept = format!(r#"{{"dispute":"{entry}","outcome":"accepted"}}"#);
    assert_eq!(book(&caller, &id, "disputeResolved", &accept).expect(201).at("status.amountDue"), "1210.00");
    let credit = r#"{"amount":"210.00","reason":"Twee zijn kapot"}"#;
    caller.do_post(&format!("/v1/invoices/{id}/credit"), credit).expect(201);
    let status = caller.get(&format!("/v1/invoices/{id}/status")).expect(200);
    assert_eq!((status.at("amountDue"), status.at("disputed")), ("1000.00".to_owned(), "0.00".to_owned()));
    resolve("ent_none").expect(422);
    let wrong = book(&caller, &id, "dispute", r#"{"amount":"1.005","reason":" ","lines":["9"]}"#).expect(422);
    let paths: Vec<String> = (0..wrong.count("findings")).map(|n| wrong.at(&format!("findings[{n}].path"))).collect();
    assert_eq!(paths, ["amount", "reason", "lines[0]"]);
}

#[test]
fn promises_plans_and_write_offs_are_booked_on_their_day() {
    let caller = demo();
    let id = caller.issued();
    caller.world.now.set(caller.world.now.get().plus_days(2));
    book(&caller, &id, "promise", r#"{"until":"2026-06-30","on":"2026-06-16"}"#).expect(201);
    assert_eq!(last_entry(&caller, &id), "promise 2026-06-16");
    let plan =
        r#"{"instalments":[{"dueDate":"2026-07-01","amount":"605.00"},{"dueDate":"2026-08-01","amount":"605.00"}]}"#;
    book(&caller, &id, "paymentPlan", plan).expect(201);
    assert_eq!(last_entry(&caller, &id), "paymentPlan 2026-06-17");
    let off = book(&caller, &id, "writeOff", r#"{"amount":"1210.00","reason":"Failliet"}"#).expect(201);
    assert_eq!(off.at("state"), "uncollectible");
    let later = book(&caller, &id, "promise", r#"{"until":"2026-07-30"}"#).refused(409, "invoice.settled");
    assert!(later.at("detail").contains("given up"));
}

#[test]
fn nothing_is_agreed_on_the_future_a_draft_or_what_nobody_owes() {
    let caller = demo();
    let id = caller.issued();
    let refused =
        book(&caller, &id, "promise", r#"{"until":"2026-06-30","on":"2026-06-16"}"#).refused(422, "date.range");
    assert_eq!(refused.at("findings[0].path"), "on");
    book(&caller, &id, "promise", r#"{"until":"2026-06-14"}"#).refused(422, "date.range");
    book(&caller, &id, "promise", r#"{"til":"2026-06-14"}"#).expect(422);
    let draft = caller.do_post("/v1/invoices", &crate::support::draft()).expect(201).at("id");
    book(&caller, &draft, "handOver", "{}").refused(409, "invoice.draft");
    let note = book(&caller, &id, "credit", r#"{"amount":"10.00","reason":"Korting"}"#).expect(201).at("id");
    book(&caller, &note, "promise", r#"{"until":"2026-06-30"}"#).refused(409, "invoice.settled");
    book(&caller, &id, "payments", r#"{"amount":"1200.00","method":"cash"}"#).expect(201);
    book(&caller, &id, "promise", r#"{"until":"2026-06-30"}"#).refused(409, "invoice.settled");
    // What was paid can still be contested.
    book(&caller, &id, "dispute", r#"{"amount":"10.00","reason":"Te veel betaald"}"#).expect(201);
}

#[test]
fn all_that_was_said_and_done_stands_in_one_timeline_in_its_order() {
    let caller = demo();
    let id = caller.issued();
    book(&caller, &id, "send", "{}").expect(201);
    fill_in(&caller, &path_of(&caller, &id, "customer"), "deed=seen").expect(204);
    for (day, door, body) in [
        (1, "note", r#"{"text":"Belt: betaalt de helft nu"}"#),
        (2, "payments", r#"{"amount":"605.00","method":"cash"}"#),
        (3, "dispute", r#"{"amount":"10.00","reason":"Kapot"}"#),
    ] {
        caller.world.now.set(caller.world.now.get().plus_days(1));
        let after = book(&caller, &id, door, body).expect(201);
        assert_eq!(after.at("status.amountDue"), if day == 1 { "1210.00" } else { "605.00" });
    }
    let kinds = caller.all(&format!("/v1/invoices/{id}/entries"), "kind");
    assert_eq!(kinds, ["issued", "sent", "viewed", "note", "payment", "dispute"]);
    let days = caller.all(&format!("/v1/invoices/{id}/entries"), "on");
    assert!(days.is_sorted(), "{days:?}");
    // Of what is paid and of a credit note something can be written down as well, not of a draft, and not nothing.
    let note = book(&caller, &id, "credit", r#"{"amount":"605.00","reason":"Korting"}"#).expect(201).at("id");
    for about in [&id, &note] {
        book(&caller, about, "note", r#"{"text":"Bedankt"}"#).expect(201);
    }
    let draft = caller.do_post("/v1/invoices", &crate::support::draft()).expect(201).at("id");
    book(&caller, &draft, "note", r#"{"text":"Nog niet"}"#).refused(409, "invoice.draft");
    book(&caller, &id, "note", r#"{"text":" "}"#).refused(422, "text.empty");
    book(&caller, &id, "note", r#"{"text":"Morgen","on":"2026-12-31"}"#).refused(422, "date.range");
}

#[test]
fn an_entry_is_booked_once_for_each_key() {
    let caller = demo();
    let id = caller.issued();
    let path = format!("/v1/invoices/{id}/promise");
    let first = caller.post(&path, r#"{"until":"2026-06-30"}"#, "one").expect(201);
    assert_eq!(caller.post(&path, r#"{"until":"2026-06-30"}"#, "one").expect(201).json, first.json);
    assert_eq!(caller.get(&format!("/v1/invoices/{id}/entries")).expect(200).count("items"), 2);
}

/// Identifier of the newest entry.
fn newest(caller: &Caller, id: &str) -> String {
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    entries.at(&format!("items[{}].id", entries.count("items") - 1))
}

#[test]
fn what_was_booked_by_hand_is_taken_back_and_stays_in_the_books() {
    let caller = demo();
    let id = caller.issued();
    let paid = book(&caller, &id, "payments", r#"{"amount":"1210.00","method":"cash"}"#).expect(201);
    assert_eq!(paid.at("state"), "paid");
    let payment = newest(&caller, &id);
    // The right amount first, then none at all.
    let right = format!(r#"{{"of":"{payment}","amount":"210.00"}}"#);
    let corrected = book(&caller, &id, "correct", &right).expect(201);
    assert_eq!((corrected.at("state"), corrected.at("status.amountDue")), ("open".into(), "1000.00".into()));
    let undone = format!(r#"{{"of":"{payment}","reason":"Other customer"}}"#);
    assert_eq!(book(&caller, &id, "correct", &undone).expect(201).at("status.amountDue"), "1210.00");
    assert_eq!(caller.get(&format!("/v1/invoices/{id}/entries")).expect(200).count("items"), 4);
    for (door, body, due) in [
        ("writeOff", r#"{"amount":"1210.00","reason":"Failliet"}"#, "0.00"),
        ("promise", r#"{"until":"2026-06-30"}"#, "1210.00"),
        ("dispute", r#"{"amount":"10.00","reason":"Kapot"}"#, "1210.00"),
    ] {
        assert_eq!(book(&caller, &id, door, body).expect(201).at("status.amountDue"), due);
        let of = newest(&caller, &id);
        let after = book(&caller, &id, "correct", &format!(r#"{{"of":"{of}"}}"#)).expect(201);
        assert_eq!((after.at("state"), after.at("status.disputed")), ("open".into(), "0.00".into()), "{door}");
        assert_eq!(after.at("status.amountDue"), "1210.00", "{door}");
    }
}

#[test]
fn money_that_is_booked_by_hand_twice_is_warned_of() {
    let caller = demo();
    let draft = caller.do_post("/v1/invoices", &crate::support::draft()).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{draft}/issue"), r#"{"issueDate":"2026-06-10"}"#).expect(200);
    let path = format!("/v1/invoices/{draft}");
    let pay = |body: &str| caller.do_post(&format!("{path}/payments"), body).expect(201);
    let body = r#"{"amount":"100.00","method":"cash","on":"2026-06-15","reference":"Kas 7"}"#;
    assert_eq!(pay(body).count("warnings"), 0);
    let again = pay(body);
    assert_eq!((again.count("warnings"), again.at("warnings[0].code")), (1, "payment.duplicate".to_owned()));
    let known = caller.all(&format!("{path}/entries"), "id");
    assert!(again.at("warnings[0].message").contains(&known[1]));
    // Another amount, day or reference is other money, and so is what repeats something that was taken back.
    for other in [("100.00", "100.01"), ("06-15", "06-14"), ("Kas 7", "Kas 8")] {
        assert_eq!(pay(&body.replace(other.0, other.1)).count("warnings"), 0, "{other:?}");
    }
    for id in &known[1..3] {
        caller.do_post(&format!("{path}/correct"), &format!(r#"{{"of":"{id}"}}"#)).expect(201);
    }
    assert_eq!(pay(body).count("warnings"), 0);
    // One over several invoices is looked at part by part.
    let spread = body.replace(r#""amount":"100.00""#, r#""amount":"30.00","to":[{"number":"2026-0001"}]"#);
    let of = |answer: crate::support::Answer| (answer.count("warnings"), answer.at("warnings[0].code"));
    assert_eq!(of(caller.do_post("/v1/payments", &spread).expect(201)), (0, String::new()));
    assert_eq!(of(caller.do_post("/v1/payments", &spread).expect(201)), (1, "payment.duplicate".to_owned()));
    // The same request is the same payment, with the same answer.
    let once = caller.post(&format!("{path}/payments"), body, "once").expect(201);
    let twice = caller.post(&format!("{path}/payments"), body, "once").expect(201);
    assert_eq!(once.json.0, twice.json.0);
}

#[test]
fn what_was_paid_from_the_credit_balance_is_not_taken_back_alone() {
    let caller = demo();
    let body = r#"{"party":{"name":"Bakkerij Vermeulen B.V.","country":"NL","address":{"city":"Utrecht"}}}"#;
    let customer = caller.do_post("/v1/customers", body).expect(201).at("id");
    let issue = || {
        let lines = r#"[{"name":"Zonnewijzer","quantity":"10","unitPrice":"100.00","vat":"nl:standard"}]"#;
        let body = format!(r#"{{"customerId":"{customer}","draft":{{"currency":"EUR","lines":{lines}}}}}"#);
        let id = caller.do_post("/v1/invoices", &body).expect(201).at("id");
        caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
        id
    };
    let (first, second) = (issue(), issue());
    // 80.00 more than the 1210.00 that are owed, and used for the second.
    let over = r#"{"amount":"1290.00","method":"creditTransfer","to":[{"number":"2026-0001"}]}"#;
    caller.do_post("/v1/payments", over).expect(201);
    let used = format!(
        r#"{{"amount":"80.00","method":"creditBalance","customerId":"{customer}","to":[{{"number":"2026-0002"}}]}}"#
    );
    caller.do_post("/v1/payments", &used).expect(201);
    for id in [&first, &second] {
        let of = newest(&caller, id);
        book(&caller, id, "correct", &format!(r#"{{"of":"{of}"}}"#)).refused(409, "entry.fixed");
    }
    let due = |id: &str| caller.get(&format!("/v1/invoices/{id}/status")).expect(200).at("amountDue");
    assert_eq!([due(&first), due(&second)], ["0.00", "1130.00"]);
}

#[test]
fn what_others_did_is_not_taken_back() {
    let caller = demo();
    let id = caller.issued();
    let issued = newest(&caller, &id);
    book(&caller, &id, "correct", &format!(r#"{{"of":"{issued}"}}"#)).refused(409, "entry.fixed");
    book(&caller, &id, "send", "{}").expect(201);
    let sent = newest(&caller, &id);
    book(&caller, &id, "correct", &format!(r#"{{"of":"{sent}"}}"#)).refused(409, "entry.fixed");
    assert_eq!(book(&caller, &id, "correct", r#"{"of":"ent_none"}"#).expect(422).at("findings[0].path"), "of");
}

#[test]
fn no_more_is_given_up_contested_or_spread_than_there_is() {
    let caller = demo();
    let id = caller.issued();
    let post = |part: &str, body: &str| caller.do_post(&format!("/v1/invoices/{id}/{part}"), body);
    let plan = |amount: &str| {
        format!(
            r#"{{"instalments":[{{"dueDate":"2026-07-01","amount":"1000.00"}},{{"dueDate":"2026-08-01","amount":"{amount}"}}]}}"#
        )
    };
    // Of 1210.00 in all.
    assert_eq!(
        post("writeOff", r#"{"amount":"1210.01","reason":"x"}"#).refused(422, "entry.exceeds").at("findings[0].path"),
        "amount"
    );
    post("dispute", r#"{"amount":"1210.01","reason":"x"}"#).refused(422, "entry.exceeds");
    assert_eq!(
        post("paymentPlan", &plan("210.01")).refused(422, "entry.exceeds").at("findings[0].path"),
        "instalments"
    );
    // No letter claimed anything beside it.
    post("writeOff", r#"{"amount":"0.01","reason":"x","ground":"charges"}"#).refused(422, "entry.exceeds");
    post("paymentPlan", &plan("210.00")).expect(201);
    post("payments", r#"{"amount":"1000.00","method":"cash"}"#).expect(201);
    post("writeOff", r#"{"amount":"210.01","reason":"x"}"#).refused(422, "entry.exceeds");
    // Who paid a part may contest all of the invoice, once.
    post("dispute", r#"{"amount":"1100.00","reason":"x"}"#).expect(201);
    post("writeOff", r#"{"amount":"210.00","reason":"x"}"#).expect(201);
}
