// What customers do on their page, in Chromium against the Worker in workerd: without script, by keyboard, on a phone, in the dark; and
// that only a person counts as having looked.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { startChromium } from "../hosts/chromium.mjs";
import { DRAFT, eventually, open, start } from "../worker/client.mjs";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** What a browser says of itself that a person uses; a headless one is taken for a machine. */
const PERSON = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const PHONE = { width: 360, height: 740 };

let browser, host, client, administration, axe;

before(async () => {
  [browser, host, axe] = await Promise.all([startChromium(), start(), readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")]);
  ({ client, administration } = await open(host.url));
});
after(async () => {
  await browser?.close();
  await host?.stop();
});

/** A page of a browser context of its own. */
async function show(url, options = {}) {
  const context = await browser.newContext({ userAgent: PERSON, viewport: { width: 1100, height: 800 }, ...options });
  const page = await context.newPage();
  await page.goto(url);
  return { page, close: () => context.close() };
}

const entries = async ({ id }) => (await client.get(`/v1/invoices/${id}/entries`)).items;

async function judge(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((tags) => globalThis.axe.run({ runOnly: tags }), RULES);
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`), []);
}

test("without script a part is contested, and what is wrong stands at its field", async () => {
  const issued = await client.issue();
  const { page, close } = await show(issued.links.customer, { javaScriptEnabled: false, viewport: PHONE });
  await page.locator("#dispute summary").click();
  await page.locator("#dispute-amount").fill("99999");
  await page.locator("#dispute button").click();
  assert.equal(await page.locator("[role=alert]").count(), 1);
  assert.ok((await page.locator("#dispute-amount-fault").innerText()).includes("1.210,00"));
  assert.equal(await page.locator("#dispute-amount").inputValue(), "99999");
  await page.locator("#dispute-amount").fill("€ 210,50");
  await page.locator("#dispute-reason").fill("Twee zijn kapot");
  await page.locator("#dispute button").click();
  assert.ok((await page.locator("[role=status]").innerText()).includes("Uw bezwaar is ontvangen"));
  // Loading the page again posts nothing again.
  await page.reload();
  const booked = (await entries(issued)).filter(({ kind }) => kind === "dispute");
  assert.deepEqual(booked.map(({ amount, reason }) => [amount, reason]), [["210.50", "Twee zijn kapot"]]);
  await close();
});

test("by keyboard alone a day is promised", async () => {
  const issued = await client.issue();
  const { page, close } = await show(issued.links.customer);
  const until = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
  await page.locator("#promise summary").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "promise-until");
  await page.locator("#promise-until").fill(until);
  await page.keyboard.press("Enter");
  await page.waitForURL(/done=/);
  assert.ok((await page.locator("[role=status]").innerText()).includes("Uw toezegging is genoteerd"));
  assert.deepEqual((await entries(issued)).filter(({ kind }) => kind === "promise").map(({ until: day }) => day), [until]);
  await close();
});

test("looking counts once somebody moves, and never for a machine or the seller", async () => {
  const [seen, scanned, previewed] = [await client.issue(), await client.issue(), await client.issue()];
  const machine = await show(scanned.links.customer, { userAgent: `${PERSON} HeadlessChrome/140.0` });
  await machine.page.mouse.move(50, 50);
  const seller = await show(previewed.links.preview);
  await seller.page.mouse.move(50, 50);
  const person = await show(seen.links.customer);
  assert.ok((await entries(seen)).every(({ kind }) => kind !== "viewed"), "loading alone does not count");
  await person.page.mouse.move(50, 50);
  await eventually(async () => (await entries(seen)).some(({ kind }) => kind === "viewed"));
  for (const invoice of [scanned, previewed]) {
    assert.ok((await entries(invoice)).every(({ kind }) => kind !== "viewed"));
  }
  await Promise.all([machine, seller, person].map(({ close }) => close()));
});

test("axe-core finds nothing with forms open and refused, light and dark, on a desk and on a phone", async (t) => {
  const issued = await client.issue();
  for (const colorScheme of ["light", "dark"]) {
    for (const viewport of [{ width: 1100, height: 800 }, PHONE]) {
      await t.test(`${colorScheme} at ${viewport.width}`, async () => {
        const { page, close } = await show(issued.links.customer, { colorScheme, viewport, bypassCSP: true });
        await page.locator("#dispute summary").click();
        await page.locator("#dispute button").click();
        await page.waitForSelector("[role=alert]");
        await judge(page);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.equal(overflow, 0);
        await page.goto(`${host.url}/account/${administration}`);
        await judge(page);
        await close();
      });
    }
  }
});

test("all invoices stand behind a link that goes to the address, and end when they are closed", async () => {
  const { page, close } = await show(`${host.url}/account/${administration}`, { locale: "nl-NL" });
  await page.locator("#email").fill("anna@vermeulen.example");
  await page.keyboard.press("Enter");
  await page.waitForURL(/asked=1/);
  assert.ok((await page.locator("[role=status]").innerText()).includes("Hij werkt een uur"));
  const sent = await eventually(async () => (await client.get("/v1/outbox?limit=200")).items.find(({ link }) => link.includes("/a/")));
  await page.goto(sent.link);
  assert.ok((await page.locator("tbody tr").count()) > 1);
  await page.locator("tbody a").first().click();
  assert.ok((await page.locator(".sheet .state").innerText()).length > 0);
  await page.goto(sent.link);
  await page.locator("button").click();
  assert.equal((await page.reload()).status(), 410);
  await close();
});

test("the policy of the page stops nothing of its own and nothing is loaded from elsewhere", async () => {
  const issued = await client.issue({ ...DRAFT, customer: { ...DRAFT.customer, locale: "fr" } });
  const context = await browser.newContext({ userAgent: PERSON, colorScheme: "dark" });
  const page = await context.newPage();
  const [errors, hosts] = [[], new Set()];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("request", (request) => hosts.add(new URL(request.url()).origin));
  await page.goto(issued.links.customer);
  await page.mouse.move(20, 20);
  await page.locator("#feedback summary").click();
  await page.getByLabel("Oui").check();
  await page.locator("#feedback button").click();
  await page.waitForURL(/done=/);
  assert.deepEqual(errors, []);
  assert.deepEqual([...hosts].filter((origin) => origin !== "null" && origin !== host.url), []);
  await context.close();
});
