//! Items: what was delivered and waits to be invoiced. They become drafts together with the note on which draft each is, in one
//! transaction, so that none is invoiced twice or never; a draft that is removed gives its items back.

use voldaan::calendar::Day;
use voldaan::finding::Error;
use voldaan::invoice::{ConsolidateBy, ConsolidateItem, consolidate_items};
use voldaan::wire::{Array, to_json};

use super::invoice::InvoiceRow;
use super::session::{Session, check_with_draft, fit_row, tagged};
use super::store::{Cells, Query, transact};
use crate::app::http::Response;
use crate::app::identity::new_id;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{
    ConsolidateAnswer, ConsolidateInput, DraftJson, ItemBilling, ItemInput, ItemList, ItemResource,
};
use crate::cells;

const COLUMNS: &str = "id, revision, invoice, json";

/// One call puts at most so many items on drafts.
const ITEMS_AT_ONCE: usize = 200;

/// The setting that says on which day the items of which customer were looked at last.
const BILLING: &str = "itemBilling";

struct Item {
    id: String,
    revision: i64,
    invoice: Option<String>,
    said: ItemInput,
}

impl Item {
    fn read(row: &mut Cells) -> Result<Item, StoreError> {
        let (id, revision, invoice) = (row.text()?, row.integer()?, row.optional()?);
        let said = voldaan::wire::from_json(&row.text()?);
        let said = said.map_err(|error| StoreError(format!("a stored item cannot be read: {}", error.code())))?;
        Ok(Item { id, revision, invoice, said })
    }

    fn resource(self) -> ItemResource {
        let ItemInput { customer_id, draft, delivered_on, by } = self.said;
        let draft = DraftJson(draft.to_json());
        ItemResource { id: self.id, customer_id, draft, delivered_on, by, invoice: self.invoice }
    }

    fn answer(self, status: u16) -> Response {
        let revision = self.revision;
        tagged(status, to_json(&self.resource()), revision)
    }
}

