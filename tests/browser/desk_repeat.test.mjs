// Invoices that come again, at the desk in Chromium against the Worker in workerd: templates with placeholders and series, by mouse, by keyboard and
// on a phone; what the page says is held against the books.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DRAFT, eventually } from "../worker/client.mjs";
import { PHONE, at, idOf, inEachSight, startDesk, tabToPath, tabToText, turnTo } from "./desk_page.mjs";
import { judge, overflow } from "./sight.mjs";

let place, client, desk, customer;

before(async () => {
  place = await startDesk("Recurring");
  ({ client, desk } = place);
  customer = await client.post("/v1/customers", { party: { ...DRAFT.customer, kind: "business" } });
});
after(() => place?.close());

const MAINTENANCE = { currency: "EUR", buyerReference: "Contract 7", lines: [{ name: "Onderhoud {maand}", quantity: "{uren}", unit: "hour", unitPrice: "80.00", vat: "nl:standard" }], notes: ["Uitgevoerd door {wie}."] };
const template = (name) => client.post("/v1/templates", { name, draft: MAINTENANCE });
const templates = async () => (await client.get("/v1/templates")).items;
const called = async (name) => (await templates()).find((one) => one.name === name);
const series = async () => (await client.get("/v1/recurring")).items;
const row = (page, name) => page.locator(".kept-row", { hasText: name });

test("by mouse a template is made, and an invoice of it with what it will be beside the form; what does not fit stands at its placeholder", async () => {
  const { page, close } = await desk("repeat");
  await page.getByRole("link", { name: "New template" }).click();
  await at(page, "name").fill("Onderhoud");
  await at(page, "lines[0].name").fill("Onderhoud {maand}");
  await at(page, "lines[0].quantity").fill("{uren}");
  await at(page, "lines[0].unitPrice").fill("eighty");
  await at(page, "paymentTerms.netDays").fill("14");
  await at(page, "notes").fill("Uitgevoerd door {wie}.");
  await page.getByText("To be filled in with each invoice: {maand}, {uren}, {wie}").waitFor();
  await page.getByRole("button", { name: "Save" }).click();
  await at(page, "lines[0].unitPrice").and(page.locator("[aria-invalid=true]")).waitFor();
  await at(page, "lines[0].unitPrice").fill("80.00");
  await page.getByRole("button", { name: "Save" }).click();
  await row(page, "Onderhoud {maand}").waitFor();
  const { draft } = await called("Onderhoud");
  assert.deepEqual([draft.lines[0].quantity, draft.paymentTerms, draft.notes], ["{uren}", { netDays: 14 }, ["Uitgevoerd door {wie}."]]);

  await row(page, "Onderhoud {maand}").getByRole("link", { name: /^Make an invoice/ }).click();
  await page.locator("#buyer").fill(customer.party.name);
  await at(page, "values.maand").fill("juni");
  await page.getByText("The invoice appears here once you fill in {uren}, {wie}.").waitFor();
  await at(page, "values.wie").fill("Piet");
  await at(page, "values.uren").fill("drie");
  await at(page, "values.uren").and(page.locator("[aria-invalid=true]")).waitFor();
  await at(page, "values.uren").fill("3");
  // 3 × 80.00, and 21 % of 240.00.
  await page.getByText("€290.40").waitFor();
  await page.getByText("Uitgevoerd door Piet.").waitFor();
  assert.deepEqual((await client.get("/v1/invoices")).items, [], "nothing is kept before it is asked for");
  await page.getByRole("button", { name: "Keep as a draft" }).click();
  await page.waitForURL(/invoices\/inv_/);
  const made = await client.get(`/v1/invoices/${idOf(page)}`);
  assert.deepEqual([made.invoice.totals.payable, made.invoice.lines[0].name, made.customerId], ["290.40", "Onderhoud juni", customer.id]);
  await close();
});

