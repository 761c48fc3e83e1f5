//! Late fees: what a contract between businesses has the debtor pay for reminders, a sum or a share of what is overdue. Each level costs
//! once, and no fee is reckoned on a fee. Refuses to charge a consumer: what reminders may cost them is the law's to say.

use rust_decimal::Decimal;

use super::case::Case;
use super::claim::WorkingStep;
use super::policy::{PolicyFields, PolicyStep, StepFee};
use super::say;
use crate::finding::{Code, Finding};
use crate::law::late_payment::{Debtor, Tariff};
use crate::ledger::Reminder;
use crate::money::Exact;
use crate::money::round::{percent_of, to_decimals, units};
use crate::party::PartyKind;
use crate::wire::Reader;

/// Decimals of a fee in percent.
const PERCENT_DECIMALS: u32 = 4;

/// Whether the law of a case lets a contract have the debtor pay for reminders.
pub(super) fn is_allowed(case: &Case<'_>) -> bool {
    !case.regime.is_for(Debtor::Consumer) && !matches!(case.regime.tariff, Tariff::None)
}

/// What the contract has the debtor pay for the reminders of a case, with a step of the working for each. None where it leaves the range.
pub(super) fn of_case(case: &Case<'_>, working: &mut Vec<WorkingStep>) -> Option<Decimal> {
    let mut sum = Decimal::ZERO;
    let is_agreed = case.options.agreed.as_ref().is_some_and(|agreed| agreed.reminder_fees == Some(true));
    if !is_agreed || !is_allowed(case) {
        return Some(sum);
    }
    for (reminder, fee) in charged(case.reminders()) {
        sum = sum.plus(fee)?;
        working.push(WorkingStep {
            what: ["Fee of the reminder of ", &say::day(reminder.sent_on)].concat().into(),
            how: "as agreed, once for its level".to_owned(),
            amount: to_decimals(fee, case.currency().decimals())?,
            source: None,
        });
    }
    Some(sum)
}

/// The reminders that cost something, each level once, with what they cost.
fn charged<'a>(reminders: impl Iterator<Item = &'a Reminder>) -> Vec<(&'a Reminder, Decimal)> {
    let mut charged: Vec<(&Reminder, Decimal)> = Vec::new();
    for reminder in reminders {
        let Some(fee) = reminder.charge.filter(|fee| *fee > Decimal::ZERO) else { continue };
        // Where no level is stated, a step stands for itself.
        let is_same =
            |one: &Reminder| one.level == reminder.level && (one.level.is_some() || one.step == reminder.step);
        if !charged.iter().any(|(earlier, _)| is_same(earlier)) {
            charged.push((reminder, fee));
        }
    }
    charged
}

/// What a step costs the debtor: nothing where its level cost something before. With what earlier reminders cost. None where it leaves the range.
pub(super) fn of_step<'a>(
    step: &PolicyStep,
    overdue: Decimal,
    earlier: impl Iterator<Item = &'a Reminder>,
) -> Option<(Option<Decimal>, Decimal)> {
    let Some(StepFee { amount, percent }) = &step.fee else { return Some((None, Decimal::ZERO)) };
    let earlier = charged(earlier);
    let before = earlier.iter().try_fold(Decimal::ZERO, |sum, (_, fee)| sum.plus(*fee))?;
    if earlier.iter().any(|(reminder, _)| reminder.level == Some(step.level)) {
        return Some((None, before));
    }
    let fee = match percent {
        Some(percent) => percent_of(overdue, *percent, overdue.scale())?,
        None => amount.unwrap_or_default(),
    };
    Some((Some(to_decimals(fee, overdue.scale())?).filter(|fee| !fee.is_zero()), before))
}

/// Whether a step of a policy may cost something; findings go below where `cx` stands.
pub(super) fn check(policy: &PolicyFields, step: &PolicyStep, article: Option<&str>, cx: &mut Reader) {
    let Some(fee) = &step.fee else { return };
    cx.field("fee", |cx| {
        let is_one = fee.amount.is_some() != fee.percent.is_some();
        let is_share = |percent: Decimal| {
            percent > Decimal::ZERO && percent <= Decimal::ONE_HUNDRED && units(percent, PERCENT_DECIMALS).is_some()
        };
        if !is_one {
            cx.report_fix(Code::PolicyStep, "A fee is an amount or a percentage.", "State one of amount and percent.");
        }
        if fee.amount.is_some_and(|amount| amount <= Decimal::ZERO) {
            cx.field("amount", |cx| cx.report(Code::AmountNegative, "The amount must be above zero."));
        }
        if fee.percent.is_some_and(|percent| !is_share(percent)) {
            let message = "A fee lies above 0 up to 100 percent and has at most four decimals.";
            cx.field("percent", |cx| cx.report(Code::PercentRange, message));
        }
        if policy.debtor == PartyKind::Consumer || step.offset_days.days() < 1 {
            let (message, fix) = if policy.debtor == PartyKind::Consumer {
                let fix = "Leave the fee out; what a consumer may be charged is what `charges` asks for.";
                ("A contract cannot have a consumer pay for reminders.", fix)
            } else {
                ("This step charges before the debtor is late.", "Move it to at least 1 day after the due date.")
            };
            let finding = Finding::new(Code::PolicyUnlawful, cx.path(), message).fix(fix);
            cx.push(match article {
                Some(article) => finding.rule(article),
                None => finding,
            });
        }
    });
}
