//! The steps of the tables since customers have a page. A new one is added at the end; none is ever edited.

/// What customers do on their page.
pub(super) const PORTAL: &[&str] = &[
    "CREATE TABLE portal_form (key BLOB PRIMARY KEY, deed TEXT NOT NULL, invoice TEXT NOT NULL, at INTEGER NOT NULL) \
     WITHOUT ROWID",
    "CREATE INDEX portal_form_at ON portal_form (at)",
    "CREATE TABLE customer_request (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, \
     at INTEGER NOT NULL, invoice TEXT NOT NULL, kind TEXT NOT NULL, json TEXT NOT NULL, resolved INTEGER, outcome TEXT)",
    "CREATE INDEX customer_request_invoice ON customer_request (invoice, sequence)",
];

/// What invoices are rendered as, such as PDF, and the invoices whose usual renderings are to be made.
pub(super) const RENDERINGS: &[&str] = &[
    "CREATE TABLE rendering (invoice TEXT NOT NULL, name TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (invoice, name)) \
     WITHOUT ROWID",
    "CREATE TABLE to_render (sequence INTEGER PRIMARY KEY AUTOINCREMENT, invoice TEXT NOT NULL UNIQUE)",
    // Whether it can be made again from another document; the Book keeps it only until the document store has it.
    "ALTER TABLE document ADD COLUMN made INTEGER NOT NULL DEFAULT 0",
];

/// Endpoints of outgoing webhooks.
pub(super) const ENDPOINTS: &[&str] = &[
    "CREATE TABLE endpoint (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL, \
     active INTEGER NOT NULL, cursor INTEGER NOT NULL, attempts INTEGER NOT NULL, due INTEGER NOT NULL, failing INTEGER, \
     json TEXT NOT NULL, secret BLOB NOT NULL, old_secret BLOB, old_until INTEGER)",
    "CREATE INDEX endpoint_due ON endpoint (due) WHERE active = 1",
];

