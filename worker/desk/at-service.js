// What a payment service was asked to do with money: give it back, or collect it under a mandate; and how far it is. Where its answer was lost, a person
// says what became of it.

import { doing } from "./actions.js";
import { page, post } from "./api.js";
import { h } from "./dom.js";
import { amount, moment } from "./format.js";
import { say } from "./say.js";

const COLOURS = { waiting: "warn", open: "warn", done: "good", failed: "bad" };

/** The button that says what became of it: `came` and `not` are names of phrases. */
function settle(door, again, { text, came, not, more = [] }) {
  const outcome = { name: "outcome", label: say("settleOutcome"), required: true, options: [["", "–"], ["done", say(came)], ["failed", say(not)]] };
  const note = { name: "note", label: say("settleHow"), type: "area" };
  return doing("settle", again, { text: say(text), bad: true, fields: [outcome, ...more, note], act: (values, key) => post(`${door}/settle`, values, key) });
}

const settleRefund = ({ id }, again) => settle(`/v1/refunds/${id}`, again, { text: "settleRefundText", came: "refundCame", not: "refundCameNot" });

/** The button that says what became of a charge. */
export function settleCharge(id, again) {
  const name = { name: "providerId", label: say("chargeName"), hint: say("chargeNameHint") };
  return settle(`/v1/charges/${id}`, again, { text: "settleChargeText", came: "chargeCame", not: "chargeCameNot", more: [name] });
}

/** A row of a list; `of` is what else is said of it, `button` settles it while it waits. */
function row({ at, amount: sum, currency, provider, state, note }, of, button) {
  const badge = h("span", { class: `badge ${COLOURS[state]}` }, say(`atService.${state}`));
  return h("li", {}, h("strong", {}, amount(sum, currency)), ` ${provider ?? ""} ${moment(at)} `, of, " ", badge, note && h("p", { class: state === "done" ? "soft" : "fault" }, note), state === "waiting" && button);
}

const section = (name, rows, ...more) => h("section", { class: "card" }, h("h2", {}, say(name)), more, h("ul", { class: "kept" }, rows));

/** What was given back of an invoice; nothing where nothing was. */
export const refunds = (all, again) => all.length > 0 && section("refunds", all.map((one) => row(one, undefined, settleRefund(one, again))));

/** What was collected of an invoice under a mandate at a payment service; nothing where nothing was. */
export const charges = (all, again) => all.length > 0 && section("collected", all.map((one) => row(one, undefined, settleCharge(one.id, again))));

/** The refunds that wait of all invoices; nothing where none does. */
export async function waitingRefunds(again) {
  const { items, next } = await page("/v1/refunds?waiting=true", undefined, 50);
  if (items.length === 0) return undefined;
  const link = ({ invoiceId }) => h("a", { href: `#/invoices/${invoiceId}` }, say("invoice"));
  const rows = items.map((one) => row(one, link(one), settleRefund(one, again)));
  return section("refundsWaiting", next ? [...rows, h("li", { class: "soft" }, say("andMore"))] : rows, h("p", {}, say("refundsWaitingText")));
}
