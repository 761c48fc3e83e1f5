//! What customers answered to the one question of their page, gathered over some days.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::wire::{Array, Instant};
use voldaan::{wire_enum, wire_struct};

wire_enum! {
    /// Whether customers find invoices clearer than before: the later half of the answers against the earlier half.
    #[derive(Copy, Eq)]
    pub enum FeedbackTrend {
        /// At least ten points more of them say yes.
        "improving" Improving,
        /// Within ten points.
        "steady" Steady,
        /// At least ten points fewer.
        "worsening" Worsening,
    }
}

wire_struct! {
    /// The answers of a month, or of the part of it that was asked for.
    #[derive(Eq)]
    pub struct FeedbackMonth {
        /// First day.
        "from" from: Day,
        /// Last day, inclusive.
        "until" until: Day,
        /// How many answered.
        "answers" answers: u32,
        /// How many of them found the invoice clear and easy to pay.
        "clear" clear: u32,
        /// Their share in percent, with one decimal; absent where nobody answered.
        "share" share: Option<Decimal>,
    }
}

wire_struct! {
    /// What a customer wrote with their answer.
    pub struct FeedbackRemark {
        /// When.
        "at" at: Instant,
        /// The invoice it is about.
        "invoiceId" invoice_id: String,
        /// Whether they found the invoice clear and easy to pay.
        "clear" clear: bool,
        /// What could be better, in their words.
        "text" text: String,
    }
}

wire_struct! {
    /// Whether customers find invoices clear and easy to pay, by what they answered on some days.
    pub struct FeedbackReport {
        /// First day.
        "from" from: Day,
        /// Last day, inclusive.
        "until" until: Day,
        /// How many answered.
        "answers" answers: u32,
        /// How many of them found the invoice clear and easy to pay.
        "clear" clear: u32,
        /// Their share in percent, with one decimal; absent where nobody answered.
        "share" share: Option<Decimal>,
        /// The share among the earlier half of the answers; absent with fewer than ten.
        "earlierShare" earlier_share: Option<Decimal>,
        /// The share among the later half.
        "recentShare" recent_share: Option<Decimal>,
        /// What the two halves say.
        "trend" trend: Option<FeedbackTrend>,
        /// By month.
        "months" months: Array<FeedbackMonth>,
        /// What was written with the last answers, the newest first; at most twenty.
        "remarks" remarks: Array<FeedbackRemark>,
    }
}
