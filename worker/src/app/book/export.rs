//! The export of a whole administration: all rows of its tables, a page of lines of JSON at a time.
//!
//! An export is one state of the books: where something happened between two of its pages, the next one is refused. It holds no
//! key and no secret; what was sealed opens only with the master secret that sealed it, so it would help nobody.

use data_encoding::{BASE64, BASE64URL_NOPAD};
use voldaan::wire::{Value, Writer, parse};

use super::period::NEXT;
use super::schema::STEPS;
use super::session::Session;
use super::store::Query;
use super::table::{Table, kept_rows, tables};
use crate::app::http::Response;
use crate::app::ports::{Cell, Ports, Store};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::cells;

/// A page ends after so many bytes, with the row that reaches them.
const PAGE_BYTES: usize = 2 * 1024 * 1024;

/// Rows that are read at once.
const ROWS_AT_ONCE: i64 = 100;

/// No export has more pages, rows or events.
const COUNT_MAX: i64 = 999_999_999_999_999;

/// Where an export is.
struct Cursor {
    /// The last event when it began.
    event: i64,
    page: i64,
    /// Rows so far.
    rows: i64,
    table: String,
    key: Vec<Cell>,
}

impl Cursor {
    fn text(&self) -> String {
        let mut out = Writer::new();
        out.list();
        for number in [self.event, self.page, self.rows] {
            out.raw(&number.to_string());
        }
        out.text(&self.table);
        for cell in &self.key {
            write_cell(cell, &mut out);
        }
        out.end_list();
        BASE64URL_NOPAD.encode(out.finish().as_bytes())
    }

    fn parse(text: &str) -> Option<Cursor> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let Value::List(parts) = parse(&text).ok()? else { return None };
        let mut parts = parts.iter().map(read_cell);
        let mut number = || match parts.next() {
            Some(Some(Cell::Integer(number))) => Some(number),
            _ => None,
        };
        let (event, page, rows) = (number()?, number()?, number()?);
        let Some(Some(Cell::Text(table))) = parts.next() else { return None };
        Some(Cursor { event, page, rows, table, key: parts.collect::<Option<_>>()? })
    }
}

/// A value as JSON; bytes as an object with their base64.
fn write_cell(cell: &Cell, out: &mut Writer) {
    match cell {
        Cell::Null => out.raw("null"),
        Cell::Integer(number) => out.raw(&number.to_string()),
        Cell::Text(text) => out.text(text),
        Cell::Blob(bytes) => {
            out.object();
            out.key("base64");
            out.text(&BASE64.encode(bytes));
            out.end_object();
        }
    }
}

/// A value of JSON as one of a row.
pub(super) fn read_cell(value: &Value<'_>) -> Option<Cell> {
    match value {
        Value::Null => Some(Cell::Null),
        Value::Number(digits) => digits.parse().ok().map(Cell::Integer),
        Value::Text(text) => Some(Cell::Text(text.to_string())),
        Value::Object(_) => match value.get("base64")? {
            Value::Text(text) => BASE64.decode(text.as_bytes()).ok().map(Cell::Blob),
            _ => None,
        },
        _ => None,
    }
}

