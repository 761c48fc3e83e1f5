//! The chain of entries and of what was decided over the administration: each is bound to all before it by its hash, so that nothing of
//! them changes, goes or comes in between unseen. The head is sealed with the master secret, so that the end cannot be cut off or written anew either.
//!
//! A link is SHA-256 over the link before it, its own place and the hash of what it binds: the ids, the document of the invoice
//! and the entry, or all that the audit says of a decision. So whoever has an export can compute it again, and what was erased by law still verifies by its hash.

use super::store::{Cells, Query, transact};
use crate::app::moment::Moment;
use crate::app::ports::{Store, StoreError};
use crate::app::problem::Problem;
use crate::app::secret::{Secrets, mac, sha256};
use crate::cells;

/// What the first link is bound to.
pub(super) const BEGIN: [u8; 32] = [0; 32];

/// An entry as it is written.
pub(super) struct Written<'a> {
    /// The invoice.
    pub invoice: &'a str,
    /// The id of the entry.
    pub entry: &'a str,
    /// Its text.
    pub json: &'a str,
}

impl Written<'_> {
    /// The hash of what is bound: ids hold no line end, and the text comes last.
    pub fn content(&self, document: &str) -> [u8; 32] {
        let Written { invoice, entry, json } = self;
        sha256(format!("{invoice}\n{entry}\n{document}\n{json}").as_bytes())
    }
}

/// A decision over the administration, as the audit says it.
pub(super) struct Decision {
    /// Its place among the events.
    pub event: i64,
    pub at: i64,
    pub kind: String,
    pub subject: String,
    /// The key that was shown.
    pub actor: Option<String>,
}

/// The columns of [`Decision`] in a table of events.
const DECISION: &str = "sequence, at, type, subject, actor";

impl Decision {
    /// Reads the columns that stand in this order.
    pub fn read(row: &mut Cells) -> Result<Decision, StoreError> {
        let (event, at, kind) = (row.integer()?, row.integer()?, row.text()?);
        Ok(Decision { event, at, kind, subject: row.text()?, actor: row.optional()? })
    }

    /// The hash of what is bound: only the subject, which comes last, may hold a line end.
    pub fn content(&self) -> [u8; 32] {
        let Decision { event, at, kind, subject, actor } = self;
        let actor = actor.as_deref().unwrap_or_default();
        sha256(format!("{event}\n{at}\n{kind}\n{actor}\n{subject}").as_bytes())
    }
}

/// Those kinds of links that are about a decision, as a condition that the index of them has.
pub(super) const OF_DECISIONS: &str = "kind IN ('audit', 'auditFound')";

/// What a link is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// It was written.
    Entry,
    /// What the law no longer wants kept was taken out of it.
    Erased,
    /// A decision was written.
    Audit,
    /// A decision that a version before the chain of decisions wrote was found; what it was until then the chain does not prove.
    AuditFound,
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Entry => "entry",
            Kind::Erased => "erased",
            Kind::Audit => "audit",
            Kind::AuditFound => "auditFound",
        }
    }
}

/// The link at a place.
pub(super) fn link(before: &[u8], place: i64, kind: &str, content: &[u8]) -> [u8; 32] {
    sha256(&[before, &place.to_be_bytes(), kind.as_bytes(), b"\n", content].concat())
}

/// What the Book notes of the head, to be made with the master secret only.
pub(super) fn seal(secrets: &Secrets, place: i64, link: &[u8]) -> [u8; 32] {
    mac(&secrets.keys.chain, &[&place.to_be_bytes(), link])
}

/// The head of the chain.
struct Head {
    place: i64,
    link: Vec<u8>,
}

impl Head {
    fn find(store: &impl Store) -> Result<Head, StoreError> {
        let row = store.first("SELECT place, link FROM chain ORDER BY place DESC LIMIT 1", cells![])?;
        row.map_or(Ok(Head { place: 0, link: BEGIN.to_vec() }), |mut row| {
            Ok(Head { place: row.integer()?, link: row.blob()? })
        })
    }

    /// Binds something at the next place.
    fn bind(&mut self, store: &impl Store, kind: Kind, entry: i64, content: &[u8]) -> Result<(), StoreError> {
        self.place += 1;
        self.link = link(&self.link, self.place, kind.as_str(), content).to_vec();
        let sql = "INSERT INTO chain (place, kind, entry, content, link) VALUES (?, ?, ?, ?, ?)";
        store.run(sql, cells![self.place, kind.as_str(), entry, content, &self.link[..]]).map(drop)
    }

    fn keep(&self, store: &impl Store, secrets: &Secrets) -> Result<(), StoreError> {
        let seal = seal(secrets, self.place, &self.link);
        let sql = "INSERT INTO chain_head (rowid, place, seal) VALUES (1, ?, ?) \
                   ON CONFLICT (rowid) DO UPDATE SET place = excluded.place, seal = excluded.seal";
        store.run(sql, cells![self.place, &seal[..]]).map(drop)
    }
}

