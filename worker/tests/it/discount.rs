//! The credit note for an early-payment discount that was earned: on request or by itself, once, with its VAT.

use crate::support::{Caller, demo, draft};

/// An issued invoice of 1210.00 of 10 June 2026 on terms of 2 % within ten days: 1185.80 by 20 June. Today is the 15th.
fn issued(caller: &Caller, mode: &str) -> String {
    let terms = format!(
        r#""paymentTerms":{{"netDays":30,"earlyDiscounts":[{{"percent":"2","days":10}}],"vatMode":"{mode}"}},"lines""#
    );
    let id = caller.do_post("/v1/invoices", &draft().replace(r#""lines""#, &terms)).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), r#"{"issueDate":"2026-06-10"}"#).expect(200);
    id
}

fn pay(caller: &Caller, id: &str, amount: &str) {
    let body = format!(r#"{{"amount":"{amount}","method":"creditTransfer","on":"2026-06-12"}}"#);
    caller.do_post(&format!("/v1/invoices/{id}/payments"), &body).expect(201);
}

fn count(caller: &Caller, event: &str) -> usize {
    caller.all("/v1/events?limit=200", "type").iter().filter(|kind| *kind == event).count()
}

/// Base and VAT of June in the report, and what the journal leaves on the receivables.
fn june(caller: &Caller) -> [String; 3] {
    let vat = caller.get("/v1/reports/vat?from=2026-06-01&until=2026-06-30").expect(200);
    let rows = crate::extract::csv(caller, "/v1/exports/journal.csv?from=2026-06-01&until=2026-06-30");
    let owed: Vec<_> = rows.iter().filter(|row| row["part"] == "receivables").collect();
    let left = crate::extract::sum(owed.iter().copied(), "debit") - crate::extract::sum(owed.iter().copied(), "credit");
    [vat.at("rows[0].base"), vat.at("rows[0].amount"), left.to_string()]
}

#[test]
fn a_discount_that_was_earned_is_credited_on_request_once_with_its_vat() {
    let caller = demo();
    let id = issued(&caller, "fullThenCreditNote");
    let path = format!("/v1/invoices/{id}/credit");
    let ask = r#"{"discount":true}"#;
    caller.do_post(&path, ask).refused(409, "discount.none");
    pay(&caller, &id, "1185.79");
    caller.do_post(&path, ask).refused(409, "discount.none");
    assert_eq!(count(&caller, "discount.earned"), 0);
    pay(&caller, &id, "0.01");
    assert_eq!(count(&caller, "discount.earned"), 1);
    // Until its credit note the VAT of the full amount stays due (art. 29 (3) Wet OB 1968): 1000.00 and 210.00.
    assert_eq!(june(&caller), ["1000.00", "210.00", "0.00"]);
    // 2 % of 1210.00: 20.00 and 4.20.
    let note = caller.do_post(&path, ask).expect(201);
    let totals = ["net", "vat", "gross"].map(|name| note.at(&format!("invoice.totals.{name}")));
    assert_eq!(totals, ["20.00", "4.20", "24.20"]);
    assert_eq!([note.at("credits"), note.at("state")], [id.clone(), "paid".to_owned()]);
    let invoice = caller.get(&format!("/v1/invoices/{id}")).expect(200);
    assert_eq!([invoice.at("state"), invoice.at("status.amountDue")], ["paid", "0.00"]);
    assert_eq!(june(&caller), ["980.00", "205.80", "0.00"]);
    caller.do_post(&path, ask).refused(409, "discount.none");
    caller.do_post(&path, r#"{"discount":true,"full":true}"#).refused(422, "credit.form");
    assert_eq!(caller.get("/v1/verify?limit=200").expect(200).at("intact"), "true");
}

#[test]
fn a_discount_whose_vat_is_right_without_a_document_has_no_credit_note() {
    // In Germany the VAT is corrected without one (§ 17 UStG), in Belgium it was never on the full amount (art. 28, 1° WBTW).
    for mode in ["fullThenCorrection", "alwaysDiscounted"] {
        let caller = demo();
        let id = issued(&caller, mode);
        let asked = caller.get(&format!("/v1/invoices/{id}")).expect(200).at("invoice.earlyPayment[0].payable");
        pay(&caller, &id, &asked);
        assert_eq!(caller.get(&format!("/v1/invoices/{id}")).expect(200).at("state"), "paid", "{mode}");
        caller.do_post(&format!("/v1/invoices/{id}/credit"), r#"{"discount":true}"#).refused(409, "discount.none");
        assert_eq!(count(&caller, "discount.earned"), 0);
    }
}

/// Books in which the note comes by itself, with an invoice that was paid early; gives its id.
fn by_itself() -> (Caller, String) {
    let caller = demo();
    let wish = r#"{"creditEarnedDiscounts":true}"#;
    caller.call("PATCH", "/v1/administration", wish, &[("if-match", "*")]).expect(200);
    let id = issued(&caller, "fullThenCreditNote");
    pay(&caller, &id, "1185.80");
    (caller, id)
}

#[test]
fn the_note_comes_by_itself_the_next_morning_and_goes_to_the_customer() {
    let (caller, id) = by_itself();
    caller.live_until("2026-06-15T21:00:00Z");
    assert_eq!(caller.all("/v1/invoices", "type"), ["invoice"]);
    caller.live_until("2026-06-18T21:00:00Z");
    assert_eq!(caller.all("/v1/invoices", "type"), ["creditNote", "invoice"]);
    let note = caller.get(&format!("/v1/invoices/{}", caller.all("/v1/invoices", "id")[0])).expect(200);
    assert_eq!([note.at("invoice.issueDate"), note.at("invoice.totals.gross")], ["2026-06-16", "24.20"]);
    assert_eq!(caller.all("/v1/outbox", "invoiceId"), [note.at("id")]);
    assert_eq!(caller.get(&format!("/v1/invoices/{id}")).expect(200).at("status.amountDue"), "0.00");
}

#[test]
fn what_is_switched_off_by_then_makes_no_note() {
    let (caller, _) = by_itself();
    let wish = r#"{"creditEarnedDiscounts":null}"#;
    caller.call("PATCH", "/v1/administration", wish, &[("if-match", "*")]).expect(200);
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    caller.live_until("2026-06-18T21:00:00Z");
    assert_eq!(caller.all("/v1/invoices", "type"), ["invoice"]);
}

#[test]
fn a_payment_that_is_spread_over_invoices_earns_a_discount_too() {
    let caller = demo();
    let id = issued(&caller, "fullThenCreditNote");
    let body = r#"{"amount":"1185.80","currency":"EUR","method":"creditTransfer","reference":"2026-0001"}"#;
    caller.do_post("/v1/payments", body).expect(201);
    assert_eq!(caller.get(&format!("/v1/invoices/{id}")).expect(200).at("state"), "paid");
    assert_eq!(count(&caller, "discount.earned"), 1);
}

#[test]
fn a_payment_that_was_taken_back_by_then_has_no_note() {
    let (caller, id) = by_itself();
    let payment = caller.all(&format!("/v1/invoices/{id}/entries"), "id")[1].clone();
    caller.do_post(&format!("/v1/invoices/{id}/correct"), &format!(r#"{{"of":"{payment}"}}"#)).expect(201);
    caller.live_until("2026-06-18T21:00:00Z");
    assert_eq!(caller.all("/v1/invoices", "type"), ["invoice"]);
    assert_eq!(count(&caller, "discount.notCredited"), 0);
}

#[test]
fn a_morning_that_breaks_off_anywhere_makes_one_note() {
    for statements in (0..90).step_by(3) {
        let (mut caller, _) = by_itself();
        caller.later(24 * 60 * crate::support::MINUTE);
        caller.world.statements_left.set(Some(statements));
        pollster::block_on(caller.book.settle());
        caller.world.statements_left.set(None);
        caller = caller.restarted();
        caller.later(crate::support::MINUTE);
        caller.settled();
        assert_eq!(caller.all("/v1/invoices", "number"), ["C2026-0001", "2026-0001"], "after {statements} statements");
        assert_eq!(caller.all("/v1/outbox", "channel"), ["email"]);
    }
}
