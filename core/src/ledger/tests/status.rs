//! The status of an account, day by day.

use super::{account, day, invoice, issued, line};
use crate::invoice::{Issued, issue};
use crate::ledger::status;
use crate::wire::to_json;

/// state, balanceState, overdueAmount, daysOverdue, amountDue.
fn seen(invoice: &Issued, entries: &[&str], on: &str) -> String {
    let account = account(invoice, entries).expect("an account");
    let status = status(&account, day(on)).expect("a status");
    assert_eq!(status.overdue, !status.overdue_amount.is_zero());
    format!(
        "{} {} {} {} {}",
        status.state.as_str(),
        status.balance_state.as_str(),
        status.overdue_amount,
        status.days_overdue,
        status.amount_due
    )
}

#[test]
fn the_due_day_itself_is_not_overdue() {
    for (on, expected) in [
        ("2026-01-30", "draft unpaid 0.00 0 0.00"),
        ("2026-01-31", "open unpaid 0.00 0 1210.00"),
        ("2026-03-02", "open unpaid 0.00 0 1210.00"),
        ("2026-03-03", "open unpaid 1210.00 1 1210.00"),
        ("2027-03-02", "open unpaid 1210.00 365 1210.00"),
    ] {
        assert_eq!(seen(&invoice(), &[], on), expected, "{on}");
    }
}

#[test]
fn money_in_and_out_moves_the_balance() {
    let payment = r#"{"on":"2026-02-10","kind":"payment","amount":"500.00","method":"ideal"}"#;
    let rest = r#"{"on":"2026-02-11","kind":"payment","amount":"710.00","method":"card"}"#;
    let more = r#"{"on":"2026-02-12","kind":"payment","amount":"0.01","method":"card"}"#;
    let back = r#"{"on":"2026-02-13","kind":"refund","amount":"0.01","method":"card"}"#;
    let charged = r#"{"on":"2026-02-14","kind":"chargeback","amount":"710.00","method":"card"}"#;
    let returned = r#"{"on":"2026-02-15","kind":"returnedDebit","amount":"500.00","method":"directDebit"}"#;
    let all = [payment, rest, more, back, charged, returned];
    for (on, expected) in [
        ("2026-02-10", "open partiallyPaid 0.00 0 710.00"),
        ("2026-02-11", "paid paid 0.00 0 0.00"),
        ("2026-02-12", "paid overpaid 0.00 0 0.00"),
        ("2026-02-13", "paid paid 0.00 0 0.00"),
        ("2026-02-14", "open partiallyPaid 0.00 0 710.00"),
        ("2026-02-15", "open unpaid 0.00 0 1210.00"),
    ] {
        assert_eq!(seen(&invoice(), &all, on), expected, "{on}: later entries are ignored");
    }
}

#[test]
fn credited_in_full_is_paid_and_a_written_off_rest_is_uncollectible() {
    let credit = r#"{"on":"2026-02-10","kind":"credit","number":"C1","amount":"210.00"}"#;
    let other = r#"{"on":"2026-02-11","kind":"credit","number":"C2","amount":"1000.00"}"#;
    let write_off = r#"{"on":"2026-02-12","kind":"writeOff","amount":"1000.00","reason":"bankrupt"}"#;
    let late = r#"{"on":"2026-02-13","kind":"payment","amount":"1000.00","method":"card"}"#;
    let void = r#"{"on":"2026-02-14","kind":"void"}"#;
    assert_eq!(seen(&invoice(), &[credit, other], "2026-02-10"), "open unpaid 0.00 0 1000.00");
    assert_eq!(seen(&invoice(), &[credit, other], "2026-02-11"), "paid paid 0.00 0 0.00");
    assert_eq!(seen(&invoice(), &[credit, write_off], "2026-04-01"), "uncollectible unpaid 0.00 0 0.00");
    assert_eq!(seen(&invoice(), &[credit, write_off, late], "2026-04-01"), "paid paid 0.00 0 0.00");
    assert_eq!(seen(&invoice(), &[void], "2026-04-01"), "void paid 0.00 0 0.00");
    assert_eq!(seen(&invoice(), &[late, void], "2026-04-01"), "void overpaid 0.00 0 0.00");
}

