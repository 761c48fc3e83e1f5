// `<voldaan-calculator>` in Chromium: an invoice made by mouse, by keys and on a phone; what it says of mistakes; steps taken back.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { focused, get, openHost, pageOf, STRICT, totals } from "./calculator.mjs";
import { overflow, violations } from "./sight.mjs";

const DAY = "2026-01-31";

/** Two lines with discounts of each kind, worked out by hand below. */
const DRAFT = {
  currency: "EUR",
  issueDate: DAY,
  lines: [
    { name: "Advice", quantity: "12.5", unit: "hour", unitPrice: "95", vat: "nl:standard" },
    { name: "Book", quantity: "3", unitPrice: "18.50", vat: "nl:reduced", allowances: [{ reason: "Discount", percent: "10" }] },
  ],
  allowances: [{ percent: "5", reason: "Loyal customer" }],
  paymentTerms: { netDays: 30, earlyDiscounts: [{ percent: "2", days: 10 }] },
};

// 12.5 × 95 = 1,187.50 and 3 × 18.50 less 10 % = 49.95: together 1,237.45. 5 % of that is 61.8725, 61.87, which falls on the rates as
// 59.37 and 2.50: 1,128.13 and 47.45. VAT is 21 % of the one, 236.9073, and 9 % of the other, 4.2705. 2 % of 1,416.76 is 28.3352.
const TOTALS = {
  "Sum of lines": "€1,237.45",
  Discounts: "−€61.87",
  "Without VAT": "€1,175.58",
  "21% VAT on €1,128.13": "€236.91",
  "9% VAT on €47.45": "€4.27",
  "To pay": "€1,416.76",
};

const COMPLETE = {
  ...DRAFT,
  supplier: { name: "Studio Noord", country: "NL", vatId: "NL004495445B01", address: { line1: "Kade 1", city: "Delft", postalCode: "2611 GP" } },
  customer: { name: "Bakkerij Zon", country: "NL", address: { line1: "Markt 2", city: "Delft", postalCode: "2611 GP" } },
};

const tag = (draft, attributes = "") => `<voldaan-calculator locale="en-IE" country="NL" ${attributes} value='${JSON.stringify(draft)}'></voldaan-calculator>`;

let host;
before(async () => {
  host = await openHost(
    {
      "/empty.html": pageOf(`<voldaan-calculator locale="en-IE" country="NL"></voldaan-calculator>`),
      "/filled.html": pageOf(tag(DRAFT)),
      "/complete.html": pageOf(tag(COMPLETE)),
      "/explain.html": pageOf(tag(DRAFT, "explain")),
      ...Object.fromEntries(["nl", "de", "fr", "nl-BE"].map((locale) => [`/${locale}.html`, pageOf(`<voldaan-calculator></voldaan-calculator>`, { lang: locale })])),
    },
    { "content-security-policy": STRICT },
  );
});
after(() => host?.close());

/** Fills in what DRAFT says, each field as `put` does it. */
async function enter(calculator, put) {
  await put("Description", "Advice");
  await put("Quantity", "12.5");
  await put("Unit", "hour");
  await put("Price", "95");
  await calculator.getByRole("button", { name: "Add line" }).click();
  const second = calculator.getByRole("group", { name: "Line 2" });
  await put("Description", "Book", second);
  await put("Quantity", "3", second);
  await put("Unit", "", second);
  await put("Price", "18.50", second);
  await put("VAT", "nl:reduced", second);
  await put("Discount", "10", second);
  await calculator.getByRole("button", { name: "Add discount" }).click();
  await put("Discount: Reason", "Loyal customer", calculator);
  await put("Discount", "5", calculator.locator(".adjustment"));
  await put("Invoice date", DAY, calculator);
  await put("Payment", "net", calculator);
  await put("Days", "30", calculator);
  await put("Early-payment discount (%)", "2", calculator);
  await put("if paid within days", "10", calculator);
}

for (const [device, options] of [["a desk", {}], ["a phone", { width: 360, height: 740, hasTouch: true, isMobile: true }]]) {
  test(`an invoice is made on ${device}, and its totals follow each key`, async () => {
    const { page, errors, calculator } = await host.open("/empty.html", options);
    await enter(calculator, async (label, value, within = calculator.getByRole("group", { name: "Line 1" })) => {
      const field = within.getByLabel(label, { exact: true });
      if ((await field.evaluate(({ localName }) => localName)) === "select") return field.selectOption(value);
      if (options.hasTouch) await field.tap();
      else await field.click();
      await field.fill(value);
    });
    assert.deepEqual(await totals(calculator), TOTALS);
    assert.deepEqual(await get(calculator, "draft"), DRAFT);
    assert.equal(await calculator.locator("p.due").innerText(), "by 2 Mar 2026");
    assert.match(await calculator.locator(".early").innerText(), /2% off until 10 Feb 2026\s+€1,388.42/);
    assert.deepEqual(errors, []);
    assert.equal(await overflow(page), 0, "nothing is cut off");
    await page.close();
  });
}

