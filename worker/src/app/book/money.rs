//! Money from payment services: booked where it is what was asked for, else kept in the inbox; and what went back of it.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::invoice::{DocumentType, EarlyPayment, Issued};
use voldaan::ledger::{
    Account, Chargeback, EntryCorrection, EntryKind, Payment, ReturnedDebit, State, Status, closing_payment,
    deducts_discount, status,
};
use voldaan::money::Currency;

use super::account::account_of;
use super::inbox::Waiting;
use super::list::decimal;
use super::session::Session;
use super::store::{Cells, Query};
use super::traces::Traces;
use super::webhook::{Named, Telling};
use crate::app::demand::Parts;
use crate::app::moment::Moment;
use crate::app::payment::{Money, TakenBack};
use crate::app::ports::{Clock, Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::InboxReason;
use crate::app::sum::sum;
use crate::cells;

/// The means of payment where nobody said it.
pub(super) const METHOD: &str = "online";

/// Money that a service says it has, with what it takes to book it.
pub(super) struct Received<'a> {
    pub provider: &'a str,
    pub money: &'a Money,
    pub at: Moment,
}

impl<P: Ports> Session<'_, P> {
    /// Books the money of a telling, or keeps it for a person.
    pub fn book_money(&self, telling: &Telling<'_>, named: Option<&Named>) -> Result<&'static str, Problem> {
        let Some(mut money) = telling.notice.money.clone() else { return Ok("ignored") };
        let provider = telling.provider;
        let (total, at) = self.told_total(telling, &money);
        self.note_told(provider, &money.payment, total, at)?;
        let traces = self.traces(provider, &money, named.map(|named| named.id.as_str()))?;
        let order = money.order.as_deref().unwrap_or_default();
        if traces.begun {
            let ended = "UPDATE checkout SET state = 'paid', due = NULL, payment = COALESCE(payment, ?3) \
                         WHERE provider = ?1 AND (id = ?2 OR payment = ?3)";
            self.store().run(ended, cells![provider, order, &money.payment])?;
        }
        if traces.in_inbox {
            // What came of a charge whose answer was lost needs nobody to look at it.
            self.resolve(provider, order)?;
        }
        if traces.in_inbox || !money.refunded.is_zero() {
            // Events come in any order: what another one said went back, or failed to, counts whatever this one knows.
            money.refunded = self.went_back(provider, &money.payment)?;
        }
        let received = Received { provider, money: &money, at: telling.notice.created };
        let waiting = |reason, named: Option<&Named>| {
            let invoice = named.map(|named| named.id.as_str());
            self.wait(&Waiting::of(&received, reason, invoice, telling.body))
        };
        if let Some(booked) = &traces.booked_on {
            // The document is missing only if the payment was booked while this event was on its way.
            return match named.filter(|named| named.id == *booked) {
                Some(named) if !money.refunded.is_zero() => {
                    self.book_refunded(provider, &money.payment, named)?;
                    Ok("booked")
                }
                Some(_) => Ok("booked"),
                None if money.refunded.is_zero() => Ok("booked"),
                // Told once more, it finds the right one.
                None => {
                    Err(StoreError("the payment was booked on another invoice while it was told of".to_owned()).into())
                }
            };
        }
        let Some(named) = named else { return waiting(InboxReason::UnknownInvoice, None) };
        let account = account_of(self.store(), &named.id, &named.document)?;
        if !fits(money.currency, &account) {
            return waiting(InboxReason::WrongCurrency, Some(named));
        }
        let on = self.legal_day(received.at, &account)?;
        // The service says which invoice it is for: there it counts, whatever it comes to. Money that came in is not dunned for.
        if is_owed(&account, &status(&account, on)?)
            || self.is_still_asked(&received, &traces, &named.id, &account, on)?
            || self.is_demanded(&named.id, &account, money.amount, on)?
        {
            return self.book_payment(&received, &traces, named, account, on);
        }
        waiting(InboxReason::NotOwed, Some(named))
    }

    /// Whether an amount is what letters claimed with interest and costs.
    pub fn is_demanded(&self, id: &str, account: &Account, amount: Decimal, on: Day) -> Result<bool, Problem> {
        Ok(self.demand(id, account, on)?.is_some_and(|demand| demand.parts_of(amount).is_some()))
    }

    /// Why an amount is not what was asked for: all that is due, what closes the invoice that day, each with as little missing as is given
    /// up; all that is not contested, an instalment, what an early payment comes to, or what letters claimed with interest and costs.
    pub fn unexpected(
        &self,
        id: &str,
        account: &Account,
        amount: Decimal,
        on: Day,
    ) -> Result<Option<InboxReason>, Problem> {
        if self.is_demanded(id, account, amount, on)? {
            return Ok(None);
        }
        let invoice = account.invoice();
        let status = status(account, on)?;
        if !is_owed(account, &status) {
            return Ok(Some(InboxReason::NotOwed));
        }
        let due = status.amount_due;
        if self.missed_discount(account, on, amount)?.is_some() {
            return Ok(None);
        }
        let closing = closing_payment(account, on)?;
        let tolerance = self.tolerance(invoice.head().currency);
        let closes =
            amount <= due && [due, closing].iter().any(|asked| amount <= *asked && *asked - amount <= tolerance);
        let early = invoice.early_payment().iter().filter(|step| step.until.is_some_and(|until| on <= until));
        let parts = invoice.instalments().iter().map(|part| part.amount);
        let mut asked = early.map(|step| step.payable).chain(parts).chain(due.checked_sub(status.disputed));
        // Whoever pays late what the terms ask for then pays the discount that is off the invoice, too.
        let missed = early_steps(invoice).filter(|step| step.until.is_some_and(|until| until < on));
        let mut whole = missed.filter_map(|step| due.checked_add(step.discount.gross));
        let is_asked =
            closes || (amount < due && asked.any(|asked| asked == amount)) || whole.any(|whole| whole == amount);
        Ok((!is_asked).then_some(InboxReason::WrongAmount))
    }

    /// What of a payment was asked for costs and interest of this invoice when it was begun here, if it came in as it was asked for.
    fn asked_parts(&self, received: &Received<'_>, traces: &Traces, invoice: &str) -> Result<Option<Parts>, Problem> {
        if !traces.begun {
            return Ok(None);
        }
        let Received { provider, money, .. } = received;
        let (order, amount) = (money.order.as_deref().unwrap_or_default(), money.amount.to_string());
        let sql = "SELECT costs, interest FROM checkout WHERE (id = ?1 OR (provider = ?2 AND payment = ?3)) AND amount = ?4 \
                   AND provider = ?2 AND invoice = ?5 AND costs IS NOT NULL AND interest IS NOT NULL";
        let row = self.store().first(sql, cells![order, *provider, &money.payment, amount, invoice])?;
        let read = |mut row: Cells| Ok((decimal(&row.text()?)?, decimal(&row.text()?)?));
        row.map(read).transpose()
    }

    /// Whether money is what was asked for when its payment was begun here, and all of that is still owed.
    fn is_still_asked(
        &self,
        received: &Received<'_>,
        traces: &Traces,
        id: &str,
        account: &Account,
        on: Day,
    ) -> Result<bool, Problem> {
        let Some((costs, interest)) = self.asked_parts(received, traces, id)? else { return Ok(false) };
        let Some(demand) = self.demand(id, account, on)? else { return Ok(false) };
        let due = status(account, on)?.amount_due;
        let principal = received.money.amount.checked_sub(costs).and_then(|rest| rest.checked_sub(interest));
        let has_charges = costs > Decimal::ZERO || interest > Decimal::ZERO;
        Ok(has_charges && demand.holds((costs, interest)) && principal.is_some_and(|principal| principal <= due))
    }

    /// Books a payment on an invoice, with all that went back of it so far.
    pub fn book_payment(
        &self,
        received: &Received<'_>,
        traces: &Traces,
        named: &Named,
        account: Account,
        on: Day,
    ) -> Result<&'static str, Problem> {
        let Received { provider, money, .. } = received;
        // What was given up or came in meanwhile is for neither any more.
        let holds = |parts: Parts| {
            let demand = self.demand(&named.id, &account, on)?;
            Ok::<_, Problem>(demand.filter(|demand| demand.holds(parts)).map(|_| parts))
        };
        let (costs, interest) = self.asked_parts(received, traces, &named.id)?.map_or(Ok(None), holds)?.unzip();
        let entry = self.entry(
            on,
            EntryKind::Payment(Payment {
                amount: money.amount,
                method: money.method.clone().unwrap_or_else(|| METHOD.to_owned()),
                reference: None,
                provider: Some((*provider).to_owned()),
                provider_id: Some(money.payment.clone()),
                costs,
                interest,
                discount_on: None,
            }),
        );
        let cells = cells![*provider, &money.payment, &named.id, &entry.id];
        self.store().run("INSERT INTO provider_payment (provider, id, invoice, entry) VALUES (?, ?, ?, ?)", cells)?;
        self.append_payment(&named.id, account, entry)?;
        if traces.attempt_failed {
            self.store().run("DELETE FROM failed_attempt WHERE invoice = ?", cells![&named.id])?;
        }
        if traces.in_inbox {
            self.resolve(provider, &money.payment)?;
        }
        if !money.refunded.is_zero() {
            self.book_refunded(provider, &money.payment, named)?;
        }
        if !traces.taken_back {
            return Ok("booked");
        }
        // What a bank took back before the payment was known here.
        let pending =
            "SELECT id, amount, reversed, at FROM taken_back WHERE provider = ? AND payment = ? AND entry IS NULL";
        for mut row in self.store().rows(pending, cells![*provider, &money.payment])? {
            let (id, amount) = (row.text()?, decimal(&row.text()?)?);
            let (payment, is_reversed, at) = (money.payment.clone(), row.integer()? != 0, row.moment()?);
            let taken = TakenBack { id, payment, amount, is_reversed, at };
            self.apply_taken_back(provider, &taken, at.unwrap_or(self.now), named)?;
        }
        Ok("booked")
    }

    /// All that a telling says went back of its payment, and as of when.
    fn told_total(&self, telling: &Telling<'_>, money: &Money) -> (Decimal, Moment) {
        let failed = telling.notice.failed_refunds.iter().map(|failed| failed.amount);
        match money.listed {
            // A list only grows, with those that failed: so the longest one is the newest.
            Some(last) => (sum(failed.chain([money.refunded])), last),
            None if telling.notice.event.is_some() => (money.refunded, telling.notice.created),
            None => (money.refunded, self.ports.clock().now()),
        }
    }

    /// Books what a bank took back, or keeps it until its payment is known.
    pub fn book_taken_back(
        &self,
        telling: &Telling<'_>,
        taken: &TakenBack,
        named: Option<&Named>,
    ) -> Result<&'static str, Problem> {
        let (store, provider) = (self.store(), telling.provider);
        let told = if telling.notice.event.is_some() { telling.notice.created } else { self.now };
        let at = taken.at.unwrap_or(told).min(self.now);
        let amount = taken.amount.to_string();
        // Once the money is here again it stays: what is told late of its way back changes nothing.
        store.run(
            "INSERT INTO taken_back (provider, id, payment, amount, reversed, at) VALUES (?, ?, ?, ?, ?, ?) \
             ON CONFLICT (provider, id) DO UPDATE SET reversed = MAX(reversed, excluded.reversed)",
            cells![provider, &taken.id, &taken.payment, amount, i64::from(taken.is_reversed), at],
        )?;
        let booked = self.booked_on(provider, &taken.payment)?;
        if let Some(named) = named.filter(|named| booked.as_ref() == Some(&named.id)) {
            return self.apply_taken_back(provider, taken, at, named);
        }
        if taken.is_reversed {
            return Ok("noted");
        }
        let waits = "SELECT 1 FROM inbox WHERE provider = ? AND payment = ? AND resolved IS NULL";
        if store.has(waits, cells![provider, &taken.payment])? {
            return Ok("inbox");
        }
        self.wait(&Waiting {
            provider,
            payment: &taken.payment,
            reason: InboxReason::UnknownPayment,
            invoice: None,
            amount: taken.amount,
            currency: None,
            refunded: Decimal::ZERO,
            method: None,
            at: telling.notice.created,
            body: telling.body,
        })
    }

    fn apply_taken_back(
        &self,
        provider: &str,
        taken: &TakenBack,
        at: Moment,
        named: &Named,
    ) -> Result<&'static str, Problem> {
        let known = "SELECT reversed, entry FROM taken_back WHERE provider = ? AND id = ?";
        let Some(mut known) = self.store().first(known, cells![provider, &taken.id])? else { return Ok("ignored") };
        let (is_reversed, entry) = (known.integer()? != 0, known.optional()?);
        let account = account_of(self.store(), &named.id, &named.document)?;
        match (entry, is_reversed) {
            (None, true) | (Some(_), false) => Ok("booked"),
            (Some(entry), true) => {
                if !is_corrected(&account, &entry) {
                    // From today on: until now the money was gone.
                    let reason = Some("The money is here again.".to_owned());
                    let kind = EntryKind::Correction(EntryCorrection { of: entry, amount: None, reason });
                    let correction = self.entry(self.legal_day(at, &account)?, kind);
                    self.append(&named.id, account, correction)?;
                    self.record("payment.regained", &named.id)?;
                }
                Ok("booked")
            }
            (None, false) => {
                let kind = back_to_the_bank(&account, provider, taken);
                if let EntryKind::ReturnedDebit(debit) = &kind {
                    self.offer_another_way(&named.id, (provider, &taken.payment), at, Some(&debit.method))?;
                }
                let entry = self.entry(self.legal_day(at, &account)?, kind);
                let sql = "UPDATE taken_back SET entry = ? WHERE provider = ? AND id = ?";
                self.store().run(sql, cells![&entry.id, provider, &taken.id])?;
                self.append(&named.id, account, entry)?;
                Ok("booked")
            }
        }
    }
}

