// `cargo xtask bench book`: one administration with 1,000, 10,000 and 100,000 invoices, in workerd: what issuing, a page of a list, a search and
// each report take, and the ratio of the large to the small. The Books come by import, which is timed too.
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

const small = new Map();
for (const size of sizes) await measure(size);

async function measure(size) {
  const host = await start({ variables: { ADMIN_KEY, MASTER_SECRET, KEY_REQUESTS_PER_MINUTE: "10000000", LINK_REQUESTS_PER_MINUTE: "10000000" } });
  try {
    const { client } = await open(host.url);
    const began = performance.now();
    const seconds = () => rounded((performance.now() - began) / 1000);
    let rows = 0;
    for await (const page of books(size)) {
      ({ rows } = await client.post("/v1/import", page, { status: 200 }));
      process.stderr.write(`\r${size} invoices: ${rows} rows imported in ${seconds()} s `);
    }
    print(size, "import", { seconds: seconds() });
    for (let filled = false; !filled; ) {
      const { status } = await client.call("GET", "/v1/reports/ageing");
      filled = status === 200;
      if (!filled) await sleep(500);
      process.stderr.write(`\r${size} invoices: prepared for ${seconds()} s `);
    }
    process.stderr.write("\n");
    print(size, "import and preparing", { seconds: seconds() });
    await idle(host.processIds());
    const timed = async (name, times, ask) => {
      const taken = [];
      for (let count = 0; count < times; count += 1) {
        const start = performance.now();
        await ask();
        taken.push(performance.now() - start);
      }
      const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(taken, share));
      if (!small.has(name)) small.set(name, p50);
      print(size, name, { p50: rounded(p50), p95: rounded(p95), p99: rounded(p99), ratio: rounded(p50 / small.get(name)) });
      return p95;
    };
    const drafts = [];
    await timed("draft", TIMES, async () => drafts.push((await client.post("/v1/invoices", { draft: DRAFT })).id));
    await timed("issue", TIMES, () => client.post(`/v1/invoices/${drafts.pop()}/issue`, {}, { status: 200 }));
    await idle(host.processIds());
    for (const [name, path] of Object.entries(READS)) {
      const isSearch = path.startsWith("/v1/search");
      const p95 = await timed(name, isSearch ? SEARCH_TIMES : TIMES, () => client.get(path));
      if (isSearch && size === SEARCH_P95.invoices) assert.ok(p95 <= SEARCH_P95.milliseconds, `${name}: ${rounded(p95)} ms at the 95th value`);
    }
    for (const [name, path] of Object.entries(REPORTS)) await timed(name, REPORTS_TIMES, () => client.get(path));
    print(size, "memory", { megabytes: megabytes(host.processIds()), wasm: Number((await client.call("GET", "/health")).headers.get("voldaan-memory-bytes")) });
    print(size, "load", { average: loadavg().map(rounded) });
  } finally {
    await host.stop();
  }
}

function print(invoices, what, values) {
  console.log(JSON.stringify({ invoices, what, ...values }));
}
