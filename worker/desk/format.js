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

/** A day such as 2026-01-31. */
export const day = (text) =>
  text ? formatter("day", (locale) => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" })).format(new Date(`${text}T00:00:00Z`)) : "";

/** A moment such as 2026-01-31T09:00:00.000Z, in the time of the reader. */
export const moment = (text) =>
  text ? formatter("moment", (locale) => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" })).format(new Date(text)) : "";

/** A plain number. */
export const count = (value) => formatter("count", (locale) => new Intl.NumberFormat(locale)).format(value);
