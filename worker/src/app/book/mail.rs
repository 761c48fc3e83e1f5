//! E-mail of an administration: its settings, its sealed key, and what its service tells of addresses that take nothing.

use voldaan::dunning::Action;
use voldaan::finding::{Code, Error, Finding};
use voldaan::ledger::Channel;
use voldaan::wire::{Array, to_json};

use super::Book;
use super::account::account_of;
use super::administration::is_sealed;
use super::delivery::emails_of;
use super::outbox::{COLUMNS, goes_by_itself, is_about_invoice, outbox_item};
use super::quote::Offered;
use super::session::{Session, read_stored};
use super::store::{Query, transact};
use crate::app::http::{Request, Response};
use crate::app::mail::{Notice, Trouble, is_address, notice};
use crate::app::moment::Moment;
use crate::app::ports::{Clock, Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{MailInput, MailProvider, MailSettings, OutboxItem, UnreachableAddress, UnreachableList};
use crate::cells;

/// The name of the settings, of the sealed key, and of the service in the address of its notices.
pub(super) const MAIL: &str = "mail";
/// The name of the sealed secret of notices.
const NOTICES: &str = "mail.webhook";

/// The settings of e-mail, if there are any. Keys are sealed elsewhere.
pub(super) fn settings(store: &impl Store) -> Result<Option<MailInput>, Problem> {
    let row = store.first("SELECT value FROM setting WHERE name = ?", cells![MAIL])?;
    row.map(|mut row| read_stored(&row.text()?)).transpose()
}

/// Whether an address is known to take no e-mail.
pub(super) fn is_unreachable(store: &impl Store, address: &str) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM unreachable WHERE address = ?";
    store.has(sql, cells![address.to_lowercase()])
}

impl<P: Ports> Book<P> {
    /// What was sealed under a name.
    pub(super) fn unsealed(&self, name: &str) -> Result<Option<String>, Problem> {
        let Some(mut row) = self.ports.store().first("SELECT bytes FROM sealed WHERE name = ?", cells![name])? else {
            return Ok(None);
        };
        let opened = self.secrets.open(name, &row.blob()?).and_then(|bytes| String::from_utf8(bytes).ok());
        opened.map(Some).ok_or_else(|| StoreError(format!("{name} was sealed with another master secret")).into())
    }

