//! Collection costs and the lump sum of a case. Refuses to count the lump sum beside costs that it is a part of, and any cost
//! before the notice that the law asks for.

use rust_decimal::Decimal;

use super::case::{Case, no_law, range};
use super::claim::{ClaimPart, OverridableFact, Precondition, WorkingStep};
use super::default;
use super::fee;
use super::notice::{self, Term};
use super::say;
use crate::calendar::Day;
use crate::finding::{Code, Error, Finding};
use crate::law::costs::{self, Bracket, Scale};
use crate::law::late_payment::{Agreed, Debtor, Ground, Tariff};
use crate::law::{NoLaw, Row, vat};
use crate::ledger::Reminder;
use crate::money::round::{percent_of, to_decimals};
use crate::money::{Currency, Exact, split};
use crate::wire::{Text, push_decimal};

/// Costs, lump sum, and what has to be done for them.
pub(super) struct Costs {
    pub costs: ClaimPart,
    pub lump_sum: ClaimPart,
    pub preconditions: Vec<Precondition>,
    pub working: Vec<WorkingStep>,
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
        Tariff::Scale if case.regime.is_for(Debtor::Consumer) => dutch_consumer(case, default, &mut costs)?,
        Tariff::Scale => dutch_business(case, default, &mut costs)?,
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
fn lump_sum_on(case: &Case<'_>, default: Day) -> Result<Decimal, Error> {
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

/// Costs by the Dutch scale over a debt, with the VAT that a creditor cannot deduct, art. 2(3) Besluit BIK. How they came about is told
/// once it is known which of several count.
struct Fee {
    amount: Decimal,
    /// The debt, what the scale gives for it, and where that stands in the scale.
    scale: Option<(Decimal, Decimal, &'static Bracket, &'static Row<Scale>)>,
    /// Rate and amount of the VAT.
    vat: Option<(Decimal, Decimal)>,
    /// All that the debtor is late with and the costs of that, where this debt has its share in them.
    shared: Option<(Decimal, Decimal, Decimal)>,
    /// Whether the letter named less.
    is_capped: bool,
}

impl Fee {
    const NONE: Fee = Fee { amount: Decimal::ZERO, scale: None, vat: None, shared: None, is_capped: false };

    fn steps(&self) -> Vec<WorkingStep> {
        let mut steps = Vec::with_capacity(1);
        if let Some((debt, amount, bracket, row)) = self.scale {
            steps.push(scale_step(debt, amount, bracket, row));
            if let Some((rate, vat)) = self.vat {
                let amount = say::number(amount);
                steps.push(WorkingStep {
                    what: Text::new_static("VAT on collection costs"),
                    how: [&say::number(rate), " % of ", &amount, ", which the creditor cannot deduct"].concat(),
                    amount: vat,
                    source: Some(Text::new_static("art. 2(3) Besluit BIK")),
                });
            }
        }
        if let Some((own, all, costs)) = self.shared {
            let how = [&say::number(costs), " × ", &say::number(own), " ÷ ", &say::number(all)];
            steps.push(WorkingStep {
                what: Text::new_static("Share of this invoice in the costs of all that is late"),
                how: how.concat(),
                amount: self.amount,
                source: Some(Text::new_static("art. 6:96(7) BW")),
            });
        }
        if self.is_capped {
            steps.push(WorkingStep {
                what: Text::new_static("Collection costs"),
                how: "no more than the letter named".to_owned(),
                amount: self.amount,
                source: Some(Text::new_static("art. 6:96(6) BW")),
            });
        }
        steps
    }
}

fn dutch_fee(case: &Case<'_>, debt: Decimal, default: Day) -> Result<Fee, Error> {
    let row =
        costs::at(costs::NL_SCALE, "Dutch scale of collection costs", default).map_err(|none| no_law(&none, "on"))?;
    let Some((amount, bracket)) = row.value.of(debt) else {
        return Ok(Fee { amount: Decimal::new(0, 2), ..Fee::NONE });
    };
    let mut fee = Fee { amount, scale: Some((debt, amount, bracket, row)), ..Fee::NONE };
    let surcharge = case.options.creditor.as_ref().is_some_and(|creditor| creditor.deducts_vat == Some(false));
    if surcharge {
        let rate = vat::at("NL", vat::RateKind::Standard, case.options.on).map_err(|none| no_law(&none, "on"))?.rate();
        let vat = percent_of(amount, rate, 2).ok_or_else(range)?;
        fee.amount = amount.plus(vat).ok_or_else(range)?;
        fee.vat = Some((rate, vat));
    }
    Ok(fee)
}

fn scale_step(debt: Decimal, amount: Decimal, bracket: &Bracket, row: &Row<Scale>) -> WorkingStep {
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

/// Business and government: the scale once the debt was collected on with a reminder; before that the lump sum alone.
fn dutch_business(case: &Case<'_>, default: Day, costs: &mut Costs) -> Result<(), Error> {
    let first = case.reminders().filter(|reminder| notice::is_lasting(reminder)).map(|reminder| reminder.sent_on).min();
    let debt = match first {
        Some(sent) => case.open_on(sent, sent),
        None => Some(case.principal),
    };
    let debt = debt.ok_or_else(range)?;
    let fee = dutch_fee(case, debt, default)?;
    let (charged, how) = match agreed_costs(case, debt)? {
        // Art. 6:96(4) BW: parties cannot agree on less than the lump sum.
        Some((agreed, how)) => (to_decimals(agreed.max(lump_sum_on(case, default)?), 2).ok_or_else(range)?, how),
        None => (fee.amount, String::new()),
    };
    costs.working = if charged == fee.amount { fee.steps() } else { vec![agreed_step(case, charged, how)] };
    let charged = fee::of_case(case, &mut costs.working).and_then(|fees| charged.plus(fees)).ok_or_else(range)?;
    costs.costs.amount = charged;
    costs.costs.allowed_from = first;
    costs.costs.allowed = first.is_some() && !charged.is_zero();
    costs.preconditions.push(Precondition {
        what: Text::new_static(
            "Send a reminder after the due date: more than the lump sum is owed once the debt was collected on",
        ),
        by: None,
        done: first.is_some(),
        source: Text::new_static("art. 6:96(2)(c) BW"),
    });
    Ok(())
}

/// A consumer: the scale once the 14 days of a letter have ended that was sent after default and named the exact costs.
fn dutch_consumer(case: &mut Case<'_>, default: Day, costs: &mut Costs) -> Result<(), Error> {
    let on = case.options.on;
    let mut best: Option<(Term, Fee)> = None;
    let mut too_much = None;
    for reminder in case.reminders().filter(|reminder| notice::is_lasting(reminder)) {
        let Some(stated) = reminder.costs_stated else { continue };
        let lawful = dutch_fee(case, case.open_on(reminder.sent_on, reminder.sent_on).ok_or_else(range)?, default)?;
        if stated > lawful.amount {
            too_much = Some((stated, lawful.amount));
            continue;
        }
        let term = notice::dutch(reminder).ok_or_else(range)?;
        let fee = after_letter(case, reminder, &term, stated, default)?;
        // The letter that entitles to most, of those whose term has ended, the first of several; else the first to end.
        let better = best.as_ref().is_none_or(|(other, than)| match (other.last < on, term.last < on) {
            (false, false) => term.last < other.last,
            (ended, ends) => (ends, fee.amount, other.last) > (ended, than.amount, term.last),
        });
        if better {
            best = Some((term, fee));
        }
    }
    let fee = match &mut best {
        Some((_, fee)) => std::mem::replace(fee, Fee::NONE),
        None => to_name(case, default)?,
    };
    costs.term = best.map(|(term, _)| term);
    costs.costs.amount = fee.amount;
    costs.costs.allowed_from = costs.term.as_ref().and_then(|term| term.last.add_days(1));
    costs.costs.allowed = costs.costs.allowed_from.is_some_and(|day| day <= on) && !fee.amount.is_zero();
    costs.working = fee.steps();
    let what = match too_much {
        Some((stated, lawful)) if costs.term.is_none() => [
            "A letter named costs of ",
            &say::number(stated),
            " where ",
            &say::number(lawful),
            " is the most: send another that names the right amount",
        ]
        .concat(),
        _ => [
            "Send a letter after the due date, free of charge, that names the costs of ",
            &say::number(fee.amount),
            " and gives 14 days from the day after its receipt",
        ]
        .concat(),
    };
    costs.preconditions.extend(notice::preconditions(what.into(), costs.term.as_ref(), on, "art. 6:96(6) BW"));
    recurring(case, costs)
}

/// What a letter has to name. Who is late with several invoices is reminded of all of them at once and owes costs over their sum (art.
/// 6:96(7) BW); the share of each is rounded down, so that all of them never come to more.
fn to_name(case: &Case<'_>, default: Day) -> Result<Fee, Error> {
    let own = case.principal;
    let all = own.plus(case.options.other_debts.unwrap_or_default()).ok_or_else(range)?;
    let mut fee = dutch_fee(case, all, default)?;
    if all > own && !own.is_zero() {
        let share = split::share_down(fee.amount, own, all, 2).ok_or_else(range)?;
        fee.shared = Some((own, all, std::mem::replace(&mut fee.amount, share)));
    }
    if own.is_zero() { Ok(Fee { amount: Decimal::new(0, 2), ..Fee::NONE }) } else { Ok(fee) }
}

/// What a letter entitles to: the scale over what is left when its term ends (HR 2016-11-25, ECLI:NL:HR:2016:2704), and no more than
/// it named.
fn after_letter(case: &Case<'_>, letter: &Reminder, term: &Term, stated: Decimal, default: Day) -> Result<Fee, Error> {
    let end = term.last.add_days(1).ok_or_else(range)?;
    let left = if end > case.options.on { case.left_of(letter.sent_on) } else { case.open_on(end, letter.sent_on) };
    let mut fee = dutch_fee(case, left.ok_or_else(range)?, default)?;
    if stated < fee.amount {
        fee.amount = to_decimals(stated, 2).ok_or_else(range)?;
        fee.is_capped = true;
    }
    Ok(fee)
}

/// The cap on recurring terms. It is over all terms of six months; a claim sees one, so it warns.
fn recurring(case: &mut Case<'_>, costs: &mut Costs) -> Result<(), Error> {
    let Some(row) = costs::NL_RECURRING.iter().find(|row| row.holds_on(case.options.on)) else { return Ok(()) };
    let below = Decimal::new(i64::from(row.value.below_cents), 2);
    let is_small = |amount: Decimal| amount < below;
    let invoice = case.account.invoice();
    let small = match invoice.instalments() {
        [] => is_small(invoice.totals().payable),
        parts => parts.iter().all(|part| is_small(part.amount)),
    };
    if case.options.recurring != Some(true) || !small {
        return Ok(());
    }
    let most = Decimal::new(i64::from(row.value.most).saturating_mul(100), 2);
    costs.costs.amount = costs.costs.amount.min(most);
    let message = "For recurring terms below 266.67 the costs of all terms of six months together may not pass 140.00.";
    let finding = Finding::new(Code::ClaimRecurring, "recurring", message);
    case.findings
        .push(finding.rule("Stb. 2024, 44").fix("Add up what was charged for the other terms of the last six months."));
    Ok(())
}

/// The costs that were agreed for a debt, and how they came about: an amount, a percentage of the debt, or the higher of both.
fn agreed_costs(case: &Case<'_>, debt: Decimal) -> Result<Option<(Decimal, String)>, Error> {
    let Some(agreed) = &case.options.agreed else { return Ok(None) };
    let fixed = agreed.costs.map(|costs| (costs, "as agreed".to_owned()));
    let Some(percent) = agreed.costs_percent else { return Ok(fixed) };
    let share = percent_of(debt, percent, 2).ok_or_else(range)?;
    if fixed.as_ref().is_some_and(|(least, _)| *least >= share) {
        return Ok(fixed);
    }
    Ok(Some((share, [&say::number(percent), " % of ", &say::number(debt), ", as agreed"].concat())))
}

fn agreed_step(case: &Case<'_>, amount: Decimal, how: String) -> WorkingStep {
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
