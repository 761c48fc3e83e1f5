//! Whoever takes messages out: another Worker, bound as the service OUTBOX.

use wasm_bindgen::JsValue;
use worker::{Fetcher, Headers, Method, RequestInit};

use voldaan_worker::app::ports::{Outbox, OutboxError};

/// A service binding has no name to look up; any address reaches it.
const ADDRESS: &str = "https://outbox/messages";

/// The Worker bound as OUTBOX, if there is one.
pub(super) struct Carrier {
    service: Option<Fetcher>,
}

impl Carrier {
    pub(super) fn new(service: Option<Fetcher>) -> Carrier {
        Carrier { service }
    }
}

fn failed(error: impl std::fmt::Display) -> OutboxError {
    OutboxError(error.to_string())
}

impl Outbox for Carrier {
    fn is_served(&self) -> bool {
        self.service.is_some()
    }

    async fn hand_over(&self, id: &str, message: &str) -> Result<(), OutboxError> {
        let service = self.service.as_ref().ok_or_else(|| failed("no service is bound as OUTBOX"))?;
        let headers = Headers::new();
        headers.set("content-type", "application/json").map_err(failed)?;
        headers.set("idempotency-key", id).map_err(failed)?;
        let mut init = RequestInit::new();
        init.with_method(Method::Post).with_headers(headers).with_body(Some(JsValue::from_str(message)));
        let answer = service.fetch(ADDRESS, Some(init)).await.map_err(failed)?;
        match answer.status_code() {
            200..=299 => Ok(()),
            status => Err(failed(format_args!("the service answers with {status}"))),
        }
    }
}
