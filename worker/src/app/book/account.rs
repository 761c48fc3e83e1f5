//! Accounts: an issued invoice with its entries, folded by the engine. The Book appends entries and adds up nothing.

use voldaan::calendar::Day;
use voldaan::invoice::DocumentType;
use voldaan::ledger::{Account, Entry, EntryKind, Status, corrects_vat, note_status, open_parts, status};
use voldaan::wire::to_json;

use super::booked;
use super::chain::{self, Written};
use super::document;
use super::search;
use super::session::{Session, read_issued, read_stored};
use super::stand;
use super::store::Query;
use crate::app::demand::claimed;
use crate::app::identity::new_id;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::cells;

/// The account of an invoice from its document and its entries.
pub(super) fn account_of(store: &impl Store, id: &str, document: &str) -> Result<Account, Problem> {
    let issued = read_issued(document)?;
    let rows = store.rows("SELECT json FROM entry WHERE invoice = ? ORDER BY sequence", cells![id])?;
    let mut entries = Vec::with_capacity(rows.len());
    for mut row in rows {
        entries.push(read_stored::<Entry>(&row.text()?)?);
    }
    let account = Account::new(issued, entries);
    account.map_err(|error| StoreError(format!("the entries of {id} do not fit together: {}", error.code())).into())
}

/// The first day on which something of an account is due that is open on a day.
pub(super) fn due_next(account: &Account, on: Day) -> Result<Option<String>, Problem> {
    let days = open_parts(account, on)?.into_iter().filter_map(|part| part.due);
    Ok(days.min().map(|day| day.to_string()))
}

/// The status of an account on a day: of a credit note beside the invoice that it credits.
pub(super) fn status_of(store: &impl Store, id: &str, account: &Account, on: Day) -> Result<Status, Problem> {
    status_beside(account, credited(store, id, account)?.as_ref(), on)
}

fn status_beside(account: &Account, credited: Option<&Account>, on: Day) -> Result<Status, Problem> {
    Ok(match credited {
        Some(invoice) => note_status(account, invoice, on)?,
        None => status(account, on)?,
    })
}

/// The account of the invoice that a credit note of the Book credits.
fn credited(store: &impl Store, id: &str, account: &Account) -> Result<Option<Account>, Problem> {
    if account.invoice().head().document_type() != DocumentType::CreditNote {
        return Ok(None);
    }
    let sql = "SELECT i.id, i.hash FROM invoice n JOIN invoice i ON i.id = n.credits WHERE n.id = ?";
    let Some(mut row) = store.first(sql, cells![id])? else { return Ok(None) };
    let (invoice, hash) = (row.text()?, row.optional()?);
    account_in_book(store, &invoice, hash.as_deref())
}

/// The account of an invoice from the document that the Book itself has. None for a draft, and where the Book has lost the document,
/// which the check of the chain names: that holds up nothing else.
pub(super) fn account_in_book(store: &impl Store, id: &str, hash: Option<&str>) -> Result<Option<Account>, Problem> {
    let Some(bytes) = hash.map(|hash| document::in_book(store, hash)).transpose()?.flatten() else { return Ok(None) };
    account_of(store, id, &document::text(bytes)?).map(Some)
}

