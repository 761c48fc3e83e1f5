//! Payments that are begun here: a service is asked for an address at which the customer pays what is due.
//!
//! What is asked of the service is written down first, under a name of ours: should anything break before the answer is
//! kept, the same request leads to the same payment at the service and not to a second one.

use rust_decimal::Decimal;
use voldaan::invoice::DocumentType;
use voldaan::ledger::{Account, State, closing_payment, status};
use voldaan::money::Currency;
use voldaan::text::Language;
use voldaan::wire::to_json;

use super::account::account_of;
use super::invoice::InvoiceRow;
use super::list::decimal;
use super::money::undisputed;
use super::provider::{email_of, pause_after, question_after};
use super::session::Session;
use super::store::{Query, transact};
use crate::app::demand::{Demand, Parts, asked_of_invoice};
use crate::app::http::Response;
use crate::app::identity::new_id;
use crate::app::moment::Moment;
use crate::app::page::language_of;
use crate::app::payment::{self, Order, Ordered, PROVIDERS, Provider, Sequence, key_place};
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{Checkout, CheckoutInput};
use crate::app::web::{Endpoint, is_local_allowed};
use crate::cells;

/// What a charge under a mandate is, in the row of its payment.
pub(super) const RECURRING: &str = "recurring";

/// So long the answer to a charge or a refund may be lost and asked for again. A service forgets in time what it was asked under a
/// name - Mollie after an hour (docs.mollie.com/reference/api-idempotency), Stripe after a day (docs.stripe.com/api/idempotent_requests) -
/// and would charge, or give back, a second time.
pub(super) const REPEATED_MILLISECONDS_MAX: i64 = 60 * 60 * 1000;

/// A payment as it was written down before the service was asked.
struct Begun {
    id: String,
    at: Moment,
    amount: Decimal,
    /// What of it is for costs and interest, where letters claimed any.
    parts: Option<Parts>,
    /// What the service made of it, where it is not to be asked again.
    ordered: Option<Ordered>,
    /// Whether the service was asked for it before, and no answer was kept.
    is_repeated: bool,
}

