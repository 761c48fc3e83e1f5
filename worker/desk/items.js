// What was delivered and is not invoiced yet: by customer, with how and when it becomes invoices; kept, changed and removed here, and made drafts
// when somebody does not want to wait.

import { buttonOf, doing, ofRow } from "./actions.js";
import { all, call, get, page, post, remove } from "./api.js";
import { administration, load, today } from "./books.js";
import { h, put, toast } from "./dom.js";
import { draftForm } from "./draft-form.js";
import { choice, field, input, said, saveOrLeave } from "./fields.js";
import { day, month, price } from "./format.js";
import { NEW_LINE } from "./line-fields.js";
import { say } from "./say.js";
import { table } from "./table.js";
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
  const row = (item) => {
    const names = item.draft.lines.map((line) => h("div", {}, line.name, h("small", {}, `${line.quantity} × ${price(line.unitPrice, item.draft.currency)}`)));
    const { id: gone, ...body } = item;
    const drop = doing("itemRemove", again, { act: () => remove(`/v1/items/${gone}`), undo: () => post("/v1/items", body) });
    const change = h("a", { class: "button second", href: `#/items/${gone}` }, say("policyEdit"));
    return [names, day(deliveredOf(item)) || "–", plan(item, customer), ofRow(item.draft.lines[0].name, change, drop)];
  };
  const heads = ["description", "deliveredOn", "becomes", "actions"].map((name) => say(name));
  const until = { name: "until", label: say("deliveredUntil"), type: "date", value: today(), required: true };
  const bill = buttonOf({ name: "billNow", first: true, ask: { text: say("billNowText", { name: party.name }), fields: [until], act: (values, key) => made({ customerId: id, ...values }, key) }, then: (invoices) => billed(invoices, again) });
  return h(
    "section",
    { class: "card" },
    h("div", { class: "title" }, h("h2", {}, h("a", { href: `#/customers/${id}` }, party.name)), bill),
    table(`${say("items")}: ${party.name}`, heads, items.map(row), { named: false }),
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
  };
  toast(say("billDone", { n: invoices.length }), { undo });
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
  const change = doing("itemBillingChange", again, { text: say("itemBillingText"), fields, act: ({ itemBilling }) => keep(itemBilling), undo: () => keep(now) });
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
  const customer = before && (await get(`/v1/customers/${old.customerId}`));
  const ways = ["customer", "item"].map((word) => [word, say(`by.${word}`)]);
  const more = h(
    "div",
    { class: "step-fields" },
    field(say("deliveredOn"), input("deliveredOn", old.deliveredOn, { type: "date" })),
    field(say("itemsBy"), choice("by", old.by, [["", say("asCustomer")], ...ways])),
  );
  const back = query.get("customer") ? `#/customers/${query.get("customer")}` : "#/items";
  const keep = async ({ customerId, draft, key }) => {
    const { deliveredOn, by } = said(more);
    if (before) await call("PATCH", `/v1/items/${id}`, { body: { draft, deliveredOn, by }, etag: before.etag });
    else await post("/v1/items", { customerId, draft, ...(deliveredOn && { deliveredOn }), ...(by && { by }) }, key);
    location.hash = back;
    toast(say("done"));
  };
  return draftForm(place, {
    title: [say(before ? "itemChange" : "itemNew"), customer && h("small", {}, customer.party.name)],
    back: [back, "items"],
    isNew: !before,
    chosen: query.get("customer"),
    lines: old.draft.lines,
    draft: (lines) => ({ ...old.draft, lines }),
    more,
    buttons: saveOrLeave(back),
    keep,
  });
}

/** Shows the list, or the form. */
export function itemsPage(place, part, query) {
  if (!part) return list(place);
  return itemForm(place, part === "new" ? undefined : part, query);
}
