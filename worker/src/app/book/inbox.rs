//! The inbox: money that could not be booked as it is. It waits for a person, one item for each payment, and is settled by a
//! better event of the same payment, when all of the money was given back, or by the person.

use rust_decimal::Decimal;
use voldaan::finding::{Code, Error, Finding};
use voldaan::money::Currency;
use voldaan::wire::{Array, to_json};

use super::account::account_of;
use super::list::{decimal, waits};
use super::money::{Received, fits};
use super::session::Session;
use super::store::{Cells, Query};
use super::webhook::Named;
use crate::app::http::Response;
use crate::app::identity::new_id;
use crate::app::moment::Moment;
use crate::app::payment::{self, Money};
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{
    AssignInput, DebitState, DismissInput, InboxItem, InboxList, InboxOutcome, InboxReason, ProviderJson,
};
use crate::cells;

const COLUMNS: &str =
    "id, at, provider, reason, payment, invoice, amount, currency, resolved, outcome, note, refunded, json";

/// What is to be kept for a person.
pub(super) struct Waiting<'a> {
    pub provider: &'a str,
    pub payment: &'a str,
    pub reason: InboxReason,
    pub invoice: Option<&'a str>,
    pub amount: Decimal,
    pub currency: Option<Currency>,
    pub refunded: Decimal,
    pub method: Option<&'a str>,
    pub at: Moment,
    pub body: &'a str,
}

impl<'a> Waiting<'a> {
    /// Money that a service says it has.
    pub fn of(received: &Received<'a>, reason: InboxReason, invoice: Option<&'a str>, body: &'a str) -> Waiting<'a> {
        let Received { provider, money, at } = *received;
        let Money { payment, currency, amount, refunded, method, .. } = money;
        let (currency, amount, refunded, method) = (*currency, *amount, *refunded, method.as_deref());
        Waiting { provider, payment, reason, invoice, amount, currency, refunded, method, at, body }
    }
}

fn inbox_item(row: &mut Cells) -> Result<InboxItem, StoreError> {
    let (id, at, provider) = (row.text()?, Moment(row.integer()?).instant(), row.text()?);
    let reason = InboxReason::from_word(&row.text()?);
    let reason = reason.ok_or_else(|| StoreError("a reason is no reason".to_owned()))?;
    let (provider_id, invoice_id) = (row.text()?, row.optional()?);
    let amount = row.optional()?.map(|amount| decimal(&amount)).transpose()?;
    let currency = row.optional()?;
    let resolved_at = row.moment()?.map(Moment::instant);
    let outcome = row.optional()?.as_deref().and_then(InboxOutcome::from_word);
    let note = row.optional()?;
    let refunded = Some(decimal(&row.text()?)?).filter(|refunded| !refunded.is_zero());
    let event = ProviderJson(row.text()?);
    Ok(InboxItem {
        id,
        at,
        provider,
        reason,
        provider_id,
        invoice_id,
        amount,
        currency,
        resolved_at,
        outcome,
        note,
        refunded,
        event,
    })
}

impl<P: Ports> Session<'_, P> {
    /// GET /v1/inbox
    pub fn list_inbox(&self) -> Result<Response, Problem> {
        let page = self.page_either_way()?;
        let waits = waits("resolved IS NULL", self.query_flag("waiting")?);
        let (from, order) = page.order();
        let rows = self.store().rows(
            &format!("SELECT sequence, {COLUMNS} FROM inbox WHERE {from}{waits} ORDER BY {order} LIMIT ?"),
            cells![page.after, page.limit + 1],
        )?;
        let (items, next) = page.cut(rows, inbox_item)?;
        Ok(Response::json(200, to_json(&InboxList { items: Array(items), next })))
    }

    fn inbox_item(&self, id: &str) -> Result<InboxItem, Problem> {
        let mut row = self.store().found(
            &format!("SELECT {COLUMNS} FROM inbox WHERE id = ?"),
            cells![id],
            "item of the inbox",
        )?;
        Ok(inbox_item(&mut row)?)
    }

    /// An item that still waits.
    fn waiting_item(&self, id: &str) -> Result<InboxItem, Problem> {
        let item = self.inbox_item(id)?;
        if item.resolved_at.is_none() {
            return Ok(item);
        }
        Err(Problem::new(Refusal::InboxSettled, "The item was settled before. Look at its outcome with GET /v1/inbox."))
    }

