// Decimals as people type them in the calculator: read to what the engine takes, written as the reader's language has them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readDecimal, writeAmount, writeDecimal } from "../../npm/src/element/decimal.js";

const LOCALES = ["nl", "nl-BE", "en-IE", "en-GB", "de", "de-CH", "de-AT", "fr", "fr-CH", "en-IN"];

test("marks that can only mean one thing mean it in every language", () => {
  for (const locale of LOCALES) {
    for (const typed of ["1.234,56", "1,234.56", "1 234,56", "1'234.56", "1’234.56", "1\u00a0234,56", "1\u202f234.56", "1234,56", "1234.56", " € 1.234,56 ", "1,234.56 EUR"]) {
      assert.equal(readDecimal(typed, locale), "1234.56", `${typed} in ${locale}`);
    }
    for (const [typed, value] of [["1.234.567", "1234567"], ["0,5", "0.5"], [".5", "0.5"], ["12,", "12"], ["-3,10", "-3.10"], ["−3", "-3"], ["007", "7"], ["-0,00", "0.00"], ["21 %", "21"]]) {
      assert.equal(readDecimal(typed, locale), value, `${typed} in ${locale}`);
    }
  }
});

test("where a mark could be either, the language decides", () => {
  assert.deepEqual(["1.234", "1,234"].map((typed) => readDecimal(typed, "nl")), ["1234", "1.234"]);
  assert.deepEqual(["1.234", "1,234"].map((typed) => readDecimal(typed, "en-IE")), ["1.234", "1234"]);
  // Neither is the separator of groups in France or Switzerland.
  assert.deepEqual(["1.234", "1,234"].map((typed) => readDecimal(typed, "fr")), ["1.234", "1.234"]);
  assert.deepEqual(["1.234", "1,234"].map((typed) => readDecimal(typed, "de-CH")), ["1.234", "1.234"]);
});

test("what is no number is read as none, not as another one", () => {
  for (const typed of ["", " ", "abc", "12a", "1.23.4", "1,23,4.5", "1.2345,6", "12.34.567", "1.234,567.8", "1 23", "--1", "1e5", "0x10", "1-", "€", "٣"]) {
    for (const locale of LOCALES) assert.equal(readDecimal(typed, locale), undefined, `${typed} in ${locale}`);
  }
});

test("what is written is read again as the same decimal, digit for digit", () => {
  let seed = 7;
  const random = (below) => (seed = (seed * 48271) % 2147483647) % below;
  for (let round = 0; round < 5000; round += 1) {
    const whole = String(random(10) === 0 ? 0 : random(2 ** 30)) + (random(4) === 0 ? "000123456789".slice(0, random(5)) : "");
    const fraction = random(3) === 0 ? "" : `.${String(random(10 ** 9)).slice(0, 1 + random(10))}`;
    // A bare group of three after one mark is what the language says; all else is not.
    const decimal = (random(2) === 0 && /[1-9]/.test(whole) ? "-" : "") + whole.replace(/^0+(?=\d)/, "") + fraction;
    for (const locale of LOCALES) assert.equal(readDecimal(writeDecimal(decimal, locale), locale), decimal, `${decimal} in ${locale}`);
  }
});

test("digits beyond those of a floating-point number stay", () => {
  assert.equal(readDecimal("999.999.999.999.999,1234567891", "nl"), "999999999999999.1234567891");
  assert.equal(writeDecimal("999999999999999.1234567891", "nl"), "999.999.999.999.999,1234567891");
  assert.equal(writeAmount("100000000000000.01", "EUR", "en-IE"), "€100,000,000,000,000.01");
});

test("amounts stand as the language and the currency have them", () => {
  const plain = (text) => text.replace(/[\u00a0\u202f]/g, " ");
  assert.equal(plain(writeAmount("-1210.00", "EUR", "nl")), "€ −1.210,00");
  assert.equal(plain(writeAmount("1210.00", "EUR", "de")), "1.210,00 €");
  assert.equal(plain(writeAmount("1210", "JPY", "en-US")), "¥1,210");
  assert.equal(plain(writeAmount("1.00", "no code", "nl")), "1,00 no code");
});
