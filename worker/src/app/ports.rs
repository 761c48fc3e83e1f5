//! Ports: all that the Worker asks of the world. Small enough to be played by memory in a test.
//!
//! A port decides nothing. What is not here, the service cannot do: it has no network, no files and no clock of its own.

use voldaan::calendar::Day;

use super::moment::Moment;

/// A value of the store.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number, within what JavaScript counts exactly.
    Integer(i64),
    /// A text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

/// A row of an answer, its cells in the order of the query.
pub type Row = Vec<Cell>;

/// The store could not do what was asked; whatever the transaction did is undone.
#[derive(Clone, Debug, PartialEq)]
pub struct StoreError(pub String);

/// The relational store of one administration: SQLite, as in a Durable Object.
pub trait Store {
    /// Runs one statement with its parameters (`?`), and gives all rows.
    fn run(&self, sql: &str, parameters: Vec<Cell>) -> Result<Vec<Row>, StoreError>;

    /// Runs `work` as one transaction, which is kept if `work` says true and undone otherwise. Never nested.
    fn transaction(&self, work: &mut dyn FnMut() -> bool) -> Result<(), StoreError>;
}

/// The blob store did not answer.
#[derive(Clone, Debug, PartialEq)]
pub struct BlobError(pub String);

/// Documents under their content hash: Workers KV. It may forget for a while, never mix up.
pub trait Blobs {
    /// Keeps bytes under a key; done when the store has confirmed.
    fn put(&self, key: &str, bytes: &[u8]) -> impl Future<Output = Result<(), BlobError>>;

    /// The bytes under a key, if they can be seen from here.
    fn get(&self, key: &str) -> impl Future<Output = Result<Option<Vec<u8>>, BlobError>>;
}

/// The clock, and the calendars of the world's time zones.
pub trait Clock {
    /// Now.
    fn now(&self) -> Moment;

    /// The calendar day of a moment in an IANA time zone; None if there is no such zone.
    fn day(&self, zone: &str, at: Moment) -> Option<Day>;
}

/// Random bytes that nobody can guess.
pub trait Random {
    /// Fills the buffer.
    fn fill(&self, buffer: &mut [u8]);
}

/// All ports together.
pub trait Ports {
    /// The store of the administration.
    type Store: Store;
    /// The document store.
    type Blobs: Blobs;
    /// The clock.
    type Clock: Clock;
    /// Randomness.
    type Random: Random;

    /// The store of the administration.
    fn store(&self) -> &Self::Store;
    /// The document store.
    fn blobs(&self) -> &Self::Blobs;
    /// The clock.
    fn clock(&self) -> &Self::Clock;
    /// Randomness.
    fn random(&self) -> &Self::Random;
}
