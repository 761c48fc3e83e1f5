//! Reports over all invoices of the Book: their sums are those of the invoices and entries.

use voldaan::calendar::Day;
use voldaan::ledger::Account;
use voldaan::report::{
    TermEffectOptions, ageing, cash_forecast, dso, payment_behaviour, receipts, revenue, term_effect, vat_summary,
};
use voldaan::wire::to_json;

use crate::support::{Caller, demo};

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
fn what_was_paid_is_the_sum_of_the_payments_in_the_books() {
    let caller = demo();
    let (one, two) = (caller.issued(), caller.issued());
    let book =
        |id: &str, what: &str, body: &str| caller.do_post(&format!("/v1/invoices/{id}/{what}"), body).expect(201);
    book(&one, "payments", r#"{"amount":"1210.00","method":"creditTransfer"}"#);
    caller.later(86_400_000);
    book(&two, "payments", r#"{"amount":"500.00","method":"cash"}"#);
    book(&one, "returnedDebit", r#"{"amount":"210.00"}"#);
    let received =
        |days: &str| caller.get(&format!("/v1/reports/receipts?{days}")).expect(200).at("totals[0].received");
    // 1210.00 on the 15th; 500.00 − 210.00 on the 16th.
    assert_eq!(received("from=2026-06-15&until=2026-06-15"), "1210.00");
    assert_eq!(received("from=2026-06-16&until=2026-06-30"), "290.00");
    // What came in and what is open make what was invoiced: 1500.00 + 920.00 = 2 × 1210.00.
    assert_eq!(received("from=2026-06-01&until=2026-06-30"), "1500.00");
    assert_eq!(caller.get("/v1/reports/ageing").expect(200).at("totals[0].buckets.total"), "920.00");
    assert_eq!(caller.get("/v1/reports/receipts?from=2026-07-01&until=2026-07-31").expect(200).count("rows"), 0);
    caller.get("/v1/reports/receipts?from=2026-02-01&until=2026-01-01").expect(422);
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

/// The kinds of what customers buy: by terms, VAT, currency and customer.
fn sale(n: usize) -> String {
    let customers = [
        r#""name":"Bakkerij Vermeulen B.V.","country":"NL""#,
        r#""name":"Müller GmbH","country":"DE","vatId":"DE136695976""#,
        r#""name":"Anna","country":"NL","kind":"consumer""#,
        r#""name":"Janssens NV","country":"BE","vatId":"BE0403170701""#,
    ];
    let vat = match n % 4 {
        1 | 3 => r#"{"category":"AE","rate":"0","exemptionCode":"VATEX-EU-AE"}"#,
        _ if n.is_multiple_of(5) => r#""nl:reduced""#,
        _ => r#""nl:standard""#,
    };
    let terms = match n % 6 {
        0 => r#""paymentTerms":{"instalments":[{"percent":"40","days":10},{"percent":"60","days":40}]},"#,
        1 => r#""taxPointDate":"2026-03-31","#,
        2 => r#""paymentTerms":{"netDays":14,"earlyDiscounts":[{"days":7,"percent":"2"}]},"#,
        // What is paid in time earns the discount, which corrects the VAT without a document.
        3 => {
            r#""paymentTerms":{"netDays":90,"vatMode":"fullThenCorrection","earlyDiscounts":[{"days":90,"percent":"99"}]},"#
        }
        _ => "",
    };
    let currency = if n.is_multiple_of(7) { "USD" } else { "EUR" };
    format!(
        r#"{{"draft":{{"currency":"{currency}",{terms}"customer":{{{},"address":{{"line1":"A 1","city":"B","postalCode":"1015 EA"}}}},
        "lines":[{{"name":"A","quantity":"{}","unitPrice":"{}.35","vat":{vat}}}]}}}}"#,
        customers[n % 4],
        n % 9 + 1,
        n * 7 % 300 + 1
    )
}

