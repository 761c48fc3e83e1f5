// A Worker written by hand in JavaScript that stores what Voldaan stores for the same requests: one Durable Object with SQLite a
// business, in one transaction each; the document under its hash in KV; numbers in a row, entries bound in a chain of hashes under a
// sealed head, words for a search and for what is typed of them, the rows that reports and the audit file read, answers under their
// idempotency key, events once. It knows no VAT but one rate, and checks nothing that nobody asks it here.

import { Buffer } from "node:buffer";
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { DurableObject } from "cloudflare:workers";

const TABLES = [
  "CREATE TABLE IF NOT EXISTS invoice (sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, number TEXT UNIQUE, state TEXT NOT NULL, hash TEXT, issued TEXT, due TEXT, customer TEXT, payable INTEGER NOT NULL, owed INTEGER NOT NULL)",
  "CREATE INDEX IF NOT EXISTS invoice_state ON invoice (state, sequence)",
  "CREATE INDEX IF NOT EXISTS invoice_issued ON invoice (issued, sequence)",
  "CREATE INDEX IF NOT EXISTS invoice_due ON invoice (due, sequence)",
  "CREATE INDEX IF NOT EXISTS invoice_like ON invoice (customer, payable, sequence)",
  "CREATE TABLE IF NOT EXISTS series (name TEXT PRIMARY KEY, last INTEGER NOT NULL)",
  "CREATE TABLE IF NOT EXISTS document (hash TEXT PRIMARY KEY, bytes TEXT NOT NULL)",
  "CREATE TABLE IF NOT EXISTS invoice_key (key TEXT NOT NULL, invoice TEXT NOT NULL, PRIMARY KEY (key, invoice)) WITHOUT ROWID",
  "CREATE TABLE IF NOT EXISTS entry (sequence INTEGER PRIMARY KEY, invoice TEXT NOT NULL, id TEXT NOT NULL UNIQUE, json TEXT NOT NULL)",
  "CREATE INDEX IF NOT EXISTS entry_invoice ON entry (invoice, sequence)",
  "CREATE TABLE IF NOT EXISTS chain (place INTEGER PRIMARY KEY, entry INTEGER NOT NULL, content BLOB NOT NULL, link BLOB NOT NULL)",
  "CREATE TABLE IF NOT EXISTS chain_head (id INTEGER PRIMARY KEY, place INTEGER NOT NULL, seal BLOB NOT NULL)",
  "CREATE TABLE IF NOT EXISTS event (sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL)",
  "CREATE TABLE IF NOT EXISTS provider_event (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID",
  "CREATE TABLE IF NOT EXISTS provider_payment (id TEXT PRIMARY KEY, invoice TEXT NOT NULL, entry TEXT NOT NULL) WITHOUT ROWID",
  "CREATE TABLE IF NOT EXISTS idempotency (key TEXT PRIMARY KEY, fingerprint BLOB NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL)",
  "CREATE INDEX IF NOT EXISTS idempotency_at ON idempotency (at)",
  "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5 (number, party, amount, words, tokenize = 'ascii', columnsize = 0, prefix = '2')",
  "CREATE TABLE IF NOT EXISTS word (word TEXT PRIMARY KEY) WITHOUT ROWID",
  "CREATE TABLE IF NOT EXISTS stand (sequence INTEGER PRIMARY KEY, invoice INTEGER NOT NULL, first TEXT NOT NULL, until TEXT NOT NULL, shown INTEGER NOT NULL, line TEXT NOT NULL, UNIQUE (invoice, first))",
  "CREATE INDEX IF NOT EXISTS stand_until ON stand (shown, until, invoice)",
  "CREATE TABLE IF NOT EXISTS movement (sequence INTEGER PRIMARY KEY, invoice INTEGER NOT NULL, day TEXT NOT NULL, vat_day TEXT NOT NULL, line TEXT NOT NULL)",
  "CREATE INDEX IF NOT EXISTS movement_day ON movement (day, invoice)",
  "CREATE INDEX IF NOT EXISTS movement_vat_day ON movement (vat_day, invoice)",
  "CREATE TABLE IF NOT EXISTS booked (invoice INTEGER NOT NULL, day TEXT NOT NULL, line TEXT NOT NULL, PRIMARY KEY (invoice, day)) WITHOUT ROWID",
  "CREATE INDEX IF NOT EXISTS booked_day ON booked (day, invoice)",
];

