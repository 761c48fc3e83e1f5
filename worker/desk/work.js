// Work that takes long, with its progress: all invoices as a table, drafts from a file, whole books out and in. It can be stopped, and
// done again without harm: a draft is kept under a key that follows from its text.

import { Refused, call, page, save } from "./api.js";
import { h } from "./dom.js";
import { count } from "./format.js";
import { progress } from "./progress.js";
import { say } from "./say.js";
import { exportBooks, importBooks } from "./transfer.js";

const COLUMNS = ["number", "type", "state", "customerName", "issueDate", "dueDate", "currency", "payable", "amountDue", "id"];

/** A field of CSV (RFC 4180); what a spreadsheet would take for a formula is told apart by an apostrophe. */
export function field(value = "") {
  const text = /^[=+\-@\t\r]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function exportInvoices(place) {
  const shown = progress(place);
  const parts = [`\uFEFF${COLUMNS.join(",")}\r\n`];
  let cursor, done = 0;
  do {
    const one = await page("/v1/invoices", cursor, 200);
    parts.push(...one.items.map((item) => `${COLUMNS.map((name) => field(item[name])).join(",")}\r\n`));
    done += one.items.length;
    cursor = one.next;
    shown.so(done);
  } while (cursor && !shown.stopped);
  save("invoices.csv", parts, "text/csv;charset=utf-8");
  shown.end(say("progressDone", { done: count(done), bad: 0 }));
}

/** A key that is the same for the same draft, so that a file that is read twice makes nothing twice. */
async function keyOf(text) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return `import-${[...digest.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

async function importDrafts(file, place) {
  const shown = progress(place);
  let drafts;
  try {
    drafts = JSON.parse(await file.text());
    if (!Array.isArray(drafts)) throw new TypeError("[…]");
  } catch (error) {
    return shown.end(say("failed", { why: error.message }));
  }
  let done = 0, bad = 0;
  for (const [index, draft] of drafts.entries()) {
    if (shown.stopped) break;
    const body = JSON.stringify(draft?.draft ? draft : { draft });
    try {
      await call("POST", "/v1/invoices", { body, idempotencyKey: await keyOf(`${index} ${body}`) });
      done += 1;
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 401) throw error;
      bad += 1;
      shown.line(`${index + 1}: ${error.findings.map(({ path, message }) => `${path}: ${message}`).join(" ") || error.message}`);
    }
    shown.at(done + bad, drafts.length);
  }
  shown.end(say("progressDone", { done: count(done), bad: count(bad) }));
}

/** A kind of work with its button, and the file that it takes where it takes one. */
function section(name, text, run, file) {
  const place = h("div", { class: "outcome" });
  const input = file && h("input", { type: "file", id: file.id, accept: file.accept });
  const button = h("button", {}, say("start"));
  const submit = async (event) => {
    event.preventDefault();
    if (input && input.files.length === 0) return input.focus();
    button.disabled = true;
    await run(place, input?.files[0]).finally(() => (button.disabled = false));
  };
  const field = input && h("div", { class: "field" }, h("label", { for: file.id }, say("file")), input);
  return h("section", { class: "card" }, h("h2", {}, say(name)), h("p", {}, say(text)), h("form", { onsubmit: submit, "aria-label": say(name) }, field, button), place);
}

/** Shows the work that takes long. */
export function workPage(place) {
  place.replaceChildren(
    h("h1", {}, say("work")),
    h(
      "div",
      { class: "columns" },
      section("exportInvoices", "exportText", exportInvoices),
      section("importDrafts", "importText", (outcome, file) => importDrafts(file, outcome), { id: "file", accept: "application/json,.json" }),
      section("exportBooks", "exportBooksText", exportBooks),
      section("importBooks", "importBooksText", (outcome, file) => importBooks(file, outcome), { id: "books", accept: ".ndjson,application/x-ndjson" }),
    ),
  );
}
