//! Credit notes: what is taken back of an issued invoice, in a document with a number of its own.
//!
//! The engine says what the credit note holds; note, number and the entry on the invoice are one transaction.

use voldaan::invoice::{CreditRequest, credit, credit_entry};
use voldaan::ledger::{Account, EntryKind, State, Void, status};

use super::account::account_of;
use super::invoice::{InvoiceRow, answer};
use super::issue::Finalized;
use super::session::Session;
use crate::app::http::Response;
use crate::app::identity::new_id;
use crate::app::page::language_of;
use crate::app::ports::{Ports, Store};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{CreditInput, VoidInput};
use crate::cells;

impl<P: Ports> Session<'_, P> {
    /// POST /v1/invoices/{id}/credit
    pub fn credit(&self, id: &str, document: &str) -> Result<Response, Problem> {
        let input: CreditInput = self.input()?;
        let account = account_of(self.store(), id, document)?;
        let request = CreditRequest {
            lines: input.lines,
            amount: input.amount,
            full: input.full,
            reason: input.reason,
            issue_date: input.issue_date.unwrap_or(self.today),
        };
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
        let customer = account.invoice().head().customer.as_ref();
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
        let row = InvoiceRow {
            id: new_id(self.ports.random(), "inv"),
            revision: 0,
            is_draft: true,
            customer: self.invoice_row(id)?.customer,
            credits: Some(id.to_owned()),
            hash: None,
            link_generation: 1,
            prepayments: Vec::new(),
        };
        self.store().run(
            "INSERT INTO invoice (id, revision, state, type, currency, payable, amount_due, link_generation) \
             VALUES (?, 0, 'draft', '', '', '', '', 1)",
            cells![&row.id],
        )?;
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
