//! Forgetting a customer: what goes with them beside their invoices - addresses, mandates, offers, items, what was asked and granted,
//! and what others sent about them.

use voldaan::wire::parse;

use super::erase::ERASED;
use super::marks::Marks;
use super::payment_mandate;
use super::session::Session;
use super::store::Query;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::cells;

/// Items of the inbox that are read at once.
const ITEMS_AT_ONCE: i64 = 200;

/// Names of a customer elsewhere: of what is asked for, charged, paid, handed over and collected.
const NAMES: &[&str] = &[
    "SELECT id FROM invoice WHERE customer = ?",
    "SELECT id FROM checkout WHERE invoice IN (SELECT id FROM invoice WHERE customer = ?)",
    "SELECT payment FROM checkout WHERE payment IS NOT NULL AND invoice IN (SELECT id FROM invoice WHERE customer = ?)",
    "SELECT id FROM provider_payment WHERE invoice IN (SELECT id FROM invoice WHERE customer = ?)",
    "SELECT id FROM refund WHERE invoice IN (SELECT id FROM invoice WHERE customer = ?)",
    "SELECT name FROM debit WHERE invoice IN (SELECT id FROM invoice WHERE customer = ?)",
    "SELECT id FROM mandate WHERE customer = ?",
    "SELECT reference FROM mandate WHERE customer = ?",
    "SELECT name FROM payment_mandate WHERE customer = ?",
    "SELECT name FROM provider_customer WHERE customer = ?",
];

/// An item of the inbox that is about a customer.
pub(super) struct About {
    pub id: String,
    pub waits: bool,
}

impl<P: Ports> Session<'_, P> {
    /// The items of the inbox that are about a customer, by what they say.
    pub fn inbox_about(&self, id: &str) -> Result<Vec<About>, Problem> {
        let (store, marks) = (self.store(), self.marks_of(id)?);
        let sql =
            "SELECT sequence, id, resolved, payment, json FROM inbox WHERE sequence > ? ORDER BY sequence LIMIT ?";
        let (mut about, mut after) = (Vec::new(), 0);
        loop {
            let rows = store.rows(sql, cells![after, ITEMS_AT_ONCE])?;
            if rows.is_empty() {
                return Ok(about);
            }
            for mut row in rows {
                after = row.integer()?;
                let (id, waits, payment, json) = (row.text()?, row.moment()?.is_none(), row.text()?, row.text()?);
                if marks.is_met(&payment) || parse(&json).is_ok_and(|value| marks.are_in(&value)) {
                    about.push(About { id, waits });
                }
            }
        }
    }

    /// What a customer is known by.
    fn marks_of(&self, id: &str) -> Result<Marks, Problem> {
        let store = self.store();
        let mut marks = Marks::default();
        marks.id(id);
        for sql in NAMES {
            for mut row in store.rows(sql, cells![id])? {
                marks.id(row.text()?);
            }
        }
        for mut row in store.rows("SELECT iban, holder FROM mandate WHERE customer = ?", cells![id])? {
            marks.account(&row.text()?);
            marks.name(&row.text()?);
        }
        self.addresses_of(id)?.iter().for_each(|address| marks.account(address));
        if let Some(said) = self.customer_said(Some(id))? {
            marks.name(&said.party.name);
        }
        let names = "SELECT DISTINCT customer_name FROM invoice WHERE customer = ? AND customer_name IS NOT NULL";
        for mut row in store.rows(names, cells![id])? {
            marks.name(&row.text()?);
        }
        for sql in [
            "SELECT COALESCE(json_extract(json, '$.party.name'), '') FROM customer WHERE id <> ?",
            "SELECT DISTINCT customer_name FROM invoice WHERE customer IS NOT ? AND customer_name IS NOT NULL",
        ] {
            for mut row in store.rows(sql, cells![id])? {
                marks.share_name(&row.text()?);
            }
        }
        Ok(marks)
    }

    /// The e-mail addresses of a customer: those that are kept, and those on their invoices.
    fn addresses_of(&self, id: &str) -> Result<Vec<String>, Problem> {
        let said = self.customer_said(Some(id))?;
        let contacts = said.iter().flat_map(|said| said.contacts.iter().filter_map(|contact| contact.email.as_ref()));
        let main =
            said.as_ref().and_then(|said| said.party.contact.as_ref()).and_then(|contact| contact.email.as_ref());
        // Some tables have them in lower case as ASCII knows it, others as Unicode does.
        let lower = |address: &String| [address.to_lowercase(), address.to_ascii_lowercase()];
        let mut addresses: Vec<String> = main.into_iter().chain(contacts).flat_map(lower).collect();
        let on_invoices =
            "SELECT DISTINCT customer_email FROM invoice WHERE customer = ? AND customer_email IS NOT NULL";
        for mut row in self.store().rows(on_invoices, cells![id])? {
            addresses.push(row.text()?);
        }
        Ok(addresses)
    }

    /// Takes a customer out of what others sent, and out of what is kept for their addresses. To be done before their invoices are
    /// theirs no longer. `about` are the items of the inbox about them.
    pub fn forget_traces(&self, id: &str, about: &[About]) -> Result<(), Problem> {
        let store = self.store();
        self.forget_answers(&self.marks_of(id)?)?;
        for about in about {
            store.run("UPDATE inbox SET json = '{}', note = NULL WHERE id = ?", cells![&about.id])?;
        }
        for address in self.addresses_of(id)? {
            if self.is_address_of_others(id, &address)? {
                continue;
            }
            for (table, column) in [("account_link", "email"), ("account_wish", "email"), ("unreachable", "address")] {
                store.run(&format!("DELETE FROM {table} WHERE {column} = ?"), cells![&address])?;
            }
        }
        Ok(())
    }

    fn is_address_of_others(&self, id: &str, address: &str) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM customer WHERE lower(json_extract(json, '$.party.contact.email')) = ?1 AND id <> ?2 \
                   UNION ALL SELECT 1 FROM invoice WHERE customer_email = ?1 AND customer IS NOT ?2 LIMIT 1";
        self.store().has(sql, cells![address, id])
    }

    /// Forgets a customer and all that is only about them, once their traces are gone.
    pub fn forget_customer(&self, id: &str) -> Result<(), Problem> {
        let store = self.store();
        // What it proves is past; that there was one, and when, stays with the debits under it.
        let mandate = "UPDATE mandate SET state = 'revoked', customer = '', iban = '', bic = NULL, holder = ?, \
                       reference = replace(id, '_', '-') WHERE customer = ?";
        store.run(mandate, cells![ERASED, id])?;
        self.erase_quotes(id)?;
        payment_mandate::forget(store, id)?;
        for table in ["vat_check", "incentive", "item"] {
            store.run(&format!("DELETE FROM {table} WHERE customer = ?"), cells![id])?;
        }
        store.run("DELETE FROM customer WHERE id = ?", cells![id])?;
        Ok(())
    }
}
