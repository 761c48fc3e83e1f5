// Invoices that come again: templates with placeholders, of which a draft is made in other words each time, and series, which come by
// themselves. Their list, the form of a template, and the form that makes an invoice of one, with what it would be beside it.

import { doing, ofRow } from "./actions.js";
import { Refused, all, call, post, remove } from "./api.js";
import { administration } from "./books.js";
import { buyerFields } from "./buyer.js";
import { h, put, toast } from "./dom.js";
import { area, attempt, field, input, mark, problemOf, said, saveOrLeave, unfilled } from "./fields.js";
import { lines as shownLines } from "./invoice.js";
import { NEW_LINE, lineFields, placeOf } from "./line-fields.js";
import { live } from "./live.js";
import { say } from "./say.js";
import { seriesForm, seriesSection } from "./series.js";
import "./phrases-repeat.js";

/** What of a template the form decides over beside its lines. */
const OWN = ["buyerReference", "notes", "paymentTerms"];

/** The placeholders of a template in the order in which they stand, each with the places of its texts. */
function placeholders(value, place = "", found = new Map()) {
  if (typeof value === "string") {
    for (const [, name] of value.matchAll(/\{([a-zA-Z0-9]+)\}/g)) found.set(name, [...(found.get(name) ?? []), place]);
  } else if (Array.isArray(value)) {
    value.forEach((one, index) => placeholders(one, `${place}[${index}]`, found));
  } else if (value) {
    for (const [name, one] of Object.entries(value)) placeholders(one, place ? `${place}.${name}` : name, found);
  }
  return found;
}

/** Braces for the brackets of a phrase: between its own braces stands what is filled in. */
const braced = (text) => text.replace(/\[(\w+)\]/g, "{$1}");
const braces = (names) => names.map((name) => `{${name}}`).join(", ");

/** The section of templates. */
function templatesSection(templates, again) {
  const row = ({ id, name, draft }) => {
    const drop = doing("templateDrop", again, { act: () => remove(`/v1/templates/${id}`), undo: () => post("/v1/templates", { name, draft }) });
    const names = [...placeholders(draft).keys()];
    return h(
      "li",
      { class: "kept-row" },
      h("div", {}, h("strong", {}, name), h("p", { class: "soft" }, draft.lines?.map((line) => line.name).join(", "), names.length > 0 && h("small", {}, ` ${braces(names)}`))),
      ofRow(name, h("a", { class: "button", href: `#/repeat/${id}?use` }, say("templateUse")), h("a", { class: "button second", href: `#/repeat/${id}` }, say("policyEdit")), drop),
    );
  };
  const list = templates.length ? h("ul", { class: "kept" }, templates.map(row)) : h("p", { class: "soft" }, say("templatesNone"));
  return h("section", { class: "card" }, h("div", { class: "title" }, h("h2", {}, say("invoiceTemplates")), h("a", { class: "button", href: "#/repeat/new" }, say("templateNew"))), h("p", {}, say("invoiceTemplatesText")), list);
}

/** Shows templates and series. */
async function list(place) {
  const again = () => list(place);
  const [templates, series] = await Promise.all([all("/v1/templates"), seriesSection(again)]);
  put(place, h("h1", {}, say("repeat")), templatesSection(templates.filter(({ draft }) => draft), again), series);
}

/** Shows the form of a template, or of a new one. */
async function templateForm(place, id) {
  const before = id && (await call("GET", `/v1/templates/${encodeURIComponent(id)}`));
  const old = before?.body.draft ?? { currency: administration().currency ?? "EUR", lines: [NEW_LINE] };
  const problem = problemOf();
  const key = crypto.randomUUID();
  const found = h("p", { role: "status" });
  const lines = lineFields(old.lines, () => show());
  const name = input("name", before?.body.name);
  const more = h(
    "div",
    { class: "step-fields" },
    field(say("yourReference"), input("buyerReference", old.buyerReference)),
    field(say("netDays"), input("paymentTerms.netDays", old.paymentTerms?.netDays, { "data-as": "number", inputmode: "numeric" }), { hint: say("netDaysHint") }),
    field(say("noteOnInvoice"), area("notes", old.notes?.join("\n\n")), { kind: "wide-field" }),
  );
  const draft = () => {
    const { notes, paymentTerms, buyerReference } = said(more);
    const { netDays } = paymentTerms;
    // Terms that say more than days stay as they are where their days do.
    const terms = netDays === null ? (old.paymentTerms?.netDays === undefined ? old.paymentTerms : undefined) : { ...old.paymentTerms, netDays };
    const rest = Object.entries(old).filter(([one]) => !OWN.includes(one));
    return { ...Object.fromEntries(rest), ...(buyerReference && { buyerReference }), ...(notes && { notes: notes.split(/\n{2,}/) }), ...(terms && { paymentTerms: terms }), lines: lines.read() };
  };
  const show = () => {
    const names = [...placeholders(draft()).keys()];
    put(found, names.length ? say("placeholders", { names: braces(names) }) : say("placeholdersNone"));
  };
  const act = async () => {
    const body = { name: name.value.trim(), draft: draft() };
    if (!before) {
      await post("/v1/templates", body, key);
      location.hash = "#/repeat";
      return toast(say("done"));
    }
    const gone = Object.fromEntries(Object.keys(old).filter((one) => !(one in body.draft)).map((one) => [one, null]));
    const { etag } = await call("PATCH", `/v1/templates/${id}`, { body: { ...body, draft: { ...body.draft, ...gone } }, etag: before.etag });
    location.hash = "#/repeat";
    const new_ = Object.fromEntries(Object.keys(body.draft).filter((one) => !(one in old)).map((one) => [one, null]));
    const undo = async () => {
      await call("PATCH", `/v1/templates/${id}`, { body: { name: before.body.name, draft: { ...old, ...new_ } }, etag });
      dispatchEvent(new HashChangeEvent("hashchange"));
    };
    toast(say("done"), { undo });
  };
  const submit = (event) => {
    event.preventDefault();
    return attempt(form, problem, act, { missing: [...(name.value.trim() ? [] : [unfilled("name")]), ...lines.missing()], place: placeOf });
  };
  const form = h(
    "form",
    { class: "compose", novalidate: true, onsubmit: submit, oninput: show },
    problem,
    h("section", { class: "card" }, field(say("templateName"), name, { hint: say("templateNameHint") })),
    lines.element,
    h("section", { class: "card" }, more, found, h("div", { class: "buttons" }, saveOrLeave("#/repeat"))),
  );
  put(place, h("p", {}, h("a", { href: "#/repeat" }, `← ${say("repeat")}`)), h("h1", {}, say(before ? "templateChange" : "templateNew")), h("p", {}, braced(say("templateFormText"))), form);
  show();
  name.focus();
}

