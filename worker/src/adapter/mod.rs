//! Cloudflare's platform behind the ports: the Worker takes requests, a Durable Object with SQLite is each Book, Workers KV
//! keeps the documents.
//!
//! Architecture invariant: only this folder names a type of the platform, and it decides nothing about invoices.

mod blobs;
mod clock;
mod convert;
mod store;

use std::rc::Rc;
use std::time::Duration;

use worker::{Context, DurableObject, Env, Request, Response, Result, State, durable_object, event};

use crate::app::front::{self, Decision};
use crate::app::ports::{Clock, Ports, Random};
use crate::app::{Secrets, book};
use blobs::Kv;
use clock::PlatformClock;
use store::Sqlite;

/// How long to wait before documents that could not be brought away are tried again.
const RETRY: Duration = Duration::from_secs(30);

/// Takes every request: answers what needs no state, hands the rest to the Book of its administration.
#[event(fetch)]
async fn fetch(mut request: Request, env: Env, _context: Context) -> Result<Response> {
    let secrets = secrets(&env)?;
    let head = convert::head(&request)?;
    match front::decide(&secrets, &head, PlatformClock.now()) {
        Decision::Answer(answer) => {
            convert::discard(&mut request).await?;
            convert::answer(answer, head.path == "/health")
        }
        Decision::Forward { administration } => {
            env.durable_object("BOOK")?.get_by_name(&administration)?.fetch_with_request(request).await
        }
    }
}

fn secrets(env: &Env) -> Result<Secrets> {
    let read = |name: &str| env.secret(name).map(|secret| secret.to_string()).unwrap_or_default();
    Secrets::new(&read("ADMIN_KEY"), &read("MASTER_SECRET")).ok_or_else(|| {
        worker::Error::RustError(format!(
            "set the secrets ADMIN_KEY and MASTER_SECRET to random texts of at least {} characters",
            Secrets::BYTES_MIN
        ))
    })
}

/// Randomness of the platform.
struct PlatformRandom;

impl Random for PlatformRandom {
    fn fill(&self, buffer: &mut [u8]) {
        getrandom::fill(buffer).expect("Workers have the Web Crypto API");
    }
}

/// The ports of a Book on the platform.
struct Platform {
    store: Sqlite,
    blobs: Kv,
}

impl Ports for Platform {
    type Store = Sqlite;
    type Blobs = Kv;
    type Clock = PlatformClock;
    type Random = PlatformRandom;

    fn store(&self) -> &Sqlite {
        &self.store
    }

    fn blobs(&self) -> &Kv {
        &self.blobs
    }

    fn clock(&self) -> &PlatformClock {
        &PlatformClock
    }

    fn random(&self) -> &PlatformRandom {
        &PlatformRandom
    }
}

/// The Book of one administration, in its Durable Object.
#[durable_object]
pub struct Book {
    state: State,
    /// Absent if the secrets or the document store are not configured; every request says so then.
    book: Result<Rc<book::Book<Platform>>>,
}

impl DurableObject for Book {
    fn new(state: State, env: Env) -> Self {
        let open = || {
            let ports = Platform { store: Sqlite::new(&state.storage()), blobs: Kv::new(env.kv("INVOICES")?) };
            Ok(Rc::new(book::Book::new(ports, secrets(&env)?)))
        };
        let book = open();
        Book { state, book }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let book = self.opened()?;
        let Some(whole) = convert::whole(&mut request).await? else {
            return convert::answer(front::too_large(), false);
        };
        let answer = book.handle(&whole).await;
        if book.is_unsettled() {
            self.settle_later(book);
        }
        convert::answer(answer, false)
    }

    async fn alarm(&self) -> Result<Response> {
        if !self.opened()?.settle().await {
            self.state.storage().set_alarm(RETRY).await?;
        }
        Response::empty()
    }
}

impl Book {
    fn opened(&self) -> Result<&Rc<book::Book<Platform>>> {
        self.book.as_ref().map_err(|error| worker::Error::RustError(error.to_string()))
    }

    /// Brings documents away after the answer. Until that is done the Book itself has them, so nothing waits for it.
    fn settle_later(&self, book: &Rc<book::Book<Platform>>) {
        let (book, storage) = (Rc::clone(book), self.state.storage());
        self.state.wait_until(async move {
            // The alarm is set first: it outlives this instance. If it fails, the next request to this Book tries again.
            if let Ok(None) = storage.get_alarm().await {
                drop(storage.set_alarm(RETRY).await);
            }
            // The alarm may have gone off meanwhile and left the work to this.
            if !book.settle().await {
                drop(storage.set_alarm(RETRY).await);
            }
        });
    }
}
