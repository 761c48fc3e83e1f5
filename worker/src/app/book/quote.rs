//! Offers: quotes and pro formas. An offer has a number of its own series and is kept as it was made; it books nothing and stands
//! in no report. It becomes the draft of an invoice once, in the transaction that notes which one; a draft that is removed
//! gives it back.

use voldaan::calendar::Day;
use voldaan::finding::{Code, Error, Finding};
use voldaan::invoice::{DocumentType, Draft, Issued};
use voldaan::ledger::Channel;
use voldaan::wire::{Array, to_json};

use super::delivery::email_of;
use super::invoice::InvoiceRow;
use super::list::waits;
use super::look::paper_of;
use super::outbox::{COLUMNS as MESSAGE_COLUMNS, outbox_item};
use super::session::{Session, read_issued, read_stored};
use super::store::{Cells, Query, drop_chunks, get_chunks, put_chunks};
use crate::app::http::Response;
use crate::app::identity::new_id;
use crate::app::link::{DAYS_VALID, Link, OFFER, OFFER_PREVIEW};
use crate::app::mail::{Attachment, Content, is_address, offer};
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::rendering::{Kind, Paper, Rendering, file_name};
use crate::app::resource::{
    InvoiceJson, QuoteAcceptedInput, QuoteDeclinedInput, QuoteInput, QuoteKind, QuoteLinks, QuoteList, QuoteResource,
    QuoteSendInput, QuoteState, QuoteSummary,
};
use crate::cells;

const COLUMNS: &str =
    "id, kind, number, customer, issued, valid_until, accepted, accepted_by, declined, reason, invoice";

/// An offer can be accepted for so many days where nobody says it.
const DAYS_USUAL: i32 = 30;

/// An offer as its row says.
pub(super) struct Offered {
    pub id: String,
    pub kind: QuoteKind,
    pub number: String,
    customer: Option<String>,
    issued: Day,
    pub valid_until: Day,
    pub accepted: Option<Day>,
    pub accepted_by: Option<String>,
    pub declined: Option<Day>,
    reason: Option<String>,
    invoice: Option<String>,
}

impl Offered {
    fn read(row: &mut Cells) -> Result<Offered, StoreError> {
        let day = |text: &str| Day::parse(text).ok_or_else(|| StoreError("a day of an offer is none".to_owned()));
        let perhaps = |text: Option<String>| text.as_deref().map(day).transpose();
        let (id, kind, number) = (row.text()?, row.text()?, row.text()?);
        let kind = QuoteKind::from_word(&kind).ok_or_else(|| StoreError("a kind of offer is none".to_owned()))?;
        let customer = row.optional()?;
        let (issued, valid_until) = (day(&row.text()?)?, day(&row.text()?)?);
        let (accepted, accepted_by) = (perhaps(row.optional()?)?, row.optional()?);
        let (declined, reason, invoice) = (perhaps(row.optional()?)?, row.optional()?, row.optional()?);
        Ok(Offered {
            id,
            kind,
            number,
            customer,
            issued,
            valid_until,
            accepted,
            accepted_by,
            declined,
            reason,
            invoice,
        })
    }

    /// The offer of an id, if there is one.
    pub fn find(store: &impl Store, id: &str) -> Result<Option<Offered>, StoreError> {
        let row = store.first(&format!("SELECT {COLUMNS} FROM quote WHERE id = ?"), cells![id])?;
        row.map(|mut row| Offered::read(&mut row)).transpose()
    }

    /// What is offered.
    pub fn document(&self, store: &impl Store) -> Result<Issued, Problem> {
        read_issued(&super::document::text(get_chunks(store, &document_place(&self.id))?)?)
    }

    /// Where it stands on a day.
    pub fn state(&self, today: Day) -> QuoteState {
        match (&self.invoice, self.declined, self.accepted) {
            (Some(_), ..) => QuoteState::Invoiced,
            (None, Some(_), _) => QuoteState::Declined,
            (None, None, Some(_)) => QuoteState::Accepted,
            (None, None, None) if today > self.valid_until => QuoteState::Expired,
            (None, None, None) => QuoteState::Open,
        }
    }

    /// Refuses what was declined or is on an invoice.
    fn check_undecided(&self) -> Result<(), Problem> {
        if let Some(invoice) = &self.invoice {
            let detail = format!("The offer is {invoice} already. Remove that draft, or credit the invoice.");
            return Err(Problem::new(Refusal::QuoteInvoiced, detail));
        }
        if let Some(day) = self.declined {
            let detail = format!("The offer was declined or taken back on {day}. Make a new one.");
            return Err(Problem::new(Refusal::QuoteDeclined, detail));
        }
        Ok(())
    }

