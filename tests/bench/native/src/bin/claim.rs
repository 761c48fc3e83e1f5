//! The native subject of `cargo xtask bench claim`: accounts of ten entries, each planned and claimed on the same day.
//! Writes one JSON line a subject. Reading accounts from JSON is not measured: they lie in memory, as in a nightly sweep.
//!
//!     voldaan-bench-claim ACCOUNTS ROUNDS

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use voldaan::Day;
use voldaan::dunning::{ClaimOptions, PlanOptions, Policy, claim, plan, plan_and_claim, policy};
use voldaan::invoice::{Draft, issue};
use voldaan::ledger::Account;
use voldaan::party::PartyKind;
use voldaan::wire::from_json;

/// So many accounts lie in memory at a time, far more than a cache holds.
const BATCH: usize = 10_000;

/// The day of the plan and the claim.
const ON: &str = "2026-10-30";

type Failure = Box<dyn Error>;

/// What is done with an account; the answer keeps it from being optimized away.
type Subject = fn(&Case, &Account) -> usize;

fn main() -> Result<(), Failure> {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<usize>());
    let (Some(accounts), Some(rounds)) = (numbers.next(), numbers.next()) else {
        return Err("usage: voldaan-bench-claim ACCOUNTS ROUNDS".into());
    };
    let (accounts, rounds) = (accounts?, rounds?);
    let subjects: [(&str, Subject); 3] = [
        ("plan", |case, account| case.plan(account)),
        ("claim", |case, account| case.claim(account)),
        ("plan and claim", |case, account| case.both(account)),
    ];
    let cases = cases()?;
    // Of each round, the time of each subject.
    let mut seconds = vec![[0.0; 3]; rounds];
    let mut found = [0; 3];
    for first in (0..accounts).step_by(BATCH) {
        let batch = (first..accounts.min(first + BATCH)).map(account).collect::<Result<Vec<_>, _>>()?;
        for seconds in &mut seconds {
            for (subject, (_, run)) in subjects.iter().enumerate() {
                let start = Instant::now();
                let mut sum = 0;
                for (place, account) in batch.iter().enumerate() {
                    sum += black_box(run(&cases[place % cases.len()], black_box(account)));
                }
                seconds[subject] += start.elapsed().as_secs_f64();
                found[subject] += sum;
            }
        }
    }
    for (subject, ((name, _), found)) in subjects.iter().zip(found).enumerate() {
        let mut seconds: Vec<f64> = seconds.iter().map(|round| round[subject]).collect();
        seconds.sort_by(f64::total_cmp);
        let microseconds = seconds[rounds / 2] * 1e6 / accounts as f64;
        let found = found / rounds;
        println!(
            "{{\"subject\":\"{name}\",\"place\":\"native\",\"accounts\":{accounts},\"entries\":10,\
             \"microseconds\":{microseconds:.2},\"found\":{found}}}"
        );
    }
    Ok(())
}

/// A jurisdiction and a debtor, with the policy for them.
struct Case {
    policy: Policy,
    day: PlanOptions,
    options: ClaimOptions,
}

impl Case {
    /// How many actions are planned.
    fn plan(&self, account: &Account) -> usize {
        plan(account, &self.policy, &self.day).expect("a plan").len()
    }

    /// How many actions are planned, and how many segments of interest the claim of the day has.
    fn both(&self, account: &Account) -> usize {
        let (actions, claim) = plan_and_claim(account, &self.policy, &self.day).expect("a plan and a claim");
        actions.len() + claim.interest.segments.len()
    }

    /// How many segments of interest a claim has.
    fn claim(&self, account: &Account) -> usize {
        claim(account, &self.options).expect("a claim").interest.segments.len()
    }
}

fn cases() -> Result<Vec<Case>, Failure> {
    let kinds = [
        ("nl-business", "NL", PartyKind::Business),
        ("nl-consumer", "NL", PartyKind::Consumer),
        ("be-business", "BE", PartyKind::Business),
        ("be-consumer", "BE", PartyKind::Consumer),
    ];
    let case = |(name, country, debtor): (&str, &str, PartyKind)| {
        let mut options: ClaimOptions = from_json(&format!(
            r#"{{"on":"{ON}","jurisdiction":"{country}","debtor":"business","contractDate":"2026-01-01"}}"#
        ))?;
        options.debtor = debtor;
        Ok(Case { policy: policy(name).ok_or("a policy")?, day: from_json(&format!(r#"{{"on":"{ON}","claim":{{"contractDate":"2026-01-01"}}}}"#))?, options })
    };
    kinds.into_iter().map(case).collect()
}

/// An open account: issued in the first half of 2026, part paid, reminded, contested and settled again.
fn account(number: usize) -> Result<Account, Failure> {
    let issued =
        Day::parse("2026-01-02").and_then(|day| day.add_days(i32::try_from(number * 7 % 180).ok()?)).ok_or("a day")?;
    let after = |days: i32| issued.add_days(days).ok_or("a day");
    let net = 100 + number * 37 % 5_000;
    let draft = Draft::from_json(&format!(
        r#"{{"currency":"EUR","supplier":{{"name":"Supplier","country":"NL","vatId":"NL004495445B01","address":{{"city":"Utrecht"}}}},
        "customer":{{"name":"Customer {number}","country":"NL","address":{{"city":"Delft"}}}},
        "lines":[{{"name":"Work","quantity":"1","unitPrice":"{net}.50","vat":{{"category":"S","rate":"21"}}}}],
        "paymentTerms":{{"netDays":30}}}}"#
    ))?;
    let invoice = issue(&draft, &format!("2026-{number:06}"), issued)?;
    let kinds = [
        (0, r#""kind":"issued""#),
        (0, r#""kind":"sent","channel":"email","to":"pay@customer.example""#),
        (2, r#""kind":"viewed""#),
        (27, r#""kind":"reminder","step":"upcoming","channel":"email","sentOn":"SENT""#),
        (33, r#""kind":"reminder","step":"reminder","channel":"email","sentOn":"SENT","costsStated":"0.00""#),
        (35, r#""kind":"payment","amount":"20.00","method":"creditTransfer""#),
        (37, r#""kind":"dispute","amount":"25.00","reason":"Short""#),
        (40, r#""kind":"disputeResolved","dispute":"e6","outcome":"withdrawn""#),
        (45, r#""kind":"payment","amount":"30.00","method":"creditTransfer""#),
        (50, r#""kind":"note","text":"Called, will pay""#),
    ];
    let entries = kinds.iter().enumerate().map(|(place, (days, rest))| {
        let on = after(*days)?.to_string();
        let rest = rest.replace("SENT", &on);
        Ok(from_json(&format!(r#"{{"id":"e{place}","at":"{on}T09:00:00Z","on":"{on}",{rest}}}"#))?)
    });
    let entries = entries.collect::<Result<Vec<_>, Failure>>()?;
    Ok(Account::new(invoice, entries)?)
}
