// A Worker that is killed again and again while everything is asked of it at once, above a document store, a clock, alarms, a payment
// service and a carrier that fail. Afterwards the books are whole: nothing acknowledged is missing, and nothing is there twice.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { ADMIN_KEY, Client, MASTER_SECRET, eventually, open, start } from "./client.mjs";
import { Ledger, carrier, payer, paymentService, turn } from "./world.mjs";

/** How often the Worker is killed. */
const KILLS = process.env.VOLDAAN_SOAK ? 200 : 20;
/** Whatever is tried again after a pause is due by then. */
const LATER_MILLISECONDS = 12 * 3_600_000;
/** What was killed in the middle of its work goes on when its alarm goes off, half a minute after it began. */
const SETTLED_SECONDS = 60;
/** Callers at the same time. */
const CALLERS = 6;

const cents = (amount) => Math.round(Number(amount) * 100);
const upTo = (count) => Array.from({ length: count }, (_, index) => index + 1);

let folder, service, messages;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "voldaan-"));
  service = await paymentService();
  messages = carrier();
});
after(async () => {
  service.stop();
  await rm(folder, { recursive: true, force: true });
});

const world = (faults, ahead = 0) =>
  start({ persist: folder, faults: { bad: faults, ahead }, outbox: messages.take, variables: { ADMIN_KEY, MASTER_SECRET, STRIPE_URL: service.url, MOLLIE_URL: service.url } });

test(`a Worker killed ${KILLS} times in a bad world keeps its books`, async (t) => {
  const ledger = new Ledger();
  let key, administration, payerId;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const host = await world(true);
    try {
      if (!key) {
        const opened = await open(host.url);
        ({ key } = opened.client);
        ({ administration } = opened);
        const patched = await opened.client.call("PATCH", "/v1/administration", { body: { stripeSecretKey: "sk_test_of_the_tests", mollieApiKey: "test_of_the_tests" }, headers: { "if-match": "*" } });
        assert.equal(patched.status, 200, patched.text);
        service.bad = false;
        payerId = await payer(opened.client);
        service.bad = true;
      }
      await underLoad(ledger, host, { client: new Client(host.url, key), administration, payer: payerId });
    } finally {
      await host.stop();
    }
  }
  service.bad = messages.bad = false;
  const host = await world(false);
  try {
    const client = new Client(host.url, key);
    const now = { client, administration, payer: payerId };
    const unanswered = [...ledger.deeds].filter(([, { acknowledged }]) => !acknowledged);
    for (const [name, deed] of unanswered) {
      const answer = await deed.again(now);
      // What came first may leave nothing to do any more: a page has one form of a kind, a void invoice takes no credit.
      if (answer.status < 400) deed.acknowledged = true;
      else assert.ok([409, 410, 422].includes(answer.status), `${name}: ${answer.text}`);
    }
    t.diagnostic(`${ledger.invoices.size} invoices, ${ledger.deeds.size} deeds, ${unanswered.length} of them without an answer at first`);
    await audit(client, ledger);
  } finally {
    await host.stop();
  }
  service.forgets = true;
  const later = await world(false, LATER_MILLISECONDS);
  try {
    await drained(new Client(later.url, key), later, ledger);
  } finally {
    await later.stop();
  }
});

/** Works without pause until the Worker is killed, at a moment that differs each time. */
async function underLoad(ledger, host, now) {
  let killed = false;
  const caller = async () => {
    while (!killed) {
      try {
        await turn(ledger, now);
      } catch (error) {
        if (!killed) throw new Error(`a request failed while nobody killed; workerd runs as ${host.processIds().join(", ") || "nothing"}`, { cause: error });
      }
    }
  };
  const callers = upTo(CALLERS).map(caller);
  const before = ledger.invoices.size;
  while (ledger.invoices.size === before) await Promise.race([sleep(1), ...callers]);
  await sleep(Math.random() * 600);
  const processes = host.processIds();
  assert.ok(processes.length > 0, "there is a workerd to kill");
  killed = true;
  for (const id of processes) process.kill(id, "SIGKILL");
  await Promise.all(callers);
}

async function all(client, path) {
  const found = [];
  for (let cursor = ""; cursor !== undefined; ) {
    const { items, next } = await client.get(`${path}${path.includes("?") ? "&" : "?"}limit=200${cursor && `&cursor=${cursor}`}`);
    found.push(...items);
    cursor = next;
  }
  return found;
}

/** The place of each entry of a kind that says a text, by the text. */
const said = (entries, kind, field) => entries.filter((entry) => entry.kind === kind).map((entry) => entry[field]);

async function audit(client, ledger) {
  assert.ok(ledger.invoices.size >= KILLS, `${ledger.invoices.size} acknowledged`);
  const invoices = await all(client, "/v1/invoices");
  const issued = invoices.filter(({ state }) => state !== "draft");
  for (const type of ["invoice", "creditNote"]) {
    const places = issued.filter((invoice) => invoice.type === type).map(({ number }) => Number(number.split("-")[1]));
    assert.deepEqual(places.sort((a, b) => a - b), upTo(places.length), `numbers of ${type}s have no gap and none is twice`);
  }
  const entries = new Map();
  for (const { id } of issued) entries.set(id, await all(client, `/v1/invoices/${id}/entries`));
  for (const [id, known] of ledger.invoices) {
    const found = await client.get(`/v1/invoices/${id}`);
    assert.deepEqual([found.number, found.documentHash, found.invoice], [known.number, known.documentHash, known.invoice]);
  }
  await checkDeeds(client, ledger, entries);
  checkCount(invoices.filter(({ type }) => type === "invoice"), ledger, "draft");
  await checkMoney(client, issued, entries);
  let cursor = "";
  do {
    const page = await client.get(`/v1/verify?limit=200${cursor && `&cursor=${cursor}`}`);
    assert.deepEqual(page.faults, []);
    cursor = page.next;
  } while (cursor !== undefined);
}

