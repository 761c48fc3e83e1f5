//! The inbox: what services told of money and could not be booked as it is. It waits for a person, one item for each
//! payment, and is settled by a better event of the same payment or when all of the money was given back.

use rust_decimal::Decimal;
use voldaan::wire::{Array, to_json};

use super::list::decimal;
use super::session::Session;
use super::store::Query;
use super::webhook::{Arrival, Named};
use crate::app::http::Response;
use crate::app::identity::new_id;
use crate::app::moment::Moment;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::resource::{InboxItem, InboxList, InboxReason, ProviderJson};
use crate::cells;

impl<P: Ports> Session<'_, P> {
    /// GET /v1/inbox
    pub fn list_inbox(&self) -> Result<Response, Problem> {
        let page = self.page()?;
        let rows = self.store().rows(
            "SELECT sequence, id, at, provider, reason, payment, invoice, resolved, refunded, json FROM inbox \
             WHERE sequence > ? ORDER BY sequence LIMIT ?",
            cells![page.after, page.limit + 1],
        )?;
        let (items, next) = page.cut(rows, |row| {
            let (id, at, provider) = (row.text()?, Moment(row.integer()?).instant(), row.text()?);
            let reason = InboxReason::from_word(&row.text()?);
            let reason = reason.ok_or_else(|| StoreError("a reason is no reason".to_owned()))?;
            let (provider_id, invoice_id) = (row.text()?, row.optional()?);
            let resolved_at = row.moment()?.map(Moment::instant);
            let refunded = Some(decimal(&row.text()?)?).filter(|refunded| !refunded.is_zero());
            let event = ProviderJson(row.text()?);
            Ok(InboxItem { id, at, provider, reason, provider_id, invoice_id, resolved_at, refunded, event })
        })?;
        Ok(Response::json(200, to_json(&InboxList { items: Array(items), next })))
    }

    /// Keeps an event for a person to look at: one for each payment, the one that says most. What was given back in
    /// full needs nobody to look at it; it is kept as settled.
    pub fn wait(
        &self,
        reason: InboxReason,
        arrival: &Arrival<'_>,
        named: Option<&Named>,
    ) -> Result<&'static str, Problem> {
        let (store, money) = (self.store(), &arrival.money);
        let over = money.refunded >= money.amount;
        let resolved = over.then_some(self.now);
        let refunded = money.refunded.to_string();
        let waiting = "SELECT id FROM inbox WHERE provider = ? AND payment = ? AND (resolved IS NULL OR ?) \
                       AND (reason = ? OR ?)";
        let less = i64::from(named.is_none());
        let cells = cells![arrival.provider, &money.payment, i64::from(over), reason.as_str(), less];
        if let Some(mut known) = store.first(waiting, cells)? {
            let sql = "UPDATE inbox SET refunded = ?, resolved = COALESCE(resolved, ?) WHERE id = ?";
            store.run(sql, cells![refunded, resolved, known.text()?])?;
            return Ok("inbox");
        }
        self.resolve(arrival)?;
        let id = new_id(self.ports.random(), "inb");
        let invoice = named.map(|named| named.id.as_str());
        store.run(
            "INSERT INTO inbox (id, at, provider, reason, payment, invoice, resolved, refunded, json) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            cells![
                &id,
                self.now,
                arrival.provider,
                reason.as_str(),
                &money.payment,
                invoice,
                resolved,
                refunded,
                arrival.body,
            ],
        )?;
        self.record("inbox.received", &id)?;
        Ok("inbox")
    }

    /// Marks what waits for a payment as settled.
    pub fn resolve(&self, arrival: &Arrival<'_>) -> Result<(), StoreError> {
        let sql = "UPDATE inbox SET resolved = ? WHERE provider = ? AND payment = ? AND resolved IS NULL";
        self.store().run(sql, cells![self.now, arrival.provider, &arrival.money.payment]).map(|_| ())
    }

    /// The most that an event of a payment said was given back, while it waited.
    pub fn refunded_so_far(&self, arrival: &Arrival<'_>) -> Result<Decimal, StoreError> {
        let sql = "SELECT refunded FROM inbox WHERE provider = ? AND payment = ?";
        let mut most = Decimal::ZERO;
        for mut row in self.store().rows(sql, cells![arrival.provider, &arrival.money.payment])? {
            most = most.max(decimal(&row.text()?)?);
        }
        Ok(most)
    }
}
