//! Recurring and consolidated invoices: what they are made from. Refuses to number anything: what they become are drafts.

mod consolidate;
mod part;
mod series;
#[cfg(test)]
mod tests;

pub use consolidate::{Consolidated, consolidate, consolidate_items};
pub use series::recur;

use rust_decimal::Decimal;

use super::draft::Draft;
use crate::calendar::Day;
use crate::{wire_enum, wire_struct};

wire_enum! {
    /// How often a series repeats.
    #[derive(Copy, Eq)]
    pub enum RecurrenceUnit {
        /// Every so many weeks.
        "week" Week,
        /// Every so many months.
        "month" Month,
        /// Every so many years.
        "year" Year,
    }
}

wire_enum! {
    /// When within its period an invoice is dated.
    #[derive(Copy, Eq)]
    pub enum BillAt {
        /// On the first day of the period.
        "start" Start,
        /// On the last day of the period.
        "end" End,
        /// On the day of delivery (BT-72), which the draft states for the first period; later ones keep its place.
        "onDelivery" OnDelivery,
    }
}

wire_struct! {
    /// A price that holds from a day on: for the whole of a period that begins then or later, and with `prorate` from that
    /// very day.
    #[derive(Eq)]
    pub struct PriceChange {
        /// First day.
        "from" from: Day,
        /// Identifier of the line of the draft (BT-126); without one of its own it is its place, from 1.
        "line" line: String,
        /// The new price (BT-146).
        "unitPrice" unit_price: Decimal,
    }
}

wire_struct! {
    /// A series of invoices: a draft and when it comes again.
    #[derive(Eq)]
    pub struct RecurTemplate {
        /// What each invoice says; issue date, tax point and period follow from the series, and a day of delivery is that of
        /// the first period.
        "draft" draft: Draft,
        /// First day of the first period; later periods keep its day of the month as far as the month has it.
        "start" start: Day,
        /// Last day of the series, inclusive.
        "end" end: Option<Day>,
        /// Unit of the period.
        "every" every: RecurrenceUnit,
        /// How many units a period has; 1 if absent.
        "count" count: Option<u32>,
        /// When an invoice is dated; start if absent.
        "billAt" bill_at: Option<BillAt>,
        /// Whether a period that the end cuts short, or in which a price changes, is charged by its days.
        "prorate" prorate: Option<bool>,
        /// Prices that change.
        "priceChanges" price_changes: Vec<PriceChange>,
    }
}

wire_enum! {
    /// How items become invoices.
    #[derive(Copy, Eq)]
    pub enum ConsolidateBy {
        /// One invoice for each customer and calendar month of supply, which is what a summary invoice may hold (art. 223
        /// Directive 2006/112/EC).
        "customer" Customer,
        /// One invoice for each item.
        "item" Item,
    }
}

wire_struct! {
    /// Something delivered and not yet invoiced.
    #[derive(Eq)]
    pub struct ConsolidateItem {
        /// Identifier of the customer; items of the same customer can share an invoice.
        "customerId" customer_id: String,
        /// What an invoice of it alone would say; items that differ in more than their lines never share an invoice.
        "draft" draft: Draft,
        /// Day of delivery (BT-72).
        "deliveredOn" delivered_on: Option<Day>,
        /// Number of the invoice that the item is on already; such an item is left out, never merged.
        "invoiceNumber" invoice_number: Option<String>,
        /// How its customer wants to be invoiced, if not as the call says.
        "by" by: Option<ConsolidateBy>,
    }
}
