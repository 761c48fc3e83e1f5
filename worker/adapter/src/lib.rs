//! Cloudflare's platform behind the ports: the Worker takes requests, a Durable Object with SQLite is each Book, Workers KV
//! keeps the documents.
//!
//! Architecture invariant: only this crate names a type of the platform, and it decides nothing about invoices. Elsewhere than in a
//! module of the Worker it is empty.
#![cfg(target_arch = "wasm32")]
#![deny(clippy::float_arithmetic)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic))]

mod alarm;
mod blobs;
mod book;
mod clock;
mod convert;
mod log;
mod outbox;
mod platform;
mod store;
mod web;

use std::cell::OnceCell;
use std::rc::Rc;

use wasm_bindgen::prelude::wasm_bindgen;
use worker::{Context, Env, Request, Response, Result, ScheduleContext, ScheduledEvent, event, web_sys};

use clock::PlatformClock;
use log::Console;
use voldaan_worker::app::front::{self, Decision};
use voldaan_worker::app::ports::{Clock, Log};
use voldaan_worker::app::{Secrets, failure};

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
        Console.write(&failure("cron.failed", "", "Cron", "", &error.to_string()));
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
    static SECRETS: OnceCell<Rc<Secrets>> = const { OnceCell::new() };
}

fn secrets(env: &Env) -> Result<Rc<Secrets>> {
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
    Ok(SECRETS.with(|known| known.get_or_init(|| Rc::new(secrets)).clone()))
}
