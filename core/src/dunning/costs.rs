//! Collection costs and the lump sum of a case. Refuses to count the lump sum beside costs that it is a part of, and any cost
//! before the notice that the law asks for.

use rust_decimal::Decimal;

use super::case::{Case, no_law, range};
use super::claim::{ClaimPart, OverridableFact, Precondition, WorkingStep};
use super::default;
use super::dutch;
use super::fee;
use super::notice::{self, Term};
use super::say;
use crate::calendar::Day;
use crate::finding::{Code, Error, Finding};
use crate::law::costs::{self, Bracket, Scale};
use crate::law::late_payment::{Agreed, Debtor, Ground, Tariff};
use crate::law::{NoLaw, Row};
use crate::ledger::Reminder;
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
    /// The term of the notice that counts.
    pub term: Option<Term>,
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
            term: None,
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
        Tariff::Capped => belgian_consumer(case, default, &mut costs)?,
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
        [one] => Text::new_static(one.source().title),
        several => several.iter().map(|id| id.source().title).collect::<Vec<_>>().join("; ").into(),
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
    let agreed = agreed_costs(case, case.principal)?;
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

/// A Belgian consumer: what the contract says, up to the cap, once the term of a first reminder has ended that cost nothing.
fn belgian_consumer(case: &Case<'_>, default: Day, costs: &mut Costs) -> Result<(), Error> {
    let on = case.options.on;
    let row = costs::at(costs::BE_CAP, "Belgian cap on clauses against consumers", default)
        .map_err(|none| no_law(&none, "on"))?;
    let older = case.options.contract_date.is_none_or(|contract| contract < row.from);
    if older && on < costs::BE_CAP_OLDER_CONTRACTS {
        let none = NoLaw {
            fact: "Belgian cap on clauses of contracts before 2023-09-01".to_owned(),
            on,
            known: vec![(costs::BE_CAP_OLDER_CONTRACTS, None)],
        };
        return Err(no_law(&none, "contractDate"));
    }
    let first = belgian_first(case);
    costs.term = first.and_then(notice::belgian);
    let end = costs.term.as_ref().and_then(|term| term.last.add_days(1));
    let debt = match (first, end) {
        (Some(reminder), Some(end)) if end <= on => case.open_on(end, reminder.sent_on),
        _ => Some(case.principal),
    };
    let debt = debt.ok_or_else(range)?;
    let what =
        "Send a first reminder after the due date, free of charge, that names what is owed, the costs and the 14 days";
    let source = "art. XIX.2 Code of economic law";
    costs.preconditions.extend(notice::preconditions(Text::new_static(what), costs.term.as_ref(), on, source));
    let now = agreed_costs(case, case.principal)?.zip(row.value.of(case.principal));
    let now = now.map_or(Decimal::new(0, 2), |((asked, _), (cap, _))| asked.min(cap));
    costs.notice = Some(to_decimals(now, 2).ok_or_else(range)?);
    let mut amount = Decimal::new(0, 2);
    let asked = agreed_costs(case, debt)?.filter(|(asked, _)| *asked > Decimal::ZERO);
    costs.preconditions.push(Precondition {
        what: Text::new_static("The contract sets a sum for late payment: state it as agreed.costs"),
        by: None,
        done: asked.is_some(),
        source: Text::new_static(case.regime.costs.law),
    });
    if let (Some((cap, bracket)), Some((asked, how))) = (row.value.of(debt), asked) {
        amount = to_decimals(asked.min(cap), 2).ok_or_else(range)?;
        costs.working.push(agreed_step(case, to_decimals(asked, 2).ok_or_else(range)?, how));
        if asked > cap {
            costs.working.push(scale_step(debt, cap, bracket, row));
        }
    }
    if let Some(end) = end {
        amount = further_reminders(case, end, amount, &mut costs.working)?;
    }
    if !amount.is_zero() {
        costs.costs.amount = amount;
        costs.costs.allowed_from = end;
        costs.costs.allowed = end.is_some_and(|day| day <= on);
    }
    Ok(())
}

/// The reminder that sets the term: the first that named the costs, as the list of art. XIX.2 wants it. Where none says what it
/// named, the first of all is taken to have had the list.
fn belgian_first<'a>(case: &Case<'a>) -> Option<&'a Reminder> {
    let mut first: Option<&Reminder> = None;
    for reminder in case.reminders().filter(|reminder| notice::is_lasting(reminder)) {
        let place = |reminder: &Reminder| (reminder.costs_stated.is_none(), reminder.sent_on);
        if first.is_none_or(|first| place(reminder) < place(first)) {
            first = Some(reminder);
        }
    }
    first
}

/// Adds what reminders after the term of the first are charged for, each up to the fixed sum and its postage.
fn further_reminders(
    case: &Case<'_>,
    end: Day,
    mut amount: Decimal,
    working: &mut Vec<WorkingStep>,
) -> Result<Decimal, Error> {
    for reminder in case.reminders().filter(|reminder| reminder.sent_on >= end && notice::is_lasting(reminder)) {
        let Some(charge) = reminder.charge.filter(|charge| !charge.is_zero()) else { continue };
        let row = costs::at(costs::BE_REMINDER, "cost of a Belgian reminder", reminder.sent_on)
            .map_err(|none| no_law(&none, "on"))?;
        let fixed = Decimal::new(i64::from(row.value), 2);
        let postage = reminder.postage.unwrap_or_default();
        let most = fixed.plus(postage).ok_or_else(range)?;
        let charged = to_decimals(charge.min(most), 2).ok_or_else(range)?;
        amount = amount.plus(charged).ok_or_else(range)?;
        let how = [&say::number(charge), ", at most ", &say::number(fixed), " and postage of ", &say::number(postage)];
        working.push(WorkingStep {
            what: ["Reminder of ", &say::day(reminder.sent_on)].concat().into(),
            how: how.concat(),
            amount: charged,
            source: Some(Text::new_static("art. XIX.2 Code of economic law")),
        });
    }
    Ok(amount)
}
