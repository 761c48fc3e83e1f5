// The hot way and the JSON door: the same bytes for every draft that the hot way takes, and it takes no draft that the door refuses.

import assert from "node:assert/strict";
import { test } from "node:test";
import { VoldaanError, calculate } from "../../npm/dist/node.js";
import { invoke, recovered } from "../../npm/dist/boundary.js";
import { flatCalculate } from "../../npm/dist/flat.js";
import { loadCases, record } from "../hosts/vectors.mjs";

/** What the JSON door answers; undefined where it refuses. */
function cold(draft) {
  try {
    return JSON.stringify(invoke("calculate", [draft, undefined]));
  } catch (error) {
    if (error instanceof VoldaanError && error.code !== "internal") return undefined;
    throw error;
  }
}

/** Compares both ways; whether the hot way took the draft. */
function agrees(draft, what) {
  const hot = flatCalculate(draft);
  if (hot !== undefined) assert.equal(JSON.stringify(hot), cold(draft), what);
  return hot !== undefined;
}

const line = { name: "Work", quantity: "2", unitPrice: "99.50", vat: { category: "S", rate: "21" } };
const draft = { currency: "EUR", issueDate: "2026-01-31", lines: [line] };
const withLine = (fields) => ({ ...draft, lines: [{ ...line, ...fields }] });

class Invoice {
  constructor() {
    Object.assign(this, draft);
  }
}

const taken = [
  ["a plain draft", draft],
  ["numbers", withLine({ quantity: 1.5, unitPrice: 99, vat: { category: "S", rate: 21 } })],
  ["minus zero", withLine({ quantity: -0 })],
  ["zeros that say nothing", withLine({ quantity: "2.500", unitPrice: "10.00", vat: { category: "S", rate: "21.0" } })],
  ["a negative quantity", withLine({ quantity: -3 })],
  ["a shorthand", withLine({ vat: "nl:standard" })],
  ["a zero rate", withLine({ vat: { category: "Z" } })],
  ["an alias of a unit", withLine({ unit: "hour" })],
  ["letters beyond ASCII", withLine({ name: "Café – 東京 😀", note: "Größe" })],
  ["texts of lengths that take another byte", { ...withLine({ name: "n".repeat(254), description: "d".repeat(255), note: "é".repeat(10_000) }), allowances: [126, 127, 128, 9_999].map((length) => ({ amount: "0.01", reason: "ü".repeat(length) })) }],
  ["quotes and line breaks", withLine({ name: '"a"\\\n\tb', description: "\r\n" })],
  ["all that a line may have", withLine({ id: "A-1", description: "d", unit: "HUR", pricePer: "100", sellerItemId: "s", buyerItemId: "b", note: "n", charges: [{ amount: "1.5", reason: "r", reasonCode: "FC" }] })],
  ["empty lists", { ...withLine({ allowances: [], charges: [] }), allowances: [], charges: [] }],
  ["undefined for absent", withLine({ unit: undefined, allowances: undefined })],
  ["prices with VAT", { ...withLine({ unitPrice: "9.99", vat: { category: "S", rate: "9" } }), pricesIncludeVat: true }],
  ["rounding on lines and of the payable amount", { ...draft, rounding: "perLine", payableRounding: 0.05, prepaid: "10.00" }],
  ["dates", { ...draft, type: "creditNote", deliveryDate: "2026-01-01", taxPointDate: "2026-01-02" }],
  ["a currency without decimals", { ...withLine({ unitPrice: "995" }), currency: "JPY" }],
  ["discounts and charges of every form", { ...draft, allowances: [{ percent: 5 }, { amount: "1.00", reason: "r" }, { percent: "10", base: "50.00" }], charges: [{ amount: 2, reasonCode: "FC" }] }],
  ["objects without a prototype", Object.assign(Object.create(null), withLine({}))],
  ["getters", { currency: "EUR", get lines() { return [line]; } }],
  ["frozen objects", Object.freeze({ ...draft, lines: Object.freeze([Object.freeze({ ...line, vat: Object.freeze({ ...line.vat }) })]) })],
];

for (const [what, value] of taken) {
  test(`takes ${what}, with the bytes of the JSON door`, () => {
    const before = JSON.stringify(value);
    assert.ok(agrees(value, what));
    assert.equal(JSON.stringify(value), before, "the draft is as it was");
  });
}

