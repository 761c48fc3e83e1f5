// Numbers under pressure: 200 invoices issued at once, and a Worker that is killed again and again. No gap, no double, nothing lost.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, DRAFT, eventually, open, start } from "./client.mjs";

/** How often the Worker is killed. */
const KILLS = process.env.VOLDAAN_SOAK ? 2_000 : 20;
/** Callers that issue at the same time. */
const CALLERS = 8;

/** The position of each number in its series. */
const places = (numbers) => numbers.map((number) => Number(number.split("-")[1])).sort((a, b) => a - b);
const upTo = (count) => Array.from({ length: count }, (_, index) => index + 1);

let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "voldaan-"));
});
after(() => rm(folder, { recursive: true, force: true }));

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

test(`a Worker killed ${KILLS} times under load loses no invoice and repeats no number`, async () => {
  const acknowledged = new Map();
  let key;
  for (let kill = 0; kill <= KILLS; kill += 1) {
    const host = await start({ persist: folder });
    try {
      key ??= (await open(host.url)).client.key;
      const client = new Client(host.url, key);
      if (kill < KILLS) {
        await underLoad(client, acknowledged, host);
      } else {
        await audit(client, acknowledged, host);
      }
    } finally {
      await host.stop();
    }
  }
});

/** Issues without pause until the Worker is killed, at a moment that differs each time. */
async function underLoad(client, acknowledged, host) {
  let killed = false;
  const caller = async (name) => {
    for (let turn = 0; !killed; turn += 1) {
      const headers = { "idempotency-key": `${name}-${turn}` };
      try {
        const made = await client.call("POST", "/v1/invoices", { body: { draft: DRAFT }, headers });
        if (made.status !== 201) continue;
        const issued = await client.call("POST", `/v1/invoices/${made.json.id}/issue`, { body: {}, headers: { "idempotency-key": `${name}-${turn}-issue` } });
        if (issued.status === 200) acknowledged.set(issued.json.id, issued.json);
      } catch (error) {
        if (!killed) throw error;
      }
    }
  };
  const run = crypto.randomUUID();
  const callers = upTo(CALLERS).map((number) => caller(`${run}-${number}`));
  const before = acknowledged.size;
  while (acknowledged.size === before) await Promise.race([sleep(1), ...callers]);
  await sleep(Math.random() * 400);
  const processes = host.processIds();
  assert.ok(processes.length > 0, "there is a workerd to kill");
  killed = true;
  for (const id of processes) process.kill(id, "SIGKILL");
  await Promise.all(callers);
}

/** Everything that was acknowledged is there, unchanged, and all numbers are in a row. */
async function audit(client, acknowledged, host) {
  const issued = [];
  for (let path = "/v1/invoices?limit=200"; path; ) {
    const { items, next } = await client.get(path);
    issued.push(...items.filter(({ state }) => state !== "draft"));
    path = next && `/v1/invoices?limit=200&cursor=${next}`;
  }
  assert.ok(acknowledged.size >= KILLS, `${acknowledged.size} acknowledged`);
  assert.deepEqual(places(issued.map(({ number }) => number)), upTo(issued.length));
  assert.ok(issued.length >= acknowledged.size);
  for (const [id, known] of acknowledged) {
    const found = await client.get(`/v1/invoices/${id}`);
    assert.deepEqual([found.number, found.documentHash, found.invoice], [known.number, known.documentHash, known.invoice]);
    const entries = await client.get(`/v1/invoices/${id}/entries`);
    assert.deepEqual(entries.items.map(({ kind }) => kind), ["issued"]);
    // What the kill kept from being brought to KV is brought there after it.
    await eventually(() => host.document(known.documentHash));
  }
}
