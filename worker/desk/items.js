// What was delivered and is not invoiced yet: by customer, with how and when it becomes invoices; kept, changed and removed here, and made drafts
// when somebody does not want to wait.

import { buttonOf } from "./actions.js";
import { all, call, get, page, post, remove } from "./api.js";
import { administration, load, today } from "./books.js";
import { buyerFields } from "./buyer.js";
import { h, put, toast } from "./dom.js";
import { attempt, choice, field, input, problemOf, said, unfilled } from "./fields.js";
import { day, month, price } from "./format.js";
import { NEW_LINE, lineFields, liveTotals, placeOf } from "./line-fields.js";
import { say } from "./say.js";
import "./phrases-customers.js";

/** So many items are shown; those of one customer are on the page of the customer. */
const SHOWN = 200;

const deliveredOf = ({ deliveredOn, draft }) => deliveredOn ?? draft.deliveryDate;

/** When an item becomes an invoice by itself, and with what. */
function plan(item, customer) {
  const on = deliveredOf(item);
  const isAlone = (item.by ?? customer?.consolidate) === "item";
  const together = isAlone ? say("aloneOn") : on ? say("togetherOn", { month: month(on, "long") }) : say("togetherNow");
  if (!administration().itemBilling) return together;
  const [year, number] = (on ?? "").split("-").map(Number);
  const next = on && on.slice(0, 7) >= today().slice(0, 7) ? new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10) : undefined;
  return `${together} ${next ? say("billedOn", { day: day(next) }) : say("billedNext")}`;
}

/** The section of what waits of a customer. */
function section(customer, items, again) {
  const { id, party } = customer;
  const taken = async (item) => {
    await again();
    const undo = async () => {
      const { id: gone, ...body } = item;
      await post("/v1/items", body);
      await again();
      toast(say("undone"));
    };
    toast(say("done"), { undo, undoText: say("undo") });
  };
  const row = (item) => {
    const names = item.draft.lines.map((line) => h("div", {}, line.name, h("small", {}, `${line.quantity} × ${price(line.unitPrice, item.draft.currency)}`)));
    const drop = buttonOf({ name: "itemRemove", ask: { text: say("itemRemoveText"), act: () => remove(`/v1/items/${item.id}`) }, then: () => taken(item) });
    drop.classList.add("small");
    const change = h("a", { class: "button second small", href: `#/items/${item.id}` }, say("policyEdit"));
    for (const one of [drop, change]) one.setAttribute("aria-label", `${one.textContent}: ${item.draft.lines[0].name}`);
    const cells = [
      ["description", names],
      ["deliveredOn", day(deliveredOf(item)) || "–"],
      ["becomes", plan(item, customer)],
      ["actions", h("div", { class: "buttons" }, change, drop)],
    ];
    return h("tr", {}, cells.map(([head, cell]) => h("td", { "data-label": say(head) }, cell)));
  };
  const head = h("tr", {}, ["description", "deliveredOn", "becomes", "actions"].map((name) => h("th", { scope: "col" }, say(name))));
  const until = { name: "until", label: say("deliveredUntil"), type: "date", value: today(), required: true };
  const bill = buttonOf({ name: "billNow", first: true, ask: { text: say("billNowText", { name: party.name }), fields: [until], act: (values, key) => made({ customerId: id, ...values }, key) }, then: (invoices) => billed(invoices, again) });
  return h(
    "section",
    { class: "card" },
    h("div", { class: "title" }, h("h2", {}, h("a", { href: `#/customers/${id}` }, party.name)), bill),
    h("div", { class: "wide", tabindex: "0", role: "region", "aria-label": `${say("items")}: ${party.name}` }, h("table", { class: "stacked" }, h("thead", {}, head), h("tbody", {}, items.map(row)))),
  );
}

/** Makes drafts of all that waits; one call of the service takes so many at once. */
async function made(body, key) {
  const invoices = [];
  for (let more = true, name = key; more; name = crypto.randomUUID()) {
    const answer = await post("/v1/items/consolidate", body, name);
    invoices.push(...(answer.invoices ?? []));
    more = answer.more;
  }
  return { invoices };
}

async function billed({ invoices }, again) {
  if (invoices.length === 0) return toast(say("billNone"));
  await again();
  const undo = async () => {
    // A draft that is removed gives its items back.
    for (const id of invoices) await remove(`/v1/invoices/${id}`);
    await again();
    toast(say("undone"));
  };
  toast(say("billDone", { n: invoices.length }), { undo, undoText: say("undo") });
}

/** What waits of one customer, for their page. */
export async function openItems(customer, again) {
  const items = await all(`/v1/items?${new URLSearchParams({ customer: customer.id, invoiced: "false" })}`, { most: SHOWN });
  if (items.length === 0) return undefined;
  const one = section(customer, items, again);
  one.querySelector("h2").textContent = say("items");
  return one;
}

