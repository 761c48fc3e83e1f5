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

wire_struct! {
    /// Something that was decided over the administration.
    pub struct AuditItem {
        /// Its place; send the last one seen as `after`.
        "id" id: String,
        /// When.
        "at" at: Instant,
        /// What, such as key.created.
        "type" kind: String,
        /// What it happened to.
        "subject" subject: String,
        /// The id of the key that was shown; `admin` for the admin key of the service. Absent where an older version did not keep it.
        "actor" actor: Option<String>,
        /// Its place in the chain; absent while what an older version wrote is still being bound.
        "place" place: Option<String>,
        /// True where an older version wrote it before the chain had decisions: from its place on it cannot change unseen, and of the time
        /// before the chain proves nothing. Absent where it was bound as it was written.
        "boundLater" bound_later: Option<bool>,
    }
}

list! {
    /// What was decided over the administration, oldest first.
    AuditList of AuditItem
}

list! {
    /// Events, oldest first.
    EventList of Event
}
