//! A policy: which steps are taken when an invoice stays unpaid. It says what the user wants; the law has the last word.
//!
//! A policy exists only as far as the law allows it. Refuses steps that would charge too early, or without the notice
//! that the law asks for first, each with the article.

use rust_decimal::Decimal;

use super::action::ActionKind;
use super::lawful;
use super::offset::OffsetDays;
use crate::calendar::Day;
use crate::finding::Error;
use crate::party::PartyKind;
use crate::wire::{Array, Node, Reader, Shape, Wire, Writer};
use crate::{wire_enum, wire_struct};

wire_enum! {
    /// The tone of a step, from kind to strict.
    #[derive(Copy, Eq, PartialOrd)]
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

wire_enum! {
    /// What a step asks for beside what is owed of the invoice.
    #[derive(Copy, Eq, PartialOrd)]
    pub enum StepCharges {
        /// Nothing: the step is free.
        "nothing" Nothing,
        /// Interest, as far as the law allows it on the day.
        "interest" Interest,
        /// Interest and collection costs, as far as the law allows them on the day.
        "interestAndCosts" InterestAndCosts,
    }
}

wire_struct! {
    /// What a reminder costs the debtor under the contract: an amount, or a share of what is overdue of the invoice.
    #[derive(Eq)]
    pub struct StepFee {
        /// Amount.
        "amount" amount: Option<Decimal>,
        /// Percent of what is overdue of the invoice as it goes out, interest, costs and fees not counted.
        "percent" percent: Option<Decimal>,
    }
}

wire_struct! {
    /// A step of a policy.
    #[derive(Eq)]
    pub struct PolicyStep {
        /// Identifier of the step, unique in the policy: letters, digits, `-` and `_`.
        "id" id: String,
        /// Days from the due date, negative before it.
        "offsetDays" offset_days: OffsetDays,
        /// What is to be done.
        "kind" kind: ActionKind,
        /// Dunning level; never falls from step to step.
        "level" level: u32,
        /// Tone; never softens from step to step.
        "tone" tone: Tone,
        /// What it asks for beside what is owed; nothing if absent.
        "charges" charges: Option<StepCharges>,
        /// What the reminder itself costs, once for its level; charged only where the claim terms say `agreed.reminderFees`, and never a
        /// consumer.
        "fee" fee: Option<StepFee>,
        /// Name of the text to use; the step's own if absent.
        "template" template: Option<String>,
        /// The step is left out for less than this.
        "minimumAmount" minimum_amount: Option<Decimal>,
    }
}

wire_struct! {
    /// Days on which nothing is done. A step moves to the next other day; a step before the due date to the last one
    /// before.
    #[derive(Eq)]
    pub struct Quiet {
        /// Saturdays and Sundays.
        "weekends" weekends: bool,
        /// Public holidays of the jurisdiction.
        "holidays" holidays: bool,
    }
}

wire_struct! {
    /// A customer for whom the policy, or some of its steps, is not followed.
    #[derive(Eq)]
    pub struct PolicyExclusion {
        /// The customer, by VAT id, company number, e-mail address or name as on the invoice (BT-48, BT-47, BT-58, BT-44).
        "customer" customer: String,
        /// The steps that are left out; all if absent.
        "steps" steps: Vec<String>,
        /// Last day of the exclusion, inclusive; absent while it lasts.
        "until" until: Option<Day>,
        /// Why.
        "reason" reason: Option<String>,
    }
}

wire_struct! {
    /// What a dunning policy says.
    #[derive(Eq)]
    pub struct PolicyFields {
        /// Name.
        "name" name: String,
        /// Country whose law holds, ISO 3166-1 alpha-2, or EU for the directive's floor.
        "jurisdiction" jurisdiction: String,
        /// Debtors it is for.
        "debtor" debtor: PartyKind,
        /// The steps, by day.
        "steps" steps: Array<PolicyStep>,
        /// Days on which nothing is done.
        "quiet" quiet: Quiet,
        /// Customers for whom it is not followed.
        "exclusions" exclusions: Vec<PolicyExclusion>,
        /// Language of the letters, such as nl; by the customer if absent.
        "language" language: Option<String>,
    }
}

/// A dunning policy that the law allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    fields: PolicyFields,
}

impl Policy {
    /// A policy of these steps; all findings at once.
    pub fn new(fields: PolicyFields) -> Result<Policy, Error> {
        let mut cx = Reader::new();
        lawful::check(&fields, &mut cx);
        Error::check(cx.into_findings())?;
        Ok(Policy { fields })
    }

    /// Reads a policy from JSON; all findings at once.
    pub fn from_json(json: &str) -> Result<Policy, Error> {
        crate::wire::from_json(json)
    }

    /// What it says.
    pub fn fields(&self) -> &PolicyFields {
        &self.fields
    }

    /// The policy as canonical JSON.
    pub fn to_json(&self) -> String {
        crate::wire::to_json(self)
    }
}

impl Wire for Policy {
    const SHAPE: &'static Shape = &Shape::Leaf(|value, cx| {
        let before = cx.count();
        let fields = PolicyFields::read(value, cx);
        // The law is asked only once everything could be read.
        if cx.count() == before {
            lawful::check(&fields, cx);
        }
        Node::Made(Box::new(Policy { fields }))
    });

    fn take(node: Node<'_>) -> Self {
        node.made().unwrap_or_else(|| Policy { fields: PolicyFields::placeholder() })
    }

    fn write(&self, out: &mut Writer) {
        self.fields.write(out);
    }

    #[cfg(feature = "schema")]
    fn schema(registry: &mut crate::wire::schema::Registry) -> crate::wire::schema::Schema {
        registry.structure("Policy", "A dunning policy that the law allows.", PolicyFields::schema_fields)
    }
}
