//! Requests and answers of the platform to those of the service and back.

use futures_util::StreamExt;
use worker::{Headers, Request, Response, ResponseBuilder, Result};

use crate::app::front::BODY_BYTES_MAX;
use crate::app::http;

/// What stands before the body.
pub(super) fn head(request: &Request) -> Result<http::Request> {
    let url = request.url()?;
    Ok(http::Request {
        method: request.method().to_string(),
        origin: url.origin().ascii_serialization(),
        path: url.path().to_owned(),
        query: url.query().unwrap_or_default().to_owned(),
        headers: request.headers().entries().collect(),
        body: Vec::new(),
    })
}

/// The request with its body; None if that is too large. What is too large is not read to its end.
pub(super) async fn whole(request: &mut Request) -> Result<Option<http::Request>> {
    let mut whole = head(request)?;
    if request.inner().body().is_none() {
        return Ok(Some(whole));
    }
    let mut stream = request.stream()?;
    while let Some(chunk) = stream.next().await {
        let chunk = chunk?;
        if whole.body.len() + chunk.len() > BODY_BYTES_MAX {
            return Ok(None);
        }
        whole.body.extend(chunk);
    }
    Ok(Some(whole))
}

/// An answer of the service; with `memory`, it says how much memory the instance has taken.
pub(super) fn answer(answer: http::Response, memory: bool) -> Result<Response> {
    let headers = Headers::new();
    for (name, value) in &answer.headers {
        headers.set(name, value)?;
    }
    if memory {
        headers.set("voldaan-memory-bytes", &(core::arch::wasm32::memory_size(0) * 65_536).to_string())?;
    }
    let builder = ResponseBuilder::new().with_status(answer.status).with_headers(headers);
    // 204 must not have a body, not even an empty one.
    Ok(if answer.body.is_empty() { builder.empty() } else { builder.fixed(answer.body) })
}
