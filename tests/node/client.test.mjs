// The HTTP client of the package against a server that fails as networks and services do: what it tries again, what it does not.

import assert from "node:assert/strict";
import http from "node:http";
import { after, before, beforeEach, test } from "node:test";
import { Client, VoldaanError, etagOf } from "../../npm/dist/client/index.js";

let server, client, seen, answers;

before(async () => {
  server = http.createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString("utf8");
    seen.push({ method: request.method, url: request.url, headers: request.headers, body });
    const answer = answers.shift() ?? { status: 500 };
    if (answer.hangs) return;
    if (answer.breaks) return request.socket.destroy();
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  client = new Client({ url: `http://127.0.0.1:${server.address().port}`, key: "a key" });
});
after(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  seen = [];
  answers = [];
});

const json = (value, { status = 200, headers } = {}) => ({ status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(value) });
const problem = (status, code, { headers, findings, detail = "It cannot be done." } = {}) => ({
  status,
  headers: { "content-type": "application/problem+json", "x-request-id": "r-1", ...headers },
  body: JSON.stringify({ type: "about:blank", title: "x", status, code, detail, ...(findings && { findings }) }),
});
const refused = (work, code) =>
  assert.rejects(work, (error) => {
    assert.ok(error instanceof VoldaanError && error.name === "VoldaanError", String(error.stack));
    assert.equal(error.code, code);
    return true;
  });

test("a connection that breaks, a 500 and a 503 are tried again under one idempotency key", async () => {
  answers = [{ breaks: true }, problem(500, "internal"), problem(503, "store.unavailable"), json({ id: "inv_1" }, { status: 201 })];
  assert.deepEqual(await client.createInvoice({ draft: { currency: "EUR", lines: [] } }), { id: "inv_1" });
  const keys = new Set(seen.map(({ headers }) => headers["idempotency-key"]));
  assert.equal(seen.length, 4);
  assert.equal(keys.size, 1);
  assert.match([...keys][0], /^[0-9a-f-]{36}$/);
  assert.equal(new Set(seen.map(({ body }) => body)).size, 1);
  answers = [json({}), json({})];
  await client.createInvoice({ draft: {} });
  await client.createInvoice({ draft: {} }, { idempotencyKey: "order 7" });
  assert.ok(!keys.has(seen[4].headers["idempotency-key"]), "each call has its own");
  assert.equal(seen[5].headers["idempotency-key"], "order 7");
});

test("Retry-After is kept to, and too long a wait is an error at once", async () => {
  answers = [problem(429, "rate.limited", { headers: { "retry-after": "1" } }), json({ items: [] })];
  const start = performance.now();
  await client.listKeys();
  assert.ok(performance.now() - start >= 1000, "it waited for a second");
  answers = [problem(429, "rate.limited", { headers: { "retry-after": "3600" } })];
  await refused(client.getAdministration(), "rate.limited");
  assert.equal(seen.length, 3);
});

test("attempts are bounded, and the last error is thrown", async () => {
  answers = [problem(503, "a"), problem(503, "b"), problem(503, "c")];
  await refused(client.getAdministration({ retries: 1 }), "b");
  assert.equal(seen.length, 2);
  answers = [{ breaks: true }];
  await refused(client.getAdministration({ retries: 0 }), "request.network");
});

test("what the service has decided is not tried again", async () => {
  const finding = { code: "amount.scale", severity: "error", path: "draft.lines[0].unitPrice", message: "Too many decimals." };
  answers = [problem(422, "amount.scale", { findings: [finding] })];
  await assert.rejects(client.createInvoice({ draft: {} }), (error) => {
    const { code, path, findings, status, detail, requestId } = error;
    assert.deepEqual([code, path, status, detail, requestId], ["amount.scale", finding.path, 422, "It cannot be done.", "r-1"]);
    assert.deepEqual(findings, [finding]);
    return error instanceof VoldaanError;
  });
  for (const [status, code] of [[409, "invoice.draft"], [404, "notFound"], [502, "provider.refused"]]) {
    answers = [problem(status, code)];
    await refused(client.createCheckout("inv_1"), code);
  }
  assert.equal(seen.length, 4);
});

test("a change is tried again only where it cannot have been made", async () => {
  answers = [json({ id: "cus_1" }, { headers: { etag: '"3"' } })];
  const customer = await client.getCustomer("cus_1");
  assert.equal(etagOf(customer), '"3"');
  answers = [problem(503, "store.unavailable"), json({ id: "cus_1" })];
  await client.patchCustomer("cus_1", { size: "small" }, { ifMatch: customer });
  assert.deepEqual(seen.slice(1).map(({ headers }) => headers["if-match"]), ['"3"', '"3"']);
  answers = [{ breaks: true }];
  await refused(client.patchCustomer("cus_1", {}, { ifMatch: '"3"' }), "request.network");
  assert.equal(seen.length, 4);
  answers = [{ breaks: true }, json({ id: "cus_1" })];
  await client.patchCustomer("cus_1", {}, { ifMatch: "*" });
});

