// How each amount came about: a tree from what is to be paid down to what was typed. The engine says it all; this draws it.

import { calculate } from "../../npm/dist/inline.js";
import { writeAmount, writePercent } from "../../npm/src/element/decimal.js";
import { make } from "../../npm/src/element/dom.js";
import { has, tell } from "./phrases.js";

export class ExplainView {
  #calculator;
  #asked = "totals.payable";

  constructor(calculator) {
    this.#calculator = calculator;
    this.body = make("div", { class: "tree" });
    const hint = make("p", { class: "soft" }, tell("explainHint"));
    this.element = make("div", {}, hint, this.body);
  }

  /** Shows this amount first. */
  ask(path) {
    this.#asked = path;
  }

  /** Brings the amount that was asked about into view. */
  reveal() {
    const first = this.body.querySelector("summary");
    first?.focus({ preventScroll: true });
    first?.scrollIntoView({ block: "nearest" });
  }

  refresh() {
    const { invoice, draft } = this.#calculator;
    if (invoice === undefined) {
      this.body.replaceChildren(make("p", { class: "notice warn" }, tell("explainNone")));
      return;
    }
    const { explanation } = calculate(draft, { explain: true });
    const steps = new Map(explanation.map((step) => [step.path, step]));
    const used = new Set(explanation.flatMap(({ from }) => from.map(({ path }) => path)));
    const roots = explanation.filter(({ path }) => !used.has(path) && path !== this.#asked);
    const asked = steps.get(this.#asked) ?? steps.get("totals.payable");
    const nodes = [asked, ...roots.filter((step) => step !== asked).reverse()].map((step) => this.#node(step, steps, invoice));
    nodes[0].open = true;
    this.body.replaceChildren(...nodes);
  }

  /** An amount that opens into what it was made from; its parts are drawn when it is opened. */
  #node(step, steps, invoice) {
    const node = make("details", {}, make("summary", {}, make("span", {}, nameOf(step.path, invoice)), make("b", {}, writeAmount(step.amount, invoice.currency, this.#calculator.locale))));
    const draw = () => {
      if (!node.open || node.childElementCount > 1) return;
      const said = step.rounding === undefined ? step.rule : tell("rounded", step.rule, step.rounding);
      const parts = step.from.map(({ path, value }) => (steps.has(path) ? this.#node(steps.get(path), steps, invoice) : this.#leaf(path, value, invoice)));
      node.append(make("p", { class: "rule" }, said), ...parts);
    };
    node.addEventListener("toggle", draw);
    return node;
  }

  #leaf(path, value, invoice) {
    const isRate = /(rate|percent)$/.test(path);
    const text = isRate ? writePercent(value, this.#calculator.locale) : value;
    return make("p", { class: "leaf" }, make("span", {}, nameOf(path, invoice)), make("b", {}, text));
  }
}

/** Fields that mean something else where they belong to a discount or a charge than in a VAT group. */
const OF_ADJUSTMENT = { amount: "sum", base: "from" };

function nameOf(path, invoice) {
  if (has(path)) return tell(path);
  const [, place, index, field] = /^(\w+)\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
  if (place === undefined || !has(`of.${place}`)) return path;
  // An allowance or a charge of the line.
  const [, , row, part] = /^(allowances|charges)\[(\d+)\]\.(\w+)$/.exec(field) ?? [];
  if (row !== undefined) return tell("of.lines", Number(index) + 1, invoice.lines[index].name, tell("of.adjustments", Number(row) + 1, tell(`field.${OF_ADJUSTMENT[part] ?? part}`)));
  const said = `field.${place === "adjustments" ? (OF_ADJUSTMENT[field] ?? field) : field}`;
  const word = has(said) ? tell(said) : field;
  const number = Number(index) + 1;
  if (place === "lines") return tell("of.lines", number, invoice.lines[index].name, word);
  if (place !== "vatBreakdown") return tell(`of.${place}`, number, word);
  const { category, rate } = invoice.vatBreakdown[index];
  return tell("of.vatBreakdown", `${category}${rate === undefined ? "" : ` ${rate} %`}`, word);
}
