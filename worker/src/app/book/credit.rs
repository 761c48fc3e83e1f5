//! Credit notes: what is taken back of an issued invoice, in a document with a number of its own.
//!
//! The engine says what the credit note holds; note, number and the entry on the invoice are one transaction.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::finding::{Code, Error, Finding};
use voldaan::invoice::{CreditRequest, credit, credit_entry};
use voldaan::ledger::{Account, EntryKind, State, Void, credits_discount, position, status};

use super::account::account_of;
use super::document;
use super::invoice::{InvoiceRow, answer};
use super::issue::Finalized;
use super::session::Session;
use super::store::{Query, transact};
use crate::app::http::Response;
use crate::app::identity::new_id;
use crate::app::page::language_of;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{CreditInput, VoidInput};
use crate::cells;

impl<P: Ports> Session<'_, P> {
    /// POST /v1/invoices/{id}/credit
    pub fn credit(&self, id: &str, document: &str) -> Result<Response, Problem> {
        let input: CreditInput = self.input()?;
        let account = account_of(self.store(), id, document)?;
        let mut request = CreditRequest {
            lines: input.lines,
            amount: input.amount,
            full: input.full,
            reason: input.reason.unwrap_or_default(),
            issue_date: input.issue_date.unwrap_or(self.today),
        };
        if input.discount == Some(true) {
            request = discount_request(&account, request)?;
        }
        let (note, _) = self.write_note(id, account, &request, input.series.as_deref())?;
        Ok(answer(201, &self.issued_resource(&note.row, &note.document, &note.account)?, note.row.revision))
    }

    /// POST /v1/invoices/{id}/void
    pub fn void(&self, id: &str, document: &str) -> Result<Response, Problem> {
        let input: VoidInput = self.input()?;
        let account = account_of(self.store(), id, document)?;
        if status(&account, self.today)?.state == State::Void {
            return Err(Problem::new(
                Refusal::InvoiceVoid,
                "The invoice was taken back already. Look at its credit notes.",
            ));
        }
        let customer = account.invoice().head().customer.as_deref();
        let usual = language_of(customer).pick([
            "Factuur ingetrokken",
            "Invoice cancelled",
            "Rechnung storniert",
            "Facture annulée",
        ]);
        let request = CreditRequest {
            lines: Vec::new(),
            amount: None,
            full: Some(true),
            reason: input.reason.clone().unwrap_or_else(|| usual.to_owned()),
            issue_date: input.issue_date.unwrap_or(self.today),
        };
        let (_, account) = self.write_note(id, account, &request, input.series.as_deref())?;
        let entry = self.entry(request.issue_date, EntryKind::Void(Void { reason: input.reason }));
        let account = self.append(id, account, entry)?;
        let row = self.invoice_row(id)?;
        Ok(answer(200, &self.issued_resource(&row, document, &account)?, row.revision))
    }

    /// Issues the next credit note for a discount that was earned before today, where the administration wants it, and sends it; false if
    /// there is none left. What cannot be issued waits for a person, and an event says so.
    pub async fn credit_next_discount(&self) -> Result<bool, Problem> {
        if self.administration.said.credit_earned_discounts != Some(true) {
            return Ok(false);
        }
        let store = self.store();
        let next = "SELECT c.invoice, i.hash FROM to_credit c JOIN invoice i ON i.id = c.invoice WHERE c.day < ? ORDER BY c.day LIMIT 1";
        let Some(mut row) = store.first(next, cells![self.today.to_string()])? else { return Ok(false) };
        let (id, hash) = (row.text()?, row.text()?);
        let document = document::load_from_book(self.ports, &hash).await.and_then(document::text);
        let done = || store.run("DELETE FROM to_credit WHERE invoice = ?", cells![&id]).map(drop);
        let made = transact(store, || {
            let account = account_of(store, &id, &document?)?;
            let (lines, amount, full, reason) = (Vec::new(), None, None, String::new());
            let request = CreditRequest { lines, amount, full, reason, issue_date: self.today };
            let request = discount_request(&account, request)?;
            let (note, _) = self.write_note(&id, account, &request, None)?;
            self.send_issued(&note.row.id, &note.document)?;
            Ok(done()?)
        });
        let later = || {
            let sql = "UPDATE to_credit SET day = ? WHERE invoice = ?";
            store.run(sql, cells![self.today.to_string(), &id]).map(drop)
        };
        let is_none = |problem: &Problem| problem.code == Refusal::DiscountNone.row().code;
        self.note_not_made(made, ("discount.notCredited", &id), is_none, (done, later)).map(|()| true)
    }

    /// What follows where the document for a discount could not be made by itself: it is `done`, and an event says so unless there was
    /// none to make. What cannot be read now is tried again `later`, and holds up nothing else.
    pub fn note_not_made(
        &self,
        made: Result<(), Problem>,
        (event, id): (&str, &str),
        is_none: impl Fn(&Problem) -> bool,
        (done, later): (impl Fn() -> Result<(), StoreError>, impl Fn() -> Result<(), StoreError>),
    ) -> Result<(), Problem> {
        match made {
            Err(problem) if problem.status < 500 => transact(self.store(), || {
                done()?;
                if is_none(&problem) { Ok(()) } else { Ok(self.record(event, id)?) }
            }),
            Err(problem) => {
                later()?;
                self.record(event, id)?;
                Err(problem)
            }
            Ok(()) => Ok(()),
        }
    }

    /// Says of a payment that it earned a discount which a credit note is to take the place of: the law leaves its VAT due until then.
    pub fn note_discount(&self, id: &str, account: &Account) -> Result<(), Problem> {
        if earned_discount(account, self.today)?.is_zero() {
            return Ok(());
        }
        self.record("discount.earned", id)?;
        if self.administration.said.credit_earned_discounts == Some(true) {
            // From the next morning on: until then a mistake in the booking can be taken back.
            let sql = "INSERT OR IGNORE INTO to_credit (invoice, day) VALUES (?, ?)";
            self.store().run(sql, cells![id, self.today.to_string()])?;
        }
        Ok(())
    }

    /// Issues the credit note and books it on the invoice. Gives the note and the account with its entry.
    fn write_note(
        &self,
        id: &str,
        account: Account,
        request: &CreditRequest,
        series: Option<&str>,
    ) -> Result<(Finalized, Account), Problem> {
        self.check_not_after_today(request.issue_date, "issueDate", "The credit note")?;
        self.check_not_deducted(id)?;
        let draft = credit(&account, request)?;
        let row = InvoiceRow::new_draft(new_id(self.ports.random(), "inv"), self.invoice_row(id)?.customer);
        let row = InvoiceRow { revision: 0, credits: Some(id.to_owned()), ..row };
        self.insert_row(&row.id)?;
        let note = self.finalize(&row, &draft, series, request.issue_date)?;
        let credit = credit_entry(account.invoice(), note.account.invoice());
        let entry = self.entry(request.issue_date, EntryKind::Credit(credit));
        let account = self.append(id, account, entry)?;
        if account.is_credited_in_full() {
            // What is taken back as a whole, at once or in parts, takes nothing off any more.
            self.release_prepayments(id)?;
            self.release_incentive(id)?;
        }
        Ok((note, account))
    }
}

