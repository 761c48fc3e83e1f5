// Customers and what was delivered to them, at the desk in Chromium against the Worker in workerd: kept, changed and removed by mouse, by keyboard
// and on a phone; what the page says is held against the books.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DRAFT, eventually } from "../worker/client.mjs";
import { PHONE, at, inEachSight, section, startDesk, tabToPath, tabToText, turnTo } from "./desk_page.mjs";
import { judge, overflow } from "./sight.mjs";

/** All of this happens on a Wednesday in March, by the clock of an administration for tests. */
const NOW = "2026-03-11T10:00:00Z";

let place, client, desk;

before(async () => {
  place = await startDesk("Customers", { clock: NOW });
  ({ client, desk } = place);
});
after(() => place?.close());

const PARTY = { ...DRAFT.customer, kind: "business" };
const made = (name, more = {}) => client.post("/v1/customers", { party: { ...PARTY, name }, ...more });
const found = async (name) => (await client.get(`/v1/customers?${new URLSearchParams({ q: name })}`)).items[0];
const item = ({ id }, name, more = {}) =>
  client.post("/v1/items", { customerId: id, deliveredOn: "2026-03-05", draft: { currency: "EUR", lines: [{ name, quantity: "2", unitPrice: "50.00", vat: "nl:standard" }] }, ...more });
const waiting = async ({ id }) => (await client.get(`/v1/items?${new URLSearchParams({ customer: id, invoiced: "false" })}`)).items;
const billing = async () => (await client.get("/v1/administration")).itemBilling;

