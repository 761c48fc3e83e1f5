// The client of the package (`voldaan/client`) on the Worker: from a draft to money, files, pages and refusals.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { Client, VoldaanError } from "../../npm/dist/client/index.js";
import { ADMIN_KEY, DRAFT, open, start } from "./client.mjs";

let host, client;

before(async () => {
  host = await start();
  const { client: caller } = await open(host.url);
  client = new Client({ url: host.url, key: caller.key });
});
after(() => host.stop());

test("an administration is opened, and an invoice goes from draft to paid", async () => {
  const admin = new Client({ url: host.url, key: ADMIN_KEY });
  const { apiKey, administration } = await admin.createAdministration({ name: "By the package" });
  assert.equal((await new Client({ url: host.url, key: apiKey }).getAdministration()).id, administration.id);
  const kept = await client.createInvoice({ draft: DRAFT });
  const changed = await client.patchInvoice(kept.id, { draft: { buyerReference: "7", notes: null } }, { ifMatch: kept });
  assert.equal(changed.draft.buyerReference, "7");
  await assert.rejects(client.patchInvoice(kept.id, {}, { ifMatch: kept }), { name: "VoldaanError", code: "ifMatch.changed", status: 412 });
  const issued = await client.issueInvoice(kept.id);
  assert.match(issued.number, /-0001$/);
  const paid = await client.addPayment(issued.id, { amount: "1210.00", method: "cash" });
  assert.deepEqual([paid.state, paid.status.amountDue], ["paid", "0.00"]);
  const pdf = await client.getPdf(issued.id, { locale: "de" });
  assert.equal(Buffer.from(pdf.subarray(0, 5)).toString(), "%PDF-");
  assert.match(await client.getUbl(issued.id), /<cbc:ID>/);
});

test("one call is one invoice, however often it is sent", async () => {
  let calls = 0;
  // The answer to the first attempt is lost after the service has done it.
  const lossy = async (...request) => {
    const response = await fetch(...request);
    calls += 1;
    if (calls === 1) throw new TypeError("the connection broke");
    return response;
  };
  const unlucky = new Client({ url: host.url, key: (await open(host.url, "Unlucky")).client.key, fetch: lossy });
  const { id } = await unlucky.createInvoice({ draft: DRAFT });
  assert.equal(calls, 2);
  const { items } = await unlucky.listInvoices();
  assert.deepEqual(items.map((item) => item.id), [id]);
});

test("lists go on by themselves, and a refusal says all that is wrong", async () => {
  for (let count = 0; count < 5; count += 1) await client.createCustomer({ party: DRAFT.customer });
  const names = [];
  for await (const { party } of client.listCustomers({ limit: 2 })) names.push(party.name);
  assert.deepEqual(names, Array(5).fill(DRAFT.customer.name));
  const lines = [];
  for await (const part of client.export()) lines.push(part.lines);
  assert.match(lines.join(""), /"customer"/);
  const draft = { currency: "EUX", lines: [{ name: "", quantity: "x", unitPrice: 1, vat: "xx" }] };
  await assert.rejects(client.createInvoice({ draft }), (error) => {
    assert.ok(error instanceof VoldaanError && error.status === 422 && error.findings.length >= 3);
    assert.ok(error.findings.every(({ code, path }) => code && path.startsWith("draft.")));
    assert.match(error.requestId, /./);
    return true;
  });
});

test("the example of the README does what it says", async () => {
  const readme = await readFile(new URL("../../npm/README.md", import.meta.url), "utf8");
  const [example] = [...readme.matchAll(/```js\n(.+?)```/gs)].map(([, code]) => code).filter((code) => code.includes('"voldaan/client"'));
  const { id } = await client.createCustomer({ party: DRAFT.customer });
  const body = example.replace(/import .+\n/, "").replace(/new Client\(.+\)/, "client");
  const { customer, lines } = DRAFT;
  const AsyncFunction = (async () => {}).constructor;
  const said = await new AsyncFunction("client", "customer", "lines", `${body}\nreturn { issued, pdf, items };`)(client, customer, lines);
  assert.match(said.issued.number, /^\d{4}-\d{4}$/);
  assert.ok(said.pdf instanceof Uint8Array);
  assert.ok(said.items.some((item) => item.id === id) || said.items.length === 10);
  assert.equal((await client.getCustomer(said.items[0].id)).size, "small");
});
