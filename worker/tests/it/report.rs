//! Reports over all invoices of the Book: their sums are those of the invoices and entries.

use crate::support::demo;

#[test]
fn what_is_open_is_what_was_invoiced_less_what_came_in() {
    let caller = demo();
    let ids = [caller.issued(), caller.issued(), caller.issued()];
    caller.do_post("/v1/invoices", &crate::support::draft()).expect(201);
    let pay = |id: &str, amount: &str| {
        let body = format!(r#"{{"amount":"{amount}","method":"creditTransfer"}}"#);
        caller.do_post(&format!("/v1/invoices/{id}/payments"), &body).expect(201);
    };
    pay(&ids[0], "1210.00");
    pay(&ids[1], "210.00");
    caller.do_post(&format!("/v1/invoices/{}/credit", ids[2]), r#"{"amount":"10.00","reason":"Korting"}"#).expect(201);
    // 3 × 1210.00 less 1210.00, 210.00 and 10.00; all of it due on 15 July, thus 10 days late on the 25th.
    let late = caller.get("/v1/reports/ageing?on=2026-07-25").expect(200);
    assert_eq!(
        (late.at("asOf"), late.count("rows"), late.at("rows[0].invoices")),
        ("2026-07-25".into(), 1, "2".into())
    );
    assert!(late.json.0.contains("\"2200.00\""), "{}", late.json.0);
    assert!(caller.get("/v1/reports/cash?weeks=8").expect(200).json.0.contains("\"2200.00\""));
    // VAT at 21 % of 3 × 1000.00, less the VAT in a credit of 10.00.
    let vat = caller.get("/v1/reports/vat?from=2026-04-01&until=2026-06-30").expect(200);
    assert_eq!((vat.at("rows[0].base"), vat.at("rows[0].amount")), ("2991.74".to_owned(), "628.26".to_owned()));
    assert!(
        caller.get("/v1/reports/revenue?from=2026-06-01&until=2026-06-30").expect(200).json.0.contains("\"2991.74\"")
    );
    assert_eq!(caller.get("/v1/reports/vat?from=2026-01-01&until=2026-03-31").expect(200).count("rows"), 0);
    caller.get("/v1/reports/dso?days=30").expect(200);
    assert_eq!(caller.get("/v1/reports/behaviour").expect(200).count("rows"), 1);
}

#[test]
fn a_report_of_yesterday_can_be_asked_tomorrow() {
    let caller = demo();
    let id = caller.issued();
    let path = "/v1/reports/ageing?on=2026-06-15";
    let then = caller.get(path).expect(200);
    caller.world.now.set(caller.world.now.get().plus_days(1));
    let body = r#"{"amount":"1210.00","method":"cash"}"#;
    caller.do_post(&format!("/v1/invoices/{id}/payments"), body).expect(201);
    assert_eq!(caller.get(path).expect(200).json, then.json);
    assert_eq!(caller.get("/v1/reports/ageing").expect(200).count("rows"), 0);
}

#[test]
fn a_report_says_what_it_needs() {
    let caller = demo();
    let refused = caller.get("/v1/reports/vat?from=2026-01-01").refused(400, "query.day");
    assert!(refused.at("detail").contains("until"));
    caller.get("/v1/reports/dso?days=-1").refused(400, "query.number");
    caller.get("/v1/reports/cash?on=today").refused(400, "query.day");
    caller.get("/v1/reports/unknown").refused(404, "route.unknown");
    caller.get("/v1/reports/vat?from=2026-02-01&until=2026-01-01").expect(422);
    caller.get("/v1/reports/ageing").expect(200);
}
