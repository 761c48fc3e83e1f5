//! Ageing: what is open on a day, by how long it is overdue.

use rust_decimal::Decimal;

use crate::calendar::Day;
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
