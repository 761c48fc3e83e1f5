// The way of one invoice through the Worker in workerd: made, issued, stored, sent, seen, paid.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { Client, DRAFT, eventually, open, paymentSucceeded, start } from "./client.mjs";

let host, client, administration;

before(async () => {
  host = await start();
  ({ client, administration } = await open(host.url));
});
after(() => host.stop());

test("an invoice is made, issued, sent, seen and paid by a signed event", async () => {
  const customer = await client.post("/v1/customers", { party: DRAFT.customer });
  const { customer: _, ...draft } = DRAFT;
  const made = await client.post("/v1/invoices", { draft, customerId: customer.id });
  assert.equal(made.state, "draft");
  const issued = await client.post(`/v1/invoices/${made.id}/issue`, {}, { status: 200 });
  assert.match(issued.number, /^\d{4}-0001$/);
  assert.deepEqual([issued.state, issued.invoice.totals.payable], ["open", "1210.00"]);

  const sent = await client.post(`/v1/invoices/${made.id}/send`, {});
  assert.equal(sent.to, "anna@vermeulen.example");

  const page = await fetch(sent.link);
  const html = await page.text();
  assert.equal(page.status, 200);
  assert.ok(html.includes(issued.number) && html.includes("€\u00a01.210,00"));
  const style = /<style>([^]*?)<\/style>/.exec(html)[1];
  const hash = createHash("sha256").update(style).digest("base64");
  assert.ok(page.headers.get("content-security-policy").includes(`style-src 'sha256-${hash}'`));

  for (let attempt = 0; attempt < 10; attempt += 1) {
    const answer = await client.webhook(administration, paymentSucceeded(made.id));
    assert.equal(answer.status, 200, answer.text);
  }
  const paid = await client.get(`/v1/invoices/${made.id}`);
  assert.deepEqual([paid.state, paid.status.amountDue], ["paid", "0.00"]);
  const entries = await client.get(`/v1/invoices/${made.id}/entries`);
  assert.deepEqual(entries.items.map((entry) => entry.kind), ["issued", "sent", "payment"]);
});

test("the document is in KV under its hash, with the very bytes of the answer", async () => {
  const issued = await client.issue();
  const kept = await eventually(() => host.document(issued.documentHash));
  assert.equal(createHash("sha256").update(kept).digest("hex"), issued.documentHash);
  const { text } = await client.call("GET", `/v1/invoices/${issued.id}`);
  assert.ok(text.includes(kept.toString("utf8")));
});

test("what KV loses or changes is shown by the Book and brought there again", async () => {
  const issued = await client.issue();
  const kept = await eventually(() => host.document(issued.documentHash));
  for (const changed of [undefined, "another document"]) {
    await host.forget(issued.documentHash, changed);
    assert.deepEqual((await client.get(`/v1/invoices/${issued.id}`)).invoice, issued.invoice);
    await eventually(async () => (await host.document(issued.documentHash))?.equals(kept));
  }
});

test("messages are handed to the service that is bound for them, once, and again if it refuses", async () => {
  const taken = [];
  const outbox = async (request) => {
    const message = await request.json();
    assert.equal(request.headers.get("idempotency-key"), message.id);
    taken.push(message);
    return new Response(null, { status: taken.length === 1 ? 503 : 204 });
  };
  const served = await start({ outbox });
  try {
    const { client } = await open(served.url);
    const first = await client.post(`/v1/invoices/${(await client.issue()).id}/send`, {});
    await eventually(() => taken.length === 1);
    const second = await client.post(`/v1/invoices/${(await client.issue()).id}/send`, {});
    await eventually(async () => (await client.get("/v1/outbox")).items[1].deliveredAt);
    assert.deepEqual(taken.map(({ id }) => id), [first.id, second.id]);
    assert.deepEqual(taken[1], second);
    assert.equal((await client.get("/v1/outbox")).items[0].deliveredAt, undefined);
  } finally {
    await served.stop();
  }
});

