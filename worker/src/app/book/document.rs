//! Issued documents: immutable bytes under their SHA-256, on their way from the Book to the document store.
//!
//! The document store is shared by all administrations of the service: a copy lies under the id of its administration and its hash, so
//! that none reaches that of another one. Older versions kept copies under the bare hash: what is found there is believed by its hash,
//! brought along, and taken away where this Book is known to have put it there: it may be another administration's as well.
//!
//! Documents are read from the document store once it was seen to give them back, and believed only with the hash that
//! the Book knows. The Book keeps its own copy: a document is a record that the law wants for years, and no later engine
//! could be relied on to compute the very same bytes again. What the document store lost is brought there anew.

use data_encoding::HEXLOWER;

use super::Book;
use super::invoice::InvoiceRow;
use super::session::Session;
use super::store::{Query, drop_chunks, get_chunks, put_chunks, transact};
use crate::app::moment::Moment;
use crate::app::ports::{BlobError, Blobs, Clock, Ports, Store, StoreError, Web};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::secret::sha256;
use crate::cells;

/// What waits to be made or brought to the document store, as a condition.
pub(super) const WAITS: &str = "EXISTS (SELECT 1 FROM to_render) OR EXISTS (SELECT 1 FROM document WHERE confirmed IS NULL) \
    OR EXISTS (SELECT 1 FROM document WHERE erased IS NOT NULL)";

/// Invoices whose renderings are made at one waking; the next follows at once.
const INVOICES_AT_ONCE: u32 = 100;

/// Documents that are brought to the document store, or taken out of it, at one waking: each asks it twice, and the platform allows a waking
/// a thousand questions (developers.cloudflare.com/kv/platform/limits).
const DOCUMENTS_AT_ONCE: u32 = 400;

/// The name of bytes: their SHA-256 in hexadecimal digits.
pub(super) fn hash(bytes: &[u8]) -> String {
    HEXLOWER.encode(&sha256(bytes))
}

fn place(hash: &str) -> String {
    format!("document/{hash}")
}

/// The name of a document in the document store.
fn place_outside(store: &impl Store, hash: &str) -> Result<String, StoreError> {
    let row = store.first("SELECT id FROM administration", cells![])?;
    let mut row = row.ok_or_else(|| StoreError("a Book without an administration has no documents".to_owned()))?;
    Ok(format!("{}/{hash}", row.text()?))
}

/// Whether a text is the name of bytes.
pub(super) fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Keeps a document, and gives its hash; [`Book::settle`] brings a copy of it to the document store.
pub(super) fn keep(store: &impl Store, bytes: &[u8]) -> Result<String, StoreError> {
    let hash = hash(bytes);
    // Two documents with the same bytes are one.
    let sql = "INSERT OR IGNORE INTO document (hash, confirmed) VALUES (?, NULL) RETURNING 1";
    if store.has(sql, cells![&hash])? {
        put_chunks(store, &place(&hash), bytes)?;
    }
    Ok(hash)
}

/// Keeps what was made from a document, and gives its hash. The Book lets go of it once the document store has it.
pub(super) fn keep_made(store: &impl Store, bytes: &[u8]) -> Result<String, StoreError> {
    let hash = hash(bytes);
    store.run("INSERT OR REPLACE INTO document (hash, confirmed, made) VALUES (?, NULL, 1)", cells![&hash])?;
    drop_chunks(store, &place(&hash))?;
    put_chunks(store, &place(&hash), bytes)?;
    Ok(hash)
}

/// The bytes of what was made before; why not where neither the Book nor the document store shows them now.
pub(super) async fn find_made<P: Ports>(ports: &P, wanted: &str) -> Result<Result<Vec<u8>, String>, Problem> {
    let store = ports.store();
    if let Some(bytes) = in_book(store, wanted)? {
        return Ok(Ok(bytes));
    }
    let found = outside(ports, wanted).await?;
    if found.is_ok() {
        store.run("UPDATE document SET missed = NULL WHERE hash = ? AND missed IS NOT NULL", cells![wanted])?;
    }
    Ok(found)
}

