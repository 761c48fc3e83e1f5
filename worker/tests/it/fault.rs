//! Faults: the store breaks at every possible step of every request; nothing is lost, nothing is done twice.

use crate::support::page::{done, fill_in, path_of};
use crate::support::{Caller, MINUTE, demo, draft, stripe};

/// Everything that the API shows of a caller's administration, but for what differs by time and chance.
fn all_of(caller: &Caller) -> Vec<String> {
    let invoices = caller.get("/v1/invoices").expect(200);
    (0..invoices.count("items"))
        .map(|i| {
            let id = invoices.at(&format!("items[{i}].id"));
            let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
            let kinds: Vec<String> =
                (0..entries.count("items")).map(|e| entries.at(&format!("items[{e}].kind"))).collect();
            let say = |field: &str| invoices.at(&format!("items[{i}].{field}"));
            format!("{} {} {} {} {}", say("type"), say("state"), say("number"), say("amountDue"), kinds.join("+"))
        })
        .collect()
}

/// Sends a request that breaks after so many statements, again and again with one statement more, each time to a Book
/// that was just restarted, until it succeeds. Each broken attempt must leave no trace.
fn break_everywhere(mut caller: Caller, send: impl Fn(&Caller) -> u16, expected: u16) -> (Caller, u32) {
    let before = all_of(&caller);
    for statements in 0..500 {
        caller.world.statements_left.set(Some(statements));
        let status = send(&caller);
        let spent = caller.world.statements_left.get() == Some(0);
        caller = caller.restarted();
        if status == expected {
            return (caller, statements);
        }
        assert!(spent, "status {status} after {statements} statements though the store did not fail");
        assert_eq!(status, 503);
        assert_eq!(all_of(&caller), before, "after {statements} statements");
    }
    panic!("it never succeeded");
}

#[test]
fn issuing_is_done_once_or_not_at_all() {
    let caller = demo();
    caller.issued();
    let id = caller.do_post("/v1/invoices", &draft()).expect(201).at("id");
    let issue = |caller: &Caller| caller.post(&format!("/v1/invoices/{id}/issue"), "{}", "issue").status();
    let (caller, steps) = break_everywhere(caller, issue, 200);
    assert!(steps > 10, "{steps} statements");
    let expected = ["invoice open 2026-0002 1210.00 issued", "invoice open 2026-0001 1210.00 issued"];
    assert_eq!(all_of(&caller), expected);
    // The caller who never saw the answer asks again.
    assert_eq!(issue(&caller), 200);
    assert_eq!(all_of(&caller), expected);
    let events = caller.get("/v1/events").expect(200);
    assert_eq!(events.count("items"), 5, "the administration, two drafts, two issues");
}

#[test]
fn voiding_writes_note_number_and_entries_together() {
    let caller = demo();
    let id = caller.issued();
    let void = |caller: &Caller| caller.post(&format!("/v1/invoices/{id}/void"), "{}", "void").status();
    let (caller, _) = break_everywhere(caller, void, 200);
    let expected = ["creditNote paid C2026-0001 0.00 issued", "invoice void 2026-0001 0.00 issued+credit+void"];
    assert_eq!(all_of(&caller), expected);
    assert_eq!(void(&caller), 200);
    assert_eq!(all_of(&caller), expected);
}

#[test]
fn a_payment_is_booked_once() {
    let caller = demo();
    let id = caller.issued();
    let body = r#"{"amount":"1210.00","method":"creditTransfer"}"#;
    let pay = |caller: &Caller| caller.post(&format!("/v1/invoices/{id}/payments"), body, "pay").status();
    let (caller, _) = break_everywhere(caller, pay, 201);
    assert_eq!(pay(&caller), 201);
    assert_eq!(all_of(&caller), ["invoice paid 2026-0001 0.00 issued+payment"]);
}

#[test]
fn a_webhook_is_booked_once_however_often_it_breaks() {
    let caller = demo();
    let id = caller.issued();
    let body = format!(
        r#"{{"id":"evt_1","type":"payment_intent.succeeded","created":1781517600,"data":{{"object":{{"id":"pi_1","amount_received":121000,"currency":"eur","metadata":{{"voldaanInvoice":"{id}"}}}}}}}}"#
    );
    let (caller, _) = break_everywhere(caller, |caller| caller.event(&body).status(), 200);
    assert_eq!(caller.event(&body).expect(200).at("outcome"), "duplicate");
    assert_eq!(all_of(&caller), ["invoice paid 2026-0001 0.00 issued+payment"]);
}

