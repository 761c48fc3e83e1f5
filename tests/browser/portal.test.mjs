// What customers do on their page, in Chromium against the Worker in workerd: without script, by keyboard, on a phone, in the dark; and
// that only a person counts as having looked.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startChromium } from "../hosts/chromium.mjs";
import { DRAFT, eventually, open, start } from "../worker/client.mjs";
import { PHONE } from "./desk_page.mjs";
import { judge } from "./sight.mjs";

/** What a browser says of itself that a person uses; a headless one is taken for a machine. */
const PERSON = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

let browser, host, client, administration;

before(async () => {
  [browser, host] = await Promise.all([startChromium(), start()]);
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

test("without script a part is contested, and what is wrong stands at its field", async () => {
  const issued = await client.issue();
  const { page, close } = await show(issued.links.customer, { javaScriptEnabled: false, viewport: PHONE.viewport });
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

/** An invoice of a customer who is kept, and their id. */
async function issuedToKept() {
  const { id: customerId } = await client.post("/v1/customers", { party: { ...DRAFT.customer, contact: { name: "Anna", email: `kept${Date.now()}@vermeulen.example` } } });
  const { customer, ...draft } = DRAFT;
  const { id } = await client.post("/v1/invoices", { draft, customerId });
  const issued = await client.post(`/v1/invoices/${id}/issue`, {}, { status: 200 });
  return { issued, customerId, email: issued.invoice.customer.contact.email };
}

test("how invoices come is chosen by mouse, by keyboard, and without script on a phone", async () => {
  const { issued, customerId } = await issuedToKept();
  const way = async () => (await client.get(`/v1/customers/${customerId}`)).delivery?.way;
  const mouse = await show(issued.links.customer);
  await mouse.page.locator("#delivery summary").click();
  await mouse.page.getByLabel("op papier, per post").check();
  await mouse.page.locator("#delivery button").click();
  await mouse.page.getByText("Uw keuze is bewaard").waitFor();
  assert.equal(await way(), "post");
  await mouse.page.locator("#delivery summary").focus();
  await mouse.page.keyboard.press("Enter");
  await mouse.page.keyboard.press("Tab");
  await mouse.page.keyboard.press("ArrowUp");
  await mouse.page.keyboard.press("Enter");
  await eventually(async () => (await way()) === "portal");
  await mouse.close();
  const phone = await show(issued.links.customer, { javaScriptEnabled: false, ...PHONE });
  await phone.page.locator("#delivery summary").tap();
  await phone.page.getByLabel("per e-mail").tap();
  await phone.page.locator("#delivery button").tap();
  await phone.page.getByText("Uw keuze is bewaard").waitFor();
  assert.equal(await way(), "email");
  await phone.close();
});

test("behind the link to all invoices the own details change at once, without script on a phone; axe-core finds nothing there", async () => {
  const { customerId, email } = await issuedToKept();
  const contact = async () => (await client.get(`/v1/customers/${customerId}`)).party.contact;
  const ask = await show(`${host.url}/account/${administration}`, { javaScriptEnabled: false, viewport: PHONE.viewport });
  await ask.page.locator("#email").fill(email);
  await ask.page.locator("button").click();
  const sent = await eventually(async () => (await client.get("/v1/outbox?limit=200")).items.find(({ link, to }) => link.includes("/a/") && to === email));
  await ask.page.goto(sent.link);
  await ask.page.getByLabel("Telefoon").fill("030 123 45 67");
  await ask.page.getByLabel("E-mailadres").fill("nobody");
  await ask.page.getByRole("button", { name: "Bewaren" }).click();
  assert.ok((await ask.page.locator("#details .fault").innerText()).includes("Vul een e-mailadres in"));
  assert.equal((await contact()).phone, undefined);
  await ask.page.getByLabel("E-mailadres").fill(email);
  await ask.page.getByRole("button", { name: "Bewaren" }).click();
  await ask.page.getByText("Uw gegevens zijn bewaard").waitFor();
  assert.deepEqual([(await contact()).phone, (await contact()).email], ["030 123 45 67", email]);
  await ask.close();
  for (const colorScheme of ["light", "dark"]) {
    for (const viewport of [{ width: 1100, height: 800 }, PHONE.viewport]) {
      const { page, close } = await show(sent.link, { colorScheme, viewport, bypassCSP: true });
      await judge(page, "the page");
      await close();
    }
  }
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
    for (const viewport of [{ width: 1100, height: 800 }, PHONE.viewport]) {
      await t.test(`${colorScheme} at ${viewport.width}`, async () => {
        const { page, close } = await show(issued.links.customer, { colorScheme, viewport, bypassCSP: true });
        await page.locator("#dispute summary").click();
        await page.locator("#dispute button").click();
        await page.waitForSelector("[role=alert]");
        await judge(page, "the page");
        await page.goto(`${host.url}/account/${administration}`);
        await judge(page, "the page");
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
  const sent = await eventually(async () => (await client.get("/v1/outbox?limit=200")).items.find(({ link, to }) => link.includes("/a/") && to === "anna@vermeulen.example"));
  await page.goto(sent.link);
  assert.ok((await page.locator("tbody tr").count()) > 1);
  await page.locator("tbody a").first().click();
  assert.ok((await page.locator(".sheet .state").innerText()).length > 0);
  await page.goto(sent.link);
  await page.locator("form.end button").click();
  await page.locator(".sheet.gone").waitFor();
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
