//! The renderings of issued invoices as the Book gives them out: made once, named by their hash, kept in the document store.
//!
//! The usual ones are made by the alarm once no request comes, so that nobody waits for them, or when they are first asked for, as all
//! others are. The Book lets go of one once the document store has it, and keeps its hash for good. What is lost there is made again from
//! the issued document, and given out only if it has that very hash: another file is not the one that the customer was given, and the
//! law wants that one (art. 233 and 247 (2) of Directive 2006/112/EC: integrity, and the form of then). Drafts have a preview, which is
//! not kept.

use voldaan::invoice::{Issued, Profile};
use voldaan::pdf::{PageSize, Template};
use voldaan::text::Language;

use super::Book;
use super::document;
use super::invoice::InvoiceRow;
use super::look::paper_of;
use super::session::{Session, read_issued};
use super::store::{Query, transact};
use crate::app::http::{Request, Response};
use crate::app::link::Link;
use crate::app::page;
use crate::app::ports::{Clock, Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::rendering::{Inside, Kind, Paper, Rendering};
use crate::cells;

const PROFILES: &str = "en16931, peppol, nlcius, xrechnung, facturx-en16931, facturx-basic, facturx-xrechnung";

impl<P: Ports> Book<P> {
    /// Makes the usual renderings of the next invoice that was issued since, as far as they can be made: what one cannot hold is told to
    /// whoever asks for it. False if there is none. Broken off, it goes on with what is not made yet.
    pub(super) async fn make_renderings(&self) -> Result<bool, Problem> {
        let store = self.ports.store();
        let next = "SELECT invoice FROM to_render ORDER BY sequence LIMIT 1";
        let Some(mut row) = store.first(next, cells![])? else { return Ok(false) };
        let invoice = row.text()?;
        let row = InvoiceRow::find(store, &invoice)?;
        // A document that cannot be read now holds up no other: its renderings are made when they are asked for.
        if let Some(hash) = row.and_then(|row| row.hash)
            && let Ok(issued) = document::load_from_book(&self.ports, &hash).await.and_then(issued_of)
        {
            let paper = paper_of(store, &invoice)?;
            for rendering in Kind::ALL.map(Rendering::usual) {
                if known(store, &invoice, &rendering)?.is_none()
                    && let Ok(bytes) = rendering.make(&issued, &paper)
                {
                    // Of one that was erased meanwhile nothing is kept.
                    keep(store, (&invoice, &hash), &rendering, &bytes)?;
                }
            }
        }
        store.run("DELETE FROM to_render WHERE invoice = ?", cells![&invoice])?;
        Ok(true)
    }

    /// GET /i/{token}.pdf, .ubl.xml and .cii.xml: the usual renderings, for the customer.
    pub(super) async fn show_rendering(&self, link: &Link, request: &Request, kind: Kind) -> Result<Response, Problem> {
        if self.stored()?.is_none_or(|stored| stored.id != link.administration) {
            return Ok(page::gone(404, request));
        }
        let row = InvoiceRow::find(self.ports.store(), &link.subject)?;
        match row.filter(|row| row.link_generation == link.generation) {
            None => Ok(page::gone(410, request)),
            Some(row) if row.is_draft => Ok(page::gone(404, request)),
            Some(row) => answer(&self.ports, request, &row, &Rendering::usual(kind)).await,
        }
    }
}

impl<P: Ports> Session<'_, P> {
    /// GET /v1/invoices/{id}.pdf, .ubl.xml and .cii.xml
    pub async fn get_rendering(&self, id: &str, kind: Kind) -> Result<Response, Problem> {
        let row = self.invoice_row(id)?;
        let rendering = self.chosen(kind)?;
        if !row.is_draft {
            return answer(self.ports, self.request, &row, &rendering).await;
        }
        if kind != Kind::Pdf {
            return Err(Problem::new(Refusal::InvoiceDraft, "A draft has no e-invoice; issue it first."));
        }
        let bytes = self.draft_pdf(&row, &rendering, &self.paper_of_today()?)?;
        Ok(rendering.answer(200, "draft", bytes).with("cache-control", "no-store"))
    }

    /// POST /v1/invoices/{id}/look
    pub async fn preview_look(&self, id: &str) -> Result<Response, Problem> {
        let paper = self.tried_paper()?;
        let row = self.invoice_row(id)?;
        let rendering = Rendering::usual(Kind::Pdf);
        let bytes = match &row.hash {
            None => self.draft_pdf(&row, &rendering, &paper)?,
            Some(hash) => rendering.make(&issued_of(document::load(self.ports, hash).await?)?, &paper)?,
        };
        Ok(rendering.answer(200, "preview", bytes).with("cache-control", "no-store"))
    }

    /// What a draft would look like on some paper.
    fn draft_pdf(&self, row: &InvoiceRow, rendering: &Rendering, paper: &Paper) -> Result<Vec<u8>, Problem> {
        let (draft, _) = self.prepared(&self.stored_draft(&row.id)?, row, None)?;
        rendering.preview(&draft, self.today, paper).map_err(|error| Problem::within("draft", error))
    }

    /// The rendering that the query asks for.
    fn chosen(&self, kind: Kind) -> Result<Rendering, Problem> {
        let usual = Rendering::usual(kind);
        if kind != Kind::Pdf {
            return Ok(Rendering { profile: self.query_word("profile", PROFILES, Profile::from_word)?, ..usual });
        }
        let inside = "none, facturx-en16931, facturx-basic, facturx-xrechnung";
        let language = |word: &str| Some(Language::of_locale(Some(word))).filter(|language| language.code() == word);
        Ok(Rendering {
            template: self.query_word("template", "plain, letter, band", Template::from_word)?,
            page_size: self.query_word("pageSize", "a4, letter", PageSize::from_word)?,
            language: self.query_word("locale", "nl, en, de, fr", language)?,
            inside: self.query_word("facturx", inside, Inside::from_word)?.unwrap_or(usual.inside),
            ..usual
        })
    }
}

