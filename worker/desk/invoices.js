// The page of all invoices: what is looked for stands in the address, so that going back finds it again. The service filters and
// orders; nothing is filtered here. What is chosen, or all that fits, is reminded of what is due today.

import { each } from "./api.js";
import { administration } from "./books.js";
import { remindAfterAsking } from "./bulk.js";
import { h, put } from "./dom.js";
import { count } from "./format.js";
import { InvoiceList } from "./list.js";
import { offersFound } from "./offers.js";
import { language, say } from "./say.js";

const STATES = ["open", "overdue", "draft", "paid", "void", "uncollectible"];

/** The address of the list. */
function address(query) {
  const q = query.get("q");
  const parameters = new URLSearchParams();
  if (q) parameters.set("q", q);
  else if (query.get("state") === "overdue") parameters.set("overdue", "true");
  else if (query.get("state")) parameters.set("state", query.get("state"));
  for (const day of ["from", "until"]) if (query.get(day)) parameters.set(day, query.get(day));
  return `${q ? "/v1/search" : "/v1/invoices"}?${parameters}`;
}

/** The form for words and days. */
function finder(query) {
  const search = h("input", { type: "search", id: "q", name: "q", value: query.get("q") ?? "", "aria-describedby": "q-hint", lang: language() });
  const date = (name) => h("div", { class: "field" }, h("label", { for: name }, say(`${name}Day`)), h("input", { type: "date", id: name, name, value: query.get(name) ?? "" }));
  const submit = (event) => {
    event.preventDefault();
    const wanted = [...new FormData(event.target)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value);
    const state = query.get("state");
    if (state && !wanted.some(([name]) => name === "q")) wanted.push(["state", state]);
    location.hash = wanted.length ? `#/invoices?${new URLSearchParams(wanted)}` : "#/invoices";
  };
  const row = h("div", { class: "search" }, h("label", { for: "q" }, say("search")), search, h("button", { class: "second" }, say("search")), h("p", { class: "hint", id: "q-hint" }, say("searchHint")));
  const days = h("details", { open: query.has("from") || query.has("until") }, h("summary", {}, say("byDay")), h("div", { class: "pair" }, date("from"), date("until")));
  return h("form", { role: "search", class: "finder", onsubmit: submit }, row, days);
}

function filters(query) {
  const filter = (state) => {
    const isChosen = !query.get("q") && (query.get("state") ?? "") === state;
    return h("li", {}, h("a", { href: state ? `#/invoices?state=${state}` : "#/invoices", "aria-current": isChosen ? "true" : undefined }, say(state || "all")));
  };
  return h("nav", { class: "filters", "aria-label": say("state") }, h("ul", {}, ["", ...STATES].map(filter)));
}

/** Shows the list. */
export async function invoicesPage(place, query) {
  const told = h("p", { class: "soft", role: "status" });
  const outcome = h("div", { class: "outcome" });
  const path = address(query);
  const act = (text, onclick) => h("button", { class: "second", type: "button", onclick }, text);
  const bar = h("div", { class: "buttons picked" });
  const collects = administration().paymentMethods?.some(({ creditorId }) => creditorId);
  const list = new InvoiceList(path, (n, complete, chosen) => {
    put(told, n === 0 ? say("noMatch") : say(complete ? "loadedAll" : "loaded", { n: count(n) }));
    put(
      bar,
      chosen > 0 && h("strong", {}, say("chosen", { n: count(chosen) })),
      chosen > 0 && h("button", { type: "button", onclick: () => remindAfterAsking(list.chosen, chosen, outcome) }, say("remindChosen")),
      chosen > 0 && collects && act(say("collectChosen"), async () => (await import("./collect.js")).collectAfterAsking(list.chosen, outcome)),
      chosen > 0 && act(say("chooseNone"), () => list.chooseAll(false)),
      chosen === 0 && n > 0 && act(say("chooseLoaded", { n: count(n) }), () => list.chooseAll(true)),
      chosen === 0 && n > 0 && act(say("remindAll"), () => remindAfterAsking(each(path), undefined, outcome)),
    );
  });
  const q = query.get("q");
  const also = q && (await offersFound(q));
  const make = h("a", { class: "button", href: "#/compose" }, say("makeInvoice"));
  put(place, h("div", { class: "title" }, h("h1", {}, say("invoices")), make), finder(query), filters(query), also, told, bar, outcome, h("p", { class: "hidden", id: "list-help" }, say("listHelp")), list.element);
  await list.load();
}
