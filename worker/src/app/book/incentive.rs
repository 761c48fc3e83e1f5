//! What a customer gets for agreeing to structured invoices: an amount off their next invoice, granted once in the life of a
//! customer and taken by one invoice. Grant and use are rows of their own, written in the transactions of the consent and of
//! the issue; an invoice that is taken back in full gives it back.

use voldaan::finding::{Code, Error, Finding};
use voldaan::invoice::{AllowanceCharge, DocumentType, Draft};
use voldaan::text::Language;

use super::delivery::has_agreed;
use super::invoice::InvoiceRow;
use super::list::decimal;
use super::session::Session;
use super::store::Query;
use crate::app::Sentence;
use crate::app::page::language_of;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::resource::{AdministrationInput, CustomerInput};
use crate::cells;

/// Why the amount is off, in Dutch, English, German and French.
const REASON: Sentence = [
    "Korting voor e-facturatie",
    "Discount for e-invoicing",
    "Rabatt für E-Rechnung",
    "Remise pour facturation électronique",
];

/// Refuses an incentive that is no amount of its currency.
pub(super) fn check(said: &AdministrationInput) -> Result<(), Error> {
    let Some(incentive) = &said.e_invoicing_incentive else { return Ok(()) };
    let decimals = incentive.currency.decimals();
    let is_amount = incentive.amount.is_sign_positive() && !incentive.amount.is_zero();
    if is_amount && incentive.amount.normalize().scale() <= decimals {
        return Ok(());
    }
    let message = format!("The incentive is an amount above zero with at most {decimals} decimals.");
    let finding = Finding::new(Code::AmountScale, "eInvoicingIncentive.amount", message);
    Err(Error::from_finding(finding.fix("State such an amount, or null to give no incentive.")))
}

impl<P: Ports> Session<'_, P> {
    /// Grants the incentive to a customer who agreed, if there is one and they never had it.
    pub fn grant_incentive(&self, customer: &str, said: &CustomerInput) -> Result<(), StoreError> {
        let Some(incentive) =
            self.administration.said.e_invoicing_incentive.as_ref().filter(|_| has_agreed(said, self.today))
        else {
            return Ok(());
        };
        let known = "SELECT 1 FROM incentive WHERE customer = ?";
        if self.store().has(known, cells![customer])? {
            return Ok(());
        }
        let cells = cells![customer, incentive.amount.to_string(), incentive.currency.code(), self.today.to_string()];
        self.store().run("INSERT INTO incentive (customer, amount, currency, granted) VALUES (?, ?, ?, ?)", cells)?;
        self.record("incentive.granted", customer)
    }

    /// The draft with the incentive of its customer taken off, if one waits and the invoice is large enough for it. Whether the
    /// draft can be computed with it is left to whoever asks: else it waits for the next invoice.
    pub fn rewarded(&self, draft: &Draft, row: &InvoiceRow) -> Result<Option<Draft>, Problem> {
        let Some(customer) = row.customer.as_deref().filter(|_| draft.document_type() == DocumentType::Invoice) else {
            return Ok(None);
        };
        let waits = "SELECT amount, currency FROM incentive WHERE customer = ? AND invoice IS NULL";
        let Some(mut waiting) = self.store().first(waits, cells![customer])? else { return Ok(None) };
        let (amount, currency) = (decimal(&waiting.text()?)?, waiting.text()?);
        let holds = self.customer_said(Some(customer))?.is_some_and(|said| has_agreed(&said, self.today));
        if !holds || currency != draft.currency.code() {
            return Ok(None);
        }
        // What cannot be computed is found by whoever computes it.
        let Ok(invoice) = voldaan::calculate(draft) else { return Ok(None) };
        let totals = invoice.totals();
        if (if draft.prices_include_vat == Some(true) { totals.gross } else { totals.net }) < amount {
            return Ok(None);
        }
        let language: Language = language_of(draft.customer.as_deref());
        let mut draft = draft.clone();
        draft.allowances.push(AllowanceCharge {
            amount: Some(amount),
            percent: None,
            base: None,
            reason: Some(language.pick(REASON).into()),
            reason_code: None,
            vat: None,
        });
        Ok(Some(draft))
    }

    /// Notes which invoice took the incentive.
    pub fn use_incentive(&self, row: &InvoiceRow) -> Result<(), StoreError> {
        let sql = "UPDATE incentive SET invoice = ? WHERE customer = ? AND invoice IS NULL";
        self.store().run(sql, cells![&row.id, row.customer.as_deref()])?;
        self.record("incentive.credited", &row.id)
    }

    /// Gives back what an invoice took.
    pub fn release_incentive(&self, invoice: &str) -> Result<(), StoreError> {
        self.store().run("UPDATE incentive SET invoice = NULL WHERE invoice = ?", cells![invoice]).map(drop)
    }
}
