//! The SQLite database of a Durable Object as the store of a Book.

use std::cell::Cell as Flag;

use js_sys::{Function, Reflect};
use wasm_bindgen::closure::ScopedClosure;
use wasm_bindgen::{JsCast, JsValue};
use worker::{SqlStorage, SqlStorageValue, Storage};

use crate::app::ports::{Cell, Row, Store, StoreError, gives_rows, only_reads};

/// What a transaction throws to be undone.
const UNDO: &str = "voldaan: undo";

/// The database of a Durable Object.
pub(super) struct Sqlite {
    sql: SqlStorage,
    /// Whether something may have been written since this was asked last.
    is_changed: Flag<bool>,
    /// The storage, for `transactionSync`, which the platform's crate does not name.
    storage: JsValue,
}

impl Sqlite {
    pub(super) fn new(storage: &Storage) -> Sqlite {
        Sqlite { sql: storage.sql(), is_changed: Flag::new(true), storage: JsValue::from(storage.as_raw()) }
    }

    /// Whether something may have been written since this was asked last, or since the start.
    pub(super) fn take_changed(&self) -> bool {
        self.is_changed.replace(false)
    }

    /// Notes that something may have been written.
    pub(super) fn note_changed(&self) {
        self.is_changed.set(true);
    }
}

fn failed(error: impl std::fmt::Debug) -> StoreError {
    StoreError(format!("{error:?}"))
}

impl Store for Sqlite {
    fn run(&self, sql: &str, parameters: Vec<Cell>) -> Result<Vec<Row>, StoreError> {
        if !only_reads(sql) {
            self.note_changed();
        }
        let parameters: Vec<SqlStorageValue> = parameters.into_iter().map(to_platform).collect();
        let cursor = self.sql.exec(sql, parameters).map_err(failed)?;
        if !gives_rows(sql) {
            return Ok(Vec::new());
        }
        cursor.raw().map(|row| row.map_err(failed)?.into_iter().map(from_platform).collect()).collect()
    }

    fn transaction(&self, work: &mut dyn FnMut() -> bool) -> Result<(), StoreError> {
        let run: Function =
            Reflect::get(&self.storage, &"transactionSync".into()).and_then(JsCast::dyn_into).map_err(failed)?;
        let mut guarded = || if work() { Ok(()) } else { Err(JsValue::from_str(UNDO)) };
        let work = ScopedClosure::<dyn FnMut() -> Result<(), JsValue> + '_>::borrow_mut_aborting(&mut guarded);
        match run.call1(&self.storage, work.as_js_value()) {
            Err(thrown) if thrown.as_string().as_deref() == Some(UNDO) => Ok(()),
            other => other.map(drop).map_err(failed),
        }
    }
}

fn to_platform(cell: Cell) -> SqlStorageValue {
    match cell {
        Cell::Null => SqlStorageValue::Null,
        Cell::Integer(number) => SqlStorageValue::Integer(number),
        Cell::Text(text) => SqlStorageValue::String(text),
        Cell::Blob(bytes) => SqlStorageValue::Blob(bytes),
    }
}

fn from_platform(value: SqlStorageValue) -> Result<Cell, StoreError> {
    match value {
        SqlStorageValue::Null => Ok(Cell::Null),
        SqlStorageValue::Integer(number) => Ok(Cell::Integer(number)),
        // JavaScript has one kind of number; the tables hold whole ones only.
        SqlStorageValue::Float(number) if number.fract() == 0.0 => Ok(Cell::Integer(number as i64)),
        SqlStorageValue::String(text) => Ok(Cell::Text(text)),
        SqlStorageValue::Blob(bytes) => Ok(Cell::Blob(bytes)),
        other => Err(failed(other)),
    }
}
