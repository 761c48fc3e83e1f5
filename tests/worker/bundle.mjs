// Exports of administrations that were never kept: the export of a small Book, with issued invoices of one's own in the place of its one
// invoice, each with its entries, in a chain that holds. It asserts nothing.

import { createHash } from "node:crypto";
import { DRAFT, open, start } from "./client.mjs";

/** Bytes of a page of an import, about. */
const PAGE_BYTES = 4_000_000;
/** Tables with rows of each invoice. */
const OF_INVOICE = ["invoice", "entry", "chain", "chunk", "document", "event", "invoice_key"];

const sha256 = (...parts) => parts.reduce((digest, part) => digest.update(part), createHash("sha256")).digest();
const blob = (bytes) => ({ base64: bytes.toString("base64") });

/**
 * The rows of a Book with one invoice, as an export has them. What else it shall hold is for `prepare`, whose answer comes along.
 */
export async function sample(prepare = async () => undefined) {
  const host = await start();
  try {
    const { client } = await open(host.url);
    const prepared = await prepare(client);
    await client.issue(DRAFT);
    const { text } = await client.call("GET", "/v1/export");
    const [head, ...lines] = text.trim().split("\n").map((line) => JSON.parse(line));
    const rows = lines.filter(({ table }) => table);
    const of = (name) => rows.find(({ table, row }) => table === name && (name !== "chunk" || row.owner.startsWith("document/")))?.row;
    const template = Object.fromEntries(OF_INVOICE.map((name) => [name, of(name)]));
    return { head, rows, template, document: Buffer.from(template.chunk.bytes.base64, "base64").toString("utf8"), prepared };
  } finally {
    await host.stop();
  }
}

/**
 * The pages of an export with these invoices, each `{ document, row, entries }`: the text of the issued invoice, what its row says beside
 * that of the sample, and entries with their JSON as it is kept, `{ id, kind, json }`.
 */
export function* pages({ head, rows, template }, invoices, { last }) {
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
    if (table === "series") put(table, { ...row, last });
    else if (!OF_INVOICE.includes(table)) put(table, row);
  }
  let link = Buffer.alloc(32);
  let [n, place, entries, events] = [0, 0, 0, 0];
  for (const { document, row, entries: own } of invoices) {
    n += 1;
    const hash = sha256(document).toString("hex");
    const id = idOf(template, n);
    put("invoice", { ...template.invoice, ...row, sequence: n, id, hash });
    put("document", { ...template.document, hash, confirmed: 1 });
    put("chunk", { ...template.chunk, owner: `document/${hash}`, bytes: blob(Buffer.from(document)) });
    put("invoice_key", { ...template.invoice_key, key: row.number.replace("-", ""), invoice: id });
    for (const { id: entry, kind, json } of own) {
      entries += 1;
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

/** The id of the invoice that comes n-th, counted from 1. */
export const idOf = (template, n) => `${template.invoice.id.slice(0, -8)}${String(n).padStart(8, "0")}`;