test("by mouse a customer is kept with note, way and format, which their invoices have; a change is undone", async () => {
  const { page, close } = await desk("customers");
  await page.getByRole("link", { name: "New customer" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await at(page, "party.name").and(page.locator("[aria-invalid=true]")).waitFor();
  await at(page, "party.name").fill("Drukkerij Zuid");
  await at(page, "party.address.line1").fill("Kade 1");
  await at(page, "party.address.postalCode").fill("1234 AB");
  await at(page, "party.address.city").fill("Hoorn");
  await at(page, "party.vatId").fill("NL000");
  await at(page, "party.contact.email").fill("info@drukkerij.example");
  await at(page, "note").fill("Bestelnummer 4711 < vermelden & bewaren");
  await at(page, "delivery.way").selectOption("email");
  await at(page, "delivery.profile").selectOption("nlcius");
  await at(page, "latePayment.agreed.interestRate").fill("8.5");
  await page.getByRole("button", { name: "Add a contact" }).click();
  await at(page, "contacts[0].email").fill("facturen@drukkerij.example");
  await page.getByRole("button", { name: "Save" }).click();
  // What the engine finds wrong stands at its field, in its words.
  await at(page, "party.vatId").and(page.locator("[aria-invalid=true]")).waitFor();
  await at(page, "party.vatId").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Drukkerij Zuid" }).waitFor();
  const kept = await found("drukkerij zuid");
  assert.deepEqual([kept.delivery, kept.latePayment.agreed.interestRate, kept.contacts], [{ way: "email", profile: "nlcius" }, "8.5", [{ role: "accountsPayable", email: "facturen@drukkerij.example" }]]);
  assert.deepEqual([kept.party.address.city, kept.note], ["Hoorn", "Bestelnummer 4711 < vermelden & bewaren"]);
  const { customer: _, ...draft } = DRAFT;
  const { id } = await client.post("/v1/invoices", { draft, customerId: kept.id });
  const issued = await client.post(`/v1/invoices/${id}/issue`, {}, { status: 200 });
  assert.ok(issued.invoice.notes.includes(kept.note), JSON.stringify(issued.invoice.notes));

  await page.getByRole("button", { name: "Change the customer" }).click();
  await at(page, "note").fill("");
  await at(page, "delivery.profile").selectOption("");
  await page.getByRole("button", { name: "Remove the contact" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Drukkerij Zuid" }).waitFor();
  const changed = await client.get(`/v1/customers/${kept.id}`);
  assert.deepEqual([changed.note, changed.delivery, changed.contacts], [undefined, { way: "email" }, undefined]);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText(kept.note).waitFor();
  assert.deepEqual(await client.get(`/v1/customers/${kept.id}`), kept);
  await close();
});

test("by keyboard alone a customer is found, changed, and removed again, which is undone", async () => {
  const kept = await made("Kapsalon Toets");
  await made("Kapsalon Ander");
  const { page, errors, close } = await desk("customers");
  await page.waitForSelector("tbody tr");
  await page.locator("#q").focus();
  await page.keyboard.type("salon toe");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 1);
  await tabToText(page, "Kapsalon Toets");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Kapsalon Toets" }).waitFor();
  await tabToText(page, "Change the customer");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.dataset.path === "party.name");
  await tabToPath(page, "note");
  await page.keyboard.type("Alleen op dinsdag");
  await tabToPath(page, "delivery.profile");
  await page.keyboard.type("XR");
  await tabToText(page, "Save");
  await page.keyboard.press("Enter");
  await page.getByText("Alleen op dinsdag").waitFor();
  const changed = await client.get(`/v1/customers/${kept.id}`);
  assert.deepEqual([changed.note, changed.delivery.profile], ["Alleen op dinsdag", "xrechnung"]);
  await tabToText(page, "Remove the customer");
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await page.keyboard.press("Enter");
  await page.waitForURL(/#\/customers$/);
  // The page that comes takes the focus.
  await page.waitForFunction(() => document.activeElement.id === "content");
  assert.equal(await found("Kapsalon Toets"), undefined);
  await page.getByRole("button", { name: "Undo" }).last().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/customers\/cus_/);
  await page.getByText("Alleen op dinsdag").waitFor();
  assert.equal((await found("Kapsalon Toets")).note, "Alleen op dinsdag");
  assert.deepEqual(errors, []);
  await close();
});

test("on a phone a customer is kept; who has invoices is not removed, and the page says why", async () => {
  const { page, close } = await desk("customers", PHONE);
  const fits = async () => assert.equal(await overflow(page), 0);
  await page.getByRole("link", { name: "New customer" }).tap();
  await at(page, "party.name").fill("Bloemenhal");
  await at(page, "party.address.city").fill("Aalsmeer");
  await at(page, "delivery.way").selectOption("portal");
  await page.getByRole("button", { name: "Add a contact" }).tap();
  await at(page, "contacts[0].phone").fill("+31 20 123 45 67");
  await fits();
  await page.getByRole("button", { name: "Save" }).tap();
  await page.getByRole("heading", { name: "Bloemenhal" }).waitFor();
  await fits();
  const kept = await found("Bloemenhal");
  const { id } = await client.post("/v1/invoices", { draft: { currency: "EUR", lines: DRAFT.lines }, customerId: kept.id });
  await client.post(`/v1/invoices/${id}/issue`, {}, { status: 200 });
  await page.getByRole("button", { name: "Remove the customer" }).tap();
  await page.locator("dialog").getByRole("button", { name: "Remove the customer" }).tap();
  await page.locator("dialog .notice.bad").waitFor();
  await fits();
  await page.keyboard.press("Escape");
  // Two invoices of a customer are paid at once, what is due first first.
  await page.getByRole("button", { name: "Spread a payment" }).tap();
  await page.locator("#field-amount").fill("1,310.00");
  await page.locator("dialog").getByRole("button", { name: "Spread a payment" }).tap();
  await page.getByText("Booked on 1 invoices.").waitFor();
  await section(page, "The customer’s credit balance").getByText("€100.00").waitFor();
  await fits();
  await close();
});

test("by mouse the name has to be typed before somebody is erased, and the law is said that keeps their invoices", async () => {
  const kept = await made("Jan Bewaard");
  const { id } = await client.post("/v1/invoices", { draft: { currency: "EUR", lines: DRAFT.lines }, customerId: kept.id });
  await client.post(`/v1/invoices/${id}/issue`, {}, { status: 200 });
  const { page, close } = await desk(`customers/${kept.id}`);
  await page.getByRole("button", { name: "Erase personal data" }).click();
  await page.getByText(/The law keeps 1 invoices/).waitFor();
  await page.locator("#field-sure").fill("Jan");
  await page.keyboard.press("Enter");
  await page.locator("#field-sure-fault").getByText("This is not the name.").waitFor();
  await page.locator("#field-sure").fill("Jan Bewaard");
  await page.keyboard.press("Enter");
  await page.locator("dialog .notice.bad").waitFor();
  assert.equal((await client.get(`/v1/customers/${kept.id}`)).party.name, "Jan Bewaard");
  await close();
});

test("by mouse what waits says how it will be billed; it is billed at once, and that is undone", async () => {
  const [monthly, single] = [await made("Bakkerij Maand"), await made("Bakkerij Los", { consolidate: "item" })];
  await item(monthly, "Brood");
  await item(monthly, "Gebak");
  await item(single, "Taart");
  const { page, close } = await desk("items");
  const rows = (name) => section(page, name).locator("tbody tr");
  await rows("Bakkerij Maand").first().waitFor();
  assert.match(await rows("Bakkerij Maand").first().innerText(), /together with the rest of March 2026\t/);
  assert.match(await rows("Bakkerij Los").first().innerText(), /an invoice of its own/);
  // Billed by themselves, they say when.
  await page.getByRole("button", { name: "Change this" }).click();
  await page.locator("#field-itemBilling").selectOption("issue");
  await page.locator("dialog").getByRole("button", { name: "Change this" }).click();
  await page.getByText("Issued invoices by themselves each month.").waitFor();
  assert.equal(await billing(), "issue");
  assert.match(await rows("Bakkerij Maand").first().innerText(), /by itself on 1 Apr 2026/);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("Nothing goes by itself").waitFor();
  assert.equal(await billing(), undefined);

  await section(page, "Bakkerij Maand").getByRole("button", { name: "Invoice now" }).click();
  await page.locator("dialog").getByRole("button", { name: "Invoice now" }).click();
  await page.getByText("Drafts made: 1.").waitFor();
  assert.deepEqual(await waiting(monthly), []);
  assert.equal((await waiting(single)).length, 1);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await rows("Bakkerij Maand").first().waitFor();
  assert.equal((await waiting(monthly)).length, 2);
  await close();
});

test("by keyboard alone a delivery is noted, changed, and removed, which is undone", async () => {
  const kept = await made("Slagerij Toets");
  const { page, close } = await desk(`customers/${kept.id}`);
  await tabToText(page, "Note a delivery");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "buyer" && document.activeElement.value === "Slagerij Toets");
  await tabToPath(page, "lines[0].name");
  await page.keyboard.type("Worst");
  await tabToPath(page, "lines[0].quantity");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("3");
  await tabToPath(page, "lines[0].unitPrice");
  await page.keyboard.type("1,000.505");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Slagerij Toets" }).waitFor();
  const [noted] = await waiting(kept);
  assert.deepEqual([noted.draft.lines[0].quantity, noted.draft.lines[0].unitPrice, noted.deliveredOn, noted.by], ["3", "1000.505", "2026-03-11", undefined]);
  await tabToText(page, "Change");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.dataset.path === "lines[0].name");
  await tabToPath(page, "by");
  await page.keyboard.press("End");
  await tabToText(page, "Save");
  await page.keyboard.press("Enter");
  await eventually(async () => (await waiting(kept))[0].by === "item");
  await page.waitForSelector("h1:has-text('To invoice')");
  await page.getByRole("button", { name: "Remove: Worst" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await page.keyboard.press("Enter");
  await eventually(async () => (await waiting(kept)).length === 0);
  await page.getByRole("button", { name: "Undo" }).last().focus();
  await page.keyboard.press("Enter");
  await eventually(async () => (await waiting(kept)).length === 1);
  await close();
});

test("on a phone a delivery to a new customer is noted, what is wrong stands at its field, and it is billed", async () => {
  const { page, close } = await desk("items", { ...PHONE, locale: "nl-NL" });
  const fits = async () => assert.equal(await overflow(page), 0);
  await page.getByRole("link", { name: "Levering noteren" }).tap();
  await page.locator("#buyer").fill("Fietsenmaker Duim");
  await at(page, "lines[0].name").fill("Band plakken");
  await page.getByRole("button", { name: "Bewaren" }).tap();
  await at(page, "lines[0].unitPrice").and(page.locator("[aria-invalid=true]")).waitFor();
  await at(page, "lines[0].unitPrice").fill("12,50");
  await fits();
  await page.getByRole("button", { name: "Bewaren" }).tap();
  await section(page, "Fietsenmaker Duim").waitFor();
  await fits();
  await section(page, "Fietsenmaker Duim").getByRole("button", { name: "Nu factureren" }).tap();
  await page.locator("dialog").getByRole("button", { name: "Nu factureren" }).tap();
  await page.getByText("Concepten gemaakt: 1.").waitFor();
  const kept = await found("Fietsenmaker Duim");
  const { items } = await client.get(`/v1/invoices?customer=${kept.id}`);
  assert.deepEqual([items.length, items[0].state], [1, "draft"]);
  await close();
});

test("axe-core finds nothing on these pages, light and dark, on a desk and on a phone; nothing is cut off", async (t) => {
  const kept = await made("Zeer Lange Naam van een Besloten Vennootschap voor Binnenlandse Handel B.V.", { note: "Graag ons ordernummer vermelden.", size: "large", contacts: [{ role: "buyer", email: "een.heel.lang.adres.van.iemand@voorbeeldbedrijf.example" }] });
  const noted = await item(kept, "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamter");
  await inEachSight(t, (sight) => desk("work", sight), async (page) => {
    for (const path of ["customers", `customers/${kept.id}`, `customers/${kept.id}?change`, "items", `items/${noted.id}`, "items/new"]) {
      await turnTo(page, path);
      await judge(page, path);
    }
    await turnTo(page, "customers/new");
    await page.getByRole("button", { name: "Add a contact" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator("[aria-invalid=true]").first().waitFor();
    await judge(page, "a form with what is wrong");
  });
});
