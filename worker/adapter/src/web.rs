//! The network of the platform: `fetch`, with a time-out over the whole of an answer.

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::future::{Either, select};
use js_sys::Uint8Array;
use worker::{AbortController, Delay, Env, Fetch, Headers, Request, RequestInit, RequestRedirect, ResponseBody};

use voldaan_worker::app::ports::{Web, WebAnswer, WebError, WebRequest};

/// `fetch`, and the variables of the Worker.
pub(super) struct Network {
    env: Env,
}

impl Network {
    pub(super) fn new(env: Env) -> Network {
        Network { env }
    }
}

fn failed(error: impl std::fmt::Display) -> WebError {
    WebError(error.to_string())
}

impl Web for Network {
    async fn send(&self, request: &WebRequest) -> Result<WebAnswer, WebError> {
        let controller = AbortController::default();
        let signal = controller.signal();
        let exchange = async {
            let request = prepare(request)?;
            Fetch::Request(request).send_with_signal(&signal).await.map_err(failed)
        };
        let whole = async { read(exchange.await?, request.answer_bytes_max).await };
        let limit = Delay::from(Duration::from_millis(u64::from(request.timeout_milliseconds)));
        let outcome = match select(Box::pin(whole), Box::pin(limit)).await {
            Either::Left((outcome, _)) => Some(outcome),
            Either::Right(_) => None,
        };
        outcome.unwrap_or_else(|| {
            controller.abort();
            Err(failed("no answer within the time-out"))
        })
    }

    async fn pause(&self, milliseconds: u32) {
        Delay::from(Duration::from_millis(u64::from(milliseconds))).await;
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.env.var(name).ok().map(|variable| variable.to_string())
    }
}

fn prepare(request: &WebRequest) -> Result<Request, WebError> {
    let headers = Headers::new();
    for (name, value) in &request.headers {
        headers.set(name, value).map_err(failed)?;
    }
    let mut init = RequestInit::new();
    init.with_method(request.method.to_owned().into()).with_headers(headers).with_redirect(RequestRedirect::Manual);
    if !request.body.is_empty() {
        init.with_body(Some(Uint8Array::from(request.body.as_slice()).into()));
    }
    Request::new_with_init(&request.url, &init).map_err(failed)
}

async fn read(mut response: worker::Response, bytes_max: usize) -> Result<WebAnswer, WebError> {
    let mut answer =
        WebAnswer { status: response.status_code(), headers: response.headers().entries().collect(), body: Vec::new() };
    if matches!(response.body(), ResponseBody::Empty) {
        return Ok(answer);
    }
    let mut stream = response.stream().map_err(failed)?;
    while let Some(chunk) = stream.next().await {
        answer.body.extend(chunk.map_err(failed)?);
        if answer.body.len() > bytes_max {
            return Err(failed("the answer is longer than its limit"));
        }
    }
    Ok(answer)
}
