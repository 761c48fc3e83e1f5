//! What each account booked on which day, by the parts of the general ledger. The engine says it; the Book keeps it in rows beside the
//! entries, so that an audit file reads the invoices that were booked on in its period, and sums of rows for all that came before.
//!
//! Derived like the rows of [`super::stand`], and derived again with them.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::ledger::{Account, EntryKind};
use voldaan::money::Currency;
use voldaan::report::{LedgerAccount, bookings};

use super::session::Session;
use super::stand::{OF_INVOICE, is_noted};
use super::store::{Cells, Query};
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::cells;

/// What the parts of the general ledger moved by.
pub(crate) type Sums = Vec<(LedgerAccount, Decimal)>;

/// Adds an amount to what a part moved by. None where the sum leaves the range of amounts.
pub(crate) fn add(sums: &mut Sums, account: LedgerAccount, amount: Decimal) -> Option<()> {
    match sums.iter_mut().find(|(known, _)| *known == account) {
        Some((_, sum)) => *sum = sum.checked_add(amount)?,
        None => sums.push((account, amount)),
    }
    Some(())
}

/// Sums as they are kept: `receivables=121.00 vat=-21.00`.
fn line(sums: &Sums) -> String {
    let words: Vec<String> = sums.iter().map(|(account, sum)| format!("{}={sum}", account.as_str())).collect();
    words.join(" ")
}

/// Adds sums as they are kept.
fn add_line(sums: &mut Sums, line: &str) -> Result<(), StoreError> {
    for word in line.split_whitespace() {
        word.split_once('=')
            .and_then(|(account, sum)| add(sums, LedgerAccount::from_word(account)?, sum.parse().ok()?))
            .ok_or_else(|| StoreError("what was booked cannot be added up".to_owned()))?;
    }
    Ok(())
}

/// Whether an entry says something and books nothing. What a reminder claims is booked where more than the invoice came in before.
fn is_word(kind: &EntryKind) -> bool {
    use EntryKind::{Note, PromiseToPay, Reminder, Sent, Viewed};
    match kind {
        Reminder(said) => said.costs_claimed.is_none() && said.interest_claimed.is_none(),
        kind => matches!(kind, Note(_) | PromiseToPay(_) | Sent(_) | Viewed(_)),
    }
}

/// What an account booked on each day from one on.
fn days(store: &impl Store, id: &str, account: &Account, since: Option<Day>) -> Result<Vec<(Day, Sums)>, Problem> {
    let mut days: Vec<(Day, Sums)> = Vec::new();
    for booking in bookings(account, Day::MAX, is_noted(store, id, account)?)? {
        if since.is_some_and(|since| booking.on < since) {
            continue;
        }
        if days.last().is_none_or(|(day, _)| *day != booking.on) {
            days.push((booking.on, Sums::new()));
        }
        let Some((_, sums)) = days.last_mut() else { continue };
        for moved in &booking.lines {
            add(sums, moved.account, moved.amount).ok_or_else(super::tax_file::out_of_range)?;
        }
    }
    Ok(days)
}

/// Keeps what an account booked from the day of its last entry on, if that books anything.
pub(super) fn keep_since(store: &impl Store, id: &str, account: &Account) -> Result<(), Problem> {
    match account.entries().last() {
        Some(entry) if is_word(&entry.kind) => Ok(()),
        entry => keep(store, id, account, entry.map(|entry| entry.on)),
    }
}

