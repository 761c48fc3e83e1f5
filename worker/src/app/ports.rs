//! Ports: all that the Worker asks of the world. Small enough to be played by memory in a test.
//!
//! A port decides nothing. What is not here, the service cannot do: it has no files and no clock of its own, and reaches the
//! network through [`Web`] only.

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

/// The store could not do what was asked; whatever the transaction did is undone. The text goes to the log: it names
/// what broke, never what a row holds.
#[derive(Clone, Debug, PartialEq)]
pub struct StoreError(pub String);

/// Whether a statement changes nothing.
pub fn only_reads(sql: &str) -> bool {
    sql.starts_with("SELECT") || sql.starts_with("WITH")
}

/// Whether a statement can give rows: all others are done once they were run.
pub fn gives_rows(sql: &str) -> bool {
    let writes = ["INSERT", "UPDATE", "DELETE"].iter().any(|word| sql.starts_with(word));
    !writes || sql.contains(" RETURNING ")
}

/// The relational store of one administration: SQLite, as in a Durable Object.
pub trait Store {
    /// Runs one statement with its parameters (`?`), and gives all rows.
    fn run(&self, sql: &str, parameters: Vec<Cell>) -> Result<Vec<Row>, StoreError>;

    /// Runs `work` as one transaction, which is kept if `work` says true and undone otherwise. Never nested.
    fn transaction(&self, work: &mut dyn FnMut() -> bool) -> Result<(), StoreError>;
}

/// The blob store did not answer, and why, for the log.
#[derive(Clone, Debug, PartialEq)]
pub struct BlobError(pub String);

/// Documents under names that say whose they are and what: Workers KV. It may forget for a while, never mix up.
pub trait Blobs {
    /// Keeps bytes under a key; done when the store has confirmed.
    fn put(&self, key: &str, bytes: &[u8]) -> impl Future<Output = Result<(), BlobError>>;

    /// Forgets the bytes under a key.
    fn delete(&self, key: &str) -> impl Future<Output = Result<(), BlobError>>;

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

/// Who takes messages from the outbox to their recipients.
pub trait Outbox {
    /// Whether there is anybody. Without, messages wait in the outbox until somebody reads them there.
    fn is_served(&self) -> bool;

    /// Hands a message over, as JSON; done when it was taken. After a crash it may come again: its id tells.
    fn hand_over(&self, id: &str, message: &str) -> impl Future<Output = Result<(), OutboxError>>;
}

/// A message was not taken, and why, for the log.
#[derive(Clone, Debug, PartialEq)]
pub struct OutboxError(pub String);

/// A request to another house, as it leaves.
#[derive(Clone, Debug, PartialEq)]
pub struct WebRequest {
    /// GET, POST, ...
    pub method: &'static str,
    /// The whole address.
    pub url: String,
    /// Headers, their names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// The body; none if empty.
    pub body: Vec<u8>,
    /// The answer has to be here whole within so long.
    pub timeout_milliseconds: u32,
    /// A longer answer is broken off.
    pub answer_bytes_max: usize,
}

/// What another house answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WebAnswer {
    /// The status.
    pub status: u16,
    /// Headers, their names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl WebAnswer {
    /// A header by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Why there is no answer, for the log. The request may have arrived all the same.
#[derive(Clone, Debug, PartialEq)]
pub struct WebError(pub String);

/// The network. It sends one request and follows no redirect; what may be sent, and how often, `web` decides.
pub trait Web {
    /// Sends a request and reads its answer whole.
    fn send(&self, request: &WebRequest) -> impl Future<Output = Result<WebAnswer, WebError>>;

    /// Waits before the next attempt.
    fn pause(&self, milliseconds: u32) -> impl Future<Output = ()>;

    /// A variable of the configuration; None if it is not set.
    fn variable(&self, name: &str) -> Option<String>;
}

/// The alarm could not be read or set, and why, for the log.
#[derive(Clone, Debug, PartialEq)]
pub struct AlarmError(pub String);

/// The alarm of a Book: one, which outlives its instance, and goes off again where what it sets off fails.
pub trait Alarms {
    /// For when it is set; None while it is not, or what it set off runs.
    fn alarm(&self) -> impl Future<Output = Result<Option<Moment>, AlarmError>>;

    /// Sets it, to another moment where it is set already.
    fn set_alarm(&self, at: Moment) -> impl Future<Output = Result<(), AlarmError>>;
}

/// Where those who run the service look when something broke.
pub trait Log {
    /// Writes a line of JSON. It holds codes and ids, no data of a customer.
    fn write(&self, line: &str);
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
    /// Who takes messages out.
    type Outbox: Outbox;
    /// The log.
    type Log: Log;
    /// The network.
    type Web: Web;

    /// The store of the administration.
    fn store(&self) -> &Self::Store;
    /// The document store.
    fn blobs(&self) -> &Self::Blobs;
    /// The clock.
    fn clock(&self) -> &Self::Clock;
    /// Randomness.
    fn random(&self) -> &Self::Random;
    /// Who takes messages out.
    fn outbox(&self) -> &Self::Outbox;
    /// The log.
    fn log(&self) -> &Self::Log;
    /// The network.
    fn web(&self) -> &Self::Web;
}
