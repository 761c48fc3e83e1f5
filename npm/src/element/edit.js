// Edits of a state: each gives the next one. A field is named by its place: `lines.7.price` is the price of the line with the key 7.

import { readDecimal, writeDecimal } from "./decimal.js";
import { emptyAdjustment, emptyLine } from "./state.js";

const ROWS = ["lines", "adjustments"];

/** The fields in which decimals are typed. */
const DECIMALS = { lines: ["quantity", "price", "discount"], adjustments: ["value"], "": ["earlyPercent"] };

/** What stands in a field; undefined where there is none. */
export function valueOf(state, field) {
  const [place, ...rest] = field.split(".");
  if (!ROWS.includes(place)) return rest.length > 0 ? state[place][rest.join(".")] : state[place];
  return state[place].find(({ key }) => String(key) === rest[0])?.[rest[1]];
}

/** The state with another value in a field. */
export function withValue(state, field, value) {
  const [place, ...rest] = field.split(".");
  if (rest.length === 0) return { ...state, [place]: value };
  if (!ROWS.includes(place)) return { ...state, [place]: { ...state[place], [rest.join(".")]: value } };
  return { ...state, [place]: state[place].map((row) => (String(row.key) === rest[0] ? { ...row, [rest[1]]: value } : row)) };
}

/** Whether a decimal is typed into a field. */
export function takesDecimal(field) {
  const [place, , column] = field.split(".");
  return ROWS.includes(place) ? DECIMALS[place].includes(column) : DECIMALS[""].includes(field);
}

/** A field as it is shown once it was left: a decimal with the marks of the locale, what is none as it was typed. */
export function tidied(state, field, locale) {
  const typed = valueOf(state, field);
  const decimal = takesDecimal(field) && typed !== undefined ? readDecimal(typed, locale) : undefined;
  const written = decimal === undefined ? typed : writeDecimal(decimal, locale).replace("−", "-");
  return written === typed ? state : withValue(state, field, written);
}

/** The state with its decimals written for another locale. */
export function translated(state, from, to) {
  const fields = [
    ...ROWS.flatMap((place) => state[place].flatMap(({ key }) => DECIMALS[place].map((column) => `${place}.${key}.${column}`))),
    ...DECIMALS[""],
  ];
  return fields.reduce((next, field) => {
    const decimal = readDecimal(valueOf(next, field), from);
    return decimal === undefined ? next : withValue(next, field, writeDecimal(decimal, to).replace("−", "-"));
  }, state);
}

/** A new line below the one with this key, or at the end: `{ state, key }`. It begins with the VAT and unit of the line above. */
export function addLine(state, below, vat) {
  const at = below === undefined ? state.lines.length - 1 : placeOf(state, below);
  const above = state.lines[at];
  const line = emptyLine(above?.vat ?? vat, above?.unit);
  return { state: { ...state, lines: state.lines.toSpliced(at + 1, 0, line) }, key: line.key };
}

/** The state without a line; one line always stays, empty if need be. */
export function removeLine(state, key, vat) {
  const lines = state.lines.filter((line) => line.key !== key);
  return { ...state, lines: lines.length > 0 ? lines : [emptyLine(vat)] };
}

/** The state with a line moved up (-1) or down (1); the same state where it cannot. */
export function moveLine(state, key, by) {
  const at = placeOf(state, key);
  const to = at + by;
  if (to < 0 || to >= state.lines.length) return state;
  return { ...state, lines: state.lines.toSpliced(at, 1).toSpliced(to, 0, state.lines[at]) };
}

/** Where a line stands, from 0. */
export function placeOf(state, key) {
  return state.lines.findIndex((line) => line.key === key);
}

/** A new allowance or charge: `{ state, key }`. */
export function addAdjustment(state, kind) {
  const row = emptyAdjustment(kind);
  return { state: { ...state, adjustments: [...state.adjustments, row] }, key: row.key };
}

export function removeAdjustment(state, key) {
  return { ...state, adjustments: state.adjustments.filter((row) => row.key !== key) };
}