test("what an attempt without an answer removed is removed", async () => {
  answers = [{ breaks: true }, problem(404, "notFound")];
  assert.equal(await client.deleteCustomer("cus_1"), undefined);
  answers = [problem(404, "notFound")];
  await refused(client.deleteCustomer("cus_1"), "notFound");
});

test("an attempt has its time, and a signal ends all of them", async () => {
  answers = [{ hangs: true }, json({ id: "adm" })];
  assert.deepEqual(await client.getAdministration({ timeout: 200 }), { id: "adm" });
  answers = [{ hangs: true }];
  await refused(client.getAdministration({ timeout: 50, retries: 0 }), "request.timeout");
  const controller = new AbortController();
  answers = [problem(503, "x", { headers: { "retry-after": "50" } })];
  const work = client.getAdministration({ signal: controller.signal });
  while (seen.length < 4) await new Promise((resolve) => setTimeout(resolve, 5));
  controller.abort(new Error("enough"));
  await assert.rejects(work, /enough/);
});

test("lists are iterated by their cursor, or awaited as their first page", async () => {
  const pages = () => [json({ items: [1, 2], next: "2" }), json({ items: [3], next: "3" }), json({ items: [] })];
  answers = pages();
  const all = [];
  for await (const item of client.listInvoices({ state: "open", overdue: true, from: undefined })) all.push(item);
  assert.deepEqual(all, [1, 2, 3]);
  assert.deepEqual(seen.map(({ url }) => url), [
    "/v1/invoices?state=open&overdue=true",
    "/v1/invoices?state=open&overdue=true&cursor=2",
    "/v1/invoices?state=open&overdue=true&cursor=3",
  ]);
  answers = pages();
  assert.deepEqual(await client.listEvents({ after: "0" }), { items: [1, 2], next: "2" });
  assert.equal(seen.length, 4, "one page is asked for");
  answers = pages();
  for await (const item of client.listEvents()) if (item === 3) break;
  assert.equal(seen.at(-1).url, "/v1/events?cursor=2");
  answers = [{ status: 200, headers: { "voldaan-next": "c" }, body: "{}\n" }, { status: 200, body: "{}\n" }];
  const parts = [];
  for await (const part of client.export()) parts.push(part);
  assert.deepEqual(parts, [{ lines: "{}\n", next: "c" }, { lines: "{}\n" }]);
  answers = [{ status: 200, headers: { "voldaan-next": "c" }, body: "a\n1\n" }, { status: 200, body: "2\n" }];
  const tables = [];
  for await (const { text } of client.extractJournal({ from: "2026-01-01", until: "2026-12-31" })) tables.push(text);
  assert.equal(tables.join(""), "a\n1\n2\n");
  answers = [{ status: 200, headers: { "voldaan-next": "c" }, body: new Uint8Array([80, 75]) }, { status: 200, body: new Uint8Array([80]) }];
  const files = [];
  for await (const { bytes } of client.extractBundle({ from: "2026-01-01", until: "2026-12-31" })) files.push(bytes.length);
  assert.deepEqual(files, [2, 1]);
});

test("files come as bytes or text, and ids are parts of a path whatever they are", async () => {
  const bytes = new Uint8Array([0x25, 0x50, 0, 0xff]);
  answers = [{ status: 200, body: bytes }, { status: 200, body: "<Invoice/>" }];
  assert.deepEqual(await client.getPdf("inv_1", { locale: "de" }), bytes);
  assert.equal(await client.getUbl("../keys?x"), "<Invoice/>");
  assert.deepEqual(seen.map(({ url }) => url), ["/v1/invoices/inv_1.pdf?locale=de", "/v1/invoices/..%2Fkeys%3Fx.ubl.xml"]);
  for (const wrong of [undefined, "", "..", 7]) await assert.rejects(async () => client.getInvoice(wrong), TypeError);
});

test("an answer that is none of the service is an error with its status", async () => {
  answers = [{ status: 404, headers: { "content-type": "text/html" }, body: "<h1>Nothing</h1>" }];
  await assert.rejects(client.getInvoice("inv_1"), { code: "answer.unreadable", status: 404 });
  answers = [{ status: 200, body: "<h1>Portal</h1>" }];
  await refused(client.getInvoice("inv_1", { retries: 0 }), "answer.unreadable");
});
