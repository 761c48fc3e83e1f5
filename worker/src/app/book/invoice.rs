//! Invoices as the Book keeps them: a row each, and what the API shows of it.

use voldaan::invoice::Draft;
use voldaan::ledger::Account;
use voldaan::wire::{Array, to_json};

use super::account::{account_of, status_of};
use super::likeness::Known;
use super::prepayment::prepayments_of;
use super::session::{Session, tagged};
use super::store::{Cells, Query, WithBytes};
use crate::app::http::Response;
use crate::app::link::{DAYS_VALID, Link, PREVIEW, VIEW};
use crate::app::ports::{Cell, Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::resource::{CreditNoteReference, DraftJson, EntryJson, EntryList, InvoiceJson, InvoiceResource, Links};
use crate::cells;

/// What the row of an invoice says that the document does not.
pub(super) struct InvoiceRow {
    pub id: String,
    pub revision: i64,
    pub is_draft: bool,
    pub customer: Option<String>,
    pub credits: Option<String>,
    pub hash: Option<String>,
    pub link_generation: i64,
    /// The prepayments that a draft is to take off.
    pub prepayments: Vec<String>,
}

/// The columns of [`InvoiceRow`], and whether a draft has prepayments to read.
const COLUMNS: &str = "i.id, revision, state, customer, credits, hash, link_generation, \
     state = 'draft' AND EXISTS (SELECT 1 FROM deduction WHERE deduction.invoice = i.id)";

impl InvoiceRow {
    /// The row of a new draft.
    pub fn new_draft(id: String, customer: Option<String>) -> InvoiceRow {
        let (credits, hash, prepayments) = (None, None, Vec::new());
        InvoiceRow { id, revision: 1, is_draft: true, customer, credits, hash, link_generation: 1, prepayments }
    }

    /// The row of an invoice, if there is one.
    pub fn find(store: &impl Store, id: &str) -> Result<Option<InvoiceRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM invoice i WHERE i.id = ?");
        let Some(mut columns) = store.first(&sql, cells![id])? else { return Ok(None) };
        let mut row = Self::read(&mut columns)?;
        if columns.integer()? != 0 {
            row.prepayments = prepayments_of(store, id)?;
        }
        Ok(Some(row))
    }

    /// The row of the invoice whose id an expression gives, without the prepayments of a draft, and what the Book has of the document of an
    /// issued one: in one question.
    pub fn with_document(store: &impl Store, id: &str, cells: Vec<Cell>) -> Result<WithBytes<InvoiceRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS}, c.bytes FROM invoice i LEFT JOIN chunk c ON c.owner = 'document/' || i.hash \
             WHERE i.id = {id} ORDER BY c.place"
        );
        let mut found: WithBytes<InvoiceRow> = None;
        for mut row in store.rows(&sql, cells)? {
            let (read, _, chunk) = (InvoiceRow::read(&mut row)?, row.integer()?, row.optional_blob()?);
            match &mut found {
                Some((_, Some(bytes))) => bytes.extend(chunk.unwrap_or_default()),
                _ => found = Some((read, chunk)),
            }
        }
        Ok(found)
    }

    fn read(row: &mut Cells) -> Result<InvoiceRow, StoreError> {
        let (id, revision, state) = (row.text()?, row.integer()?, row.text()?);
        let (customer, credits, hash) = (row.optional()?, row.optional()?, row.optional()?);
        let (link_generation, prepayments) = (row.integer()?, Vec::new());
        let is_draft = state == "draft";
        Ok(InvoiceRow { id, revision, is_draft, customer, credits, hash, link_generation, prepayments })
    }
}

