//! What an older version of the service did not keep is filled in when a Book is opened: a little at once, the rest in the
//! background. Until then the search and the check of the chain ask to wait; all else goes on.

use super::Book;
use super::account::{account_in_book, due_next};
use super::search::{Index, MERGE};
use super::session::Session;
use super::stand::FILL;
use super::store::{Query, transact};
use super::{chain, import, search};
use crate::app::http::Request;
use crate::app::ports::{Clock, Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::cells;

/// Rows that are filled in at once.
const ROWS_AT_ONCE: i64 = 500;

/// The filling of the words of each invoice.
pub(super) const SEARCH: &str = "fill.search";

/// The filling of what lists show of credit notes beside their invoices.
pub(super) const NOTES: &str = "fill.notes";

/// Notes how far a filling is; without a place it is done.
pub(super) fn reach(store: &impl Store, name: &str, place: Option<i64>) -> Result<(), StoreError> {
    match place {
        Some(place) => store.run("UPDATE setting SET value = ? WHERE name = ?", cells![place.to_string(), name]),
        None => store.run("DELETE FROM setting WHERE name = ?", cells![name]),
    }
    .map(drop)
}

/// How far a filling is; None once it is done.
fn reached(store: &impl Store, name: &str) -> Result<Option<i64>, StoreError> {
    let row = store.first("SELECT value FROM setting WHERE name = ?", cells![name])?;
    let place = row.map(|mut row| row.text()).transpose()?;
    place.map(|place| place.parse().map_err(|_| StoreError("a place is no number".to_owned()))).transpose()
}

/// Refuses what needs a filling to be done.
pub(super) fn check_filled(store: &impl Store, name: &str) -> Result<(), Problem> {
    if reached(store, name)?.is_none() {
        return Ok(());
    }
    let detail = "What an older version kept is still being prepared for this. Send the same request again.";
    Err(Problem::new(Refusal::BookFilling, detail).with("retry-after", "5"))
}

impl<P: Ports> Book<P> {
    /// Whether something is still to be filled in.
    pub(super) fn look_for_fillings(&self) -> Result<(), StoreError> {
        let open = "SELECT 1 FROM setting WHERE name IN ('fill.search', 'fill.merge', 'fill.chain', 'fill.audit', 'fill.reports', 'fill.notes') LIMIT 1";
        self.filling.set(self.ports.store().has(open, cells![])?);
        self.importing.set(import::is_running(self.ports.store())?);
        Ok(())
    }

    /// Refuses while half of the books is there.
    pub(super) fn check_whole(&self) -> Result<(), Problem> {
        if !self.importing.get() {
            return Ok(());
        }
        let detail = "The administration is being imported. Send the rest of the pages, or begin again with the first.";
        Err(Problem::new(Refusal::ImportRunning, detail))
    }

    /// Fills in a batch, if something is left.
    pub(super) fn fill(&self) -> Result<(), Problem> {
        if !self.filling.get() || self.importing.get() {
            return Ok(());
        }
        let store = self.ports.store();
        if let Some(after) = reached(store, "fill.chain")? {
            chain::fill(store, &self.secrets, after, ROWS_AT_ONCE)?;
        }
        if let Some(after) = reached(store, chain::AUDIT)? {
            chain::fill_decisions(store, &self.secrets, after, ROWS_AT_ONCE)?;
        }
        self.fill_invoices()?;
        if let Some(begun) = reached(store, MERGE)? {
            let is_merged = search::merge(store, begun != 0)?;
            reach(store, MERGE, (!is_merged).then_some(1))?;
        }
        Ok(self.look_for_fillings()?)
    }

    /// Goes through the next invoices with all that is to be filled in of each: what the Book has of it is read once. Of fillings that are
    /// not equally far, those behind go on.
    fn fill_invoices(&self) -> Result<(), Problem> {
        let store = self.ports.store();
        let mut open = Vec::new();
        for name in [SEARCH, FILL, NOTES] {
            open.extend(reached(store, name)?.map(|after| (after, name)));
        }
        let Some(after) = open.iter().map(|(after, _)| *after).min() else { return Ok(()) };
        let names: Vec<&str> = open.into_iter().filter(|(at, _)| *at == after).map(|(_, name)| name).collect();
        let Some(administration) = self.stored()? else {
            return Ok(names.into_iter().try_for_each(|name| reach(store, name, None))?);
        };
        let (request, now) = (Request::default(), self.ports.clock().now());
        let session = self.session_at(administration, &request, now, now)?;
        let rows = store.rows(
            "SELECT sequence, id, hash FROM invoice WHERE sequence > ? ORDER BY sequence LIMIT ?",
            cells![after, ROWS_AT_ONCE],
        )?;
        let is_last = i64::try_from(rows.len()).is_ok_and(|rows| rows < ROWS_AT_ONCE);
        transact(store, || {
            let (mut last, mut index) = (None, Index::default());
            for mut row in rows {
                let place = row.integer()?;
                let (id, hash) = (row.text()?, row.optional()?);
                let filled = session.fill_in(&names, (&id, hash.as_deref()), &mut index);
                // A store that still answers is not what broke: what cannot be read is found by the check of the chain, and holds up nothing.
                if let Err(problem) = filled {
                    store.first("SELECT 1", cells![])?;
                    self.log_failure("fill.unreadable", problem.cause.as_deref().unwrap_or(&problem.code));
                }
                last = Some(place);
            }
            index.keep(store)?;
            if is_last && names.contains(&SEARCH) {
                store.run("INSERT OR REPLACE INTO setting (name, value) VALUES (?, '0')", cells![MERGE])?;
            }
            Ok(names.iter().try_for_each(|name| reach(store, name, last.filter(|_| !is_last)))?)
        })
    }
}

impl<P: Ports> Session<'_, P> {
    /// Fills in of an invoice, from what the Book has of it, what some fillings are about: each of them, whatever the others came to.
    fn fill_in(&self, names: &[&str], (id, hash): (&str, Option<&str>), index: &mut Index) -> Result<(), Problem> {
        let Some(account) = account_in_book(self.store(), id, hash)? else {
            // A draft has words and nothing else; an invoice whose document is lost has nothing.
            if hash.is_none() && names.contains(&SEARCH) {
                let invoice = self.completed(&self.stored_draft(id)?, &self.invoice_row(id)?)?;
                index.add(self.store(), id, &invoice, &[])?;
            }
            return Ok(());
        };
        let fill = |name: &&str| match *name {
            SEARCH => {
                index.add(self.store(), id, account.invoice().invoice(), account.entries())?;
                let next = due_next(&account, self.today)?;
                self.store().run("UPDATE invoice SET due_next = ? WHERE id = ?", cells![next, id])?;
                Ok(())
            }
            FILL => self.stand_again(id, &account),
            _ => self.show_notes(id, &account),
        };
        names.iter().map(fill).fold(Ok(()), Result::and)
    }
}
