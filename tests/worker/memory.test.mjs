// The memory that the Worker takes: what one large invoice needs from draft to page stays within its limit.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DRAFT, open, start } from "./client.mjs";

const MEGABYTES_MAX = 16;

test(`an invoice of 1,000 lines takes less than ${MEGABYTES_MAX} MB`, async (t) => {
  const host = await start();
  try {
    const { client } = await open(host.url);
    const taken = async () => Number((await client.call("GET", "/health")).headers.get("voldaan-memory-bytes")) / 1024 / 1024;
    const before = await taken();
    const lines = Array.from({ length: 1_000 }, (_, index) => ({
      name: `Article ${index + 1}`,
      description: "A line of an invoice as long as they usually are",
      quantity: String(1 + (index % 7)),
      unitPrice: "19.95",
      vat: index % 2 ? "nl:standard" : "nl:reduced",
      allowances: [{ percent: "5", reason: "Regular customer" }],
    }));
    const issued = await client.issue({ ...DRAFT, lines });
    const page = await fetch(issued.links.customer);
    assert.ok((await page.text()).includes("Article 1000"));
    await client.post(`/v1/invoices/${issued.id}/payments`, { amount: issued.invoice.totals.payable, method: "cash" });
    const megabytes = await taken();
    t.diagnostic(`${before} MB before, ${megabytes} MB after`);
    assert.ok(megabytes > before, "the instance that worked is the one that is measured");
    assert.ok(megabytes < MEGABYTES_MAX, `${megabytes} MB`);
  } finally {
    await host.stop();
  }
});
