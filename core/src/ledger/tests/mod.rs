//! Accounts, their status and their credits, through the doors that callers use.

mod account;
mod apply;
mod balance;
mod credit;
mod property;
mod sequence;
mod status;

use crate::calendar::Day;
use crate::finding::Error;
use crate::invoice::{Draft, Issued, issue};
use crate::ledger::Account;

/// A complete Dutch draft of these lines, with more fields if wanted.
pub(super) fn draft(lines: &str, more: &str) -> Draft {
    let json = format!(
        r#"{{"currency":"EUR","deliveryDate":"2026-01-31",
        "supplier":{{"name":"Voorbeeld BV","country":"NL","vatId":"NL004495445B01",
          "address":{{"line1":"Keizersgracht 1","city":"Amsterdam","postalCode":"1015 AA"}},
          "companyId":{{"scheme":"0106","value":"12345678"}}}},
        "customer":{{"name":"Afnemer BV","country":"NL",
          "address":{{"line1":"Coolsingel 2","city":"Rotterdam","postalCode":"3011 AD"}},
          "companyId":{{"scheme":"0106","value":"87654321"}}}},
        "paymentMethods":[{{"kind":"creditTransfer","iban":"NL91ABNA0417164300"}}],
        "lines":[{lines}]{more}}}"#
    );
    Draft::from_json(&json).expect("a draft")
}

/// Issued on 31 January 2026, due after 30 days: 2 March.
pub(super) fn issued(lines: &str, more: &str) -> Issued {
    let terms = if more.contains("paymentTerms") { "" } else { r#","paymentTerms":{"netDays":30}"# };
    issue(&draft(lines, &format!("{terms}{more}")), "2026-0001", day("2026-01-31")).expect("an issued invoice")
}

/// A line of one piece at 21 %.
pub(super) fn line(price: &str) -> String {
    format!(r#"{{"name":"Item","quantity":"1","unitPrice":"{price}","vat":{{"category":"S","rate":"21"}}}}"#)
}

/// 1000.00 at 21 %: 1210.00.
pub(super) fn invoice() -> Issued {
    issued(&line("1000.00"), "")
}

/// An account; each entry without id and instant, which follow from its place.
pub(super) fn account(invoice: &Issued, entries: &[&str]) -> Result<Account, Error> {
    let entry = |(index, entry): (usize, &&str)| {
        let rest = entry.strip_prefix('{').expect("an object");
        format!(r#"{{"id":"e{index}","at":"2026-02-01T09:00:{index:02}Z",{rest}"#)
    };
    let entries: Vec<String> = entries.iter().enumerate().map(entry).collect();
    Account::from_json(&format!(r#"{{"invoice":{},"entries":[{}]}}"#, invoice.to_json(), entries.join(",")))
}

pub(super) fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// Code and path of each finding.
pub(super) fn faults<T>(result: Result<T, Error>) -> Vec<String> {
    let findings = result.err().map(Error::into_findings).unwrap_or_default();
    findings.into_iter().map(|finding| format!("{} {}", finding.code, finding.path)).collect()
}
