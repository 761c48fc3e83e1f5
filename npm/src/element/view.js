// The shadow tree of the calculator: it shows a state and what it comes to. It changes no state.

import { button, make, mark, say } from "./dom.js";
import { bar, columns, exits, keys, parties, section, terms } from "./panels.js";
import { unitChoices, vatChoices } from "./rates.js";
import { Rows } from "./rows.js";
import { Summary } from "./summary.js";
import { signOf, writeAmount } from "./decimal.js";
import { wordsOf } from "./words.js";

/** The total is read out when nobody has typed for so long. */
const QUIET_MILLISECONDS = 900;

export class View {
  #fields = new Map();
  #timer;

  constructor({ locale, phrase, canExplain }) {
    Object.assign(this, { locale, phrase, canExplain, vats: [], kinds: [], currency: "" });
    const options = () => ({ phrase, units: unitChoices(phrase), vats: this.vats, kinds: this.kinds, canExplain });
    this.lines = Rows.lines(options);
    this.adjustments = Rows.adjustments(options);
    this.bar = bar(phrase);
    this.terms = terms(phrase);
    this.parties = parties(phrase);
    this.exits = exits(phrase);
    this.summary = new Summary(phrase, canExplain);
    this.status = make("p", { class: "hidden", role: "status" });
    for (const field of [this.bar, this.terms, this.parties].flatMap(({ fields }) => fields)) this.#fields.set(field.id, field);
    const more = make("div", { class: "more" }, button("addDiscount", phrase("addDiscount"), { icon: "add" }), button("addCharge", phrase("addCharge"), { icon: "add" }));
    const left = make("div", { class: "side" }, section(phrase("adjustments"), this.adjustments.element, more), this.terms.element);
    this.element = make(
      "fieldset",
      { class: "root", part: "base" },
      make("legend", { class: "hidden" }, phrase("calculator")),
      this.bar.element,
      columns(phrase),
      this.lines.element,
      button("add", phrase("addLine"), { icon: "add", shortcut: "Control+Enter", part: "button add" }),
      make("div", { class: "below" }, left, this.summary.element),
      this.parties.element,
      make("div", { class: "foot" }, this.exits.element, keys(phrase)),
      this.status,
    );
  }

  /** Shows a state. */
  show(state, { country, canUndo, canRedo }) {
    this.#offer(state, country);
    this.lines.show(state.lines, this.phrase);
    this.adjustments.show(state.adjustments, this.phrase);
    this.terms.show(state);
    for (const [id, field] of this.#fields) field.value = id.split(".").length === 1 ? state[id] : partyValue(state, id);
    mark(this.bar.undo, "aria-disabled", String(!canUndo));
    mark(this.bar.redo, "aria-disabled", String(!canRedo));
  }

  /** The choices that depend on country, day and currency, made anew where these changed. */
  #offer({ currency, issueDate }, country) {
    const seen = `${country} ${issueDate}`;
    if (seen !== this.offered) {
      this.offered = seen;
      this.vats = vatChoices(country, issueDate, this);
      this.lines.setChoices("vat", this.vats);
    }
    if (currency === this.currency) return;
    this.currency = currency;
    this.kinds = [["percent", "%"], ["amount", signOf(currency, this.locale)]];
    for (const rows of [this.lines, this.adjustments]) {
      for (const column of ["discountKind", "valueKind"]) rows.setChoices(column, this.kinds);
    }
  }

  /** Shows what a state comes to. `visible` says of a field whether its errors are shown yet. */
  paint(state, { shown, invoice, lines, left }, placed, visible) {
    const { locale, phrase } = this;
    const amounts = new Map();
    const isGross = state.pricesIncludeVat;
    for (const [index, { key }] of lines.entries()) {
      const { net, gross } = shown?.lines[index] ?? {};
      if (net === undefined) continue;
      amounts.set(key, { text: writeAmount(isGross ? gross : net, state.currency, locale), path: invoice && `lines[${index}].${isGross ? "gross" : "net"}` });
    }
    this.lines.setAmounts(amounts);
    const numbers = left.map(({ place }) => place + 1);
    this.summary.show(shown, { left: numbers, phrase, locale });
    this.element.classList.toggle("partial", invoice === undefined);
    this.#judge(placed, visible);
    this.#announce(shown);
  }

  #judge(placed, visible) {
    const byField = new Map();
    const elsewhere = [];
    for (const finding of placed) {
      const text = wordsOf(finding, this.phrase, this.locale);
      const field = finding.field === undefined ? undefined : this.field(finding.field);
      if (field === undefined) elsewhere.push({ ...finding, text });
      // One field shows one thing at a time, the gravest first, as the engine puts them.
      else if (visible(finding.field) && !byField.has(field)) byField.set(field, { ...finding, text });
    }
    for (const field of this.fields) field.finding = byField.get(field);
    this.summary.showFaults(elsewhere);
  }

  /** Reads the total out once it stands still. */
  #announce(shown) {
    const text = shown && `${this.phrase("payable")}: ${writeAmount(shown.totals.payable, shown.currency, this.locale)}`;
    if (text === undefined || text === this.announced) return;
    const isFirst = this.announced === undefined;
    this.announced = text;
    if (!isFirst) this.tell(text, QUIET_MILLISECONDS);
  }

  /** Says something to those who do not see it. */
  tell(text, after = 0) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => say(this.status, text), after);
  }

  get fields() {
    return [...this.#fields.values(), ...this.lines.fields, ...this.adjustments.fields];
  }

  field(id) {
    return this.#fields.get(id) ?? [this.lines, this.adjustments].flatMap(({ fields }) => fields).find((field) => field.id === id);
  }

  /** Puts the focus into a field, and opens what it stands in. */
  focus(id) {
    const control = this.field(id)?.control;
    const closed = control?.closest("details:not([open])");
    if (closed) closed.open = true;
    control?.focus();
    if (control?.localName === "input" && control.type === "text") control.select();
    return control !== undefined;
  }
}

function partyValue(state, id) {
  const [role, ...path] = id.split(".");
  return state[role][path.join(".")];
}
