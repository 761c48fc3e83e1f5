//! The tables of a Book and how they came about: each version is a step from the one before, and none is ever edited.
//!
//! A Book opens any older version by taking the missing steps in one transaction, and refuses a newer one.

use super::store::{Query, transact};
use crate::app::moment::Moment;
use crate::app::ports::{Store, StoreError};
use crate::app::problem::Problem;
use crate::cells;

/// The steps; the version of a Book is how many it has taken.
pub const STEPS: &[&[&str]] = &[
    FOUNDATION,
    DELIVERY,
    PROVIDERS,
    HANDOVER,
    DUNNING,
    RECURRING,
    LETTERS,
    WORDING,
    SEARCH,
    CHAIN,
    PORTAL,
    RENDERINGS,
    ENDPOINTS,
    MONEY,
    ITEMS,
    ACCOUNT,
    MAIL,
    KEYS,
    ERASURE,
    BANK,
    MANDATES,
    WAITING,
    QUOTES,
    LIKENESS,
    PREPAYMENTS,
    SAID,
    PAYMENT_MANDATES,
    VAT_CHECKS,
    INCENTIVE,
    PROVIDER_ACCOUNTS,
    SILENT_DEBITS,
    LOOK,
    TASKS,
    FAILED_MESSAGES,
    STANDS,
    LOOKUPS,
    CORRECTIONS,
    PAYABLE_STANDS,
    SENT_SERIES,
    NOTES,
    RECEIPTS,
    COPIES,
    NEXT_MESSAGES,
];