const hash = (...parts) => {
  const digest = createHash("sha256");
  for (const part of parts) digest.update(part);
  return digest.digest();
};
const sign = (secret, text) => createHmac("sha256", secret).update(text).digest("hex");
const same = (one, other) => one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
const problem = (status, code) => Response.json({ status, code }, { status, headers: { "content-type": "application/problem+json" } });
const dayOf = (date) => date.toISOString().slice(0, 10);
const wordsOf = (text) => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
const escaped = (text) => String(text).replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** The line that the invoice comes to, in cents: exact, as all amounts here are whole. */
function computed(draft) {
  const lines = draft.lines.map((line) => ({ ...line, net: Math.round(Number(line.quantity) * Number(line.unitPrice) * 100) }));
  const net = lines.reduce((sum, line) => sum + line.net, 0);
  const vat = Math.round(net * 0.21);
  return { ...draft, lines, totals: { net, vat, gross: net + vat } };
}

export class Ledger extends DurableObject {
  constructor(state, env) {
    super(state, env);
    this.sql = state.storage.sql;
    for (const table of TABLES) this.sql.exec(table);
  }

  first(statement, ...values) {
    return this.sql.exec(statement, ...values).toArray()[0];
  }

  async fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname === "/drafts" || pathname === "/issue") {
      const body = await request.text();
      const work = pathname === "/issue" ? () => this.issue(JSON.parse(body).id) : () => this.keep(JSON.parse(body).draft);
      return this.once(request.headers.get("idempotency-key"), body, work);
    }
    if (pathname === "/webhook") return this.receive(await request.text(), request.headers.get("stripe-signature"));
    return this.show(pathname.split("/").at(-1));
  }

  /** Does a thing once for each key. */
  once(key, body, work) {
    let answer;
    this.ctx.storage.transactionSync(() => {
      const fingerprint = hash(body);
      const known = this.first("SELECT fingerprint, status, body FROM idempotency WHERE key = ?", key);
      if (known) {
        answer = Buffer.compare(Buffer.from(known.fingerprint), fingerprint) === 0 ? new Response(known.body, { status: known.status }) : problem(409, "reused");
        return;
      }
      const json = JSON.stringify(work());
      this.sql.exec("INSERT INTO idempotency (key, fingerprint, status, body, at) VALUES (?, ?, ?, ?, ?)", key, fingerprint, 200, json, Date.now());
      answer = new Response(json, { headers: { "content-type": "application/json" } });
    });
    return answer;
  }

  keep(draft) {
    const id = crypto.randomUUID();
    const { totals } = computed(draft);
    this.sql.exec("INSERT INTO invoice (id, state, customer, payable, owed) VALUES (?, 'draft', ?, ?, ?)", id, draft.customer.name, totals.gross, totals.gross);
    this.sql.exec("INSERT INTO document (hash, bytes) VALUES (?, ?)", id, JSON.stringify(draft));
    this.event("invoice.created", id);
    return { id };
  }

  issue(id) {
    const draft = JSON.parse(this.first("SELECT bytes FROM document WHERE hash = ?", id).bytes);
    const last = this.first("SELECT last FROM series WHERE name = 'invoice'")?.last ?? 0;
    this.sql.exec("INSERT OR REPLACE INTO series (name, last) VALUES ('invoice', ?)", last + 1);
    const today = new Date();
    const number = `${today.getUTCFullYear()}-${String(last + 1).padStart(4, "0")}`;
    const due = dayOf(new Date(today.getTime() + 30 * 86_400_000));
    const issued = dayOf(today);
    const whole = { ...computed(draft), number, issueDate: issued, dueDate: due };
    const document = JSON.stringify(whole);
    const name = hash(document).toString("hex");
    this.sql.exec("DELETE FROM document WHERE hash = ?", id);
    this.sql.exec("INSERT INTO document (hash, bytes) VALUES (?, ?)", name, document);
    this.sql.exec("UPDATE invoice SET state = 'open', number = ?, hash = ?, issued = ?, due = ? WHERE id = ?", number, name, issued, due, id);
    const { sequence, payable } = this.first("SELECT sequence, payable FROM invoice WHERE id = ?", id);
    const { name: customer, address, contact } = draft.customer;
    const columns = [number, `${customer} ${address.city} ${contact.email}`, draft.lines.map((line) => line.name).join(" ")].map(wordsOf);
    this.sql.exec("INSERT OR IGNORE INTO word (word) SELECT value FROM json_each(?)", JSON.stringify([...new Set(columns.flat())]));
    const [ofNumber, ofParty, ofLines] = columns.map((words) => words.join(" "));
    this.sql.exec("INSERT INTO search (rowid, number, party, amount, words) VALUES (?, ?, ?, ?, ?)", sequence, ofNumber, ofParty, `a${payable}`, ofLines);
    this.sql.exec("INSERT OR IGNORE INTO invoice_key (key, invoice) VALUES (?, ?)", number.replace(/[^0-9a-z]/gi, ""), id);
    this.append(id, name, { kind: "issued", on: issued });
    this.stand({ sequence, customer, issued, due, payable, owed: payable }, issued);
    const { net, vat } = whole.totals;
    this.sql.exec("INSERT INTO movement (invoice, day, vat_day, line) VALUES (?, ?, ?, ?)", sequence, issued, issued, JSON.stringify({ on: issued, vatOn: issued, customer, currency: draft.currency, rate: 21, net, vat }));
    this.book(sequence, issued, `receivables=${payable} revenue=${-net} vat=${-vat}`);
    const like = this.sql.exec("SELECT number FROM invoice WHERE customer = ? AND payable = ? AND state <> 'draft' ORDER BY sequence DESC LIMIT 20", draft.customer.name, payable).toArray();
    this.ctx.waitUntil(this.env.DOCUMENTS.put(name, document));
    return { id, number, document: JSON.parse(document), like, link: `/i/${id}.${sign(this.env.SECRET, id)}` };
  }

  append(invoice, document, entry) {
    const id = crypto.randomUUID();
    const json = JSON.stringify({ id, at: new Date().toISOString(), ...entry });
    const { sequence } = this.first("INSERT INTO entry (invoice, id, json) VALUES (?, ?, ?) RETURNING sequence", invoice, id, json);
    const head = this.first("SELECT place, link FROM chain ORDER BY place DESC LIMIT 1");
    const content = hash(invoice, id, document, json);
    const link = hash(Buffer.from(head?.link ?? new ArrayBuffer(32)), content);
    const place = (head?.place ?? 0) + 1;
    this.sql.exec("INSERT INTO chain (place, entry, content, link) VALUES (?, ?, ?, ?)", place, sequence, content, link);
    const seal = createHmac("sha256", this.env.SECRET).update(`${place}`).update(link).digest();
    this.sql.exec("INSERT OR REPLACE INTO chain_head (id, place, seal) VALUES (1, ?, ?)", place, seal);
    this.event(`invoice.${entry.kind}`, invoice);
    return id;
  }

  /** Where an invoice stands from a day on, as reports read it. */
  stand({ sequence, customer, issued, due, payable, owed }, from) {
    const line = JSON.stringify({ from, customer, currency: "EUR", issued, due, invoiced: payable, owed, received: payable - owed });
    this.sql.exec("INSERT OR REPLACE INTO stand (invoice, first, until, shown, line) VALUES (?, ?, 'open', ?, ?)", sequence, from, Number(owed > 0), line);
  }

  /** What the accounts of the general ledger moved by on a day. */
  book(sequence, day, line) {
    this.sql.exec("INSERT INTO booked (invoice, day, line) VALUES (?, ?, ?) ON CONFLICT (invoice, day) DO UPDATE SET line = line || ' ' || excluded.line", sequence, day, line);
  }

  event(type, subject) {
    this.sql.exec("INSERT INTO event (at, type, subject) VALUES (?, ?, ?)", Date.now(), type, subject);
  }

  receive(body, header) {
    const { t, v1 } = Object.fromEntries(header.split(",").map((part) => part.split("=")));
    if (Math.abs(Date.now() / 1000 - Number(t)) > 300 || !same(sign(this.env.SECRET, `${t}.${body}`), v1)) return problem(400, "signature");
    const { id: name, data } = JSON.parse(body);
    const { id: payment, amount_received: amount, metadata } = data.object;
    this.ctx.storage.transactionSync(() => {
      if (this.first("SELECT 1 FROM provider_event WHERE id = ?", name)) return;
      this.sql.exec("INSERT INTO provider_event (id, at) VALUES (?, ?)", name, Date.now());
      if (this.first("SELECT 1 FROM provider_payment WHERE id = ?", payment)) return;
      const invoice = this.first("SELECT sequence, id, hash, customer, issued, due, payable, owed FROM invoice WHERE id = ?", metadata.voldaanInvoice);
      const entries = this.sql.exec("SELECT json FROM entry WHERE invoice = ? ORDER BY sequence", invoice.id).toArray().map(({ json }) => JSON.parse(json));
      if (entries.length > 1 || amount !== invoice.owed) return;
      const entry = this.append(invoice.id, invoice.hash, { kind: "payment", amount, provider: "stripe", providerId: payment });
      this.sql.exec("UPDATE invoice SET owed = ?, state = 'paid' WHERE id = ?", invoice.owed - amount, invoice.id);
      this.sql.exec("INSERT INTO provider_payment (id, invoice, entry) VALUES (?, ?, ?)", payment, invoice.id, entry);
      const today = dayOf(new Date());
      this.stand({ ...invoice, owed: invoice.owed - amount }, today);
      this.book(invoice.sequence, today, `receivables=${-amount} paymentServices=${amount}`);
    });
    return Response.json({ received: true });
  }

  async show(token) {
    const [id, signature] = token.split(".");
    if (!same(sign(this.env.SECRET, id), signature)) return problem(404, "link");
    const invoice = this.first("SELECT id, hash, owed, state FROM invoice WHERE id = ?", id);
    const document = JSON.parse((await this.env.DOCUMENTS.get(invoice.hash)) ?? this.first("SELECT bytes FROM document WHERE hash = ?", invoice.hash).bytes);
    const entries = this.sql.exec("SELECT json FROM entry WHERE invoice = ? ORDER BY sequence", id).toArray().map(({ json }) => JSON.parse(json));
    const rows = document.lines.map((line) => `<tr><td>${escaped(line.name)}<td>${escaped(line.quantity)}<td>${line.net / 100}`).join("");
    const past = entries.map((entry) => `<li>${escaped(entry.at)} ${escaped(entry.kind)}`).join("");
    const html = `<!doctype html><title>${escaped(document.number)}</title><h1>${escaped(document.customer.name)}</h1><table>${rows}</table><p>${invoice.owed / 100}<ol>${past}</ol>`;
    return new Response(html, { headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", "content-security-policy": "default-src 'none'" } });
  }
}

export default {
  fetch(request, env) {
    return env.LEDGER.get(env.LEDGER.idFromName("one")).fetch(request);
  },
};