test("by keyboard alone a template is changed and that is undone, then removed and brought back", async () => {
  const kept = await template("Toetsen");
  const { page, close } = await desk("repeat");
  await page.getByRole("link", { name: "Change: Toetsen" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.dataset.path === "name");
  await tabToPath(page, "lines[0].unitPrice");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("1,085.50");
  await tabToPath(page, "buyerReference");
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await tabToText(page, "Save");
  await page.keyboard.press("Enter");
  await page.waitForURL(/#\/repeat$/);
  await page.waitForFunction(() => document.activeElement.id === "content");
  const { draft } = await called("Toetsen");
  assert.deepEqual([draft.lines[0].unitPrice, draft.lines[0].unit, draft.buyerReference, draft.notes], ["1085.50", "hour", undefined, MAINTENANCE.notes]);
  await page.getByRole("button", { name: "Undo" }).last().focus();
  await page.keyboard.press("Enter");
  await eventually(async () => (await called("Toetsen")).draft.buyerReference === "Contract 7");
  assert.deepEqual((await called("Toetsen")).draft, kept.draft);
  await page.getByRole("button", { name: "Remove: Toetsen" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await page.keyboard.press("Enter");
  await eventually(async () => !(await called("Toetsen")));
  await page.getByRole("button", { name: "Undo" }).last().focus();
  await page.keyboard.press("Enter");
  await eventually(async () => Boolean(await called("Toetsen")));
  await close();
});

test("on a phone an invoice of a template is made for a new customer; nothing is cut off", async () => {
  await template("Duim");
  const { page, close } = await desk("repeat", { ...PHONE, locale: "nl-NL" });
  const fits = async () => assert.equal(await overflow(page), 0);
  await fits();
  await page.getByRole("link", { name: "Factuur maken: Duim" }).tap();
  await page.locator("#buyer").fill("Garage Duim");
  await at(page, "values.maand").fill("juli");
  await at(page, "values.uren").fill("7.5");
  await at(page, "values.wie").fill("Anna");
  // 7.5 × 80.00, and 21 % of 600.00.
  await page.getByText("€ 726,00").waitFor();
  await fits();
  await page.getByRole("button", { name: "Als concept bewaren" }).tap();
  await page.waitForURL(/invoices\/inv_/);
  assert.equal((await client.get(`/v1/invoices/${idOf(page)}`)).invoice.customer.name, "Garage Duim");
  await close();
});

test("by mouse a series is made, changed, laid to rest, which is undone, and ended", async () => {
  const { page, close } = await desk("repeat");
  await page.getByRole("link", { name: "New series" }).click();
  await page.locator("#buyer").fill(customer.party.name);
  await at(page, "lines[0].name").fill("Hosting");
  await at(page, "lines[0].unitPrice").fill("25");
  await at(page, "start").fill("2099-01-31");
  await at(page, "count").fill("3");
  await at(page, "far").selectOption("issue");
  await page.getByRole("button", { name: "Save" }).click();
  await row(page, "Hosting").getByText("every 3 months").waitFor();
  const [made] = await series();
  assert.deepEqual([made.template.every, made.template.count, made.template.start, made.issue, made.send, made.customerId], ["month", 3, "2099-01-31", true, false, customer.id]);
  await row(page, "Hosting").getByRole("link", { name: /^Change/ }).click();
  await at(page, "far").selectOption("send");
  await at(page, "end").fill("2098-01-01");
  await page.getByRole("button", { name: "Save" }).click();
  // A series that ends before it begins is none.
  await at(page, "end").and(page.locator("[aria-invalid=true]")).waitFor();
  await at(page, "end").fill("2099-12-31");
  await page.getByRole("button", { name: "Save" }).click();
  await eventually(async () => (await series())[0].send);
  await row(page, "Hosting").getByRole("button", { name: /^Let it rest/ }).click();
  await page.locator("dialog").getByRole("button", { name: "Let it rest" }).click();
  await row(page, "Hosting").getByText("rests").waitFor();
  assert.equal((await series())[0].active, false);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await eventually(async () => (await series())[0].active);
  await row(page, "Hosting").getByRole("button", { name: /^End it/ }).click();
  await page.locator("dialog").getByRole("button", { name: "End it" }).click();
  await eventually(async () => (await series()).length === 0);
  await close();
});

test("by keyboard alone a series is made and let rest; on a phone it runs again and is changed", async () => {
  const { page, close } = await desk("repeat");
  await tabToText(page, "New series");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "buyer");
  await page.keyboard.type(customer.party.name);
  await page.keyboard.press("Escape");
  await tabToPath(page, "lines[0].name");
  await page.keyboard.type("Abonnement");
  await tabToPath(page, "lines[0].unitPrice");
  await page.keyboard.type("9.95");
  await tabToPath(page, "every");
  await page.keyboard.type("y");
  await tabToText(page, "Save");
  await page.keyboard.press("Enter");
  await row(page, "Abonnement").getByText("each year").waitFor();
  await page.getByRole("button", { name: "Let it rest: Abonnement" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await page.keyboard.press("Enter");
  await eventually(async () => !(await series())[0].active);
  await close();
  const phone = await desk("repeat", PHONE);
  await row(phone.page, "Abonnement").getByRole("button", { name: /^Let it run again/ }).tap();
  await phone.page.locator("dialog").getByRole("button", { name: "Let it run again" }).tap();
  await eventually(async () => (await series())[0].active);
  await row(phone.page, "Abonnement").getByRole("link", { name: /^Change/ }).tap();
  await at(phone.page, "lines[0].unitPrice").fill("12.5");
  assert.equal(await overflow(phone.page), 0);
  await phone.page.getByRole("button", { name: "Save" }).tap();
  await eventually(async () => (await series())[0].template.draft.lines[0].unitPrice === "12.5");
  await phone.close();
});

test("axe-core finds nothing on these pages, light and dark, on a desk and on a phone; nothing is cut off", async (t) => {
  const { id } = await template("Bekeken");
  await inEachSight(t, (sight) => desk("work", sight), async (page) => {
    for (const path of ["repeat", "repeat/new", `repeat/${id}`, `repeat/${id}?use`, "repeat/series"]) {
      await turnTo(page, path);
      await judge(page, path);
    }
    await turnTo(page, `repeat/${id}?use`);
    await page.getByRole("button", { name: "Keep as a draft" }).click();
    await page.locator("[aria-invalid=true]").first().waitFor();
    await judge(page, "with what is not filled in");
    await page.locator("#buyer").fill(customer.party.name);
    for (const [name, value] of [["maand", "juni"], ["uren", "3"], ["wie", "Piet"]]) await at(page, `values.${name}`).fill(value);
    await page.getByText("€290.40").waitFor();
    await judge(page, "with its preview");
  });
});