impl<P: Ports> Session<'_, P> {
    /// POST /v1/invoices/{id}/checkout
    pub async fn create_checkout(&self, id: &str) -> Result<Response, Problem> {
        let document = self.issued_document(id).await?;
        if let Some(answer) = self.answered()? {
            return Ok(answer);
        }
        let mut input: CheckoutInput = self.input()?;
        let request = self.request_name()?;
        let row = self.invoice_row(id)?;
        let mut sequence = None;
        if input.mandate == Some(true) {
            let (name, first) = self.first_of(&row, input.provider.as_deref()).await?;
            (input.provider, sequence) = (Some(name), Some(first));
        }
        let made = self.begin_payment(&row, &document, &input, (&request, sequence)).await?;
        self.once(|| Ok(Response::json(201, to_json(&made))))
    }

    /// Begins a payment of an invoice; the same `request` gives the same payment.
    pub async fn begin_payment(
        &self,
        row: &InvoiceRow,
        document: &str,
        input: &CheckoutInput,
        (request, sequence): (&str, Option<Sequence>),
    ) -> Result<Checkout, Problem> {
        let provider = self.chosen_provider(input.provider.as_deref())?;
        let key = self.provider_key(provider)?;
        let account = account_of(self.store(), &row.id, document)?;
        // Whoever pays on the page comes back to it: by the link that they have, not by one that lives longer.
        let link = match self.request.path.starts_with("/i/") {
            true => format!("{}{}", self.origin(), self.request.path),
            false => self.customer_link(row),
        };
        let success_url = self.return_address(input.success_url.as_deref(), &link, "successUrl")?;
        let cancel_url = self.return_address(input.cancel_url.as_deref(), &link, "cancelUrl")?;
        let currency = account.invoice().head().currency;
        let (origin, name) = (self.origin(), provider.service().name);
        // A service refuses an address that it cannot reach; the sweep asks it instead.
        let webhook_url =
            origin.starts_with("https://").then(|| format!("{origin}/webhooks/{name}/{}", self.administration.id));
        let asked = (input, sequence.as_ref(), webhook_url.as_deref());
        let begun = transact(self.store(), || self.write_down(&row.id, &account, provider, asked, request))?;
        let order = Order {
            id: begun.id.clone(),
            invoice: row.id.clone(),
            number: account.invoice().number().to_owned(),
            amount: begun.amount,
            currency,
            method: input.method.clone(),
            success_url,
            cancel_url,
            webhook_url,
            email: email_of(account.invoice()),
            language: Language::code(language_of(account.invoice().head().customer.as_deref())),
            sequence,
        };
        let ordered = match begun.ordered {
            Some(ordered) => ordered,
            None => self.order(provider, &key, &order, begun.is_repeated).await?,
        };
        Ok(Checkout {
            id: begun.id,
            at: begun.at.instant(),
            invoice_id: row.id.clone(),
            provider: name.to_owned(),
            provider_id: ordered.id,
            method: input.method.clone(),
            amount: begun.amount,
            costs: begun.parts.map(|(costs, _)| costs),
            interest: begun.parts.map(|(_, interest)| interest),
            currency: currency.code().to_owned(),
            url: ordered.url,
        })
    }

    /// Asks the service for a payment that was written down, and keeps what it made of it.
    async fn order(
        &self,
        provider: &dyn Provider,
        key: &str,
        order: &Order,
        is_repeated: bool,
    ) -> Result<Ordered, Problem> {
        let body = match self.call_provider(provider, provider.order(key, order)).await? {
            Ok(body) => body,
            // It stays written down: an earlier attempt may have led to a payment, and another name would lead to a second one.
            Err(rejection) if is_repeated || rejection.may_have_arrived => {
                if !matches!(order.sequence, Some(Sequence::Recurring { .. })) {
                    return Err(rejection.problem(provider));
                }
                return Err(lost(&order.id, provider.service().name, Some(&rejection.said)));
            }
            Err(rejection) => {
                // Forgotten, so that the same request is asked anew once its reason is gone.
                self.store().run("DELETE FROM checkout WHERE id = ? AND state = 'begun'", cells![&order.id])?;
                return Err(rejection.problem(provider));
            }
        };
        let ordered = provider.ordered(&body)?;
        transact(self.store(), || self.keep_ordered(&order.id, &order.invoice, &ordered))?;
        Ok(ordered)
    }

    /// Keeps what a service made of a payment that was written down, once; inside a transaction.
    pub fn keep_ordered(&self, id: &str, invoice: &str, ordered: &Ordered) -> Result<(), Problem> {
        let sql = "UPDATE checkout SET payment = ?, url = ?, state = 'open', due = ?, asked = 0, note = NULL, holder = NULL, \
                   mandate = NULL, webhook = NULL WHERE id = ? AND state = 'begun' RETURNING provider";
        let cells = cells![&ordered.id, ordered.url.as_ref(), question_after(self.clock, 0), id];
        if let Some(mut row) = self.store().first(sql, cells)? {
            self.resolve(&row.text()?, id)?;
            self.record("checkout.begun", invoice)?;
        }
        Ok(())
    }

    /// Whether the administration has a key of a payment service.
    pub fn takes_payments(&self) -> Result<bool, Problem> {
        Ok(self.first_provider()?.is_some())
    }

    /// The first payment service of which the administration has a key.
    fn first_provider(&self) -> Result<Option<&'static dyn Provider>, Problem> {
        for provider in PROVIDERS {
            if self.sealed(&key_place(provider.service().name))?.is_some() {
                return Ok(Some(*provider));
            }
        }
        Ok(None)
    }

    /// The service that was asked for, or the first one that there is a key of.
    fn chosen_provider(&self, name: Option<&str>) -> Result<&'static dyn Provider, Problem> {
        if let Some(name) = name {
            let unknown = || {
                let names: Vec<&str> = PROVIDERS.iter().map(|provider| provider.service().name).collect();
                let detail = format!("There is no payment service {name}. Use one of: {}.", names.join(", "));
                Problem::at(Refusal::ProviderUnknown, "provider", detail)
            };
            return payment::provider(name).ok_or_else(unknown);
        }
        self.first_provider()?.ok_or_else(|| {
            let detail = "The administration has no key of any payment service; set stripeSecretKey or mollieApiKey with PATCH \
                          /v1/administration.";
            Problem::new(Refusal::CheckoutUnconfigured, detail)
        })
    }

    /// An address that the customer is sent to: one outside, or the customer's own page.
    fn return_address(&self, said: Option<&str>, link: &str, path: &str) -> Result<String, Problem> {
        match said {
            None => Ok(link.to_owned()),
            Some(said) => match Endpoint::parse(said, is_local_allowed(self.ports)) {
                Ok(endpoint) => Ok(endpoint.as_str().to_owned()),
                Err(fault) => Err(Problem::at(Refusal::EndpointUrl, path, fault)),
            },
        }
    }

    /// Writes down what the service is about to be asked, once for each request.
    fn write_down(
        &self,
        invoice: &str,
        account: &Account,
        provider: &dyn Provider,
        (input, sequence, webhook): (&CheckoutInput, Option<&Sequence>, Option<&str>),
        request: &str,
    ) -> Result<Begun, Problem> {
        if let Some(known) = self.written_down(request)? {
            return Ok(known);
        }
        let charged = match sequence {
            Some(Sequence::Recurring { customer, mandate }) => Some((customer, mandate)),
            _ => None,
        };
        let sequence = sequence.map(|_| if charged.is_some() { RECURRING } else { "first" });
        if charged.is_some() {
            self.check_not_charged(invoice)?;
        }
        let demand = self.demand(invoice, account, self.today)?;
        let (amount, parts) = match demand.filter(|_| input.charges == Some(true)) {
            Some(demand) => asked_with_charges(&demand, input.amount)?,
            // Who pays the invoice alone pays the invoice.
            None => {
                let amount = self.asked_amount(account, input.amount, charged.is_some())?;
                let none = Decimal::new(0, amount.scale());
                (amount, demand.map(|_| (none, none)))
            }
        };
        let id = new_id(self.ports.random(), "chk");
        let begun = Begun { id, at: self.now, amount, parts, ordered: None, is_repeated: false };
        let currency: Currency = account.invoice().head().currency;
        self.store().run(
            "INSERT INTO checkout (id, request, at, invoice, provider, method, amount, currency, series, costs, interest, \
             holder, mandate, webhook, sent, due, asked, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'begun')",
            cells![
                &begun.id,
                request,
                begun.at,
                invoice,
                provider.service().name,
                input.method.as_ref(),
                amount.to_string(),
                currency.code(),
                sequence,
                parts.map(|(costs, _)| costs.to_string()),
                parts.map(|(_, interest)| interest.to_string()),
                // Should the answer to a charge be lost, this is what finds it or makes it again.
                charged.map(|(customer, _)| customer),
                charged.map(|(_, mandate)| mandate),
                charged.and(webhook),
                charged.map(|_| self.clock),
                charged.map(|_| self.clock.plus_milliseconds(pause_after(0))),
                i64::from(charged.is_some()),
            ],
        )?;
        Ok(begun)
    }

    /// What was written down for a request before. A charge that the service is known to have is not sent again, and neither is
    /// one that it may have and would not know again.
    fn written_down(&self, request: &str) -> Result<Option<Begun>, Problem> {
        let sql = "SELECT id, at, amount, series, state, payment, url, costs, interest, sent, provider FROM checkout WHERE request = ?";
        let Some(mut row) = self.store().first(sql, cells![request])? else { return Ok(None) };
        let (id, at, amount) = (row.text()?, Moment(row.integer()?), decimal(&row.text()?)?);
        let (series, state): (Option<String>, String) = (row.optional()?, row.text()?);
        let (payment, url): (Option<String>, Option<String>) = (row.optional()?, row.optional()?);
        let part = |text: Option<String>| text.map(|text| decimal(&text)).transpose();
        let parts = part(row.optional()?)?.zip(part(row.optional()?)?);
        if series.as_deref() != Some(RECURRING) {
            return Ok(Some(Begun { id, at, amount, parts, ordered: None, is_repeated: true }));
        }
        if payment.is_some() || state != "begun" {
            let ordered = Some(Ordered { id: payment.unwrap_or_default(), url });
            return Ok(Some(Begun { id, at, amount, parts, ordered, is_repeated: true }));
        }
        let sent = row.moment()?.unwrap_or(at);
        if sent.plus_milliseconds(REPEATED_MILLISECONDS_MAX) < self.clock {
            return Err(lost(&id, &row.text()?, None));
        }
        Ok(Some(Begun { id, at, amount, parts, ordered: None, is_repeated: true }))
    }

    /// How much to ask for: what was said, as far as it is owed, or all that is due today without what is contested. A charge never takes
    /// any of that: the customer is not at hand to say no to it.
    fn asked_amount(&self, account: &Account, said: Option<Decimal>, is_charge: bool) -> Result<Decimal, Problem> {
        let invoice = account.invoice();
        let status = status(account, self.today)?;
        let asks = invoice.head().document_type() != DocumentType::CreditNote && status.state == State::Open;
        if !asks || status.amount_due <= Decimal::ZERO {
            return Err(Problem::new(
                Refusal::InvoiceSettled,
                "Nothing of the invoice is owed, so there is nothing to pay.",
            ));
        }
        let owed = if is_charge { undisputed(&status)? } else { status.amount_due };
        let Some(said) = said else {
            return Ok(closing_payment(account, self.today)?.min(asked_of_invoice(&status)));
        };
        amount_up_to(said, owed)
    }

    /// The means of payment that failed last for an invoice, and nothing was paid since.
    pub fn failed_method(&self, invoice: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT COALESCE(method, '') FROM failed_attempt WHERE invoice = ? ORDER BY at DESC LIMIT 1";
        self.store().first(sql, cells![invoice])?.map(|mut row| row.text()).transpose()
    }
}

