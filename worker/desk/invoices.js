// The list of invoices. It is loaded page by page as one scrolls and only the rows in sight are in the document, so that it is as quick
// with 100,000 invoices as with ten. The service filters and orders; nothing is filtered here.

import { get } from "./api.js";
import { h, put } from "./dom.js";
import { amount, count, day } from "./format.js";
import { language, say } from "./say.js";

const ROW = 48;
const AHEAD = 12;
const STATES = ["open", "overdue", "draft", "paid", "void", "uncollectible"];
const BADGES = { open: "warn", overdue: "bad", paid: "good", credit: "good" };

/** The word and the colour of the state of an invoice in a list. */
export function stateOf({ state, type, dueDate }, today = new Date().toLocaleDateString("en-CA")) {
  if (state === "open" && type === "creditNote") return "credit";
  return state === "open" && dueDate && dueDate < today ? "overdue" : state;
}

export const badge = (word) => h("span", { class: `badge ${BADGES[word] ?? ""}` }, say(word));

/** The address of a page of the list. */
function address(query, cursor) {
  const q = query.get("q");
  const parameters = new URLSearchParams({ limit: "100" });
  if (q) parameters.set("q", q);
  else if (query.get("state") === "overdue") parameters.set("overdue", "true");
  else if (query.get("state")) parameters.set("state", query.get("state"));
  if (cursor) parameters.set("cursor", cursor);
  return `${q ? "/v1/search" : "/v1/invoices"}?${parameters}`;
}

function row(item, place, active) {
  const cells = [
    h("span", { role: "cell", class: "cell number-of" }, h("a", { href: `#/invoices/${item.id}`, tabindex: active ? "0" : "-1" }, item.number ?? say("draft"))),
    h("span", { role: "cell", class: "cell who" }, item.customerName ?? "–"),
    h("span", { role: "cell", class: "cell day" }, day(item.issueDate)),
    h("span", { role: "cell", class: "cell day" }, day(item.dueDate)),
    h("span", { role: "cell", class: "cell number" }, amount(item.payable, item.currency)),
    h("span", { role: "cell", class: "cell number due" }, amount(item.amountDue, item.currency)),
    h("span", { role: "cell", class: "cell" }, badge(stateOf(item))),
  ];
  const element = h("div", { role: "row", class: active ? "row active" : "row", "aria-rowindex": place + 2 }, cells);
  element.style.setProperty("--at", `${place * ROW}px`);
  element.addEventListener("click", (event) => event.target.closest("a") ?? (location.hash = `#/invoices/${item.id}`));
  return element;
}

/** A list in a window: `status` is told how much is loaded. */
function windowed(query, status) {
  const items = [];
  let cursor, complete = false, loading, active = 0, focused = false;
  const rows = h("div", { role: "rowgroup", class: "rows" });
  const heads = ["number", "customer", "issueDate", "dueDate", "payable", "amountDue", "state"];
  const head = h("div", { role: "row", class: "row head", "aria-rowindex": 1 }, heads.map((name) => h("span", { role: "columnheader", class: "cell" }, say(name))));
  const body = h("div", { class: "scroll" }, rows);
  const table = h("div", { role: "table", class: "list", "aria-label": say("invoices"), "aria-rowcount": -1, "aria-describedby": "list-help" }, h("div", { role: "rowgroup" }, head), body);

  const draw = () => {
    rows.style.setProperty("--height", `${items.length * ROW}px`);
    const first = Math.max(0, Math.floor(body.scrollTop / ROW) - AHEAD);
    const last = Math.min(items.length, Math.ceil((body.scrollTop + body.clientHeight) / ROW) + AHEAD);
    // Rows that go away take the focus with them; whoever moves by keyboard keeps it.
    const keep = focused;
    put(rows, items.slice(first, last).map((item, place) => row(item, first + place, first + place === active)));
    focused = keep;
    if (keep) rows.querySelector(".active a")?.focus({ preventScroll: true });
    if (!complete && (last + AHEAD >= items.length)) load();
  };
  const load = () => {
    loading ??= (async () => {
      const page = await get(address(query, cursor));
      items.push(...page.items);
      cursor = page.next;
      complete = !cursor;
      table.setAttribute("aria-rowcount", complete ? items.length + 1 : -1);
      status(items.length, complete);
      loading = undefined;
      draw();
    })();
    return loading;
  };
  const go = (place) => {
    active = Math.max(0, Math.min(items.length - 1, place));
    const top = active * ROW;
    if (top < body.scrollTop) body.scrollTop = top;
    if (top + ROW > body.scrollTop + body.clientHeight) body.scrollTop = top + ROW - body.clientHeight;
    draw();
  };
  const page = () => Math.max(1, Math.floor(body.clientHeight / ROW) - 1);
  const moves = { ArrowDown: () => active + 1, ArrowUp: () => active - 1, PageDown: () => active + page(), PageUp: () => active - page(), Home: () => 0, End: () => items.length - 1 };
  table.addEventListener("keydown", (event) => {
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    focused = true;
    go(move());
  });
  rows.addEventListener("focusout", () => (focused = false));
  let drawn;
  body.addEventListener("scroll", () => (drawn ??= requestAnimationFrame(() => ((drawn = undefined), draw()))), { passive: true });
  return { table, load };
}

/** Shows the list; filters stand in the address, so that going back finds them again. */
export async function invoicesPage(place, query) {
  const told = h("p", { class: "soft", role: "status" });
  const status = (n, complete) => put(told, n === 0 ? say("noMatch") : say(complete ? "loadedAll" : "loaded", { n: count(n) }));
  const list = windowed(query, status);
  const search = h("input", { type: "search", id: "q", name: "q", value: query.get("q") ?? "", "aria-describedby": "q-hint", lang: language() });
  const submit = (event) => {
    event.preventDefault();
    location.hash = search.value.trim() ? `#/invoices?${new URLSearchParams({ q: search.value.trim() })}` : "#/invoices";
  };
  const filter = (state) => h("li", {}, h("a", { href: state ? `#/invoices?state=${state}` : "#/invoices", "aria-current": !query.get("q") && (query.get("state") ?? "") === state ? "true" : undefined }, say(state || "all")));
  put(
    place,
    h("h1", {}, say("invoices")),
    h("form", { class: "search", role: "search", onsubmit: submit }, h("label", { for: "q" }, say("search")), search, h("button", {}, say("search")), h("p", { class: "hint", id: "q-hint" }, say("searchHint"))),
    h("nav", { class: "filters", "aria-label": say("state") }, h("ul", {}, ["", ...STATES].map(filter))),
    told,
    h("p", { class: "hidden", id: "list-help" }, say("listHelp")),
    list.table,
  );
  await list.load();
}