/// Writes an entry and binds it.
pub(super) fn append(store: &impl Store, secrets: &Secrets, written: &Written<'_>) -> Result<(), StoreError> {
    let sql = "INSERT INTO entry (invoice, id, json) VALUES (?, ?, ?) \
               RETURNING sequence, (SELECT hash FROM invoice WHERE id = invoice), \
               EXISTS (SELECT 1 FROM setting WHERE name = 'fill.chain'), \
               COALESCE((SELECT max(place) FROM chain), 0), \
               COALESCE((SELECT link FROM chain WHERE place = (SELECT max(place) FROM chain)), zeroblob(32))";
    let row = store.first(sql, cells![written.invoice, written.entry, written.json])?;
    let mut row = row.ok_or_else(|| StoreError("an entry was not written".to_owned()))?;
    let (sequence, document, is_filling) = (row.integer()?, row.optional()?, row.integer()? != 0);
    if is_filling {
        // Entries of an older version come first; whoever binds them binds this one too.
        return Ok(());
    }
    let mut head = Head { place: row.integer()?, link: row.blob()? };
    head.bind(store, Kind::Entry, sequence, &written.content(document.as_deref().unwrap_or_default()))?;
    head.keep(store, secrets)
}

/// The filling that binds the decisions of an older version.
pub(super) const AUDIT: &str = "fill.audit";

/// Writes a decision over the administration and binds it; inside a transaction.
pub(super) fn decide(
    store: &impl Store,
    secrets: &Secrets,
    at: Moment,
    (kind, subject, actor): (&str, &str, Option<&str>),
) -> Result<(), StoreError> {
    let sql =
        format!("INSERT INTO event (at, type, subject, actor, audit) VALUES (?, ?, ?, ?, 1) RETURNING {DECISION}");
    let row = store.first(&sql, cells![at, kind, subject, actor])?;
    let decision = Decision::read(&mut row.ok_or_else(|| StoreError("an event was not written".to_owned()))?)?;
    if store.has("SELECT 1 FROM setting WHERE name = ?", cells![AUDIT])? {
        // Those of an older version come first; whoever binds them binds this one too.
        return Ok(());
    }
    let mut head = Head::find(store)?;
    head.bind(store, Kind::Audit, decision.event, &decision.content())?;
    head.keep(store, secrets)
}

/// Binds decisions of an older version, at most so many after a place.
pub(super) fn fill_decisions(store: &impl Store, secrets: &Secrets, after: i64, limit: i64) -> Result<(), Problem> {
    let sql = format!("SELECT {DECISION} FROM event WHERE audit = 1 AND sequence > ? ORDER BY sequence LIMIT ?");
    transact(store, || {
        let mut head = Head::find(store)?;
        let rows = store.rows(&sql, cells![after, limit])?;
        let is_last = i64::try_from(rows.len()).is_ok_and(|rows| rows < limit);
        let mut last = None;
        for mut row in rows {
            let decision = Decision::read(&mut row)?;
            head.bind(store, Kind::AuditFound, decision.event, &decision.content())?;
            last = Some(decision.event);
        }
        head.keep(store, secrets)?;
        Ok(super::fill::reach(store, AUDIT, last.filter(|_| !is_last))?)
    })
}

/// Binds anew what an entry holds after something was erased from it or its document.
pub(super) fn bind_erased(store: &impl Store, secrets: &Secrets, invoice: &str) -> Result<(), StoreError> {
    let mut head = Head::find(store)?;
    let sql = "SELECT e.sequence, e.id, e.json, i.hash FROM entry e JOIN invoice i ON i.id = e.invoice \
               WHERE e.invoice = ? ORDER BY e.sequence";
    for mut row in store.rows(sql, cells![invoice])? {
        let (sequence, entry, json, document) = (row.integer()?, row.text()?, row.text()?, row.optional()?);
        let written = Written { invoice, entry: &entry, json: &json };
        head.bind(store, Kind::Erased, sequence, &written.content(document.as_deref().unwrap_or_default()))?;
    }
    head.keep(store, secrets)
}

/// Seals the head of a chain that came from elsewhere.
pub(super) fn seal_head(store: &impl Store, secrets: &Secrets) -> Result<(), StoreError> {
    Head::find(store)?.keep(store, secrets)
}

/// Binds entries of an older version, at most so many after a place.
pub(super) fn fill(store: &impl Store, secrets: &Secrets, after: i64, limit: i64) -> Result<(), Problem> {
    let sql = "SELECT e.sequence, e.invoice, e.id, e.json, i.hash FROM entry e LEFT JOIN invoice i ON i.id = e.invoice \
               WHERE e.sequence > ? ORDER BY e.sequence LIMIT ?";
    transact(store, || {
        let mut head = Head::find(store)?;
        let rows = store.rows(sql, cells![after, limit])?;
        let is_last = i64::try_from(rows.len()).is_ok_and(|rows| rows < limit);
        let mut last = None;
        for mut row in rows {
            let (sequence, invoice, entry) = (row.integer()?, row.text()?, row.text()?);
            let (json, document) = (row.text()?, row.optional()?.unwrap_or_default());
            let written = Written { invoice: &invoice, entry: &entry, json: &json };
            head.bind(store, Kind::Entry, sequence, &written.content(&document))?;
            last = Some(sequence);
        }
        head.keep(store, secrets)?;
        Ok(super::fill::reach(store, "fill.chain", last.filter(|_| !is_last))?)
    })
}
