//! Requests of web pages: an administration lists the origins whose pages may call it with a key. Without a list none may.
//!
//! A preflight shows no key, so nobody knows yet whose list counts: it is answered for every origin, and the request itself is
//! refused before anything is done where its origin is not on the list.

use super::http::{Request, Response};
use super::problem::Problem;
use super::refusal::Refusal;

/// Headers that requests may have.
const REQUEST_HEADERS: &str = "authorization, content-type, idempotency-key, if-match, x-voldaan-test-clock";
/// Headers of answers that pages may read.
const ANSWER_HEADERS: &str = "etag, idempotency-replayed, retry-after, voldaan-next, x-request-id";
/// Browsers ask again after so many seconds.
const SECONDS_KEPT: &str = "600";

/// The answer to a preflight; None if the request is none.
pub(crate) fn preflight(request: &Request) -> Option<Response> {
    let origin = request.header("origin")?;
    if request.method != "OPTIONS" || !request.path.starts_with("/v1/") {
        return None;
    }
    request.header("access-control-request-method")?;
    Some(
        Response::empty(204)
            .with("access-control-allow-origin", origin)
            .with("access-control-allow-methods", "GET, POST, PUT, PATCH, DELETE")
            .with("access-control-allow-headers", REQUEST_HEADERS)
            .with("access-control-max-age", SECONDS_KEPT)
            .with("vary", "Origin"),
    )
}

/// The foreign origin of a request that may read its answer; None for requests of programs and of our own pages.
pub(crate) fn origin<'a>(request: &'a Request, allowed: &[String]) -> Result<Option<&'a str>, Problem> {
    let Some(origin) = request.header("origin").filter(|origin| *origin != request.origin) else { return Ok(None) };
    if allowed.iter().any(|allowed| allowed == origin) {
        return Ok(Some(origin));
    }
    let detail =
        "Pages of this origin may not use the administration. Add it to allowedOrigins with PATCH /v1/administration.";
    Err(Problem::new(Refusal::OriginForbidden, detail))
}

/// An answer that a page of this origin may read.
pub(crate) fn readable(answer: Response, origin: &str) -> Response {
    answer
        .with("access-control-allow-origin", origin)
        .with("access-control-expose-headers", ANSWER_HEADERS)
        .with("vary", "Origin")
}

/// A refusal that a page of this origin may read.
pub(crate) fn readable_problem(problem: Problem, origin: &str) -> Problem {
    problem
        .with("access-control-allow-origin", origin)
        .with("access-control-expose-headers", ANSWER_HEADERS)
        .with("vary", "Origin")
}

/// Whether a text is an origin as browsers write it: of https, or of this machine.
pub(crate) fn is_origin(text: &str) -> bool {
    let local = ["http://localhost", "http://127.0.0.1"].iter().find_map(|local| text.strip_prefix(local));
    let port = |text: &str| text.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok());
    if let Some(rest) = local {
        return rest.is_empty() || port(rest);
    }
    let Some(rest) = text.strip_prefix("https://") else { return false };
    let (host, rest) = rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port)));
    let is_host = |host: &str| {
        !host.is_empty()
            && host.len() <= 253
            && host
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-'))
    };
    is_host(host) && rest.is_none_or(|port| port.parse::<u16>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_a_scheme_and_a_host_and_nothing_else() {
        for good in ["https://shop.example", "https://shop.example:8443", "http://localhost:5173", "http://127.0.0.1"] {
            assert!(is_origin(good), "{good}");
        }
        for bad in [
            "*",
            "null",
            "shop.example",
            "http://shop.example",
            "https://shop.example/",
            "https://",
            "https://a b",
            "https://Shop.example",
            "https://a:b",
            "http://localhost.evil.example",
            "https://u@shop.example",
        ] {
            assert!(!is_origin(bad), "{bad}");
        }
    }
}
