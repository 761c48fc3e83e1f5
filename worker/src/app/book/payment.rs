//! Payments that somebody saw on an account and tells us of.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::finding::{Code, Error, Finding};
use voldaan::invoice::DocumentType;
use voldaan::ledger::{Account, Entry, EntryKind, Payment, given_up_with, missed_discount};
use voldaan::money::Currency;

use super::account::account_of;
use super::invoice::answer;
use super::money::is_corrected;
use super::session::Session;
use crate::app::http::Response;
use crate::app::ports::Ports;
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{AdministrationInput, PaymentInput, Warning};

impl<P: Ports> Session<'_, P> {
    /// POST /v1/invoices/{id}/payments
    pub fn add_payment(&self, id: &str, document: &str) -> Result<Response, Problem> {
        let input: PaymentInput = self.input()?;
        let account = account_of(self.store(), id, document)?;
        check_takes_money(&account)?;
        let on = input.on.unwrap_or(self.today);
        if on > self.today {
            let finding = Finding::new(
                Code::DateRange,
                "on",
                format!("The payment lies in the future: today is {}.", self.today),
            )
            .fix("State the day on which the money was received.");
            return Err(Error::from_finding(finding).into());
        }
        let payment = Payment {
            amount: input.amount,
            method: input.method,
            reference: input.reference,
            provider: None,
            provider_id: None,
            costs: input.costs,
            interest: input.interest,
            discount_on: input.discount_on,
        };
        let entry = self.entry(on, EntryKind::Payment(payment));
        let alike = alike(&account, &entry);
        let account = self.append_payment(id, account, entry).map_err(without_place)?;
        let row = self.invoice_row(id)?;
        let mut resource = self.issued_resource(&row, document, &account)?;
        resource.warnings.extend(alike.map(|entry| warning(id, &account, &entry)));
        Ok(answer(201, &resource, row.revision))
    }
}

impl<P: Ports> Session<'_, P> {
    /// Appends a payment with what of it is for interest and costs, and what is given up with it: what a settlement that it keeps leaves,
    /// or a rest within the tolerance.
    pub fn append_payment(&self, id: &str, account: Account, payment: Entry) -> Result<Account, Problem> {
        let payment = self.divided(id, &account, self.in_time(&account, payment)?)?;
        let tolerance = self.tolerance(account.invoice().head().currency);
        let given_up = given_up_with(&account, &payment, tolerance);
        let account = self.append(id, account, payment.clone())?;
        self.note_discount(id, &account)?;
        let account = match given_up? {
            Some(write_off) => self.append(id, account, write_off)?,
            None => account,
        };
        self.forgive(id, account, &payment)
    }

    /// The last day of a discount that a payment is for, where the administration takes it although it came later.
    pub fn missed_discount(&self, account: &Account, on: Day, amount: Decimal) -> Result<Option<Day>, Problem> {
        let grace = self.administration.said.discount_grace_days.filter(|days| *days > 0);
        let tolerance = self.tolerance(account.invoice().head().currency);
        Ok(grace.map_or(Ok(None), |days| missed_discount(account, (on, amount), days, tolerance))?)
    }

    /// A payment, with the day as of which it counts for a discount where it came a little late.
    fn in_time(&self, account: &Account, mut payment: Entry) -> Result<Entry, Problem> {
        let on = payment.on;
        if let EntryKind::Payment(said) = &mut payment.kind
            && said.discount_on.is_none()
        {
            said.discount_on = self.missed_discount(account, on, said.amount)?;
        }
        Ok(payment)
    }

    /// Up to what a rest in a currency is given up.
    pub fn tolerance(&self, currency: Currency) -> Decimal {
        let said = self.administration.said.payment_tolerance.as_ref();
        said.filter(|said| said.currency == currency).map_or(Decimal::ZERO, |said| said.amount)
    }
}

/// The payment by hand that another one seems to repeat: the same amount on the same day under the same reference, and not taken back.
pub(super) fn alike(account: &Account, entry: &Entry) -> Option<String> {
    let EntryKind::Payment(own) = &entry.kind else { return None };
    let found = account.entries().iter().find(|other| match &other.kind {
        EntryKind::Payment(known) => {
            let told = (known.amount, &known.reference, &known.provider) == (own.amount, &own.reference, &None);
            told && other.id != entry.id && other.on == entry.on && !is_corrected(account, &other.id)
        }
        _ => false,
    })?;
    Some(found.id.clone())
}

pub(super) fn warning(id: &str, account: &Account, entry: &str) -> Warning {
    let message = format!(
        "The entry {entry} is the same amount of the same day under the same reference. If it is the same money, take one of them back \
         with POST /v1/invoices/{id}/correct."
    );
    Warning {
        code: "payment.duplicate".to_owned(),
        severity: "warning".to_owned(),
        path: "amount".to_owned(),
        message,
        invoice_id: id.to_owned(),
        number: account.invoice().number().to_owned(),
    }
}

/// A discount is granted at most so many days late.
const GRACE_DAYS_MAX: u32 = 30;

/// Refuses a tolerance that is no amount of its currency, and days of grace that are a term of their own. Nothing is one, too.
pub(super) fn check_tolerance(said: &AdministrationInput) -> Result<(), Error> {
    let mut findings = Vec::new();
    if said.discount_grace_days.is_some_and(|days| days > GRACE_DAYS_MAX) {
        let finding = Finding::new(Code::DateRange, "discountGraceDays", "A discount is granted at most 30 days late.");
        findings.push(finding.fix("Give the discount a longer term instead."));
    }
    let Some(tolerance) = &said.payment_tolerance else { return Error::check(findings).map(drop) };
    let path = "paymentTolerance.amount";
    if tolerance.amount < Decimal::ZERO {
        findings.push(Finding::new(Code::AmountNegative, path, "A tolerance is not below zero."));
    }
    if tolerance.amount.normalize().scale() > tolerance.currency.decimals() {
        findings.push(Finding::new(Code::AmountScale, path, "The amount has more decimals than its currency has."));
    }
    Error::check(findings).map(drop)
}

/// Refuses a credit note: it is the customer who gets money.
pub(super) fn check_takes_money(account: &Account) -> Result<(), Problem> {
    if account.invoice().head().document_type() == DocumentType::CreditNote {
        let detail = "A credit note asks the customer for no money. Book the payment on the invoice that it was for.";
        return Err(Problem::new(Refusal::PaymentCreditNote, detail));
    }
    Ok(())
}

/// What the engine finds in the newest entry of an account stands at the root of the caller's input.
pub(super) fn without_place(mut problem: Problem) -> Problem {
    for finding in &mut problem.findings {
        if let Some((_, rest)) = finding.path.strip_prefix("entries[").and_then(|path| path.split_once(']')) {
            finding.path = rest.trim_start_matches('.').to_owned();
        }
    }
    problem
}
