//! Money that the seller gives back: in the books first, then carried out once by the service that it came through.

use crate::support::{Caller, MINUTE, demo, field, mollie, mollie_payment, mollie_tells, stripe};

fn kinds(caller: &Caller, id: &str) -> Vec<String> {
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    (0..entries.count("items")).map(|n| entries.at(&format!("items[{n}].kind"))).collect()
}

fn due(caller: &Caller, id: &str) -> String {
    caller.get(&format!("/v1/invoices/{id}/status")).expect(200).at("amountDue")
}

/// An event of Stripe about a charge that was paid with card.
fn charge(caller: &Caller, event: &str, id: &str, refunded: i64) -> String {
    let created = caller.world.now.get().seconds();
    caller
        .event(&format!(
            r#"{{"id":"{event}","object":"event","type":"charge.refunded","created":{created},"data":{{"object":{{"id":"ch_1","object":"charge",
            "payment_intent":"pi_1","amount":121000,"amount_captured":121000,"amount_refunded":{refunded},"currency":"eur",
            "payment_method_details":{{"type":"card"}},"metadata":{{"voldaanInvoice":"{id}"}}}}}}}}"#
        ))
        .expect(200)
        .at("outcome")
}

fn refund(caller: &Caller, id: &str, body: &str, key: &str) -> crate::support::Answer {
    caller.post(&format!("/v1/invoices/{id}/refunds"), body, key)
}

fn state(caller: &Caller, id: &str) -> String {
    caller.get(&format!("/v1/invoices/{id}/refunds")).expect(200).at("items[0].state")
}