test("by keys alone, lines are added, walked through, moved and deleted, and the focus stays", async () => {
  const { page, calculator } = await host.open("/empty.html");
  const type = async (...keys) => {
    for (const key of keys) await (key.startsWith("'") ? page.keyboard.type(key.slice(1)) : page.keyboard.press(key));
  };
  await calculator.getByLabel("Description").focus();
  await type("'One", "Tab", "'2", "Tab", "Tab", "'10", "Enter");
  assert.equal(await focused(calculator), "2 name");
  await type("'Two", "Tab", "Tab", "Tab", "'7", "ArrowUp");
  assert.equal(await focused(calculator), "1 price");
  await type("'11", "ArrowDown", "Alt+ArrowUp");
  assert.equal(await focused(calculator), "1 price");
  const names = async () => (await get(calculator, "draft")).lines.map(({ name, quantity, unitPrice }) => [name, quantity, unitPrice].join(" "));
  assert.deepEqual(await names(), ["Two 1 7", "One 2 11"]);
  await type("Control+Enter", "'Between");
  assert.equal(await focused(calculator), "2 name");
  await type("Alt+Delete");
  assert.deepEqual(await names(), ["Two 1 7", "One 2 11"]);
  assert.equal(await focused(calculator), "2 name");
  await type("Alt+Delete", "Alt+Delete");
  assert.deepEqual(await names(), []);
  assert.equal(await focused(calculator), "1 name");
  for (let step = 0; step < 3; step += 1) await type("Control+z");
  assert.deepEqual(await names(), ["Two 1 7", "Between 1 ", "One 2 11"]);
  await page.close();
});

test("by mouse, lines are moved and deleted, and steps are taken back and made again", async () => {
  const { page, calculator } = await host.open("/filled.html");
  const click = (name) => calculator.getByRole("button", { name, exact: true }).click();
  const names = async () => (await get(calculator, "draft")).lines.map(({ name }) => name).join();
  await click("Move line 2 up");
  assert.equal(await names(), "Book,Advice");
  assert.equal(await focused(calculator), "1 up");
  await click("Delete line 2");
  assert.equal(await names(), "Book");
  await calculator.getByRole("switch", { name: "Prices with VAT" }).click();
  assert.equal((await get(calculator, "draft")).pricesIncludeVat, true);
  await click("Undo");
  await click("Undo");
  await click("Undo");
  assert.deepEqual(await get(calculator, "draft"), DRAFT);
  assert.deepEqual(await totals(calculator), TOTALS);
  await click("Redo");
  await click("Redo");
  assert.equal(await names(), "Book");
  await page.close();
});

test("numbers are read and written as the language has them, to the last digit", async () => {
  for (const [locale, label, typed, written, amount] of [
    ["nl", "Prijs", "1.234,56", "1.234,56", "€ 1.234,56"],
    ["nl-BE", "Prijs", "1,234.56", "1.234,56", "€ 1.234,56"],
    ["de", "Preis", "1 234,56", "1.234,56", "1.234,56 €"],
    ["fr", "Prix", "1234,56", "1 234,56", "1 234,56 €"],
  ]) {
    const { page, calculator } = await host.open(`/${locale}.html`);
    await calculator.getByLabel(label, { exact: true }).fill(typed);
    await page.keyboard.press("Tab");
    const plain = (text) => text.replace(/[\u00a0\u202f]/g, " ");
    assert.equal(plain(await calculator.getByLabel(label, { exact: true }).inputValue()), written, locale);
    assert.equal((await get(calculator, "draft")).lines[0].unitPrice, "1234.56", locale);
    assert.equal(plain(await calculator.locator(".line > .amount").innerText()), amount, locale);
    await page.close();
  }
});

test("what is wrong stands next to its field, in the engine's words, and the rest is added up meanwhile", async () => {
  const { page, calculator } = await host.open("/filled.html");
  const price = calculator.getByRole("group", { name: "Line 2" }).getByLabel("Price", { exact: true });
  await price.fill("-1");
  await page.keyboard.press("Tab");
  assert.equal(await price.getAttribute("aria-invalid"), "true");
  const text = await calculator.evaluate((element) => {
    const { activeElement } = element.shadowRoot;
    const field = activeElement.closest(".line").querySelector(".price input");
    return element.shadowRoot.getElementById(field.getAttribute("aria-describedby")).textContent;
  });
  const { message, fix, path } = (await get(calculator, "findings"))[0];
  assert.equal(path, "lines[1].unitPrice");
  assert.equal(text, `${message} ${fix}`);
  assert.equal(await calculator.locator(".left").innerText(), "Not counted yet: Line 2");
  // 1,187.50 less 5 %, with 21 % VAT: 1,128.12 (59.375 is rounded up) and 236.9052.
  assert.equal((await totals(calculator))["To pay"], "€1,365.03");
  assert.equal(await get(calculator, "invoice"), undefined);
  await price.fill("12,5x");
  await page.keyboard.press("Tab");
  assert.match(await calculator.locator(".fault:visible").innerText(), /not a decimal number\. Write it like 1,234\.56\./);
  // What is only not filled in yet is said in the reader's language, by the browser too.
  await price.fill("");
  await page.keyboard.press("Tab");
  assert.equal(await calculator.locator(".fault:visible").innerText(), "This is not filled in yet.");
  await calculator.evaluate((element) => element.setAttribute("locale", "nl"));
  await calculator.getByText("Dit is nog niet ingevuld.").waitFor();
  assert.equal(await get(calculator, "validationMessage"), "Dit is nog niet ingevuld.");
  await page.close();
});

