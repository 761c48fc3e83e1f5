//! Endpoints: where outgoing webhooks go, as the service takes and gives it over HTTP.

use voldaan::wire::{Array, Instant};
use voldaan::wire_struct;

wire_struct! {
    /// Where events go.
    #[derive(Eq)]
    pub struct EndpointInput {
        /// Address that is called by POST; https, and outside of any network.
        "url" url: String,
        /// Events that go there, such as invoice.issued or invoice.*; all if absent.
        "types" types: Vec<String>,
        /// Whether events go there; yes if absent.
        "active" active: Option<bool>,
    }
}

wire_struct! {
    /// An endpoint of the administration.
    #[derive(Eq)]
    pub struct EndpointResource {
        /// Its id.
        "id" id: String,
        /// Address that is called.
        "url" url: String,
        /// Events that go there; all if absent.
        "types" types: Vec<String>,
        /// Whether events go there. One that took nothing for days is not called any more.
        "active" active: bool,
        /// The last event that it took, or that was not for it; as in /v1/events.
        "cursor" cursor: String,
        /// Since when it takes nothing.
        "failingSince" failing_since: Option<Instant>,
        /// When it is called again.
        "nextAttemptAt" next_attempt_at: Option<Instant>,
        /// The secret that signs what goes there, only in the answer that made it. Keep it: it is not shown again.
        "secret" secret: Option<String>,
    }
}

list! {
    /// Endpoints, oldest first.
    EndpointList of EndpointResource
}

wire_struct! {
    /// From where on events go to an endpoint again.
    pub struct ReplayInput {
        /// The last event that is not sent again, as in /v1/events; all are if it is 0.
        "after" after: String,
    }
}

wire_struct! {
    /// What an endpoint is sent (Standard Webhooks): that something happened. What it is now is asked of the service.
    #[derive(Eq)]
    pub struct WebhookMessage {
        /// What happened, such as invoice.issued.
        "type" kind: String,
        /// When.
        "timestamp" timestamp: Instant,
        /// To what.
        "data" data: WebhookSubject,
    }
}

wire_struct! {
    /// What an event happened to.
    #[derive(Eq)]
    pub struct WebhookSubject {
        /// The administration.
        "administration" administration: String,
        /// The event's place, as in /v1/events.
        "event" event: String,
        /// The invoice or customer or key it happened to.
        "subject" subject: String,
    }
}
