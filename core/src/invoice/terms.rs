//! Payment terms as a draft says them.

use rust_decimal::Decimal;

use crate::calendar::Day;
use crate::{wire_enum, wire_struct};

wire_enum! {
    /// What to do with a due date that is no business day of the supplier's country.
    #[derive(Copy, Eq)]
    pub enum BusinessDay {
        /// Move it to the next business day.
        "following" Following,
        /// Leave it.
        "none" None,
    }
}

wire_enum! {
    /// What an early-payment discount does to the VAT.
    #[derive(Copy, Eq)]
    pub enum VatMode {
        /// VAT on the full amount; a credit note corrects it when the discount is taken (NL, FR, UK).
        "fullThenCreditNote" FullThenCreditNote,
        /// The discount is deducted on the invoice; when it is not taken, a supplementary invoice follows (NL).
        "discounted" Discounted,
        /// VAT always on the discounted amount, taken or not (BE, art. 28, 1° WBTW).
        "alwaysDiscounted" AlwaysDiscounted,
        /// VAT on the full amount; both sides correct it when the discount is taken, without a document (DE, § 17 UStG).
        "fullThenCorrection" FullThenCorrection,
    }
}

wire_struct! {
    /// Due at the end of the month of the invoice date, plus months, plus days.
    #[derive(Eq, Default)]
    pub struct EndOfMonth {
        /// Months to go on before the end of the month is taken.
        "months" months: Option<u32>,
        /// Days to add to the end of the month.
        "days" days: Option<u32>,
    }
}

wire_struct! {
    /// Due on a fixed day of the month.
    #[derive(Eq)]
    pub struct DayOfMonth {
        /// The day, 1 to 31; in a shorter month its last day.
        "day" day: u32,
        /// The least number of days between invoice date and due date.
        "minDays" min_days: Option<u32>,
    }
}

wire_struct! {
    /// A discount for paying early; no term of EN 16931 but part of the payment terms (BT-20).
    #[derive(Eq)]
    pub struct EarlyDiscount {
        /// Percentage. Under `fullThenCreditNote` and `fullThenCorrection` it is of the amount due (BT-115), which is what is left after
        /// `prepaid`; under `discounted` and `alwaysDiscounted` it is of the net amount of each VAT group (BT-93), prepaid or not.
        "percent" percent: Decimal,
        /// The last day is the invoice date plus this many days, inclusive.
        "days" days: u32,
    }
}

wire_struct! {
    /// A part of the payable amount with a due date of its own.
    #[derive(Eq)]
    pub struct Instalment {
        /// Percentage of the payable amount.
        "percent" percent: Option<Decimal>,
        /// Amount.
        "amount" amount: Option<Decimal>,
        /// Days after the invoice date.
        "days" days: Option<u32>,
        /// Due date.
        "dueDate" due_date: Option<Day>,
    }
}

wire_struct! {
    /// Payment terms: when the amount is due, and what paying early saves (BT-9, BT-20).
    #[derive(Eq, Default)]
    pub struct Terms {
        /// Due so many days after the invoice date.
        "netDays" net_days: Option<u32>,
        /// Due on this day (BT-9).
        "dueDate" due_date: Option<Day>,
        /// Due at the end of a month.
        "endOfMonth" end_of_month: Option<EndOfMonth>,
        /// Due on a day of the month.
        "dayOfMonth" day_of_month: Option<DayOfMonth>,
        /// What to do with a due date that is no business day.
        "businessDay" business_day: Option<BusinessDay>,
        /// Discounts for paying early.
        "earlyDiscounts" early_discounts: Vec<EarlyDiscount>,
        /// What the discount does to the VAT; by the supplier's country if absent.
        "vatMode" vat_mode: Option<VatMode>,
        /// Parts with due dates of their own.
        "instalments" instalments: Vec<Instalment>,
    }
}
