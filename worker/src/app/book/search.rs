//! Search: the words of each invoice in an index of SQLite (FTS5), written in the transaction of what they come from.
//!
//! A word that is typed finds those that it begins; a text of several, such as a number, finds them side by side. Answers are
//! invoices with the newest first, read from the index in its own order, so that a search does not grow with the Book.

use std::collections::BTreeSet;

use voldaan::invoice::{Draft, Invoice};
use voldaan::ledger::{Entry, EntryKind};
use voldaan::party::Party;
use voldaan::wire::to_json;

use super::fill::{SEARCH, check_filled};
use super::session::Session;
use super::store::Query;
use super::words::{amounts_meant, word_of_amount, words};
use crate::app::http::Response;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::cells;

/// So many characters of lines and notes are indexed; what comes after them is found by the rest of the invoice.
const TEXT_CHARACTERS_MAX: usize = 20_000;

/// So many bytes of words are written together: a value may have four times as many.
const INDEXED_BYTES: usize = 500_000;

/// The filling that merges the index, which is in pieces after the words of all invoices were written anew.
pub(super) const MERGE: &str = "fill.merge";

/// So many pages of the index, of 4 KB each, are written by one merge.
const MERGED_PAGES: i64 = 1_000;

/// A search may have this many characters and parts.
const CHARACTERS_MAX: usize = 200;
const PARTS_MAX: usize = 8;

/// So many characters of a word are looked up as what words begin with: the index holds beginnings of this length.
const BEGINNING_CHARACTERS: usize = 2;
/// A word that is begun with more of them is looked up as these many whole ones at most, the first in the alphabet.
const COMPLETIONS_MAX: i64 = 30;

/// What the index holds of an invoice, a text of words in each column.
struct Indexed {
    number: String,
    party: String,
    reference: String,
    amount: String,
    text: String,
}

impl Indexed {
    fn of(invoice: &Invoice) -> Indexed {
        let head = invoice.head();
        let totals = invoice.totals();
        let amounts = BTreeSet::from([totals.payable, totals.gross, totals.net]);
        let amounts: Vec<String> = amounts.iter().map(|amount| word_of_amount(&amount.to_string())).collect();
        Indexed {
            number: words(invoice.number().unwrap_or_default()).join(" "),
            party: words(&of_parties(head)).join(" "),
            reference: words(&of_references(head)).join(" "),
            amount: amounts.join(" "),
            text: words(&of_lines(invoice)).join(" "),
        }
    }

    /// The words of an invoice with those of its entries.
    fn with_entries(invoice: &Invoice, entries: &[Entry]) -> Indexed {
        let mut indexed = Indexed::of(invoice);
        for reference in entries.iter().filter_map(of_entry) {
            indexed.reference.push(' ');
            indexed.reference.push_str(&words(reference).join(" "));
        }
        indexed
    }

    /// The columns whose words can be begun; amounts are looked up whole.
    fn texts(&self) -> [&str; 4] {
        [&self.number, &self.party, &self.reference, &self.text]
    }
}

fn of_parties(head: &Draft) -> String {
    let mut text = String::new();
    for party in [&head.customer, &head.deliver_to].into_iter().flatten() {
        let Party { name, trading_name, vat_id, tax_id, company_id, contact, .. } = &**party;
        let company = company_id.as_ref().map(|id| &id.value);
        let city = party.address.as_ref().and_then(|address| address.city.as_ref());
        let own = [trading_name.as_ref(), vat_id.as_ref(), tax_id.as_ref(), company, city];
        let contact = contact.iter().flat_map(|contact| [&contact.name, &contact.email]).flatten();
        for part in [name].into_iter().chain(own.into_iter().flatten()).chain(contact) {
            text.push_str(part);
            text.push(' ');
        }
    }
    text
}

fn of_references(head: &Draft) -> String {
    let reference = head.payment_reference.as_ref().and_then(|reference| reference.value.as_ref());
    let own = [reference, head.buyer_reference.as_ref(), head.purchase_order.as_ref()];
    let others = [head.contract.as_ref(), head.project.as_ref()];
    let preceding = head.preceding.iter().map(|preceding| &preceding.number);
    let metadata = head.metadata.iter().map(|(_, value)| value);
    let all = own.into_iter().chain(others).flatten().map(|text| &**text);
    all.chain(preceding.map(|text| &**text)).chain(metadata).collect::<Vec<_>>().join(" ")
}

