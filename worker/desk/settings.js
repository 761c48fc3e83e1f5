// Settings of the administration: the seller, what goes by itself, and what customers may choose; with the keys of the API, payment services, e-mail and
// the access point. Secrets are taken and never shown. It takes a key that may change the administration.

import { call } from "./api.js";
import { load } from "./books.js";
import { carriers } from "./carriers.js";
import { h, put, toast } from "./dom.js";
import { endpoints } from "./endpoints.js";
import { attempt, choice, field, flag, group, input, inverse, patchOf, problemOf, said, unfilled } from "./fields.js";
import { keysSection } from "./keys.js";
import { say } from "./say.js";
import "./phrases-settings.js";

const DOOR = "/v1/administration";
const WAYS = ["email", "portal", "structured", "post"];
/** What is taken and never shown. */
const SECRETS = ["stripeSecretKey", "stripeWebhookSecret", "mollieApiKey"];
const NEEDED = ["name"];

const text = (path, label, value, more, field_) => field(say(label), input(path, value, more), field_);
const card = (title, ...children) => h("section", { class: "card" }, h("h2", {}, say(title)), children);

/** The first way to pay of a kind: of transfers the account to which customers pay, of direct debits who collects. */
const wayOf = (methods = [], wanted) => methods.find(({ kind }) => kind === wanted);

/** The seller, as its invoices name it. */
function seller({ supplier = {}, paymentMethods, paymentTerms, currency, name }) {
  const [account, debit] = ["creditTransfer", "directDebit"].map((kind) => wayOf(paymentMethods, kind));
  return card(
    "seller",
    h("p", { class: "soft" }, say("sellerText")),
    h(
      "div",
      { class: "step-fields" },
      text("supplier.name", "name", supplier.name, {}, { kind: "wide-field" }),
      text("supplier.address.line1", "street", supplier.address?.line1),
      text("supplier.address.postalCode", "postalCode", supplier.address?.postalCode),
      text("supplier.address.city", "city", supplier.address?.city),
      text("supplier.country", "country", supplier.country, { maxlength: 2 }),
      text("supplier.vatId", "vatId", supplier.vatId),
    ),
    group(say("companyId"), text("supplier.companyId.scheme", "scheme", supplier.companyId?.scheme, { placeholder: "0106" }, { hint: say("schemeHint") }), text("supplier.companyId.value", "number", supplier.companyId?.value)),
    group(say("contactPoint"), text("supplier.contact.name", "contactName", supplier.contact?.name), text("supplier.contact.email", "mailAddress", supplier.contact?.email, { type: "email" }), text("supplier.contact.phone", "phoneNumber", supplier.contact?.phone, { type: "tel" })),
    group(say("usual"), text("iban", "iban", account?.iban), text("paymentTerms.netDays", "netDays", paymentTerms?.netDays, { "data-as": "number", inputmode: "numeric" }), text("currency", "currency", currency, { maxlength: 3, placeholder: "EUR" }), text("creditorId", "creditorId", debit?.creditorId, {}, { hint: say("creditorIdHint") })),
    text("name", "administrationName", name, {}, { hint: say("administrationNameHint") }),
  );
}

/** What goes by itself, and how money is booked. */
function byItself(kept) {
  const words = (of, none, name) => [["", none], ...of.map((word) => [word, say(`${name}.${word}`)])];
  return card(
    "byItself",
    h(
      "div",
      { class: "step-fields" },
      field(say("itemBilling"), choice("itemBilling", kept.itemBilling, words(["draft", "issue", "send"], say("billing.none"), "billing")), { hint: say("itemBillingText") }),
      field(say("latePaymentNote"), flag("latePaymentNote", kept.latePaymentNote), { hint: say("latePaymentNoteHint") }),
      field(say("creditEarned"), flag("creditEarnedDiscounts", kept.creditEarnedDiscounts), { hint: say("creditEarnedHint") }),
      text("discountGraceDays", "graceDays", kept.discountGraceDays, { "data-as": "number", inputmode: "numeric" }, { hint: say("graceDaysHint") }),
      field(say("paymentOrder"), choice("paymentOrder", kept.paymentOrder, ["principalFirst", "costsFirst"].map((word) => [word, say(`order.${word}`)])), { hint: say("paymentOrderHint") }),
    ),
    group(say("tolerance"), text("paymentTolerance.amount", "amountField", kept.paymentTolerance?.amount, { inputmode: "decimal", "data-as": "decimal" }, { hint: say("toleranceHint") }), text("paymentTolerance.currency", "currency", kept.paymentTolerance?.currency, { maxlength: 3, placeholder: "EUR" })),
  );
}

