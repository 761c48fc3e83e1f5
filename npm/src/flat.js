// The hot way to `calculate`: a plain draft crosses as one text of fields and the answer as another, without JSON. It judges nothing: a
// draft that has more to it than lines, discounts and dates, or that has anything wrong with it, is left to the JSON door.

import { recovered } from "./boundary.js";
import { calculateFlat } from "./engine.js";

/** Between two fields. A text that holds it changes their number, which is sent first and compared in the engine. */
const SEPARATOR = "\x1f";

// The draft as it is packed. Nothing is kept from one call to the next.
let packed = "";
let separators = 0;
let isCold = false;

/** The invoice of a plain draft that has nothing wrong with it; undefined for every other. */
export function flatCalculate(draft, options) {
  if (options !== undefined || typeof draft !== "object" || draft === null) return undefined;
  packed = "";
  separators = 0;
  isCold = false;
  packDraft(draft);
  if (isCold) return undefined;
  let answer;
  try {
    answer = calculateFlat(separators + SEPARATOR + packed);
  } catch (cause) {
    throw recovered(cause);
  }
  return answer === "" ? undefined : new Answer(answer).invoice(draft);
}

function packDraft(draft) {
  const { type, currency, issueDate, deliveryDate, taxPointDate, pricesIncludeVat, rounding } = draft;
  const { payableRounding, prepaid, allowances, charges, lines } = draft;
  let fields = 2;
  for (const value of [type, issueDate, deliveryDate, taxPointDate, pricesIncludeVat, rounding, payableRounding, prepaid, allowances, charges]) {
    if (value !== undefined) fields += 1;
  }
  if (!isRecord(draft, fields) || !isList(lines)) {
    isCold = true;
    return;
  }
  const dates = optionalText(issueDate) + SEPARATOR + optionalText(deliveryDate) + SEPARATOR + optionalText(taxPointDate);
  packed = optionalText(type) + SEPARATOR + text(currency) + SEPARATOR + dates + SEPARATOR + flag(pricesIncludeVat) + SEPARATOR;
  packed += optionalText(rounding) + SEPARATOR + optionalDecimal(payableRounding) + SEPARATOR + optionalDecimal(prepaid) + SEPARATOR;
  packRows(allowances);
  packRows(charges);
  packed += lines.length + SEPARATOR;
  separators += 10;
  for (let index = 0; index < lines.length && !isCold; index += 1) packLine(lines[index]);
}

function packLine(line) {
  if (typeof line !== "object" || line === null) {
    isCold = true;
    return;
  }
  const { id, name, description, quantity, unit, unitPrice, pricePer, vat, allowances, charges, sellerItemId, buyerItemId, note } = line;
  packed += text(name) + SEPARATOR + decimal(quantity) + SEPARATOR + decimal(unitPrice) + SEPARATOR;
  packVat(vat);
  packed += optionalText(unit) + SEPARATOR;
  packRows(allowances);
  separators += 5;
  const fields = 4 + (unit !== undefined) + (allowances !== undefined);
  if (isRecord(line, fields)) {
    packed += SEPARATOR;
    return;
  }
  const rare = (id !== undefined) + (description !== undefined) + (pricePer !== undefined) + (charges !== undefined);
  if (!isRecord(line, fields + rare + (sellerItemId !== undefined) + (buyerItemId !== undefined) + (note !== undefined))) isCold = true;
  packed += "+" + SEPARATOR + optionalText(id) + SEPARATOR + optionalText(description) + SEPARATOR + optionalDecimal(pricePer) + SEPARATOR;
  packRows(charges);
  packed += optionalText(sellerItemId) + SEPARATOR + optionalText(buyerItemId) + SEPARATOR + optionalText(note) + SEPARATOR;
  separators += 6;
}

function packVat(vat) {
  separators += 2;
  if (typeof vat === "string") {
    packed += SEPARATOR + text(vat) + SEPARATOR;
    return;
  }
  if (typeof vat !== "object" || vat === null || !isRecord(vat, vat.rate === undefined ? 1 : 2)) {
    isCold = true;
    return;
  }
  packed += text(vat.category) + SEPARATOR + optionalDecimal(vat.rate) + SEPARATOR;
}

