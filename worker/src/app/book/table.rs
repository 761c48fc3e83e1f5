//! The tables of a Book as an export sees them: which of them it has, their columns, and by which columns they are read on.
//!
//! What belongs to one place stays there: keys, sealed secrets, remembered answers. What is derived is derived again: the index
//! of words, and what invoices are rendered as.

use super::store::Query;
use crate::app::ports::{Store, StoreError};
use crate::cells;

/// Tables that no export has.
const OWN: &[&str] = &[
    "api_key",
    "sealed",
    "idempotency",
    "setting",
    "schema_version",
    "chain_head",
    "word",
    "stand",
    "movement",
    "booked",
    "opening",
    "rendering",
    "to_render",
    "bare_document",
    "portal_form",
    "endpoint",
    "account_wish",
    "account_link",
];

/// Rows that an export has of a table: answers under an idempotency key are no part of the books, and what was made from a document
/// is made again.
pub(super) fn kept_rows(name: &str) -> &'static str {
    match name {
        "chunk" => {
            "owner NOT LIKE 'answer/%' AND NOT EXISTS \
             (SELECT 1 FROM document d WHERE owner LIKE 'document/%' AND d.hash = substr(owner, 10) AND d.made = 1)"
        }
        "document" => "made = 0 AND erased IS NULL",
        _ => "1",
    }
}

/// A table.
pub(super) struct Table {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<String>,
    /// Those that name a row, in their order.
    pub key: Vec<String>,
}

/// The tables that an export has, by name.
pub(super) fn tables(store: &impl Store) -> Result<Vec<Table>, StoreError> {
    let names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_cf%' \
                 ESCAPE '\\' AND name <> 'search' AND name NOT LIKE 'search\\_%' ESCAPE '\\' ORDER BY name";
    let mut tables = Vec::new();
    for mut row in store.rows(names, cells![])? {
        let name = row.text()?;
        if !OWN.contains(&name.as_str()) {
            tables.push(table(store, name)?);
        }
    }
    Ok(tables)
}

fn table(store: &impl Store, name: String) -> Result<Table, StoreError> {
    let (mut columns, mut key) = (Vec::new(), Vec::new());
    for mut row in store.rows(&format!("PRAGMA table_info({name})"), cells![])? {
        row.integer()?;
        let column = row.text()?;
        row.text()?;
        row.integer()?;
        row.optional()?;
        let place = row.integer()?;
        if place > 0 {
            key.push((place, column.clone()));
        }
        columns.push(column);
    }
    key.sort();
    let key = key.into_iter().map(|(_, column)| column).collect();
    Ok(Table { name, columns, key })
}
