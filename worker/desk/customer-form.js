// The form of a customer: who they are, how invoices go to them and what these say, and what holds when they pay late. What is kept of a customer beyond
// the fields stays as it is.

import { call, post } from "./api.js";
import { administration } from "./books.js";
import { KINDS } from "./buyer.js";
import { h, put, toast } from "./dom.js";
import { area, attempt, bodyOf, choice, field, flag, group, input, inverse, patchOf, problemOf, said, saveOrLeave, unfilled } from "./fields.js";
import { LANGUAGES, say } from "./say.js";
import "./phrases-customers.js";

const SIZES = ["small", "medium", "large"];
const WAYS = ["email", "portal", "structured", "post"];
/** The structured formats, by the names that they are known under. */
export const PROFILES = {
  peppol: "Peppol BIS Billing",
  nlcius: "NLCIUS (SI-UBL)",
  xrechnung: "XRechnung",
  en16931: "EN 16931",
  "facturx-en16931": "Factur-X EN 16931",
  "facturx-basic": "Factur-X BASIC",
  "facturx-xrechnung": "Factur-X XRechnung",
};
const ROLES = ["accountsPayable", "buyer"];
/** What has to be filled in. */
const NEEDED = ["party.name", "party.country"];

/** Words with their texts, and before them that nothing is said. */
const options = (words, none, text = say) => [...(none ? [["", none]] : []), ...words.map((word) => [word, text(word)])];

/** The row of a contact; a finding on it stands below its fields. */
function contactRow(contact, changed) {
  const one = (name, label, more) => field(say(label), h("input", { "data-name": name, "data-path": name, value: contact[name] ?? "", autocomplete: "off", ...more }));
  const role = h("select", { "data-name": "role", "data-path": "role" }, ROLES.map((word) => h("option", { value: word, selected: word === contact.role }, say(`role.${word}`))));
  const drop = () => (row.remove(), changed(true));
  const fields = h("div", { class: "step-fields" }, field(say("role"), role), one("name", "contactName"), one("email", "mailAddress", { type: "email" }), one("phone", "phoneNumber", { type: "tel" }));
  const row = h("fieldset", { class: "step" }, h("legend", {}, say("contactFor")), fields, h("button", { class: "second small", type: "button", onclick: drop }, say("contactRemove")));
  return row;
}

/** The contacts by role: `read()` gives them. */
function contactFields(contacts) {
  const list = h("div");
  const more = h("button", { class: "second", type: "button", onclick: () => add({ role: ROLES[0] }, true) }, say("contactAdd"));
  const changed = (isFewer) => {
    [...list.children].forEach((row, index) => row.querySelectorAll("[data-name]").forEach((one) => (one.dataset.path = `contacts[${index}].${one.dataset.name}`)));
    if (isFewer) more.focus();
  };
  const add = (contact, isNew) => {
    list.append(contactRow(contact, changed));
    changed();
    if (isNew) list.lastElementChild.querySelector("select").focus();
  };
  contacts.forEach((contact) => add(contact));
  const of = (row) => Object.fromEntries([...row.querySelectorAll("[data-name]")].map((one) => [one.dataset.name, one.value.trim()]).filter(([, value]) => value));
  return { element: h("section", { class: "card" }, h("h2", {}, say("contacts")), h("p", { class: "soft" }, say("contactsText")), list, more), read: () => [...list.children].map(of) };
}

