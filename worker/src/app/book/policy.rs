//! Dunning policies: kept only if the law allows them, followed one for each kind of debtor.

use voldaan::dunning::{LatePaymentOptions, Policy, late_payment_text, policies, policy};
use voldaan::finding::{Code, Error, Finding};
use voldaan::invoice::{DocumentType, Draft};
use voldaan::ledger::Account;
use voldaan::party::PartyKind;
use voldaan::wire::{Array, to_json};

use super::session::{Session, fit_row, read_stored, tagged};
use super::store::Query;
use crate::app::http::Response;
use crate::app::identity::new_id;
use crate::app::moment::Moment;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{KeptPolicy, LatePaymentText, PolicyInput, PolicyList, PolicyResource};
use crate::cells;

/// The language of a sentence for which nobody names one: that of the first market.
const LOCALE: &str = "nl";

/// A step before the due date is moved by quiet days this far at most: longer than any row of weekends and holidays.
const QUIET_DAYS_MAX: i32 = 14;

impl<P: Ports> Session<'_, P> {
    /// POST /v1/policies
    pub fn create_policy(&self) -> Result<Response, Problem> {
        let said: PolicyInput = self.input()?;
        let active = said.active.unwrap_or(true);
        let kept = KeptPolicy { policy: chosen(said)?, active };
        let id = new_id(self.ports.random(), "pol");
        self.check_only_one(&id, &kept)?;
        self.check_wordings(&kept.policy)?;
        self.store().run(
            "INSERT INTO policy (id, revision, debtor, active, json) VALUES (?, 1, ?, ?, ?)",
            cells![&id, kept.policy.fields().debtor.as_str(), i64::from(kept.active), fit_row(kept.policy.to_json())?,],
        )?;
        self.keep_origin()?;
        self.sweep_anew()?;
        self.record("policy.created", &id)?;
        Ok(answer(201, id, 1, kept))
    }

    /// GET /v1/policies
    pub fn list_policies(&self) -> Result<Response, Problem> {
        let (items, next) = self.listed("id, active, json", "policy WHERE", |row| {
            let (id, active, json) = (row.text()?, row.integer()? != 0, row.text()?);
            Ok(PolicyResource { id, policy: read(&json)?, active })
        })?;
        Ok(Response::json(200, to_json(&PolicyList { items: Array(items), next })))
    }

    /// GET /v1/policies/{id}
    pub fn get_policy(&self, id: &str) -> Result<Response, Problem> {
        let (revision, kept) = self.kept_policy(id)?;
        Ok(answer(200, id.to_owned(), revision, kept))
    }

    /// GET /v1/policies/{id}/latePaymentText
    pub fn get_late_payment_text(&self, id: &str) -> Result<Response, Problem> {
        let on = self.query_day("on")?.unwrap_or(self.today);
        let locale = self.request.parameter("locale").unwrap_or_else(|| LOCALE.to_owned());
        let (_, kept) = self.kept_policy(id)?;
        let text = late_payment_text(&kept.policy, &LatePaymentOptions { locale, on })?;
        Ok(Response::json(200, to_json(&LatePaymentText { text })))
    }

    /// PATCH /v1/policies/{id}
    pub fn patch_policy(&self, id: &str) -> Result<Response, Problem> {
        let (revision, before) = self.kept_policy(id)?;
        self.check_match(revision)?;
        let (kept, findings): (KeptPolicy, _) = self.merged(&before, |_| ())?;
        Error::check(findings)?;
        self.check_only_one(id, &kept)?;
        self.check_wordings(&kept.policy)?;
        let revision = revision + 1;
        self.store().run(
            "UPDATE policy SET revision = ?, debtor = ?, active = ?, json = ? WHERE id = ?",
            cells![
                revision,
                kept.policy.fields().debtor.as_str(),
                i64::from(kept.active),
                fit_row(kept.policy.to_json())?,
                id,
            ],
        )?;
        self.keep_origin()?;
        self.sweep_anew()?;
        self.record("policy.changed", id)?;
        Ok(answer(200, id.to_owned(), revision, kept))
    }

    /// DELETE /v1/policies/{id}
    pub fn delete_policy(&self, id: &str) -> Result<Response, Problem> {
        self.kept_policy(id)?;
        self.delete_row("policy", id, "policy.deleted")
    }

    /// The policy that is followed for the debtor of an account. None for a debtor of whom nobody said what they are
    /// before the law: what may be asked of them is not guessed.
    pub fn policy_for(&self, account: &Account) -> Result<Option<Policy>, Problem> {
        let kind = account.invoice().head().customer.as_ref().and_then(|party| party.kind);
        kind.map_or(Ok(None), |kind| self.followed(kind))
    }

    /// An invoice that says what late payment costs, where the administration wants it to and a policy is followed for its customer.
    pub fn with_late_payment(&self, mut draft: Draft) -> Result<Draft, Problem> {
        let is_wanted = self.administration.said.late_payment_note == Some(true);
        let kind = draft.customer.as_ref().and_then(|party| party.kind);
        let Some((kind, on)) = kind.zip(draft.issue_date).filter(|_| is_wanted && !is_credit_note(&draft)) else {
            return Ok(draft);
        };
        let Some(policy) = self.followed(kind)? else { return Ok(draft) };
        let locale = draft.customer.as_ref().and_then(|party| party.locale.clone()).unwrap_or_default();
        let text = late_payment_text(&policy, &LatePaymentOptions { locale, on })?;
        if !text.is_empty() && !draft.notes.contains(&text) {
            draft.notes.push(text);
        }
        Ok(draft)
    }

    fn followed(&self, debtor: PartyKind) -> Result<Option<Policy>, Problem> {
        let sql = "SELECT json FROM policy WHERE active = 1 AND debtor = ?";
        let row = self.store().first(sql, cells![debtor.as_str()])?;
        row.map(|mut row| read_stored(&row.text()?)).transpose()
    }

    /// How many days before its due date a step of any policy may come; None where no policy is followed.
    pub fn days_ahead(&self) -> Result<Option<i32>, Problem> {
        let sql = "SELECT MIN(json_extract(s.value, '$.offsetDays')) FROM policy p, json_each(p.json, '$.steps') s \
                   WHERE p.active = 1";
        let earliest = self.store().first(sql, cells![])?.map(|mut row| row.moment()).transpose()?.flatten();
        let days = |earliest: Moment| i32::try_from(earliest.0.min(0).abs()).unwrap_or(i32::MAX);
        Ok(earliest.map(|earliest| days(earliest).saturating_add(QUIET_DAYS_MAX)))
    }

    /// A policy that is kept, whether it is followed or not.
    pub fn kept_policy(&self, id: &str) -> Result<(i64, KeptPolicy), Problem> {
        let mut row =
            self.store().found("SELECT revision, active, json FROM policy WHERE id = ?", cells![id], "policy")?;
        let (revision, active) = (row.integer()?, row.integer()? != 0);
        Ok((revision, KeptPolicy { policy: read_stored(&row.text()?)?, active }))
    }

    /// Two policies for the same debtors would both send their letters.
    fn check_only_one(&self, id: &str, kept: &KeptPolicy) -> Result<(), Problem> {
        let debtor = kept.policy.fields().debtor.as_str();
        let other = "SELECT id FROM policy WHERE active = 1 AND debtor = ? AND id <> ?";
        match self.store().first(other, cells![debtor, id])? {
            Some(mut other) if kept.active => {
                let detail = format!(
                    "The policy {} is followed for debtors of the kind {debtor}. Set its active to false first, or that of \
                     this one.",
                    other.text()?
                );
                Err(Problem::new(Refusal::PolicyActive, detail))
            }
            _ => Ok(()),
        }
    }
}

