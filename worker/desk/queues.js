// What waits for a person: money that fitted nowhere, calls to make, what customers asked; and what goes out.

import { Refused, all, get, post } from "./api.js";
import { ask } from "./dialog.js";
import { h, put, toast } from "./dom.js";
import { amount, day, moment } from "./format.js";
import { knows, say } from "./say.js";

const link = (id) => h("a", { href: `#/invoices/${id}` }, say("invoice"));

/** A table that scrolls sideways where it does not fit, or that there is nothing. */
export function table(name, heads, rows) {
  if (rows.length === 0) return h("p", { class: "soft" }, say("nothing"));
  const head = h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head ? say(head) : h("span", { class: "hidden" }, say("actions")))));
  const body = rows.map((cells) => h("tr", {}, cells.map((cell) => h("td", {}, cell))));
  return h("div", { class: "wide card", tabindex: "0", role: "region", "aria-label": say(name) }, h("table", {}, h("thead", {}, head), h("tbody", {}, body)));
}

const waitsOr = (at, phrase) => (at ? h("span", { class: "soft" }, say(phrase, { at: moment(at) })) : h("span", { class: "badge warn" }, say("waiting")));

/** What can be done with money that fitted nowhere: a person says where it belongs, or why it needs no booking. */
function settle({ id, resolvedAt, outcome }, again) {
  if (resolvedAt) return h("span", { class: "soft" }, say("resolved", { at: moment(resolvedAt) }), outcome && knows(outcome) && ` (${say(outcome)})`);
  const assign = async ({ number }, key) => {
    const { items } = await get(`/v1/search?${new URLSearchParams({ q: number, limit: "50" })}`);
    const found = items.find((item) => item.number === number);
    if (!found) throw new Refused(422, { detail: say("noMatch"), findings: [{ path: "number", message: say("noMatch") }] });
    return post(`/v1/inbox/${id}/assign`, { invoiceId: found.id }, key);
  };
  const dismiss = (values, key) => post(`/v1/inbox/${id}/dismiss`, values, key);
  const act = (name, fields, carryOut, bad) => async () => {
    const done = await ask({ title: say(name), text: say(`${name}Text`), bad, fields, act: carryOut });
    if (done) await again(), toast(say("done"));
  };
  const invoice = { name: "number", label: say("invoiceNumber"), required: true };
  const reason = { name: "reason", label: say("reason"), type: "area", required: true };
  return h(
    "div",
    { class: "buttons" },
    h("button", { class: "second", type: "button", onclick: act("assign", [invoice], assign) }, say("assign")),
    h("button", { class: "bad", type: "button", onclick: act("dismiss", [reason], dismiss, true) }, say("dismiss")),
  );
}

/** Shows the inbox. */
export async function inboxPage(place) {
  const again = () => inboxPage(place);
  const items = await all("/v1/inbox");
  const rows = items.reverse().map((item) => [
    moment(item.at),
    h("div", {}, item.amount ? amount(item.amount, item.currency ?? "EUR") : "–", h("small", {}, `${item.provider} ${item.providerId}`)),
    h("div", {}, knows(item.reason) ? say(item.reason) : item.reason, item.note && h("small", {}, item.note)),
    item.invoiceId ? link(item.invoiceId) : "–",
    settle(item, again),
  ]);
  put(place, h("h1", {}, say("inbox")), h("p", {}, say("inboxText")), table("inbox", ["at", "payable", "why", "invoice", "state"], rows));
}

/** What a message is about. */
const about = ({ action, letter }) => (action ? h("div", {}, say(`action${action.kind[0].toUpperCase()}${action.kind.slice(1)}`), h("small", {}, action.step)) : (letter?.subject ?? say("invoice")));

/** Notes that a call was made, and what was said. */
const called = ({ id }, again) => async () => {
  const fields = [{ name: "note", label: say("note"), type: "area" }];
  const done = await ask({ title: say("called"), text: say("calledText"), fields, act: (values, key) => post(`/v1/outbox/${id}/done`, values, key) });
  if (done) await again(), toast(say("done"));
};

/** Shows whom to call. */
export async function tasksPage(place) {
  const again = () => tasksPage(place);
  const items = await all("/v1/outbox?channel=phone");
  const rows = items.reverse().map((item) => [
    moment(item.at),
    h("a", { href: `tel:${item.to.replace(/[^+\d]/g, "")}` }, item.to),
    h("div", {}, item.action?.because ?? "", item.letter && h("details", {}, h("summary", {}, item.letter.subject), h("p", { class: "letter" }, item.letter.text))),
    link(item.invoiceId),
    item.deliveredAt ? waitsOr(item.deliveredAt, "resolved") : h("button", { class: "second", type: "button", onclick: called(item, again) }, say("called")),
  ]);
  put(place, h("h1", {}, say("tasks")), h("p", {}, say("tasksText")), table("tasks", ["at", "who", "why", "invoice", "state"], rows));
}

/** Shows what goes out. */
export async function outboxPage(place) {
  const items = await all("/v1/outbox");
  const rows = items.reverse().map((item) => [
    moment(item.at),
    h("div", {}, item.to, h("small", {}, knows(item.channel) ? say(item.channel) : item.channel)),
    h("div", {}, about(item), item.letter && h("details", {}, h("summary", {}, item.letter.subject), h("p", { class: "letter" }, item.letter.text))),
    link(item.invoiceId),
    waitsOr(item.deliveredAt, "delivered"),
  ]);
  put(place, h("h1", {}, say("outbox")), table("outbox", ["at", "to", "what", "invoice", "state"], rows));
}

function request({ id, kind, said, invoiceId, at, resolvedAt, outcome }, again) {
  const decide = (word, name, text) => async () => {
    const done = await ask({ title: say(name), text: say(text), act: (_, key) => post(`/v1/customerRequests/${id}/resolve`, { outcome: word }, key) });
    if (done) await again(), toast(say("done"));
  };
  const parts = said.instalments?.map((part) => h("li", {}, `${day(part.dueDate)}: ${part.amount}`));
  const clear = said.clear === undefined ? undefined : say(said.clear ? "clearYes" : "clearNo");
  const contact = said.contact && h("ul", {}, Object.values(said.contact).map((text) => h("li", {}, text)));
  const buttons =
    kind !== "feedback"
      ? [h("button", { class: "second", type: "button", onclick: decide("accepted", "grant", `${kind}GrantText`) }, say("grant")), h("button", { class: "bad", type: "button", onclick: decide("declined", "decline", `${kind}DeclineText`) }, say("decline"))]
      : [h("button", { class: "second", type: "button", onclick: decide("accepted", "read", "readText") }, say("read"))];
  return [
    moment(at),
    h("div", {}, say(kind), clear && `: ${clear}`, contact, parts && h("ul", {}, parts), said.text && h("p", { class: "soft" }, said.text)),
    link(invoiceId),
    resolvedAt ? h("span", { class: "soft" }, say("resolved", { at: moment(resolvedAt) }), outcome === "declined" && ` (${say("decline")})`) : h("div", { class: "buttons" }, buttons),
  ];
}

/** Shows what customers asked and said: what waits first. */
export async function requestsPage(place) {
  const again = () => requestsPage(place);
  const items = (await all("/v1/customerRequests")).reverse();
  const ordered = [...items.filter(({ resolvedAt }) => !resolvedAt), ...items.filter(({ resolvedAt }) => resolvedAt)];
  put(place, h("h1", {}, say("requests")), h("p", {}, say("requestsText")), table("requests", ["at", "what", "invoice", "state"], ordered.map((item) => request(item, again))));
}
