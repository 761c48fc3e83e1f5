//! The import of an export into an empty administration: the same rows, under a key and an id of its own.
//!
//! Pages come in their order, each in one transaction. Until the last one the administration does nothing else. Older exports are
//! taken; what later versions keep beside them is filled in as in an older Book.

use voldaan::wire::{Value, parse, to_json};
use voldaan::wire_struct;

use super::administration::check_imported;
use super::chain;
use super::document;
use super::export::read_cell;
use super::fill::{NOTES, SEARCH};
use super::idempotency::is_answer;
use super::schema::{MANDATE_HOLDERS, STEPS, has_chain, has_chain_of_decisions};
use super::session::{Session, fit_row, read_stored};
use super::stand::FILL;
use super::store::Query;
use super::table::{Table, kept_rows, tables};
use crate::app::http::Response;
use crate::app::ports::{Cell, Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{AdministrationInput, Imported};
use crate::cells;

/// How far an import is: its name among the settings.
pub(super) const IMPORT: &str = "import";

/// Tables with rows that a Book writes by itself: who it is, what happened to it and the chain of that, and how far its sweep is.
const OF_EACH_BOOK: [&str; 4] = ["administration", "chain", "event", "sweep"];

wire_struct! {
    /// How far an import is.
    pub struct Progress {
        /// The last page that came.
        "page" page: u32,
        /// Rows so far.
        "rows" rows: u32,
    }
}

/// What a line of an export says.
enum Line {
    Head { version: usize, page: u32 },
    Row { table: String, cells: Vec<(String, Cell)> },
    End { rows: u32 },
}

impl Line {
    fn read(text: &str) -> Option<Line> {
        let value = parse(text).ok()?;
        let number = |name: &str| match value.get(name)? {
            Value::Number(digits) => digits.parse::<u32>().ok(),
            _ => None,
        };
        if value.get("voldaan") == Some(&Value::Text("export".into())) {
            return Some(Line::Head { version: usize::try_from(number("version")?).ok()?, page: number("page")? });
        }
        if value.get("end") == Some(&Value::Bool(true)) {
            return Some(Line::End { rows: number("rows")? });
        }
        let (Value::Text(table), Value::Object(row)) = (value.get("table")?, value.get("row")?) else { return None };
        let cells = row.iter().map(|(name, value)| Some((name.to_string(), read_cell(value)?)));
        Some(Line::Row { table: table.to_string(), cells: cells.collect::<Option<_>>()? })
    }
}

fn wrong_line(number: usize, what: &str) -> Problem {
    Problem::new(Refusal::ImportLine, format!("Line {number} {what}. Send the pages of an export as they came."))
}

impl<P: Ports> Session<'_, P> {
    /// POST /v1/import
    pub fn import(&self) -> Result<Response, Problem> {
        let mut lines = self.body()?.lines().enumerate().map(|(index, text)| (index + 1, text));
        let head = lines.next().and_then(|(_, text)| Line::read(text));
        let Some(Line::Head { version, page }) = head else {
            return Err(wrong_line(1, "is not the head of a page"));
        };
        if version > STEPS.len() {
            let detail = "The export is from a newer version of the service. Deploy that one first.";
            return Err(Problem::new(Refusal::ImportVersion, detail));
        }
        let mut progress = self.begin_page(page)?;
        let tables = tables(self.store())?;
        let mut is_whole = false;
        for (number, text) in lines {
            match Line::read(text).filter(|_| !is_whole) {
                Some(Line::Row { table, cells }) => {
                    self.import_row(&tables, &table, cells).map_err(|problem| match problem.status {
                        422 => wrong_line(number, &problem.detail),
                        _ => problem,
                    })?;
                    progress.rows += 1;
                }
                Some(Line::End { rows }) if rows == progress.rows => is_whole = true,
                _ => return Err(wrong_line(number, "is not one of an export, or rows before it are missing")),
            }
        }
        progress.page = page;
        if is_whole {
            self.end_import(version)?;
        } else {
            let sql = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)";
            self.store().run(sql, cells![IMPORT, to_json(&progress)])?;
        }
        let answer = Imported { page: progress.page, rows: progress.rows, done: is_whole };
        Ok(Response::json(200, to_json(&answer)))
    }

    /// How far the import is before this page; the first one needs an empty Book, and begins anew where one broke off.
    fn begin_page(&self, page: u32) -> Result<Progress, Problem> {
        let store = self.store();
        let known = store.first("SELECT value FROM setting WHERE name = ?", cells![IMPORT])?;
        let known: Option<Progress> = known.map(|mut row| read_stored(&row.text()?)).transpose()?;
        if page == 1 {
            if known.is_none() {
                self.check_empty()?;
            }
            for table in tables(store)?.iter().filter(|table| table.name != "administration") {
                let own = if table.name == "chunk" { " WHERE owner NOT LIKE 'answer/%'" } else { "" };
                store.run(&format!("DELETE FROM {}{own}", table.name), cells![])?;
            }
            return Ok(Progress { page: 0, rows: 0 });
        }
        known.filter(|known| known.page + 1 == page).ok_or_else(|| {
            Problem::new(
                Refusal::ImportPage,
                "This page does not follow the last one. Send the pages in their order, from the first.",
            )
        })
    }

    /// Refuses to write over anything that somebody kept, whatever it is.
    fn check_empty(&self) -> Result<(), Problem> {
        let store = self.store();
        for table in tables(store)?.iter().filter(|table| !OF_EACH_BOOK.contains(&table.name.as_str())) {
            let sql = format!("SELECT 1 FROM {} WHERE {} LIMIT 1", table.name, kept_rows(&table.name));
            if store.has(&sql, cells![])? {
                let detail = "The administration holds something already. Open a new one and import into that.";
                return Err(Problem::new(Refusal::ImportNotEmpty, detail));
            }
        }
        Ok(())
    }

    fn import_row(&self, tables: &[Table], name: &str, mut cells: Vec<(String, Cell)>) -> Result<(), Problem> {
        let wrong = |what: &str| Problem::new(Refusal::ImportLine, what);
        let unknown = || wrong("does not fit the tables of this version");
        let table = tables.iter().find(|table| table.name == name).ok_or_else(unknown)?;
        if cells.iter().any(|(column, _)| !table.columns.contains(column)) {
            return Err(unknown());
        }
        let store = self.store();
        let text = |column: &str| match cells.iter().find(|(name, _)| name == column) {
            Some((_, Cell::Text(text))) => Ok(text.as_str()),
            _ => Err(unknown()),
        };
        match name {
            "administration" => return self.import_administration(text("json")?),
            "document" => {
                let hash = text("hash")?;
                if !document::is_hash(hash) || !document::is_whole_or_absent(store, hash)? {
                    return Err(wrong("names a document by another hash than the SHA-256 of its bytes"));
                }
                // Where it was brought to, and that it goes, is of the Book that it comes from.
                cells.retain(|(column, _)| column == "hash");
            }
            "chunk" if is_answer(text("owner")?) => {
                return Err(wrong("is an answer to a request, and no part of the books"));
            }
            _ => {}
        }
        let (columns, cells): (Vec<String>, Vec<Cell>) = cells.into_iter().unzip();
        let places = vec!["?"; columns.len()].join(", ");
        let sql = format!("INSERT INTO {name} ({}) VALUES ({places})", columns.join(", "));
        // What the store does not take is wrong with the line: a value is missing, or there twice.
        store.run(&sql, cells).map_err(|_| unknown())?;
        Ok(())
    }

    /// Takes over what an administration says of itself, as far as it could say it here. Whether it is for tests is its own.
    fn import_administration(&self, json: &str) -> Result<(), Problem> {
        let wrong = |what: &str| Problem::new(Refusal::ImportLine, what);
        let read: AdministrationInput =
            read_stored(json).map_err(|_| wrong("does not fit the tables of this version"))?;
        let said = AdministrationInput { test: self.administration.said.test, ..read };
        check_imported(&said, self.ports, self.now).map_err(|problem| {
            let found = problem.findings.first().map(|finding| format!("{}: {}", finding.path, finding.message));
            wrong(&format!(
                "says of the administration what it could not say here ({})",
                found.unwrap_or(problem.detail)
            ))
        })?;
        let sql = "UPDATE administration SET json = ?, revision = revision + 1";
        self.store().run(sql, cells![fit_row(to_json(&said))?])?;
        Ok(())
    }

    fn end_import(&self, version: usize) -> Result<(), Problem> {
        let store = self.store();
        store.run("DELETE FROM setting WHERE name = ?", cells![IMPORT])?;
        store.run(MANDATE_HOLDERS, cells![])?;
        // The words are indexed anew. What an older version did not chain is chained.
        store.run("DELETE FROM search", cells![])?;
        store.run("DELETE FROM word", cells![])?;
        store.run("INSERT OR REPLACE INTO setting (name, value) VALUES (?, '0')", cells![SEARCH])?;
        store.run("DELETE FROM stand", cells![])?;
        store.run("DELETE FROM movement", cells![])?;
        store.run("INSERT OR REPLACE INTO setting (name, value) VALUES (?, '0')", cells![FILL])?;
        store.run("INSERT OR REPLACE INTO setting (name, value) VALUES (?, '0')", cells![NOTES])?;
        if has_chain(version) {
            chain::seal_head(store, self.secrets)?;
        } else {
            store.run("INSERT OR REPLACE INTO setting (name, value) VALUES ('fill.chain', '0')", cells![])?;
        }
        if !has_chain_of_decisions(version) {
            store.run("INSERT OR REPLACE INTO setting (name, value) VALUES (?, '0')", cells![chain::AUDIT])?;
        }
        Ok(self.record("administration.imported", &self.administration.id)?)
    }
}

/// Whether an import has begun and not ended.
pub(super) fn is_running(store: &impl Store) -> Result<bool, StoreError> {
    store.has("SELECT 1 FROM setting WHERE name = ?", cells![IMPORT])
}