#[test]
fn money_is_given_back_once_wherever_it_breaks_though_the_service_forgets_what_it_was_asked() {
    let mut caller = demo();
    let service = stripe(&caller);
    let id = caller.issued();
    let paid = format!(
        r#"{{"id":"evt_1","type":"payment_intent.succeeded","created":1781517600,"data":{{"object":{{"id":"pi_1","amount_received":121000,"currency":"eur","metadata":{{"voldaanInvoice":"{id}"}}}}}}}}"#
    );
    caller.event(&paid).expect(200);
    caller.do_post(&format!("/v1/invoices/{id}/refunds"), r#"{"amount":"210.00"}"#).expect(201);
    caller.world.network.lose_answers(3);
    for statements in 0..200 {
        caller.world.statements_left.set(Some(statements));
        let _ = pollster::block_on(caller.book.settle());
        caller = caller.restarted();
        service.forget();
        assert!(service.refunds.borrow().len() <= 1, "given back twice after {statements} statements");
        caller.later(5 * 60 * MINUTE);
        if caller.get(&format!("/v1/invoices/{id}/refunds")).expect(200).at("items[0].state") == "done" {
            assert_eq!(service.refunds.borrow().len(), 1);
            assert_eq!(all_of(&caller), ["invoice open 2026-0001 210.00 issued+payment+refund"]);
            assert!(statements > 10, "{statements} statements");
            return;
        }
    }
    panic!("it was never given back");
}

#[test]
fn an_offer_becomes_one_draft_however_often_it_breaks() {
    let caller = demo();
    let id = caller.do_post("/v1/quotes", &draft()).expect(201).at("id");
    let make = |caller: &Caller| caller.post(&format!("/v1/quotes/{id}/invoice"), "{}", "invoice").status();
    let (caller, _) = break_everywhere(caller, make, 201);
    assert_eq!(make(&caller), 201);
    // Who lost the key asks under another one.
    assert_eq!(caller.do_post(&format!("/v1/quotes/{id}/invoice"), "{}").status(), 200);
    assert_eq!(all_of(&caller), ["invoice draft  0.00 "]);
    assert_eq!(caller.get(&format!("/v1/quotes/{id}")).expect(200).at("state"), "invoiced");
}

#[test]
fn sending_writes_one_message() {
    let caller = demo();
    let id = caller.issued();
    let send = |caller: &Caller| caller.post(&format!("/v1/invoices/{id}/send"), "{}", "send").status();
    let (caller, _) = break_everywhere(caller, send, 201);
    assert_eq!(caller.get("/v1/outbox").expect(200).count("items"), 1);
    assert_eq!(all_of(&caller), ["invoice open 2026-0001 1210.00 issued+sent"]);
}

#[test]
fn a_final_invoice_takes_its_prepayment_off_once_wherever_it_breaks() {
    let caller = demo();
    let kind = |kind: &str| draft().replace(r#""currency""#, &format!(r#""type":"{kind}","currency""#));
    let prepayment = caller.issued_from(&kind("prepayment").replace(r#""quantity":"10""#, r#""quantity":"1""#));
    let paid = r#"{"amount":"121.00","method":"creditTransfer"}"#;
    caller.do_post(&format!("/v1/invoices/{prepayment}/payments"), paid).expect(201);
    let body = draft().replacen('{', &format!(r#"{{"prepaymentIds":["{prepayment}"],"#), 1);
    let make = |caller: &Caller| caller.post("/v1/invoices", &body, "final").status();
    let (caller, _) = break_everywhere(caller, make, 201);
    assert_eq!(make(&caller), 201);
    // Nobody else takes it off, neither under another key nor by a change of another draft.
    caller.do_post("/v1/invoices", &body).refused(409, "prepayment.deducted");
    let other = caller.do_post("/v1/invoices", &draft()).expect(201).at("id");
    let change = format!(r#"{{"prepaymentIds":["{prepayment}"]}}"#);
    let path = format!("/v1/invoices/{other}");
    caller.call("PATCH", &path, &change, &[("if-match", "*")]).refused(409, "prepayment.deducted");
    let id = caller.get(&format!("/v1/invoices/{prepayment}")).expect(200).at("deductedBy");
    let issue = |caller: &Caller| caller.post(&format!("/v1/invoices/{id}/issue"), "{}", "issue").status();
    let (caller, _) = break_everywhere(caller, issue, 200);
    assert_eq!(issue(&caller), 200);
    // 1210.00 less 121.00, and the prepayment belongs to this invoice for good.
    assert_eq!(caller.get(&format!("/v1/invoices/{id}")).expect(200).at("status.amountDue"), "1089.00");
    caller.do_post("/v1/invoices", &body).refused(409, "prepayment.deducted");
    let deducted: i64 =
        caller.world.connection.query_row("SELECT count(*) FROM deduction", [], |row| row.get(0)).expect("a number");
    assert_eq!(deducted, 1);
}

#[test]
fn a_document_store_that_does_not_answer_holds_up_nothing_but_files_that_only_it_has() {
    let caller = demo();
    let offer = caller.do_post("/v1/quotes", &draft()).expect(201);
    let link = caller.do_post(&format!("/v1/quotes/{}/send", offer.at("id")), "{}").expect(201).at("link");
    let offer_path = link.split_once("/q/").map(|(_, token)| format!("/q/{token}")).expect("a link");
    caller.settled();
    caller.world.documents_fail.set(true);
    // The page of an offer, its file, and its acceptance.
    assert!(caller.get_page(&offer_path).contains("Zonnewijzer"));
    caller.get(&format!("{offer_path}.pdf")).expect(200);
    done(fill_in(&caller, &offer_path, "deed=accept&name=Anna"));
    assert_eq!(caller.get(&format!("/v1/quotes/{}", offer.at("id"))).expect(200).at("state"), "accepted");
    let id = caller.do_post(&format!("/v1/quotes/{}/invoice", offer.at("id")), "{}").expect(201).at("invoiceId");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    // What goes by post is written, printed and done; the customer's page shows the invoice and takes a form.
    let letter = caller.do_post(&format!("/v1/invoices/{id}/send"), r#"{"channel":"letter"}"#).expect(201).at("id");
    caller.get(&format!("/v1/outbox/{letter}.pdf")).expect(200);
    let finish =
        |caller: &Caller| caller.post(&format!("/v1/outbox/{letter}/done"), r#"{"note":"Gepost"}"#, "done").status();
    let (caller, _) = break_everywhere(caller, finish, 200);
    assert_eq!(finish(&caller), 200);
    let page = path_of(&caller, &id, "customer");
    assert!(caller.get_page(&page).contains("2026-0001"));
    done(fill_in(&caller, &page, "deed=promise&until=2026-06-20"));
    assert_eq!(all_of(&caller), ["invoice open 2026-0001 1210.00 issued+sent+note+promise"]);
    // All of it is brought away once the store answers again.
    assert!(pollster::block_on(caller.book.settle()).is_some());
    caller.world.documents_fail.set(false);
    caller.later(60_000);
    caller.settled();
    let waiting = "SELECT count(*) FROM document WHERE confirmed IS NULL";
    let waiting: i64 = caller.world.connection.query_row(waiting, [], |row| row.get(0)).expect("a number");
    assert_eq!(waiting, 0);
}

#[test]
fn a_clock_that_goes_back_neither_repeats_nor_loses_anything() {
    let day = 24 * 60 * MINUTE;
    let run = |jumps: bool| {
        let caller = demo();
        caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
        let id = caller.issued_to("business");
        caller.do_post(&format!("/v1/invoices/{id}/send"), "{}").expect(201);
        for _ in 0..75 {
            caller.later(day);
            caller.settled();
            if jumps {
                // The machine on which the Book wakes next is a day and a half behind, and the one after it is right again.
                for shift in [-day - day / 2, day + day / 2] {
                    caller.later(shift);
                    caller.settled();
                }
            }
        }
        let body = r#"{"amount":"10.00","method":"cash"}"#;
        caller.later(if jumps { -day } else { 0 });
        caller.do_post(&format!("/v1/invoices/{id}/payments"), body).expect(201);
        assert_eq!(caller.get("/v1/verify?limit=200").expect(200).at("intact"), "true");
        let entries = caller.get(&format!("/v1/invoices/{id}/entries?limit=200")).expect(200);
        let times = entries.all("at");
        assert!(times.is_sorted(), "{times:?}");
        (entries.all("kind").join("+"), caller.all("/v1/outbox?limit=200", "channel").join(" "))
    };
    assert_eq!(run(true), run(false));
}

#[test]
fn on_the_day_before_its_date_an_invoice_is_still_sent_and_paid() {
    // Issued just after midnight; the machine that answers next is still on the day before.
    let caller = demo();
    caller.later(12 * 60 * MINUTE + 5 * MINUTE);
    let id = caller.issued();
    caller.later(-10 * MINUTE);
    caller.do_post(&format!("/v1/invoices/{id}/send"), "{}").expect(201);
    assert!(caller.get_page(&path_of(&caller, &id, "customer")).contains("2026-0001"));
    let body = r#"{"amount":"10.00","method":"cash"}"#;
    caller.do_post(&format!("/v1/invoices/{id}/payments"), body).expect(201);
    assert_eq!(all_of(&caller), ["invoice open 2026-0001 1200.00 issued+sent+payment"]);
}
