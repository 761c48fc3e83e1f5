// The choices of VAT for a country on a day, and those of units. The rates are rows of the engine's law.

import { VoldaanError, vatRates } from "../inline.js";
import { writePercent } from "./decimal.js";

/** The kinds of rates that have a shorthand, and what they are called. */
const KINDS = {
  standard: "rateStandard",
  reduced: "rateReduced",
  reduced2: "rateReduced",
  superReduced: "rateReduced",
  parking: "rateReduced",
  zero: "rateZero",
};

const CATEGORIES = ["AE", "K", "G", "E", "O"];

const UNITS = { "": "unitOne", piece: "unitPiece", hour: "unitHour", day: "unitDay", week: "unitWeek", month: "unitMonth", year: "unitYear" };

/** The rates of a country; none where no law is known. */
export function ratesOf(country, on) {
  try {
    const rows = vatRates(country, { on });
    return rows.filter(({ kind }, index) => kind in KINDS && rows.findIndex((row) => row.kind === kind) === index);
  } catch (error) {
    if (error instanceof VoldaanError) return [];
    throw error;
  }
}

/** `[value, label]` for each way in which a line can bear VAT. */
export function vatChoices(country, on, { locale, phrase }) {
  const rates = ratesOf(country, on).map(({ kind, rate }) => [
    `${country.toLowerCase()}:${kind}`,
    `${writePercent(rate, locale)} ${phrase(KINDS[kind])}`,
  ]);
  const hasZero = rates.some(([value]) => value.endsWith(":zero"));
  const zero = hasZero ? [] : [["Z 0", `${writePercent("0", locale)} ${phrase("rateZero")}`]];
  return [...rates, ...zero, ...CATEGORIES.map((category) => [category, `${phrase(`vat${category}`)} (${category})`])];
}

/** The usual choice: the standard rate of the country. */
export function usualVat(country) {
  return `${country.toLowerCase()}:standard`;
}

/** `[value, label]` for each unit. */
export function unitChoices(phrase) {
  const units = Object.entries(UNITS).map(([value, key]) => [value, phrase(key)]);
  return [...units, ...["km", "kg", "l", "m", "m2", "kWh"].map((unit) => [unit, unit])];
}

/** The currencies to choose from; a draft may say any other. */
export const CURRENCIES = ["EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON"];
