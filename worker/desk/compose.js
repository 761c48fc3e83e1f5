// The form that makes an invoice or an offer, and changes a draft. What it comes to is computed by the service while one types; what is
// wrong stands at its field. What a draft has beyond the fields stays as it is.

import { call, post } from "./api.js";
import { addDays, administration, today } from "./books.js";
import { h, toast } from "./dom.js";
import { draftForm } from "./draft-form.js";
import { field } from "./fields.js";
import { NEW_LINE } from "./line-fields.js";
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
  const rest = Object.fromEntries(Object.entries(old).filter(([name]) => !OWN.includes(name)));
  const more = otherFields(old, isOffer);
  const keep = async ({ customerId = before?.body.customerId, draft, key }) => {
    const body = { draft, ...(customerId && { customerId }), ...(isOffer && more.offer()) };
    location.hash = await save({ before, isOffer, body, key });
    toast(say("done"));
  };
  return draftForm(place, {
    title: say(before ? "changeDraft" : isOffer ? "makeOffer" : "makeInvoice"),
    back: isOffer ? ["#/offers", "offers"] : ["#/invoices", "invoices"],
    isNew: !before,
    chosen: query.get("customer"),
    lines: old.lines,
    draft: (lines) => ({ ...rest, ...more.draft(), lines }),
    more: more.element,
    buttons: h("button", {}, say(isOffer ? "giveOffer" : "keepDraft")),
    keep,
  });
}
