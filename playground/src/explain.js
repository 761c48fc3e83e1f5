// How each amount came about: a tree from what is to be paid down to what was typed. The engine says it all; this draws it.

import { calculate } from "../../npm/dist/inline.js";
import { writeAmount, writePercent } from "../../npm/src/element/decimal.js";
import { make } from "../../npm/src/element/dom.js";

const NAMES = {
  "totals.lineNet": "Sum of line net amounts (BT-106)",
  "totals.allowances": "Sum of allowances (BT-107)",
  "totals.charges": "Sum of charges (BT-108)",
  "totals.net": "Total without VAT (BT-109)",
  "totals.vat": "Total VAT (BT-110)",
  "totals.gross": "Total with VAT (BT-112)",
  "totals.prepaid": "Paid amount (BT-113)",
  "totals.rounding": "Rounding amount (BT-114)",
  "totals.payable": "Amount due for payment (BT-115)",
};

const FIELDS = {
  net: "net amount (BT-131)",
  quantity: "quantity (BT-129)",
  unitPrice: "price (BT-146)",
  pricePer: "price base (BT-149)",
  gross: "with VAT",
  base: "base (BT-116)",
  amount: "amount (BT-117)",
  rate: "rate (BT-119)",
  payable: "to pay when paid early",
};

export class ExplainView {
  #calculator;
  #asked = "totals.payable";

  constructor(calculator) {
    this.#calculator = calculator;
    this.body = make("div", { class: "tree" });
    const hint = make("p", { class: "soft" }, "Click on any amount in the invoice, or go down from here. Each step names its rule in EN 16931.");
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
      this.body.replaceChildren(make("p", { class: "notice warn" }, "As soon as nothing is wrong with the invoice, its amounts are explained here."));
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
      const said = step.rounding === undefined ? step.rule : `${step.rule}; rounded ${step.rounding}`;
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

function nameOf(path, invoice) {
  if (path in NAMES) return NAMES[path];
  const [, place, index, field] = /^(\w+)\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
  const said = FIELDS[field] ?? field;
  if (place === "lines") return `Line ${Number(index) + 1}, ${invoice.lines[index].name}: ${said}`;
  if (place === "vatBreakdown") {
    const { category, rate } = invoice.vatBreakdown[index];
    return `VAT ${category}${rate === undefined ? "" : ` ${rate} %`}: ${said}`;
  }
  return place === undefined ? path : `${place}[${index}] ${said}`;
}
