//! What may lawfully be charged on an invoice: the engine's claim, with what the Book knows of debtor and law. What it does not
//! know has to be said: nothing is guessed.

use voldaan::calendar::Day;
use voldaan::dunning::{BusinessSize, ClaimOptions, Creditor, claim};
use voldaan::finding::{Code, Error, Finding};
use voldaan::ledger::Account;
use voldaan::party::PartyKind;
use voldaan::wire::to_json;

use super::account::account_of;
use super::session::Session;
use crate::app::http::Response;
use crate::app::ports::Ports;
use crate::app::problem::Problem;

/// The jurisdiction of a policy that follows the directive's floor only: no country whose law a claim could be made by.
const EU: &str = "EU";

impl<P: Ports> Session<'_, P> {
    /// GET /v1/invoices/{id}/claim
    pub fn get_claim(&self, id: &str, document: &str) -> Result<Response, Problem> {
        // The query is read whole before the law is asked.
        let on = self.query_day("on")?.unwrap_or(self.today);
        let debtor = self.query_word("debtor", "business, consumer, government", PartyKind::from_word)?;
        let size = |name: &str| self.query_word(name, "small, large", BusinessSize::from_word);
        let (debtor_size, creditor_size) = (size("debtorSize")?, size("creditorSize")?);
        let (received_on, contract_date) = (self.query_day("receivedOn")?, self.query_day("contractDate")?);
        let (recurring, deducts_vat) = (self.query_flag("recurring")?, self.query_flag("deductsVat")?);
        let is_said = deducts_vat.is_some() || creditor_size.is_some();
        let creditor = is_said.then_some(Creditor { deducts_vat, size: creditor_size });
        let account = account_of(self.store(), id, document)?;
        let known = self.claim_options(&account, on, (debtor, self.request.parameter("jurisdiction")))?;
        let options = ClaimOptions { received_on, contract_date, debtor_size, recurring, creditor, ..known };
        Ok(Response::json(200, to_json(&claim(&account, &options)?)))
    }

    /// What a claim depends on: as said, else as the invoice and the policy for its debtor know it.
    fn claim_options(
        &self,
        account: &Account,
        on: Day,
        said: (Option<PartyKind>, Option<String>),
    ) -> Result<ClaimOptions, Problem> {
        let head = account.invoice().head();
        let customer = head.customer.as_ref();
        let debtor = said.0.or(customer.and_then(|party| party.kind));
        let policy = self.policy_for(account)?.map(|policy| policy.fields().jurisdiction.clone());
        // Two parties of one country have its law; for others somebody has to know which one they chose.
        let shared = head.supplier.as_ref().filter(|supplier| customer.is_some_and(|c| c.country == supplier.country));
        let shared = shared.map(|supplier| supplier.country.clone());
        let jurisdiction = said.1.or(policy.filter(|country| country != EU)).or(shared);
        let missing = |path: &str, message: &str, fix: &str| {
            Problem::from(Error::from_finding(Finding::new(Code::FieldMissing, path, message).fix(fix)))
        };
        let debtor = debtor.ok_or_else(|| {
            missing(
                "debtor",
                "What the debtor is before the law is not known, and the claim depends on it.",
                "State debtor in the query: business, consumer or government; or kind of the customer.",
            )
        })?;
        let jurisdiction = jurisdiction.ok_or_else(|| {
            missing(
                "jurisdiction",
                "Whose law holds is not known: seller and customer are of two countries, and no policy says.",
                "State jurisdiction in the query, such as NL.",
            )
        })?;
        Ok(options(on, jurisdiction, debtor))
    }
}

/// A claim on a day under a law against a debtor, of which no more is known.
pub(super) fn options(on: Day, jurisdiction: String, debtor: PartyKind) -> ClaimOptions {
    ClaimOptions {
        on,
        jurisdiction,
        debtor,
        received_on: None,
        contract_date: None,
        agreed: None,
        creditor: None,
        debtor_size: None,
        recurring: None,
        law_overrides: Vec::new(),
    }
}
