//! Customers: parties that drafts refer to until they are issued; an issued invoice keeps its own copy.

use voldaan::calendar::Day;
use voldaan::finding::Finding;
use voldaan::party::{Contact, Party};
use voldaan::wire::{Array, to_json};

use super::delivery::{contact_for_invoices, warnings_of};
use super::forget::About;
use super::kept::check_customer;
use super::session::{Session, fit_row, read_all, read_stored, tagged};
use super::store::Query;
use crate::app::http::Response;
use crate::app::identity::new_id;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{Customer, CustomerInput, CustomerList};
use crate::cells;

impl<P: Ports> Session<'_, P> {
    /// POST /v1/customers
    pub fn create_customer(&self) -> Result<Response, Problem> {
        let (said, read) = read_all::<CustomerInput>(self.body()?)?;
        check_customer(&said, read, self.today)?;
        let id = new_id(self.ports.random(), "cus");
        let cells = cells![&id, fit_row(to_json(&said))?];
        self.store().run("INSERT INTO customer (id, revision, json) VALUES (?, 1, ?)", cells)?;
        self.record("customer.created", &id)?;
        self.grant_incentive(&id, &said)?;
        Ok(answer(201, id, 1, said))
    }

    /// GET /v1/customers
    pub fn list_customers(&self) -> Result<Response, Problem> {
        let page = self.page_either_way()?;
        let (from, order) = page.order();
        let mut cells = cells![page.after];
        let mut found = String::new();
        for word in self.wanted_words()? {
            found.push_str(" AND json_extract(json, '$.party.name') LIKE ? ESCAPE '\\'");
            cells.push(word.into());
        }
        cells.push((page.limit + 1).into());
        let sql = format!("SELECT sequence, id, json FROM customer WHERE {from}{found} ORDER BY {order} LIMIT ?");
        let (items, next) = page.cut(self.store().rows(&sql, cells)?, |row| {
            let id = row.text()?;
            let said = voldaan::wire::from_json(&row.text()?);
            let said =
                said.map_err(|error| StoreError(format!("a stored customer cannot be read: {}", error.code())))?;
            Ok(resource(id, said))
        })?;
        Ok(Response::json(200, to_json(&CustomerList { items: Array(items), next })))
    }

    /// GET /v1/customers/{id}
    pub fn get_customer(&self, id: &str) -> Result<Response, Problem> {
        let (revision, said) = self.customer(id)?;
        Ok(answer(200, id.to_owned(), revision, said))
    }

    /// PATCH /v1/customers/{id}
    pub fn patch_customer(&self, id: &str) -> Result<Response, Problem> {
        let (revision, before) = self.customer(id)?;
        self.check_match(revision)?;
        let (said, read): (CustomerInput, _) = self.merged(&before, |_| ())?;
        self.keep_changed(id, revision + 1, (&said, read))?;
        Ok(answer(200, id.to_owned(), revision + 1, said))
    }

    /// Takes over a contact that the customer asked for, as the one to whom invoices go; what it does not say stays.
    pub fn change_contact(&self, id: &str, wanted: &Contact) -> Result<(), Problem> {
        self.change_customer(id, |said, _| {
            let keep = |new: &Option<String>, old: &mut Option<String>| *old = new.clone().or(old.take());
            if let Some(contact) = contact_for_invoices(said) {
                keep(&wanted.name, &mut contact.name);
                keep(&wanted.email, &mut contact.email);
                keep(&wanted.phone, &mut contact.phone);
                return;
            }
            let contact = said.party.contact.get_or_insert_default();
            keep(&wanted.name, &mut contact.name);
            keep(&wanted.email, &mut contact.email);
            keep(&wanted.phone, &mut contact.phone);
        })
    }

    /// Changes what is said of a customer as they wish it, from today.
    pub fn change_customer(&self, id: &str, change: impl FnOnce(&mut CustomerInput, Day)) -> Result<(), Problem> {
        let (revision, mut said) = self.customer(id)?;
        change(&mut said, self.today);
        self.keep_changed(id, revision + 1, (&said, Vec::new()))
    }

    /// Keeps what is said of a customer now, if it is right with what was found as it was read.
    fn keep_changed(
        &self,
        id: &str,
        revision: i64,
        (said, read): (&CustomerInput, Vec<Finding>),
    ) -> Result<(), Problem> {
        check_customer(said, read, self.today)?;
        let sql = "UPDATE customer SET revision = ?, json = ? WHERE id = ?";
        self.store().run(sql, cells![revision, fit_row(to_json(said))?, id])?;
        self.record("customer.changed", id)?;
        Ok(self.grant_incentive(id, said)?)
    }

    /// DELETE /v1/customers/{id}: of somebody with whom nothing was done that has to be kept. What only concerns them goes along; whom
    /// an invoice was made for is erased instead, once the law lets go of it.
    pub fn delete_customer(&self, id: &str) -> Result<Response, Problem> {
        self.customer(id)?;
        self.check_unused(id)?;
        let about = self.inbox_about(id)?;
        self.check_nothing_kept(id, &about)?;
        self.forget_traces(id, &about)?;
        // A mandate that nothing was collected under proves nothing.
        self.store().run("DELETE FROM mandate WHERE customer = ? AND used IS NULL", cells![id])?;
        self.forget_customer(id)?;
        self.record("customer.deleted", id)?;
        Ok(Response::empty(204))
    }

    /// Refuses what the law wants kept: issued invoices, and mandates that were collected under.
    fn check_nothing_kept(&self, id: &str, about: &[About]) -> Result<(), Problem> {
        let kept = [
            ("invoice", "SELECT number FROM invoice WHERE customer = ? AND hash IS NOT NULL LIMIT 1"),
            ("mandate", "SELECT reference FROM mandate WHERE customer = ? AND used IS NOT NULL LIMIT 1"),
        ];
        for (what, sql) in kept {
            if let Some(mut row) = self.store().first(sql, cells![id])? {
                let detail = format!(
                    "The {what} {} of this customer has to be kept. GET /v1/customers/{id}/retention says until when; from then on \
                     POST /v1/customers/{id}/erase takes the person out of it.",
                    row.text()?
                );
                return Err(Problem::new(Refusal::CustomerInUse, detail));
            }
        }
        if let Some(about) = about.iter().find(|about| about.waits) {
            let detail = format!("The item {} of the inbox is about this customer. Settle it first.", about.id);
            return Err(Problem::new(Refusal::CustomerInUse, detail));
        }
        Ok(())
    }

    /// Refuses while something refers to a customer that is still to come to something.
    pub fn check_unused(&self, id: &str) -> Result<(), Problem> {
        let draft = "SELECT id FROM invoice WHERE customer = ? AND state = 'draft' LIMIT 1";
        if let Some(mut row) = self.store().first(draft, cells![id])? {
            let detail = format!("The draft {} refers to this customer; change or remove it first.", row.text()?);
            return Err(Problem::new(Refusal::CustomerInUse, detail));
        }
        if let Some(mandate) = self.payment_mandate_of(id)? {
            let detail = format!(
                "A payment service may still charge this customer under the mandate {mandate}; revoke it first with DELETE \
                 /v1/paymentMandates/{mandate}."
            );
            return Err(Problem::new(Refusal::CustomerInUse, detail));
        }
        if let Some(series) = self.series_of_customer(id)? {
            let detail = format!("The series {series} refers to this customer; change or remove it first.");
            return Err(Problem::new(Refusal::CustomerInUse, detail));
        }
        if let Some(quote) = self.quote_of_customer(id)? {
            let detail = format!("The offer {quote} is for this customer; invoice or decline it first.");
            return Err(Problem::new(Refusal::CustomerInUse, detail));
        }
        if let Some(item) = self.item_of_customer(id)? {
            let detail = format!("The item {item} is for this customer; invoice or remove it first.");
            return Err(Problem::new(Refusal::CustomerInUse, detail));
        }
        Ok(())
    }

    /// The party of a customer.
    pub fn party(&self, id: &str) -> Result<Party, Problem> {
        Ok(self.customer(id)?.1.party)
    }

    /// What is said of the customer that an invoice was made for; None for one made for nobody who is kept.
    pub fn customer_said(&self, id: Option<&str>) -> Result<Option<CustomerInput>, Problem> {
        Ok(id.map_or(Ok(None), |id| self.find_customer(id))?.map(|(_, said)| said))
    }

    fn customer(&self, id: &str) -> Result<(i64, CustomerInput), Problem> {
        self.find_customer(id)?.ok_or_else(|| Problem::not_found("customer"))
    }

    fn find_customer(&self, id: &str) -> Result<Option<(i64, CustomerInput)>, Problem> {
        find(self.store(), id)
    }
}

/// What is kept of a customer, with its revision.
pub(super) fn find(store: &impl Store, id: &str) -> Result<Option<(i64, CustomerInput)>, Problem> {
    let row = store.first("SELECT revision, json FROM customer WHERE id = ?", cells![id])?;
    row.map(|mut row| Ok((row.integer()?, read_stored(&row.text()?)?))).transpose()
}

fn resource(id: String, said: CustomerInput) -> Customer {
    let warnings = warnings_of(&said);
    let CustomerInput { party, size, late_payment, consolidate, delivery, contacts, note, metadata } = said;
    Customer { id, warnings, party, size, late_payment, consolidate, delivery, contacts, note, metadata }
}

fn answer(status: u16, id: String, revision: i64, said: CustomerInput) -> Response {
    tagged(status, to_json(&resource(id, said)), revision)
}
