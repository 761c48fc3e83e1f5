//! Requests and answers of the platform to those of the service and back.

use futures_util::StreamExt;
use worker::{Headers, Request, Response, ResponseBuilder, Result};

use crate::app::front::BODY_BYTES_MAX;
use crate::app::http;

/// What stands before the body.
pub(super) fn head(request: &Request) -> Result<http::Request> {
    let url = request.url()?;
    Ok(http::Request {
        // As it is said: the platform crate takes methods that it does not know for GET.
        method: request.inner().method(),
        origin: url.origin().ascii_serialization(),
        path: url.path().to_owned(),
        query: url.query().unwrap_or_default().to_owned(),
        headers: request.headers().entries().collect(),
        body: Vec::new(),
    })
}

/// So much of a body that is too large is read and thrown away, so that its sender comes to read the answer.
const DISCARDED_BYTES_MAX: usize = 4 * BODY_BYTES_MAX;

/// The request with its body; None if that is too large.
pub(super) async fn whole(request: &mut Request) -> Result<Option<http::Request>> {
    let mut whole = head(request)?;
    let fits = read(request, &mut whole.body, BODY_BYTES_MAX).await?;
    Ok(fits.then_some(whole))
}

/// Reads a body that nobody wants.
pub(super) async fn discard(request: &mut Request) -> Result<()> {
    read(request, &mut Vec::new(), 0).await.map(drop)
}

/// Reads the body into `kept`; false if it has more bytes than `bytes_max`, and then only its start is kept.
async fn read(request: &mut Request, kept: &mut Vec<u8>, bytes_max: usize) -> Result<bool> {
    if request.inner().body().is_none() {
        return Ok(true);
    }
    let mut stream = request.stream()?;
    let mut bytes = 0;
    while let Some(chunk) = stream.next().await {
        let chunk = chunk?;
        bytes += chunk.len();
        if bytes <= bytes_max {
            kept.extend(chunk);
        } else if bytes > DISCARDED_BYTES_MAX {
            break;
        }
    }
    Ok(bytes <= bytes_max)
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
