//! Dunning: what the plan wants for an invoice, written as entry and message; and what it would want, simulated.

use voldaan::calendar::Day;
use voldaan::dunning::{
    Action, ActionKind, ClaimTerms, LetterOptions, LetterText, PlanOptions, Policy, SimulateOptions, claim, letter,
    plan, simulate,
};
use voldaan::finding::Error;
use voldaan::ledger::{Account, Channel, EntryKind};
use voldaan::party::Party;
use voldaan::wire::{Array, to_json};

use super::account::account_of;
use super::invoice::InvoiceRow;
use super::money::is_corrected;
use super::offer::offer_another;
use super::reminder::{Tasks, is_task, reminder_of};
use super::session::{Session, read_issued};
use super::template::whole;
use crate::app::http::Response;
use crate::app::page::language_of;
use crate::app::ports::Ports;
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{ActionJson, LetterInput, LetterJson, OutboxItem, Reminded, SimulateInput, Simulation};

/// Days of a simulation that says no end.
const SIMULATED_DAYS: i32 = 365;

/// A step is moved by quiet days this far at most: a weekend with holidays on both sides.
const QUIET_DAYS_MAX: i32 = 5;

impl<P: Ports> Session<'_, P> {
    /// POST /v1/invoices/{id}/simulate
    pub fn simulate(&self, id: &str, document: &str) -> Result<Response, Problem> {
        let SimulateInput { from, until, entries, policy_id, policy } = self.input()?;
        let row = self.invoice_row(id)?;
        let account = account_of(self.store(), id, document)?;
        let policy = match (policy, policy_id) {
            (Some(policy), _) => Some(policy),
            (None, Some(policy)) => Some(self.kept_policy(&policy)?.1.policy),
            (None, None) => self.policy_for(&account)?,
        };
        let policy = policy.ok_or_else(no_policy)?;
        let from = from.unwrap_or(self.today);
        let until = until.or_else(|| from.add_days(SIMULATED_DAYS)).unwrap_or(from);
        let claim = Some(self.claim_terms(row.customer.as_deref(), &account, &policy.fields().jurisdiction)?);
        let actions = simulate(&account, &policy, &SimulateOptions { from, until, entries, claim });
        let actions = actions.map_err(|error| said_only(error, account.entries().len()))?;
        let items = Array(actions.iter().map(|action| ActionJson(to_json(action))).collect());
        Ok(Response::json(200, to_json(&Simulation { items })))
    }

    /// POST /v1/invoices/{id}/remind: what the sweep would do for this invoice today, now.
    pub fn remind(&self, id: &str, document: &str) -> Result<Response, Problem> {
        let account = account_of(self.store(), id, document)?;
        self.policy_for(&account)?.ok_or_else(no_policy)?;
        Ok(Response::json(200, to_json(&self.dun(id, document)?)))
    }

    /// Books what the plan wants for an invoice today, and gives the messages of it.
    pub fn dun(&self, id: &str, document: &str) -> Result<Reminded, Problem> {
        let mut account = account_of(self.store(), id, document)?;
        let mut reminded = Reminded { items: Array(Vec::new()), refused: None };
        let Some(policy) = self.policy_for(&account)? else { return Ok(reminded) };
        let row = self.invoice_row(id)?;
        let terms = self.claim_terms(row.customer.as_deref(), &account, &policy.fields().jurisdiction)?;
        let options = PlanOptions { on: self.today, claim: Some(terms.clone()) };
        let mut actions = plan(&account, &policy, &options)?;
        if actions.is_empty() {
            reminded.refused = held(&account, self.today);
        } else {
            match self.tasks(id, &account)? {
                Tasks::None => {}
                Tasks::Beside(seen) => actions = plan(&seen, &policy, &options)?,
                Tasks::Letter(step) => {
                    reminded.refused = Some(waits_for_post(&step));
                    return Ok(reminded);
                }
            }
        }
        // Who collects the money does not ask for it.
        let collected = if actions.is_empty() { None } else { self.on_its_way(id)? };
        if let Some(reason) = collected {
            self.record("dunning.refused", id)?;
            return Ok(Reminded { items: Array(Vec::new()), refused: Some(reason) });
        }
        for action in actions {
            // What must not be written as it stands is not sent, and neither is what would follow it.
            let mut text = match self.written(&action, &account, &policy, &terms)? {
                Ok(text) => text,
                Err(error) => {
                    self.record("dunning.refused", id)?;
                    reminded.refused = Some(error.to_string());
                    break;
                }
            };
            if let Some(method) = self.failed_method(id)? {
                offer_another(&mut text, account.invoice(), &method);
            }
            let (item, after) = self.act(&row, account, &action, &text)?;
            reminded.items.0.push(item);
            account = after;
        }
        Ok(reminded)
    }

    /// Writes the message of an action, and the entry that it was done where no person has to do it.
    fn act(
        &self,
        row: &InvoiceRow,
        account: Account,
        action: &Action,
        text: &LetterText,
    ) -> Result<(OutboxItem, Account), Problem> {
        let kept = self.customer_said(row.customer.as_deref())?;
        let customer = account.invoice().head().customer.as_deref();
        let email = self.open_email(kept.as_ref(), customer)?;
        let (channel, to) = way(action.kind, email, customer);
        let wanted = Some((ActionJson(to_json(action)), LetterJson(to_json(text))));
        let item = self.put_message(row, channel, to, wanted)?;
        // What a person does counts once they did it.
        if is_task(channel) {
            return Ok((item, account));
        }
        let entry = self.entry(self.today, reminder_of(action, channel, self.today, None));
        Ok((item, self.append(&row.id, account, entry)?))
    }

    /// POST /v1/invoices/{id}/letter: the letter of a step as it would be written if nothing happened but that the invoice
    /// was issued.
    pub fn preview_letter(&self, id: &str, document: &str) -> Result<Response, Problem> {
        let LetterInput { name, language, subject, text } = self.input()?;
        let row = self.invoice_row(id)?;
        let account = Account::new(read_issued(document)?, Vec::new())?;
        let Some(policy) = self.policy_for(&account)? else {
            let detail = "No policy is followed for this debtor; its steps decide which letters there are. Make one with POST /v1/policies.";
            return Err(Problem::new(Refusal::PolicyNone, detail));
        };
        let terms = self.claim_terms(row.customer.as_deref(), &account, &policy.fields().jurisdiction)?;
        let from = account.invoice().issue_date();
        let none = || Problem::not_found("letter for this invoice");
        let mut steps = policy.fields().steps.iter();
        let step = steps.find(|step| step.template.as_deref().unwrap_or(&step.id) == name).ok_or_else(none)?;
        // No further than the step itself, quiet days included: the law of later days may not be known yet.
        let due = account.invoice().due_date().unwrap_or(from);
        let until = due.add_days(step.offset_days.days().saturating_add(QUIET_DAYS_MAX)).unwrap_or(due).max(from);
        let claim = Some(terms.clone());
        let actions = simulate(&account, &policy, &SimulateOptions { from, until, entries: Vec::new(), claim })?;
        let action = actions.iter().find(|action| action.template == name).ok_or_else(none)?;
        let locale = language.map(|language| language.as_str().to_owned());
        let own = text.map(|text| whole(&subject.unwrap_or_default(), &text));
        let written = self.letter_of(action, &account, &policy, &terms, locale, own.as_deref())??;
        Ok(Response::json(200, to_json(&written)))
    }

    /// The text of an action, by the claim of its day under the law of the policy, in the administration's own wording where
    /// it has one. The inner error: the law wants something that is not known, or the wording does not fit.
    fn written(
        &self,
        action: &Action,
        account: &Account,
        policy: &Policy,
        terms: &ClaimTerms,
    ) -> Result<Result<LetterText, Error>, Problem> {
        self.letter_of(action, account, policy, terms, None, None)
    }

    /// The text of an action in a language and a wording, or those that hold for it.
    fn letter_of(
        &self,
        action: &Action,
        account: &Account,
        policy: &Policy,
        terms: &ClaimTerms,
        locale: Option<String>,
        wording: Option<&str>,
    ) -> Result<Result<LetterText, Error>, Problem> {
        let fields = policy.fields();
        let options = terms.clone().options(action.on, fields.jurisdiction.clone(), fields.debtor);
        let customer = account.invoice().head().customer.as_deref();
        let own =
            locale.or_else(|| fields.language.clone()).or_else(|| customer.and_then(|party| party.locale.clone()));
        let locale = own.unwrap_or_else(|| language_of(customer).code().to_owned());
        let mut templates = self.wording(&action.template, &locale)?;
        if let Some(wording) = wording {
            templates.insert(action.template.clone(), wording.to_owned());
        }
        Ok(claim(account, &options)
            .and_then(|claim| letter(action, account, &LetterOptions { locale, claim, templates })))
    }
}

