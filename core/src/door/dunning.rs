//! The doors of dunning: policies, what is to be done by them, what may be charged, and where a payment goes.

use super::Arguments;
use crate::dunning::{
    self, Action, AllocationOptions, Claim, ClaimOptions, LatePaymentOptions, LetterOptions, PlanOptions, Policy,
    SimulateOptions,
};
use crate::finding::{Code, Error, Finding};
use crate::ledger::Account;
use crate::money::Decimal;
use crate::wire::{Array, to_json};

pub(super) fn policies(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    arguments.done()?;
    Ok(to_json(&Array(dunning::policies())))
}

/// The findings of a policy are an answer here, not a refusal.
pub(super) fn check_policy(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let _: Policy = arguments.required("policy");
    let findings = std::mem::take(&mut arguments.cx).into_findings();
    arguments.done()?;
    Ok(to_json(&Array(findings)))
}

pub(super) fn policy(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let name: String = arguments.required("name");
    arguments.done()?;
    if let Some(policy) = dunning::policy(&name) {
        return Ok(policy.to_json());
    }
    let finding = Finding::new(Code::EnumUnknown, "name", "No policy of this name comes with the engine.");
    Err(Error::from_finding(finding.fix("Use nl-business, nl-consumer, be-business, be-consumer or eu-business.")))
}

pub(super) fn plan(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let account: Account = arguments.required("account");
    let policy: Policy = arguments.required("policy");
    let options: PlanOptions = arguments.required("on");
    arguments.done()?;
    dunning::plan(&account, &policy, &options).map(|actions| to_json(&Array(actions)))
}

pub(super) fn letter(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let action: Action = arguments.required("action");
    let account: Account = arguments.required("account");
    let options: LetterOptions = arguments.required("claim");
    arguments.done()?;
    dunning::letter(&action, &account, &options).map(|letter| to_json(&letter))
}

pub(super) fn late_payment_text(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let policy: Policy = arguments.required("policy");
    let options: LatePaymentOptions = arguments.required("locale");
    arguments.done()?;
    dunning::late_payment_text(&policy, &options).map(|text| to_json(&text))
}

pub(super) fn simulate(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let account: Account = arguments.required("account");
    let policy: Policy = arguments.required("policy");
    let options: SimulateOptions = arguments.required("from");
    arguments.done()?;
    dunning::simulate(&account, &policy, &options).map(|actions| to_json(&Array(actions)))
}

pub(super) fn claim(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let account: Account = arguments.required("account");
    let options: ClaimOptions = arguments.required("options");
    arguments.done()?;
    dunning::claim(&account, &options).map(|claim| to_json(&claim))
}

pub(super) fn allocate(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let payment: Decimal = arguments.required("payment");
    let claim: Claim = arguments.required("claim");
    let options: Option<AllocationOptions> = arguments.optional();
    arguments.done()?;
    dunning::allocate(payment, &claim, &options.unwrap_or_default()).map(|allocation| to_json(&allocation))
}
