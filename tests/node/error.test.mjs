// VoldaanError: what a program matches on, what a person reads, and what is left after a trap.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { calculate, VoldaanError } from "../../npm/dist/node.js";
import { recovered } from "../../npm/dist/boundary.js";
import { initSync } from "../../npm/dist/engine.js";

const line = { name: "Work", quantity: 1, unitPrice: "-1.00", vat: { category: "S", rate: "21" } };
const good = { currency: "EUR", lines: [{ ...line, unitPrice: "1.00" }] };

function thrown(value) {
  try {
    calculate(value);
  } catch (error) {
    return error;
  }
  return assert.fail("nothing was thrown");
}

test("an error has the code, path and rule of its first finding, and all findings", () => {
  const error = thrown({ currency: "EUR", lines: [line], colour: "red" });
  assert.ok(error instanceof VoldaanError && error instanceof Error);
  assert.equal(error.name, "VoldaanError");
  assert.equal(error.findings.length, 2);
  assert.deepEqual([error.code, error.path], [error.findings[0].code, error.findings[0].path]);
  const negative = thrown({ currency: "EUR", lines: [line] });
  assert.deepEqual([negative.code, negative.path, negative.rule], ["price.negative", "lines[0].unitPrice", "BR-27"]);
  assert.equal("rule" in thrown({ ...good, colour: "red" }), false);
});

test("an error says where, what, what to do and how much more there is", () => {
  const error = thrown({ currency: "EUR", lines: [line], colour: "red" });
  assert.match(error.message, /^(colour|lines\[0\]\.unitPrice): .+\(and 1 more in findings\)$/);
  assert.match(inspect(error), /VoldaanError: /);
});

test("an error in an answer or a log keeps its message", () => {
  const error = thrown({ ...good, colour: "red" });
  const { name, message, code, path, findings } = JSON.parse(JSON.stringify({ error })).error;
  assert.deepEqual({ name, message, code, path }, { name: "VoldaanError", message: error.message, code: "field.unknown", path: "colour" });
  assert.deepEqual(findings, error.findings);
});

test("after a trap the engine starts afresh", () => {
  const exports = initSync();
  // An engine whose memory is overwritten cannot go on: what it reads as addresses lies outside of it.
  new Uint8Array(exports.memory.buffer).fill(0xff);
  const error = thrown(good);
  assert.ok(error instanceof VoldaanError);
  assert.equal(error.code, "internal");
  assert.ok(error.cause instanceof WebAssembly.RuntimeError, inspect(error.cause));
  assert.equal(calculate(good).totals.payable, "1.21");
});

test("a trap that the engine saw coming is reported with what it said, and costs the instance", () => {
  const exports = initSync();
  let cause;
  // More than there is: the allocator gives up.
  assert.throws(() => exports.__wbindgen_malloc(0x7fffffff, 3), (trap) => {
    cause = trap;
    return trap instanceof WebAssembly.RuntimeError;
  });
  const error = recovered(cause);
  assert.equal(error.code, "internal");
  assert.match(error.message, /^Voldaan failed: .+ The next call has a fresh engine\./);
  assert.notEqual(initSync(), exports);
  assert.equal(calculate(good).totals.payable, "1.21");
});

test("an exception out of the engine, such as a full stack, is internal and leaves it usable", () => {
  let deepest;
  const descend = () => {
    try {
      descend();
    } catch {
      // Nearly no stack is left here; what a call does with the rest may be anything but a wrong answer.
      try {
        deepest ??= calculate(good).totals.payable;
      } catch (error) {
        deepest ??= error;
      }
    }
  };
  descend();
  assert.ok(deepest === "1.21" || deepest instanceof VoldaanError || deepest instanceof RangeError, inspect(deepest));
  assert.equal(calculate(good).totals.payable, "1.21");
});
