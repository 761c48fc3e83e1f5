//! What payment services tell: verified or asked for, then booked once per payment, whichever of its events comes first.
//!
//! What cannot be booked as it is - no invoice named, another currency, another amount than is due - waits in the inbox
//! for a person, and the service is told that it arrived. Refuses to guess what a payment may have been for.

use voldaan::calendar::Day;
use voldaan::ledger::Account;

use super::Book;
use super::day::day_of;
use super::document;
use super::invoice::InvoiceRow;
use super::mail::MAIL;
use super::session::Session;
use super::store::{Query, transact};
use crate::app::http::{Request, Response};
use crate::app::moment::Moment;
use crate::app::payment::{self, Attempt, Heard, Notice, Notification, key_place};
use crate::app::ports::{Cell, Clock, Ports, Store, StoreError};
use crate::app::problem::{Problem, text_of};
use crate::app::refusal::Refusal;
use crate::app::route::Route;
use crate::cells;

/// An event may have this many bytes: it is kept in one row if it has to wait.
const EVENT_BYTES_MAX: usize = 1_000_000;

/// Something that a service told.
pub(super) struct Telling<'a> {
    pub provider: &'a str,
    pub notice: &'a Notice,
    pub body: &'a str,
}

/// An issued invoice that a telling is about.
pub(super) struct Named {
    pub id: String,
    pub document: String,
}

impl<P: Ports> Book<P> {
    /// POST /webhooks/{provider}/{administration}
    pub(super) async fn receive(&self, id: &str, route: &Route, request: &Request) -> Result<Response, Problem> {
        if route.parameter(0) == MAIL {
            return self.receive_mail_notice(id, request).await;
        }
        let provider = payment::provider(route.parameter(0)).ok_or_else(|| Problem::not_found("provider"))?;
        let name = provider.service().name;
        let (header, place) = match provider.signature_header() {
            Some(header) => (Some(header), name.to_owned()),
            None => (None, key_place(name)),
        };
        let stored = self.stored_with_sealed(&place)?.filter(|(stored, _)| stored.id == id);
        let (administration, sealed) = stored.ok_or_else(|| Problem::not_found("administration"))?;
        if request.body.len() > EVENT_BYTES_MAX {
            return Err(Problem::new(Refusal::BodyTooLarge, "An event has at most 1 MB. Send each event alone."));
        }
        // Whoever sends an event shows no key. A test clock in its headers would let old signatures be played again.
        let now = self.ports.clock().now();
        let session = self.session_at(administration, request, now, now)?;
        let signature = header.and_then(|header| request.header(header)).unwrap_or_default();
        let secret = sealed.map(|sealed| session.opened(&place, &sealed)).transpose()?.ok_or_else(|| {
            let detail = "The administration has no secret for this provider; set it with PATCH /v1/administration, for \
                          Stripe as stripeWebhookSecret, for Mollie as mollieApiKey.";
            Problem::new(Refusal::WebhookUnconfigured, detail)
        })?;
        let heard = provider.hear(Notification { body: &request.body, signature, secret: &secret, now });
        self.count_refused(heard.as_ref().err(), name, now)?;
        let outcome = match heard? {
            Heard::Nothing => "ignored",
            Heard::Told(notice) => session.take(name, &notice, text_of(&request.body)?).await?,
            Heard::Ask(payment) => {
                // A payment of these books is asked about at once; of others a few, so that nobody has the service called at will.
                if session.is_known(name, &payment)? {
                    self.limiter.count(&format!("webhook/{name}/{payment}"), self.limits.link_per_minute, now)?;
                } else {
                    self.count_unproven(name, now)?;
                }
                session.ask_about(provider, &payment).await?
            }
        };
        Ok(Response::json(200, format!(r#"{{"received":true,"outcome":"{outcome}"}}"#)))
    }

    /// Counts what came to the address of a service and proved nothing: whoever sends much of it has to wait, and holds up nothing
    /// that is proven.
    fn count_unproven(&self, service: &str, now: Moment) -> Result<(), Problem> {
        self.limiter.count(&unproven(service), self.limits.link_per_minute, now)
    }

    /// Counts what was refused because it proved nothing: what broke inside has a cause.
    pub(super) fn count_refused(&self, refused: Option<&Problem>, service: &str, now: Moment) -> Result<(), Problem> {
        match refused {
            Some(problem) if problem.cause.is_none() => self.count_unproven(service, now),
            _ => Ok(()),
        }
    }

    /// Refuses to look whether something is proven, while too much of what came was not.
    pub(super) fn check_unproven(&self, service: &str, now: Moment) -> Result<(), Problem> {
        self.limiter.check(&unproven(service), self.limits.link_per_minute, now)
    }
}

fn unproven(service: &str) -> String {
    format!("webhook/{service}")
}

impl<P: Ports> Session<'_, P> {
    /// Books what a service told, and says what was done.
    pub async fn take(&self, provider: &str, notice: &Notice, body: &str) -> Result<&'static str, Problem> {
        if !notice.says_something() {
            return Ok("ignored");
        }
        let telling = Telling { provider, notice, body };
        let named = self.named(&telling).await?;
        transact(self.store(), || self.book(&telling, named.as_ref()))
    }

    /// The issued invoice that a telling is about: the one on which the payment was booked, whatever a later event names
    /// or leaves out, else the one that it names.
    async fn named(&self, telling: &Telling<'_>) -> Result<Option<Named>, Problem> {
        let payment = telling.notice.payment().unwrap_or_default();
        let stated = telling.notice.money.as_ref().and_then(|money| money.invoice.as_ref());
        let id = "COALESCE((SELECT invoice FROM provider_payment WHERE provider = ?1 AND id = ?2), ?3)";
        self.issued_where(id, cells![telling.provider, payment, stated]).await
    }

    /// An issued invoice by its id, with its document.
    pub async fn issued_named(&self, id: &str) -> Result<Option<Named>, Problem> {
        self.issued_where("?", cells![id]).await
    }

    /// The issued invoice whose id an expression gives, with its document.
    async fn issued_where(&self, id: &str, cells: Vec<Cell>) -> Result<Option<Named>, Problem> {
        let found = InvoiceRow::with_document(self.store(), id, cells)?;
        let Some((InvoiceRow { id, hash: Some(hash), .. }, kept)) = found else { return Ok(None) };
        let document = document::text(document::or_load(self.ports, &hash, kept).await?)?;
        Ok(Some(Named { id, document }))
    }

    /// Whether a payment was begun here, booked or waits for a person.
    pub fn is_known(&self, provider: &str, payment: &str) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM checkout WHERE provider = ?1 AND payment = ?2 \
                   UNION ALL SELECT 1 FROM provider_payment WHERE provider = ?1 AND id = ?2 \
                   UNION ALL SELECT 1 FROM inbox WHERE provider = ?1 AND payment = ?2 LIMIT 1";
        self.store().has(sql, cells![provider, payment])
    }

