// The world around a Worker that is killed: a payment service that fails, a carrier of messages that drops some, and callers who work at
// everything at once and send again what they got no answer to. It asserts nothing.

import http from "node:http";
import { DRAFT, paymentSucceeded } from "./client.mjs";

const pick = (list) => list[Math.floor(Math.random() * list.length)];

/**
 * A stand-in for Stripe and Mollie that often fails while it is `bad`, and does what it does once for each idempotency key, as they do. While it
 * `loses`, each charge is taken and its answer lost; while it is `mute`, it does not say which charges it has.
 */
export async function paymentService() {
  const service = { refunds: new Map(), charges: new Map(), bad: true, loses: false, mute: false, customers: 0 };
  const { refunds, charges } = service;
  const chance = (share) => service.bad && Math.random() < share;
  const server = http.createServer(async (request, response) => {
    // Who asks may be killed in the middle of it.
    const parts = await request.toArray().catch(() => undefined);
    if (parts === undefined) return undefined;
    const body = Buffer.concat(parts).toString("utf8");
    const form = new URLSearchParams(body);
    if (chance(0.15)) return request.socket.destroy();
    const key = request.headers["idempotency-key"];
    const answer = (status, value) => response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    if (chance(0.15)) return answer(500, { error: { type: "api_error" } });
    const { pathname, searchParams } = new URL(request.url, "http://stripe.example");
    if (pathname === "/v1/refunds" && request.method === "POST") {
      const [payment, name] = [form.get("payment_intent"), form.get("metadata[voldaanRefund]")];
      const made = { id: `re_${refunds.size + 1}`, object: "refund", payment_intent: payment, amount: Number(form.get("amount")), currency: "eur", status: "succeeded", metadata: { voldaanRefund: name } };
      if (!refunds.has(key)) refunds.set(key, made);
      // Done, and the answer is lost.
      if (chance(0.15)) return request.socket.destroy();
      return answer(200, refunds.get(key));
    }
    if (pathname === "/v1/refunds") {
      const data = [...refunds.values()].filter(({ payment_intent: payment }) => payment === searchParams.get("payment_intent"));
      return answer(200, { object: "list", data, has_more: false });
    }
    const [, , resource, customer, part] = pathname.split("/");
    if (pathname === "/v2/customers") return answer(201, { id: `cst_${(service.customers += 1)}` });
    if (resource === "customers" && part === "mandates" && request.method === "POST") return answer(201, { id: customer.replace("cst", "mdt"), method: "directdebit", status: "valid" });
    if (pathname === "/v2/payments") {
      // Mollie forgets names in time; what it was asked anew under one of them is another charge.
      const name = service.forgets ? crypto.randomUUID() : key;
      if (!charges.has(name)) charges.set(name, { id: `tr_${charges.size + 1}`, status: "open", createdAt: new Date().toISOString(), ...JSON.parse(body) });
      if (service.loses || chance(0.3)) return request.socket.destroy();
      return answer(201, charges.get(name));
    }
    const newest = [...charges.values()].reverse();
    const theirs = newest.filter(({ customerId }) => customerId === customer);
    if (resource === "customers" && part === "payments" && !service.mute) return answer(200, { count: theirs.length, _embedded: { payments: theirs.slice(0, 250) } });
    const asked = newest.find(({ id }) => pathname === `/v2/payments/${id}`);
    if (asked) return answer(200, asked);
    return answer(404, { error: { type: "invalid_request_error" } });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return Object.assign(service, { url: `http://127.0.0.1:${server.address().port}`, stop });
}

/** Who takes messages out: while it is `bad`, some are taken and the answer is lost, and some are not taken. */
export function carrier() {
  const house = { taken: new Set(), bad: true };
  const chance = (share) => house.bad && Math.random() < share;
  const take = (request) => {
    if (chance(0.2)) return new Response(null, { status: 503 });
    house.taken.add(request.headers.get("idempotency-key"));
    return new Response(null, { status: chance(0.2) ? 500 : 204 });
  };
  return Object.assign(house, { take });
}

/** A statement of a bank with one line that names an invoice. */
export const statement = (name, number, amount) =>
  '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr>' +
  `<Stmt><Id>${name}</Id><Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></Acct><Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>` +
  `<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${new Date().toISOString().slice(0, 10)}</Dt></BookgDt><AcctSvcrRef>${name}</AcctSvcrRef><NtryDtls><TxDtls>` +
  `<RmtInf><Ustrd>${number} ${name}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>`;

/** What was asked for: each deed under a name of its own, and whether its answer came. */
export class Ledger {
  /** Issued invoices as they were acknowledged. */
  invoices = new Map();
  /** Deeds by their names: `{ kind, invoice, acknowledged, again }`. */
  deeds = new Map();
  #count = 0;

  name = (kind) => `${kind}-${(this.#count += 1)}`;

  /** Does a deed; `send` gives its answer to a caller, and is kept to be sent again. Gives the answer where it was a good one. */
  async do(caller, { kind, name, invoice }, send) {
    const deed = { kind, invoice, acknowledged: false, again: send };
    this.deeds.set(name, deed);
    const answer = await send(caller);
    if (answer.status < 400) {
      deed.acknowledged = true;
      return answer;
    }
    // Refused: nothing happened, and nothing is to be sent again.
    if (answer.status < 500) this.deeds.delete(name);
    return undefined;
  }
}

/** A customer whose mandate Mollie keeps, made while nothing fails there. */
export async function payer(client) {
  const { id } = await client.post("/v1/customers", { party: DRAFT.customer });
  const mandate = await client.post("/v1/mandates", { customerId: id, iban: "NL91ABNA0417164300", signedOn: "2026-01-31" });
  await client.post(`/v1/customers/${id}/paymentMandates`, { mandateId: mandate.id });
  return id;
}

const post = (path, body, key, headers) => ({ client }) =>
  client.call("POST", path, { body, headers: { "idempotency-key": key, ...headers } });
const event = (invoice, name) => ({ client, administration }) =>
  client.webhook(administration, paymentSucceeded(invoice, { id: `evt_${name}`, payment: `pi_${name}` }));

/** What is done with an invoice, or beside one; each name comes back as the text by which the deed is found. */
const DEEDS = {
  payment: (name, { id }) => post(`/v1/invoices/${id}/payments`, { amount: "10.00", method: "cash", reference: name }, name),
  webhook: (name, { id }) => event(id, name),
  refund: (name, { id }) => post(`/v1/invoices/${id}/refunds`, { amount: "5.00", reason: name }, name),
  charge: (name, { id }) => post(`/v1/invoices/${id}/charge`, {}, name),
  credit: (name, { id }) => post(`/v1/invoices/${id}/credit`, { amount: "12.10", reason: name }, name),
  void: (name, { id }) => post(`/v1/invoices/${id}/void`, { reason: name }, name),
  send: (name, { id }) => post(`/v1/invoices/${id}/send`, {}, name),
  policy: (name) => post("/v1/policies", { ready: "nl-business", active: false }, name),
  customer: (name) => post("/v1/customers", { party: { ...DRAFT.customer, name } }, name),
  statement: (name, { number }) => post("/v1/payments/import", statement(name, number, "20.00"), name, { "content-type": "application/xml" }),
  async dispute(name, { links }, { client }) {
    const page = new URL(links.customer).pathname;
    const shown = await client.call("GET", page, { key: null });
    const nonce = /name="nonce" value="([^"]+)"/.exec(shown.text)?.[1];
    const body = new URLSearchParams({ deed: "dispute", amount: "10.00", reason: name, nonce }).toString();
    return ({ client }) => client.call("POST", page, { body, key: null });
  },
};

/** One turn of a caller: a new invoice, and then something with it or beside it. */
export async function turn(ledger, caller) {
  const issue = ledger.name("issue");
  const draft = { kind: "draft", name: `${issue}-draft` };
  const kind = pick(Object.keys(DEEDS));
  const { customer: _, ...lines } = DRAFT;
  // What is charged is an invoice of the customer who gave the mandate.
  const said = kind === "charge" ? { customerId: caller.payer, draft: lines } : { draft: DRAFT };
  const made = await ledger.do(caller, draft, post("/v1/invoices", said, draft.name));
  if (!made) return;
  const { id } = made.json;
  const issued = await ledger.do(caller, { kind: "issue", name: issue, invoice: id }, post(`/v1/invoices/${id}/issue`, {}, issue));
  if (!issued) return;
  ledger.invoices.set(id, issued.json);
  const name = ledger.name(kind);
  if (kind === "refund" && !(await ledger.do(caller, { kind: "webhook", name: `${name}-paid`, invoice: id }, event(id, `${name}-paid`)))) return;
  await ledger.do(caller, { kind, name, invoice: id }, await DEEDS[kind](name, issued.json, caller));
}
