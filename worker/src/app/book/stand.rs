//! What reports read: where each account stands from each of its days on, and what it moved in which VAT group. The engine says
//! both; the Book keeps them in rows beside the entries, so that a report reads the rows that count and no document.
//!
//! They are derived and kept for speed: an export has none, an import and an older Book derive them again.

use voldaan::calendar::Day;
use voldaan::invoice::DocumentType;
use voldaan::ledger::Account;
use voldaan::report::{Move, Stand, moves, stands};
use voldaan::wire::to_json;

use super::booked;
use super::filter::PLACE_MAX;
use super::session::{Session, read_stored};
use super::store::{Cells, Query};
use crate::app::ports::{Cell, Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::cells;

/// The filling of stands and movements that an older version did not keep.
pub(super) const FILL: &str = "fill.reports";

/// Until when a stand holds that no other one follows: after every day.
const OPEN: &str = "open";

/// Rows that are read at once.
const ROWS_AT_ONCE: i64 = 500;

/// The place of an invoice's row.
pub(super) const OF_INVOICE: &str = "(SELECT sequence FROM invoice WHERE id = ?1)";

/// The columns of a stand as they are kept.
fn columns(stands: &[Stand]) -> impl Iterator<Item = (String, String, i64, String)> {
    let untils = stands.iter().skip(1).map(|stand| stand.from.to_string()).chain([OPEN.to_owned()]);
    stands
        .iter()
        .zip(untils)
        .map(|(stand, until)| (stand.from.to_string(), until, i64::from(stand.is_shown()), to_json(stand)))
}

/// Keeps where an account stands from a day on, or on all days.
pub(super) fn keep(store: &impl Store, id: &str, account: &Account, since: Option<Day>) -> Result<(), Problem> {
    let stands = stands(account, since)?;
    let Some(first) = stands.first() else { return Ok(()) };
    if first.from > account.invoice().issue_date() {
        let sql = format!("UPDATE stand SET until = ?2 WHERE invoice = {OF_INVOICE} AND first < ?2 AND until > ?2");
        store.run(&sql, cells![id, first.from.to_string()])?;
    }
    // In its own row where there is one already: taking that away and writing another one would be twice the work.
    let sql = format!(
        "INSERT INTO stand (invoice, first, until, shown, line) VALUES ({OF_INVOICE}, ?2, ?3, ?4, ?5) \
         ON CONFLICT (invoice, first) DO UPDATE SET until = excluded.until, shown = excluded.shown, line = excluded.line"
    );
    for (first, until, shown, line) in columns(&stands) {
        store.run(&sql, cells![id, first, until, shown, line])?;
    }
    Ok(())
}

/// Keeps what an account moved. Of one that is new, nothing was kept before.
pub(super) fn keep_moves(store: &impl Store, id: &str, account: &Account, is_new: bool) -> Result<(), Problem> {
    let sql = format!(
        "INSERT INTO movement (invoice, place, day, vat_day, line) VALUES ({OF_INVOICE}, ?2, ?3, ?4, ?5) \
         ON CONFLICT (invoice, place) DO UPDATE SET day = excluded.day, vat_day = excluded.vat_day, line = excluded.line"
    );
    let mut count = 0_i64;
    for moved in moves_of(store, id, account)? {
        let place = count;
        count += 1;
        let (day, vat_day) = (moved.on.to_string(), moved.vat_on.to_string());
        store.run(&sql, cells![id, place, day, vat_day, to_json(&moved)])?;
    }
    if !is_new {
        // A discount that was never earned, as is known now, is no movement any more.
        let sql = format!("DELETE FROM movement WHERE invoice = {OF_INVOICE} AND place >= ?2");
        store.run(&sql, cells![id, count])?;
    }
    Ok(())
}

/// Whether this is the account of a credit note that is booked through its entry on the invoice.
pub(super) fn is_noted(store: &impl Store, id: &str, account: &Account) -> Result<bool, StoreError> {
    let is_note = account.invoice().head().document_type() == DocumentType::CreditNote;
    Ok(is_note && store.has("SELECT 1 FROM invoice WHERE id = ? AND credits IS NOT NULL", cells![id])?)
}

/// What an account moved.
fn moves_of(store: &impl Store, id: &str, account: &Account) -> Result<Vec<Move>, Problem> {
    Ok(moves(account, is_noted(store, id, account)?)?)
}

/// Whether what is kept of an account is what the engine says of it.
pub(super) fn is_kept(store: &impl Store, id: &str, account: &Account) -> Result<bool, Problem> {
    let sql = format!("SELECT first, until, shown, line FROM stand WHERE invoice = {OF_INVOICE} ORDER BY first");
    let read = |row: &mut Cells| Ok((row.text()?, row.text()?, row.integer()?, row.text()?));
    let kept: Result<Vec<_>, StoreError> = store.rows(&sql, cells![id])?.iter_mut().map(read).collect();
    if !kept?.into_iter().eq(columns(&stands(account, None)?)) {
        return Ok(false);
    }
    let sql = format!("SELECT day, vat_day, line FROM movement WHERE invoice = {OF_INVOICE} ORDER BY place");
    let read = |row: &mut Cells| Ok((row.text()?, row.text()?, row.text()?));
    let kept: Result<Vec<_>, StoreError> = store.rows(&sql, cells![id])?.iter_mut().map(read).collect();
    let moves = moves_of(store, id, account)?;
    Ok(kept?.into_iter().eq(moves.iter().map(|moved| (moved.on.to_string(), moved.vat_on.to_string(), to_json(moved)))))
}

impl<P: Ports> Session<'_, P> {
    /// Keeps what reports read of an invoice anew.
    pub fn stand_again(&self, id: &str, account: &Account) -> Result<(), Problem> {
        keep(self.store(), id, account, None)?;
        keep_moves(self.store(), id, account, false)?;
        booked::keep(self.store(), id, account, None)
    }

    /// Hands over where each account stands on a day: those that have something open, and the others if wanted.
    pub fn each_stand(
        &self,
        on: Day,
        others_too: bool,
        mut take: impl FnMut(&Stand) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        for shown in if others_too { 0..=1 } else { 1..=1 } {
            self.each_line(shown, (on, on), &mut take)?;
        }
        Ok(())
    }

    /// Hands over where accounts stand on a day that have an entry after an earlier one, with where they stood then.
    pub fn each_change(
        &self,
        (before, on): (Day, Day),
        mut take: impl FnMut(&Stand, Option<&Stand>) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let (before, on) = (before.to_string(), on.to_string());
        // What was there before: its stand of that day ended since.
        let sql = "SELECT e.until, e.invoice, e.line, s.line FROM stand e CROSS JOIN stand s ON s.invoice = e.invoice \
                   WHERE e.shown = ?1 AND (e.until, e.invoice) > (?2, ?3) AND e.until <= ?4 AND e.first <= ?5 \
                   AND s.first <= ?4 AND s.until > ?4 ORDER BY e.until, e.invoice LIMIT ?6";
        for shown in 0..=1 {
            let cells = |(until, invoice): &(String, i64)| cells![shown, until, *invoice, &on, &before];
            self.each_row(sql, (before.clone(), PLACE_MAX), cells, |row| {
                let place = (row.text()?, row.integer()?);
                let (earlier, stand) = (row.text()?, row.text()?);
                take(&read_stored(&stand)?, Some(&read_stored(&earlier)?))?;
                Ok(place)
            })?;
        }
        // What was issued since.
        let sql = "SELECT i.issue_date, i.sequence, s.line FROM invoice i CROSS JOIN stand s ON s.invoice = i.sequence \
                   WHERE (i.issue_date, i.sequence) > (?1, ?2) AND i.issue_date <= ?3 \
                   AND s.first <= ?3 AND s.until > ?3 ORDER BY i.issue_date, i.sequence LIMIT ?4";
        let cells = |(day, invoice): &(String, i64)| cells![day, *invoice, &on];
        self.each_row(sql, (before.clone(), PLACE_MAX), cells, |row| {
            let place = (row.text()?, row.integer()?);
            take(&read_stored(&row.text()?)?, None)?;
            Ok(place)
        })
    }

    /// Hands over what is open on a day and stood the same on an earlier one.
    pub fn each_unchanged(
        &self,
        (before, on): (Day, Day),
        mut take: impl FnMut(&Stand) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        self.each_line(1, (on, before), &mut take)
    }

    /// Hands over the stands that hold after a day and have begun by another.
    fn each_line(
        &self,
        shown: i64,
        (until, first): (Day, Day),
        take: &mut impl FnMut(&Stand) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let sql = "SELECT until, invoice, line FROM stand WHERE shown = ? AND (until, invoice) > (?, ?) AND first <= ? \
                   ORDER BY until, invoice LIMIT ?";
        let first = first.to_string();
        let cells = |(until, invoice): &(String, i64)| cells![shown, until, *invoice, &first];
        self.each_row(sql, (until.to_string(), PLACE_MAX), cells, |row| {
            let place = (row.text()?, row.integer()?);
            take(&read_stored(&row.text()?)?)?;
            Ok(place)
        })
    }

    /// Hands over what moved on some days: the days of VAT, or those of revenue.
    pub fn each_move(
        &self,
        (from, until): (Day, Day),
        is_vat: bool,
        mut take: impl FnMut(&Move) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let day = if is_vat { "vat_day" } else { "day" };
        let sql = format!(
            "SELECT {day}, invoice, place, line FROM movement WHERE ({day}, invoice, place) > (?, ?, ?) AND {day} <= ? \
             ORDER BY {day}, invoice, place LIMIT ?"
        );
        let until = until.to_string();
        let cells = |(last, invoice, place): &(String, i64, i64)| cells![last, *invoice, *place, &until];
        self.each_row(&sql, (from.to_string(), -1, -1), cells, |row| {
            let place = (row.text()?, row.integer()?, row.integer()?);
            take(&read_stored(&row.text()?)?)?;
            Ok(place)
        })
    }

    /// Hands over each row of a statement, many read at once. `cells` are its values for what follows a place, but for the number of
    /// rows, its last; `take` gives the place of the row.
    pub fn each_row<T>(
        &self,
        sql: &str,
        mut place: T,
        cells: impl Fn(&T) -> Vec<Cell>,
        mut take: impl FnMut(&mut Cells) -> Result<T, Problem>,
    ) -> Result<(), Problem> {
        loop {
            let mut cells = cells(&place);
            cells.push(ROWS_AT_ONCE.into());
            let rows = self.store().rows(sql, cells)?;
            let is_last = i64::try_from(rows.len()).is_ok_and(|rows| rows < ROWS_AT_ONCE);
            for mut row in rows {
                place = take(&mut row)?;
            }
            if is_last {
                return Ok(());
            }
        }
    }

    /// The currencies in which something was invoiced by a day.
    pub fn currencies(&self, by: Day) -> Result<Vec<String>, StoreError> {
        // From one to the next by the index, however many invoices are in one.
        let sql = "WITH RECURSIVE known (currency) AS ( \
                   SELECT (SELECT currency FROM invoice WHERE hash IS NOT NULL AND type <> 'creditNote' ORDER BY currency LIMIT 1) \
                   UNION ALL SELECT (SELECT currency FROM invoice WHERE hash IS NOT NULL AND type <> 'creditNote' \
                   AND currency > known.currency ORDER BY currency LIMIT 1) FROM known WHERE known.currency IS NOT NULL) \
                   SELECT currency FROM known WHERE currency IS NOT NULL AND EXISTS (SELECT 1 FROM invoice i \
                   WHERE i.hash IS NOT NULL AND i.type <> 'creditNote' AND i.currency = known.currency AND i.issue_date <= ?)";
        self.store().rows(sql, cells![by.to_string()])?.into_iter().map(|mut row| row.text()).collect()
    }
}
