//! The incentive for structured invoices: granted once with the consent, taken by one invoice, given back with it.

use crate::support::{Answer, Caller, demo};

fn offering() -> Caller {
    let caller = demo();
    let patch = r#"{"eInvoicingIncentive":{"amount":"5.00","currency":"EUR"}}"#;
    let said = caller.call("PATCH", "/v1/administration", patch, &[("if-match", "*")]).expect(200);
    assert_eq!(said.at("eInvoicingIncentive.amount"), "5.00");
    caller
}

const CONSENT: &str = r#"{"delivery":{"consent":{"on":"2026-06-14","source":"E-mail of Anna"}}}"#;

fn customer(caller: &Caller) -> String {
    let body = r#"{"party":{"name":"Bakkerij Zon","country":"NL","locale":"nl","address":{"city":"Utrecht"}}}"#;
    caller.do_post("/v1/customers", body).expect(201).at("id")
}

fn patch(caller: &Caller, id: &str, body: &str) {
    caller.call("PATCH", &format!("/v1/customers/{id}"), body, &[("if-match", "*")]).expect(200);
}

fn draft(caller: &Caller, customer: &str, price: &str) -> Answer {
    let body = format!(
        r#"{{"customerId":"{customer}","draft":{{"currency":"EUR",
        "lines":[{{"name":"Brood","quantity":"1","unitPrice":"{price}","vat":"nl:standard"}}]}}}}"#
    );
    caller.do_post("/v1/invoices", &body).expect(201)
}

fn issued(caller: &Caller, id: &str) -> Answer {
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200)
}

/// Net, VAT and what is to be paid.
fn totals(shown: &Answer) -> [String; 3] {
    ["net", "vat", "payable"].map(|name| shown.at(&format!("invoice.totals.{name}")))
}

