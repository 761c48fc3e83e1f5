//! An action: what a policy says is to be done on a day, and why. Refuses to do it: the caller carries it out.

use rust_decimal::Decimal;

use super::policy::Tone;
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
    /// What an action asks for on its day.
    #[derive(Eq)]
    pub struct ActionAmounts {
        /// What is open of the invoice: the part up to its due date, all that is overdue after it.
        "principal" principal: Decimal,
        /// Interest; 0 where the step charges none, or none may be charged.
        "interest" interest: Decimal,
        /// Collection costs and lump sum; 0 where the step charges none, or none may be charged.
        "costs" costs: Decimal,
        /// What of interest and costs came in already; absent where nothing did.
        "received" received: Option<Decimal>,
        /// What of interest and costs was given up; absent where nothing was.
        "waived" waived: Option<Decimal>,
        /// What is to be paid: their sum, less what came in and what was given up.
        "total" total: Decimal,
    }
}

impl ActionAmounts {
    /// What its reminder claims beside the invoice, costs and interest; nothing where the step charges neither.
    pub fn claimed(&self) -> (Option<Decimal>, Option<Decimal>) {
        let is_claimed = self.costs > Decimal::ZERO || self.interest > Decimal::ZERO;
        (is_claimed.then_some(self.costs), is_claimed.then_some(self.interest))
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
        /// Tone of the step.
        "tone" tone: Tone,
        /// The due date that it is about (BT-9).
        "dueDate" due_date: Day,
        /// The day on which it is to be done.
        "on" on: Day,
        /// Why, in a sentence.
        "because" because: String,
        /// What is owed on that day.
        "amounts" amounts: ActionAmounts,
        /// Collection costs that a formal notice has to name; to be booked with its reminder entry.
        "costsStated" costs_stated: Option<Decimal>,
        /// What the reminder itself costs under the contract, which the costs include; to be booked as `charge` of its reminder entry.
        "fee" fee: Option<Decimal>,
        /// Name of the text to use.
        "template" template: String,
    }
}