    /// POST /webhooks/mail/{administration}
    pub(super) async fn receive_mail_notice(&self, id: &str, request: &Request) -> Result<Response, Problem> {
        let administration = self.stored()?.filter(|stored| stored.id == id);
        let administration = administration.ok_or_else(|| Problem::not_found("administration"))?;
        let (said, secret) = (settings(self.ports.store())?, self.unsealed(NOTICES)?);
        let (Some(said), Some(secret)) = (said, secret) else {
            let detail = "The administration has no secret for the notices of its mail service; set webhookSecret with PUT \
                          /v1/mail.";
            return Err(Problem::new(Refusal::WebhookUnconfigured, detail));
        };
        let now = self.ports.clock().now();
        // A password can be guessed, a signature cannot: where too many were wrong, the right one has to wait as well. Postmark tries again.
        if said.provider == MailProvider::Postmark {
            self.check_unproven(MAIL, now)?;
        }
        let heard = notice(said.provider, request, &secret, now);
        self.count_refused(heard.as_ref().err(), MAIL, now)?;
        let Some(notice) = heard? else {
            return Ok(Response::json(200, r#"{"received":true,"outcome":"ignored"}"#.to_owned()));
        };
        let session = self.session_at(administration, request, now, now)?;
        let document = session.bounced_document(&notice).await?;
        transact(session.store(), || session.mark_unreachable(&notice, document.as_deref()))?;
        Ok(Response::json(200, r#"{"received":true,"outcome":"marked"}"#.to_owned()))
    }
}

impl<P: Ports> Session<'_, P> {
    /// PUT /v1/mail
    pub fn put_mail(&self) -> Result<Response, Problem> {
        let mut said: MailInput = self.input()?;
        let (key, secret) = (said.key.take(), said.webhook_secret.take());
        let mut findings = Vec::new();
        let mut check = |path: &str, address: &str| {
            if !is_address(address) {
                let finding = Finding::new(Code::EmailFormat, path, "This is not an e-mail address.");
                findings.push(finding.fix("State one address such as facturen@example.com."));
            }
        };
        check("from", &said.from);
        if let Some(address) = &said.reply_to {
            check("replyTo", address);
        }
        for (path, text) in [("key", &key), ("webhookSecret", &secret)] {
            if text.as_ref().is_some_and(|text| text.trim().is_empty() || text.contains(char::is_control)) {
                findings.push(Finding::new(Code::TextEmpty, path, "A key is one line that is not empty."));
            }
        }
        if key.is_none() && !is_sealed(self.store(), MAIL)? {
            let finding = Finding::new(Code::FieldMissing, "key", "Without its key the mail service takes nothing.");
            findings.push(finding.fix("Copy the server token of Postmark or the API key of Resend."));
        }
        Error::check(findings)?;
        for (name, text) in [(MAIL, key), (NOTICES, secret)] {
            if let Some(text) = text {
                let sealed = self.secrets.seal(self.ports.random(), name, text.as_bytes());
                let sql = "INSERT OR REPLACE INTO sealed (name, bytes) VALUES (?, ?)";
                self.store().run(sql, cells![name, &sealed[..]])?;
            }
        }
        let sql = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)";
        self.store().run(sql, cells![MAIL, to_json(&said)])?;
        self.record("mail.changed", &self.administration.id)?;
        self.get_mail()
    }

    /// GET /v1/mail
    pub fn get_mail(&self) -> Result<Response, Problem> {
        let said = settings(self.store())?.ok_or_else(|| Problem::not_found("mail service"))?;
        let webhook = is_sealed(self.store(), NOTICES)?;
        let settings = MailSettings {
            provider: said.provider,
            from: said.from,
            from_name: said.from_name,
            reply_to: said.reply_to,
            webhook,
            webhook_url: format!("{}/webhooks/{MAIL}/{}", self.origin(), self.administration.id),
        };
        Ok(Response::json(200, to_json(&settings)))
    }

    /// DELETE /v1/mail
    pub fn delete_mail(&self) -> Result<Response, Problem> {
        self.store().run("DELETE FROM setting WHERE name = ?", cells![MAIL])?;
        self.store().run("DELETE FROM sealed WHERE name IN (?, ?)", cells![MAIL, NOTICES])?;
        self.record("mail.deleted", &self.administration.id)?;
        Ok(Response::empty(204))
    }

    /// GET /v1/unreachable
    pub fn list_unreachable(&self) -> Result<Response, Problem> {
        let (items, next) = self.listed("address, at, reason", "unreachable WHERE", |row| {
            let (address, at) = (row.text()?, Moment(row.integer()?).instant());
            Ok(UnreachableAddress { address, at, reason: row.text()? })
        })?;
        Ok(Response::json(200, to_json(&UnreachableList { items: Array(items), next })))
    }

    /// DELETE /v1/unreachable/{address}
    pub fn delete_unreachable(&self, address: &str) -> Result<Response, Problem> {
        let cells = || cells![address.to_lowercase()];
        let known = self.store().first("SELECT 1 FROM unreachable WHERE address = ?", cells())?;
        known.ok_or_else(|| Problem::not_found("address"))?;
        self.store().run("DELETE FROM unreachable WHERE address = ?", cells())?;
        Ok(Response::empty(204))
    }

    /// The document of the invoice of a message that bounced, to write to its customer by post.
    async fn bounced_document(&self, notice: &Notice) -> Result<Option<String>, Problem> {
        let Some(message) = notice.message.as_deref().filter(|_| notice.trouble == Trouble::Bounced) else {
            return Ok(None);
        };
        let row = self.store().first("SELECT invoice FROM outbox WHERE id = ?", cells![message])?;
        let Some(mut row) = row else { return Ok(None) };
        let about = row.text()?;
        // Of an offer there is nothing to post: whoever made it sees that it bounced.
        if Offered::find(self.store(), &about)?.is_some() {
            return Ok(None);
        }
        self.document(&about).await
    }

    /// Marks an address that takes nothing; a message that did not arrive goes by post, once. `document` is that of its invoice.
    pub fn mark_unreachable(&self, notice: &Notice, document: Option<&str>) -> Result<(), Problem> {
        let store = self.store();
        let address = notice.address.to_lowercase();
        let is_new = !is_unreachable(store, &address)?;
        if is_new {
            let sql = "INSERT INTO unreachable (address, at, reason) VALUES (?, ?, ?)";
            store.run(sql, cells![&address, self.now, notice.trouble.as_str()])?;
        }
        let event = format!("message.{}", notice.trouble.as_str());
        let Some(message) = &notice.message else {
            return if is_new { Ok(self.record(&event, &self.administration.id)?) } else { Ok(()) };
        };
        let sql = format!(
            "SELECT {COLUMNS} FROM outbox WHERE id = ? AND channel IN ('email', 'portal') AND failure IS NULL AND recipient = ? COLLATE NOCASE"
        );
        let Some(mut row) = store.first(&sql, cells![message, &address])? else { return Ok(()) };
        let item = outbox_item(&mut row)?;
        self.record(&event, &item.invoice_id)?;
        self.not_arrived(&item, notice.trouble.as_str(), document)
    }

    /// Says that nobody took a message. One that goes out by itself is given up, and goes by post, once.
    pub fn fail_message(&self, item: &OutboxItem, document: Option<&str>) -> Result<(), Problem> {
        self.record("message.failed", &item.invoice_id)?;
        if !goes_by_itself(item.channel) {
            return Ok(());
        }
        self.not_arrived(item, "failed", document)
    }

    /// The first address that takes something and that an invoice did not go to yet.
    fn another_email(&self, invoice: &str, emails: &[String]) -> Result<Option<String>, StoreError> {
        let sent =
            "SELECT 1 FROM outbox WHERE invoice = ? AND channel = 'email' AND recipient = ? COLLATE NOCASE LIMIT 1";
        for email in emails.iter().filter(|email| is_address(email)) {
            let is_open = !is_unreachable(self.store(), email)?;
            if is_open && !self.store().has(sent, cells![invoice, email])? {
                return Ok(Some(email.clone()));
            }
        }
        Ok(None)
    }

    /// Keeps why a message did not arrive, and writes it anew: to another address of the customer, else as a letter.
    fn not_arrived(&self, item: &OutboxItem, failure: &str, document: Option<&str>) -> Result<(), Problem> {
        self.store().run("UPDATE outbox SET failure = ? WHERE id = ?", cells![failure, &item.id])?;
        // A link to all invoices that did not arrive is of no use on paper, and of a copy the message itself arrived.
        let is_posted = is_about_invoice(item) && item.copy_of.is_none();
        let Some(document) = document.filter(|_| is_posted) else { return Ok(()) };
        let invoice = item.invoice_id.as_str();
        let row = self.invoice_row(invoice)?;
        let account = account_of(self.store(), invoice, document)?;
        let customer = account.invoice().head().customer.as_deref();
        let to = customer.map(|party| party.name.clone()).unwrap_or_default();
        if item.action.is_none() && item.channel == Channel::Email {
            let kept = self.customer_said(row.customer.as_deref())?;
            if let Some(other) = self.another_email(invoice, &emails_of(kept.as_ref(), customer))? {
                // Somebody else at the customer's, before any paper.
                return self.put_sent(&row, account, Channel::Email, other).map(drop);
            }
        }
        let Some((action, letter)) = item.action.clone().zip(item.letter.clone()) else {
            let by_post = "SELECT 1 FROM outbox WHERE invoice = ? AND channel = 'letter' AND action IS NULL";
            if !self.store().has(by_post, cells![invoice])? {
                self.put_sent(&row, account, Channel::Letter, to)?;
            }
            return Ok(());
        };
        let step = read_stored::<Action>(&action.0)?.step;
        self.put_message(&row, Channel::Letter, to, Some((action, letter)))?;
        // Nobody was reminded by what came back; the letter counts once it is posted.
        self.uncount(invoice, account, &step, "The message did not arrive; it goes by post.").map(|_| ())
    }
}