/// Payments that were begun here, money to give back, what banks took back, attempts that failed, and what became of the
/// items of the inbox.
pub(super) const MONEY: &[&str] = &[
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
pub(super) const ITEMS: &[&str] = &[
    "CREATE TABLE item (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL, \
     customer TEXT NOT NULL, delivered TEXT NOT NULL, invoice TEXT, json TEXT NOT NULL)",
    "CREATE INDEX item_waiting ON item (customer, delivered, sequence) WHERE invoice IS NULL",
    "CREATE INDEX item_invoice ON item (invoice) WHERE invoice IS NOT NULL",
];

/// The page of all invoices of an address.
pub(super) const ACCOUNT: &[&str] = &[
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
pub(super) const MAIL: &[&str] = &[
    "ALTER TABLE outbox ADD COLUMN failure TEXT",
    "CREATE TABLE unreachable (sequence INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, \
     reason TEXT NOT NULL)",
];

/// What keys may do and when they were used, and who decided what.
pub(super) const KEYS: &[&str] = &[
    "ALTER TABLE api_key ADD COLUMN scope TEXT NOT NULL DEFAULT 'admin'",
    "ALTER TABLE api_key ADD COLUMN used INTEGER",
    "ALTER TABLE event ADD COLUMN actor TEXT",
    "ALTER TABLE event ADD COLUMN audit INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX event_audit ON event (sequence) WHERE audit = 1",
    "UPDATE event SET audit = 1 WHERE type IN ('administration.changed', 'key.created', 'key.revoked')",
];

/// Documents whose copies are to be taken out of the document store.
pub(super) const ERASURE: &[&str] = &[
    "ALTER TABLE document ADD COLUMN erased INTEGER",
    "CREATE INDEX document_erased ON document (hash) WHERE erased IS NOT NULL",
];

/// What finds an invoice in the line of a bank: its number and its payment reference, by their letters and digits. Those of
/// older invoices are added when a statement is imported.
pub(super) const BANK: &[&str] = &[
    "CREATE TABLE invoice_key (key TEXT NOT NULL, invoice TEXT NOT NULL, PRIMARY KEY (key, invoice)) WITHOUT ROWID",
    "CREATE INDEX invoice_key_invoice ON invoice_key (invoice)",
];

/// Mandates, and direct debits in batches.
pub(super) const MANDATES: &[&str] = &[
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
pub(super) const WAITING: &[&str] = &[
    "CREATE INDEX outbox_way ON outbox (channel, sequence)",
    "CREATE INDEX outbox_waiting ON outbox (sequence) WHERE delivered IS NULL AND failure IS NULL",
];
/// Quotes and pro formas.
pub(super) const QUOTES: &[&str] = &[
    "CREATE TABLE quote (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, \
     number TEXT NOT NULL, customer TEXT, customer_name TEXT, currency TEXT NOT NULL, total TEXT NOT NULL, issued TEXT NOT NULL, \
     valid_until TEXT NOT NULL, accepted TEXT, accepted_by TEXT, declined TEXT, reason TEXT, invoice TEXT, UNIQUE (kind, number))",
    "CREATE INDEX quote_customer ON quote (customer) WHERE customer IS NOT NULL",
    "CREATE UNIQUE INDEX quote_invoice ON quote (invoice) WHERE invoice IS NOT NULL",
];

/// What an issued invoice is known by beside customer and amount: its reference, and its period or day of delivery.
pub(super) const LIKENESS: &[&str] = &[
    "ALTER TABLE invoice ADD COLUMN reference TEXT",
    "ALTER TABLE invoice ADD COLUMN period TEXT",
    "CREATE INDEX invoice_like ON invoice (customer_name, payable, sequence) WHERE hash IS NOT NULL",
];

/// Which invoice takes which prepayment off.
pub(super) const PREPAYMENTS: &[&str] = &[
    "CREATE TABLE deduction (prepayment TEXT PRIMARY KEY, invoice TEXT NOT NULL, place INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE INDEX deduction_invoice ON deduction (invoice, place)",
];

/// What messages that bring a document say in own wording.
pub(super) const SAID: &[&str] = &["ALTER TABLE outbox ADD COLUMN said TEXT"];

/// Customers and mandates at payment services, and which payments were charged under one.
pub(super) const PAYMENT_MANDATES: &[&str] = &[
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
pub(super) const VAT_CHECKS: &[&str] = &[
    "CREATE TABLE vat_check (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, customer TEXT NOT NULL, \
     vat_id TEXT NOT NULL, result TEXT NOT NULL, reason TEXT, day TEXT NOT NULL, at INTEGER NOT NULL, consultation TEXT, name TEXT, \
     address TEXT)",
    "CREATE INDEX vat_check_customer ON vat_check (customer, sequence)",
];

/// Who was granted the incentive for structured invoices, and which invoice took it.
pub(super) const INCENTIVE: &[&str] = &[
    "CREATE TABLE incentive (customer TEXT PRIMARY KEY, amount TEXT NOT NULL, currency TEXT NOT NULL, granted TEXT NOT NULL, \
     invoice TEXT) WITHOUT ROWID",
    "CREATE INDEX incentive_invoice ON incentive (invoice) WHERE invoice IS NOT NULL",
];

/// Which account of a payment service knows a customer, by a mark of the key that it was last seen with; and who gave a mandate, by the
/// name that the service has for them.
pub(super) const PROVIDER_ACCOUNTS: &[&str] = &[
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
pub(in crate::app::book) const MANDATE_HOLDERS: &str = "UPDATE payment_mandate SET holder = (SELECT c.name FROM provider_customer c \
    WHERE c.provider = payment_mandate.provider AND c.customer = payment_mandate.customer) WHERE holder IS NULL";

/// Direct debits that the bank did not tell of in time: when a person was asked about one.
pub(super) const SILENT_DEBITS: &[&str] = &[
    "ALTER TABLE debit ADD COLUMN shown INTEGER",
    "CREATE INDEX debit_silent ON debit (batch) WHERE state = 'pending' AND shown IS NULL",
];

/// How documents look, and which look something was issued with.
pub(super) const LOOK: &[&str] = &[
    "CREATE TABLE look (id INTEGER PRIMARY KEY AUTOINCREMENT, revision INTEGER NOT NULL, used INTEGER NOT NULL, json TEXT NOT NULL)",
    "ALTER TABLE invoice ADD COLUMN look INTEGER",
    "ALTER TABLE quote ADD COLUMN look INTEGER",
];

/// What of a policy waits for somebody to do it, by the invoice.
pub(super) const TASKS: &[&str] = &[
    "CREATE INDEX outbox_task ON outbox (invoice) WHERE delivered IS NULL AND failure IS NULL AND action IS NOT NULL",
];

/// Why a message was not taken the last time.
pub(super) const FAILED_MESSAGES: &[&str] = &["ALTER TABLE outbox ADD COLUMN cause TEXT"];

/// Where accounts stand from which day on, and what they moved. What older invoices add is filled in by [`crate::app::book::fill`].
pub(super) const STANDS: &[&str] = &[
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
pub(super) const LOOKUPS: &[&str] = &[
    "CREATE INDEX outbox_of_invoice ON outbox (invoice, sequence)",
    "CREATE INDEX checkout_invoice ON checkout (invoice)",
    "CREATE INDEX portal_form_invoice ON portal_form (invoice)",
    "CREATE INDEX account_link_at ON account_link (at)",
    "CREATE INDEX item_customer ON item (customer)",
    "CREATE INDEX provider_customer_customer ON provider_customer (customer)",
    "CREATE INDEX recurring_made ON recurring (made, sequence) WHERE active = 1",
];

/// What accounts moved is derived anew: discounts that correct the VAT without a document are among it.
pub(super) const CORRECTIONS: &[&str] =
    &["INSERT OR REPLACE INTO setting (name, value) SELECT 'fill.reports', '0' WHERE EXISTS (SELECT 1 FROM invoice)"];

/// Stands say what an invoice asks for: those that were kept are made again.
pub(super) const PAYABLE_STANDS: &[&str] = CORRECTIONS;

/// Whether what a series issues is sent as well.
pub(super) const SENT_SERIES: &[&str] = &["ALTER TABLE to_issue ADD COLUMN send INTEGER NOT NULL DEFAULT 0"];

/// What lists show of credit notes is where they stand beside their invoices. Those that were there before are done by [`crate::app::book::fill`].
pub(super) const NOTES: &[&str] = &[
    "INSERT INTO setting (name, value) SELECT 'fill.notes', '0' WHERE EXISTS (SELECT 1 FROM invoice WHERE credits IS NOT NULL)",
];

/// What came in stands with where accounts stand, which is derived anew by [`crate::app::book::fill`]; and answers of customers by their time.
pub(super) const RECEIPTS: &[&str] = &[
    "INSERT OR REPLACE INTO setting (name, value) SELECT 'fill.reports', '0' WHERE EXISTS (SELECT 1 FROM invoice)",
    "CREATE INDEX customer_request_feedback ON customer_request (at) WHERE kind = 'feedback'",
];

/// Of which message another one is a copy.
pub(super) const COPIES: &[&str] = &["ALTER TABLE outbox ADD COLUMN copy_of TEXT"];

/// What finds the next message to hand over among those that wait, however many have gone out.
pub(super) const NEXT_MESSAGES: &[&str] =
    &["CREATE INDEX outbox_next ON outbox (channel, due) WHERE delivered IS NULL AND failure IS NULL"];

/// Since when something that was made is not to be had.
pub(super) const MISSED_RENDERINGS: &[&str] = &["ALTER TABLE document ADD COLUMN missed INTEGER"];

/// What accounts booked on which day, and what stood before some days as it was added up. What older invoices booked is filled in by
/// [`crate::app::book::fill`].
pub(super) const BOOKED: &[&str] = &[
    "CREATE TABLE booked (invoice INTEGER NOT NULL, day TEXT NOT NULL, currency TEXT NOT NULL, line TEXT NOT NULL, \
     PRIMARY KEY (invoice, day)) WITHOUT ROWID",
    "CREATE INDEX booked_day ON booked (currency, day, invoice)",
    "CREATE TABLE opening (currency TEXT NOT NULL, day TEXT NOT NULL, line TEXT NOT NULL, PRIMARY KEY (currency, day)) WITHOUT ROWID",
    "INSERT OR REPLACE INTO setting (name, value) SELECT 'fill.reports', '0' WHERE EXISTS (SELECT 1 FROM invoice)",
];

/// What letters claimed with interest and costs finds an invoice by its amount; and what of a payment at a service is for these.
pub(super) const CHARGES: &[&str] = &[
    "ALTER TABLE invoice ADD COLUMN claimed TEXT",
    "CREATE INDEX invoice_claimed ON invoice (claimed) WHERE claimed IS NOT NULL",
    "ALTER TABLE checkout ADD COLUMN costs TEXT",
    "ALTER TABLE checkout ADD COLUMN interest TEXT",
];

/// Discounts that were earned and get their credit note by themselves, by the day on which that was seen.
pub(super) const DISCOUNTS: &[&str] = &[
    "CREATE TABLE to_credit (invoice TEXT PRIMARY KEY, day TEXT NOT NULL) WITHOUT ROWID",
    "CREATE INDEX to_credit_day ON to_credit (day)",
];

/// When a person first looked at an invoice.
pub(super) const VIEWED: &[&str] = &[
    "ALTER TABLE invoice ADD COLUMN viewed TEXT",
    "UPDATE invoice SET viewed = (SELECT min(json_extract(json, '$.at')) FROM entry e \
     WHERE e.invoice = invoice.id AND json_extract(json, '$.kind') = 'viewed')",
];

/// What the lines of a bank say, for another one under the same name; which line told of a debit, and of its return; and since when a
/// service may have a refund.
pub(super) const LINES: &[&str] = &[
    "CREATE TABLE bank_line (id TEXT PRIMARY KEY, said TEXT NOT NULL) WITHOUT ROWID",
    "ALTER TABLE debit ADD COLUMN line TEXT",
    "ALTER TABLE debit ADD COLUMN back TEXT",
    "ALTER TABLE refund ADD COLUMN sent INTEGER",
    "UPDATE refund SET sent = at WHERE state = 'waiting' AND attempts > 0",
];

/// Documents that may have a copy under their bare hash, where older versions kept them: those that the document store had by now.
pub(super) const BARE: &[&str] = &[
    "CREATE TABLE bare_document (hash TEXT PRIMARY KEY) WITHOUT ROWID",
    "INSERT INTO bare_document SELECT hash FROM document WHERE confirmed IS NOT NULL",
];

/// Money given back that its payment service has not told the end of, for a person to look at.
pub(super) const WAITING_REFUNDS: &[&str] =
    &["CREATE INDEX refund_waiting ON refund (sequence) WHERE state = 'waiting'"];

/// What it takes to find a charge under a mandate whose answer was lost, or to make it again. Of one that an older version began, the
/// customer at the service is known where it is only one.
pub(super) const LOST_CHARGES: &[&str] = &[
    "ALTER TABLE checkout ADD COLUMN holder TEXT",
    "ALTER TABLE checkout ADD COLUMN mandate TEXT",
    "ALTER TABLE checkout ADD COLUMN webhook TEXT",
    "ALTER TABLE checkout ADD COLUMN sent INTEGER",
    "ALTER TABLE checkout ADD COLUMN note TEXT",
    "CREATE INDEX checkout_lost ON checkout (due) WHERE state = 'begun'",
    "UPDATE checkout SET sent = at, due = at, holder = (SELECT min(c.name) FROM invoice i JOIN provider_customer c ON c.customer = i.customer \
     WHERE i.id = checkout.invoice AND c.provider = checkout.provider GROUP BY c.customer HAVING count(*) = 1) \
     WHERE state = 'begun' AND series = 'recurring'",
];

/// What was decided over the administration is bound by the chain. What was decided before is bound by [`crate::app::book::fill`].
pub(super) const DECISIONS: &[&str] = &[
    "CREATE INDEX chain_audit ON chain (entry) WHERE kind IN ('audit', 'auditFound')",
    "CREATE INDEX chain_audit_place ON chain (place) WHERE kind IN ('audit', 'auditFound')",
    "INSERT INTO setting (name, value) SELECT 'fill.audit', '0' WHERE EXISTS (SELECT 1 FROM event WHERE audit = 1)",
];

/// Supplementary invoices for discounts that were not taken: from which day on an invoice is to be looked at, and which one was made.
pub(super) const SUPPLEMENTS: &[&str] = &[
    "CREATE TABLE supplement (invoice TEXT PRIMARY KEY, day TEXT, made TEXT) WITHOUT ROWID",
    "CREATE INDEX supplement_day ON supplement (day) WHERE day IS NOT NULL",
    "CREATE UNIQUE INDEX supplement_made ON supplement (made) WHERE made IS NOT NULL",
];

/// The index of words holds what each of them begins with, two characters long: so much stands for too many whole words. Its words are
/// written again by [`crate::app::book::fill`].
pub(super) const BEGINNINGS: &[&str] = &[
    "DROP TABLE search",
    "CREATE VIRTUAL TABLE search USING fts5 (number, party, reference, amount, words, tokenize = 'ascii', columnsize = 0, prefix = '2')",
    "DELETE FROM setting WHERE name = 'fill.merge'",
    "INSERT OR REPLACE INTO setting (name, value) SELECT 'fill.search', '0' WHERE EXISTS (SELECT 1 FROM invoice)",
];

/// How much of a payment its service says went back in all, and as of when; which refunds failed, each by its own name; and when a bank took
/// money back. An older version kept a total only of what waited in the inbox; what Stripe told before a refund failed, it left aside.
pub(super) const TOLD_REFUNDS: &[&str] = &[
    "CREATE TABLE told_refund (provider TEXT NOT NULL, payment TEXT NOT NULL, total TEXT NOT NULL, at INTEGER NOT NULL, \
     PRIMARY KEY (provider, payment)) WITHOUT ROWID",
    "CREATE TABLE failed_refund (provider TEXT NOT NULL, id TEXT NOT NULL, payment TEXT NOT NULL, amount TEXT NOT NULL, \
     begun INTEGER NOT NULL, at INTEGER, PRIMARY KEY (provider, id)) WITHOUT ROWID",
    "CREATE INDEX failed_refund_payment ON failed_refund (provider, payment)",
    "CREATE INDEX refund_payment ON refund (provider, payment)",
    "ALTER TABLE taken_back ADD COLUMN at INTEGER",
    "INSERT INTO told_refund SELECT provider, payment, refunded, at FROM (SELECT provider, payment, refunded, \
     iif(provider = 'stripe', unixepoch() * 1000, 0) AS at, max(CAST(refunded AS REAL)) FROM inbox WHERE CAST(refunded AS REAL) > 0 \
     GROUP BY provider, payment)",
    "INSERT OR IGNORE INTO told_refund SELECT provider, id, '0', refund_failed + 999 FROM provider_payment \
     WHERE provider = 'stripe' AND refund_failed IS NOT NULL",
];

/// Refunds that a service took are looked at again: how often they were, and when next. Of those that an older version had taken, the ones
/// that may come back still.
pub(super) const REFUND_OUTCOMES: &[&str] = &[
    "ALTER TABLE refund ADD COLUMN looked INTEGER NOT NULL DEFAULT 0",
    "DROP INDEX refund_due",
    "CREATE INDEX refund_due ON refund (due) WHERE due IS NOT NULL",
    "UPDATE refund SET due = (unixepoch() + 86400) * 1000 WHERE state = 'done' AND provider IS NOT NULL AND provider_id IS NOT NULL \
     AND at > (unixepoch() - 31 * 86400) * 1000",
];
