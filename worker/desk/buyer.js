// The customer in the form of an invoice: one that is kept, found by its name, or a new one with its details, which is kept first.

import { post } from "./api.js";
import { administration } from "./books.js";
import { h } from "./dom.js";
import { say } from "./say.js";

const KINDS = ["business", "consumer", "government"];

/** An optional part of a party; absent where nothing of it is filled in. */
const part = (values) => {
  const filled = Object.entries(values).filter(([, value]) => value);
  return filled.length ? Object.fromEntries(filled) : undefined;
};

/** The fields for the customer: `id()` resolves to the id of one that is kept, which makes a new one where it has to. */
export function buyerFields(customers, { shown }) {
  const field = (label, path, more = {}) => {
    const input = h(more.options ? "select" : "input", { "data-path": path, autocomplete: "off", ...more.attributes }, more.options?.map((word) => h("option", { value: word }, say(word))));
    return { input, element: h("label", { class: "cell-field" }, h("span", {}, say(label)), input, h("span", { class: "fault", hidden: true })) };
  };
  const name = h("input", { id: "buyer", list: "buyers", autocomplete: "off", "data-path": "name", "aria-describedby": "buyer-hint" });
  const fault = h("span", { class: "fault", hidden: true });
  const known = new Map(customers.map(({ id, party }) => [party.name, id]));
  const fields = {
    kind: field("kind", "kind", { options: KINDS }),
    country: field("country", "country", { attributes: { value: administration().supplier?.country ?? "NL", maxlength: 2 } }),
    line1: field("street", "address.line1"),
    postalCode: field("postalCode", "address.postalCode"),
    city: field("city", "address.city"),
    email: field("mailAddress", "contact.email", { attributes: { type: "email" } }),
    vatId: field("vatId", "vatId"),
  };
  const details = h("fieldset", { class: "step", hidden: true }, h("legend", {}, say("newBuyer")), h("div", { class: "step-fields" }, Object.values(fields).map(({ element }) => element)));
  name.addEventListener("input", () => ((details.hidden = !name.value.trim() || known.has(name.value.trim())), shown()));
  const value = (which) => fields[which].input.value.trim();
  const party = () => ({
    name: name.value.trim(),
    country: value("country").toUpperCase(),
    kind: value("kind"),
    ...part({ vatId: value("vatId") }),
    ...part({ address: part({ line1: value("line1"), postalCode: value("postalCode"), city: value("city") }), contact: part({ email: value("email") }) }),
  });
  const id = async () => {
    const wanted = name.value.trim();
    // A customer that was made is found again where the invoice itself was refused.
    if (!known.has(wanted)) {
      known.set(wanted, (await post("/v1/customers", { party: party() })).id);
      details.hidden = true;
    }
    return known.get(wanted);
  };
  const element = h(
    "section",
    { class: "card" },
    h("div", { class: "field" }, h("label", { for: "buyer" }, say("buyer")), name, h("p", { class: "hint", id: "buyer-hint" }, say("buyerHint")), fault),
    h("datalist", { id: "buyers" }, customers.map(({ party: { name } }) => h("option", { value: name }))),
    details,
  );
  return { element, id, name: () => name.value.trim() };
}
