//! The journal against the reports that do without it, and bookings worked out by hand.

use super::*;
use crate::ledger::EntryKind;
use LedgerAccount as L;

fn of(account: &Account, until: &str) -> Vec<Booking> {
    bookings(account, day(until), false).expect("a journal")
}

/// A booking in short: its id, its day and its lines.
fn short(booking: &Booking) -> (String, String, Vec<(L, String)>) {
    let lines = booking.lines.iter().map(|line| (line.account, line.amount.to_string())).collect();
    (booking.id.clone(), booking.on.to_string(), lines)
}

fn lines(of: &[(L, &str)]) -> Vec<(L, String)> {
    of.iter().map(|(account, amount)| (*account, (*amount).to_owned())).collect()
}

#[test]
fn an_invoice_its_credit_note_and_its_money_are_a_booking_each() {
    let sale =
        Sale { lines: [line("1000.00", "21"), line("100.00", "9")].join(","), ..sale(1, "a", "2026-01-10", "0") };
    // 1210.00 and 109.00. The credit of 131.90 takes a tenth of each group: 100.00 and 21.00, 10.00 and 0.90.
    let account = sale.account(&[
        ("2026-02-01", credited("131.90")),
        ("2026-02-03", paid("1000.00")),
        (
            "2026-02-05",
            r#""kind":"payment","amount":"100.00","method":"card","provider":"stripe","providerId":"p""#.to_owned(),
        ),
        (
            "2026-02-07",
            r#""kind":"chargeback","amount":"100.00","method":"card","provider":"stripe","providerId":"p""#.to_owned(),
        ),
        ("2026-02-09", r#""kind":"writeOff","amount":"187.10","reason":"r""#.to_owned()),
    ]);
    let journal: Vec<_> = of(&account, "2026-12-31").iter().map(short).collect();
    let expected = [
        (
            "2026-0001",
            "2026-01-10",
            lines(&[
                (L::Receivables, "1319.00"),
                (L::Revenue, "-1000.00"),
                (L::Vat, "-210.00"),
                (L::Revenue, "-100.00"),
                (L::Vat, "-9.00"),
            ]),
        ),
        (
            "C-131.90",
            "2026-02-01",
            lines(&[
                (L::Receivables, "-131.90"),
                (L::Revenue, "100.00"),
                (L::Vat, "21.00"),
                (L::Revenue, "10.00"),
                (L::Vat, "0.90"),
            ]),
        ),
        ("e1", "2026-02-03", lines(&[(L::Bank, "1000.00"), (L::Receivables, "-1000.00")])),
        ("e2", "2026-02-05", lines(&[(L::PaymentServices, "100.00"), (L::Receivables, "-100.00")])),
        ("e3", "2026-02-07", lines(&[(L::PaymentServices, "-100.00"), (L::Receivables, "100.00")])),
        ("2026-0001/2026-02-09", "2026-02-09", lines(&[(L::BadDebts, "187.10"), (L::Receivables, "-187.10")])),
    ];
    assert_eq!(journal, expected.map(|(id, on, lines)| (id.to_owned(), on.to_owned(), lines)));
    // As of an earlier day there is what was booked by then.
    assert_eq!(of(&account, "2026-02-03").len(), 3);
    assert!(of(&account, "2026-01-09").is_empty());
}

#[test]
fn a_correction_books_the_difference_on_its_own_day() {
    let correction = |of: &str, amount: &str| format!(r#""kind":"correction","of":"{of}"{amount}"#);
    let account = sale(1, "a", "2026-01-10", "100.00").account(&[
        ("2026-02-01", paid("100.00")),
        ("2026-02-02", paid("21.00")),
        ("2026-02-05", correction("e0", r#","amount":"90.00""#)),
        ("2026-02-06", correction("e1", "")),
    ]);
    let journal: Vec<_> = of(&account, "2026-12-31").iter().skip(3).map(short).collect();
    let booked = |id: &str, on: &str, amount: &str, other: &str| {
        (id.to_owned(), on.to_owned(), lines(&[(L::Bank, amount), (L::Receivables, other)]))
    };
    assert_eq!(
        journal,
        [
            booked("e0/2026-02-05", "2026-02-05", "-10.00", "10.00"),
            booked("e1/2026-02-06", "2026-02-06", "-21.00", "21.00"),
        ]
    );
}

#[test]
fn a_discount_that_was_earned_is_booked_with_the_payment_that_earns_it() {
    let terms = r#"{"netDays":30,"earlyDiscounts":[{"percent":"2","days":10}]}"#;
    let json = sale(1, "a", "2026-01-10", "1000.00").issued().draft();
    let draft = Draft { payment_terms: Some(crate::wire::from_json(terms).expect("terms")), ..json };
    let invoice = issue(&draft, "D-1", day("2026-01-10")).expect("an invoice");
    let entry = |json: String| crate::wire::from_json(&json).expect("an entry");
    let payment = entry(format!(r#"{{"id":"e","at":"2026-01-20T09:00:00Z","on":"2026-01-20",{}}}"#, paid("1185.80")));
    let account = Account::new(invoice, vec![payment]).expect("an account");
    // 2 % of 1210.00, as the design has it: paying 1185.80 by day 10 settles the invoice.
    let journal: Vec<_> = of(&account, "2026-12-31").iter().map(short).collect();
    assert_eq!(journal[1].2, lines(&[(L::Bank, "1185.80"), (L::Receivables, "-1185.80")]));
    assert_eq!(journal[2].2, lines(&[(L::Discounts, "24.20"), (L::Receivables, "-24.20")]));
}

#[test]
fn interest_and_costs_that_come_in_are_income_without_vat_and_no_credit_balance() {
    let letter = r#""kind":"reminder","step":"final","channel":"letter","sentOn":"2026-02-25","costsClaimed":"18.15","interestClaimed":"0.50""#;
    let account = sale(1, "a", "2026-01-10", "100.00").account(&[
        ("2026-02-25", letter.to_owned()),
        ("2026-02-27", paid("139.65")),
        ("2026-03-05", r#""kind":"refund","amount":"18.15","method":"creditTransfer""#.to_owned()),
    ]);
    let journal: Vec<_> =
        of(&account, "2026-12-31").iter().skip(1).map(short).map(|(_, on, lines)| (on, lines)).collect();
    // 121.00 + 18.15 + 0.50 = 139.65. Of the 18.65 beside the invoice 0.50 stay: costs, which are paid first.
    let expected = [
        ("2026-02-27", lines(&[(L::Bank, "139.65"), (L::Receivables, "-139.65")])),
        ("2026-02-27", lines(&[(L::LateInterest, "-0.50"), (L::CollectionCosts, "-18.15"), (L::Receivables, "18.65")])),
        ("2026-03-05", lines(&[(L::Bank, "-18.15"), (L::Receivables, "18.15")])),
        ("2026-03-05", lines(&[(L::LateInterest, "0.50"), (L::CollectionCosts, "17.65"), (L::Receivables, "-18.15")])),
    ];
    assert_eq!(journal, expected.map(|(on, lines)| (on.to_owned(), lines)));
}

/// 100.00 at 19 % and 200.00 at 7 %, 333.00 in all, with 2 % off within 10 days and the VAT corrected then (§ 17 UStG).
fn skonto(entries: &[(&str, String)]) -> Account {
    let terms = r#"{"netDays":30,"vatMode":"fullThenCorrection","earlyDiscounts":[{"percent":"2","days":10}]}"#;
    let lines = [line("100.00", "19"), line("200.00", "7")].join(",");
    let json = Sale { lines, ..sale(1, "a", "2026-03-25", "0") }.issued().draft();
    let draft = Draft { payment_terms: Some(crate::wire::from_json(terms).expect("terms")), ..json };
    let write = |(place, (on, rest)): (usize, &(&str, String))| {
        let json = format!(r#"{{"id":"e{place}","at":"2026-01-01T09:00:{place:02}Z","on":"{on}",{rest}}}"#);
        crate::wire::from_json(&json).expect("an entry")
    };
    let entries = entries.iter().enumerate().map(write).collect();
    Account::new(issue(&draft, "S-1", day("2026-03-25")).expect("an invoice"), entries).expect("an account")
}

#[test]
fn skonto_corrects_vat_in_the_period_in_which_it_is_earned_and_comes_back_when_it_is_lost() {
    // 2 % of 333.00 is 6.66: 2.38 of the 119.00 and 4.28 of the 214.00, which is 2.00 + 0.38 and 4.00 + 0.28.
    let returned = r#""kind":"returnedDebit","amount":"326.34","method":"sepa""#.to_owned();
    let account = skonto(&[("2026-04-02", paid("326.34")), ("2026-05-06", returned)]);
    let rows = |from: &str, until: &str| {
        let rows = vat_summary(std::slice::from_ref(&account), day(from), day(until)).expect("a report").rows;
        rows.iter()
            .map(|row| [row.rate.unwrap_or_default(), row.base, row.amount].map(|value| value.to_string()))
            .collect::<Vec<_>>()
    };
    let expected = |rows: [[&str; 3]; 2]| rows.map(|row| row.map(str::to_owned)).to_vec();
    assert_eq!(rows("2026-01-01", "2026-03-31"), expected([["7", "200.00", "14.00"], ["19", "100.00", "19.00"]]));
    assert_eq!(rows("2026-04-01", "2026-04-30"), expected([["7", "-4.00", "-0.28"], ["19", "-2.00", "-0.38"]]));
    assert_eq!(rows("2026-05-01", "2026-05-31"), expected([["7", "4.00", "0.28"], ["19", "2.00", "0.38"]]));
    let journal: Vec<_> = of(&account, "2026-12-31").iter().map(short).collect();
    let discount = |sign: &str, other: &str| {
        let of = |amount: &str| format!("{sign}{amount}");
        vec![
            (L::Discounts, of("2.00")),
            (L::Vat, of("0.38")),
            (L::Discounts, of("4.00")),
            (L::Vat, of("0.28")),
            (L::Receivables, format!("{other}6.66")),
        ]
    };
    assert_eq!(journal[1].2, lines(&[(L::Bank, "326.34"), (L::Receivables, "-326.34")]));
    assert_eq!((journal[2].1.as_str(), &journal[2].2), ("2026-04-02", &discount("", "-")));
    assert_eq!((journal[4].1.as_str(), &journal[4].2), ("2026-05-06", &discount("-", "")));
    assert_eq!(journal.len(), 5);
    // Revenue of the customer falls with it: 6.00 without VAT.
    let april = revenue(std::slice::from_ref(&account), day("2026-04-01"), day("2026-04-30")).expect("a report");
    assert_eq!((april.totals[0].net, april.totals[0].vat), (dec("-6.00"), dec("-0.66")));
}

#[test]
fn skonto_that_is_granted_late_corrects_the_vat_when_the_money_comes() {
    // Ten days of 25 March end on 4 April; the money came in May, and was taken as in time.
    let late = paid("326.34") + r#","discountOn":"2026-04-04""#;
    let account = skonto(&[("2026-05-02", late)]);
    let of = |from: &str, until: &str| {
        let report = vat_summary(std::slice::from_ref(&account), day(from), day(until)).expect("a report");
        sum(report.rows.iter().map(|row| row.amount))
    };
    assert_eq!((of("2026-04-01", "2026-04-30"), of("2026-05-01", "2026-05-31")), (dec("0"), dec("-0.66")));
    assert_eq!(position(&account, day("2026-05-02")).expect("a position").discount, dec("6.66"));
}

#[test]
fn skonto_beside_a_credit_note_is_of_what_is_left() {
    // The group at 7 % is credited as a whole: 2 % of the 119.00 that are left are 2.38, all of it at 19 %.
    let credit = r#""kind":"credit","number":"C-1","amount":"214.00","breakdown":[{"category":"S","rate":"7","base":"200.00","amount":"14.00"}]"#;
    let account = skonto(&[("2026-03-30", credit.to_owned()), ("2026-04-02", paid("116.62"))]);
    let april = vat_summary(std::slice::from_ref(&account), day("2026-04-01"), day("2026-04-30")).expect("a report");
    let rows: Vec<_> = april.rows.iter().map(|row| (row.rate, row.base, row.amount)).collect();
    assert_eq!(rows, [(Some(dec("19")), dec("-2.00"), dec("-0.38"))]);
}

#[test]
fn a_credit_note_is_booked_once_whoever_has_it() {
    let invoice = sale(1, "a", "2026-01-10", "100.00");
    let account = invoice.account(&[("2026-02-01", r#""kind":"credit","amount":"121.00","number":"CN-1""#.to_owned())]);
    let whole = crate::invoice::CreditRequest {
        lines: Vec::new(),
        amount: None,
        full: Some(true),
        reason: "r".to_owned(),
        issue_date: day("2026-02-01"),
    };
    let before = invoice.account(&[]);
    let draft = crate::invoice::credit(&before, &whole).expect("a draft");
    let note = Account::new(issue(&draft, "CN-1", day("2026-02-01")).expect("a note"), Vec::new()).expect("an account");
    assert!(bookings(&note, day("2026-12-31"), true).expect("a journal").is_empty());
    let alone: Vec<_> = of(&note, "2026-12-31").iter().map(short).collect();
    let on_invoice: Vec<_> = of(&account, "2026-12-31").iter().skip(1).map(short).collect();
    assert_eq!(alone, on_invoice);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn each_booking_balances_and_all_of_them_are_what_status_and_vat_report_say(account in any_account(), after in 0_i32..365) {
        let on = day("2026-01-01").add_days(after).expect("a day");
        let journal = bookings(&account, on, false).expect("a journal");
        for booking in &journal {
            prop_assert_eq!(sum(booking.lines.iter().map(|line| line.amount)), Decimal::ZERO, "{:?}", booking);
        }
        let of = |wanted: L| sum(journal.iter().flat_map(|booking| &booking.lines).filter(|line| line.account == wanted).map(|line| line.amount));
        let stand = position(&account, on).expect("a position");
        if account.invoice().issue_date() <= on {
            prop_assert_eq!(of(L::Receivables), stand.owed - stand.overpaid);
            prop_assert_eq!(of(L::BadDebts), stand.written_off);
        } else {
            prop_assert!(journal.is_empty());
        }
        prop_assert_eq!(of(L::Bank) + of(L::PaymentServices), if account.invoice().issue_date() <= on { stand.received } else { Decimal::ZERO });
        let vat = vat_summary(std::slice::from_ref(&account), day("2026-01-01"), on).expect("a report").rows;
        prop_assert_eq!(-of(L::Vat), sum(vat.iter().map(|row| row.amount)));
        // Discounts that correct the VAT name the group; others are none of its business.
        let lines = || journal.iter().flat_map(|booking| &booking.lines);
        let corrected = sum(lines().filter(|line| line.account == L::Discounts && line.vat.is_some()).map(|line| line.amount));
        prop_assert_eq!(-of(L::Revenue) - corrected, sum(vat.iter().map(|row| row.base)));
        for row in vat.iter() {
            let group = |line: &&BookingLine| line.account == L::Vat && line.vat.is_some_and(|vat| (vat.category, vat.rate) == (row.category, row.rate));
            prop_assert_eq!(-sum(journal.iter().flat_map(|booking| &booking.lines).filter(group).map(|line| line.amount)), row.amount);
        }
        let ids: Vec<_> = journal.iter().map(|booking| &booking.id).collect();
        prop_assert!(ids.iter().enumerate().all(|(place, id)| !ids[..place].contains(id)), "{:?}", ids);
        prop_assert!(account.entries().iter().all(|entry| !matches!(entry.kind, EntryKind::Payment(_)) || entry.on > on || ids.contains(&&entry.id)));
    }
}
