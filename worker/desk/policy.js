// Changing a dunning policy: its steps as fields, with what it would do to a real invoice beside it, live. The service judges each step by
// the law while it is typed; what it finds stands at the step.

import { Refused, call, page, patch } from "./api.js";
import { addDays } from "./books.js";
import { h, put, toast } from "./dom.js";
import { amount, day } from "./format.js";
import { live } from "./live.js";
import { kindName, say } from "./say.js";

/** So far ahead a preview looks, and less where the law of later days is not known yet. */
const AHEAD_DAYS = [200, 120, 60, 30, 10];

const KINDS = ["email", "letter", "phoneTask", "formalNotice", "handOver"];
const TONES = ["friendly", "neutral", "firm", "strict"];
const CHARGES = ["nothing", "interest", "interestAndCosts"];
const NEW_STEP = { kind: "email", tone: "friendly", charges: "nothing", level: 1, offsetDays: 7 };

/** A labelled field of a step. */
function field(label, input) {
  return h("label", { class: "cell-field" }, h("span", {}, label), input);
}

function choice(name, value, words, text) {
  return h("select", { "data-name": name }, words.map((word) => h("option", { value: word, selected: word === value }, text(word))));
}

/** The fields of a step; the fault of the step stands below them. */
function stepRow(step, drop) {
  const input = (name, type, value) => h("input", { "data-name": name, type, value: value ?? "", inputmode: name === "minimumAmount" ? "decimal" : undefined });
  const fields = [
    field(say("step"), input("id", "text", step.id)),
    field(say("offsetDays"), input("offsetDays", "number", step.offsetDays)),
    field(say("what"), choice("kind", step.kind, KINDS, kindName)),
    field(say("level"), input("level", "number", step.level)),
    field(say("tone"), choice("tone", step.tone, TONES, (word) => say(`tone.${word}`))),
    field(say("charges"), choice("charges", step.charges ?? "nothing", CHARGES, (word) => say(`charges.${word}`))),
    field(say("minimumAmount"), input("minimumAmount", "text", step.minimumAmount)),
  ];
  const row = h("fieldset", { class: "step" }, h("legend", {}, step.id ?? say("stepNew")), h("div", { class: "step-fields" }, fields), h("p", { class: "fault", hidden: true, role: "status" }));
  row.append(h("button", { class: "second small", type: "button", onclick: () => (row.remove(), drop()) }, say("stepRemove")));
  row.step = step;
  return row;
}

/** A step as its fields say; what has no field stays. */
function said(row) {
  const step = { ...row.step };
  for (const input of row.querySelectorAll("[data-name]")) {
    const { name } = input.dataset;
    const value = input.value.trim();
    if (value === "") delete step[name];
    else step[name] = name === "offsetDays" || name === "level" ? Number(value) : value;
  }
  return step;
}

/** What the policy would do to an invoice, and the last day that was looked at where the law of later ones is not known; or what is wrong with it. */
async function preview({ id, issueDate }, policy) {
  for (const [index, days] of AHEAD_DAYS.entries()) {
    try {
      const body = { policy, from: issueDate, until: addDays(issueDate, days) };
      const { items } = (await call("POST", `/v1/invoices/${id}/simulate`, { body })).body;
      return { items, last: index > 0 ? body.until : undefined };
    } catch (error) {
      const isUnknown = error instanceof Refused && error.findings.some(({ code }) => code === "law.none");
      if (!isUnknown || index === AHEAD_DAYS.length - 1) throw error;
    }
  }
}

/** The fields of a whole policy: `read()` gives the rows of its steps, by their days, and the policy as they say. */
function policyFields(policy, later) {
  const name = h("input", { id: "policy-name", value: policy.name });
  const quiet = (word) => h("input", { type: "checkbox", id: `quiet-${word}`, checked: policy.quiet[word] });
  const [weekends, holidays] = [quiet("weekends"), quiet("holidays")];
  const steps = h("div", { class: "steps" }, policy.steps.map((step) => stepRow(step, later)));
  const problem = h("div", { class: "notice bad", role: "alert", hidden: true });
  const add = () => {
    const row = stepRow(NEW_STEP, later);
    steps.append(row);
    row.querySelector("input").focus();
    later();
  };
  const read = () => {
    const rows = [...steps.children].sort((one, other) => (said(one).offsetDays ?? 0) - (said(other).offsetDays ?? 0));
    return { rows, policy: { ...policy, name: name.value, quiet: { weekends: weekends.checked, holidays: holidays.checked }, steps: rows.map(said) } };
  };
  const box = (input, text) => h("label", { class: "choice", for: input.id }, input, text);
  const elements = [
    h("div", { class: "field" }, h("label", { for: "policy-name" }, say("policyName")), name),
    h("div", { class: "field" }, box(weekends, say("quietWeekends")), box(holidays, say("quietHolidays"))),
    problem,
    steps,
  ];
  return { elements, problem, add, read, focus: () => name.focus() };
}

