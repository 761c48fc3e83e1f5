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
use super::document;
use super::invoice::InvoiceRow;
use super::session::Session;
use super::store::{Query, transact};
use crate::app::http::{Request, Response};
use crate::app::payment::{Money, Notice};
use crate::app::ports::{Clock, Notification, Payments, Ports, Store, StoreError};
use crate::app::problem::{Problem, text_of};
use crate::app::refusal::Refusal;
use crate::app::resource::InboxReason;
use crate::app::route::Route;
use crate::cells;

/// An event may have this many bytes: it is kept in one row if it has to wait.
const EVENT_BYTES_MAX: usize = 1_000_000;

/// The means of payment where the provider's event does not say it.
const METHOD: &str = "online";

/// Something that a service told of money.
pub(super) struct Arrival<'a> {
    pub provider: &'a str,
    pub notice: &'a Notice,
    pub money: Money,
    pub body: &'a str,
}

/// An issued invoice that an event names.
pub(super) struct Named {
    pub id: String,
    document: String,
}

impl<P: Ports> Book<P> {
    /// POST /webhooks/{provider}/{administration}
    pub(super) async fn receive(&self, id: &str, route: &Route, request: &Request) -> Result<Response, Problem> {
        let provider = route.parameter(0);
        let header = self.ports.payments().signature_header(provider);
        let header = header.ok_or_else(|| Problem::not_found("provider"))?;
        let administration = self.stored()?.filter(|stored| stored.id == id);
        let administration = administration.ok_or_else(|| Problem::not_found("administration"))?;
        if request.body.len() > EVENT_BYTES_MAX {
            return Err(Problem::new(Refusal::BodyTooLarge, "An event has at most 1 MB."));
        }
        // Whoever sends an event shows no key. A test clock in its headers would let old signatures be played again.
        let now = self.ports.clock().now();
        let session = self.session_at(administration, request, now, now)?;
        let secret = session.signing_secret(provider)?;
        let signature = request.header(header).unwrap_or_default();
        let notification = Notification { body: &request.body, signature, secret: &secret, now };
        let notice = self.ports.payments().read(provider, notification)?;
        let Some(money) = notice.money.clone() else { return Ok(received("ignored")) };
        let mut arrival = Arrival { provider, notice: &notice, money, body: text_of(&request.body)? };
        let named = session.named(&arrival).await?;
        let outcome = transact(session.store(), || session.book(&mut arrival, named.as_ref()))?;
        Ok(received(outcome))
    }
}

