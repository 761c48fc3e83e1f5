//! The audit file of a year in books of several: what came before is its opening balance and costs it nothing.

use rust_decimal::Decimal;

use crate::extract::{csv, number, sum};
use crate::support::{Caller, demo, draft};

const YEAR: &str = "from=2026-01-01&until=2026-12-31";
const EARLIER: &str = "from=2000-01-01&until=2025-12-31";

fn issued_on(caller: &Caller, on: &str) -> String {
    let id = caller.do_post("/v1/invoices", &draft()).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), &format!(r#"{{"issueDate":"{on}"}}"#)).expect(200);
    id
}

fn pay(caller: &Caller, id: &str, amount: &str, on: &str, method: &str) {
    let body = format!(r#"{{"amount":"{amount}","on":"{on}","method":"{method}"}}"#);
    caller.do_post(&format!("/v1/invoices/{id}/payments"), &body).expect(201);
}

/// The opening balance of a file by its accounts, debit above zero.
fn opening(caller: &Caller) -> Vec<(String, Decimal)> {
    let file = caller.get(&format!("/v1/exports/auditfile.xaf?{YEAR}")).expect(200).json.0.clone();
    let text = |part: &str, name: &str| {
        let rest = part.split_once(&format!("<{name}>")).expect("an element").1;
        rest.split('<').next().unwrap_or_default().to_owned()
    };
    let lines = file.split("<obLine>").skip(1);
    let mut lines: Vec<(String, Decimal)> = lines
        .map(|line| {
            let sign = if text(line, "amntTp") == "C" { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
            (text(line, "accID"), sign * number(&text(line, "amnt")))
        })
        .collect();
    lines.sort();
    lines
}

/// What the journal of all earlier years comes to, by accounts of the balance; what was earned stands on one.
fn earlier(caller: &Caller) -> Vec<(String, Decimal)> {
    let rows = csv(caller, &format!("/v1/exports/journal.csv?{EARLIER}"));
    // The numbers of the Dutch scheme: below 4000 are accounts of the balance (docs/service.md, worker/src/app/chart.rs).
    let place = |row: &std::collections::BTreeMap<String, String>| {
        let account = row["account"].clone();
        if account.as_str() < "4000" { account } else { "0599".to_owned() }
    };
    let mut places: Vec<String> = rows.iter().map(place).collect();
    places.sort();
    places.dedup();
    let of = |wanted: &String| {
        let rows: Vec<_> = rows.iter().filter(|row| place(row) == *wanted).collect();
        sum(rows.iter().copied(), "debit") - sum(rows.iter().copied(), "credit")
    };
    places.iter().map(|place| (place.clone(), of(place))).filter(|(_, sum)| !sum.is_zero()).collect()
}

#[test]
fn what_stood_before_is_the_sum_of_all_earlier_bookings_also_where_one_is_added_later() {
    let caller = demo();
    let (first, second) = (issued_on(&caller, "2024-11-01"), issued_on(&caller, "2025-12-20"));
    pay(&caller, &first, "1210.00", "2025-01-05", "creditTransfer");
    pay(&caller, &second, "600.00", "2026-01-05", "cash");
    assert_eq!(opening(&caller), earlier(&caller));
    // Asked again it is what was kept; what is booked on a day before counts all the same, and what is booked after it does not.
    for (amount, on) in [("100.00", "2025-12-31"), ("10.00", "2026-01-01"), ("1.00", "2025-12-20")] {
        assert_eq!(opening(&caller), earlier(&caller));
        pay(&caller, &second, amount, on, "cash");
        assert_eq!(opening(&caller), earlier(&caller));
    }
    assert_eq!(caller.get("/v1/verify").expect(200).at("intact"), "true");
    let changed = "UPDATE booked SET line = replace(line, '1210', '1211') WHERE day = '2024-11-01'";
    assert_eq!(caller.world.connection.execute(changed, []), Ok(1));
    assert_eq!(caller.get("/v1/verify").expect(200).at("faults[0].kind"), "rowChanged");
}

#[test]
fn a_year_costs_that_year_only() {
    let cost = |before: u32| {
        let caller = demo();
        for _ in 0..before {
            let id = issued_on(&caller, "2025-03-01");
            pay(&caller, &id, "1210.00", "2025-04-01", "creditTransfer");
        }
        for _ in 0..3 {
            let id = issued_on(&caller, "2026-03-01");
            pay(&caller, &id, "1210.00", "2026-04-01", "creditTransfer");
        }
        // What came before is added up once.
        let first = caller.get(&format!("/v1/exports/auditfile.xaf?{YEAR}")).expect(200);
        let (statements, steps) = (caller.world.statements.get(), caller.world.steps.get());
        let again = caller.get(&format!("/v1/exports/auditfile.xaf?{YEAR}")).expect(200);
        assert_eq!(first.json.0, again.json.0);
        assert_eq!(first.json.0.matches("<transaction>").count(), 6);
        (caller.world.statements.get() - statements, caller.world.steps.get() - steps)
    };
    let (few, many) = (cost(1), cost(40));
    assert_eq!(few.0, many.0, "statements");
    assert!(many.1 <= few.1 + few.1 / 5, "{} and {} steps", few.1, many.1);
}
