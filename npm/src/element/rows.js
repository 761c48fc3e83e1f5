// The rows of the calculator: its lines, and the discounts and charges of the document. It shows a state and changes none.

import { arrange, button, make, mark, say } from "./dom.js";
import { Field, choice, entry, setOptions } from "./field.js";

/** The fields of one line. */
class LineRow {
  constructor(line, { phrase, units, vats, kinds, canExplain }) {
    const id = (column) => `lines.${line.key}.${column}`;
    const number = (column, label, kind = column) =>
      new Field(id(column), label, entry({ mode: "decimal", limit: 40 }), { kind, isNumber: true });
    const discount = number("discount", phrase("discount"));
    const kind = new Field(id("discountKind"), phrase("discountIn"), choice(kinds), { kind: "kind" });
    this.fields = [
      new Field(id("name"), phrase("description"), entry({ hint: phrase("description") }), { kind: "name" }),
      number("quantity", phrase("quantity")),
      new Field(id("unit"), phrase("unit"), choice(units), { kind: "unit" }),
      number("price", phrase("price")),
      new Field(id("vat"), phrase("vat"), choice(vats), { kind: "vat" }),
      discount,
      kind,
      new Field(id("reason"), phrase("exemption"), entry(), { kind: "reason" }),
    ];
    this.amount = canExplain ? make("button", { type: "button", "data-act": "explain", part: "amount" }) : make("span", { part: "amount" });
    this.amount.classList.add("amount");
    const tool = (act, key, icon, shortcut) => button(act, phrase(key, ""), { icon, isBare: true, key: line.key, shortcut, part: "tool" });
    this.tools = [
      tool("up", "moveUp", "up", "Alt+ArrowUp"),
      tool("down", "moveDown", "down", "Alt+ArrowDown"),
      tool("remove", "remove", "remove", "Alt+Delete"),
    ];
    const pair = make("div", { class: "pair" }, discount.element, kind.element);
    const shown = this.fields.map(({ element }) => element).filter((element) => element !== kind.element);
    shown[shown.indexOf(discount.element)] = pair;
    const [reason] = shown.splice(-1);
    const tools = make("div", { class: "tools" }, ...this.tools);
    this.element = make("div", { class: "line", part: "line", role: "group", "data-line": line.key });
    this.element.append(...shown, this.amount, tools, reason);
  }

  show(line, place, last, phrase) {
    for (const field of this.fields) field.value = line[field.id.split(".").at(-1)];
    this.element.classList.toggle("exempt", line.vat === "E");
    if (this.place === place && this.last === last) return;
    Object.assign(this, { place, last });
    this.element.setAttribute("aria-label", phrase("line", place + 1));
    for (const [index, key] of ["moveUp", "moveDown", "remove"].entries()) {
      const label = phrase(key, place + 1);
      this.tools[index].setAttribute("aria-label", label);
      this.tools[index].title = label;
    }
    // Not disabled: a button that is disabled while it has the focus loses it.
    this.tools[0].setAttribute("aria-disabled", String(place === 0));
    this.tools[1].setAttribute("aria-disabled", String(place === last));
  }
}

/** The fields of one allowance or charge of the document. */
class AdjustmentRow {
  constructor({ key, kind }, { phrase, kinds }) {
    const id = (column) => `adjustments.${key}.${column}`;
    const what = phrase(kind === "charge" ? "charge" : "discount");
    this.fields = [
      new Field(id("reason"), `${what}: ${phrase("reason")}`, entry({ hint: what }), { kind: "why" }),
      new Field(id("value"), what, entry({ mode: "decimal", limit: 40 }), { kind: "value", isNumber: true }),
      new Field(id("valueKind"), phrase("discountIn"), choice(kinds), { kind: "kind" }),
    ];
    this.tool = button("removeAdjustment", phrase("removeAdjustment", what), { icon: "remove", isBare: true, key, part: "tool" });
    const [why, value, unit] = this.fields.map(({ element }) => element);
    this.element = make("li", { class: "adjustment", part: "adjustment" }, why, make("div", { class: "pair" }, value, unit), this.tool);
  }

  show(row) {
    for (const field of this.fields) field.value = row[field.id.split(".").at(-1)];
  }
}

/** All rows of one list, each kept as long as its row is there, so that typing and focus stay where they are. */
export class Rows {
  #make;
  #rows = new Map();

  constructor(make, list) {
    this.#make = make;
    this.element = list;
  }

  static lines(options) {
    return new Rows((line) => new LineRow(line, options()), make("div", { class: "lines", part: "lines" }));
  }

  static adjustments(options) {
    return new Rows((row) => new AdjustmentRow(row, options()), make("ul", { class: "adjustments", part: "adjustments" }));
  }

  get(key) {
    return this.#rows.get(key);
  }

  get fields() {
    return [...this.#rows.values()].flatMap(({ fields }) => fields);
  }

  show(rows, phrase) {
    for (const key of this.#rows.keys()) if (!rows.some((row) => row.key === key)) this.#rows.delete(key);
    const views = rows.map((row, place) => {
      if (!this.#rows.has(row.key)) this.#rows.set(row.key, this.#make(row));
      const view = this.#rows.get(row.key);
      view.show(row, place, rows.length - 1, phrase);
      return view.element;
    });
    arrange(this.element, views);
  }

  /** Other choices in a column of all rows. */
  setChoices(column, options) {
    for (const { id, control } of this.fields) if (id.endsWith(`.${column}`)) setOptions(control, options);
  }

  /** The amounts of the lines by key; a dash where a line has none yet. */
  setAmounts(amounts) {
    for (const [key, { amount }] of this.#rows) {
      const { text = "–", path } = amounts.get(key) ?? {};
      say(amount, text);
      if (path !== undefined) mark(amount, "data-path", path);
      else amount.removeAttribute("data-path");
    }
  }
}
