//! Expected cash by week, from due dates, promises and how late customers usually pay.

use rust_decimal::Decimal;

use crate::calendar::Day;
use crate::money::Currency;
use crate::wire::Array;
use crate::wire_struct;

wire_struct! {
    /// Expected cash of one week.
    #[derive(Eq)]
    pub struct CashWeek {
        /// Monday of the week; the first week begins on the day of the forecast.
        "from" from: Day,
        /// Sunday of the week, inclusive.
        "until" until: Day,
        /// Currency (BT-5).
        "currency" currency: Currency,
        /// Due in that week by the terms.
        "due" due: Decimal,
        /// Expected in that week by how late each customer usually pays.
        "expected" expected: Decimal,
    }
}

wire_struct! {
    /// Expected cash from a day on.
    #[derive(Eq)]
    pub struct CashForecast {
        /// The day.
        "asOf" as_of: Day,
        /// Week by week.
        "weeks" weeks: Array<CashWeek>,
    }
}