function packRows(rows) {
  separators += 1;
  if (rows === undefined) {
    packed += SEPARATOR;
    return;
  }
  if (!isList(rows)) {
    isCold = true;
    return;
  }
  packed += rows.length + SEPARATOR;
  for (let index = 0; index < rows.length; index += 1) packRow(rows[index]);
}

function packRow(row) {
  if (typeof row !== "object" || row === null) {
    isCold = true;
    return;
  }
  const { amount, percent, base, reason, reasonCode } = row;
  const fields = (amount !== undefined) + (percent !== undefined) + (base !== undefined);
  if (!isRecord(row, fields + (reason !== undefined) + (reasonCode !== undefined))) isCold = true;
  packed += optionalDecimal(amount) + SEPARATOR + optionalDecimal(percent) + SEPARATOR + optionalDecimal(base) + SEPARATOR;
  packed += optionalText(reason) + SEPARATOR + optionalText(reasonCode) + SEPARATOR;
  separators += 5;
}

/** Whether an object is a record of so many fields, all of which were looked at. */
function isRecord(value, fields) {
  const prototype = Object.getPrototypeOf(value);
  if ((prototype !== Object.prototype && prototype !== null) || value.toJSON !== undefined) return false;
  let keys = 0;
  for (const _ in value) keys += 1;
  return keys === fields || definedKeys(value) === fields;
}

/** A field that is undefined is absent; few objects have one. */
function definedKeys(value) {
  let keys = 0;
  for (const key in value) keys += value[key] !== undefined;
  return keys;
}

function isList(value) {
  return Array.isArray(value) && value.toJSON === undefined;
}

// A field that is empty stands for one that is absent, so that an empty text is left to the JSON door.

function text(value) {
  if (typeof value === "string" && value !== "") return value;
  isCold = true;
  return "";
}

function optionalText(value) {
  return value === undefined ? "" : text(value);
}

function decimal(value) {
  return typeof value === "number" ? `${value}` : text(value);
}

function optionalDecimal(value) {
  return value === undefined ? "" : decimal(value);
}

function flag(value) {
  if (value === undefined || typeof value === "boolean") return value === undefined ? "" : `${value}`;
  isCold = true;
  return "";
}

/** The fields of an answer, put together with the caller's own in the order of the JSON door. */
class Answer {
  constructor(answer) {
    this.fields = answer.split(SEPARATOR);
    this.at = 1;
    this.zero = this.fields[0];
  }

  next() {
    const field = this.fields[this.at];
    this.at += 1;
    return field;
  }

  invoice(draft) {
    const invoice = { type: this.next(), currency: draft.currency };
    if (draft.issueDate !== undefined) invoice.issueDate = draft.issueDate;
    if (draft.deliveryDate !== undefined) invoice.deliveryDate = draft.deliveryDate;
    if (draft.taxPointDate !== undefined) invoice.taxPointDate = draft.taxPointDate;
    if (draft.pricesIncludeVat !== undefined) invoice.pricesIncludeVat = draft.pricesIncludeVat;
    if (draft.rounding !== undefined) invoice.rounding = draft.rounding;
    const payableRounding = this.echo(draft.payableRounding);
    const prepaid = this.echo(draft.prepaid);
    const allowances = this.rows(draft.allowances);
    const charges = this.rows(draft.charges);
    if (payableRounding !== undefined) invoice.payableRounding = payableRounding;
    if (allowances !== undefined) invoice.allowances = allowances;
    if (charges !== undefined) invoice.charges = charges;
    if (prepaid !== undefined) invoice.prepaid = prepaid;
    const lines = new Array(draft.lines.length);
    for (let index = 0; index < lines.length; index += 1) lines[index] = this.line(draft.lines[index]);
    invoice.lines = lines;
    const adjustments = this.list(this.adjustment);
    if (adjustments.length > 0) invoice.adjustments = adjustments;
    invoice.totals = this.totals();
    invoice.vatBreakdown = this.list(this.group);
    invoice.mentions = [];
    const grossMeans = this.next();
    if (grossMeans !== "") invoice.grossMeans = grossMeans;
    invoice.findings = [];
    return invoice;
  }

