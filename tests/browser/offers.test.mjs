// Offers from both sides, in Chromium against the Worker in workerd: the seller makes, sends and invoices one at the desk, the customer
// accepts or declines it on a page; by mouse, by keyboard, on a phone and without script. Looking alone changes nothing.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DRAFT, eventually } from "../worker/client.mjs";
import { PHONE, inEachSight, startDesk, turnTo } from "./desk_page.mjs";
import { judge, overflow } from "./sight.mjs";

let place, browser, host, client, desk;

before(async () => {
  place = await startDesk("Offers");
  ({ browser, host, client, desk } = place);
});
after(() => place?.close());

const quote = (more = {}) => client.post("/v1/quotes", { draft: DRAFT, ...more });
const kept = ({ id }) => client.get(`/v1/quotes/${id}`);

async function show(url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1100, height: 800 }, ...options });
  const page = await context.newPage();
  await page.goto(url);
  return { page, close: () => context.close() };
}

test("without script, on a phone, a customer accepts an offer by name; looking again accepts nothing again", async () => {
  const made = await quote();
  const { page, close } = await show(made.links.customer, { ...PHONE, javaScriptEnabled: false });
  await page.locator("a.button").tap();
  await page.locator("#accept-name").fill(" ");
  await page.locator("section.actions > form button").tap();
  await page.locator("#accept-name-fault", { hasText: "Vul uw naam in" }).waitFor();
  assert.equal((await kept(made)).state, "open");
  await page.locator("#accept-name").fill("Anna Vermeulen");
  await page.locator("section.actions > form button").tap();
  await page.locator(".state", { hasText: "Anna Vermeulen" }).waitFor();
  await page.reload();
  assert.equal(await page.locator("form").count(), 0);
  const { state, acceptedBy, acceptedOn } = await kept(made);
  assert.deepEqual([state, acceptedBy, Boolean(acceptedOn)], ["accepted", "Anna Vermeulen", true]);
  await close();
});

test("by keyboard alone a customer declines an offer with a reason, and sees that it is over", async () => {
  const made = await quote({ kind: "proforma" });
  const { page, close } = await show(made.links.customer);
  await page.locator("#decline summary").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "decline-reason");
  await page.keyboard.type("Te duur");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("afgewezen of ingetrokken").waitFor();
  assert.ok(!(await page.content()).includes("1.210,00"));
  assert.deepEqual([(await kept(made)).state, (await kept(made)).reason], ["declined", "Te duur"]);
  await close();
});

test("axe-core finds nothing on the page of an offer, open, refused, accepted and over, light and dark, on a desk and on a phone", async (t) => {
  const [made, over, accepted] = [await quote(), await quote(), await quote()];
  await client.post(`/v1/quotes/${over.id}/decline`, {}, { status: 200 });
  await client.post(`/v1/quotes/${accepted.id}/accept`, { by: "Anna" }, { status: 200 });
  await inEachSight(t, (sight) => show(made.links.customer, sight), async (page) => {
    await page.locator("#decline summary").click();
    await judge(page, "open");
    await page.locator("section.actions > form button").click();
    await page.locator("[role=alert]").waitFor();
    await judge(page, "refused");
    for (const one of [over, accepted]) {
      await page.goto(one.links.customer);
      await judge(page, "decided");
    }
  });
});

