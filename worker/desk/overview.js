// The overview: what is open, overdue and disputed, what was paid lately, how old what is open is, and what is expected. All figures are
// those of the reports of the service as of one day.

import { Refused, get } from "./api.js";
import { waitingRefunds } from "./at-service.js";
import { addDays, today } from "./books.js";
import { barChart } from "./chart.js";
import { h, put } from "./dom.js";
import { amount, count, day, dayOfMonth } from "./format.js";
import { say } from "./say.js";
import { table } from "./table.js";
import { waiting } from "./waiting.js";

/** What was paid is looked at for so many days, today among them. */
const PAID_DAYS = 30;

const AGES = ["current", "days1To30", "days31To60", "days61To90", "over90"];

/** A report, or nothing where it is too large to make. */
async function report(path) {
  try {
    return await get(path);
  } catch (error) {
    if (error instanceof Refused && error.code === "report.tooLarge") return undefined;
    throw error;
  }
}

const figure = (name, value, href, kind = "") =>
  h(href ? "a" : "div", { class: `figure ${kind}`, href }, h("span", { class: "soft" }, name), h("strong", {}, value));

function figures({ buckets, currency }, { cash, dso, receipts }) {
  const expected = cash?.totals.find((row) => row.currency === currency);
  const days = dso?.rows.find((row) => row.currency === currency)?.dso;
  const received = receipts?.totals.find((row) => row.currency === currency)?.received ?? "0";
  return h(
    "div",
    { class: "figures" },
    figure(`${say("open")} (${currency})`, amount(buckets.total, currency), "#/invoices?state=open"),
    figure(say("overdue"), amount(expected?.overdue ?? "0", currency), "#/invoices?state=overdue", "bad"),
    figure(say("disputed"), amount(buckets.disputed, currency)),
    receipts && figure(say("paidLately", { n: count(PAID_DAYS) }), amount(received, currency), "#/invoices?state=paid"),
    figure(say("dso"), days === undefined ? "–" : say("days", { n: count(Number(days)) })),
  );
}

function ageingChart({ buckets, currency }) {
  const bars = AGES.map((age) => ({ label: say(age), values: [buckets[age]], written: [amount(buckets[age], currency)] }));
  return barChart({ id: `ageing-${currency}`, title: `${say("ageing")} (${currency})`, series: [{ name: say("open"), class: "first" }], bars });
}

function cashChart(cash, currency) {
  const bars = cash.weeks
    .filter((week) => week.currency === currency)
    .map(({ from, due, expected }) => ({
      label: dayOfMonth(from),
      long: say("weekOf", { day: day(from) }),
      values: [due, expected],
      written: [amount(due, currency), amount(expected, currency)],
    }));
  const series = [
    { name: say("cashDue"), class: "second" },
    { name: say("cashExpected"), class: "first" },
  ];
  return barChart({ id: `cash-${currency}`, title: `${say("cash")} (${currency})`, series, bars });
}

function debtors(rows) {
  const largest = [...rows].sort((one, other) => Number(other.buckets.total) - Number(one.buckets.total)).slice(0, 8);
  const shown = largest.map(({ customer, currency, buckets }) => [customer || "–", amount(buckets.total, currency), amount(buckets.over90, currency)]);
  const heads = [say("customer"), say("open"), say("over90")];
  return h("section", { class: "card" }, h("h2", {}, say("debtors")), table(say("debtors"), heads, shown, { numbers: [1, 2] }));
}

/** What is open by currency, those too in which all is paid. */
function withPaid(totals, receipts) {
  const known = new Set(totals.map(({ currency }) => currency));
  const settled = (receipts?.totals ?? []).filter(({ currency }) => !known.has(currency));
  const nothing = Object.fromEntries([...AGES, "total", "disputed"].map((name) => [name, "0"]));
  return [...totals, ...settled.map(({ currency }) => ({ currency, buckets: nothing }))];
}

/** The ways on where there is nothing yet. */
function beginning() {
  const way = (href, name) => h("li", {}, h("a", { href }, say(name)));
  return h("section", { class: "card" }, h("h2", {}, say("beginTitle")), h("ul", {}, way("#/compose", "beginInvoice"), way("#/work", "beginImport"), way("#/look", "beginLook"), way("#/policies", "beginPolicy")));
}

/** Shows the overview. */
export async function overviewPage(place) {
  const period = new URLSearchParams({ from: addDays(today(), 1 - PAID_DAYS), until: today() });
  const paths = ["ageing", "dso", "cash?weeks=12", `receipts?${period}`];
  const again = () => overviewPage(place);
  const [todo, refunds, ageing, dso, cash, receipts] = await Promise.all([waiting(), waitingRefunds(again), ...paths.map((path) => report(`/v1/reports/${path}`))]);
  if (!ageing) {
    put(place, h("h1", {}, say("overview")), h("div", { class: "notice warn" }, h("p", {}, say("reportTooLarge"))), h("p", {}, h("a", { href: "#/invoices?state=open" }, say("invoices"))), todo, refunds);
    return;
  }
  const totals = withPaid(ageing.totals, receipts);
  put(
    place,
    h("h1", {}, say("overview"), " ", h("small", {}, say("asOf", { day: day(ageing.asOf) }))),
    totals.length === 0 && beginning(),
    totals.map((total) => [figures(total, { cash, dso, receipts }), ageing.totals.includes(total) && h("div", { class: "columns" }, ageingChart(total), cash && cashChart(cash, total.currency))]),
    h("div", { class: "columns" }, ageing.rows.length > 0 && debtors(ageing.rows), (todo || refunds) && h("div", {}, todo, refunds)),
  );
}