/// A letter has to be posted before anything follows from it.
fn waits_for_post(step: &str) -> String {
    format!(
        "The letter of the step {step} waits to be posted, and what comes next builds on it. Post it, and note that in \
         the outbox (POST /v1/outbox/{{id}}/done)."
    )
}

/// Why nothing is sent where a hold stands.
fn held(account: &Account, on: Day) -> Option<String> {
    account.entries().iter().rev().find_map(|entry| match &entry.kind {
        EntryKind::DunningHold(hold) if entry.on <= on && on <= hold.until && !is_corrected(account, &entry.id) => {
            Some(format!("Dunning is held until {}: {}", hold.until, hold.reason))
        }
        _ => None,
    })
}

/// Nobody said what may be asked of the debtor.
fn no_policy() -> Problem {
    let detail = "No policy is followed for this debtor. Make one with POST /v1/policies, state the kind of the customer, or \
                  name a policy in policyId where one is simulated.";
    Problem::new(Refusal::PolicyNone, detail)
}

/// What was found in the entries of an account that begins with `known` ones, at the places of the others.
fn said_only(error: Error, known: usize) -> Problem {
    let mut problem = Problem::from(error);
    for finding in &mut problem.findings {
        let place = finding.path.strip_prefix("entries[").and_then(|path| path.split_once(']'));
        let place = place.and_then(|(index, rest)| Some((index.parse::<usize>().ok()?.checked_sub(known)?, rest)));
        if let Some((index, rest)) = place {
            finding.path = format!("entries[{index}]{rest}");
        }
    }
    problem
}

/// The way an action goes, and where to: what has no e-mail address that takes anything, or no number, goes by post, to the name
/// of the customer.
fn way(kind: ActionKind, email: Option<String>, customer: Option<&Party>) -> (Channel, String) {
    let contact = customer.and_then(|party| party.contact.as_ref());
    let said = |text: Option<&String>| text.filter(|text| !text.trim().is_empty()).cloned();
    let name = customer.map(|party| party.name.clone()).unwrap_or_default();
    let letter = (Channel::Letter, name.clone());
    match kind {
        ActionKind::Email => said(email.as_ref()).map_or(letter, |to| (Channel::Email, to)),
        ActionKind::PhoneTask => {
            (Channel::Phone, said(contact.and_then(|contact| contact.phone.as_ref())).unwrap_or(name))
        }
        ActionKind::Letter | ActionKind::FormalNotice => letter,
        ActionKind::HandOver => (Channel::Other, name),
    }
}
