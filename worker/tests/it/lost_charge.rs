//! Charges under a mandate whose answer was lost: found again or made again, once, and left to a person where the service says nothing.

use std::cell::Cell;
use std::rc::Rc;

use crate::payment_mandate::Payer;
use crate::support::{Caller, Json, MINUTE, begun, mollie_tells};

const HOUR: i64 = 60 * MINUTE;

/// A charge whose answer was lost, after the service took it or before; gives its invoice.
fn unanswered(payer: &Payer, is_taken: bool) -> String {
    let id = payer.issued();
    if is_taken {
        payer.caller.world.network.lose_answers(3);
    } else {
        (0..3).for_each(|_| payer.caller.world.network.fail());
    }
    payer.caller.post(&format!("/v1/invoices/{id}/charge"), "{}", &id).refused(503, "provider.unavailable");
    id
}

fn charges(payer: &Payer, id: &str) -> Json {
    payer.caller.get(&format!("/v1/invoices/{id}/charges")).expect(200).json
}

fn state(payer: &Payer, id: &str) -> String {
    charges(payer, id).at("items[0].state")
}

/// How many payments the service was begun with, beside the first one that left the mandate.
fn charged(payer: &Payer) -> usize {
    payer.service.payments.borrow().len() - 1
}

fn inbox(payer: &Payer) -> Vec<String> {
    payer.caller.all("/v1/inbox?waiting=true", "reason")
}

#[test]
fn a_charge_that_the_service_took_is_taken_up_by_itself() {
    // Within the hour it is asked for again under its name; later, when the name may be forgotten, it is looked for.
    for (later, forgets) in [(2 * MINUTE, false), (3 * HOUR, true)] {
        let payer = Payer::new();
        let id = unanswered(&payer, true);
        assert_eq!((state(&payer, &id), charged(&payer)), ("waiting".to_owned(), 1));
        if forgets {
            payer.service.forget();
        }
        payer.caller.later(later);
        payer.caller.settled();
        let found = charges(&payer, &id);
        assert_eq!(
            (found.at("items[0].state"), found.at("items[0].providerId"), charged(&payer)),
            ("open".to_owned(), "tr_2".to_owned(), 1),
            "{later}"
        );
        assert_eq!(payer.mandates().at("items[0].state"), "used");
        // It is asked about like any other one, and the same request gives it.
        let again = payer.caller.post(&format!("/v1/invoices/{id}/charge"), "{}", &id).expect(201);
        assert_eq!((again.at("providerId"), charged(&payer)), ("tr_2".to_owned(), 1));
        payer.set("tr_2", "paid", &id, "");
        payer.caller.later(15 * MINUTE);
        payer.caller.settled();
        let paid = payer.caller.get(&format!("/v1/invoices/{id}")).expect(200);
        assert_eq!((paid.at("state"), state(&payer, &id)), ("paid".to_owned(), "done".to_owned()));
        assert!(inbox(&payer).is_empty());
    }
}

#[test]
fn a_charge_that_never_arrived_is_made_again_once_and_under_its_name() {
    for later in [2 * MINUTE, 3 * HOUR] {
        let payer = Payer::new();
        let id = unanswered(&payer, false);
        let name = crate::support::header(&payer.caller.world.network.last(), "idempotency-key");
        assert_eq!(charged(&payer), 0);
        payer.caller.later(later);
        payer.caller.settled();
        assert_eq!((state(&payer, &id), charged(&payer)), ("open".to_owned(), 1), "{later}");
        let asked = begun(&payer.service, "tr_2");
        let facts = ["metadata.voldaanOrder", "amount.value", "customerId", "mandateId", "metadata.voldaanInvoice"];
        assert_eq!(facts.map(|fact| asked.at(fact)), [name.as_str(), "12.10", "cst_1", "mdt_first", id.as_str()]);
        payer.caller.later(6 * HOUR);
        payer.caller.settled();
        assert_eq!(charged(&payer), 1);
    }
}