impl<P: Ports> Session<'_, P> {
    /// POST /v1/items
    pub fn create_item(&self) -> Result<Response, Problem> {
        let said: ItemInput = self.input_with_draft(Some(self.today), |item: &ItemInput| &item.draft)?;
        self.try_item(&said)?;
        let item = Item { id: new_id(self.ports.random(), "itm"), revision: 1, invoice: None, said };
        self.store().run(
            "INSERT INTO item (id, revision, customer, delivered, json) VALUES (?, 1, ?, ?, ?)",
            cells![&item.id, &item.said.customer_id, delivered(&item.said), fit_row(to_json(&item.said))?],
        )?;
        self.record("item.created", &item.id)?;
        Ok(item.answer(201))
    }

    /// GET /v1/items
    pub fn list_items(&self) -> Result<Response, Problem> {
        let page = self.page()?;
        let invoiced = match self.query_flag("invoiced")? {
            None => "",
            Some(true) => "AND invoice IS NOT NULL",
            Some(false) => "AND invoice IS NULL",
        };
        let mut cells = cells![page.after];
        let customer = self.request.parameter("customer");
        let of = if customer.is_some() { "AND customer = ?" } else { "" };
        cells.extend(customer.map(Into::into));
        cells.push((page.limit + 1).into());
        let sql = format!(
            "SELECT sequence, {COLUMNS} FROM item WHERE sequence > ? {invoiced} {of} ORDER BY sequence LIMIT ?"
        );
        let rows = self.store().rows(&sql, cells)?;
        let (items, next) = page.cut(rows, |row| Ok(Item::read(row)?.resource()))?;
        Ok(Response::json(200, to_json(&ItemList { items: Array(items), next })))
    }

    /// GET /v1/items/{id}
    pub fn get_item(&self, id: &str) -> Result<Response, Problem> {
        Ok(self.item(id)?.answer(200))
    }

    /// PATCH /v1/items/{id}
    pub fn patch_item(&self, id: &str) -> Result<Response, Problem> {
        let before = self.open_item(id)?;
        self.check_match(before.revision)?;
        let (said, findings): (ItemInput, _) = self.merged(&before.said, |_| ())?;
        check_with_draft(findings, &said.draft, Some(self.today))?;
        self.try_item(&said)?;
        let item = Item { revision: before.revision + 1, said, ..before };
        self.store().run(
            "UPDATE item SET revision = ?, customer = ?, delivered = ?, json = ? WHERE id = ?",
            cells![item.revision, &item.said.customer_id, delivered(&item.said), fit_row(to_json(&item.said))?, id],
        )?;
        self.record("item.changed", id)?;
        Ok(item.answer(200))
    }

    /// DELETE /v1/items/{id}
    pub fn delete_item(&self, id: &str) -> Result<Response, Problem> {
        self.open_item(id)?;
        self.delete_row("item", id, "item.deleted")
    }

    /// POST /v1/items/consolidate
    pub fn consolidate_items(&self) -> Result<Response, Problem> {
        let input: ConsolidateInput = self.input()?;
        let made = self.bill(input.until.unwrap_or(self.today), input.customer_id.as_deref(), input.by)?;
        Ok(Response::json(201, to_json(&made)))
    }

    /// Makes drafts of what waits of the next customer of whom something was delivered in a month that is over, where items become invoices
    /// by themselves; false if nobody is left today. What cannot be made of one customer's holds up no other, and an event says so.
    pub fn bill_next(&self) -> Result<bool, Problem> {
        let Some(billing) = self.administration.said.item_billing else { return Ok(false) };
        let (store, today) = (self.store(), format!("{}/", self.today));
        let Some(until) = self.today.with_day_of_month(1).add_days(-1) else { return Ok(false) };
        let reached = store.first("SELECT value FROM setting WHERE name = ?", cells![BILLING])?;
        let reached = reached.map(|mut row| row.text()).transpose()?.unwrap_or_default();
        let after = reached.strip_prefix(today.as_str()).unwrap_or_default();
        let next = "SELECT customer FROM item INDEXED BY item_waiting WHERE invoice IS NULL AND customer > ? AND delivered <= ? \
                    ORDER BY customer LIMIT 1";
        let Some(mut row) = store.first(next, cells![after, until.to_string()])? else { return Ok(false) };
        let customer = row.text()?;
        let reach = || {
            let sql = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)";
            store.run(sql, cells![BILLING, format!("{today}{customer}")])
        };
        let billed = transact(store, || {
            let ConsolidateAnswer { invoices, more } = self.bill(until, Some(&customer), None)?;
            for invoice in invoices.iter().filter(|_| billing != ItemBilling::Draft) {
                self.issue_later(invoice, billing == ItemBilling::Send)?;
            }
            if !more {
                reach()?;
            }
            Ok(())
        });
        match billed {
            Err(problem) if problem.status < 500 => {
                reach()?;
                self.record("item.notInvoiced", &customer)?;
            }
            other => other?,
        }
        Ok(true)
    }

    /// Makes drafts of what was delivered until a day, of one customer or of all.
    fn bill(
        &self,
        until: Day,
        customer: Option<&str>,
        by: Option<ConsolidateBy>,
    ) -> Result<ConsolidateAnswer, Problem> {
        // What belongs together stands together, so that a call ends between two customers where it can.
        let mut rows = self.store().rows(
            &format!(
                "SELECT {COLUMNS} FROM item WHERE invoice IS NULL AND delivered <= ?1 AND (?2 IS NULL OR customer = ?2) \
                 ORDER BY customer, delivered, sequence LIMIT ?3"
            ),
            cells![until.to_string(), customer, i64::try_from(ITEMS_AT_ONCE + 1).unwrap_or(i64::MAX)],
        )?;
        let mut items = rows.iter_mut().map(Item::read).collect::<Result<Vec<_>, _>>()?;
        let more = items.len() > ITEMS_AT_ONCE;
        items.truncate(ITEMS_AT_ONCE);
        if more {
            let last = items.last().map(|item| item.said.customer_id.clone());
            let whole = items.iter().position(|item| Some(&item.said.customer_id) == last.as_ref()).unwrap_or(0);
            items.truncate(if whole == 0 { ITEMS_AT_ONCE } else { whole });
        }
        let wanted = items.iter().map(|item| self.wanted(&item.said)).collect::<Result<Vec<_>, _>>()?;
        let made = consolidate_items(&wanted, by.unwrap_or(ConsolidateBy::Customer))?;
        let mut invoices = Vec::with_capacity(made.len());
        for one in made {
            let here = || one.items.iter().filter_map(|place| items.get(*place));
            let customer = here().next().map(|item| item.said.customer_id.clone());
            let invoice = self.make_draft(&one.draft, customer)?;
            for item in here() {
                self.store().run("UPDATE item SET invoice = ? WHERE id = ?", cells![&invoice, &item.id])?;
            }
            invoices.push(invoice);
        }
        Ok(ConsolidateAnswer { invoices, more })
    }

    /// Gives the items of a draft that goes away back to those that wait.
    pub fn release_items(&self, invoice: &str) -> Result<(), StoreError> {
        self.store().run("UPDATE item SET invoice = NULL WHERE invoice = ?", cells![invoice]).map(|_| ())
    }

    /// An item of a customer that waits to be invoiced.
    pub fn item_of_customer(&self, customer: &str) -> Result<Option<String>, Problem> {
        let waiting = "SELECT id FROM item WHERE customer = ? AND invoice IS NULL LIMIT 1";
        Ok(self.store().first(waiting, cells![customer])?.map(|mut row| row.text()).transpose()?)
    }

    fn item(&self, id: &str) -> Result<Item, Problem> {
        let mut row = self.store().found(&format!("SELECT {COLUMNS} FROM item WHERE id = ?"), cells![id], "item")?;
        Ok(Item::read(&mut row)?)
    }

    fn open_item(&self, id: &str) -> Result<Item, Problem> {
        let item = self.item(id)?;
        match &item.invoice {
            None => Ok(item),
            Some(invoice) => {
                let detail = format!("The item is on the invoice {invoice}. Change that draft, or credit the invoice.");
                Err(Problem::new(Refusal::ItemInvoiced, detail))
            }
        }
    }

    /// Refuses an item that no invoice could be made of.
    fn try_item(&self, said: &ItemInput) -> Result<(), Problem> {
        self.completed(&said.draft, &InvoiceRow::new_draft(String::new(), Some(said.customer_id.clone())))?;
        consolidate_items(&[as_said(said, None)], ConsolidateBy::Item).map_err(of_one)?;
        Ok(())
    }

    /// The item as the engine takes it, with what its customer wants where it says nothing.
    fn wanted(&self, said: &ItemInput) -> Result<ConsolidateItem, Problem> {
        let customer = self.customer_said(Some(&said.customer_id))?;
        Ok(as_said(said, said.by.or(customer.and_then(|customer| customer.consolidate))))
    }
}

/// The day that decides when an item is due to be invoiced; one that names none is due at once.
fn delivered(said: &ItemInput) -> String {
    said.delivered_on.or(said.draft.delivery_date).map_or_else(String::new, |day| day.to_string())
}

/// Findings on the only item of a list, at their places in the item.
fn of_one(error: Error) -> Problem {
    let findings = error.into_findings().into_iter().map(|mut finding| {
        finding.path = finding.path.strip_prefix("[0].").unwrap_or(&finding.path).to_owned();
        finding
    });
    match Error::check(findings.collect()) {
        Err(error) => Problem::from(error),
        Ok(_) => Problem::not_found("item"),
    }
}

/// An item as the engine takes it.
fn as_said(said: &ItemInput, by: Option<ConsolidateBy>) -> ConsolidateItem {
    let ItemInput { customer_id, draft, delivered_on, .. } = said;
    let (customer_id, draft, delivered_on) = (customer_id.clone(), draft.clone(), *delivered_on);
    ConsolidateItem { customer_id, draft, delivered_on, invoice_number: None, by }
}
