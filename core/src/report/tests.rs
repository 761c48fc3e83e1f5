//! Reports against figures worked out by hand, and against the accounts they are folds of, to the cent.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::calendar::Day;
use crate::invoice::{Draft, Issued, issue};
use crate::ledger::{Account, State, position, status};

mod gather;
mod journal;

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn dec(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

/// What one invoice is made from.
struct Sale<'a> {
    number: String,
    customer: &'a str,
    on: Day,
    net_days: u32,
    lines: String,
    more: &'a str,
}

fn sale<'a>(number: usize, customer: &'a str, on: &str, net: &str) -> Sale<'a> {
    Sale { number: format!("2026-{number:04}"), customer, on: day(on), net_days: 30, lines: line(net, "21"), more: "" }
}

fn line(net: &str, rate: &str) -> String {
    format!(r#"{{"name":"A","quantity":"1","unitPrice":"{net}","vat":{{"category":"S","rate":"{rate}"}}}}"#)
}

impl Sale<'_> {
    fn issued(&self) -> Issued {
        let json = format!(
            r#"{{"currency":"EUR","supplier":{{"name":"V","country":"NL","vatId":"NL004495445B01","address":{{"city":"Amsterdam"}}}},
            "customer":{{"name":"{}","country":"NL","address":{{"city":"Delft"}}}},"lines":[{}],
            "paymentTerms":{{"netDays":{}}}{}}}"#,
            self.customer, self.lines, self.net_days, self.more
        );
        issue(&Draft::from_json(&json).expect("a draft"), &self.number, self.on).expect("an invoice")
    }

    fn account(&self, entries: &[(&str, String)]) -> Account {
        let write = |(place, (on, rest)): (usize, &(&str, String))| {
            format!(r#"{{"id":"e{place}","at":"2026-01-01T09:00:{place:02}Z","on":"{on}",{rest}}}"#)
        };
        let entries: Vec<String> = entries.iter().enumerate().map(write).collect();
        let json = format!(r#"{{"invoice":{},"entries":[{}]}}"#, self.issued().to_json(), entries.join(","));
        Account::from_json(&json).expect("an account")
    }
}

fn paid(amount: &str) -> String {
    format!(r#""kind":"payment","amount":"{amount}","method":"creditTransfer""#)
}

fn credited(amount: &str) -> String {
    format!(r#""kind":"credit","amount":"{amount}","number":"C-{amount}""#)
}

#[test]
fn days_sales_outstanding_of_a_hand_computed_set() {
    // Sales from 1 January to 31 March (90 days): 1210 + 2420 - 121 credited = 3509. The sale of December counts no more,
    // but the 605 that are open of it do, beside 2420 - 1000 = 1420: receivables 2025. 2025 ÷ 3509 × 90 = 51.938...
    let accounts = [
        sale(1, "a", "2025-12-31", "500").account(&[]),
        sale(2, "a", "2026-01-01", "1000")
            .account(&[("2026-01-20", credited("121.00")), ("2026-02-01", paid("1089.00"))]),
        sale(3, "b", "2026-03-31", "2000").account(&[("2026-03-31", paid("1000.00")), ("2026-04-01", paid("1420.00"))]),
        sale(4, "b", "2026-04-01", "7000").account(&[]),
    ];
    let report = dso(&accounts, day("2026-03-31"), 90).expect("a report");
    let row = &report.rows[0];
    assert_eq!((row.receivables, row.sales, row.dso), (dec("2025.00"), dec("3509.00"), Some(dec("51.9"))));
    assert_eq!(dso(&accounts, day("2026-03-31"), 90), Ok(report), "asked again");
    let nothing = dso(&accounts, day("2025-12-30"), 90).expect("a report");
    assert!(nothing.rows.is_empty());
    assert!(dso(&accounts, day("2026-03-31"), 0).is_err() && dso(&accounts, day("2026-03-31"), 3661).is_err());
}

#[test]
fn ages_begin_the_day_after_the_due_day_and_turn_at_30_60_and_90() {
    // Due on 31 January; on 31 January current, on 1 February one day overdue.
    let account = || sale(1, "a", "2026-01-01", "100").account(&[]);
    let open = dec("121.00");
    let on = |text: &str| ageing(&[account()], day(text)).expect("a report").totals[0].buckets.clone();
    assert_eq!(on("2026-01-31").current, open);
    assert_eq!((on("2026-02-01").days_1_to_30, on("2026-03-02").days_1_to_30), (open, open));
    assert_eq!((on("2026-03-03").days_31_to_60, on("2026-04-01").days_31_to_60), (open, open));
    assert_eq!((on("2026-04-02").days_61_to_90, on("2026-05-01").days_61_to_90), (open, open));
    assert_eq!(on("2026-05-02").over_90, open);
}

#[test]
fn what_is_contested_has_its_age_and_what_was_paid_too_much_is_told() {
    let dispute = r#""kind":"dispute","amount":"21.00","reason":"Broken""#.to_owned();
    let accounts = [
        sale(1, "a", "2026-01-01", "100").account(&[("2026-01-05", dispute)]),
        sale(2, "a", "2026-01-01", "100").account(&[("2026-01-05", paid("150.00"))]),
    ];
    let report = ageing(&accounts, day("2026-02-10")).expect("a report");
    let buckets = &report.rows[0].buckets;
    assert_eq!((buckets.days_1_to_30, buckets.total, buckets.disputed), (dec("121.00"), dec("121.00"), dec("21.00")));
    assert_eq!((buckets.overpaid, report.rows[0].invoices), (dec("29.00"), 1));
}

#[test]
fn behaviour_counts_days_to_the_last_payment_and_days_so_far_of_what_is_open() {
    // Due on 31 January, 2 and 30 March, 30 April: 5 days late, 10 days early, 20 days late, 12 days overdue on 12 May.
    let accounts = [
        sale(1, "a", "2026-01-01", "100").account(&[("2026-01-10", paid("21.00")), ("2026-02-05", paid("100.00"))]),
        sale(2, "a", "2026-01-31", "100").account(&[("2026-02-20", paid("121.00"))]),
        sale(3, "a", "2026-02-28", "100").account(&[("2026-04-19", paid("121.00"))]),
        sale(4, "a", "2026-03-31", "100").account(&[]),
        sale(5, "a", "2026-04-30", "100").account(&[]),
        sale(6, "a", "2026-01-01", "100").account(&[("2026-01-02", credited("121.00"))]),
    ];
    let report = payment_behaviour(&accounts, day("2026-05-12")).expect("a report");
    let row = &report.rows[0];
    assert_eq!((row.invoices, row.late, row.share_late), (4, 3, Some(dec("75.0"))));
    // (5 + 0 + 20 + 12) ÷ 4; (35 + 20 + 50) ÷ 3.
    assert_eq!((row.average_days_late, row.average_days_to_pay), (Some(dec("9.3")), Some(dec("35.0"))));
    assert_eq!((row.earlier_days_late, row.recent_days_late), (Some(dec("2.5")), Some(dec("16.0"))));
    assert_eq!(row.trend, Some(Trend::Worsening));
    // 75 % of 20, 9.3 of 60 days of 20, 10 for the trend, half of what is owed is overdue.
    let risk = row.risk.as_ref().expect("judged");
    assert_eq!(risk.basis.iter().map(|factor| factor.points).collect::<Vec<_>>(), [15, 3, 10, 10, 0, 0, 0]);
    assert_eq!((risk.score, risk.level), (38, RiskLevel::Medium));
    let before = payment_behaviour(&accounts, day("2026-01-31")).expect("a report");
    assert_eq!((before.rows[0].invoices, before.rows[0].risk.is_none()), (0, true));
}

#[test]
fn a_promise_is_broken_when_its_day_passes_and_more_is_owed_than_was_said() {
    let promise = |amount: &str| format!(r#""kind":"promise","until":"2026-02-20","amount":"{amount}""#);
    let broken = |account: Account| {
        let report = payment_behaviour(&[account], day("2026-02-21")).expect("a report");
        let risk = report.rows[0].risk.clone().expect("judged");
        risk.basis.iter().find(|factor| factor.ground == RiskGround::BrokenPromises).map(|factor| factor.value)
    };
    let kept =
        sale(1, "a", "2026-01-01", "100").account(&[("2026-02-10", promise("50.00")), ("2026-02-20", paid("50.00"))]);
    let late =
        sale(1, "a", "2026-01-01", "100").account(&[("2026-02-10", promise("50.00")), ("2026-02-21", paid("50.00"))]);
    assert_eq!((broken(kept), broken(late)), (Some(Decimal::ZERO), Some(Decimal::ONE)));
}

#[test]
fn a_term_of_21_days_instead_of_30_frees_nine_days_of_what_is_paid() {
    // Both paid 40 days after their date, ten days late; with 21 days after 31. 36300 × 9 ÷ 90 = 3630 out less; at 6 % 217.80.
    let accounts = [
        sale(1, "a", "2026-01-01", "10000").account(&[("2026-02-10", paid("12100.00"))]),
        sale(2, "b", "2026-01-20", "20000").account(&[("2026-03-01", paid("24200.00"))]),
        sale(3, "b", "2026-03-20", "500").account(&[]),
    ];
    let on = day("2026-03-31");
    let options = TermEffectOptions { on, days: 90, net_days: 21, annual_rate: Some(dec("6")) };
    let row = term_effect(&accounts, &options).expect("a report").rows[0].clone();
    assert_eq!((row.invoices, row.amount, row.average_term), (2, dec("36300.00"), dec("30.0")));
    assert_eq!((row.days_to_pay, row.days_to_pay_then), (dec("40.0"), dec("31.0")));
    assert_eq!((row.freed, row.saved_per_year), (dec("3630.00"), Some(dec("217.80"))));
    let longer = TermEffectOptions { net_days: 60, ..options };
    assert_eq!(term_effect(&accounts, &longer).expect("a report").rows[0].freed, dec("0.00"));
}

#[test]
fn cash_comes_as_late_as_usual_or_on_the_promised_day() {
    // Usually ten days late. On Wednesday 1 April: one invoice due on Friday 3 April, one promised for 15 April.
    let promise = r#""kind":"promise","until":"2026-04-15","amount":"100.00""#.to_owned();
    let accounts = [
        sale(1, "a", "2026-01-01", "100").account(&[("2026-02-10", paid("121.00"))]),
        sale(2, "a", "2026-03-04", "200").account(&[]),
        sale(3, "a", "2026-03-10", "300").account(&[("2026-03-31", promise)]),
    ];
    let report = cash_forecast(&accounts, day("2026-04-01"), 3).expect("a report");
    let weeks: Vec<_> = report.weeks.iter().map(|week| (week.from, week.until, week.due, week.expected)).collect();
    let (zero, first, second) = (dec("0.00"), dec("242.00"), dec("363.00"));
    assert_eq!(
        weeks,
        [
            (day("2026-04-01"), day("2026-04-05"), first, zero),
            (day("2026-04-06"), day("2026-04-12"), second, zero),
            // 3 April and ten days is the 13th; 100.00 of the other are promised, the rest comes on the 19th.
            (day("2026-04-13"), day("2026-04-19"), zero, first + second),
        ]
    );
}

#[test]
fn cash_of_a_promise_is_what_is_still_to_come_of_it() {
    // 363.00 are due on Thursday 9 April; 100.00 are promised for the 8th, and customers usually pay ten days late.
    let promise = ("2026-03-31", r#""kind":"promise","until":"2026-04-08","amount":"100.00""#.to_owned());
    let expected = |payments: &[&str]| {
        let payments = payments.iter().map(|amount| ("2026-04-01", paid(amount)));
        let entries: Vec<_> = [promise.clone()].into_iter().chain(payments).collect();
        let account = sale(1, "a", "2026-03-10", "300").account(&entries);
        let report = cash_forecast(
            &[account, sale(2, "a", "2026-01-01", "100").account(&[("2026-02-10", paid("121.00"))])],
            day("2026-04-01"),
            3,
        );
        let weeks = report.expect("a report").weeks;
        weeks.iter().map(|week| week.expected).collect::<Vec<_>>()
    };
    assert_eq!(expected(&[]), [dec("0.00"), dec("100.00"), dec("263.00")]);
    assert_eq!(expected(&["60.00"]), [dec("0.00"), dec("40.00"), dec("263.00")]);
    assert_eq!(expected(&["100.00"]), [dec("0.00"), dec("0.00"), dec("263.00")]);
    assert_eq!(expected(&["60.00", "50.00"]), [dec("0.00"), dec("0.00"), dec("253.00")]);
}

/// An account with a random history, all of it within the first half of 2026.
fn any_account() -> impl Strategy<Value = Account> {
    let entry = (0_usize..7, 1_i64..20_000, 0_i32..180);
    (
        0_usize..400,
        0_usize..4,
        0_i32..150,
        1_i64..1_000_000,
        0_i64..100_000,
        0_u32..60,
        prop::collection::vec(entry, 0..6),
        0_usize..3,
    )
        .prop_map(|(number, customer, after, net, second, net_days, entries, terms)| {
            let on = day("2026-01-01").add_days(after).expect("a day");
            let lines =
                [line(&Decimal::new(net, 2).to_string(), "21"), line(&Decimal::new(second, 2).to_string(), "9")];
            let customer = ["a", "b", "c", ""][customer];
            let name = if customer.is_empty() { "d" } else { customer };
            let sale =
                Sale { number: format!("N-{number}"), customer: name, on, net_days, lines: lines.join(","), more: "" };
            let terms = match terms {
                0 => format!(
                    r#"{{"instalments":[{{"percent":"40","days":{net_days}}},{{"percent":"60","days":{}}}]}}"#,
                    net_days + 30
                ),
                // Any payment in time is enough for it.
                1 => format!(
                    r#"{{"netDays":{net_days},"vatMode":"fullThenCorrection","earlyDiscounts":[{{"percent":"99.99","days":{net_days}}}]}}"#
                ),
                _ => format!(r#"{{"netDays":{net_days}}}"#),
            };
            let invoice = issue(
                &Draft { payment_terms: Some(crate::wire::from_json(&terms).expect("terms")), ..sale.issued().draft() },
                &sale.number,
                on,
            )
            .expect("an invoice");
            let mut account = Account::new(invoice, Vec::new()).expect("an account");
            for (place, (kind, amount, later)) in entries.into_iter().enumerate() {
                let amount = Decimal::new(amount, 2);
                let on = on.add_days(later).expect("a day");
                let rest = match kind {
                    0 | 1 => paid(&amount.to_string()),
                    2 => format!(r#""kind":"credit","amount":"{amount}","number":"C-{number}-{place}""#),
                    3 => format!(r#""kind":"dispute","amount":"{amount}","reason":"r""#),
                    4 => format!(r#""kind":"writeOff","amount":"{amount}","reason":"r""#),
                    5 => format!(r#""kind":"refund","amount":"{amount}","method":"card""#),
                    _ => format!(r#""kind":"promise","until":"2026-12-31","amount":"{amount}""#),
                };
                let json = format!(r#"{{"id":"e{place}","at":"2026-01-01T09:00:{place:02}Z","on":"{on}",{rest}}}"#);
                let entry = crate::wire::from_json(&json).expect("an entry");
                // A credit beyond the invoice, or money back that never came, is refused and left out.
                account = account.clone().append(entry).unwrap_or(account);
            }
            account
        })
}

fn sum(amounts: impl Iterator<Item = Decimal>) -> Decimal {
    amounts.sum()
}

#[test]
fn receipts_are_what_came_in_on_the_days_less_what_went_back() {
    let back = r#""kind":"chargeback","amount":"30.00","method":"card""#.to_owned();
    let wrong = r#""kind":"correction","of":"e0","amount":"90.00","reason":"Misread""#.to_owned();
    let accounts = [
        sale(1, "B", "2026-01-05", "100").account(&[("2026-01-10", paid("100.00")), ("2026-02-03", wrong)]),
        sale(2, "A", "2026-01-05", "100").account(&[("2026-02-01", paid("121.00")), ("2026-02-28", back)]),
        sale(3, "A", "2026-02-05", "100").account(&[]),
    ];
    let found = |from: &str, until: &str| {
        let report = receipts(&accounts, day(from), day(until)).expect("a report");
        let rows: Vec<String> = report.rows.iter().map(|row| format!("{} {}", row.customer, row.received)).collect();
        (rows.join(", "), report.totals.first().map(|total| total.received.to_string()))
    };
    assert_eq!(found("2026-01-01", "2026-01-31"), ("B 100.00".to_owned(), Some("100.00".to_owned())));
    // 121.00 − 30.00 from A; B paid 10.00 less than it seemed in January.
    assert_eq!(found("2026-02-01", "2026-02-28"), ("A 91.00, B -10.00".to_owned(), Some("81.00".to_owned())));
    assert_eq!(found("2026-02-01", "2026-02-27").1.as_deref(), Some("111.00"));
    assert_eq!(found("2026-03-01", "2026-03-31"), (String::new(), None));
    assert!(receipts(&accounts, day("2026-02-01"), day("2026-01-31")).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn open_amounts_of_all_reports_are_those_of_the_accounts(accounts in prop::collection::vec(any_account(), 1..12), after in 0_i32..365) {
        let on = day("2026-01-01").add_days(after).expect("a day");
        let statuses: Vec<_> = accounts.iter().map(|account| status(account, on).expect("a status")).collect();
        let owed = sum(statuses.iter().map(|status| status.amount_due));
        let report = ageing(&accounts, on).expect("a report");
        prop_assert_eq!(sum(report.totals.iter().map(|total| total.buckets.total)), owed);
        let overdue = |buckets: &AgeingBuckets| buckets.total - buckets.current;
        for row in report.rows.iter() {
            let of_customer = accounts.iter().zip(&statuses).filter(|(account, _)| {
                account.invoice().head().customer.as_ref().is_some_and(|party| party.name == row.customer)
            });
            prop_assert_eq!(row.buckets.total, sum(of_customer.clone().map(|(_, status)| status.amount_due)));
            prop_assert_eq!(row.buckets.disputed, sum(of_customer.map(|(_, status)| status.disputed)));
        }
        // What is overdue by age holds the contested parts, which a status leaves out.
        let (all, contested) = (sum(report.totals.iter().map(|t| overdue(&t.buckets))), sum(report.totals.iter().map(|t| t.buckets.disputed)));
        let stated = sum(statuses.iter().map(|status| status.overdue_amount));
        prop_assert!(stated <= all && all <= stated + contested, "{stated} {all} {contested}");
        // payable = received + credited + settled + written off + owed - overpaid, over all that is not void.
        let positions: Vec<_> = accounts.iter().zip(&statuses).filter(|(_, status)| status.state != State::Draft)
            .map(|(account, _)| position(account, on).expect("a position")).collect();
        let overpaid = sum(report.totals.iter().map(|total| total.buckets.overpaid));
        let gone = |p: &crate::ledger::Position| p.received + p.credited + p.discount + p.settled + p.written_off;
        prop_assert_eq!(sum(positions.iter().map(|p| p.payable)), sum(positions.iter().map(gone)) + owed - overpaid);
        let rows = dso(&accounts, on, 90).expect("a report").rows;
        prop_assert_eq!(sum(rows.iter().map(|row| row.receivables)), owed);
        let cash = cash_forecast(&accounts, on, 8).expect("a report");
        for total in cash.totals.iter() {
            prop_assert_eq!(total.open, owed);
            let due = sum(cash.weeks.iter().map(|week| week.due));
            let expected = sum(cash.weeks.iter().map(|week| week.expected));
            prop_assert_eq!(due + total.overdue + total.disputed + total.due_later, owed);
            prop_assert_eq!(expected + total.disputed + total.expected_later, owed);
        }
    }

    #[test]
    fn vat_and_revenue_of_spans_add_up_to_the_documents(accounts in prop::collection::vec(any_account(), 1..12), first in 0_i32..400) {
        let (from, until) = (day("2026-01-01"), day("2027-12-31"));
        let middle = from.add_days(first).expect("a day");
        let next = middle.add_days(1).expect("a day");
        let vat = |from, until| {
            let rows = vat_summary(&accounts, from, until).expect("a report").rows;
            (sum(rows.iter().map(|row| row.base)), sum(rows.iter().map(|row| row.amount)))
        };
        let turnover = |from, until| {
            let totals = revenue(&accounts, from, until).expect("a report");
            prop_assert_eq!(sum(totals.rows.iter().map(|row| row.gross)), sum(totals.totals.iter().map(|row| row.gross)));
            Ok((sum(totals.totals.iter().map(|row| row.net)), sum(totals.totals.iter().map(|row| row.vat))))
        };
        let invoiced = sum(accounts.iter().map(|account| account.invoice().totals().gross));
        let credited = sum(accounts.iter().flat_map(Account::entries).map(|entry| match &entry.kind {
            crate::ledger::EntryKind::Credit(credit) => credit.amount,
            _ => Decimal::ZERO,
        }));
        // Discounts that correct the VAT, as the ledger grants them in the end.
        let corrected = sum(accounts.iter().filter(|account| crate::ledger::corrects_vat(account.invoice())).map(|account| {
            position(account, until).expect("a position").discount
        }));
        let (base, amount) = vat(from, until);
        prop_assert_eq!(base + amount, invoiced - credited - corrected);
        let (first, second) = (vat(from, middle), vat(next, until));
        prop_assert_eq!((first.0 + second.0, first.1 + second.1), (base, amount));
        // The invoices have no other day than their date, so VAT and revenue of the same days are the same.
        prop_assert_eq!(turnover(from, middle)?, first);
        prop_assert_eq!(turnover(next, until)?, second);
    }
}