#[test]
fn the_same_charge_is_asked_for_with_the_same_body() {
    let payer = Payer::new();
    unanswered(&payer, false);
    let first = payer.caller.world.network.last();
    payer.caller.later(2 * MINUTE);
    payer.caller.settled();
    let sent = payer.caller.world.network.sent.borrow();
    let posts: Vec<_> =
        sent.iter().filter(|sent| sent.url.ends_with("/v2/payments") && sent.body == first.body).collect();
    // Three times by the request, once by the service itself.
    assert_eq!(posts.len(), 4);
}

#[test]
fn a_book_that_was_killed_between_request_and_booking_finds_the_charge() {
    let payer = Payer::new();
    let id = payer.issued();
    payer.charge(&id, "{}").expect(201);
    // As it stands where the Book broke off before it kept the answer.
    let sql = "UPDATE checkout SET state = 'begun', payment = NULL, holder = 'cst_1', mandate = 'mdt_first', due = sent + 60000, asked = 1 \
               WHERE series = 'recurring'";
    assert_eq!(payer.caller.world.connection.execute(sql, []), Ok(1));
    payer.caller.later(3 * HOUR);
    payer.service.forget();
    payer.caller.settled();
    let found = charges(&payer, &id);
    assert_eq!((found.at("items[0].state"), found.at("items[0].providerId")), ("open".to_owned(), "tr_2".to_owned()));
    assert_eq!(charged(&payer), 1);
}

#[test]
fn what_is_not_owed_any_more_or_may_not_be_charged_is_not_made_again() {
    type Change = fn(&Payer, &str);
    let paid: Change = |payer, id| {
        let body = r#"{"amount":"12.10","method":"cash"}"#;
        payer.caller.do_post(&format!("/v1/invoices/{id}/payments"), body).expect(201);
    };
    let contested: Change = |payer, id| {
        let body = r#"{"amount":"2.00","reason":"Te veel"}"#;
        payer.caller.do_post(&format!("/v1/invoices/{id}/dispute"), body).expect(201);
    };
    let revoked: Change = |payer, _| {
        let mandate = payer.mandates().at("items[0].id");
        payer.caller.call("DELETE", &format!("/v1/paymentMandates/{mandate}"), "", &[]).expect(204);
    };
    for change in [paid, contested, revoked] {
        let payer = Payer::new();
        let id = unanswered(&payer, false);
        change(&payer, &id);
        payer.caller.later(2 * MINUTE);
        payer.caller.settled();
        assert_eq!((state(&payer, &id), charged(&payer)), ("waiting".to_owned(), 0));
        payer.caller.later(3 * HOUR);
        payer.caller.settled();
        assert_eq!((state(&payer, &id), charged(&payer)), ("failed".to_owned(), 0));
        assert!(charges(&payer, &id).at("items[0].note").starts_with("It did not arrive"));
        // What the service took all the same is found.
        let payer = Payer::new();
        let id = unanswered(&payer, true);
        change(&payer, &id);
        payer.caller.later(3 * HOUR);
        payer.caller.settled();
        assert_eq!((state(&payer, &id), charged(&payer)), ("open".to_owned(), 1));
    }
}

