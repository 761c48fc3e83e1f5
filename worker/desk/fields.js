// Fields of the longer forms: each with its label, its hint, and below it what is wrong with it. Each has the path of what it says, so that what
// they say together is the body of a request, and each finding of the service has its field.

import { Refused } from "./api.js";
import { fault, h, put } from "./dom.js";
import { decimal } from "./format.js";
import { say } from "./say.js";

let made = 0;

/** A field with its label and hint, and below it what is wrong. */
export function field(label, input, { kind = "", hint } = {}) {
  input.id ||= `field-${++made}`;
  const [hintId, faultId] = [`${input.id}-hint`, `${input.id}-fault`];
  input.setAttribute("aria-describedby", hint ? `${hintId} ${faultId}` : faultId);
  return h("div", { class: `cell-field ${kind}` }, h("label", { for: input.id }, label), input, hint && h("p", { class: "hint", id: hintId }, hint), h("p", { class: "fault", id: faultId, hidden: true }));
}

/** An input for what stands at a path. */
export const input = (path, value, more) => h("input", { "data-path": path, value: value ?? "", autocomplete: "off", ...more });

/** A text of several lines for what stands at a path. */
export const area = (path, value, more) => h("textarea", { "data-path": path, rows: 3, value: value ?? "", ...more });

/** A choice for what stands at a path, of `[word, text]`; the empty word says nothing. */
export const choice = (path, value, options, more) =>
  h("select", { "data-path": path, ...more }, options.map(([word, text]) => h("option", { value: word, selected: word === String(value ?? "") }, text)));

/** A choice of yes and no; with `none` nothing can be said, too. */
export const flag = (path, value, none) => choice(path, value, [...(none ? [["", none]] : []), ["true", say("yes")], ["false", say("no")]], { "data-as": "flag" });

/** Fields that belong together. */
export const group = (legend, ...fields) => h("fieldset", { class: "step" }, h("legend", {}, legend), h("div", { class: "step-fields" }, fields));

/** What a field says, as the service takes it; null where it is empty. */
function valueOf({ value, dataset: { as } }) {
  const text = value.trim();
  if (text === "") return null;
  if (as === "flag") return text === "true";
  if (as === "decimal") return decimal(text);
  return as === "number" && /^\d+$/.test(text) ? Number(text) : text;
}

/** What the fields of a form say, at their paths; null for what is empty. */
export function said(form) {
  const body = {};
  for (const one of form.querySelectorAll("[data-path]")) {
    const steps = one.dataset.path.split(".");
    const last = steps.pop();
    let place = body;
    for (const step of steps) place = place[step] ??= {};
    place[last] = valueOf(one);
  }
  return body;
}

const isGroup = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** The same as a merge patch (RFC 7396) on what was there: a group of which nothing is left goes as a whole. */
export function patchOf(body, before = {}) {
  const patch = {};
  for (const [name, value] of Object.entries(body)) {
    if (!isGroup(value)) {
      patch[name] = value;
      continue;
    }
    const inner = patchOf(value, before[name] ?? undefined);
    const rest = Object.keys(before[name] ?? {}).filter((key) => !(key in inner));
    patch[name] = rest.length === 0 && Object.values(inner).every((one) => one === null) ? null : inner;
  }
  return patch;
}

/** The same for something new: what is empty is not said. */
export function bodyOf(body) {
  const kept = Object.entries(body).map(([name, value]) => [name, isGroup(value) ? bodyOf(value) : value]);
  const full = kept.filter(([, value]) => value !== null && !(isGroup(value) && Object.keys(value).length === 0) && !(Array.isArray(value) && value.length === 0));
  return Object.fromEntries(full);
}

/** The patch that takes another one back. */
export function inverse(patch, before = {}) {
  const undone = ([name, value]) => [name, isGroup(value) && isGroup(before[name]) ? inverse(value, before[name]) : (before[name] ?? null)];
  return Object.fromEntries(Object.entries(patch).map(undone));
}

/** Whether what is found at a path is about a field, or a part of it. */
const isOf = (found, path) => found === path || found.startsWith(`${path}.`) || found.startsWith(`${path}[`);

/** Puts each finding to the field of its path, and what has none into the notice; gives the first field. `place` names the field of a path. */
export function mark(form, problem, findings, place = (path) => path) {
  for (const one of form.querySelectorAll("[data-path]")) {
    const own = findings.filter(({ path }) => isOf(place(path), one.dataset.path));
    fault(one, one.parentElement.querySelector(".fault"), own.map(({ message }) => message));
    findings = findings.filter((finding) => !own.includes(finding));
  }
  put(problem, findings.map(({ path, message }) => h("p", {}, path ? `${message} (${place(path)})` : message)));
  problem.hidden = findings.length === 0;
  return form.querySelector("[aria-invalid=true]");
}

/** The finding that a field is not filled in. */
export const unfilled = (path) => ({ path, message: say("fieldMissing") });

/**
 * Does what a form is for, one attempt at a time: `act()`. What is `missing` and what the service refuses stands at its field, and the first one
 * gets the focus.
 */
export async function attempt(form, problem, act, { missing = [], place } = {}) {
  const button = form.querySelector("button:not([type=button])");
  if (missing.length > 0) return void mark(form, problem, missing, place)?.focus();
  button.disabled = true;
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const first = mark(form, problem, error.faults, place);
    if (first) first.focus();
    else problem.scrollIntoView({ block: "center" });
  } finally {
    button.disabled = false;
  }
}

/** The place for what is wrong with no field. */
export const problemOf = () => h("div", { class: "notice bad", role: "alert", hidden: true });

/** The buttons that keep what a form says, and leave it. */
export const saveOrLeave = (href) => [h("button", {}, say("save")), h("a", { class: "button second", href }, say("cancel"))];
