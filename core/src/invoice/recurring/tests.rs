//! Series and consolidated invoices: days without drift, windows without gap or double, amounts exact by the day.

use proptest::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{ConsolidateBy, ConsolidateItem, RecurTemplate, consolidate, recur};
use crate::calendar::Day;
use crate::invoice::{Draft, calculate};
use crate::wire::{Array, from_json};

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn template(lines: &str, more: &str) -> RecurTemplate {
    from_json(&format!(r#"{{"draft":{{"currency":"EUR","lines":[{lines}]}},{more}}}"#)).expect("a template")
}

/// A line of one month.
fn month(id: &str, price: &str) -> String {
    format!(
        r#"{{"id":"{id}","name":"A","quantity":"1","unit":"month","unitPrice":"{price}","vat":{{"category":"S","rate":"21"}}}}"#
    )
}

fn nets(draft: &Draft) -> Vec<String> {
    let invoice = calculate(draft).expect("an invoice");
    invoice.lines().iter().map(|line| line.amounts().net.to_string()).collect()
}

fn within(template: &RecurTemplate, from: &str, until: &str) -> Vec<Draft> {
    recur(template, day(from), day(until)).expect("a series")
}

#[test]
fn a_month_that_the_end_cuts_short_is_charged_by_its_days() {
    let ends =
        template(&month("1", "100.00"), r#""start":"2026-01-01","end":"2026-02-10","every":"month","prorate":true"#);
    let drafts = within(&ends, "2026-01-01", "2026-12-31");
    // 10 of the 28 days of February: 35.714..., rounded once.
    assert_eq!(drafts.iter().map(nets).collect::<Vec<_>>(), [["100.00"], ["35.71"]]);
    let line = &drafts[1].lines[0];
    assert_eq!((line.quantity, line.price_per, line.unit.as_deref()), (10.into(), Some(28.into()), Some("DAY")));
    let whole = template(&month("1", "100.00"), r#""start":"2026-01-01","end":"2026-02-10","every":"month""#);
    assert_eq!(nets(&within(&whole, "2026-02-01", "2026-02-28")[0]), ["100.00"]);
}

#[test]
fn a_price_changes_on_its_day_or_with_the_next_period() {
    let change = r#""start":"2026-01-01","every":"month","priceChanges":[{"from":"2026-03-11","line":"1","unitPrice":"124.00"}]"#;
    let drafts = within(&template(&month("1", "93.00"), change), "2026-02-01", "2026-04-30");
    assert_eq!(drafts.iter().map(nets).collect::<Vec<_>>(), [["93.00"], ["93.00"], ["124.00"]]);
    let by_day = template(&month("1", "93.00"), &format!(r#"{change},"prorate":true"#));
    let drafts = within(&by_day, "2026-02-01", "2026-04-30");
    // 10 days at 93/31 = 3 a day, 21 days at 124/31 = 4 a day.
    assert_eq!(drafts.iter().map(nets).collect::<Vec<_>>(), [vec!["93.00"], vec!["30.00", "84.00"], vec!["124.00"]]);
    assert_eq!(drafts[1].lines[1].id.as_deref(), Some("1-2026-03-11"));
}

#[test]
fn fixed_amounts_of_a_divided_line_add_up_to_what_they_were() {
    let line = r#"{"name":"A","quantity":"2","unitPrice":"50.00","vat":{"category":"S","rate":"21"},"allowances":[{"amount":"10.00","reason":"Loyal"},{"percent":"5","reason":"Many"}]}"#;
    let change = r#""start":"2026-01-01","every":"month","prorate":true,"priceChanges":[{"from":"2026-01-08","line":"1","unitPrice":"60.00"},{"from":"2026-01-15","line":"1","unitPrice":"70.00"}]"#;
    let drafts = within(&template(line, change), "2026-01-01", "2026-01-31");
    let fixed: Vec<Decimal> = drafts[0].lines.iter().filter_map(|line| line.allowances[0].amount).collect();
    assert_eq!(fixed.len(), 3);
    assert_eq!(fixed.iter().sum::<Decimal>(), Decimal::new(1000, 2));
    // 2 × 50 × 7/31 = 22.58, less 2.26 and 5 % (1.13).
    assert_eq!(nets(&drafts[0])[0], "19.19");
}

#[test]
fn a_window_that_would_give_too_many_invoices_is_refused() {
    let weekly = template(&month("1", "1.00"), r#""start":"1990-01-01","every":"week""#);
    let error = recur(&weekly, day("1990-01-01"), day("2990-01-01")).expect_err("refused");
    assert_eq!((error.code(), error.path()), ("list.tooLong", "until"));
}

proptest! {
    #[test]
    fn windows_side_by_side_give_each_invoice_once(
        start in 0_i32..1500, count in 1_u32..4, unit in 0_usize..3, at in 0_usize..2, from in 0_i32..2000, first in 0_i32..400, second in 0_i32..400,
    ) {
        let base = day("2024-01-01");
        let start = base.add_days(start).expect("a day");
        let (every, bill) = (["week", "month", "year"][unit], ["start", "end"][at]);
        let series = template(&month("1", "10.00"), &format!(r#""start":"{start}","every":"{every}","count":{count},"billAt":"{bill}""#));
        let from = base.add_days(from).expect("a day");
        let middle = from.add_days(first).expect("a day");
        let until = middle.add_days(second + 1).expect("a day");
        let mut halves = recur(&series, from, middle).expect("a series");
        halves.extend(recur(&series, middle.add_days(1).expect("a day"), until).expect("a series"));
        prop_assert_eq!(&halves, &recur(&series, from, until).expect("a series"));
        // Periods follow on one another without gap.
        for pair in halves.windows(2) {
            let (before, after) = (pair[0].period.clone().expect("set"), pair[1].period.clone().expect("set"));
            prop_assert_eq!(before.until.add_days(1), Some(after.from));
        }
    }

    #[test]
    fn days_are_charged_to_the_cent(price in 1_i64..1_000_000, quantity in 1_i64..100, days in 1_i32..31) {
        let line = format!(r#"{{"name":"A","quantity":"{quantity}","unitPrice":"{}","vat":{{"category":"S","rate":"21"}}}}"#, Decimal::new(price, 2));
        let end = day("2026-03-01").add_days(days - 1).expect("a day");
        let series = template(&line, &format!(r#""start":"2026-03-01","end":"{end}","every":"month","prorate":true"#));
        let net: Decimal = nets(&within(&series, "2026-03-01", "2026-03-31")[0])[0].parse().expect("an amount");
        let exact = Decimal::new(price, 2) * Decimal::from(quantity) * Decimal::from(days) / Decimal::from(31);
        prop_assert_eq!(net, exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero));
    }
}

fn items(text: &str) -> Vec<ConsolidateItem> {
    from_json::<Array<ConsolidateItem>>(text).expect("items").0
}

fn item(customer: &str, delivered: &str, draft: &str, more: &str) -> String {
    let line = month("1", "10.00");
    format!(
        r#"{{"customerId":"{customer}","deliveredOn":"{delivered}","draft":{{"currency":"EUR","lines":[{line}]{draft}}}{more}}}"#
    )
}

#[test]
fn what_may_not_stand_together_is_kept_apart() {
    let list = [
        item("a", "2026-03-02", "", ""),
        item("b", "2026-03-02", "", ""),
        item("a", "2026-03-09", "", ""),
        item("a", "2026-04-01", "", ""),
        item("a", "2026-03-10", r#","purchaseOrder":"PO-7""#, ""),
        item("a", "2026-03-11", "", r#","invoiceNumber":"2026-0009""#),
        item("a", "2026-03-12", "", r#","by":"item""#),
    ];
    let drafts = consolidate(&items(&format!("[{}]", list.join(","))), ConsolidateBy::Customer).expect("drafts");
    let lines: Vec<usize> = drafts.iter().map(|draft| draft.lines.len()).collect();
    // a in March, b, a in April, a with its own order, a alone; the numbered one is gone.
    assert_eq!(lines, [2, 1, 1, 1, 1]);
    let period = drafts[0].period.clone().expect("a period");
    assert_eq!((period.from, period.until), (day("2026-03-02"), day("2026-03-09")));
}

#[test]
fn discounts_of_the_document_come_along_once_or_added_up() {
    let draft =
        r#","allowances":[{"percent":"10","reason":"Regular"},{"amount":"1.00","reason":"Voucher"}],"prepaid":"2.00""#;
    let list = [item("a", "2026-03-02", draft, ""), item("a", "2026-03-02", draft, "")];
    let drafts = consolidate(&items(&format!("[{}]", list.join(","))), ConsolidateBy::Customer).expect("drafts");
    let invoice = calculate(&drafts[0]).expect("an invoice");
    // 20.00 less 10 % and twice 1.00.
    assert_eq!(invoice.totals().net, Decimal::new(1600, 2));
    assert_eq!(invoice.totals().prepaid, Decimal::new(400, 2));
    assert_eq!(drafts[0].delivery_date, Some(day("2026-03-02")));
}