const left = [
  ["a reason of another list", withLine({ allowances: [{ amount: "1.00", reasonCode: "FC" }] })],
  ["a code of a unit that is none", withLine({ unit: "ABC" })],
  ["nothing", undefined],
  ["null", null],
  ["a text", "EUR"],
  ["a class of its own", new Invoice()],
  ["a field that there is not", { ...draft, colour: "red" }],
  ["a field of another kind of draft", { ...draft, notes: ["n"] }],
  ["a key on a line that there is not", withLine({ colour: "red" })],
  ["a missing field", withLine({ name: undefined })],
  ["null for absent", withLine({ unit: null })],
  ["an empty text", withLine({ note: "" })],
  ["a text that is too long", withLine({ note: "n".repeat(10_001) })],
  ["a boolean for a number", withLine({ quantity: true })],
  ["a number for a text", withLine({ name: 7 })],
  ["a text for a flag", { ...draft, pricesIncludeVat: "true" }],
  ["a number with an exponent", withLine({ quantity: 1e-7 })],
  ["a text with an exponent", withLine({ unitPrice: "1e3" })],
  ["a large number", withLine({ quantity: 1e21 })],
  ["NaN", withLine({ quantity: NaN })],
  ["the separator in a text", withLine({ name: "a\u001fb" })],
  ["separators that look like fields", withLine({ name: "a\u001f2\u001f99.50\u001fS\u001f21" })],
  ["half a surrogate pair", withLine({ name: "a\ud83d" })],
  ["the character that stands for broken ones", withLine({ name: "a\ufffd" })],
  ["a hole in a list", { ...draft, lines: [line, , line] }], // eslint-disable-line no-sparse-arrays
  ["a line that is none", { ...draft, lines: ["Work"] }],
  ["lines that are none", { ...draft, lines: { 0: line, length: 1 } }],
  ["no lines", { ...draft, lines: [] }],
  ["a hidden toJSON", Object.defineProperty({ ...draft }, "toJSON", { value: () => ({}) })],
  ["a hidden field", Object.defineProperty({ currency: "EUR" }, "lines", { value: [line] })],
  ["a list with its own toJSON", { ...draft, lines: Object.assign([line], { toJSON: () => [] }) }],
  ["an inherited field", Object.assign(Object.create(null), { currency: "EUR", lines: [Object.create(line)] })],
  ["reverse charge, which has a mention", withLine({ vat: { category: "AE", rate: "0" } })],
  ["a rate as a shorthand without a country", withLine({ vat: "S" })],
  ["a category that looks like a shorthand", withLine({ vat: { category: "nl:standard" } })],
];

for (const [what, value] of left) {
  test(`leaves ${what} to the JSON door`, () => assert.equal(flatCalculate(value), undefined));
}

test("leaves options to the JSON door", () => assert.equal(flatCalculate(draft, { explain: true }), undefined));

const others = [
  ["a plain draft", () => calculate(draft)],
  ["a draft for which the room has to grow", () => calculate({ ...draft, lines: Array.from({ length: 5_000 }, () => ({ ...line, quantity: "7" })) })],
  ["a draft that goes through the JSON door and lets the memory grow", () => calculate({ ...draft, notes: Array.from({ length: 100 }, () => "n".repeat(10_000)) })],
  ["an engine that starts afresh", () => recovered(new Error("as after a trap"))],
];

for (const [what, call] of others) {
  test(`a getter that asks for ${what} while its draft is packed changes no answer`, () => {
    const asking = {
      currency: "EUR",
      get issueDate() {
        call();
        return "2026-01-31";
      },
      lines: [line, { ...line, get unitPrice() { return (call(), "99.50"); } }],
    };
    assert.equal(JSON.stringify(calculate(asking)), cold({ ...draft, lines: [line, line] }));
  });
}

test("agrees on the drafts of all vectors", async () => {
  let count = 0;
  for (const one of (await loadCases()).filter(({ door }) => door === "calculate")) {
    await record(one, {
      name: "flat",
      call: (door, args) => {
        if (door === "calculate" && args[1] === undefined && agrees(args[0], one.name)) count += 1;
        return { refused: false, text: "null" };
      },
    });
  }
  assert.ok(count >= 50, `only ${count} drafts went the hot way`);
});

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function randomDraft(random) {
  const pick = (...values) => values[Math.floor(random() * values.length)];
  const maybe = (share, fields) => (random() < share ? fields : {});
  const amount = () => pick((random() * 100).toFixed(2), Math.round(random() * 10_000) / 100, "0", "7", 12);
  const row = () => ({
    ...pick({ amount: amount() }, { percent: pick(5, "10", "12.5", 0) }),
    ...maybe(0.3, { reason: pick("Discount", "Rabatt für Stück") }),
  });
  const rows = () => Array.from({ length: pick(0, 1, 1, 2) }, row);
  const lines = Array.from({ length: pick(1, 2, 3, 8) }, () => ({
    name: pick("Work", "Café", "A long name of something that is sold"),
    quantity: pick(1, "2", "0.333", 1.25, -1, 1e-3),
    unitPrice: pick(amount(), "0.0375", 19.99, "1000.0"),
    vat: pick({ category: "S", rate: "21" }, { category: "S", rate: 9 }, { category: "Z" }, "nl:standard", "be:reduced", { category: "E", rate: 0 }),
    ...maybe(0.3, { unit: pick("hour", "C62", "kg", "parsec") }),
    ...maybe(0.4, { allowances: rows() }),
    ...maybe(0.2, { charges: rows() }),
    ...maybe(0.1, { pricePer: pick(10, "100") }),
    ...maybe(0.1, { description: "More about it", note: "n" }),
    ...maybe(0.1, { id: pick("1", "2", "A") }),
  }));
  return {
    currency: pick("EUR", "EUR", "CHF", "KWD", "JPY"),
    lines,
    ...maybe(0.8, { issueDate: pick("2026-01-31", "2019-07-01") }),
    ...maybe(0.3, { allowances: rows() }),
    ...maybe(0.2, { charges: rows() }),
    ...maybe(0.2, { pricesIncludeVat: pick(true, false) }),
    ...maybe(0.2, { rounding: pick("perLine", "perGroup") }),
    ...maybe(0.1, { prepaid: amount(), payableRounding: "0.05" }),
  };
}

test("agrees on random drafts", () => {
  const random = seeded(2026);
  let count = 0;
  for (let round = 0; round < 3000; round += 1) {
    const value = randomDraft(random);
    if (agrees(value, JSON.stringify(value))) count += 1;
    // What the hot way leaves is what the door refuses, or what says more than amounts.
    else assert.ok((cold(value) ?? '"code"').match(/"code"|"exemption|"mentions":\["/), JSON.stringify(value));
  }
  assert.ok(count >= 1000, `only ${count} drafts went the hot way`);
});
