// Offers: quotations and pro formas. Their list, and the page of one with what can be done: send it, note what the customer said, and make
// it an invoice. What a customer did on their own page stands here with the day and who.

import { buttonOf, onField } from "./actions.js";
import { get, page, post } from "./api.js";
import { facts, h, put, toast } from "./dom.js";
import { keep } from "./files.js";
import { amount, day } from "./format.js";
import { lines } from "./invoice.js";
import { paged } from "./paged.js";
import { say } from "./say.js";

const COLOURS = { open: "warn", accepted: "good", invoiced: "good", expired: "bad" };

const standing = (state) => h("span", { class: `badge ${COLOURS[state] ?? ""}` }, say(`offer.${state}`));
const link = ({ id, number }) => h("a", { href: `#/offers/${id}` }, number);

/** A line with the offers that a search finds, for the page of invoices; nothing where it finds none. */
export async function offersFound(q) {
  const { items } = await page(`/v1/quotes?${new URLSearchParams({ q, newest: "true" })}`, undefined, 5);
  if (items.length === 0) return undefined;
  return h("p", { class: "also" }, say("offersFound"), " ", items.flatMap((item, place) => [place > 0 && ", ", link(item), ` ${item.customerName ?? ""}`]));
}

/** Shows the list. */
async function list(place, query) {
  const q = query.get("q") ?? "";
  const search = h("input", { type: "search", id: "q", name: "q", value: q, "aria-describedby": "q-hint" });
  const submit = (event) => {
    event.preventDefault();
    const wanted = new URLSearchParams(query);
    if (search.value.trim()) wanted.set("q", search.value.trim());
    else wanted.delete("q");
    location.hash = `#/offers?${wanted}`;
  };
  const finder = h("form", { role: "search", class: "finder", onsubmit: submit }, h("div", { class: "search" }, h("label", { for: "q" }, say("search")), search, h("button", { class: "second" }, say("search")), h("p", { class: "hint", id: "q-hint" }, say("offerSearchHint"))));
  const row = (item) => [h("span", { class: "nowrap" }, link(item)), item.customerName ?? "–", day(item.issueDate), day(item.validUntil), amount(item.total, item.currency), standing(item.state)];
  const path = `/v1/quotes${q ? `?${new URLSearchParams({ q })}` : ""}`;
  const found = await paged({ name: "offers", path, heads: ["number", "customer", "day", "validUntil", "payable", "state"], numbers: [4], row, none: "offersNone" }, query);
  const make = h("a", { class: "button", href: "#/compose?offer" }, say("makeOffer"));
  put(place, h("div", { class: "title" }, h("h1", {}, say("offers")), make), h("p", {}, say("offersText")), finder, found);
}

/** What can be done with an offer in its state. */
function actions({ id, state, acceptedOn }, again) {
  const door = `/v1/quotes/${id}`;
  const isLive = state === "open" || state === "accepted";
  const isUndecided = isLive || state === "expired";
  const reason = { name: "reason", label: say("reason"), type: "area" };
  const who = { name: "by", label: say("acceptWho") };
  const late = { name: "late", label: say("late"), options: [["", say("no")], ["true", say("yes")]] };
  const accept = ({ late: counts, ...values }, key) => post(`${door}/accept`, { ...values, ...(counts && { late: true }) }, key);
  const toDraft = ({ invoiceId }) => (location.hash = `#/invoices/${invoiceId}`);
  return [
    isLive && { name: "sendOffer", ask: { text: say("sendOfferText"), fields: [{ name: "to", label: say("sendTo"), type: "email" }], act: (values, key) => post(`${door}/send`, values, key) }, then: async () => (await again(), toast(say("offerSent"))) },
    isUndecided && !acceptedOn && { name: "acceptOffer", ask: { text: say("acceptOfferText"), fields: [who, onField(), ...(state === "expired" ? [late] : [])], act: accept }, then: async () => (await again(), toast(say("done"))) },
    isLive && { name: "invoiceOffer", first: state === "accepted", ask: { text: say("invoiceOfferText"), act: (_, key) => post(`${door}/invoice`, {}, key) }, then: toDraft },
    isUndecided && { name: "declineOffer", bad: true, ask: { text: say("declineOfferText"), fields: [reason], act: (values, key) => post(`${door}/decline`, values, key) }, then: async () => (await again(), toast(say("done"))) },
  ].filter(Boolean);
}

const factsOf = ({ document: offered, ...offer }) =>
  facts([
    [say("customer"), offered.customer?.name],
    [say("day"), day(offer.issueDate)],
    [say("validUntil"), day(offer.validUntil)],
    [say("payable"), amount(offered.totals.gross, offered.currency)],
    [say("acceptedOn"), day(offer.acceptedOn)],
    [say("acceptedBy"), offer.acceptedBy],
    [say("declinedOn"), day(offer.declinedOn)],
    [say("reason"), offer.reason],
  ]);

/** Shows an offer. */
async function offerPage(place, id) {
  const offer = await get(`/v1/quotes/${encodeURIComponent(id)}`);
  const again = () => offerPage(place, id);
  const file = () => keep(`/v1/quotes/${offer.id}.pdf`, `${offer.number}.pdf`);
  const buttons = actions(offer, again).map(buttonOf);
  put(
    place,
    h("p", {}, h("a", { href: "#/offers" }, `← ${say("offers")}`)),
    h("h1", {}, `${say(offer.kind)} ${offer.number}`, " ", standing(offer.state)),
    h(
      "div",
      { class: "columns" },
      h(
        "section",
        { class: "card" },
        factsOf(offer),
        h("div", { class: "buttons", role: "group", "aria-label": say("documents") }, h("button", { class: "second", type: "button", onclick: file }, say("download", { kind: "PDF" }))),
        offer.state !== "declined" && h("p", {}, h("a", { href: offer.links.preview, target: "_blank", rel: "noreferrer" }, say("previewPage"))),
      ),
      (buttons.length > 0 || offer.invoiceId) && h("section", { class: "card" }, h("h2", {}, say("actions")), h("div", { class: "buttons" }, buttons, offer.invoiceId && h("a", { class: "button", href: `#/invoices/${offer.invoiceId}` }, say("toInvoice")))),
    ),
    lines(offer.document),
  );
}

/** Shows the list, or the offer that is named. */
export const offersPage = (place, part, query) => (part ? offerPage(place, part) : list(place, query));
