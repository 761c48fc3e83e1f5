//! Drafts: what can still change. Kept as they were said, computed each time they are shown.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::invoice::{Draft, Invoice as Computed};
use voldaan::ledger::{BalanceState, State, Status};

use super::invoice::{InvoiceRow, answer};
use super::search;
use super::session::{Session, check_with_draft, read_stored};
use super::store::{drop_chunks, get_chunks, put_chunks};
use crate::app::http::Response;
use crate::app::identity::new_id;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{CalculateInput, InvoiceInput};
use crate::cells;

/// Where the text of a draft is kept.
pub(super) fn place(id: &str) -> String {
    format!("draft/{id}")
}

impl<P: Ports> Session<'_, P> {
    /// POST /v1/calculate
    pub fn calculate(&self) -> Result<Response, Problem> {
        let input: CalculateInput = self.input_with_draft(None, |input: &CalculateInput| &input.draft)?;
        let calculate = if input.explain == Some(true) { voldaan::calculate_explained } else { voldaan::calculate };
        let invoice = calculate(&input.draft).map_err(|error| Problem::within("draft", error))?;
        Ok(Response::json(200, invoice.to_json()))
    }

    /// POST /v1/invoices
    pub fn create_draft(&self) -> Result<Response, Problem> {
        let input: InvoiceInput = self.input_with_draft(Some(self.today), |input: &InvoiceInput| &input.draft)?;
        let mut row = InvoiceRow::new_draft(new_id(self.ports.random(), "inv"), input.customer_id);
        row.prepayments = input.prepayment_ids;
        let resource = self.draft_resource(&row, &input.draft)?;
        self.insert_draft(&row, &input.draft)?;
        Ok(answer(201, &resource, row.revision))
    }

    /// Keeps a new draft.
    pub fn insert_draft(&self, row: &InvoiceRow, draft: &Draft) -> Result<(), Problem> {
        self.insert_row(&row.id)?;
        self.write_draft(row, draft)?;
        Ok(self.record("invoice.created", &row.id)?)
    }

    /// The row of a new draft, with nothing in it yet.
    pub fn insert_row(&self, id: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO invoice (id, revision, state, type, currency, payable, amount_due, link_generation) \
                   VALUES (?, 0, 'draft', '', '', '', '', 1)";
        self.store().run(sql, cells![id]).map(drop)
    }

    /// PATCH /v1/invoices/{id}
    pub fn patch_draft(&self, id: &str) -> Result<Response, Problem> {
        let mut row = self.draft_row(id)?;
        self.check_match(row.revision)?;
        let before = InvoiceInput {
            draft: self.stored_draft(id)?,
            customer_id: row.customer.clone(),
            prepayment_ids: row.prepayments.clone(),
        };
        let (after, findings): (InvoiceInput, _) = self.merged(&before, |_| ())?;
        check_with_draft(findings, &after.draft, Some(self.today))?;
        row.revision += 1;
        row.customer = after.customer_id;
        row.prepayments = after.prepayment_ids;
        let resource = self.draft_resource(&row, &after.draft)?;
        self.write_draft(&row, &after.draft)?;
        self.record("invoice.changed", id)?;
        Ok(answer(200, &resource, row.revision))
    }

    /// DELETE /v1/invoices/{id}
    pub fn delete_draft(&self, id: &str) -> Result<Response, Problem> {
        self.draft_row(id)?;
        drop_chunks(self.store(), &place(id))?;
        search::forget(self.store(), id)?;
        self.release_items(id)?;
        self.release_quote(id)?;
        self.release_prepayments(id)?;
        self.store().run("DELETE FROM invoice WHERE id = ?", cells![id])?;
        self.record("invoice.deleted", id)?;
        Ok(Response::empty(204))
    }

    /// The row of a draft; an issued invoice is refused.
    pub fn draft_row(&self, id: &str) -> Result<InvoiceRow, Problem> {
        let row = self.invoice_row(id)?;
        if !row.is_draft {
            let detail = "The invoice is issued and does not change any more. Credit or void it instead.";
            return Err(Problem::new(Refusal::InvoiceIssued, detail));
        }
        Ok(row)
    }

    /// The draft as it was said.
    pub fn stored_draft(&self, id: &str) -> Result<Draft, Problem> {
        let bytes = get_chunks(self.store(), &place(id))?;
        read_stored(&super::document::text(bytes)?)
    }

    /// The draft with what the administration and the customer say where it says nothing.
    pub fn filled(&self, draft: &Draft, customer: Option<&str>) -> Result<Draft, Problem> {
        let said = &self.administration.said;
        let mut draft = draft.clone();
        if let Some(id) = customer {
            let party = self.party(id).map_err(|problem| match problem.status {
                404 => Problem::at(
                    Refusal::CustomerUnknown,
                    "customerId",
                    "There is no customer of this id. Make one with POST /v1/customers first.",
                ),
                _ => problem,
            })?;
            if draft.customer.as_deref().is_some_and(|stated| *stated != party) {
                let detail = "The draft names a customer and customerId another one. Say one of them.";
                return Err(Problem::at(Refusal::CustomerTwice, "customerId", detail));
            }
            draft.customer = Some(Box::new(party));
        }
        draft.supplier = draft.supplier.or_else(|| said.supplier.clone().map(Box::new));
        draft.payment_terms = draft.payment_terms.or_else(|| said.payment_terms.clone());
        if draft.payment_methods.is_empty() {
            draft.payment_methods = said.payment_methods.clone();
        }
        Ok(draft)
    }

    /// The draft computed as if it were issued on its own date, else today.
    pub fn completed(&self, draft: &Draft, row: &InvoiceRow) -> Result<Computed, Problem> {
        let (draft, _) = self.prepared(draft, row, None)?;
        voldaan::calculate(&draft).map_err(|error| Problem::within("draft", error))
    }

    /// The draft as it is issued on a day, on its own date, or today: filled, with its prepayments taken off, and the incentive
    /// of its customer, if one waits and there is room for it, and with what late payment costs, if it is to say so; and whether it took the
    /// incentive.
    pub fn prepared(&self, draft: &Draft, row: &InvoiceRow, on: Option<Day>) -> Result<(Draft, bool), Problem> {
        let mut draft = self.filled(draft, row.customer.as_deref())?;
        // Where both say a day, they have to say the same: the engine refuses to issue it otherwise.
        draft.issue_date = draft.issue_date.or(on).or(Some(self.today));
        let mut draft = self.with_late_payment(draft)?;
        if let Some(note) = self.customer_said(row.customer.as_deref())?.and_then(|said| said.note)
            && !draft.notes.contains(&note)
        {
            draft.notes.push(note);
        }
        let deducted = |draft: Draft| self.deducted(draft, row.customer.as_deref(), &row.prepayments);
        // What the draft states about its whole, or what was prepaid, may leave no room for it.
        let rewarded = self.rewarded(&draft, row)?.and_then(|draft| deducted(draft).ok());
        match rewarded.filter(|draft| voldaan::calculate(draft).is_ok()) {
            Some(draft) => Ok((draft, true)),
            None => Ok((deducted(draft)?, false)),
        }
    }

    /// The status of what is not issued: nothing is owed yet.
    pub fn draft_status(&self, invoice: &Computed, on: Day) -> Result<Status, Problem> {
        let zero = Decimal::new(0, invoice.head().currency.decimals());
        Ok(Status {
            state: State::Draft,
            balance_state: BalanceState::Unpaid,
            overdue: false,
            days_overdue: 0,
            overdue_amount: zero,
            dunning_level: 0,
            disputed: zero,
            amount_due: zero,
            charges: None,
            as_of: on,
            findings: Vec::new(),
        })
    }

    fn write_draft(&self, row: &InvoiceRow, draft: &Draft) -> Result<(), Problem> {
        let invoice = self.completed(draft, row)?;
        self.bind_prepayments(&row.id, &row.prepayments)?;
        let head = invoice.head();
        self.store().run(
            "UPDATE invoice SET revision = ?, type = ?, customer = ?, currency = ?, issue_date = ?, due_date = ?, \
             customer_name = ?, payable = ?, amount_due = ? WHERE id = ?",
            cells![
                row.revision,
                head.document_type().as_str(),
                row.customer.as_deref(),
                head.currency.code(),
                draft.issue_date.map(|day| day.to_string()),
                invoice.due_date().filter(|_| draft.issue_date.is_some()).map(|day| day.to_string()),
                head.customer.as_deref().map(|party| party.name.as_str()),
                invoice.totals().payable.to_string(),
                Decimal::new(0, head.currency.decimals()).to_string(),
                &row.id,
            ],
        )?;
        drop_chunks(self.store(), &place(&row.id))?;
        put_chunks(self.store(), &place(&row.id), draft.to_json().as_bytes())?;
        Ok(search::index(self.store(), &row.id, &invoice, &[])?)
    }
}
