// The customer in the form of an invoice: one that is kept, found by its name, or a new one with its details, which is kept first.

import { post } from "./api.js";
import { administration } from "./books.js";
import { h } from "./dom.js";
import { bodyOf, choice, field, input, said } from "./fields.js";
import { say } from "./say.js";

export const KINDS = ["business", "consumer", "government"];

/** The fields for the customer: `id()` resolves to the id of one that is kept, which makes a new one where it has to. `chosen` is one to begin with. */
export function buyerFields(customers, { shown, chosen }) {
  const first = customers.find(({ id }) => id === chosen)?.party.name ?? "";
  const name = h("input", { id: "buyer", list: "buyers", autocomplete: "off", "data-path": "name", value: first, "aria-describedby": "buyer-hint buyer-fault" });
  const known = new Map(customers.map(({ id, party }) => [party.name, id]));
  const fields = [
    field(say("kind"), choice("kind", "business", KINDS.map((word) => [word, say(word)]))),
    field(say("country"), input("country", administration().supplier?.country ?? "NL", { maxlength: 2 })),
    field(say("street"), input("address.line1")),
    field(say("postalCode"), input("address.postalCode")),
    field(say("city"), input("address.city")),
    field(say("mailAddress"), input("contact.email", "", { type: "email" })),
    field(say("vatId"), input("vatId")),
  ];
  const details = h("fieldset", { class: "step", hidden: true }, h("legend", {}, say("newBuyer")), h("div", { class: "step-fields" }, fields));
  name.addEventListener("input", () => ((details.hidden = !name.value.trim() || known.has(name.value.trim())), shown()));
  const party = () => {
    const { country, ...more } = bodyOf(said(details));
    return { name: name.value.trim(), country: (country ?? "").toUpperCase(), ...more };
  };
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
    h("div", { class: "field" }, h("label", { for: "buyer" }, say("buyer")), name, h("p", { class: "hint", id: "buyer-hint" }, say("buyerHint")), h("p", { class: "fault", id: "buyer-fault", hidden: true })),
    h("datalist", { id: "buyers" }, customers.map(({ party: { name } }) => h("option", { value: name }))),
    details,
  );
  return { element, id, name: () => name.value.trim(), knownId: () => known.get(name.value.trim()) };
}
