// Mandates and what is collected under them, at the desk in Chromium against the Worker in workerd: by mouse, by keyboard and on a phone; what the page
// says is held against the books. A charge whose answer was lost waits until a person has seen what became of it.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ADMIN_KEY, Client, DRAFT, MASTER_SECRET, eventually, start } from "../worker/client.mjs";
import { paymentService } from "../worker/world.mjs";
import { PHONE, at, deskOf, inEachSight, section, startDesk, tabToText, turnTo } from "./desk_page.mjs";
import { judge, overflow } from "./sight.mjs";

/** How much later it is when the service may have forgotten under which name it was asked, and when nobody asks it any more just then. */
const LATER_MILLISECONDS = [3 * 3_600_000, 3 * 3_600_000 + 70_000];

let folder, service, place, client, desk;

/** The same Worker on the same books; `ahead` is how much later it is. */
const world = (ahead) => ({ persist: folder, faults: { bad: false, ahead }, variables: { ADMIN_KEY, MASTER_SECRET, MOLLIE_URL: service.url } });

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "voldaan-"));
  service = await paymentService();
  service.bad = false;
  place = await startDesk("Collector", { world: world(0) });
  ({ client, desk } = place);
  const patched = await client.call("PATCH", "/v1/administration", { body: { mollieApiKey: "test_of_the_tests" }, headers: { "if-match": "*" } });
  assert.equal(patched.status, 200, patched.text);
});
after(async () => {
  await place?.close();
  service.stop();
  await rm(folder, { recursive: true, force: true });
});

const made = (name) => client.post("/v1/customers", { party: { ...DRAFT.customer, name, kind: "business" } });
const mandates = async ({ id }) => (await client.get(`/v1/mandates?customer=${id}`)).items;
const atService = async ({ id }) => (await client.get(`/v1/customers/${id}/paymentMandates`)).items;
const charges = async ({ id }) => (await client.get(`/v1/invoices/${id}/charges`)).items;
const lost = async () => (await client.get("/v1/inbox?waiting=true")).items.filter(({ reason }) => reason === "lostCharge");
const row = (page, text) => section(page, "Mandates").locator(".kept-row", { hasText: text });

/** An invoice of a customer under whose mandate the payment service collects. */
async function collectable(name) {
  const customer = await made(name);
  const mandate = await client.post("/v1/mandates", { customerId: customer.id, iban: "BE68539007547034", signedOn: "2026-01-31" });
  await client.post(`/v1/customers/${customer.id}/paymentMandates`, { mandateId: mandate.id });
  const { id } = await client.post("/v1/invoices", { customerId: customer.id, draft: { currency: "EUR", lines: DRAFT.lines } });
  return client.post(`/v1/invoices/${id}/issue`, {}, { status: 200 });
}

test("by mouse a mandate is asked for, signed, handed over to the payment service, and revoked in both places", async () => {
  const customer = await made("Garage Incasso");
  const { page, close } = await desk(`customers/${customer.id}`);
  const dialog = page.locator("dialog");
  await page.getByRole("button", { name: "Make a mandate" }).click();
  await page.locator("#field-iban").fill("BE68539007547035");
  await dialog.getByRole("button", { name: "Make a mandate" }).click();
  await page.locator("#field-iban[aria-invalid=true]").waitFor();
  await page.locator("#field-iban").fill("BE68 5390 0754 7034");
  await page.locator("#field-scheme").selectOption("b2b");
  await dialog.getByRole("button", { name: "Make a mandate" }).click();
  await row(page, "BE68 5390 0754 7034").getByText("waits for its signature").waitFor();
  const [asked] = await mandates(customer);
  assert.deepEqual([asked.state, asked.scheme, asked.accountHolder, asked.iban], ["requested", "b2b", "Garage Incasso", "BE68539007547034"]);
  await row(page, asked.reference).getByRole("button", { name: /^It is signed/ }).click();
  await page.locator("#field-signedOn").fill("2026-01-31");
  await dialog.getByRole("button", { name: "It is signed" }).click();
  await row(page, asked.reference).getByText("signed on 31 Jan 2026").waitFor();
  assert.equal((await mandates(customer))[0].state, "active");
  await row(page, asked.reference).getByRole("button", { name: /^Hand over/ }).click();
  await dialog.getByRole("button", { name: "Hand over to the payment service" }).click();
  await row(page, "mollie directdebit").waitFor();
  assert.equal((await atService(customer))[0].state, "active");
  for (const text of ["mollie directdebit", asked.reference]) {
    await row(page, text).getByRole("button", { name: /^Revoke/ }).click();
    await dialog.getByRole("button", { name: "Revoke" }).click();
    await row(page, text).getByText("revoked").waitFor();
  }
  assert.deepEqual([(await mandates(customer))[0].state, (await atService(customer))[0].state], ["revoked", "revoked"]);
  await close();
});

