//! Days sales outstanding: how many days of sales are still unpaid.

use rust_decimal::Decimal;

use crate::calendar::Day;
use crate::money::Currency;
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
        /// Invoiced in the days looked back, credits taken off.
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