impl<P: Ports> Session<'_, P> {
    /// GET /v1/export
    pub fn export(&self) -> Result<Response, Problem> {
        let event = self.last_event()?;
        let mut cursor = match self.request.parameter("cursor") {
            None => Cursor { event, page: 0, rows: 0, table: String::new(), key: Vec::new() },
            Some(text) => self.cursor(&text)?,
        };
        if cursor.event != event {
            let detail =
                "Something happened in the administration since this export began. Begin again without a cursor.";
            return Err(Problem::new(Refusal::ExportChanged, detail));
        }
        cursor.page += 1;
        let mut lines = self.head_of_export(&cursor);
        let is_whole = self.export_rows(&mut cursor, &mut lines)?;
        if is_whole {
            lines.push_str(&format!("{{\"end\":true,\"rows\":{}}}\n", cursor.rows));
        }
        let mut response = Response::json(200, lines);
        for header in response.headers.iter_mut().filter(|header| header.0 == "content-type") {
            header.1 = NDJSON.to_owned();
        }
        Ok(if is_whole { response } else { response.with(NEXT, cursor.text()) })
    }

    /// Where an export goes on: in a table that there is, after a row with its key.
    fn cursor(&self, text: &str) -> Result<Cursor, Problem> {
        let tables = tables(self.store())?;
        let fits = |cursor: &Cursor| {
            let counts = [cursor.event, cursor.page, cursor.rows];
            counts.iter().all(|count| (0..=COUNT_MAX).contains(count))
                && tables.iter().any(|table| table.name == cursor.table && table.key.len() == cursor.key.len())
        };
        Cursor::parse(text).filter(fits).ok_or_else(|| {
            Problem::new(Refusal::QueryCursor, "The cursor is not from a page of an export. Begin without one.")
        })
    }

    fn last_event(&self) -> Result<i64, Problem> {
        let row = self.store().first("SELECT COALESCE(MAX(sequence), 0) FROM event", cells![])?;
        Ok(row.map_or(Ok(0), |mut row| row.integer())?)
    }

    fn head_of_export(&self, cursor: &Cursor) -> String {
        let mut out = Writer::new();
        out.object();
        out.key("voldaan");
        out.text("export");
        out.key("version");
        out.raw(&STEPS.len().to_string());
        out.key("page");
        out.raw(&cursor.page.to_string());
        out.key("administration");
        out.text(&self.administration.id);
        out.end_object();
        out.finish() + "\n"
    }

    /// Writes rows from the cursor on; true when there are no more.
    fn export_rows(&self, cursor: &mut Cursor, lines: &mut String) -> Result<bool, Problem> {
        for table in tables(self.store())? {
            if table.name < cursor.table {
                continue;
            }
            if table.name != cursor.table {
                cursor.key.clear();
                cursor.table.clone_from(&table.name);
            }
            while self.export_batch(&table, cursor, lines)? {
                if lines.len() >= PAGE_BYTES {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// Writes some rows of a table; false when it has no more.
    fn export_batch(&self, table: &Table, cursor: &mut Cursor, lines: &mut String) -> Result<bool, Problem> {
        let (name, key) = (&table.name, table.key.join(", "));
        let after = match cursor.key.len() {
            0 => "1".to_owned(),
            parts => format!("({key}) > ({})", vec!["?"; parts].join(", ")),
        };
        let own = kept_rows(name);
        let columns = table.columns.join(", ");
        let sql = format!("SELECT {columns} FROM {name} WHERE {after} AND {own} ORDER BY {key} LIMIT ?");
        let mut cells = cursor.key.clone();
        cells.push(Cell::Integer(if name == "chunk" { 1 } else { ROWS_AT_ONCE }));
        let rows = self.store().run(&sql, cells)?;
        let is_empty = rows.is_empty();
        for row in rows {
            cursor.key = table.key_of(&row);
            cursor.rows += 1;
            lines.push_str(&line(table, &row));
        }
        Ok(!is_empty)
    }
}

/// The type of the lines.
pub(super) const NDJSON: &str = "application/x-ndjson";

impl Table {
    fn key_of(&self, row: &[Cell]) -> Vec<Cell> {
        let place = |name: &String| self.columns.iter().position(|column| column == name);
        self.key.iter().filter_map(|name| row.get(place(name)?).cloned()).collect()
    }
}

fn line(table: &Table, row: &[Cell]) -> String {
    let mut out = Writer::new();
    out.object();
    out.key("table");
    out.text(&table.name);
    out.key("row");
    out.object();
    for (column, cell) in table.columns.iter().zip(row) {
        // For the next Book to find out: where a document has to be brought to, and whether the account of its own key knows a customer.
        let is_here = matches!(
            (table.name.as_str(), column.as_str()),
            ("document", "confirmed") | ("provider_customer", "account")
        );
        out.key_escaped(column);
        write_cell(if is_here { &Cell::Null } else { cell }, &mut out);
    }
    out.end_object();
    out.end_object();
    out.finish() + "\n"
}
