// A year of a business in workerd, in seconds, by its test clock: a series on the 31st, reminders, a promise, a part payment, a hand-over;
// and the daily cron, which wakes every Book.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DRAFT, open, start } from "./client.mjs";

let host;

before(async () => {
  host = await start();
});
after(() => host.stop());

const iso = (date) => date.toISOString().slice(0, 10);

test("a year goes by as simulated", async () => {
  const { client } = await open(host.url);
  let today = new Date("2025-05-31T10:00:00Z");
  const at = () => ({ "x-voldaan-test-clock": today.toISOString() });
  const post = (path, body, status = 201) => client.post(path, body, { status, headers: at() });
  const live = async (until) => {
    while (iso(today) <= until) {
      assert.deepEqual(await post("/v1/sweep", {}, 200), { day: iso(today), done: true });
      const { items: letters } = await client.get("/v1/outbox?waiting=true&channel=letter", { headers: at() });
      for (const { id } of letters) await post(`/v1/outbox/${id}/done`, {}, 200);
      today = new Date(today.getTime() + 86_400_000);
    }
  };
  const draft = { ...DRAFT, customer: { ...DRAFT.customer, kind: "business" } };
  await post("/v1/policies", { ready: "nl-business" });
  await post("/v1/recurring", { issue: true, template: { every: "month", start: "2025-05-31", draft } });
  await live("2025-05-31");
  const { items: [{ id }] } = await client.get("/v1/invoices", { headers: at() });
  const entries = [
    { id: "1", at: "2025-07-10T10:00:00Z", on: "2025-07-10", kind: "promise", until: "2025-07-24" },
    { id: "2", at: "2025-07-24T10:00:00Z", on: "2025-07-24", kind: "payment", amount: "500.00", method: "creditTransfer" },
  ];
  const simulated = await post(`/v1/invoices/${id}/simulate`, { until: "2026-05-31", entries }, 200);
  await live("2025-07-09");
  await post(`/v1/invoices/${id}/promise`, { until: "2025-07-24" });
  await live("2025-07-23");
  await post(`/v1/invoices/${id}/payments`, { amount: "500.00", method: "creditTransfer" });
  await live("2026-05-31");
  const { items } = await client.get("/v1/outbox?limit=200", { headers: at() });
  const done = items.filter(({ invoiceId }) => invoiceId === id).map(({ action }) => action);
  assert.deepEqual(done, simulated.items);
  assert.equal(done.at(-1).step, "handOver");
  // What the last letter asked for settles the invoice, its interest and its costs, and leaves nothing to the good.
  const { amounts: { costs, interest, total } } = done.at(-1);
  const { status } = await post(`/v1/invoices/${id}/payments`, { amount: total, method: "creditTransfer" });
  const charges = { costs: "0.00", interest: "0.00", costsReceived: costs, interestReceived: interest };
  assert.deepEqual([status.state, status.balanceState, status.charges], ["paid", "paid", charges]);
  assert.ok(Number(costs) > 0 && Number(interest) > 0);
  const { items: invoices } = await client.get("/v1/invoices?limit=200", { headers: at() });
  const days = invoices.map(({ issueDate }) => issueDate).reverse();
  assert.deepEqual(days.slice(0, 4), ["2025-05-31", "2025-06-30", "2025-07-31", "2025-08-31"]);
  assert.equal(days.length, 13);
});

test("the cron wakes every Book, and nobody else can", async () => {
  await open(host.url, "Woken");
  const answer = await fetch(new URL("/cdn-cgi/mf/scheduled", host.url));
  assert.equal(answer.status, 200, await answer.text());
  assert.equal((await fetch(new URL("/wake", host.url))).status, 404);
});
