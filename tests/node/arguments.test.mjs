// What JavaScript can hand over and JSON cannot say: nothing is changed on the way in without a word.

import assert from "node:assert/strict";
import { test } from "node:test";
import vm from "node:vm";
import Big from "big.js";
import { Decimal } from "decimal.js";
import { calculate, calculateMany, check, checkIban, nextNumber, VoldaanError } from "../../npm/dist/node.js";

const line = { name: "Work", quantity: 1, unitPrice: "100.00", vat: { category: "S", rate: "21" } };
const draft = { currency: "EUR", lines: [line] };

/** All findings of a refusal, as `code path`. */
function refusal(call) {
  let thrown;
  assert.throws(call, (error) => {
    thrown = error;
    return error instanceof VoldaanError;
  });
  return thrown.findings.map(({ code, path }) => `${code} ${path}`);
}

const refused = [
  ["NaN", { ...draft, lines: [{ ...line, quantity: NaN }] }, "number.format lines[0].quantity"],
  ["Infinity", { ...draft, lines: [{ ...line, unitPrice: Infinity }] }, "number.format lines[0].unitPrice"],
  ["minus Infinity", { ...draft, prepaid: -Infinity }, "number.format prepaid"],
  ["a result that left decimal arithmetic", { ...draft, lines: [{ ...line, quantity: 0.1 + 0.2 }] }, "number.scale lines[0].quantity"],
  ["a number beyond all money", { ...draft, lines: [{ ...line, quantity: 1e21 }] }, "number.range lines[0].quantity"],
  ["a BigInt", { ...draft, lines: [{ ...line, quantity: 10n }] }, "field.type lines[0].quantity"],
  ["a Date", { ...draft, issueDate: new Date(0) }, "field.type issueDate"],
  ["a Date that is none", { ...draft, issueDate: new Date(NaN) }, "field.type issueDate"],
  ["a Map", { ...draft, metadata: new Map([["a", "b"]]) }, "field.type metadata"],
  ["a Set", { ...draft, notes: new Set(["a"]) }, "field.type notes"],
  ["a typed array", { ...draft, notes: new Uint8Array(2) }, "field.type notes"],
  ["a boxed number", { ...draft, lines: [{ ...line, quantity: Object(2) }] }, "field.type lines[0].quantity"],
  ["a decimal of decimal.js", { ...draft, prepaid: new Decimal("1.50") }, "field.type prepaid"],
  ["a decimal of big.js", { ...draft, prepaid: new Big("1.50") }, "field.type prepaid"],
  ["a function", { ...draft, notes: () => "a" }, "field.type notes"],
  ["a symbol", { ...draft, buyerReference: Symbol("a") }, "field.type buyerReference"],
  ["an undefined entry", { ...draft, notes: ["a", undefined] }, "field.type notes[1]"],
  ["a hole", { ...draft, notes: ["a", , "b"] }, "field.type notes[1]"],
  ["half a surrogate pair", { ...draft, notes: ["a\ud83d"] }, "text.characters notes[0]"],
  ["a control character", { ...draft, notes: ["a\u0000"] }, "text.characters notes[0]"],
  ["a draft that is a Map", new Map(), "field.type "],
  ["a draft that is a text", "EUR", "field.type "],
  ["an own __proto__", JSON.parse('{"currency":"EUR","lines":[],"__proto__":{}}'), "field.unknown __proto__"],
];

for (const [what, value, finding] of refused) {
  test(`refuses ${what}, and says where`, () => {
    assert.ok(refusal(() => calculate(value)).includes(finding), refusal(() => calculate(value)).join(", "));
  });
}

test("says what is wrong on both sides of the boundary at once", () => {
  const wrong = { ...draft, currency: "EUX", issueDate: new Date(0), lines: [{ ...line, quantity: NaN, vat: "nl:standard" }] };
  assert.deepEqual(refusal(() => calculate(wrong)).sort(), [
    "currency.unknown currency",
    "field.type issueDate",
    "number.format lines[0].quantity",
  ]);
});

test("refuses what contains itself, where it does", () => {
  const looped = { ...draft, customer: { name: "A", country: "NL" } };
  looped.customer.contact = looped.customer;
  assert.deepEqual(refusal(() => calculate(looped)), ["json.depth customer.contact"]);
  const list = [];
  list.push(list);
  assert.deepEqual(refusal(() => calculate({ ...draft, notes: list })), ["json.depth notes[0]"]);
});

test("refuses what is nested very deep", () => {
  const deep = Array.from({ length: 100_000 }).reduce((inner) => [inner], []);
  const [finding] = refusal(() => calculate({ ...draft, notes: deep }));
  assert.match(finding, /^json\.depth notes\[0\]/);
});

