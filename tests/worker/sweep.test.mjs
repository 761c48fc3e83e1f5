// The daily sweep in workerd: policies and series are followed without anybody asking, and a Worker that is killed goes on.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Client, DRAFT, eventually, open, start } from "./client.mjs";

let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "voldaan-"));
});
after(() => rm(folder, { recursive: true, force: true }));

/** A time zone in which it is late in the morning now: the sweep of today is due. */
function lateMorning() {
  const hours = 11 - new Date().getUTCHours();
  // Named after POSIX: Etc/GMT-2 is two hours ahead of UTC.
  return hours === 0 ? "Etc/GMT" : `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`;
}

/** The calendar day so many days from now. */
const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A policy that reminds on every day of the week. */
const POLICY = {
  name: "Every day",
  jurisdiction: "NL",
  debtor: "business",
  quiet: { weekends: false, holidays: false },
  steps: [{ id: "reminder", offsetDays: 3, kind: "email", level: 1, tone: "friendly" }],
};

test("a late invoice is reminded of once, and a series makes its draft once, though the Worker is killed", async () => {
  const invoices = [];
  let key;
  const host = await start({ persist: folder });
  try {
    const { client } = await open(host.url);
    key = client.key;
    const zone = await client.call("PATCH", "/v1/administration", { body: { timeZone: lateMorning() }, headers: { "if-match": "*" } });
    assert.equal(zone.status, 200, zone.text);
    for (let count = 0; count < 8; count += 1) {
      const { id } = await client.post("/v1/invoices", { draft: { ...DRAFT, customer: { ...DRAFT.customer, kind: "business" } } });
      await client.post(`/v1/invoices/${id}/issue`, { issueDate: day(-60) }, { status: 200 });
      invoices.push(id);
    }
    await client.post("/v1/recurring", { template: { draft: DRAFT, every: "year", start: day(0) } });
    await client.post("/v1/policies", { policy: POLICY });
    for (const id of host.processIds()) process.kill(id, "SIGKILL");
  } finally {
    await host.stop();
  }
  const again = await start({ persist: folder });
  try {
    const client = new Client(again.url, key);
    const reminders = async () => (await client.get("/v1/outbox")).items.filter(({ action }) => action?.step === "reminder");
    const items = await eventually(async () => {
      const items = await reminders();
      return items.length >= invoices.length && items;
    });
    assert.deepEqual(items.map(({ invoiceId }) => invoiceId), invoices);
    assert.ok(items.every(({ to, action }) => to === "anna@vermeulen.example" && action.amounts.principal === "1210.00"));
    for (const id of invoices) {
      const { items: entries } = await client.get(`/v1/invoices/${id}/entries`);
      assert.deepEqual(entries.map(({ kind }) => kind), ["issued", "reminder"]);
    }
    const drafts = await eventually(async () => {
      const { items } = await client.get("/v1/invoices");
      return items.some(({ state }) => state === "draft") && items.filter(({ state }) => state === "draft");
    });
    assert.equal(drafts.length, 1);
    // Asking for more changes nothing: the day is done.
    assert.equal((await reminders()).length, invoices.length);
  } finally {
    await again.stop();
  }
});
