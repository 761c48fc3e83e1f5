// The totals as they are read: rows of a table that change their text and stay where they are. It adds nothing up.

import { arrange, make, mark, say } from "./dom.js";
import { writeAmount, writeDay, writePercent } from "./decimal.js";

/** Totals that are shown only where they say something. */
const isZero = (amount) => !/[1-9]/.test(amount);

export class Summary {
  #rows = new Map();
  #canExplain;

  constructor(phrase, canExplain) {
    this.#canExplain = canExplain;
    this.body = make("tbody");
    this.table = make("table", { class: "totals", part: "totals" }, make("caption", { class: "hidden" }, phrase("totals")), this.body);
    this.due = make("p", { class: "due", part: "due" });
    this.early = make("ul", { class: "early", part: "early" });
    this.left = make("p", { class: "left", part: "incomplete", hidden: true });
    this.faults = make("ul", { class: "faults", part: "faults" });
    this.element = make("div", { class: "summary", part: "summary" }, this.table, this.due, this.early, this.left, this.faults);
  }

  /** Shows an invoice, or that there is none yet; `left` are the numbers of the lines that it leaves out. */
  show(invoice, { left, phrase, locale }) {
    const rows = invoice === undefined ? [] : rowsOf(invoice, phrase, locale);
    this.element.classList.toggle("empty", invoice === undefined);
    const shown = rows.length > 0 ? rows : [{ key: "nothing", label: phrase("nothing"), amount: "", path: undefined }];
    arrange(this.body, shown.map((row) => this.#row(row)));
    this.due.hidden = invoice?.dueDate === undefined;
    if (!this.due.hidden) say(this.due, phrase("until", writeDay(invoice.dueDate, locale)));
    const early = (invoice?.earlyPayment ?? []).map((step, index) => earlyRow(step, index, invoice, phrase, locale));
    arrange(this.early, early.map((row) => this.#early(row)));
    this.left.hidden = left.length === 0;
    say(this.left, left.length === 0 ? "" : phrase("without", left.map((number) => phrase("line", number)).join(", ")));
  }

  /** Findings that no field shows. */
  showFaults(findings) {
    const items = findings.map(({ text, severity }) => make("li", { class: severity === "warning" ? "fault warning" : "fault" }, text));
    if (items.length > 0 || this.faults.firstChild) this.faults.replaceChildren(...items);
  }

  #row({ key, label, amount, path, strong }) {
    if (!this.#rows.has(key)) this.#rows.set(key, this.#cells(make("tr"), "th"));
    const row = this.#rows.get(key);
    if (strong) {
      mark(row.element, "class", "strong");
      mark(row.element, "part", "payable");
    }
    return this.#fill(row, label, amount, path);
  }

  #early({ key, label, amount, path }) {
    if (!this.#rows.has(key)) this.#rows.set(key, this.#cells(make("li"), "span"));
    return this.#fill(this.#rows.get(key), label, amount, path);
  }

  #cells(element, tag) {
    const isTable = tag === "th";
    const label = make(tag, isTable ? { scope: "row" } : {});
    const amount = this.#canExplain ? make("button", { type: "button", class: "amount", "data-act": "explain" }) : make("span", { class: "amount" });
    element.append(label, isTable ? make("td", {}, amount) : amount);
    return { element, label, amount };
  }

  #fill({ element, label, amount }, text, value, path) {
    say(label, text);
    say(amount, value);
    if (amount.hidden !== (value === "")) amount.hidden = value === "";
    if (path !== undefined) mark(amount, "data-path", path);
    return element;
  }
}

function rowsOf({ totals, vatBreakdown, currency, type }, phrase, locale) {
  const row = (name) => ({ key: name, label: phrase(name), amount: writeAmount(totals[name], currency, locale), path: `totals.${name}` });
  const said = (name) => (isZero(totals[name]) ? [] : [row(name)]);
  const hasAdjustments = !isZero(totals.allowances) || !isZero(totals.charges);
  const groups = vatBreakdown.map(({ category, rate, base, amount }, index) => {
    const name = rate === undefined || isZero(rate) ? category : writePercent(rate, locale);
    const label = phrase("vatOf", name, writeAmount(base, currency, locale));
    return { key: `vat${index}`, label, amount: writeAmount(amount, currency, locale), path: `vatBreakdown[${index}].amount` };
  });
  const allowances = said("allowances").map((one) => ({ ...one, amount: writeAmount(`-${totals.allowances}`, currency, locale) }));
  const prepaid = said("prepaid").map((one) => ({ ...one, amount: writeAmount(`-${totals.prepaid}`, currency, locale) }));
  const payable = { ...row("payable"), strong: true, ...(type === "creditNote" && { label: phrase("creditable") }) };
  const isPayableGross = prepaid.length === 0 && isZero(totals.rounding);
  return [
    ...(hasAdjustments ? [row("lineNet")] : []),
    ...allowances,
    ...said("charges"),
    row("net"),
    ...groups,
    ...(isPayableGross ? [] : [row("gross")]),
    ...prepaid,
    ...said("rounding"),
    payable,
  ];
}

function earlyRow({ percent, until, payable }, index, { currency }, phrase, locale) {
  const share = writePercent(percent, locale);
  const label = until === undefined ? phrase("earlyWithoutDay", share) : phrase("early", share, writeDay(until, locale));
  return { key: `early${index}`, label, amount: writeAmount(payable, currency, locale), path: `earlyPayment[${index}].payable` };
}
