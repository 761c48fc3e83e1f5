//! What a statement costs in a large Book: each one that any test brings about is held against SQLite's own plan of it. One that
//! reads a whole table that grows with the business is a defect, however quick it is in a test.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;
use voldaan_worker::app::book::schema::STEPS;

/// Tables that stay small however large the business: what somebody set up, and where something stands.
const SMALL: &[&str] = &[
    // Links that were asked for and not written yet: refused beyond a hundred.
    "account_wish",
    "administration",
    "api_key",
    "chain_head",
    "endpoint",
    "look",
    "policy",
    "schema_version",
    "sealed",
    "series",
    "setting",
    "sqlite_master",
    "sweep",
    // Whose documents wait to be made; only the first is asked for.
    "to_render",
    "wording",
    // No tables at all.
    "CONSTANT",
    "json_each",
    "s",
    "p",
    "known",
];

/// Indexes of what waits for the Book itself to do it.
const WAITING: &[&str] =
    &["debit_silent", "document_erased", "document_pending", "item_waiting", "outbox_waiting", "recurring_made"];

/// Indexes of which a statement takes the first rows from a place on.
const FIRST: &[&str] = &["invoice_currency"];

/// What a statement sorts is what belongs to one thing: an invoice, a line of a bank, a customer, an address.
const OF_ONE: &[&str] = &[
    "FROM failed_attempt WHERE invoice = ?",
    "WHERE k.key IN (SELECT value FROM json_each(?))",
    "FROM payment_mandate WHERE customer = ?1",
    "FROM invoice WHERE customer = ? AND hash IS NOT NULL ORDER BY issue_date DESC",
    "customer IS NULL AND customer_email = ?",
    "customer IN (SELECT id FROM customer WHERE lower(json_extract(json, '$.party.contact.email')) = ?)",
    "FROM payment_mandate m JOIN provider_customer c",
    "WHERE customer = ? AND customer_name IS NOT NULL",
    "WHERE customer = ? AND customer_email IS NOT NULL",
    // Debits that the bank has not told of.
    "d.state = 'pending' AND d.shown IS NULL",
];

/// What is done once and looks for something that no index has, by how the statements begin.
const ONCE: &[&str] = &[
    // Erasing a person takes them out of money that waited for somebody to look at it.
    "UPDATE inbox SET json = '{}', note = NULL ",
    "SELECT id FROM inbox WHERE resolved IS NULL AND (invoice = ?1 ",
    "SELECT id FROM provider_payment WHERE invoice IN ",
    "SELECT DISTINCT customer_name FROM invoice WHERE customer IS NOT ?",
    "SELECT COALESCE(json_extract(json, '$.party.name'), '') FROM customer WHERE id <> ?",
    // An import begins in an empty Book, where nothing of an import that broke off stays.
    "SELECT 1 FROM document WHERE made = 0 AND erased IS NULL LIMIT 1",
    "SELECT 1 FROM chunk WHERE owner NOT LIKE 'answer/%'",
    "DELETE FROM chunk WHERE owner NOT LIKE 'answer/%'",
];

/// Statements seen, each judged once.
static SEEN: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Panics at a statement that reads all of a table that grows.
pub fn judge(connection: &Connection, sql: &str) {
    let reads = ["SELECT", "UPDATE", "DELETE", "INSERT", "WITH"].iter().any(|word| sql.starts_with(word));
    let is_new = reads && SEEN.lock().unwrap_or_else(PoisonError::into_inner).insert(sql.to_owned());
    if !is_new || STEPS.iter().any(|step| step.contains(&sql)) {
        return;
    }
    let mut plan = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect("SQL that runs has a plan");
    let mut rows = plan.raw_query();
    let mut steps: Vec<String> = Vec::new();
    while let Some(row) = rows.next().expect("a step") {
        steps.push(row.get(3).expect("a text"));
    }
    assert!(!steps.iter().any(|step| grows(step, sql)), "{sql}: {steps:?}");
}

/// Whether a step of a plan costs more the larger the Book is.
fn grows(step: &str, sql: &str) -> bool {
    if ONCE.iter().any(|once| sql.starts_with(once)) {
        return false;
    }
    if step.starts_with("USE TEMP B-TREE") {
        return !sql.contains("FROM sqlite_master") && !OF_ONE.iter().any(|few| sql.contains(few));
    }
    let Some(scanned) = step.strip_prefix("SCAN ") else { return false };
    let mut words = scanned.split(' ');
    let table = words.next().unwrap_or_default();
    let index = words.next_back().unwrap_or_default();
    // The first rows of a table or an index, one after the other, are no more work in a large one.
    let is_first = sql.contains(" LIMIT ") && (!sql.contains(" WHERE ") || FIRST.contains(&index));
    // A table is read from its first row on for an export, and emptied before an import.
    let is_whole = sql.contains(" WHERE 1 ") || (sql.starts_with("DELETE FROM ") && !sql.contains(" WHERE "));
    // An index of words finds rows by a word (M) or a place (=).
    let is_found = table == "search" && (index.contains('M') || index.contains('='));
    !(SMALL.contains(&table) || WAITING.contains(&index) || is_first || is_found || is_whole)
}
