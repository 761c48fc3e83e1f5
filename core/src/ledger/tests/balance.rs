//! The balance over the days, as the books stand and as interest reads it.

use super::{account, day, invoice};
use crate::ledger::{Account, Reading, balances, open_parts, position};

/// from..until owed/disputed/overdue of each span.
fn seen(account: &Account, on: &str, reading: Reading) -> Vec<String> {
    let spans = balances(account, day(on), reading).expect("in range");
    let shown = spans.iter().map(|s| format!("{}..{} {}/{}/{}", s.from, s.until, s.owed, s.disputed, s.overdue));
    shown.collect()
}

const INTEREST: Reading = Reading::Interest { day_of_payment: true };

#[test]
fn a_part_payment_lowers_the_balance_and_the_due_day_is_not_overdue() {
    let payment = r#"{"on":"2026-03-12","kind":"payment","amount":"210.00","method":"ideal"}"#;
    let account = account(&invoice(), &[payment]).expect("an account");
    assert_eq!(
        seen(&account, "2026-03-20", Reading::Books),
        [
            "2026-01-31..2026-03-02 1210.00/0.00/0.00",
            "2026-03-03..2026-03-11 1210.00/0.00/1210.00",
            "2026-03-12..2026-03-20 1000.00/0.00/1000.00"
        ]
    );
    // Art. 6:119a lid 1 BW: up to and including the day of payment.
    assert_eq!(
        seen(&account, "2026-03-20", INTEREST),
        [
            "2026-01-31..2026-03-02 1210.00/0.00/0.00",
            "2026-03-03..2026-03-12 1210.00/0.00/1210.00",
            "2026-03-13..2026-03-20 1000.00/0.00/1000.00"
        ]
    );
    assert_eq!(seen(&account, "2026-01-30", INTEREST), Vec::<String>::new());
}

#[test]
fn interest_looks_back_on_credits_and_disputes() {
    let dispute = r#"{"on":"2026-03-10","kind":"dispute","amount":"210.00","reason":"broken"}"#;
    let credit = r#"{"on":"2026-03-15","kind":"credit","number":"C1","amount":"110.00"}"#;
    let rejected = r#"{"on":"2026-03-20","kind":"disputeResolved","dispute":"e0","outcome":"rejected"}"#;
    let account = account(&invoice(), &[dispute, credit, rejected]).expect("an account");
    // While it is contested: of 1210.00 the credit was never owed and 210.00 is in dispute.
    assert_eq!(
        seen(&account, "2026-03-19", INTEREST),
        ["2026-01-31..2026-03-02 1100.00/210.00/0.00", "2026-03-03..2026-03-19 1100.00/210.00/890.00"]
    );
    // Rejected: it was owed all along.
    assert_eq!(
        seen(&account, "2026-03-20", INTEREST),
        ["2026-01-31..2026-03-02 1100.00/0.00/0.00", "2026-03-03..2026-03-20 1100.00/0.00/1100.00"]
    );
}

#[test]
fn a_payment_plan_takes_the_place_of_the_due_date_from_its_day_on() {
    let plan = r#"{"on":"2026-03-10","kind":"paymentPlan","instalments":[
        {"dueDate":"2026-04-01","amount":"403.34"},{"dueDate":"2026-05-01","amount":"403.33"},{"dueDate":"2026-06-01","amount":"403.33"}]}"#;
    let first = r#"{"on":"2026-04-01","kind":"payment","amount":"403.34","method":"ideal"}"#;
    let account = account(&invoice(), &[plan, first]).expect("an account");
    assert_eq!(
        seen(&account, "2026-05-02", Reading::Books),
        [
            "2026-01-31..2026-03-02 1210.00/0.00/0.00",
            "2026-03-03..2026-03-09 1210.00/0.00/1210.00",
            "2026-03-10..2026-03-31 1210.00/0.00/0.00",
            "2026-04-01..2026-05-01 806.66/0.00/0.00",
            "2026-05-02..2026-05-02 806.66/0.00/403.33"
        ]
    );
    let open = |on: &str| {
        let parts = open_parts(&account, day(on)).expect("in range");
        let shown = parts.iter().map(|part| format!("{} {}", part.due.expect("a due date"), part.amount));
        shown.collect::<Vec<_>>()
    };
    assert_eq!(open("2026-03-09"), ["2026-03-02 1210.00"]);
    assert_eq!(open("2026-04-02"), ["2026-05-01 403.33", "2026-06-01 403.33"]);
}

#[test]
fn a_position_says_where_each_cent_went() {
    let entries = [
        r#"{"on":"2026-02-10","kind":"payment","amount":"500.00","method":"ideal"}"#,
        r#"{"on":"2026-02-11","kind":"refund","amount":"100.00","method":"ideal"}"#,
        r#"{"on":"2026-02-12","kind":"credit","number":"C1","amount":"210.00"}"#,
        r#"{"on":"2026-02-13","kind":"writeOff","amount":"100.00","reason":"moved away"}"#,
        r#"{"on":"2026-02-13","kind":"writeOff","amount":"0.04","reason":"bank charges","ground":"difference"}"#,
    ];
    let account = account(&invoice(), &entries).expect("an account");
    let position = position(&account, day("2026-02-13")).expect("in range");
    // 1210.00 = 400.00 + 210.00 + 0.04 + 100.00 + 499.96.
    let sums =
        [position.payable, position.received, position.credited, position.settled, position.written_off, position.owed];
    assert_eq!(sums.map(|sum| sum.to_string()), ["1210.00", "400.00", "210.00", "0.04", "100.00", "499.96"]);
}
