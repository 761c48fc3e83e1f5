// The customer in the form of an invoice: one that is kept, found by its name, or a new one with its details, which is kept first.

import { post } from "./api.js";
import { administration } from "./books.js";
import { h } from "./dom.js";
import { say } from "./say.js";

const KINDS = ["business", "consumer", "government"];

/** A field with its label, and below it what is wrong. */
export function field(label, input, kind = "") {
  return h("label", { class: `cell-field ${kind}` }, h("span", {}, label), input, h("span", { class: "fault", hidden: true }));
}

/** An optional part of a party; absent where nothing of it is filled in. */
const filled = (values) => {
  const said = Object.entries(values).filter(([, value]) => value);
  return said.length ? Object.fromEntries(said) : undefined;
};

/** The fields for the customer: `id()` resolves to the id of one that is kept, which makes a new one where it has to. */
export function buyerFields(customers, { shown }) {
  const part = (label, path, more = {}) => {
    const input = h(more.options ? "select" : "input", { "data-path": path, autocomplete: "off", ...more.attributes }, more.options?.map((word) => h("option", { value: word }, say(word))));
    return { input, element: field(say(label), input) };
  };
  const name = h("input", { id: "buyer", list: "buyers", autocomplete: "off", "data-path": "name", "aria-describedby": "buyer-hint" });
  const fault = h("span", { class: "fault", hidden: true });
  const known = new Map(customers.map(({ id, party }) => [party.name, id]));
  const fields = {
    kind: part("kind", "kind", { options: KINDS }),
    country: part("country", "country", { attributes: { value: administration().supplier?.country ?? "NL", maxlength: 2 } }),
    line1: part("street", "address.line1"),
    postalCode: part("postalCode", "address.postalCode"),
    city: part("city", "address.city"),
    email: part("mailAddress", "contact.email", { attributes: { type: "email" } }),
    vatId: part("vatId", "vatId"),
  };
  const details = h("fieldset", { class: "step", hidden: true }, h("legend", {}, say("newBuyer")), h("div", { class: "step-fields" }, Object.values(fields).map(({ element }) => element)));
  name.addEventListener("input", () => ((details.hidden = !name.value.trim() || known.has(name.value.trim())), shown()));
  const value = (which) => fields[which].input.value.trim();
  const party = () => ({
    name: name.value.trim(),
    country: value("country").toUpperCase(),
    kind: value("kind"),
    ...filled({ vatId: value("vatId"), address: filled({ line1: value("line1"), postalCode: value("postalCode"), city: value("city") }), contact: filled({ email: value("email") }) }),
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
