// Reports of a period: the VAT to declare, with the listings that states ask for; what each customer brought in; and how they pay. All figures are those of
// the service.

import { Refused, get } from "./api.js";
import { today } from "./books.js";
import { h, put } from "./dom.js";
import { amount, count, percent } from "./format.js";
import { say } from "./say.js";
import { table } from "./table.js";
import "./phrases-reports.js";

const RISKS = { low: "good", medium: "warn", high: "bad" };

/** The first day of the quarter before that of a day, and its last. */
function quarterBefore(day) {
  const [year, month] = day.split("-").map(Number);
  const first = Math.floor((month - 1) / 3) * 3 - 3;
  const iso = (one, number) => new Date(Date.UTC(year, one, number)).toISOString().slice(0, 10);
  return { from: iso(first, 1), until: iso(first + 3, 0) };
}

/** A section with a table of figures, or that there is nothing. `heads` are names of phrases. */
function section(title, text, heads, rows) {
  const numbers = heads.map((_, place) => place).slice(1);
  const shown = rows.length ? table(say(title), heads.map((name) => say(name)), rows, { numbers }) : h("p", {}, say("nothing"));
  return h("section", { class: "card" }, h("h2", {}, say(title)), h("p", { class: "soft" }, say(text)), shown);
}

/** A report as its section, or why it cannot be made. */
async function report(path, title, show) {
  try {
    return show(await get(`/v1/reports/${path}`));
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 422) throw error;
    return h("section", { class: "card" }, h("h2", {}, say(title)), h("div", { class: "notice warn" }, h("p", {}, error.words)));
  }
}

const vat = ({ rows, listing }) => [
  section("vatReport", "vatReportText", ["vat", "base", "vatAmount"], rows.map((row) => [[row.rate ? `${row.rate} %` : row.category, h("small", {}, ` ${row.category} ${row.currency}`)], amount(row.base, row.currency), amount(row.amount, row.currency)])),
  listing.length > 0 && section("vatListing", "vatListingText", ["vatId", "base", "vatAmount"], listing.map((row) => [[row.vatId, h("small", {}, ` ${say(`listing.${row.listing}`)}`)], amount(row.base, row.currency), amount(row.amount, row.currency)])),
];

const revenue = ({ rows, totals }) => {
  const cells = (name, row) => [name, count(row.invoices), amount(row.net, row.currency), amount(row.gross, row.currency)];
  return section("revenue", "revenueText", ["customer", "invoices", "net", "gross"], [...rows.map((row) => cells(row.customer || "–", row)), ...totals.map((row) => cells(h("strong", {}, say("sum")), row))]);
};

const behaviour = ({ rows }) =>
  section(
    "behaviour",
    "behaviourText",
    ["customer", "invoices", "shareLate", "daysLate", "risk"],
    rows.map((row) => [row.customer || "–", count(row.invoices), row.shareLate ? percent(row.shareLate) : "–", row.averageDaysLate ?? "–", row.risk ? h("span", { class: `badge ${RISKS[row.risk.level]}` }, say(`risk.${row.risk.level}`)) : "–"]),
  );

/** Shows the reports of the period that the address names, or of the quarter before this one. */
export async function reportsPage(place, _, query) {
  const usual = quarterBefore(today());
  const period = { from: query.get("from") ?? usual.from, until: query.get("until") ?? usual.until };
  const date = (name) => h("div", { class: "field" }, h("label", { for: name }, say(`${name}Day`)), h("input", { type: "date", id: name, name, value: period[name], required: true }));
  const submit = (event) => {
    event.preventDefault();
    location.hash = `#/reports?${new URLSearchParams(new FormData(event.target))}`;
  };
  const finder = h("form", { class: "finder", onsubmit: submit }, h("div", { class: "pair" }, date("from"), date("until")), h("button", { class: "second" }, say("show")));
  const of = new URLSearchParams(period);
  const all = await Promise.all([report(`vat?${of}`, "vatReport", vat), report(`revenue?${of}`, "revenue", revenue), report("behaviour", "behaviour", behaviour)]);
  put(place, h("h1", {}, say("reports")), finder, all);
}
