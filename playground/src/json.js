// The draft as JSON, to read and to change, and the invoice that it comes to.

import { make } from "../../npm/src/element/dom.js";
import { tell } from "./phrases.js";

export class JsonView {
  #calculator;

  constructor(calculator) {
    this.#calculator = calculator;
    this.fault = make("p", { class: "fault", id: "json-fault", role: "alert" });
    this.draft = make("textarea", { id: "json-draft", spellcheck: "false", rows: "18", "aria-describedby": "json-fault" });
    this.invoice = make("pre", { tabindex: "0", role: "region", "aria-label": tell("invoiceJson") });
    this.draft.addEventListener("input", () => this.#take());
    this.element = make(
      "div",
      {},
      make("div", { class: "field" }, make("label", { for: "json-draft" }, tell("draftLabel")), this.draft, this.fault),
      make("details", {}, make("summary", {}, tell("invoiceOf")), this.invoice),
    );
    this.element.lastChild.addEventListener("toggle", () => this.refresh());
  }

  refresh() {
    // Who types here is not interrupted.
    if (document.activeElement !== this.draft) {
      this.draft.value = JSON.stringify(this.#calculator.draft, null, 2);
      this.#say("");
    }
    if (!this.element.lastChild.open) return;
    const { invoice, findings } = this.#calculator;
    this.invoice.textContent = JSON.stringify(invoice ?? { findings }, null, 2);
  }

  #take() {
    try {
      this.#calculator.draft = JSON.parse(this.draft.value);
      const [first] = this.#calculator.findings;
      this.#say(first === undefined ? "" : `${first.path}: ${first.message}`);
    } catch (error) {
      this.#say(error.message);
    }
  }

  #say(text) {
    this.fault.textContent = text;
    this.draft.setAttribute("aria-invalid", String(text !== ""));
  }
}