/// The early-payment discount that was earned by a day and that no credit note has taken the place of.
fn earned_discount(account: &Account, on: Day) -> Result<Decimal, Problem> {
    if !credits_discount(account.invoice()) {
        return Ok(Decimal::ZERO);
    }
    Ok(position(account, on)?.discount)
}

/// The request for a credit note over the discount that was earned: once it is booked, nothing of the discount is left.
fn discount_request(account: &Account, said: CreditRequest) -> Result<CreditRequest, Problem> {
    if said.amount.is_some() || said.full == Some(true) || !said.lines.is_empty() {
        let message = "A credit note is over the discount that was earned, or over something else.";
        let finding = Finding::new(Code::CreditForm, "discount", message).fix("Leave full, lines and amount out.");
        return Err(Error::from_finding(finding).into());
    }
    let amount = earned_discount(account, said.issue_date)?;
    if amount.is_zero() {
        let detail = "No early-payment discount of the invoice waits for a credit note: none was earned by that day, it has its credit note, \
                      or its VAT is right without one. State an amount to credit something else.";
        return Err(Problem::new(Refusal::DiscountNone, detail));
    }
    let usual = language_of(account.invoice().head().customer.as_deref()).pick([
        "Betalingskorting",
        "Early-payment discount",
        "Skonto",
        "Escompte pour paiement anticipé",
    ]);
    let reason = if said.reason.trim().is_empty() { usual.to_owned() } else { said.reason };
    Ok(CreditRequest { amount: Some(amount), reason, ..said })
}