test("the time zones of the platform decide what day it is", async () => {
  // Half past eleven in the evening in London is half past midnight in Amsterdam.
  const headers = { "x-voldaan-test-clock": "2025-12-31T23:30:00Z" };
  for (const [timeZone, issueDate] of [["Europe/Amsterdam", "2026-01-01"], ["Europe/London", "2025-12-31"], ["Pacific/Auckland", "2026-01-01"]]) {
    const other = await open(host.url, timeZone);
    const changed = await other.client.call("PATCH", "/v1/administration", { body: { timeZone }, headers: { "if-match": "*" } });
    assert.equal(changed.status, 200, changed.text);
    const { id } = await other.client.post("/v1/invoices", { draft: DRAFT });
    const issued = await other.client.post(`/v1/invoices/${id}/issue`, {}, { status: 200, headers });
    assert.equal(issued.invoice.issueDate, issueDate, timeZone);
  }
  const wrong = await client.call("PATCH", "/v1/administration", { body: { timeZone: "Mars/Olympus" }, headers: { "if-match": "*" } });
  assert.equal(wrong.status, 422);
});

test("a payment is booked once, whichever of its events comes first", async () => {
  const { id } = await client.issue();
  const metadata = { voldaanInvoice: id };
  const common = { currency: "eur", metadata, payment_intent: "pi_order" };
  const event = (name, type, object) => ({ id: name, type, created: Math.floor(Date.now() / 1000), data: { object } });
  const events = [
    event("evt_c", "charge.succeeded", { id: "ch_1", amount: 121_000, amount_captured: 121_000, amount_refunded: 0, ...common }),
    event("evt_s", "checkout.session.completed", { id: "cs_1", amount_total: 121_000, payment_status: "paid", ...common }),
    paymentSucceeded(id, { id: "evt_p", payment: "pi_order" }),
  ];
  const answers = await Promise.all([...events, ...events].map((one) => client.webhook(administration, one)));
  assert.ok(answers.every((answer) => answer.status === 200));
  const entries = await client.get(`/v1/invoices/${id}/entries`);
  assert.deepEqual(entries.items.map((entry) => entry.kind), ["issued", "payment"]);
});

test("events that are forged, old or from the future are refused", async () => {
  const { id } = await client.issue();
  const event = paymentSucceeded(id, { id: "evt_forged", payment: "pi_forged" });
  const now = Math.floor(Date.now() / 1000);
  for (const options of [{ secret: "whsec_other" }, { timestamp: now - 310 }, { timestamp: now + 310 }]) {
    const answer = await client.webhook(administration, event, options);
    assert.deepEqual([answer.status, answer.json.code], [400, "webhook.signature"]);
  }
  const wrong = await client.webhook(administration, paymentSucceeded(id, { id: "evt_other", payment: "pi_other", currency: "usd" }));
  assert.deepEqual([wrong.status, wrong.json.outcome], [200, "inbox"]);
  const { items } = await client.get("/v1/inbox");
  assert.equal(items.at(-1).reason, "wrongCurrency");
  assert.equal((await client.get(`/v1/invoices/${id}`)).state, "open");
  const less = await client.webhook(administration, paymentSucceeded(id, { id: "evt_less", payment: "pi_less", amount: 1 }));
  assert.deepEqual([less.status, less.json.outcome], [200, "booked"]);
  assert.equal((await client.get(`/v1/invoices/${id}`)).status.amountDue, "1209.99");
});

test("voiding and crediting give documents with numbers of their own", async () => {
  const one = await client.issue();
  const credited = await client.post(`/v1/invoices/${one.id}/credit`, { lines: [{ id: "1", quantity: "4" }], reason: "Beschadigd" });
  assert.deepEqual([credited.invoice.type, credited.invoice.totals.payable, credited.credits], ["creditNote", "484.00", one.id]);
  const void_ = await client.post(`/v1/invoices/${one.id}/void`, {}, { status: 200 });
  assert.deepEqual([void_.state, void_.creditNotes.length], ["void", 2]);
});

test("books of administrations are separate", async () => {
  const other = await open(host.url, "Other");
  const { id } = await client.issue();
  assert.equal((await other.client.call("GET", `/v1/invoices/${id}`)).status, 404);
  const wrong = other.client.key.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
  assert.equal((await new Client(host.url, wrong).call("GET", "/v1/invoices")).status, 401);
});
