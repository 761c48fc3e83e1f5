//! Collection costs and the lump sum of a case. Refuses to count the lump sum beside costs that it is a part of, and any cost
//! before the notice that the law asks for.

use rust_decimal::Decimal;

use super::belgian::{self, Reminded};
use super::case::{Case, no_law, range};
use super::claim::{ClaimPart, OverridableFact, Precondition, WorkingStep};
use super::default;
use super::dutch;
use super::fee;
use super::say;
use crate::calendar::Day;
use crate::finding::{Code, Error, Finding};
use crate::law::Row;
use crate::law::costs::{self, Bracket, Scale};
use crate::law::late_payment::{Agreed, Debtor, Ground, Tariff};
use crate::money::round::{percent_of, to_decimals};
use crate::money::{Currency, Exact};
use crate::wire::{Text, push_decimal};

/// Costs, lump sum, and what has to be done for them.
pub(super) struct Costs {
    pub costs: ClaimPart,
    pub lump_sum: ClaimPart,
    pub preconditions: Vec<Precondition>,
    pub working: Vec<WorkingStep>,
    /// What a notice of today has to name.
    pub notice: Option<Decimal>,
    /// The first reminders that count, each with what it was for; of a Belgian consumer only.
    pub reminded: Vec<Reminded>,
}

impl Costs {
    fn none(case: &Case<'_>) -> Costs {
        let nothing = |law: &'static str| ClaimPart {
            amount: Decimal::new(0, case.currency().decimals()),
            allowed: false,
            allowed_from: None,
            source: Text::new_static(law),
        };
        Costs {
            costs: nothing(case.regime.costs.law),
            lump_sum: nothing(case.regime.lump_sum.law),
            preconditions: Vec::new(),
            working: Vec::new(),
            notice: None,
            reminded: Vec::new(),
        }
    }
}

/// The costs of a case.
pub(super) fn costs(case: &mut Case<'_>) -> Result<Costs, Error> {
    let mut costs = Costs::none(case);
    costs.preconditions.extend(default::precondition(case));
    not_agreed(case);
    let Some(default) = case.default else { return Ok(costs) };
    if case.currency() != Currency::EUR {
        let message = "The law states costs and lump sums in euro; they are left out of a claim in another currency.";
        case.findings.push(Finding::new(Code::ClaimCurrency, "invoice.currency", message));
        return Ok(costs);
    }
    match case.regime.tariff {
        Tariff::Scale if case.regime.is_for(Debtor::Consumer) => dutch::consumer(case, default, &mut costs)?,
        Tariff::Scale => dutch::business(case, default, &mut costs)?,
        Tariff::Agreed => agreed(case, default, &mut costs)?,
        Tariff::Capped => belgian::consumer(case, default, &mut costs)?,
        Tariff::None => {}
    }
    lump_sum(case, default, &mut costs)?;
    Ok(costs)
}

/// The lump sum: from default on, and never beside costs that may be charged, which it is a part of.
fn lump_sum(case: &Case<'_>, default: Day, costs: &mut Costs) -> Result<(), Error> {
    if case.regime.lump_sum.ground == Ground::None || costs.costs.allowed {
        return Ok(());
    }
    let amount = lump_sum_on(case, default)?;
    let part = &mut costs.lump_sum;
    part.amount = amount;
    part.allowed_from = Some(default);
    part.allowed = default <= case.options.on;
    costs.working.push(WorkingStep {
        what: Text::new_static("Lump sum for recovery costs"),
        how: "due from default on, without notice".to_owned(),
        amount: costs.lump_sum.amount,
        source: Some(Text::new_static(case.regime.lump_sum.law)),
    });
    Ok(())
}

/// The lump sum of a day of default: a row that the caller brought, or that of the Directive.
pub(super) fn lump_sum_on(case: &Case<'_>, default: Day) -> Result<Decimal, Error> {
    if let Some(newer) = case.newer(OverridableFact::LumpSum, default) {
        return to_decimals(newer.value, 2).ok_or_else(range);
    }
    let row = costs::at(costs::LUMP_SUM, "lump sum for recovery costs", default).map_err(|none| no_law(&none, "on"))?;
    Ok(Decimal::new(i64::from(row.value).saturating_mul(100), 2))
}

