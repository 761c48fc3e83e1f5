// The hot way to `calculate`: a plain draft crosses as bytes, field after field, and the answer as one text, without JSON. It judges
// nothing: a draft that has more to it than lines, discounts and dates, or that has anything wrong with it, is left to the JSON door.

import { engineNow, recovered } from "./boundary.js";
import { calculateFlat, flatAnswer, flatRoom } from "./engine.js";

/** A length from here on does not fit its byte: two more follow. */
const LONG = 255;

/** What a line of an answer says in other words than the caller, bit by bit. */
const UNIT = 1;
const QUANTITY = 2;
const PRICE = 4;
const VAT = 8;
const PER = 16;

/** A text may have so many characters; a longer one is for the JSON door to refuse. */
const TEXT_MAX = 10_000;

const encoder = new TextEncoder();
let decoder;
let left = 0;

// The draft is packed where the engine reads it, in room that is used again.
let engine;
let bytes = new Uint8Array();
let room = 0;
let end = 0;
let at = 0;
let isCold = false;

/** The invoice of a plain draft that has nothing wrong with it; undefined for every other. */
export function flatCalculate(draft, options) {
  if (options !== undefined || typeof draft !== "object" || draft === null) return undefined;
  const answer = answerTo(draft);
  return answer === undefined ? undefined : new Answer(answer).invoice(draft);
}

function answerTo(draft) {
  if (!isOpen()) return undefined;
  try {
    packDraft(draft);
  } catch {
    // A getter or a proxy of the caller; the JSON door says where.
    isCold = true;
  }
  // A getter may have called the engine meanwhile.
  if (isCold || engine !== engineNow() || bytes.length === 0) return undefined;
  isCold = true;
  const length = asked(calculateFlat, at - room);
  return length === 0 ? undefined : given(length);
}

function asked(call, length) {
  try {
    return call(length);
  } catch (cause) {
    throw recovered(cause);
  }
}

/** Begins anew, if there is an engine. */
function isOpen() {
  const now = engineNow();
  if (now === undefined) return false;
  if (now !== engine) {
    engine = now;
    bytes = new Uint8Array();
    end = 0;
  }
  look();
  at = room;
  isCold = false;
  if (end === 0) widen(4096);
  return true;
}

/** Makes room for so many bytes; what was packed stays before `at`. */
function widen(length) {
  const packed = at - room;
  end = 0;
  room = asked(flatRoom, length);
  look();
  at = room + packed;
  end = room + length;
}

/** A memory that grew has left an empty view behind. */
function look() {
  if (bytes.length === 0) bytes = new Uint8Array(engine.memory.buffer);
}

/** The answer that the engine has just given, as text. */
function given(length) {
  look();
  // Decoders of Safari fail after 2 GB.
  if (left < length) {
    decoder = new TextDecoder();
    left = 2 ** 31 - 1;
  }
  left -= length;
  const from = flatAnswer();
  return decoder.decode(bytes.subarray(from, from + length));
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
  optionalText(type);
  text(currency);
  optionalText(issueDate);
  optionalText(deliveryDate);
  optionalText(taxPointDate);
  flag(pricesIncludeVat);
  optionalText(rounding);
  optionalDecimal(payableRounding);
  optionalDecimal(prepaid);
  put(`${lines.length}`);
  for (let index = 0; index < lines.length && !isCold; index += 1) packLine(lines[index]);
  packRows(allowances);
  packRows(charges);
}

function packLine(line) {
  if (typeof line !== "object" || line === null) {
    isCold = true;
    return;
  }
  const { id, name, description, quantity, unit, unitPrice, pricePer, vat, allowances, charges, sellerItemId, buyerItemId, note } = line;
  text(name);
  decimal(quantity);
  decimal(unitPrice);
  packVat(vat);
  optionalText(unit);
  const fields = 4 + (unit !== undefined) + (allowances !== undefined);
  if (isRecord(line, fields)) {
    nothing();
    packRows(allowances);
    return;
  }
  const rare = (id !== undefined) + (description !== undefined) + (pricePer !== undefined) + (charges !== undefined);
  if (!isRecord(line, fields + rare + (sellerItemId !== undefined) + (buyerItemId !== undefined) + (note !== undefined))) isCold = true;
  put("+");
  optionalText(id);
  optionalText(description);
  optionalDecimal(pricePer);
  optionalText(sellerItemId);
  optionalText(buyerItemId);
  optionalText(note);
  packRows(allowances);
  packRows(charges);
}

