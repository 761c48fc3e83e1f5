//! Money that went back at the service itself: whatever order it is told in, however often, and whichever of it fails, the books come to
//! what the service has in the end. And what is begun here is not sent once somebody settled it.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;
use std::task::{Context, Waker};

use crate::support::{Caller, MINUTE, PROVIDER_SECRET, demo, mollie, mollie_payment, mollie_tells, signature, stripe};

fn kinds(caller: &Caller, id: &str) -> String {
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    let kind = |n| format!("{} {}", entries.at(&format!("items[{n}].kind")), entries.at(&format!("items[{n}].amount")));
    (2..entries.count("items")).map(kind).collect::<Vec<_>>().join(", ").replace(" ,", ",").trim_end().to_owned()
}

fn due(caller: &Caller, id: &str) -> String {
    caller.get(&format!("/v1/invoices/{id}/status")).expect(200).at("amountDue")
}

fn state(caller: &Caller, id: &str, n: usize) -> String {
    caller.get(&format!("/v1/invoices/{id}/refunds")).expect(200).at(&format!("items[{n}].state"))
}

fn begin(caller: &Caller, id: &str, amount: &str) -> String {
    caller.do_post(&format!("/v1/invoices/{id}/refunds"), &format!(r#"{{"amount":"{amount}"}}"#)).expect(201).at("id")
}

/// What Stripe says of a charge some seconds from now: so much of its 1210.00 went back, in cents.
fn total(caller: &Caller, invoice: Option<&str>, seconds: i64, refunded: i64) -> String {
    let created = caller.world.now.get().seconds() + seconds;
    let metadata = invoice.map(|id| format!(r#""voldaanInvoice":"{id}""#)).unwrap_or_default();
    format!(
        r#"{{"id":"evt_{seconds}_{refunded}","object":"event","type":"charge.refunded","created":{created},"data":{{"object":{{"id":"ch_1",
        "object":"charge","payment_intent":"pi_1","amount":121000,"amount_captured":121000,"amount_refunded":{refunded},"currency":"eur",
        "payment_method_details":{{"type":"card"}},"metadata":{{{metadata}}}}}}}}}"#
    )
}

/// What Stripe says of a refund that was begun and failed some seconds from now.
fn failure(caller: &Caller, refund: &str, (begun, failed): (i64, i64), amount: i64) -> String {
    let now = caller.world.now.get().seconds();
    let (begun, failed) = (now + begun, now + failed);
    format!(
        r#"{{"id":"evt_{refund}_{failed}","object":"event","type":"refund.failed","created":{failed},"data":{{"object":{{"id":"{refund}",
        "object":"refund","created":{begun},"amount":{amount},"currency":"eur","payment_intent":"pi_1","status":"failed","metadata":{{}}}}}}}}"#
    )
}

fn tell(caller: &Caller, event: &str) {
    caller.event(event).expect(200);
}

/// All orders of some things.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for n in 0..count {
        all = all
            .iter()
            .flat_map(|order: &Vec<usize>| (0..=n).map(|at| [&order[..at], &[n], &order[at..]].concat()))
            .collect();
    }
    all
}

#[test]
fn a_refund_that_failed_within_a_sum_is_taken_out_of_it() {
    let caller = demo();
    let id = caller.issued();
    tell(&caller, &total(&caller, Some(&id), 0, 0));
    // Two refunds, told in one total; the second one fails.
    tell(&caller, &total(&caller, Some(&id), 10, 5_000));
    let failed = failure(&caller, "re_2", (5, 20), 2_000);
    (0..2).for_each(|_| tell(&caller, &failed));
    assert_eq!((kinds(&caller, &id).as_str(), due(&caller, &id).as_str()), ("refund 50.00, correction 30.00", "30.00"));
    // What failed is counted no more, and what comes later is.
    tell(&caller, &total(&caller, Some(&id), 30, 8_000));
    assert_eq!(due(&caller, &id), "80.00");
    tell(&caller, &failure(&caller, "re_1", (4, 40), 3_000));
    tell(&caller, &failure(&caller, "re_3", (30, 50), 5_000));
    assert_eq!(due(&caller, &id), "0.00");
}

#[test]
fn whatever_order_totals_and_failures_come_in_the_books_end_at_the_same() {
    for order in orders(5) {
        let caller = demo();
        let id = caller.issued();
        // 30.00 goes back, then 20.00 which fails, then 70.00.
        let events = [
            total(&caller, Some(&id), 0, 0),
            total(&caller, Some(&id), 10, 3_000),
            total(&caller, Some(&id), 20, 5_000),
            failure(&caller, "re_2", (20, 30), 2_000),
            total(&caller, Some(&id), 40, 10_000),
        ];
        for place in &order {
            tell(&caller, &events[*place]);
            tell(&caller, &events[order[0]]);
        }
        assert_eq!(due(&caller, &id), "100.00", "{order:?}: {}", kinds(&caller, &id));
    }
}

