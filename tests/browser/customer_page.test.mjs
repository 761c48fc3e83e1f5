// The customer's page in Chromium, served by the Worker in workerd: judged by axe-core, read on a phone, without script, and on paper.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startChromium } from "../hosts/chromium.mjs";
import { DRAFT, open, start } from "../worker/client.mjs";
import { overflow, violations } from "./sight.mjs";

const LINES = [
  { name: "Workshop zonnewijzers bouwen", description: "Inclusief materiaal", quantity: "3", unit: "hour", unitPrice: "95.00", vat: "nl:standard" },
  { name: "Cursusboek", quantity: "12", unitPrice: "18.50", vat: "nl:reduced", allowances: [{ percent: "10", reason: "12 of meer" }] },
  { name: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamter", quantity: "250", unitPrice: "0.0375", vat: "nl:standard" },
];

let browser, host, pages;

before(async () => {
  [browser, host] = await Promise.all([startChromium(), start()]);
  const { client } = await open(host.url);
  const issue = (locale) => {
    const methods = [{ kind: "creditTransfer", iban: "NL91ABNA0417164300" }, { kind: "online", url: "https://pay.example/1" }];
    return client.issue({ ...DRAFT, lines: LINES, paymentMethods: methods, customer: { ...DRAFT.customer, locale } });
  };
  const [opened, paid, taken, late] = [await issue("nl"), await issue("en"), await issue("de"), await issue("fr")];
  await client.post(`/v1/invoices/${paid.id}/payments`, { amount: paid.invoice.totals.payable, method: "cash" });
  await client.post(`/v1/invoices/${taken.id}/void`, {}, { status: 200 });
  const link = (invoice) => invoice.links.customer;
  pages = { open: link(opened), paid: link(paid), void: link(taken), overdue: link(late), gone: `${host.url}/i/unknown` };
});
after(async () => {
  await browser?.close();
  await host?.stop();
});

/** Opens one of the pages; what the browser complains of is collected in `errors`. */
async function show(name, { width = 1100, ...options } = {}) {
  // The overdue page is seen two months later: its administration is for tests and has a clock to set.
  const later = { "x-voldaan-test-clock": new Date(Date.now() + 60 * 86_400_000).toISOString() };
  const headers = name === "overdue" ? { extraHTTPHeaders: later } : {};
  const page = await browser.newPage({ viewport: { width, height: 800 }, bypassCSP: options.bypassCSP, ...headers });
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(pages[name]);
  return { page, errors };
}

test("axe-core finds nothing against WCAG 2.2 AA, in any state, on a desk and on a phone", async (t) => {
  for (const name of Object.keys(pages)) {
    for (const width of [1100, 375]) {
      await t.test(`${name} at ${width}`, async () => {
        // The page's own policy would not let the judge in.
        const { page } = await show(name, { width, bypassCSP: true });
        assert.deepEqual(await violations(page), []);
        await page.close();
      });
    }
  }
});

test("each state says itself, and the browser has nothing to complain of", async () => {
  for (const [name, text] of [["open", "Te betalen uiterlijk"], ["paid", "Thank you"], ["void", "storniert"], ["overdue", "Était due le"]]) {
    const { page, errors } = await show(name);
    assert.equal(await page.locator(`.sheet.${name}`).count(), 1, name);
    assert.ok((await page.locator(".state").innerText()).includes(text), name);
    assert.deepEqual(errors, [], name);
    await page.close();
  }
});

test("nothing is cut off at 320 pixels, and the lines stay readable", async () => {
  // WCAG 2.2, success criterion 1.4.10 (reflow).
  for (const name of Object.keys(pages)) {
    const { page } = await show(name, { width: 320 });
    assert.equal(await overflow(page), 0, name);
    await page.close();
  }
});

test("by keyboard, the invoice and its link to pay are reached and seen", async () => {
  const { page } = await show("open");
  const focused = async () => {
    await page.keyboard.press("Tab");
    return page.evaluate(() => {
      const { href } = document.activeElement;
      const { outlineStyle } = getComputedStyle(document.activeElement);
      return [href, outlineStyle !== "none"];
    });
  };
  assert.deepEqual(await focused(), [`${pages.open}#invoice`, true]);
  // The documents come first, in the order in which they are read.
  assert.deepEqual(await focused(), [`${pages.open}.pdf`, true]);
  assert.deepEqual(await focused(), [`${pages.open}.ubl.xml`, true]);
  const rest = [];
  while (rest.length < 10 && rest.at(-1)?.[0] !== "https://pay.example/1") {
    rest.push(await focused());
  }
  assert.deepEqual(rest.at(-1), ["https://pay.example/1", true]);
  assert.ok(rest.every(([, seen]) => seen), JSON.stringify(rest));
});

test("on paper there are no buttons and no empty pages", async () => {
  const { page } = await show("open");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".button").isVisible(), false);
  assert.equal(await page.locator(".iban").isVisible(), true);
  const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  const sheets = Number(/\/Type \/Pages[^]*?\/Count (\d+)/.exec(pdf)?.[1] ?? /\/Count (\d+)/.exec(pdf)?.[1]);
  assert.ok(sheets >= 1 && sheets <= 2, `${sheets} sheets`);
});