/// The rendering of an issued invoice, or that the caller has it already.
async fn answer<P: Ports>(
    ports: &P,
    request: &Request,
    row: &InvoiceRow,
    rendering: &Rendering,
) -> Result<Response, Problem> {
    let known = known(ports.store(), &row.id, rendering)?;
    let finish = |answer: Response, hash: &str| {
        // Looked at anew each time: a link may be revoked.
        answer.with("etag", format!("\"{hash}\"")).with("cache-control", "private, no-cache")
    };
    if let Some(known) = known.as_deref().filter(|known| has(request, known)) {
        return Ok(finish(Response { status: 304, headers: Vec::new(), body: Vec::new() }, known));
    }
    let number = ports.store().first("SELECT number FROM invoice WHERE id = ?", cells![&row.id])?;
    let number = number.map_or(Ok(None), |mut row| row.optional())?.unwrap_or_default();
    let (hash, bytes) = found_or_made(ports, row, rendering, known).await?;
    Ok(finish(rendering.answer(200, &number, bytes), &hash))
}

/// The usual rendering of an issued invoice: as it was made, else made now.
pub(super) async fn usual<P: Ports>(ports: &P, row: &InvoiceRow, kind: Kind) -> Result<Vec<u8>, Problem> {
    of_profile(ports, row, &Rendering::usual(kind)).await
}

/// A rendering of an issued invoice: as it was made, else made now.
pub(super) async fn of_profile<P: Ports>(
    ports: &P,
    row: &InvoiceRow,
    rendering: &Rendering,
) -> Result<Vec<u8>, Problem> {
    let known = known(ports.store(), &row.id, rendering)?;
    found_or_made(ports, row, rendering, known).await.map(|(_, bytes)| bytes)
}

