//! The outbox: messages to customers, each written once per invoice, way and address, then handed over until somebody
//! has taken it. Delivers nothing itself.

use voldaan::invoice::Issued;
use voldaan::ledger::{Account, Channel, EntryKind, Sent};
use voldaan::wire::{Array, from_json, to_json};

use super::Book;
use super::account::account_of;
use super::carry::CARRIERS;
use super::delivery::buyer_beside;
use super::invoice::InvoiceRow;
use super::list::waits;
use super::session::Session;
use super::store::{Cells, Query};
use crate::app::http::Response;
use crate::app::identity::new_id;
use crate::app::mail::Outcome;
use crate::app::moment::Moment;
use crate::app::ports::{Clock, Outbox, Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::resource::{
    ActionJson, CustomerInput, LetterJson, LetterText, OutboxItem, OutboxList, Scope, SendInput,
};
use crate::cells;

/// The columns of a message, in the order of [`outbox_item`].
pub(super) const COLUMNS: &str =
    "id, at, invoice, channel, recipient, link, action, letter, failure, delivered, attempts, cause, copy_of";

/// A message that was not taken is handed over again after so long, each time twice as long.
const RETRY_MILLISECONDS: i64 = 30_000;
/// Doubled at most so often: to some four hours.
const DOUBLINGS_MAX: i64 = 9;
/// What nobody took so often, over some two days, is given up.
const TRIES_MAX: i64 = 20;

/// Reads the columns of a message.
pub(super) fn outbox_item(row: &mut Cells) -> Result<OutboxItem, StoreError> {
    let (id, at, invoice_id) = (row.text()?, Moment(row.integer()?).instant(), row.text()?);
    let channel = Channel::from_word(&row.text()?);
    let channel = channel.ok_or_else(|| StoreError("a channel is no channel".to_owned()))?;
    let (to, link, action) = (row.text()?, Some(row.text()?), row.optional()?.map(ActionJson));
    let (letter, failure) = (row.optional()?.map(LetterJson), row.optional()?);
    let delivered_at = row.moment()?.map(Moment::instant);
    let attempts = u32::try_from(row.integer()?).ok().filter(|count| *count > 0);
    let (last_failure, copy_of) = (row.optional()?, row.optional()?);
    Ok(OutboxItem {
        id,
        at,
        invoice_id,
        channel,
        to,
        link,
        action,
        letter,
        failure,
        attempts,
        last_failure,
        copy_of,
        delivered_at,
    })
}

/// Whether a message is about its invoice: one with a link to all invoices is about none of them.
pub(super) fn is_about_invoice(item: &OutboxItem) -> bool {
    item.action.is_some() || item.letter.is_none()
}

/// What a message says: its letter, else what was kept of an own wording; None where it says what all such messages do.
pub(super) fn text_of(store: &impl Store, item: &OutboxItem) -> Result<Option<LetterText>, StoreError> {
    if let Some(letter) = &item.letter {
        return Ok(from_json(&letter.0).ok());
    }
    let row = store.first("SELECT said FROM outbox WHERE id = ?", cells![&item.id])?;
    let said = row.map_or(Ok(None), |mut row| row.optional())?;
    Ok(said.and_then(|said| from_json(&said).ok()))
}

/// A message that waits to be carried out.
pub(super) struct Waiting {
    sequence: i64,
    attempts: i64,
    pub item: OutboxItem,
}

impl<P: Ports> Book<P> {
    /// The question when a message has to be handed over next: never where nobody takes any.
    pub(super) fn next_message(&self) -> String {
        let due = "SELECT MIN(due) FROM outbox WHERE delivered IS NULL AND failure IS NULL AND";
        if self.ports.outbox().is_served() {
            return format!("{due} 1");
        }
        // What `taken_ways` asks first, within the one question.
        let next = CARRIERS.map(|(setting, ways)| {
            let is_there = format!("EXISTS (SELECT 1 FROM setting WHERE name = '{setting}')");
            format!("SELECT CASE WHEN {is_there} THEN ({due} {ways}) END AS due")
        });
        format!("SELECT MIN(due) FROM ({})", next.join(" UNION ALL "))
    }

    /// Hands over each message that is due: once if all goes well, again if it was not taken or a crash came between.
    pub(super) async fn hand_over(&self) -> Result<(), Problem> {
        let store = self.ports.store();
        let Some(ways) = self.taken_ways()? else { return Ok(()) };
        let now = self.ports.clock().now();
        let due = format!(
            "SELECT sequence, attempts, {COLUMNS} FROM outbox INDEXED BY outbox_waiting \
             WHERE delivered IS NULL AND failure IS NULL AND {ways} AND due <= ? AND sequence > ? ORDER BY sequence LIMIT 1"
        );
        let mut after = 0;
        while let Some(mut row) = store.first(&due, cells![now, after])? {
            let waiting = Waiting { sequence: row.integer()?, attempts: row.integer()?, item: outbox_item(&mut row)? };
            after = waiting.sequence;
            // One that cannot even be written holds up no other; what broke inside is for the log alone.
            let (outcome, code) = match self.carry(&waiting).await {
                Ok(outcome) => (outcome, None),
                Err(problem) => {
                    let code = problem.code.clone();
                    (Outcome::NotTaken(problem.cause.map_or(problem.code, |cause| cause.into_string())), Some(code))
                }
            };
            let noted = match outcome {
                Outcome::Taken => self.take(&waiting.item).await,
                Outcome::Unreachable => self.carry_by_post(&waiting).await,
                Outcome::NotTaken(cause) => {
                    self.log_failure("message.notTaken", &cause);
                    self.not_taken(&waiting, code.as_deref().unwrap_or(&cause)).await
                }
            };
            // Nor does one of which cannot be noted what became of it.
            if let Err(problem) = noted {
                self.put_off(&waiting, &problem.code)?;
                self.log_failure("message.notNoted", problem.cause.as_deref().unwrap_or(&problem.detail));
            }
        }
        Ok(())
    }

    /// Notes that nobody took a message: it comes again after longer and longer, until it is given up. What a person can do as well
    /// goes on being tried.
    async fn not_taken(&self, waiting: &Waiting, cause: &str) -> Result<(), Problem> {
        let tries = self.put_off(waiting, cause)?;
        let is_over = if goes_by_itself(waiting.item.channel) { tries >= TRIES_MAX } else { tries == TRIES_MAX };
        if is_over { self.give_up(waiting).await } else { Ok(()) }
    }

    /// Has a message come again, each time later; gives how often it was tried.
    fn put_off(&self, waiting: &Waiting, cause: &str) -> Result<i64, StoreError> {
        let tries = waiting.attempts.saturating_add(1);
        let pause = RETRY_MILLISECONDS << waiting.attempts.clamp(0, DOUBLINGS_MAX);
        let due = self.ports.clock().now().plus_milliseconds(pause);
        let sql = "UPDATE outbox SET attempts = ?, due = ?, cause = ? WHERE id = ?";
        self.ports.store().run(sql, cells![tries, due, cause, &waiting.item.id])?;
        Ok(tries)
    }
}

/// Whether a message goes out without a person.
pub(super) fn goes_by_itself(channel: Channel) -> bool {
    matches!(channel, Channel::Email | Channel::Portal | Channel::Peppol)
}

impl<P: Ports> Session<'_, P> {
    /// GET /v1/outbox
    pub fn list_outbox(&self) -> Result<Response, Problem> {
        let page = self.page_either_way()?;
        let channel = self.query_word("channel", &Channel::WORDS.join(", "), Channel::from_word)?;
        let waiting = self.query_flag("waiting")?;
        let waits = waits("delivered IS NULL AND failure IS NULL", waiting);
        let (from, order) = page.order();
        let mut cells = cells![page.after];
        // Messages are many and long: what is asked for is found by an index.
        let (index, way) = match (channel, waiting) {
            (Some(channel), _) => {
                cells.push(channel.as_str().into());
                ("outbox INDEXED BY outbox_way", " AND channel = ?")
            }
            (None, Some(true)) => ("outbox INDEXED BY outbox_waiting", ""),
            (None, _) => ("outbox", ""),
        };
        cells.push((page.limit + 1).into());
        let sql = format!("SELECT sequence, {COLUMNS} FROM {index} WHERE {from}{way}{waits} ORDER BY {order} LIMIT ?");
        let rows = self.store().rows(&sql, cells)?;
        // Whoever has the link of a message acts as the customer, and texts carry links as well.
        let may_act = self.scope.covers(Scope::Write);
        let shown = |row: &mut Cells| {
            let item = outbox_item(row)?;
            Ok(if may_act { item } else { OutboxItem { link: None, letter: None, ..item } })
        };
        let (items, next) = page.cut(rows, shown)?;
        Ok(Response::json(200, to_json(&OutboxList { items: Array(items), next })))
    }

    /// POST /v1/invoices/{id}/send
    pub fn send(&self, id: &str, document: &str) -> Result<Response, Problem> {
        let (item, is_new) = self.send_by(id, document, &self.input()?)?;
        Ok(Response::json(if is_new { 201 } else { 200 }, to_json(&item)))
    }

    /// Sends an invoice, and says whether that was new.
    pub fn send_by(&self, id: &str, document: &str, input: &SendInput) -> Result<(OutboxItem, bool), Problem> {
        let row = self.invoice_row(id)?;
        let account = account_of(self.store(), id, document)?;
        let kept = self.customer_said(row.customer.as_deref())?;
        let (channel, to) = self.destination(input, kept.as_ref(), account.invoice().invoice())?;
        if channel == Channel::Peppol {
            self.check_structured(account.invoice(), kept.as_ref())?;
        }
        let known = self.store().first(
            &format!(
                "SELECT {COLUMNS} FROM outbox WHERE invoice = ? AND channel = ? AND recipient = ? AND action IS NULL AND letter IS NULL"
            ),
            cells![id, channel.as_str(), &to],
        )?;
        if let Some(mut known) = known {
            return Ok((outbox_item(&mut known)?, false));
        }
        let (mut item, account) = self.put_sent(&row, account, channel, to)?;
        if channel == Channel::Portal && !is_email(&item.to) {
            // The page is there already, and there is no address at which to tell of it.
            self.store().run("UPDATE outbox SET delivered = ? WHERE id = ?", cells![self.now, &item.id])?;
            item.delivered_at = Some(self.now.instant());
        }
        if input.to.is_none() && channel == Channel::Email {
            self.send_copy(&row, account, &item, kept.as_ref())?;
        }
        Ok((item, true))
    }

    /// Writes the copy for who ordered, where the message goes to those who pay.
    fn send_copy(
        &self,
        row: &InvoiceRow,
        account: Account,
        item: &OutboxItem,
        kept: Option<&CustomerInput>,
    ) -> Result<(), Problem> {
        let Some(to) = buyer_beside(kept, &item.to) else { return Ok(()) };
        let (copy, _) = self.put_sent(row, account, item.channel, to)?;
        self.store().run("UPDATE outbox SET copy_of = ? WHERE id = ?", cells![&item.id, &copy.id])?;
        Ok(())
    }

    /// Writes the message that brings an invoice, in the wording of today, and the entry that it was sent.
    pub fn put_sent(
        &self,
        row: &InvoiceRow,
        account: Account,
        channel: Channel,
        to: String,
    ) -> Result<(OutboxItem, Account), Problem> {
        let item = self.put_message(row, channel, to, None)?;
        self.keep_wording(&item, account.invoice())?;
        let entry = self.entry(self.today, EntryKind::Sent(Sent { channel, to: item.to.clone() }));
        Ok((item, self.append(&row.id, account, entry)?))
    }

    /// Writes a message about an invoice into the outbox.
    pub fn put_message(
        &self,
        row: &InvoiceRow,
        channel: Channel,
        to: String,
        wanted: Option<(ActionJson, LetterJson)>,
    ) -> Result<OutboxItem, Problem> {
        Ok(self.write_message(&row.id, (channel, to, self.customer_link(row)), wanted.unzip())?)
    }

    /// Writes a message into the outbox: about what, which way and where to, and with what link.
    pub fn write_message(
        &self,
        about: &str,
        (channel, to, link): (Channel, String, String),
        (action, letter): (Option<ActionJson>, Option<LetterJson>),
    ) -> Result<OutboxItem, StoreError> {
        let item = OutboxItem {
            id: new_id(self.ports.random(), "out"),
            at: self.now.instant(),
            invoice_id: about.to_owned(),
            channel,
            to,
            link: Some(link),
            action,
            letter,
            failure: None,
            attempts: None,
            last_failure: None,
            copy_of: None,
            delivered_at: None,
        };
        let (link, action) = (item.link.as_deref(), item.action.as_ref().map(|action| &action.0));
        let letter = item.letter.as_ref().map(|letter| &letter.0);
        self.store().run(
            "INSERT INTO outbox (id, at, invoice, channel, recipient, link, action, letter) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            cells![&item.id, self.now, about, item.channel.as_str(), &item.to, link, action, letter],
        )?;
        Ok(item)
    }

    /// Keeps what a message that brings a document says, where the administration has its own wording: what was sent does not change
    /// with it.
    fn keep_wording(&self, item: &OutboxItem, issued: &Issued) -> Result<(), Problem> {
        if let Some(said) = self.own_message(issued)? {
            self.store().run("UPDATE outbox SET said = ? WHERE id = ?", cells![to_json(&said), &item.id])?;
        }
        Ok(())
    }

    /// Takes back the messages about an invoice whose links are dead: they help nobody, and would keep those with the
    /// next link from being written. What a policy wanted still has to go; it gets the next link.
    pub fn renew_messages(&self, row: &InvoiceRow) -> Result<(), StoreError> {
        self.store()
            .run("DELETE FROM outbox WHERE invoice = ? AND action IS NULL AND letter IS NULL", cells![&row.id])?;
        let sql = "UPDATE outbox SET link = ? WHERE invoice = ? AND delivered IS NULL AND action IS NOT NULL";
        self.store().run(sql, cells![self.customer_link(row), &row.id]).map(|_| ())
    }
}

/// Whether a text can be the address of an e-mail: one line, so that it adds no header to the message.
pub(super) fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
        && !text.contains(|character: char| character.is_whitespace() || character.is_control())
}
