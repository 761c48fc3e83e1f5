//! Mandates for direct debits: requested, active once signed, used once collected with, revoked for good. A mandate is kept for
//! as long as the Book is: it proves that the collecting was allowed.

use voldaan::calendar::Day;
use voldaan::finding::{Error, Finding, Severity};
use voldaan::identifier::{bic, iban};
use voldaan::wire::{Array, to_json};

use super::session::Session;
use super::store::{Cells, Query};
use crate::app::bank::plain;
use crate::app::http::Response;
use crate::app::identity::new_id;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{Mandate, MandateInput, MandateList, MandateScheme, MandateState, SignInput};
use crate::cells;

pub(super) const COLUMNS: &str = "id, customer, reference, scheme, iban, bic, holder, state, signed, used";

/// A reference has at most this many characters (EPC130-08, AT-01).
const REFERENCE_CHARACTERS_MAX: usize = 35;

/// Reads the columns of a mandate.
pub(super) fn mandate_of(row: &mut Cells) -> Result<Mandate, StoreError> {
    let wrong = || StoreError("a mandate cannot be read".to_owned());
    let (id, customer_id, reference) = (row.text()?, row.text()?, row.text()?);
    let scheme = MandateScheme::from_word(&row.text()?).ok_or_else(wrong)?;
    let (iban, bic, account_holder) = (row.text()?, row.optional()?, row.text()?);
    let state = MandateState::from_word(&row.text()?).ok_or_else(wrong)?;
    let (signed_on, used_on) =
        (row.optional()?.as_deref().and_then(Day::parse), row.optional()?.as_deref().and_then(Day::parse));
    Ok(Mandate { id, customer_id, reference, scheme, iban, bic, account_holder, state, signed_on, used_on })
}

impl<P: Ports> Session<'_, P> {
    /// POST /v1/mandates
    pub fn create_mandate(&self) -> Result<Response, Problem> {
        let input: MandateInput = self.input()?;
        let said = self.customer_said(Some(&input.customer_id))?;
        let said = said.ok_or_else(|| {
            Problem::at(
                Refusal::CustomerUnknown,
                "customerId",
                "There is no customer of this id. Make one with POST /v1/customers first.",
            )
        })?;
        let mut findings = Vec::new();
        let account = iban::check(&input.iban).unwrap_or_else(|error| {
            findings.push(fault("iban", error.code, &error.message));
            String::new()
        });
        let bank = input.bic.as_ref().map(|text| {
            bic::check(text).unwrap_or_else(|error| {
                findings.push(fault("bic", error.code, &error.message));
                String::new()
            })
        });
        let id = new_id(self.ports.random(), "mdt");
        let reference = input.reference.unwrap_or_else(|| id.replace('_', "-"));
        if plain(&reference, REFERENCE_CHARACTERS_MAX) != reference || reference.starts_with('/') {
            let message = "A mandate reference has at most 35 letters, digits and the signs / - ? : ( ) . , ' +.";
            findings.push(fault("reference", "paymentReference.characters", message));
        }
        Error::check(findings)?;
        if let Some(day) = input.signed_on {
            self.check_not_after_today(day, "signedOn", "The signature")?;
        }
        if self.store().has("SELECT 1 FROM mandate WHERE reference = ?", cells![&reference])? {
            return Err(Problem::at(
                Refusal::MandateTaken,
                "reference",
                "Another mandate has this reference. State another one, or leave it out.",
            ));
        }
        let state = if input.signed_on.is_some() { MandateState::Active } else { MandateState::Requested };
        let holder = input.account_holder.unwrap_or(said.party.name);
        self.store().run(
            "INSERT INTO mandate (id, customer, reference, scheme, iban, bic, holder, state, signed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            cells![
                &id,
                &input.customer_id,
                reference,
                input.scheme.unwrap_or(MandateScheme::Core).as_str(),
                account,
                bank,
                holder,
                state.as_str(),
                input.signed_on.map(|day| day.to_string()),
            ],
        )?;
        self.record("mandate.created", &id)?;
        Ok(Response::json(201, to_json(&self.mandate(&id)?)))
    }

    /// A mandate by its id.
    pub fn mandate(&self, id: &str) -> Result<Mandate, Problem> {
        let mut row =
            self.store().found(&format!("SELECT {COLUMNS} FROM mandate WHERE id = ?"), cells![id], "mandate")?;
        Ok(mandate_of(&mut row)?)
    }

    /// GET /v1/mandates
    pub fn list_mandates(&self) -> Result<Response, Problem> {
        let page = self.page_either_way()?;
        let (from, order) = page.order();
        let mut cells = cells![page.after];
        let customer = self.request.parameter("customer");
        let of = if customer.is_some() { "AND customer = ?" } else { "" };
        cells.extend(customer.map(Into::into));
        cells.push((page.limit + 1).into());
        let sql = format!("SELECT sequence, {COLUMNS} FROM mandate WHERE {from} {of} ORDER BY {order} LIMIT ?");
        let (items, next) = page.cut(self.store().rows(&sql, cells)?, mandate_of)?;
        Ok(Response::json(200, to_json(&MandateList { items: Array(items), next })))
    }

    /// GET /v1/mandates/{id}
    pub fn get_mandate(&self, id: &str) -> Result<Response, Problem> {
        Ok(Response::json(200, to_json(&self.mandate(id)?)))
    }

    /// POST /v1/mandates/{id}/sign
    pub fn sign_mandate(&self, id: &str) -> Result<Response, Problem> {
        let input: SignInput = self.input()?;
        if self.mandate(id)?.state != MandateState::Requested {
            let detail = "Only a mandate that waits for its signature is signed. Make a new one for another account.";
            return Err(Problem::new(Refusal::MandateState, detail));
        }
        let day = input.signed_on.unwrap_or(self.today);
        self.check_not_after_today(day, "signedOn", "The signature")?;
        let sql = "UPDATE mandate SET state = 'active', signed = ? WHERE id = ?";
        self.store().run(sql, cells![day.to_string(), id])?;
        self.record("mandate.active", id)?;
        self.get_mandate(id)
    }

    /// DELETE /v1/mandates/{id}
    pub fn revoke_mandate(&self, id: &str) -> Result<Response, Problem> {
        if self.mandate(id)?.state != MandateState::Revoked {
            self.store().run("UPDATE mandate SET state = 'revoked' WHERE id = ?", cells![id])?;
            self.record("mandate.revoked", id)?;
        }
        Ok(Response::empty(204))
    }
}

fn fault(path: &str, code: &str, message: &str) -> Finding {
    let (code, path, message) = (code.to_owned(), path.to_owned(), message.to_owned());
    Finding { code, severity: Severity::Error, path, term: None, rule: None, message, fix: None }
}
