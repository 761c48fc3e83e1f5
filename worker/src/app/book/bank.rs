//! Bank statements: each line that came in is booked once, on the invoices that it names.
//!
//! An invoice is found by the structured reference, then by a reference or number in the free text, then by amount and name
//! together, in this order; the first that finds something decides. What could be meant for several invoices, or for none,
//! waits for a person. A structured reference is believed with any amount; a number in a text only up to what is due, or what a letter
//! claimed with interest and costs.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::invoice::Issued;
use voldaan::ledger::{ApplyOptions, EntryKind, PaidInvoice, Payment, Unmatched, status};
use voldaan::money::Currency;
use voldaan::wire::{Array, Writer, to_json};

use super::account::account_of;
use super::bank_line::{Standing, name_of};
use super::direct_debit::{METHOD as DEBIT, is_euro};
use super::document;
use super::money::{Received, fits};
use super::session::{Session, read_issued};
use super::store::{Query, transact};
use super::webhook::Named;
use crate::app::bank::{Line, is_same_name, key, keys_in, read};
use crate::app::http::Response;
use crate::app::moment::Moment;
use crate::app::payment::Money;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::resource::{Debit, DebitState, FoundBy, ImportedLine, InboxReason, LineOutcome, PaymentImport};
use crate::app::sum::sum;
use crate::cells;

/// The name under which lines of banks are booked.
pub(super) const BANK: &str = "bank";
/// The means of payment of a line.
const METHOD: &str = "creditTransfer";
/// Noon in UTC is the same day nearly everywhere.
const NOON_MILLISECONDS: i64 = 43_200_000;
/// Older invoices whose keys are added by one import.
const FILLED_AT_ONCE: i64 = 500;

/// What was found for a line.
struct Found {
    by: Option<FoundBy>,
    open: Vec<String>,
    /// One that is meant, but asks for nothing any more.
    closed: Option<String>,
}

