//! Cloudflare's platform behind the ports: the Worker takes requests, a Durable Object with SQLite is each Book, Workers KV
//! keeps the documents.
//!
//! Architecture invariant: only this folder names a type of the platform, and it decides nothing about invoices.

mod blobs;
mod clock;
mod convert;
mod log;
mod outbox;
mod platform;
mod store;
mod web;

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use wasm_bindgen::prelude::wasm_bindgen;
use worker::{
    Context, DurableObject, Env, Request, Response, Result, ScheduleContext, ScheduledEvent, State, Storage,
    durable_object, event, web_sys,
};

use crate::app::book::Limits;
use crate::app::front::{self, Decision};
use crate::app::ports::{Clock, Log, Ports, Random};
use crate::app::{Moment, Secrets, book};
use blobs::Kv;
use clock::PlatformClock;
use log::Console;
use outbox::Carrier;
use store::Sqlite;
use web::Network;

/// The Book is woken so many milliseconds after work beside a request began, should that work break off.
const WATCH_MILLISECONDS: i64 = 30_000;

/// Where administrations are opened.
const ADMINISTRATIONS: &str = "/v1/administrations";

/// What the names of the Books begin with in the list that the daily cron goes through.
const ENLISTED: &str = "book/";

/// What the cron asks a Book for. No route of the service, so that nobody else does.
const WAKE: &str = "/wake";

/// The safety net of each day: wakes every Book, should one have lost its alarm. One that has nothing to do does nothing.
#[event(scheduled)]
async fn scheduled(_event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    if let Err(error) = wake_all(&env).await {
        Console.write(&crate::app::failure("cron.failed", "", "Cron", "", &error.to_string()));
    }
}

async fn wake_all(env: &Env) -> Result<()> {
    let (list, books) = (env.kv("INVOICES")?, env.durable_object("BOOK")?);
    let mut cursor: Option<String> = None;
    loop {
        let page = list.list().prefix(ENLISTED.to_owned());
        let page = match cursor {
            Some(cursor) => page.cursor(cursor),
            None => page,
        };
        let page = page.execute().await?;
        for name in page.keys.iter().filter_map(|key| key.name.strip_prefix(ENLISTED)) {
            // One that breaks holds up no other; its own log says why.
            drop(books.get_by_name(name)?.fetch_with_str(&format!("https://book{WAKE}")).await);
        }
        cursor = page.cursor.filter(|_| !page.list_complete);
        if cursor.is_none() {
            return Ok(());
        }
    }
}

/// The administration whose Book answers a request, where the front has nothing else to do with it: entry.mjs asks for it first, so that
/// most requests reach their Book without anything of this instance waiting for it.
#[wasm_bindgen(js_name = bookOf)]
#[must_use]
pub fn book_of(request: &web_sys::Request, env: &Env) -> Option<String> {
    let (secrets, head) = (secrets(env).ok()?, convert::head(request).ok()?);
    match front::decide(&secrets, &head, PlatformClock.now()) {
        Decision::Forward { administration } if head.path != ADMINISTRATIONS => Some(administration),
        _ => None,
    }
}

/// Takes every request: answers what needs no state, hands the rest to the Book of its administration.
#[event(fetch)]
async fn fetch(mut request: Request, env: Env, _context: Context) -> Result<Response> {
    let secrets = secrets(&env)?;
    let head = convert::head(request.inner())?;
    match front::decide(&secrets, &head, PlatformClock.now()) {
        Decision::Answer(answer) => {
            convert::discard(&mut request).await?;
            convert::answer(answer, head.path == "/health")
        }
        Decision::Forward { administration } => {
            if head.path == ADMINISTRATIONS {
                // First, so that no Book is without it; one that is then not opened does nothing when it is woken.
                env.kv("INVOICES")?.put(&format!("{ENLISTED}{administration}"), "")?.execute().await?;
            }
            env.durable_object("BOOK")?.get_by_name(&administration)?.fetch_with_request(request).await
        }
    }
}

thread_local! {
    /// The secrets, read once: they stay the same as long as this instance lives.
    static SECRETS: OnceCell<Secrets> = const { OnceCell::new() };
}

fn secrets(env: &Env) -> Result<Secrets> {
    if let Some(known) = SECRETS.with(|known| known.get().cloned()) {
        return Ok(known);
    }
    let read = |name: &str| env.secret(name).map(|secret| secret.to_string()).unwrap_or_default();
    let secrets = Secrets::new(&read("ADMIN_KEY"), &read("MASTER_SECRET")).ok_or_else(|| {
        worker::Error::RustError(format!(
            "set the secrets ADMIN_KEY and MASTER_SECRET to random texts of at least {} characters",
            Secrets::BYTES_MIN
        ))
    })?;
    Ok(SECRETS.with(|known| known.get_or_init(|| secrets).clone()))
}

