//! Dunning: what may lawfully be charged on a late invoice, what has to be sent first, and which step comes next.

mod action;
mod allocation;
mod because;
mod claim;
mod history;
mod lawful;
mod letter;
mod offset;
mod plan;
mod policy;
mod ready;
mod simulate;
#[cfg(test)]
mod tests;

pub use action::{Action, ActionAmounts, ActionKind};
pub use allocation::{Allocation, AllocationOptions, AllocationRest, ClaimComponent};
pub use claim::{
    AgreedTerms, BusinessSize, Claim, ClaimOptions, ClaimPart, Creditor, InterestClaim, InterestSegment, LawOverride,
    OverridableFact, Precondition, WorkingStep,
};
pub use letter::{LetterOptions, LetterText};
pub use offset::OffsetDays;
pub use plan::{PlanOptions, plan};
pub use policy::{Policy, PolicyExclusion, PolicyFields, PolicyStep, Quiet, StepCharges, Tone};
pub use ready::{policies, policy};
pub use simulate::{SimulateOptions, simulate};
