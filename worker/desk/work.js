// Long work with its progress: writing all invoices into a file, reading drafts from one. It can be stopped, and done again without
// harm: a draft is kept under a key that follows from its text.

import { Refused, call, get } from "./api.js";
import { h, put } from "./dom.js";
import { count } from "./format.js";
import { say } from "./say.js";

const COLUMNS = ["number", "type", "state", "customerName", "issueDate", "dueDate", "currency", "payable", "amountDue", "id"];

/** A field of CSV (RFC 4180); what a spreadsheet would take for a formula is told apart by an apostrophe. */
export function field(value = "") {
  const text = /^[=+\-@\t\r]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A bar of progress that says how far it is, a button that stops it, and what is told in between. */
function progress(section) {
  const bar = h("progress", { max: 1, value: 0, "aria-label": say("work") });
  const text = h("p", { role: "status" });
  const stopped = new AbortController();
  const stop = h("button", { class: "second", type: "button", onclick: () => stopped.abort() }, say("stop"));
  const log = h("ul", { class: "log" });
  put(section, bar, text, stop, log);
  return {
    signal: stopped.signal,
    at: (done, of) => ((bar.max = Math.max(1, of)), (bar.value = done), put(text, say("progress", { done: count(done), of: count(of) }))),
    so: (done) => (bar.removeAttribute("value"), put(text, say("loaded", { n: count(done) }))),
    bad: (line) => log.childElementCount < 200 && log.append(h("li", {}, line)),
    end: (line) => (stop.remove(), bar.remove(), put(text, line)),
  };
}

function save(name, parts) {
  const url = URL.createObjectURL(new Blob(parts, { type: "text/csv;charset=utf-8" }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

async function exportInvoices(section) {
  const shown = progress(section);
  const parts = [`\uFEFF${COLUMNS.join(",")}\r\n`];
  let cursor, done = 0;
  do {
    const page = await get(`/v1/invoices?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
    parts.push(...page.items.map((item) => `${COLUMNS.map((name) => field(item[name])).join(",")}\r\n`));
    done += page.items.length;
    cursor = page.next;
    shown.so(done);
  } while (cursor && !shown.signal.aborted);
  save("invoices.csv", parts);
  shown.end(say("progressDone", { done: count(done), bad: 0 }));
}

/** A key that is the same for the same draft, so that a file that is read twice makes nothing twice. */
async function keyOf(text) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return `import-${[...digest.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

async function importDrafts(file, section) {
  const shown = progress(section);
  let drafts;
  try {
    drafts = JSON.parse(await file.text());
    if (!Array.isArray(drafts)) throw new TypeError("[…]");
  } catch (error) {
    return shown.end(say("failed", { why: error.message }));
  }
  let done = 0, bad = 0;
  for (const [place, draft] of drafts.entries()) {
    if (shown.signal.aborted) break;
    const body = JSON.stringify(draft?.draft ? draft : { draft });
    try {
      await call("POST", "/v1/invoices", { body, idempotencyKey: await keyOf(`${place} ${body}`) });
      done += 1;
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 401) throw error;
      bad += 1;
      shown.bad(`${place + 1}: ${error.findings.map(({ path, message }) => `${path}: ${message}`).join(" ") || error.message}`);
    }
    shown.at(done + bad, drafts.length);
  }
  shown.end(say("progressDone", { done: count(done), bad: count(bad) }));
}

/** Shows the work that takes long. */
export function workPage(place) {
  const outgoing = h("div");
  const incoming = h("div");
  const file = h("input", { type: "file", id: "file", accept: "application/json,.json" });
  const run = (work) => async (event) => {
    event.preventDefault();
    const { target } = event;
    const button = target.closest("section").querySelector("button");
    button.disabled = true;
    await work().finally(() => (button.disabled = false));
  };
  put(
    place,
    h("h1", {}, say("work")),
    h("section", { class: "card" }, h("h2", {}, say("exportInvoices")), h("p", {}, say("exportText")), h("button", { type: "button", onclick: run(() => exportInvoices(outgoing)) }, say("start")), outgoing),
    h(
      "section",
      { class: "card" },
      h("h2", {}, say("importDrafts")),
      h("p", {}, say("importText")),
      h("form", { onsubmit: run(async () => file.files[0] && importDrafts(file.files[0], incoming)) }, h("div", { class: "field" }, h("label", { for: "file" }, say("file")), file), h("button", {}, say("start"))),
      incoming,
    ),
  );
}
