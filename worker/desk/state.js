// The state of an invoice in a list, as a word with its colour.

import { today } from "./books.js";
import { h } from "./dom.js";
import { say } from "./say.js";

const BADGES = { open: "warn", overdue: "bad", paid: "good", credit: "warn", settled: "good" };

/** Where an invoice stands, by the day of the administration. */
export function stateOf({ state, type, dueDate }) {
  if (type === "creditNote") return { open: "credit", paid: "settled" }[state] ?? state;
  return state === "open" && dueDate && dueDate < today() ? "overdue" : state;
}

export const badge = (word) => h("span", { class: `badge ${BADGES[word] ?? ""}` }, say(word));
