//! The check of the books: each link of the chain, each entry and each decision of the audit against its link, each document against its hash, and what lists
//! show against both. A page at a time; changes nothing, and repairs nothing.

use std::collections::BTreeSet;

use voldaan::ledger::{Account, Entry, EntryKind};
use voldaan::wire::{Array, to_json};

use super::account::account_of;
use super::booked;
use super::chain::{self, BEGIN, Decision, Kind, OF_DECISIONS, Written};
use super::document;
use super::fill::{NOTES, SEARCH, check_filled};
use super::filter::PLACE_MAX;
use super::session::{Session, read_stored};
use super::stand;
use super::store::{Cells, Query};
use crate::app::http::Response;
use crate::app::moment::Moment;
use crate::app::ports::{Ports, StoreError};
use crate::app::problem::Problem;
use crate::app::resource::{Fault, FaultKind, Verification};
use crate::app::secret::same;
use crate::cells;

/// Documents are read until they have this many bytes in a page.
const DOCUMENT_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Faults of a page that the Book as a whole has; more say nothing new.
const FAULTS_MAX: i64 = 20;

/// A link with what it is about.
struct Linked {
    place: i64,
    /// The place of the entry, or of the event, that it is about.
    about: i64,
    kind: String,
    content: Vec<u8>,
    link: Vec<u8>,
    /// Absent where the entry is gone, or where it is about none.
    entry: Option<Bound>,
    /// Whether it is about a decision over the administration, and that, unless it is gone from the audit.
    decision: Option<Option<Decision>>,
    /// The last link that says what was erased from the entry.
    erased: Option<i64>,
}

/// An entry as it is now.
struct Bound {
    id: String,
    invoice: String,
    json: String,
    hash: Option<String>,
}

/// The entries of a page, or its decisions: the last one before it, and those that its links are about.
struct Seen {
    after: i64,
    bound: BTreeSet<i64>,
}

impl Seen {
    fn after(after: i64) -> Seen {
        Seen { after, bound: BTreeSet::new() }
    }

    /// Between which places all is to be bound, and how many rows that is at most before there is nothing new to say.
    fn range(&self, cut: bool) -> (i64, i64, i64) {
        let last = self.bound.last().copied().unwrap_or(self.after);
        let most = FAULTS_MAX.saturating_add(i64::try_from(self.bound.len()).unwrap_or(0));
        (self.after, if cut { last } else { PLACE_MAX }, most)
    }
}

const LINKS: &str = "SELECT c.place, c.entry, c.kind, c.content, c.link, \
    (SELECT MAX(x.place) FROM chain x WHERE x.kind = 'erased' AND x.entry = c.entry AND c.kind IN ('entry', 'erased')), \
    e.id, e.invoice, e.json, i.hash, v.audit, v.sequence, v.at, v.type, v.subject, v.actor \
    FROM chain c LEFT JOIN entry e ON e.sequence = c.entry AND c.kind IN ('entry', 'erased') \
    LEFT JOIN invoice i ON i.id = e.invoice \
    LEFT JOIN event v ON v.sequence = c.entry AND c.kind IN ('audit', 'auditFound') \
    WHERE c.place > ? ORDER BY c.place LIMIT ?";

impl Linked {
    fn read(row: &mut Cells) -> Result<Linked, StoreError> {
        let (place, about) = (row.integer()?, row.integer()?);
        let (kind, content, link) = (row.text()?, row.blob()?, row.blob()?);
        let erased = row.moment()?.map(|place| place.0);
        let (id, invoice, json, hash) = (row.optional()?, row.optional()?, row.optional()?, row.optional()?);
        let entry = id.zip(invoice).zip(json).map(|((id, invoice), json)| Bound { id, invoice, json, hash });
        let is_decision = kind == Kind::Audit.as_str() || kind == Kind::AuditFound.as_str();
        // What the audit does not list any more is gone from it, even if the event is there.
        let decision = match row.moment()? {
            Some(Moment(1)) => Some(Decision::read(row)?),
            _ => None,
        };
        let decision = is_decision.then_some(decision);
        Ok(Linked { place, about, kind, content, link, entry, decision, erased })
    }

    fn fault(&self, kind: FaultKind) -> Fault {
        let entry = self.entry.as_ref();
        let (entry_id, invoice_id) = (entry.map(|entry| entry.id.clone()), entry.map(|entry| entry.invoice.clone()));
        let audit_id = self.decision.is_some().then(|| self.about.to_string());
        Fault { kind, place: self.place.to_string(), entry_id, invoice_id, audit_id }
    }
}

