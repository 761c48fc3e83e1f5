// Direct debits of many invoices: one file for the bank, under the mandates of the customers; and the files that were made.

import { ofRow } from "./actions.js";
import { Refused, post } from "./api.js";
import { ask } from "./dialog.js";
import { h, put } from "./dom.js";
import { keep } from "./files.js";
import { amount, count, day, moment } from "./format.js";
import { listed } from "./paged.js";
import { say } from "./say.js";
import "./phrases-mandates.js";

/** The button that keeps the file of a batch. */
function file({ id, collectOn }) {
  return h("button", { class: "second", type: "button", onclick: () => keepFile(id, collectOn) }, say("collectFile"));
}

const keepFile = (id, collectOn) => keep(`/v1/directDebits/${id}.xml`, `pain.008-${collectOn}.xml`);

/** The batches that were made, the newest first, each with its file. */
export function batches() {
  const row = (batch) => {
    const { at, collectOn, total, debits, pending } = batch;
    const waits = pending > 0 && h("span", { class: "badge warn" }, say("debitsPending", { n: count(pending) }));
    return [h("div", {}, day(collectOn), h("small", {}, say("debitsMade", { at: moment(at) }))), amount(total, "EUR"), h("div", {}, say("debitsCount", { n: count(debits) }), " ", waits), ofRow(day(collectOn), file(batch))];
  };
  return listed({ name: "directDebits", path: "/v1/directDebits?newest=true", heads: ["collectOn", "payable", "state", "actions"], numbers: [1], row, none: "directDebitsNone" });
}

/** Asks for the day, collects what is due of invoices, and keeps the file. */
export async function collectAfterAsking(invoices, place) {
  const fields = [{ name: "collectOn", label: say("collectOn"), type: "date", hint: say("collectOnHint"), required: true }];
  const act = async (values, key) => {
    try {
      return await post("/v1/directDebits", { ...values, invoiceIds: invoices.map(({ id }) => id) }, key);
    } catch (error) {
      // What cannot be collected is named by its number.
      const at = error instanceof Refused && /^invoiceIds\[(\d+)\]/.exec(error.findings[0]?.path)?.[1];
      throw at ? new Refused(error.status, { detail: `${invoices[at].number}: ${error.message}` }) : error;
    }
  };
  const made = await ask({ title: say("collectChosen"), text: say("collectChosenText", { n: count(invoices.length) }), fields, act });
  if (!made) return;
  const { id, collectOn, total, items } = made;
  put(place, h("p", { role: "status" }, say("collectDone", { n: count(items.length), total: amount(total, "EUR") })), file(made));
  await keepFile(id, collectOn);
}
