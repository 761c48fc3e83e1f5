//! The network, played by memory: it records what was asked and answers what the test says.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::task::Poll;

use voldaan_worker::app::ports::{Web, WebAnswer, WebError, WebRequest};

use super::{Json, MemoryPorts};

/// What a double of another house answers to a request.
pub type Double = Box<dyn FnMut(&WebRequest) -> Option<Result<WebAnswer, WebError>>>;

/// The network of a world.
#[derive(Default)]
pub struct Network {
    /// What was sent.
    pub sent: RefCell<Vec<WebRequest>>,
    /// How long was waited before further attempts, in milliseconds.
    pauses: RefCell<Vec<u32>>,
    /// What comes next, one after the other.
    next: RefCell<VecDeque<Result<WebAnswer, WebError>>>,
    /// Doubles of other houses, asked where nothing comes next.
    doubles: RefCell<Vec<Double>>,
    /// So many answers of doubles get lost on their way.
    lost: Cell<u32>,
    /// Variables of the configuration.
    pub variables: RefCell<Vec<(String, String)>>,
}

impl Network {
    /// The next answer: a status and a body.
    pub fn answer(&self, status: u16, body: &str) {
        self.next.borrow_mut().push_back(Ok(answer(status, body)));
    }

    /// The next request gets no answer.
    pub fn fail(&self) {
        self.next.borrow_mut().push_back(Err(WebError("the network fails, as the test wants".to_owned())));
    }

    /// The doubles carry out the next requests, and their answers get lost.
    pub fn lose_answers(&self, count: u32) {
        self.lost.set(count);
    }

    /// The next answer with its headers.
    pub fn answer_with(&self, status: u16, headers: &[(&str, &str)], body: &str) {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        self.next.borrow_mut().push_back(Ok(WebAnswer { headers, ..answer(status, body) }));
    }

    /// Puts a double of another house into the network.
    pub fn add(&self, double: Double) {
        self.doubles.borrow_mut().push(double);
    }

    /// Puts somebody into the network who sees each request before the doubles that are there.
    pub fn add_before(&self, double: Double) {
        self.doubles.borrow_mut().insert(0, double);
    }

    /// Sets a variable of the configuration.
    pub fn configure(&self, name: &str, value: &str) {
        self.variables.borrow_mut().push((name.to_owned(), value.to_owned()));
    }

    /// How many requests were sent.
    pub fn count(&self) -> usize {
        self.sent.borrow().len()
    }

    /// The pauses so far.
    pub fn pauses(&self) -> Vec<u32> {
        self.pauses.borrow().clone()
    }

    /// The last request.
    #[track_caller]
    pub fn last(&self) -> WebRequest {
        self.sent.borrow().last().cloned().expect("a request was sent")
    }

    /// The body of the last request as JSON.
    #[track_caller]
    pub fn last_json(&self) -> Json {
        Json(String::from_utf8(self.last().body).expect("requests are text"))
    }
}

/// An answer of a status with a body.
pub fn answer(status: u16, body: &str) -> WebAnswer {
    WebAnswer { status, headers: Vec::new(), body: body.as_bytes().to_vec() }
}

/// A header of a request; empty if it has none.
pub fn header(request: &WebRequest, name: &str) -> String {
    let found = request.headers.iter().find(|(key, _)| *key == name);
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}

impl Web for MemoryPorts {
    async fn send(&self, request: &WebRequest) -> Result<WebAnswer, WebError> {
        let network = &self.0.network;
        network.sent.borrow_mut().push(request.clone());
        if let Some(next) = network.next.borrow_mut().pop_front() {
            return next;
        }
        let doubled = network.doubles.borrow_mut().iter_mut().find_map(|double| double(request));
        if let Some(left) = network.lost.get().checked_sub(1).filter(|_| doubled.is_some()) {
            network.lost.set(left);
            return Err(WebError("the answer is lost, as the test wants".to_owned()));
        }
        doubled
            .unwrap_or_else(|| Err(WebError(format!("the test has no answer to {} {}", request.method, request.url))))
    }

    async fn pause(&self, milliseconds: u32) {
        if milliseconds > 0 {
            self.0.network.pauses.borrow_mut().push(milliseconds);
        }
        // Whoever waits to come in comes in now.
        let mut is_over = false;
        poll_fn(|context| {
            if std::mem::replace(&mut is_over, true) {
                return Poll::Ready(());
            }
            context.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }

    fn variable(&self, name: &str) -> Option<String> {
        let variables = self.0.network.variables.borrow();
        variables.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }
}
