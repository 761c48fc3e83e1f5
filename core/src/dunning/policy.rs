//! A policy: which steps are taken when an invoice stays unpaid. It says what the user wants; the law has the last word.

use rust_decimal::Decimal;

use super::action::ActionKind;
use super::offset::OffsetDays;
use crate::party::PartyKind;
use crate::wire::Array;
use crate::{wire_enum, wire_struct};

wire_enum! {
    /// The tone of a step, from kind to strict.
    #[derive(Copy, Eq)]
    pub enum Tone {
        /// As among friends: it may have slipped through.
        "friendly" Friendly,
        /// Businesslike.
        "neutral" Neutral,
        /// With consequences named.
        "firm" Firm,
        /// Last word before others take over.
        "strict" Strict,
    }
}

wire_struct! {
    /// A step of a policy.
    #[derive(Eq)]
    pub struct PolicyStep {
        /// Identifier of the step, unique in the policy.
        "id" id: String,
        /// Days from the due date, negative before it.
        "offsetDays" offset_days: OffsetDays,
        /// What is to be done.
        "kind" kind: ActionKind,
        /// Dunning level; never falls from step to step.
        "level" level: u32,
        /// Tone.
        "tone" tone: Tone,
        /// Name of the text to use; the step's own if absent.
        "template" template: Option<String>,
        /// The step is left out for less than this.
        "minimumAmount" minimum_amount: Option<Decimal>,
    }
}

wire_struct! {
    /// Days on which nothing is sent; a step moves to the next other day.
    #[derive(Eq)]
    pub struct Quiet {
        /// Saturdays and Sundays.
        "weekends" weekends: bool,
        /// Public holidays of the jurisdiction.
        "holidays" holidays: bool,
    }
}

wire_struct! {
    /// A dunning policy.
    #[derive(Eq)]
    pub struct Policy {
        /// Name.
        "name" name: String,
        /// Country whose law holds, ISO 3166-1 alpha-2, or EU for the directive's floor.
        "jurisdiction" jurisdiction: String,
        /// Debtors it is for.
        "debtor" debtor: PartyKind,
        /// The steps, by day.
        "steps" steps: Array<PolicyStep>,
        /// Days on which nothing is sent.
        "quiet" quiet: Quiet,
        /// Language of the letters, such as nl; by the customer if absent.
        "language" language: Option<String>,
    }
}