    /// Whether an event came before.
    pub fn is_told(&self, provider: &str, event: &str) -> Result<bool, StoreError> {
        self.store().has("SELECT 1 FROM provider_event WHERE provider = ? AND id = ?", cells![provider, event])
    }

    /// The invoice on which a payment was booked.
    pub fn booked_on(&self, provider: &str, payment: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT invoice FROM provider_payment WHERE provider = ? AND id = ?";
        self.store().first(sql, cells![provider, payment])?.map(|mut row| row.text()).transpose()
    }

    /// Books a telling, inside a transaction.
    fn book(&self, telling: &Telling<'_>, named: Option<&Named>) -> Result<&'static str, Problem> {
        let (store, notice) = (self.store(), telling.notice);
        if let Some(event) = &notice.event {
            let sql = "INSERT OR IGNORE INTO provider_event (provider, id, at) VALUES (?, ?, ?) RETURNING 1";
            if !store.has(sql, cells![telling.provider, event, self.now])? {
                return Ok("duplicate");
            }
        }
        let mut outcome = "ignored";
        if let Some(granted) = &notice.granted {
            self.keep_granted(telling.provider, granted)?;
        }
        if let Some(attempt) = &notice.failed {
            outcome = self.note_failure(telling, attempt)?;
        }
        // First what failed: a total that comes with it does not count it as given back.
        for failed in &notice.failed_refunds {
            outcome = self.correct_refund(telling.provider, failed, named)?;
        }
        if notice.money.is_some() {
            outcome = self.book_money(telling, named)?;
        }
        for taken in &notice.taken_back {
            outcome = self.book_taken_back(telling, taken, named)?;
        }
        Ok(outcome)
    }

    /// Keeps that an attempt failed, once for each payment: the next message offers another way to pay.
    fn note_failure(&self, telling: &Telling<'_>, attempt: &Attempt) -> Result<&'static str, Problem> {
        let order = "SELECT invoice FROM checkout WHERE provider = ? AND payment = ?";
        let begun = self.store().first(order, cells![telling.provider, &attempt.payment])?;
        let begun = begun.map(|mut row| row.text()).transpose()?;
        let Some(invoice) = begun.or_else(|| attempt.invoice.clone()) else { return Ok("ignored") };
        if InvoiceRow::find(self.store(), &invoice)?.is_none_or(|row| row.hash.is_none()) {
            return Ok("ignored");
        }
        let known = "SELECT 1 FROM failed_attempt WHERE invoice = ? AND provider = ? AND payment = ?";
        if self.store().has(known, cells![&invoice, telling.provider, &attempt.payment])? {
            return Ok("noted");
        }
        let failed = (telling.provider, attempt.payment.as_str());
        self.offer_another_way(&invoice, failed, telling.notice.created, attempt.method.as_deref())?;
        self.record("payment.failed", &invoice)?;
        Ok("noted")
    }

    /// Has the next message about an invoice offer another way to pay than the one that failed, until money comes.
    pub fn offer_another_way(
        &self,
        invoice: &str,
        (provider, payment): (&str, &str),
        at: Moment,
        method: Option<&str>,
    ) -> Result<(), StoreError> {
        let sql =
            "INSERT OR IGNORE INTO failed_attempt (invoice, provider, payment, at, method) VALUES (?, ?, ?, ?, ?)";
        self.store().run(sql, cells![invoice, provider, payment, at, method]).map(drop)
    }

    /// The administration's day of a moment, never before the invoice: clocks of two houses may differ around midnight.
    pub fn legal_day(&self, at: Moment, account: &Account) -> Result<Day, Problem> {
        let day = day_of(self.ports.clock(), self.administration.time_zone(), at)?;
        Ok(day.max(account.invoice().issue_date()))
    }
}