impl<P: Ports> Session<'_, P> {
    /// An entry that happens now.
    pub fn entry(&self, on: Day, kind: EntryKind) -> Entry {
        Entry::new(new_id(self.ports.random(), "ent"), self.now.instant(), on, kind)
    }

    /// Appends an entry to an account, if the engine finds that it fits, and gives the account with it.
    pub fn append(&self, id: &str, account: Account, mut entry: Entry) -> Result<Account, Problem> {
        // The clock of the machine on which the Book woke may be behind that of the last one. What was written last
        // comes last all the same.
        if let Some(last) = account.entries().last().filter(|last| last.at.is_after(&entry.at)) {
            entry.at = last.at.clone();
        }
        // Around midnight it may be a day behind, too, and an invoice is older than whatever happens to it.
        if entry.on == self.today {
            entry.on = entry.on.max(account.invoice().issue_date());
        }
        let account = account.append(entry)?;
        // As the account states it: amounts with the decimals of the currency.
        let entry = account.entries().last().expect("it was just appended");
        search::index_entry(self.store(), id, entry)?;
        chain::append(self.store(), self.secrets, &Written { invoice: id, entry: &entry.id, json: &to_json(entry) })?;
        self.record(&format!("invoice.{}", entry.kind.as_str()), id)?;
        self.show_in_lists(id, &account)?;
        self.show_notes(id, &account)?;
        self.watch_discount(id, &account, entry)?;
        if let EntryKind::Viewed(_) = entry.kind {
            let sql = "UPDATE invoice SET viewed = ? WHERE id = ? AND viewed IS NULL";
            self.store().run(sql, cells![entry.at.as_str(), id])?;
        }
        stand::keep(self.store(), id, &account, Some(entry.on))?;
        let is_issued = matches!(entry.kind, EntryKind::Issued(_));
        if is_issued || matches!(entry.kind, EntryKind::Credit(_)) || corrects_vat(account.invoice()) {
            stand::keep_moves(self.store(), id, &account, is_issued)?;
        }
        booked::keep_since(self.store(), id, &account)?;
        Ok(account)
    }

    /// Keeps in the row what lists show of an account.
    fn show_in_lists(&self, id: &str, account: &Account) -> Result<(), Problem> {
        let (status, due_next) = self.shown_of(id, account)?;
        self.store().run(
            "UPDATE invoice SET state = ?, amount_due = ?, due_next = ?, claimed = ?, revision = revision + 1 WHERE id = ?",
            cells![
                status.state.as_str(),
                status.amount_due.to_string(),
                due_next,
                claimed(&status).map(|claimed| claimed.to_string()),
                id
            ],
        )?;
        Ok(())
    }

    /// Keeps what lists show of the credit notes of an invoice, which are settled by it.
    pub fn show_notes(&self, id: &str, invoice: &Account) -> Result<(), Problem> {
        let is_credited = invoice.entries().iter().any(|entry| matches!(entry.kind, EntryKind::Credit(_)));
        if !is_credited {
            return Ok(());
        }
        let notes = "SELECT id, hash FROM invoice WHERE credits = ? AND hash IS NOT NULL ORDER BY sequence";
        for mut row in self.store().rows(notes, cells![id])? {
            let (note, hash) = (row.text()?, row.optional()?);
            let Some(account) = account_in_book(self.store(), &note, hash.as_deref())? else { continue };
            let (status, _) = self.shown(&account, Some(invoice))?;
            let (state, due) = (status.state.as_str(), status.amount_due.to_string());
            let sql = "UPDATE invoice SET state = ?1, amount_due = ?2, revision = revision + 1 \
                       WHERE id = ?3 AND (state <> ?1 OR amount_due <> ?2)";
            self.store().run(sql, cells![state, due, note])?;
        }
        Ok(())
    }

    /// What lists show of an account: its status once all is booked, today or on the last day of an entry, and that day.
    fn shown(&self, account: &Account, credited: Option<&Account>) -> Result<(Status, Day), Problem> {
        let entries = account.entries().iter().chain(credited.map_or(&[][..], Account::entries));
        let last = entries.map(|entry| entry.on).max().unwrap_or(self.today).max(self.today);
        Ok((status_beside(account, credited, last)?, last))
    }

    /// What lists have to show of an account of the Book: its status, and the first day on which something is due.
    pub fn shown_of(&self, id: &str, account: &Account) -> Result<(Status, Option<String>), Problem> {
        let (status, last) = self.shown(account, credited(self.store(), id, account)?.as_ref())?;
        Ok((status, due_next(account, last)?))
    }
}