fn received(outcome: &str) -> Response {
    Response::json(200, format!(r#"{{"received":true,"outcome":"{outcome}"}}"#))
}

impl<P: Ports> Session<'_, P> {
    fn signing_secret(&self, provider: &str) -> Result<String, Problem> {
        let row = self.store().first("SELECT bytes FROM sealed WHERE name = ?", cells![provider])?;
        let mut row = row.ok_or_else(|| {
            let detail = "The administration has no signing secret for this provider; set it with PATCH /v1/administration, for \
                          Stripe as stripeWebhookSecret.";
            Problem::new(Refusal::WebhookUnconfigured, detail)
        })?;
        let opened = self.secrets.open(provider, &row.blob()?).and_then(|secret| String::from_utf8(secret).ok());
        opened.ok_or_else(|| StoreError("a secret was sealed with another master secret".to_owned()).into())
    }

    /// The issued invoice that the money belongs to: the one it was booked on, whatever a later event names or leaves
    /// out, else the one that the event names.
    async fn named(&self, arrival: &Arrival<'_>) -> Result<Option<Named>, Problem> {
        let booked = self.booked_on(arrival)?;
        let Some(id) = booked.as_ref().or(arrival.money.invoice.as_ref()) else { return Ok(None) };
        let Some(InvoiceRow { id, hash: Some(hash), .. }) = InvoiceRow::find(self.store(), id)? else {
            return Ok(None);
        };
        let document = document::text(document::load(self.ports, &hash).await?)?;
        Ok(Some(Named { id, document }))
    }

    /// The invoice on which a payment was booked.
    fn booked_on(&self, arrival: &Arrival<'_>) -> Result<Option<String>, StoreError> {
        let payment = cells![arrival.provider, &arrival.money.payment];
        let row = self.store().first("SELECT invoice FROM provider_payment WHERE provider = ? AND id = ?", payment)?;
        row.map(|mut row| row.text()).transpose()
    }

    /// Books what an event says, inside a transaction, and says what was done.
    fn book(&self, arrival: &mut Arrival<'_>, named: Option<&Named>) -> Result<&'static str, Problem> {
        let store = self.store();
        let event = cells![arrival.provider, &arrival.notice.event];
        if store.first("SELECT 1 FROM provider_event WHERE provider = ? AND id = ?", event)?.is_some() {
            return Ok("duplicate");
        }
        let event = cells![arrival.provider, &arrival.notice.event, self.now];
        store.run("INSERT INTO provider_event (provider, id, at) VALUES (?, ?, ?)", event)?;
        // Events come in any order: what an earlier one said was given back is given back, whatever this one knows.
        arrival.money.refunded = arrival.money.refunded.max(self.refunded_so_far(arrival)?);
        let arrival = &*arrival;
        let money = &arrival.money;
        if let Some(booked) = self.booked_on(arrival)? {
            // The document is missing only if the payment was booked while this event was on its way.
            return match named.filter(|named| named.id == booked) {
                Some(named) => self.refund(arrival, named),
                None if money.refunded.is_zero() => Ok("booked"),
                None => self.wait(InboxReason::UnknownInvoice, arrival, None),
            };
        }
        let Some(named) = named else { return self.wait(InboxReason::UnknownInvoice, arrival, None) };
        let account = account_of(store, &named.id, &named.document)?;
        let on = self.legal_day(arrival.notice, &account)?;
        if money.currency != Some(account.invoice().head().currency) {
            return self.wait(InboxReason::WrongCurrency, arrival, Some(named));
        }
        if !is_expected(&account, money.amount, on)? {
            return self.wait(InboxReason::WrongAmount, arrival, Some(named));
        }
        let kind = EntryKind::Payment(Payment {
            amount: money.amount,
            method: METHOD.to_owned(),
            reference: None,
            provider: Some(arrival.provider.to_owned()),
            provider_id: Some(money.payment.clone()),
        });
        let entry = self.entry(on, kind);
        let cells = cells![arrival.provider, &money.payment, &named.id, &entry.id];
        store.run("INSERT INTO provider_payment (provider, id, invoice, entry) VALUES (?, ?, ?, ?)", cells)?;
        self.append(&named.id, account, entry)?;
        self.resolve(arrival)?;
        self.refund(arrival, named)
    }

    /// Books what was given back of a booked payment and is not in the books yet.
    fn refund(&self, arrival: &Arrival<'_>, named: &Named) -> Result<&'static str, Problem> {
        let money = &arrival.money;
        if money.refunded.is_zero() {
            return Ok("booked");
        }
        let account = account_of(self.store(), &named.id, &named.document)?;
        let known = account.entries().iter().filter_map(|entry| match &entry.kind {
            EntryKind::Refund(refund) if refund.provider_id.as_ref() == Some(&money.payment) => Some(refund.amount),
            _ => None,
        });
        // A service states all that was given back so far, whichever event says it: the difference is new.
        let new = known.fold(money.refunded, |rest, amount| rest.checked_sub(amount).unwrap_or_default());
        if new <= Decimal::ZERO {
            return Ok("booked");
        }
        let kind = EntryKind::Refund(Refund {
            amount: new,
            method: METHOD.to_owned(),
            reference: None,
            provider: Some(arrival.provider.to_owned()),
            provider_id: Some(money.payment.clone()),
        });
        let entry = self.entry(self.legal_day(arrival.notice, &account)?, kind);
        self.append(&named.id, account, entry)?;
        Ok("booked")
    }

    /// The administration's day of an event, never before the invoice: clocks of two houses may differ around midnight.
    fn legal_day(&self, notice: &Notice, account: &Account) -> Result<Day, Problem> {
        let day = self.ports.clock().day(self.administration.time_zone(), notice.created);
        let day = day.ok_or_else(|| StoreError("the time zone of the administration is gone".to_owned()))?;
        Ok(day.max(account.invoice().issue_date()))
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
