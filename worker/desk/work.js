// Work that takes long, with its progress: the tables and files of a period, drafts from a file, whole books out and in. It can be stopped, and
// done again without harm: a draft is kept under a key that follows from its text.

import { Refused, call, save } from "./api.js";
import { today } from "./books.js";
import { h } from "./dom.js";
import { count } from "./format.js";
import { progress } from "./progress.js";
import { say } from "./say.js";
import { exportBooks, importBooks, partsOf } from "./transfer.js";

/** What can be had of a period, by what it is called: the name of its file, and its type. Archives come one by one. */
const EXPORTS = {
  invoices: ["invoices.csv", "text/csv;charset=utf-8"],
  lines: ["lines.csv", "text/csv;charset=utf-8"],
  payments: ["payments.csv", "text/csv;charset=utf-8"],
  journal: ["journal.csv", "text/csv;charset=utf-8"],
  auditfile: ["auditfile.xaf", "application/xml"],
  ubl: ["ubl.zip", "application/zip"],
};

/** A table or file of a period as the service writes it, whose door keeps spreadsheets from taking texts for formulas. */
async function exportPeriod(place, { kind, from, until }) {
  const shown = progress(place);
  const [name, type] = EXPORTS[kind];
  const [stem, ending] = name.split(".");
  try {
    const exported = await partsOf(`/v1/exports/${name}`, { from, until }, shown);
    if (!exported) return shown.end("");
    const { parts, come } = exported;
    if (ending === "zip") parts.forEach((part, index) => save(`${stem}-${from}-${until}-${index + 1}.zip`, part));
    // Spreadsheets know UTF-8 by the mark before it.
    else save(`${stem}-${from}-${until}.${ending}`, [...(ending === "csv" ? ["\uFEFF"] : []), ...parts], type);
    shown.end(say("exportDone", come));
  } catch (error) {
    if (!(error instanceof Refused) || error.status === 401) throw error;
    shown.end(say("failed", { why: error.words }));
  }
}

/** A key that is the same for the same draft, so that a file that is read twice makes nothing twice. */
async function keyOf(text) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return `import-${[...digest.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** What was found in a file, each at its place. */
const told = (error) => error.findings.map(({ path, message }) => `${path}: ${message}`);

/** A table or an e-invoice goes to the service as it is, and becomes drafts or none. */
async function importFile(file, place) {
  const shown = progress(place);
  try {
    const { body } = await call("POST", "/v1/invoices/import", { body: file, type: file.type || "text/csv", idempotencyKey: await keyOf(await file.text()) });
    for (const { path, message } of body.findings) shown.line(`${path}: ${message}`);
    shown.end(say("progressDone", { done: count(body.items.length), bad: count(0) }));
  } catch (error) {
    if (!(error instanceof Refused) || error.status === 401) throw error;
    for (const line of told(error)) shown.line(line);
    shown.end(say("failed", { why: error.message }));
  }
}

async function importDrafts(file, place) {
  if (!file.name.endsWith(".json")) return importFile(file, place);
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
      shown.line(`${index + 1}: ${told(error).join(" ") || error.message}`);
    }
    shown.at(done + bad, drafts.length);
  }
  shown.end(say("progressDone", { done: count(done), bad: count(bad) }));
}

const labelled = (label, input) => h("div", { class: "field" }, h("label", { for: input.id }, say(label)), input);

/** A kind of work with its button and its fields, by name; `run(place, values)` does it. What is not filled in gets the focus. */
function section(name, text, run, fields = {}) {
  const place = h("div", { class: "outcome" });
  const button = h("button", {}, say("start"));
  const inputs = Object.entries(fields);
  const submit = async (event) => {
    event.preventDefault();
    const missing = inputs.find(([, input]) => !input.value);
    if (missing) return missing[1].focus();
    button.disabled = true;
    const values = Object.fromEntries(inputs.map(([label, input]) => [label, input.files?.[0] ?? input.value]));
    await run(place, values).finally(() => (button.disabled = false));
  };
  const rows = inputs.map(([label, input]) => labelled(input.type === "date" ? `${label}Day` : label, input));
  return h("section", { class: "card" }, h("h2", {}, say(name)), h("p", {}, say(text)), h("form", { onsubmit: submit, "aria-label": say(name) }, rows.length > 1 ? h("div", { class: "pair" }, rows) : rows, button), place);
}

/** Shows the work that takes long. */
export function workPage(place) {
  const file = (id, accept) => ({ file: h("input", { type: "file", id, accept }) });
  const date = (id, value) => h("input", { type: "date", id, value });
  const kind = h("select", { id: "export-kind" }, Object.keys(EXPORTS).map((word) => h("option", { value: word }, say(`export.${word}`))));
  const period = { kind, from: date("export-from", `${today().slice(0, 4)}-01-01`), until: date("export-until", today()) };
  place.replaceChildren(
    h("h1", {}, say("work")),
    h(
      "div",
      { class: "columns" },
      section("exportPeriod", "exportText", exportPeriod, period),
      section("importDrafts", "importText", (outcome, { file }) => importDrafts(file, outcome), file("file", ".json,.csv,.xml")),
      section("exportBooks", "exportBooksText", exportBooks),
      section("importBooks", "importBooksText", (outcome, { file }) => importBooks(file, outcome), file("books", ".ndjson,application/x-ndjson")),
    ),
  );
}
