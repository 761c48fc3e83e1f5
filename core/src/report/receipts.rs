//! What came in on some days by customer: payments by their legal day, less what went back, as corrected by the last of the days. The
//! receipts of days that follow one another add up. Refuses to call an amount paid that was credited, discounted or given up.

use rust_decimal::Decimal;

use super::book::{Keys, add, check_days, is_owing, out_of_range, row, zero};
use crate::calendar::Day;
use crate::finding::Error;
use crate::ledger::{Account, position};
use crate::money::{Currency, Exact};
use crate::wire::Array;
use crate::wire_struct;

wire_struct! {
    /// What came in from one customer in one currency.
    #[derive(Eq)]
    pub struct ReceiptsRow {
        /// Name of the customer (BT-44).
        "customer" customer: String,
        /// Currency (BT-5).
        "currency" currency: Currency,
        /// Payments less what went back; below zero where more went back.
        "received" received: Decimal,
    }
}

wire_struct! {
    /// What came in in one currency.
    #[derive(Eq)]
    pub struct ReceiptsTotal {
        /// Currency (BT-5).
        "currency" currency: Currency,
        /// Payments less what went back; below zero where more went back.
        "received" received: Decimal,
    }
}

wire_struct! {
    /// What came in on some days.
    #[derive(Eq)]
    pub struct ReceiptsReport {
        /// First day.
        "from" from: Day,
        /// Last day, inclusive.
        "until" until: Day,
        /// By customer, then currency; those from whom nothing came in are left out.
        "rows" rows: Array<ReceiptsRow>,
        /// By currency.
        "totals" totals: Array<ReceiptsTotal>,
    }
}

/// What came in from `from` to `until`, both included, by customer.
pub fn receipts(accounts: &[Account], from: Day, until: Day) -> Result<ReceiptsReport, Error> {
    let before = before(from, until)?;
    let (mut keys, mut rows) = (Keys::default(), Vec::new());
    let (mut currencies, mut totals) = (Keys::default(), Vec::new());
    for account in accounts.iter().filter(|account| is_owing(account, until)) {
        let earlier = if is_owing(account, before) { position(account, before)?.received } else { Decimal::ZERO };
        let received = position(account, until)?.received.minus(earlier).ok_or_else(out_of_range)?;
        if received.is_zero() {
            continue;
        }
        let (customer, currency) = (super::book::customer(account.invoice()), account.invoice().head().currency);
        let mut take = || {
            add(&mut row(&mut keys, &mut rows, (customer, currency), ReceiptsRow::new)?.received, received)?;
            add(&mut row(&mut currencies, &mut totals, ("", currency), ReceiptsTotal::new)?.received, received)
        };
        take().ok_or_else(out_of_range)?;
    }
    Ok(ReceiptsReport { from, until, rows: Array(rows), totals: Array(totals) })
}

/// The day before the first, by whose end what came in is taken off.
pub(super) fn before(from: Day, until: Day) -> Result<Day, Error> {
    check_days(from, until)?;
    from.add_days(-1).ok_or_else(out_of_range)
}

impl ReceiptsRow {
    pub(super) fn new(customer: &str, currency: Currency) -> ReceiptsRow {
        ReceiptsRow { customer: customer.to_owned(), currency, received: zero(currency) }
    }
}

impl ReceiptsTotal {
    pub(super) fn new(_: &str, currency: Currency) -> ReceiptsTotal {
        ReceiptsTotal { currency, received: zero(currency) }
    }
}
