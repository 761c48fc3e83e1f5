//! Any sequence of credits adds up to the invoice, per VAT group, and never exceeds it on the way.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::credit::book;
use super::issued;
use crate::invoice::{Issued, VatBreakdown};
use crate::ledger::Account;

/// Net and VAT by category and rate.
type Groups = BTreeMap<String, (Decimal, Decimal)>;

fn add(groups: &mut Groups, rows: &[VatBreakdown]) {
    for row in rows {
        let key = format!("{} {:?}", row.category.as_str(), row.rate);
        let sums = groups.entry(key).or_default();
        *sums = (sums.0 + row.base, sums.1 + row.amount);
    }
}

fn invoices() -> impl Strategy<Value = Issued> {
    let line = (1_u32..60, 1_u64..90_000, prop::sample::select(vec!["21", "9", "0"]), 0_u32..40);
    let lines = prop::collection::vec(line, 1..6);
    let document = prop::sample::select(vec![
        "",
        r#","allowances":[{"percent":"7.5","reason":"Regular customer"}]"#,
        r#","charges":[{"amount":"6.95","reason":"Freight"}]"#,
        r#","charges":[{"amount":"6.95","reason":"Freight","vat":{"category":"S","rate":"9"}}]"#,
        r#","payableRounding":"0.05""#,
    ]);
    let mode = prop::sample::select(vec!["", r#","pricesIncludeVat":true"#, r#","rounding":"perLine""#]);
    (lines, document, mode).prop_map(|(lines, document, mode)| {
        let line = |(quantity, cents, rate, percent): &(u32, u64, &str, u32)| {
            let category = if *rate == "0" { "Z" } else { "S" };
            let price = Decimal::new(i64::try_from(*cents).expect("small"), 3);
            format!(
                r#"{{"name":"Item","quantity":"{quantity}","unitPrice":"{price}","vat":{{"category":"{category}","rate":"{rate}"}},"allowances":[{{"percent":"{percent}","reason":"Sale"}}]}}"#
            )
        };
        let lines: Vec<String> = lines.iter().map(line).collect();
        issued(&lines.join(","), &format!("{document}{mode}"))
    })
}

/// A step: by amount (a part of the gross total), by pieces of a line, or by a whole line.
#[derive(Clone, Debug)]
enum Step {
    Amount(u32),
    Pieces(usize, u32),
    Line(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (1_u32..500).prop_map(Step::Amount),
        (0_usize..6, 1_u32..9).prop_map(|(line, pieces)| Step::Pieces(line, pieces)),
        (0_usize..6).prop_map(Step::Line),
    ];
    prop::collection::vec(step, 0..7)
}

fn what(step: &Step, invoice: &Issued) -> String {
    let id = |line: usize| (line % invoice.lines().len()) + 1;
    match step {
        Step::Amount(thousandths) => {
            let amount = (invoice.totals().gross * Decimal::new(i64::from(*thousandths), 3)).round_dp(2);
            format!(r#""amount":"{amount}""#)
        }
        Step::Pieces(line, pieces) => format!(r#""lines":[{{"id":"{}","quantity":"{pieces}"}}]"#, id(*line)),
        Step::Line(line) => format!(r#""lines":[{{"id":"{}"}}]"#, id(*line)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn credits_add_up_to_the_invoice_in_every_vat_group(invoice in invoices(), steps in steps()) {
        let mut whole = Groups::new();
        add(&mut whole, invoice.vat_breakdown());
        let mut credited = Groups::new();
        let mut account = Account::new(invoice.clone(), Vec::new()).expect("an account");
        let mut full = r#""full":true"#.to_owned();
        for step in steps.iter().map(|step| what(step, &invoice)).chain([full.clone()]) {
            let (next, note) = match book(account.clone(), &step) {
                Ok(booked) => booked,
                // Too much, or nothing left: the refusal is the answer, and changes nothing.
                Err(error) => {
                    let codes: Vec<&str> = error.findings().iter().map(|finding| finding.code.as_str()).collect();
                    let known = ["credit.exceeds", "amount.negative"];
                    prop_assert!(codes.iter().all(|code| known.contains(code)), "{step}: {error}");
                    if step == full { full.clear(); }
                    continue;
                }
            };
            add(&mut credited, note.vat_breakdown());
            for (key, (net, vat)) in &credited {
                let (all_net, all_vat) = whole.get(key).copied().unwrap_or_default();
                prop_assert!(*net <= all_net && *vat <= all_vat, "{step}: {key} {net} {vat} of {all_net} {all_vat}");
            }
            account = next;
        }
        for (key, sums) in &whole {
            let none = Default::default();
            prop_assert_eq!(credited.get(key).unwrap_or(&none), sums, "{}", key);
        }
    }
}