    fn settle_item(&self, id: &str, outcome: InboxOutcome, note: Option<&str>) -> Result<Response, Problem> {
        let sql = "UPDATE inbox SET resolved = ?, outcome = ?, note = ? WHERE id = ?";
        self.store().run(sql, cells![self.now, outcome.as_str(), note, id])?;
        self.record("inbox.settled", id)?;
        Ok(Response::json(200, to_json(&self.inbox_item(id)?)))
    }

    /// The invoice that a person assigns an item to.
    pub async fn assigned_invoice(&self) -> Result<Named, Problem> {
        let input: AssignInput = self.input()?;
        let unknown = || {
            Problem::at(
                Refusal::NotFound,
                "invoiceId",
                "There is no issued invoice of this id. Name one that is issued.",
            )
        };
        self.issued_named(&input.invoice_id).await?.ok_or_else(unknown)
    }

    /// POST /v1/inbox/{id}/assign
    pub fn assign(&self, id: &str, named: &Named) -> Result<Response, Problem> {
        let item = self.waiting_item(id)?;
        if item.reason == InboxReason::SilentDebit && item.invoice_id.as_ref() != Some(&named.id) {
            let own = item.invoice_id.unwrap_or_default();
            let detail = format!("The direct debit is of the invoice {own}. Assign it to that one, or dismiss it.");
            return Err(Problem::at(Refusal::NotFound, "invoiceId", detail));
        }
        if item.reason == InboxReason::LostCharge {
            let detail = format!(
                "Nobody knows yet whether there is such money. State which payment it is with POST /v1/charges/{}/settle, or dismiss the item \
                 if the charge did not arrive.",
                item.provider_id
            );
            return Err(Problem::new(Refusal::ChargePending, detail));
        }
        let (money, at) = self.money_of(&item)?;
        let account = account_of(self.store(), &named.id, &named.document)?;
        super::payment::check_takes_money(&account)?;
        if !fits(money.currency, &account) {
            let detail = "The money is in another currency than the invoice. Give it back, or book it by hand with what it came to.";
            return Err(Problem::new(Refusal::InboxCurrency, detail));
        }
        // A bank may have dated it ahead: nothing is booked before it happens.
        let on = self.legal_day(at, &account)?.min(self.today.max(account.invoice().issue_date()));
        let received = Received { provider: &item.provider, money: &money, at };
        self.settle_silent_debit(&item, DebitState::Booked)?;
        // Only an item of an older version knows a total that is not kept.
        self.note_told(&item.provider, &money.payment, money.refunded, Moment(0))?;
        let traces = self.traces(&item.provider, &money, Some(&named.id))?;
        self.book_payment(&received, &traces, named, account, on)?;
        self.settle_item(id, InboxOutcome::Assigned, None)
    }

    /// The money that an item is about.
    fn money_of(&self, item: &InboxItem) -> Result<(Money, Moment), Problem> {
        let mut row = self.store().found(
            "SELECT happened, method FROM inbox WHERE id = ?",
            cells![&item.id],
            "item of the inbox",
        )?;
        let (happened, method) = (row.moment()?, row.optional()?);
        let not_money = || {
            Problem::new(
                Refusal::InboxSettled,
                "The item is about no money that could be booked. Dismiss it with a reason once it is dealt with.",
            )
        };
        if item.reason == InboxReason::UnknownPayment {
            return Err(not_money());
        }
        if let (Some(amount), Some(at)) = (item.amount, happened) {
            let money = Money {
                payment: item.provider_id.clone(),
                order: None,
                invoice: None,
                currency: item.currency.as_deref().and_then(Currency::from_code),
                amount,
                refunded: item.refunded.unwrap_or_default(),
                listed: None,
                method,
            };
            return Ok((money, at));
        }
        // Kept by a version that did not note the amount: the event still says it.
        let provider = payment::provider(&item.provider).ok_or_else(not_money)?;
        let notice = provider.told(&item.event.0)?;
        let money = notice.money.ok_or_else(not_money)?;
        let refunded = money.refunded.max(item.refunded.unwrap_or_default());
        Ok((Money { refunded, ..money }, notice.created))
    }

