// What waits for a person: money that fitted nowhere, calls to make, what customers asked; and what goes out.

import { doing, onField } from "./actions.js";
import { Refused, all, get, post, remove } from "./api.js";
import { settleCharge, waitingRefunds } from "./at-service.js";
import { statements } from "./bank.js";
import { address, h, put } from "./dom.js";
import { feedback } from "./feedback.js";
import { keep } from "./files.js";
import { amount, day, moment } from "./format.js";
import { paged } from "./paged.js";
import { kindName, knows, say } from "./say.js";

const link = (id) => (id.startsWith("quo_") ? h("a", { href: `#/offers/${id}` }, say("offer")) : h("a", { href: `#/invoices/${id}` }, say("invoice")));
const waits = () => h("span", { class: "badge warn" }, say("waiting"));
const since = (at, phrase) => h("span", { class: "soft" }, say(phrase, { at: moment(at) }));

/** What can be done with money that fitted nowhere: a person says where it belongs, or why it needs no booking. */
function settle({ id, resolvedAt, outcome, reason: why, providerId }, again) {
  if (resolvedAt) return h("span", { class: "soft" }, say("resolved", { at: moment(resolvedAt) }), outcome && knows(outcome) && ` (${say(outcome)})`);
  if (why === "lostCharge") return h("div", { class: "buttons" }, settleCharge(providerId, again));
  const assign = async ({ number }, key) => {
    const { items } = await get(`/v1/search?${new URLSearchParams({ q: number, limit: "50" })}`);
    const found = items.find((item) => item.number === number);
    if (!found) throw new Refused(422, { detail: say("noMatch"), findings: [{ path: "number", message: say("noMatch") }] });
    return post(`/v1/inbox/${id}/assign`, { invoiceId: found.id }, key);
  };
  const invoice = { name: "number", label: say("invoiceNumber"), required: true };
  const reason = { name: "reason", label: say("reason"), type: "area", required: true };
  return h(
    "div",
    { class: "buttons" },
    doing("assign", again, { fields: [invoice], act: assign }),
    doing("dismiss", again, { fields: [reason], bad: true, act: (values, key) => post(`/v1/inbox/${id}/dismiss`, values, key) }),
  );
}

/** Shows the inbox, and takes bank statements. */
export async function inboxPage(place, _, query) {
  const list = h("div");
  const again = async () => {
    const row = (item) => [
      moment(item.at),
      h("div", {}, item.amount ? (item.currency ? amount(item.amount, item.currency) : item.amount) : "–", h("small", {}, `${item.provider} ${item.providerId}`)),
      h("div", {}, knows(item.reason) ? say(item.reason) : item.reason, item.note && h("small", {}, item.note)),
      item.invoiceId ? link(item.invoiceId) : "–",
      settle(item, again),
    ];
    put(list, await waitingRefunds(again), await paged({ name: "inbox", path: "/v1/inbox", heads: ["at", "payable", "why", "invoice", "state"], row }, query));
  };
  await again();
  put(place, h("h1", {}, say("inbox")), h("p", {}, say("inboxText")), list, statements(again));
}

/** What a message is about. */
const about = ({ action, letter }) => (action ? h("div", {}, kindName(action.kind), h("small", {}, action.step)) : (letter?.subject ?? say("invoice")));
const content = ({ letter }) => letter && h("details", {}, h("summary", {}, letter.subject), h("p", { class: "letter" }, letter.text));

/** A button that notes that a message was carried out, on what day where a policy wanted it. */
function finish(name, { id, action }, again) {
  const note = { name: "note", label: say("note"), type: "area" };
  return doing(name, again, { fields: action ? [onField(), note] : [note], act: (values, key) => post(`/v1/outbox/${id}/done`, values, key) });
}

/** Shows whom to call. */
export async function tasksPage(place, _, query) {
  const again = () => tasksPage(place, _, query);
  const row = (item) => [
    moment(item.at),
    /\d{5}/.test(item.to.replace(/\D/g, "")) ? h("a", { href: `tel:${item.to.replace(/[^+\d]/g, "")}` }, item.to) : item.to,
    h("div", {}, item.action && h("strong", {}, item.action.amounts.total), h("p", { class: "soft" }, item.action?.because ?? ""), content(item)),
    link(item.invoiceId),
    item.deliveredAt ? since(item.deliveredAt, "resolved") : finish("called", item, again),
  ];
  const list = await paged({ name: "tasks", path: "/v1/outbox?channel=phone", heads: ["at", "who", "why", "invoice", "state"], row }, query);
  put(place, h("h1", {}, say("tasks")), h("p", {}, say("tasksText")), list);
}

