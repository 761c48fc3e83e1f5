//! Events of payment providers: verified, then booked once per payment, whichever of its events comes first.
//!
//! What cannot be booked as it is - no invoice named, another currency, another amount than is due - waits in the inbox
//! for a person, and the provider is told that it arrived. Refuses to guess what a payment may have been for.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::invoice::DocumentType;
use voldaan::ledger::{Account, EntryKind, Payment, Refund, status};

use super::Book;
use super::account::account_of;
use super::administration::STRIPE;
use super::document;
use super::invoice::InvoiceRow;
use super::session::Session;
use super::store::{Query, transact};
use crate::app::http::{Request, Response};
use crate::app::identity::new_id;
use crate::app::ports::{Clock, Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::resource::InboxReason;
use crate::app::route::Route;
use crate::app::stripe::{self, Money, Notice};
use crate::cells;

/// An event may have this many bytes: it is kept in one row if it has to wait.
const EVENT_BYTES_MAX: usize = 1_000_000;

/// The means of payment where the provider's event does not say it.
const METHOD: &str = "online";

/// An issued invoice that an event names.
struct Named {
    id: String,
    document: String,
}

impl<P: Ports> Book<P> {
    /// POST /webhooks/{provider}/{administration}
    pub(super) async fn receive(&self, id: &str, route: &Route, request: &Request) -> Result<Response, Problem> {
        if route.parameter(0) != STRIPE {
            return Err(Problem::not_found("provider"));
        }
        let administration = self.stored()?.filter(|stored| stored.id == id);
        let administration = administration.ok_or_else(|| Problem::not_found("administration"))?;
        if request.body.len() > EVENT_BYTES_MAX {
            return Err(Problem::new(413, "body.tooLarge", "An event has at most 1 MB."));
        }
        let session = self.session(administration, request, self.ports.clock().now())?;
        let header = request.header("stripe-signature").unwrap_or_default();
        stripe::verify(&request.body, header, &session.signing_secret()?, session.now)?;
        let body = std::str::from_utf8(&request.body)
            .map_err(|_| Problem::new(400, "json.invalid", "The body is not UTF-8, as JSON must be."))?;
        let notice = stripe::read(body)?;
        let Some(money) = &notice.money else { return Ok(received("ignored")) };
        let named = session.named(money).await?;
        let outcome = transact(session.store(), || session.book(&notice, money, named.as_ref(), body))?;
        Ok(received(outcome))
    }
}

fn received(outcome: &str) -> Response {
    Response::json(200, format!(r#"{{"received":true,"outcome":"{outcome}"}}"#))
}

impl<P: Ports> Session<'_, P> {
    fn signing_secret(&self) -> Result<String, Problem> {
        let row = self.store().first("SELECT bytes FROM sealed WHERE name = ?", cells![STRIPE])?;
        let mut row = row.ok_or_else(|| {
            let detail = "The administration has no signing secret for Stripe; set stripeWebhookSecret with PATCH \
                          /v1/administration.";
            Problem::new(404, "webhook.unconfigured", detail)
        })?;
        let opened = self.secrets.open(STRIPE, &row.blob()?).and_then(|secret| String::from_utf8(secret).ok());
        opened.ok_or_else(|| StoreError("a secret was sealed with another master secret".to_owned()).into())
    }

    /// The issued invoice that the money belongs to: the one it was booked on, whatever a later event names or leaves
    /// out, else the one that the event names.
    async fn named(&self, money: &Money) -> Result<Option<Named>, Problem> {
        let booked = self.booked_on(money)?;
        let Some(id) = booked.as_ref().or(money.invoice.as_ref()) else { return Ok(None) };
        let Some(InvoiceRow { id, hash: Some(hash), .. }) = InvoiceRow::find(self.store(), id)? else {
            return Ok(None);
        };
        let document = document::text(document::load(self.ports, &hash).await?)?;
        Ok(Some(Named { id, document }))
    }

    /// The invoice on which a payment was booked.
    fn booked_on(&self, money: &Money) -> Result<Option<String>, StoreError> {
        let payment = cells![STRIPE, &money.payment];
        let row = self.store().first("SELECT invoice FROM provider_payment WHERE provider = ? AND id = ?", payment)?;
        row.map(|mut row| row.text()).transpose()
    }

    /// Books what an event says, inside a transaction, and says what was done.
    fn book(&self, notice: &Notice, money: &Money, named: Option<&Named>, body: &str) -> Result<&'static str, Problem> {
        let store = self.store();
        let event = cells![STRIPE, &notice.event];
        if store.first("SELECT 1 FROM provider_event WHERE provider = ? AND id = ?", event)?.is_some() {
            return Ok("duplicate");
        }
        let event = cells![STRIPE, &notice.event, self.now];
        store.run("INSERT INTO provider_event (provider, id, at) VALUES (?, ?, ?)", event)?;
        if let Some(booked) = self.booked_on(money)? {
            // The document is missing only if the payment was booked while this event was on its way.
            return match named.filter(|named| named.id == booked) {
                Some(named) => self.refund(notice, money, named),
                None if money.refunded.is_zero() => Ok("booked"),
                None => self.wait(InboxReason::UnknownInvoice, money, None, body),
            };
        }
        let Some(named) = named else { return self.wait(InboxReason::UnknownInvoice, money, None, body) };
        let account = account_of(store, &named.id, &named.document)?;
        let on = self.legal_day(notice, &account)?;
        if money.currency != Some(account.invoice().head().currency) {
            return self.wait(InboxReason::WrongCurrency, money, Some(named), body);
        }
        if !is_expected(&account, money.amount, on)? {
            return self.wait(InboxReason::WrongAmount, money, Some(named), body);
        }
        let kind = EntryKind::Payment(Payment {
            amount: money.amount,
            method: METHOD.to_owned(),
            reference: None,
            provider: Some(STRIPE.to_owned()),
            provider_id: Some(money.payment.clone()),
        });
        let entry = self.entry(on, kind);
        let cells = cells![STRIPE, &money.payment, &named.id, &entry.id];
        store.run("INSERT INTO provider_payment (provider, id, invoice, entry) VALUES (?, ?, ?, ?)", cells)?;
        self.append(&named.id, account, entry)?;
        self.resolve(&money.payment)?;
        self.refund(notice, money, named)
    }

    /// Books what was given back of a booked payment and is not in the books yet.
    fn refund(&self, notice: &Notice, money: &Money, named: &Named) -> Result<&'static str, Problem> {
        if money.refunded.is_zero() {
            return Ok("booked");
        }
        let account = account_of(self.store(), &named.id, &named.document)?;
        let known = account.entries().iter().filter_map(|entry| match &entry.kind {
            EntryKind::Refund(refund) if refund.provider_id.as_ref() == Some(&money.payment) => Some(refund.amount),
            _ => None,
        });
        // Stripe states all that was given back so far, whichever event says it: the difference is new.
        let new = known.fold(money.refunded, |rest, amount| rest.checked_sub(amount).unwrap_or_default());
        if new <= Decimal::ZERO {
            return Ok("booked");
        }
        let kind = EntryKind::Refund(Refund {
            amount: new,
            method: METHOD.to_owned(),
            reference: None,
            provider: Some(STRIPE.to_owned()),
            provider_id: Some(money.payment.clone()),
        });
        let entry = self.entry(self.legal_day(notice, &account)?, kind);
        self.append(&named.id, account, entry)?;
        Ok("booked")
    }

    /// The administration's day of an event, never before the invoice: clocks of two houses may differ around midnight.
    fn legal_day(&self, notice: &Notice, account: &Account) -> Result<Day, Problem> {
        let day = self.ports.clock().day(self.administration.time_zone(), notice.created);
        let day = day.ok_or_else(|| StoreError("the time zone of the administration is gone".to_owned()))?;
        Ok(day.max(account.invoice().issue_date()))
    }

    /// Keeps an event for a person to look at: one for each payment, the one that says most.
    fn wait(
        &self,
        reason: InboxReason,
        money: &Money,
        named: Option<&Named>,
        body: &str,
    ) -> Result<&'static str, Problem> {
        let waiting =
            "SELECT 1 FROM inbox WHERE provider = ? AND payment = ? AND resolved IS NULL AND (reason = ? OR ?)";
        let less = i64::from(named.is_none());
        let known = self.store().first(waiting, cells![STRIPE, &money.payment, reason.as_str(), less])?;
        if known.is_some() {
            return Ok("inbox");
        }
        self.resolve(&money.payment)?;
        let id = new_id(self.ports.random(), "inb");
        let invoice = named.map(|named| named.id.as_str());
        self.store().run(
            "INSERT INTO inbox (id, at, provider, reason, payment, invoice, json) VALUES (?, ?, ?, ?, ?, ?, ?)",
            cells![&id, self.now, STRIPE, reason.as_str(), &money.payment, invoice, body],
        )?;
        self.record("inbox.received", &id)?;
        Ok("inbox")
    }

    /// Marks what waits for a payment as settled.
    fn resolve(&self, payment: &str) -> Result<(), StoreError> {
        let sql = "UPDATE inbox SET resolved = ? WHERE provider = ? AND payment = ? AND resolved IS NULL";
        self.store().run(sql, cells![self.now, STRIPE, payment]).map(|_| ())
    }
}

/// Whether an amount is one that was asked for: all that is due, an instalment, or what an early payment comes to.
fn is_expected(account: &Account, amount: Decimal, on: Day) -> Result<bool, Problem> {
    let invoice = account.invoice();
    let due = status(account, on)?.amount_due;
    let early = invoice.early_payment().iter().filter(|step| step.until.is_some_and(|until| on <= until));
    // A credit note asks for nothing: it is the customer who gets money.
    if invoice.head().document_type() == DocumentType::CreditNote {
        return Ok(false);
    }
    let mut asked = early.map(|step| step.payable).chain(invoice.instalments().iter().map(|part| part.amount));
    Ok(amount == due || (amount < due && asked.any(|asked| asked == amount)))
}
