// The README of the package and its functions: what they promise holds.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import * as voldaan from "../../npm/dist/node.js";

const readme = await readFile(new URL("../../npm/README.md", import.meta.url), "utf8");
// The example of the client needs a service: the suite of the Worker runs it.
const blocks = [...readme.matchAll(/```js\n(.+?)```/gs)].map(([, code]) => code).filter((code) => !code.includes('"voldaan/client"'));

/** Runs an example of the README; what it printed. */
async function run(code) {
  const lines = [];
  const body = code.replace(/import \{ (.+) \} from "voldaan";\n/, "");
  const names = Object.keys(voldaan);
  const example = new Function(...names, "console", body);
  example(...names.map((name) => voldaan[name]), { log: (...values) => lines.push(values.join(" ")) });
  return lines;
}

test("the examples of the README print what they say", async () => {
  assert.equal(blocks.length, 3);
  for (const code of blocks) {
    const promised = [...code.matchAll(/ \/\/ (.+)/g)].map(([, text]) => text);
    assert.ok(promised.length > 0);
    assert.deepEqual(await run(code), promised);
  }
});

test("the package has the version of the engine", async () => {
  const [manifest, workspace] = await Promise.all(["npm/package.json", "Cargo.toml"].map((name) => readFile(new URL(`../../${name}`, import.meta.url), "utf8")));
  assert.equal(JSON.parse(manifest).version, workspace.match(/\[workspace\.package\]\nversion = "(.+)"/)[1]);
});

test("the README names every function", () => {
  for (const name of Object.keys(voldaan)) assert.ok(readme.includes(name), `${name} is not in the README`);
});

test("an invoice is issued, credited and settled", () => {
  const party = (name, vatId) => ({ name, country: "NL", vatId, address: { line1: "Damrak 1", city: "Amsterdam", postalCode: "1012 LG" } });
  const draft = {
    currency: "EUR",
    deliveryDate: "2026-01-30",
    supplier: { ...party("Seller BV", "NL123456782B90"), companyId: { scheme: "0106", value: "12345678" } },
    customer: party("Buyer BV"),
    lines: [{ name: "Work", quantity: 10, unit: "hour", unitPrice: "100.00", vat: "nl:standard" }],
    paymentTerms: { netDays: 30 },
  };
  const number = voldaan.nextNumber("{year}-{seq:4}", { last: "2026-0041", on: "2026-01-31" });
  assert.equal(number, "2026-0042");
  const issued = voldaan.issue(draft, { number, issueDate: "2026-01-31" });
  assert.equal(issued.totals.payable, "1210.00");
  assert.equal(issued.dueDate, "2026-03-02");

  const entry = (id, on, fields) => ({ id, at: `${on}T09:00:00Z`, on, ...fields });
  const account = { invoice: issued, entries: [entry("e1", "2026-01-31", { kind: "issued" })] };
  const note = voldaan.credit(account, { amount: "121.00", reason: "One hour too many", issueDate: "2026-02-10" });
  assert.equal(voldaan.calculate(note).totals.payable, "121.00");
  assert.deepEqual(voldaan.status(account, { on: "2026-03-03" }).overdue, true);

  account.entries.push(entry("e2", "2026-02-20", { kind: "payment", amount: 1210, method: "ideal" }));
  const { state, balanceState, amountDue } = voldaan.status(account, { on: "2026-03-03" });
  assert.deepEqual({ state, balanceState, amountDue }, { state: "paid", balanceState: "paid", amountDue: "0.00" });
});

test("identifiers and references are checked and made", () => {
  assert.deepEqual(voldaan.checkIban("NL91 ABNA 0417 1643 00"), { valid: true, normalized: "NL91ABNA0417164300" });
  assert.equal(voldaan.checkIban("NL92 ABNA 0417 1643 00").valid, false);
  // The worked example of ISO 11649: creditor reference 539007547034 has the check digits 18.
  assert.equal(voldaan.makeReference({ scheme: "rf", value: "539007547034" }), "RF18539007547034");
  assert.equal(voldaan.checkReference("RF18 5390 0754 7034").valid, true);
  assert.equal(voldaan.checkVatId("not one").valid, false);
  assert.ok(voldaan.vatRates("nl", { on: "2026-01-31" }).some(({ kind, rate }) => kind === "standard" && rate === "21"));
});

test("a function that is asked for an explanation gives one", () => {
  const draft = { currency: "EUR", lines: [{ name: "Work", quantity: 3, unitPrice: "33.33", vat: { category: "S", rate: 21 } }] };
  assert.equal(voldaan.calculate(draft).explanation, undefined);
  const { explanation } = voldaan.calculate(draft, { explain: true });
  assert.ok(explanation.some(({ path, amount }) => path === "totals.payable" && amount === "120.99"));
});
