//! An action: what a policy says is to be done on a day, and why. Refuses to do it: the caller carries it out.

use rust_decimal::Decimal;

use crate::calendar::Day;
use crate::{wire_enum, wire_struct};

wire_enum! {
    /// What is to be done.
    #[derive(Copy, Eq)]
    pub enum ActionKind {
        /// Send an e-mail.
        "email" Email,
        /// Send a letter.
        "letter" Letter,
        /// Call the customer.
        "phoneTask" PhoneTask,
        /// Send the notice that the law asks for.
        "formalNotice" FormalNotice,
        /// Hand the file over to a bailiff or collection agency; dunning stops.
        "handOver" HandOver,
    }
}

wire_struct! {
    /// The amounts of an action on its day.
    #[derive(Eq)]
    pub struct ActionAmounts {
        /// What is owed of the invoice.
        "principal" principal: Decimal,
        /// Interest that may be charged.
        "interest" interest: Decimal,
        /// Costs that may be charged.
        "costs" costs: Decimal,
        /// Their sum.
        "total" total: Decimal,
    }
}

wire_struct! {
    /// Something to do for an account.
    #[derive(Eq)]
    pub struct Action {
        /// What is to be done.
        "kind" kind: ActionKind,
        /// The step of the policy.
        "step" step: String,
        /// Dunning level after it.
        "level" level: u32,
        /// The day on which it is to be done.
        "on" on: Day,
        /// Why, in a sentence.
        "because" because: String,
        /// What is owed on that day.
        "amounts" amounts: ActionAmounts,
        /// Name of the text to use.
        "template" template: String,
    }
}