/** Shows the form that makes an invoice of a template. */
async function useTemplate(place, id) {
  const [{ body: template }, customers] = await Promise.all([call("GET", `/v1/templates/${encodeURIComponent(id)}`), all("/v1/customers")]);
  const known = placeholders(template.draft);
  const door = `/v1/templates/${id}`;
  const problem = problemOf();
  const key = crypto.randomUUID();
  const seen = h("div", { role: "status", "aria-label": say("templatePreview") });
  const fields = [...known.keys()].map((name) => field(`{${name}}`, input(`values.${name}`)));
  const values = () => Object.fromEntries([...known.keys()].map((name) => [name, form.querySelector(`[data-path="values.${name}"]`).value.trim()]));
  // What does not fit where a placeholder stands is said at the placeholder.
  const placed = (path) => {
    const place = path.replace(/^draft\./, "");
    const [name] = [...known].find(([, places]) => places.includes(place)) ?? [];
    return name ? `values.${name}` : placeOf(path);
  };
  const preview = live(async (isNewest) => {
    const said = values();
    const missing = Object.entries(said).filter(([, value]) => !value).map(([name]) => name);
    if (missing.length) return put(seen, h("p", { class: "soft" }, say("previewMissing", { names: braces(missing) })));
    const customerId = buyer.knownId();
    try {
      const { body: invoice } = await call("POST", `${door}/preview`, { body: { values: said, ...(customerId && { customerId }) } });
      if (isNewest()) mark(form, problem, []), put(seen, shownLines(invoice), invoice.notes && h("section", { class: "card said" }, invoice.notes.join("\n\n")));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (isNewest()) mark(form, problem, error.faults, placed), put(seen, h("p", { class: "soft" }, "–"));
    }
  });
  const buyer = buyerFields(customers, { shown: preview.later });
  const act = async () => {
    const customerId = await buyer.id();
    const { id: made } = await post(`${door}/draft`, { values: values(), customerId }, key);
    location.hash = `#/invoices/${made}`;
    toast(say("done"));
  };
  const submit = (event) => {
    event.preventDefault();
    const empty = Object.entries(values()).filter(([, value]) => !value).map(([name]) => unfilled(`values.${name}`));
    return attempt(form, problem, act, { missing: [...(buyer.name() ? [] : [unfilled("name")]), ...empty], place: placed });
  };
  const form = h(
    "form",
    { novalidate: true, onsubmit: submit, oninput: preview.later },
    problem,
    buyer.element,
    h("section", { class: "card" }, h("h2", {}, say("templateValues")), fields.length ? h("div", { class: "step-fields" }, fields) : h("p", { class: "soft" }, say("placeholdersNone")), h("div", { class: "buttons" }, h("button", {}, say("keepDraft")), h("a", { class: "button second", href: "#/repeat" }, say("cancel")))),
  );
  const side = h("div", {}, seen);
  put(place, h("p", {}, h("a", { href: "#/repeat" }, `← ${say("repeat")}`)), h("h1", {}, say("templateUse"), h("small", {}, template.name)), h("div", { class: "columns" }, form, side));
  form.querySelector("input").focus();
  await preview.now();
}

/** Shows the list, a form, or the form that makes an invoice. */
export function repeatPage(place, part, query) {
  if (!part) return list(place);
  if (part === "series" || part.startsWith("rec_")) return seriesForm(place, part === "series" ? undefined : part, query);
  if (query.has("use")) return useTemplate(place, part);
  return templateForm(place, part === "new" ? undefined : part);
}