/** Puts each finding to its step, and what belongs to none above them. */
function mark(rows, problem, findings) {
  const of = (path) => Number(/^policy\.steps\[(\d+)\]/.exec(path)?.[1] ?? -1);
  rows.forEach((row, index) => {
    const own = findings.filter(({ path }) => of(path) === index);
    const fault = row.querySelector(".fault");
    put(fault, own.map(({ message, fix }) => `${message} ${fix ?? ""}`).join(" "));
    fault.hidden = own.length === 0;
  });
  const rest = findings.filter(({ path }) => of(path) < 0 || of(path) >= rows.length).map(({ message }) => message);
  put(problem, rest.map((message) => h("p", {}, message)));
  problem.hidden = rest.length === 0;
}

/** What a policy would do, as a list of days. */
function planned({ items: actions, last }, currency) {
  const row = (action) => h("li", {}, h("strong", {}, day(action.on)), ` ${kindName(action.kind)} (${action.step}) ${amount(action.amounts.total, currency)}`, h("p", { class: "soft" }, action.because));
  return [actions.length ? h("ol", {}, actions.map(row)) : h("p", {}, say("nothing")), last && h("p", { class: "soft" }, say("policyLast", { day: day(last) }))];
}

/** Opens the form of a policy in a place; `then` follows when it was saved or left. */
export async function editPolicy(place, { id, policy }, then) {
  const { etag } = await call("GET", `/v1/policies/${id}`);
  const invoices = (await page("/v1/invoices?state=open", undefined, 20)).items.filter(({ type }) => type !== "creditNote");
  const chosen = h("select", { id: "policy-invoice" }, invoices.map((one) => h("option", { value: one.id }, `${one.number} ${one.customerName ?? ""}`)));
  const shown = h("div", { class: "letter plan", role: "status", "aria-label": say("policyPreview") });
  const failed = (rows, error) => {
    if (!(error instanceof Refused)) throw error;
    mark(rows, fields.problem, error.faults);
    // What stood there belongs to another policy.
    put(shown, h("p", { class: "soft" }, say("policyFaulty")));
  };
  const { now, later } = live(async (isNewest) => {
    const { rows, policy: body } = fields.read();
    const invoice = invoices.find((one) => one.id === chosen.value);
    if (!invoice) return put(shown, say("noMatch"));
    try {
      const seen = await preview(invoice, body);
      if (isNewest()) mark(rows, fields.problem, []), put(shown, planned(seen, invoice.currency));
    } catch (error) {
      if (isNewest()) failed(rows, error);
    }
  });
  const fields = policyFields(policy, later);
  const saveIt = async (event) => {
    event.preventDefault();
    const { rows, policy: body } = fields.read();
    try {
      const saved = await call("PATCH", `/v1/policies/${id}`, { body: { policy: body }, etag });
      await then();
      const undo = async () => (await patch(`/v1/policies/${id}`, { policy }, saved.etag), await then());
      toast(say("done"), { undo });
    } catch (error) {
      failed(rows, error);
    }
  };
  const buttons = h("div", { class: "buttons" }, h("button", { class: "second", type: "button", onclick: fields.add }, say("stepAdd")), h("button", {}, say("save")), h("button", { class: "second", type: "button", onclick: then }, say("cancel")));
  const form = h("form", { class: "policy-form", novalidate: true, onsubmit: saveIt, oninput: later }, fields.elements, buttons);
  const side = h("div", {}, h("h3", {}, say("policyPreview")), h("div", { class: "field" }, h("label", { for: "policy-invoice" }, say("previewFor")), chosen), shown);
  chosen.addEventListener("change", later);
  put(place, h("h2", {}, policy.name), h("p", {}, say("policyEditText")), h("div", { class: "columns" }, form, side));
  fields.focus();
  await now();
}
