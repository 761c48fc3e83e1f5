//! The SQLite database of a Durable Object as the store of a Book.

use std::cell::Cell as Flag;
use std::mem;

use js_sys::{Function, Reflect};
use wasm_bindgen::closure::ScopedClosure;
use wasm_bindgen::{JsCast, JsValue};
use worker::Storage;

use super::platform;
use voldaan_worker::app::ports::{Cell, Row, Store, StoreError, gives_rows, only_reads};

/// What a transaction throws to be undone.
const UNDO: &str = "voldaan: undo";

/// The kinds of what crosses, as `platform.js` names them.
const NULL: f64 = 0.0;
const NUMBER: f64 = 1.0;
const TEXT: f64 = 2.0;
const BYTES: f64 = 3.0;

/// The database of a Durable Object.
pub(super) struct Sqlite {
    sql: JsValue,
    /// Whether something may have been written since this was asked last.
    is_changed: Flag<bool>,
    /// The storage, for `transactionSync`, which the platform's crate does not name.
    storage: JsValue,
}

impl Sqlite {
    pub(super) fn new(storage: &Storage) -> Result<Sqlite, JsValue> {
        let storage = JsValue::from(storage.as_raw());
        Ok(Sqlite { sql: Reflect::get(&storage, &"sql".into())?, is_changed: Flag::new(true), storage })
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
        let Stated { marks, texts, bytes } = Stated::of(parameters);
        let given = platform::run(&self.sql, sql, gives_rows(sql), &marks, &texts, &bytes).map_err(failed)?;
        rows(&given)
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

/// Parameters as they cross.
#[derive(Default)]
struct Stated {
    marks: Vec<f64>,
    texts: String,
    bytes: Vec<u8>,
}

impl Stated {
    fn of(parameters: Vec<Cell>) -> Stated {
        let mut stated = Stated::default();
        for parameter in parameters {
            let mark = match parameter {
                Cell::Null => [NULL, 0.0],
                // Within what JavaScript counts exactly, as the port says.
                Cell::Integer(number) => [NUMBER, number as f64],
                Cell::Text(text) => {
                    stated.texts.push_str(&text);
                    [TEXT, units_of(&text) as f64]
                }
                Cell::Blob(bytes) => {
                    stated.bytes.extend_from_slice(&bytes);
                    [BYTES, bytes.len() as f64]
                }
            };
            stated.marks.extend(mark);
        }
        stated
    }
}

/// The rows that a statement gave.
fn rows(given: &[f64]) -> Result<Vec<Row>, StoreError> {
    let Some((columns, marks)) = given.split_first().filter(|(_, marks)| !marks.is_empty()) else {
        return Ok(Vec::new());
    };
    let has = |kind: f64| marks.chunks_exact(2).any(|mark| mark.first() == Some(&kind));
    let texts = if has(TEXT) { platform::take_texts() } else { String::new() };
    let bytes = if has(BYTES) { platform::take_bytes() } else { Vec::new() };
    let (mut texts, mut bytes) = (texts.as_str(), bytes.as_slice());
    let columns = *columns as usize;
    let mut rows = Vec::new();
    let mut row = Row::with_capacity(columns);
    for mark in marks.chunks_exact(2) {
        let cell = cell(mark, &mut texts, &mut bytes);
        row.push(cell.ok_or_else(|| failed("a row holds what no table should"))?);
        if row.len() == columns {
            rows.push(mem::replace(&mut row, Row::with_capacity(columns)));
        }
    }
    Ok(rows)
}

/// The next cell, its text or bytes taken from the start of the others.
fn cell(mark: &[f64], texts: &mut &str, bytes: &mut &[u8]) -> Option<Cell> {
    match *mark {
        [NULL, _] => Some(Cell::Null),
        // JavaScript has one kind of number; the tables hold whole ones only.
        [NUMBER, number] if number.fract() == 0.0 => Some(Cell::Integer(number as i64)),
        [TEXT, units] => {
            let (text, rest) = texts.split_at_checked(bytes_of(texts, units as usize)?)?;
            *texts = rest;
            Some(Cell::Text(text.to_owned()))
        }
        [BYTES, length] => {
            let (blob, rest) = bytes.split_at_checked(length as usize)?;
            *bytes = rest;
            Some(Cell::Blob(blob.to_vec()))
        }
        _ => None,
    }
}

/// The units of UTF-16 in a text, in which JavaScript counts.
fn units_of(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}

/// The bytes in so many units of UTF-16 from the start of a text.
fn bytes_of(text: &str, units: usize) -> Option<usize> {
    if text.as_bytes().get(..units).is_some_and(<[u8]>::is_ascii) {
        return Some(units);
    }
    let mut left = units;
    let mut bytes = 0;
    let mut characters = text.chars();
    while left > 0 {
        let character = characters.next()?;
        left = left.checked_sub(character.len_utf16())?;
        bytes += character.len_utf8();
    }
    Some(bytes)
}
