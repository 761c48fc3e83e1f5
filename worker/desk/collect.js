// Direct debits of many invoices: one file for the bank, under the mandates of the customers.

import { Refused, post } from "./api.js";
import { ask } from "./dialog.js";
import { h, put } from "./dom.js";
import { keep } from "./files.js";
import { amount, count } from "./format.js";
import { say } from "./say.js";
import "./phrases-mandates.js";

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
  const file = () => keep(`/v1/directDebits/${id}.xml`, `pain.008-${collectOn}.xml`);
  put(place, h("p", { role: "status" }, say("collectDone", { n: count(items.length), total: amount(total, "EUR") })), h("button", { class: "second", type: "button", onclick: file }, say("collectFile")));
  await file();
}
