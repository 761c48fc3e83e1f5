//! Prepayment invoices: taken off the final one with their VAT, once, and only as far as they were received.

use crate::support::{Answer, Caller, demo, draft};

/// A draft of one line over an amount, of a type and with more beside it.
fn body(kind: &str, price: &str, more: &str) -> String {
    let typed = format!(r#""type":"{kind}","currency""#);
    let body = draft().replace(r#""currency""#, &typed).replace(r#""quantity":"10""#, r#""quantity":"1""#);
    body.replace("100.00", price).replacen('{', &format!("{{{more}"), 1)
}

fn issue(caller: &Caller, id: &str) -> Answer {
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}")
}

/// An issued prepayment invoice; gives its id.
fn prepayment(caller: &Caller, price: &str) -> String {
    let id = caller.do_post("/v1/invoices", &body("prepayment", price, "")).expect(201).at("id");
    issue(caller, &id).expect(200);
    id
}

/// Pays what is due of an invoice.
fn pay(caller: &Caller, id: &str) {
    let due = caller.get(&format!("/v1/invoices/{id}")).expect(200).at("status.amountDue");
    let payment = format!(r#"{{"amount":"{due}","method":"creditTransfer"}}"#);
    caller.do_post(&format!("/v1/invoices/{id}/payments"), &payment).expect(201);
}

fn paid(caller: &Caller, price: &str) -> String {
    let id = prepayment(caller, price);
    pay(caller, &id);
    id
}

/// A draft of the final invoice, which takes these off.
fn last(caller: &Caller, prepayments: &[&str]) -> Answer {
    let ids = prepayments.iter().map(|id| format!(r#""{id}""#)).collect::<Vec<_>>().join(",");
    caller.do_post("/v1/invoices", &body("invoice", "1000.00", &format!(r#""prepaymentIds":[{ids}],"#)))
}

#[test]
fn the_final_invoice_names_its_prepayments_and_bears_the_vat_of_the_rest() {
    let caller = demo();
    let part = paid(&caller, "300.00");
    let draft = last(&caller, &[&part]).expect(201);
    let id = draft.at("id");
    // 1000.00 less 300.00: 700.00 + 147.00, shown before it is issued as after.
    assert_eq!([draft.at("invoice.totals.vat"), draft.at("invoice.totals.payable")], ["147.00", "847.00"]);
    assert!(caller.get(&format!("/v1/invoices/{id}.pdf")).expect(200).response.body.starts_with(b"%PDF-"));
    let issued = issue(&caller, &id).expect(200);
    assert_eq!([issued.at("invoice.totals.vat"), issued.at("invoice.totals.payable")], ["147.00", "847.00"]);
    assert_eq!(
        [issued.at("invoice.preceding[0].number"), issued.at("invoice.preceding[0].issueDate")],
        ["2026-0001", "2026-06-15"]
    );
    assert_eq!(issued.at("invoice.lines[1].net"), "-300.00");
    assert_eq!(issued.at("prepaymentIds[0]"), part);
    assert_eq!(caller.get(&format!("/v1/invoices/{part}")).expect(200).at("deductedBy"), id);
    let ubl = caller.get(&format!("/v1/invoices/{id}.ubl.xml")).expect(200).json.0;
    assert!(ubl.contains("<cac:BillingReference>") && ubl.contains("2026-0001"), "{ubl}");
    // VAT of June: 63.00 on the prepayment, 147.00 on the rest, 210.00 on the whole.
    let vat = caller.get("/v1/reports/vat?from=2026-06-01&until=2026-06-30").expect(200);
    assert!(vat.json.0.contains("210.00"), "{}", vat.json.0);
}

#[test]
fn only_what_came_in_is_taken_off_also_where_it_went_back_since() {
    let caller = demo();
    let part = prepayment(&caller, "300.00");
    let refused = last(&caller, &[&part]);
    assert_eq!(refused.refused(409, "prepayment.unpaid").at("findings[0].path"), "prepaymentIds[0]");
    pay(&caller, &part);
    let id = last(&caller, &[&part]).expect(201).at("id");
    let back = r#"{"amount":"363.00","reason":"MD06"}"#;
    caller.do_post(&format!("/v1/invoices/{part}/returnedDebit"), back).expect(201);
    issue(&caller, &id).refused(409, "prepayment.unpaid");
    // What will not come is credited; nothing is left of the prepayment then.
    let full = r#"{"full":true,"reason":"Niet betaald"}"#;
    caller.do_post(&format!("/v1/invoices/{part}/credit"), full).refused(409, "prepayment.deducted");
    let none = r#"{"prepaymentIds":[]}"#;
    let whole = caller.call("PATCH", &format!("/v1/invoices/{id}"), none, &[("if-match", "*")]).expect(200);
    assert_eq!(whole.at("invoice.totals.payable"), "1210.00");
    caller.do_post(&format!("/v1/invoices/{part}/credit"), full).expect(201);
    last(&caller, &[&part]).refused(422, "prepayment.unfit");
    issue(&caller, &id).expect(200);
}

#[test]
fn a_prepayment_is_on_one_invoice_until_that_gives_it_back() {
    let caller = demo();
    let part = paid(&caller, "300.00");
    last(&caller, &[&part, &part]).refused(422, "prepayment.unfit");
    let first = last(&caller, &[&part]).expect(201).at("id");
    last(&caller, &[&part]).refused(409, "prepayment.deducted");
    caller.call("DELETE", &format!("/v1/invoices/{first}"), "", &[]).expect(204);
    let second = last(&caller, &[&part]).expect(201).at("id");
    issue(&caller, &second).expect(200);
    for (deed, body) in [("void", "{}"), ("credit", r#"{"amount":"10.00","reason":"Korting"}"#)] {
        caller.do_post(&format!("/v1/invoices/{part}/{deed}"), body).refused(409, "prepayment.deducted");
    }
    last(&caller, &[&part]).refused(409, "prepayment.deducted");
    // A part that is credited gives nothing back; the whole does.
    caller.do_post(&format!("/v1/invoices/{second}/credit"), r#"{"amount":"10.00","reason":"Korting"}"#).expect(201);
    last(&caller, &[&part]).refused(409, "prepayment.deducted");
    caller.do_post(&format!("/v1/invoices/{second}/void"), "{}").expect(200);
    last(&caller, &[&part]).expect(201);
}

#[test]
fn an_invoice_that_is_credited_in_full_in_any_way_gives_its_prepayments_back() {
    let caller = demo();
    let part = paid(&caller, "300.00");
    // 700.00 + 147.00 are left to credit: at once, in two parts, and as 0.7 pieces of 1000.00.
    let ways: [&[&str]; 3] = [
        &[r#""amount":"847.00""#],
        &[r#""amount":"47.00""#, r#""amount":"800.00""#],
        &[r#""lines":[{"id":"1","quantity":"0.7"}]"#],
    ];
    for way in ways {
        let id = last(&caller, &[&part]).expect(201).at("id");
        issue(&caller, &id).expect(200);
        for said in way {
            last(&caller, &[&part]).refused(409, "prepayment.deducted");
            let credit = format!(r#"{{{said},"reason":"Retour"}}"#);
            caller.do_post(&format!("/v1/invoices/{id}/credit"), &credit).expect(201);
        }
    }
    caller.do_post(&format!("/v1/invoices/{part}/credit"), r#"{"full":true,"reason":"Retour"}"#).expect(201);
}

#[test]
fn an_invoice_dated_before_a_prepayment_does_not_take_it_off() {
    let caller = demo();
    let part = paid(&caller, "300.00");
    // The prepayment is of 15 June.
    let said = body("invoice", "1000.00", &format!(r#""prepaymentIds":["{part}"],"#));
    let dated = said.replace(r#""currency""#, r#""issueDate":"2026-06-14","currency""#);
    let refused = caller.do_post("/v1/invoices", &dated);
    assert_eq!(refused.refused(422, "prepayment.unfit").at("findings[0].path"), "prepaymentIds[0]");
    let id = last(&caller, &[&part]).expect(201).at("id");
    let path = format!("/v1/invoices/{id}/issue");
    caller.do_post(&path, r#"{"issueDate":"2026-06-14"}"#).refused(422, "prepayment.unfit");
    caller.do_post(&path, r#"{"issueDate":"2026-06-15"}"#).expect(200);
}

#[test]
fn what_is_no_prepayment_of_this_invoice_is_refused_by_its_place() {
    let caller = demo();
    let (part, large) = (paid(&caller, "300.00"), paid(&caller, "700.01"));
    let invoice = caller.issued();
    let draft_id = last(&caller, &[]).expect(201).at("id");
    for id in [invoice.as_str(), draft_id.as_str(), "inv_none"] {
        let refused = last(&caller, &[&part, id]);
        assert_eq!(refused.refused(422, "prepayment.unfit").at("findings[0].path"), "prepaymentIds[1]");
    }
    let refused = last(&caller, &[&part, &large]);
    assert_eq!(refused.refused(422, "prepayment.exceeds").at("findings[0].path"), "prepaymentIds[1]");
    // Another buyer, by name or by customer.
    let other = body("invoice", "1000.00", &format!(r#""prepaymentIds":["{part}"],"#));
    caller
        .do_post("/v1/invoices", &other.replace("Bakkerij Vermeulen", "Slagerij Jansen"))
        .refused(422, "prepayment.unfit");
    let credit = body("creditNote", "1000.00", &format!(r#""prepaymentIds":["{part}"],"#));
    caller.do_post("/v1/invoices", &credit).refused(422, "prepayment.unfit");
}
