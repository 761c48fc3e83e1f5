//! Histories that do not fit together are refused, each with its code at its entry.

use proptest::prelude::*;

use super::{account, day, faults, invoice};
use crate::ledger::{Account, status};
use crate::wire::to_json;

const PAYMENT: &str = r#"{"on":"2026-02-10","kind":"payment","amount":"1.00","method":"card"}"#;

const DISPUTE: &str = r#"{"on":"2026-02-10","kind":"dispute","amount":"1.00","reason":"late"}"#;
const RESOLVED: &str = r#"{"on":"2026-02-10","kind":"disputeResolved","dispute":"e0","outcome":"rejected"}"#;
const PROVIDED: &str =
    r#"{"on":"2026-02-10","kind":"payment","amount":"1.00","method":"card","provider":"stripe","providerId":"pi_1"}"#;

#[test]
fn what_was_corrected_away_may_be_booked_anew() {
    let removed = r#"{"on":"2026-02-10","kind":"correction","of":"e0"}"#;
    let other = r#"{"on":"2026-02-10","kind":"payment","amount":"1.00","method":"card","provider":"mollie","providerId":"pi_1"}"#;
    let reopened = r#"{"on":"2026-02-10","kind":"correction","of":"e1"}"#;
    let histories: [&[&str]; 4] = [
        &[PROVIDED, removed, PROVIDED],
        &[PROVIDED, other],
        &[PAYMENT, PAYMENT],
        &[DISPUTE, RESOLVED, reopened, RESOLVED],
    ];
    for history in histories {
        assert_eq!(faults(account(&invoice(), history)), Vec::<String>::new(), "{history:?}");
    }
}

#[test]
fn an_account_comes_back_as_it_was_written() {
    let entries = [
        r#"{"on":"2026-01-31","kind":"issued"}"#,
        r#"{"on":"2026-01-31","kind":"sent","channel":"email","to":"boekhouding@afnemer.example"}"#,
        r#"{"on":"2026-02-01","kind":"viewed"}"#,
        PAYMENT,
        r#"{"on":"2026-02-11","kind":"dispute","amount":"20.00","reason":"late","lines":["1"]}"#,
        r#"{"on":"2026-02-12","kind":"disputeResolved","dispute":"e4","outcome":"withdrawn"}"#,
        r#"{"on":"2026-02-12","kind":"promise","until":"2026-02-20"}"#,
        r#"{"on":"2026-02-12","kind":"paymentPlan","instalments":[{"dueDate":"2026-03-01","amount":"1209.00"}]}"#,
        r#"{"on":"2026-02-12","kind":"settlementOffer","amount":"1000.00","until":"2026-02-28"}"#,
        r#"{"on":"2026-02-13","kind":"note","text":"called"}"#,
        r#"{"on":"2026-02-14","kind":"correction","of":"e3","amount":"2.00"}"#,
    ];
    let account = account(&invoice(), &entries).expect("an account");
    let again = Account::from_json(&account.to_json()).expect("the same account");
    assert_eq!(to_json(&again), to_json(&account));
    assert_eq!(again.entries().len(), entries.len());
}

