//! The plan: what is to be done for an account on a day, by its policy. Pure; nothing is done here.
//!
//! - Each part of the invoice is dunned from its own due date, with the steps in their order. A step comes on its day or,
//!   if that is past, on the day asked for; those after it keep their distance, so that nobody gets two at once.
//! - Reminder entries say what was done: nothing is done twice, and the level never falls. A later part begins anew only
//!   when all before it are settled.
//! - A promise, a settlement offer or a hold pauses everything until its last day; the day after, dunning goes on. What is contested
//!   is left out. A hand-over ends it.
//! - A step that charges asks for what the claim of the day allows, and waits for the day from which it does.
//! - Where the law makes the term void, and the day of receipt is stated, the due date of the law takes its place, as in the claim.
//! - It knows days only, so no time zone can shift it.

use rust_decimal::Decimal;

use super::action::{Action, ActionAmounts, ActionKind};
use super::because::{Reasons, because};
use super::belgian::Reminded;
use super::claim::Claim;
use super::default;
use super::fee;
use super::history::{History, Past};
use super::lawful;
use super::policy::{Policy, PolicyFields, PolicyStep, StepCharges};
use super::terms::{self, ClaimTerms};
use crate::calendar::{Day, is_business_day};
use crate::finding::Error;
use crate::invoice::Invoice;
use crate::ledger::{Account, EntryKind, OpenPart, Standing, State, Status, out_of_range, standing, status_of, sum_of};
use crate::money::Exact;
use crate::money::round::to_decimals;
use crate::party::PartyKind;
use crate::wire::push_day;
use crate::wire_struct;

wire_struct! {
    /// The day of a plan.
    #[derive(Eq)]
    pub struct PlanOptions {
        /// The day. The engine has no clock: today is for the caller to say.
        "on" on: Day,
        /// What the claim of steps that charge depends on.
        "claim" claim: Option<ClaimTerms>,
    }
}

/// What is to be done for an account on a day; reminder entries of what was done keep it from coming again.
pub fn plan(account: &Account, policy: &Policy, options: &PlanOptions) -> Result<Vec<Action>, Error> {
    planned(account, policy, options, &standing(account, options.on)?).map(|planned| planned.actions)
}

/// What is to be done for an account on a day, and what may be charged on it that day under the law of the policy: for whoever needs
/// both, with what both rest on worked out once.
pub fn plan_and_claim(
    account: &Account,
    policy: &Policy,
    options: &PlanOptions,
) -> Result<(Vec<Action>, Claim), Error> {
    let standing = standing(account, options.on)?;
    let mut planned = planned(account, policy, options, &standing)?;
    planned.claim()?;
    let Planned { actions, claim, .. } = planned;
    claim.map(|claim| (actions, claim)).ok_or_else(out_of_range)
}

fn planned<'a>(
    account: &'a Account,
    policy: &'a Policy,
    options: &'a PlanOptions,
    standing: &'a Standing<'a>,
) -> Result<Planned<'a>, Error> {
    let (on, policy) = (options.on, policy.fields());
    let status = status_of(account, standing, on).ok_or_else(out_of_range)?;
    let mut planned = Planned {
        account,
        policy,
        standing,
        level: status.dunning_level,
        status,
        terms: options.claim.as_ref(),
        past: Past::of(account),
        claim: None,
        reminded: Vec::new(),
        actions: Vec::new(),
    };
    if planned.status.state != State::Open || is_quiet(on, policy) || planned.is_excluded(None) {
        return Ok(planned);
    }
    let history = History::of(&standing.entries);
    let handed_over = |step: &PolicyStep| step.kind == ActionKind::HandOver && history.has_done(&step.id);
    let waits = history.wait.is_some_and(|(until, _)| on <= until);
    if waits || policy.steps.iter().any(handed_over) {
        return Ok(planned);
    }
    let mut beside_older = false;
    let void = planned.void_term();
    for mut part in parts(&standing.parts)? {
        if let Some((_, lawful)) = void.filter(|(written, _)| !part.is_planned && *written == part.due) {
            part.due = lawful;
        }
        planned.part(&part, &history, beside_older)?;
        if planned.actions.last().is_some_and(|action| action.kind == ActionKind::HandOver) {
            break;
        }
        beside_older = true;
    }
    Ok(planned)
}

/// What is open on a due date and not contested.
#[derive(Clone, Copy)]
pub(super) struct Part {
    /// The due date (BT-9), or that of the law where the one that was written is void.
    pub due: Day,
    /// The due date that was written; what was done is known by it.
    pub written: Day,
    /// The amount; above zero.
    pub open: Decimal,
    /// Whether a payment plan says when some of it is due.
    is_planned: bool,
}

