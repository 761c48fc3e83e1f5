// A thousand pages: memory of the engine and size of the file grow with the pages and no faster. Memory is what the instance has taken,
// counted after each document; it never gives any back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { initSync } from "../../npm/dist/documents/engine.js";
import { issue, toPdf } from "../../npm/dist/documents/node.js";
import { invoiceOfLines, pagesIn } from "../hosts/pages.mjs";

const MEBIBYTE = 1024 * 1024;

function documentOf(lines) {
  const pdf = toPdf(invoiceOfLines(lines, { issue }));
  return { pages: pagesIn(pdf), bytes: pdf.length, memory: initSync().memory.buffer.byteLength };
}

test("a thousand pages take less than 64 MiB, and four times as much as a quarter of them", () => {
  const [quarter, half, whole] = [2250, 4500, 9000].map(documentOf);
  assert.ok(whole.pages >= 1000, `${whole.pages} pages`);
  for (const [less, more] of [
    [quarter, half],
    [half, whole],
  ]) {
    assert.ok(Math.abs(more.pages - 2 * less.pages) <= 2, `${less.pages} pages, then ${more.pages}`);
    assert.ok(more.bytes < less.bytes * 2.05, `${less.bytes} bytes, then ${more.bytes}`);
    // The instance grows in steps.
    assert.ok(more.memory < less.memory * 2 + 8 * MEBIBYTE, `${less.memory} bytes of memory, then ${more.memory}`);
  }
  assert.ok(whole.memory < 64 * MEBIBYTE, `${whole.memory} bytes of memory`);
});
