//! What customers asked or said on their page: kept until a person has decided, and booked where that is a promise of the
//! seller.

use voldaan::ledger::{EntryKind, PaymentPlan};
use voldaan::wire::{Array, from_json, to_json};

use super::account::account_of;
use super::entries::check_owed;
use super::list::waits;
use super::payment::without_place;
use super::session::Session;
use super::store::{Cells, Query};
use crate::app::http::Response;
use crate::app::identity::new_id;
use crate::app::moment::Moment;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{
    CustomerRequest, CustomerRequestKind, CustomerRequestList, CustomerRequestOutcome, CustomerRequestResolvedInput,
    CustomerWords,
};
use crate::cells;

const COLUMNS: &str = "id, at, invoice, kind, json, resolved, outcome";

/// What is known of the requests about an invoice.
pub(super) struct Requests {
    /// A payment plan was asked for and not decided.
    pub plan_open: bool,
    /// Another contact was asked for and not decided.
    pub contact_open: bool,
    /// The one question was answered.
    pub has_feedback: bool,
}

fn read(row: &mut Cells) -> Result<CustomerRequest, StoreError> {
    let (id, at, invoice_id) = (row.text()?, Moment(row.integer()?).instant(), row.text()?);
    let kind = CustomerRequestKind::from_word(&row.text()?);
    let kind = kind.ok_or_else(|| StoreError("a kind of request is none".to_owned()))?;
    let said = from_json(&row.text()?).map_err(|_| StoreError("a request cannot be read".to_owned()))?;
    let resolved_at = row.moment()?.map(Moment::instant);
    let outcome = row.optional()?.as_deref().and_then(CustomerRequestOutcome::from_word);
    Ok(CustomerRequest { id, at, invoice_id, kind, said, resolved_at, outcome })
}

impl<P: Ports> Session<'_, P> {
    /// Keeps what a customer asked or said.
    pub fn put_request(&self, invoice: &str, kind: CustomerRequestKind, said: &CustomerWords) -> Result<(), Problem> {
        let id = new_id(self.ports.random(), "crq");
        let cells = cells![&id, self.now, invoice, kind.as_str(), to_json(said)];
        let sql = "INSERT INTO customer_request (id, at, invoice, kind, json) VALUES (?, ?, ?, ?, ?)";
        self.store().run(sql, cells)?;
        Ok(())
    }

    /// What was asked and said about an invoice.
    pub fn requests_of(&self, invoice: &str) -> Result<Requests, StoreError> {
        let sql = "SELECT COALESCE(SUM(kind = 'paymentPlan' AND resolved IS NULL), 0), COALESCE(SUM(kind = 'contact' AND resolved IS NULL), 0), \
                   COALESCE(SUM(kind = 'feedback'), 0) \
                   FROM customer_request WHERE invoice = ?";
        let row = self.store().first(sql, cells![invoice])?;
        let mut row = row.ok_or_else(|| StoreError("a sum has no row".to_owned()))?;
        Ok(Requests {
            plan_open: row.integer()? > 0,
            contact_open: row.integer()? > 0,
            has_feedback: row.integer()? > 0,
        })
    }

    /// GET /v1/customerRequests
    pub fn list_customer_requests(&self) -> Result<Response, Problem> {
        let page = self.page_either_way()?;
        let waits = waits("resolved IS NULL", self.query_flag("waiting")?);
        let (from, order) = page.order();
        let rows = self.store().rows(
            &format!("SELECT sequence, {COLUMNS} FROM customer_request WHERE {from}{waits} ORDER BY {order} LIMIT ?"),
            cells![page.after, page.limit + 1],
        )?;
        let (items, next) = page.cut(rows, read)?;
        Ok(Response::json(200, to_json(&CustomerRequestList { items: Array(items), next })))
    }

    /// The invoice that a request is about.
    pub fn invoice_of_request(&self, id: &str) -> Result<String, Problem> {
        Ok(self.customer_request(id)?.invoice_id)
    }

    /// POST /v1/customerRequests/{id}/resolve
    pub fn resolve_customer_request(&self, id: &str, document: &str) -> Result<Response, Problem> {
        let CustomerRequestResolvedInput { outcome, instalments } = self.input()?;
        let request = self.customer_request(id)?;
        if request.resolved_at.is_some() {
            return Err(Problem::new(
                Refusal::CustomerRequestResolved,
                "This request was decided already. Look at its outcome with GET /v1/customerRequests.",
            ));
        }
        let said = &request.said;
        if request.kind == CustomerRequestKind::PaymentPlan && outcome == CustomerRequestOutcome::Accepted {
            let account = account_of(self.store(), &request.invoice_id, document)?;
            check_owed(&account, self.today, false)?;
            let asked = if instalments.is_empty() { said.instalments.clone() } else { instalments };
            let entry = self.entry(self.today, EntryKind::PaymentPlan(PaymentPlan { instalments: Array(asked) }));
            self.append(&request.invoice_id, account, entry).map_err(without_place)?;
        }
        if let (Some(contact), CustomerRequestOutcome::Accepted) = (&said.contact, outcome)
            && let Some(customer) = self.invoice_row(&request.invoice_id)?.customer
        {
            self.change_contact(&customer, contact)?;
        }
        let sql = "UPDATE customer_request SET resolved = ?, outcome = ? WHERE id = ?";
        self.store().run(sql, cells![self.now, outcome.as_str(), id])?;
        self.record("customerRequest.resolved", &request.invoice_id)?;
        Ok(Response::json(200, to_json(&self.customer_request(id)?)))
    }

    fn customer_request(&self, id: &str) -> Result<CustomerRequest, Problem> {
        let sql = format!("SELECT {COLUMNS} FROM customer_request WHERE id = ?");
        let mut row = self.store().found(&sql, cells![id], "request")?;
        Ok(read(&mut row)?)
    }
}