/// What a step asks for, and what of it the reminder itself costs.
type Asked = (ActionAmounts, Option<Decimal>);

/// The open parts by day, those of one day as one. What has no due date is not dunned. None on a credit note.
fn parts(open: &[OpenPart]) -> Result<Vec<Part>, Error> {
    let mut parts: Vec<Part> = Vec::new();
    for open in open {
        let Some(due) = open.due else { continue };
        match parts.last_mut() {
            Some(last) if last.due == due => {
                last.open = last.open.plus(open.amount).ok_or_else(out_of_range)?;
                last.is_planned |= open.is_planned;
            }
            _ => parts.push(Part { due, written: due, open: open.amount, is_planned: open.is_planned }),
        }
    }
    Ok(parts)
}

struct Planned<'a> {
    account: &'a Account,
    policy: &'a PolicyFields,
    /// Where the account stands at the end of the day.
    standing: &'a Standing<'a>,
    status: Status,
    terms: Option<&'a ClaimTerms>,
    /// What was open as earlier steps were done.
    past: Past<'a>,
    /// The claim of the day, once a step needs it.
    claim: Option<Claim>,
    /// What the first reminders of a Belgian consumer were for, with the claim.
    reminded: Vec<Reminded>,
    /// The level reached, that of the actions so far included.
    level: u32,
    actions: Vec<Action>,
}

