// The page of an invoice: where it stands, what it says, what happened, what may be claimed, and what can be done with it.

import { buttonsOf, corrected, takeBack } from "./actions.js";
import { Refused, all, get } from "./api.js";
import { charges, refunds } from "./at-service.js";
import { facts, h, put } from "./dom.js";
import { documents } from "./files.js";
import { amount, day } from "./format.js";
import { badge, stateOf } from "./state.js";
import { say } from "./say.js";

/** What an entry says beside its kind and amount. */
function more(entry) {
  const parts = [
    entry.reason ?? entry.text,
    entry.number,
    entry.to && `${say(["email", "letter", "phone", "portal"].includes(entry.channel) ? entry.channel : "to")}: ${entry.to}`,
    entry.method && [entry.method, entry.reference, entry.provider].filter(Boolean).join(", "),
    entry.until && `${say("until")} ${day(entry.until)}`,
    entry.step,
    entry.outcome && say(entry.outcome),
  ];
  return parts.filter(Boolean).join(" · ");
}

function timeline(id, entries, currency, again) {
  const gone = corrected(entries);
  const back = (entry) => {
    const onclick = takeBack(id, entry, entries, again);
    return onclick && h("button", { class: "second small", type: "button", onclick, "aria-label": `${say("takeBack")}: ${say(`entry.${entry.kind}`)} ${day(entry.on)}` }, say("takeBack"));
  };
  const items = [...entries].reverse().map((entry) =>
    h(
      "li",
      { class: gone.has(entry.id) ? "gone" : "" },
      h("time", { datetime: entry.on }, day(entry.on)),
      h(
        "div",
        {},
        h("strong", {}, say(`entry.${entry.kind}`)),
        entry.amount && h("span", {}, ` ${amount(entry.amount, currency)}`),
        more(entry) && h("p", { class: "soft" }, more(entry)),
        back(entry),
        entry.instalments && h("ul", {}, entry.instalments.map((part) => h("li", {}, `${day(part.dueDate)}: ${amount(part.amount, currency)}`))),
      ),
    ),
  );
  return h("section", { class: "card history" }, h("h2", {}, say("timeline")), h("ol", {}, items));
}

/** The lines of a document with its VAT and totals. */
export function lines({ lines: rows, vatBreakdown, totals, currency }) {
  const money = (text) => h("td", { class: "number" }, amount(text, currency));
  const body = rows.map((line) =>
    h("tr", {}, h("td", {}, line.name, line.description && h("small", {}, line.description)), h("td", { class: "number" }, line.quantity), h("td", { class: "number" }, line.vat?.rate ? `${line.vat.rate} %` : line.vat?.category), money(line.net)),
  );
  const total = (name, text, strong) => h("tr", { class: strong ? "strong" : "" }, h("th", { scope: "row", colspan: 3 }, name), money(text));
  const vat = vatBreakdown.map((group) => total(`${say("vat")} ${group.rate ? `${group.rate} %` : group.category}`, group.amount));
  const head = h("tr", {}, h("th", { scope: "col" }, say("description")), ["quantity", "vat", "net"].map((name) => h("th", { scope: "col", class: "number" }, say(name))));
  return h(
    "section",
    { class: "card" },
    h("h2", {}, say("lines")),
    h("div", { class: "wide", tabindex: "0", role: "region", "aria-label": say("lines") }, h("table", {}, h("thead", {}, head), h("tbody", {}, body), h("tfoot", {}, total(say("net"), totals.net), vat, total(say("gross"), totals.gross, true)))),
  );
}

/** What may be claimed today, once somebody asks. */
function claim(id, currency) {
  const place = h("div", { role: "status" });
  const show = async () => {
    put(place, h("p", { class: "soft" }, say("loading")));
    try {
      const found = await get(`/v1/invoices/${id}/claim`);
      const row = (name, text, allowed = true) => [say(name), text && [amount(text, currency), !allowed && h("small", { class: "soft" }, ` ${say("claimNotYet")}`)]];
      const part = (name, one) => row(name, one && Number(one.amount) > 0 && one.amount, one?.allowed);
      const open = (found.preconditions ?? []).filter(({ done }) => !done);
      put(
        place,
        facts([row("claimPrincipal", found.principal), part("claimInterest", found.interest), part("claimCosts", found.costs), part("claimLumpSum", found.lumpSum), row("claimTotal", found.total)]),
        open.length > 0 && [h("h3", {}, say("claimFirst")), h("ul", {}, open.map(({ what, by }) => h("li", {}, by ? `${what} (${day(by)})` : what)))],
      );
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      put(place, h("div", { class: "notice warn" }, h("p", {}, error.message)));
    }
  };
  return h("section", { class: "card" }, h("h2", {}, say("claim")), h("button", { class: "second", type: "button", onclick: show }, say("claim")), place);
}

/** What letters claimed beside the invoice, and did not come in. */
const claimed = (name, text, currency) => [say(name), Number(text) > 0 && amount(text, currency)];

const factsOf = ({ state, invoice, status }) =>
  facts([
    [say("customer"), invoice.customer?.name],
    [say("issueDate"), day(invoice.issueDate)],
    [say("dueDate"), day(invoice.dueDate)],
    [say("payable"), amount(invoice.totals.payable, invoice.currency)],
    [say("amountDue"), state !== "draft" && amount(status.amountDue, invoice.currency)],
    [say("disputed"), Number(status.disputed) > 0 && amount(status.disputed, invoice.currency)],
    claimed("claimedInterest", status.charges?.interest, invoice.currency),
    claimed("claimedCosts", status.charges?.costs, invoice.currency),
  ]);

/** Shows an invoice. */
export async function invoicePage(place, id) {
  const resource = await get(`/v1/invoices/${encodeURIComponent(id)}`);
  const { invoice, status, links } = resource;
  const door = `/v1/invoices/${resource.id}`;
  const [entries, collected] = resource.state === "draft" ? [[], []] : await Promise.all([all(`${door}/entries`), all(`${door}/charges`)]);
  const given = entries.some(({ kind }) => kind === "refund") ? await all(`${door}/refunds`) : [];
  const again = () => invoicePage(place, id);
  const word = stateOf({ state: resource.state, type: invoice.type, dueDate: status.overdue ? "0" : undefined });
  put(
    place,
    h("p", {}, h("a", { href: "#/invoices" }, `← ${say("invoices")}`)),
    h("h1", {}, resource.number ?? say("draft"), " ", badge(word), status.overdue && h("small", {}, say("daysOverdue", { n: status.daysOverdue })), status.dunningLevel > 0 && h("small", {}, say("dunningLevel", { n: status.dunningLevel }))),
    h(
      "div",
      { class: "columns" },
      h("section", { class: "card" }, factsOf(resource), documents(resource), links.preview && h("p", {}, h("a", { href: links.preview, target: "_blank", rel: "noreferrer" }, say("previewPage")))),
      h("section", { class: "card" }, h("h2", {}, say("actions")), h("div", { class: "buttons" }, buttonsOf(resource, entries, again))),
    ),
    lines(invoice),
    charges(collected, again),
    refunds(given, again),
    h("div", { class: "columns" }, entries.length > 0 && timeline(resource.id, entries, invoice.currency, again), resource.state === "open" && invoice.type !== "creditNote" && claim(resource.id, invoice.currency)),
  );
}