impl<P: Ports> Session<'_, P> {
    /// The row of an invoice.
    pub fn invoice_row(&self, id: &str) -> Result<InvoiceRow, Problem> {
        InvoiceRow::find(self.store(), id)?.ok_or_else(|| Problem::not_found("invoice"))
    }

    /// GET /v1/invoices/{id}
    pub fn get_invoice(&self, id: &str, document: Option<&String>) -> Result<Response, Problem> {
        let row = self.invoice_row(id)?;
        let resource = match document {
            Some(document) => self.issued_resource(&row, document, &account_of(self.store(), id, document)?)?,
            None => {
                let draft = self.stored_draft(id)?;
                self.draft_resource(&row, &draft)?
            }
        };
        Ok(answer(200, &resource, row.revision))
    }

    /// GET /v1/invoices/{id}/status
    pub fn get_status(&self, id: &str, document: Option<&String>) -> Result<Response, Problem> {
        let on = self.query_day("on")?.unwrap_or(self.today);
        let row = self.invoice_row(id)?;
        let status = match document {
            Some(document) => status_of(self.store(), id, &account_of(self.store(), id, document)?, on)?,
            None => self.draft_status(&self.completed(&self.stored_draft(id)?, &row)?, on)?,
        };
        Ok(Response::json(200, to_json(&status)))
    }

    /// GET /v1/invoices/{id}/entries
    pub fn list_entries(&self, id: &str) -> Result<Response, Problem> {
        self.invoice_row(id)?;
        let page = self.page()?;
        let rows = self.store().rows(
            "SELECT sequence, json FROM entry WHERE invoice = ? AND sequence > ? ORDER BY sequence LIMIT ?",
            cells![id, page.after, page.limit + 1],
        )?;
        let (items, next) = page.cut(rows, |row| Ok(EntryJson(row.text()?)))?;
        Ok(Response::json(200, to_json(&EntryList { items: Array(items), next })))
    }

    /// DELETE /v1/invoices/{id}/links
    pub fn revoke_links(&self, id: &str) -> Result<Response, Problem> {
        self.invoice_row(id)?;
        self.store().run("UPDATE invoice SET link_generation = link_generation + 1 WHERE id = ?", cells![id])?;
        self.renew_messages(&self.invoice_row(id)?)?;
        self.record("invoice.linksRevoked", id)?;
        Ok(Response::empty(204))
    }

    /// What the API shows of an issued invoice.
    pub fn issued_resource(
        &self,
        row: &InvoiceRow,
        document: &str,
        account: &Account,
    ) -> Result<InvoiceResource, Problem> {
        let notes =
            self.store().rows("SELECT id, number FROM invoice WHERE credits = ? ORDER BY sequence", cells![&row.id])?;
        let notes: Result<Vec<_>, StoreError> = notes
            .into_iter()
            .map(|mut note| Ok(CreditNoteReference { id: note.text()?, number: note.text()? }))
            .collect();
        let mut resource = self.new_resource(row, document, account)?;
        resource.credit_notes = notes?;
        resource.prepayment_ids = prepayments_of(self.store(), &row.id)?;
        resource.deducted_by = self.deducted_by(&row.id)?;
        (resource.supplemented_by, resource.supplements) = self.supplements_of(&row.id)?;
        Ok(resource)
    }

    /// What the API shows of an invoice that nothing refers to yet: it was issued just now.
    pub fn new_resource(
        &self,
        row: &InvoiceRow,
        document: &str,
        account: &Account,
    ) -> Result<InvoiceResource, Problem> {
        let status = status_of(self.store(), &row.id, account, self.today)?;
        Ok(InvoiceResource {
            id: row.id.clone(),
            state: status.state.as_str().to_owned(),
            number: Some(account.invoice().number().to_owned()),
            customer_id: row.customer.clone(),
            credits: row.credits.clone(),
            credit_notes: Vec::new(),
            prepayment_ids: row.prepayments.clone(),
            deducted_by: None,
            supplemented_by: None,
            supplements: None,
            warnings: Vec::new(),
            invoice: InvoiceJson(document.to_owned()),
            draft: None,
            status,
            links: Links { customer: self.acting(self.customer_link(row)), preview: Some(self.link(row, PREVIEW)) },
            document_hash: row.hash.clone(),
        })
    }

    /// What the API shows of a draft, computed as if it were issued today.
    pub fn draft_resource(&self, row: &InvoiceRow, draft: &Draft) -> Result<InvoiceResource, Problem> {
        let invoice = self.completed(draft, row)?;
        let status = self.draft_status(&invoice, self.today)?;
        Ok(InvoiceResource {
            id: row.id.clone(),
            state: "draft".to_owned(),
            number: None,
            customer_id: row.customer.clone(),
            credits: None,
            credit_notes: Vec::new(),
            prepayment_ids: row.prepayments.clone(),
            deducted_by: None,
            supplemented_by: None,
            supplements: None,
            warnings: self.duplicates(&Known::of(row, &invoice, self.today))?,
            invoice: InvoiceJson(invoice.to_json()),
            draft: Some(DraftJson(draft.to_json())),
            status,
            links: Links { customer: None, preview: None },
            document_hash: None,
        })
    }

    /// A fresh link to the customer's page.
    pub fn customer_link(&self, row: &InvoiceRow) -> String {
        self.link(row, VIEW)
    }

    /// A fresh link to the page of an invoice for one action.
    fn link(&self, row: &InvoiceRow, action: &str) -> String {
        let until = self.clock.plus_days(DAYS_VALID);
        let link = Link::to(&self.administration.id, &row.id, action, row.link_generation, until);
        format!("{}/i/{}", self.origin(), link.token(self.secrets))
    }
}

/// An answer that shows an invoice.
pub(super) fn answer(status: u16, resource: &InvoiceResource, revision: i64) -> Response {
    tagged(status, to_json(resource), revision)
}
