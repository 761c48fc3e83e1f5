//! Late payment: what the service takes of what customers and sellers agree on, and the policies it follows.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::dunning::Policy;
use voldaan::ledger::{DisputeOutcome, Entry, PlannedInstalment, WriteOffGround};
use voldaan::wire::Array;
use voldaan::wire_struct;

use super::{ActionJson, OutboxItem};

wire_struct! {
    /// What a customer contests.
    pub struct DisputeInput {
        /// Amount contested.
        "amount" amount: Decimal,
        /// Why.
        "reason" reason: String,
        /// Identifiers of the lines it is about (BT-126).
        "lines" lines: Vec<String>,
        /// The legal day; today if absent.
        "on" on: Option<Day>,
    }
}

wire_struct! {
    /// How a dispute ended.
    pub struct DisputeResolvedInput {
        /// Identifier of the entry that opened it.
        "dispute" dispute: String,
        /// How it ended.
        "outcome" outcome: DisputeOutcome,
        /// The legal day; today if absent.
        "on" on: Option<Day>,
    }
}

wire_struct! {
    /// A promise to pay.
    pub struct PromiseInput {
        /// The promised day.
        "until" until: Day,
        /// The promised amount; all that is due if absent.
        "amount" amount: Option<Decimal>,
        /// The legal day; today if absent.
        "on" on: Option<Day>,
    }
}

wire_struct! {
    /// An agreement to pay in parts.
    pub struct PaymentPlanInput {
        /// The parts.
        "instalments" instalments: Array<PlannedInstalment>,
        /// The legal day; today if absent.
        "on" on: Option<Day>,
    }
}

wire_struct! {
    /// An offer to settle for less.
    pub struct SettlementOfferInput {
        /// Amount that settles the invoice, if it comes in from the day of the offer to its last.
        "amount" amount: Decimal,
        /// Last day of the offer, inclusive.
        "until" until: Day,
        /// The legal day; today if absent.
        "on" on: Option<Day>,
    }
}

wire_struct! {
    /// Letting dunning begin anew.
    pub struct DunningResetInput {
        /// Why.
        "reason" reason: Option<String>,
        /// The legal day; today if absent.
        "on" on: Option<Day>,
    }
}

wire_struct! {
    /// Holding dunning of an invoice.
    pub struct DunningHoldInput {
        /// Last day of the hold, inclusive.
        "until" until: Day,
        /// Why.
        "reason" reason: String,
        /// The legal day; today if absent.
        "on" on: Option<Day>,
    }
}

wire_struct! {
    /// What an invoice says of late payment.
    pub struct LatePaymentText {
        /// The sentence; empty if the policy charges nothing.
        "text" text: String,
    }
}

wire_struct! {
    /// An amount that is given up.
    pub struct WriteOffInput {
        /// Amount given up.
        "amount" amount: Decimal,
        /// Why.
        "reason" reason: String,
        /// On what ground; uncollectible if absent.
        "ground" ground: Option<WriteOffGround>,
        /// The legal day; today if absent.
        "on" on: Option<Day>,
    }
}

wire_struct! {
    /// What was said or happened about an invoice.
    pub struct NoteInput {
        /// What.
        "text" text: String,
        /// The legal day; today if absent.
        "on" on: Option<Day>,
    }
}

wire_struct! {
    /// Handing an invoice over to a bailiff or collection agency.
    pub struct HandOverInput {
        /// The legal day; today if absent.
        "on" on: Option<Day>,
    }
}

wire_struct! {
    /// An entry that was booked wrongly.
    pub struct CorrectionInput {
        /// Identifier of the entry: one that somebody booked by hand.
        "of" of: String,
        /// The right amount; absent if it should not have been booked.
        "amount" amount: Option<Decimal>,
        /// Why.
        "reason" reason: Option<String>,
        /// The legal day; today if absent.
        "on" on: Option<Day>,
    }
}

wire_struct! {
    /// What was written for an invoice because it is due today.
    pub struct Reminded {
        /// The messages, in the order of their steps; empty if nothing is due.
        "items" items: Array<OutboxItem>,
        /// Why something that is due was not written.
        "refused" refused: Option<String>,
    }
}

wire_struct! {
    /// What a sweep came to.
    pub struct SweepResult {
        /// The day that was swept.
        "day" day: Day,
        /// Whether nothing of it is left; else ask again.
        "done" done: bool,
    }
}

wire_struct! {
    /// What to simulate.
    pub struct SimulateInput {
        /// First day; today if absent.
        "from" from: Option<Day>,
        /// Last day, inclusive; a year after the first if absent.
        "until" until: Option<Day>,
        /// What is supposed to happen meanwhile, such as a promise or a payment.
        "entries" entries: Vec<Entry>,
        /// The policy to follow; the one that is followed for the debtor if absent.
        "policyId" policy_id: Option<String>,
        /// A policy to try, instead of one that is kept.
        "policy" policy: Option<Policy>,
    }
}

wire_struct! {
    /// All that a policy would do, in order.
    pub struct Simulation {
        /// The actions.
        "items" items: Array<ActionJson>,
    }
}

wire_struct! {
    /// A dunning policy: one of one's own, or one that comes with the engine.
    pub struct PolicyInput {
        /// The policy.
        "policy" policy: Option<Policy>,
        /// The name of one that comes with the engine, such as nl-consumer; it is copied and can be changed.
        "ready" ready: Option<String>,
        /// Whether it is followed; yes if absent. One policy is followed for each kind of debtor.
        "active" active: Option<bool>,
    }
}

wire_struct! {
    /// A dunning policy of the administration.
    pub struct PolicyResource {
        /// Its id.
        "id" id: String,
        /// The policy.
        "policy" policy: Policy,
        /// Whether it is followed.
        "active" active: bool,
    }
}

wire_struct! {
    /// A dunning policy as it is kept and patched.
    pub struct KeptPolicy {
        /// The policy.
        "policy" policy: Policy,
        /// Whether it is followed.
        "active" active: bool,
    }
}

list! {
    /// Dunning policies, oldest first.
    PolicyList of PolicyResource
}
