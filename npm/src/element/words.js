// What is said of a finding beside its field: the engine's words; what is only not filled in yet, in the language of the calculator.

import { writeDecimal } from "./decimal.js";

/** The words for a finding. Where the engine asks for digits with a point, an example shows how they are written here. */
export function wordsOf({ message, fix, code }, phrase, locale) {
  if (code === "field.missing") return phrase("missing");
  const hint = code === "number.format" ? phrase("example", writeDecimal("1234.56", locale)) : fix;
  return hint === undefined ? message : `${message} ${hint}`;
}
