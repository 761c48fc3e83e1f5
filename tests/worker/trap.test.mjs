// A Worker that panics in the middle of its work: nothing of it stays, the next request is served, and trying again succeeds.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DRAFT, assertRefused, open, start } from "./client.mjs";

let host, client;

before(async () => {
  host = await start({ traps: true });
  ({ client } = await open(host.url));
});
after(() => host.stop());

/** Sends a POST that may ask for 0, 1, 2, ... random values before it panics, until it is done; gives its answer and how often it
 * panicked. After each panic `check` sees what is there. */
async function untilDone(path, body, idempotencyKey, check) {
  for (let values = 0; values < 100; values += 1) {
    const headers = { "idempotency-key": idempotencyKey, "x-trap-after": String(values) };
    const answer = await client.call("POST", path, { body, headers });
    if (answer.status < 300) return { answer, panics: values };
    assertRefused(answer, 500, "internal");
    await check();
  }
  throw new Error("it was never done");
}

test("issuing that panics anywhere leaves a draft and no number, and is done by trying again", async () => {
  const { id } = await client.post("/v1/invoices", { draft: DRAFT });
  const { answer, panics } = await untilDone(`/v1/invoices/${id}/issue`, {}, "issue", async () => {
    assert.equal((await client.get(`/v1/invoices/${id}`)).state, "draft");
    assert.deepEqual((await client.get(`/v1/invoices/${id}/entries`)).items, []);
  });
  assert.ok(panics >= 3, `${panics} panics: the name of the request, the entry, the seal of the answer`);
  assert.match(answer.json.number, /-0001$/);
  assert.match((await client.issue()).number, /-0002$/);
});

test("voiding that panics anywhere leaves the invoice as it was", async () => {
  const { id, number } = await client.issue();
  const { answer, panics } = await untilDone(`/v1/invoices/${id}/void`, {}, "void", async () => {
    const seen = await client.get(`/v1/invoices/${id}`);
    assert.deepEqual([seen.state, seen.number, seen.creditNotes], ["open", number, undefined]);
  });
  assert.ok(panics >= 6, `${panics} panics`);
  assert.deepEqual([answer.json.state, answer.json.creditNotes.length], ["void", 1]);
  assert.match(answer.json.creditNotes[0].number, /^C\d{4}-0001$/);
});

test("callers who were served meanwhile are served", async () => {
  const drafts = await Promise.all(Array.from({ length: 20 }, () => client.post("/v1/invoices", { draft: DRAFT })));
  const outcomes = await Promise.all(
    drafts.map(async ({ id }, place) => {
      const headers = { "idempotency-key": `many-${place}`, ...(place % 5 === 0 && { "x-trap-after": "1" }) };
      let answer = await client.call("POST", `/v1/invoices/${id}/issue`, { body: {}, headers });
      for (let attempt = 0; answer.status === 500 && attempt < 10; attempt += 1) {
        answer = await client.call("POST", `/v1/invoices/${id}/issue`, { body: {}, headers: { "idempotency-key": `many-${place}` } });
      }
      return answer;
    }),
  );
  assert.deepEqual(outcomes.map(({ status, text }) => (status === 200 ? status : text)), drafts.map(() => 200));
  const numbers = outcomes.map(({ json }) => Number(json.number.split("-")[1])).sort((a, b) => a - b);
  assert.deepEqual(numbers, numbers.map((_, place) => numbers[0] + place), "no number twice, none left out");
});
