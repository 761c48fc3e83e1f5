//! The supplementary invoice for a discount that is off the invoice and was not taken: on request or by itself, once, with its VAT.

use crate::bank::{import, line, text};
use crate::support::{Answer, Caller, MINUTE, demo, draft};

/// An issued invoice of 10 June 2026 on terms of 2 % off within ten days, so that 980.00 and 205.80 are due by 20 June.
fn issued(caller: &Caller, mode: &str) -> String {
    let terms = format!(
        r#""paymentTerms":{{"netDays":30,"earlyDiscounts":[{{"percent":"2","days":10}}],"vatMode":"{mode}"}},"lines""#
    );
    let id = caller.do_post("/v1/invoices", &draft().replace(r#""lines""#, &terms)).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), r#"{"issueDate":"2026-06-10"}"#).expect(200);
    id
}

/// Books of an administration that says so much more, on the day after the discount, with its invoice.
pub fn lapsed(wish: &str) -> (Caller, String) {
    let caller = demo();
    caller.call("PATCH", "/v1/administration", wish, &[("if-match", "*")]).expect(200);
    let id = issued(&caller, "discounted");
    // From the 15th at noon of the test to the 21st.
    caller.later(6 * 24 * 60 * MINUTE);
    (caller, id)
}

/// Whose supplementary invoices come by themselves.
const BY_ITSELF: &str = r#"{"supplementLapsedDiscounts":true}"#;

fn pay(caller: &Caller, id: &str, amount: &str, on: &str) -> Answer {
    let body = format!(r#"{{"amount":"{amount}","method":"creditTransfer","on":"{on}"}}"#);
    caller.do_post(&format!("/v1/invoices/{id}/payments"), &body).expect(201)
}

fn supplement(caller: &Caller, id: &str) -> Answer {
    caller.do_post(&format!("/v1/invoices/{id}/supplement"), "{}")
}

fn numbers(caller: &Caller) -> Vec<String> {
    caller.all("/v1/invoices", "number")
}

/// Base and VAT of a month in the report.
fn vat(caller: &Caller, from: &str, until: &str) -> [String; 2] {
    let vat = caller.get(&format!("/v1/reports/vat?from={from}&until={until}")).expect(200);
    [vat.at("rows[0].base"), vat.at("rows[0].amount")]
}

fn shown(caller: &Caller, id: &str) -> [String; 2] {
    let shown = caller.get(&format!("/v1/invoices/{id}")).expect(200);
    [shown.at("state"), shown.at("status.amountDue")]
}

#[test]
fn a_discount_that_was_not_taken_is_asked_for_on_request_once_with_its_vat() {
    let (caller, id) = lapsed("{}");
    assert_eq!(vat(&caller, "2026-06-01", "2026-06-30"), ["980.00", "205.80"]);
    // 2 % of 1000.00, and 21 % of that.
    let made = supplement(&caller, &id).expect(201);
    let totals = ["net", "vat", "gross"].map(|name| made.at(&format!("invoice.totals.{name}")));
    assert_eq!(totals, ["20.00", "4.20", "24.20"]);
    let facts = ["invoice.issueDate", "invoice.dueDate", "invoice.preceding[0].number", "number", "supplements"];
    assert_eq!(facts.map(|fact| made.at(fact)), ["2026-06-21", "2026-07-10", "2026-0001", "2026-0002", id.as_str()]);
    let first = caller.get(&format!("/v1/invoices/{id}")).expect(200);
    assert_eq!(first.at("supplementedBy"), made.at("id"));
    // Together what the invoice is without its discount.
    assert_eq!(vat(&caller, "2026-06-01", "2026-06-30"), ["1000.00", "210.00"]);
    supplement(&caller, &id).refused(409, "supplement.made");
    // Who pays late owes both.
    assert_eq!([shown(&caller, &id)[1].as_str(), shown(&caller, &made.at("id"))[1].as_str()], ["1185.80", "24.20"]);
    assert_eq!(caller.get("/v1/verify?limit=200").expect(200).at("intact"), "true");
    caller.get(&format!("/v1/invoices/{}.ubl.xml", made.at("id"))).expect(200);
}

#[test]
fn its_vat_is_that_of_the_day_on_which_it_is_issued() {
    let caller = demo();
    let id = issued(&caller, "discounted");
    caller.later(20 * 24 * 60 * MINUTE);
    supplement(&caller, &id).expect(201);
    assert_eq!(vat(&caller, "2026-06-01", "2026-06-30"), ["980.00", "205.80"]);
    assert_eq!(vat(&caller, "2026-07-01", "2026-07-31"), ["20.00", "4.20"]);
}

#[test]
fn what_was_paid_late_beyond_the_invoice_pays_it() {
    let (caller, id) = lapsed("{}");
    pay(&caller, &id, "1210.00", "2026-06-21");
    let made = supplement(&caller, &id).expect(201).at("id");
    assert_eq!(
        [shown(&caller, &id), shown(&caller, &made)],
        [["paid", "0.00"], ["paid", "0.00"]].map(|pair| pair.map(str::to_owned))
    );
    let kinds = |id: &str| caller.all(&format!("/v1/invoices/{id}/entries"), "kind").join(" ");
    assert_eq!([kinds(&id), kinds(&made)], ["issued payment refund", "issued payment"]);
    let balance = caller.get(&format!("/v1/invoices/{id}/status")).expect(200).at("balanceState");
    assert_eq!(balance, "paid");
}

#[test]
fn a_discount_that_was_taken_or_never_off_the_vat_has_none() {
    let (caller, id) = lapsed("{}");
    pay(&caller, &id, "1185.80", "2026-06-20");
    supplement(&caller, &id).refused(422, "supplement.none");
    // Under the usual terms the VAT is on the full amount; in Belgium it is on the discounted one, taken or not.
    for mode in ["fullThenCreditNote", "alwaysDiscounted"] {
        let caller = demo();
        let id = issued(&caller, mode);
        caller.later(11 * 24 * 60 * MINUTE);
        supplement(&caller, &id).refused(422, "supplement.none");
    }
    let caller = demo();
    let id = issued(&caller, "discounted");
    supplement(&caller, &id).refused(422, "date.range");
}

#[test]
fn it_comes_by_itself_the_morning_after_the_last_day_and_goes_to_the_customer() {
    let caller = demo();
    caller.call("PATCH", "/v1/administration", BY_ITSELF, &[("if-match", "*")]).expect(200);
    let id = issued(&caller, "discounted");
    caller.live_until("2026-06-20T21:00:00Z");
    assert_eq!(numbers(&caller), ["2026-0001"]);
    caller.live_until("2026-06-23T21:00:00Z");
    assert_eq!(numbers(&caller), ["2026-0002", "2026-0001"]);
    let made = caller.get(&format!("/v1/invoices/{}", caller.all("/v1/invoices", "id")[0])).expect(200);
    assert_eq!([made.at("invoice.issueDate"), made.at("supplements")], ["2026-06-21".to_owned(), id]);
    assert_eq!(caller.all("/v1/outbox", "invoiceId"), [made.at("id")]);
}

#[test]
fn days_of_grace_are_waited_for_and_what_comes_in_them_has_none() {
    let wish = r#"{"supplementLapsedDiscounts":true,"discountGraceDays":3}"#;
    for is_paid in [true, false] {
        let (caller, id) = lapsed(wish);
        if is_paid {
            pay(&caller, &id, "1185.80", "2026-06-21");
        }
        caller.live_until("2026-06-23T21:00:00Z");
        assert_eq!(numbers(&caller), ["2026-0001"]);
        caller.live_until("2026-06-26T21:00:00Z");
        assert_eq!(numbers(&caller).len(), if is_paid { 1 } else { 2 });
    }
}

#[test]
fn what_was_given_up_or_taken_back_is_not_asked_for_by_itself() {
    for (door, body) in [
        ("writeOff", r#"{"amount":"1185.80","reason":"Failliet"}"#),
        ("void", "{}"),
        ("credit", r#"{"full":true,"reason":"Retour"}"#),
    ] {
        let (caller, id) = lapsed(BY_ITSELF);
        caller.do_post(&format!("/v1/invoices/{id}/{door}"), body).expect_any(&[200, 201]);
        caller.live_until("2026-06-26T21:00:00Z");
        assert!(!numbers(&caller).contains(&"2026-0002".to_owned()), "{door}");
        assert!(!caller.all("/v1/events?limit=200", "type").contains(&"discount.notSupplemented".to_owned()), "{door}");
    }
}

#[test]
fn what_a_bank_takes_back_makes_a_discount_one_that_was_not_taken() {
    let (caller, id) = lapsed(BY_ITSELF);
    pay(&caller, &id, "1185.80", "2026-06-18");
    caller.live_until("2026-06-23T21:00:00Z");
    assert_eq!(numbers(&caller), ["2026-0001"]);
    caller.do_post(&format!("/v1/invoices/{id}/returnedDebit"), r#"{"amount":"1185.80","reason":"AC04"}"#).expect(201);
    caller.live_until("2026-06-26T21:00:00Z");
    assert_eq!(numbers(&caller), ["2026-0002", "2026-0001"]);
}

#[test]
fn half_of_it_credited_leaves_half_of_the_discount() {
    let (caller, id) = lapsed("{}");
    let credit = r#"{"amount":"592.90","reason":"Retour"}"#;
    caller.do_post(&format!("/v1/invoices/{id}/credit"), credit).expect(201);
    let made = supplement(&caller, &id).expect(201);
    assert_eq!([made.at("invoice.totals.net"), made.at("invoice.totals.vat")], ["10.00", "2.10"]);
}

#[test]
fn a_bank_line_of_what_the_terms_ask_for_late_is_booked() {
    let (caller, id) = lapsed("{}");
    let line = line("L-1", "1210.00", &text("2026-0001")).replace("2026-06-15", "2026-06-21");
    import(&caller, &[line]);
    assert_eq!((shown(&caller, &id), caller.all("/v1/inbox", "id").len()), (["paid", "0.00"].map(str::to_owned), 0));
}

#[test]
fn a_morning_that_breaks_off_anywhere_makes_one() {
    for statements in (0..120).step_by(4) {
        let (mut caller, _) = lapsed(BY_ITSELF);
        caller.world.statements_left.set(Some(statements));
        pollster::block_on(caller.book.settle());
        caller.world.statements_left.set(None);
        caller = caller.restarted();
        caller.later(MINUTE);
        caller.settled();
        assert_eq!(numbers(&caller), ["2026-0002", "2026-0001"], "after {statements} statements");
        assert_eq!(caller.all("/v1/outbox", "channel"), ["email"]);
    }
}
