//! Lists in pages, each continued by a cursor that stays right while rows are added; and the plain lists.

use voldaan::wire::{Array, to_json};

use super::chain::{Decision, OF_DECISIONS};
use super::session::Session;
use super::store::{Cells, Query};
use crate::app::http::Response;
use crate::app::moment::Moment;
use crate::app::parameter::whole;
use crate::app::ports::{Ports, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{AuditItem, AuditList, Event, EventList};
use crate::cells;

/// Items of a page if the request does not say.
const LIMIT_USUAL: i64 = 50;

/// What is looked for has at most so many characters and words.
const CHARACTERS_MAX: usize = 200;
const WORDS_MAX: usize = 8;

/// A place has at most fifteen digits: JavaScript counts it exactly, and no Book has more rows.
const PLACE_MAX: i64 = 999_999_999_999_999;

/// What part of a list is asked for.
pub(super) struct Page {
    /// Rows after this place; for lists with the newest first, before it.
    pub after: i64,
    /// How many items.
    pub limit: i64,
    /// Whether the newest comes first.
    newest: bool,
}

impl Page {
    /// Which rows, and in what order: with their place as the one value.
    pub fn order(&self) -> (&'static str, &'static str) {
        if self.newest { ("sequence < ?", "sequence DESC") } else { ("sequence > ?", "sequence") }
    }

    /// The items of a page and where the next one starts, from one row more than asked for. The first column is the
    /// place of the row.
    pub fn cut<T>(
        &self,
        rows: Vec<Cells>,
        read: impl Fn(&mut Cells) -> Result<T, StoreError>,
    ) -> Result<(Vec<T>, Option<String>), StoreError> {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        let mut last = None;
        let mut items = Vec::with_capacity(rows.len());
        for mut row in rows.into_iter().take(limit) {
            last = Some(row.integer()?.to_string());
            items.push(read(&mut row)?);
        }
        Ok((items, last.filter(|_| more)))
    }
}

impl<P: Ports> Session<'_, P> {
    /// The page that the query asks for, for lists with the oldest first.
    pub fn page(&self) -> Result<Page, Problem> {
        self.page_of(&["cursor", "after", "limit"])
    }

    /// A page of the rows of a table, the oldest first unless the query wants the newest: its items and where the next page starts. `from`
    /// ends where the place is asked for.
    pub fn listed<T>(
        &self,
        columns: &str,
        from: &str,
        read: impl Fn(&mut Cells) -> Result<T, StoreError>,
    ) -> Result<(Vec<T>, Option<String>), Problem> {
        let page = self.page_either_way()?;
        let (place, order) = page.order();
        let sql = format!("SELECT sequence, {columns} FROM {from} {place} ORDER BY {order} LIMIT ?");
        Ok(page.cut(self.store().rows(&sql, cells![page.after, page.limit + 1])?, read)?)
    }

    /// The page that some parameters of the query ask for.
    pub fn page_of(&self, known: &[&str]) -> Result<Page, Problem> {
        let place = |name: &str| match self.request.parameter(name).filter(|_| known.contains(&name)) {
            None => Ok(None),
            Some(text) => whole(&text).filter(|place| *place <= PLACE_MAX).map(Some).ok_or_else(|| {
                Problem::new(
                    Refusal::QueryNumber,
                    format!("The query parameter {name} is not from a page of this list. Begin without it."),
                )
            }),
        };
        let after = place("cursor")?.or(place("after")?).unwrap_or(0);
        let limit = self.query_number("limit")?.map_or(LIMIT_USUAL, i64::from);
        Ok(Page { after, limit, newest: false })
    }

    /// The page that the query asks for, for lists that can begin with the newest.
    pub fn page_either_way(&self) -> Result<Page, Problem> {
        let newest = self.query_flag("newest")?.unwrap_or(false);
        let page = self.page()?;
        let begins = newest && self.request.parameter("cursor").is_none();
        Ok(Page { newest, after: if begins { PLACE_MAX } else { page.after }, ..page })
    }

    /// What the query parameter q looks for in short texts such as names, as patterns that all have to fit; nothing where it is not there.
    pub fn wanted_words(&self) -> Result<Vec<String>, Problem> {
        let text = self.request.parameter("q").unwrap_or_default();
        let words: Vec<&str> = text.split_whitespace().collect();
        if text.chars().count() > CHARACTERS_MAX || words.len() > WORDS_MAX {
            let detail = "Say in the query parameter q what to find: at most 200 characters and 8 words.";
            return Err(Problem::new(Refusal::QueryText, detail));
        }
        let plain = |word: &str| word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        Ok(words.into_iter().map(|word| format!("%{}%", plain(word))).collect())
    }

    /// GET /v1/audit
    pub fn list_audit(&self) -> Result<Response, Problem> {
        let link =
            |column: &str| format!("(SELECT {column} FROM chain WHERE {OF_DECISIONS} AND entry = event.sequence)");
        let columns = format!("sequence, at, type, subject, actor, {}, {}", link("place"), link("kind = 'auditFound'"));
        let (items, next) = self.listed(&columns, "event WHERE audit = 1 AND", |row| {
            let Decision { event, at, kind, subject, actor } = Decision::read(row)?;
            let (place, found) = (row.moment()?, row.moment()?);
            let bound_later = found.is_some_and(|found| found.0 != 0).then_some(true);
            let (id, at, place) = (event.to_string(), Moment(at).instant(), place.map(|place| place.0.to_string()));
            Ok(AuditItem { id, at, kind, subject, actor, place, bound_later })
        })?;
        Ok(Response::json(200, to_json(&AuditList { items: Array(items), next })))
    }

    /// GET /v1/events
    pub fn list_events(&self) -> Result<Response, Problem> {
        let (items, next) = self.listed("sequence, at, type, subject", "event WHERE", |row| {
            let (id, at) = (row.integer()?.to_string(), Moment(row.integer()?).instant());
            Ok(Event { id, at, kind: row.text()?, subject: row.text()? })
        })?;
        Ok(Response::json(200, to_json(&EventList { items: Array(items), next })))
    }
}

/// An amount of a row.
pub(super) fn decimal(text: &str) -> Result<rust_decimal::Decimal, StoreError> {
    // Read by its digits as they are, so that the decimals of the currency stay.
    text.parse().map_err(|_| StoreError("an amount cannot be read".to_owned()))
}

/// The condition that a row waits, that it does not, or nothing: what a list is asked for. An index over what waits is found by it.
pub(super) fn waits(condition: &str, wanted: Option<bool>) -> String {
    match wanted {
        None => String::new(),
        Some(true) => format!(" AND {condition}"),
        Some(false) => format!(" AND NOT ({condition})"),
    }
}