#[test]
fn the_next_invoice_after_the_consent_takes_it_and_no_other() {
    let caller = offering();
    let id = customer(&caller);
    // Without consent there is none.
    assert_eq!(totals(&draft(&caller, &id, "100.00")), ["100.00", "21.00", "121.00"]);
    patch(&caller, &id, CONSENT);
    // 100.00 less 5.00, and 21 % of what is left; each draft shows it, the first to be issued has it.
    let drafts = [(); 2].map(|()| draft(&caller, &id, "100.00"));
    for shown in &drafts {
        assert_eq!(totals(shown), ["95.00", "19.95", "114.95"]);
        assert_eq!(shown.at("invoice.allowances[0].reason"), "Korting voor e-facturatie");
    }
    assert_eq!(totals(&issued(&caller, &drafts[1].at("id"))), ["95.00", "19.95", "114.95"]);
    assert_eq!(totals(&issued(&caller, &drafts[0].at("id"))), ["100.00", "21.00", "121.00"]);
    // Whoever agrees again gets nothing again.
    patch(&caller, &id, r#"{"delivery":{"consent":null}}"#);
    patch(&caller, &id, CONSENT);
    assert_eq!(totals(&draft(&caller, &id, "100.00")), ["100.00", "21.00", "121.00"]);
    let events = caller.all("/v1/events", "type");
    let count = |kind: &str| events.iter().filter(|event| *event == kind).count();
    assert_eq!((count("incentive.granted"), count("incentive.credited")), (1, 1));
}

#[test]
fn it_waits_for_an_invoice_that_is_large_enough_in_its_currency_and_while_the_consent_holds() {
    let caller = offering();
    let id = customer(&caller);
    patch(&caller, &id, CONSENT);
    assert_eq!(totals(&issued(&caller, &draft(&caller, &id, "4.99").at("id"))), ["4.99", "1.05", "6.04"]);
    patch(&caller, &id, r#"{"delivery":{"consent":null}}"#);
    assert_eq!(totals(&draft(&caller, &id, "100.00")), ["100.00", "21.00", "121.00"]);
    patch(&caller, &id, CONSENT);
    assert_eq!(totals(&issued(&caller, &draft(&caller, &id, "5.00").at("id"))), ["0.00", "0.00", "0.00"]);
    assert_eq!(totals(&draft(&caller, &customer(&caller), "100.00")), ["100.00", "21.00", "121.00"]);
}

#[test]
fn an_invoice_that_is_taken_back_gives_it_back() {
    let caller = offering();
    let id = customer(&caller);
    patch(&caller, &id, CONSENT);
    let first = draft(&caller, &id, "100.00").at("id");
    issued(&caller, &first);
    caller.do_post(&format!("/v1/invoices/{first}/credit"), r#"{"amount":"10.00","reason":"Korting"}"#).expect(201);
    assert_eq!(totals(&draft(&caller, &id, "100.00")), ["100.00", "21.00", "121.00"]);
    caller.do_post(&format!("/v1/invoices/{first}/void"), "{}").expect(200);
    assert_eq!(totals(&issued(&caller, &draft(&caller, &id, "100.00").at("id"))), ["95.00", "19.95", "114.95"]);
}

#[test]
fn it_waits_where_what_is_prepaid_or_stated_leaves_no_room_for_it() {
    let caller = offering();
    let id = customer(&caller);
    patch(&caller, &id, CONSENT);
    let create = |beside: &str, inside: &str| {
        let body = format!(
            r#"{{"customerId":"{id}",{beside}"draft":{{{inside}"currency":"EUR",
            "lines":[{{"name":"Brood","quantity":"1","unitPrice":"100.00","vat":"nl:standard"}}]}}}}"#
        );
        caller.do_post("/v1/invoices", &body).expect(201)
    };
    let part = create("", r#""type":"prepayment","#).at("id");
    issued(&caller, &part);
    let payment = r#"{"amount":"121.00","method":"creditTransfer"}"#;
    caller.do_post(&format!("/v1/invoices/{part}/payments"), payment).expect(201);
    // 100.00 of which 100.00 were prepaid.
    let last = create(&format!(r#""prepaymentIds":["{part}"],"#), "");
    assert_eq!(totals(&last), ["0.00", "0.00", "0.00"]);
    assert_eq!(totals(&issued(&caller, &last.at("id"))), ["0.00", "0.00", "0.00"]);
    let stated = [
        r#""vatAmounts":[{"category":"S","rate":"21","amount":"21.00"}],"#,
        r#""paymentTerms":{"instalments":[{"amount":"60.50","days":14},{"amount":"60.50","days":30}]},"#,
    ];
    for inside in stated {
        let shown = create("", inside);
        assert_eq!(totals(&shown), ["100.00", "21.00", "121.00"], "{inside}");
        assert_eq!(totals(&issued(&caller, &shown.at("id"))), ["100.00", "21.00", "121.00"], "{inside}");
    }
    // It still waits, and the next with room for it has it.
    assert_eq!(totals(&issued(&caller, &create("", "").at("id"))), ["95.00", "19.95", "114.95"]);
}

#[test]
fn an_invoice_that_is_credited_in_parts_gives_it_back_with_the_last() {
    let caller = offering();
    let id = customer(&caller);
    patch(&caller, &id, CONSENT);
    let first = draft(&caller, &id, "100.00").at("id");
    issued(&caller, &first);
    // 114.95 in two parts.
    for (amount, next) in [("14.95", "121.00"), ("100.00", "114.95")] {
        let body = format!(r#"{{"amount":"{amount}","reason":"Retour"}}"#);
        caller.do_post(&format!("/v1/invoices/{first}/credit"), &body).expect(201);
        assert_eq!(draft(&caller, &id, "100.00").at("invoice.totals.payable"), next);
    }
}

#[test]
fn it_is_taken_once_however_often_issuing_breaks() {
    let mut caller = offering();
    let id = customer(&caller);
    patch(&caller, &id, CONSENT);
    let first = draft(&caller, &id, "100.00").at("id");
    let path = format!("/v1/invoices/{first}/issue");
    for statements in 0..500 {
        caller.world.statements_left.set(Some(statements));
        let status = caller.post(&path, "{}", "issue").status();
        caller = caller.restarted();
        if status == 200 {
            break;
        }
    }
    assert_eq!(totals(&caller.post(&path, "{}", "issue").expect(200)), ["95.00", "19.95", "114.95"]);
    assert_eq!(totals(&draft(&caller, &id, "100.00")), ["100.00", "21.00", "121.00"]);
}

#[test]
fn what_is_no_amount_of_its_currency_is_refused() {
    let caller = demo();
    for amount in ["0", "-5.00", "5.005"] {
        let body = format!(r#"{{"eInvoicingIncentive":{{"amount":"{amount}","currency":"EUR"}}}}"#);
        caller.call("PATCH", "/v1/administration", &body, &[("if-match", "*")]).refused(422, "amount.scale");
    }
}