impl Planned<'_> {
    /// The due date of a term that the law makes void, and the one in its place; known only where the day of receipt is.
    fn void_term(&self) -> Option<(Day, Day)> {
        let terms = self.terms.filter(|terms| terms.received_on.is_some())?;
        let PolicyFields { jurisdiction, debtor, .. } = self.policy;
        let options = terms.clone().options(self.status.as_of, jurisdiction.clone(), *debtor);
        default::void_term(self.account, &options, jurisdiction)
    }

    /// Adds what is to be done for a part.
    fn part(&mut self, part: &Part, history: &History<'_>, beside_older: bool) -> Result<(), Error> {
        let on = self.status.as_of;
        let suffix = suffix(self.account.invoice(), part.written);
        // A later part begins anew once all before it are settled.
        let reached = if beside_older || suffix.is_empty() || history.has_begun(&suffix) { self.level } else { 0 };
        let mut last: Option<(&PolicyStep, Day)> = None;
        for step in self.policy.steps.iter() {
            let done = history.done(&step.id, &suffix);
            if let Some(done) =
                done.map_or_else(|| self.done_with_others(step, part, last, history), |done| Ok(Some(done)))?
            {
                last = Some((step, done));
                continue;
            }
            let asked = self.asked(step, part, history)?;
            let falls = step.level < reached && step.kind != ActionKind::FormalNotice;
            let too_little = step.minimum_amount.is_some_and(|least| asked < least);
            if falls || too_little || self.is_excluded(Some(&step.id)) {
                continue;
            }
            let Some(day) = self.day(step, part, last) else { continue };
            if day > on {
                break;
            }
            let Some((amounts, fee)) = self.amounts(step, part, asked)? else { break };
            let costs_stated = self.costs_stated(step);
            let reasons = Reasons { step, part, asked, last, history, status: &self.status };
            self.level = self.level.max(step.level);
            let mut name = step.id.clone();
            name.push_str(&suffix);
            self.actions.push(Action {
                kind: step.kind,
                template: step.template.clone().unwrap_or_else(|| step.id.clone()),
                step: name,
                level: self.level,
                tone: step.tone,
                due_date: part.due,
                on,
                because: because(self.account, &reasons),
                costs_stated,
                fee,
                amounts,
            });
            last = Some((step, on));
        }
        Ok(())
    }

    /// The costs that a formal notice has to name: those that may be charged once its term has ended. None where no law is known.
    fn costs_stated(&mut self, step: &PolicyStep) -> Option<Decimal> {
        let claim = (step.kind == ActionKind::FormalNotice).then(|| self.claim().ok()).flatten()?;
        Some(claim.named_costs())
    }

    /// The claim of the day.
    fn claim(&mut self) -> Result<&Claim, Error> {
        if self.claim.is_none() {
            let day = (self.status.as_of, self.standing);
            let (claim, reminded) = terms::claim(self.account, self.policy, self.terms, day)?;
            (self.claim, self.reminded) = (Some(claim), reminded);
        }
        self.claim.as_ref().ok_or_else(out_of_range)
    }

    /// Whether each part has a first reminder of its own that others may share (art. XIX.2 Code of economic law).
    fn is_belgian(&self) -> bool {
        self.policy.jurisdiction == "BE" && self.policy.debtor == PartyKind::Consumer
    }

    /// The day on which a step was done for this part together with others: a Belgian first reminder is for all that was late and had none,
    /// and what comes after it for all whose own day for it had come.
    fn done_with_others(
        &mut self,
        step: &PolicyStep,
        part: &Part,
        last: Option<(&PolicyStep, Day)>,
        history: &History<'_>,
    ) -> Result<Option<Day>, Error> {
        let on = self.status.as_of;
        if !self.is_belgian() || step.offset_days.days() < 1 {
            return Ok(None);
        }
        let is_notice = step.kind == ActionKind::FormalNotice;
        let from = if is_notice { part.due.add_days(1) } else { self.day(step, part, last) };
        let today = self.actions.iter().any(|action| action.step.split(':').next() == Some(&step.id)).then_some(on);
        let Some(from) = from else { return Ok(None) };
        let Some(done) = history.done_since(&step.id, from).max(today.filter(|today| *today >= from)) else {
            return Ok(None);
        };
        if is_notice {
            let tomorrow = on.add_days(1).unwrap_or(on);
            let open = history.not_reminded(&step.id, &mut self.past, &self.standing.parts, tomorrow)?;
            return Ok(Some(done).filter(|_| today.is_some() || open.iter().all(|open| open.due != Some(part.due))));
        }
        let charges = step.charges.unwrap_or(StepCharges::Nothing) != StepCharges::Nothing;
        let waits = charges && self.term_end(part)?.is_some_and(|end| end > done);
        Ok(Some(done).filter(|_| !waits))
    }

    /// The day after the term of a part's own first reminder, of a Belgian consumer.
    fn term_end(&mut self, part: &Part) -> Result<Option<Day>, Error> {
        if !self.is_belgian() {
            return Ok(None);
        }
        self.claim()?;
        Ok(self.reminded.iter().find(|one| one.dues.contains(&part.due)).map(|one| one.end))
    }

    /// What a step asks for; none while the law makes it wait.
    fn amounts(&mut self, step: &PolicyStep, part: &Part, principal: Decimal) -> Result<Option<Asked>, Error> {
        let (on, charges) = (self.status.as_of, step.charges.unwrap_or(StepCharges::Nothing));
        let zero = Decimal::new(0, principal.scale());
        let (mut interest, mut costs) = (zero, zero);
        let (mut fee, mut earlier) = self.fee(step, principal).ok_or_else(out_of_range)?;
        if charges != StepCharges::Nothing {
            if self.term_end(part)?.is_some_and(|end| end > on) {
                return Ok(None);
            }
            let claim = self.claim()?;
            let waits = |from: Option<Day>| from.is_some_and(|from| from > on);
            let with_costs = charges == StepCharges::InterestAndCosts;
            if waits(claim.interest.allowed_from) || (with_costs && waits(claim.costs.allowed_from)) {
                return Ok(None);
            }
            if claim.interest.allowed {
                interest = claim.interest.amount;
            }
            for part in [&claim.costs, &claim.lump_sum].into_iter().filter(|part| with_costs && part.allowed) {
                costs = costs.plus(part.amount).ok_or_else(out_of_range)?;
            }
            if with_costs {
                // What earlier reminders cost is among the costs of the claim already, and what is below the lump sum is a part of it.
                earlier = zero;
                fee = fee.filter(|_| !claim.lump_sum.allowed || claim.lump_sum.amount.is_zero());
            }
        }
        if fee.is_none() {
            earlier = zero;
        }
        let before = costs.plus(earlier).ok_or_else(out_of_range)?;
        costs = fee.into_iter().try_fold(before, Exact::plus).ok_or_else(out_of_range)?;
        let beside = interest.plus(before).ok_or_else(out_of_range)?;
        let charged = self.standing.position.charged;
        let came = match charges {
            StepCharges::InterestAndCosts => charged.sum(),
            // What came in for others is no part of what is asked for.
            _ => charged.costs.min(before).plus(charged.interest.min(interest)),
        };
        let came = came.ok_or_else(out_of_range)?.min(beside);
        let received = Some(came).filter(|came| !came.is_zero());
        let waived = Some(self.standing.position.waived.min(beside.minus(came).ok_or_else(out_of_range)?));
        let waived = waived.filter(|waived| *waived > Decimal::ZERO);
        let asked = principal.plus(interest).and_then(|sum| sum.plus(costs));
        let less = received.into_iter().chain(waived).try_fold(zero, Exact::plus);
        let total = asked.zip(less).and_then(|(sum, less)| sum.minus(less)).ok_or_else(out_of_range)?;
        Ok(Some((ActionAmounts { principal, interest, costs, received, waived, total }, fee)))
    }

    /// What the reminder of a step costs under the contract, and what earlier ones cost.
    fn fee(&self, step: &PolicyStep, overdue: Decimal) -> Option<(Option<Decimal>, Decimal)> {
        let is_agreed = self.terms.and_then(|terms| terms.agreed.as_ref()?.reminder_fees) == Some(true);
        // A notice that the law wants once more goes below the level reached: that one was passed.
        if !is_agreed
            || step.level < self.level
            || self.actions.iter().any(|action| action.level == step.level && action.fee.is_some())
        {
            return Some((None, Decimal::ZERO));
        }
        let reminders = self.standing.entries.iter().filter_map(|counted| match &counted.entry.kind {
            EntryKind::Reminder(reminder) => Some(reminder),
            _ => None,
        });
        fee::of_step(step, overdue, reminders)
    }

    /// The day of a step, if it has one.
    fn day(&self, step: &PolicyStep, part: &Part, last: Option<(&PolicyStep, Day)>) -> Option<Day> {
        let offset = step.offset_days.days();
        let mut day = part.due.add_days(offset)?;
        if offset < 0 {
            while is_quiet(day, self.policy) {
                day = day.add_days(-1)?;
            }
            // Too early to remind of an invoice that is just out, too late to remind of a day that has come.
            let has_sense = day > self.account.invoice().issue_date() && self.status.as_of < part.due;
            return has_sense.then_some(day);
        }
        if let Some((before, done)) = last {
            day = day.max(done.add_days(offset.saturating_sub(before.offset_days.days()))?);
        }
        Some(day)
    }

    /// What a step asks for: the part up to its due date, all that is overdue after it; a Belgian first reminder all of it that had none.
    fn asked(&mut self, step: &PolicyStep, part: &Part, history: &History<'_>) -> Result<Decimal, Error> {
        let mut asked = part.open;
        if step.offset_days.days() > 0 && self.status.overdue {
            asked = self.status.overdue_amount;
            if step.kind == ActionKind::FormalNotice && self.is_belgian() {
                let open = history.not_reminded(&step.id, &mut self.past, &self.standing.parts, self.status.as_of)?;
                asked = sum_of(&open).ok_or_else(out_of_range)?;
            }
        }
        let decimals = self.account.invoice().head().currency.decimals();
        Ok(to_decimals(asked, decimals).unwrap_or(asked))
    }

    /// Whether the customer is excluded from a step, or from all.
    fn is_excluded(&self, step: Option<&str>) -> bool {
        if self.policy.exclusions.is_empty() {
            return false;
        }
        let Some(customer) = &self.account.invoice().head().customer else { return false };
        let names = [
            customer.vat_id.as_deref(),
            customer.company_id.as_ref().map(|id| id.value.as_str()),
            customer.contact.as_ref().and_then(|contact| contact.email.as_deref()),
            Some(customer.name.as_str()),
        ];
        self.policy.exclusions.iter().any(|exclusion| {
            let holds = exclusion.until.is_none_or(|until| self.status.as_of <= until);
            let covers = match step {
                None => exclusion.steps.is_empty(),
                Some(step) => exclusion.steps.iter().any(|id| id == step),
            };
            let wanted = exclusion.customer.trim();
            holds && covers && names.iter().flatten().any(|name| name.trim().eq_ignore_ascii_case(wanted))
        })
    }
}

/// What the names of steps end with for a part: nothing for the due date of the whole, else the day of the part.
fn suffix(invoice: &Invoice, due: Day) -> String {
    let mut suffix = String::new();
    if invoice.instalments().len() > 1 || invoice.due_date() != Some(due) {
        suffix.push(':');
        push_day(&mut suffix, due);
    }
    suffix
}

/// Whether nothing is done on a day.
fn is_quiet(day: Day, policy: &PolicyFields) -> bool {
    let quiet = &policy.quiet;
    (quiet.weekends && day.is_weekend())
        || (quiet.holidays
            && !day.is_weekend()
            && lawful::calendar(&policy.jurisdiction).is_some_and(|calendar| !is_business_day(day, calendar)))
}
