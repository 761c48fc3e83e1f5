//! How a payment is spread over a claim.

use rust_decimal::Decimal;

use super::claim::WorkingStep;
use crate::wire::Array;
use crate::{wire_enum, wire_struct};

wire_enum! {
    /// A part of a claim that a payment can go to.
    #[derive(Copy, Eq)]
    pub enum ClaimComponent {
        /// Collection costs, the lump sum included.
        "costs" Costs,
        /// Interest.
        "interest" Interest,
        /// Principal.
        "principal" Principal,
    }
}

wire_struct! {
    /// In which order a payment goes to the parts of a claim; costs, interest, principal if absent (art. 6:44 BW).
    #[derive(Eq, Default)]
    pub struct AllocationOptions {
        /// The order; parts that are not named come last, in the order of the law.
        "order" order: Vec<ClaimComponent>,
    }
}

wire_struct! {
    /// What is left of each part.
    #[derive(Eq)]
    pub struct AllocationRest {
        /// Collection costs.
        "costs" costs: Decimal,
        /// Interest.
        "interest" interest: Decimal,
        /// Principal.
        "principal" principal: Decimal,
    }
}

impl AllocationRest {
    /// One of the parts.
    pub(super) fn of(&mut self, component: ClaimComponent) -> &mut Decimal {
        match component {
            ClaimComponent::Costs => &mut self.costs,
            ClaimComponent::Interest => &mut self.interest,
            ClaimComponent::Principal => &mut self.principal,
        }
    }
}

wire_struct! {
    /// What of a payment went where.
    #[derive(Eq)]
    pub struct Allocation {
        /// To collection costs.
        "costs" costs: Decimal,
        /// To interest.
        "interest" interest: Decimal,
        /// To principal.
        "principal" principal: Decimal,
        /// More than was claimed.
        "surplus" surplus: Decimal,
        /// What is left of the claim.
        "left" left: AllocationRest,
        /// The order that was followed.
        "order" order: Array<ClaimComponent>,
        /// How the amounts came about, part by part in that order.
        "working" working: Array<WorkingStep>,
    }
}
