//! Dunning: what may lawfully be charged on a late invoice, what has to be sent first, and which step comes next.

mod action;
mod allocation;
mod claim;
mod letter;
mod offset;
mod policy;

pub use action::{Action, ActionAmounts, ActionKind};
pub use allocation::{Allocation, AllocationOptions, AllocationRest, ClaimComponent};
pub use claim::{
    AgreedTerms, BusinessSize, Claim, ClaimOptions, ClaimPart, Creditor, InterestClaim, InterestSegment, LawOverride,
    OverridableFact, Precondition, WorkingStep,
};
pub use letter::{LetterOptions, LetterText};
pub use offset::OffsetDays;
pub use policy::{Policy, PolicyStep, Quiet, Tone};
