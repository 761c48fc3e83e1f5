//! What the doors take beside their subject.

use crate::calendar::Day;
use crate::dunning::BusinessSize;
use crate::invoice::{ConsolidateBy, PaymentReferenceScheme, Profile};
use crate::wire_struct;

wire_struct! {
    /// Options of `calculate`.
    pub struct CalculateOptions {
        /// Whether each amount explains itself.
        "explain" explain: Option<bool>,
    }
}

wire_struct! {
    /// Options of `check`.
    pub struct CheckOptions {
        /// The profile to check for; EN 16931 if absent.
        "profile" profile: Option<Profile>,
        /// Size of the supplier's business; a payment term is held against the law by it.
        "creditorSize" creditor_size: Option<BusinessSize>,
        /// Size of the customer's business.
        "debtorSize" debtor_size: Option<BusinessSize>,
    }
}

wire_struct! {
    /// What `issue` needs.
    pub struct IssueOptions {
        /// Invoice number (BT-1), from `nextNumber` or the caller's own series.
        "number" number: String,
        /// Invoice date (BT-2).
        "issueDate" issue_date: Day,
    }
}

wire_struct! {
    /// What `nextNumber` needs.
    pub struct NumberOptions {
        /// The last number that was given; absent for the first.
        "last" last: Option<String>,
        /// The day of the new number: it decides the year.
        "on" on: Day,
    }
}

wire_struct! {
    /// The day that is asked for.
    pub struct OnOptions {
        /// The day. The engine has no clock: today is for the caller to say.
        "on" on: Day,
    }
}

wire_struct! {
    /// The days that are asked for.
    pub struct DaysOptions {
        /// First day.
        "from" from: Day,
        /// Last day, inclusive.
        "until" until: Day,
    }
}

wire_struct! {
    /// Options of `dso`.
    pub struct DsoOptions {
        /// The day of the report.
        "on" on: Day,
        /// Days of sales to look back, that day included.
        "days" days: u32,
    }
}

wire_struct! {
    /// Options of `cashForecast`.
    pub struct CashForecastOptions {
        /// The day of the forecast.
        "on" on: Day,
        /// How many weeks to look ahead, the one of that day included.
        "weeks" weeks: u32,
    }
}

wire_struct! {
    /// Options of `consolidate`.
    pub struct ConsolidateOptions {
        /// One invoice for each item, or one for each customer; an item may say otherwise for its customer.
        "by" by: ConsolidateBy,
    }
}

wire_struct! {
    /// Options of `checkReference`.
    pub struct ReferenceOptions {
        /// The scheme; recognised by its form if absent.
        "scheme" scheme: Option<PaymentReferenceScheme>,
    }
}

wire_struct! {
    /// What `makeReference` needs.
    pub struct MakeReferenceOptions {
        /// The scheme.
        "scheme" scheme: PaymentReferenceScheme,
        /// What the reference is made from, such as an invoice number.
        "value" value: String,
    }
}
