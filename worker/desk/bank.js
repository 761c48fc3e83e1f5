// Bank statements (camt.053): files that the bank gives, sent one after the other. The service books the lines whose invoice it knows; the
// rest waits in the inbox. A file that is read twice books nothing twice.

import { Refused, call } from "./api.js";
import { h } from "./dom.js";
import { count } from "./format.js";
import { progress } from "./progress.js";
import { say } from "./say.js";

/** Reads the files, then does what follows; that all is done is said last, when the next file can be given. */
async function read(files, place, then) {
  const shown = progress(place);
  const told = { booked: 0, known: 0, inbox: 0, ignored: 0 };
  for (const [index, file] of files.entries()) {
    if (shown.stopped) break;
    shown.at(index, files.length);
    try {
      const { body } = await call("POST", "/v1/payments/import", { body: await file.text(), type: "application/xml", idempotencyKey: crypto.randomUUID() });
      for (const outcome of Object.keys(told)) told[outcome] += body[outcome];
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 401) throw error;
      shown.line(`${file.name}: ${error.words}`);
    }
  }
  try {
    await then();
  } finally {
    shown.end(say("statementDone", Object.fromEntries(Object.entries(told).map(([name, n]) => [name, count(n)]))));
  }
}

/** The section that takes statements; `then` follows when they were read. */
export function statements(then) {
  const place = h("div");
  const file = h("input", { type: "file", id: "statement", accept: ".xml,application/xml,text/xml", multiple: true, "aria-describedby": "statement-hint" });
  const button = h("button", {}, say("start"));
  const submit = async (event) => {
    event.preventDefault();
    if (file.files.length === 0) return file.focus();
    button.disabled = true;
    try {
      await read([...file.files], place, then);
    } finally {
      button.disabled = false;
    }
  };
  const field = h("div", { class: "field" }, h("label", { for: "statement" }, say("statementFile")), file, h("p", { class: "hint", id: "statement-hint" }, say("statementText")));
  return h("section", { class: "card" }, h("h2", {}, say("statement")), h("form", { onsubmit: submit }, field, button), place);
}
