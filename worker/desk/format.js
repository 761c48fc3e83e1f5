// How amounts and days are written. Amounts come and stay as decimal texts: nothing is added up here.

import { language } from "./say.js";

const LOCALES = { nl: "nl-NL", en: "en-GB", de: "de-DE", fr: "fr-FR" };
const kept = new Map();

function formatter(kind, make) {
  const name = `${language()} ${kind}`;
  if (!kept.has(name)) kept.set(name, make(LOCALES[language()]));
  return kept.get(name);
}

/** An amount in its currency; the text goes to the formatter as it is, so that no digit is lost. */
export const amount = (text, currency) =>
  text === undefined ? "" : formatter(currency, (locale) => new Intl.NumberFormat(locale, { style: "currency", currency })).format(text);

/** The price of a unit in its currency, with all decimals that it has. */
export const price = (text, currency) =>
  formatter(`price ${currency}`, (locale) => new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 10 })).format(text);

/** A day such as 2026-01-31. */
export const day = (text) =>
  text ? formatter("day", (locale) => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" })).format(new Date(`${text}T00:00:00Z`)) : "";

/** A day without its year, such as 31 Jan. */
export const dayOfMonth = (text) =>
  formatter("day of month", (locale) => new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" })).format(new Date(`${text}T00:00:00Z`));

/** The month of a day, such as Jan or January 2026. */
export const month = (text, length) =>
  formatter(`month ${length}`, (locale) => new Intl.DateTimeFormat(locale, { month: length, ...(length === "long" && { year: "numeric" }), timeZone: "UTC" })).format(new Date(`${text}T00:00:00Z`));

/** A share such as 87.5, in percent. */
export const percent = (text) => formatter("percent", (locale) => new Intl.NumberFormat(locale, { style: "unit", unit: "percent", maximumFractionDigits: 1 })).format(text);

/** A moment such as 2026-01-31T09:00:00.000Z, in the time of the reader. */
export const moment = (text) =>
  text ? formatter("moment", (locale) => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" })).format(new Date(text)) : "";

/** A number as people type it, as the service takes it: in the language's own marks, or with one mark that cannot part thousands. */
export function decimal(text) {
  const plain = text.replace(/[\s\u00A0€]/g, "");
  const own = language() === "en" ? "." : ",";
  const last = Math.max(plain.lastIndexOf("."), plain.lastIndexOf(","));
  if (last < 0) return plain;
  const mark = plain[last];
  const comesOnce = plain.indexOf(mark) === last;
  const isDecimal = comesOnce && (mark === own || plain.length - last - 1 !== 3 || plain.slice(0, last) === "0");
  const whole = (isDecimal ? plain.slice(0, last) : plain).replace(/[.,]/g, "");
  return isDecimal ? `${whole}.${plain.slice(last + 1)}` : whole;
}

/** A contrast in hundredths with one decimal, cut off: what fails never looks as if it passed. */
export const ratio = (hundredths) =>
  formatter("ratio", (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 1 })).format(Math.floor(hundredths / 10) / 10);

/** A plain number. */
export const count = (value) => formatter("count", (locale) => new Intl.NumberFormat(locale)).format(value);
