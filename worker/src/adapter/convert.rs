//! Requests and answers of the platform to those of the service and back.

use std::pin::pin;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::future::{Either, select};
use worker::{Delay, Headers, Request, Response, ResponseBuilder, Result};

use crate::app::front::{self, BODY_BYTES_MAX};
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

/// A body has to be here after so long: nobody holds a Book up by sending slowly.
const BODY_SECONDS_MAX: u64 = 30;

/// What became of a body.
enum Read {
    Whole,
    TooLarge,
    Late,
}

/// The request with its body, or the answer to one that is too large or does not come.
pub(super) async fn whole(request: &mut Request) -> Result<std::result::Result<http::Request, http::Response>> {
    let mut whole = head(request)?;
    Ok(match read(request, &mut whole.body, BODY_BYTES_MAX).await? {
        Read::Whole => Ok(whole),
        Read::TooLarge => Err(front::too_large()),
        Read::Late => Err(front::too_late()),
    })
}

/// Reads a body that nobody wants.
pub(super) async fn discard(request: &mut Request) -> Result<()> {
    read(request, &mut Vec::new(), 0).await.map(drop)
}

/// Reads the body into `kept`; of one with more bytes than `bytes_max` only the start is kept.
async fn read(request: &mut Request, kept: &mut Vec<u8>, bytes_max: usize) -> Result<Read> {
    if request.inner().body().is_none() {
        return Ok(Read::Whole);
    }
    let mut deadline = pin!(Delay::from(Duration::from_secs(BODY_SECONDS_MAX)));
    // The platform holds a body to the length that it states, so one that states a good one comes over in one piece.
    let stated = request.headers().get("content-length")?.and_then(|length| length.parse::<usize>().ok());
    if stated.is_some_and(|stated| stated <= bytes_max) {
        return Ok(match select(pin!(request.bytes()), deadline).await {
            Either::Left((whole, _)) => {
                *kept = whole?;
                Read::Whole
            }
            Either::Right(_) => Read::Late,
        });
    }
    let mut stream = request.stream()?;
    let mut bytes = 0;
    loop {
        let chunk = match select(stream.next(), deadline.as_mut()).await {
            Either::Left((Some(chunk), _)) => chunk?,
            Either::Left((None, _)) => break,
            Either::Right(_) => return Ok(Read::Late),
        };
        bytes += chunk.len();
        if bytes <= bytes_max {
            kept.extend(chunk);
        } else if bytes > DISCARDED_BYTES_MAX {
            break;
        }
    }
    Ok(if bytes <= bytes_max { Read::Whole } else { Read::TooLarge })
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