  line(given) {
    const id = this.next();
    const unit = this.next();
    const quantity = this.echo(given.quantity);
    const unitPrice = this.echo(given.unitPrice);
    const vat = this.vatOf(given.vat);
    const { name, description, sellerItemId, buyerItemId, note } = given;
    const allowances = this.rows(given.allowances);
    const pricePer = this.echo(given.pricePer);
    const charges = this.rows(given.charges);
    const net = this.next();
    const allowanceTotal = this.next() || this.zero;
    const chargeTotal = this.next() || this.zero;
    const vatAmount = this.next();
    const gross = this.next();
    const isRare = pricePer !== undefined || charges !== undefined || description !== undefined;
    if (!isRare && sellerItemId === undefined && buyerItemId === undefined && note === undefined) {
      // The usual lines, each with its fields known beforehand: three times as fast as field by field.
      return allowances === undefined
        ? { id, name, quantity, unit, unitPrice, vat, net, allowanceTotal, chargeTotal, vatAmount, gross }
        : { id, name, quantity, unit, unitPrice, vat, allowances, net, allowanceTotal, chargeTotal, vatAmount, gross };
    }
    const line = description === undefined ? { id, name } : { id, name, description };
    Object.assign(line, { quantity, unit, unitPrice });
    if (pricePer !== undefined) line.pricePer = pricePer;
    line.vat = vat;
    if (allowances !== undefined) line.allowances = allowances;
    if (charges !== undefined) line.charges = charges;
    if (sellerItemId !== undefined) line.sellerItemId = sellerItemId;
    if (buyerItemId !== undefined) line.buyerItemId = buyerItemId;
    if (note !== undefined) line.note = note;
    return Object.assign(line, { net, allowanceTotal, chargeTotal, vatAmount, gross });
  }

  /** A decimal of the caller: its text, where the answer has no other; undefined where there is none. */
  echo(given) {
    const field = this.next();
    if (field !== "" || given === undefined) return field || undefined;
    return typeof given === "number" ? `${given}` : given;
  }

  vatOf(given) {
    const category = this.next() || given.category;
    const rate = this.echo(given.rate);
    return rate === undefined ? { category } : { category, rate };
  }

  vat() {
    const category = this.next();
    const rate = this.next();
    return rate === "" ? { category } : { category, rate };
  }

  /** Rows as understood; undefined for none, which are left out. */
  rows(given) {
    if (given === undefined || given.length === 0) return undefined;
    const rows = new Array(given.length);
    for (let index = 0; index < rows.length; index += 1) rows[index] = this.row(given[index]);
    return rows;
  }

  row(given) {
    const { reason, reasonCode } = given;
    const amount = this.next();
    const percent = this.echo(given.percent);
    const base = this.next();
    const isUsual = amount !== "" && percent !== undefined && base === "";
    if (isUsual && reason === undefined && reasonCode === undefined) return { amount, percent };
    return adjusted({}, amount, percent, base, reason, reasonCode);
  }

  adjustment() {
    const kind = this.next();
    const amount = this.next();
    const percent = this.next() || undefined;
    const base = this.next();
    const reason = this.next() || undefined;
    const reasonCode = this.next() || undefined;
    const row = adjusted({ kind }, amount, percent, base, reason, reasonCode);
    row.vat = this.vat();
    return row;
  }

  totals() {
    // Evaluated from left to right, which is the order of the answer.
    return {
      lineNet: this.next(),
      allowances: this.next(),
      charges: this.next(),
      net: this.next(),
      vat: this.next(),
      gross: this.next(),
      prepaid: this.next(),
      rounding: this.next(),
      payable: this.next(),
    };
  }

  group() {
    const { category, rate } = this.vat();
    const base = this.next();
    const amount = this.next();
    return rate === undefined ? { category, base, amount } : { category, rate, base, amount };
  }

  list(read) {
    return Array.from({ length: Number(this.next()) }, () => read.call(this));
  }
}

function adjusted(row, amount, percent, base, reason, reasonCode) {
  if (amount !== "") row.amount = amount;
  if (percent !== undefined) row.percent = percent;
  if (base !== "") row.base = base;
  if (reason !== undefined) row.reason = reason;
  if (reasonCode !== undefined) row.reasonCode = reasonCode;
  return row;
}