/// The bytes of a document as the document store shows them, or what is known of them there.
async fn outside<P: Ports>(ports: &P, wanted: &str) -> Result<Result<Vec<u8>, String>, Problem> {
    let place = place_outside(ports.store(), wanted)?;
    let cause = match shown(ports, &place, wanted).await {
        Ok(bytes) => return Ok(Ok(bytes)),
        Err(cause) => cause,
    };
    let Ok(bytes) = shown(ports, wanted, wanted).await else { return Ok(Err(cause)) };
    // Where that fails, it is brought along the next time.
    if ports.blobs().put(&place, &bytes).await.is_ok() {
        let here = "SELECT 1 FROM document WHERE hash = ? AND erased IS NULL";
        if !ports.store().has(here, cells![wanted])? {
            // It was erased meanwhile.
            ports.blobs().delete(&place).await?;
        }
    }
    Ok(Ok(bytes))
}

/// What the document store shows under a name, if it is what it should be.
async fn shown<P: Ports>(ports: &P, place: &str, wanted: &str) -> Result<Vec<u8>, String> {
    match ports.blobs().get(place).await {
        Ok(Some(bytes)) if hash(&bytes) == wanted => Ok(bytes),
        Ok(Some(_)) => Err("it is changed there".to_owned()),
        Ok(None) => Err("it is not there".to_owned()),
        Err(BlobError(cause)) => Err(format!("it does not answer: {cause}")),
    }
}

/// Forgets a document whose invoice has another one now; [`Book::settle`] takes its copy out of the document store.
pub(super) fn erase(store: &impl Store, hash: &str, now: Moment) -> Result<(), StoreError> {
    drop_chunks(store, &place(hash))?;
    store.run("UPDATE document SET erased = ?, confirmed = ? WHERE hash = ?", cells![now, now, hash]).map(drop)
}

/// The bytes of a document: from the document store once it has confirmed them, else from the Book.
pub(super) async fn load<P: Ports>(ports: &P, wanted: &str) -> Result<Vec<u8>, Problem> {
    let row = ports.store().first("SELECT confirmed FROM document WHERE hash = ?", cells![wanted])?;
    let mut row = row.ok_or_else(|| StoreError(format!("the Book has no document {wanted}")))?;
    let mut known = "it was never there".to_owned();
    if row.moment()?.is_some() {
        known = match outside(ports, wanted).await? {
            Ok(bytes) => return Ok(bytes),
            Err(cause) => cause,
        };
        // To be brought there again; if it is there after all, that does no harm.
        ports.store().run("UPDATE document SET confirmed = NULL WHERE hash = ?", cells![wanted])?;
    }
    if let Some(bytes) = in_book(ports.store(), wanted)? {
        return Ok(bytes);
    }
    let detail = "Neither the Book nor the document store shows the document just now. Send the same request again.";
    let cause = format!("the Book has lost the document {wanted}, and of the document store it is known that {known}");
    Err(Problem::new(Refusal::DocumentUnavailable, detail).with("retry-after", "5").because(cause))
}

/// The bytes of a document as the Book has them; None if it lost or changed them.
pub(super) fn in_book(store: &impl Store, wanted: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let bytes = get_chunks(store, &place(wanted))?;
    Ok(Some(bytes).filter(|bytes| hash(bytes) == wanted))
}

/// Whether the Book has the bytes of a hash, or none for it at all.
pub(super) fn is_whole_or_absent(store: &impl Store, wanted: &str) -> Result<bool, StoreError> {
    let bytes = get_chunks(store, &place(wanted))?;
    Ok(bytes.is_empty() || hash(&bytes) == wanted)
}

/// The bytes of a document from the Book itself: quicker than from the document store, for whoever does something or looks at a page.
pub(super) async fn load_from_book<P: Ports>(ports: &P, wanted: &str) -> Result<Vec<u8>, Problem> {
    or_load(ports, wanted, Some(get_chunks(ports.store(), &place(wanted))?)).await
}

/// The bytes that the Book had of a document, where they are those of its hash, else what [`load`] finds.
pub(super) async fn or_load<P: Ports>(ports: &P, wanted: &str, kept: Option<Vec<u8>>) -> Result<Vec<u8>, Problem> {
    match kept.filter(|bytes| hash(bytes) == wanted) {
        Some(bytes) => Ok(bytes),
        None => load(ports, wanted).await,
    }
}