/// What whoever asks for a charge learns whose answer was lost.
fn lost(id: &str, service: &str, said: Option<&str>) -> Problem {
    let said = said.map(|said| format!(" Asked again, it says: {said}")).unwrap_or_default();
    let detail = format!(
        "The charge {id} of this invoice was begun, and the answer of {service} was lost: it may have arrived.{said} The service is asked \
         what it has; see GET /v1/invoices/{{id}}/charges, or say what became of it with POST /v1/charges/{id}/settle."
    );
    Problem::new(Refusal::ChargePending, detail)
}

/// How much to ask for with interest and costs: all that was claimed, or what was said of it, and what of that is for them.
fn asked_with_charges(demand: &Demand, said: Option<Decimal>) -> Result<(Decimal, Option<Parts>), Problem> {
    let amount = said.map_or(Ok(demand.total), |said| amount_up_to(said, demand.total))?;
    Ok((amount, demand.parts_of(amount)))
}

/// An amount that was said, above nothing and up to what is owed, with the decimals of that.
fn amount_up_to(said: Decimal, owed: Decimal) -> Result<Decimal, Problem> {
    let mut amount = said;
    amount.rescale(owed.scale());
    if amount == said && amount > Decimal::ZERO && amount <= owed {
        return Ok(amount);
    }
    let detail = format!("State an amount above 0 and up to {owed}, in the currency of the invoice.");
    Err(Problem::at(Refusal::CheckoutAmount, "amount", detail))
}
