//! Dunning: what may lawfully be charged on a late invoice, what has to be sent first, and which step comes next.

mod action;
mod allocate;
mod allocation;
mod assess;
mod because;
mod belgian;
mod case;
mod claim;
mod costs;
mod default;
mod dutch;
mod fee;
mod history;
mod interest;
mod lawful;
mod letter;
mod notice;
mod offset;
mod overrides;
mod plan;
mod policy;
mod rate;
mod ready;
mod say;
mod simulate;
mod terms;
#[cfg(test)]
mod tests;

pub use action::{Action, ActionAmounts, ActionKind};
pub use allocate::allocate;
pub use allocation::{Allocation, AllocationOptions, AllocationRest, ClaimComponent};
pub use assess::claim;
pub use claim::{
    AgreedTerms, BusinessSize, Claim, ClaimOptions, ClaimPart, ClaimReceived, Creditor, InterestClaim, InterestSegment,
    LawOverride, OverridableFact, Precondition, WorkingStep,
};
pub use default::LEGAL_TERM_DAYS;
pub use letter::{LatePaymentOptions, LetterOptions, LetterText, check_wording, late_payment_text, letter};
pub use offset::OffsetDays;
pub use overrides::check_law_overrides;
pub use plan::{PlanOptions, plan, plan_and_claim};
pub use policy::{Policy, PolicyExclusion, PolicyFields, PolicyStep, Quiet, StepCharges, StepFee, Tone};
pub use ready::{policies, policy};
pub use simulate::{SimulateOptions, simulate};
pub use terms::ClaimTerms;
