//! Puts arbitrary histories to an account: none may panic, what is refused says why, and what is taken has a status on every day and
//! loses no cent. The input is a list of entries as JSON.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use voldaan::calendar::Day;
use voldaan::ledger::{Account, Reading, balances, credit_balance, open_parts, position, status};
use voldaan::money::{Decimal, Exact};
use voldaan::{Draft, Issued, issue};

/// 1000.00 at 21 % in two instalments, with a discount: everything a fold looks at.
const DRAFT: &str = r#"{"currency":"EUR","deliveryDate":"2026-01-31",
    "supplier":{"name":"Voorbeeld BV","country":"NL","vatId":"NL004495445B01","companyId":{"scheme":"0106","value":"12345678"},
        "address":{"line1":"Keizersgracht 1","city":"Amsterdam","postalCode":"1015 AA"}},
    "customer":{"name":"Afnemer BV","country":"NL","companyId":{"scheme":"0106","value":"87654321"},
        "address":{"line1":"Coolsingel 2","city":"Rotterdam","postalCode":"3011 AD"}},
    "paymentMethods":[{"kind":"creditTransfer","iban":"NL91ABNA0417164300"}],
    "lines":[{"name":"Item","quantity":"1","unitPrice":"1000.00","vat":{"category":"S","rate":"21"}}],
    "paymentTerms":{"instalments":[{"days":10},{"days":30}],"earlyDiscounts":[{"percent":"2","days":8}]}}"#;

static INVOICE: LazyLock<Issued> = LazyLock::new(|| {
    let draft = Draft::from_json(DRAFT).expect("a draft that can be read");
    let on = Day::parse("2026-01-31").expect("a day");
    issue(&draft, "2026-0001", on).expect("a draft that can be issued")
});

fuzz_target!(|entries: &str| {
    let json = format!(r#"{{"invoice":{},"entries":{entries}}}"#, INVOICE.to_json());
    let account = match Account::from_json(&json) {
        Ok(account) => account,
        Err(error) => return assert!(!error.findings().is_empty(), "a refusal says why"),
    };
    for day in ["1900-01-01", "2026-01-31", "2026-02-11", "2026-03-03", "2999-12-31"] {
        look(&account, Day::parse(day).expect("a day"));
    }
    assert_eq!(Account::from_json(&account.to_json()), Ok(account), "an account comes back as it was written");
});

fn look(account: &Account, on: Day) {
    // Sums past the range are refused, and then by every question alike.
    let Ok(status) = status(account, on) else {
        assert!(position(account, on).is_err());
        return;
    };
    let position = position(account, on).expect("a status has a position");
    if !position.void {
        let parts = [position.credited, position.discount, position.settled, position.written_off, position.owed];
        // What came in for costs and interest is none of the invoice.
        let for_invoice = position.charged.sum().and_then(|charged| position.received.minus(charged));
        let sum = parts.into_iter().try_fold(for_invoice.expect("it came in"), Exact::plus);
        let sum = sum.and_then(|sum| sum.minus(position.overpaid)).expect("the parts are in range");
        assert_eq!(sum, position.payable);
    }
    let open = open_parts(account, on).expect("a status has its parts");
    let open: Option<Decimal> = open.iter().map(|part| part.amount).try_fold(Decimal::ZERO, Exact::plus);
    assert_eq!(open, status.amount_due.minus(status.disputed));
    if let (Ok(spans), true) = (balances(account, on, Reading::Books), on >= account.invoice().issue_date()) {
        let last = spans.last().expect("the day itself");
        assert_eq!((last.until, last.owed, last.overdue), (on, status.amount_due, status.overdue_amount));
    }
    let _ = balances(account, on, Reading::Interest { day_of_payment: true });
    let balance = credit_balance(std::slice::from_ref(account), on).expect("an account that has a position");
    assert_eq!(balance.first().map_or(Decimal::ZERO, |balance| balance.amount), position.overpaid);
}