#[test]
fn a_charge_that_was_refused_when_it_was_made_again_frees_the_invoice_and_its_request() {
    let payer = Payer::new();
    let id = unanswered(&payer, false);
    payer.caller.later(3 * HOUR);
    payer.caller.world.network.answer(200, r#"{"count":0,"_embedded":{"payments":[]}}"#);
    payer.caller.world.network.answer(422, r#"{"status":422,"detail":"The mandate is invalid"}"#);
    payer.caller.settled();
    let failed = charges(&payer, &id);
    let said = ["state", "note"].map(|field| failed.at(&format!("items[0].{field}")));
    assert_eq!(said, ["failed", "The mandate is invalid"]);
    payer.caller.post(&format!("/v1/invoices/{id}/charge"), "{}", &id).expect(201);
    assert_eq!((charges(&payer, &id).count("items"), charged(&payer)), (2, 1));
}

#[test]
fn what_the_service_leaves_unclear_waits_in_the_inbox_until_it_is_clear() {
    let payer = Payer::new();
    let id = unanswered(&payer, true);
    payer.service.forget();
    // A key of another account, for one: it knows no such customer.
    *payer.service.refuses.borrow_mut() = Some((404, r#"{"status":404,"detail":"No customer exists"}"#.to_owned()));
    payer.caller.later(3 * HOUR);
    payer.caller.settled();
    assert_eq!((state(&payer, &id), inbox(&payer)), ("waiting".to_owned(), vec!["lostCharge".to_owned()]));
    payer.charge(&id, "{}").refused(409, "charge.pending");
    payer.caller.later(5 * HOUR);
    payer.caller.settled();
    assert_eq!(inbox(&payer).len(), 1);
    *payer.service.refuses.borrow_mut() = None;
    payer.caller.later(9 * HOUR);
    payer.caller.settled();
    assert_eq!((state(&payer, &id), inbox(&payer).len(), charged(&payer)), ("open".to_owned(), 0, 1));
}

#[test]
fn a_list_that_does_not_reach_back_far_enough_says_nothing() {
    let payer = Payer::new();
    let id = unanswered(&payer, false);
    payer.caller.later(3 * HOUR);
    // Full of newer ones.
    let other = |n: u32| format!(r#"{{"id":"tr_x{n}","createdAt":"2026-06-15T11:59:00+00:00","metadata":{{}}}}"#);
    let full: Vec<String> = (0..250).map(other).collect();
    let list =
        |items: &[String]| format!(r#"{{"count":{},"_embedded":{{"payments":[{}]}}}}"#, items.len(), items.join(","));
    payer.caller.world.network.answer(200, &list(&full));
    payer.caller.settled();
    assert_eq!((state(&payer, &id), charged(&payer), inbox(&payer).len()), ("waiting".to_owned(), 0, 1));
    // The last one is from before the charge: it is in none that are older still.
    payer.caller.later(5 * HOUR);
    let mut reaching = full;
    reaching[249] = reaching[249].replace("2026-06-15", "2026-06-01");
    payer.caller.world.network.answer(200, &list(&reaching));
    payer.caller.settled();
    assert_eq!((state(&payer, &id), charged(&payer), inbox(&payer).len()), ("open".to_owned(), 1, 0));
}

#[test]
fn a_person_settles_a_charge_with_what_the_service_confirms() {
    let payer = Payer::new();
    let id = unanswered(&payer, true);
    let charge = charges(&payer, &id).at("items[0].id");
    let settle = |body: &str, key: &str| payer.caller.post(&format!("/v1/charges/{charge}/settle"), body, key);
    // The attempt may be under way still.
    settle(r#"{"outcome":"failed"}"#, "early").refused(409, "charge.settled");
    payer.caller.later(MINUTE);
    settle(r#"{"outcome":"done"}"#, "none").refused(422, "field.missing");
    // The first payment is another one, and the last one is none.
    for payment in ["tr_1", "tr_9"] {
        let body = format!(r#"{{"outcome":"done","providerId":"{payment}"}}"#);
        settle(&body, payment).refused(404, "notFound");
    }
    let order = begun(&payer.service, "tr_2").at("metadata.voldaanOrder");
    assert_eq!(order, charge);
    let settled = settle(r#"{"outcome":"done","providerId":"tr_2"}"#, "done").expect(200);
    assert_eq!([settled.at("state"), settled.at("providerId")], ["open", "tr_2"]);
    assert_eq!(settle(r#"{"outcome":"done","providerId":"tr_2"}"#, "done").expect(200).json, settled.json);
    settle(r#"{"outcome":"failed"}"#, "late").refused(409, "charge.settled");
    payer.set("tr_2", "paid", &id, "");
    mollie_tells(&payer.caller, "tr_2").expect(200);
    assert_eq!(state(&payer, &id), "done");
}

#[test]
fn a_person_says_that_a_charge_did_not_arrive() {
    for by_inbox in [false, true] {
        let payer = Payer::new();
        let id = unanswered(&payer, false);
        payer.caller.later(3 * HOUR);
        (0..3).for_each(|_| payer.caller.world.network.fail());
        payer.caller.settled();
        assert_eq!(inbox(&payer), ["lostCharge"]);
        payer.caller.later(2 * MINUTE);
        let charge = charges(&payer, &id).at("items[0].id");
        let item = payer.caller.get("/v1/inbox").expect(200).at("items[0].id");
        let assign = format!(r#"{{"invoiceId":"{id}"}}"#);
        payer.caller.do_post(&format!("/v1/inbox/{item}/assign"), &assign).refused(409, "charge.pending");
        if by_inbox {
            let reason = r#"{"reason":"Not at Mollie."}"#;
            payer.caller.do_post(&format!("/v1/inbox/{item}/dismiss"), reason).expect(200);
        } else {
            let body = r#"{"outcome":"failed","note":"Not at Mollie."}"#;
            payer.caller.do_post(&format!("/v1/charges/{charge}/settle"), body).expect(200);
        }
        assert_eq!((state(&payer, &id), inbox(&payer).len()), ("failed".to_owned(), 0));
        assert_eq!(charges(&payer, &id).at("items[0].note"), "Not at Mollie.");
        payer.caller.later(9 * HOUR);
        payer.caller.settled();
        assert_eq!(charged(&payer), 0);
        payer.charge(&id, "{}").expect(201);
    }
}

/// While the service is asked with a method, the clock goes on and a person says of a charge that it failed; gives the status of that.
fn meanwhile(payer: &Payer, charge: &str, method: &'static str, later: i64) -> Rc<Cell<u16>> {
    let status = Rc::new(Cell::new(0));
    let person = Caller::in_world(Rc::clone(&payer.caller.world), &payer.caller.administration);
    let person = Caller { key: payer.caller.key.clone(), ..person };
    let (told, path) = (Rc::clone(&status), format!("/v1/charges/{charge}/settle"));
    payer.caller.world.network.add_before(Box::new(move |request| {
        if request.method == method && told.get() == 0 {
            person.later(later);
            told.set(person.post(&path, r#"{"outcome":"failed"}"#, "meanwhile").status());
        }
        None
    }));
    status
}

#[test]
fn a_charge_that_somebody_settled_while_the_service_was_asked_is_not_sent() {
    let payer = Payer::new();
    let id = unanswered(&payer, false);
    let status = meanwhile(&payer, &charges(&payer, &id).at("items[0].id"), "GET", 2 * MINUTE);
    payer.caller.later(3 * HOUR);
    payer.caller.settled();
    assert_eq!((status.get(), state(&payer, &id), charged(&payer)), (200, "failed".to_owned(), 0));
    assert!(inbox(&payer).is_empty());
}

#[test]
fn an_attempt_at_a_charge_is_under_way_since_it_was_sent_however_long_the_answers_before_took() {
    let payer = Payer::new();
    let id = unanswered(&payer, false);
    let charge = charges(&payer, &id).at("items[0].id");
    // The service is asked for what it has first, and takes a minute and a half over it; then a person is quicker than its next answer.
    let slow = Rc::clone(&payer.caller.world);
    payer.caller.world.network.add_before(Box::new(move |request| {
        if request.method == "GET" {
            slow.now.set(slow.now.get().plus_milliseconds(MINUTE * 3 / 2));
        }
        None
    }));
    let status = meanwhile(&payer, &charge, "POST", 40_000);
    payer.caller.later(3 * HOUR);
    payer.caller.settled();
    assert_eq!((status.get(), state(&payer, &id), charged(&payer)), (409, "open".to_owned(), 1));
    assert!(inbox(&payer).is_empty());
}

#[test]
fn a_charge_that_an_older_version_lost_is_looked_for_and_not_made_again() {
    for is_taken in [true, false] {
        let payer = Payer::new();
        let id = unanswered(&payer, is_taken);
        // As the step of the tables leaves it: the mandate was not kept then.
        let sql = "UPDATE checkout SET mandate = NULL, asked = 0, due = at WHERE state = 'begun'";
        assert_eq!(payer.caller.world.connection.execute(sql, []), Ok(1));
        payer.caller.later(3 * HOUR);
        payer.caller.settled();
        let expected = if is_taken { ("open".to_owned(), 1) } else { ("failed".to_owned(), 0) };
        assert_eq!((state(&payer, &id), charged(&payer)), expected);
    }
}