test("takes the same value twice in one draft", () => {
  assert.equal(calculate({ ...draft, lines: [line, line] }).totals.net, "200.00");
});

test("takes undefined fields and null options as absent", () => {
  const invoice = calculate({ ...draft, issueDate: undefined, lines: [{ ...line, note: undefined }] }, undefined);
  assert.equal(invoice.totals.payable, "121.00");
  assert.equal("issueDate" in invoice, false);
});

test("takes records of other realms, of classes and without prototype", () => {
  class Item {
    constructor(name) {
      Object.assign(this, line, { name });
    }
  }
  const lines = [new Item("Class"), Object.assign(Object.create(null), line), vm.runInNewContext("JSON.parse(text)", { text: JSON.stringify(line) })];
  assert.equal(calculate({ ...draft, lines }).totals.net, "300.00");
});

test("takes numbers by their shortest decimal form", () => {
  const invoice = calculate({ ...draft, lines: [{ ...line, quantity: 0.1, unitPrice: 1e-7 }, { ...line, unitPrice: 4.35 }] });
  assert.equal(invoice.lines[0].unitPrice, "0.0000001");
  assert.equal(invoice.totals.net, "4.35");
});

test("leaves its arguments alone", () => {
  const frozen = Object.freeze({ ...draft, lines: Object.freeze([Object.freeze({ ...line })]) });
  assert.equal(calculate(frozen).totals.payable, "121.00");
});

test("an exception of the caller's own getter is the cause of the refusal, which says where it is", () => {
  const own = new Error("mine");
  const raise = () => {
    throw own;
  };
  const throws = (value, key) => Object.defineProperty({ ...value }, key, { enumerable: true, get: raise });
  const thrown = (call) => {
    try {
      call();
    } catch (error) {
      return error;
    }
  };
  assert.deepEqual(refusal(() => calculate(throws(draft, "lines"))), ["field.type lines"]);
  assert.deepEqual(refusal(() => calculate({ ...draft, lines: [line, throws(line, "quantity")] })), ["field.type lines[1].quantity"]);
  assert.deepEqual(refusal(() => calculate(draft, throws({}, "explain"))), ["field.type explain"]);
  assert.equal(thrown(() => calculate(throws(draft, "lines"))).cause, own);
  assert.ok(check(throws(draft, "lines")).some(({ code, path }) => code === "field.type" && path === "lines"));
});

test("a proxy that throws, or that was revoked, is refused", () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const shy = new Proxy({}, { ownKeys: () => assert.fail() });
  for (const value of [proxy, shy]) {
    assert.ok(refusal(() => calculate(value)).includes("field.type "));
    assert.ok(refusal(() => calculate({ ...draft, customer: value })).includes("field.type customer"));
    assert.ok(refusal(() => calculateMany(value)).includes("field.type "));
  }
});

test("of a list of holes as much is said as of any list, at once", () => {
  const found = refusal(() => calculate({ ...draft, notes: new Array(4_000_000_000) }));
  assert.deepEqual([found.length, found[99], found[100]], [101, "field.type notes[99]", "findings.more "]);
});

test("check answers what is wrong, with a draft or with its options", () => {
  const found = (...args) => check(...args).map(({ code, path }) => `${code} ${path}`);
  assert.ok(found({ ...draft, lines: [{ ...line, quantity: NaN }] }).includes("number.format lines[0].quantity"));
  assert.ok(found(draft, { profile: "peppol9" }).includes("enum.unknown profile"));
  assert.ok(found(draft, { profile: NaN }).includes("number.format profile"));
});

test("calculateMany refuses what is no list of drafts", () => {
  for (const drafts of [null, undefined, {}, 5, "a text"]) {
    assert.throws(() => calculateMany(drafts), { name: "VoldaanError", code: "field.type" });
  }
});

test("calculateMany keeps what is wrong with one draft to that draft", () => {
  const answers = calculateMany([draft, { ...draft, currency: "EUX" }, { ...draft, prepaid: NaN }, new Map(), draft]);
  const shown = answers.map((answer) => (answer instanceof VoldaanError ? answer.code : answer.totals.payable));
  assert.deepEqual(shown, ["121.00", "currency.unknown", "number.format", "field.type", "121.00"]);
});

test("refuses arguments of the wrong kind or number", () => {
  assert.deepEqual(refusal(() => checkIban(NaN)), ["number.format "]);
  assert.deepEqual(refusal(() => checkIban()), ["field.missing value"]);
  assert.deepEqual(refusal(() => nextNumber("{seq}")), ["field.missing on"]);
  assert.deepEqual(refusal(() => calculate(draft, { explain: "yes" })), ["field.type explain"]);
});
