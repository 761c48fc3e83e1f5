//! Charges under a mandate whose answer was lost: the service is asked for the same charge again under its name, and once it may have
//! forgotten that name, it is asked first what it has. A charge that is there is taken up; one that is not is made again, as long as the
//! invoice still owes it and the mandate holds. What stays unclear waits in the inbox, and a person settles it. Refuses to charge twice.

use rust_decimal::Decimal;
use voldaan::finding::{Code, Error, Finding};
use voldaan::ledger::{State, status};
use voldaan::money::Currency;
use voldaan::wire::{Array, Writer, to_json};

use super::Book;
use super::account::account_of;
use super::checkout::{RECURRING, REPEATED_MILLISECONDS_MAX};
use super::inbox::Waiting;
use super::list::decimal;
use super::provider::{is_under_way, pause_after};
use super::session::Session;
use super::store::{Cells, Query, transact};
use crate::app::http::Response;
use crate::app::moment::Moment;
use crate::app::payment::{self, FoundCharge, Order, Ordered, Provider, Recurring, Sequence};
use crate::app::ports::{Clock, Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{
    InboxItem, InboxOutcome, InboxReason, MandateCharge, MandateChargeList, MandateChargeOutcome,
    MandateChargeSettleInput, MandateChargeState,
};
use crate::cells;

/// Charges of one waking; the next waking follows at once.
const CHARGES_AT_ONCE: usize = 20;

/// A charge that was written down, and no answer of the service was kept.
struct Lost {
    id: String,
    at: Moment,
    invoice: String,
    provider: String,
    method: Option<String>,
    amount: Decimal,
    currency: Currency,
    /// Attempts so far.
    attempts: i64,
    /// When the next one follows.
    due: Moment,
    /// The first attempt that may have arrived.
    sent: Moment,
    /// The customer at the service.
    holder: Option<String>,
    mandate: Option<String>,
    webhook: Option<String>,
}

const COLUMNS: &str = "id, at, invoice, provider, method, amount, currency, asked, due, sent, holder, mandate, webhook";

impl Lost {
    fn read(row: &mut Cells) -> Result<Lost, StoreError> {
        let (id, at, invoice, provider) = (row.text()?, Moment(row.integer()?), row.text()?, row.text()?);
        let (method, amount, currency) = (row.optional()?, decimal(&row.text()?)?, row.text()?);
        let currency = Currency::from_code(&currency);
        let currency = currency.ok_or_else(|| StoreError("a currency is no currency".to_owned()))?;
        let (attempts, due) = (row.integer()?, row.moment()?.unwrap_or(at));
        let sent = row.moment()?.unwrap_or(at);
        let (holder, mandate, webhook) = (row.optional()?, row.optional()?, row.optional()?);
        Ok(Lost { id, at, invoice, provider, method, amount, currency, attempts, due, sent, holder, mandate, webhook })
    }
}

fn resource(row: &mut Cells) -> Result<MandateCharge, StoreError> {
    let (id, at, invoice_id, provider) = (row.text()?, Moment(row.integer()?).instant(), row.text()?, row.text()?);
    let (provider_id, amount, currency) = (row.optional()?, decimal(&row.text()?)?, row.text()?);
    let state = match row.text()?.as_str() {
        "begun" => MandateChargeState::Waiting,
        "open" => MandateChargeState::Open,
        "paid" => MandateChargeState::Done,
        _ => MandateChargeState::Failed,
    };
    Ok(MandateCharge { id, at, invoice_id, provider, provider_id, amount, currency, state, note: row.optional()? })
}

const SHOWN: &str = "id, at, invoice, provider, payment, amount, currency, state, note";

impl<P: Ports> Session<'_, P> {
    /// GET /v1/invoices/{id}/charges
    pub fn list_charges(&self, id: &str) -> Result<Response, Problem> {
        self.invoice_row(id)?;
        let page = self.page()?;
        let sql = format!(
            "SELECT sequence, {SHOWN} FROM checkout WHERE invoice = ? AND series = ? AND sequence > ? ORDER BY sequence LIMIT ?"
        );
        let rows = self.store().rows(&sql, cells![id, RECURRING, page.after, page.limit + 1])?;
        let (items, next) = page.cut(rows, resource)?;
        Ok(Response::json(200, to_json(&MandateChargeList { items: Array(items), next })))
    }

    fn mandate_charge(&self, id: &str) -> Result<MandateCharge, Problem> {
        let sql = format!("SELECT {SHOWN} FROM checkout WHERE id = ? AND series = ?");
        Ok(resource(&mut self.store().found(&sql, cells![id, RECURRING], "charge")?)?)
    }

    /// POST /v1/charges/{id}/settle: what became of a charge whose answer was lost, as a person found out.
    pub async fn settle_charge(&self, id: &str) -> Result<Response, Problem> {
        if let Some(answer) = self.answered()? {
            return Ok(answer);
        }
        self.mandate_charge(id)?;
        let MandateChargeSettleInput { outcome, provider_id, note } = self.input()?;
        let lost = self.settleable(id)?;
        let found = match (outcome, &provider_id) {
            (MandateChargeOutcome::Failed, _) => None,
            (MandateChargeOutcome::Done, None) => {
                let finding = Finding::new(
                    Code::FieldMissing,
                    "providerId",
                    "The charge is known by its name at the payment service.",
                );
                return Err(Error::from_finding(finding.fix("State its name there, such as tr_7UhSN1zuXS.")).into());
            }
            (MandateChargeOutcome::Done, Some(payment)) => Some((self.proven_charge(&lost, payment).await?, payment)),
        };
        let answer = self.once(|| {
            self.settleable(id)?;
            match &found {
                Some((_, payment)) => self.keep_found(&lost, payment)?,
                None => self.end_charge(&lost, note.as_deref().unwrap_or("It did not arrive."))?,
            }
            Ok(Response::json(200, to_json(&self.mandate_charge(id)?)))
        })?;
        if let Some((provider, payment)) = found {
            // Whatever comes of this question, the payment is asked about until it is over.
            self.ask_about(provider, payment).await.ok();
        }
        Ok(answer)
    }

    /// A charge that waits for its answer and at which no attempt is under way.
    fn settleable(&self, id: &str) -> Result<Lost, Problem> {
        let sql = format!("SELECT {COLUMNS} FROM checkout WHERE id = ? AND series = ? AND state = 'begun'");
        let lost = self.store().first(&sql, cells![id, RECURRING])?.map(|mut row| Lost::read(&mut row)).transpose()?;
        // Nobody can say what becomes of an attempt while it is under way.
        lost.filter(|lost| !is_under_way(lost.due, lost.attempts, self.clock)).ok_or_else(|| {
            let detail = "The charge waits for no answer, or an attempt at it is under way just now. Look at it in a minute with GET \
                          /v1/invoices/{id}/charges.";
            Problem::new(Refusal::ChargeSettled, detail)
        })
    }

    /// The service of a charge, once it says itself that a payment is that charge.
    async fn proven_charge(&self, lost: &Lost, payment: &str) -> Result<&'static dyn Provider, Problem> {
        let (provider, recurring) = keeper(&lost.provider)?;
        let key = self.provider_key(provider)?;
        let answer = self.call_provider(provider, provider.ask(&key, payment)).await?;
        if answer.is_ok_and(|body| recurring.is_charge(&body, payment, &lost.id)) {
            return Ok(provider);
        }
        let name = provider.service().name;
        let detail = format!(
            "{name} knows no payment {payment} that is the charge {}. State the payment whose metadata name that charge, or that it failed.",
            lost.id
        );
        Err(Problem::at(Refusal::NotFound, "providerId", detail))
    }

    /// Takes up a charge that the service has.
    fn keep_found(&self, lost: &Lost, payment: &str) -> Result<(), Problem> {
        if let Some(mandate) = &lost.mandate {
            let sql =
                "UPDATE payment_mandate SET state = 'used' WHERE provider = ? AND name = ? AND state <> 'revoked'";
            self.store().run(sql, cells![&lost.provider, mandate])?;
        }
        self.keep_ordered(&lost.id, &lost.invoice, &Ordered { id: payment.to_owned(), url: None })
    }

    /// Ends a charge that came to nothing, inside a transaction. The request that began it may be made anew.
    fn end_charge(&self, lost: &Lost, note: &str) -> Result<(), Problem> {
        let sql = "UPDATE checkout SET state = 'over', request = id, due = NULL, note = ?, holder = NULL, mandate = NULL, webhook = NULL \
                   WHERE id = ? AND state = 'begun'";
        self.store().run(sql, cells![note, &lost.id])?;
        let sql = "UPDATE inbox SET resolved = ?, outcome = ?, note = ? WHERE provider = ? AND payment = ? AND resolved IS NULL";
        let dismissed = InboxOutcome::Dismissed.as_str();
        self.store().run(sql, cells![self.now, dismissed, note, &lost.provider, &lost.id])?;
        Ok(self.record("charge.failed", &lost.invoice)?)
    }

    /// Leaves a charge waiting, says why, and shows it in the inbox.
    fn leave_charge_unclear(&self, lost: &Lost, said: &str) -> Result<(), Problem> {
        let Lost { id, provider, invoice, .. } = lost;
        let note = format!(
            "Its answer was lost, and it may have arrived. Asked again, {provider} says: {said} Look at the payment service, and say what became \
             of it with POST /v1/charges/{id}/settle."
        );
        let mut body = Writer::new();
        body.object();
        body.pair("charge", id);
        body.pair("said", said);
        body.end_object();
        transact(self.store(), || {
            let sql = "UPDATE checkout SET note = ? WHERE id = ? AND state = 'begun' RETURNING 1";
            if !self.store().has(sql, cells![&note, id])? {
                return Ok(());
            }
            let waiting = Waiting {
                provider,
                payment: id,
                reason: InboxReason::LostCharge,
                invoice: Some(invoice),
                amount: lost.amount,
                currency: Some(lost.currency),
                refunded: Decimal::ZERO,
                method: lost.method.as_deref(),
                at: lost.at,
                body: &body.finish(),
            };
            self.wait(&waiting).map(drop)
        })
    }

    /// Settles the charge that an item of the inbox is about, if it is about one: dismissed it did not arrive.
    pub fn dismiss_lost_charge(&self, item: &InboxItem, reason: &str) -> Result<(), Problem> {
        if item.reason != InboxReason::LostCharge {
            return Ok(());
        }
        let lost = self.settleable(&item.provider_id)?;
        self.end_charge(&lost, reason)
    }

    /// Finds out what became of a charge, or makes it again.
    async fn find_charge(&self, lost: &Lost) -> Result<(), Problem> {
        let (provider, recurring) = keeper(&lost.provider)?;
        let key = self.provider_key(provider)?;
        let clock = self.ports.clock();
        let mut may_have_arrived = true;
        if lost.sent.plus_milliseconds(REPEATED_MILLISECONDS_MAX) < clock.now() {
            // The service may have forgotten the name of the attempt: another one could charge a second time.
            let Some(holder) = &lost.holder else { return self.leave_charge_unclear(lost, UNKNOWN) };
            match self.look_for(provider, recurring, (&key, holder), lost).await? {
                FoundCharge::Taken(payment) => {
                    transact(self.store(), || self.keep_found(lost, &payment))?;
                    return self.ask_about(provider, &payment).await.map(drop);
                }
                FoundCharge::None => may_have_arrived = false,
                FoundCharge::Unclear => return self.leave_charge_unclear(lost, UNKNOWN),
            }
        }
        let (number, hindrance) = self.hindrance(lost).await?;
        let mandate = match (hindrance, &lost.holder, &lost.mandate) {
            (None, Some(customer), Some(mandate)) => (customer.clone(), mandate.clone()),
            // It is not made again; whether it was made, the service is asked once it does not know its name any more.
            _ if may_have_arrived => return Ok(()),
            (hindrance, ..) => {
                let note = hindrance.unwrap_or("It did not arrive, and its mandate was not kept with it.");
                return transact(self.store(), || self.end_charge(lost, note));
            }
        };
        // Somebody may have settled it while the service was asked. From here on the attempt is under way.
        let now = clock.now();
        let sql =
            "UPDATE checkout SET sent = iif(?1, sent, ?2), due = ?3 WHERE id = ?4 AND state = 'begun' RETURNING 1";
        let due = now.plus_milliseconds(pause_after(lost.attempts));
        if !self.store().has(sql, cells![i64::from(may_have_arrived), now, due, &lost.id])? {
            return Ok(());
        }
        let order = again(lost, number, mandate);
        match self.call_provider(provider, provider.order(&key, &order)).await? {
            Ok(body) => {
                let ordered = provider.ordered(&body)?;
                transact(self.store(), || self.keep_found(lost, &ordered.id))
            }
            Err(rejection) if may_have_arrived || rejection.may_have_arrived => {
                self.leave_charge_unclear(lost, &rejection.said)
            }
            Err(rejection) => transact(self.store(), || self.end_charge(lost, &rejection.said)),
        }
    }

    /// Looks for a charge among what the service has of its customer.
    async fn look_for(
        &self,
        provider: &dyn Provider,
        recurring: &dyn Recurring,
        (key, holder): (&str, &str),
        lost: &Lost,
    ) -> Result<FoundCharge, Problem> {
        match self.call_provider(provider, recurring.ask_charges(key, holder)).await {
            Ok(Ok(body)) => Ok(recurring.find_charge(&body, &lost.id, lost.sent)),
            // Another account than that of the key, for one.
            Ok(Err(_)) => Ok(FoundCharge::Unclear),
            Err(problem) => {
                self.leave_charge_unclear(lost, &problem.detail)?;
                Err(problem)
            }
        }
    }

    /// The number of the invoice, and why the charge is not made again, if there is a reason.
    async fn hindrance(&self, lost: &Lost) -> Result<(String, Option<&'static str>), Problem> {
        let document = self.issued_document(&lost.invoice).await?;
        let account = account_of(self.store(), &lost.invoice, &document)?;
        let status = status(&account, self.today)?;
        let owed = status.amount_due.checked_sub(status.disputed).unwrap_or_default();
        let holds = "SELECT 1 FROM payment_mandate WHERE provider = ? AND name = ? AND state <> 'revoked'";
        let holds = match &lost.mandate {
            Some(mandate) => self.store().has(holds, cells![&lost.provider, mandate])?,
            None => true,
        };
        let hindrance = match (status.state == State::Open && lost.amount <= owed, holds) {
            (false, _) => Some("It did not arrive, and the invoice does not owe it any more."),
            (_, false) => Some("It did not arrive, and the mandate holds no longer."),
            _ => None,
        };
        Ok((account.invoice().number().to_owned(), hindrance))
    }
}

