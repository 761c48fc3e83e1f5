//! The outbox: messages to customers, each written once per invoice, way and address. Delivers nothing itself.

use voldaan::finding::{Code, Error, Finding};
use voldaan::ledger::{Channel, EntryKind, Sent};
use voldaan::wire::to_json;

use super::account::account_of;
use super::list::outbox_item;
use super::session::Session;
use super::store::Query;
use crate::app::http::Response;
use crate::app::identity::new_id;
use crate::app::ports::{Ports, Store};
use crate::app::problem::Problem;
use crate::app::resource::{OutboxItem, SendInput};
use crate::cells;

impl<P: Ports> Session<'_, P> {
    /// POST /v1/invoices/{id}/send
    pub fn send(&self, id: &str, document: &str) -> Result<Response, Problem> {
        let input: SendInput = self.input()?;
        let row = self.invoice_row(id)?;
        let account = account_of(self.store(), id, document)?;
        let contact = account.invoice().head().customer.as_ref().and_then(|party| party.contact.as_ref());
        let to = input.to.or_else(|| contact.and_then(|contact| contact.email.clone()));
        let to = to.filter(|to| !to.trim().is_empty()).ok_or_else(|| {
            let finding = Finding::new(Code::FieldMissing, "to", "The customer has no e-mail address.").term("BT-58");
            Problem::from(Error::from_finding(finding.fix("Say where to send it in the field to.")))
        })?;
        let channel = input.channel.unwrap_or(Channel::Email);
        if channel == Channel::Email && !is_email(&to) {
            let finding = Finding::new(Code::EmailFormat, "to", "This is not an e-mail address.").term("BT-58");
            return Err(Error::from_finding(finding.fix("State one address such as anna@example.com.")).into());
        }
        let known = self.store().first(
            "SELECT id, at, invoice, channel, recipient, link FROM outbox WHERE invoice = ? AND channel = ? AND recipient = ?",
            cells![id, channel.as_str(), &to],
        )?;
        if let Some(mut known) = known {
            return Ok(Response::json(200, to_json(&outbox_item(&mut known)?)));
        }
        let item = OutboxItem {
            id: new_id(self.ports.random(), "out"),
            at: self.now.instant(),
            invoice_id: id.to_owned(),
            channel,
            to,
            link: self.customer_link(&row),
        };
        self.store().run(
            "INSERT INTO outbox (id, at, invoice, channel, recipient, link) VALUES (?, ?, ?, ?, ?, ?)",
            cells![&item.id, self.now, id, item.channel.as_str(), &item.to, &item.link],
        )?;
        let entry = self.entry(self.today, EntryKind::Sent(Sent { channel, to: item.to.clone() }));
        self.append(id, account, entry)?;
        Ok(Response::json(201, to_json(&item)))
    }
}

/// Whether a text can be the address of an e-mail: one line, so that it adds no header to the message.
fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
        && !text.contains(|character: char| character.is_whitespace() || character.is_control())
}
