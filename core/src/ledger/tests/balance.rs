//! The balance over the days agrees with the status of each day, and interest reads it as the law counts.

use proptest::prelude::*;

use super::{account, day, invoice, issued, line};
use crate::calendar::Day;
use crate::ledger::{Account, Reading, balances, open_parts, position, status};

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

fn entries() -> impl Strategy<Value = Vec<(u8, u8, u32)>> {
    prop::collection::vec((0_u8..11, 0_u8..60, 1_u32..90_000), 0..12)
}

/// A random history; what does not fit together is left out.
fn history(entries: &[(u8, u8, u32)]) -> Account {
    let kinds = [
        "payment",
        "payment",
        "refund",
        "chargeback",
        "returnedDebit",
        "credit",
        "writeOff",
        "dispute",
        "settlementOffer",
        "paymentPlan",
        "correction",
    ];
    let terms =
        r#","paymentTerms":{"earlyDiscounts":[{"percent":"2","days":8}],"instalments":[{"days":10},{"days":30}]}"#;
    let mut kept = Account::new(issued(&line("1000.00"), terms), Vec::new()).expect("an account");
    let mut texts: Vec<String> = Vec::new();
    for (kind, after, cents) in entries {
        let kind = kinds[usize::from(*kind)];
        let on = day("2026-01-31").add_days(i32::from(*after)).expect("in range");
        let amount = format!("{}.{:02}", cents / 100, cents % 100);
        let rest = match kind {
            "credit" => format!(r#","amount":"{amount}","number":"C""#),
            "writeOff" => format!(
                r#","amount":"{amount}","reason":"x","ground":"{}""#,
                ["uncollectible", "settlement", "difference"][usize::from(*after % 3)]
            ),
            "dispute" => format!(r#","amount":"{amount}","reason":"x""#),
            "settlementOffer" => format!(r#","amount":"{amount}","until":"{}""#, on.add_days(9).expect("in range")),
            "paymentPlan" => format!(
                r#","instalments":[{{"dueDate":"{}","amount":"{amount}"}}]"#,
                on.add_days(14).expect("in range")
            ),
            "correction" => format!(r#","of":"e{}""#, texts.len() / 2),
            _ => format!(r#","amount":"{amount}","method":"card""#),
        };
        let text = format!(r#"{{"on":"{on}","kind":"{kind}"{rest}}}"#);
        let all: Vec<&str> = texts.iter().map(String::as_str).chain([text.as_str()]).collect();
        if let Ok(longer) = account(kept.invoice(), &all) {
            kept = longer;
            texts.push(text);
        }
    }
    kept
}

fn days(from: &str, count: i32) -> impl Iterator<Item = Day> {
    let from = day(from);
    (0..count).map(move |offset| from.add_days(offset).expect("in range"))
}

proptest! {
    #[test]
    fn each_day_of_the_view_is_the_status_of_that_day(entries in entries(), offset in 0_i32..80) {
        let account = history(&entries);
        let on = day("2026-01-31").add_days(offset).expect("in range");
        let today = balances(&account, on, Reading::Books).expect("in range");
        // The last day is the day asked for, the first the invoice date, and nothing is left out between.
        prop_assert_eq!(today.first().map(|span| span.from), Some(day("2026-01-31")));
        prop_assert_eq!(today.last().map(|span| span.until), Some(on));
        for pair in today.windows(2) {
            prop_assert_eq!(pair[0].until.add_days(1), Some(pair[1].from));
        }
        let corrected = account.entries().iter().any(|entry| entry.kind.as_str() == "correction");
        for asked in days("2026-01-31", offset + 1).filter(|asked| *asked == on || !corrected) {
            let status = status(&account, asked).expect("in range");
            let span = today.iter().find(|span| span.from <= asked && asked <= span.until).expect("every day");
            prop_assert_eq!((span.owed, span.disputed, span.overdue), (status.amount_due, status.disputed, status.overdue_amount));
        }
        let parts = open_parts(&account, on).expect("in range");
        let status = status(&account, on).expect("in range");
        let open: rust_decimal::Decimal = parts.iter().map(|part| part.amount).sum();
        prop_assert_eq!(open, status.amount_due - status.disputed);
    }

    #[test]
    fn every_cent_of_the_invoice_is_somewhere(entries in entries(), offset in 0_i32..80) {
        let account = history(&entries);
        let on = day("2026-01-31").add_days(offset).expect("in range");
        let p = position(&account, on).expect("in range");
        let sum = p.received + p.credited + p.discount + p.settled + p.written_off + p.owed - p.overpaid;
        prop_assert_eq!(sum, p.payable);
        for amount in [p.credited, p.discount, p.settled, p.written_off, p.owed, p.overpaid, p.disputed] {
            prop_assert!(amount >= rust_decimal::Decimal::ZERO);
        }
        prop_assert!(p.owed.is_zero() || p.overpaid.is_zero());
    }
}
