//! Accounts: an issued invoice with its entries, folded by the engine. The Book appends entries and adds up nothing.

use voldaan::calendar::Day;
use voldaan::ledger::{Account, Entry, EntryKind, corrects_vat, open_parts, status};
use voldaan::wire::to_json;

use super::chain::{self, Written};
use super::search;
use super::session::{Session, read_issued, read_stored};
use super::stand;
use super::store::Query;
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
        let account = account.append(entry)?;
        // As the account states it: amounts with the decimals of the currency.
        let entry = account.entries().last().expect("it was just appended");
        search::index_entry(self.store(), id, entry)?;
        chain::append(self.store(), self.secrets, &Written { invoice: id, entry: &entry.id, json: &to_json(entry) })?;
        self.record(&format!("invoice.{}", entry.kind.as_str()), id)?;
        self.show_in_lists(id, &account)?;
        stand::keep(self.store(), id, &account, Some(entry.on))?;
        let is_document = matches!(entry.kind, EntryKind::Issued(_) | EntryKind::Credit(_));
        if is_document || corrects_vat(account.invoice()) {
            stand::keep_moves(self.store(), id, &account)?;
        }
        Ok(account)
    }

    /// Keeps in the row what lists show of an account: its state after all entries, whatever their days.
    fn show_in_lists(&self, id: &str, account: &Account) -> Result<(), Problem> {
        let last = account.entries().iter().map(|entry| entry.on).max().unwrap_or(self.today);
        let last = last.max(self.today);
        let status = status(account, last)?;
        self.store().run(
            "UPDATE invoice SET state = ?, amount_due = ?, due_next = ?, revision = revision + 1 WHERE id = ?",
            cells![status.state.as_str(), status.amount_due.to_string(), due_next(account, last)?, id],
        )?;
        Ok(())
    }
}