function packVat(vat) {
  if (typeof vat === "string") {
    nothing();
    text(vat);
    return;
  }
  if (typeof vat !== "object" || vat === null || !isRecord(vat, vat.rate === undefined ? 1 : 2)) {
    isCold = true;
    return;
  }
  text(vat.category);
  optionalDecimal(vat.rate);
}

function packRows(rows) {
  if (rows === undefined) {
    nothing();
    return;
  }
  if (!isList(rows)) {
    isCold = true;
    return;
  }
  put(`${rows.length}`);
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
  optionalDecimal(amount);
  optionalDecimal(percent);
  optionalDecimal(base);
  optionalText(reason);
  optionalText(reasonCode);
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
  if (typeof value === "string" && value !== "") put(value);
  else isCold = true;
}

function optionalText(value) {
  if (value === undefined) nothing();
  else text(value);
}

function decimal(value) {
  if (typeof value === "number") put(`${value}`);
  else text(value);
}

function optionalDecimal(value) {
  if (value === undefined) nothing();
  else decimal(value);
}

function flag(value) {
  if (value === undefined) nothing();
  else if (typeof value === "boolean") put(`${value}`);
  else isCold = true;
}

/** Puts an absent field. */
function nothing() {
  if (at === end) reserve(1);
  bytes[at] = 0;
  at += 1;
}

/** Puts a field: its length and its bytes. Character by character into one array is three times as fast as joining texts and encoding those. */
function put(field) {
  const { length } = field;
  if (at + length + 1 > end) reserve(length + 1);
  if (length < LONG) {
    let to = at + 1;
    for (let index = 0; index < length; index += 1) {
      const code = field.charCodeAt(index);
      if (code > 0x7f) break;
      bytes[to] = code;
      to += 1;
    }
    if (to === at + 1 + length) {
      bytes[at] = length;
      at = to;
      return;
    }
  }
  putLong(field);
}

/** Puts a field that is long, or has letters beyond ASCII. */
function putLong(field) {
  if (field.length > TEXT_MAX) {
    isCold = true;
    return;
  }
  reserve(3 * field.length + 3);
  const { written } = encoder.encodeInto(field, bytes.subarray(at + 3));
  bytes[at] = LONG;
  bytes[at + 1] = written >> 8;
  bytes[at + 2] = written & 0xff;
  at += 3 + written;
}

function reserve(length) {
  if (at + length > end) widen(2 * (at - room + length));
}

/** One part of an answer, field after field: each its length and its characters. */
class Fields {
  constructor(text, at) {
    this.text = text;
    this.at = at;
  }

  next() {
    const from = this.at + 1;
    this.at = from + this.text.charCodeAt(this.at);
    return this.at === from ? "" : this.text.slice(from, this.at);
  }

  /** Seven bits. */
  mark() {
    this.at += 1;
    return this.text.charCodeAt(this.at - 1);
  }

  /** A whole number in three characters. */
  place() {
    return (this.mark() << 14) | (this.mark() << 7) | this.mark();
  }

  /** A decimal of the caller: its text, where the answer has no other; undefined where there is none. */
  echo(given) {
    const field = this.next();
    return field === "" ? asText(given) : field;
  }
}

/** The parts of an answer, put together with the caller's own in the order of the JSON door. */
class Answer {
  constructor(text) {
    this.said = new Fields(text, 0);
    this.amounts = new Fields(text, new Fields(text, text.length - 3).place());
    this.zero = this.said.next();
    this.unit = this.said.next();
  }

  invoice(draft) {
    const { said, amounts } = this;
    const invoice = { type: said.next(), currency: draft.currency };
    if (draft.issueDate !== undefined) invoice.issueDate = draft.issueDate;
    if (draft.deliveryDate !== undefined) invoice.deliveryDate = draft.deliveryDate;
    if (draft.taxPointDate !== undefined) invoice.taxPointDate = draft.taxPointDate;
    if (draft.pricesIncludeVat !== undefined) invoice.pricesIncludeVat = draft.pricesIncludeVat;
    if (draft.rounding !== undefined) invoice.rounding = draft.rounding;
    const payableRounding = said.echo(draft.payableRounding);
    const prepaid = said.next() || undefined;
    const lines = new Array(draft.lines.length);
    for (let index = 0; index < lines.length; index += 1) lines[index] = this.line(draft.lines[index], index);
    const allowances = this.rows(draft.allowances, this.documentRow);
    const charges = this.rows(draft.charges, this.documentRow);
    if (payableRounding !== undefined) invoice.payableRounding = payableRounding;
    if (allowances !== undefined) invoice.allowances = allowances;
    if (charges !== undefined) invoice.charges = charges;
    if (prepaid !== undefined) invoice.prepaid = prepaid;
    invoice.lines = lines;
    const vatBreakdown = this.list(this.group);
    const adjustments = this.adjustments(allowances ?? [], charges ?? [], vatBreakdown);
    if (adjustments.length > 0) invoice.adjustments = adjustments;
    invoice.totals = this.totals();
    invoice.vatBreakdown = vatBreakdown;
    invoice.mentions = [];
    const grossMeans = amounts.next();
    if (grossMeans !== "") invoice.grossMeans = grossMeans;
    invoice.findings = [];
    return invoice;
  }

