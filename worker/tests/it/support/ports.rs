//! The ports, played by memory. They fail when the test says so.

use std::cell::{Cell as Flag, RefCell};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use chrono::{DateTime, Datelike};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, StatementStatus};
use voldaan::calendar::Day;
use voldaan_worker::app::Moment;
use voldaan_worker::app::ports::{
    BlobError, Blobs, Cell, Clock, Log, Outbox, OutboxError, Ports, Random, Row, Store, StoreError, gives_rows,
    only_reads,
};

use super::{Network, plan};

/// What outlives a crash of the Book, and what the test sets.
pub struct World {
    pub connection: Connection,
    /// The document store, which all Books of a service share.
    pub documents: Rc<RefCell<BTreeMap<String, Vec<u8>>>>,
    pub now: Flag<Moment>,
    /// Statements that still succeed; then the store fails each time. None for a store that does not fail.
    pub statements_left: Flag<Option<u32>>,
    /// Steps of SQLite's machine so far: what all statements cost, whatever the computer.
    pub steps: Flag<u64>,
    /// Statements so far.
    pub statements: Flag<u32>,
    /// Whether the document store answers.
    pub documents_fail: Flag<bool>,
    /// Whether the document store lets others go on before it takes or shows something.
    pub documents_late: Flag<bool>,
    /// Whether somebody takes messages.
    pub is_served: Flag<bool>,
    /// Whether they refuse what they are given.
    pub outbox_fails: Flag<bool>,
    /// Messages that were taken: their id and their JSON.
    pub taken: RefCell<Vec<(String, String)>>,
    /// Lines of the log.
    pub log: RefCell<Vec<String>>,
    /// The network.
    pub network: Network,
    drawn: Flag<u64>,
}

impl World {
    pub fn new() -> Rc<World> {
        World::on(Rc::default(), 0)
    }

    /// Another Book of the same service: its document store is the same, its randomness is not.
    pub fn beside(&self) -> Rc<World> {
        World::on(Rc::clone(&self.documents), self.drawn.get().wrapping_add(1))
    }

    fn on(documents: Rc<RefCell<BTreeMap<String, Vec<u8>>>>, drawn: u64) -> Rc<World> {
        Rc::new(World {
            connection: Connection::open_in_memory().expect("SQLite opens in memory"),
            documents,
            // 2026-06-15T10:00:00Z
            now: Flag::new(Moment(1_781_517_600_000)),
            statements_left: Flag::new(None),
            steps: Flag::new(0),
            statements: Flag::new(0),
            documents_fail: Flag::new(false),
            documents_late: Flag::new(false),
            is_served: Flag::new(false),
            outbox_fails: Flag::new(false),
            taken: RefCell::default(),
            log: RefCell::default(),
            network: Network::default(),
            drawn: Flag::new(drawn),
        })
    }
}

impl World {
    async fn let_others_go_on(&self) {
        let mut is_late = self.documents_late.get();
        poll_fn(|context| {
            context.waker().wake_by_ref();
            if std::mem::take(&mut is_late) { Poll::Pending } else { Poll::Ready(()) }
        })
        .await;
    }
}

/// The ports of a Book in a world.
#[derive(Clone)]
pub struct MemoryPorts(pub Rc<World>);

impl Ports for MemoryPorts {
    type Store = MemoryPorts;
    type Blobs = MemoryPorts;
    type Clock = MemoryPorts;
    type Random = MemoryPorts;
    type Outbox = MemoryPorts;
    type Log = MemoryPorts;
    type Web = MemoryPorts;

    fn store(&self) -> &MemoryPorts {
        self
    }

    fn blobs(&self) -> &MemoryPorts {
        self
    }

    fn clock(&self) -> &MemoryPorts {
        self
    }

    fn random(&self) -> &MemoryPorts {
        self
    }

    fn outbox(&self) -> &MemoryPorts {
        self
    }

    fn log(&self) -> &MemoryPorts {
        self
    }

    fn web(&self) -> &MemoryPorts {
        self
    }
}

fn failed(error: rusqlite::Error) -> StoreError {
    StoreError(error.to_string())
}

