//! Issued documents: immutable bytes under their SHA-256, on their way from the Book to the document store.
//!
//! The Book keeps the bytes until the document store has confirmed them and was seen to give them back. What comes
//! from there is believed only if it has the hash that the Book knows.

use data_encoding::HEXLOWER;

use super::Book;
use super::session::Session;
use super::store::{Query, drop_chunks, get_chunks, put_chunks, transact};
use crate::app::ports::{Blobs, Clock, Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::secret::sha256;
use crate::cells;

/// The name of bytes: their SHA-256 in hexadecimal digits.
fn hash(bytes: &[u8]) -> String {
    HEXLOWER.encode(&sha256(bytes))
}

fn place(hash: &str) -> String {
    format!("document/{hash}")
}

/// Keeps a document until [`Book::settle`] has brought it away, and gives its hash.
pub(super) fn keep(store: &impl Store, bytes: &[u8]) -> Result<String, StoreError> {
    let hash = hash(bytes);
    // Two documents with the same bytes are one.
    if store.first("SELECT 1 FROM document WHERE hash = ?", cells![&hash])?.is_none() {
        store.run("INSERT INTO document (hash, confirmed) VALUES (?, NULL)", cells![&hash])?;
        put_chunks(store, &place(&hash), bytes)?;
    }
    Ok(hash)
}

/// The bytes of a document: from the document store once it has confirmed them, else from the Book.
pub(super) async fn load<P: Ports>(ports: &P, wanted: &str) -> Result<Vec<u8>, Problem> {
    let row = ports.store().first("SELECT confirmed FROM document WHERE hash = ?", cells![wanted])?;
    let mut row = row.ok_or_else(|| StoreError(format!("the Book has no document {wanted}")))?;
    if row.moment()?.is_some() {
        let seen = ports.blobs().get(wanted).await?;
        if let Some(bytes) = seen.filter(|bytes| hash(bytes) == wanted) {
            return Ok(bytes);
        }
    }
    let bytes = get_chunks(ports.store(), &place(wanted))?;
    if hash(&bytes) == wanted {
        return Ok(bytes);
    }
    let detail = "The document store does not show the document just now. Send the same request again.";
    Err(Problem::new(503, "document.unavailable", detail).with("retry-after", "5"))
}

impl<P: Ports> Session<'_, P> {
    /// The document of an invoice if it is issued, None for a draft.
    pub async fn document(&self, id: &str) -> Result<Option<String>, Problem> {
        let row = self.store().first("SELECT hash FROM invoice WHERE id = ?", cells![id])?;
        let mut row = row.ok_or_else(|| Problem::not_found("invoice"))?;
        match row.optional()? {
            None => Ok(None),
            Some(hash) => text(load(self.ports, &hash).await?).map(Some),
        }
    }

    /// The document of an issued invoice; a draft is refused.
    pub async fn issued_document(&self, id: &str) -> Result<String, Problem> {
        let document = self.document(id).await?;
        document.ok_or_else(|| Problem::conflict("invoice.draft", "The invoice is a draft; issue it first."))
    }
}

/// A document as text.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, Problem> {
    String::from_utf8(bytes).map_err(|_| StoreError("a document is not text".to_owned()).into())
}

impl<P: Ports> Book<P> {
    /// Whether documents wait to be brought to the document store.
    pub fn is_unsettled(&self) -> bool {
        let pending = "SELECT 1 FROM document WHERE confirmed IS NULL LIMIT 1";
        self.open.get() && !matches!(self.ports.store().first(pending, cells![]), Ok(None))
    }

    /// Brings all waiting documents to the document store. True if none is left waiting, false if it has to be tried
    /// again. Running it twice at the same time or after a crash does no harm.
    pub async fn settle(&self) -> bool {
        if self.settling.replace(true) {
            // Whoever is at it takes what was added meanwhile.
            return true;
        }
        let result = self.settle_all().await;
        self.settling.set(false);
        result.is_ok()
    }

    async fn settle_all(&self) -> Result<(), Problem> {
        self.ensure_open()?;
        let store = self.ports.store();
        let next = "SELECT hash FROM document WHERE confirmed IS NULL LIMIT 1";
        while let Some(mut row) = store.first(next, cells![])? {
            let hash = row.text()?;
            let bytes = get_chunks(store, &place(&hash))?;
            self.ports.blobs().put(&hash, &bytes).await?;
            // Only what can be read back is let go.
            if self.ports.blobs().get(&hash).await? != Some(bytes) {
                return Err(Problem::new(503, "document.unconfirmed", "The document store does not show it yet."));
            }
            transact(store, || {
                let now = self.ports.clock().now();
                store.run("UPDATE document SET confirmed = ? WHERE hash = ?", cells![now, &hash])?;
                Ok(drop_chunks(store, &place(&hash))?)
            })?;
        }
        Ok(())
    }
}
