//! Policies, plans, simulations and claims, through the doors that callers use.

mod claim;
mod fee;
mod plan;
mod policy;
mod property;

use super::{Action, PlanOptions, Policy, SimulateOptions, plan as plan_on, policy as ready, simulate};
use crate::calendar::Day;
use crate::finding::Error;
use crate::invoice::{Draft, Issued, issue};
use crate::ledger::{Account, Entry};
use crate::wire::from_json;

/// 1000.00 at 21 %, issued on Wednesday 2026-04-01 with these terms.
pub(super) fn issued(terms: &str) -> Issued {
    let json = format!(
        r#"{{"currency":"EUR","deliveryDate":"2026-03-31",
        "supplier":{{"name":"Voorbeeld BV","country":"NL","vatId":"NL004495445B01",
          "address":{{"line1":"Keizersgracht 1","city":"Amsterdam","postalCode":"1015 AA"}},
          "companyId":{{"scheme":"0106","value":"12345678"}}}},
        "customer":{{"name":"Afnemer BV","country":"NL",
          "address":{{"line1":"Coolsingel 2","city":"Rotterdam","postalCode":"3011 AD"}},
          "contact":{{"email":"crediteuren@afnemer.example"}},
          "companyId":{{"scheme":"0106","value":"87654321"}}}},
        "paymentMethods":[{{"kind":"creditTransfer","iban":"NL91ABNA0417164300"}}],
        "lines":[{{"name":"Item","quantity":"1","unitPrice":"1000.00","vat":{{"category":"S","rate":"21"}}}}],
        "paymentTerms":{terms}}}"#
    );
    issue(&Draft::from_json(&json).expect("a draft"), "2026-0001", day("2026-04-01")).expect("an issued invoice")
}

/// Due on Friday 2026-05-01.
pub(super) fn invoice() -> Issued {
    issued(r#"{"netDays":30}"#)
}

/// Entries, each without id and instant, which follow from its place.
pub(super) fn entries(entries: &[&str]) -> Vec<Entry> {
    let entry = |(index, entry): (usize, &&str)| {
        let rest = entry.strip_prefix('{').expect("an object");
        from_json(&format!(r#"{{"id":"e{index}","at":"2026-04-01T09:00:{index:02}Z",{rest}"#)).expect("an entry")
    };
    entries.iter().enumerate().map(entry).collect()
}

pub(super) fn account(invoice: &Issued, list: &[&str]) -> Account {
    Account::new(invoice.clone(), entries(list)).expect("an account")
}

/// Steps without quiet days: -3 before, 0 neutral numbers after.
pub(super) const STEPS: &str = r#"[
    {"id":"upcoming","offsetDays":-3,"kind":"email","level":0,"tone":"friendly"},
    {"id":"first","offsetDays":3,"kind":"email","level":1,"tone":"friendly"},
    {"id":"second","offsetDays":10,"kind":"letter","level":2,"tone":"neutral"},
    {"id":"last","offsetDays":20,"kind":"formalNotice","level":3,"tone":"strict"}]"#;

pub(super) fn own(steps: &str, more: &str) -> Result<Policy, Error> {
    Policy::from_json(&format!(
        r#"{{"name":"own","jurisdiction":"NL","debtor":"business","steps":{steps},
        "quiet":{{"weekends":false,"holidays":false}}{more}}}"#
    ))
}

pub(super) fn steps() -> Policy {
    own(STEPS, "").expect("a policy")
}

/// Day and step of each action.
pub(super) fn shown(actions: &[Action]) -> Vec<String> {
    actions.iter().map(|action| format!("{} {}", action.on, action.step)).collect()
}

pub(super) fn on(account: &Account, policy: &Policy, date: &str) -> Vec<Action> {
    plan_on(account, policy, &PlanOptions { on: day(date), claim: None }).expect("a plan")
}

/// What the policy does from the day of the invoice to the end of the year.
pub(super) fn year(account: &Account, policy: &Policy, supposed: Vec<Entry>) -> Vec<Action> {
    let options = SimulateOptions { from: day("2026-04-01"), until: day("2026-12-31"), entries: supposed, claim: None };
    simulate(account, policy, &options).expect("a simulation")
}

pub(super) fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// Code and path of each finding.
pub(super) fn faults<T>(result: Result<T, Error>) -> Vec<String> {
    let findings = result.err().map(Error::into_findings).unwrap_or_default();
    findings.into_iter().map(|finding| format!("{} {}", finding.code, finding.path)).collect()
}