impl<P: Ports> Session<'_, P> {
    /// POST /v1/payments/import
    pub async fn import_payments(&self) -> Result<Response, Problem> {
        if let Some(answer) = self.answered()? {
            return Ok(answer);
        }
        let lines = read(self.body()?)?;
        self.fill_keys().await?;
        let mut report = PaymentImport { booked: 0, known: 0, inbox: 0, ignored: 0, items: Array(Vec::new()) };
        let mut made: Vec<String> = Vec::new();
        for line in &lines {
            let id = name_of(line, &mut made);
            let item = self.import_line(line, &id).await?;
            match item.outcome {
                LineOutcome::Booked => report.booked += 1,
                LineOutcome::Known => report.known += 1,
                LineOutcome::Inbox => report.inbox += 1,
                LineOutcome::Ignored => report.ignored += 1,
            }
            report.items.0.push(item);
        }
        self.once(|| Ok(Response::json(200, to_json(&report))))
    }

    async fn import_line(&self, line: &Line, id: &str) -> Result<ImportedLine, Problem> {
        let item = |outcome, by, invoice_ids| ImportedLine {
            reference: line.reference.clone(),
            on: line.on,
            amount: line.amount,
            currency: line.currency.clone(),
            outcome,
            by,
            invoice_ids,
        };
        let Some(on) = line.on.filter(|_| line.is_booked) else {
            return Ok(item(LineOutcome::Ignored, None, Vec::new()));
        };
        let is_unclear = line.is_uneven || on > self.today;
        if !is_unclear && let Some((outcome, invoices)) = self.import_debits(line, id, on).await? {
            return Ok(item(outcome, Some(FoundBy::Reference), invoices));
        }
        // A credit that takes a debit back is no payment; a debit that takes a payment back has to be seen, and one that may.
        let is_seen = line.is_reversal || line.is_uneven || (is_unclear && line.returned.is_some());
        let is_ignored = if line.is_credit { line.is_reversal } else { !is_seen };
        if is_ignored {
            return Ok(item(LineOutcome::Ignored, None, Vec::new()));
        }
        if !line.is_credit {
            let outcome = transact(self.store(), || self.keep_line(line, id, on, InboxReason::UnknownPayment, None))?;
            return Ok(item(outcome, None, Vec::new()));
        }
        let found = self.find(line)?;
        let mut named = Vec::new();
        for id in found.open.iter().chain(&found.closed) {
            named.extend(self.issued_named(id).await?);
        }
        if is_unclear {
            let one = named.first().filter(|_| named.len() == 1);
            let outcome = transact(self.store(), || self.keep_line(line, id, on, InboxReason::Unclear, one))?;
            return Ok(item(outcome, None, Vec::new()));
        }
        let (outcome, booked) = transact(self.store(), || self.book_line(line, id, on, &found, &named))?;
        Ok(item(outcome, found.by.filter(|_| !booked.is_empty()), booked))
    }

    /// Books a line that is about our own direct debits: money of one of them, of a whole batch, or one that came back. None
    /// if it is about none; no invoice if it came before, or if money is told of a second time: a person looks at that.
    async fn import_debits(
        &self,
        line: &Line,
        id: &str,
        on: Day,
    ) -> Result<Option<(LineOutcome, Vec<String>)>, Problem> {
        let known = || Ok(Some((LineOutcome::Known, Vec::new())));
        let one = line.end_to_end.as_ref().map_or(Ok(None), |name| self.debit_named(name))?;
        let debits = match (&one, &line.batch) {
            (Some(debit), _) => vec![debit.clone()],
            (None, Some(batch)) => {
                let all = self.debits_of_group(batch)?;
                // The debits that a sum was of may be others by now.
                if !all.is_empty() && self.is_told(BANK, id)? {
                    return known();
                }
                match self.debits_in_sum(&all, line.amount)? {
                    Some(debits) if debits.is_empty() && !all.is_empty() => {
                        // Each of them was told of by a line of its own: this is money once more.
                        let told = all.iter().map(|debit| Ok(self.lines_of(&debit.end_to_end_id)?.0.is_some()));
                        let told = told.collect::<Result<Vec<bool>, StoreError>>()?;
                        return if line.is_credit && told.iter().all(|told| *told) { Ok(None) } else { known() };
                    }
                    Some(debits) => debits,
                    None => return Ok(None),
                }
            }
            (None, None) => return Ok(None),
        };
        if debits.is_empty() || sum_of(&debits) != line.amount || !is_euro(&line.currency) {
            return Ok(None);
        }
        let mut named = Vec::with_capacity(debits.len());
        for debit in &debits {
            named.extend(self.issued_named(&debit.invoice_id).await?);
        }
        transact(self.store(), || {
            let mut booked = Vec::new();
            for (debit, named) in debits.iter().zip(&named) {
                match self.book_debit((line, id, on), debit, named, one.is_some())? {
                    LineOutcome::Booked => booked.push(named.id.clone()),
                    outcome if one.is_some() => return Ok(Some((outcome, Vec::new()))),
                    _ => {}
                }
            }
            if one.is_none() && !booked.is_empty() {
                let sql = "INSERT OR IGNORE INTO provider_event (provider, id, at) VALUES (?, ?, ?)";
                self.store().run(sql, cells![BANK, id, self.now])?;
            }
            let outcome = if booked.is_empty() { LineOutcome::Known } else { LineOutcome::Booked };
            Ok(Some((outcome, booked)))
        })
    }

    /// Books what a line tells of one debit, inside a transaction. `is_alone` says that it is about no other one: what it tells a second
    /// time waits for a person.
    fn book_debit(
        &self,
        (line, id, on): (&Line, &str, Day),
        debit: &Debit,
        named: &Named,
        is_alone: bool,
    ) -> Result<LineOutcome, Problem> {
        let name = &debit.end_to_end_id;
        // As it is by now, and not as it was before the documents were read.
        let state = self.debit_named(name)?.map(|debit| debit.state);
        let came = self.booked_on(BANK, name)?.is_some();
        match (line.is_credit, state) {
            // Somebody gave it up, and the money came all the same.
            (true, Some(DebitState::Pending | DebitState::Returned)) if !came => {
                let account = account_of(self.store(), &named.id, &named.document)?;
                let money = Money { method: Some(DEBIT.to_owned()), amount: debit.amount, ..money_of(line, name) };
                let received = Received { provider: BANK, money: &money, at: noon(on) };
                self.set_debit(name, DebitState::Booked)?;
                self.told_by(name, "line", id)?;
                let on = on.max(account.invoice().issue_date());
                let traces = self.traces(BANK, &money, Some(&named.id))?;
                self.book_payment(&received, &traces, named, account, on)?;
                Ok(LineOutcome::Booked)
            }
            (false, Some(DebitState::Booked)) => {
                self.set_debit(name, DebitState::Returned)?;
                self.told_by(name, "back", id)?;
                let reason = line.returned.clone().filter(|reason| !reason.is_empty());
                self.return_debit(&named.id, &named.document, debit.amount, on, reason, Some((BANK, id)))?;
                Ok(LineOutcome::Booked)
            }
            _ if !is_alone => Ok(LineOutcome::Known),
            (is_credit, state) => {
                // What a person booked before is told of by the first line about it, and by no other one.
                let (told, back) = self.lines_of(name)?;
                let (what, known) = if is_credit { ("line", told) } else { ("back", back) };
                let may_tell = is_credit || state == Some(DebitState::Returned);
                if may_tell && known.is_none_or(|line| line == id) {
                    self.told_by(name, what, id)?;
                    return Ok(LineOutcome::Known);
                }
                let reason = if is_credit { InboxReason::NotOwed } else { InboxReason::UnknownPayment };
                self.keep_line(line, id, on, reason, Some(named))
            }
        }
    }

    /// The debits of a batch that a sum of the bank is of: those that are on their way, those of them that the file still has, or all with those that were given up where the money came
    /// all the same. None if it is the sum of neither; no debit if all came before.
    fn debits_in_sum(&self, all: &[Debit], sum: Decimal) -> Result<Option<Vec<Debit>>, StoreError> {
        let mut to_come = Vec::new();
        for debit in all {
            if self.booked_on(BANK, &debit.end_to_end_id)?.is_none() {
                to_come.push(debit.clone());
            }
        }
        let pending: Vec<Debit> = to_come.iter().filter(|debit| debit.state == DebitState::Pending).cloned().collect();
        if pending.is_empty() && sum_of(&to_come) != sum {
            return Ok(Some(pending));
        }
        let held = pending.iter().map(|debit| Ok(self.holds(&debit.end_to_end_id)?.then(|| debit.clone())));
        let held = held.filter_map(Result::transpose).collect::<Result<Vec<Debit>, StoreError>>()?;
        Ok([pending, held, to_come].into_iter().find(|debits| !debits.is_empty() && sum_of(debits) == sum))
    }

    /// The invoices that a line may be meant for.
    fn find(&self, line: &Line) -> Result<Found, Problem> {
        let structured: Vec<String> =
            line.structured.iter().chain(&line.end_to_end).filter_map(|reference| key(reference)).collect();
        for (by, keys) in [(FoundBy::Reference, structured), (FoundBy::Text, keys_in(&line.text))] {
            let (open, closed) = self.named_by(&keys)?;
            if !open.is_empty() || closed.is_some() {
                return Ok(Found { by: Some(by), open, closed });
            }
        }
        let Some(name) = &line.name else { return Ok(Found { by: None, open: Vec::new(), closed: None }) };
        let rows = self.store().rows(
            "SELECT id, customer_name FROM invoice WHERE state = 'open' AND type <> 'creditNote' AND amount_due = ?1 \
             AND currency = ?2",
            cells![line.amount.to_string(), &line.currency],
        )?;
        let claimed = "SELECT id, customer_name FROM invoice WHERE claimed = ? AND currency = ?";
        let claimed = self.store().rows(claimed, cells![line.amount.to_string(), &line.currency])?;
        let mut open = Vec::new();
        for mut row in rows.into_iter().chain(claimed) {
            let id = row.text()?;
            // What is due may be what a letter claimed as well.
            if row.optional()?.is_some_and(|customer| is_same_name(&customer, name)) && !open.contains(&id) {
                open.push(id);
            }
        }
        let by = (!open.is_empty()).then_some(FoundBy::AmountAndName);
        Ok(Found { by, open, closed: None })
    }

    /// The open invoices that have one of these keys, or one that is closed.
    pub fn named_by(&self, keys: &[String]) -> Result<(Vec<String>, Option<String>), StoreError> {
        let mut list = Writer::new();
        list.list();
        keys.iter().for_each(|key| list.text(key));
        list.end_list();
        let rows = self.store().rows(
            "SELECT DISTINCT i.id, i.state FROM invoice_key k JOIN invoice i ON i.id = k.invoice \
             WHERE k.key IN (SELECT value FROM json_each(?)) ORDER BY i.sequence",
            cells![list.finish()],
        )?;
        let (mut open, mut closed) = (Vec::new(), None);
        for mut row in rows {
            let (id, state) = (row.text()?, row.text()?);
            if state == "open" { open.push(id) } else { closed = closed.or(Some(id)) }
        }
        Ok((open, closed))
    }

    /// Books a line or keeps it for a person, inside a transaction.
    fn book_line(
        &self,
        line: &Line,
        id: &str,
        on: Day,
        found: &Found,
        named: &[Named],
    ) -> Result<(LineOutcome, Vec<String>), Problem> {
        let kept = |reason, named: Option<&Named>| Ok((self.keep_as(line, id, on, reason, named)?, Vec::new()));
        match self.standing(line, id)? {
            Standing::Known => return Ok((LineOutcome::Known, Vec::new())),
            Standing::Other(other) => {
                let one = named.first().filter(|_| named.len() == 1);
                return Ok((self.keep_as(line, &other, on, InboxReason::Unclear, one)?, Vec::new()));
            }
            Standing::New => {}
        }
        let mut open: Vec<&Named> = named.iter().filter(|named| found.open.contains(&named.id)).collect();
        if let Some(closed) = named.iter().find(|named| open.is_empty() && found.closed.as_ref() == Some(&named.id)) {
            // What letters claimed beside an invoice is paid after it.
            let account = account_of(self.store(), &closed.id, &closed.document)?;
            if !self.is_demanded(&closed.id, &account, line.amount, on.max(self.today))? {
                return kept(InboxReason::NotOwed, Some(closed));
            }
            open.push(closed);
        }
        let Some(first) = open.first() else { return kept(InboxReason::UnknownInvoice, None) };
        let currency = Currency::from_code(&line.currency);
        let mut due = Decimal::ZERO;
        for named in &open {
            let account = account_of(self.store(), &named.id, &named.document)?;
            if !fits(currency, &account) {
                return kept(InboxReason::WrongCurrency, Some(named));
            }
            // What came before the invoice is paid on its day.
            let on = on.max(account.invoice().issue_date());
            due = due.checked_add(status(&account, on)?.amount_due).unwrap_or(Decimal::MAX);
        }
        if open.len() > 1 {
            let missing = due.checked_sub(line.amount).unwrap_or(Decimal::MAX);
            let tolerance = currency.map_or(Decimal::ZERO, |currency| self.tolerance(currency));
            if found.by == Some(FoundBy::AmountAndName) || missing < Decimal::ZERO || missing > tolerance {
                return kept(InboxReason::Ambiguous, None);
            }
            self.note_line(line, id)?;
            return self.spread_line(line, id, on, &open);
        }
        let account = account_of(self.store(), &first.id, &first.document)?;
        let on = on.max(account.invoice().issue_date());
        let is_certain = found.by == Some(FoundBy::Reference);
        let is_too_much = line.amount > due;
        match self.unexpected(&first.id, &account, line.amount, on)? {
            Some(InboxReason::NotOwed) => return kept(InboxReason::NotOwed, Some(first)),
            Some(reason) if is_too_much && !is_certain => return kept(reason, Some(first)),
            _ => {}
        }
        self.note_line(line, id)?;
        let money = money_of(line, id);
        let received = Received { provider: BANK, money: &money, at: noon(on) };
        let traces = self.traces(BANK, &money, Some(&first.id))?;
        self.book_payment(&received, &traces, first, account, on)?;
        Ok((LineOutcome::Booked, vec![first.id.clone()]))
    }

    /// Books a line that is the sum of the invoices that it names.
    fn spread_line(
        &self,
        line: &Line,
        id: &str,
        on: Day,
        open: &[&Named],
    ) -> Result<(LineOutcome, Vec<String>), Problem> {
        let mut named = Vec::with_capacity(open.len());
        let mut to = Vec::with_capacity(open.len());
        for one in open {
            let account = account_of(self.store(), &one.id, &one.document)?;
            to.push(PaidInvoice { number: account.invoice().number().to_owned(), amount: None });
            named.push(Named { id: one.id.clone(), document: one.document.clone() });
        }
        let payment = Payment {
            amount: line.amount,
            method: METHOD.to_owned(),
            reference: line.structured.clone(),
            provider: Some(BANK.to_owned()),
            provider_id: Some(id.to_owned()),
            costs: None,
            interest: None,
            discount_on: None,
        };
        let entry = self.entry(on, EntryKind::Payment(payment));
        let first = open.first().map(|named| named.id.clone()).unwrap_or_default();
        let cells = cells![BANK, id, first, &entry.id];
        self.store().run("INSERT INTO provider_payment (provider, id, invoice, entry) VALUES (?, ?, ?, ?)", cells)?;
        let options = ApplyOptions { to, unmatched: Some(Unmatched::Keep), ..ApplyOptions::default() };
        self.apply(entry, &named, &options)?;
        Ok((LineOutcome::Booked, named.into_iter().map(|named| named.id).collect()))
    }

    /// Keeps what finds an invoice in the line of a bank.
    pub fn keep_keys(&self, id: &str, issued: &Issued) -> Result<(), StoreError> {
        let reference = issued.head().payment_reference.as_ref().and_then(|reference| key(reference.text()));
        // One without any is noted all the same, so that nobody looks for it again.
        let number = key(issued.number()).unwrap_or_default();
        for key in reference.iter().chain([&number]) {
            self.store().run("INSERT OR IGNORE INTO invoice_key (key, invoice) VALUES (?, ?)", cells![key, id])?;
        }
        Ok(())
    }

    /// Adds the keys of open invoices that an older version issued.
    pub async fn fill_keys(&self) -> Result<(), Problem> {
        let rows = self.store().rows(
            "SELECT id, hash FROM invoice WHERE state = 'open' AND type <> 'creditNote' \
             AND id NOT IN (SELECT invoice FROM invoice_key) LIMIT ?",
            cells![FILLED_AT_ONCE],
        )?;
        for mut row in rows {
            let (id, hash) = (row.text()?, row.text()?);
            let document = document::text(document::load_from_book(self.ports, &hash).await?)?;
            self.keep_keys(&id, &read_issued(&document)?)?;
        }
        Ok(())
    }
}

fn sum_of(debits: &[Debit]) -> Decimal {
    sum(debits.iter().map(|debit| debit.amount))
}

pub(super) fn noon(day: Day) -> Moment {
    Moment::of_utc_day(day).plus_milliseconds(NOON_MILLISECONDS)
}

pub(super) fn money_of(line: &Line, id: &str) -> Money {
    Money {
        payment: id.to_owned(),
        order: None,
        invoice: None,
        currency: Currency::from_code(&line.currency),
        amount: line.amount,
        refunded: Decimal::ZERO,
        listed: None,
        method: Some(METHOD.to_owned()),
    }
}
