//! What may lawfully be charged on an invoice: the engine's claim, with what the Book knows of debtor and law. What it does not
//! know has to be said: nothing is guessed.

use rust_decimal::Decimal;
use voldaan::dunning::{
    AllocationOptions, BusinessSize, ClaimComponent, ClaimOptions, ClaimTerms, Creditor, allocate, claim,
};
use voldaan::finding::{Code, Error, Finding};
use voldaan::ledger::{Account, EntryKind};
use voldaan::money::Exact;
use voldaan::party::PartyKind;
use voldaan::wire::to_json;

use super::account::account_of;
use super::list::decimal;
use super::session::Session;
use super::store::Query;
use crate::app::http::Response;
use crate::app::ports::Ports;
use crate::app::problem::Problem;
use crate::app::resource::CustomerSize;
use crate::cells;

/// The jurisdiction of a policy that follows the directive's floor only: no country whose law a claim could be made by.
const EU: &str = "EU";

impl<P: Ports> Session<'_, P> {
    /// GET /v1/invoices/{id}/claim
    pub fn get_claim(&self, id: &str, document: &str) -> Result<Response, Problem> {
        let (account, options) = self.claim_asked(id, document)?;
        Ok(Response::json(200, to_json(&claim(&account, &options)?)))
    }

    /// GET /v1/invoices/{id}/allocation
    pub fn allocate_payment(&self, id: &str, document: &str) -> Result<Response, Problem> {
        let amount = self.needed_decimal("amount")?;
        let order = self.query_word("order", "costs, interest, principal, with commas between", components)?;
        let (account, options) = self.claim_asked(id, document)?;
        let options = (claim(&account, &options)?, AllocationOptions { order: order.unwrap_or_default() });
        Ok(Response::json(200, to_json(&allocate(amount, &options.0, &options.1)?)))
    }

    /// The account of an invoice, and the claim on it that the query asks for.
    pub fn claim_asked(&self, id: &str, document: &str) -> Result<(Account, ClaimOptions), Problem> {
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
        let customer = self.invoice_row(id)?.customer;
        let (debtor, jurisdiction) = self.law_of(&account, (debtor, self.request.parameter("jurisdiction")))?;
        let terms = self.claim_terms(customer.as_deref(), &account, &jurisdiction)?;
        let terms = ClaimTerms {
            received_on: received_on.or(terms.received_on),
            contract_date: contract_date.or(terms.contract_date),
            debtor_size: debtor_size.or(terms.debtor_size),
            recurring: recurring.or(terms.recurring),
            creditor: creditor.or(terms.creditor),
            ..terms
        };
        Ok((account, terms.options(on, jurisdiction, debtor)))
    }

    /// What a claim depends on beside debtor and law, as far as administration, customer and entries say it. Who looked at an invoice
    /// has received it.
    pub fn claim_terms(
        &self,
        customer: Option<&str>,
        account: &Account,
        jurisdiction: &str,
    ) -> Result<ClaimTerms, Problem> {
        let views = account.entries().iter().filter(|entry| matches!(entry.kind, EntryKind::Viewed(_)));
        let said = self.customer_said(customer)?;
        let size = said.as_ref().and_then(|said| said.size);
        let late = said.and_then(|said| said.late_payment).unwrap_or_default();
        Ok(ClaimTerms {
            received_on: views.map(|entry| entry.on).min(),
            contract_date: late.contract_date,
            agreed: late.agreed,
            creditor: self.administration.said.creditor.clone(),
            debtor_size: size.map(|size| match size {
                CustomerSize::Small | CustomerSize::Medium => BusinessSize::Small,
                CustomerSize::Large => BusinessSize::Large,
            }),
            recurring: late.recurring,
            other_debts: self.other_debts(customer, account, jurisdiction)?,
            law_overrides: self.administration.said.law_overrides.clone(),
        })
    }

    /// What else a consumer is late with, where Dutch law holds: costs are over all of it together (art. 6:96(7) BW). Of an invoice in
    /// instalments all that is owed counts, which asks less of the debtor.
    fn other_debts(
        &self,
        customer: Option<&str>,
        account: &Account,
        jurisdiction: &str,
    ) -> Result<Option<Decimal>, Problem> {
        let invoice = account.invoice();
        let kind = invoice.head().customer.as_ref().and_then(|party| party.kind);
        let (Some(customer), Some(PartyKind::Consumer)) = (customer, kind) else { return Ok(None) };
        if !jurisdiction.eq_ignore_ascii_case("NL") {
            return Ok(None);
        }
        let late = "SELECT amount_due FROM invoice WHERE customer = ? AND +state = 'open' AND type <> 'creditNote' AND currency = ? \
                    AND +due_next < ? AND number <> ?";
        let currency = invoice.head().currency.code();
        let cells = cells![customer, currency, self.today.to_string(), invoice.number()];
        let mut sum: Option<Decimal> = None;
        for mut row in self.store().rows(late, cells)? {
            let due = decimal(&row.text()?)?;
            sum = Some(sum.map_or(Some(due), |sum| sum.plus(due)).unwrap_or(Decimal::MAX));
        }
        Ok(sum)
    }

    /// Debtor and law of a claim: as said, else as the invoice and the policy for its debtor know them.
    pub fn law_of(
        &self,
        account: &Account,
        said: (Option<PartyKind>, Option<String>),
    ) -> Result<(PartyKind, String), Problem> {
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
        Ok((debtor, jurisdiction))
    }
}

/// The parts of a claim in an order.
fn components(text: &str) -> Option<Vec<ClaimComponent>> {
    text.split(',').map(ClaimComponent::from_word).collect()
}