/// Version 1: administration, keys, customers, invoices, entries, documents, events and idempotency.
const FOUNDATION: &[&str] = &[
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
const DELIVERY: &[&str] =
    &["CREATE TABLE outbox (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, \
     at INTEGER NOT NULL, invoice TEXT NOT NULL, channel TEXT NOT NULL, recipient TEXT NOT NULL, link TEXT NOT NULL, \
     UNIQUE (invoice, channel, recipient))"];

/// Version 3: payment providers.
const PROVIDERS: &[&str] = &[
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
const HANDOVER: &[&str] = &[
    "ALTER TABLE outbox ADD COLUMN delivered INTEGER",
    "ALTER TABLE outbox ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0",
    // When to hand it over, if it was not taken the last time.
    "ALTER TABLE outbox ADD COLUMN due INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX outbox_due ON outbox (due) WHERE delivered IS NULL",
    "ALTER TABLE inbox ADD COLUMN refunded TEXT NOT NULL DEFAULT '0'",
];

/// Version 5: dunning policies, the daily sweep, and messages that a policy wants.
const DUNNING: &[&str] = &[
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
const RECURRING: &[&str] = &[
    "CREATE TABLE recurring (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL, \
     customer TEXT, active INTEGER NOT NULL, made TEXT NOT NULL, tried TEXT NOT NULL, failures INTEGER NOT NULL, \
     json TEXT NOT NULL)",
    "CREATE INDEX recurring_customer ON recurring (customer) WHERE customer IS NOT NULL",
    "CREATE TABLE to_issue (sequence INTEGER PRIMARY KEY AUTOINCREMENT, invoice TEXT NOT NULL UNIQUE)",
];

/// Version 7: the texts of messages that a policy wants.
const LETTERS: &[&str] = &["ALTER TABLE outbox ADD COLUMN letter TEXT"];

/// Version 8: own wording of letters.
const WORDING: &[&str] = &[
    // The language is empty where the wording is for all.
    "CREATE TABLE wording (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL, \
     name TEXT NOT NULL, language TEXT NOT NULL, json TEXT NOT NULL)",
    "CREATE UNIQUE INDEX wording_name ON wording (name, language)",
];

/// Search, and lists of invoices that are filtered. What older invoices add is filled in by [`super::fill`].
const SEARCH: &[&str] = &[
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

/// The chain of entries. Those that were there before are chained by [`super::fill`].
const CHAIN: &[&str] = &[
    // `entry` is the place of the entry that the link is about: it was written, or what it holds was erased.
    "CREATE TABLE chain (place INTEGER PRIMARY KEY, kind TEXT NOT NULL, entry INTEGER NOT NULL, content BLOB NOT NULL, \
     link BLOB NOT NULL)",
    "CREATE INDEX chain_erased ON chain (entry, place) WHERE kind = 'erased'",
    "CREATE TABLE chain_head (place INTEGER NOT NULL, seal BLOB NOT NULL)",
    "INSERT INTO setting (name, value) SELECT 'fill.chain', '0' WHERE EXISTS (SELECT 1 FROM entry)",
];

/// What customers do on their page.
const PORTAL: &[&str] = &[
    "CREATE TABLE portal_form (key BLOB PRIMARY KEY, deed TEXT NOT NULL, invoice TEXT NOT NULL, at INTEGER NOT NULL) \
     WITHOUT ROWID",
    "CREATE INDEX portal_form_at ON portal_form (at)",
    "CREATE TABLE customer_request (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, \
     at INTEGER NOT NULL, invoice TEXT NOT NULL, kind TEXT NOT NULL, json TEXT NOT NULL, resolved INTEGER, outcome TEXT)",
    "CREATE INDEX customer_request_invoice ON customer_request (invoice, sequence)",
];

/// What invoices are rendered as, such as PDF, and the invoices whose usual renderings are to be made.
const RENDERINGS: &[&str] = &[
    "CREATE TABLE rendering (invoice TEXT NOT NULL, name TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (invoice, name)) \
     WITHOUT ROWID",
    "CREATE TABLE to_render (sequence INTEGER PRIMARY KEY AUTOINCREMENT, invoice TEXT NOT NULL UNIQUE)",
    // Whether it can be made again from another document; the Book keeps it only until the document store has it.
    "ALTER TABLE document ADD COLUMN made INTEGER NOT NULL DEFAULT 0",
];

/// Endpoints of outgoing webhooks.
const ENDPOINTS: &[&str] = &[
    "CREATE TABLE endpoint (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL, \
     active INTEGER NOT NULL, cursor INTEGER NOT NULL, attempts INTEGER NOT NULL, due INTEGER NOT NULL, failing INTEGER, \
     json TEXT NOT NULL, secret BLOB NOT NULL, old_secret BLOB, old_until INTEGER)",
    "CREATE INDEX endpoint_due ON endpoint (due) WHERE active = 1",
];

/// Payments that were begun here, money to give back, what banks took back, attempts that failed, and what became of the
/// items of the inbox.
const MONEY: &[&str] = &[
    "CREATE TABLE checkout (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, request TEXT NOT NULL UNIQUE, \
     at INTEGER NOT NULL, invoice TEXT NOT NULL, provider TEXT NOT NULL, payment TEXT, method TEXT, amount TEXT NOT NULL, \
     currency TEXT NOT NULL, url TEXT, state TEXT NOT NULL, asked INTEGER NOT NULL DEFAULT 0, due INTEGER)",
    "CREATE INDEX checkout_due ON checkout (due) WHERE state = 'open'",
    "CREATE INDEX checkout_payment ON checkout (provider, payment)",
    "CREATE TABLE refund (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, \
     invoice TEXT NOT NULL, entry TEXT NOT NULL, amount TEXT NOT NULL, currency TEXT NOT NULL, description TEXT NOT NULL, \
     provider TEXT, payment TEXT, provider_id TEXT, state TEXT NOT NULL, note TEXT, attempts INTEGER NOT NULL DEFAULT 0, due INTEGER)",
    "CREATE INDEX refund_due ON refund (due) WHERE state = 'waiting'",
    "CREATE INDEX refund_invoice ON refund (invoice, sequence)",
    // The moment of the last refund that failed: what was told before it counts money as given back that was not.
    "ALTER TABLE provider_payment ADD COLUMN refund_failed INTEGER",
    "CREATE TABLE taken_back (provider TEXT NOT NULL, id TEXT NOT NULL, payment TEXT NOT NULL, amount TEXT NOT NULL, \
     reversed INTEGER NOT NULL, entry TEXT, PRIMARY KEY (provider, id)) WITHOUT ROWID",
    "CREATE INDEX taken_back_payment ON taken_back (provider, payment)",
    "CREATE TABLE failed_attempt (invoice TEXT NOT NULL, provider TEXT NOT NULL, payment TEXT NOT NULL, at INTEGER NOT NULL, \
     method TEXT, PRIMARY KEY (invoice, provider, payment)) WITHOUT ROWID",
    "ALTER TABLE inbox ADD COLUMN amount TEXT",
    "ALTER TABLE inbox ADD COLUMN currency TEXT",
    "ALTER TABLE inbox ADD COLUMN happened INTEGER",
    "ALTER TABLE inbox ADD COLUMN method TEXT",
    "ALTER TABLE inbox ADD COLUMN outcome TEXT",
    "ALTER TABLE inbox ADD COLUMN note TEXT",
];

/// What was delivered and waits to be invoiced.
const ITEMS: &[&str] = &[
    "CREATE TABLE item (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL, \
     customer TEXT NOT NULL, delivered TEXT NOT NULL, invoice TEXT, json TEXT NOT NULL)",
    "CREATE INDEX item_waiting ON item (customer, delivered, sequence) WHERE invoice IS NULL",
    "CREATE INDEX item_invoice ON item (invoice) WHERE invoice IS NOT NULL",
];

/// The page of all invoices of an address.
const ACCOUNT: &[&str] = &[
    "ALTER TABLE invoice ADD COLUMN customer_email TEXT",
    "ALTER TABLE invoice ADD COLUMN customer_locale TEXT",
    // Documents of more than one piece are so large that nobody has them by e-mail either.
    "UPDATE invoice SET \
     customer_email = (SELECT lower(json_extract(CAST(bytes AS TEXT), '$.customer.contact.email')) FROM chunk \
     WHERE owner = 'document/' || hash AND place = 0 AND json_valid(CAST(bytes AS TEXT))), \
     customer_locale = (SELECT json_extract(CAST(bytes AS TEXT), '$.customer.locale') FROM chunk \
     WHERE owner = 'document/' || hash AND place = 0 AND json_valid(CAST(bytes AS TEXT))) WHERE hash IS NOT NULL",
    "CREATE INDEX invoice_customer_email ON invoice (customer_email, sequence) WHERE customer_email IS NOT NULL",
    "CREATE INDEX customer_email ON customer (lower(json_extract(json, '$.party.contact.email')))",
    "CREATE TABLE account_wish (sequence INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL, origin TEXT NOT NULL, \
     at INTEGER NOT NULL)",
    "CREATE TABLE account_link (id TEXT PRIMARY KEY, email TEXT NOT NULL, at INTEGER NOT NULL, revoked INTEGER)",
    "CREATE INDEX account_link_email ON account_link (email, at)",
    // A message with a letter of its own does not stand in the way of the invoice's.
    "DROP INDEX outbox_invoice",
    "CREATE UNIQUE INDEX outbox_invoice ON outbox (invoice, channel, recipient) WHERE action IS NULL AND letter IS NULL",
];

/// E-mail: addresses that take none, and messages that did not arrive.
const MAIL: &[&str] = &[
    "ALTER TABLE outbox ADD COLUMN failure TEXT",
    "CREATE TABLE unreachable (sequence INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, \
     reason TEXT NOT NULL)",
];

/// What keys may do and when they were used, and who decided what.
const KEYS: &[&str] = &[
    "ALTER TABLE api_key ADD COLUMN scope TEXT NOT NULL DEFAULT 'admin'",
    "ALTER TABLE api_key ADD COLUMN used INTEGER",
    "ALTER TABLE event ADD COLUMN actor TEXT",
    "ALTER TABLE event ADD COLUMN audit INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX event_audit ON event (sequence) WHERE audit = 1",
    "UPDATE event SET audit = 1 WHERE type IN ('administration.changed', 'key.created', 'key.revoked')",
];

/// Documents whose copies are to be taken out of the document store.
const ERASURE: &[&str] = &[
    "ALTER TABLE document ADD COLUMN erased INTEGER",
    "CREATE INDEX document_erased ON document (hash) WHERE erased IS NOT NULL",
];

/// Whether a version has the chain of entries.
pub(super) fn has_chain(version: usize) -> bool {
    STEPS.iter().take(version).any(|step| step.first() == CHAIN.first())
}

/// What finds an invoice in the line of a bank: its number and its payment reference, by their letters and digits. Those of
/// older invoices are added when a statement is imported.
const BANK: &[&str] = &[
    "CREATE TABLE invoice_key (key TEXT NOT NULL, invoice TEXT NOT NULL, PRIMARY KEY (key, invoice)) WITHOUT ROWID",
    "CREATE INDEX invoice_key_invoice ON invoice_key (invoice)",
];

/// Mandates, and direct debits in batches.
const MANDATES: &[&str] = &[
    "CREATE TABLE mandate (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, customer TEXT NOT NULL, \
     reference TEXT NOT NULL UNIQUE, scheme TEXT NOT NULL, iban TEXT NOT NULL, bic TEXT, holder TEXT NOT NULL, state TEXT NOT NULL, \
     signed TEXT, used TEXT)",
    "CREATE INDEX mandate_customer ON mandate (customer, sequence)",
    "CREATE TABLE direct_debit (id TEXT PRIMARY KEY, at INTEGER NOT NULL, day TEXT NOT NULL)",
    "CREATE TABLE debit (sequence INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, batch TEXT NOT NULL, \
     invoice TEXT NOT NULL, mandate TEXT NOT NULL, amount TEXT NOT NULL, first INTEGER NOT NULL, state TEXT NOT NULL)",
    "CREATE INDEX debit_batch ON debit (batch, sequence)",
    "CREATE INDEX debit_invoice ON debit (invoice, sequence)",
];

/// Messages found by their way, and those that wait.
const WAITING: &[&str] = &[
    "CREATE INDEX outbox_way ON outbox (channel, sequence)",
    "CREATE INDEX outbox_waiting ON outbox (sequence) WHERE delivered IS NULL AND failure IS NULL",
];
/// Quotes and pro formas.
const QUOTES: &[&str] = &[
    "CREATE TABLE quote (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, \
     number TEXT NOT NULL, customer TEXT, customer_name TEXT, currency TEXT NOT NULL, total TEXT NOT NULL, issued TEXT NOT NULL, \
     valid_until TEXT NOT NULL, accepted TEXT, accepted_by TEXT, declined TEXT, reason TEXT, invoice TEXT, UNIQUE (kind, number))",
    "CREATE INDEX quote_customer ON quote (customer) WHERE customer IS NOT NULL",
    "CREATE UNIQUE INDEX quote_invoice ON quote (invoice) WHERE invoice IS NOT NULL",
];

/// What an issued invoice is known by beside customer and amount: its reference, and its period or day of delivery.
const LIKENESS: &[&str] = &[
    "ALTER TABLE invoice ADD COLUMN reference TEXT",
    "ALTER TABLE invoice ADD COLUMN period TEXT",
    "CREATE INDEX invoice_like ON invoice (customer_name, payable, sequence) WHERE hash IS NOT NULL",
];

/// Which invoice takes which prepayment off.
const PREPAYMENTS: &[&str] = &[
    "CREATE TABLE deduction (prepayment TEXT PRIMARY KEY, invoice TEXT NOT NULL, place INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE INDEX deduction_invoice ON deduction (invoice, place)",
];

/// What messages that bring a document say in own wording.
const SAID: &[&str] = &["ALTER TABLE outbox ADD COLUMN said TEXT"];

/// Customers and mandates at payment services, and which payments were charged under one.
const PAYMENT_MANDATES: &[&str] = &[
    "CREATE TABLE provider_customer (provider TEXT NOT NULL, customer TEXT NOT NULL, name TEXT NOT NULL, \
     PRIMARY KEY (provider, customer)) WITHOUT ROWID",
    "CREATE UNIQUE INDEX provider_customer_name ON provider_customer (provider, name)",
    "CREATE TABLE payment_mandate (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, customer TEXT NOT NULL, \
     provider TEXT NOT NULL, name TEXT NOT NULL, method TEXT, state TEXT NOT NULL, at INTEGER NOT NULL, UNIQUE (provider, name))",
    "CREATE INDEX payment_mandate_customer ON payment_mandate (customer, sequence)",
    "ALTER TABLE checkout ADD COLUMN series TEXT",
    "CREATE INDEX checkout_charge ON checkout (invoice) WHERE series = 'recurring'",
];

/// What VIES said of the VAT ids of customers.
const VAT_CHECKS: &[&str] = &[
    "CREATE TABLE vat_check (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, customer TEXT NOT NULL, \
     vat_id TEXT NOT NULL, result TEXT NOT NULL, reason TEXT, day TEXT NOT NULL, at INTEGER NOT NULL, consultation TEXT, name TEXT, \
     address TEXT)",
    "CREATE INDEX vat_check_customer ON vat_check (customer, sequence)",
];

/// Who was granted the incentive for structured invoices, and which invoice took it.
const INCENTIVE: &[&str] = &[
    "CREATE TABLE incentive (customer TEXT PRIMARY KEY, amount TEXT NOT NULL, currency TEXT NOT NULL, granted TEXT NOT NULL, \
     invoice TEXT) WITHOUT ROWID",
    "CREATE INDEX incentive_invoice ON incentive (invoice) WHERE invoice IS NOT NULL",
];

/// Which account of a payment service knows a customer, by a mark of the key that it was last seen with; and who gave a mandate, by the
/// name that the service has for them.
const PROVIDER_ACCOUNTS: &[&str] = &[
    "CREATE TABLE known_customer (provider TEXT NOT NULL, customer TEXT NOT NULL, name TEXT NOT NULL, account TEXT, \
     PRIMARY KEY (provider, name)) WITHOUT ROWID",
    "INSERT INTO known_customer (provider, customer, name) SELECT provider, customer, name FROM provider_customer",
    "DROP TABLE provider_customer",
    "ALTER TABLE known_customer RENAME TO provider_customer",
    "CREATE UNIQUE INDEX provider_customer_account ON provider_customer (provider, customer, account)",
    "ALTER TABLE payment_mandate ADD COLUMN holder TEXT",
    MANDATE_HOLDERS,
];

/// Notes of mandates from before that who gave them: a customer had one name then.
pub(super) const MANDATE_HOLDERS: &str = "UPDATE payment_mandate SET holder = (SELECT c.name FROM provider_customer c \
    WHERE c.provider = payment_mandate.provider AND c.customer = payment_mandate.customer) WHERE holder IS NULL";

/// Direct debits that the bank did not tell of in time: when a person was asked about one.
const SILENT_DEBITS: &[&str] = &[
    "ALTER TABLE debit ADD COLUMN shown INTEGER",
    "CREATE INDEX debit_silent ON debit (batch) WHERE state = 'pending' AND shown IS NULL",
];

/// How documents look, and which look something was issued with.
const LOOK: &[&str] = &[
    "CREATE TABLE look (id INTEGER PRIMARY KEY AUTOINCREMENT, revision INTEGER NOT NULL, used INTEGER NOT NULL, json TEXT NOT NULL)",
    "ALTER TABLE invoice ADD COLUMN look INTEGER",
    "ALTER TABLE quote ADD COLUMN look INTEGER",
];

/// What of a policy waits for somebody to do it, by the invoice.
const TASKS: &[&str] = &[
    "CREATE INDEX outbox_task ON outbox (invoice) WHERE delivered IS NULL AND failure IS NULL AND action IS NOT NULL",
];

/// Why a message was not taken the last time.
const FAILED_MESSAGES: &[&str] = &["ALTER TABLE outbox ADD COLUMN cause TEXT"];

/// Where accounts stand from which day on, and what they moved. What older invoices add is filled in by [`super::fill`].
const STANDS: &[&str] = &[
    // From the day `first` on and before the day `until`, which is a word after all days where no other one follows.
    "CREATE TABLE stand (sequence INTEGER PRIMARY KEY, invoice INTEGER NOT NULL, first TEXT NOT NULL, until TEXT NOT NULL, \
     shown INTEGER NOT NULL, line TEXT NOT NULL, UNIQUE (invoice, first))",
    "CREATE INDEX stand_until ON stand (shown, until, invoice)",
    "CREATE TABLE movement (sequence INTEGER PRIMARY KEY, invoice INTEGER NOT NULL, place INTEGER NOT NULL, day TEXT NOT NULL, \
     vat_day TEXT NOT NULL, line TEXT NOT NULL, UNIQUE (invoice, place))",
    "CREATE INDEX movement_day ON movement (day, invoice, place)",
    "CREATE INDEX movement_vat_day ON movement (vat_day, invoice, place)",
    "CREATE INDEX invoice_currency ON invoice (currency, issue_date) WHERE hash IS NOT NULL AND type <> 'creditNote'",
    "INSERT INTO setting (name, value) SELECT 'fill.reports', '0' WHERE EXISTS (SELECT 1 FROM invoice)",
];

/// Indexes for what would look through a table that grows.
const LOOKUPS: &[&str] = &[
    "CREATE INDEX outbox_of_invoice ON outbox (invoice, sequence)",
    "CREATE INDEX checkout_invoice ON checkout (invoice)",
    "CREATE INDEX portal_form_invoice ON portal_form (invoice)",
    "CREATE INDEX account_link_at ON account_link (at)",
    "CREATE INDEX item_customer ON item (customer)",
    "CREATE INDEX provider_customer_customer ON provider_customer (customer)",
    "CREATE INDEX recurring_made ON recurring (made, sequence) WHERE active = 1",
];

/// What accounts moved is derived anew: discounts that correct the VAT without a document are among it.
const CORRECTIONS: &[&str] =
    &["INSERT OR REPLACE INTO setting (name, value) SELECT 'fill.reports', '0' WHERE EXISTS (SELECT 1 FROM invoice)"];

/// Stands say what an invoice asks for: those that were kept are made again.
const PAYABLE_STANDS: &[&str] = CORRECTIONS;

/// Whether what a series issues is sent as well.
const SENT_SERIES: &[&str] = &["ALTER TABLE to_issue ADD COLUMN send INTEGER NOT NULL DEFAULT 0"];

/// What lists show of credit notes is where they stand beside their invoices. Those that were there before are done by [`super::fill`].
const NOTES: &[&str] = &[
    "INSERT INTO setting (name, value) SELECT 'fill.notes', '0' WHERE EXISTS (SELECT 1 FROM invoice WHERE credits IS NOT NULL)",
];

/// What came in stands with where accounts stand, which is derived anew by [`super::fill`]; and answers of customers by their time.
const RECEIPTS: &[&str] = &[
    "INSERT OR REPLACE INTO setting (name, value) SELECT 'fill.reports', '0' WHERE EXISTS (SELECT 1 FROM invoice)",
    "CREATE INDEX customer_request_feedback ON customer_request (at) WHERE kind = 'feedback'",
];

/// Of which message another one is a copy.
const COPIES: &[&str] = &["ALTER TABLE outbox ADD COLUMN copy_of TEXT"];

/// What finds the next message to hand over among those that wait, however many have gone out.
const NEXT_MESSAGES: &[&str] =
    &["CREATE INDEX outbox_next ON outbox (channel, due) WHERE delivered IS NULL AND failure IS NULL"];

/// Brings a store to the newest version.
pub fn open(store: &impl Store, now: Moment) -> Result<(), Problem> {
    store.run(
        "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, at INTEGER NOT NULL)",
        cells![],
    )?;
    let found = version(store)?;
    let steps = STEPS.get(found..).ok_or_else(|| {
        StoreError(format!("the Book has schema version {found}, made by a newer Voldaan than this one"))
    })?;
    if steps.is_empty() {
        return Ok(());
    }
    transact(store, || {
        for (version, step) in (1_i64..).zip(STEPS).skip(found) {
            for statement in *step {
                store.run(statement, cells![])?;
            }
            store.run("INSERT INTO schema_version (version, at) VALUES (?, ?)", cells![version, now])?;
        }
        Ok(())
    })
}

fn version(store: &impl Store) -> Result<usize, StoreError> {
    let newest = store.first("SELECT COALESCE(MAX(version), 0) FROM schema_version", cells![])?;
    let newest = newest.map(|mut row| row.integer()).transpose()?.unwrap_or(0);
    usize::try_from(newest).map_err(|_| StoreError("the schema version is negative".to_owned()))
}
