// Numbers under pressure: 200 invoices issued at once. No gap, no double. Kills are in faults.test.mjs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DRAFT, open, start } from "./client.mjs";

/** The position of each number in its series. */
const places = (numbers) => numbers.map((number) => Number(number.split("-")[1])).sort((a, b) => a - b);
const upTo = (count) => Array.from({ length: count }, (_, index) => index + 1);

test("200 invoices issued at once have 200 numbers in a row", async () => {
  const host = await start();
  try {
    const { client } = await open(host.url);
    const drafts = await Promise.all(upTo(200).map(() => client.post("/v1/invoices", { draft: DRAFT })));
    const issued = await Promise.all(drafts.map(({ id }) => client.post(`/v1/invoices/${id}/issue`, {}, { status: 200 })));
    assert.deepEqual(places(issued.map(({ number }) => number)), upTo(200));
  } finally {
    await host.stop();
  }
});
