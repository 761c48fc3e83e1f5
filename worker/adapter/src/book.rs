//! The Book of an administration in its Durable Object: its ports played by the platform, its work after the answer, and its alarm. It
//! decides nothing about invoices.

use std::rc::Rc;

use worker::{DurableObject, Env, Request, Response, Result, State, durable_object};

use crate::alarm::PlatformAlarms;
use crate::blobs::Kv;
use crate::clock::PlatformClock;
use crate::log::Console;
use crate::outbox::Carrier;
use crate::store::Sqlite;
use crate::web::Network;
use crate::{WAKE, convert, secrets};
use voldaan_worker::app::alarm::Alarm;
use voldaan_worker::app::book::{self, Limits};
use voldaan_worker::app::ports::{AlarmError, Clock, Ports, Random};
use voldaan_worker::app::{Moment, Secrets};

/// The Book is woken so many milliseconds after work beside a request began, should that work break off.
const WATCH_MILLISECONDS: i64 = 30_000;

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
            let (outbox, secrets) = (Carrier::new(env.service("OUTBOX").ok()), Secrets::clone(&*secrets(&env)?));
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
                    if let Err(error) = self.wake(at).await {
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
            self.wake(at).await?;
        }
        Response::empty()
    }

    async fn wake(&self, at: Moment) -> Result<()> {
        let set = self.alarm.set(&PlatformAlarms(self.state.storage()), at, PlatformClock.now()).await;
        set.map_err(|AlarmError(cause)| worker::Error::RustError(cause))
    }

    /// Does what is due after the answer. Until that is done the Book itself has everything, so nothing waits for it.
    fn settle_later(&self, book: &Rc<book::Book<Platform>>) {
        let (book, alarm, alarms) = (Rc::clone(book), Rc::clone(&self.alarm), PlatformAlarms(self.state.storage()));
        self.state.wait_until(async move {
            // The alarm is set first: it outlives this instance. If it fails, the next request to this Book tries again.
            let now = PlatformClock.now();
            drop(alarm.set(&alarms, now.plus_milliseconds(WATCH_MILLISECONDS), now).await);
            // The alarm may have gone off meanwhile and left the work to this.
            if let Some(at) = book.settle().await {
                drop(alarm.set(&alarms, at, PlatformClock.now()).await);
            }
        });
    }
}