/** Each deed that was acknowledged is there once; one that never was, at most once. */
async function checkDeeds(client, ledger, entries) {
  const customers = (await all(client, "/v1/customers")).map(({ party }) => party.name);
  const once = (texts, name, { acknowledged }) => {
    const count = texts.filter((text) => text === name).length;
    assert.ok(count === 1 || (count === 0 && !acknowledged), `${name} is there ${count} times`);
  };
  for (const [name, deed] of ledger.deeds) {
    const own = entries.get(deed.invoice) ?? [];
    switch (deed.kind) {
      case "payment":
        once(said(own, "payment", "reference"), name, deed);
        break;
      case "webhook":
        once(said(own, "payment", "providerId"), `pi_${name}`, deed);
        break;
      case "statement":
        // The bank's own name of the line, after that of the account.
        once(said(own, "payment", "providerId").map((text) => text?.split("/").at(-1)), name, deed);
        break;
      case "dispute":
        once(said(own, "dispute", "reason"), name, deed);
        break;
      case "refund":
        once(own.filter(({ kind }) => kind === "refund").map(() => name), name, deed);
        break;
      case "credit":
      case "void":
        once(own.filter(({ kind }) => kind === "credit").map(() => name), name, deed);
        break;
      case "charge":
        // What the payment service has of them is held against what it was asked, once all answers that were lost are found.
        break;
      case "send":
        once(own.filter(({ kind }) => kind === "sent").map(() => name), name, deed);
        break;
      case "customer":
        once(customers, name, deed);
        break;
      case "issue":
        once(own.filter(({ kind }) => kind === "issued").map(() => name), name, deed);
        break;
      case "draft":
      case "policy":
        // They say nothing by which one is known from another: all of them are counted.
        break;
      default:
        assert.fail(`nobody checks the deed ${deed.kind}`);
    }
  }
  checkCount(await all(client, "/v1/policies"), ledger, "policy");
}

/** As many are there as were acknowledged, and no more than were asked for. */
function checkCount(found, ledger, wanted) {
  const asked = [...ledger.deeds.values()].filter(({ kind }) => kind === wanted);
  const sure = asked.filter(({ acknowledged }) => acknowledged).length;
  assert.ok(found.length >= sure && found.length <= asked.length, `${found.length} of ${wanted} for ${sure} to ${asked.length}`);
}

/** What is due is what the entries come to, invoice by invoice and in the report of all. */
async function checkMoney(client, issued, entries) {
  let open = 0;
  for (const { id, type, payable, amountDue, state } of issued) {
    const moved = entries.get(id).reduce((sum, { kind, amount }) => {
      const sign = { payment: -1, credit: -1, writeOff: -1, refund: 1, chargeback: 1, returnedDebit: 1 }[kind] ?? 0;
      return sum + sign * cents(amount ?? 0);
    }, 0);
    if (type === "invoice") assert.equal(cents(amountDue), cents(payable) + moved, `${id} ${state}`);
    if (type === "invoice" && cents(amountDue) > 0) open += cents(amountDue);
  }
  const { totals } = await client.get("/v1/reports/ageing");
  assert.equal(cents(totals.find(({ currency }) => currency === "EUR")?.buckets.total ?? 0), open);
}

/** All messages were taken, all refunds carried out once, and the document store holds every document and its renderings. */
async function drained(client, host, ledger) {
  await eventually(async () => (await all(client, "/v1/outbox")).every(({ deliveredAt, id }) => deliveredAt && messages.taken.has(id)), SETTLED_SECONDS);
  let refunds = 0;
  for (const { invoice } of [...ledger.deeds.values()].filter(({ kind }) => kind === "refund")) {
    const items = await eventually(async () => {
      const { items } = await client.get(`/v1/invoices/${invoice}/refunds`);
      return items.every(({ state }) => state === "done") && items;
    }, SETTLED_SECONDS);
    refunds += items.length;
  }
  assert.equal(service.refunds.size, refunds, "each refund was carried out once");
  for (const [name, { invoice, acknowledged }] of [...ledger.deeds].filter(([, { kind }]) => kind === "charge")) {
    const items = await eventually(async () => {
      const { items } = await client.get(`/v1/invoices/${invoice}/charges`);
      return items.every(({ state }) => state !== "waiting") && items;
    }, SETTLED_SECONDS);
    const known = items.filter(({ state }) => state === "open").map(({ providerId }) => providerId);
    const taken = [...service.charges.values()].filter(({ metadata }) => metadata.voldaanInvoice === invoice).map(({ id }) => id);
    assert.deepEqual(known, taken, `${name}: the Book knows what Mollie has`);
    assert.ok(taken.length === 1 || (taken.length === 0 && !acknowledged), `${name} was charged ${taken.length} times`);
  }
  for (const { documentHash } of ledger.invoices.values()) await eventually(() => host.document(documentHash), SETTLED_SECONDS);
  // Each invoice and credit note with its PDF, UBL and CII: the alarm made them though nobody asked, and made none of them twice.
  const issued = (await all(client, "/v1/invoices")).filter(({ state }) => state !== "draft");
  // However many those are, more of them come until all are there.
  for (let count = -1; count !== 4 * issued.length; ) {
    const before = count;
    await eventually(async () => (count = await host.documents()) > before, SETTLED_SECONDS);
  }
}
