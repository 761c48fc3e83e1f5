//! Forgetting a customer: what goes with them beside their invoices - addresses, mandates, offers, items, what was asked and granted.

use super::erase::ERASED;
use super::payment_mandate;
use super::session::Session;
use super::store::Query;
use crate::app::ports::{Ports, Store};
use crate::app::problem::Problem;
use crate::cells;

impl<P: Ports> Session<'_, P> {
    /// Forgets a customer and all that is only about them.
    pub fn forget_customer(&self, id: &str) -> Result<(), Problem> {
        let store = self.store();
        self.erase_beside(id)?;
        self.erase_quotes(id)?;
        payment_mandate::forget(store, id)?;
        for table in ["vat_check", "incentive", "item"] {
            store.run(&format!("DELETE FROM {table} WHERE customer = ?"), cells![id])?;
        }
        store.run("DELETE FROM customer WHERE id = ?", cells![id])?;
        Ok(())
    }

    /// Takes the person out of what is no invoice: addresses, mandates, items, and what waited for somebody to look at it.
    fn erase_beside(&self, id: &str) -> Result<(), Problem> {
        let store = self.store();
        let said = self.customer_said(Some(id))?;
        let party = said.as_ref().map(|said| &said.party);
        let contacts = said.iter().flat_map(|said| said.contacts.iter().filter_map(|contact| contact.email.as_ref()));
        let main = party.and_then(|party| party.contact.as_ref()).and_then(|contact| contact.email.as_ref());
        for address in main.into_iter().chain(contacts) {
            for (table, column) in [("account_link", "email"), ("account_wish", "email"), ("unreachable", "address")] {
                store.run(&format!("DELETE FROM {table} WHERE {column} = ?"), cells![address.to_lowercase()])?;
            }
        }
        // What it proves is past; that there was one, and when, stays with the debits under it.
        let mandate = "UPDATE mandate SET state = 'revoked', customer = '', iban = '', bic = NULL, holder = ?, \
                       reference = replace(id, '_', '-') WHERE customer = ?";
        store.run(mandate, cells![ERASED, id])?;
        // Money that somebody set aside names who sent it; what it was and when stays in its row.
        if let Some(party) = party {
            let named = "UPDATE inbox SET json = '{}', note = NULL \
                         WHERE resolved IS NOT NULL AND amount IS NOT NULL AND instr(lower(json), lower(?)) > 0";
            store.run(named, cells![&party.name])?;
        }
        Ok(())
    }
}
