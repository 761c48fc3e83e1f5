// Customers: their list, and the page of one with what holds for their invoices, what is open, what waits to be invoiced, and what can be done.

import { buttonOf, onField } from "./actions.js";
import { Refused, all, get, page, post, remove } from "./api.js";
import { addDays, today } from "./books.js";
import { customerForm, PROFILES } from "./customer-form.js";
import { address, facts, h, put, toast } from "./dom.js";
import { amount, day } from "./format.js";
import { openItems } from "./items.js";
import { mandatesOf } from "./mandates.js";
import { listed } from "./paged.js";
import { badge, stateOf } from "./state.js";
import { LANGUAGES, knows, say } from "./say.js";
import { table } from "./table.js";
import "./phrases-customers.js";

/** So many open invoices of a customer are shown; the list has all of them. */
const SHOWN = 20;

/** Shows the list. */
async function list(place, query) {
  const q = query.get("q") ?? "";
  const search = h("input", { type: "search", id: "q", name: "q", value: q, "aria-describedby": "q-hint" });
  const submit = (event) => {
    event.preventDefault();
    location.hash = search.value.trim() ? `#/customers?${new URLSearchParams({ q: search.value.trim() })}` : "#/customers";
  };
  const finder = h("form", { role: "search", class: "finder", onsubmit: submit }, h("div", { class: "search" }, h("label", { for: "q" }, say("search")), search, h("button", { class: "second" }, say("search")), h("p", { class: "hint", id: "q-hint" }, say("customerSearchHint"))));
  const row = ({ id, party, delivery }) => [
    h("a", { href: `#/customers/${id}` }, party.name),
    party.address?.city ?? party.country,
    party.kind ? say(party.kind) : "–",
    party.contact?.email ? address(party.contact.email) : "–",
    delivery?.way ? say(`way.${delivery.way}`) : "–",
  ];
  const path = `/v1/customers?${new URLSearchParams({ newest: "true", ...(q && { q }) })}`;
  const found = await listed({ name: "customers", path, heads: ["name", "city", "kind", "mailAddress", "deliveryWay"], row, none: "customersNone" });
  const make = h("a", { class: "button", href: "#/customers/new" }, say("customerNew"));
  put(place, h("div", { class: "title" }, h("h1", {}, say("customers")), make), finder, found);
}

/** What VIES said last of the VAT id that is kept. */
function vatId({ party: { vatId: kept } }, checks) {
  const last = checks.filter((check) => check.vatId === kept).at(-1);
  const colours = { valid: "good", invalid: "bad", unknown: "warn" };
  return kept && [kept, " ", last && h("span", { class: `badge ${colours[last.result]}` }, say(`vatCheck.${last.result}`)), last && h("small", { class: "soft" }, ` ${day(last.on)} ${last.consultationNumber ?? last.reason ?? ""}`)];
}

const contactText = ({ name, email, phone }) => [name, email, phone].filter(Boolean).join(" · ");

const factsOf = (customer, checks) => {
  const { party, delivery = {}, contacts = [], note, latePayment } = customer;
  const where = [party.address?.line1, party.address?.line2, [party.address?.postalCode, party.address?.city].filter(Boolean).join(" "), party.country];
  const agreed = latePayment?.agreed;
  return facts([
    [say("kind"), party.kind && [say(party.kind), customer.size && ` (${say(`size.${customer.size}`)})`]],
    [say("addressOf"), where.filter(Boolean).join(", ")],
    [say("vatId"), vatId(customer, checks)],
    [say("companyId"), party.companyId && `${party.companyId.value} (${party.companyId.scheme})`],
    [say("contactPoint"), party.contact && contactText(party.contact)],
    ...contacts.map((contact) => [say(`role.${contact.role}`), contactText(contact)]),
    [say("deliveryWay"), say(delivery.way ? `way.${delivery.way}` : "bySize")],
    [say("profile"), delivery.profile && PROFILES[delivery.profile]],
    [say("consent"), delivery.consent && `${day(delivery.consent.on)} – ${delivery.consent.source}`],
    [say("documentLanguage"), party.locale && (LANGUAGES[party.locale] ?? party.locale)],
    [say("itemsBy"), say(`by.${customer.consolidate ?? "customer"}`)],
    [say("standingNote"), note && h("span", { class: "said" }, note)],
    [say("agreedRate"), agreed?.interestRate && `${agreed.interestRate} %`],
    [say("contractDate"), latePayment?.contractDate && day(latePayment.contractDate)],
  ]);
};

