//! Events: what happened in an administration, as the service tells it.

use voldaan::wire::{Array, Instant};
use voldaan::wire_struct;

wire_struct! {
    /// Something that happened in the administration.
    pub struct Event {
        /// Its place; send the last one seen as `after`.
        "id" id: String,
        /// When.
        "at" at: Instant,
        /// What, such as invoice.issued.
        "type" kind: String,
        /// The invoice or customer or key it happened to.
        "subject" subject: String,
    }
}

list! {
    /// Events, oldest first.
    EventList of Event
}
