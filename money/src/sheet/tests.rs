//! Sheets worked out by hand. That they agree with `calculate` on everything plain is for `tests/node/flat.test.mjs`.

use super::*;

fn number(text: &str) -> Number {
    Number::parse(text.as_bytes()).expect(text)
}

fn percent(text: &str) -> Row {
    Row { amount: None, percent: Some(number(text)), base: None }
}

fn sheet(with_vat: bool) -> Sheet {
    Sheet::new(Terms { decimals: 2, with_vat, per_line: false }, 2)
}

#[test]
fn discounts_are_rounded_once_and_split_by_largest_remainder() {
    let mut sheet = sheet(false);
    let (standard, reduced) = (sheet.group(number("21")).expect("room"), sheet.group(number("9")).expect("room"));
    // 10 × 9.99 = 99.90, less 10 % = 89.91.
    sheet.line(number("10"), number("9.99"), None, standard).expect("a line");
    sheet.line_allowance(percent("10")).expect("in range");
    sheet.end_line().expect("in range");
    sheet.line(number("1"), number("50"), None, reduced).expect("a line");
    sheet.end_line().expect("in range");
    // 10 % of 139.91 is 13.99; its shares are 8.9904 and 4.9996, and the cent goes to the second.
    sheet.adjust(percent("10"), false).expect("in range");
    let totals = sheet.settle(None, None).expect("in range");
    let shares: Vec<_> = sheet.adjustments().iter().map(|row| (row.group, row.amount, row.base)).collect();
    assert_eq!(shares, [(standard, 899, None), (reduced, 500, None)]);
    let groups: Vec<_> = sheet.groups().iter().map(|group| (group.base, group.vat)).collect();
    assert_eq!(groups, [(8092, 1699), (4500, 405)]);
    assert_eq!((totals.net, totals.vat, totals.gross, totals.payable), (12592, 2104, 14696, 14696));
}

#[test]
fn prices_with_vat_come_to_the_cent() {
    // 9.99 ÷ 1.09 is 9.17, whose VAT of 0.83 would make 10.00: VAT is the difference then.
    let mut sheet = sheet(true);
    let group = sheet.group(number("9")).expect("room");
    sheet.line(number("1"), number("9.99"), None, group).expect("a line");
    sheet.end_line().expect("in range");
    let totals = sheet.settle(None, None).expect("in range");
    assert_eq!((totals.net, totals.vat, totals.payable), (917, 82, 999));
    assert_eq!(totals.means, Some(Means::VatDifference));
}

#[test]
fn cash_is_rounded_to_its_step() {
    let mut sheet = sheet(false);
    let group = sheet.group(number("21")).expect("room");
    sheet.line(number("1"), number("9.98"), None, group).expect("a line");
    sheet.end_line().expect("in range");
    // 9.98 + 2.10 = 12.08.
    let totals = sheet.settle(Some(number("2")), Some(number("0.05"))).expect("in range");
    assert_eq!((totals.gross, totals.payable, totals.rounding), (1208, 1010, 2));
}

#[test]
fn a_sheet_that_was_used_before_is_as_good_as_new() {
    let mut sheet = sheet(false);
    for _ in 0..2 {
        let group = sheet.group(number("21")).expect("room");
        sheet.line(number("3"), number("9.99"), None, group).expect("a line");
        sheet.line_allowance(percent("10")).expect("in range");
        sheet.end_line().expect("in range");
        sheet.adjust(percent("10"), false).expect("in range");
        // 29.97 less 3.00 is 26.97, less 2.70 is 24.27, of which 21 % is 5.10.
        let totals = sheet.settle(None, None).expect("in range");
        assert_eq!((totals.line_net, totals.allowances, totals.vat, totals.payable), (2697, 270, 510, 2937));
        assert_eq!((sheet.lines().len(), sheet.rows().len(), sheet.adjustments().len()), (1, 1, 1));
        sheet.restart(Terms { decimals: 2, with_vat: false, per_line: false });
    }
}

#[test]
fn what_is_not_plain_has_no_sheet() {
    assert!(sheet(false).settle(None, None).is_none(), "no lines");
    let line = |price: &str, per: Option<&str>| {
        let mut sheet = sheet(false);
        let group = sheet.group(number("21"))?;
        sheet.line(number("1000000"), number(price), per.map(number), group)
    };
    assert_eq!(line("10", Some("100")), Some(()));
    assert_eq!(line("-1", None), None, "a negative price");
    assert_eq!(line("1", Some("0")), None, "a price for no units");
    assert_eq!(line("1000000000", None), None, "too large");
    let mut sheet = sheet(false);
    let group = sheet.group(number("21")).expect("room");
    sheet.line(number("1"), number("10"), None, group).expect("a line");
    let contradicted = Row { amount: Some(number("2")), ..percent("10") };
    let fine = Row { amount: Some(number("0.001")), percent: None, base: None };
    for row in [percent("100.1"), percent("-1"), contradicted, fine, Row { amount: None, percent: None, base: None }] {
        assert_eq!(sheet.line_allowance(row), None);
    }
}