/** The fields of a customer. */
function fieldsOf({ party = {}, delivery = {}, latePayment = {}, ...customer }) {
  const text = (path, label, value, more, field_) => field(say(label), input(path, value, more), field_);
  return [
    h(
      "section",
      { class: "card" },
      h("h2", {}, say("customerWho")),
      h(
        "div",
        { class: "step-fields" },
        text("party.name", "name", party.name, {}, { kind: "wide-field" }),
        field(say("kind"), choice("party.kind", party.kind ?? "business", options(KINDS))),
        text("party.address.line1", "street", party.address?.line1),
        text("party.address.line2", "street2", party.address?.line2),
        text("party.address.postalCode", "postalCode", party.address?.postalCode),
        text("party.address.city", "city", party.address?.city),
        text("party.country", "country", party.country ?? administration().supplier?.country ?? "NL", { maxlength: 2 }),
        text("party.vatId", "vatId", party.vatId),
        field(say("size"), choice("size", customer.size, options(SIZES, say("unsaid"), (word) => say(`size.${word}`))), { hint: say("sizeHint") }),
      ),
      group(say("companyId"), text("party.companyId.scheme", "scheme", party.companyId?.scheme, { placeholder: "0106" }, { hint: say("schemeHint") }), text("party.companyId.value", "number", party.companyId?.value)),
      group(say("contactPoint"), text("party.contact.name", "contactName", party.contact?.name), text("party.contact.email", "mailAddress", party.contact?.email, { type: "email" }), text("party.contact.phone", "phoneNumber", party.contact?.phone, { type: "tel" })),
    ),
    h(
      "section",
      { class: "card" },
      h("h2", {}, say("customerInvoices")),
      field(say("standingNote"), area("note", customer.note), { hint: say("standingNoteHint") }),
      h(
        "div",
        { class: "step-fields" },
        field(say("deliveryWay"), choice("delivery.way", delivery.way, options(WAYS, say("bySize"), (word) => say(`way.${word}`))), { hint: say("deliveryWayHint") }),
        field(say("profile"), choice("delivery.profile", delivery.profile, options(Object.keys(PROFILES), say("ofAccessPoint"), (word) => PROFILES[word])), { hint: say("profileHint") }),
        field(say("documentLanguage"), choice("party.locale", party.locale, languages(party.locale))),
        field(say("itemsBy"), choice("consolidate", customer.consolidate, options(["customer", "item"], say("byMonthUsual"), (word) => say(`by.${word}`))), { hint: say("itemsByHint") }),
      ),
      group(say("endpoint"), text("party.endpoint.scheme", "scheme", party.endpoint?.scheme, { placeholder: "0106" }, { hint: say("endpointHint") }), text("party.endpoint.value", "number", party.endpoint?.value)),
      group(say("consent"), text("delivery.consent.on", "on", delivery.consent?.on, { type: "date" }), text("delivery.consent.source", "consentSource", delivery.consent?.source, {}, { hint: say("consentHint") })),
    ),
    h(
      "section",
      { class: "card" },
      h("h2", {}, say("customerLate")),
      h(
        "div",
        { class: "step-fields" },
        text("latePayment.contractDate", "contractDate", latePayment.contractDate, { type: "date" }),
        text("latePayment.agreed.interestRate", "agreedRate", latePayment.agreed?.interestRate, { inputmode: "decimal", "data-as": "decimal" }),
        text("latePayment.agreed.costsPercent", "agreedCosts", latePayment.agreed?.costsPercent, { inputmode: "decimal", "data-as": "decimal" }),
        field(say("agreedTerm"), flag("latePayment.agreed.term", latePayment.agreed?.term, say("unsaid"))),
      ),
    ),
  ];
}

/** The languages of documents; one that is none of ours stays. */
function languages(locale) {
  const known = Object.entries(LANGUAGES);
  const own = locale && !(locale in LANGUAGES) ? [[locale, locale]] : [];
  return [["", say("unsaid")], ...known, ...own];
}

/** What a customer was, with what the form says instead. */
async function change(id, patch, etag) {
  const kept = await call("PATCH", `/v1/customers/${id}`, { body: patch, etag });
  return kept.etag;
}

/** Shows the form of a customer, or of a new one. */
export async function customerForm(place, id) {
  const before = id && (await call("GET", `/v1/customers/${encodeURIComponent(id)}`));
  const old = before?.body ?? {};
  const contacts = contactFields(old.contacts ?? []);
  const problem = problemOf();
  const key = crypto.randomUUID();
  const body = () => {
    // The rows of contacts are read as a list.
    const { party, ...rest } = Object.fromEntries(Object.entries(said(form)).filter(([name]) => !name.startsWith("contacts[")));
    return { ...rest, party: { ...party, country: party.country?.toUpperCase() ?? null }, contacts: contacts.read() };
  };
  const act = async () => {
    if (!before) {
      const made = await post("/v1/customers", bodyOf(body()), key);
      location.hash = `#/customers/${made.id}`;
      return toast(say("done"));
    }
    const patch = patchOf(body(), old);
    const etag = await change(id, patch, before.etag);
    location.hash = `#/customers/${id}`;
    const undo = async () => {
      await change(id, inverse(patch, old), etag);
      // The page shows what it was anew.
      dispatchEvent(new HashChangeEvent("hashchange"));
    };
    toast(say("done"), { undo });
  };
  const submit = (event) => {
    event.preventDefault();
    const missing = NEEDED.filter((path) => !form.querySelector(`[data-path="${path}"]`).value.trim()).map(unfilled);
    return attempt(form, problem, act, { missing });
  };
  const back = id ? `#/customers/${id}` : "#/customers";
  const buttons = h("div", { class: "buttons" }, saveOrLeave(back));
  const form = h("form", { class: "long", novalidate: true, onsubmit: submit }, problem, fieldsOf(old), contacts.element, buttons);
  put(place, h("p", {}, h("a", { href: back }, `← ${id ? old.party.name : say("customers")}`)), h("h1", {}, say(id ? "customerChange" : "customerNew")), form);
  form.querySelector("input").focus();
}
