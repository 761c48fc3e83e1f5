//! The customer's page of an invoice: what a link shows. Looking changes nothing.

use voldaan::ledger::{Account, EntryKind, State, Status};
use voldaan::text::Language;

use super::Book;
use super::account::{account_of, status_of};
use super::document;
use super::invoice::InvoiceRow;
use super::look::brand;
use super::session::Session;
use crate::app::deed::Deed;
use crate::app::demand::Demand;
use crate::app::http::{Request, Response};
use crate::app::link::Link;
use crate::app::nonce;
use crate::app::page::{self, Attempt, Offers, Sheet};
use crate::app::ports::{Clock, Ports};
use crate::app::problem::Problem;
use crate::cells;

/// At most so many promises of one invoice are taken on its page; who has broken them has to talk to the seller.
const PROMISES_MAX: usize = 3;
/// At most so many objections to one invoice are taken on its page.
const DISPUTES_MAX: usize = 10;

/// Somebody with a good link to an issued invoice.
pub(super) struct Visit<'a, P: Ports> {
    pub session: Session<'a, P>,
    pub link: &'a Link,
    pub row: InvoiceRow,
    pub document: String,
    pub account: Account,
    pub status: Status,
    pub demand: Option<Demand>,
    pub language: Language,
}

impl<P: Ports> Book<P> {
    /// Looks up what a link is for; the status of a page that shows nothing where it is for nothing any more.
    pub(super) async fn visit<'a>(
        &'a self,
        link: &'a Link,
        request: &'a Request,
    ) -> Result<Result<Visit<'a, P>, u16>, Problem> {
        let Some(administration) = self.stored()?.filter(|stored| stored.id == link.administration) else {
            return Ok(Err(404));
        };
        let found = InvoiceRow::with_document(self.ports.store(), "?", cells![&link.subject])?;
        let Some((row, kept)) = found.filter(|(row, _)| row.link_generation == link.generation) else {
            return Ok(Err(410));
        };
        let Some(hash) = &row.hash else { return Ok(Err(404)) };
        let document = document::text(document::or_load(&self.ports, hash, kept).await?)?;
        let session = self.session(administration, request, self.ports.clock().now())?;
        let account = account_of(session.store(), &row.id, &document)?;
        let status = status_of(session.store(), &row.id, &account, session.today)?;
        let demand = session.demand(&row.id, &account, session.today)?;
        let language = page::language_of(account.invoice().head().customer.as_deref());
        Ok(Ok(Visit { session, link, row, document, account, status, demand, language }))
    }

    /// GET /i/{token}
    pub(super) async fn show(&self, link: &Link, request: &Request) -> Result<Response, Problem> {
        match self.visit(link, request).await? {
            Ok(visit) => {
                let done = request.parameter("done");
                let done = done.map_or(Ok(None), |key| visit.session.done_deed(&key, &visit.row.id))?;
                visit.page(done, None)
            }
            Err(status) => Ok(page::gone(status, request)),
        }
    }
}

impl<P: Ports> Visit<'_, P> {
    /// The page, after something was done or refused.
    pub fn page(&self, done: Option<Deed>, attempt: Option<&Attempt>) -> Result<Response, Problem> {
        let session = &self.session;
        let nonce =
            self.link.may_act().then(|| nonce::make(session.secrets, session.ports.random(), self.link, session.clock));
        let sheet = Sheet {
            account: &self.account,
            status: &self.status,
            demand: self.demand.as_ref(),
            today: session.today,
            path: &session.request.path,
            administration: &session.administration.id,
            brand: &brand(session.store(), &session.administration)?,
            language: self.language,
            offers: self.offers()?,
            nonce: nonce.as_deref(),
            attempt,
            done,
        };
        Ok(sheet.page())
    }

    /// What can be done now.
    pub fn offers(&self) -> Result<Offers, Problem> {
        let entries = self.account.entries();
        let (status, today) = (&self.status, self.session.today);
        let owed = status.state == State::Open && page::is_invoice(self.account.invoice());
        let promises = || {
            entries.iter().filter_map(|entry| match &entry.kind {
                EntryKind::PromiseToPay(promise) => Some(promise.until),
                _ => None,
            })
        };
        let disputes = entries.iter().filter(|entry| matches!(entry.kind, EntryKind::Dispute(_))).count();
        let has_plan = entries.iter().any(|entry| matches!(entry.kind, EntryKind::PaymentPlan(_)));
        let requests = self.session.requests_of(&self.row.id)?;
        let plan_asked = owed && requests.plan_open;
        let pay = (owed || self.demand.is_some()) && self.session.takes_payments()?;
        Ok(Offers {
            pay,
            pay_failed: pay && self.session.failed_method(&self.row.id)?.is_some(),
            dispute: owed && status.disputed < status.amount_due && disputes < DISPUTES_MAX,
            promise: owed && promises().count() < PROMISES_MAX && !promises().any(|until| until >= today),
            plan: owed && !has_plan && !plan_asked,
            plan_asked,
            contact: self.row.customer.is_some() && !requests.contact_open,
            contact_asked: requests.contact_open,
            delivery: self.session.delivery_choice(self.row.customer.as_deref())?,
            feedback: !requests.has_feedback && page::is_invoice(self.account.invoice()),
        })
    }
}
