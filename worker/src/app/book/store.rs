//! Reading rows and running transactions: what turns the plain store port into something pleasant to use.

use crate::app::moment::Moment;
use crate::app::ports::{Cell, Store, StoreError};
use crate::app::problem::Problem;

/// A list of cells from plain values.
#[macro_export]
#[doc(hidden)]
macro_rules! cells {
    ($($value:expr),* $(,)?) => { vec![$($crate::app::ports::Cell::from($value)),*] };
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Cell {
        Cell::Text(text.clone())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Cell {
        Cell::Integer(number)
    }
}

impl From<Moment> for Cell {
    fn from(moment: Moment) -> Cell {
        Cell::Integer(moment.0)
    }
}

impl From<&[u8]> for Cell {
    fn from(bytes: &[u8]) -> Cell {
        Cell::Blob(bytes.to_vec())
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::Null, Into::into)
    }
}

/// Something that was looked for, and the bytes that are kept with it: either may be missing.
pub(crate) type WithBytes<T> = Option<(T, Option<Vec<u8>>)>;

/// The cells of a row, taken one after the other.
pub(crate) struct Cells(std::vec::IntoIter<Cell>);

fn wrong(expected: &str, found: Option<Cell>) -> StoreError {
    let found = match found {
        None => "a column is missing, not",
        Some(Cell::Null) => "a column holds nothing, not",
        Some(Cell::Integer(_)) => "a column holds a number, not",
        Some(Cell::Text(_)) => "a column holds a text, not",
        Some(Cell::Blob(_)) => "a column holds bytes, not",
    };
    StoreError(format!("{found} {expected}"))
}

impl Cells {
    /// A whole number.
    pub fn integer(&mut self) -> Result<i64, StoreError> {
        match self.0.next() {
            Some(Cell::Integer(number)) => Ok(number),
            other => Err(wrong("a number", other)),
        }
    }

    /// A moment, or nothing.
    pub fn moment(&mut self) -> Result<Option<Moment>, StoreError> {
        match self.0.next() {
            Some(Cell::Integer(number)) => Ok(Some(Moment(number))),
            Some(Cell::Null) => Ok(None),
            other => Err(wrong("a moment", other)),
        }
    }

    /// A text.
    pub fn text(&mut self) -> Result<String, StoreError> {
        match self.0.next() {
            Some(Cell::Text(text)) => Ok(text),
            other => Err(wrong("a text", other)),
        }
    }

    /// A text, or nothing.
    pub fn optional(&mut self) -> Result<Option<String>, StoreError> {
        match self.0.next() {
            Some(Cell::Text(text)) => Ok(Some(text)),
            Some(Cell::Null) => Ok(None),
            other => Err(wrong("a text", other)),
        }
    }

    /// Bytes, or nothing.
    pub fn optional_blob(&mut self) -> Result<Option<Vec<u8>>, StoreError> {
        match self.0.next() {
            Some(Cell::Blob(bytes)) => Ok(Some(bytes)),
            Some(Cell::Null) => Ok(None),
            other => Err(wrong("bytes", other)),
        }
    }

    /// Bytes.
    pub fn blob(&mut self) -> Result<Vec<u8>, StoreError> {
        match self.0.next() {
            Some(Cell::Blob(bytes)) => Ok(bytes),
            other => Err(wrong("bytes", other)),
        }
    }
}

/// Questions to a store.
pub(crate) trait Query: Store {
    /// All rows of an answer.
    fn rows(&self, sql: &str, parameters: Vec<Cell>) -> Result<Vec<Cells>, StoreError> {
        Ok(self.run(sql, parameters)?.into_iter().map(|row| Cells(row.into_iter())).collect())
    }

    /// The first row of an answer, if there is one.
    fn first(&self, sql: &str, parameters: Vec<Cell>) -> Result<Option<Cells>, StoreError> {
        Ok(self.rows(sql, parameters)?.into_iter().next())
    }

    /// Whether a query gives any row.
    fn has(&self, sql: &str, parameters: Vec<Cell>) -> Result<bool, StoreError> {
        Ok(!self.rows(sql, parameters)?.is_empty())
    }

    /// The first row of a query for a thing that a caller named; refused where there is none.
    fn found(&self, sql: &str, parameters: Vec<Cell>, noun: &str) -> Result<Cells, Problem> {
        self.first(sql, parameters)?.ok_or_else(|| Problem::not_found(noun))
    }
}

impl<S: Store> Query for S {}

/// Runs `work` as one transaction: kept if it succeeds, undone if it fails.
pub(crate) fn transact<T>(store: &impl Store, work: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    let mut work = Some(work);
    let mut outcome = None;
    let ended = store.transaction(&mut || {
        outcome = work.take().map(|work| work());
        matches!(outcome, Some(Ok(_)))
    });
    match (outcome, ended) {
        // What could not be kept was not done, however well the work went.
        (Some(Ok(_)) | None, Err(error)) => Err(error.into()),
        (Some(result), _) => result,
        (None, Ok(())) => Err(StoreError("the store did not run the transaction".to_owned()).into()),
    }
}

/// Bytes a row may hold with room to spare; a Durable Object allows 2 MB.
const CHUNK_BYTES: usize = 1_000_000;

/// Keeps bytes of any length under a name that has none yet.
pub(crate) fn put_chunks(store: &impl Store, owner: &str, bytes: &[u8]) -> Result<(), StoreError> {
    for (place, chunk) in (0_i64..).zip(bytes.chunks(CHUNK_BYTES)) {
        store.run("INSERT INTO chunk (owner, place, bytes) VALUES (?, ?, ?)", cells![owner, place, chunk])?;
    }
    Ok(())
}

/// The bytes under a name; empty if there are none.
pub(crate) fn get_chunks(store: &impl Store, owner: &str) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::new();
    for mut row in store.rows("SELECT bytes FROM chunk WHERE owner = ? ORDER BY place", cells![owner])? {
        bytes.extend(row.blob()?);
    }
    Ok(bytes)
}

/// Forgets the bytes under a name.
pub(crate) fn drop_chunks(store: &impl Store, owner: &str) -> Result<(), StoreError> {
    store.run("DELETE FROM chunk WHERE owner = ?", cells![owner]).map(|_| ())
}