    /// Refuses an acceptance after the last day (art. 6:221 and 6:223 BW: it is a new offer, unless the seller lets it count).
    fn check_in_time(&self, on: Day) -> Result<(), Problem> {
        if on <= self.valid_until {
            return Ok(());
        }
        let detail = format!(
            "The offer held until {}. Accept it with \"late\": true if you let it count, or make a new one.",
            self.valid_until
        );
        Err(Problem::new(Refusal::QuoteExpired, detail))
    }
}

fn draft_place(id: &str) -> String {
    format!("quote/{id}/draft")
}

fn document_place(id: &str) -> String {
    format!("quote/{id}/document")
}

impl<P: Ports> Session<'_, P> {
    /// POST /v1/quotes
    pub fn create_quote(&self) -> Result<Response, Problem> {
        let input: QuoteInput = self.input_with_draft(Some(self.today), |input: &QuoteInput| &input.draft)?;
        check_type(&input.draft)?;
        let kind = input.kind.unwrap_or(QuoteKind::Quote);
        let filled = self.filled(&input.draft, input.customer_id.as_deref())?;
        let on = filled.issue_date.unwrap_or(self.today);
        self.check_not_after_today(on, "draft.issueDate", "The offer")?;
        let valid_until = input.valid_until.or_else(|| on.add_days(DAYS_USUAL)).unwrap_or(on);
        if valid_until < on {
            let message = format!("The offer would be over before its own date, {on}.");
            let finding = Finding::new(Code::DateRange, "validUntil", message);
            return Err(Error::from_finding(finding.fix("State a later day, or leave it out for 30 days.")).into());
        }
        let number = self.take_number(kind.as_str(), on)?;
        let known = "SELECT 1 FROM quote WHERE kind = ? AND number = ?";
        if self.store().has(known, cells![kind.as_str(), &number])? {
            let detail = format!(
                "The number {number} is taken: another pattern gave it already. Change the pattern of the series with PATCH /v1/administration."
            );
            return Err(Problem::new(Refusal::NumberTaken, detail));
        }
        let issued = Draft { issue_date: Some(on), ..filled.clone() };
        let issued = super::issue::issued(&issued, &number, on)?;
        // What the invoice will be made of: as it was said, on the terms that were offered, and without a date.
        let draft = Draft { issue_date: None, payment_terms: filled.payment_terms, ..input.draft };
        let id = new_id(self.ports.random(), "quo");
        put_chunks(self.store(), &draft_place(&id), draft.to_json().as_bytes())?;
        put_chunks(self.store(), &document_place(&id), issued.to_json().as_bytes())?;
        let head = issued.head();
        self.store().run(
            "INSERT INTO quote (id, kind, number, customer, customer_name, currency, total, issued, valid_until, look) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            cells![
                &id,
                kind.as_str(),
                &number,
                input.customer_id.as_deref(),
                head.customer.as_deref().map(|party| party.name.as_str()),
                head.currency.code(),
                issued.totals().gross.to_string(),
                on.to_string(),
                valid_until.to_string(),
                self.take_look()?,
            ],
        )?;
        self.record("quote.created", &id)?;
        self.answer_quote(201, &id)
    }

    /// GET /v1/quotes
    pub fn list_quotes(&self) -> Result<Response, Problem> {
        let page = self.page_either_way()?;
        let today = self.today;
        let waits = waits(
            &format!("invoice IS NULL AND declined IS NULL AND (accepted IS NOT NULL OR valid_until >= '{today}')"),
            self.query_flag("waiting")?,
        );
        let (from, order) = page.order();
        let mut cells = cells![page.after];
        let mut found = String::new();
        for word in self.wanted_words()? {
            found.push_str(" AND (number LIKE ? ESCAPE '\\' OR customer_name LIKE ? ESCAPE '\\')");
            cells.extend(cells![&word, &word]);
        }
        cells.push((page.limit + 1).into());
        let sql = format!(
            "SELECT sequence, {COLUMNS}, customer_name, currency, total FROM quote WHERE {from}{waits}{found} \
             ORDER BY {order} LIMIT ?"
        );
        let rows = self.store().rows(&sql, cells)?;
        let (items, next) = page.cut(rows, |row| {
            let offered = Offered::read(row)?;
            let (customer_name, currency) = (row.optional()?, row.text()?);
            Ok(QuoteSummary {
                kind: offered.kind,
                state: offered.state(self.today),
                id: offered.id,
                number: offered.number,
                customer_id: offered.customer,
                customer_name,
                currency,
                total: super::list::decimal(&row.text()?)?,
                issue_date: offered.issued,
                valid_until: offered.valid_until,
                invoice_id: offered.invoice,
            })
        })?;
        Ok(Response::json(200, to_json(&QuoteList { items: Array(items), next })))
    }

    /// GET /v1/quotes/{id}
    pub fn get_quote(&self, id: &str) -> Result<Response, Problem> {
        self.answer_quote(200, id)
    }

    /// GET /v1/quotes/{id}.pdf
    pub fn get_quote_pdf(&self, id: &str) -> Result<Response, Problem> {
        let offered = self.offered(id)?;
        pdf(self.store(), &offered, &offered.document(self.store())?)
    }

    /// POST /v1/quotes/{id}/send
    pub fn send_quote(&self, id: &str) -> Result<Response, Problem> {
        let input: QuoteSendInput = self.input()?;
        let offered = self.offered(id)?;
        offered.check_undecided()?;
        let kept = self.customer_said(offered.customer.as_deref())?;
        let issued = offered.document(self.store())?;
        let to = input.to.or_else(|| email_of(kept.as_ref(), issued.head().customer.as_deref())).unwrap_or_default();
        if !is_address(&to) {
            let finding = Finding::new(Code::EmailFormat, "to", "This is not an e-mail address.").term("BT-58");
            return Err(Error::from_finding(finding.fix("State one address such as anna@example.com.")).into());
        }
        let sql = format!(
            "SELECT {MESSAGE_COLUMNS} FROM outbox WHERE invoice = ? AND channel = 'email' AND recipient = ? \
             AND action IS NULL AND letter IS NULL"
        );
        if let Some(mut known) = self.store().first(&sql, cells![id, &to])? {
            return Ok(Response::json(200, to_json(&outbox_item(&mut known)?)));
        }
        let item = self.write_message(id, (Channel::Email, to, self.quote_link(id, OFFER)), (None, None))?;
        self.record("quote.sent", id)?;
        Ok(Response::json(201, to_json(&item)))
    }

    /// POST /v1/quotes/{id}/accept
    pub fn accept_quote(&self, id: &str) -> Result<Response, Problem> {
        let input: QuoteAcceptedInput = self.input()?;
        let offered = self.offered(id)?;
        offered.check_undecided()?;
        if offered.accepted.is_some() {
            return self.answer_quote(200, id);
        }
        let on = input.on.unwrap_or(self.today);
        if on > self.today || on < offered.issued {
            let message = format!("An offer of {} is accepted from that day on and not after today.", offered.issued);
            let finding = Finding::new(Code::DateRange, "on", message);
            return Err(Error::from_finding(
                finding.fix("State the day of the acceptance, or leave it out for today."),
            )
            .into());
        }
        if input.late != Some(true) {
            offered.check_in_time(on)?;
        }
        self.note_accepted(id, on, input.by.as_deref())?;
        self.answer_quote(200, id)
    }

    /// Notes that an offer was accepted, on a day, by somebody.
    pub fn note_accepted(&self, id: &str, on: Day, by: Option<&str>) -> Result<(), StoreError> {
        let sql = "UPDATE quote SET accepted = ?, accepted_by = ? WHERE id = ?";
        self.store().run(sql, cells![on.to_string(), by, id])?;
        self.record("quote.accepted", id)
    }

    /// POST /v1/quotes/{id}/decline
    pub fn decline_quote(&self, id: &str) -> Result<Response, Problem> {
        let input: QuoteDeclinedInput = self.input()?;
        let offered = self.offered(id)?;
        if offered.declined.is_some() && offered.invoice.is_none() {
            return self.answer_quote(200, id);
        }
        offered.check_undecided()?;
        self.note_declined(id, input.reason.as_deref())?;
        self.answer_quote(200, id)
    }

    /// Notes that an offer was declined today.
    pub fn note_declined(&self, id: &str, reason: Option<&str>) -> Result<(), StoreError> {
        let sql = "UPDATE quote SET declined = ?, reason = ? WHERE id = ?";
        self.store().run(sql, cells![self.today.to_string(), reason, id])?;
        // Its link is dead, so a message with it helps nobody any more.
        self.store().run("DELETE FROM outbox WHERE invoice = ? AND delivered IS NULL", cells![id])?;
        self.record("quote.declined", id)
    }

    /// POST /v1/quotes/{id}/invoice: the draft of an invoice, made once. Whoever makes one of an open offer accepts it for the
    /// customer.
    pub fn invoice_quote(&self, id: &str) -> Result<Response, Problem> {
        let offered = self.offered(id)?;
        if offered.invoice.is_some() {
            return self.answer_quote(200, id);
        }
        offered.check_undecided()?;
        if offered.accepted.is_none() {
            offered.check_in_time(self.today)?;
        }
        let draft: Draft = read_stored(&super::document::text(get_chunks(self.store(), &draft_place(id))?)?)?;
        let row = InvoiceRow::new_draft(new_id(self.ports.random(), "inv"), offered.customer.clone());
        self.insert_draft(&row, &draft)?;
        let sql = "UPDATE quote SET accepted = COALESCE(accepted, ?), invoice = ? WHERE id = ?";
        self.store().run(sql, cells![self.today.to_string(), &row.id, id])?;
        self.record("quote.invoiced", id)?;
        self.answer_quote(201, id)
    }

    /// Gives the offer back whose draft is removed.
    pub fn release_quote(&self, invoice: &str) -> Result<(), StoreError> {
        self.store().run("UPDATE quote SET invoice = NULL WHERE invoice = ?", cells![invoice]).map(drop)
    }

    /// An offer that may still become an invoice for a customer.
    pub fn quote_of_customer(&self, customer: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT id FROM quote WHERE customer = ? AND invoice IS NULL AND declined IS NULL LIMIT 1";
        self.store().first(sql, cells![customer])?.map(|mut row| row.text()).transpose()
    }

    /// Forgets the offers to a customer: they are no part of the books.
    pub fn erase_quotes(&self, customer: &str) -> Result<(), StoreError> {
        let store = self.store();
        for mut row in store.rows("SELECT id FROM quote WHERE customer = ?", cells![customer])? {
            let id = row.text()?;
            drop_chunks(store, &draft_place(&id))?;
            drop_chunks(store, &document_place(&id))?;
            store.run("DELETE FROM outbox WHERE invoice = ?", cells![&id])?;
            store.run("DELETE FROM quote WHERE id = ?", cells![&id])?;
        }
        Ok(())
    }

    fn offered(&self, id: &str) -> Result<Offered, Problem> {
        Offered::find(self.store(), id)?.ok_or_else(|| Problem::not_found("offer"))
    }

    fn quote_link(&self, id: &str, action: &str) -> String {
        let link = Link::to(&self.administration.id, id, action, 1, self.clock.plus_days(DAYS_VALID));
        format!("{}/q/{}", self.origin(), link.token(self.secrets))
    }

    fn answer_quote(&self, status: u16, id: &str) -> Result<Response, Problem> {
        let offered = self.offered(id)?;
        let document = super::document::text(get_chunks(self.store(), &document_place(id))?)?;
        let resource = QuoteResource {
            kind: offered.kind,
            state: offered.state(self.today),
            id: offered.id,
            number: offered.number,
            customer_id: offered.customer,
            issue_date: offered.issued,
            valid_until: offered.valid_until,
            document: InvoiceJson(document),
            accepted_on: offered.accepted,
            accepted_by: offered.accepted_by,
            declined_on: offered.declined,
            reason: offered.reason,
            invoice_id: offered.invoice,
            links: QuoteLinks {
                customer: self.acting(self.quote_link(id, OFFER)),
                preview: self.quote_link(id, OFFER_PREVIEW),
            },
        };
        Ok(Response::json(status, to_json(&resource)))
    }
}

