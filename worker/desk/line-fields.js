// The lines of a draft as fields, and what they come to: the service computes it while one types.

import { Refused, post } from "./api.js";
import { administration, today } from "./books.js";
import { h, put } from "./dom.js";
import { field, unfilled } from "./fields.js";
import { amount, decimal } from "./format.js";
import { live } from "./live.js";
import { say } from "./say.js";

const RATES = ["standard", "reduced", "zero"];
export const NEW_LINE = { name: "", quantity: "1", unitPrice: "" };

/** The field of a path: those of template, draft and party stand in a form as one. */
export const placeOf = (path) => path.replace(/^template\./, "").replace(/^(draft|party)\./, "");

/** The country whose VAT is charged. */
const country = () => administration().supplier?.country.toLowerCase() ?? "nl";

/** The choice of VAT for a line; VAT that has no choice of its own stays as it was. */
function vatChoice(path, vat) {
  const words = [...RATES.map((rate) => [`${country()}:${rate}`, say(`vat.${rate}`)]), ["reverse", say("vat.reverse")]];
  const known = typeof vat === "string" ? words.some(([word]) => word === vat) : vat?.category === "AE" || vat === undefined;
  const value = typeof vat === "string" && known ? vat : vat?.category === "AE" ? "reverse" : known ? words[0][0] : "own";
  const options = [...words, ...(known ? [] : [["own", say("vat.own")]])];
  return h("select", { "data-path": path, "data-name": "vat" }, options.map(([word, text]) => h("option", { value: word, selected: word === value }, text)));
}

const vatOf = (word, before) => (word === "reverse" ? { category: "AE", rate: "0" } : word === "own" ? before : word);

/** The row of a line. */
function lineRow(line, changed) {
  const input = (name, value, more) => h("input", { "data-name": name, "data-path": name, value: value ?? "", autocomplete: "off", ...more });
  const drop = h("button", { class: "second small", type: "button", onclick: () => (row.remove(), changed(true)) }, "×");
  const row = h(
    "div",
    { class: "composed", role: "group" },
    field(say("description"), input("name", line.name), { kind: "wide-field" }),
    field(say("quantity"), input("quantity", line.quantity, { inputmode: "decimal", class: "number" })),
    field(say("price"), input("unitPrice", line.unitPrice, { inputmode: "decimal", class: "number" })),
    field(say("vat"), vatChoice("vat", line.vat)),
    h("output", { class: "number sum" }),
    drop,
  );
  row.line = line;
  row.drop = drop;
  return row;
}

/** A number as it was typed; a placeholder stays one. */
const numberOf = (text) => (text.includes("{") ? text : decimal(text));

/** A line as its fields say. */
function lineOf(row) {
  const value = (name) => row.querySelector(`[data-name=${name}]`).value.trim();
  return { ...row.line, name: value("name"), quantity: numberOf(value("quantity")), unitPrice: numberOf(value("unitPrice")), vat: vatOf(value("vat"), row.line.vat) };
}

/** The lines with their button: `read()` gives them, `rows()` their rows, `missing()` what is not filled in. `changed` follows each change. */
export function lineFields(lines, changed) {
  const list = h("div", { class: "composed-lines" });
  const rows = () => [...list.children];
  const number = () =>
    rows().forEach((row, index) => {
      row.drop.setAttribute("aria-label", say("lineRemove", { n: index + 1 }));
      row.drop.hidden = list.childElementCount === 1;
      row.setAttribute("aria-label", say("line", { n: index + 1 }));
      for (const input of row.querySelectorAll("[data-name]")) input.dataset.path = `lines[${index}].${input.dataset.name}`;
    });
  const touched = (isFewer) => {
    number();
    if (isFewer) list.lastElementChild.querySelector("input").focus();
    changed();
  };
  const add = (line = NEW_LINE) => (list.append(lineRow(line, touched)), number());
  lines.forEach((line) => add(line));
  const more = h("button", { class: "second", type: "button", onclick: () => (add(), list.lastElementChild.querySelector("input").focus()) }, say("lineAdd"));
  const read = () => rows().map(lineOf);
  const missing = () => read().flatMap((line, index) => ["name", "quantity", "unitPrice"].filter((name) => !line[name]).map((name) => unfilled(`lines[${index}].${name}`)));
  return { element: h("section", { class: "card" }, h("h2", {}, say("lines")), list, more), rows, read, missing };
}

/** What it comes to, or a dash while it cannot be computed; rows that are not filled in are not `counted`. */
function showTotals(place, rows, counted, invoice) {
  const net = (row) => invoice?.lines[counted.indexOf(row)]?.net;
  for (const row of rows) put(row.querySelector("output"), net(row) ? amount(net(row), invoice.currency) : "–");
  if (!invoice) return put(place, h("p", { class: "soft" }, "–"));
  const line = (name, text, strong) => h("tr", { class: strong ? "strong" : "" }, h("th", { scope: "row" }, name), h("td", { class: "number" }, amount(text, invoice.currency)));
  const vat = invoice.vatBreakdown.map((group) => line(`${say("vat")} ${group.rate ? `${group.rate} %` : group.category}`, group.amount));
  put(place, h("table", {}, h("tfoot", {}, line(say("net"), invoice.totals.net), vat, line(say("gross"), invoice.totals.gross, true))));
}

/** What a draft comes to, live: its place, and `now` and `later` to compute it. `lines()` gives the fields of its lines, `draft()` all of it. */
export function liveTotals(lines, draft) {
  const element = h("div", { role: "status", "aria-label": say("totals") });
  const totals = live(async (isNewest) => {
    try {
      const tried = draft();
      const counted = lines().rows().map((row) => [row, lineOf(row)]).filter(([, line]) => line.unitPrice && line.quantity);
      const rows = counted.map(([row]) => row);
      const filled = counted.map(([, line]) => ({ ...line, name: line.name || "–" }));
      const invoice = rows.length ? await post("/v1/calculate", { draft: { issueDate: today(), ...tried, lines: filled } }) : undefined;
      if (isNewest()) showTotals(element, lines().rows(), rows, invoice);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (isNewest()) showTotals(element, lines().rows(), []);
    }
  });
  return { ...totals, element };
}
