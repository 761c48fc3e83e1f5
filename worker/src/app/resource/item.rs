//! Items: what was delivered and is not invoiced yet, as the service takes and gives it over HTTP.

use voldaan::calendar::Day;
use voldaan::invoice::{ConsolidateBy, Draft};
use voldaan::wire::Array;
use voldaan::wire_struct;

use super::DraftJson;

wire_struct! {
    /// Something delivered and not yet invoiced.
    pub struct ItemInput {
        /// The customer it was delivered to.
        "customerId" customer_id: String,
        /// What an invoice of it alone would say; items that differ in more than their lines never share an invoice.
        "draft" draft: Draft,
        /// Day of delivery (BT-72).
        "deliveredOn" delivered_on: Option<Day>,
        /// How it becomes an invoice; as the customer wants it if absent.
        "by" by: Option<ConsolidateBy>,
    }
}

wire_struct! {
    /// An item that is kept.
    pub struct ItemResource {
        /// Its id.
        "id" id: String,
        /// The customer it was delivered to.
        "customerId" customer_id: String,
        /// What an invoice of it alone would say.
        "draft" draft: DraftJson,
        /// Day of delivery (BT-72).
        "deliveredOn" delivered_on: Option<Day>,
        /// How it becomes an invoice.
        "by" by: Option<ConsolidateBy>,
        /// The draft or invoice that it is on.
        "invoice" invoice: Option<String>,
    }
}

list! {
    /// Items, oldest first.
    ItemList of ItemResource
}

wire_struct! {
    /// Which items become invoices, and how.
    #[derive(Default)]
    pub struct ConsolidateInput {
        /// One invoice for each customer and month, or one for each item, where neither the item nor its customer says it; customer
        /// if absent.
        "by" by: Option<ConsolidateBy>,
        /// The items of this customer only.
        "customerId" customer_id: Option<String>,
        /// What was delivered until this day, inclusive; today if absent.
        "until" until: Option<Day>,
    }
}

wire_struct! {
    /// The drafts that items became.
    pub struct ConsolidateAnswer {
        /// Ids of the drafts.
        "invoices" invoices: Vec<String>,
        /// Whether there are more such items: ask again, under another Idempotency-Key.
        "more" more: bool,
    }
}