#[test]
fn a_refund_is_booked_first_and_carried_out_once() {
    let caller = demo();
    let service = stripe(&caller);
    let id = caller.issued();
    charge(&caller, "evt_1", &id, 0);
    let made = refund(&caller, &id, r#"{"amount":"210.00","reason":"Retour"}"#, "one").expect(201);
    assert_eq!((made.at("state"), made.at("provider")), ("waiting".to_owned(), "stripe".to_owned()));
    assert_eq!(
        (kinds(&caller, &id), due(&caller, &id)),
        (vec!["issued".into(), "payment".into(), "refund".into()], "210.00".to_owned())
    );
    assert_eq!(service.refunds.borrow().len(), 0);
    assert_eq!(refund(&caller, &id, r#"{"amount":"210.00","reason":"Retour"}"#, "one").expect(201).json, made.json);
    // The first answers are lost; Stripe carried it out all the same.
    (0..3).for_each(|_| caller.world.network.fail());
    caller.settled();
    assert_eq!(state(&caller, &id), "waiting");
    for _ in 0..3 {
        caller.later(5 * MINUTE);
        caller.settled();
    }
    assert_eq!(state(&caller, &id), "done");
    let sent = service.refunds.borrow().clone();
    assert_eq!(sent.len(), 1);
    assert_eq!((field(&sent[0], "payment_intent"), field(&sent[0], "amount")), ("pi_1".to_owned(), "21000".to_owned()));
    assert_eq!(field(&sent[0], "metadata[voldaanRefund]"), made.at("id"));
    // What Stripe tells of it is in the books already.
    assert_eq!(charge(&caller, "evt_2", &id, 21_000), "booked");
    assert_eq!(kinds(&caller, &id).len(), 3);
    // What somebody gives back at Stripe itself is not.
    charge(&caller, "evt_3", &id, 31_000);
    assert_eq!((kinds(&caller, &id).len(), due(&caller, &id)), (4, "310.00".to_owned()));
}

#[test]
fn a_refusal_corrects_the_books_and_says_why() {
    let caller = demo();
    let service = stripe(&caller);
    let id = caller.issued();
    charge(&caller, "evt_1", &id, 0);
    refund(&caller, &id, r#"{"amount":"1210.00"}"#, "one").expect(201);
    assert_eq!(due(&caller, &id), "1210.00");
    *service.refuses.borrow_mut() = Some((400, r#"{"error":{"message":"Insufficient funds."}}"#.to_owned()));
    caller.settled();
    let refunds = caller.get(&format!("/v1/invoices/{id}/refunds")).expect(200);
    assert_eq!(
        (refunds.at("items[0].state"), refunds.at("items[0].note")),
        ("failed".into(), "Insufficient funds.".into())
    );
    assert_eq!(
        (kinds(&caller, &id)[2..].join(" "), due(&caller, &id)),
        ("refund correction".to_owned(), "0.00".to_owned())
    );
    // What was not given back can be given back.
    *service.refuses.borrow_mut() = None;
    refund(&caller, &id, r#"{"amount":"1210.00"}"#, "two").expect(201);
    caller.settled();
    assert_eq!(due(&caller, &id), "1210.00");
}

#[test]
fn a_refund_that_may_have_arrived_is_not_undone_whatever_is_said_of_it_later() {
    let caller = demo();
    let service = stripe(&caller);
    let id = caller.issued();
    charge(&caller, "evt_1", &id, 0);
    refund(&caller, &id, r#"{"amount":"1210.00"}"#, "one").expect(201);
    let stands = |when: &str| {
        assert_eq!((state(&caller, &id), due(&caller, &id)), ("waiting".to_owned(), "1210.00".to_owned()), "{when}");
        // What may be on its way is not given back once more.
        refund(&caller, &id, r#"{"amount":"1210.00"}"#, when).refused(409, "refund.tooMuch");
    };
    // The service is at it just now, too slow, or too early: none of it is a refusal (docs.stripe.com/error-low-level: 409).
    for status in [409, 408, 425, 429] {
        *service.refuses.borrow_mut() = Some((status, r#"{"error":{"message":"In use."}}"#.to_owned()));
        caller.settled();
        stands(&status.to_string());
        caller.later(10 * MINUTE);
    }
    // A refusal of what is asked again says nothing of what was asked before.
    *service.refuses.borrow_mut() = Some((400, r#"{"error":{"message":"Already refunded."}}"#.to_owned()));
    caller.settled();
    stands("400");
    let note = caller.get(&format!("/v1/invoices/{id}/refunds")).expect(200).at("items[0].note");
    assert!(note.contains("Already refunded."), "{note}");
    *service.refuses.borrow_mut() = None;
    caller.later(5 * 60 * MINUTE);
    caller.settled();
    assert_eq!((state(&caller, &id), service.refunds.borrow().len()), ("done".to_owned(), 1));
    let note = caller.get(&format!("/v1/invoices/{id}/refunds")).expect(200).at("items[0].note");
    assert_eq!(note, "");
    // Within one call too: the first attempt is lost, the second one refused.
    let other = caller.issued();
    let paid = caller.world.now.get().seconds();
    caller
        .event(&format!(
            r#"{{"id":"evt_9","object":"event","type":"payment_intent.succeeded","created":{paid},"data":{{"object":{{"id":"pi_9","object":"payment_intent",
            "amount":121000,"amount_received":121000,"currency":"eur","metadata":{{"voldaanInvoice":"{other}"}}}}}}}}"#
        ))
        .expect(200);
    refund(&caller, &other, r#"{"amount":"1210.00"}"#, "two").expect(201);
    caller.world.network.fail();
    caller.world.network.answer(400, r#"{"error":{"message":"Already refunded."}}"#);
    caller.settled();
    assert_eq!((state(&caller, &other), due(&caller, &other)), ("waiting".to_owned(), "1210.00".to_owned()));
}

#[test]
fn a_refund_that_fails_later_is_corrected_once_in_any_order() {
    for order in [[0, 1, 1], [1, 0, 1], [1, 1, 0]] {
        let caller = demo();
        stripe(&caller);
        let id = caller.issued();
        charge(&caller, "evt_1", &id, 0);
        let made = refund(&caller, &id, r#"{"amount":"210.00"}"#, "one").expect(201).at("id");
        caller.settled();
        for (n, what) in order.into_iter().enumerate() {
            // The refund as it was told before it failed, and that it failed: both carry the same second.
            if what == 0 {
                charge(&caller, &format!("evt_r{n}"), &id, 21_000);
            } else {
                let created = caller.world.now.get().seconds();
                let failed = format!(
                    r#"{{"id":"evt_f{n}","object":"event","type":"refund.failed","created":{created},"data":{{"object":{{"id":"re_1","object":"refund",
                    "amount":21000,"currency":"eur","payment_intent":"pi_1","status":"failed","metadata":{{"voldaanRefund":"{made}"}}}}}}}}"#
                );
                caller.event(&failed).expect(200);
            }
        }
        assert_eq!(
            (kinds(&caller, &id)[2..].join(" "), due(&caller, &id)),
            ("refund correction".to_owned(), "0.00".to_owned()),
            "{order:?}"
        );
        assert_eq!(state(&caller, &id), "failed");
    }
}

#[test]
fn mollie_gives_back_what_came_through_it() {
    let caller = demo();
    let service = mollie(&caller);
    let id = caller.issued();
    service.set("tr_a", &mollie_payment("tr_a", "paid", &id, "1210.00", ""));
    mollie_tells(&caller, "tr_a").expect(200);
    refund(&caller, &id, r#"{"amount":"10.00","reason":"Te veel"}"#, "one").expect(201);
    caller.settled();
    assert_eq!(state(&caller, &id), "done");
    let sent = crate::support::Json(service.refunds.borrow()[0].clone());
    assert_eq!(
        (sent.at("amount.value"), sent.at("amount.currency"), sent.at("description")),
        ("10.00".into(), "EUR".into(), "Te veel".into())
    );
    assert!(caller.world.network.sent.borrow().iter().any(|sent| sent.url.ends_with("/v2/payments/tr_a/refunds")));
}

#[test]
fn what_came_by_hand_goes_back_by_hand_and_never_more_than_came() {
    let caller = demo();
    let id = caller.issued();
    refund(&caller, &id, r#"{"amount":"1.00"}"#, "none").refused(409, "refund.tooMuch");
    let paid = r#"{"amount":"1210.00","method":"creditTransfer"}"#;
    caller.do_post(&format!("/v1/invoices/{id}/payments"), paid).expect(201);
    let made = refund(&caller, &id, r#"{"amount":"1000.00"}"#, "one").expect(201);
    assert_eq!(
        (made.at("state"), made.at("provider"), due(&caller, &id)),
        ("done".into(), String::new(), "1000.00".into())
    );
    refund(&caller, &id, r#"{"amount":"210.01"}"#, "two").refused(409, "refund.tooMuch");
    refund(&caller, &id, r#"{"amount":"210.00","payment":"ent_unknown"}"#, "three").refused(404, "notFound");
    refund(&caller, &id, r#"{"amount":"1.005"}"#, "four").refused(422, "amount.scale");
    refund(&caller, &id, r#"{"amount":"210.00"}"#, "five").expect(201);
    assert_eq!(due(&caller, &id), "1210.00");
}

/// A refund at a service whose first answer was lost, after the service carried it out or before.
fn unanswered(is_carried_out: bool, is_mollie: bool) -> (Caller, std::rc::Rc<crate::support::Service>, String, String) {
    let caller = demo();
    let service = if is_mollie { mollie(&caller) } else { stripe(&caller) };
    let id = caller.issued();
    if is_mollie {
        service.set("tr_7", &mollie_payment("tr_7", "paid", &id, "1210.00", ""));
        mollie_tells(&caller, "tr_7").expect(200);
    } else {
        charge(&caller, "evt_1", &id, 0);
    }
    let made = refund(&caller, &id, r#"{"amount":"210.00"}"#, "one").expect(201).at("id");
    caller.world.network.fail();
    if is_carried_out {
        // The service has it; what it answers is lost with the connection.
        caller.world.network.lose_answers(2);
    } else {
        (0..2).for_each(|_| caller.world.network.fail());
    }
    caller.settled();
    assert_eq!((state(&caller, &id), due(&caller, &id)), ("waiting".to_owned(), "210.00".to_owned()));
    (caller, service, id, made)
}

#[test]
fn once_the_service_may_have_forgotten_the_name_it_is_asked_what_it_gave_back() {
    for is_mollie in [false, true] {
        let (caller, service, id, _) = unanswered(true, is_mollie);
        service.forget();
        caller.later(3 * 60 * MINUTE);
        caller.settled();
        assert_eq!((state(&caller, &id), due(&caller, &id)), ("done".to_owned(), "210.00".to_owned()));
        assert_eq!(service.refunds.borrow().len(), 1);

        let (caller, service, id, _) = unanswered(false, is_mollie);
        service.forget();
        caller.later(3 * 60 * MINUTE);
        caller.settled();
        assert_eq!((state(&caller, &id), service.refunds.borrow().len()), ("done".to_owned(), 1));
    }
}

#[test]
fn a_refund_whose_failure_nobody_told_is_found_by_asking() {
    for is_mollie in [false, true] {
        // The answer was lost, and it failed before it was asked for again.
        let (caller, service, id, _) = unanswered(true, is_mollie);
        service.forget();
        service.has_failed_refunds.set(true);
        caller.later(3 * 60 * MINUTE);
        caller.settled();
        assert_eq!((state(&caller, &id), due(&caller, &id)), ("failed".to_owned(), "0.00".to_owned()));

        // It was taken, and a bank sends it back on the thirtieth day: looked at after 1, 3, 7, 14 and 31 days.
        let (caller, service, id, _) = unanswered(false, is_mollie);
        caller.later(10 * MINUTE);
        caller.settled();
        let next_day = |fails: bool| {
            service.has_failed_refunds.set(fails);
            caller.later(24 * 60 * MINUTE);
            caller.settled();
            state(&caller, &id)
        };
        let states: Vec<String> = (1..=32).map(|day| next_day(day >= 30)).collect();
        let ending = states.iter().position(|state| state == "failed");
        assert_eq!((ending, due(&caller, &id)), (Some(30), "0.00".to_owned()), "the 31st");
        assert_eq!(kinds(&caller, &id)[2..].join(" "), "refund correction");
        // Nothing more is expected of it.
        assert_eq!(next_day(true), "failed");
        assert_eq!(kinds(&caller, &id).len(), 4);
    }
}

#[test]
fn a_refund_that_was_unclear_and_never_arrived_fails_where_it_is_refused() {
    for is_mollie in [false, true] {
        let (caller, service, id, _) = unanswered(false, is_mollie);
        let said = r#"{"detail":"Not enough.","error":{"message":"Not enough."}}"#;
        *service.refuses.borrow_mut() = Some((422, said.to_owned()));
        caller.later(10 * MINUTE);
        caller.settled();
        assert_eq!((state(&caller, &id), due(&caller, &id)), ("waiting".to_owned(), "210.00".to_owned()));
        caller.later(3 * 60 * MINUTE);
        caller.settled();
        assert_eq!((state(&caller, &id), due(&caller, &id)), ("failed".to_owned(), "0.00".to_owned()));
    }
}

#[test]
fn a_person_settles_what_the_service_leaves_unclear() {
    for (outcome, state_after, due_after) in [("done", "done", "210.00"), ("failed", "failed", "0.00")] {
        let (caller, _, id, made) = unanswered(false, false);
        let settle = |key: &str| {
            let body = format!(r#"{{"outcome":"{outcome}","note":"Seen at Stripe."}}"#);
            caller.post(&format!("/v1/refunds/{made}/settle"), &body, key)
        };
        // The attempt may be under way still.
        settle("early").refused(409, "refund.settled");
        caller.later(2 * MINUTE);
        let settled = settle("settle").expect(200);
        assert_eq!((settled.at("state"), settled.at("note")), (state_after.into(), "Seen at Stripe.".into()));
        assert_eq!((state(&caller, &id), due(&caller, &id)), (state_after.to_owned(), due_after.to_owned()));
        assert_eq!(settle("settle").expect(200).json, settled.json);
        settle("two").refused(409, "refund.settled");
        caller.later(5 * 60 * MINUTE);
        caller.settled();
        assert_eq!(due(&caller, &id), due_after);
    }
    // Without a key of the service nothing is under way.
    let caller = demo();
    let id = caller.issued();
    charge(&caller, "evt_1", &id, 0);
    let made = refund(&caller, &id, r#"{"amount":"210.00"}"#, "one").expect(201).at("id");
    caller.settled();
    caller.do_post(&format!("/v1/refunds/{made}/settle"), r#"{"outcome":"failed"}"#).expect(200);
    assert_eq!((state(&caller, &id), due(&caller, &id)), ("failed".to_owned(), "0.00".to_owned()));
    demo().do_post("/v1/refunds/rfd_unknown/settle", r#"{"outcome":"done"}"#).refused(404, "notFound");
}

#[test]
fn what_waits_of_all_invoices_is_listed_until_it_is_settled() {
    let caller = demo();
    let _service = stripe(&caller);
    let id = caller.issued();
    charge(&caller, "evt_1", &id, 0);
    let waits = refund(&caller, &id, r#"{"amount":"210.00"}"#, "one").expect(201).at("id");
    let by_hand = caller.issued();
    caller.do_post(&format!("/v1/invoices/{by_hand}/payments"), r#"{"amount":"1210.00","method":"cash"}"#).expect(201);
    let given = refund(&caller, &by_hand, r#"{"amount":"10.00"}"#, "two").expect(201).at("id");
    let listed = |query: &str| {
        let answer = caller.get(&format!("/v1/refunds{query}")).expect(200);
        (0..answer.count("items")).map(|n| answer.at(&format!("items[{n}].id"))).collect::<Vec<_>>()
    };
    assert_eq!(listed(""), [waits.clone(), given.clone()]);
    assert_eq!(listed("?newest=true&limit=1"), std::slice::from_ref(&given));
    assert_eq!((listed("?waiting=true"), listed("?waiting=false")), (vec![waits.clone()], vec![given]));
    let first = caller.get("/v1/refunds?waiting=true").expect(200);
    assert_eq!((first.at("items[0].invoiceId"), first.at("items[0].currency")), (id, "EUR".to_owned()));
    caller.do_post(&format!("/v1/refunds/{waits}/settle"), r#"{"outcome":"done"}"#).expect(200);
    assert_eq!(listed("?waiting=true"), Vec::<String>::new());
}

/// An event of Stripe that tells of a refund of the dashboard as failed.
fn failed(caller: &Caller, event: &str, kind: &str, refund: &str, amount: i64) {
    let created = caller.world.now.get().seconds();
    let told = format!(
        r#"{{"id":"{event}","object":"event","type":"{kind}","created":{created},"data":{{"object":{{"id":"{refund}","object":"refund",
        "amount":{amount},"currency":"eur","payment_intent":"pi_1","status":"failed","metadata":{{}}}}}}}}"#
    );
    caller.event(&told).expect(200);
}

#[test]
fn a_refund_of_the_dashboard_that_failed_is_corrected_once_whichever_events_tell_of_it() {
    let caller = demo();
    let id = caller.issued();
    for (event, refunded) in [("evt_1", 0), ("evt_2", 3_000), ("evt_3", 6_000)] {
        charge(&caller, event, &id, refunded);
    }
    caller.later(MINUTE);
    failed(&caller, "evt_4", "refund.failed", "re_1", 3_000);
    failed(&caller, "evt_5", "refund.updated", "re_1", 3_000);
    failed(&caller, "evt_6", "charge.refund.updated", "re_1", 3_000);
    assert_eq!(kinds(&caller, &id)[2..].join(" "), "refund refund correction");
    assert_eq!(due(&caller, &id), "30.00");
    failed(&caller, "evt_7", "refund.failed", "re_2", 3_000);
    assert_eq!(due(&caller, &id), "0.00");
}

#[test]
fn a_refund_that_failed_before_it_was_heard_of_is_not_booked() {
    let caller = demo();
    let id = caller.issued();
    charge(&caller, "evt_1", &id, 0);
    failed(&caller, "evt_2", "refund.failed", "re_1", 2_000);
    charge(&caller, "evt_3", &id, 2_000);
    assert_eq!((kinds(&caller, &id).len(), due(&caller, &id)), (2, "0.00".to_owned()));
    caller.later(MINUTE);
    charge(&caller, "evt_4", &id, 5_000);
    assert_eq!(due(&caller, &id), "50.00");
}

#[test]
fn what_a_bank_paid_goes_back_once() {
    let caller = demo();
    let id = caller.issued();
    let number = caller.get(&format!("/v1/invoices/{id}")).expect(200).at("number");
    let cash = r#"{"amount":"605.00","method":"cash"}"#;
    caller.do_post(&format!("/v1/invoices/{id}/payments"), cash).expect(201);
    crate::bank::import(&caller, &[crate::bank::line("A1", "605.00", &crate::bank::text(&number))]);
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    let [cash, bank] = [1, 2].map(|n| entries.at(&format!("items[{n}].id")));
    for (key, of) in [("one", &bank), ("two", &cash)] {
        refund(&caller, &id, r#"{"amount":"605.00"}"#, key).expect(201);
        let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
        let last = entries.count("items") - 1;
        assert_eq!(&entries.at(&format!("items[{last}].providerId")), of);
    }
    assert_eq!(due(&caller, &id), "1210.00");
}
