// What surrounds the lines: the bar above them, dates and terms, parties, and the ways out. It shows a state and changes none.

import { button, make, mark } from "./dom.js";
import { Field, choice, entry } from "./field.js";
import { CURRENCIES } from "./rates.js";
import { PARTY } from "./state.js";

const PARTY_LABELS = ["partyName", "street", "postalCode", "city", "country", "vatId"];

/** Above the lines: how prices are meant, the currency, undo and redo. */
export function bar(phrase) {
  const withVat = new Field("pricesIncludeVat", phrase("withVat"), make("input", { type: "checkbox", role: "switch" }), { kind: "switch" });
  const currency = new Field("currency", phrase("currency"), choice(CURRENCIES.map((code) => [code, code])), { kind: "currency" });
  const undo = button("undo", phrase("undo"), { icon: "undo", isBare: true, shortcut: "Control+Z", part: "tool" });
  const redo = button("redo", phrase("redo"), { icon: "redo", isBare: true, shortcut: "Control+Y", part: "tool" });
  const element = make("div", { class: "bar", part: "bar" }, withVat.element, make("span", { class: "space" }), currency.element, undo, redo);
  return { element, fields: [withVat, currency], undo, redo };
}

/** What the columns hold, for eyes: each control has a label of its own. */
export function columns(phrase) {
  const names = ["description", "quantity", "unit", "price", "vat", "discount", "amount"];
  const cells = names.map((name) => make("span", { class: `column-${name}` }, phrase(name)));
  return make("div", { class: "columns", "aria-hidden": "true" }, ...cells, make("span"));
}

/** Dates, payment term and early-payment discount. */
export function terms(phrase) {
  const days = () => entry({ mode: "numeric", limit: 6 });
  const due = choice([["none", phrase("dueNone")], ["net", phrase("dueNet")], ["month", phrase("dueMonth")], ["day", phrase("dueDay")]]);
  const fields = [
    new Field("issueDate", phrase("issueDate"), entry({ type: "date" })),
    new Field("due", phrase("due"), due),
    new Field("dueDays", phrase("days"), days(), { isNumber: true }),
    new Field("dueDate", phrase("dueDate"), entry({ type: "date" })),
    new Field("earlyPercent", `${phrase("earlyPercent")} (%)`, entry({ mode: "decimal", limit: 10 }), { isNumber: true }),
    new Field("earlyDays", phrase("earlyDays"), days(), { isNumber: true }),
  ];
  const element = make("div", { class: "terms", part: "terms" }, ...fields.map((field) => field.element));
  const show = (state) => mark(element, "data-due", state.due);
  return { element: section(phrase("terms"), element), fields, show };
}

/** Number, seller and customer: what a document needs and a sum does not. */
export function parties(phrase) {
  const number = new Field("number", phrase("number"), entry({ limit: 50 }));
  const iban = new Field("iban", phrase("iban"), entry({ limit: 50 }));
  const party = (role) => PARTY.map((path, index) => new Field(`${role}.${path}`, phrase(PARTY_LABELS[index]), entry(), { kind: PARTY_LABELS[index] }));
  const [supplier, customer] = [party("supplier"), party("customer")];
  const group = (legend, ...fields) => make("fieldset", { part: "party" }, make("legend", {}, legend), ...fields.map((field) => field.element));
  const element = make(
    "details",
    { class: "parties", part: "parties" },
    make("summary", {}, phrase("parties")),
    make("div", { class: "party-number" }, number.element),
    make("div", { class: "both" }, group(phrase("supplier"), ...supplier, iban), group(phrase("customer"), ...customer)),
  );
  return { element, fields: [number, iban, ...supplier, ...customer] };
}

/** The ways out, and the keys. */
export function exits(phrase) {
  const download = (kind) => button(`download-${kind}`, phrase("download", kind.toUpperCase()), { icon: "download" });
  const buttons = [button("copy", phrase("copy"), { icon: "copy" }), download("pdf"), download("ubl")];
  const note = make("p", { class: "note", role: "status", part: "note" });
  return { element: make("div", { class: "exits", part: "exits" }, ...buttons, note), note, buttons };
}

/** The keys, for those who look for them. */
export function keys(phrase) {
  const rows = [
    ["Enter", "keyBelow"],
    ["Ctrl+Enter", "keyNew"],
    ["↑ ↓", "keyWalk"],
    ["Alt+↑ Alt+↓", "keyMove"],
    ["Alt+Delete", "keyRemove"],
    ["Ctrl+Z", "undo"],
    ["Ctrl+Y", "redo"],
  ];
  const cap = (text) => text.split(" ").map((one) => make("kbd", {}, one));
  const list = rows.flatMap(([text, key]) => [make("dt", {}, ...cap(text)), make("dd", {}, phrase(key))]);
  return make("details", { class: "keys", part: "keys" }, make("summary", {}, phrase("keys")), make("dl", {}, ...list));
}

/** A part with a heading: a group, so that the headings of the page stay in their order. */
export function section(heading, ...children) {
  return make("fieldset", { class: "part" }, make("legend", { part: "heading" }, heading), ...children);
}
