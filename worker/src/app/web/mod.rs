//! Requests to other houses: one client with one policy for all of them.
//!
//! A request goes either to a service of the table ([`SERVICES`]), whose host no caller chooses, or to an address that a
//! user has configured ([`Endpoint`]), which is never one inside a network. No redirect is followed. Each attempt has a
//! time-out and each answer a limit; only what may arrive twice without harm is sent again, after a pause that differs
//! each time, so that many who were refused together do not come back together. Logs and stores nothing.

mod endpoint;
mod service;

pub use endpoint::Endpoint;
pub use service::{MOLLIE, POSTMARK, RESEND, SERVICES, STRIPE, Service, VIES};

use super::ports::{Ports, Random, Web, WebAnswer, WebError, WebRequest};

/// An attempt may take so long.
const TIMEOUT_MILLISECONDS: u32 = 10_000;
/// An answer may have this many bytes.
const ANSWER_BYTES_MAX: usize = 1_000_000;
/// A request may have this many bytes: a message with all attachments of an invoice in base64 fits.
const REQUEST_BYTES_MAX: usize = 16 * 1024 * 1024;
/// A request is sent at most so often.
const ATTEMPTS_MAX: u32 = 3;
/// The pause after the first attempt; twice as long after the second.
const PAUSE_MILLISECONDS: u32 = 400;
/// A house that asks for a longer pause is not asked again in this request.
const RETRY_AFTER_SECONDS_MAX: u32 = 5;

/// A request to make.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    method: &'static str,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    is_repeatable: bool,
}

impl Call {
    /// Asks for something; the path begins with a slash and may have a query.
    pub fn get(path: impl Into<String>) -> Call {
        Call { method: "GET", path: path.into(), headers: Vec::new(), body: Vec::new(), is_repeatable: true }
    }

    /// Removes something; what is gone already stays so.
    pub fn delete(path: impl Into<String>) -> Call {
        Call { method: "DELETE", ..Call::get(path) }
    }

    /// Sends something. It is sent once, unless it says that it is repeatable.
    pub fn post(path: impl Into<String>, content_type: &str, body: impl Into<Vec<u8>>) -> Call {
        let headers = vec![("content-type", content_type.to_owned())];
        Call { method: "POST", path: path.into(), headers, body: body.into(), is_repeatable: false }
    }

    /// Adds a header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Call {
        self.headers.push((name, value.into()));
        self
    }

    /// Adds the key of whoever is called.
    #[must_use]
    pub fn bearer(self, key: &str) -> Call {
        self.with("authorization", format!("Bearer {key}"))
    }

    /// Says under which key the receiver knows a repetition, so that the request may be sent again.
    #[must_use]
    pub fn repeatable(mut self, key: &str) -> Call {
        self.is_repeatable = true;
        self.with("idempotency-key", key)
    }

    /// The path, with its query.
    pub fn path(&self) -> &str {
        &self.path
    }
}

/// Why a call brought no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// It was never sent: the address, a header or the size is not allowed.
    Refused(&'static str),
    /// Nobody knows whether it arrived.
    Lost(String),
}

impl Fault {
    /// What to write into the log.
    pub fn cause(&self) -> &str {
        match self {
            Fault::Refused(cause) => cause,
            Fault::Lost(cause) => cause,
        }
    }
}

/// Makes a call to a service of the table.
pub async fn call(ports: &impl Ports, service: &Service, call: Call) -> Result<WebAnswer, Fault> {
    attempt(ports, service, call).await.map(|(answer, _)| answer)
}

/// Makes a call to a service of the table, and says whether an earlier attempt of it may have been carried out, whatever the answer
/// to the last one says.
pub async fn attempt(ports: &impl Ports, service: &Service, call: Call) -> Result<(WebAnswer, bool), Fault> {
    let base = service.base(ports.web().variable(service.variable)).ok_or(Fault::Refused(
        "the address that the configuration has for the service is neither https nor http on this machine",
    ))?;
    // Without the slash a path such as `@evil.example` would change the host.
    if !call.path.starts_with('/') || call.path.contains(['\\', '\r', '\n']) {
        return Err(Fault::Refused("the path does not begin with a slash"));
    }
    let url = format!("{base}{}", call.path);
    perform(ports, url, call).await
}

/// Makes a call to an address that a user has configured; the path of the call is left aside.
pub async fn call_endpoint(ports: &impl Ports, url: &str, call: Call) -> Result<WebAnswer, Fault> {
    // It is looked at each time: a rule that came later holds for addresses that were kept earlier.
    let endpoint = Endpoint::parse(url, is_local_allowed(ports)).map_err(Fault::Refused)?;
    perform(ports, endpoint.as_str().to_owned(), call).await.map(|(answer, _)| answer)
}

/// Whether addresses of this machine may be configured: for development, where the receiver runs next to the Worker.
pub fn is_local_allowed(ports: &impl Ports) -> bool {
    ports.web().variable("ALLOW_LOCAL_ENDPOINTS").as_deref() == Some("true")
}

async fn perform(ports: &impl Ports, url: String, call: Call) -> Result<(WebAnswer, bool), Fault> {
    if call.headers.iter().any(|(_, value)| value.contains(|character: char| character.is_control())) {
        return Err(Fault::Refused("a header holds a control character"));
    }
    if call.body.len() > REQUEST_BYTES_MAX {
        return Err(Fault::Refused("the request has more than 16 MB"));
    }
    let request = WebRequest {
        method: call.method,
        url,
        headers: call.headers,
        body: call.body,
        timeout_milliseconds: TIMEOUT_MILLISECONDS,
        answer_bytes_max: ANSWER_BYTES_MAX,
    };
    let attempts_max = if call.is_repeatable { ATTEMPTS_MAX } else { 1 };
    let (mut attempt, mut may_have_arrived) = (1, false);
    loop {
        let outcome = ports.web().send(&request).await;
        let pause = pause(&outcome, attempt).filter(|_| attempt < attempts_max);
        let Some(pause) = pause else {
            return outcome.map(|answer| (answer, may_have_arrived)).map_err(|WebError(cause)| Fault::Lost(cause));
        };
        // Whoever asks for less has not carried it out.
        may_have_arrived |= outcome.map_or(true, |answer| answer.status != 429);
        ports.web().pause(jittered(ports, pause)).await;
        attempt += 1;
    }
}

/// How long to wait before the next attempt; None if there should be none.
fn pause(outcome: &Result<WebAnswer, WebError>, attempt: u32) -> Option<u32> {
    let usual = PAUSE_MILLISECONDS << (attempt - 1).min(8);
    let Ok(answer) = outcome else { return Some(usual) };
    if !matches!(answer.status, 408 | 429 | 500 | 502 | 503 | 504) {
        return None;
    }
    // Seconds; the form with a date is for pauses longer than ours (RFC 9110 §10.2.3).
    match answer.header("retry-after").map(str::parse::<u32>) {
        None => Some(usual),
        Some(Ok(seconds)) if seconds <= RETRY_AFTER_SECONDS_MAX => Some(usual.max(seconds * 1000)),
        Some(_) => None,
    }
}

/// The pause and up to half of it more, drawn anew each time.
fn jittered(ports: &impl Ports, milliseconds: u32) -> u32 {
    let mut drawn = [0; 2];
    ports.random().fill(&mut drawn);
    milliseconds + milliseconds / 2 * u32::from(u16::from_le_bytes(drawn)) / u32::from(u16::MAX)
}
