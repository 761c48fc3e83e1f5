// A draft computed for the screen: the invoice, or what is wrong with it and, meanwhile, what the rest of it comes to. All amounts and all
// messages are the engine's.

import { VoldaanError, calculate } from "../inline.js";
import { PARTY } from "./state.js";

/** Leaving out what is wrong can bring out something else; after so many rounds nothing is shown. */
const ROUNDS_MAX = 4;

const COLUMNS = { name: "name", quantity: "quantity", unit: "unit", unitPrice: "price", vat: "vat", allowances: "discount" };
const TERMS = { dueDate: "dueDate", netDays: "dueDays", endOfMonth: "dueDays" };

/**
 * `{ invoice, findings, shown, lines, left }`: `invoice` is there where the draft has nothing wrong with it. `shown` is what the screen
 * shows: it, or the invoice of what is right already; `lines` are the places in the draft of its lines, `left` those left out of it.
 */
export function compute(draft) {
  const all = draft.lines.map((_, index) => index);
  if (all.length === 0) return { findings: [], lines: [], left: [] };
  try {
    const invoice = calculate(draft);
    return { invoice, findings: invoice.findings, shown: invoice, lines: all, left: [] };
  } catch (error) {
    if (!(error instanceof VoldaanError)) throw error;
    return { findings: error.findings, ...rest(draft, error.findings, all) };
  }
}

/** What a draft comes to without what is wrong with it. */
function rest(draft, findings, all) {
  let [current, lines, errors] = [draft, all, findings];
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    ({ draft: current, lines } = without(current, lines, errors.filter(({ severity }) => severity === "error")));
    if (lines.length === 0) break;
    try {
      return { shown: calculate(current), lines, left: all.filter((place) => !lines.includes(place)) };
    } catch (error) {
      errors = error.findings ?? [];
    }
  }
  return { lines: [], left: all };
}

function without(draft, lines, errors) {
  const next = { ...draft };
  const dropped = { lines: new Set(), allowances: new Set(), charges: new Set() };
  const unnamed = new Set();
  for (const { path } of errors) {
    const [, place, index, below] = /^(\w*)(?:\[(\d+)\])?\.?(.*)$/.exec(path) ?? [];
    if (place === "lines" && below === "name") unnamed.add(Number(index));
    else if (place in dropped && index !== undefined) dropped[place].add(Number(index));
    else if (place !== "lines" && place !== "currency") delete next[place];
  }
  const keep = (place) => (_, index) => !dropped[place].has(index);
  // A line without a name has an amount all the same.
  next.lines = draft.lines.map((line, index) => (unnamed.has(index) ? { ...line, name: "–" } : line)).filter(keep("lines"));
  for (const place of ["allowances", "charges"]) if (next[place]) next[place] = next[place].filter(keep(place));
  return { draft: next, lines: lines.filter(keep("lines")) };
}

/** The field that a finding is about, by its path in the draft; undefined where no field shows it. */
export function fieldOf({ path, code }, places) {
  const [, place, index, below] = /^(\w*)(?:\[(\d+)\])?\.?(.*)$/.exec(path) ?? [];
  const first = /^\w*/.exec(below ?? "")[0];
  switch (place) {
    case "lines":
      return lineField(code, places.lines[index], first);
    case "allowances":
    case "charges":
      return places[place][index] && `adjustments.${places[place][index]}.${first.startsWith("reason") ? "reason" : "value"}`;
    case "paymentTerms":
      if (first === "earlyDiscounts") return below.endsWith("days") ? "earlyDays" : "earlyPercent";
      return TERMS[first] ?? "due";
    case "supplier":
    case "customer":
      return `${place}.${PARTY.find((known) => known === below) ?? (first === "address" ? "address.line1" : "name")}`;
    case "paymentMethods":
      return "iban";
    case "currency":
    case "issueDate":
    case "number":
      return place;
    default:
      return undefined;
  }
}

function lineField(code, key, first) {
  if (code === "taxPoint.missing") return "issueDate";
  if (key === undefined) return undefined;
  const isReason = code === "vat.reasonMissing";
  return `lines.${key}.${isReason ? "reason" : COLUMNS[first] ?? "name"}`;
}
