//! One payment over several invoices, and what a customer has to the good. The engine spreads the money; the Book appends the
//! entries that it answers with, all of them or none.

use voldaan::finding::Error;
use voldaan::invoice::DocumentType;
use voldaan::ledger::{
    Account, ApplyOptions, Entry, EntryKind, Payment, PaymentApplication, apply_payment, credit_balance,
};
use voldaan::wire::{Array, to_json};

use super::account::account_of;
use super::document;
use super::session::Session;
use super::store::Query;
use super::webhook::Named;
use crate::app::http::Response;
use crate::app::ports::{Ports, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{CreditBalanceJson, CreditBalances, SpreadInput};
use crate::cells;

/// One payment looks at this many invoices at most, the newest of a customer.
const INVOICES_MAX: usize = 500;

impl<P: Ports> Session<'_, P> {
    /// POST /v1/payments
    pub async fn create_payment(&self) -> Result<Response, Problem> {
        let input: SpreadInput = self.input()?;
        let mut named = Vec::new();
        for wanted in &input.to {
            let row = self.store().first("SELECT id FROM invoice WHERE number = ?", cells![&wanted.number])?;
            let Some(id) = row.map(|mut row| row.text()).transpose()? else { continue };
            named.extend(self.issued_named(&id).await?);
        }
        if let Some(customer) = &input.customer_id {
            let known = named.iter().map(|named: &Named| named.id.clone()).collect::<Vec<_>>();
            named.extend(self.invoices_of(customer).await?.into_iter().filter(|more| !known.contains(&more.id)));
        }
        let on = input.on.unwrap_or(self.today);
        self.check_not_after_today(on, "on", "The payment")?;
        self.once(|| {
            let SpreadInput { amount, currency, method, reference, to, unmatched, tolerance, .. } = input;
            let (provider, provider_id) = (None, None);
            let payment = Payment { amount, method, reference, provider, provider_id };
            let options = ApplyOptions { to, unmatched, currency, tolerance };
            let applied = self.apply(self.entry(on, EntryKind::Payment(payment)), &named, &options)?;
            Ok(Response::json(201, to_json(&applied)))
        })
    }

    /// Spreads a payment over invoices and appends the entries, inside a transaction.
    pub fn apply(
        &self,
        payment: Entry,
        named: &[Named],
        options: &ApplyOptions,
    ) -> Result<PaymentApplication, Problem> {
        let mut accounts = Vec::with_capacity(named.len());
        for named in named {
            accounts.push(account_of(self.store(), &named.id, &named.document)?);
        }
        let applied = apply_payment(&payment, &accounts, options).map_err(|error: Error| Problem::from(error))?;
        for part in applied.applied.iter().chain(&applied.taken) {
            let place = accounts.iter().position(|account| account.invoice().number() == part.number);
            let (Some(mut account), Some(named)) =
                (place.and_then(|place| accounts.get(place).cloned()), place.and_then(|place| named.get(place)))
            else {
                return Err(StoreError("a payment was spread over an invoice that nobody gave".to_owned()).into());
            };
            for entry in part.entries.iter() {
                account = self.append(&named.id, account, entry.clone())?;
            }
            // The next part may go to the same account.
            if let Some(slot) = place.and_then(|place| accounts.get_mut(place)) {
                *slot = account;
            }
        }
        Ok(applied)
    }

    /// The issued invoices of a customer, with their documents.
    async fn invoices_of(&self, customer: &str) -> Result<Vec<Named>, Problem> {
        if self.store().first("SELECT 1 FROM customer WHERE id = ?", cells![customer])?.is_none() {
            let detail = "There is no customer of this id.";
            return Err(Problem::at(Refusal::CustomerUnknown, "customerId", detail));
        }
        let rows = self.store().rows(
            "SELECT id, hash FROM invoice WHERE customer = ? AND hash IS NOT NULL AND type <> 'creditNote' \
             ORDER BY sequence DESC LIMIT ?",
            cells![customer, i64::try_from(INVOICES_MAX).unwrap_or(i64::MAX)],
        )?;
        let mut named = Vec::with_capacity(rows.len());
        for mut row in rows {
            let (id, hash) = (row.text()?, row.text()?);
            let document = document::text(document::load_from_book(self.ports, &hash).await?)?;
            named.push(Named { id, document });
        }
        // Of two that are due on one day, the one that was kept first comes first.
        named.reverse();
        Ok(named)
    }

    /// GET /v1/customers/{id}/creditBalance
    pub async fn get_credit_balance(&self, id: &str) -> Result<Response, Problem> {
        let mut accounts: Vec<Account> = Vec::new();
        for named in self.invoices_of(id).await? {
            let account = account_of(self.store(), &named.id, &named.document)?;
            if account.invoice().head().document_type() != DocumentType::CreditNote {
                accounts.push(account);
            }
        }
        let balances = credit_balance(&accounts, self.today)?;
        let items = balances.iter().map(|balance| CreditBalanceJson(to_json(balance))).collect();
        Ok(Response::json(200, to_json(&CreditBalances { items: Array(items) })))
    }
}
