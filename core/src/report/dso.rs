//! Days sales outstanding: how many days of sales are still unpaid. Receivables and sales both include VAT, so that the
//! quotient is one of days. Refuses to guess where nothing was sold.

use rust_decimal::Decimal;

use super::book::{Keys, add, check_count, each_standing, out_of_range, row, zero};
use crate::calendar::Day;
use crate::finding::Error;
use crate::ledger::{Account, position};
use crate::money::round::product_quotient;
use crate::money::{Currency, Exact};
use crate::wire::Array;
use crate::wire_struct;

wire_struct! {
    /// Days sales outstanding in one currency.
    #[derive(Eq)]
    pub struct DsoRow {
        /// Currency (BT-5).
        "currency" currency: Currency,
        /// Open on the day.
        "receivables" receivables: Decimal,
        /// Invoiced with VAT in the days looked back, credits of those days taken off; the day of the report is the last of
        /// them.
        "sales" sales: Decimal,
        /// Receivables ÷ sales × days, with one decimal; absent without sales.
        "dso" dso: Option<Decimal>,
    }
}

wire_struct! {
    /// Days sales outstanding on a day.
    #[derive(Eq)]
    pub struct DsoReport {
        /// The day.
        "asOf" as_of: Day,
        /// Days looked back.
        "days" days: u32,
        /// By currency.
        "rows" rows: Array<DsoRow>,
    }
}

/// A report looks back at most so many days: ten years.
const DAYS_MAX: u32 = 3_660;

/// Days sales outstanding on a day, by the sales of so many days up to it.
pub fn dso(accounts: &[Account], on: Day, days: u32) -> Result<DsoReport, Error> {
    let before = before(on, days)?;
    let (mut keys, mut rows) = (Keys::default(), Vec::new());
    each_standing(accounts, on, &mut |standing| {
        let (_, currency) = standing.key();
        let found = row(&mut keys, &mut rows, ("", currency), DsoRow::new)?;
        add(&mut found.receivables, standing.position.owed)?;
        let invoice = standing.account.invoice();
        let totals = invoice.totals();
        let mut sales = zero(currency).minus(standing.position.credited)?;
        if invoice.issue_date() > before {
            sales = sales.plus(totals.gross)?.plus(totals.rounding)?;
        } else {
            // Credits of earlier days were taken off the sales of those days.
            sales = sales.plus(position(standing.account, before).ok()?.credited)?;
        }
        add(&mut found.sales, sales)
    })?;
    Ok(DsoReport::of(rows, on, days))
}

/// The last day of whose sales nothing is looked at any more.
pub(super) fn before(on: Day, days: u32) -> Result<Day, Error> {
    check_count("days", days, DAYS_MAX)?;
    i32::try_from(days).ok().and_then(|days| on.add_days(-days)).ok_or_else(out_of_range)
}

impl DsoRow {
    pub(super) fn new(_: &str, currency: Currency) -> DsoRow {
        DsoRow { currency, receivables: zero(currency), sales: zero(currency), dso: None }
    }
}

impl DsoReport {
    /// The report of what was added up.
    pub(super) fn of(mut rows: Vec<DsoRow>, on: Day, days: u32) -> DsoReport {
        for row in &mut rows {
            if row.sales > Decimal::ZERO {
                row.dso = product_quotient(row.receivables, Decimal::from(days), row.sales, 1);
            }
        }
        DsoReport { as_of: on, days, rows: Array(rows) }
    }
}
