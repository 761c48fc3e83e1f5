//! Money that the seller gives back: an entry first, then carried out by the payment service that it came through.
//!
//! The service is asked until it has taken or refused it, under one name, so that it gives the money back once; once it may have
//! forgotten that name, it is asked first what it gave back. What it refuses is corrected in the books, and the refund says why. What
//! stays unclear, a person settles; what it took, [`super::refund_outcome`] looks at again.

use rust_decimal::Decimal;
use voldaan::ledger::{Account, Entry, EntryKind, Payment, Refund, position};
use voldaan::money::Currency;
use voldaan::wire::{Array, to_json};

use super::Book;
use super::account::account_of;
use super::checkout::REPEATED_MILLISECONDS_MAX;
use super::list::{decimal, waits};
use super::money::is_corrected;
use super::payment::without_place;
use super::provider::{is_under_way, pause_after};
use super::refund_outcome::look_after;
use super::refunded::{given_back, standing_sum};
use super::session::Session;
use super::store::{Cells, Query, transact};
use super::webhook::Named;
use crate::app::http::Response;
use crate::app::identity::new_id;
use crate::app::moment::Moment;
use crate::app::payment::{self, FailedRefund, FoundRefund, Return, find_refund};
use crate::app::ports::{Clock, Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{RefundInput, RefundList, RefundOutcome, RefundResource, RefundSettleInput, RefundState};
use crate::cells;

const COLUMNS: &str = "id, at, invoice, entry, amount, currency, provider, provider_id, state, note";

/// Refunds of one waking; the next waking follows at once.
pub(super) const REFUNDS_AT_ONCE: usize = 20;

/// Why a service did not give money back.
enum Ending {
    /// It refused, and said so.
    Refused(String),
    /// It took it and could not carry it out.
    Failed(FailedRefund),
}

fn refund_of(row: &mut Cells) -> Result<RefundResource, StoreError> {
    let (id, at, invoice_id, entry) = (row.text()?, Moment(row.integer()?).instant(), row.text()?, row.text()?);
    let (amount, currency) = (decimal(&row.text()?)?, currency_of(&row.text()?)?);
    let (provider, provider_id) = (row.optional()?, row.optional()?);
    let state = RefundState::from_word(&row.text()?).ok_or_else(|| StoreError("a state is no state".to_owned()))?;
    let note = row.optional()?;
    Ok(RefundResource { id, at, invoice_id, entry, amount, currency, provider, provider_id, state, note })
}

fn currency_of(code: &str) -> Result<Currency, StoreError> {
    Currency::from_code(code).ok_or_else(|| StoreError("a currency is no currency".to_owned()))
}

impl<P: Ports> Session<'_, P> {
    /// GET /v1/invoices/{id}/refunds
    pub fn list_refunds(&self, id: &str) -> Result<Response, Problem> {
        self.invoice_row(id)?;
        let page = self.page()?;
        let rows = self.store().rows(
            &format!(
                "SELECT sequence, {COLUMNS} FROM refund WHERE invoice = ? AND sequence > ? ORDER BY sequence LIMIT ?"
            ),
            cells![id, page.after, page.limit + 1],
        )?;
        let (items, next) = page.cut(rows, refund_of)?;
        Ok(Response::json(200, to_json(&RefundList { items: Array(items), next })))
    }

    /// GET /v1/refunds
    pub fn list_all_refunds(&self) -> Result<Response, Problem> {
        let page = self.page_either_way()?;
        let waits = waits("state = 'waiting'", self.query_flag("waiting")?);
        let (from, order) = page.order();
        let sql = format!("SELECT sequence, {COLUMNS} FROM refund WHERE {from}{waits} ORDER BY {order} LIMIT ?");
        let (items, next) = page.cut(self.store().rows(&sql, cells![page.after, page.limit + 1])?, refund_of)?;
        Ok(Response::json(200, to_json(&RefundList { items: Array(items), next })))
    }

    /// POST /v1/invoices/{id}/refunds
    pub fn create_refund(&self, id: &str, document: &str) -> Result<Response, Problem> {
        let mut input: RefundInput = self.input()?;
        let account = account_of(self.store(), id, document)?;
        let decimals = account.invoice().head().currency.decimals();
        // With the decimals of the currency, unless it says more: that is refused with the entry.
        if input.amount.scale() < decimals {
            input.amount.rescale(decimals);
        }
        let last = account.entries().iter().map(|entry| entry.on).max().unwrap_or(self.today);
        // Whatever went back, by whichever way: a bank that took the money leaves nothing to give.
        if input.amount > position(&account, last.max(self.today))?.received {
            return Err(too_much());
        }
        let (entry, payment) = source(&account, &input)?;
        let on = input.on.unwrap_or(self.today);
        self.check_not_after_today(on, "on", "The refund")?;
        let service = service_of(payment).map(str::to_owned);
        let currency = account.invoice().head().currency;
        let number = account.invoice().number().to_owned();
        let provider_id = Some(name_of(entry, payment).to_owned());
        let kind = EntryKind::Refund(Refund {
            amount: input.amount,
            method: input.method.clone().unwrap_or_else(|| payment.method.clone()),
            reference: input.reason.clone(),
            provider: service.clone(),
            provider_id: provider_id.clone(),
        });
        let refund = self.entry(on, kind);
        let (refund_id, entry_id) = (new_id(self.ports.random(), "rfd"), refund.id.clone());
        let state = if service.is_some() { RefundState::Waiting } else { RefundState::Done };
        let due = service.is_some().then_some(self.clock);
        self.store().run(
            "INSERT INTO refund (id, at, invoice, entry, amount, currency, description, provider, payment, state, due) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            cells![
                &refund_id,
                self.now,
                id,
                &entry_id,
                input.amount.to_string(),
                currency.code(),
                input.reason.as_ref().unwrap_or(&number),
                service.as_ref(),
                provider_id.as_ref(),
                state.as_str(),
                due,
            ],
        )?;
        self.append(id, account, refund).map_err(without_place)?;
        Ok(Response::json(201, to_json(&self.refund(&refund_id)?)))
    }

    fn refund(&self, id: &str) -> Result<RefundResource, Problem> {
        let mut row =
            self.store().found(&format!("SELECT {COLUMNS} FROM refund WHERE id = ?"), cells![id], "refund")?;
        Ok(refund_of(&mut row)?)
    }

    /// POST /v1/refunds/{id}/settle: what became of a refund that the service left unclear, as a person found out.
    pub async fn settle_refund(&self, id: &str) -> Result<Response, Problem> {
        let named = self.issued_named(&self.refund(id)?.invoice_id).await?;
        let named = named.ok_or_else(|| Problem::not_found("invoice"))?;
        self.once(|| {
            let RefundSettleInput { outcome, note } = self.input()?;
            let sql = "SELECT iif(sent IS NULL, 0, attempts), due FROM refund WHERE id = ? AND state = 'waiting'";
            let waiting = self.store().first(sql, cells![id])?;
            let (attempts, due) = match waiting {
                Some(mut row) => (row.integer()?, row.moment()?),
                None => (0, None),
            };
            // Nobody can say what becomes of an attempt while it is under way; without a key none is.
            if due.is_none_or(|due| attempts > 0 && is_under_way(due, attempts, self.clock)) {
                let detail = "The refund is settled, or an attempt at it is under way just now. Look at it in a minute with \
                              GET /v1/invoices/{id}/refunds.";
                return Err(Problem::new(Refusal::RefundSettled, detail));
            }
            match outcome {
                RefundOutcome::Done => self.set_refund(id, RefundState::Done, (None, note.as_deref()))?,
                RefundOutcome::Failed => self.undo_refund(&named, id, note.as_deref().unwrap_or("It was not given back."))?,
            }
            Ok(Response::json(200, to_json(&self.refund(id)?)))
        })
    }

    /// Ends the waiting of a refund.
    fn set_refund(
        &self,
        id: &str,
        state: RefundState,
        (provider_id, note): (Option<&str>, Option<&str>),
    ) -> Result<(), StoreError> {
        // What a service took is looked at again.
        let due = provider_id.and_then(|_| look_after(self.ports.clock().now(), 0));
        let sql = "UPDATE refund SET state = ?, provider_id = ?, due = ?, note = ? WHERE id = ? AND state = 'waiting'";
        self.store().run(sql, cells![state.as_str(), provider_id, due, note, id]).map(drop)
    }

    /// Corrects the booking of a refund that was not carried out, if it waits still; inside a transaction.
    fn undo_refund(&self, named: &Named, id: &str, note: &str) -> Result<(), Problem> {
        let waits = "SELECT entry, provider, payment FROM refund WHERE id = ? AND state = 'waiting'";
        let Some(mut row) = self.store().first(waits, cells![id])? else { return Ok(()) };
        let (entry, provider, payment) = (row.text()?, row.text()?, row.text()?);
        let account = account_of(self.store(), &named.id, &named.document)?;
        self.undo(&named.id, account, &entry, "The payment service refused the refund.")?;
        self.set_refund(id, RefundState::Failed, (None, Some(note)))?;
        // What the service told of others meanwhile was covered by this one.
        self.book_refunded(&provider, &payment, named)?;
        Ok(self.record("refund.failed", &named.id)?)
    }

    /// Has a service give money back; what it refuses is corrected.
    async fn carry_out(&self, name: &str, money: &Return, attempts: i64, invoice: &str) -> Result<(), Problem> {
        let Some(ending) = self.attempt_refund(name, money, attempts).await? else { return Ok(()) };
        let named = self.issued_named(invoice).await?.ok_or_else(|| Problem::not_found("invoice"))?;
        transact(self.store(), || match &ending {
            Ending::Refused(said) => self.undo_refund(&named, &money.id, said),
            Ending::Failed(failed) => self.correct_refund(name, failed, Some(&named)).map(drop),
        })
    }

    /// Asks a service to give money back; says what became of it if it comes to nothing.
    async fn attempt_refund(&self, name: &str, money: &Return, attempts: i64) -> Result<Option<Ending>, Problem> {
        let provider = payment::provider(name).ok_or_else(|| Problem::not_found("provider"))?;
        let key = self.provider_key(provider)?;
        let clock = self.ports.clock();
        let sent = self.store().first("SELECT sent FROM refund WHERE id = ?", cells![&money.id])?;
        let sent = sent.map_or(Ok(None), |mut row| row.moment())?;
        let mut may_have_arrived = sent.is_some();
        if sent.is_some_and(|sent| sent.plus_milliseconds(REPEATED_MILLISECONDS_MAX) < clock.now()) {
            // The service may have forgotten the name of the attempt: another one could give the money back twice.
            let found = match self.call_provider(provider, provider.ask_refunds(&key, &money.payment)).await? {
                Ok(body) => find_refund(provider, &body, (&money.payment, &money.id), clock.now()),
                Err(_) => FoundRefund::Unclear,
            };
            match found {
                FoundRefund::Taken(id) => {
                    self.set_refund(&money.id, RefundState::Done, (Some(&id), None))?;
                    return Ok(None);
                }
                FoundRefund::Failed(failed) => return Ok(Some(Ending::Failed(failed))),
                FoundRefund::None => may_have_arrived = false,
                FoundRefund::Unclear => {
                    self.leave_unclear(name, money, "It does not say what was given back.")?;
                    return Ok(None);
                }
            }
        }
        // Somebody may have settled it while the service was asked. From here on the attempt is under way.
        let now = clock.now();
        let sql =
            "UPDATE refund SET sent = iif(?1, sent, ?2), due = ?3 WHERE id = ?4 AND state = 'waiting' RETURNING 1";
        let due = now.plus_milliseconds(pause_after(attempts));
        if !self.store().has(sql, cells![i64::from(may_have_arrived), now, due, &money.id])? {
            return Ok(None);
        }
        match self.call_provider(provider, provider.give_back(&key, money)).await? {
            Ok(body) => {
                let provider_id = provider.given_back(&body)?;
                self.set_refund(&money.id, RefundState::Done, (Some(&provider_id), None))?;
            }
            // What an earlier attempt may have carried out stays in the books, until the service says that it did not.
            Err(rejection) if may_have_arrived || rejection.may_have_arrived => {
                self.leave_unclear(name, money, &rejection.said)?;
            }
            Err(rejection) => return Ok(Some(Ending::Refused(rejection.said))),
        }
        Ok(None)
    }

    /// Leaves a refund waiting, and says why.
    fn leave_unclear(&self, name: &str, money: &Return, said: &str) -> Result<(), Problem> {
        let note = format!(
            "An earlier attempt may have arrived. Asked again, {name} says: {said} Look at the payment service, and say what became of it \
             with POST /v1/refunds/{}/settle.",
            money.id
        );
        let sql = "UPDATE refund SET note = ? WHERE id = ? AND state = 'waiting'";
        Ok(self.store().run(sql, cells![note, &money.id]).map(drop)?)
    }
}

