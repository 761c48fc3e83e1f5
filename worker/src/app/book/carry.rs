//! Carrying messages out: e-mail through the mail service of the administration, all else through whoever is bound to take it.

use voldaan::finding::{Code, Error, Finding};
use voldaan::invoice::Issued;
use voldaan::ledger::{Channel, EntryKind, Note};
use voldaan::wire::to_json;

use super::Book;
use super::access_point::{access_point, structured};
use super::account::account_of;
use super::customer;
use super::delivery::ACCESS_POINT;
use super::document;
use super::invoice::InvoiceRow;
use super::look::paper_of;
use super::mail::{MAIL, is_unreachable, settings};
use super::outbox::{COLUMNS, Waiting, is_about_invoice, outbox_item, text_of};
use super::quote::{self, Offered};
use super::rendering;
use super::session::{Session, read_issued};
use super::store::{Query, transact};
use crate::app::http::{Request, Response};
use crate::app::mail::{Attachment, Content, Mail, Notice, Outcome, Trouble, call, compose, mailbox, outcome};
use crate::app::ports::{Clock, Outbox, OutboxError, Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::rendering::{Kind, file_name, letter};
use crate::app::resource::{AccessPointInput, DoneInput, MailInput, MessageContent, OutboxItem};
use crate::app::web::{self, Call, call_endpoint};
use crate::cells;

/// Who takes messages where it is set up, by the name of its setting, and on which ways: a condition on the outbox.
pub(super) const CARRIERS: [(&str, &str); 2] =
    [(MAIL, "channel IN ('email', 'portal')"), (ACCESS_POINT, "channel = 'peppol'")];

/// The ways of all of them.
const ALL_WAYS: &str = "channel IN ('email', 'portal', 'peppol')";

impl<P: Ports> Book<P> {
    /// The ways on which somebody takes messages now, as a condition on the outbox.
    pub(super) fn taken_ways(&self) -> Result<Option<&'static str>, StoreError> {
        if self.ports.outbox().is_served() {
            return Ok(Some("1"));
        }
        let [(mail, by_mail), (access_point, by_access_point)] = CARRIERS;
        let mut ways = None;
        for mut row in
            self.ports.store().rows("SELECT name FROM setting WHERE name IN (?, ?)", cells![mail, access_point])?
        {
            ways = Some(match (row.text()? == mail, ways) {
                (_, Some(_)) => ALL_WAYS,
                (true, None) => by_mail,
                (false, None) => by_access_point,
            });
        }
        Ok(ways)
    }

    /// Carries one message out.
    pub(super) async fn carry(&self, waiting: &Waiting) -> Result<Outcome, Problem> {
        if matches!(waiting.item.channel, Channel::Email | Channel::Portal)
            && let Some(said) = settings(self.ports.store())?
        {
            return self.mail(waiting, &said).await;
        }
        if waiting.item.channel == Channel::Peppol
            && let Some(said) = access_point(self.ports.store())?
        {
            return self.carry_structured(waiting, &said).await;
        }
        if !self.ports.outbox().is_served() {
            return Ok(Outcome::NotTaken("nobody takes messages of this way".to_owned()));
        }
        Ok(match self.ports.outbox().hand_over(&waiting.item.id, &to_json(&waiting.item)).await {
            Ok(()) => Outcome::Taken,
            Err(OutboxError(cause)) => Outcome::NotTaken(cause),
        })
    }

    async fn mail(&self, waiting: &Waiting, said: &MailInput) -> Result<Outcome, Problem> {
        let item = &waiting.item;
        if is_unreachable(self.ports.store(), &item.to)? {
            return Ok(Outcome::Unreachable);
        }
        let Some(key) = self.unsealed(MAIL)? else {
            return Ok(Outcome::NotTaken("the mail service has no key".to_owned()));
        };
        if let Some(offered) = Offered::find(self.ports.store(), &item.invoice_id)? {
            let (issued, content, attachment) = offer_message(self.ports.store(), &offered, item)?;
            return self.post(item, said, (&issued, content, vec![attachment]), &key).await;
        }
        let row = InvoiceRow::find(self.ports.store(), &item.invoice_id)?;
        let row = row.ok_or_else(|| StoreError("the invoice of a message is gone".to_owned()))?;
        let hash = row.hash.as_deref().unwrap_or_default();
        let issued = read_issued(&document::text(document::load(&self.ports, hash).await?)?)?;
        let letter = text_of(self.ports.store(), item)?;
        let mut attachments = Vec::new();
        let renderings = [(Kind::Pdf, "pdf", "application/pdf"), (Kind::Ubl, "ubl.xml", "application/xml")];
        // Who chose the page finds both on it.
        let is_with_files = is_about_invoice(item) && item.channel != Channel::Portal;
        for (kind, extension, media_type) in renderings.into_iter().filter(|_| is_with_files) {
            let bytes = match rendering::usual(&self.ports, &row, kind).await {
                Ok(bytes) => bytes,
                // What cannot be written is told to whoever asks for it; the message has the link.
                Err(problem) if problem.status == 422 => continue,
                // What cannot be had now may come later.
                Err(problem) => return Err(problem),
            };
            let name = format!("{}.{extension}", file_name(issued.number()));
            attachments.push(Attachment { name, media_type, bytes });
        }
        let content = compose(&issued, letter.as_ref(), link_in(item));
        self.post(item, said, (&issued, content, attachments), &key).await
    }

    /// Gives an e-mail to the mail service.
    async fn post(
        &self,
        item: &OutboxItem,
        said: &MailInput,
        (issued, content, attachments): (&Issued, Content, Vec<Attachment>),
        key: &str,
    ) -> Result<Outcome, Problem> {
        let supplier = issued.head().supplier.as_ref().map_or("", |party| party.name.as_str());
        let mail = Mail {
            id: item.id.clone(),
            from: mailbox(said.from_name.as_deref().unwrap_or(supplier), &said.from),
            reply_to: said.reply_to.clone(),
            to: item.to.clone(),
            content,
            attachments,
        };
        let (service, call) = call(said.provider, key, &mail);
        Ok(match web::call(&self.ports, service, call).await {
            Ok(answer) => outcome(said.provider, &answer),
            Err(fault) => Outcome::NotTaken(fault.cause().to_owned()),
        })
    }

    /// Brings an invoice to the access point in the format that its customer demands, under the id of its message.
    async fn carry_structured(&self, waiting: &Waiting, said: &AccessPointInput) -> Result<Outcome, Problem> {
        let item = &waiting.item;
        let row = InvoiceRow::find(self.ports.store(), &item.invoice_id)?;
        let row = row.ok_or_else(|| StoreError("the invoice of a message is gone".to_owned()))?;
        let customer = row.customer.as_deref().map_or(Ok(None), |id| customer::find(self.ports.store(), id))?;
        let rendering = structured(said, customer.as_ref().map(|(_, customer)| customer));
        let bytes = rendering::of_profile(&self.ports, &row, &rendering).await?;
        let media_type = if rendering.kind == Kind::Pdf { "application/pdf" } else { "application/xml" };
        let mut call = Call::post("", media_type, bytes).repeatable(&item.id).with("x-recipient", &item.to);
        if let Some(key) = self.unsealed(ACCESS_POINT)? {
            call = call.bearer(&key);
        }
        Ok(match call_endpoint(&self.ports, &said.url, call).await {
            Ok(answer) if (200..300).contains(&answer.status) => Outcome::Taken,
            Ok(answer) => Outcome::NotTaken(format!("the access point answers with {}", answer.status)),
            Err(fault) => Outcome::NotTaken(fault.cause().to_owned()),
        })
    }

    /// A message to an address that takes none goes by post instead.
    pub(super) async fn carry_by_post(&self, waiting: &Waiting) -> Result<(), Problem> {
        let item = &waiting.item;
        let notice = Notice { address: item.to.clone(), message: Some(item.id.clone()), trouble: Trouble::Bounced };
        self.instead(item, |session, document| session.mark_unreachable(&notice, document)).await
    }

    /// A message that nobody takes is given up.
    pub(super) async fn give_up(&self, waiting: &Waiting) -> Result<(), Problem> {
        self.instead(&waiting.item, |session, document| session.fail_message(&waiting.item, document)).await
    }

    /// The document of the invoice that a message is about; None for one with an offer.
    pub(super) async fn document_about(&self, item: &OutboxItem) -> Result<Option<String>, Problem> {
        let row = InvoiceRow::find(self.ports.store(), &item.invoice_id)?;
        match row.and_then(|row| row.hash) {
            Some(hash) => document::text(document::load(&self.ports, &hash).await?).map(Some),
            None => Ok(None),
        }
    }

    /// Does something in place of a message, given the document of its invoice.
    async fn instead(
        &self,
        item: &OutboxItem,
        act: impl Fn(&Session<'_, P>, Option<&str>) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let Some(administration) = self.stored()? else { return Ok(()) };
        let document = self.document_about(item).await?;
        let (request, now) = (Request::default(), self.ports.clock().now());
        let session = self.session_at(administration, &request, now, now)?;
        transact(session.store(), || act(&session, document.as_deref()))
    }
}

impl<P: Ports> Session<'_, P> {
    /// GET /v1/outbox/{id}: what a message says, as it goes out by e-mail.
    pub async fn get_message(&self, id: &str) -> Result<Response, Problem> {
        let (Content { subject, text, html }, ..) = self.message(id).await?;
        Ok(Response::json(200, to_json(&MessageContent { id: id.to_owned(), subject, text, html })))
    }

    /// GET /v1/outbox/{id}.html: the same as a page.
    pub async fn show_message(&self, id: &str) -> Result<Response, Problem> {
        let html = self.message(id).await?.0.html;
        let headers = vec![
            ("content-type", "text/html; charset=utf-8".to_owned()),
            ("cache-control", "no-store".to_owned()),
            ("x-content-type-options", "nosniff".to_owned()),
            ("content-security-policy", "default-src 'none'; sandbox; frame-ancestors 'self'".to_owned()),
            ("referrer-policy", "no-referrer".to_owned()),
        ];
        Ok(Response { status: 200, headers, body: html.into_bytes() })
    }

    /// GET /v1/outbox/{id}.pdf: the same as a letter, or the invoice that it brings, to print and post.
    pub async fn print_message(&self, id: &str) -> Result<Response, Problem> {
        let (content, item, issued) = self.message(id).await?;
        if let Some(offered) = Offered::find(self.store(), &item.invoice_id)? {
            return quote::pdf(self.store(), &offered, &issued);
        }
        // What goes by post where the invoice itself is sent is the invoice.
        if item.channel == Channel::Letter && item.action.is_none() && item.letter.is_none() {
            return self.get_rendering(&item.invoice_id, Kind::Pdf).await;
        }
        let on = self.day_at(&item.at);
        let paper = paper_of(self.store(), &item.invoice_id)?;
        Ok(letter(&issued, (&content.subject, &content.text), on, &paper)?)
    }

    async fn message(&self, id: &str) -> Result<(Content, OutboxItem, Issued), Problem> {
        let sql = format!("SELECT {COLUMNS} FROM outbox WHERE id = ?");
        let mut row = self.store().found(&sql, cells![id], "message")?;
        let item = outbox_item(&mut row)?;
        if let Some(offered) = Offered::find(self.store(), &item.invoice_id)? {
            let (issued, content, _) = offer_message(self.store(), &offered, &item)?;
            return Ok((content, item, issued));
        }
        let issued = read_issued(&self.issued_document(&item.invoice_id).await?)?;
        let letter = text_of(self.ports.store(), &item)?;
        let content = compose(&issued, letter.as_ref(), link_in(&item));
        Ok((content, item, issued))
    }

    /// POST /v1/outbox/{id}/done: a letter was posted, or a call was made.
    pub fn finish_message(&self, id: &str, document: Option<&str>) -> Result<Response, Problem> {
        let DoneInput { note, on, received_on } = self.input()?;
        let read = |session: &Self| -> Result<OutboxItem, Problem> {
            let mut row =
                session.store().found(&format!("SELECT {COLUMNS} FROM outbox WHERE id = ?"), cells![id], "message")?;
            Ok(outbox_item(&mut row)?)
        };
        let item = read(self)?;
        if item.delivered_at.is_none() {
            self.store().run("UPDATE outbox SET delivered = ? WHERE id = ?", cells![self.now, id])?;
            self.record("message.done", &item.invoice_id)?;
        }
        let note = note.filter(|text| !text.trim().is_empty());
        let Some(document) = document else {
            let said = [("note", note.is_some()), ("on", on.is_some()), ("receivedOn", received_on.is_some())];
            let said = said.iter().find(|(_, is_said)| *is_said);
            return said
                .map_or_else(|| Ok(Response::json(200, to_json(&read(self)?))), |(path, _)| Err(no_books(path)));
        };
        let mut account = account_of(self.store(), &item.invoice_id, document)?;
        account = self.carried_out(&item, account, (on, received_on))?;
        if let Some(text) = note {
            let entry = self.entry(self.today, EntryKind::Note(Note { text }));
            self.append(&item.invoice_id, account, entry)?;
        }
        Ok(Response::json(200, to_json(&read(self)?)))
    }

    /// The document of the invoice that a message is about; None for one with an offer.
    pub async fn document_of_message(&self, id: &str) -> Result<Option<String>, Problem> {
        let mut row = self.store().found("SELECT invoice FROM outbox WHERE id = ?", cells![id], "message")?;
        let about = row.text()?;
        if Offered::find(self.store(), &about)?.is_some() {
            return Ok(None);
        }
        self.issued_document(&about).await.map(Some)
    }
}

/// The link that a message about an invoice brings.
fn link_in(item: &OutboxItem) -> Option<&str> {
    item.link.as_deref().filter(|_| is_about_invoice(item))
}

/// What the message with an offer says, and the offer itself.
fn offer_message(
    store: &impl Store,
    offered: &Offered,
    item: &OutboxItem,
) -> Result<(Issued, Content, Attachment), Problem> {
    let issued = offered.document(store)?;
    let link = item.link.as_deref().unwrap_or_default();
    let (content, attachment) = quote::message(offered, &issued, link, &paper_of(store, &offered.id)?)?;
    Ok((issued, content, attachment))
}

/// An offer has no entries.
fn no_books(path: &str) -> Problem {
    let finding = Finding::new(Code::FieldUnknown, path, "An offer has no books to note anything in.");
    Error::from_finding(finding.fix("Leave it out.")).into()
}
