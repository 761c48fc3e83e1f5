//! Likely duplicates: named before and at issuing, refused where that is asked for, and never held up otherwise.

use crate::support::{Caller, demo, draft};

/// A draft that says more.
fn with(more: &str) -> String {
    draft().replace(r#""currency""#, &format!(r#"{more}"currency""#))
}

fn issue(caller: &Caller, body: &str) -> String {
    let id = caller.do_post("/v1/invoices", body).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    id
}

#[test]
fn a_second_one_is_warned_of_in_the_draft_and_when_it_is_issued() {
    let caller = demo();
    let first = issue(&caller, &draft());
    let made = caller.do_post("/v1/invoices", &draft()).expect(201);
    let id = made.at("id");
    for shown in [made, caller.get(&format!("/v1/invoices/{id}")).expect(200)] {
        assert_eq!(shown.count("warnings"), 1);
        let said = ["code", "severity", "invoiceId", "number"].map(|field| shown.at(&format!("warnings[0].{field}")));
        assert_eq!(said, ["invoice.duplicate", "warning", first.as_str(), "2026-0001"]);
    }
    let path = format!("/v1/invoices/{id}/issue");
    let refused = caller.do_post(&path, r#"{"refuseDuplicate":true}"#).refused(409, "invoice.duplicate");
    assert!(refused.at("detail").contains("2026-0001"), "{}", refused.json.0);
    // Nothing was done: the number is still free, and whoever means it issues it.
    let issued = caller.do_post(&path, "{}").expect(200);
    assert_eq!([issued.at("number"), issued.at("warnings[0].number")], ["2026-0002", "2026-0001"]);
    // An issued one is what it is.
    assert_eq!(caller.get(&format!("/v1/invoices/{id}")).expect(200).count("warnings"), 0);
}

#[test]
fn what_tells_two_invoices_apart_silences_and_what_binds_them_does_not() {
    let order = |number: &str| format!(r#""purchaseOrder":"{number}","#);
    let may = r#""period":{"from":"2026-05-01","until":"2026-05-31"},"#;
    let april = r#""period":{"from":"2026-04-01","until":"2026-04-30"},"#;
    // What the first one states, what the second one does, days between them, and whether they are alike.
    for (one, other, days, alike) in [
        (String::new(), String::new(), 6, true),
        (String::new(), String::new(), 7, false),
        (order("A"), order("A"), 300, true),
        (order("A"), order("B"), 0, false),
        (order("A"), String::new(), 1, true),
        (order("A"), String::new(), 30, false),
        (may.to_owned(), may.to_owned(), 60, true),
        (may.to_owned(), april.to_owned(), 0, false),
        // One order, month by month.
        (order("A") + may, order("A") + april, 0, false),
        (order("A") + may, order("B") + may, 0, false),
    ] {
        let caller = demo();
        issue(&caller, &with(&one));
        caller.later(days * 86_400_000);
        let warned = caller.do_post("/v1/invoices", &with(&other)).expect(201).count("warnings") == 1;
        assert_eq!(warned, alike, "{one} and {other} {days} days apart");
    }
}

#[test]
fn another_amount_customer_kind_or_fate_is_no_duplicate() {
    let caller = demo();
    let id = issue(&caller, &draft());
    let quiet =
        |body: &str| assert_eq!(caller.do_post("/v1/invoices", body).expect(201).count("warnings"), 0, "{body}");
    quiet(&draft().replace("100.00", "100.01"));
    quiet(&draft().replace("Bakkerij Vermeulen B.V.", "Bakkerij Vermeulen V.O.F."));
    quiet(&draft().replace("EUR", "SEK"));
    quiet(&with(r#""type":"prepayment","#));
    caller.do_post(&format!("/v1/invoices/{id}/void"), "{}").expect(200);
    quiet(&draft());
}

#[test]
fn two_kept_customers_of_one_name_are_two() {
    let caller = demo();
    let customer = || {
        let party = r#"{"party":{"name":"Jan Peeters","country":"NL","address":{"city":"Utrecht"}}}"#;
        caller.do_post("/v1/customers", party).expect(201).at("id")
    };
    let (one, two) = (customer(), customer());
    let body = |id: &str| {
        format!(
            r#"{{"customerId":"{id}","draft":{{"currency":"EUR",
            "lines":[{{"name":"Brood","quantity":"1","unitPrice":"10.00","vat":"nl:standard"}}]}}}}"#
        )
    };
    issue(&caller, &body(&one));
    assert_eq!(caller.do_post("/v1/invoices", &body(&two)).expect(201).count("warnings"), 0);
    assert_eq!(caller.do_post("/v1/invoices", &body(&one)).expect(201).count("warnings"), 1);
}
