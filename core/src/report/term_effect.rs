//! What a shorter payment term would do, by one's own history: days sales outstanding, money set free, and what that saves.
//!
//! Every invoice that was paid in the days looked back is paid again under the new term, as long before or after its due
//! date as it was; a term that is shorter already stays. Money that comes one day earlier frees what comes in a day, so the
//! receivables fall by amount × days saved ÷ days looked back. Refuses to guess what is not paid yet.

use rust_decimal::Decimal;

use super::book::{Keys, add, each_standing, out_of_range, row, times, zero};
use super::dso::before;
use super::payment_behaviour::paid_on;
use crate::calendar::Day;
use crate::finding::Error;
use crate::ledger::Account;
use crate::money::Currency;
use crate::money::round::product_quotient;
use crate::wire::Array;
use crate::wire_struct;

wire_struct! {
    /// What `termEffect` is asked.
    #[derive(Eq)]
    pub struct TermEffectOptions {
        /// The day of the report.
        "on" on: Day,
        /// Days looked back, that day included.
        "days" days: u32,
        /// The new term in days from the invoice date.
        "netDays" net_days: u32,
        /// What money costs, in percent a year, to say what the money set free saves.
        "annualRate" annual_rate: Option<Decimal>,
    }
}

wire_struct! {
    /// The effect of another term in one currency.
    #[derive(Eq)]
    pub struct TermEffectRow {
        /// Currency (BT-5).
        "currency" currency: Currency,
        /// Number of invoices paid in the days looked back.
        "invoices" invoices: u32,
        /// What they came to (BT-115).
        "amount" amount: Decimal,
        /// Their average term, weighted by amount, with one decimal.
        "averageTerm" average_term: Decimal,
        /// Average days from invoice date to payment, weighted by amount, with one decimal.
        "daysToPay" days_to_pay: Decimal,
        /// The same under the new term.
        "daysToPayThen" days_to_pay_then: Decimal,
        /// By how much the receivables would be lower on an average day.
        "freed" freed: Decimal,
        /// What that saves a year at the annual rate, if one was given.
        "savedPerYear" saved_per_year: Option<Decimal>,
    }
}

wire_struct! {
    /// The effect of another term on how long money stays out.
    #[derive(Eq)]
    pub struct TermEffect {
        /// The day.
        "asOf" as_of: Day,
        /// Days looked back.
        "days" days: u32,
        /// The new term.
        "netDays" net_days: u32,
        /// By currency.
        "rows" rows: Array<TermEffectRow>,
    }
}

/// Amounts times days, by currency.
pub(super) struct Sums {
    currency: Currency,
    invoices: u32,
    amount: Decimal,
    term: Decimal,
    paid: Decimal,
    then: Decimal,
}

/// An invoice that was paid.
pub(super) struct Paid {
    pub issued: Day,
    pub due: Day,
    /// The day from which on nothing of it was owed any more.
    pub on: Day,
    pub amount: Decimal,
}

impl Sums {
    pub(super) fn new(_: &str, currency: Currency) -> Sums {
        let zero = zero(currency);
        Sums { currency, invoices: 0, amount: zero, term: zero, paid: zero, then: zero }
    }

    /// Pays an invoice again under a new term.
    pub(super) fn take(&mut self, paid: &Paid, net_days: u32) -> Option<()> {
        let (term, took) = (paid.due.days_since(paid.issued), paid.on.days_since(paid.issued));
        let saved = term.checked_sub(i64::from(net_days))?.max(0);
        self.invoices = self.invoices.saturating_add(1);
        add(&mut self.amount, paid.amount)?;
        add(&mut self.term, times(paid.amount, term)?)?;
        add(&mut self.paid, times(paid.amount, took)?)?;
        add(&mut self.then, times(paid.amount, took.checked_sub(saved)?.max(0))?)
    }
}

impl TermEffect {
    /// The report of what was added up.
    pub(super) fn of(sums: &[Sums], options: &TermEffectOptions) -> Result<TermEffect, Error> {
        let rows: Option<Vec<TermEffectRow>> = sums.iter().map(|sums| effect(sums, options)).collect();
        let TermEffectOptions { on, days, net_days, .. } = *options;
        Ok(TermEffect { as_of: on, days, net_days, rows: Array(rows.ok_or_else(out_of_range)?) })
    }
}

/// What another term would have done to the invoices that were paid in the days looked back.
pub fn term_effect(accounts: &[Account], options: &TermEffectOptions) -> Result<TermEffect, Error> {
    let before = before(options.on, options.days)?;
    let (mut keys, mut sums) = (Keys::default(), Vec::new());
    each_standing(accounts, options.on, &mut |standing| {
        let invoice = standing.account.invoice();
        let paid = paid_on(&standing, options.on).filter(|paid| *paid > before);
        let (Some(on), Some(due)) = (paid, invoice.due_date()) else { return Some(()) };
        let found = row(&mut keys, &mut sums, ("", standing.key().1), Sums::new)?;
        let (issued, amount) = (invoice.issue_date(), invoice.totals().payable);
        found.take(&Paid { issued, due, on, amount }, options.net_days)
    })?;
    TermEffect::of(&sums, options)
}

fn effect(sums: &Sums, options: &TermEffectOptions) -> Option<TermEffectRow> {
    use crate::money::Exact;
    let average = |sum: Decimal| product_quotient(sum, Decimal::ONE, sums.amount, 1);
    let decimals = sums.currency.decimals();
    let (saved, days) = (sums.paid.minus(sums.then)?, Decimal::from(options.days));
    let saved_per_year = match options.annual_rate {
        Some(rate) => Some(product_quotient(saved, rate, times(days, 100)?, decimals)?),
        None => None,
    };
    Some(TermEffectRow {
        currency: sums.currency,
        invoices: sums.invoices,
        amount: sums.amount,
        average_term: average(sums.term)?,
        days_to_pay: average(sums.paid)?,
        days_to_pay_then: average(sums.then)?,
        freed: product_quotient(saved, Decimal::ONE, days, decimals)?,
        saved_per_year,
    })
}