/// The payment service that a payment came through, if one did.
fn service_of(payment: &Payment) -> Option<&str> {
    payment.provider.as_deref().filter(|name| payment::provider(name).is_some())
}

/// What refunds call a payment: what came through no service is known by the entry that booked it.
fn name_of<'a>(entry: &'a Entry, payment: &'a Payment) -> &'a str {
    service_of(payment).and(payment.provider_id.as_deref()).unwrap_or(&entry.id)
}

/// The payment that money is given back of: the one that was named, else the last one with so much left.
fn source<'a>(account: &'a Account, input: &RefundInput) -> Result<(&'a Entry, &'a Payment), Problem> {
    let payments = account.entries().iter().filter_map(|entry| match &entry.kind {
        EntryKind::Payment(payment) if !is_corrected(account, &entry.id) => Some((entry, payment)),
        _ => None,
    });
    let left = |(entry, payment): &(&Entry, &Payment)| {
        let told = payment.provider_id.as_deref().unwrap_or(&entry.id);
        let gone = given_back(account, name_of(entry, payment)).checked_add(taken_back(account, told));
        gone.and_then(|gone| payment.amount.checked_sub(gone)).unwrap_or(Decimal::ZERO)
    };
    let mut fitting =
        payments.filter(|(entry, _)| input.payment.as_ref().is_none_or(|wanted| *wanted == entry.id)).peekable();
    if input.payment.is_some() && fitting.peek().is_none() {
        return Err(Problem::at(
            Refusal::NotFound,
            "payment",
            "The invoice has no such payment; state the id of its entry.",
        ));
    }
    let last = fitting.rfind(|candidate| left(candidate) >= input.amount);
    last.ok_or_else(too_much)
}

