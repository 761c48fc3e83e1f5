// `cargo xtask bench book`: administrations with 1,000, 10,000 and 100,000 invoices, each in a workerd of its own: what issuing, a page of a list, a
// search and each report take, asked in turns, and the ratio of the large to the small. The Books come by import, which is timed too.
//
//     cargo xtask bench book [-- invoices...]

import assert from "node:assert/strict";
import { loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { ADMIN_KEY, DRAFT, MASTER_SECRET, open, start } from "../worker/client.mjs";
import { books } from "./worker/books.mjs";
import { idle, megabytes, quantile, rounded } from "./worker/load.mjs";

/** How often each thing is asked; a search often enough for its 95th value to say something. */
const TIMES = 30;
const SEARCH_TIMES = 100;

/** So long a search of so many invoices takes at most, at its 95th value: a list that follows the typing. */
const SEARCH_P95 = { invoices: 10_000, milliseconds: 100 };
const REPORTS_TIMES = 3;

const said = process.argv.slice(2).filter((argument) => argument !== "--").map(Number);
const sizes = said.length > 0 ? said : [1_000, 10_000, 100_000];
assert.ok(sizes.every((size) => Number.isInteger(size) && size > 0), "usage: cargo xtask bench book [-- invoices...]");

const today = new Date().toISOString().slice(0, 10);
const monthBefore = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);
const READS = {
  list: "/v1/invoices",
  "list of what is open": "/v1/invoices?state=open",
  "list of days": `/v1/invoices?from=${monthBefore}&until=${today}`,
  "list of what is overdue": "/v1/invoices?overdue=true",
  // As many as a small Book has of them too: what is compared is finding, not the length of the answer.
  "search of a number": "/v1/search?q=0777&limit=10",
  "search of a customer": "/v1/search?q=customer+77&limit=10",
  "search of a word": "/v1/search?q=zonnewijzer&limit=10",
  "search of an amount": "/v1/search?q=1210.00&limit=10",
};
const REPORTS = {
  ageing: "/v1/reports/ageing",
  dso: "/v1/reports/dso",
  "vat of a month": `/v1/reports/vat?from=${monthBefore}&until=${today}`,
  "revenue of a month": `/v1/reports/revenue?from=${monthBefore}&until=${today}`,
  behaviour: "/v1/reports/behaviour",
  cash: "/v1/reports/cash",
};

const all = [];
try {
  for (const size of sizes) all.push(await prepared(size));
  await measure();
} finally {
  for (const { host } of all) await host.stop();
}

/** A Book of so many invoices, whose import is done with: derived, and its documents made. */
async function prepared(size) {
  const host = await start({ variables: { ADMIN_KEY, MASTER_SECRET, KEY_REQUESTS_PER_MINUTE: "10000000", LINK_REQUESTS_PER_MINUTE: "10000000" } });
  const others = all.flatMap(({ processes }) => processes);
  const processes = host.processIds().filter((id) => !others.includes(id));
  const { client } = await open(host.url);
  const began = performance.now();
  const seconds = () => rounded((performance.now() - began) / 1000);
  const told = (text) => process.stderr.write(`\r${size} invoices: ${text} ${seconds()} s `);
  let rows = 0;
  for await (const page of books(size)) {
    ({ rows } = await client.post("/v1/import", page, { status: 200 }));
    told(`${rows} rows imported in`);
  }
  print(size, "import", { seconds: seconds() });
  for (let filled = false; !filled; ) {
    const { status } = await client.call("GET", "/v1/reports/ageing");
    filled = status === 200;
    if (!filled) await sleep(500);
    told("prepared for");
  }
  print(size, "import and preparing", { seconds: seconds() });
  await idle(processes, () => told("documents made for"));
  process.stderr.write("\n");
  print(size, "import, preparing and documents", { seconds: seconds() });
  return { size, host, processes, client, drafts: [] };
}

async function measure() {
  await timed("draft", TIMES, async ({ client, drafts }) => drafts.push((await client.post("/v1/invoices", { draft: DRAFT })).id));
  await timed("issue", TIMES, ({ client, drafts }) => client.post(`/v1/invoices/${drafts.pop()}/issue`, {}, { status: 200 }));
  for (const { processes } of all) await idle(processes);
  for (const [name, path] of Object.entries(READS)) {
    const isSearch = path.startsWith("/v1/search");
    const p95s = await timed(name, isSearch ? SEARCH_TIMES : TIMES, ({ client }) => client.get(path));
    const p95 = isSearch ? p95s.get(SEARCH_P95.invoices) : undefined;
    if (p95 !== undefined) assert.ok(p95 <= SEARCH_P95.milliseconds, `${name}: ${rounded(p95)} ms at the 95th value`);
  }
  for (const [name, path] of Object.entries(REPORTS)) await timed(name, REPORTS_TIMES, ({ client }) => client.get(path));
  for (const { size, processes, client } of all) {
    print(size, "memory", { megabytes: megabytes(processes), wasm: Number((await client.call("GET", "/health")).headers.get("voldaan-memory-bytes")) });
  }
  print(undefined, "load", { average: loadavg().map(rounded) });
}

/** What something takes in each Book, asked in turns; the 95th values, by size. */
async function timed(what, times, ask) {
  const taken = all.map(() => []);
  for (let count = 0; count < times; count += 1) {
    for (const [place, book] of all.entries()) {
      const start = performance.now();
      await ask(book);
      taken[place].push(performance.now() - start);
    }
  }
  const small = quantile(taken[0], 0.5);
  const p95s = new Map();
  for (const [place, { size }] of all.entries()) {
    const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(taken[place], share));
    print(size, what, { p50: rounded(p50), p95: rounded(p95), p99: rounded(p99), ratio: rounded(p50 / small) });
    p95s.set(size, p95);
  }
  return p95s;
}

function print(invoices, what, values) {
  console.log(JSON.stringify({ invoices, what, ...values }));
}