/** Where a message is, and what a person can do about it: letters are printed and posted by one. */
function sent(item, again) {
  if (item.failure) return h("span", { class: "badge bad" }, say(item.failure === "failed" ? "notTaken" : item.failure), item.lastFailure && h("small", {}, item.lastFailure));
  if (item.deliveredAt) return since(item.deliveredAt, "delivered");
  if (item.channel !== "letter") return h("div", {}, waits(), item.lastFailure && h("small", {}, item.lastFailure));
  return h("div", { class: "buttons" }, h("button", { class: "second", type: "button", onclick: () => keep(`/v1/outbox/${item.id}.pdf`, `${item.id}.pdf`) }, say("print")), finish("posted", item, again));
}

/** Addresses that take no e-mail, each with what lets it go there again. */
function unreachable(items, again) {
  if (items.length === 0) return undefined;
  const row = ({ address: dead, reason }) => h("li", {}, h("strong", {}, address(dead)), ` ${knows(reason) ? say(reason) : (reason ?? "")} `, doing("reach", again, { act: () => remove(`/v1/unreachable/${encodeURIComponent(dead)}`) }));
  return h("section", { class: "card" }, h("h2", {}, say("unreachable")), h("p", {}, say("unreachableText")), h("ul", { class: "kept" }, items.map(row)));
}

/** Shows what goes out. */
export async function outboxPage(place, _, query) {
  const again = () => outboxPage(place, _, query);
  const row = (item) => [
    moment(item.at),
    h("div", {}, address(item.to), h("small", {}, knows(item.channel) ? say(item.channel) : item.channel)),
    h("div", {}, about(item), item.copyOf && h("small", {}, say("copy")), content(item)),
    link(item.invoiceId),
    sent(item, again),
  ];
  const [list, addresses] = await Promise.all([paged({ name: "outbox", path: "/v1/outbox", heads: ["at", "to", "what", "invoice", "state"], row }, query), all("/v1/unreachable", { most: 200 })]);
  put(place, h("h1", {}, say("outbox")), h("p", {}, say("outboxText")), unreachable(addresses, again), list);
}

function request({ id, kind, said, invoiceId, at, resolvedAt, outcome }, again) {
  const decide = (word, name, text, bad) => doing(name, again, { text: say(text), bad, act: (_, key) => post(`/v1/customerRequests/${id}/resolve`, { outcome: word }, key) });
  const parts = said.instalments?.map((part) => h("li", {}, `${day(part.dueDate)}: ${part.amount}`));
  const clear = said.clear === undefined ? undefined : say(said.clear ? "clearYes" : "clearNo");
  const contact = said.contact && h("ul", {}, Object.values(said.contact).map((text) => h("li", {}, text)));
  const texts = (word) => (knows(`${kind}${word}Text`) ? `${kind}${word}Text` : `other${word}Text`);
  const buttons =
    kind === "feedback"
      ? [decide("accepted", "read", "readText")]
      : [decide("accepted", "grant", texts("Grant")), decide("declined", "decline", texts("Decline"), true)];
  return [
    moment(at),
    h("div", {}, knows(kind) ? say(kind) : kind, clear && `: ${clear}`, contact, parts && h("ul", {}, parts), said.text && h("p", { class: "soft" }, said.text)),
    link(invoiceId),
    resolvedAt ? h("span", { class: "soft" }, say("resolved", { at: moment(resolvedAt) }), outcome === "declined" && ` (${say("decline")})`) : h("div", { class: "buttons" }, buttons),
  ];
}

/** Shows what customers asked and said. */
export async function requestsPage(place, _, query) {
  const again = () => requestsPage(place, _, query);
  const row = (item) => request(item, again);
  const list = paged({ name: "requests", path: "/v1/customerRequests", heads: ["at", "what", "invoice", "state"], row }, query);
  put(place, h("h1", {}, say("requests")), h("p", {}, say("requestsText")), await list, await feedback());
}
