//! Mandates that payment services keep: given with a first payment, or handed over where they were signed on paper; charged
//! without the customer at hand; revoked. A mandate at a service is believed only as the service itself tells of it, and it is
//! that of the customer whom we made known there.

use voldaan::wire::{Array, to_json};

use super::invoice::InvoiceRow;
use super::session::Session;
use super::store::{Cells, Query};
use crate::app::http::Response;
use crate::app::identity::new_id;
use crate::app::moment::Moment;
use crate::app::payment::{self, Granted, PROVIDERS, Provider, Recurring, Sequence, Signed, key_place};
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{
    ChargeInput, CheckoutInput, MandateState, PaymentMandate, PaymentMandateInput, PaymentMandateList,
    PaymentMandateState,
};
use crate::cells;

const COLUMNS: &str = "m.id, m.customer, m.provider, m.name, m.method, m.state, m.at, m.holder";

/// A mandate as its row says.
struct Kept {
    resource: PaymentMandate,
    name: String,
    /// The name that the service has for the customer who gave it.
    holder: String,
}

fn read(row: &mut Cells) -> Result<Kept, StoreError> {
    let (id, customer_id, provider, name) = (row.text()?, row.text()?, row.text()?, row.text()?);
    let (method, state) = (row.optional()?, row.text()?);
    let state =
        PaymentMandateState::from_word(&state).ok_or_else(|| StoreError("a mandate cannot be read".to_owned()))?;
    let created_at = Moment(row.integer()?).instant();
    let holder = row.optional()?.unwrap_or_default();
    let resource = PaymentMandate { id, customer_id, provider, provider_id: name.clone(), method, state, created_at };
    Ok(Kept { resource, name, holder })
}