/// How many requests a caller may make, where the variables of the Worker say something else than usual.
fn limits(env: &Env) -> Result<Limits> {
    let read = |name: &str, usual: u32| match env.var(name) {
        Err(_) => Ok(usual),
        Ok(text) => text.to_string().parse().ok().filter(|number| *number > 0).ok_or_else(|| {
            worker::Error::RustError(format!("the variable {name} is a whole number of requests a minute, from 1 on"))
        }),
    };
    let usual = Limits::default();
    Ok(Limits {
        key_per_minute: read("KEY_REQUESTS_PER_MINUTE", usual.key_per_minute)?,
        link_per_minute: read("LINK_REQUESTS_PER_MINUTE", usual.link_per_minute)?,
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
    outbox: Carrier,
    web: Network,
}

impl Ports for Platform {
    type Store = Sqlite;
    type Blobs = Kv;
    type Clock = PlatformClock;
    type Random = PlatformRandom;
    type Outbox = Carrier;
    type Log = Console;
    type Web = Network;

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

    fn outbox(&self) -> &Carrier {
        &self.outbox
    }

    fn log(&self) -> &Console {
        &Console
    }

    fn web(&self) -> &Network {
        &self.web
    }
}

/// The Book of one administration, in its Durable Object.
#[durable_object]
pub struct Book {
    state: State,
    /// Absent if the secrets or the document store are not configured; every request says so then.
    book: Result<Rc<book::Book<Platform>>>,
    alarm: Rc<Alarm>,
}

impl DurableObject for Book {
    fn new(state: State, env: Env) -> Self {
        let open = || {
            let (store, blobs) = (Sqlite::new(&state.storage())?, Kv::new(env.kv("INVOICES")?));
            let (outbox, secrets) = (Carrier::new(env.service("OUTBOX").ok()), secrets(&env)?);
            let limits = limits(&env)?;
            let ports = Platform { store, blobs, outbox, web: Network::new(env) };
            Ok(Rc::new(book::Book::new(ports, secrets).with_limits(limits)))
        };
        let book = open();
        Book { state, book, alarm: Rc::default() }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let book = self.opened()?;
        if request.path() == WAKE {
            return self.settle().await;
        }
        let whole = match convert::whole(&mut request).await? {
            Ok(whole) => whole,
            Err(answer) => return convert::answer(answer, false),
        };
        let answer = book.handle(&whole).await;
        // Where nothing was written, nothing else waits than before.
        if book.ports().store().take_changed() {
            match book.next_waking() {
                Some(at) if at <= PlatformClock.now() => self.settle_later(book),
                Some(at) => {
                    if let Err(error) = self.alarm.set(&self.state.storage(), at).await {
                        // The next request tries again.
                        book.ports().store().note_changed();
                        return Err(error);
                    }
                }
                None => {}
            }
        }
        convert::answer(answer, false)
    }

    async fn alarm(&self) -> Result<Response> {
        self.alarm.gone_off();
        self.settle().await
    }
}

impl Book {
    fn opened(&self) -> Result<&Rc<book::Book<Platform>>> {
        self.book.as_ref().map_err(|error| worker::Error::RustError(error.to_string()))
    }

    /// Does what is due, and sets the alarm for what is due next.
    async fn settle(&self) -> Result<Response> {
        if let Some(at) = self.opened()?.settle().await {
            self.alarm.set(&self.state.storage(), at).await?;
        }
        Response::empty()
    }

    /// Does what is due after the answer. Until that is done the Book itself has everything, so nothing waits for it.
    fn settle_later(&self, book: &Rc<book::Book<Platform>>) {
        let (book, alarm, storage) = (Rc::clone(book), Rc::clone(&self.alarm), self.state.storage());
        self.state.wait_until(async move {
            // The alarm is set first: it outlives this instance. If it fails, the next request to this Book tries again.
            drop(alarm.set(&storage, PlatformClock.now().plus_milliseconds(WATCH_MILLISECONDS)).await);
            // The alarm may have gone off meanwhile and left the work to this.
            if let Some(at) = book.settle().await {
                drop(alarm.set(&storage, at).await);
            }
        });
    }
}

/// The alarm of a Book.
#[derive(Default)]
struct Alarm {
    /// For when this instance knows it to be set.
    known: Cell<Option<Moment>>,
}

impl Alarm {
    /// Has the Book woken at a moment, or before it where its alarm is set to an earlier one.
    async fn set(&self, storage: &Storage, at: Moment) -> Result<()> {
        if self.known.get().is_some_and(|known| known <= at) {
            return Ok(());
        }
        let set = storage.get_alarm().await?.map(Moment);
        if set.is_none_or(|set| at < set) {
            // As an offset in milliseconds; one in the past is now.
            storage.set_alarm(at.0.saturating_sub(PlatformClock.now().0)).await?;
        }
        self.known.set(Some(set.map_or(at, |set| set.min(at))));
        Ok(())
    }

    /// It went off and is set no more.
    fn gone_off(&self) {
        self.known.set(None);
    }
}