test("by keyboard alone a mandate is signed and revoked where all of them are; on a phone one is made", async () => {
  const customer = await made("Slagerij Machtiging");
  await client.post("/v1/mandates", { customerId: customer.id, iban: "NL91ABNA0417164300", reference: "TOETS-1" });
  const { page, errors, close } = await desk("mandates");
  await page.getByText("TOETS-1").waitFor();
  await page.getByRole("button", { name: "It is signed: TOETS-1" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await page.keyboard.press("Enter");
  await eventually(async () => (await mandates(customer))[0].state === "active");
  await page.waitForSelector("dialog", { state: "detached" });
  await page.getByRole("button", { name: "Revoke: TOETS-1" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await page.keyboard.press("Enter");
  await eventually(async () => (await mandates(customer))[0].state === "revoked");
  await tabToText(page, "Slagerij Machtiging");
  assert.deepEqual(errors, []);
  await close();

  const phone = await desk(`customers/${customer.id}`, { ...PHONE, locale: "nl-NL" });
  await phone.page.getByRole("button", { name: "Machtiging maken" }).tap();
  await phone.page.locator("#field-iban").fill("NL91ABNA0417164300");
  await phone.page.locator("#field-signedOn").fill("2026-02-01");
  assert.equal(await overflow(phone.page), 0);
  await phone.page.locator("dialog").getByRole("button", { name: "Machtiging maken" }).tap();
  await phone.page.getByText("getekend op 1 feb 2026").waitFor();
  assert.deepEqual((await mandates(customer)).map(({ state }) => state), ["revoked", "active"]);
  assert.equal(await overflow(phone.page), 0);
  await phone.close();
});

test("by mouse an invoice is collected under the mandate of its customer, which its page says", async () => {
  const issued = await collectable("Bakkerij Incasso");
  const { page, close } = await desk(`invoices/${issued.id}`);
  await page.getByRole("button", { name: "Collect now" }).click();
  await page.locator("#field-amount").fill("1,000.00");
  await page.locator("dialog").getByRole("button", { name: "Collect now" }).click();
  await section(page, "Collected").getByText("€1,000.00").waitFor();
  await section(page, "Collected").getByText("on its way").waitFor();
  assert.deepEqual((await charges(issued)).map(({ amount, state }) => [amount, state]), [["1000.00", "open"]]);
  await close();
});

test("invoices are collected in one file for the bank, by mouse and on a phone; one without a mandate is named", async () => {
  const [one, two] = [await made("Lastschrift Een"), await made("Lastschrift Twee")];
  const issue = async ({ id: customerId }) => {
    const { id } = await client.post("/v1/invoices", { customerId, draft: { currency: "EUR", lines: DRAFT.lines } });
    return client.post(`/v1/invoices/${id}/issue`, {}, { status: 200 });
  };
  await client.post("/v1/mandates", { customerId: one.id, iban: "BE68539007547034", signedOn: "2026-01-31", reference: "LS-1" });
  const [first, second, third] = [await issue(one), await issue(two), await issue(one)];
  const settings = await desk("settings");
  await at(settings.page, "creditorId").fill("NL36ZZZ123456780000");
  await settings.page.getByRole("button", { name: "Save" }).click();
  await settings.page.getByText("Done.").waitFor();
  const { paymentMethods } = await client.get("/v1/administration");
  assert.deepEqual(paymentMethods, ["creditTransfer", "directDebit"].map((kind) => ({ kind, iban: "NL91ABNA0417164300", ...(kind === "directDebit" && { creditorId: "NL36ZZZ123456780000" }) })));
  await settings.close();

  const { page, close } = await desk("invoices?q=lastschrift");
  for (const { number } of [first, second]) await page.getByRole("row", { name: number }).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Collect by direct debit" }).click();
  await page.locator("#field-collectOn").fill("2999-06-12");
  await page.locator("dialog").getByRole("button", { name: "Collect by direct debit" }).click();
  await page.locator("dialog .notice.bad", { hasText: second.number }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("row", { name: second.number }).getByRole("checkbox").uncheck();
  await page.getByRole("button", { name: "Collect by direct debit" }).click();
  await page.locator("#field-collectOn").fill("2999-06-12");
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("dialog").getByRole("button", { name: "Collect by direct debit" }).click()]);
  const file = await readFile(await download.path(), "utf8");
  assert.deepEqual([download.suggestedFilename(), /<MndtId>([^<]+)/.exec(file)[1], /<InstdAmt Ccy="EUR">([^<]+)/.exec(file)[1]], ["pain.008-2999-06-12.xml", "LS-1", "1210.00"]);
  await page.getByText("1 invoices, €1,210.00 together.").waitFor();
  assert.equal((await mandates(one))[0].state, "used");
  await close();

  const phone = await desk("invoices?q=lastschrift", PHONE);
  await phone.page.getByRole("row", { name: third.number }).getByRole("checkbox").check();
  await phone.page.getByRole("button", { name: "Collect by direct debit" }).tap();
  await phone.page.locator("#field-collectOn").fill("2999-06-12");
  assert.equal(await overflow(phone.page), 0);
  await Promise.all([phone.page.waitForEvent("download"), phone.page.locator("dialog").getByRole("button", { name: "Collect by direct debit" }).tap()]);
  await phone.page.getByRole("button", { name: "File for the bank" }).waitFor();
  assert.equal(await overflow(phone.page), 0);
  // What was made stands beside the mandates, the newest first, and is kept again by keys.
  await turnTo(phone.page, "mandates");
  const files = phone.page.getByRole("button", { name: /File for the bank: .*2999/ });
  await files.first().waitFor();
  assert.equal(await files.count(), 2);
  await phone.page.getByText("at the bank: 1").first().waitFor();
  await files.first().focus();
  const [again] = await Promise.all([phone.page.waitForEvent("download"), phone.page.keyboard.press("Enter")]);
  assert.match(await readFile(await again.path(), "utf8"), /<InstdAmt Ccy="EUR">1210.00/);
  assert.equal(await overflow(phone.page), 0);
  await phone.close();
});

test("a charge whose answer was lost is settled in the inbox by keyboard, and on a phone on its invoice", async () => {
  const [one, two] = [await collectable("Kwekerij Verloren"), await collectable("Drukkerij Verloren")];
  service.loses = true;
  for (const { id } of [one, two]) assert.equal((await client.call("POST", `/v1/invoices/${id}/charge`, { body: {}, headers: { "idempotency-key": id } })).status, 503);
  service.loses = false;
  // It says nothing of what it has: a person has to look.
  service.mute = true;
  for (const ahead of LATER_MILLISECONDS) {
    await place.host.stop();
    place.host = await start(world(ahead));
    client = new Client(place.host.url, client.key);
    await eventually(async () => (await lost()).length === 2);
  }
  desk = deskOf(place.browser, place.host.url, client);

  const { page, close } = await desk("inbox");
  const waits = page.getByRole("row", { name: /answer to the charge/ });
  await waits.getByRole("button", { name: "Settle", exact: true }).first().focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  // Where it is there, its name is needed.
  await page.locator("#field-providerId[aria-invalid=true]").waitFor();
  const [newest] = (await client.get("/v1/inbox?waiting=true&newest=true")).items;
  const taken = [...service.charges.values()].find(({ metadata }) => metadata.voldaanOrder === newest.providerId);
  await page.keyboard.type(taken.id);
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog", { state: "detached" });
  await page.waitForFunction(() => [...document.querySelectorAll("button")].filter(({ textContent }) => textContent === "Settle").length === 1);
  const [found, other] = newest.invoiceId === two.id ? [two, one] : [one, two];
  assert.deepEqual((await charges(found)).map(({ state, providerId }) => [state, providerId]), [["open", taken.id]]);
  await close();

  const phone = await desk(`invoices/${other.id}`, PHONE);
  await section(phone.page, "Collected").getByText("waits for the service").waitFor();
  assert.equal(await overflow(phone.page), 0);
  await phone.page.getByRole("button", { name: "Settle", exact: true }).tap();
  await phone.page.locator("#field-outcome").selectOption("failed");
  await phone.page.locator("#field-note").fill("Mollie has none.");
  assert.equal(await overflow(phone.page), 0);
  await phone.page.locator("dialog").getByRole("button", { name: "Settle", exact: true }).tap();
  await section(phone.page, "Collected").getByText("Mollie has none.").waitFor();
  assert.equal((await charges(other))[0].state, "failed");
  assert.deepEqual(await lost(), []);
  await phone.close();
});

test("axe-core finds nothing on these pages, light and dark, on a desk and on a phone; nothing is cut off", async (t) => {
  const { id, customerId } = await collectable("Zeer Lange Naam van een Besloten Vennootschap voor Binnenlandse Handel B.V.");
  await client.post("/v1/mandates", { customerId, iban: "NL91ABNA0417164300", reference: "MACHTIGING-VAN-VIJFENDERTIG-TEKENS-" });
  await client.post(`/v1/invoices/${id}/charge`, {});
  await inEachSight(t, (sight) => desk("work", sight), async (page) => {
    for (const path of ["mandates", `customers/${customerId}`, `invoices/${id}`]) {
      await turnTo(page, path);
      await judge(page, path);
    }
    await page.getByRole("button", { name: "Collect now" }).click();
    await judge(page, "collect");
    await page.keyboard.press("Escape");
    await turnTo(page, `customers/${customerId}`);
    await page.getByRole("button", { name: "Make a mandate" }).click();
    await judge(page, "make a mandate");
  });
});