impl<P: Ports> Session<'_, P> {
    /// GET /v1/verify
    pub fn verify(&self) -> Result<Response, Problem> {
        check_filled(self.store(), "fill.chain")?;
        check_filled(self.store(), chain::AUDIT)?;
        check_filled(self.store(), SEARCH)?;
        check_filled(self.store(), stand::FILL)?;
        check_filled(self.store(), NOTES)?;
        let page = self.page()?;
        let rows = self.store().rows(LINKS, cells![page.after, page.limit + 1])?;
        let limit = usize::try_from(page.limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        let mut checked = 0;
        let mut faults = Vec::new();
        let mut before = (page.after, self.link_at(page.after)?);
        let mut entries = Seen::after(self.entry_at(page.after)?);
        let mut decisions = Seen::after(self.decision_at(page.after)?);
        let mut bytes = 0;
        let mut cut = more;
        for mut row in rows.into_iter().take(limit) {
            let linked = Linked::read(&mut row)?;
            self.check_link(&linked, &before, &mut faults)?;
            match &linked.decision {
                Some(decision) => {
                    check_decision(&linked, decision.as_ref(), &mut faults);
                    decisions.bound.insert(linked.about);
                }
                None => bytes += self.check_entry(&linked, &mut faults)?,
            }
            if linked.kind == Kind::Entry.as_str() {
                entries.bound.insert(linked.about);
            }
            before = (linked.place, linked.link);
            checked += 1;
            if bytes > DOCUMENT_BYTES_MAX {
                cut = true;
                break;
            }
        }
        self.check_entries(&entries, cut, before.0, &mut faults)?;
        self.check_decisions(&decisions, cut, before.0, &mut faults)?;
        if !cut {
            self.check_head(&before, &mut faults)?;
        }
        let next = cut.then(|| before.0.to_string());
        let report = Verification { intact: faults.is_empty(), checked, faults: Array(faults), next };
        Ok(Response::json(200, to_json(&report)))
    }

    fn link_at(&self, place: i64) -> Result<Vec<u8>, StoreError> {
        let row = self.store().first("SELECT link FROM chain WHERE place = ?", cells![place])?;
        row.map_or(Ok(BEGIN.to_vec()), |mut row| row.blob())
    }

    fn check_link(&self, linked: &Linked, before: &(i64, Vec<u8>), faults: &mut Vec<Fault>) -> Result<(), Problem> {
        if linked.place != before.0 + 1 {
            faults.push(linked.fault(FaultKind::LinkMissing));
        } else if linked.link != chain::link(&before.1, linked.place, &linked.kind, &linked.content) {
            faults.push(linked.fault(FaultKind::LinkChanged));
        }
        Ok(())
    }

    /// Checks what a link is about; gives how many bytes of documents were read.
    fn check_entry(&self, linked: &Linked, faults: &mut Vec<Fault>) -> Result<usize, Problem> {
        let Some(Bound { id, invoice, json, hash }) = &linked.entry else {
            faults.push(linked.fault(FaultKind::EntryMissing));
            return Ok(0);
        };
        if linked.erased.is_some_and(|erased| erased != linked.place) {
            // What the entry held when this link was made is gone by law; a later link says what it holds now.
            return Ok(0);
        }
        let written = Written { invoice, entry: id, json };
        if linked.content != written.content(hash.as_deref().unwrap_or_default()) {
            faults.push(linked.fault(FaultKind::EntryChanged));
            return Ok(0);
        }
        let entry: Entry = read_stored(json)?;
        match (&entry.kind, hash) {
            (EntryKind::Issued(_), Some(hash)) => {
                let Some(document) = document::in_book(self.store(), hash)? else {
                    faults.push(linked.fault(FaultKind::DocumentChanged));
                    return Ok(0);
                };
                let document = document::text(document)?;
                // What is bound by the chain and does not fit together can only be a broken row among the others.
                match account_of(self.store(), invoice, &document) {
                    Ok(account) if self.is_shown(invoice, &account)? => {}
                    _ => faults.push(linked.fault(FaultKind::RowChanged)),
                }
                Ok(document.len())
            }
            _ => Ok(0),
        }
    }

    /// Whether lists show of an invoice what its document and its entries say.
    fn is_shown(&self, id: &str, account: &Account) -> Result<bool, Problem> {
        let (issued, store) = (account.invoice(), self.store());
        let head = issued.head();
        let (status, due_next) = self.shown_of(id, account)?;
        let row = "SELECT 1 FROM invoice WHERE id = ? AND number = ? AND type = ? AND currency = ? AND issue_date = ? \
                   AND due_date IS ? AND customer_name IS ? AND payable = ? AND state = ? AND amount_due = ? \
                   AND due_next IS ?";
        let cells = cells![
            id,
            issued.number(),
            head.document_type().as_str(),
            head.currency.code(),
            issued.issue_date().to_string(),
            issued.due_date().map(|day| day.to_string()),
            head.customer.as_ref().map(|party| party.name.as_str()),
            issued.totals().payable.to_string(),
            status.state.as_str(),
            status.amount_due.to_string(),
            due_next,
        ];
        Ok(store.has(row, cells)? && stand::is_kept(store, id, account)? && booked::is_kept(store, id, account)?)
    }

    /// The last entry that is bound up to a place.
    fn entry_at(&self, place: i64) -> Result<i64, StoreError> {
        let sql = "SELECT entry FROM chain WHERE place <= ? AND kind = ? ORDER BY place DESC LIMIT 1";
        self.store().first(sql, cells![place, Kind::Entry.as_str()])?.map_or(Ok(0), |mut row| row.integer())
    }

    /// The last decision that is bound up to a place.
    fn decision_at(&self, place: i64) -> Result<i64, StoreError> {
        let sql = format!("SELECT entry FROM chain WHERE place <= ? AND {OF_DECISIONS} ORDER BY place DESC LIMIT 1");
        self.store().first(&sql, cells![place])?.map_or(Ok(0), |mut row| row.integer())
    }

    /// Checks that no entry stands beside the links of the page: entries are bound in their order.
    fn check_entries(&self, entries: &Seen, cut: bool, place: i64, faults: &mut Vec<Fault>) -> Result<(), Problem> {
        let (after, until, most) = entries.range(cut);
        let sql =
            "SELECT sequence, id, invoice FROM entry WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?";
        for mut row in self.store().rows(sql, cells![after, until, most])? {
            let (sequence, id, invoice) = (row.integer()?, row.text()?, row.text()?);
            if !entries.bound.contains(&sequence) {
                let (kind, place) = (FaultKind::EntryUnbound, place.to_string());
                faults.push(Fault { kind, place, entry_id: Some(id), invoice_id: Some(invoice), audit_id: None });
            }
        }
        Ok(())
    }

    /// Checks that no decision stands in the audit beside the links of the page: decisions are bound in their order too.
    fn check_decisions(&self, decisions: &Seen, cut: bool, place: i64, faults: &mut Vec<Fault>) -> Result<(), Problem> {
        let (after, until, most) = decisions.range(cut);
        let sql =
            "SELECT sequence FROM event WHERE audit = 1 AND sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?";
        for mut row in self.store().rows(sql, cells![after, until, most])? {
            let event = row.integer()?;
            if !decisions.bound.contains(&event) {
                let (kind, place) = (FaultKind::AuditUnbound, place.to_string());
                faults.push(Fault { kind, place, entry_id: None, invoice_id: None, audit_id: Some(event.to_string()) });
            }
        }
        Ok(())
    }

    /// Checks what only the whole chain shows: that its end is the end.
    fn check_head(&self, last: &(i64, Vec<u8>), faults: &mut Vec<Fault>) -> Result<(), Problem> {
        let store = self.store();
        let row = store.first("SELECT place, seal FROM chain_head WHERE rowid = 1", cells![])?;
        let head = row.map(|mut row| Ok::<_, StoreError>((row.integer()?, row.blob()?))).transpose()?;
        let is_head = match head {
            Some((place, sealed)) => place == last.0 && same(&sealed, &chain::seal(self.secrets, last.0, &last.1)),
            // A Book in which nothing happened yet has neither.
            None => last.0 == 0,
        };
        if !is_head {
            let (kind, place) = (FaultKind::HeadChanged, last.0.to_string());
            faults.push(Fault { kind, place, entry_id: None, invoice_id: None, audit_id: None });
        }
        Ok(())
    }
}

/// Checks that the audit says of a decision what was bound.
fn check_decision(linked: &Linked, decision: Option<&Decision>, faults: &mut Vec<Fault>) {
    match decision {
        None => faults.push(linked.fault(FaultKind::AuditMissing)),
        Some(decision) if linked.content != decision.content() => {
            faults.push(linked.fault(FaultKind::AuditChanged));
        }
        Some(_) => {}
    }
}