fn of_lines(invoice: &Invoice) -> String {
    let head = invoice.head();
    let mut text = String::new();
    let of_lines = invoice.lines().iter().map(|line| line.line()).flat_map(|line| {
        let more = [&line.description, &line.note, &line.seller_item_id, &line.buyer_item_id];
        [&line.name].into_iter().chain(more.into_iter().flatten()).map(|part| &**part)
    });
    for part in head.notes.iter().map(|note| &**note).chain(of_lines) {
        text.push_str(part);
        text.push(' ');
        if text.len() > TEXT_CHARACTERS_MAX {
            break;
        }
    }
    text.chars().take(TEXT_CHARACTERS_MAX).collect()
}

/// The words of an entry by which its invoice is found: what the payer wrote.
fn of_entry(entry: &Entry) -> Option<&str> {
    match &entry.kind {
        EntryKind::Payment(payment) => payment.reference.as_deref(),
        _ => None,
    }
}

/// Keeps the words of an invoice in place of those it had.
pub(super) fn index(store: &impl Store, id: &str, invoice: &Invoice, entries: &[Entry]) -> Result<(), StoreError> {
    let mut index = Index::default();
    index.add(store, id, invoice, entries)?;
    index.keep(store)
}

/// Words of many invoices that are kept together. What one statement writes is one segment of the index, into which each search has to
/// look: a statement for each invoice would make as many.
#[derive(Default)]
pub(super) struct Index {
    /// An array of JSON for each invoice, its id and the columns. Columns hold letters and digits only, so nothing in them needs an escape.
    rows: String,
    words: BTreeSet<String>,
}

impl Index {
    /// Adds the words of an invoice, in place of those it had.
    pub fn add(&mut self, store: &impl Store, id: &str, of: &Invoice, entries: &[Entry]) -> Result<(), StoreError> {
        let indexed = Indexed::with_entries(of, entries);
        for text in indexed.texts() {
            self.words.extend(text.split(' ').map(str::to_owned));
        }
        let Indexed { number, party, reference, amount, text } = indexed;
        let comma = if self.rows.is_empty() { "" } else { "," };
        let id = to_json(&id.to_owned());
        let row = format!("{comma}[{id},\"{number}\",\"{party}\",\"{reference}\",\"{amount}\",\"{text}\"]");
        self.rows.push_str(&row);
        if self.rows.len() < INDEXED_BYTES { Ok(()) } else { self.keep(store) }
    }

    /// Keeps what was added since the last time.
    pub fn keep(&mut self, store: &impl Store) -> Result<(), StoreError> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let (rows, words) = (std::mem::take(&mut self.rows), std::mem::take(&mut self.words));
        keep_words(store, words.iter().map(String::as_str))?;
        let sql = "INSERT OR REPLACE INTO search (rowid, number, party, reference, amount, words) \
                   SELECT sequence, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 \
                   FROM json_each(?) CROSS JOIN invoice ON invoice.id = value ->> 0";
        store.run(sql, cells![format!("[{rows}]")]).map(drop)
    }
}

/// Merges segments of the index into one, a bounded part of that at once; true once nothing is left to merge. The first part has to be
/// asked for as such.
pub(super) fn merge(store: &impl Store, has_begun: bool) -> Result<bool, StoreError> {
    let pages = if has_begun { MERGED_PAGES } else { -MERGED_PAGES };
    let changes = || store.first("SELECT total_changes()", cells![])?.map_or(Ok(0), |mut row| row.integer());
    let before = changes()?;
    store.run("INSERT INTO search (search, rank) VALUES ('merge', ?)", cells![pages])?;
    // As FTS5 has it: fewer than two say that nothing was done.
    Ok(changes()? - before < 2)
}

/// Adds the words of an entry to those of its invoice.
pub(super) fn index_entry(store: &impl Store, invoice: &str, entry: &Entry) -> Result<(), StoreError> {
    let Some(reference) = of_entry(entry) else { return Ok(()) };
    let reference = words(reference).join(" ");
    keep_words(store, [reference.as_str()].into_iter())?;
    let sql = "UPDATE search SET reference = reference || ' ' || ? \
               WHERE rowid = (SELECT sequence FROM invoice WHERE id = ?)";
    store.run(sql, cells![reference, invoice]).map(drop)
}

