//! The first steps of the tables: invoices, entries, messages, payment services, dunning, search and the chain. None is ever edited.

/// Version 1: administration, keys, customers, invoices, entries, documents, events and idempotency.
pub(super) const FOUNDATION: &[&str] = &[
    "CREATE TABLE administration (id TEXT PRIMARY KEY, revision INTEGER NOT NULL, json TEXT NOT NULL)",
    "CREATE TABLE api_key (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, \
     hash BLOB NOT NULL, created INTEGER NOT NULL, revoked INTEGER)",
    // One row per pattern: a series that gets another pattern starts anew, and finds its place when it gets it back.
    "CREATE TABLE series (name TEXT NOT NULL, pattern TEXT NOT NULL, last TEXT NOT NULL, PRIMARY KEY (name, pattern))",
    "CREATE TABLE customer (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, \
     revision INTEGER NOT NULL, json TEXT NOT NULL)",
    // What a list shows stands in the row; it is derived from the document and the entries, and only kept for speed.
    "CREATE TABLE invoice (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, \
     revision INTEGER NOT NULL, state TEXT NOT NULL, type TEXT NOT NULL, number TEXT UNIQUE, customer TEXT, credits TEXT, \
     hash TEXT, currency TEXT NOT NULL, issue_date TEXT, due_date TEXT, customer_name TEXT, payable TEXT NOT NULL, \
     amount_due TEXT NOT NULL, link_generation INTEGER NOT NULL)",
    "CREATE INDEX invoice_credits ON invoice (credits) WHERE credits IS NOT NULL",
    "CREATE INDEX invoice_draft_customer ON invoice (customer) WHERE state = 'draft'",
    "CREATE TABLE entry (sequence INTEGER PRIMARY KEY AUTOINCREMENT, invoice TEXT NOT NULL, id TEXT NOT NULL UNIQUE, \
     json TEXT NOT NULL)",
    "CREATE INDEX entry_invoice ON entry (invoice, sequence)",
    // Long texts in pieces: a row holds at most 2 MB.
    "CREATE TABLE chunk (owner TEXT NOT NULL, place INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (owner, place)) \
     WITHOUT ROWID",
    "CREATE TABLE document (hash TEXT PRIMARY KEY, confirmed INTEGER)",
    "CREATE INDEX document_pending ON document (hash) WHERE confirmed IS NULL",
    "CREATE TABLE event (sequence INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, type TEXT NOT NULL, \
     subject TEXT NOT NULL)",
    "CREATE TABLE idempotency (key TEXT PRIMARY KEY, fingerprint BLOB NOT NULL, status INTEGER NOT NULL, etag TEXT, \
     at INTEGER NOT NULL)",
    "CREATE INDEX idempotency_at ON idempotency (at)",
];

/// Version 2: messages to customers.
pub(super) const DELIVERY: &[&str] =
    &["CREATE TABLE outbox (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, \
     at INTEGER NOT NULL, invoice TEXT NOT NULL, channel TEXT NOT NULL, recipient TEXT NOT NULL, link TEXT NOT NULL, \
     UNIQUE (invoice, channel, recipient))"];

/// Version 3: payment providers.
pub(super) const PROVIDERS: &[&str] = &[
    "CREATE TABLE sealed (name TEXT PRIMARY KEY, bytes BLOB NOT NULL)",
    "CREATE TABLE provider_event (provider TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, \
     PRIMARY KEY (provider, id)) WITHOUT ROWID",
    "CREATE TABLE provider_payment (provider TEXT NOT NULL, id TEXT NOT NULL, invoice TEXT NOT NULL, \
     entry TEXT NOT NULL, PRIMARY KEY (provider, id)) WITHOUT ROWID",
    "CREATE TABLE inbox (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, \
     provider TEXT NOT NULL, reason TEXT NOT NULL, payment TEXT NOT NULL, invoice TEXT, resolved INTEGER, \
     json TEXT NOT NULL)",
    "CREATE INDEX inbox_payment ON inbox (provider, payment)",
];

/// Version 4: messages that are handed over, and money that was given back before it was booked.
pub(super) const HANDOVER: &[&str] = &[
    "ALTER TABLE outbox ADD COLUMN delivered INTEGER",
    "ALTER TABLE outbox ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0",
    // When to hand it over, if it was not taken the last time.
    "ALTER TABLE outbox ADD COLUMN due INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX outbox_due ON outbox (due) WHERE delivered IS NULL",
    "ALTER TABLE inbox ADD COLUMN refunded TEXT NOT NULL DEFAULT '0'",
];

