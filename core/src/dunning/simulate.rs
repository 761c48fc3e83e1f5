//! The simulation: what a policy would do day by day, if things went as told. Refuses more than five years at once.
//!
//! Each day is planned as `plan` does it, and what it plans is taken as done that day.

use super::action::{Action, ActionKind};
use super::plan::{PlanOptions, plan};
use super::policy::Policy;
use super::terms::ClaimTerms;
use crate::calendar::Day;
use crate::finding::{Code, Error, Finding};
use crate::ledger::{Account, Channel, Entry, EntryKind, Reminder};
use crate::wire::{Instant, push_count, push_day};
use crate::wire_struct;

/// Days that are simulated at once, at most: five years.
const DAYS_MAX: i64 = 1830;

wire_struct! {
    /// What is simulated.
    pub struct SimulateOptions {
        /// First day, inclusive.
        "from" from: Day,
        /// Last day, inclusive.
        "until" until: Day,
        /// What is supposed to happen meanwhile, such as a payment; each as if it were in the account already.
        "entries" entries: Vec<Entry>,
        /// What the claim of steps that charge depends on.
        "claim" claim: Option<ClaimTerms>,
    }
}

/// All that a policy would do from the first to the last day, in order.
pub fn simulate(account: &Account, policy: &Policy, options: &SimulateOptions) -> Result<Vec<Action>, Error> {
    let days = options.until.days_since(options.from);
    if !(0..=DAYS_MAX).contains(&days) {
        let finding = Finding::new(Code::DateRange, "until", "A simulation covers 1 day to 5 years.");
        return Err(Error::from_finding(finding.fix("Let until lie on or after from, at most 1830 days later.")));
    }
    let mut entries = account.entries().to_vec();
    entries.extend(options.entries.iter().cloned());
    let mut account = account.with_entries(entries)?;
    let mut actions: Vec<Action> = Vec::new();
    let mut next = Some(options.from);
    while let Some(on) = next.filter(|on| *on <= options.until) {
        for action in plan(&account, policy, &PlanOptions { on, claim: options.claim.clone() })? {
            let entry = carried_out(&account, &action, actions.len());
            account = account.append(entry)?;
            actions.push(action);
        }
        next = on.add_days(1);
    }
    Ok(actions)
}

/// The entry that records an action.
fn carried_out(account: &Account, action: &Action, count: usize) -> Entry {
    let mut id = "simulated-".to_owned();
    push_count(&mut id, count);
    id.push('-');
    id.push_str(&action.step);
    // Written down last: no computation reads the instant, and entries stand in its order.
    let at = account.entries().last().map_or_else(|| midnight(action.on), |entry| entry.at.clone());
    let (costs_claimed, interest_claimed) = action.amounts.claimed();
    let reminder = Reminder {
        step: action.step.clone(),
        channel: channel(action.kind),
        sent_on: action.on,
        received_on: None,
        costs_stated: action.costs_stated,
        charge: action.fee,
        postage: None,
        level: Some(action.level),
        costs_claimed,
        interest_claimed,
    };
    Entry::new(id, at, action.on, EntryKind::Reminder(reminder))
}

fn midnight(on: Day) -> Instant {
    let mut text = String::new();
    push_day(&mut text, on);
    text.push_str("T00:00:00Z");
    Instant::parse(&text).expect("a day and a time of day are an instant")
}

/// The way an action goes by itself.
fn channel(kind: ActionKind) -> Channel {
    match kind {
        ActionKind::Email => Channel::Email,
        ActionKind::Letter | ActionKind::FormalNotice => Channel::Letter,
        ActionKind::PhoneTask => Channel::Phone,
        ActionKind::HandOver => Channel::Other,
    }
}
