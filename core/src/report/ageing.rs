//! Ageing: what is open on a day, by how long it is overdue. Each instalment has its own age; what has no due date is not
//! due. The sum is what the accounts owe, and with what was paid too much it reconciles with their entries.

use rust_decimal::Decimal;

use super::book::{Keys, add, each_standing, row, zero};
use crate::calendar::Day;
use crate::finding::Error;
use crate::money::Currency;
use crate::wire::Array;
use crate::wire_struct;

wire_struct! {
    /// Open amounts by days overdue.
    #[derive(Eq)]
    pub struct AgeingBuckets {
        /// Not due, or due today.
        "current" current: Decimal,
        /// 1 to 30 days overdue.
        "days1To30" days_1_to_30: Decimal,
        /// 31 to 60 days.
        "days31To60" days_31_to_60: Decimal,
        /// 61 to 90 days.
        "days61To90" days_61_to_90: Decimal,
        /// More than 90 days.
        "over90" over_90: Decimal,
        /// Sum of all.
        "total" total: Decimal,
        /// Contested, part of the sum.
        "disputed" disputed: Decimal,
        /// Paid too much, not part of the sum: the customer's credit balance.
        "overpaid" overpaid: Decimal,
    }
}

wire_struct! {
    /// Open amounts of one customer in one currency.
    #[derive(Eq)]
    pub struct AgeingRow {
        /// Name of the customer (BT-44).
        "customer" customer: String,
        /// Currency (BT-5).
        "currency" currency: Currency,
        /// Number of open invoices.
        "invoices" invoices: u32,
        /// Open amounts.
        "buckets" buckets: AgeingBuckets,
    }
}

wire_struct! {
    /// Sums of one currency.
    #[derive(Eq)]
    pub struct AgeingTotal {
        /// Currency (BT-5).
        "currency" currency: Currency,
        /// Open amounts.
        "buckets" buckets: AgeingBuckets,
    }
}

wire_struct! {
    /// What is open on a day.
    #[derive(Eq)]
    pub struct AgeingReport {
        /// The day.
        "asOf" as_of: Day,
        /// By customer, then currency.
        "rows" rows: Array<AgeingRow>,
        /// By currency.
        "totals" totals: Array<AgeingTotal>,
    }
}

/// What is open on a day, by how long it is overdue. Entries of later days are ignored.
pub fn ageing(accounts: &[crate::ledger::Account], on: Day) -> Result<AgeingReport, Error> {
    let (mut keys, mut rows) = (Keys::default(), Vec::new());
    let (mut currencies, mut totals) = (Keys::default(), Vec::new());
    each_standing(accounts, on, &mut |standing| {
        let position = &standing.position;
        if position.owed.is_zero() && position.overpaid.is_zero() {
            return Some(());
        }
        let (customer, currency) = standing.key();
        let found = row(&mut keys, &mut rows, (customer, currency), AgeingRow::new)?;
        let parts = || standing.parts.iter().map(|part| (part.due, part.amount));
        let aside = (position.disputed, position.overpaid);
        found.invoices = found.invoices.saturating_add(u32::from(!position.owed.is_zero()));
        found.buckets.take(parts(), aside, on)?;
        row(&mut currencies, &mut totals, ("", currency), AgeingTotal::new)?.buckets.take(parts(), aside, on)
    })?;
    Ok(AgeingReport { as_of: on, rows: Array(rows), totals: Array(totals) })
}

impl AgeingRow {
    pub(super) fn new(customer: &str, currency: Currency) -> AgeingRow {
        let buckets = AgeingBuckets::empty(currency);
        AgeingRow { customer: customer.to_owned(), currency, invoices: 0, buckets }
    }
}

impl AgeingTotal {
    pub(super) fn new(_: &str, currency: Currency) -> AgeingTotal {
        AgeingTotal { currency, buckets: AgeingBuckets::empty(currency) }
    }
}

impl AgeingBuckets {
    fn empty(currency: Currency) -> AgeingBuckets {
        let zero = zero(currency);
        AgeingBuckets {
            current: zero,
            days_1_to_30: zero,
            days_31_to_60: zero,
            days_61_to_90: zero,
            over_90: zero,
            total: zero,
            disputed: zero,
            overpaid: zero,
        }
    }

    /// Adds what is owed of an account, by due date, with what of it is contested and what was paid too much.
    pub(super) fn take(
        &mut self,
        parts: impl Iterator<Item = (Option<Day>, Decimal)>,
        (disputed, overpaid): (Decimal, Decimal),
        on: Day,
    ) -> Option<()> {
        for (due, amount) in parts {
            let days = due.map_or(0, |due| on.days_since(due));
            let bucket = match days {
                ..=0 => &mut self.current,
                1..=30 => &mut self.days_1_to_30,
                31..=60 => &mut self.days_31_to_60,
                61..=90 => &mut self.days_61_to_90,
                _ => &mut self.over_90,
            };
            add(bucket, amount)?;
            add(&mut self.total, amount)?;
        }
        add(&mut self.disputed, disputed)?;
        add(&mut self.overpaid, overpaid)
    }
}
