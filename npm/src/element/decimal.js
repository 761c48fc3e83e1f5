// Decimals as people write them, in their locale: read to the text that the engine takes, and written from the text that it gives. A digit
// string stays one; nothing here passes through a floating-point number.

/** What a text may begin and end with around its digits: a currency sign or code, and a percent sign. */
const AROUND = /^(?:\p{Sc}|[A-Z]{3})?\s*([-−–+]?)\s*(?:\p{Sc}\s*)?([\d.,'’\s]*?)\s*(?:\p{Sc}|[A-Z]{3}|%)?$/u;

/** Whole digits: bare, or in groups of three that all have one separator. */
const WHOLE = /^(?:\d*|\d{1,3}([.,' ])\d{3}(?:\1\d{3})*)$/;

const kept = new Map();

/** The marks of a locale: `{ decimal, group }`. */
export function marksOf(locale) {
  return remembered(`marks ${locale}`, () => {
    const parts = new Intl.NumberFormat(locale).formatToParts(1234567.5);
    const mark = (type, otherwise) => parts.find((part) => part.type === type)?.value ?? otherwise;
    return { decimal: mark("decimal", "."), group: mark("group", " ") };
  });
}

/**
 * The decimal that a text says, such as "1234.56" for "1.234,56", "1,234.56" and "1 234,56"; undefined where it says none. Where one
 * mark could be either, as in "1.234", the locale decides.
 */
export function readDecimal(text, locale) {
  const [, sign, digits] = AROUND.exec(text.trim()) ?? [];
  if (digits === undefined || !/\d/.test(digits)) return undefined;
  const body = digits.replace(/\s/g, " ").replace(/’/g, "'");
  const at = decimalPlace(body, marksOf(locale));
  const whole = at < 0 ? body : body.slice(0, at);
  const fraction = at < 0 ? "" : body.slice(at + 1);
  if (!WHOLE.test(whole) || !/^\d*$/.test(fraction)) return undefined;
  const bare = whole.replace(/\D/g, "").replace(/^0+(?=\d)/, "") || "0";
  const value = fraction === "" ? bare : `${bare}.${fraction}`;
  return (sign === "-" || sign === "−" || sign === "–") && /[1-9]/.test(value) ? `-${value}` : value;
}

/** Where the decimal mark stands in digits and marks; -1 where there is none. */
function decimalPlace(body, { decimal, group }) {
  const [point, comma] = [body.lastIndexOf("."), body.lastIndexOf(",")];
  const last = Math.max(point, comma);
  // With both, the last one is the decimal mark; after a space or apostrophe, any one is.
  if (last < 0 || (point >= 0 && comma >= 0) || /[' ]/.test(body)) return last;
  const mark = body[last];
  if (body.indexOf(mark) !== last) return -1;
  return mark !== decimal && mark === group && /^\d{1,3}.\d{3}$/.test(body) ? -1 : last;
}

/** A decimal of the engine as its reader writes it: "1210.00" as "1.210,00". */
export function writeDecimal(decimal, locale) {
  const { decimal: mark, group } = marksOf(locale);
  const [, sign, whole, fraction] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  if (whole === undefined) return decimal;
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, group);
  return `${sign && "−"}${grouped}${fraction === undefined ? "" : mark + fraction}`;
}

/** An amount with the sign of its currency, as the locale places it. */
export function writeAmount(decimal, currency, locale) {
  return inPattern(decimal, locale, `${currency} ${locale}`, { style: "currency", currency });
}

/** The short sign of a currency. */
export function signOf(currency, locale) {
  try {
    const parts = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol" }).formatToParts(1);
    return parts.find(({ type }) => type === "currency").value;
  } catch {
    return currency;
  }
}

/** A percentage with its sign. */
export function writePercent(decimal, locale) {
  return inPattern(decimal, locale, `% ${locale}`, { style: "percent" });
}

/** A day as people write it: "2026-01-31" as "31 jan 2026". */
export function writeDay(day, locale) {
  const format = remembered(`day ${locale}`, () => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }));
  return format.format(new Date(`${day}T12:00:00Z`));
}

function inPattern(decimal, locale, key, style) {
  const isNegative = decimal.startsWith("-");
  const [before, after] = remembered(`${key} ${isNegative}`, () => patternOf(locale, style, isNegative));
  return before + writeDecimal(isNegative ? decimal.slice(1) : decimal, locale) + after;
}

/** What a locale puts before and after the digits. */
function patternOf(locale, style, isNegative) {
  const digits = ["integer", "group", "decimal", "fraction"];
  try {
    const parts = new Intl.NumberFormat(locale, style).formatToParts(isNegative ? -1 : 1);
    const isDigit = parts.map(({ type }) => digits.includes(type));
    const text = (some) => some.map(({ value }) => value).join("").replace("-", "−");
    return [text(parts.slice(0, isDigit.indexOf(true))), text(parts.slice(isDigit.lastIndexOf(true) + 1))];
  } catch {
    // A currency that is no code, which the engine will say.
    return [isNegative ? "−" : "", ` ${style.currency}`];
  }
}

function remembered(key, make) {
  if (!kept.has(key)) kept.set(key, make());
  return kept.get(key);
}