/** What can be done with a customer. */
function actions(customer, { balances, retention }, again) {
  const { id, party } = customer;
  const door = `/v1/customers/${id}`;
  const checked = async ({ result, reason }) => (await again(), toast(`${say(`vatCheck.${result}`)} ${reason ?? ""}`, { bad: result === "invalid" }));
  const means = [["creditTransfer", say("creditTransfer")], ["card", say("card")], ["cash", say("cash_")], ["cheque", say("cheque")], ...(balances.length ? [["creditBalance", say("fromBalance")]] : [])];
  const spread = ({ amount: received, ...values }, key) => post("/v1/payments", { customerId: id, amount: received, ...values }, key);
  const told = async ({ applied, unapplied }) => {
    await again();
    const rest = Number(unapplied) > 0 ? say("spreadRest", { amount: unapplied }) : "";
    toast(`${say("spreadDone", { n: applied.length })} ${rest}`);
  };
  const removed = async () => {
    const { id: gone, warnings, ...body } = customer;
    location.hash = "#/customers";
    const undo = async () => {
      const made = await post("/v1/customers", body);
      location.hash = `#/customers/${made.id}`;
    };
    toast(say("done"), { undo });
  };
  const until = retention.keptUntil >= today() ? say("eraseKept", { n: retention.invoices, day: day(addDays(retention.keptUntil, 1)), law: retention.law ?? "" }) : "";
  const erase = ({ sure }, key) => {
    // It is for good: the name is typed.
    if (sure !== party.name) throw new Refused(422, { detail: say("eraseName"), findings: [{ path: "sure", message: say("eraseName") }] });
    return post(`${door}/erase`, {}, key);
  };
  return [
    { name: "customerChange", first: true, go: `#/customers/${id}?change` },
    { name: "makeInvoice", go: `#/compose?${new URLSearchParams({ customer: id })}` },
    { name: "makeOffer", go: `#/compose?${new URLSearchParams({ offer: "", customer: id })}` },
    { name: "itemNew", go: `#/items/new?${new URLSearchParams({ customer: id })}` },
    { name: "spread", ask: { text: say("spreadText"), fields: [{ name: "amount", label: say("amountField"), hint: say("amountHint"), required: true }, onField(), { name: "method", label: say("method"), options: means }, { name: "reference", label: say("reference") }], act: spread }, then: told },
    party.vatId && { name: "vatCheck", ask: { text: say("vatCheckText"), act: (_, key) => post(`${door}/vatCheck`, { refresh: true }, key) }, then: checked },
    { name: "customerRemove", bad: true, ask: { text: say("customerRemoveText"), act: () => remove(door) }, then: removed },
    { name: "erase", bad: true, ask: { text: say("eraseText", { until }), fields: [{ name: "sure", label: say("eraseSure", { name: party.name }), required: true }], act: erase }, then: async () => ((location.hash = "#/customers"), toast(say("done"))) },
  ].filter(Boolean);
}

/** What is open of a customer's invoices. */
function openInvoices({ items, next }, customer) {
  if (items.length === 0) return undefined;
  const row = (item) => [h("a", { href: `#/invoices/${item.id}` }, item.number), day(item.dueDate), amount(item.amountDue, item.currency), badge(stateOf(item))];
  const heads = ["number", "dueDate", "amountDue", "state"].map((name) => say(name));
  const rest = next && h("p", {}, h("a", { href: `#/invoices?${new URLSearchParams({ q: customer.party.name })}` }, say("more")));
  return h("section", { class: "card" }, h("h2", {}, say("openInvoices")), table(say("openInvoices"), heads, items.map(row), { numbers: [2] }), rest);
}

/** What came in from a customer beyond what was owed. */
function toTheGood(balances) {
  const rows = balances.map(({ currency, amount: sum }) => h("li", {}, h("strong", {}, amount(sum, currency))));
  return balances.length > 0 && h("section", { class: "card" }, h("h2", {}, say("creditBalance")), h("p", {}, say("creditBalanceText")), h("ul", { class: "kept" }, rows));
}

/** Shows a customer. */
async function customerPage(place, id) {
  const door = `/v1/customers/${encodeURIComponent(id)}`;
  const again = () => customerPage(place, id);
  const open = page(`/v1/invoices?${new URLSearchParams({ customer: id, state: "open" })}`, undefined, SHOWN);
  const [customer, checks, { items: balances }, retention, invoices] = await Promise.all([get(door), all(`${door}/vatChecks`), get(`${door}/creditBalance`), get(`${door}/retention`), open]);
  const buttons = actions(customer, { balances, retention }, again);
  put(
    place,
    h("p", {}, h("a", { href: "#/customers" }, `← ${say("customers")}`)),
    h("h1", {}, customer.party.name),
    customer.warnings?.map(({ message }) => h("div", { class: "notice warn" }, h("p", {}, message))),
    h(
      "div",
      { class: "columns" },
      h("section", { class: "card" }, factsOf(customer, checks)),
      h("section", { class: "card" }, h("h2", {}, say("actions")), h("div", { class: "buttons" }, [...buttons.filter(({ bad }) => !bad), ...buttons.filter(({ bad }) => bad)].map(buttonOf))),
    ),
    await openItems(customer, again),
    h("div", { class: "columns" }, openInvoices(invoices, customer), toTheGood(balances)),
    await mandatesOf(customer, again),
  );
}

/** Shows the list, the form, or a customer. */
export function customersPage(place, part, query) {
  if (!part) return list(place, query);
  if (part === "new") return customerForm(place);
  return query.has("change") ? customerForm(place, part) : customerPage(place, part);
}