/// A business of some months, in which all that can be booked on invoices is booked.
fn business(caller: &Caller, days: usize) {
    let mut issued: Vec<String> = Vec::new();
    for n in 0..days {
        caller.world.now.set(caller.world.now.get().plus_days(1));
        let id = caller.do_post("/v1/invoices", &sale(n)).expect(201).at("id");
        caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
        issued.push(id);
        let older = &issued[n * 5 / 7];
        let last = caller.get(&format!("/v1/invoices/{older}/entries?limit=200")).expect(200);
        let count = last.count("items");
        let last = last.at(&format!("items[{}].id", count - 1));
        let (what, body) = match n % 12 {
            0 => ("payments", r#"{"amount":"20.35","method":"creditTransfer"}"#.to_owned()),
            1 => ("credit", r#"{"amount":"5.05","reason":"Korting"}"#.to_owned()),
            2 => ("dispute", r#"{"amount":"10.00","reason":"Kapot"}"#.to_owned()),
            3 => (
                "promise",
                format!(
                    r#"{{"until":"{}","amount":"11.00"}}"#,
                    caller.get(&format!("/v1/invoices/{older}")).at("invoice.dueDate")
                ),
            ),
            4 => ("writeOff", r#"{"amount":"3.00","reason":"Klein"}"#.to_owned()),
            5 => ("payments", r#"{"amount":"99999.00","method":"cash"}"#.to_owned()),
            6 => ("returnedDebit", r#"{"amount":"4.00"}"#.to_owned()),
            7 => ("void", "{}".to_owned()),
            8 => ("correct", format!(r#"{{"of":"{last}","amount":"1.00","reason":"Verkeerd"}}"#)),
            9 => ("paymentPlan", r#"{"instalments":[{"dueDate":"2027-06-01","amount":"9.00"}]}"#.to_owned()),
            10 => ("correct", format!(r#"{{"of":"{last}","reason":"Was er niet"}}"#)),
            _ => ("disputeResolved", format!(r#"{{"dispute":"{last}","outcome":"rejected"}}"#)),
        };
        // What does not fit the invoice is refused, and left out.
        caller.do_post(&format!("/v1/invoices/{older}/{what}"), &body).expect_any(&[200, 201, 409, 422]);
    }
}

/// The accounts of all invoices, as a caller gets them from the service.
fn accounts(caller: &Caller) -> Vec<Account> {
    let connection = &caller.world.connection;
    let account = |id: &String| {
        let read = |sql: &str| {
            let mut statement = connection.prepare(sql).expect("SQL");
            let rows = statement.query_map([id], |row| row.get::<_, String>(0)).expect("rows");
            rows.collect::<Result<Vec<_>, _>>().expect("texts")
        };
        let entries = read("SELECT json FROM entry WHERE invoice = ? ORDER BY sequence").join(",");
        let invoice: String = connection
            .query_row(
                "SELECT CAST(bytes AS TEXT) FROM chunk WHERE owner = (SELECT 'document/' || hash FROM invoice WHERE id = ?)",
                [id],
                |row| row.get(0),
            )
            .expect("a document");
        Account::from_json(&format!(r#"{{"invoice":{invoice},"entries":[{entries}]}}"#)).expect("an account")
    };
    let ids: Vec<String> = caller.pages("/v1/invoices?limit=200").iter().flat_map(|page| page.all("id")).collect();
    ids.iter().rev().map(account).collect()
}

/// The reports of the Book on some days, each beside what the engine says of all accounts.
fn compare(caller: &Caller, accounts: &[Account], on: &[&str]) {
    let same = |path: String, expected: String| assert_eq!(caller.get(&path).expect(200).json.0, expected, "{path}");
    for on in on {
        let day = Day::parse(on).expect("a day");
        same(format!("/v1/reports/ageing?on={on}"), to_json(&ageing(accounts, day).expect("a report")));
        for days in [1, 30, 90, 400] {
            same(format!("/v1/reports/dso?on={on}&days={days}"), to_json(&dso(accounts, day, days).expect("a report")));
        }
        same(format!("/v1/reports/cash?on={on}&weeks=9"), to_json(&cash_forecast(accounts, day, 9).expect("a report")));
        let options = TermEffectOptions { on: day, days: 400, net_days: 14, annual_rate: None };
        let effect = term_effect(accounts, &options).expect("a report");
        same(format!("/v1/reports/termEffect?on={on}&days=400&netDays=14"), to_json(&effect));
        same(format!("/v1/reports/behaviour?on={on}"), to_json(&payment_behaviour(accounts, day).expect("a report")));
        let from = day.add_days(-45).expect("a day");
        let query = format!("from={from}&until={on}");
        same(format!("/v1/reports/vat?{query}"), to_json(&vat_summary(accounts, from, day).expect("a report")));
        same(format!("/v1/reports/revenue?{query}"), to_json(&revenue(accounts, from, day).expect("a report")));
        same(format!("/v1/reports/receipts?{query}"), to_json(&receipts(accounts, from, day).expect("a report")));
    }
}

#[test]
fn reports_of_a_business_are_those_of_the_engine_over_all_accounts_on_any_day() {
    let caller = demo();
    business(&caller, 150);
    let accounts = accounts(&caller);
    // Credit notes of corrections and of what was taken back come on top.
    assert!(accounts.len() > 160, "{}", accounts.len());
    let kinds: std::collections::BTreeSet<&str> =
        accounts.iter().flat_map(|account| account.entries()).map(|entry| entry.kind.as_str()).collect();
    assert!(kinds.len() >= 10, "{kinds:?}");
    let days = ["2026-06-01", "2026-06-16", "2026-07-30", "2026-09-15", "2026-11-12", "2027-03-01"];
    compare(&caller, &accounts, &days);
    // A Book of an older version kept nothing for reports; it derives them when it is opened.
    caller
        .world
        .connection
        .execute_batch(
            "DELETE FROM stand; DELETE FROM movement; INSERT INTO setting (name, value) VALUES ('fill.reports', '0')",
        )
        .expect("SQL");
    let caller = caller.restarted();
    caller.settled();
    compare(&caller, &accounts, &days[3..5]);
    for page in caller.pages("/v1/verify?limit=200") {
        assert_eq!(page.at("intact"), "true", "{}", page.json.0);
    }
}

#[test]
fn one_invoice_that_cannot_be_read_holds_up_no_report_and_is_logged() {
    let caller = demo();
    let (broken, _) = (caller.issued(), caller.issued());
    let world = &caller.world.connection;
    // Its entry is no entry, as one would be that a newer engine wrote.
    world.execute("UPDATE entry SET json = '{}' WHERE invoice = ?", [&broken]).expect("SQL");
    let older =
        "DELETE FROM stand; DELETE FROM movement; INSERT INTO setting (name, value) VALUES ('fill.reports', '0')";
    world.execute_batch(older).expect("SQL");
    let caller = caller.restarted();
    // The other one: 10 × 100.00 at 21 %.
    assert_eq!(caller.get("/v1/reports/ageing").expect(200).at("totals[0].buckets.total"), "1210.00");
    let log = caller.world.log.borrow().join("\n");
    assert!(log.contains("fill.unreadable") && !log.contains("Vermeulen"), "{log}");
    // The check of the books says which one it is.
    assert_ne!(caller.get("/v1/verify").expect(200).count("faults"), 0);
}
