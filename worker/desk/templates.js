// Own wording of letters with a live preview: the service writes the letter for a real invoice, with the wording that stands in the form,
// and says what the law misses in it.

import { doing } from "./actions.js";
import { Refused, all, call, patch, post, remove } from "./api.js";
import { h, put, toast } from "./dom.js";
import { live } from "./live.js";
import { LANGUAGES, say } from "./say.js";

/** The names that own wordings can have: those of the steps of the policies. */
function names(policies) {
  return [...new Set(policies.flatMap(({ policy }) => policy.steps.map(({ id, template }) => template ?? id)))];
}

function preview(form, invoices) {
  const place = h("div", { class: "letter", role: "status", "aria-label": say("preview") });
  const { now, later } = live(async (isNewest) => {
    const { invoice, name, language, subject, text } = Object.fromEntries(new FormData(form));
    if (!invoice || !name) return;
    const own = subject.trim() || text.trim() ? { subject, text } : {};
    try {
      const letter = (await call("POST", `/v1/invoices/${invoice}/letter`, { body: { name, ...(language && { language }), ...own } })).body;
      if (isNewest()) put(place, h("h4", {}, letter.subject), h("p", {}, letter.text));
    } catch (error) {
      if (!isNewest()) return;
      const lines = error instanceof Refused ? error.sentences : [say("offline")];
      put(place, h("ul", { class: "fault" }, lines.map((line) => h("li", {}, line))));
    }
  });
  form.addEventListener("input", later);
  if (invoices.length) queueMicrotask(now);
  else put(place, h("p", { class: "soft" }, say("previewNone")));
  return place;
}

const labelled = (id, label, element) => h("div", { class: "field" }, h("label", { for: id }, label), element);

/** The section of own wordings. */
export async function templates(policies, { items }) {
  const invoices = items.filter(({ type }) => type !== "creditNote");
  const section = h("section", { class: "card" });
  const show = async () => {
    const kept = (await all("/v1/templates")).filter(({ draft }) => !draft);
    const option = (value, text, selected) => h("option", { value, selected }, text);
    const subject = h("input", { id: "template-subject", name: "subject" });
    const text = h("textarea", { id: "template-text", name: "text", rows: 10 });
    const form = h(
      "form",
      { novalidate: true },
      h(
        "div",
        { class: "pair" },
        labelled("template-name", say("step"), h("select", { id: "template-name", name: "name" }, names(policies).map((name) => option(name, name, name === "reminder")))),
        labelled("template-language", say("language"), h("select", { id: "template-language", name: "language" }, [option("", say("all")), ...Object.entries(LANGUAGES).map(([code, name]) => option(code, name))])),
        labelled("template-invoice", say("previewFor"), h("select", { id: "template-invoice", name: "invoice" }, invoices.map(({ id, number, customerName }) => option(id, `${number ?? ""} ${customerName ?? ""}`)))),
      ),
      labelled("template-subject", say("subject"), subject),
      labelled("template-text", say("text"), text),
      h("button", {}, say("save")),
    );
    // A wording is one for its name and language: what is there already is changed.
    const same = ({ name, language = "" }) => name === form.elements.name.value && language === form.elements.language.value;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const { name, language, subject, text } = Object.fromEntries(new FormData(form));
      const body = { name, ...(language && { language }), subject, text };
      const before = kept.find(same);
      try {
        if (before) await patch(`/v1/templates/${before.id}`, body, "*");
        else await post("/v1/templates", body);
        await show();
        const undo = async () => (await patch(`/v1/templates/${before.id}`, { subject: before.subject, text: before.text }, "*"), await show());
        toast(say("done"), before && { undo });
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        toast(say("failed", { why: error.words }), { bad: true });
      }
    });
    const rows = kept.map(({ id, name, language, subject, text }) => {
      const undo = () => post("/v1/templates", { name, ...(language && { language }), subject, text });
      const drop = doing("templateRemove", show, { act: () => remove(`/v1/templates/${id}`), undo });
      const edit = () => {
        Object.assign(form.elements.name, { value: name });
        Object.assign(form.elements.language, { value: language ?? "" });
        Object.assign(form.elements.subject, { value: subject });
        Object.assign(form.elements.text, { value: text });
        form.dispatchEvent(new Event("input"));
        form.elements.subject.focus();
      };
      return h("li", {}, h("strong", {}, name), ` ${language ?? ""} – ${subject} `, h("button", { class: "second", type: "button", onclick: edit }, say("templateEdit")), " ", drop);
    });
    put(section, h("h2", {}, say("templates")), h("p", {}, say("templatesText")), rows.length > 0 && h("ul", { class: "kept" }, rows), policies.length > 0 && h("div", { class: "columns" }, form, h("div", {}, h("h3", {}, say("preview")), preview(form, invoices))));
  };
  await show();
  return section;
}