impl Store for MemoryPorts {
    fn run(&self, sql: &str, parameters: Vec<Cell>) -> Result<Vec<Row>, StoreError> {
        self.0.statements.set(self.0.statements.get() + 1);
        match self.0.statements_left.get() {
            Some(0) => return Err(StoreError("the store fails, as the test wants".to_owned())),
            Some(left) => self.0.statements_left.set(Some(left - 1)),
            None => {}
        }
        let parameters = parameters.into_iter().map(|cell| match cell {
            Cell::Null => Value::Null,
            Cell::Integer(number) => Value::Integer(number),
            Cell::Text(text) => Value::Text(text),
            Cell::Blob(bytes) => Value::Blob(bytes),
        });
        plan::judge(&self.0.connection, sql);
        let changes = self.0.connection.total_changes();
        let mut statement = self.0.connection.prepare_cached(sql).map_err(failed)?;
        let width = statement.column_count();
        let rows = statement.query_map(rusqlite::params_from_iter(parameters), |row| {
            (0..width).map(|column| row.get_ref(column).map(cell)).collect::<Result<Row, _>>()
        });
        let rows: Result<Vec<Row>, _> = rows.map_err(failed)?.collect::<Result<_, _>>().map_err(failed);
        // What the platform's store concludes from the words of a statement holds for each that any test brings about.
        assert!(gives_rows(sql) || rows.as_ref().is_ok_and(Vec::is_empty) || rows.is_err(), "{sql}");
        assert!(!only_reads(sql) || self.0.connection.total_changes() == changes, "{sql}");
        let steps = u64::try_from(statement.reset_status(StatementStatus::VmStep)).unwrap_or(0);
        self.0.steps.set(self.0.steps.get() + steps);
        rows
    }

    fn transaction(&self, work: &mut dyn FnMut() -> bool) -> Result<(), StoreError> {
        let transaction = self.0.connection.unchecked_transaction().map_err(failed)?;
        let keep = work();
        let whole = self.0.statements_left.get() != Some(0);
        if keep && whole {
            transaction.commit().map_err(failed)
        } else {
            transaction.rollback().map_err(failed)?;
            if keep { Err(StoreError("the store fails to commit, as the test wants".to_owned())) } else { Ok(()) }
        }
    }
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Integer(number),
        ValueRef::Text(text) => Cell::Text(String::from_utf8(text.to_vec()).expect("SQLite keeps text")),
        ValueRef::Blob(bytes) => Cell::Blob(bytes.to_vec()),
        ValueRef::Real(_) => unreachable!("no table holds a fraction"),
    }
}

impl Blobs for MemoryPorts {
    async fn put(&self, key: &str, bytes: &[u8]) -> Result<(), BlobError> {
        if self.0.documents_fail.get() {
            return Err(BlobError("the document store fails, as the test wants".to_owned()));
        }
        self.0.let_others_go_on().await;
        self.0.documents.borrow_mut().insert(key.to_owned(), bytes.to_vec());
        Ok(())
    }

    async fn delete(&self, key: &str) -> Result<(), BlobError> {
        if self.0.documents_fail.get() {
            return Err(BlobError("the document store fails, as the test wants".to_owned()));
        }
        self.0.documents.borrow_mut().remove(key);
        Ok(())
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, BlobError> {
        if self.0.documents_fail.get() {
            return Err(BlobError("the document store fails, as the test wants".to_owned()));
        }
        self.0.let_others_go_on().await;
        Ok(self.0.documents.borrow().get(key).cloned())
    }
}

impl Clock for MemoryPorts {
    fn now(&self) -> Moment {
        self.0.now.get()
    }

    fn day(&self, zone: &str, at: Moment) -> Option<Day> {
        let zone: chrono_tz::Tz = zone.parse().ok()?;
        let local = DateTime::from_timestamp_millis(at.0)?.with_timezone(&zone);
        let part = |number: u32| u16::try_from(number).expect("months and days are small");
        Day::from_ymd(u16::try_from(local.year()).ok()?, part(local.month()), part(local.day()))
    }
}

impl Outbox for MemoryPorts {
    fn is_served(&self) -> bool {
        self.0.is_served.get()
    }

    async fn hand_over(&self, id: &str, message: &str) -> Result<(), OutboxError> {
        if self.0.outbox_fails.get() {
            return Err(OutboxError("nobody takes messages, as the test wants".to_owned()));
        }
        self.0.taken.borrow_mut().push((id.to_owned(), message.to_owned()));
        Ok(())
    }
}

impl Log for MemoryPorts {
    fn write(&self, line: &str) {
        self.0.log.borrow_mut().push(line.to_owned());
    }
}

impl Random for MemoryPorts {
    /// The same bytes in each run, never the same twice within one.
    fn fill(&self, buffer: &mut [u8]) {
        for byte in buffer {
            // SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
            let state = self.0.drawn.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
            self.0.drawn.set(state);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            *byte = (mixed ^ (mixed >> 27)).to_le_bytes()[4];
        }
    }
}
