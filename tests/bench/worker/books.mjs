// Books of any size: the export of a Book with one invoice, written out as one of many invoices of other days and customers, most of them
// paid, with a chain that holds. It asserts nothing.

import { createHash } from "node:crypto";
import { DRAFT, open, start } from "../../worker/client.mjs";

/** Bytes of a page of an import, about. */
const PAGE_BYTES = 4_000_000;
/** Customers and days over which the invoices are spread. */
const CUSTOMERS = 1_000;
const DAYS = 700;
/** Tables with rows of each invoice. */
const OF_INVOICE = ["invoice", "entry", "chain", "chunk", "document", "event", "invoice_key"];

const sha256 = (...parts) => parts.reduce((digest, part) => digest.update(part), createHash("sha256")).digest();
const blob = (bytes) => ({ base64: bytes.toString("base64") });
/** A day as the terms of a Dutch invoice say it. */
const said = (day) => new Intl.DateTimeFormat("nl", { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
const later = (day, days) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** The rows of a Book with one invoice, as an export has them. */
async function sample() {
  const host = await start();
  try {
    const { client } = await open(host.url);
    await client.issue(DRAFT);
    const { text } = await client.call("GET", "/v1/export");
    return text.trim().split("\n").map((line) => JSON.parse(line));
  } finally {
    await host.stop();
  }
}

/** The pages of an export with so many invoices. */
export async function* books(count) {
  const [head, ...lines] = await sample();
  const rows = lines.filter(({ table }) => table);
  const of = (name) => rows.find(({ table, row }) => table === name && (name !== "chunk" || row.owner.startsWith("document/")))?.row;
  const template = Object.fromEntries(OF_INVOICE.map((name) => [name, of(name)]));
  const text = Buffer.from(template.chunk.bytes.base64, "base64").toString("utf8");
  const { issue_date: issued, due_date: due, number, customer_name: name } = template.invoice;
  const year = Number(issued.slice(0, 4));
  let page = 1;
  let written = 0;
  let out = [];
  let bytes = 0;
  const begin = () => out.push(JSON.stringify({ ...head, page }));
  const put = (table, row) => {
    const line = JSON.stringify({ table, row });
    out.push(line);
    bytes += line.length;
    written += 1;
  };
  const take = () => {
    const whole = `${out.join("\n")}\n`;
    [out, bytes, page] = [[], 0, page + 1];
    return whole;
  };
  begin();
  for (const { table, row } of rows) {
    if (table === "series") put(table, { ...row, last: `${year}-${String(count).padStart(4, "0")}` });
    else if (!OF_INVOICE.includes(table)) put(table, row);
  }
  let link = Buffer.alloc(32);
  let [place, entries, events] = [0, 0, 0];
  for (let n = 1; n <= count; n += 1) {
    // The oldest first, as numbers follow one another.
    const back = -DAYS + Math.floor((n / count) * DAYS);
    const [on, dueOn, own, customer] = [later(issued, back), later(due, back), `${year}-${String(n).padStart(4, "0")}`, `Customer ${n % CUSTOMERS}`];
    const document = text.replaceAll(issued, on).replaceAll(due, dueOn).replaceAll(said(due), said(dueOn)).replaceAll(number, own).replaceAll(name, customer);
    const hash = sha256(document).toString("hex");
    const id = `${template.invoice.id.slice(0, -8)}${String(n).padStart(8, "0")}`;
    const paid = n % 10 < 8;
    const state = paid ? { state: "paid", amount_due: "0.00", due_next: null } : { due_next: dueOn };
    put("invoice", { ...template.invoice, sequence: n, id, number: own, hash, issue_date: on, due_date: dueOn, customer_name: customer, ...state });
    put("document", { ...template.document, hash, confirmed: 1 });
    put("chunk", { ...template.chunk, owner: `document/${hash}`, bytes: blob(Buffer.from(document)) });
    put("invoice_key", { ...template.invoice_key, key: own.replace("-", ""), invoice: id });
    const done = [{ kind: "issued", on }];
    if (paid) done.push({ kind: "payment", on: later(on, n % 50), amount: "1210.00", method: "creditTransfer" });
    for (const { kind, on: day, ...more } of done) {
      entries += 1;
      const entry = `ent_${String(entries).padStart(24, "0")}`;
      const json = JSON.stringify({ id: entry, at: "2020-01-01T00:00:00Z", on: day, kind, ...more });
      put("entry", { sequence: entries, invoice: id, id: entry, json });
      place += 1;
      const at = Buffer.alloc(8);
      at.writeBigInt64BE(BigInt(place));
      const content = sha256(id, "\n", entry, "\n", hash, "\n", json);
      link = sha256(link, at, "entry", "\n", content);
      put("chain", { place, kind: "entry", entry: entries, content: blob(content), link: blob(link) });
      put("event", { ...template.event, sequence: (events += 1), type: `invoice.${kind}`, subject: id });
    }
    if (bytes > PAGE_BYTES) {
      yield take();
      begin();
    }
  }
  out.push(JSON.stringify({ end: true, rows: written }));
  yield take();
}
