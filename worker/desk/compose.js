// The form that makes an invoice or an offer, and changes a draft. What it comes to is computed by the service while one types; what is
// wrong stands at its field. What a draft has beyond the fields stays as it is.

import { all, call, post } from "./api.js";
import { addDays, administration, today } from "./books.js";
import { buyerFields } from "./buyer.js";
import { h, put, toast } from "./dom.js";
import { attempt, field, problemOf, unfilled } from "./fields.js";
import { NEW_LINE, lineFields, liveTotals, placeOf } from "./line-fields.js";
import { say } from "./say.js";

/** What of a draft the form decides over beside its lines; absent where it is empty. */
const OWN = ["deliveryDate", "buyerReference"];

/** The few fields beside customer and lines. */
function otherFields(draft, isOffer) {
  const date = (name, value) => h("input", { type: "date", "data-path": name, value: value ?? "" });
  const until = isOffer && date("validUntil", addDays(today(), 30));
  const delivery = date("deliveryDate", draft.deliveryDate);
  const reference = h("input", { "data-path": "buyerReference", value: draft.buyerReference ?? "" });
  const kind = isOffer && h("select", { "data-path": "kind" }, ["quote", "proforma"].map((word) => h("option", { value: word }, say(word))));
  const fields = [kind && field(say("kind"), kind), until && field(say("validUntil"), until), field(say("deliveryDate"), delivery), field(say("yourReference"), reference)];
  const own = (name, input) => (input.value.trim() ? { [name]: input.value.trim() } : {});
  return {
    element: h("div", { class: "step-fields" }, fields),
    draft: () => ({ ...own("deliveryDate", delivery), ...own("buyerReference", reference) }),
    offer: () => ({ kind: kind.value, ...own("validUntil", until) }),
  };
}

/** Keeps what the form says: `{ path }` of the page that shows it. */
async function save({ before, isOffer, body, key }) {
  if (isOffer) return `#/offers/${(await post("/v1/quotes", body, key)).id}`;
  if (!before) return `#/invoices/${(await post("/v1/invoices", body, key)).id}`;
  // In a merge patch (RFC 7396) what is left out would stay.
  const gone = Object.fromEntries(OWN.filter((name) => !(name in body.draft)).map((name) => [name, null]));
  await call("PATCH", `/v1/invoices/${before.body.id}`, { body: { ...body, draft: { ...body.draft, ...gone } }, etag: before.etag });
  return `#/invoices/${before.body.id}`;
}

/** Shows the form for a new invoice, a new offer, or a draft. */
export async function composePage(place, id, query) {
  const before = id && (await call("GET", `/v1/invoices/${encodeURIComponent(id)}`));
  const isOffer = query.has("offer");
  const old = before?.body.draft ?? { currency: administration().currency ?? "EUR", lines: [NEW_LINE] };
  const title = say(before ? "changeDraft" : isOffer ? "makeOffer" : "makeInvoice");
  const buyer = before ? undefined : buyerFields(await all("/v1/customers"), { shown: () => totals.later(), chosen: query.get("customer") });
  const problem = problemOf();
  const more = otherFields(old, isOffer);
  const draft = () => ({ ...Object.fromEntries(Object.entries(old).filter(([name]) => !OWN.includes(name))), ...more.draft(), lines: lines.read() });
  const totals = liveTotals(() => lines, draft);
  const lines = lineFields(old.lines, totals.later);
  const key = crypto.randomUUID();
  const submit = (event) => {
    event.preventDefault();
    const missing = [...(buyer && !buyer.name() ? [unfilled("name")] : []), ...lines.missing()];
    const act = async () => {
      const customerId = before ? before.body.customerId : await buyer.id();
      const body = { draft: draft(), ...(customerId && { customerId }), ...(isOffer && more.offer()) };
      location.hash = await save({ before, isOffer, body, key });
      toast(say("done"));
    };
    return attempt(form, problem, act, { missing, place: placeOf });
  };
  const form = h(
    "form",
    { class: "compose", novalidate: true, onsubmit: submit, oninput: totals.later },
    problem,
    buyer?.element,
    lines.element,
    h("section", { class: "card" }, more.element, totals.element, h("div", { class: "buttons" }, h("button", {}, say(isOffer ? "giveOffer" : "keepDraft")))),
  );
  put(place, h("p", {}, h("a", { href: isOffer ? "#/offers" : "#/invoices" }, `← ${say(isOffer ? "offers" : "invoices")}`)), h("h1", {}, title), form);
  form.querySelector("input").focus();
  await totals.now();
}
