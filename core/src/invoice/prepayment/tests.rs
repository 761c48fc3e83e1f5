//! Prepayments on the final invoice, worked out by hand: what is left, its VAT, and what is refused.

use proptest::prelude::*;

use super::{Undeductible, deduct};
use crate::calendar::Day;
use crate::invoice::{Draft, Issued, issue};
use crate::ledger::Account;

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn line(price: &str, rate: &str) -> String {
    format!(r#"{{"name":"Work","quantity":"1","unitPrice":"{price}","vat":{{"category":"S","rate":"{rate}"}}}}"#)
}

fn draft(kind: &str, lines: &str, more: &str) -> Draft {
    let json = format!(
        r#"{{"type":"{kind}","currency":"EUR","issueDate":"2026-03-02",
        "supplier":{{"name":"Voorbeeld BV","country":"NL","vatId":"NL004495445B01",
          "companyId":{{"scheme":"0106","value":"12345678"}},
          "address":{{"line1":"Keizersgracht 1","city":"Amsterdam","postalCode":"1015 AA"}}}},
        "customer":{{"name":"Afnemer BV","country":"NL","locale":"en",
          "address":{{"line1":"Coolsingel 2","city":"Rotterdam","postalCode":"3011 AD"}}}},
        "paymentMethods":[{{"kind":"creditTransfer","iban":"NL91ABNA0417164300"}}],
        "paymentTerms":{{"netDays":30}},"lines":[{lines}]{more}}}"#
    );
    Draft::from_json(&json).expect("a draft")
}