impl<P: Ports> Session<'_, P> {
    /// POST /v1/customers/{id}/paymentMandates: hands a signed mandate over to a service.
    pub async fn create_payment_mandate(&self, customer: &str) -> Result<Response, Problem> {
        if let Some(answer) = self.answered()? {
            return Ok(answer);
        }
        let input: PaymentMandateInput = self.input()?;
        let mandate = self.mandate(&input.mandate_id)?;
        if mandate.customer_id != customer {
            return Err(Problem::at(
                Refusal::NotFound,
                "mandateId",
                "The customer gave no such mandate. Name one of theirs; GET /v1/mandates lists all.",
            ));
        }
        let signed = mandate.signed_on.filter(|_| matches!(mandate.state, MandateState::Active | MandateState::Used));
        let Some(signed) = signed else {
            let detail = "Only a mandate that is signed and holds is handed over. Sign it with POST /v1/mandates/{id}/sign, or make a new one.";
            return Err(Problem::new(Refusal::MandateState, detail));
        };
        let (provider, recurring) = recurring(input.provider.as_deref())?;
        let account = self.account_at(provider)?;
        let known = self.enrolled(provider, recurring, &account, customer).await?;
        let signed = Signed {
            // Handed over to another account it is another request.
            request: format!("{}-{known}", mandate.id),
            holder: mandate.account_holder,
            iban: mandate.iban,
            bic: mandate.bic,
            signed: signed.to_string(),
            reference: mandate.reference,
        };
        let answer = self.call_provider(provider, recurring.hand_over(&account.key, &known, &signed)).await?;
        let body = answer.map_err(|rejection| rejection.problem(provider))?;
        let granted = recurring.handed_over(&known, &body)?;
        self.once(|| {
            self.keep_granted(provider.service().name, &granted)?;
            let sql = format!("SELECT {COLUMNS} FROM payment_mandate m WHERE provider = ? AND name = ?");
            let row = self.store().first(&sql, cells![provider.service().name, &granted.id])?;
            let kept = read(&mut row.ok_or_else(|| StoreError("a mandate was not kept".to_owned()))?)?;
            Ok(Response::json(201, to_json(&kept.resource)))
        })
    }

    /// GET /v1/customers/{id}/paymentMandates
    pub fn list_payment_mandates(&self, customer: &str) -> Result<Response, Problem> {
        self.party(customer)?;
        let page = self.page()?;
        let sql = format!(
            "SELECT sequence, {COLUMNS} FROM payment_mandate m WHERE customer = ? AND sequence > ? ORDER BY sequence LIMIT ?"
        );
        let rows = self.store().rows(&sql, cells![customer, page.after, page.limit + 1])?;
        let (items, next) = page.cut(rows, |row| Ok(read(row)?.resource))?;
        Ok(Response::json(200, to_json(&PaymentMandateList { items: Array(items), next })))
    }

    /// DELETE /v1/paymentMandates/{id}: revoked at the service first, so that what says it is revoked is. One of an account that the
    /// administration has no key of can be charged by nobody here, and is revoked here alone.
    pub async fn revoke_payment_mandate(&self, id: &str) -> Result<Response, Problem> {
        let sql = format!("SELECT {COLUMNS} FROM payment_mandate m WHERE id = ?");
        let mut row = self.store().found(&sql, cells![id], "mandate")?;
        let Kept { resource, name, holder } = read(&mut row)?;
        if resource.state == PaymentMandateState::Revoked {
            return Ok(Response::empty(204));
        }
        let (provider, recurring) = recurring(Some(&resource.provider))?;
        if let Some(key) = self.sealed(&key_place(provider.service().name))? {
            match self.call_provider(provider, recurring.revoke(&key, &holder, &name)).await? {
                // One that the service does not know any more is revoked.
                Ok(_) => {}
                Err(rejection) if matches!(rejection.status, 404 | 410) => {}
                Err(rejection) => return Err(rejection.problem(provider)),
            }
        }
        self.change(|| {
            self.store().run("UPDATE payment_mandate SET state = 'revoked' WHERE id = ?", cells![id])?;
            self.record("paymentMandate.revoked", id)?;
            Ok(Response::empty(204))
        })
    }

    /// POST /v1/invoices/{id}/charge: collects what is due under a mandate, without the customer at hand.
    pub async fn charge(&self, id: &str) -> Result<Response, Problem> {
        let document = self.issued_document(id).await?;
        if let Some(answer) = self.answered()? {
            return Ok(answer);
        }
        let input: ChargeInput = self.input()?;
        let row = self.invoice_row(id)?;
        let customer = self.customer_of(&row)?;
        let Kept { resource, name, holder: known } =
            self.chargeable(&customer, input.payment_mandate_id.as_deref()).await?;
        let asked =
            CheckoutInput { provider: Some(resource.provider), amount: input.amount, ..CheckoutInput::default() };
        let request = self.request_name()?;
        let sequence = Sequence::Recurring { customer: known, mandate: name };
        let made = self.begin_payment(&row, &document, &asked, (&request, Some(sequence))).await?;
        self.once(|| {
            let sql = "UPDATE payment_mandate SET state = 'used' WHERE id = ? AND state <> 'revoked'";
            self.store().run(sql, cells![&resource.id])?;
            Ok(Response::json(201, to_json(&made)))
        })
    }

    /// What a payment is that is to leave a mandate behind.
    pub async fn first_of(&self, row: &InvoiceRow, provider: Option<&str>) -> Result<(String, Sequence), Problem> {
        let customer = self.customer_of(row)?;
        let (provider, recurring) = recurring(provider)?;
        let account = self.account_at(provider)?;
        let customer = self.enrolled(provider, recurring, &account, &customer).await?;
        Ok((provider.service().name.to_owned(), Sequence::First { customer }))
    }

    fn customer_of(&self, row: &InvoiceRow) -> Result<String, Problem> {
        row.customer.clone().ok_or_else(|| {
            let detail = "The invoice was made for no customer that is kept, and a mandate is that of a customer. Send the customer a link to pay, or \
                          state customerId the next time.";
            Problem::new(Refusal::CustomerUnknown, detail)
        })
    }

    /// The mandate to charge: the one that was named, else the newest that holds, of those that the account of the key keeps.
    async fn chargeable(&self, customer: &str, wanted: Option<&str>) -> Result<Kept, Problem> {
        let holds = "FROM payment_mandate m JOIN provider_customer c ON c.provider = m.provider AND c.name = m.holder \
                     WHERE m.customer = ?1 AND (?2 IS NULL OR m.id = ?2) AND m.provider = ?3 AND m.state <> 'revoked'";
        let mut detail =
            "The customer has no mandate at a payment service that holds. Begin a payment with \"mandate\": true."
                .to_owned();
        for provider in PROVIDERS.iter().copied() {
            let name = provider.service().name;
            let sql = format!("SELECT 1 {holds} LIMIT 1");
            let Some(recurring) = provider.recurring() else { continue };
            if !self.store().has(&sql, cells![customer, wanted, name])? {
                continue;
            }
            let account = self.account_at(provider)?;
            let known = self.known_at(provider, recurring, &account, customer).await?;
            let sql = format!(
                "SELECT {COLUMNS} {holds} AND c.name = ?4 ORDER BY m.state = 'requested', m.sequence DESC LIMIT 1"
            );
            if let Some(mut row) =
                self.store().first(&sql, cells![customer, wanted, name, known.unwrap_or_default()])?
            {
                return Ok(read(&mut row)?);
            }
            detail = format!(
                "The mandates of the customer are kept by another account of {name} than that of the key. Set the key of that account, or \
                 begin a payment with \"mandate\": true for a new one."
            );
        }
        Err(Problem::new(Refusal::MandateNone, detail))
    }

    /// A mandate of a customer that was not revoked.
    pub fn payment_mandate_of(&self, customer: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT id FROM payment_mandate WHERE customer = ? AND state <> 'revoked' LIMIT 1";
        self.store().first(sql, cells![customer])?.map(|mut row| row.text()).transpose()
    }

    /// Keeps a mandate that a service told of, once; of a customer that we did not make known there it is none of ours.
    pub fn keep_granted(&self, provider: &str, granted: &Granted) -> Result<(), Problem> {
        let sql = "SELECT customer FROM provider_customer WHERE provider = ? AND name = ?";
        let Some(mut row) = self.store().first(sql, cells![provider, &granted.customer])? else { return Ok(()) };
        let customer = row.text()?;
        self.keep_account_of_key(provider, &granted.customer)?;
        let known = "SELECT id FROM payment_mandate WHERE provider = ? AND name = ?";
        if self.store().has(known, cells![provider, &granted.id])? {
            return Ok(());
        }
        let id = new_id(self.ports.random(), "pmd");
        let state = if granted.is_valid { PaymentMandateState::Active } else { PaymentMandateState::Requested };
        self.store().run(
            "INSERT INTO payment_mandate (id, customer, provider, name, method, state, at, holder) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            cells![
                &id,
                &customer,
                provider,
                &granted.id,
                granted.method.as_ref(),
                state.as_str(),
                granted.at.unwrap_or(self.now),
                &granted.customer,
            ],
        )?;
        self.record("paymentMandate.created", &id)?;
        Ok(())
    }

    /// Refuses to collect an invoice while a charge or a direct debit of it is on its way. To be asked in the transaction that
    /// writes the new one down.
    pub fn check_not_charged(&self, invoice: &str) -> Result<(), Problem> {
        match self.on_its_way(invoice)? {
            None => Ok(()),
            Some(detail) => Err(Problem::new(Refusal::ChargePending, detail)),
        }
    }

    /// In words, what is on its way to collect an invoice under a mandate.
    pub fn on_its_way(&self, invoice: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT id FROM checkout WHERE invoice = ? AND series = 'recurring' AND state IN ('begun', 'open') AND at > ?";
        let since = self.clock.plus_days(-CHARGE_DAYS_MAX);
        if let Some(mut row) = self.store().first(sql, cells![invoice, since])? {
            let charge = row.text()?;
            return Ok(Some(format!(
                "The charge {charge} of this invoice is on its way. Wait for what becomes of it."
            )));
        }
        self.wait_for_debit(invoice)
    }
}

/// A charge that nothing was heard of for so many days is over: no bank takes longer.
const CHARGE_DAYS_MAX: i64 = 60;

/// The service that was asked for, as far as it keeps mandates; the first that does if none was.
fn recurring(name: Option<&str>) -> Result<(&'static dyn Provider, &'static dyn Recurring), Problem> {
    let chosen = match name {
        Some(name) => payment::provider(name),
        None => PROVIDERS.iter().copied().find(|provider| provider.recurring().is_some()),
    };
    let found = chosen.and_then(|provider| Some((provider, provider.recurring()?)));
    found.ok_or_else(|| {
        let detail =
            "There is no payment service of this name that keeps mandates here. Leave provider out, or state mollie.";
        Problem::at(Refusal::ProviderUnknown, "provider", detail)
    })
}

/// Forgets the mandates of a customer who is erased.
pub(super) fn forget(store: &impl Store, customer: &str) -> Result<(), StoreError> {
    store.run("DELETE FROM payment_mandate WHERE customer = ?", cells![customer])?;
    store.run("DELETE FROM provider_customer WHERE customer = ?", cells![customer]).map(drop)
}
