//! The policies that come with the engine, to use as they are or to begin from. Refuses none of its own: each passes the
//! check that every policy goes through.

use super::action::ActionKind;
use super::offset::OffsetDays;
use super::policy::{Policy, PolicyFields, PolicyStep, Quiet, StepCharges, Tone};
use crate::money::Decimal;
use crate::party::PartyKind;
use crate::wire::Array;

use ActionKind::{Email, FormalNotice, HandOver, PhoneTask};
use StepCharges::{Interest, InterestAndCosts, Nothing};
use Tone::{Firm, Friendly, Neutral, Strict};

/// What is asked for is at least this much, in the currency of the invoice: reminding of less costs more than it brings. No law
/// obliges a creditor to remind, and what is not reminded of stays owed. It holds for the last step too, or a few cents would be handed
/// over without a letter before.
const MINIMUM: u32 = 5;

/// A step: its id, days from the due date, kind, level, tone and charges.
type Step = (&'static str, i32, ActionKind, u32, Tone, StepCharges);

/// Where the law charges nothing before its notice: the notice, and charges once its term has surely ended.
const AFTER_NOTICE: &[Step] = &[
    ("upcoming", -3, Email, 0, Friendly, Nothing),
    ("reminder", 3, Email, 1, Friendly, Nothing),
    ("call", 7, PhoneTask, 1, Friendly, Nothing),
    ("notice", 14, FormalNotice, 2, Firm, Nothing),
    ("demand", 35, Email, 3, Strict, InterestAndCosts),
    ("handOver", 49, HandOver, 4, Strict, InterestAndCosts),
];

/// Belgian consumers: the first reminder of all is the notice, with the list of art. XIX.2 Code of economic law.
const NOTICE_FIRST: &[Step] = &[
    ("upcoming", -3, Email, 0, Friendly, Nothing),
    ("notice", 3, FormalNotice, 1, Neutral, Nothing),
    ("call", 10, PhoneTask, 1, Neutral, Nothing),
    ("demand", 28, Email, 2, Strict, InterestAndCosts),
    ("handOver", 42, HandOver, 3, Strict, InterestAndCosts),
];

/// Among businesses: free at first, then with what the law gives from the first day.
const AT_ONCE: &[Step] = &[
    ("upcoming", -3, Email, 0, Friendly, Nothing),
    ("reminder", 3, Email, 1, Friendly, Nothing),
    ("call", 7, PhoneTask, 1, Friendly, Nothing),
    ("second", 14, Email, 2, Neutral, Interest),
    ("notice", 21, FormalNotice, 3, Firm, InterestAndCosts),
    ("handOver", 35, HandOver, 4, Strict, InterestAndCosts),
];

/// Name, jurisdiction, debtor and steps of each.
const READY: &[(&str, &str, PartyKind, &[Step])] = &[
    ("nl-business", "NL", PartyKind::Business, AT_ONCE),
    ("nl-consumer", "NL", PartyKind::Consumer, AFTER_NOTICE),
    ("be-business", "BE", PartyKind::Business, AT_ONCE),
    ("be-consumer", "BE", PartyKind::Consumer, NOTICE_FIRST),
    ("eu-business", "EU", PartyKind::Business, AT_ONCE),
];

/// All policies that come with the engine.
pub fn policies() -> Vec<Policy> {
    READY.iter().filter_map(|(name, ..)| policy(name)).collect()
}

/// A policy that comes with the engine, by its name: nl-business, nl-consumer, be-business, be-consumer or eu-business.
pub fn policy(name: &str) -> Option<Policy> {
    let (name, jurisdiction, debtor, steps) = READY.iter().find(|(known, ..)| *known == name)?;
    let fields = PolicyFields {
        name: (*name).to_owned(),
        jurisdiction: (*jurisdiction).to_owned(),
        debtor: *debtor,
        steps: Array(steps.iter().filter_map(step).collect()),
        quiet: Quiet { weekends: true, holidays: true },
        exclusions: Vec::new(),
        language: None,
    };
    Policy::new(fields).ok()
}

fn step(&(id, offset, kind, level, tone, charges): &Step) -> Option<PolicyStep> {
    Some(PolicyStep {
        id: id.to_owned(),
        offset_days: OffsetDays::new(offset)?,
        kind,
        level,
        tone,
        charges: (charges != Nothing).then_some(charges),
        fee: None,
        template: None,
        minimum_amount: Some(Decimal::from(MINIMUM)),
    })
}
