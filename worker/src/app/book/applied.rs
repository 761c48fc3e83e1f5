//! One payment over several invoices, and what a customer has to the good. The engine spreads the money; the Book appends the
//! entries that it answers with, all of them or none.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::finding::Error;
use voldaan::invoice::DocumentType;
use voldaan::ledger::{
    Account, AppliedBy, ApplyOptions, Entry, EntryKind, FROM_BALANCE, PaidInvoice, Payment, PaymentApplication,
    apply_payment, credit_balance, status,
};
use voldaan::money::Currency;
use voldaan::wire::{Array, to_json};

use super::account::account_of;
use super::bank::noon;
use super::document;
use super::inbox::Waiting;
use super::money::fits;
use super::payment::{alike, warning};
use super::session::{Session, read_issued};
use super::store::Query;
use super::webhook::Named;
use crate::app::bank::{key, keys_in};
use crate::app::http::Response;
use crate::app::ports::{Ports, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{CreditBalanceJson, CreditBalances, InboxReason, SpreadInput, SpreadPayment, Warning};
use crate::cells;

/// One payment looks at this many invoices at most, the newest of a customer.
const INVOICES_MAX: usize = 500;

/// Under this name waits money that somebody booked by hand and that found no invoice.
const BY_HAND: &str = "hand";

/// What a reference was found to mean.
#[derive(Default)]
struct Meant {
    /// Whether it means any invoice.
    is_by_reference: bool,
    /// Whether all of it is the reference, which is believed with any amount.
    is_certain: bool,
    /// The open ones.
    open: Vec<Named>,
    /// One that asks for nothing any more.
    closed: Option<String>,
    /// The currency of the first.
    currency: Option<Currency>,
}

/// The numbers of invoices, as a payer names them.
fn numbers(named: &[Named]) -> Result<Vec<PaidInvoice>, Problem> {
    let number = |named: &Named| {
        let issued = read_issued(&named.document)?;
        Ok(PaidInvoice { number: issued.number().to_owned(), amount: None })
    };
    named.iter().map(number).collect()
}

impl<P: Ports> Session<'_, P> {
    /// POST /v1/payments
    pub async fn create_payment(&self) -> Result<Response, Problem> {
        let input: SpreadInput = self.input()?;
        let mut named = Vec::new();
        for wanted in &input.to {
            let row = self.store().first("SELECT id FROM invoice WHERE number = ?", cells![&wanted.number])?;
            let Some(id) = row.map(|mut row| row.text()).transpose()? else { continue };
            named.extend(self.issued_named(&id).await?);
        }
        if let Some(customer) = &input.customer_id {
            let known = named.iter().map(|named: &Named| named.id.clone()).collect::<Vec<_>>();
            named.extend(self.invoices_of(customer).await?.into_iter().filter(|more| !known.contains(&more.id)));
        }
        let on = input.on.unwrap_or(self.today);
        self.check_not_after_today(on, "on", "The payment")?;
        // Where nobody says whose money it is, the reference does.
        let mut meant = Meant::default();
        if input.to.is_empty() && input.customer_id.is_none() {
            meant = self.meant_by(input.reference.as_deref().unwrap_or_default()).await?;
            named = std::mem::take(&mut meant.open);
        }
        let body = self.body()?.to_owned();
        self.once(|| {
            let SpreadInput { amount, currency, method, reference, mut to, unmatched, tolerance, .. } = input;
            let doubt = self.doubt(&meant, &named, (amount, currency, on))?;
            if doubt.is_some() {
                named.clear();
            } else if meant.is_by_reference {
                to = numbers(&named)?;
            }
            let (provider, provider_id) = (None, None);
            let (costs, interest, discount_on) = (None, None, None);
            let payment = Payment { amount, method, reference, provider, provider_id, costs, interest, discount_on };
            let currency = currency.or(meant.currency);
            let options = ApplyOptions { to, unmatched, currency, tolerance };
            let entry = self.entry(on, EntryKind::Payment(payment.clone()));
            let mut applied = self.apply(entry.clone(), &named, &options)?;
            if meant.is_by_reference && applied.by == AppliedBy::Payer {
                applied.by = AppliedBy::Reference;
            }
            let is_money = payment.method != FROM_BALANCE && applied.by != AppliedBy::AlreadyBooked;
            if is_money && !applied.unapplied.is_zero() {
                // Money that found no invoice waits for a person.
                let first = named.first().map(|named| read_issued(&named.document)).transpose()?;
                let (reason, invoice) = doubt.unwrap_or((InboxReason::UnknownInvoice, None));
                self.wait(&Waiting {
                    provider: BY_HAND,
                    payment: &entry.id,
                    reason,
                    invoice: invoice.as_deref(),
                    amount: applied.unapplied,
                    currency: currency.or_else(|| first.map(|issued| issued.head().currency)),
                    refunded: Decimal::ZERO,
                    method: Some(&payment.method),
                    at: noon(on),
                    body: &body,
                })?;
            }
            let warnings = self.repeated(&applied, &named)?;
            let PaymentApplication { by, applied, taken, unapplied } = applied;
            Ok(Response::json(201, to_json(&SpreadPayment { by, applied, taken, unapplied, warnings })))
        })
    }

    /// The payments by hand that the parts of one seem to repeat.
    fn repeated(&self, applied: &PaymentApplication, named: &[Named]) -> Result<Vec<Warning>, Problem> {
        let mut warnings = Vec::new();
        for Named { id, document } in named {
            let account = account_of(self.store(), id, document)?;
            let parts = applied.applied.iter().filter(|part| part.number == account.invoice().number());
            let entries = parts.flat_map(|part| part.entries.iter());
            warnings
                .extend(entries.filter_map(|entry| alike(&account, entry)).map(|known| warning(id, &account, &known)));
        }
        Ok(warnings)
    }

    /// The invoices that a reference means, as a bank statement finds them: one of its own, else a number or reference in it.
    async fn meant_by(&self, reference: &str) -> Result<Meant, Problem> {
        self.fill_keys().await?;
        let whole: Vec<String> = key(reference).into_iter().collect();
        for (is_certain, keys) in [(true, whole), (false, keys_in(reference))] {
            let (open, closed) = self.named_by(&keys)?;
            if open.is_empty() && closed.is_none() {
                continue;
            }
            let mut meant = Meant { is_by_reference: true, is_certain, closed, ..Meant::default() };
            for id in &open {
                meant.open.extend(self.issued_named(id).await?);
            }
            let first = meant.open.first().map(|named| read_issued(&named.document)).transpose()?;
            meant.currency = first.map(|issued| issued.head().currency);
            return Ok(meant);
        }
        Ok(Meant::default())
    }

    /// Why money that a reference brought is not booked as it is, and on which invoice it may belong.
    fn doubt(
        &self,
        meant: &Meant,
        named: &[Named],
        (amount, currency, on): (Decimal, Option<Currency>, Day),
    ) -> Result<Option<(InboxReason, Option<String>)>, Problem> {
        if !meant.is_by_reference {
            return Ok(None);
        }
        let Some(first) = named.first() else { return Ok(Some((InboxReason::NotOwed, meant.closed.clone()))) };
        let mut due = Decimal::ZERO;
        for named in named {
            let account = account_of(self.store(), &named.id, &named.document)?;
            if !fits(currency.or(meant.currency), &account) {
                return Ok(Some((InboxReason::WrongCurrency, Some(named.id.clone()))));
            }
            due = due.checked_add(status(&account, on)?.amount_due).unwrap_or(Decimal::MAX);
        }
        Ok(match named {
            [_, _, ..] if due != amount => Some((InboxReason::Ambiguous, None)),
            [named] if amount > due && !meant.is_certain => {
                let account = account_of(self.store(), &named.id, &named.document)?;
                let is_asked = self.is_demanded(&named.id, &account, amount, on)?;
                (!is_asked).then(|| (InboxReason::WrongAmount, Some(first.id.clone())))
            }
            _ => None,
        })
    }

    /// Spreads a payment over invoices and appends the entries, inside a transaction.
    pub fn apply(
        &self,
        payment: Entry,
        named: &[Named],
        options: &ApplyOptions,
    ) -> Result<PaymentApplication, Problem> {
        let mut accounts = Vec::with_capacity(named.len());
        for named in named {
            accounts.push(account_of(self.store(), &named.id, &named.document)?);
        }
        let currency = options.currency.or_else(|| Some(accounts.first()?.invoice().head().currency));
        let tolerance = options.tolerance.or_else(|| currency.map(|currency| self.tolerance(currency)));
        let applied = apply_payment(&payment, &accounts, &ApplyOptions { tolerance, ..options.clone() })
            .map_err(|error: Error| Problem::from(error))?;
        for part in applied.applied.iter().chain(&applied.taken) {
            let place = accounts.iter().position(|account| account.invoice().number() == part.number);
            let (Some(mut account), Some(named)) =
                (place.and_then(|place| accounts.get(place).cloned()), place.and_then(|place| named.get(place)))
            else {
                return Err(StoreError("a payment was spread over an invoice that nobody gave".to_owned()).into());
            };
            for entry in part.entries.iter() {
                let entry = self.divided(&named.id, &account, entry.clone())?;
                account = self.append(&named.id, account, entry)?;
            }
            self.note_discount(&named.id, &account)?;
            // The next part may go to the same account.
            if let Some(slot) = place.and_then(|place| accounts.get_mut(place)) {
                *slot = account;
            }
        }
        Ok(applied)
    }

    /// The issued invoices of a customer, with their documents.
    async fn invoices_of(&self, customer: &str) -> Result<Vec<Named>, Problem> {
        if !self.store().has("SELECT 1 FROM customer WHERE id = ?", cells![customer])? {
            let detail = "There is no customer of this id.";
            return Err(Problem::at(Refusal::CustomerUnknown, "customerId", detail));
        }
        let rows = self.store().rows(
            "SELECT id, hash FROM invoice WHERE customer = ? AND hash IS NOT NULL AND type <> 'creditNote' \
             ORDER BY sequence DESC LIMIT ?",
            cells![customer, i64::try_from(INVOICES_MAX).unwrap_or(i64::MAX)],
        )?;
        let mut named = Vec::with_capacity(rows.len());
        for mut row in rows {
            let (id, hash) = (row.text()?, row.text()?);
            let document = document::text(document::load_from_book(self.ports, &hash).await?)?;
            named.push(Named { id, document });
        }
        // Of two that are due on one day, the one that was kept first comes first.
        named.reverse();
        Ok(named)
    }

    /// GET /v1/customers/{id}/creditBalance
    pub async fn get_credit_balance(&self, id: &str) -> Result<Response, Problem> {
        let mut accounts: Vec<Account> = Vec::new();
        for named in self.invoices_of(id).await? {
            let account = account_of(self.store(), &named.id, &named.document)?;
            if account.invoice().head().document_type() != DocumentType::CreditNote {
                accounts.push(account);
            }
        }
        let balances = credit_balance(&accounts, self.today)?;
        let items = balances.iter().map(|balance| CreditBalanceJson(to_json(balance))).collect();
        Ok(Response::json(200, to_json(&CreditBalances { items: Array(items) })))
    }
}