/// Version 5: dunning policies, the daily sweep, and messages that a policy wants.
pub(super) const DUNNING: &[&str] = &[
    "CREATE TABLE policy (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL, \
     debtor TEXT NOT NULL, active INTEGER NOT NULL, json TEXT NOT NULL)",
    "CREATE UNIQUE INDEX policy_followed ON policy (debtor) WHERE active = 1",
    // Where the sweep of a day stands: the last invoice that it saw, and the last one that it failed on.
    "CREATE TABLE sweep (name TEXT PRIMARY KEY, day TEXT NOT NULL, after INTEGER NOT NULL, failed INTEGER NOT NULL, \
     done INTEGER NOT NULL)",
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE INDEX invoice_open ON invoice (sequence) WHERE state = 'open'",
    // The invoice itself goes once to each address; what a policy wants is kept from coming twice by its entry.
    "CREATE TABLE message (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, \
     invoice TEXT NOT NULL, channel TEXT NOT NULL, recipient TEXT NOT NULL, link TEXT NOT NULL, action TEXT, \
     delivered INTEGER, attempts INTEGER NOT NULL DEFAULT 0, due INTEGER NOT NULL DEFAULT 0)",
    "INSERT INTO message (sequence, id, at, invoice, channel, recipient, link, delivered, attempts, due) \
     SELECT sequence, id, at, invoice, channel, recipient, link, delivered, attempts, due FROM outbox",
    "DROP TABLE outbox",
    "ALTER TABLE message RENAME TO outbox",
    "CREATE UNIQUE INDEX outbox_invoice ON outbox (invoice, channel, recipient) WHERE action IS NULL",
    "CREATE INDEX outbox_due ON outbox (due) WHERE delivered IS NULL",
];

/// Version 6: series of invoices, and the drafts of theirs that are to be issued.
pub(super) const RECURRING: &[&str] = &[
    "CREATE TABLE recurring (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL, \
     customer TEXT, active INTEGER NOT NULL, made TEXT NOT NULL, tried TEXT NOT NULL, failures INTEGER NOT NULL, \
     json TEXT NOT NULL)",
    "CREATE INDEX recurring_customer ON recurring (customer) WHERE customer IS NOT NULL",
    "CREATE TABLE to_issue (sequence INTEGER PRIMARY KEY AUTOINCREMENT, invoice TEXT NOT NULL UNIQUE)",
];

/// Version 7: the texts of messages that a policy wants.
pub(super) const LETTERS: &[&str] = &["ALTER TABLE outbox ADD COLUMN letter TEXT"];

/// Version 8: own wording of letters.
pub(super) const WORDING: &[&str] = &[
    // The language is empty where the wording is for all.
    "CREATE TABLE wording (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL, \
     name TEXT NOT NULL, language TEXT NOT NULL, json TEXT NOT NULL)",
    "CREATE UNIQUE INDEX wording_name ON wording (name, language)",
];

/// Search, and lists of invoices that are filtered. What older invoices add is filled in by [`crate::app::book::fill`].
pub(super) const SEARCH: &[&str] = &[
    // The words are cut out of the texts before they come here; FTS5 has only to separate them.
    "CREATE VIRTUAL TABLE search USING fts5 (number, party, reference, amount, words, tokenize = 'ascii', columnsize = 0)",
    "CREATE TABLE word (word TEXT PRIMARY KEY) WITHOUT ROWID",
    // The first day on which something is due that is still open.
    "ALTER TABLE invoice ADD COLUMN due_next TEXT",
    "UPDATE invoice SET due_next = due_date WHERE state = 'open'",
    "DROP INDEX invoice_open",
    "CREATE INDEX invoice_state ON invoice (state, sequence)",
    "CREATE INDEX invoice_customer ON invoice (customer, sequence) WHERE customer IS NOT NULL",
    "CREATE INDEX invoice_issued ON invoice (issue_date, sequence) WHERE issue_date IS NOT NULL",
    "CREATE INDEX invoice_due ON invoice (due_next, sequence) WHERE due_next IS NOT NULL",
    "INSERT INTO setting (name, value) SELECT 'fill.search', '0' WHERE EXISTS (SELECT 1 FROM invoice)",
];

/// The chain of entries. Those that were there before are chained by [`crate::app::book::fill`].
pub(super) const CHAIN: &[&str] = &[
    // `entry` is the place of the entry that the link is about: it was written, or what it holds was erased.
    "CREATE TABLE chain (place INTEGER PRIMARY KEY, kind TEXT NOT NULL, entry INTEGER NOT NULL, content BLOB NOT NULL, \
     link BLOB NOT NULL)",
    "CREATE INDEX chain_erased ON chain (entry, place) WHERE kind = 'erased'",
    "CREATE TABLE chain_head (place INTEGER NOT NULL, seal BLOB NOT NULL)",
    "INSERT INTO setting (name, value) SELECT 'fill.chain', '0' WHERE EXISTS (SELECT 1 FROM entry)",
];