#[test]
fn each_instalment_is_overdue_on_its_own_date() {
    // 1210.00 in three by percent: 403.34, 403.33, 403.33 (largest remainder, ties to the first).
    let terms = r#","paymentTerms":{"instalments":[{"percent":"33.34","days":10},{"percent":"33.33","days":20},{"percent":"33.33","days":30}]}"#;
    let invoice = issued(&line("1000.00"), terms);
    let first = invoice.instalments()[0].amount;
    let payment = format!(r#"{{"on":"2026-02-05","kind":"payment","amount":"{first}","method":"card"}}"#);
    assert_eq!(
        seen(&invoice, &[&payment], "2026-02-20"),
        format!("open partiallyPaid 0.00 0 {}", invoice.totals().payable - first)
    );
    let second = invoice.instalments()[1].amount;
    let expected = format!("open partiallyPaid {second} 1 {}", invoice.totals().payable - first);
    assert_eq!(seen(&invoice, &[&payment], "2026-02-21"), expected);
    let unpaid = format!("open unpaid {} 11 1210.00", first + second);
    assert_eq!(seen(&invoice, &[], "2026-02-21"), unpaid);
}

#[test]
fn what_is_contested_is_neither_overdue_nor_forgotten() {
    let dispute = r#"{"on":"2026-02-20","kind":"dispute","amount":"210.00","reason":"broken"}"#;
    let resolved = r#"{"on":"2026-04-01","kind":"disputeResolved","dispute":"e0","outcome":"rejected"}"#;
    assert_eq!(seen(&invoice(), &[dispute], "2026-03-12"), "open unpaid 1000.00 10 1210.00");
    assert_eq!(seen(&invoice(), &[dispute, resolved], "2026-04-01"), "open unpaid 1210.00 30 1210.00");
    let all = r#"{"on":"2026-02-20","kind":"dispute","amount":"5000.00","reason":"never came"}"#;
    let account = account(&invoice(), &[all]).expect("an account");
    let status = status(&account, day("2026-03-12")).expect("a status");
    assert_eq!((status.overdue, status.disputed.to_string()), (false, "1210.00".to_owned()));
}

#[test]
fn a_correction_counts_from_its_own_day_on() {
    let payment = r#"{"on":"2026-02-10","kind":"payment","amount":"1210.00","method":"card"}"#;
    let right = r#"{"on":"2026-02-15","kind":"correction","of":"e0","amount":"121.00"}"#;
    let none = r#"{"on":"2026-02-20","kind":"correction","of":"e0","reason":"another invoice"}"#;
    let all = [payment, right, none];
    assert_eq!(seen(&invoice(), &all, "2026-02-14"), "paid paid 0.00 0 0.00");
    assert_eq!(seen(&invoice(), &all, "2026-02-15"), "open partiallyPaid 0.00 0 1089.00");
    assert_eq!(seen(&invoice(), &all, "2026-02-20"), "open unpaid 0.00 0 1210.00");
}

fn with_discount(mode: &str) -> Issued {
    let terms = format!(
        r#","paymentTerms":{{"netDays":30,"vatMode":"{mode}","earlyDiscounts":[{{"percent":"2","days":10}}]}}"#
    );
    issued(&line("1000.00"), &terms)
}

#[test]
fn paying_a_step_of_an_early_discount_by_its_day_settles_the_invoice() {
    // 2 % of 1210.00 is 24.20; the last day of 10 days after 31 January is 10 February.
    let invoice = with_discount("fullThenCreditNote");
    let paid =
        |on: &str, amount: &str| format!(r#"{{"on":"{on}","kind":"payment","amount":"{amount}","method":"card"}}"#);
    let note = r#"{"on":"2026-02-12","kind":"credit","number":"C1","amount":"24.20"}"#;
    let back = r#"{"on":"2026-02-20","kind":"chargeback","amount":"1185.80","method":"card"}"#;
    let in_time = paid("2026-02-10", "1185.80");
    assert_eq!(seen(&invoice, &[&in_time], "2026-03-10"), "paid paid 0.00 0 0.00");
    assert_eq!(seen(&invoice, &[&in_time, note], "2026-03-10"), "paid paid 0.00 0 0.00");
    assert_eq!(seen(&invoice, &[&in_time, back], "2026-02-20"), "open unpaid 0.00 0 1210.00");
    assert_eq!(seen(&invoice, &[&paid("2026-02-11", "1185.80")], "2026-02-20"), "open partiallyPaid 0.00 0 24.20");
    assert_eq!(seen(&invoice, &[&paid("2026-02-10", "1185.79")], "2026-02-20"), "open partiallyPaid 0.00 0 24.21");
    assert_eq!(seen(&invoice, &[&paid("2026-02-10", "1210.00")], "2026-02-20"), "paid paid 0.00 0 0.00");
}

#[test]
fn a_credit_before_the_discount_lowers_what_the_step_asks_for() {
    // 605.00 credited: 2 % of the other half is 12.10.
    let credit = r#"{"on":"2026-02-03","kind":"credit","number":"C1","amount":"605.00"}"#;
    let payment = r#"{"on":"2026-02-09","kind":"payment","amount":"592.90","method":"card"}"#;
    for mode in ["fullThenCreditNote", "fullThenCorrection"] {
        assert_eq!(seen(&with_discount(mode), &[credit, payment], "2026-02-10"), "paid paid 0.00 0 0.00", "{mode}");
    }
}

#[test]
fn the_dunning_level_rises_with_each_step_and_never_falls() {
    let reminder = |step: &str, level: &str| {
        format!(
            r#"{{"on":"2026-03-10","kind":"reminder","step":"{step}","channel":"email","sentOn":"2026-03-10"{level}}}"#
        )
    };
    let cases: [(&[String], u32); 4] = [
        (&[reminder("r1", ""), reminder("r2", "")], 2),
        (&[reminder("r1", ""), reminder("r1", "")], 1),
        (&[reminder("r1", r#","level":3"#), reminder("r2", r#","level":2"#)], 3),
        (&[], 0),
    ];
    for (entries, level) in cases {
        let entries: Vec<&str> = entries.iter().map(String::as_str).collect();
        let account = account(&invoice(), &entries).expect("an account");
        assert_eq!(status(&account, day("2026-04-01")).expect("a status").dunning_level, level);
    }
}

#[test]
fn a_credit_note_is_settled_by_paying_it_out() {
    let mut draft = super::draft(&line("100.00"), r#","preceding":[{"number":"2026-0001"}]"#);
    draft.kind = Some(crate::invoice::DocumentType::CreditNote);
    let note = issue(&draft, "2026-0002", day("2026-02-01")).expect("a credit note");
    let refund = r#"{"on":"2026-02-10","kind":"refund","amount":"121.00","method":"creditTransfer"}"#;
    assert_eq!(seen(&note, &[refund], "2026-02-09"), "open unpaid 0.00 0 121.00");
    assert_eq!(seen(&note, &[refund], "2026-02-10"), "paid paid 0.00 0 0.00");
}

#[test]
fn the_json_has_the_fields_of_the_wire_in_their_order() {
    let account = account(&invoice(), &[]).expect("an account");
    let json = to_json(&status(&account, day("2026-02-01")).expect("a status"));
    assert_eq!(
        json,
        r#"{"state":"open","balanceState":"unpaid","overdue":false,"daysOverdue":0,"overdueAmount":"0.00","dunningLevel":0,"disputed":"0.00","amountDue":"1210.00","asOf":"2026-02-01"}"#
    );
}