/// Forgets the words of an invoice, and those that no other one has.
pub(super) fn forget(store: &impl Store, id: &str) -> Result<(), StoreError> {
    let sql = "SELECT rowid, number, party, reference, words FROM search \
               WHERE rowid = (SELECT sequence FROM invoice WHERE id = ?)";
    let Some(mut row) = store.first(sql, cells![id])? else { return Ok(()) };
    let place = row.integer()?;
    let texts = [row.text()?, row.text()?, row.text()?, row.text()?];
    store.run("DELETE FROM search WHERE rowid = ?", cells![place])?;
    let words: BTreeSet<&str> = texts.iter().flat_map(|text| text.split(' ')).filter(|word| !word.is_empty()).collect();
    for word in words {
        let used = store.first("SELECT 1 FROM search WHERE search MATCH ? LIMIT 1", cells![quoted(&[word])])?;
        if used.is_none() {
            store.run("DELETE FROM word WHERE word = ?", cells![word])?;
        }
    }
    Ok(())
}

/// Keeps words, so that they are found when they are begun: all in one statement.
fn keep_words<'a>(store: &impl Store, texts: impl Iterator<Item = &'a str>) -> Result<(), StoreError> {
    let words: BTreeSet<&str> = texts.flat_map(|text| text.split(' ')).filter(|word| !word.is_empty()).collect();
    // Words hold letters and digits only, so nothing in them needs an escape.
    let list = words.into_iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(",");
    store.run("INSERT OR IGNORE INTO word (word) SELECT value FROM json_each(?)", cells![format!("[{list}]")]).map(drop)
}

/// Words side by side, as FTS5 takes them.
fn quoted(words: &[&str]) -> String {
    format!("\"{}\"", words.join(" "))
}

impl<P: Ports> Session<'_, P> {
    /// GET /v1/search
    pub fn search(&self) -> Result<Response, Problem> {
        if self.request.parameter("q").is_none() {
            return Err(nothing_to_find());
        }
        check_filled(self.store(), SEARCH)?;
        self.list_invoices()
    }

    /// What the query parameter q asks of the index, in the words of FTS5; None if it is not there.
    pub fn searched(&self) -> Result<Option<String>, Problem> {
        let Some(text) = self.request.parameter("q") else { return Ok(None) };
        if text.chars().count() > CHARACTERS_MAX {
            return Err(nothing_to_find());
        }
        let mut parts = Vec::new();
        for part in text.split_whitespace() {
            let mut ways = self.ways_to_read(part)?;
            if ways.is_empty() {
                continue;
            }
            if parts.len() == PARTS_MAX {
                return Err(nothing_to_find());
            }
            ways.dedup();
            parts.push(format!("({})", ways.join(" OR ")));
        }
        if parts.is_empty() { Err(nothing_to_find()) } else { Ok(Some(parts.join(" AND "))) }
    }

    /// What a part of a search may mean: whole words, words that begin like it, an amount.
    fn ways_to_read(&self, part: &str) -> Result<Vec<String>, Problem> {
        let words = words(part);
        let mut ways: Vec<String> =
            amounts_meant(part).iter().map(|word| format!("amount : {}", quoted(&[word]))).collect();
        let Some((last, before)) = words.split_last() else { return Ok(ways) };
        let phrase = |last: &str| {
            let phrase: Vec<&str> = before.iter().map(String::as_str).chain([last]).collect();
            quoted(&phrase)
        };
        let mut phrases = vec![phrase(last)];
        let characters = last.chars().count();
        if characters == BEGINNING_CHARACTERS {
            phrases = vec![format!("{} *", phrase(last))];
        }
        // After a word that no invoice has comes none: what could follow need not be looked for.
        if characters > BEGINNING_CHARACTERS && self.are_known(before)? {
            // No character comes after this one.
            let end = format!("{last}\u{10ffff}");
            let sql = "SELECT word FROM word WHERE word > ? AND word < ? ORDER BY word LIMIT ?";
            for mut row in self.store().rows(sql, cells![last, end, COMPLETIONS_MAX])? {
                phrases.push(phrase(&row.text()?));
            }
        }
        // All of them in one look at the columns: it costs less than one look for each.
        ways.push(format!("{{number party reference words}} : ({})", phrases.join(" OR ")));
        Ok(ways)
    }

    /// Whether each of some words is in any invoice.
    fn are_known(&self, words: &[String]) -> Result<bool, StoreError> {
        for word in words {
            if !self.store().has("SELECT 1 FROM word WHERE word = ?", cells![word])? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

fn nothing_to_find() -> Problem {
    let detail = "Say in the query parameter q what to find: letters or digits, at most 200 characters and 8 words.";
    Problem::new(Refusal::QueryText, detail)
}
