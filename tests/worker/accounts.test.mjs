// The claims, statuses and reports of the vectors through the Worker in workerd: the accounts are kept in Books, invoices with their
// entries, and asked over HTTP. Byte for byte what the native engine answers.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { loadCases, nativePlace, record } from "../hosts/vectors.mjs";
import { idOf, pages, sample } from "./bundle.mjs";
import { open, start } from "./client.mjs";

/** At least so many cases of each door run through the Worker. */
const LEAST = { claim: 140, status: 50 };
const REPORTS_LEAST = 26;

/** The reports, by their doors. */
const REPORTS = {
  ageing: "ageing",
  cashForecast: "cash",
  dso: "dso",
  paymentBehaviour: "behaviour",
  revenue: "revenue",
  termEffect: "termEffect",
  vatSummary: "vat",
};

/** Options of a claim that stand in the query; the others are said of the customer or of the administration. */
const ASKED = ["on", "jurisdiction", "debtor", "receivedOn", "contractDate", "debtorSize", "recurring"];

let host, client, cases, reports, one;

before(async () => {
  const all = await answered();
  // What else a debtor owes cannot be told to a Book: it looks at its own invoices (worker/tests/it/claim.rs).
  cases = all.filter(({ door, options }) => door in LEAST && options.otherDebts === undefined);
  reports = all.filter(({ door }) => door in REPORTS);
  host = await start();
  one = await sample(customers);
  client = await holding("cases", cases.map(({ subject, options }, place) => kept(subject, place, options)));
});
after(() => host?.stop());

for (const door of Object.keys(LEAST)) {
  test(`the Worker answers every ${door} of a kept account with the bytes of the native engine`, async () => {
    const differences = [];
    let asked = 0;
    for (const [place, known] of cases.entries()) {
      if (known.door !== door) continue;
      await withLaw(known.options.lawOverrides, async () => {
        const answer = await client.call("GET", `/v1/invoices/${idOf(one.template, place + 1)}/${door}?${query(known.options)}`);
        const text = answer.text.replaceAll(prefix(place), "");
        if (answer.status !== 200 || text !== known.text) differences.push(`${known.file} ${known.id}\n  native ${known.text}\n  here   ${answer.status} ${text}`);
      });
      asked += 1;
    }
    assert.equal(differences.length, 0, `${differences.length} differences:\n${differences.slice(0, 20).join("\n")}`);
    assert.ok(asked >= LEAST[door], `only ${asked} cases`);
  });
}

test("the Worker answers every report of kept accounts with the bytes of the native engine", async () => {
  const differences = [];
  for (const { id, file, door, subject, options, text } of reports) {
    const administration = await holding(id, subject.map((account, place) => ({ ...kept(account, place), credits: credited(subject, account) })));
    const answer = await prepared(administration, `/v1/reports/${REPORTS[door]}?${new URLSearchParams(options)}`);
    if (answer.status !== 200 || answer.text !== text) differences.push(`${file} ${id}\n  native ${text}\n  here   ${answer.status} ${answer.text}`);
  }
  assert.equal(differences.length, 0, `${differences.length} differences:\n${differences.join("\n")}`);
  assert.ok(reports.length >= REPORTS_LEAST, `only ${reports.length} cases`);
});

/** The place of the account that has a note among its credits, where one has. */
function credited(accounts, { invoice: note }) {
  const has = ({ entries }) => entries.some(({ kind, number }) => kind === "credit" && number === note.number);
  return note.type === "creditNote" ? accounts.findIndex(has) : -1;
}

/** A new administration that holds these invoices. */
async function holding(name, accounts) {
  const { client } = await open(host.url, name);
  const linked = ({ row, credits = -1, ...more }) => ({ ...more, row: { ...row, credits: credits < 0 ? null : idOf(one.template, credits + 1) } });
  const invoices = accounts.map(linked);
  for (const page of pages(one, invoices, { last: numberOf(invoices.length - 1) })) await client.post("/v1/import", page, { status: 200 });
  return client;
}

/** An answer of a Book once what it imported is prepared for reports. */
async function prepared(administration, path) {
  const answer = await administration.call("GET", path);
  if (answer.json?.code !== "book.filling") return answer;
  await sleep(50);
  return prepared(administration, path);
}

/** The cases that the native engine has an answer to, each with its account, or its accounts, and its options as they were resolved. */
async function answered() {
  const native = nativePlace();
  try {
    const known = [];
    for (const vector of await loadCases()) {
      if (!(vector.door in LEAST || vector.door in REPORTS) || vector.inputText !== undefined) continue;
      const { text, answer } = (await record(vector, native)).at(-1);
      if (answer.refused) continue;
      const [subject, options] = JSON.parse(text);
      known.push({ id: vector.id, file: vector.file, door: vector.door, subject, options, text: answer.text });
    }
    return known;
  } finally {
    native.stop();
  }
}

/** One customer for each set of agreed terms; answers their ids by those terms. */
async function customers(sampled) {
  const ids = new Map();
  for (const { options } of cases) {
    const agreed = JSON.stringify(options.agreed);
    if (agreed === undefined || ids.has(agreed)) continue;
    const { id } = await sampled.post("/v1/customers", { party: { name: "Agreed", country: "NL" }, latePayment: { agreed: options.agreed } });
    ids.set(agreed, id);
  }
  return ids;
}

const prefix = (place) => `case-${place}-`;
const numberOf = (place) => `C-${String(place + 1).padStart(4, "0")}`;

/** An account as an invoice of an export: ids of entries are one Book's, so each has its place before it. */
function kept({ invoice, entries = [] }, place, options = {}) {
  const number = numberOf(place);
  const document = JSON.stringify({ ...invoice, number });
  const { issueDate, dueDate, totals, customer } = invoice;
  const row = {
    number,
    type: invoice.type,
    currency: invoice.currency,
    issue_date: issueDate,
    due_date: dueDate ?? null,
    customer: one.prepared.get(JSON.stringify(options.agreed)) ?? null,
    customer_name: customer?.name ?? null,
    payable: totals.payable,
    amount_due: totals.payable,
    due_next: dueDate ?? null,
  };
  const own = new Map(entries.map(({ id }) => [id, `${prefix(place)}${id}`]));
  const rename = (_, value) => own.get(value) ?? value;
  return { document, row, entries: entries.map((entry) => ({ id: own.get(entry.id), kind: entry.kind, json: JSON.stringify(entry, rename) })) };
}

function query(options) {
  const asked = new URLSearchParams(ASKED.filter((name) => options[name] !== undefined).map((name) => [name, String(options[name])]));
  if (options.creditor?.deductsVat !== undefined) asked.set("deductsVat", String(options.creditor.deductsVat));
  if (options.creditor?.size !== undefined) asked.set("creditorSize", options.creditor.size);
  return asked;
}

/** Asks while the administration has rows of law of its own. */
async function withLaw(lawOverrides, ask) {
  const say = async (said) => {
    const answer = await client.call("PATCH", "/v1/administration", { body: { lawOverrides: said }, headers: { "if-match": "*" } });
    assert.equal(answer.status, 200, answer.text);
  };
  if (lawOverrides) await say(lawOverrides);
  await ask();
  if (lawOverrides) await say(null);
}