/// Whether something is owed on an invoice. A credit note asks for nothing: it is the customer who gets money.
fn is_owed(account: &Account, status: &Status) -> bool {
    let asks = account.invoice().head().document_type() != DocumentType::CreditNote && status.state != State::Void;
    asks && status.amount_due > Decimal::ZERO
}

/// How a bank takes money back: a direct debit is returned, anything else is charged back.
fn back_to_the_bank(account: &Account, provider: &str, taken: &TakenBack) -> EntryKind {
    let method = paid_with(account, &taken.payment).unwrap_or(METHOD).to_owned();
    let (amount, reference) = (taken.amount, Some(taken.payment.clone()));
    let (provider, provider_id) = (Some(provider.to_owned()), Some(taken.id.clone()));
    if matches!(method.as_str(), "directdebit" | "directDebit" | "sepa_debit" | "bacs_debit") {
        return EntryKind::ReturnedDebit(ReturnedDebit { amount, method, reference, provider, provider_id });
    }
    EntryKind::Chargeback(Chargeback { amount, method, reference, provider, provider_id })
}

/// By which means a payment of a service came in.
pub(super) fn paid_with<'a>(account: &'a Account, payment: &str) -> Option<&'a str> {
    account.entries().iter().find_map(|entry| match &entry.kind {
        EntryKind::Payment(paid) if paid.provider_id.as_deref() == Some(payment) => Some(paid.method.as_str()),
        _ => None,
    })
}

/// Whether a later entry takes one back.
pub(super) fn is_corrected(account: &Account, id: &str) -> bool {
    account.entries().iter().any(|entry| entry.kind.speaks_of() == Some(id))
}

/// What is owed and not contested; refused where nothing is.
pub(super) fn undisputed(status: &Status) -> Result<Decimal, Problem> {
    let left = status.amount_due.checked_sub(status.disputed).unwrap_or_default();
    if left > Decimal::ZERO {
        return Ok(left);
    }
    let detail = "The customer contests all that is owed, so nothing of it is collected. Settle the dispute first, or leave the invoice out.";
    Err(Problem::new(Refusal::InvoiceDisputed, detail))
}

/// The discounts that are off an invoice already.
fn early_steps(invoice: &Issued) -> impl Iterator<Item = &EarlyPayment> {
    invoice.early_payment().iter().filter(|_| deducts_discount(invoice))
}

/// Whether two currencies are the same and known.
pub(super) fn fits(money: Option<Currency>, account: &Account) -> bool {
    money == Some(account.invoice().head().currency)
}