fn is_credit_note(draft: &Draft) -> bool {
    draft.document_type() == DocumentType::CreditNote
}

/// The policy that an input means: its own, or the ready one that it names.
fn chosen(said: PolicyInput) -> Result<Policy, Problem> {
    let finding = match (said.policy, said.ready) {
        (Some(policy), None) => return Ok(policy),
        (None, Some(name)) => match policy(&name) {
            Some(ready) => return Ok(ready),
            None => {
                let names: Vec<String> = policies().iter().map(|ready| ready.fields().name.clone()).collect();
                Finding::new(Code::EnumUnknown, "ready", "No policy of this name comes with the engine.")
                    .fix(format!("Use one of: {}.", names.join(", ")))
            }
        },
        _ => Finding::new(Code::FieldMissing, "policy", "Say either a policy of your own or the name of a ready one.")
            .fix("State one of the fields policy and ready."),
    };
    Err(Error::from_finding(finding).into())
}

fn read(json: &str) -> Result<Policy, StoreError> {
    Policy::from_json(json).map_err(|error| StoreError(format!("a stored policy cannot be read: {}", error.code())))
}

fn answer(status: u16, id: String, revision: i64, kept: KeptPolicy) -> Response {
    let resource = PolicyResource { id, policy: kept.policy, active: kept.active };
    tagged(status, to_json(&resource), revision)
}