#[test]
fn what_does_not_fit_together_is_refused_where_it_stands() {
    let cases: &[(&[&str], &str)] = &[
        (&[r#"{"on":"2026-01-30","kind":"viewed"}"#], "entry.order entries[0].on"),
        (&[PAYMENT, r#"{"on":"2026-02-10","kind":"issued"}"#], "entry.order entries[1]"),
        (
            &[r#"{"on":"2026-02-10","kind":"payment","amount":"0","method":"card"}"#],
            "amount.negative entries[0].amount",
        ),
        (
            &[r#"{"on":"2026-02-10","kind":"refund","amount":"-5","method":"card"}"#],
            "amount.negative entries[0].amount",
        ),
        (
            &[r#"{"on":"2026-02-10","kind":"payment","amount":"1.005","method":"card"}"#],
            "amount.scale entries[0].amount",
        ),
        (&[r#"{"on":"2026-02-10","kind":"payment","amount":"1","method":" "}"#], "text.empty entries[0].method"),
        (&[r#"{"on":"2026-02-10","kind":"paid","amount":"1"}"#], "enum.unknown entries[0].kind"),
        (&[r#"{"on":"2026-02-10","kind":"viewed","amount":"1"}"#], "field.unknown entries[0].amount"),
        (
            &[r#"{"on":"2026-02-10","kind":"disputeResolved","dispute":"e9","outcome":"rejected"}"#],
            "entry.order entries[0].dispute",
        ),
        (
            &[r#"{"on":"2026-02-10","kind":"dispute","amount":"1","reason":"x","lines":["7"]}"#],
            "entry.line entries[0].lines[0]",
        ),
        (&[r#"{"on":"2026-02-10","kind":"promise","until":"2026-02-09"}"#], "date.range entries[0].until"),
        (&[r#"{"on":"2026-02-10","kind":"paymentPlan","instalments":[]}"#], "field.missing entries[0].instalments"),
        (
            &[
                r#"{"on":"2026-02-10","kind":"paymentPlan","instalments":[{"dueDate":"2026-02-09","amount":"1"},{"dueDate":"2026-03-09","amount":"1"}]}"#,
            ],
            "date.range entries[0].instalments[0].dueDate",
        ),
        (
            &[
                r#"{"on":"2026-02-10","kind":"paymentPlan","instalments":[{"dueDate":"2026-03-09","amount":"1"},{"dueDate":"2026-03-08","amount":"1"}]}"#,
            ],
            "date.range entries[0].instalments[1].dueDate",
        ),
        (&[r#"{"on":"2026-02-10","kind":"viewed","schema":2}"#], "entry.schema entries[0].schema"),
        (&[r#"{"on":"2026-02-10","kind":"viewed","schema":0}"#], "entry.schema entries[0].schema"),
        (
            &[DISPUTE, r#"{"on":"2026-02-09","kind":"disputeResolved","dispute":"e0","outcome":"rejected"}"#],
            "entry.order entries[1].on",
        ),
        (&[DISPUTE, RESOLVED, RESOLVED], "entry.order entries[2].dispute"),
        (
            &[DISPUTE, r#"{"on":"2026-02-10","kind":"correction","of":"e0"}"#, RESOLVED],
            "entry.order entries[2].dispute",
        ),
        (&[PROVIDED, PROVIDED], "entry.twice entries[1].providerId"),
        (&[PAYMENT, r#"{"on":"2026-02-09","kind":"correction","of":"e0"}"#], "entry.order entries[1].on"),
        (
            &[
                r#"{"on":"2026-02-10","kind":"viewed"}"#,
                r#"{"on":"2026-02-10","kind":"correction","of":"e0","amount":"1"}"#,
            ],
            "entry.order entries[1].amount",
        ),
        (
            &[r#"{"on":"2026-02-10","kind":"void"}"#, r#"{"on":"2026-02-10","kind":"correction","of":"e0"}"#],
            "entry.order entries[1].of",
        ),
        (&[r#"{"on":"2026-02-10","kind":"correction","of":"e0"}"#], "entry.order entries[0].of"),
        (&[r#"{"on":"2026-02-10","kind":"credit","number":"C","amount":"1210.01"}"#], "credit.exceeds entries[0]"),
        (
            &[
                r#"{"on":"2026-02-10","kind":"credit","number":"C","amount":"12.10","breakdown":[{"category":"S","rate":"9","base":"10","amount":"2.10"}]}"#,
            ],
            "entry.credit entries[0]",
        ),
        (
            &[
                r#"{"on":"2026-02-10","kind":"credit","number":"C","amount":"12.11","breakdown":[{"category":"S","rate":"21","base":"10","amount":"2.10"}]}"#,
            ],
            "entry.credit entries[0]",
        ),
        (
            &[r#"{"on":"2026-02-10","kind":"credit","number":"C","amount":"1","lines":[{"id":"9","quantity":"1"}]}"#],
            "entry.line entries[0].lines[0].id",
        ),
    ];
    for (entries, expected) in cases {
        assert_eq!(faults(account(&invoice(), entries)), [*expected], "{entries:?}");
    }
}

#[test]
fn entries_are_told_apart_by_id_and_stand_in_the_order_of_writing() {
    let entry = |id: &str, at: &str| format!(r#"{{"id":"{id}","at":"{at}","on":"2026-02-10","kind":"viewed"}}"#);
    let read = |entries: &[String]| {
        faults(Account::from_json(&format!(
            r#"{{"invoice":{},"entries":[{}]}}"#,
            invoice().to_json(),
            entries.join(",")
        )))
    };
    let first = entry("a", "2026-02-10T09:00:00.5Z");
    assert_eq!(read(&[first.clone(), entry("a", "2026-02-10T09:00:01Z")]), ["entry.twice entries[1].id"]);
    assert_eq!(read(&[first.clone(), entry("b", "2026-02-10T09:00:00Z")]), ["entry.order entries[1].at"]);
    assert_eq!(read(&[first.clone(), entry("b", "2026-02-10T09:00:00.50Z")]), Vec::<String>::new());
    assert_eq!(read(&[entry(" ", "2026-02-10T09:00:00Z"), first]), ["text.empty entries[0].id"]);
}

#[test]
fn an_account_cannot_hide_a_changed_invoice() {
    let json = invoice().to_json().replace("\"payable\":\"1210.00\"", "\"payable\":\"1.00\"");
    let account = Account::from_json(&format!(r#"{{"invoice":{json}}}"#));
    assert_eq!(faults(account), ["derived.mismatch invoice.totals.payable"]);
}

fn entries() -> impl Strategy<Value = Vec<(u8, u8, u32)>> {
    prop::collection::vec((0_u8..9, 0_u8..60, 1_u32..200_000), 0..12)
}

proptest! {
    #[test]
    fn every_account_has_a_status_on_every_day(entries in entries(), offset in -40_i32..400) {
        let kinds = ["payment", "refund", "chargeback", "returnedDebit", "credit", "writeOff", "void", "dispute", "correction"];
        let texts: Vec<String> = entries.iter().enumerate().map(|(index, (kind, after, cents))| {
            let kind = kinds[usize::from(*kind)];
            let on = day("2026-01-31").add_days(i32::from(*after)).expect("in range");
            let amount = format!("{}.{:02}", cents / 100, cents % 100);
            let rest = match kind {
                "void" => String::new(),
                "credit" => format!(r#","amount":"{amount}","number":"C{index}""#),
                "writeOff" | "dispute" => format!(r#","amount":"{amount}","reason":"x""#),
                "correction" => format!(r#","amount":"{amount}","of":"e{}""#, index / 2),
                _ => format!(r#","amount":"{amount}","method":"card""#),
            };
            format!(r#"{{"on":"{on}","kind":"{kind}"{rest}}}"#)
        }).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        // What does not fit is refused; what is taken has a status whose parts agree.
        if let Ok(account) = account(&invoice(), &texts) {
            let on = day("2026-01-31").add_days(offset).expect("in range");
            let status = status(&account, on).expect("a status");
            prop_assert!(status.overdue_amount <= status.amount_due - status.disputed);
            prop_assert!(status.disputed <= status.amount_due);
            prop_assert_eq!(status.overdue, status.days_overdue > 0);
            prop_assert_eq!(status.state.as_str() == "open", !status.amount_due.is_zero());
        }
    }
}
