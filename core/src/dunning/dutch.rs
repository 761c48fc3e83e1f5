//! Dutch collection costs: the scale of the Besluit BIK, over the debt that a reminder or the letter of fourteen days was about. Refuses costs
//! of a consumer before that letter's term has ended, and more than it named.

use rust_decimal::Decimal;

use super::case::{Case, no_law, range};
use super::claim::{Precondition, WorkingStep};
use super::costs::{Costs, agreed_costs, agreed_step, lump_sum_on, scale_step};
use super::fee;
use super::notice::{self, Term};
use super::say;
use crate::calendar::Day;
use crate::finding::{Code, Error, Finding};
use crate::law::costs::{self, Bracket, Scale};
use crate::law::{Row, vat};
use crate::ledger::Reminder;
use crate::money::round::{percent_of, to_decimals};
use crate::money::{Exact, split};
use crate::wire::Text;

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
    /// Why it is less than all that: what to say of it, and the source.
    cap: Option<(&'static str, &'static str)>,
}

impl Fee {
    const NONE: Fee = Fee { amount: Decimal::ZERO, scale: None, vat: None, shared: None, cap: None };

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
        if let Some((how, source)) = self.cap {
            steps.push(WorkingStep {
                what: Text::new_static("Collection costs"),
                how: how.to_owned(),
                amount: self.amount,
                source: Some(Text::new_static(source)),
            });
        }
        steps
    }

    /// Cuts it down to an amount that it may not pass.
    fn limit(&mut self, most: Decimal, how: &'static str, source: &'static str) {
        if most < self.amount {
            self.amount = most;
            self.cap = Some((how, source));
        }
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

/// Business and government: the scale once the debt was collected on with a reminder; before that the lump sum alone.
pub(super) fn business(case: &Case<'_>, default: Day, costs: &mut Costs) -> Result<(), Error> {
    let first = case.reminders().filter(|reminder| notice::is_lasting(reminder)).map(|reminder| reminder.sent_on).min();
    let debt = match first {
        Some(sent) => case.open_on(sent, sent),
        None => case.basis(),
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

/// A consumer: the scale once the 14 days of a letter have ended that was sent after default and named the exact costs. Letters about
/// debts that were settled before the next one went out, such as earlier instalments, stand beside it with their own costs.
pub(super) fn consumer(case: &mut Case<'_>, default: Day, costs: &mut Costs) -> Result<(), Error> {
    let on = case.options.on;
    let mut settled = Settled { amount: Decimal::new(0, 2), since: None };
    let mut best: Option<(Term, Fee)> = None;
    let mut before: Option<Day> = None;
    let mut too_much = None;
    for reminder in notice::letters(case) {
        let Some(stated) = reminder.costs_stated.filter(|stated| !stated.is_zero()) else { continue };
        let sent = reminder.sent_on;
        let lawful = dutch_fee(case, case.open_on(sent, sent).ok_or_else(range)?, default)?;
        if stated > lawful.amount {
            too_much = Some((stated, lawful.amount));
            continue;
        }
        if let Some(earlier) = before
            && case.was_paid(earlier, Some(sent)).ok_or_else(range)?
        {
            settled.take(&mut best, on, costs).ok_or_else(range)?;
        }
        before = Some(sent);
        let term = notice::dutch(reminder).ok_or_else(range)?;
        let fee = after_letter(case, reminder, &term, stated, default)?;
        // What was paid within the term and taken back later needs another letter.
        if term.last < on && fee.amount.is_zero() && !case.left_of(sent).ok_or_else(range)?.is_zero() {
            continue;
        }
        // The letter that entitles to most, of those whose term has ended, the first of several; else the first to end.
        let better = best.as_ref().is_none_or(|(other, than)| match (other.last < on, term.last < on) {
            (false, false) => term.last < other.last,
            (ended, ends) => (ends, fee.amount, other.last) > (ended, than.amount, term.last),
        });
        if better {
            best = Some((term, fee));
        }
    }
    if let Some(earlier) = before
        && !case.principal.is_zero()
        && case.was_paid(earlier, None).ok_or_else(range)?
    {
        settled.take(&mut best, on, costs).ok_or_else(range)?;
    }
    let mut to_name = to_name(case, default)?;
    let most = most_of_recurring(case);
    if let Some(most) = most {
        to_name.limit(most, "no more than for the terms of six months together", RECURRING);
    }
    costs.notice = Some(to_name.amount);
    let (term, fee) = match best {
        Some((term, fee)) => (Some(term), fee),
        None => (None, to_name),
    };
    let from = term.as_ref().and_then(|term| term.last.add_days(1));
    let named = fee.amount;
    if from.is_some_and(|day| day <= on) || settled.since.is_none() {
        costs.working.extend(fee.steps());
        costs.costs.amount = settled.amount.plus(named).ok_or_else(range)?;
    } else {
        costs.costs.amount = settled.amount;
    }
    costs.costs.allowed_from = settled.since.or(from);
    costs.costs.allowed = costs.costs.allowed_from.is_some_and(|day| day <= on) && !costs.costs.amount.is_zero();
    let what = match too_much {
        Some((stated, lawful)) if term.is_none() => [
            "A letter named costs of ",
            &say::number(stated),
            " where ",
            &say::number(lawful),
            " is the most: send another that names the right amount",
        ]
        .concat(),
        _ => [
            "Send a letter after the due date, free of charge, that names the costs of ",
            &say::number(named),
            " and gives 14 days from the day after its receipt",
        ]
        .concat(),
    };
    costs.preconditions.extend(notice::preconditions(what.into(), term.as_ref(), on, "art. 6:96(6) BW"));
    if let Some(most) = most {
        recurring(case, costs, most);
    }
    Ok(())
}

/// The costs of letters about debts that are settled, and the first day on which any of them were owed.
struct Settled {
    amount: Decimal,
    since: Option<Day>,
}

impl Settled {
    /// Takes what a letter entitles to, if its term has ended.
    fn take(&mut self, best: &mut Option<(Term, Fee)>, on: Day, costs: &mut Costs) -> Option<()> {
        let Some((term, fee)) = best.take().filter(|(term, fee)| term.last < on && !fee.amount.is_zero()) else {
            return Some(());
        };
        self.amount = self.amount.plus(fee.amount)?;
        self.since = self.since.or(term.last.add_days(1));
        costs.working.extend(fee.steps());
        Some(())
    }
}

/// What a letter has to name. Who is late with several invoices is reminded of all of them at once and owes costs over their sum (art.
/// 6:96(7) BW); the share of each is rounded down, so that all of them never come to more.
fn to_name(case: &Case<'_>, default: Day) -> Result<Fee, Error> {
    let own = case.basis().ok_or_else(range)?;
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
    fee.limit(to_decimals(stated, 2).ok_or_else(range)?, "no more than the letter named", "art. 6:96(6) BW");
    Ok(fee)
}

/// What limits the costs of recurring terms.
const RECURRING: &str = "Stb. 2024, 44";

/// The most that all recurring terms of six months may cost together, where the terms are such.
fn most_of_recurring(case: &Case<'_>) -> Option<Decimal> {
    let row = costs::NL_RECURRING.iter().find(|row| row.holds_on(case.options.on))?;
    let below = Decimal::new(i64::from(row.value.below_cents), 2);
    let is_small = |amount: Decimal| amount < below;
    let invoice = case.account.invoice();
    let small = match invoice.instalments() {
        [] => is_small(invoice.totals().payable),
        parts => parts.iter().all(|part| is_small(part.amount)),
    };
    let is_recurring = case.options.recurring == Some(true) && small;
    is_recurring.then(|| Decimal::new(i64::from(row.value.most).saturating_mul(100), 2))
}

/// The cap on recurring terms. It is over all terms of six months; a claim sees one, so it warns.
fn recurring(case: &mut Case<'_>, costs: &mut Costs, most: Decimal) {
    costs.costs.amount = costs.costs.amount.min(most);
    let message = "For recurring terms below 266.67 the costs of all terms of six months together may not pass 140.00.";
    let finding = Finding::new(Code::ClaimRecurring, "recurring", message);
    case.findings
        .push(finding.rule(RECURRING).fix("Add up what was charged for the other terms of the last six months."));
}
