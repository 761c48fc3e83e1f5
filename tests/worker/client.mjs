// Calls the Worker over HTTP as a customer of the service would, and opens administrations for tests. It asserts nothing but statuses.

import assert from "node:assert/strict";
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import Stripe from "stripe";
import { startHost } from "./host.mjs";

export const ADMIN_KEY = "an-admin-key-of-the-tests";
export const MASTER_SECRET = "a-master-secret-of-the-tests";
export const STRIPE_SECRET = "whsec_of_the_tests";

const stripe = new Stripe("sk_test_none");
let posts = 0;

/** Starts a Worker with the secrets of the tests. */
export function start(options = {}) {
  return startHost({ variables: { ADMIN_KEY, MASTER_SECRET }, quiet: true, ...options });
}

/** A caller with a key; `clock` is the moment at which all is asked and done, in an administration for tests. */
export class Client {
  constructor(url, key, clock) {
    this.url = url;
    this.key = key;
    this.clock = clock;
  }

  /** Sends a request; `body` is sent as JSON unless it is a text. */
  async call(method, path, { body, headers = {}, key = this.key } = {}) {
    const sent = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const authorization = key && { authorization: `Bearer ${key}` };
    const clock = this.clock && { "x-voldaan-test-clock": this.clock };
    return send(new URL(path, this.url), { method, headers: { ...authorization, ...clock, ...headers } }, sent);
  }

  /** A GET that must succeed; gives its JSON. */
  async get(path, options) {
    return expect(await this.call("GET", path, options), 200);
  }

  /** A POST that must have this status, under a new idempotency key unless one is given. */
  async post(path, body, { status = 201, idempotencyKey = `post-${++posts}`, headers } = {}) {
    return expect(await this.call("POST", path, { body, headers: { "idempotency-key": idempotencyKey, ...headers } }), status);
  }

  /** A draft made and issued. */
  async issue(draft = DRAFT) {
    const { id } = await this.post("/v1/invoices", { draft });
    return this.post(`/v1/invoices/${id}/issue`, {}, { status: 200 });
  }

  /** An event as Stripe sends it, signed by Stripe's own library. */
  webhook(administration, event, { secret = STRIPE_SECRET, timestamp } = {}) {
    const payload = JSON.stringify(event);
    const signature = stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
    const headers = { "stripe-signature": signature, "content-type": "application/json" };
    return this.call("POST", `/webhooks/stripe/${administration}`, { body: payload, headers, key: null });
  }
}

/** One request on a connection of its own: a shared one may be closed by workerd just when the next request takes it. */
function send(url, options, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { ...options, agent: false }, async (response) => {
      try {
        const text = Buffer.concat(await response.toArray()).toString("utf8");
        const headers = new Headers(response.headers);
        const json = /[/+]json/.test(headers.get("content-type") ?? "") ? JSON.parse(text) : undefined;
        resolve({ status: response.statusCode, headers, text, json });
      } catch (error) {
        reject(error);
      }
    });
    request.on("error", reject);
    request.end(body);
  });
}

function expect(answer, status) {
  assert.equal(answer.status, status, answer.text);
  return answer.json;
}

/** Asserts that a request was refused as a problem of RFC 9457. */
export function assertRefused(answer, status, code) {
  assert.equal(answer.headers.get("content-type"), "application/problem+json", answer.text);
  assert.deepEqual([answer.status, answer.json.status, answer.json.code], [status, status, code], answer.text);
}

/** A test administration with a supplier in Amsterdam and a client with its key. */
export async function open(url, name = "Demo") {
  const admin = new Client(url, ADMIN_KEY);
  const body = {
    name,
    timeZone: "Europe/Amsterdam",
    test: true,
    stripeWebhookSecret: STRIPE_SECRET,
    paymentTerms: { netDays: 30 },
    paymentMethods: [{ kind: "creditTransfer", iban: "NL91ABNA0417164300" }],
    supplier: {
      name: "De Zonnewijzer B.V.",
      country: "NL",
      vatId: "NL004495445B01",
      companyId: { scheme: "0106", value: "12345678" },
      address: { line1: "Prinsengracht 100", city: "Amsterdam", postalCode: "1015 EA" },
    },
  };
  const made = await admin.post("/v1/administrations", body, { idempotencyKey: `administration ${name}` });
  return { client: new Client(url, made.apiKey), administration: made.administration.id };
}

/** A draft of one line: 10 × 100.00 at 21 %, 1210.00 in all. */
export const DRAFT = {
  currency: "EUR",
  customer: {
    name: "Bakkerij Vermeulen B.V.",
    country: "NL",
    locale: "nl",
    address: { line1: "Oudegracht 20", city: "Utrecht", postalCode: "3511 AB" },
    contact: { email: "anna@vermeulen.example" },
  },
  lines: [{ name: "Zonnewijzer", quantity: "10", unitPrice: "100.00", vat: "nl:standard" }],
};

/** Asks until there is an answer; for what happens after the answer to a request, as documents go to KV. */
export async function eventually(ask, seconds = 20) {
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; await sleep(20)) {
    const answer = await ask();
    if (answer) return answer;
  }
  throw new Error(`it did not happen within ${seconds} seconds`);
}

/** The event with which Stripe says that a payment succeeded. */
export function paymentSucceeded(invoice, { id = "evt_1", payment = "pi_1", amount = 121_000, currency = "eur" } = {}) {
  const metadata = { voldaanInvoice: invoice };
  const object = { id: payment, object: "payment_intent", amount, amount_received: amount, currency, metadata };
  return { id, object: "event", type: "payment_intent.succeeded", created: Math.floor(Date.now() / 1000), data: { object } };
}