#[test]
fn what_went_back_at_mollie_and_fails_later_is_corrected_once() {
    let caller = demo();
    let service = mollie(&caller);
    let id = caller.issued();
    let refund = |name: &str, value: &str, status: &str, day: u32| {
        format!(
            r#"{{"id":"{name}","amount":{{"value":"{value}","currency":"EUR"}},"status":"{status}","createdAt":"2026-06-{day}T10:00:00+00:00"}}"#
        )
    };
    let told = |refunds: &[String]| {
        let more = format!(r#","_embedded":{{"refunds":[{}]}}"#, refunds.join(","));
        service.set("tr_a", &mollie_payment("tr_a", "paid", &id, "1210.00", &more));
        mollie_tells(&caller, "tr_a").expect(200);
    };
    caller.later(10 * 24 * 60 * MINUTE);
    let [first, second] = [refund("re_1", "30.00", "refunded", 16), refund("re_2", "20.00", "refunded", 17)];
    told(&[]);
    told(&[first.clone(), second.clone()]);
    assert_eq!(due(&caller, &id), "50.00");
    let failed = refund("re_2", "20.00", "failed", 17);
    for _ in 0..2 {
        told(&[first.clone(), failed.clone()]);
        assert_eq!(
            (kinds(&caller, &id).as_str(), due(&caller, &id).as_str()),
            ("refund 50.00, correction 30.00", "30.00")
        );
    }
    // An answer that was under way for long says what was so before.
    told(&[first.clone(), second]);
    told(&[]);
    assert_eq!(due(&caller, &id), "30.00");
    // One that began and failed before anybody looked was never booked.
    let (third, lost) = (refund("re_3", "70.00", "pending", 19), refund("re_4", "30.00", "canceled", 18));
    told(&[first, failed, third, lost]);
    let entries = "refund 50.00, correction 30.00, refund 70.00";
    assert_eq!((kinds(&caller, &id).as_str(), due(&caller, &id).as_str()), (entries, "100.00"));
}

#[test]
fn a_refusal_takes_nothing_out_of_the_books_that_went_back_another_way() {
    let caller = demo();
    let service = stripe(&caller);
    let id = caller.issued();
    tell(&caller, &total(&caller, Some(&id), 0, 0));
    begin(&caller, &id, "1210.00");
    // Somebody gave it all back at Stripe itself, before this refund was sent: Stripe refuses it.
    tell(&caller, &total(&caller, Some(&id), 10, 121_000));
    assert_eq!(kinds(&caller, &id), "refund 1210.00");
    *service.refuses.borrow_mut() = Some((400, r#"{"error":{"message":"Already refunded."}}"#.to_owned()));
    caller.later(MINUTE);
    caller.settled();
    assert_eq!(state(&caller, &id, 0), "failed");
    let entries = "refund 1210.00, correction, refund 1210.00";
    assert_eq!((kinds(&caller, &id).as_str(), due(&caller, &id).as_str()), (entries, "1210.00"));
    // It is in the books once, whatever is told again.
    tell(&caller, &total(&caller, Some(&id), 20, 121_000));
    assert_eq!(due(&caller, &id), "1210.00");
}

#[test]
fn a_refund_that_waits_is_not_taken_for_another_one_that_failed() {
    let caller = demo();
    let service = stripe(&caller);
    let id = caller.issued();
    tell(&caller, &total(&caller, Some(&id), 0, 0));
    begin(&caller, &id, "30.00");
    // One of the same amount is made at Stripe itself, and fails.
    tell(&caller, &total(&caller, Some(&id), 10, 3_000));
    tell(&caller, &failure(&caller, "re_9", (10, 20), 3_000));
    assert_eq!((kinds(&caller, &id).as_str(), state(&caller, &id, 0).as_str()), ("refund 30.00", "waiting"));
    caller.settled();
    tell(&caller, &total(&caller, Some(&id), 30, 3_000));
    assert_eq!((state(&caller, &id, 0), service.refunds.borrow().len()), ("done".to_owned(), 1));
    assert_eq!((kinds(&caller, &id).as_str(), due(&caller, &id).as_str()), ("refund 30.00", "30.00"));
}

#[test]
fn a_payment_whose_refund_failed_waits_in_the_inbox_again() {
    for order in orders(3) {
        let caller = demo();
        let id = caller.issued();
        let events = [
            total(&caller, None, 0, 0),
            total(&caller, None, 10, 121_000),
            failure(&caller, "re_1", (10, 20), 121_000),
        ];
        for place in &order {
            tell(&caller, &events[*place]);
        }
        let waiting = caller.get("/v1/inbox?waiting=true").expect(200);
        assert_eq!((waiting.count("items"), waiting.at("items[0].refunded")), (1, String::new()), "{order:?}");
        let item = waiting.at("items[0].id");
        caller.do_post(&format!("/v1/inbox/{item}/assign"), &format!(r#"{{"invoiceId":"{id}"}}"#)).expect(200);
        assert_eq!((kinds(&caller, &id), due(&caller, &id)), (String::new(), "0.00".to_owned()), "{order:?}");
    }
}

#[test]
fn what_is_told_while_its_payment_is_booked_elsewhere_is_told_again() {
    let caller = demo();
    let (named, own) = (caller.issued(), caller.issued());
    tell(&caller, &total(&caller, None, 0, 0));
    let item = caller.get("/v1/inbox").expect(200).at("items[0].id");
    caller.settled();
    let sql = "DELETE FROM chunk WHERE owner = (SELECT 'document/' || hash FROM invoice WHERE id = ?)";
    caller.world.connection.execute(sql, [&named]).expect("SQL");
    let body = total(&caller, Some(&named), 10, 3_000);
    let mut request = caller.request("POST", &format!("/webhooks/stripe/{}", caller.administration), &body);
    let signed = signature(&body, PROVIDER_SECRET, caller.world.now.get().seconds());
    request.headers.push(("stripe-signature".to_owned(), signed));
    caller.world.documents_late.set(true);
    let mut telling = std::pin::pin!(caller.book.handle(&request));
    assert!(telling.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    // While the document of the invoice that it names is on its way, a person assigns the payment to another one.
    caller.do_post(&format!("/v1/inbox/{item}/assign"), &format!(r#"{{"invoiceId":"{own}"}}"#)).expect(200);
    caller.world.documents_late.set(false);
    assert_eq!(pollster::block_on(telling).status, 503);
    tell(&caller, &body);
    assert_eq!((kinds(&caller, &own).as_str(), caller.get("/v1/inbox").count("items")), ("refund 30.00", 1));
}

/// Before Stripe answers a request that `matches`, the clock goes on and somebody says that a refund failed; gives the status of that.
fn meanwhile(
    caller: &Caller,
    later: i64,
    refund: &Rc<RefCell<String>>,
    matches: fn(&str, &str) -> bool,
) -> Rc<Cell<u16>> {
    let status = Rc::new(Cell::new(0));
    let person = Caller::in_world(Rc::clone(&caller.world), &caller.administration);
    let person = Caller { key: caller.key.clone(), ..person };
    let (told, refund) = (Rc::clone(&status), Rc::clone(refund));
    caller.world.network.add(Box::new(move |request| {
        let body = String::from_utf8_lossy(&request.body).into_owned();
        if matches(request.method, &body) {
            person.later(later);
            if request.method == "GET" || body.contains(refund.borrow().as_str()) {
                let path = format!("/v1/refunds/{}/settle", refund.borrow());
                let key = format!("settle-{}", person.world.now.get().0);
                told.set(person.post(&path, r#"{"outcome":"failed"}"#, &key).status());
            }
        }
        None
    }));
    status
}

#[test]
fn an_attempt_is_under_way_since_it_was_sent_however_long_others_took_before() {
    let caller = demo();
    let settled = Rc::new(RefCell::new("none".to_owned()));
    let status = meanwhile(&caller, 40_000, &settled, |method, _| method == "POST");
    let service = stripe(&caller);
    let id = caller.issued();
    tell(&caller, &total(&caller, Some(&id), 0, 0));
    for amount in ["1.00", "2.00", "3.00"] {
        *settled.borrow_mut() = begin(&caller, &id, amount);
    }
    caller.settled();
    assert_eq!(status.get(), 409);
    assert_eq!((service.refunds.borrow().len(), state(&caller, &id, 2)), (3, "done".to_owned()));
    assert_eq!(due(&caller, &id), "6.00");
}

#[test]
fn what_somebody_settled_while_the_service_was_asked_is_not_sent() {
    let caller = demo();
    let settled = Rc::new(RefCell::new("none".to_owned()));
    let status = meanwhile(&caller, 2 * MINUTE, &settled, |method, _| method == "GET");
    let service = stripe(&caller);
    let id = caller.issued();
    tell(&caller, &total(&caller, Some(&id), 0, 0));
    *settled.borrow_mut() = begin(&caller, &id, "30.00");
    (0..3).for_each(|_| caller.world.network.fail());
    caller.settled();
    // The service may have forgotten the name by now: it is asked first.
    caller.later(3 * 60 * MINUTE);
    caller.settled();
    assert_eq!((status.get(), state(&caller, &id, 0)), (200, "failed".to_owned()));
    assert_eq!((service.refunds.borrow().len(), due(&caller, &id)), (0, "0.00".to_owned()));
}