impl<P: Ports> Session<'_, P> {
    /// The document of an invoice if it is issued, None for a draft.
    pub async fn document(&self, id: &str) -> Result<Option<String>, Problem> {
        match self.hash_of(id)? {
            None => Ok(None),
            Some(hash) => text(load(self.ports, &hash).await?).map(Some),
        }
    }

    /// The document of an issued invoice, to do something with it; a draft is refused.
    pub async fn issued_document(&self, id: &str) -> Result<String, Problem> {
        let found = InvoiceRow::with_document(self.store(), "?", cells![id])?;
        let (row, kept) = found.ok_or_else(|| Problem::not_found("invoice"))?;
        let refused = || Problem::new(Refusal::InvoiceDraft, "The invoice is a draft; issue it first.");
        text(or_load(self.ports, &row.hash.ok_or_else(refused)?, kept).await?)
    }

    fn hash_of(&self, id: &str) -> Result<Option<String>, Problem> {
        let mut row = self.store().found("SELECT hash FROM invoice WHERE id = ?", cells![id], "invoice")?;
        Ok(row.optional()?)
    }
}

/// A document as text.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, Problem> {
    String::from_utf8(bytes).map_err(|_| StoreError("a document is not text".to_owned()).into())
}

impl<P: Ports> Book<P> {
    /// Makes the renderings of the invoices that were issued since, one invoice after the other, and brings all that waits to the document
    /// store. Whatever somebody waits for goes first: the rest is done later.
    pub(super) async fn settle_documents(&self) -> Result<(), Problem> {
        let (mut brought, mut left) = (Ok(()), DOCUMENTS_AT_ONCE);
        for _ in 0..INVOICES_AT_ONCE {
            let was_one = self.make_renderings().await?;
            // A document store that fails keeps nothing from being made.
            brought = brought.and(self.bring_documents(&mut left).await);
            if !was_one || left == 0 || self.is_waited_for() {
                break;
            }
            // Without a pause nobody who asks would be heard before all is done.
            self.ports.web().pause(0).await;
        }
        brought
    }

    /// Whether somebody waits for something else than documents, which the Book itself has meanwhile: for an answer, or for what is filled in.
    fn is_waited_for(&self) -> bool {
        self.asked_meanwhile.get() || self.filling.get()
    }

    /// Brings waiting documents to the document store: so many, or one where somebody waits for something else. Running it twice at the same
    /// time or after a crash does no harm. After each there is a pause: a document store that answers at once, as on a developer's machine,
    /// lets nobody else come in.
    async fn bring_documents(&self, left: &mut u32) -> Result<(), Problem> {
        let store = self.ports.store();
        while *left > 0
            && let Some(mut row) =
                store.first("SELECT hash FROM document WHERE erased IS NOT NULL LIMIT 1", cells![])?
        {
            *left -= 1;
            let hash = row.text()?;
            self.ports.blobs().delete(&place_outside(store, &hash)?).await?;
            let is_bare = store.has("SELECT 1 FROM bare_document WHERE hash = ?", cells![&hash])?;
            if is_bare {
                self.ports.blobs().delete(&hash).await?;
                store.run("DELETE FROM bare_document WHERE hash = ?", cells![&hash])?;
            }
            store.run("DELETE FROM document WHERE hash = ?", cells![hash])?;
            self.ports.web().pause(0).await;
        }
        let mut damaged = Vec::new();
        while *left > 0 {
            let waiting = "SELECT hash FROM document WHERE confirmed IS NULL LIMIT ?";
            let waiting = store.rows(waiting, cells![i64::try_from(damaged.len()).unwrap_or(0) + 1])?;
            let hashes = waiting.into_iter().map(|mut row| row.text()).collect::<Result<Vec<_>, _>>()?;
            let Some(wanted) = hashes.into_iter().find(|hash| !damaged.contains(hash)) else { break };
            let Some(bytes) = in_book(store, &wanted)? else {
                // One that cannot be helped does not hold up the others.
                damaged.push(wanted);
                continue;
            };
            *left -= 1;
            let place_there = place_outside(store, &wanted)?;
            self.ports.blobs().put(&place_there, &bytes).await?;
            // Only what can be read back is there.
            if self.ports.blobs().get(&place_there).await? != Some(bytes) {
                return Err(BlobError("the document store does not give back what it took".to_owned()).into());
            }
            transact(store, || {
                let cells = cells![self.ports.clock().now(), &wanted];
                store.run("UPDATE document SET confirmed = ? WHERE hash = ?", cells)?;
                let made = "SELECT 1 FROM document WHERE hash = ? AND made = 1";
                let made = store.has(made, cells![&wanted])?;
                if made { Ok(drop_chunks(store, &place(&wanted))?) } else { Ok(()) }
            })?;
            self.ports.web().pause(0).await;
            if self.is_waited_for() {
                break;
            }
        }
        match damaged.first() {
            None => Ok(()),
            Some(hash) => Err(StoreError(format!("the Book has lost the document {hash}")).into()),
        }
    }
}