/// Says what was agreed in vain.
fn not_agreed(case: &mut Case<'_>) {
    let Some(agreed) = &case.options.agreed else { return };
    let rate = agreed.interest_rate.is_some() && matches!(case.regime.agreed, Agreed::Unknown);
    let costs = (agreed.costs.is_some() || agreed.costs_percent.is_some())
        && (matches!(case.regime.tariff, Tariff::None)
            || matches!(case.regime.tariff, Tariff::Scale) && case.regime.is_for(Debtor::Consumer));
    let fees = agreed.reminder_fees == Some(true) && !fee::is_allowed(case);
    let field = if agreed.costs.is_some() { "agreed.costs" } else { "agreed.costsPercent" };
    for (found, path) in [(rate, "agreed.interestRate"), (costs, field), (fees, "agreed.reminderFees")] {
        if found {
            let message = "What was agreed does not count against this debtor here; the claim is made without it.";
            case.findings.push(Finding::new(Code::ClaimNotAgreed, path, message));
        }
    }
}

/// A step of the scale that a law has for a debt.
pub(super) fn scale_step(debt: Decimal, amount: Decimal, bracket: &Bracket, row: &Row<Scale>) -> WorkingStep {
    let over = Decimal::from(bracket.over);
    let percent = Decimal::new(i64::from(bracket.percent), 2).normalize();
    let mut how = String::with_capacity(100);
    if bracket.sum != 0 {
        push_decimal(&mut how, Decimal::from(bracket.sum));
        how.push_str(" + ");
    }
    push_decimal(&mut how, percent);
    how.push_str(" % of ");
    push_decimal(&mut how, debt.minus(over).unwrap_or_default());
    how.push_str(", at least ");
    push_decimal(&mut how, Decimal::from(row.value.least));
    how.push_str(", at most ");
    push_decimal(&mut how, Decimal::from(row.value.most));
    let source = match row.sources {
        [one] => Text::new_static(one.title()),
        several => several.iter().map(|id| id.title()).collect::<Vec<_>>().join("; ").into(),
    };
    WorkingStep { what: Text::new_static("Collection costs"), how, amount, source: Some(source) }
}

/// The costs that were agreed for a debt, and how they came about: an amount, a percentage of the debt, or the higher of both.
pub(super) fn agreed_costs(case: &Case<'_>, debt: Decimal) -> Result<Option<(Decimal, String)>, Error> {
    let Some(agreed) = &case.options.agreed else { return Ok(None) };
    let fixed = agreed.costs.map(|costs| (costs, "as agreed".to_owned()));
    let Some(percent) = agreed.costs_percent else { return Ok(fixed) };
    let share = percent_of(debt, percent, 2).ok_or_else(range)?;
    if fixed.as_ref().is_some_and(|(least, _)| *least >= share) {
        return Ok(fixed);
    }
    Ok(Some((share, [&say::number(percent), " % of ", &say::number(debt), ", as agreed"].concat())))
}

pub(super) fn agreed_step(case: &Case<'_>, amount: Decimal, how: String) -> WorkingStep {
    WorkingStep {
        what: Text::new_static("Collection costs"),
        how,
        amount,
        source: Some(Text::new_static(case.regime.costs.law)),
    }
}

/// What the contract says, where it is more than the lump sum that is a part of it.
fn agreed(case: &Case<'_>, default: Day, costs: &mut Costs) -> Result<(), Error> {
    let least = lump_sum_on(case, default)?;
    let mut working = Vec::new();
    let fees = fee::of_case(case, &mut working).ok_or_else(range)?;
    // Once they are charged, they are of what is in default alone.
    let debt = if default <= case.options.on { case.left_of(case.options.on) } else { Some(case.principal) };
    let agreed = agreed_costs(case, debt.ok_or_else(range)?)?;
    let sum = agreed.as_ref().map_or(Some(fees), |(amount, _)| amount.plus(fees)).ok_or_else(range)?;
    if sum <= least {
        return Ok(());
    }
    costs.costs.amount = to_decimals(sum, 2).ok_or_else(range)?;
    costs.costs.allowed_from = Some(default);
    costs.costs.allowed = default <= case.options.on;
    if let Some((amount, how)) = agreed {
        costs.working.push(agreed_step(case, to_decimals(amount, 2).ok_or_else(range)?, how));
    }
    costs.working.append(&mut working);
    Ok(())
}
