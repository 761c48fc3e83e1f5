//! Lists of invoices: which ones, in what order, from where on. Each order follows an index, so that a page costs the same in a
//! small Book and in a large one.

use voldaan::calendar::Day;
use voldaan::ledger::State;
use voldaan::wire::{Array, Instant, to_json};

use super::list::{Page, decimal};
use super::session::Session;
use super::store::{Cells, Query};
use crate::app::http::Response;
use crate::app::parameter::whole;
use crate::app::ports::{Cell, Ports, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{InvoiceList, InvoiceSummary};
use crate::cells;

/// The largest number that JavaScript counts exactly, and more rows than any Book has.
pub(super) const PLACE_MAX: i64 = i64::MAX >> 11;

/// In what order invoices are listed.
#[derive(Clone, Copy, PartialEq)]
enum Order {
    /// The last one kept first.
    Newest,
    /// The latest invoice date first.
    Issued,
    /// What is overdue longest first.
    Due,
}

/// A filter with its values, and where the page begins.
struct Filter {
    order: Order,
    conditions: Vec<&'static str>,
    cells: Vec<Cell>,
}

impl Filter {
    fn and(&mut self, condition: &'static str, cells: Vec<Cell>) {
        self.conditions.push(condition);
        self.cells.extend(cells);
    }

    /// The statement; `{place}` stands for the columns that the next page goes on from.
    fn sql(&self) -> String {
        let (day, order) = match self.order {
            Order::Newest => ("''", "i.sequence DESC"),
            Order::Issued => ("i.issue_date", "i.issue_date DESC, i.sequence DESC"),
            Order::Due => ("i.due_next", "i.due_next, i.sequence"),
        };
        let searches = self.conditions.iter().any(|condition| condition.starts_with("search"));
        // The index gives its rows in their order; the join looks each of them up.
        let (from, order) = match (searches, self.order) {
            (true, Order::Newest) => ("search CROSS JOIN invoice i ON i.sequence = search.rowid", "search.rowid DESC"),
            (true, _) => ("search CROSS JOIN invoice i ON i.sequence = search.rowid", order),
            (false, _) => ("invoice i", order),
        };
        let conditions = self.conditions.join(" AND ");
        format!(
            "SELECT i.sequence, {day}, i.id, i.state, i.type, i.number, i.currency, i.issue_date, i.due_date, \
             i.customer_name, i.payable, i.amount_due, i.viewed FROM {from} WHERE {conditions} ORDER BY {order} LIMIT ?"
        )
    }
}

/// Where a page begins: after this day and this place.
fn cursor(text: Option<&str>, order: Order) -> Option<(String, i64)> {
    let Some(text) = text else {
        return Some(match order {
            Order::Newest => (String::new(), PLACE_MAX),
            Order::Issued => ("9999-12-31".to_owned(), PLACE_MAX),
            Order::Due => (String::new(), 0),
        });
    };
    let (day, place) = match order {
        Order::Newest => ("", text),
        Order::Issued | Order::Due => text.split_once('.')?,
    };
    let place = whole(place).filter(|place| *place <= PLACE_MAX)?;
    (order == Order::Newest || Day::parse(day).is_some()).then(|| (day.to_owned(), place))
}

impl<P: Ports> Session<'_, P> {
    /// GET /v1/invoices
    pub fn list_invoices(&self) -> Result<Response, Problem> {
        let Page { limit, .. } = self.page_of(&["limit"])?;
        let mut filter = self.filter()?;
        filter.cells.push(Cell::from(limit + 1));
        let rows = self.store().rows(&filter.sql(), filter.cells)?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        let (mut next, mut items) = (None, Vec::with_capacity(rows.len()));
        for mut row in rows.into_iter().take(limit) {
            let (place, day) = (row.integer()?, row.text()?);
            next = Some(if filter.order == Order::Newest { place.to_string() } else { format!("{day}.{place}") });
            items.push(summary(&mut row)?);
        }
        Ok(Response::json(200, to_json(&InvoiceList { items: Array(items), next: next.filter(|_| more) })))
    }

    /// What the query asks for.
    fn filter(&self) -> Result<Filter, Problem> {
        let (from, until) = (self.query_day("from")?, self.query_day("until")?);
        let overdue = self.query_flag("overdue")?;
        let searched = self.searched()?;
        let order = match () {
            () if searched.is_some() => Order::Newest,
            () if overdue == Some(true) => Order::Due,
            () if from.is_some() || until.is_some() => Order::Issued,
            () => Order::Newest,
        };
        let mut filter = Filter { order, conditions: Vec::new(), cells: Vec::new() };
        let start = cursor(self.request.parameter("cursor").as_deref(), order);
        let (day, place) = start.ok_or_else(|| {
            Problem::new(Refusal::QueryCursor, "The cursor is not from a page of this list. Begin without one.")
        })?;
        if let Some(searched) = &searched {
            filter.and("search MATCH ? AND search.rowid < ?", cells![searched, place]);
        }
        match order {
            Order::Newest => filter.and("i.sequence < ?", cells![place]),
            Order::Issued => filter.and("(i.issue_date, i.sequence) < (?, ?)", cells![day, place]),
            Order::Due => filter.and("(i.due_next, i.sequence) > (?, ?)", cells![day, place]),
        }
        let today = self.today.to_string();
        match overdue {
            // A plus keeps SQLite from another index than that of the order.
            Some(true) => filter.and("+i.state = 'open' AND i.due_next < ?", cells![today]),
            Some(false) => filter.and("NOT (i.state = 'open' AND COALESCE(i.due_next < ?, 0))", cells![today]),
            None => {}
        }
        if let Some(state) = self.state_asked_for()? {
            let is_order = order == Order::Newest;
            filter.and(if is_order { "i.state = ?" } else { "+i.state = ?" }, cells![state]);
        }
        if let Some(customer) = self.request.parameter("customer") {
            let is_order = order == Order::Newest;
            filter.and(if is_order { "i.customer = ?" } else { "+i.customer = ?" }, cells![customer]);
        }
        if let Some(from) = from {
            filter.and("i.issue_date >= ?", cells![from.to_string()]);
        }
        if let Some(until) = until {
            filter.and("i.issue_date <= ?", cells![until.to_string()]);
        }
        Ok(filter)
    }

    fn state_asked_for(&self) -> Result<Option<&'static str>, Problem> {
        self.query_word("state", "draft, open, paid, void, uncollectible", |word| {
            [State::Draft, State::Open, State::Paid, State::Void, State::Uncollectible]
                .into_iter()
                .map(|state| state.as_str())
                .find(|state| *state == word)
        })
    }
}

pub(super) fn summary(row: &mut Cells) -> Result<InvoiceSummary, StoreError> {
    Ok(InvoiceSummary {
        id: row.text()?,
        state: row.text()?,
        kind: row.text()?,
        number: row.optional()?,
        currency: row.text()?,
        issue_date: row.optional()?.as_deref().and_then(Day::parse),
        due_date: row.optional()?.as_deref().and_then(Day::parse),
        customer_name: row.optional()?,
        payable: decimal(&row.text()?)?,
        amount_due: decimal(&row.text()?)?,
        viewed_at: row.optional()?.as_deref().and_then(Instant::parse),
    })
}
