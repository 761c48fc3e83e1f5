//! The tables of a Book and how they came about: each version is a step from the one before, and none is ever edited.
//!
//! A Book opens any older version by taking the missing steps in one transaction, and refuses a newer one.

mod early;
mod late;

pub(super) use late::MANDATE_HOLDERS;

use super::store::{Query, transact};
use crate::app::moment::Moment;
use crate::app::ports::{Store, StoreError};
use crate::app::problem::Problem;
use crate::cells;

/// The steps; the version of a Book is how many it has taken.
pub const STEPS: &[&[&str]] = &[
    early::FOUNDATION,
    early::DELIVERY,
    early::PROVIDERS,
    early::HANDOVER,
    early::DUNNING,
    early::RECURRING,
    early::LETTERS,
    early::WORDING,
    early::SEARCH,
    early::CHAIN,
    late::PORTAL,
    late::RENDERINGS,
    late::ENDPOINTS,
    late::MONEY,
    late::ITEMS,
    late::ACCOUNT,
    late::MAIL,
    late::KEYS,
    late::ERASURE,
    late::BANK,
    late::MANDATES,
    late::WAITING,
    late::QUOTES,
    late::LIKENESS,
    late::PREPAYMENTS,
    late::SAID,
    late::PAYMENT_MANDATES,
    late::VAT_CHECKS,
    late::INCENTIVE,
    late::PROVIDER_ACCOUNTS,
    late::SILENT_DEBITS,
    late::LOOK,
    late::TASKS,
    late::FAILED_MESSAGES,
    late::STANDS,
    late::LOOKUPS,
    late::CORRECTIONS,
    late::PAYABLE_STANDS,
    late::SENT_SERIES,
    late::NOTES,
    late::RECEIPTS,
    late::COPIES,
    late::NEXT_MESSAGES,
    late::MISSED_RENDERINGS,
    late::BOOKED,
    late::CHARGES,
    late::DISCOUNTS,
    late::VIEWED,
    late::LINES,
    late::BARE,
    late::WAITING_REFUNDS,
    late::LOST_CHARGES,
    late::DECISIONS,
    late::SUPPLEMENTS,
    late::BEGINNINGS,
    late::TOLD_REFUNDS,
    late::REFUND_OUTCOMES,
];

/// Whether a version has the chain of entries.
pub(super) fn has_chain(version: usize) -> bool {
    has(version, early::CHAIN)
}

/// Whether a version binds what was decided over the administration too.
pub(super) fn has_chain_of_decisions(version: usize) -> bool {
    has(version, late::DECISIONS)
}

fn has(version: usize, wanted: &[&str]) -> bool {
    STEPS.iter().take(version).any(|step| step.first() == wanted.first())
}

/// Brings a store to the newest version.
pub fn open(store: &impl Store, now: Moment) -> Result<(), Problem> {
    store.run(
        "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, at INTEGER NOT NULL)",
        cells![],
    )?;
    let found = version(store)?;
    let steps = STEPS.get(found..).ok_or_else(|| {
        StoreError(format!("the Book has schema version {found}, made by a newer Voldaan than this one"))
    })?;
    if steps.is_empty() {
        return Ok(());
    }
    transact(store, || {
        for (version, step) in (1_i64..).zip(STEPS).skip(found) {
            for statement in *step {
                store.run(statement, cells![])?;
            }
            store.run("INSERT INTO schema_version (version, at) VALUES (?, ?)", cells![version, now])?;
        }
        Ok(())
    })
}

fn version(store: &impl Store) -> Result<usize, StoreError> {
    let newest = store.first("SELECT COALESCE(MAX(version), 0) FROM schema_version", cells![])?;
    let newest = newest.map(|mut row| row.integer()).transpose()?.unwrap_or(0);
    usize::try_from(newest).map_err(|_| StoreError("the schema version is negative".to_owned()))
}