test("PDF and UBL are made on demand, and what they lack is asked for where it goes", async () => {
  const { page, calculator } = await host.open("/filled.html");
  const loaded = () => page.evaluate(() => performance.getEntriesByType("resource").some(({ name }) => name.includes("/documents/")));
  assert.equal(await loaded(), false);
  await calculator.getByRole("button", { name: "Download PDF" }).click();
  await calculator.getByText(/^No PDF yet: \d+ to do$/).waitFor();
  assert.equal(await loaded(), true);
  assert.equal(await focused(calculator), "number");
  const seller = calculator.getByRole("group", { name: "Seller" });
  const buyer = calculator.getByRole("group", { name: "Customer" });
  await calculator.getByLabel("Invoice number").fill("2026-0042");
  for (const [label, value] of Object.entries({ Name: "Studio Noord", "Street and number": "Kade 1", "Postal code": "2611 GP", City: "Delft", "Country code": "nl", "VAT number": "NL004495445B01" })) {
    await seller.getByLabel(label).fill(value);
  }
  for (const [label, value] of Object.entries({ Name: "Bakkerij Zon", "Street and number": "Markt 2", "Postal code": "2611 GP", City: "Delft", "Country code": "NL" })) {
    await buyer.getByLabel(label).fill(value);
  }
  await page.keyboard.press("Tab");
  assert.deepEqual(await calculator.locator(".fault:visible").allInnerTexts(), []);
  assert.deepEqual(await get(calculator, "draft"), COMPLETE);
  const file = async (kind) => {
    const [download] = await Promise.all([page.waitForEvent("download"), calculator.getByRole("button", { name: `Download ${kind}` }).click()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const pdf = await file("PDF");
  assert.equal(pdf.name, "2026-0042.pdf");
  assert.equal(pdf.bytes.subarray(0, 5).toString(), "%PDF-");
  const ubl = await file("UBL");
  assert.equal(ubl.name, "2026-0042.xml");
  assert.match(ubl.bytes.toString(), /<cbc:ID>2026-0042<\/cbc:ID>[^]*<cbc:PayableAmount currencyID="EUR">1416\.76</);
  await page.close();
});

test("the draft is copied as JSON, and amounts can be asked about", async () => {
  const { page, calculator } = await host.open("/explain.html", { permissions: ["clipboard-read", "clipboard-write"] });
  await calculator.getByRole("button", { name: "Copy JSON" }).click();
  await calculator.getByText("Copied").waitFor();
  assert.deepEqual(JSON.parse(await page.evaluate(() => navigator.clipboard.readText())), DRAFT);
  await page.evaluate(() => document.addEventListener("voldaan-explain", ({ detail }) => (document.title = detail.path)));
  await calculator.getByRole("button", { name: "€236.91" }).click();
  assert.equal(await page.title(), "vatBreakdown[0].amount");
  await calculator.getByRole("button", { name: "€49.95" }).click();
  assert.equal(await page.title(), "lines[1].net");
  await page.close();
});

test("axe-core finds nothing against WCAG 2.2 AA: empty, filled and with mistakes, light and dark, wide and narrow", async (t) => {
  for (const path of ["/empty.html", "/filled.html", "/explain.html"]) {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [1120, 360]) {
        await t.test(`${path} ${colorScheme} at ${width}`, async () => {
          const { page, calculator } = await host.open(path, { width, colorScheme, bypassCSP: true });
          await page.evaluate((dark) => (document.body.style.background = dark ? "#0f141a" : "#fff"), colorScheme === "dark");
          await page.evaluate((dark) => (document.body.style.color = dark ? "#fff" : "#000"), colorScheme === "dark");
          if (path === "/filled.html") {
            await calculator.getByLabel("Price", { exact: true }).first().fill("much");
            await calculator.locator("details").evaluateAll((all) => all.forEach((one) => (one.open = true)));
            await page.keyboard.press("Tab");
          }
          assert.deepEqual(await violations(page), []);
          await page.close();
        });
      }
    }
  }
});