    /// POST /v1/inbox/{id}/dismiss
    pub fn dismiss(&self, id: &str) -> Result<Response, Problem> {
        let input: DismissInput = self.input()?;
        if input.reason.trim().is_empty() {
            let finding = Finding::new(Code::TextEmpty, "reason", "Whoever looks at the books later needs the reason.");
            return Err(Error::from_finding(finding.fix("Say why the item needs no booking.")).into());
        }
        let item = self.waiting_item(id)?;
        self.settle_silent_debit(&item, DebitState::Returned)?;
        self.dismiss_lost_charge(&item, &input.reason)?;
        self.settle_item(id, InboxOutcome::Dismissed, Some(&input.reason))
    }

    /// Keeps something for a person to look at: one item for each payment, the one that says most. What was given back in
    /// full needs nobody to look at it; it is kept as settled.
    pub fn wait(&self, waiting: &Waiting<'_>) -> Result<&'static str, Problem> {
        let Waiting { provider, payment, reason, refunded, .. } = *waiting;
        let store = self.store();
        let over = refunded >= waiting.amount && !waiting.amount.is_zero();
        let resolved = over.then_some(self.now);
        let outcome = over.then_some(InboxOutcome::Refunded.as_str());
        let refunded = refunded.to_string();
        // That money went back says nothing of its having come.
        let known = "SELECT id FROM inbox WHERE provider = ?1 AND payment = ?2 AND \
                     (reason <> 'unknownPayment' OR reason = ?4) AND \
                     (outcome = 'dismissed' OR ((resolved IS NULL OR ?3) AND (reason = ?4 OR ?5)))";
        let less = i64::from(waiting.invoice.is_none());
        let cells = cells![provider, payment, i64::from(over), reason.as_str(), less];
        if let Some(mut known) = store.first(known, cells)? {
            let sql = "UPDATE inbox SET refunded = ?, resolved = COALESCE(resolved, ?), outcome = COALESCE(outcome, ?) WHERE id = ?";
            store.run(sql, cells![refunded, resolved, outcome, known.text()?])?;
            return Ok("inbox");
        }
        self.resolve(provider, payment)?;
        let id = new_id(self.ports.random(), "inb");
        store.run(
            "INSERT INTO inbox (id, at, provider, reason, payment, invoice, amount, currency, happened, method, resolved, outcome, \
             refunded, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            cells![
                &id,
                self.now,
                provider,
                reason.as_str(),
                payment,
                waiting.invoice,
                waiting.amount.to_string(),
                waiting.currency.map(Currency::code),
                waiting.at,
                waiting.method,
                resolved,
                outcome,
                refunded,
                waiting.body,
            ],
        )?;
        self.record("inbox.received", &id)?;
        Ok("inbox")
    }

    /// Marks what waits for a payment as settled by a better event.
    pub fn resolve(&self, provider: &str, payment: &str) -> Result<(), StoreError> {
        let sql =
            "UPDATE inbox SET resolved = ?, outcome = 'booked' WHERE provider = ? AND payment = ? AND resolved IS NULL";
        self.store().run(sql, cells![self.now, provider, payment]).map(|_| ())
    }

    /// Has a payment wait again whose money is here after all: what should have gone back of it failed.
    pub fn reopen(&self, provider: &str, payment: &str) -> Result<(), StoreError> {
        let store = self.store();
        let refunded = self.went_back(provider, payment)?;
        let known = "SELECT id, amount, resolved FROM inbox WHERE provider = ? AND payment = ? AND reason <> 'unknownPayment' \
                     AND amount IS NOT NULL AND (resolved IS NULL OR outcome = 'refunded')";
        for mut row in store.rows(known, cells![provider, payment])? {
            let (id, amount, resolved) = (row.text()?, decimal(&row.text()?)?, row.moment()?);
            let is_over = resolved.is_some() && refunded >= amount;
            let sql = "UPDATE inbox SET refunded = ?1, resolved = iif(?2, resolved, NULL), outcome = iif(?2, outcome, NULL) WHERE id = ?3";
            store.run(sql, cells![refunded.to_string(), i64::from(is_over), &id])?;
            if resolved.is_some() && !is_over {
                self.record("inbox.received", &id)?;
            }
        }
        Ok(())
    }
}
