//! What a shorter payment term would do, by one's own history: days sales outstanding, money set free, and what that saves.
//!
//! Every invoice that was paid in the days looked back is paid again under the new term, as long before or after its due
//! date as it was; a term that is shorter already stays. Money that comes one day earlier frees what comes in a day, so the
//! receivables fall by amount × days saved ÷ days looked back. Refuses to guess what is not paid yet.

use rust_decimal::Decimal;

use super::book::{Keys, add, check_count, each_standing, out_of_range, row, times, zero};
use super::dso::DAYS_MAX;
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
struct Sums {
    currency: Currency,
    invoices: u32,
    amount: Decimal,
    term: Decimal,
    paid: Decimal,
    then: Decimal,
}

/// What another term would have done to the invoices that were paid in the days looked back.
pub fn term_effect(accounts: &[Account], options: &TermEffectOptions) -> Result<TermEffect, Error> {
    let TermEffectOptions { on, days, net_days, .. } = *options;
    check_count("days", days, DAYS_MAX)?;
    let before = i32::try_from(days).ok().and_then(|days| on.add_days(-days)).ok_or_else(out_of_range)?;
    let (mut keys, mut sums) = (Keys::default(), Vec::new());
    each_standing(accounts, on, &mut |standing| {
        let invoice = standing.account.invoice();
        let paid = paid_on(&standing, on).filter(|paid| *paid > before);
        let (Some(paid), Some(due)) = (paid, invoice.due_date()) else { return Some(()) };
        let (_, currency) = standing.key();
        let found = row(&mut keys, &mut sums, ("", currency), |_, currency| {
            let zero = zero(currency);
            Sums { currency, invoices: 0, amount: zero, term: zero, paid: zero, then: zero }
        })?;
        let (term, took) = (due.days_since(invoice.issue_date()), paid.days_since(invoice.issue_date()));
        let saved = term.checked_sub(i64::from(net_days))?.max(0);
        let amount = invoice.totals().payable;
        found.invoices = found.invoices.saturating_add(1);
        add(&mut found.amount, amount)?;
        add(&mut found.term, times(amount, term)?)?;
        add(&mut found.paid, times(amount, took)?)?;
        add(&mut found.then, times(amount, took.checked_sub(saved)?.max(0))?)
    })?;
    let rows: Option<Vec<TermEffectRow>> = sums.iter().map(|sums| effect(sums, options)).collect();
    Ok(TermEffect { as_of: on, days, net_days, rows: Array(rows.ok_or_else(out_of_range)?) })
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