/// A prepayment invoice under a number, and what came in on it.
fn prepaid(number: &str, lines: &str, entries: &str) -> Account {
    let invoice = issue(&draft("prepayment", lines, ""), number, day("2026-03-02")).expect("a prepayment");
    let paid = format!(
        r#"{{"id":"p","at":"2026-03-02T09:00:00Z","on":"2026-03-02","kind":"payment","amount":"{}","method":"cash"}}"#,
        invoice.totals().payable
    );
    let entries = entries.replace("PAID", &paid);
    Account::from_json(&format!(r#"{{"invoice":{},"entries":[{entries}]}}"#, invoice.to_json())).expect("an account")
}

fn paid(number: &str, lines: &str) -> Account {
    prepaid(number, lines, "PAID")
}

fn last(lines: &str, more: &str, prepayments: &[Account]) -> Issued {
    let draft = deduct(&draft("invoice", lines, more), prepayments, day("2026-03-02")).expect("a final invoice");
    issue(&draft, "2026-9", day("2026-03-02")).expect("issued")
}

fn refused(lines: &str, more: &str, prepayments: &[Account]) -> Undeductible {
    deduct(&draft("invoice", lines, more), prepayments, day("2026-03-02")).expect_err("refused").1
}

/// Net, VAT and gross of an invoice.
fn totals(invoice: &Issued) -> [String; 3] {
    let totals = invoice.totals();
    [totals.net, totals.vat, totals.gross].map(|amount| amount.to_string())
}

#[test]
fn the_final_invoice_bears_the_vat_of_what_is_left() {
    // 1000.00 at 21 % of which 300.00 were prepaid: 700.00 + 147.00.
    let invoice = last(&line("1000.00", "21"), "", &[paid("2026-1", &line("300.00", "21"))]);
    assert_eq!(totals(&invoice), ["700.00", "147.00", "847.00"]);
    let row = invoice.lines().last().expect("a line");
    assert_eq!(row.line().name, "Prepayment invoice 2026-1 2 March 2026");
    assert_eq!(row.amounts().net.to_string(), "-300.00");
    let named = invoice.head().preceding.first().expect("a reference");
    assert_eq!((named.number.as_str(), named.issue_date), ("2026-1", Some(day("2026-03-02"))));
    // Prepaid in full: nothing is left to pay.
    let nothing = last(&line("1000.00", "21"), "", &[paid("2026-1", &line("1000.00", "21"))]);
    assert_eq!(totals(&nothing), ["0.00", "0.00", "0.00"]);
}

#[test]
fn the_documents_add_up_to_the_cent_where_each_was_rounded_alone() {
    // 33.35 × 21 % = 7.0035, twice 7.00; 33.30 × 21 % = 6.993: each alone would leave a cent of 21.00.
    let parts = [paid("2026-1", &line("33.35", "21")), paid("2026-2", &line("33.35", "21"))];
    assert_eq!(totals(&last(&line("100.00", "21"), "", &parts)), ["33.30", "7.00", "40.30"]);
}

#[test]
fn each_rate_has_its_own_part() {
    let whole = [line("1000.00", "21"), line("500.00", "9")].join(",");
    let part = [line("200.00", "21"), line("100.00", "9")].join(",");
    // 800.00 + 168.00 and 400.00 + 36.00.
    assert_eq!(totals(&last(&whole, "", &[paid("2026-1", &part)])), ["1200.00", "204.00", "1404.00"]);
}

#[test]
fn a_discount_of_the_whole_stays_that_of_the_whole() {
    let discount = r#","allowances":[{"percent":"10","reason":"Offer"}]"#;
    // 1000.00 less 10 % is 900.00; 300.00 were prepaid: 600.00 + 126.00.
    let invoice = last(&line("1000.00", "21"), discount, &[paid("2026-1", &line("300.00", "21"))]);
    assert_eq!(totals(&invoice), ["600.00", "126.00", "726.00"]);
}

#[test]
fn with_shelf_prices_what_the_customer_pays_adds_up() {
    let including = r#","pricesIncludeVat":true"#;
    // 121.00 on the shelf, 40.35 prepaid: 80.65.
    let invoice = last(&line("121.00", "21"), including, &[paid("2026-1", &line("33.35", "21"))]);
    assert_eq!(invoice.totals().payable.to_string(), "80.65");
}

#[test]
fn only_what_is_left_after_credits_and_was_received_is_taken_off() {
    let one = line("300.00", "21");
    let whole = line("1000.00", "21");
    assert_eq!(
        refused(&whole, "", &[prepaid("2026-1", &one, "")]),
        Undeductible::Unpaid("363.00".parse().expect("an amount"))
    );
    let half = r#"{"id":"p","at":"2026-03-02T09:00:00Z","on":"2026-03-02","kind":"payment","amount":"121.00","method":"cash"}"#;
    assert_eq!(
        refused(&whole, "", &[prepaid("2026-1", &one, half)]),
        Undeductible::Unpaid("242.00".parse().expect("an amount"))
    );
    // What was not paid is credited: 100.00 + 21.00 are left.
    let credit =
        r#"{"id":"c","at":"2026-03-02T10:00:00Z","on":"2026-03-02","kind":"credit","number":"C1","amount":"242.00"}"#;
    let left = prepaid("2026-1", &one, &[half, credit].join(","));
    assert_eq!(totals(&last(&whole, "", &[left])), ["900.00", "189.00", "1089.00"]);
    let gone = r#"{"id":"w","at":"2026-03-02T10:00:00Z","on":"2026-03-02","kind":"writeOff","amount":"242.00","reason":"Gone"}"#;
    assert_eq!(refused(&whole, "", &[prepaid("2026-1", &one, &[half, gone].join(","))]), Undeductible::Reduced);
    // Money that went back was not received.
    let back = r#"{"id":"b","at":"2026-03-02T10:00:00Z","on":"2026-03-02","kind":"chargeback","amount":"363.00","method":"card"}"#;
    assert!(matches!(
        refused(&whole, "", &[prepaid("2026-1", &one, &["PAID", back].join(","))]),
        Undeductible::Unpaid(_)
    ));
}

#[test]
fn never_more_is_taken_off_than_the_invoice_comes_to() {
    let whole = line("1000.00", "21");
    let exceeds = |prepayments: &[Account]| matches!(refused(&whole, "", prepayments), Undeductible::Exceeds { .. });
    assert!(exceeds(&[paid("2026-1", &line("1000.01", "21"))]));
    assert!(exceeds(&[paid("2026-1", &line("600.00", "21")), paid("2026-2", &line("400.01", "21"))]));
    assert!(exceeds(&[paid("2026-1", &line("100.00", "9"))]));
}

#[test]
fn what_is_no_prepayment_of_this_customer_is_not_taken_off() {
    let whole = line("1000.00", "21");
    let part = || paid("2026-1", &line("300.00", "21"));
    assert_eq!(refused(&whole, "", &[part(), part()]), Undeductible::Kind);
    let invoice = issue(&draft("invoice", &line("300.00", "21"), ""), "2026-1", day("2026-03-02")).expect("issued");
    assert_eq!(refused(&whole, "", &[Account::new(invoice, Vec::new()).expect("an account")]), Undeductible::Kind);
    let mut other = draft("invoice", &whole, "");
    other.customer.as_mut().expect("a customer").name = "Iemand anders".to_owned();
    let reason = deduct(&other, &[part()], day("2026-03-02")).expect_err("refused");
    assert_eq!(reason, (0, Undeductible::Other));
    let early = r#","paymentTerms":{"netDays":30,"earlyDiscounts":[{"percent":"2","days":8}],"vatMode":"discounted"}"#;
    let json = draft("invoice", &whole, "").to_json().replace(r#","paymentTerms":{"netDays":30}"#, early);
    let discounted = Draft::from_json(&json).expect("a draft");
    assert_eq!(deduct(&discounted, &[part()], day("2026-03-02")).expect_err("refused").1, Undeductible::Allowances);
}

proptest! {
    #[test]
    fn two_prepayments_and_the_rest_are_the_whole(
        whole in 10_000_i64..10_000_000, first in 1_i64..45, second in 1_i64..45, rate in prop::sample::select(vec!["21", "9", "20", "5.5"])
    ) {
        let amount = |cents: i64| rust_decimal::Decimal::new(cents, 2).to_string();
        let part = |percent: i64, number: &str| paid(number, &line(&amount(whole * percent / 100), rate));
        let parts = [part(first, "2026-1"), part(second, "2026-2")];
        let rest = last(&line(&amount(whole), rate), "", &parts);
        let alone = issue(&draft("invoice", &line(&amount(whole), rate), ""), "2026-9", day("2026-03-02")).expect("issued");
        let sum = |of: fn(&Issued) -> rust_decimal::Decimal| {
            parts.iter().map(|part| of(part.invoice())).sum::<rust_decimal::Decimal>() + of(&rest)
        };
        prop_assert_eq!(sum(|invoice| invoice.totals().net), alone.totals().net);
        prop_assert_eq!(sum(|invoice| invoice.totals().vat), alone.totals().vat);
        prop_assert_eq!(sum(|invoice| invoice.totals().payable), alone.totals().payable);
    }
}
