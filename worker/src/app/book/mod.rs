//! The Book of an administration: the only writer of its numbers, entries, keys and messages.
//!
//! What a request changes is written in one transaction together with the record of its idempotency key, so that it is
//! done once or not at all. Nothing is awaited inside a transaction: documents are immutable and read before it.

mod access_point;
mod account;
mod administration;
mod agenda;
mod announce;
mod applied;
mod bank;
mod bank_line;
mod booked;
mod bundle;
mod carry;
mod chain;
mod charges;
mod checkout;
mod claim;
mod credit;
mod customer;
mod customer_request;
mod day;
mod delivery;
mod direct_debit;
mod dispatch;
mod document;
mod dossier;
mod draft;
mod draft_import;
mod draft_template;
mod dunning;
mod endpoint;
mod entries;
mod erase;
mod export;
mod extract;
mod extract_money;
mod feedback;
mod fill;
mod filter;
mod forget;
mod idempotency;
mod import;
mod inbox;
mod incentive;
mod invoice;
mod issue;
mod item;
mod kept;
mod key;
mod likeness;
mod limit;
mod list;
mod look;
mod lost_charge;
mod mail;
mod mandate;
mod marks;
mod money;
mod offer;
mod outbox;
mod payer;
mod payment;
mod payment_mandate;
mod period;
mod policy;
mod portal;
mod portal_account;
mod portal_details;
mod prepayment;
mod provider;
mod query;
mod quote;
mod quote_page;
mod recurring;
mod refund;
mod refund_outcome;
mod refunded;
mod reminder;
mod rendering;
mod report;
pub mod schema;
mod search;
mod session;
mod silent_debit;
mod stand;
pub(crate) mod store;
mod supplement;
mod sweep;
mod table;
mod tax_file;
mod template;
mod traces;
mod usual;
mod vat_check;
mod verify;
mod view;
mod webhook;
pub(crate) mod words;

use std::cell::Cell;

use super::cors;
use super::front::{self, Caller};
use super::http::{Request, Response};
use super::identity::ApiKey;
use super::moment::Moment;
use super::page;
use super::ports::{Clock, Ports};
use super::problem::Problem;
use super::route::{Operation, Route};
use super::secret::Secrets;
use limit::Limiter;
pub use limit::Limits;
use sweep::Sweep;

/// The logo of a seller is asked for so many times as often as a page: all its customers share the address.
const LOGOS_PER_REQUEST: u32 = 10;

/// The Book of one administration.
pub struct Book<P> {
    ports: P,
    secrets: Secrets,
    /// How many requests a caller may make.
    limits: Limits,
    limiter: Limiter,
    /// Whether the store is known to have the newest schema.
    open: Cell<bool>,
    /// Since when somebody is at what is done beside answering.
    settling: Cell<Option<Moment>>,
    /// Whether a request came since that was begun last.
    asked_meanwhile: Cell<bool>,
    /// Whether something that an older version did not keep is still to be filled in.
    filling: Cell<bool>,
    /// Whether addresses may wait for links to their invoices.
    asked: Cell<bool>,
    /// Whether only a part of an import is there.
    importing: Cell<bool>,
    /// When the next sweep is due, if that is known.
    sweep: Cell<Option<Sweep>>,
    last_read: session::LastRead,
}

impl<P: Ports> Book<P> {
    /// A Book on its ports.
    pub fn new(ports: P, secrets: Secrets) -> Book<P> {
        Book {
            ports,
            secrets,
            limits: Limits::default(),
            limiter: Limiter::default(),
            open: Cell::new(false),
            settling: Cell::new(None),
            asked_meanwhile: Cell::new(false),
            filling: Cell::new(false),
            asked: Cell::new(true),
            importing: Cell::new(false),
            sweep: Cell::new(None),
            last_read: session::LastRead::default(),
        }
    }

    /// The Book with other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Book<P> {
        Book { limits, ..self }
    }

    /// The ports.
    pub fn ports(&self) -> &P {
        &self.ports
    }

    /// Answers a request of this administration. The answer has a name of its own in the header X-Request-Id, which
    /// stands in the log if something broke.
    pub async fn handle(&self, request: &Request) -> Response {
        let name = self.request_id();
        self.asked_meanwhile.set(true);
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
            if !matches!(admitted.caller, Caller::Key(_)) {
                self.check_whole()?;
            }
            match &admitted.caller {
                Caller::Admin => self.create_administration(&admitted.administration, request, now),
                Caller::Provider => self.receive(&admitted.administration, &admitted.route, request).await,
                // One address for all customers of a seller, which browsers keep: it is asked for more often than a page.
                Caller::Visitor if matches!(admitted.route.operation, Operation::ShowLogo | Operation::ShowFont) => {
                    self.limiter.count("logo", self.limits.link_per_minute.saturating_mul(LOGOS_PER_REQUEST), now)?;
                    self.show_brand(admitted.route.operation, admitted.route.parameter(1), request)
                }
                Caller::Visitor => {
                    self.limiter.count("visitor", self.limits.link_per_minute, now)?;
                    match admitted.route.operation {
                        Operation::WantAccount => self.want_account(request),
                        _ => self.ask_account(request),
                    }
                }
                Caller::Customer(link) => {
                    self.limiter.count(admitted.route.parameter(0), self.limits.link_per_minute, now)?;
                    if let Some(account) = &link.account
                        && portal_account::open_account(self.ports.store(), account)?.is_none()
                    {
                        return Ok(page::gone(410, request));
                    }
                    match (admitted.route.operation, admitted.route.operation.shown_as()) {
                        (Operation::ActOnInvoice, _) => self.act(link, request).await,
                        (Operation::ShowAccount, _) => self.show_account(link, request),
                        (Operation::ActOnAccount, _) => self.act_on_account(link, request),
                        (Operation::ShowQuote, _) => self.show_quote(link, request),
                        (Operation::ShowQuotePdf, _) => self.show_quote_pdf(link, request),
                        (Operation::ActOnQuote, _) => self.act_on_quote(link, request),
                        (_, Some(kind)) => self.show_rendering(link, request, kind).await,
                        (_, None) => self.show(link, request).await,
                    }
                }
                Caller::Key(key) => self.answer_page(key, &admitted.route, request, now).await,
            }
        };
        answer.await.unwrap_or_else(|problem| {
            self.log_problem(&problem, name, admitted.route.operation.name(), &admitted.administration);
            problem.response()
        })
    }

    /// Answers a request with a key, so that the page that sent it can read the answer if it may.
    async fn answer_page(
        &self,
        key: &ApiKey,
        route: &Route,
        request: &Request,
        now: Moment,
    ) -> Result<Response, Problem> {
        let origin = match request.header("origin") {
            None => None,
            Some(_) => {
                let stored = self.stored()?;
                let allowed = stored.map(|stored| stored.said.allowed_origins.clone()).unwrap_or_default();
                cors::origin(request, &allowed)?
            }
        };
        let answer = async {
            let session = self.authenticate(key, route.operation, request, now)?;
            self.dispatch(&session, route).await
        };
        let Some(origin) = origin else { return answer.await };
        match answer.await {
            Ok(answer) => Ok(cors::readable(answer, origin)),
            Err(problem) => Err(cors::readable_problem(problem, origin)),
        }
    }

    fn ensure_open(&self) -> Result<(), Problem> {
        if !self.open.get() {
            schema::open(self.ports.store(), self.ports.clock().now())?;
            self.look_for_fillings()?;
            self.open.set(true);
            self.fill()?;
        }
        Ok(())
    }
}
