//! The Book of an administration: the only writer of its numbers, entries, keys and messages.
//!
//! What a request changes is written in one transaction together with the record of its idempotency key, so that it is
//! done once or not at all. Nothing is awaited inside a transaction: documents are immutable and read before it.

mod account;
mod administration;
mod agenda;
mod claim;
mod credit;
mod customer;
mod document;
mod draft;
mod entries;
mod idempotency;
mod inbox;
mod invoice;
mod issue;
mod kept;
mod key;
mod list;
mod outbox;
mod payment;
mod policy;
mod query;
mod recurring;
mod report;
pub mod schema;
mod session;
pub(crate) mod store;
mod sweep;
mod view;
mod webhook;

use std::cell::Cell;

use super::front::{self, Caller};
use super::http::{Request, Response};
use super::ports::{Clock, Ports};
use super::problem::Problem;
use super::route::{Operation, Route};
use super::secret::Secrets;
use session::Session;
use sweep::Sweep;

/// The Book of one administration.
pub struct Book<P> {
    ports: P,
    secrets: Secrets,
    /// Whether the store is known to have the newest schema.
    open: Cell<bool>,
    /// Whether documents are on their way to the document store.
    settling: Cell<bool>,
    /// When the next sweep is due, if that is known.
    sweep: Cell<Option<Sweep>>,
}

impl<P: Ports> Book<P> {
    /// A Book on its ports.
    pub fn new(ports: P, secrets: Secrets) -> Book<P> {
        Book { ports, secrets, open: Cell::new(false), settling: Cell::new(false), sweep: Cell::new(None) }
    }

    /// The ports.
    pub fn ports(&self) -> &P {
        &self.ports
    }

    /// Answers a request of this administration. The answer has a name of its own in the header X-Request-Id, which
    /// stands in the log if something broke.
    pub async fn handle(&self, request: &Request) -> Response {
        let name = self.request_id();
        self.answer(request, &name).await.with("x-request-id", name)
    }

    async fn answer(&self, request: &Request, name: &str) -> Response {
        let now = self.ports.clock().now();
        let admitted = match front::admit(&self.secrets, request, now) {
            Ok(admitted) => admitted,
            Err(response) => return *response,
        };
        if request.body.len() > front::BODY_BYTES_MAX {
            return front::too_large();
        }
        let answer = async {
            self.ensure_open()?;
            match &admitted.caller {
                Caller::Admin => self.create_administration(&admitted.administration, request, now),
                Caller::Provider => self.receive(&admitted.administration, &admitted.route, request).await,
                Caller::Customer(link) => self.show(link, request).await,
                Caller::Key(key) => {
                    let session = self.authenticate(key, request, now)?;
                    self.dispatch(&session, &admitted.route).await
                }
            }
        };
        answer.await.unwrap_or_else(|problem| {
            self.log_problem(&problem, name, admitted.route.operation.name(), &admitted.administration);
            problem.response()
        })
    }

    fn ensure_open(&self) -> Result<(), Problem> {
        if !self.open.get() {
            schema::open(self.ports.store(), self.ports.clock().now())?;
            self.open.set(true);
        }
        Ok(())
    }

    async fn dispatch(&self, session: &Session<'_, P>, route: &Route) -> Result<Response, Problem> {
        let id = route.parameter(0);
        if route.operation.changes_settings() {
            self.sweep.set(None);
        }
        match route.operation {
            Operation::GetAdministration => session.get_administration(),
            Operation::PatchAdministration => session.patch_administration(),
            Operation::CreateKey => session.once(|| session.create_key()),
            Operation::ListKeys => session.list_keys(),
            Operation::RevokeKey => session.change(|| session.revoke_key(id)),
            Operation::CreateCustomer => session.once(|| session.create_customer()),
            Operation::ListCustomers => session.list_customers(),
            Operation::GetCustomer => session.get_customer(id),
            Operation::PatchCustomer => session.change(|| session.patch_customer(id)),
            Operation::DeleteCustomer => session.change(|| session.delete_customer(id)),
            Operation::CreateInvoice => session.once(|| session.create_draft()),
            Operation::ListInvoices => session.list_invoices(),
            Operation::PatchInvoice => session.change(|| session.patch_draft(id)),
            Operation::DeleteInvoice => session.change(|| session.delete_draft(id)),
            Operation::IssueInvoice => session.once(|| session.issue_draft(id)),
            Operation::RevokeLinks => session.change(|| session.revoke_links(id)),
            Operation::ListEntries => session.list_entries(id),
            Operation::Calculate => session.calculate(),
            Operation::CreateRecurring => session.once(|| session.create_recurring()),
            Operation::ListRecurring => session.list_recurring(),
            Operation::GetRecurring => session.get_recurring(id),
            Operation::PatchRecurring => session.change(|| session.patch_recurring(id)),
            Operation::DeleteRecurring => session.change(|| session.delete_recurring(id)),
            Operation::CreatePolicy => session.once(|| session.create_policy()),
            Operation::ListPolicies => session.list_policies(),
            Operation::GetPolicy => session.get_policy(id),
            Operation::PatchPolicy => session.change(|| session.patch_policy(id)),
            Operation::DeletePolicy => session.change(|| session.delete_policy(id)),
            Operation::ListEvents => session.list_events(),
            Operation::ListInbox => session.list_inbox(),
            Operation::ListOutbox => session.list_outbox(),
            // The rest needs the document of an issued invoice, which may have to be fetched.
            Operation::GetInvoice => {
                let document = session.document(id).await?;
                session.get_invoice(id, document.as_ref())
            }
            Operation::GetStatus => {
                let document = session.document(id).await?;
                session.get_status(id, document.as_ref())
            }
            Operation::GetClaim => {
                let document = session.issued_document(id).await?;
                session.get_claim(id, &document)
            }
            Operation::ReportAgeing
            | Operation::ReportDso
            | Operation::ReportVat
            | Operation::ReportCash
            | Operation::ReportRevenue
            | Operation::ReportBehaviour => session.report(route.operation).await,
            Operation::SendInvoice => {
                let document = session.issued_document(id).await?;
                session.once(|| session.send(id, &document))
            }
            Operation::VoidInvoice => {
                let document = session.issued_document(id).await?;
                session.once(|| session.void(id, &document))
            }
            Operation::CreditInvoice => {
                let document = session.issued_document(id).await?;
                session.once(|| session.credit(id, &document))
            }
            Operation::AddPayment => {
                let document = session.issued_document(id).await?;
                session.once(|| session.add_payment(id, &document))
            }
            Operation::AddDispute
            | Operation::ResolveDispute
            | Operation::AddPromise
            | Operation::AddPaymentPlan
            | Operation::AddWriteOff
            | Operation::HandOver => {
                let document = session.issued_document(id).await?;
                session.once(|| session.add_entry(id, &document, route.operation))
            }
            Operation::CreateAdministration
            | Operation::ReceiveWebhook
            | Operation::ShowInvoice
            | Operation::OpenApi
            | Operation::Health => Err(Problem::not_found("operation")),
        }
    }
}
