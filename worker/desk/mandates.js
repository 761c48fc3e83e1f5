// Mandates of customers: those for direct debits through the bank, asked for, signed on paper, used and revoked; and those that a payment service
// keeps, under which it collects by itself. A mandate is revoked for good.

import { doing, ofRow, onField } from "./actions.js";
import { all, post, remove } from "./api.js";
import { keepsMandates } from "./books.js";
import { batches } from "./collect.js";
import { h, put } from "./dom.js";
import { day, moment } from "./format.js";
import { listed } from "./paged.js";
import { say } from "./say.js";
import "./phrases-mandates.js";

const COLOURS = { requested: "warn", active: "good", used: "good" };

/** An account number in groups of four, as it stands on a card. */
const grouped = (iban) => iban.replace(/(.{4})(?=.)/g, "$1 ");
const badge = (state) => h("span", { class: `badge ${COLOURS[state] ?? ""}` }, say(`mandate.${state}`));

/** What was done with a mandate last. */
const dated = ({ signedOn, usedOn }) => (usedOn ? say("mandateUsed", { day: day(usedOn) }) : signedOn ? say("mandateSigned", { day: day(signedOn) }) : "");

/** The buttons of a mandate. */
function buttons({ id, reference, state }, again, ...more) {
  const door = `/v1/mandates/${id}`;
  const { value: signedOn, ...on } = onField();
  const fields = [{ ...on, name: "signedOn", label: say("signedOn"), value: signedOn, required: true }];
  const sign = state === "requested" && doing("mandateSign", again, { fields, act: (values, key) => post(`${door}/sign`, values, key) });
  const revoke = state !== "revoked" && doing("mandateRevoke", again, { bad: true, act: () => remove(door) });
  return ofRow(reference, ...[sign, ...more, revoke].filter(Boolean));
}

/** The button that hands a signed mandate over to a payment service. */
function handOver({ id, customerId, state }, again) {
  if (!keepsMandates() || (state !== "active" && state !== "used")) return undefined;
  return doing("mandateHandOver", again, { act: (_, key) => post(`/v1/customers/${customerId}/paymentMandates`, { mandateId: id }, key) });
}

/** The button that asks for a mandate of a customer, or keeps one that is signed. */
function make({ id, party }, again) {
  const fields = [
    { name: "iban", label: say("mandateIban"), required: true },
    { name: "accountHolder", label: say("accountHolder"), value: party.name },
    { name: "bic", label: say("bic"), hint: say("bicHint") },
    { name: "scheme", label: say("mandateScheme"), options: ["core", "b2b"].map((word) => [word, say(`scheme.${word}`)]) },
    { name: "reference", label: say("reference"), hint: say("mandateReferenceHint") },
    { name: "signedOn", label: say("signedOn"), type: "date", hint: say("signedOnHint") },
  ];
  return doing("mandateNew", again, { fields, act: (values, key) => post("/v1/mandates", { customerId: id, ...values }, key) });
}

/** A row of a list: what it is, its state, what is said of it, and its buttons. */
const row = (what, state, more, actions) => h("li", { class: "kept-row" }, h("div", {}, h("strong", {}, what), " ", badge(state), h("p", { class: "soft" }, more)), actions);

/** The mandates of a customer. */
export async function mandatesOf(customer, again) {
  const [own, kept] = await Promise.all([all(`/v1/mandates?${new URLSearchParams({ customer: customer.id })}`), all(`/v1/customers/${customer.id}/paymentMandates`)]);
  const signed = (mandate) => row(grouped(mandate.iban), mandate.state, [mandate.reference, say(`scheme.${mandate.scheme}`), dated(mandate)].filter(Boolean).join(" · "), buttons(mandate, again, handOver(mandate, again)));
  const atService = ({ id, provider, providerId, method, state, createdAt }) => {
    const revoke = state !== "revoked" && doing("mandateRevoke", again, { bad: true, act: () => remove(`/v1/paymentMandates/${id}`) });
    return row(`${provider} ${method ?? ""}`, state, `${providerId} · ${moment(createdAt)}`, revoke && ofRow(providerId, revoke));
  };
  return h("section", { class: "card" }, h("h2", {}, say("mandates")), h("ul", { class: "kept" }, own.map(signed), kept.map(atService)), h("div", { class: "buttons" }, make(customer, again)));
}

/** Shows all mandates for direct debits. */
export async function mandatesPage(place) {
  const again = () => mandatesPage(place);
  const cells = (mandate) => [
    h("a", { href: `#/customers/${mandate.customerId}` }, mandate.accountHolder),
    h("div", {}, grouped(mandate.iban), h("small", {}, mandate.reference)),
    h("div", {}, badge(mandate.state), h("small", {}, ` ${dated(mandate)}`)),
    buttons(mandate, again),
  ];
  const list = await listed({ name: "mandates", path: "/v1/mandates?newest=true", heads: ["customer", "accountNumber", "state", "actions"], row: cells, none: "mandatesNone" });
  put(place, h("h1", {}, say("mandates")), h("p", {}, say("mandatesText")), list, h("h2", {}, say("directDebits")), h("p", {}, say("directDebitsText")), await batches());
}