/// The bytes of a rendering with their hash: those under the hash that is known, else made now for the first time.
async fn found_or_made<P: Ports>(
    ports: &P,
    row: &InvoiceRow,
    rendering: &Rendering,
    known: Option<String>,
) -> Result<(String, Vec<u8>), Problem> {
    let missing = match &known {
        None => None,
        Some(known) => match document::find_made(ports, known).await? {
            Ok(bytes) => return Ok((known.clone(), bytes)),
            Err(cause) => Some((known, cause)),
        },
    };
    let of = row.hash.as_deref().unwrap_or_default();
    let issued = issued_of(document::load(ports, of).await?)?;
    let made = rendering.make(&issued, &paper_of(ports.store(), &row.id)?);
    if let Some((known, cause)) = missing
        && !made.as_ref().is_ok_and(|bytes| document::hash(bytes) == *known)
    {
        return Err(missed(ports, row, known, &cause)?);
    }
    let bytes = made?;
    match keep(ports.store(), (&row.id, of), rendering, &bytes)? {
        Some(hash) => Ok((hash, bytes)),
        None => {
            let detail = "The invoice was erased while its file was made. Send the same request again for the file of what is left.";
            Err(Problem::new(Refusal::DocumentUnavailable, detail).with("retry-after", "1"))
        }
    }
}

/// Says that a rendering cannot be had: nobody shows its bytes now, and what is made of the invoice today is another file. An event
/// tells of it, once until it is found again.
fn missed<P: Ports>(ports: &P, row: &InvoiceRow, known: &str, cause: &str) -> Result<Problem, Problem> {
    let (store, now) = (ports.store(), ports.clock().now());
    transact(store, || {
        let first = "UPDATE document SET missed = ? WHERE hash = ? AND missed IS NULL RETURNING 1";
        if store.has(first, cells![now, known])? {
            let event = "INSERT INTO event (at, type, subject) VALUES (?, 'rendering.missed', ?)";
            store.run(event, cells![now, &row.id])?;
        }
        Ok(())
    })?;
    let detail = format!(
        "The document store does not show the file that was made of the invoice, and one that is made today would be another, so that \
         it is not given out in its place. Send the same request again; should it be lost for good, bring the bytes with the SHA-256 \
         {known} back to the document store from a copy. The invoice itself is kept."
    );
    let cause =
        format!("the rendering {known} cannot be made again, and of the document store it is known that {cause}");
    Ok(Problem::new(Refusal::DocumentUnavailable, detail).with("retry-after", "60").because(cause))
}

/// Whether the caller says to have what is named by this hash (RFC 9110, 13.1.2).
fn has(request: &Request, hash: &str) -> bool {
    let tags = request.header("if-none-match").unwrap_or_default();
    tags.split(',').any(|tag| tag.trim().trim_start_matches("W/").trim_matches('"') == hash || tag.trim() == "*")
}

fn issued_of(document: Vec<u8>) -> Result<Issued, Problem> {
    read_issued(&document::text(document)?)
}

/// The hash of a rendering that was made.
fn known(store: &impl Store, invoice: &str, rendering: &Rendering) -> Result<Option<String>, StoreError> {
    let row =
        store.first("SELECT hash FROM rendering WHERE invoice = ? AND name = ?", cells![invoice, rendering.name()])?;
    row.map(|mut row| row.text()).transpose()
}

/// Keeps a rendering that was made of a document of an invoice, and gives its hash; None where the invoice has another document by now,
/// because somebody was erased from it.
fn keep(
    store: &impl Store,
    (invoice, of): (&str, &str),
    rendering: &Rendering,
    bytes: &[u8],
) -> Result<Option<String>, Problem> {
    transact(store, || {
        let current = "SELECT 1 FROM invoice WHERE id = ? AND hash = ?";
        if !store.has(current, cells![invoice, of])? {
            return Ok(None);
        }
        let hash = document::keep_made(store, bytes)?;
        let sql = "INSERT OR REPLACE INTO rendering (invoice, name, hash) VALUES (?, ?, ?)";
        store.run(sql, cells![invoice, rendering.name(), &hash])?;
        Ok(Some(hash))
    })
}
