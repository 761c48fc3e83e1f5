// A list in a window: loaded page by page as one scrolls, and only the rows in sight are in the document, so that it is as quick with
// 100,000 invoices as with ten. Rows are walked through by keys and can be chosen.

import { page } from "./api.js";
import { h } from "./dom.js";
import { amount, day } from "./format.js";
import { say } from "./say.js";
import { badge, stateOf } from "./state.js";

const ROW = 48;
const AHEAD = 12;
const PAGE = 100;

function cells(item, choose) {
  const { id, number } = item;
  const name = number ?? say("draft");
  const box = h("input", { type: "checkbox", tabindex: "-1", "aria-label": say("choose", { name }), onchange: ({ target }) => choose(item, target.checked) });
  return [
    h("span", { role: "cell", class: "cell pick" }, box),
    h("span", { role: "cell", class: "cell number-of" }, h("a", { href: `#/invoices/${id}` }, name)),
    h("span", { role: "cell", class: "cell who" }, item.customerName ?? "–"),
    h("span", { role: "cell", class: "cell day" }, day(item.issueDate)),
    h("span", { role: "cell", class: "cell day" }, day(item.dueDate)),
    h("span", { role: "cell", class: "cell number" }, amount(item.payable, item.currency)),
    h("span", { role: "cell", class: "cell number due" }, item.state === "draft" ? "–" : amount(item.amountDue, item.currency)),
    h("span", { role: "cell", class: "cell" }, badge(stateOf(item))),
  ];
}

/** The list of what stands at `path`: `told(items, complete, chosen)` follows what is loaded and chosen. */
export class InvoiceList {
  #path;
  #told;
  #items = [];
  #chosen = new Map();
  #cursor;
  #complete = false;
  #loading;
  #active = 0;
  #hasFocus = false;
  #drawn;
  /** The rows in the document, by their places. */
  #shown = new Map();

  constructor(path, told) {
    this.#path = path;
    this.#told = told;
    const heads = ["number", "customer", "issueDate", "dueDate", "payable", "amountDue", "state"];
    const columns = heads.map((name) => h("span", { role: "columnheader", class: "cell" }, say(name)));
    const pick = h("span", { role: "columnheader", class: "cell pick" }, h("span", { class: "hidden" }, say("chooseColumn")));
    const head = h("div", { role: "row", class: "row head", "aria-rowindex": 1 }, pick, columns);
    this.rows = h("div", { role: "rowgroup", class: "rows" });
    this.body = h("div", { class: "scroll" }, this.rows);
    this.element = h("div", { role: "table", class: "list", "aria-label": say("invoices"), "aria-rowcount": -1, "aria-describedby": "list-help" }, h("div", { role: "rowgroup" }, head), this.body);
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.rows.addEventListener("focusout", () => (this.#hasFocus = false));
    this.body.addEventListener("scroll", () => (this.#drawn ??= requestAnimationFrame(() => ((this.#drawn = undefined), this.#draw()))), { passive: true });
  }

  get chosen() {
    return [...this.#chosen.values()];
  }

  /** Chooses all that is loaded, or nothing. */
  chooseAll(on) {
    this.#chosen = new Map(on ? this.#items.map((item) => [item.id, item]) : []);
    this.#say();
    this.#draw();
  }

  /** Loads the next page. */
  load() {
    this.#loading ??= (async () => {
      const { items, next } = await page(this.#path, this.#cursor, PAGE);
      this.#items.push(...items);
      this.#cursor = next;
      this.#complete = !next;
      this.element.setAttribute("aria-rowcount", this.#complete ? this.#items.length + 1 : -1);
      this.#loading = undefined;
      this.#say();
      this.#draw();
    })();
    return this.#loading;
  }

  #say() {
    this.#told(this.#items.length, this.#complete, this.#chosen.size);
  }

  #choose(item, on) {
    if (on) this.#chosen.set(item.id, item);
    else this.#chosen.delete(item.id);
    this.#say();
  }

  #draw() {
    const { body, rows } = this;
    rows.style.setProperty("--height", `${this.#items.length * ROW}px`);
    const first = Math.max(0, Math.floor(body.scrollTop / ROW) - AHEAD);
    const last = Math.min(this.#items.length, Math.ceil((body.scrollTop + body.clientHeight) / ROW) + AHEAD);
    // Rows that go away take the focus with them; whoever moves by keyboard keeps it.
    const keep = this.#hasFocus;
    this.#show(first, last);
    this.#hasFocus = keep;
    if (keep) rows.querySelector(".active a")?.focus({ preventScroll: true });
    if (!this.#complete && last + AHEAD >= this.#items.length) this.load();
  }

  /** Puts the rows of these places into the document, in their order; rows that are there stay, and say what holds of them now. */
  #show(first, last) {
    for (const [place, row] of this.#shown) {
      if (place >= first && place < last) continue;
      row.remove();
      this.#shown.delete(place);
    }
    for (let place = first; place < last; place += 1) {
      const item = this.#items[place];
      if (!this.#shown.has(place)) this.#shown.set(place, this.#row(item, place));
      const row = this.#shown.get(place);
      const there = this.rows.children[place - first];
      if (there !== row) this.rows.insertBefore(row, there ?? null);
      row.classList.toggle("active", place === this.#active);
      row.querySelector("a").tabIndex = place === this.#active ? 0 : -1;
      row.querySelector("input").checked = this.#chosen.has(item.id);
    }
  }

  #row(item, place) {
    const choose = (one, on) => this.#choose(one, on);
    const element = h("div", { role: "row", class: "row", "aria-rowindex": place + 2 }, cells(item, choose));
    element.style.setProperty("--at", `${place * ROW}px`);
    element.addEventListener("click", (event) => event.target.closest("a, .pick") ?? (location.hash = `#/invoices/${item.id}`));
    return element;
  }

  #go(place) {
    const { body } = this;
    this.#active = Math.max(0, Math.min(this.#items.length - 1, place));
    const top = this.#active * ROW;
    if (top < body.scrollTop) body.scrollTop = top;
    if (top + ROW > body.scrollTop + body.clientHeight) body.scrollTop = top + ROW - body.clientHeight;
    this.#draw();
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = this.#active;
    const leap = Math.max(1, Math.floor(this.body.clientHeight / ROW) - 1);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + leap, PageUp: at - leap, Home: 0, End: this.#items.length - 1 }[event.key];
    const isPick = event.key === " " && event.target.localName === "a" && this.#items[at];
    if (to === undefined && !isPick) return;
    event.preventDefault();
    this.#hasFocus = true;
    if (isPick) this.#choose(this.#items[at], !this.#chosen.has(this.#items[at].id));
    this.#go(to ?? at);
  }
}