  line(given, index) {
    const { said, amounts } = this;
    const marks = said.mark();
    const { name, description, sellerItemId, buyerItemId, note } = given;
    const id = given.id === undefined ? `${index + 1}` : given.id;
    const unit = marks & UNIT ? said.next() : this.unit;
    const quantity = marks & QUANTITY ? said.next() : asText(given.quantity);
    const unitPrice = marks & PRICE ? said.next() : asText(given.unitPrice);
    const vat = marks & VAT ? this.vat(given.vat) : { category: given.vat.category, rate: asText(given.vat.rate) };
    const pricePer = marks & PER ? said.next() : asText(given.pricePer);
    const allowances = this.rows(given.allowances, this.lineRow);
    const charges = this.rows(given.charges, this.lineRow);
    const net = amounts.next();
    const allowanceTotal = amounts.next() || this.zero;
    const chargeTotal = amounts.next() || this.zero;
    const vatAmount = amounts.next();
    const gross = amounts.next();
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

  vat(given) {
    const category = this.said.next() || given.category;
    return { category, rate: this.said.echo(given.rate) };
  }

  /** Rows as understood; undefined for none, which are left out. */
  rows(given, read) {
    if (given === undefined || given.length === 0) return undefined;
    const rows = new Array(given.length);
    for (let index = 0; index < rows.length; index += 1) rows[index] = read.call(this, given[index]);
    return rows;
  }

  lineRow(given) {
    const { reason, reasonCode } = given;
    const percent = this.said.echo(given.percent);
    const amount = this.amounts.next();
    const base = this.amounts.next() || undefined;
    const isUsual = percent !== undefined && base === undefined && reason === undefined && reasonCode === undefined;
    return isUsual ? { amount, percent } : adjusted({}, amount, percent, base, reason, reasonCode);
  }

  documentRow(given) {
    const amount = this.said.next() || undefined;
    const percent = this.said.echo(given.percent);
    const base = this.said.next() || undefined;
    return adjusted({}, amount, percent, base, given.reason, given.reasonCode);
  }

  adjustments(allowances, charges, groups) {
    return this.list(() => {
      const place = this.amounts.place();
      const isCharge = place >= allowances.length;
      const { percent, reason, reasonCode } = isCharge ? charges[place - allowances.length] : allowances[place];
      const { category, rate } = groups[this.amounts.place()];
      const amount = this.amounts.next();
      // One that is split says no percentage, as its parts are none of one base.
      const base = this.amounts.next() || undefined;
      const row = adjusted({ kind: isCharge ? "charge" : "allowance" }, amount, base && percent, base, reason, reasonCode);
      row.vat = { category, rate };
      return row;
    });
  }

  totals() {
    const { amounts, zero } = this;
    const lineNet = amounts.next();
    const net = amounts.next();
    const vat = amounts.next();
    const gross = amounts.next();
    const payable = amounts.next();
    const allowances = amounts.next() || zero;
    const charges = amounts.next() || zero;
    const prepaid = amounts.next() || zero;
    const rounding = amounts.next() || zero;
    return { lineNet, allowances, charges, net, vat, gross, prepaid, rounding, payable };
  }

  group() {
    const { amounts } = this;
    return { category: amounts.next(), rate: amounts.next(), base: amounts.next(), amount: amounts.next() };
  }

  list(read) {
    const rows = new Array(this.amounts.place());
    for (let index = 0; index < rows.length; index += 1) rows[index] = read.call(this);
    return rows;
  }
}

/** A decimal of the caller as text. */
function asText(given) {
  return typeof given === "number" ? `${given}` : given;
}

function adjusted(row, amount, percent, base, reason, reasonCode) {
  if (amount !== undefined) row.amount = amount;
  if (percent !== undefined) row.percent = percent;
  if (base !== undefined) row.base = base;
  if (reason !== undefined) row.reason = reason;
  if (reasonCode !== undefined) row.reasonCode = reasonCode;
  return row;
}