/// Keeps what an account booked from a day on, or on all days.
pub(super) fn keep(store: &impl Store, id: &str, account: &Account, since: Option<Day>) -> Result<(), Problem> {
    let currency = account.invoice().head().currency.code();
    let booked = days(store, id, account, since)?;
    let first = since.map(|day| day.to_string()).unwrap_or_default();
    // What was kept stands on days of the entries before the last one, and on that of the invoice.
    let before = account.entries().split_last().map_or(&[][..], |(_, before)| before);
    let mut known = before.iter().map(|entry| entry.on).chain([account.invoice().issue_date()]);
    let is_stale = |day: Day| Some(day) >= since && booked.iter().all(|(booked, _)| *booked != day);
    if since.is_none() || known.any(is_stale) {
        let sql = format!("DELETE FROM booked WHERE invoice = {OF_INVOICE} AND day >= ?2");
        store.run(&sql, cells![id, &first])?;
    }
    let sql = format!(
        "INSERT INTO booked (invoice, day, currency, line) VALUES ({OF_INVOICE}, ?2, ?3, ?4) \
         ON CONFLICT (invoice, day) DO UPDATE SET line = excluded.line"
    );
    for (day, sums) in booked {
        store.run(&sql, cells![id, day.to_string(), currency, line(&sums)])?;
    }
    // What was added up of the days before a later one holds no longer. Mostly there is nothing: asking for that first, with what the
    // statement above would return, takes longer than this.
    store.run("DELETE FROM opening WHERE currency = ? AND day > ?", cells![currency, first])?;
    Ok(())
}

/// Whether what is kept of an account is what the engine says of it.
pub(super) fn is_kept(store: &impl Store, id: &str, account: &Account) -> Result<bool, Problem> {
    let sql = format!("SELECT day, currency, line FROM booked WHERE invoice = {OF_INVOICE} ORDER BY day");
    let read = |row: &mut Cells| Ok((row.text()?, row.text()?, row.text()?));
    let kept: Result<Vec<_>, StoreError> = store.rows(&sql, cells![id])?.iter_mut().map(read).collect();
    let currency = account.invoice().head().currency.code();
    let days = days(store, id, account, None)?;
    Ok(kept?.into_iter().eq(days.iter().map(|(day, sums)| (day.to_string(), currency.to_owned(), line(sums)))))
}

/// A day on which something was booked on an invoice.
pub(super) struct Booked {
    pub day: Day,
    invoice: i64,
}

impl Booked {
    /// The place before all of a day.
    pub fn before(day: Day) -> Booked {
        Booked { day, invoice: -1 }
    }
}

impl<P: Ports> Session<'_, P> {
    /// What stands on each part of the general ledger when a day begins. It is kept, so that what came before is added up once.
    pub fn opening(&self, currency: Currency, day: Day) -> Result<Sums, Problem> {
        let (code, day) = (currency.code(), day.to_string());
        let mut sums = Sums::new();
        let mut place = (String::new(), -1);
        let known = "SELECT day, line FROM opening WHERE currency = ? AND day <= ? ORDER BY day DESC LIMIT 1";
        if let Some(mut row) = self.store().first(known, cells![code, &day])? {
            place.0 = row.text()?;
            add_line(&mut sums, &row.text()?)?;
        }
        if place.0 == day {
            return Ok(sums);
        }
        let sql = "SELECT day, invoice, line FROM booked WHERE currency = ? AND (day, invoice) > (?, ?) AND day < ? \
                   ORDER BY day, invoice LIMIT ?";
        let cells = |(last, invoice): &(String, i64)| cells![code, last, *invoice, &day];
        self.each_row(sql, place, cells, |row| {
            let place = (row.text()?, row.integer()?);
            add_line(&mut sums, &row.text()?)?;
            Ok(place)
        })?;
        let sql = "INSERT OR REPLACE INTO opening (currency, day, line) VALUES (?, ?, ?)";
        self.store().run(sql, cells![code, &day, line(&sums)])?;
        Ok(sums)
    }

    /// The next day on which something was booked on an invoice, with the id of that, until a last day.
    pub fn next_booked(
        &self,
        currency: Currency,
        after: &Booked,
        until: Day,
    ) -> Result<Option<(Booked, String)>, Problem> {
        let sql = "SELECT b.day, b.invoice, i.id FROM booked b CROSS JOIN invoice i ON i.sequence = b.invoice \
                   WHERE b.currency = ? AND (b.day, b.invoice) > (?, ?) AND b.day <= ? ORDER BY b.day, b.invoice LIMIT 1";
        let cells = cells![currency.code(), after.day.to_string(), after.invoice, until.to_string()];
        let Some(mut row) = self.store().first(sql, cells)? else { return Ok(None) };
        let day = Day::parse(&row.text()?).ok_or_else(|| StoreError("a day of bookings is no day".to_owned()))?;
        Ok(Some((Booked { day, invoice: row.integer()? }, row.text()?)))
    }
}
