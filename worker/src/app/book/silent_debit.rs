//! Direct debits that the bank never tells of. After some days a person has to look: each waits in the inbox until it is assigned (the
//! money came) or dismissed (it came to nothing). Until then nobody collects or asks for the money: whoever gave a mandate is not in
//! default while the creditor collects under it (art. 6:58 and 6:61(2) BW), and may have been debited.

use voldaan::calendar::Day;
use voldaan::ledger::{State, position, status};
use voldaan::money::Currency;
use voldaan::wire::Writer;

use super::Book;
use super::account::account_in_book;
use super::bank::{BANK, noon};
use super::direct_debit::METHOD;
use super::inbox::Waiting;
use super::list::decimal;
use super::session::Session;
use super::store::{Query, transact};
use crate::app::http::Request;
use crate::app::moment::Moment;
use crate::app::ports::{Clock, Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::resource::{DebitState, InboxItem, InboxOutcome, InboxReason};
use crate::cells;

/// Days after that of collection. A bank gives a collection back within five days on which banks settle (SEPA Core Direct Debit
/// Rulebook, EPC016-06, 4.3.1: returns), and two weeks have seven of them even at Christmas and Easter: two for the statement.
const SILENT_DAYS: i32 = 14;

/// Debits that are shown at once; the next waking follows at once.
const SHOWN_AT_ONCE: i64 = 100;

/// The first day on which something is collected that the bank has not told of.
pub(super) const NEXT_SILENT: &str = "SELECT b.day FROM debit d INDEXED BY debit_silent JOIN direct_debit b ON b.id = d.batch \
    WHERE d.state = 'pending' AND d.shown IS NULL ORDER BY b.day LIMIT 1";

/// When a debit of a day is overdue.
pub(super) fn overdue_from(day: &str) -> Option<Moment> {
    Day::parse(day).and_then(|day| day.add_days(SILENT_DAYS + 1)).map(Moment::of_utc_day)
}

/// A debit that is overdue.
struct Silent {
    name: String,
    batch: String,
    invoice: String,
    amount: String,
    day: String,
}

impl<P: Ports> Book<P> {
    /// When the next debit becomes overdue; None if the bank has told of all.
    pub(super) fn next_silent_debit(&self) -> Result<Option<Moment>, StoreError> {
        let row = self.ports.store().first(NEXT_SILENT, cells![])?;
        Ok(row.map_or(Ok(None), |mut row| row.optional())?.and_then(|day| overdue_from(&day)))
    }

    /// Shows the debits that the bank has not told of in time.
    pub(super) fn show_silent_debits(&self) -> Result<(), Problem> {
        let now = self.ports.clock().now();
        if self.next_silent_debit()?.is_none_or(|due| due > now) {
            return Ok(());
        }
        let Some(administration) = self.stored()? else { return Ok(()) };
        let request = Request::default();
        self.session_at(administration, &request, now, now)?.show_silent_debits(now.utc_day())
    }
}

impl<P: Ports> Session<'_, P> {
    /// Puts debits into the inbox that were to be collected so long before a day and are not told of.
    pub fn show_silent_debits(&self, on: Day) -> Result<(), Problem> {
        let Some(before) = on.add_days(-SILENT_DAYS) else { return Ok(()) };
        let sql = "SELECT d.name, d.batch, d.invoice, d.amount, b.day FROM debit d INDEXED BY debit_silent \
                   JOIN direct_debit b ON b.id = d.batch \
                   WHERE d.state = 'pending' AND d.shown IS NULL AND b.day < ? ORDER BY d.sequence LIMIT ?";
        for mut row in self.store().rows(sql, cells![before.to_string(), SHOWN_AT_ONCE])? {
            let (name, batch, invoice) = (row.text()?, row.text()?, row.text()?);
            let silent = Silent { name, batch, invoice, amount: row.text()?, day: row.text()? };
            transact(self.store(), || self.show_silent_debit(&silent))?;
        }
        Ok(())
    }

    fn show_silent_debit(&self, silent: &Silent) -> Result<(), Problem> {
        if self.is_paid_by_hand(silent)? {
            return Ok(self.set_debit(&silent.name, DebitState::Booked)?);
        }
        self.store().run("UPDATE debit SET shown = ? WHERE name = ?", cells![self.now, &silent.name])?;
        let day = Day::parse(&silent.day).ok_or_else(|| StoreError("a day is no day".to_owned()))?;
        let mut body = Writer::new();
        body.object();
        for (name, text) in [("directDebit", &silent.batch), ("endToEnd", &silent.name), ("collectOn", &silent.day)] {
            body.pair(name, text);
        }
        body.end_object();
        self.wait(&Waiting {
            provider: BANK,
            payment: &silent.name,
            reason: InboxReason::SilentDebit,
            invoice: Some(&silent.invoice),
            amount: decimal(&silent.amount)?,
            currency: Some(Currency::EUR),
            refunded: rust_decimal::Decimal::ZERO,
            method: Some(METHOD),
            at: noon(day),
            body: &body.finish(),
        })
        .map(drop)
    }

    /// Whether the money is in the books already: somebody saw it on the account and booked it.
    fn is_paid_by_hand(&self, silent: &Silent) -> Result<bool, Problem> {
        let hash = self.invoice_row(&silent.invoice)?.hash;
        let Some(account) = account_in_book(self.store(), &silent.invoice, hash.as_deref())? else { return Ok(false) };
        let is_settled = status(&account, self.today)?.state == State::Paid;
        Ok(is_settled && position(&account, self.today)?.received >= decimal(&silent.amount)?)
    }

    /// Notes what a person found out about a debit that the bank did not tell of.
    pub fn settle_silent_debit(&self, item: &InboxItem, state: DebitState) -> Result<(), Problem> {
        if item.reason != InboxReason::SilentDebit {
            return Ok(());
        }
        self.set_debit(&item.provider_id, state)?;
        if state == DebitState::Returned {
            self.record("directDebit.returned", item.invoice_id.as_deref().unwrap_or_default())?;
        }
        Ok(())
    }

    /// Takes the question about a debit out of the inbox that came to nothing.
    pub fn answer_silent_debit(&self, name: &str) -> Result<(), StoreError> {
        let sql = "UPDATE inbox SET resolved = ?, outcome = ? WHERE provider = ? AND payment = ? AND resolved IS NULL";
        self.store().run(sql, cells![self.now, InboxOutcome::Dismissed.as_str(), BANK, name]).map(drop)
    }

    /// What to do about a debit that is on its way.
    pub fn wait_for_debit(&self, invoice: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT d.name, d.batch, b.day, d.shown FROM debit d JOIN direct_debit b ON b.id = d.batch \
                   WHERE d.invoice = ? AND d.state = 'pending'";
        let Some(mut row) = self.store().first(sql, cells![invoice])? else { return Ok(None) };
        let (debit, batch, day, shown) = (row.text()?, row.text()?, row.text()?, row.moment()?);
        Ok(Some(match shown {
            None => format!(
                "The direct debit {debit} of this invoice, in the batch {batch}, is on its way. Wait until the bank tells of it, or \
                 state with POST /v1/invoices/{invoice}/returnedDebit that it came to nothing."
            ),
            Some(_) => format!(
                "The direct debit {debit} of this invoice was to be collected on {day}, and the bank has not told of it. Look at the \
                 account, and assign its item in /v1/inbox if the money came, or dismiss it if it did not."
            ),
        }))
    }
}