fn too_much() -> Problem {
    let detail = "No payment of the invoice has so much left. State less, and give several payments back one by one.";
    Problem::at(Refusal::RefundTooMuch, "amount", detail)
}

/// What the customer's bank took back of a payment and did not give up again.
fn taken_back(account: &Account, payment: &str) -> Decimal {
    standing_sum(account, |entry| match &entry.kind {
        EntryKind::Chargeback(taken) => taken.reference.as_deref() == Some(payment),
        EntryKind::ReturnedDebit(taken) => taken.reference.as_deref() == Some(payment),
        _ => false,
    })
}

impl<P: Ports> Book<P> {
    /// Has services give back what is due. One that fails does not hold up the others.
    pub(super) async fn give_back(&self, session: &Session<'_, P>) -> Result<(), Problem> {
        let store = session.store();
        for _ in 0..REFUNDS_AT_ONCE {
            // Those before it took their time.
            let now = self.ports.clock().now();
            let next = "SELECT id, provider, payment, amount, currency, description, attempts, invoice FROM refund \
                        WHERE state = 'waiting' AND due <= ? ORDER BY due LIMIT 1";
            let Some(mut row) = store.first(next, cells![now])? else { break };
            let (id, name, payment) = (row.text()?, row.text()?, row.text()?);
            let (amount, currency, description) = (decimal(&row.text()?)?, row.text()?, row.text()?);
            let (attempts, invoice) = (row.integer()?, row.text()?);
            let currency = currency_of(&currency)?;
            let sql = "UPDATE refund SET attempts = attempts + 1, due = ? WHERE id = ?";
            store.run(sql, cells![now.plus_milliseconds(pause_after(attempts)), &id])?;
            let money = Return { id, payment, amount, currency, description };
            if let Err(problem) = session.carry_out(&name, &money, attempts, &invoice).await {
                self.log_failure("refund.notTaken", problem.cause.as_deref().unwrap_or(&problem.detail));
            }
        }
        Ok(())
    }
}
