// A field: its label, its control, and what is wrong with what stands in it. It judges nothing.

import { make, say } from "./dom.js";

/** The control of a choice. Options are `[value, label]`. */
export function choice(options) {
  const select = make("select");
  setOptions(select, options);
  return select;
}

/** Other options for a choice, which keeps its value where it can. */
export function setOptions(select, options) {
  const { value } = select;
  select.replaceChildren(...options.map(([name, label]) => make("option", { value: name }, label)));
  select.value = value;
}

/** A control for one line of text; numbers bring up the keys for them on a phone. */
export function entry({ type = "text", mode, limit = 10_000, hint } = {}) {
  return make("input", { type, inputmode: mode, maxlength: type === "text" && limit, autocomplete: "off", spellcheck: "false", placeholder: hint });
}

export class Field {
  /** `id` names the field in the state; `kind` is its class and part. */
  constructor(id, label, control, { kind = id, isNumber = false } = {}) {
    this.id = id;
    this.control = control;
    this.label = make("label", { for: id }, label);
    this.fault = make("p", { class: "fault", id: `${id}-fault`, part: "fault", hidden: true });
    control.id = id;
    control.dataset.field = id;
    control.setAttribute("part", "control");
    if (isNumber) control.classList.add("number");
    this.element = make("div", { class: `field ${kind}`, part: `field field-${kind}` }, this.label, control, this.fault);
  }

  get value() {
    return this.control.type === "checkbox" ? this.control.checked : this.control.value;
  }

  set value(value) {
    const { control } = this;
    if (control.type === "checkbox") control.checked = value;
    else if (control.value !== value) {
      if (control.localName === "select") allow(control, value);
      control.value = value;
    }
  }

  /** Shows what is wrong, or nothing. */
  set finding(finding) {
    const text = finding?.text ?? "";
    if (this.shown === text) return;
    this.shown = text;
    say(this.fault, text);
    this.fault.hidden = text === "";
    this.fault.classList.toggle("warning", finding?.severity === "warning");
    if (finding?.severity === "error") this.control.setAttribute("aria-invalid", "true");
    else this.control.removeAttribute("aria-invalid");
    if (text === "") this.control.removeAttribute("aria-describedby");
    else this.control.setAttribute("aria-describedby", this.fault.id);
  }
}

/** A draft may say what no option does: it becomes one. */
function allow(select, value) {
  if (value !== "" && ![...select.options].some((option) => option.value === value)) select.append(make("option", { value }, value));
}
