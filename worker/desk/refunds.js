// Money given back, and how far its payment service is with it. Where the service left it unclear, a person says what became of it.

import { doing } from "./actions.js";
import { page, post } from "./api.js";
import { h } from "./dom.js";
import { amount, moment } from "./format.js";
import { say } from "./say.js";

const COLOURS = { waiting: "warn", done: "good", failed: "bad" };

/** The button that says what became of a refund that waits. */
function settle({ id }, again) {
  const outcome = { name: "outcome", label: say("refundOutcome"), required: true, options: [["", "–"], ["done", say("refundCame")], ["failed", say("refundCameNot")]] };
  const note = { name: "note", label: say("refundHow"), type: "area" };
  const act = (values, key) => post(`/v1/refunds/${id}/settle`, values, key);
  return doing("settleRefund", again, { bad: true, fields: [outcome, note], act });
}

/** A refund as a row of a list; `of` is what else is said of it. */
function row(refund, again, of) {
  const { at, amount: given, currency, provider, state, note } = refund;
  const badge = h("span", { class: `badge ${COLOURS[state]}` }, say(`refund.${state}`));
  return h("li", {}, h("strong", {}, amount(given, currency)), ` ${provider ?? ""} ${moment(at)} `, of, " ", badge, note && h("p", { class: state === "done" ? "soft" : "fault" }, note), state === "waiting" && settle(refund, again));
}

/** The section of what was given back of an invoice. */
export const refunds = (rows, again) => h("section", { class: "card" }, h("h2", {}, say("refunds")), h("ul", { class: "kept" }, rows.map((one) => row(one, again))));

/** The section of what waits of all invoices; nothing where nothing does. */
export async function waitingRefunds(again) {
  const { items, next } = await page("/v1/refunds?waiting=true", undefined, 50);
  if (items.length === 0) return undefined;
  const link = ({ invoiceId }) => h("a", { href: `#/invoices/${invoiceId}` }, say("invoice"));
  return h("section", { class: "card" }, h("h2", {}, say("refundsWaiting")), h("p", {}, say("refundsWaitingText")), h("ul", { class: "kept" }, items.map((one) => row(one, again, link(one)))), next && h("p", { class: "soft" }, say("andMore")));
}
