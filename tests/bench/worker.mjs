// `cargo xtask bench worker`: webhooks, issues and reads of the customer's page a second, by Voldaan and by a Worker written by hand in
// JavaScript that stores the same (tests/bench/worker/peer.mjs), in workerd and in turns. One JSON line a subject and kind, with the
// ratio to the other; at the end memory and the time from start to first answer. Voldaan also makes the PDF of each invoice that it
// issued, after the answer: `whole` counts until that is done.
//
//     cargo xtask bench worker [-- rounds]

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { Miniflare } from "miniflare";
import { ADMIN_KEY, DRAFT, MASTER_SECRET, STRIPE_SECRET, open, paymentSucceeded, start } from "../worker/client.mjs";
import { REST_MILLISECONDS, ask, idle, load, megabytes, quantile, rounded } from "./worker/load.mjs";

/** Requests of a kind in a round. */
const REQUESTS = 200;
/** Starts of each that are timed. */
const STARTS = 5;

const rounds = Number(process.argv.slice(2).find((argument) => argument !== "--") ?? 4);
assert.ok(Number.isInteger(rounds) && rounds > 0, "usage: cargo xtask bench worker [-- rounds]");

const JSON_TYPE = { "content-type": "application/json" };
const signed = (body, secret) => {
  const seconds = Math.floor(Date.now() / 1000);
  return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`;
};
const event = (url, invoice) => {
  const name = crypto.randomUUID();
  const body = JSON.stringify(paymentSucceeded(invoice, { id: `evt_${name}`, payment: `pi_${name}` }));
  return { url, method: "POST", headers: { ...JSON_TYPE, "stripe-signature": signed(body, STRIPE_SECRET) }, body };
};
const times = (make) => Array.from({ length: REQUESTS }, make);

const startVoldaan = () =>
  start({ variables: { ADMIN_KEY, MASTER_SECRET, KEY_REQUESTS_PER_MINUTE: "10000000", LINK_REQUESTS_PER_MINUTE: "10000000" } });

async function startPeer() {
  const script = readFileSync(new URL("worker/peer.mjs", import.meta.url), "utf8");
  const host = new Miniflare({
    name: "peer",
    host: "127.0.0.1",
    port: 0,
    modules: [{ type: "ESModule", path: "peer.mjs", contents: script }],
    compatibilityDate: "2026-04-01",
    compatibilityFlags: ["nodejs_compat"],
    bindings: { SECRET: STRIPE_SECRET },
    kvNamespaces: { DOCUMENTS: "documents" },
    durableObjects: { LEDGER: { className: "Ledger", useSQLite: true } },
  });
  const url = (await host.ready).origin;
  return { url, stop: () => host.dispose() };
}

async function voldaan() {
  const host = await startVoldaan();
  const { client, administration } = await open(host.url);
  const post = (path, body) => ({
    url: `${host.url}${path}`,
    method: "POST",
    headers: { ...JSON_TYPE, authorization: `Bearer ${client.key}`, "idempotency-key": crypto.randomUUID() },
    body: JSON.stringify(body),
  });
  return {
    host,
    draft: () => post("/v1/invoices", { draft: DRAFT }),
    issue: (id) => post(`/v1/invoices/${id}/issue`, {}),
    webhook: (id) => event(`${host.url}/webhooks/stripe/${administration}`, id),
    read: ({ links }) => ({ url: links.customer }),
  };
}

async function peer() {
  const host = await startPeer();
  const post = (path, body) => ({
    url: `${host.url}${path}`,
    method: "POST",
    headers: { ...JSON_TYPE, "idempotency-key": crypto.randomUUID() },
    body: JSON.stringify(body),
  });
  return {
    host,
    draft: () => post("/drafts", { draft: DRAFT }),
    issue: (id) => post("/issue", { id }),
    webhook: (id) => event(`${host.url}/webhook`, id),
    read: ({ link }) => ({ url: `${host.url}${link}` }),
  };
}

async function round(subject) {
  const { measured, processes } = subject;
  const note = (kind, { times, seconds }, whole) => {
    const kept = (measured[kind] ??= { times: [], perSecond: [], whole: [] });
    kept.times.push(...times);
    kept.perSecond.push(REQUESTS / seconds);
    kept.whole.push(REQUESTS / whole);
  };
  const timed = async (kind, requests) => {
    await idle(processes);
    const began = performance.now();
    const done = await load(requests);
    await idle(processes);
    // The wait for rest itself is no work.
    note(kind, done, Math.max(done.seconds, (performance.now() - began - REST_MILLISECONDS) / 1000));
    return done.texts;
  };
  const drafts = (await load(times(subject.draft))).texts.map((text) => JSON.parse(text));
  const issued = (await timed("issues", drafts.map(({ id }) => subject.issue(id)))).map((text) => JSON.parse(text));
  await timed("reads", issued.map(subject.read));
  await timed("webhooks", issued.map(({ id }) => subject.webhook(id)));
}

/** Milliseconds from the start of workerd to the first answer of a Durable Object. */
async function coldStart(begin, request) {
  const began = performance.now();
  const host = await begin();
  const { status } = await ask(request(host.url));
  const taken = performance.now() - began;
  assert.ok(status < 500, String(status));
  await host.stop();
  return taken;
}

const subjects = [];
for (const [name, make] of [["voldaan", voldaan], ["javascript", peer]]) {
  const before = new Set(subjects.flatMap(({ processes }) => processes));
  const made = await make();
  const all = subjects[0]?.host.processIds() ?? made.host.processIds();
  subjects.push({ name, ...made, processes: all.filter((id) => !before.has(id)), measured: {} });
}
// Each is warm before anything counts.
for (const subject of subjects) await round({ ...subject, measured: {} });
for (let count = 0; count < rounds; count += 1) for (const subject of subjects) await round(subject);

for (const kind of ["webhooks", "issues", "reads"]) {
  for (const { name, measured } of subjects) {
    const { times, perSecond, whole } = measured[kind];
    const [own, other] = [perSecond, subjects.find((subject) => subject.name !== name).measured[kind].perSecond].map((values) => quantile(values, 0.5));
    const line = { subject: name, kind, perSecond: rounded(own), whole: rounded(quantile(whole, 0.5)), p50: rounded(quantile(times, 0.5)), p99: rounded(quantile(times, 0.99)), ratio: rounded(own / other) };
    console.log(JSON.stringify(line));
  }
}
for (const { name, processes } of subjects) console.log(JSON.stringify({ subject: name, kind: "memory", megabytes: megabytes(processes) }));
for (const { host } of subjects) await host.stop();

const starts = { voldaan: [], javascript: [] };
for (let count = 0; count < STARTS; count += 1) {
  starts.voldaan.push(await coldStart(startVoldaan, (url) => ({ url: `${url}/v1/administrations`, method: "POST", headers: { authorization: `Bearer ${ADMIN_KEY}`, "idempotency-key": "cold" }, body: '{"name":"Cold"}' })));
  starts.javascript.push(await coldStart(startPeer, (url) => ({ url: `${url}/drafts`, method: "POST", headers: { "idempotency-key": "cold" }, body: JSON.stringify({ draft: DRAFT }) })));
}
for (const [name, taken] of Object.entries(starts)) console.log(JSON.stringify({ subject: name, kind: "coldStart", milliseconds: Math.round(quantile(taken, 0.5)) }));
console.log(JSON.stringify({ kind: "load", average: loadavg().map(rounded) }));