test("by keyboard alone an offer is made for a new customer, sent, accepted, and made an invoice that is issued", async () => {
  const { page, errors, close } = await desk("offers");
  await page.getByRole("link", { name: "New offer" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "buyer");
  await page.keyboard.type("Drukkerij Nieuw");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  for (const text of [undefined, "NL", "Dorpsstraat 1", "1234 AB", "Hoorn", "info@drukkerij.example"]) {
    if (text) await page.keyboard.press("Control+A");
    if (text) await page.keyboard.type(text);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Tab");
  await page.keyboard.type("Letterpers");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("2");
  await page.keyboard.press("Tab");
  await page.keyboard.type("1,250.50");
  // 2 × 1,250.50 and 21 % of 2,501.00.
  await page.getByText("€3,026.21").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /Quotation Q20\d\d-\d{4}/ }).waitFor();
  const id = new URL(page.url()).hash.split("/").at(-1);
  const made = await kept({ id });
  assert.deepEqual([made.document.totals.gross, made.document.customer.address.city], ["3026.21", "Hoorn"]);
  await page.getByRole("button", { name: "Send" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await page.keyboard.press("Enter");
  await page.getByText("The offer is in the outbox.").waitFor();
  const [message] = (await client.get("/v1/outbox?newest=true&limit=1")).items;
  assert.deepEqual([message.to, message.invoiceId], ["info@drukkerij.example", id]);
  // The customer accepts on the page that the message leads to.
  const customer = await show(message.link);
  await customer.page.locator("#accept-name").fill("P. Drukker");
  await customer.page.keyboard.press("Enter");
  await customer.page.getByText("P. Drukker").waitFor();
  await customer.close();
  await page.reload();
  await page.getByText("P. Drukker").waitFor();
  await page.getByRole("button", { name: "Make the invoice" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await page.keyboard.press("Enter");
  await page.waitForURL(/invoices\/inv_/);
  await page.getByRole("button", { name: "Issue" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /^20\d\d-\d{4}/.test(document.querySelector("h1")?.textContent));
  assert.equal((await kept({ id })).state, "invoiced");
  assert.deepEqual(errors, []);
  await close();
});

test("on a phone a draft is made, changed and issued; what is wrong stands at its field", async () => {
  const { page, close } = await desk("invoices", { ...PHONE, locale: "nl-NL" });
  const fits = async () => assert.equal(await overflow(page), 0);
  await page.getByRole("link", { name: "Nieuwe factuur" }).tap();
  await page.locator("#buyer").fill("Kapsalon De Schaar");
  await page.getByLabel("Straat en nummer").fill("Laan 2");
  await page.getByLabel("Postcode").fill("2345 CD");
  await page.getByLabel("Plaats").fill("Ede");
  await page.getByLabel("Btw-nummer").fill("NL000");
  await page.getByLabel("Omschrijving").fill("Knippen");
  await page.getByLabel("Prijs excl. btw").fill("40,505");
  await fits();
  await page.getByRole("button", { name: "Als concept bewaren" }).tap();
  await page.locator("[data-path=vatId][aria-invalid=true]").waitFor();
  await page.getByLabel("Btw-nummer").fill("");
  await page.getByRole("button", { name: "Als concept bewaren" }).tap();
  await page.waitForURL(/invoices\/inv_/);
  const id = new URL(page.url()).hash.split("/").at(-1);
  await page.getByRole("button", { name: "Concept aanpassen" }).tap();
  await page.getByLabel("Prijs excl. btw").fill("1.040,50");
  await page.getByRole("button", { name: "Regel toevoegen" }).tap();
  const second = page.getByRole("group", { name: "Regel 2" });
  await second.getByLabel("Omschrijving").fill("Wassen");
  await second.getByLabel("Prijs excl. btw").fill("10");
  await fits();
  await page.getByRole("button", { name: "Als concept bewaren" }).tap();
  await page.getByRole("button", { name: "Opmaken" }).waitFor();
  // 1,040.50 and 10.00 at 21 %.
  assert.equal((await client.get(`/v1/invoices/${id}`)).invoice.totals.gross, "1271.11");
  await page.getByRole("button", { name: "Opmaken" }).tap();
  await page.locator("dialog").getByRole("button", { name: "Opmaken" }).tap();
  await eventually(async () => (await client.get(`/v1/invoices/${id}`)).state === "open");
  await close();
});

test("search finds offers by number and customer, among the invoices too", async () => {
  const made = await quote({ draft: { ...DRAFT, customer: { ...DRAFT.customer, name: "Zeilmakerij Wind" } } });
  const { page, close } = await desk("offers?show=all");
  await page.locator("#q").fill("zeilmakerij");
  await page.keyboard.press("Enter");
  await page.getByRole("row", { name: /Zeilmakerij Wind/ }).waitFor();
  assert.equal(await page.locator("tbody tr").count(), 1);
  await page.goto(`${host.url}/desk#/invoices?q=zeilmakerij`);
  await page.locator(".also").getByRole("link", { name: made.number }).click();
  await page.getByRole("heading", { name: new RegExp(made.number) }).waitFor();
  await close();
});

test("axe-core finds nothing on the desk's pages of offers and in its form, light and dark, on a desk and on a phone", async (t) => {
  const made = await quote();
  await inEachSight(t, (sight) => desk("offers", sight), async (page) => {
    await judge(page, "offers");
    for (const path of [`offers/${made.id}`, "compose", "compose?offer"]) {
      await turnTo(page, path);
      if (path.startsWith("compose")) {
        await page.locator("#buyer").fill("A new one");
        await page.getByRole("button", { name: "Add a line" }).click();
        await page.getByRole("button", { name: /Keep as a draft|Make the offer/ }).click();
        await page.locator("[aria-invalid=true]").first().waitFor();
      }
      await judge(page, path);
    }
  });
});