/** How far items go by themselves, and the button that changes it. */
function setting(again) {
  const { itemBilling: now = "" } = administration();
  const keep = async (word) => {
    const { etag } = await call("GET", "/v1/administration");
    await call("PATCH", "/v1/administration", { body: { itemBilling: word || null }, etag });
    await load();
  };
  const options = ["", "draft", "issue", "send"].map((word) => [word, say(`billing.${word || "none"}`)]);
  const fields = [{ name: "itemBilling", label: say("itemBilling"), options, value: now }];
  const then = async () => {
    await again();
    const undo = async () => (await keep(now), await again(), toast(say("undone")));
    toast(say("done"), { undo, undoText: say("undo") });
  };
  const change = buttonOf({ name: "itemBillingChange", ask: { text: say("itemBillingText"), fields, act: ({ itemBilling }) => keep(itemBilling) }, then });
  return h("section", { class: "card" }, h("h2", {}, say("itemBilling")), h("p", {}, say(`billing.${now || "none"}`)), change);
}

/** Shows what waits, by customer. */
async function list(place) {
  const again = () => list(place);
  const { items, next } = await page("/v1/items?invoiced=false", undefined, SHOWN);
  const ids = [...new Set(items.map(({ customerId }) => customerId))];
  const customers = await Promise.all(ids.map((id) => get(`/v1/customers/${id}`)));
  const make = h("a", { class: "button", href: "#/items/new" }, say("itemNew"));
  put(
    place,
    h("div", { class: "title" }, h("h1", {}, say("items")), make),
    h("p", {}, say("itemsText")),
    setting(again),
    items.length === 0 && h("p", { class: "soft" }, say("itemsNone")),
    customers.map((customer) => section(customer, items.filter(({ customerId }) => customerId === customer.id), again)),
    next && h("p", { class: "soft" }, say("andMore")),
  );
}

/** Shows the form of an item, or of a new one. */
async function itemForm(place, id, query) {
  const before = id && (await call("GET", `/v1/items/${encodeURIComponent(id)}`));
  const old = before?.body ?? { draft: { currency: administration().currency ?? "EUR", lines: [NEW_LINE] }, deliveredOn: today() };
  const buyer = before ? undefined : buyerFields(await all("/v1/customers"), { shown: () => totals.later(), chosen: query.get("customer") });
  const customer = before && (await get(`/v1/customers/${old.customerId}`));
  const problem = problemOf();
  const key = crypto.randomUUID();
  const draft = () => ({ ...old.draft, lines: lines.read() });
  const totals = liveTotals(() => lines, draft);
  const lines = lineFields(old.draft.lines, totals.later);
  const ways = ["customer", "item"].map((word) => [word, say(`by.${word}`)]);
  const more = h(
    "div",
    { class: "step-fields" },
    field(say("deliveredOn"), input("deliveredOn", old.deliveredOn, { type: "date" })),
    field(say("itemsBy"), choice("by", old.by, [["", say("asCustomer")], ...ways])),
  );
  const back = query.get("customer") ? `#/customers/${query.get("customer")}` : "#/items";
  const act = async () => {
    const { deliveredOn, by } = said(more);
    if (before) {
      await call("PATCH", `/v1/items/${id}`, { body: { draft: draft(), deliveredOn, by }, etag: before.etag });
    } else {
      const customerId = await buyer.id();
      await post("/v1/items", { customerId, draft: draft(), ...(deliveredOn && { deliveredOn }), ...(by && { by }) }, key);
    }
    location.hash = back;
    toast(say("done"));
  };
  const submit = (event) => {
    event.preventDefault();
    return attempt(form, problem, act, { missing: [...(buyer && !buyer.name() ? [unfilled("name")] : []), ...lines.missing()], place: placeOf });
  };
  const form = h(
    "form",
    { class: "compose", novalidate: true, onsubmit: submit, oninput: totals.later },
    problem,
    buyer?.element,
    lines.element,
    h("section", { class: "card" }, more, totals.element, h("div", { class: "buttons" }, h("button", {}, say("save")), h("a", { class: "button second", href: back }, say("cancel")))),
  );
  put(place, h("p", {}, h("a", { href: back }, `← ${say("items")}`)), h("h1", {}, say(before ? "itemChange" : "itemNew"), customer && h("small", {}, customer.party.name)), form);
  form.querySelector("input").focus();
  await totals.now();
}

/** Shows the list, or the form. */
export function itemsPage(place, part, query) {
  if (!part) return list(place);
  return itemForm(place, part === "new" ? undefined : part, query);
}