/// What is said where nobody can say whether a charge is there.
const UNKNOWN: &str = "It does not say whether it has the charge.";

/// A service that keeps mandates, by its name.
fn keeper(name: &str) -> Result<(&'static dyn Provider, &'static dyn Recurring), Problem> {
    let provider = payment::provider(name);
    let found = provider.and_then(|provider| Some((provider, provider.recurring()?)));
    found.ok_or_else(|| Problem::not_found("provider"))
}

/// The order of a charge as it was sent the first time: the same name with another body would be another charge.
fn again(lost: &Lost, number: String, (customer, mandate): (String, String)) -> Order {
    Order {
        id: lost.id.clone(),
        invoice: lost.invoice.clone(),
        number,
        amount: lost.amount,
        currency: lost.currency,
        method: lost.method.clone(),
        // Nobody is there to be sent anywhere.
        success_url: String::new(),
        cancel_url: String::new(),
        webhook_url: lost.webhook.clone(),
        email: None,
        language: "",
        sequence: Some(Sequence::Recurring { customer, mandate }),
    }
}

impl<P: Ports> Book<P> {
    /// Finds out what became of the charges whose time has come. One that fails does not hold up the others.
    pub(super) async fn find_lost_charges(&self, session: &Session<'_, P>) -> Result<(), Problem> {
        let store = session.store();
        let next = format!("SELECT {COLUMNS} FROM checkout WHERE state = 'begun' AND due <= ? ORDER BY due LIMIT 1");
        for _ in 0..CHARGES_AT_ONCE {
            // Those before it took their time.
            let now = self.ports.clock().now();
            let Some(mut row) = store.first(&next, cells![now])? else { break };
            let lost = Lost::read(&mut row)?;
            // Said first: an attempt that breaks off is not made again at once.
            let sql = "UPDATE checkout SET asked = asked + 1, due = ? WHERE id = ?";
            store.run(sql, cells![now.plus_milliseconds(pause_after(lost.attempts)), &lost.id])?;
            if let Err(problem) = session.find_charge(&lost).await {
                self.log_failure("charge.notFound", problem.cause.as_deref().unwrap_or(&problem.detail));
            }
        }
        Ok(())
    }
}