/// Refuses what would be no invoice.
fn check_type(draft: &Draft) -> Result<(), Problem> {
    if draft.document_type() == DocumentType::Invoice {
        return Ok(());
    }
    let finding = Finding::new(Code::EnumUnknown, "draft.type", "An offer is for an invoice.");
    Err(Error::from_finding(finding.term("BT-3").fix("Leave the type out of the draft.")).into())
}

/// Its PDF.
pub(super) fn pdf(store: &impl Store, offered: &Offered, issued: &Issued) -> Result<Response, Problem> {
    let bytes = bytes_of(offered, issued, &paper_of(store, &offered.id)?)?;
    let answer = Rendering::usual(Kind::Pdf).answer(200, &offered.number, bytes);
    Ok(answer.with("cache-control", "private, no-cache"))
}

fn bytes_of(offered: &Offered, issued: &Issued, paper: &Paper) -> Result<Vec<u8>, Error> {
    Rendering::usual(Kind::Pdf).offer(issued, (offered.kind, offered.valid_until), paper)
}

/// What a message with an offer says, and its PDF.
pub(super) fn message(
    offered: &Offered,
    issued: &Issued,
    link: &str,
    paper: &Paper,
) -> Result<(Content, Attachment), Problem> {
    let name = format!("{}.pdf", file_name(&offered.number));
    let attachment = Attachment { name, media_type: "application/pdf", bytes: bytes_of(offered, issued, paper)? };
    Ok((offer(issued, offered.kind, offered.valid_until, link), attachment))
}
