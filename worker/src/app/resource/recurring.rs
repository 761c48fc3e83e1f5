//! Series of invoices: what the service takes and gives of them over HTTP.

use voldaan::calendar::Day;
use voldaan::invoice::RecurTemplate;
use voldaan::wire::Array;
use voldaan::wire_struct;

wire_struct! {
    /// A series of invoices.
    pub struct RecurringInput {
        /// What comes again, and when.
        "template" template: RecurTemplate,
        /// The customer to take as buyer (BG-7) of each invoice until it is issued.
        "customerId" customer_id: Option<String>,
        /// Whether each invoice is issued on its day; it waits as a draft if absent.
        "issue" issue: Option<bool>,
        /// Whether each invoice is sent once it is issued, the way its customer prefers; it needs `issue`.
        "send" send: Option<bool>,
        /// Whether the series goes on; yes if absent.
        "active" active: Option<bool>,
    }
}

wire_struct! {
    /// A series of invoices that is kept.
    pub struct RecurringResource {
        /// Its id.
        "id" id: String,
        /// What comes again, and when.
        "template" template: RecurTemplate,
        /// The customer to take as buyer (BG-7).
        "customerId" customer_id: Option<String>,
        /// Whether each invoice is issued on its day.
        "issue" issue: bool,
        /// Whether each invoice is sent once it is issued.
        "send" send: bool,
        /// Whether the series goes on.
        "active" active: bool,
        /// The invoices of all days until this one, inclusive, are made.
        "madeUntil" made_until: Day,
    }
}

list! {
    /// Series of invoices, oldest first.
    RecurringList of RecurringResource
}
