//! Requests and answers of the platform to those of the service and back.

use std::pin::pin;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::future::{Either, select};
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use worker::{Delay, Headers, Request, Response, ResponseBuilder, Result, web_sys};

use super::platform;
use voldaan_worker::app::front::{self, BODY_BYTES_MAX};
use voldaan_worker::app::http;

/// What stands before the body. Its method is as it is said: the platform crate takes methods that it does not know for GET.
pub(super) fn head(request: &web_sys::Request) -> Result<http::Request> {
    let lines = platform::head(request)?;
    let mut lines = lines.split('\n').map(str::to_owned);
    let mut next = || lines.next().unwrap_or_default();
    let (method, origin, path, query) = (next(), next(), next(), next());
    let mut headers = Vec::new();
    while let Some(name) = lines.next() {
        headers.push((name, lines.next().unwrap_or_default()));
    }
    Ok(http::Request { method, origin, path, query, headers, body: Vec::new() })
}

/// So much of a body that is too large is read and thrown away, so that its sender comes to read the answer.
const DISCARDED_BYTES_MAX: usize = 4 * BODY_BYTES_MAX;

/// A body has to be here after so long: nobody holds a Book up by sending slowly.
const BODY_MILLISECONDS_MAX: u32 = 30_000;

/// What became of a body.
enum Read {
    Whole,
    TooLarge,
    Late,
}

/// The request with its body, or the answer to one that is too large or does not come.
pub(super) async fn whole(request: &mut Request) -> Result<std::result::Result<http::Request, http::Response>> {
    let mut whole = head(request.inner())?;
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
    // The platform holds a body to the length that it states, so one that states a good one comes over in one piece.
    let stated = request.headers().get("content-length")?.and_then(|length| length.parse::<usize>().ok());
    if stated.is_some_and(|stated| stated <= bytes_max) {
        let whole = platform::body(request.inner(), BODY_MILLISECONDS_MAX).await?;
        return Ok(match whole.dyn_into::<Uint8Array>() {
            Ok(whole) => {
                *kept = whole.to_vec();
                Read::Whole
            }
            Err(_) => Read::Late,
        });
    }
    let mut deadline = pin!(Delay::from(Duration::from_millis(BODY_MILLISECONDS_MAX.into())));
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
pub(super) fn answer(mut answer: http::Response, memory: bool) -> Result<Response> {
    if memory {
        let bytes = core::arch::wasm32::memory_size(0) * 65_536;
        answer.headers.push(("voldaan-memory-bytes", bytes.to_string()));
    }
    let lines: Vec<&str> = answer.headers.iter().flat_map(|(name, value)| [*name, value.as_str()]).collect();
    if lines.iter().any(|line| line.contains('\n')) {
        return Err(worker::Error::RustError("a header would end early".to_owned()));
    }
    let headers = Headers(platform::headers(&lines.join("\n"))?);
    let builder = ResponseBuilder::new().with_status(answer.status).with_headers(headers);
    // 204 must not have a body, not even an empty one.
    Ok(if answer.body.is_empty() { builder.empty() } else { builder.fixed(answer.body) })
}