/** What customers may choose, and what they get for it. */
function choices(kept) {
  const box = (word) => h("label", { class: "choice" }, h("input", { type: "checkbox", value: word, name: "deliveryChoices", checked: kept.deliveryChoices?.includes(word) }), say(`way.${word}`));
  return card(
    "customerChoices",
    h("fieldset", { class: "field" }, h("legend", {}, say("deliveryChoices")), WAYS.map(box), h("p", { class: "hint" }, say("deliveryChoicesHint"))),
    group(say("incentive"), text("eInvoicingIncentive.amount", "amountField", kept.eInvoicingIncentive?.amount, { inputmode: "decimal", "data-as": "decimal" }, { hint: say("incentiveHint") }), text("eInvoicingIncentive.currency", "currency", kept.eInvoicingIncentive?.currency, { maxlength: 3, placeholder: "EUR" })),
  );
}

/** Keys of payment services. */
function services({ paymentServices = [], stripeWebhook }) {
  const secret = (name) => text(name, name, "", { type: "password", autocomplete: "new-password" });
  const there = [...paymentServices, ...(stripeWebhook ? [say("stripeWebhookSecret")] : [])].join(", ");
  return card("paymentServices", h("p", { class: "soft" }, say("secretsText"), there && ` ${say("secretsKept", { what: there })}`), h("div", { class: "step-fields" }, SECRETS.map(secret)));
}

/** What the form says, as a patch on what is kept. */
function patchFrom(form, kept) {
  const { iban, creditorId, stripeSecretKey, stripeWebhookSecret, mollieApiKey, currency, ...rest } = said(form);
  const secrets = Object.entries({ stripeSecretKey, stripeWebhookSecret, mollieApiKey }).filter(([, value]) => value);
  const before = kept.paymentMethods ?? [];
  const [transfer, debit] = ["creditTransfer", "directDebit"].map((kind) => wayOf(before, kind));
  const account = iban && { ...(transfer ?? { kind: "creditTransfer" }), iban };
  // What is collected goes to the same account, unless another one was stated for it.
  const own = debit && debit.iban !== transfer?.iban ? debit.iban : iban;
  const collector = creditorId && { ...(debit ?? { kind: "directDebit" }), iban: own, creditorId };
  const ways = [account, collector, ...before.filter((way) => way !== transfer && way !== debit)];
  const deliveryChoices = [...form.querySelectorAll("[name=deliveryChoices]:checked")].map(({ value }) => value);
  const upper = (place) => place && { ...place, currency: place.currency?.toUpperCase() ?? (place.amount ? "EUR" : null) };
  const body = {
    ...rest,
    supplier: { ...rest.supplier, country: rest.supplier.country?.toUpperCase() ?? null },
    currency: currency?.toUpperCase() ?? null,
    paymentTolerance: rest.paymentTolerance.amount ? upper(rest.paymentTolerance) : null,
    eInvoicingIncentive: rest.eInvoicingIncentive.amount ? upper(rest.eInvoicingIncentive) : null,
  };
  return { ...patchOf(body, kept), deliveryChoices, paymentMethods: ways.filter(Boolean), ...Object.fromEntries(secrets) };
}

/** The field of a path: account and creditor stand among the ways to pay. */
const placeOf = (path) => path.replace(/^paymentMethods\[\d+\]\.(iban|creditorId)$/, "$1");

/** Shows the settings. */
export async function settingsPage(place) {
  const { body: kept, etag } = await call("GET", DOOR);
  const problem = problemOf();
  const keep = async (patch, tag) => {
    const answer = await call("PATCH", DOOR, { body: patch, etag: tag });
    await load();
    return answer.etag;
  };
  const act = async () => {
    const patch = patchFrom(form, kept);
    const now = await keep(patch, etag);
    await settingsPage(place);
    place.querySelector("form button:not([type=button])").focus();
    // A secret that took the place of another one cannot be brought back.
    const back = inverse(Object.fromEntries(Object.entries(patch).filter(([name]) => !SECRETS.includes(name))), kept);
    const undo = async () => (await keep(back, now), await settingsPage(place));
    toast(say("done"), { undo });
  };
  const submit = (event) => {
    event.preventDefault();
    const missing = NEEDED.filter((path) => !form.querySelector(`[data-path="${path}"]`).value.trim()).map(unfilled);
    return attempt(form, problem, act, { missing, place: placeOf });
  };
  const form = h("form", { class: "long", novalidate: true, "aria-label": say("settings"), onsubmit: submit }, problem, seller(kept), byItself(kept), choices(kept), services(kept), h("div", { class: "buttons" }, h("button", {}, say("save"))));
  const more = h("section", { class: "card" }, h("h2", {}, say("audit")), h("p", {}, say("auditText")), h("a", { class: "button second", href: "#/audit" }, say("auditShow")));
  put(place, h("h1", {}, say("settings")), h("p", {}, say("settingsText")), form, carriers(), endpoints(), await keysSection(), more);
}
