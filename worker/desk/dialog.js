// A dialog that asks before something is done, with the fields that it takes. What the service finds wrong stands at its field; the
// same try has the same idempotency key, so that a second click or a retry does nothing twice.

import { Refused } from "./api.js";
import { fault, h, put } from "./dom.js";
import { decimal } from "./format.js";
import { say } from "./say.js";

function control({ name, type = "text", value, options, required }) {
  const id = `field-${name}`;
  const common = { id, name, required, "aria-describedby": `${id}-hint ${id}-fault` };
  if (options) return h("select", common, options.map(([word, text]) => h("option", { value: word, selected: word === value }, text)));
  if (type === "area") return h("textarea", { ...common, rows: 4, value: value ?? "" });
  return h("input", { ...common, type, value: value ?? "", inputmode: type === "text" && name === "amount" ? "decimal" : undefined, autocomplete: "off" });
}

const field = (one) =>
  h(
    "div",
    { class: "field" },
    h("label", { for: `field-${one.name}` }, one.label),
    control(one),
    h("p", { class: "hint", id: `field-${one.name}-hint` }, one.hint),
    h("p", { class: "fault", id: `field-${one.name}-fault`, hidden: true }),
  );

/** Marks the fields that something is wrong with; gives the first of them. */
function mark(form, faults) {
  for (const input of form.querySelectorAll("[name]")) {
    const texts = faults.filter(({ path }) => path.split(/[.[]/)[0] === input.name).map(({ message }) => message);
    fault(input, form.querySelector(`#${input.id}-fault`), texts);
  }
  return form.querySelector("[aria-invalid]");
}

/**
 * Asks, and does it when it is confirmed: `act(values, idempotencyKey)`. Resolves to what that gave, or undefined where it was
 * cancelled. `bad` marks what cannot be undone.
 */
export function ask({ title, text, fields = [], confirm, bad = false, act }) {
  const before = document.activeElement;
  const idempotencyKey = crypto.randomUUID();
  return new Promise((resolve) => {
    const problem = h("div", { class: "notice bad", role: "alert", hidden: true });
    const button = h("button", { class: bad ? "bad" : "" }, confirm ?? title);
    const form = h("form", { novalidate: true }, h("h2", { id: "dialog-title" }, title), h("p", {}, text), problem, fields.map(field));
    const dialog = h("dialog", { "aria-labelledby": "dialog-title" }, form);
    let outcome;
    const say_ = (why) => (put(problem, h("p", {}, why)), (problem.hidden = !why));
    form.append(h("div", { class: "buttons" }, h("button", { class: "second", type: "button", onclick: () => dialog.close() }, say("cancel")), button));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const values = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]).filter(([, value]) => value));
      if (values.amount) values.amount = decimal(values.amount);
      const missing = fields.filter(({ name, required }) => required && !values[name]).map(({ name }) => ({ path: name, message: say("fieldMissing") }));
      const first = mark(form, missing);
      if (first) return first.focus();
      button.disabled = true;
      try {
        outcome = (await act(values, idempotencyKey)) ?? {};
        dialog.close();
      } catch (error) {
        if (!(error instanceof Refused)) console.error(error);
        const known = error instanceof Refused ? error.findings : [];
        const wrong = mark(form, known);
        say_(wrong ? "" : error instanceof Refused ? error.message : say("offline"));
        (wrong ?? button).focus();
      } finally {
        button.disabled = false;
      }
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      before?.focus?.();
      resolve(outcome);
    });
    document.body.append(dialog);
    dialog.showModal();
    (form.querySelector("[name]") ?? button).focus();
  });
}
