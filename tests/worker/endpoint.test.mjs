// Outgoing webhooks in workerd: what arrives is believed by the reference library of the Standard Webhooks specification, and by nobody
// once a byte of it has changed.

import assert from "node:assert/strict";
import http from "node:http";
import { after, before, test } from "node:test";
import { Webhook } from "standardwebhooks";
import { ADMIN_KEY, MASTER_SECRET, eventually, open, start } from "./client.mjs";

let host, receiver, address;
const received = [];
let refuse = 0;

before(async () => {
  receiver = http.createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString("utf8");
    if (refuse > 0) {
      refuse -= 1;
      response.writeHead(503).end();
      return;
    }
    received.push({ headers: request.headers, body });
    response.writeHead(204).end();
  });
  await new Promise((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${receiver.address().port}/hook`;
  host = await start({ variables: { ADMIN_KEY, MASTER_SECRET, ALLOW_LOCAL_ENDPOINTS: "true" } });
});

after(async () => {
  await host.stop();
  receiver.close();
});

test("events arrive once each, signed as the specification has it, though one attempt fails", async () => {
  const { client } = await open(host.url);
  const { id, secret } = await client.post("/v1/endpoints", { url: address, types: ["invoice.*"] });
  refuse = 1;
  const invoice = await client.issue();
  const kinds = () => received.map(({ body }) => JSON.parse(body).type);
  await eventually(() => kinds().includes("invoice.issued"));
  assert.deepEqual(kinds(), ["invoice.created", "invoice.issued"]);
  const judge = new Webhook(secret);
  for (const { body, headers } of received) {
    const message = judge.verify(body, headers);
    assert.equal(message.data.subject, invoice.id);
    assert.throws(() => judge.verify(body.replace("invoice", "invoise"), headers));
    assert.throws(() => new Webhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").verify(body, headers));
  }
  const ids = received.map(({ headers }) => headers["webhook-id"]);
  assert.equal(new Set(ids).size, 2);
  await client.post(`/v1/endpoints/${id}/replay`, { after: "0" }, { status: 200 });
  await eventually(() => received.length >= 4);
  assert.deepEqual(received.slice(2, 4).map(({ headers }) => headers["webhook-id"]), ids);
});
