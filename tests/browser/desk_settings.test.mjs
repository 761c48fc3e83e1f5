// The settings of an administration and what waits for a person, at the desk in Chromium against the Worker in workerd: by mouse, by keyboard and on a
// phone; what the page says is held against the books.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client, DRAFT, eventually, paymentSucceeded } from "../worker/client.mjs";
import { PHONE, at, inEachSight, section, startDesk, tabToPath, turnTo } from "./desk_page.mjs";
import { judge, overflow } from "./sight.mjs";

let place, host, client, administration, desk;
let payments = 0;

before(async () => {
  place = await startDesk("Settings");
  ({ host, client, administration, desk } = place);
});
after(() => place?.close());

const said = () => client.get("/v1/administration");
const settings = (page) => page.getByRole("form", { name: "Settings" });
const save = (page) => settings(page).getByRole("button", { name: "Save" });
/** An invoice of which money is given back: without a key of the payment service it waits. */
async function waitingRefund() {
  const issued = await client.issue();
  const number = ++payments;
  await client.webhook(administration, paymentSucceeded(issued.id, { id: `evt_${number}`, payment: `pi_${number}` }));
  await client.post(`/v1/invoices/${issued.id}/refunds`, { amount: "100.00" });
  return issued;
}
const refundOf = async ({ id }) => (await client.get(`/v1/invoices/${id}/refunds`)).items[0];

test("by mouse settings are changed; what is wrong stands at its field, what was is brought back", async () => {
  const before = await said();
  const { page, close } = await desk("settings");
  await at(page, "iban").fill("NL91ABNA0417164301");
  await at(page, "itemBilling").selectOption("send");
  await at(page, "latePaymentNote").selectOption("true");
  await at(page, "paymentTolerance.amount").fill("1.50");
  await page.getByLabel("by post", { exact: true }).check();
  await at(page, "supplier.contact.email").fill("post@zonnewijzer.example");
  await save(page).click();
  await at(page, "iban").and(page.locator("[aria-invalid=true]")).waitFor();
  await at(page, "iban").fill("NL91ABNA0417164300");
  await save(page).click();
  await page.getByText("Done.").waitFor();
  const now = await said();
  assert.deepEqual([now.itemBilling, now.latePaymentNote, now.paymentTolerance, now.deliveryChoices, now.supplier.contact], ["send", true, { amount: "1.50", currency: "EUR" }, ["post"], { email: "post@zonnewijzer.example" }]);
  assert.deepEqual([now.supplier.vatId, now.paymentMethods], [before.supplier.vatId, before.paymentMethods]);
  await page.getByRole("button", { name: "Undo" }).click();
  await eventually(async () => (await said()).itemBilling === undefined);
  assert.deepEqual(await said(), before);
  await close();
});

test("by keyboard alone a term, the way items are billed and a key of a payment service are set; the key is not shown", async () => {
  const { page, close } = await desk("settings");
  await tabToPath(page, "paymentTerms.netDays");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("21");
  await tabToPath(page, "itemBilling");
  await page.keyboard.press("ArrowDown");
  await tabToPath(page, "mollieApiKey");
  await page.keyboard.type("test_a_key_of_the_tests_of_the_desk_0");
  await page.keyboard.press("Enter");
  await page.getByText("There is: mollie").waitFor();
  const { paymentTerms, itemBilling, paymentServices } = await said();
  assert.deepEqual([paymentTerms, itemBilling, paymentServices], [{ netDays: 21 }, "draft", ["mollie"]]);
  assert.equal(await at(page, "mollieApiKey").inputValue(), "");
  await page.getByRole("button", { name: "Undo" }).focus();
  await page.keyboard.press("Enter");
  await eventually(async () => (await said()).paymentTerms.netDays === 30);
  await close();
});

test("on a phone a key is made, shown once, replaced and revoked; a key that may only work is told what it may not", async () => {
  const { page, close } = await desk("settings", PHONE);
  const fits = async () => assert.equal(await overflow(page), 0);
  await fits();
  await page.getByRole("button", { name: "New key" }).tap();
  await page.locator("#field-name").fill("Web shop");
  await page.locator("dialog").getByRole("button", { name: "New key" }).tap();
  const key = await page.locator(".notice .secret").innerText();
  await fits();
  const shop = new Client(host.url, key);
  assert.equal((await shop.get("/v1/administration")).name, "Settings");
  const other = await place.deskWith({ key })("settings", PHONE);
  await at(other.page, "name").fill("Ours now");
  await save(other.page).tap();
  await settings(other.page).locator(".notice.bad").waitFor();
  await section(other.page, "API keys").getByText(/scope|may/).first().waitFor();
  await other.close();
  await page.getByRole("button", { name: "Replace: Web shop" }).tap();
  await page.locator("dialog").getByRole("button", { name: "Replace" }).tap();
  await page.waitForFunction((before) => document.querySelector(".notice .secret")?.textContent !== before, key);
  await page.locator(".kept-row", { hasText: "good until" }).getByRole("button", { name: "Revoke: Web shop" }).tap();
  await page.locator("dialog").getByRole("button", { name: "Revoke" }).tap();
  await eventually(async () => (await shop.call("GET", "/v1/administration")).status === 401);
  await fits();
  await close();
});

test("by mouse the mail service and the access point are set up, seen without their keys, and taken away", async () => {
  const { page, close } = await desk("settings");
  await page.locator("summary", { hasText: "E-mail" }).click();
  await page.getByText("There is no mail service").waitFor();
  await page.getByRole("button", { name: "Set up e-mail" }).click();
  await page.locator("#field-from").fill("no address");
  await page.keyboard.press("Enter");
  await page.locator("#field-from[aria-invalid=true]").waitFor();
  await page.locator("#field-from").fill("facturen@zonnewijzer.example");
  await page.locator("#field-key").fill("a-key-of-postmark");
  await page.keyboard.press("Enter");
  await page.getByText("facturen@zonnewijzer.example").waitFor();
  assert.equal((await client.get("/v1/mail")).provider, "postmark");
  await page.getByRole("button", { name: "Let e-mail wait" }).click();
  await page.locator("dialog").getByRole("button", { name: "Let e-mail wait" }).click();
  await page.getByText("There is no mail service").waitFor();
  await page.locator("summary", { hasText: "Access point" }).click();
  await page.getByRole("button", { name: "Set up the access point" }).click();
  await page.locator("#field-url").fill("https://access.example.com/send");
  await page.locator("#field-profile").selectOption("peppol");
  await page.keyboard.press("Enter");
  await page.getByText("https://access.example.com/send").waitFor();
  assert.equal((await client.get("/v1/accessPoint")).profile, "peppol");
  await close();
});

test("a refund that waits is settled where it is seen: by mouse on its invoice, by keyboard in the overview, on a phone with the payments", async () => {
  const [one, two, three] = [await waitingRefund(), await waitingRefund(), await waitingRefund()];
  const { page, close } = await desk(`invoices/${one.id}`);
  await section(page, "Given back").getByRole("button", { name: "Settle", exact: true }).click();
  await page.locator("dialog").getByRole("button", { name: "Settle", exact: true }).click();
  // What became of it has to be said.
  await page.locator("#field-outcome[aria-invalid=true]").waitFor();
  await page.locator("#field-outcome").selectOption("failed");
  await page.locator("#field-note").fill("Seen at Stripe: none went out.");
  await page.locator("dialog").getByRole("button", { name: "Settle", exact: true }).click();
  await page.getByText("Seen at Stripe: none went out.").waitFor();
  assert.equal((await refundOf(one)).state, "failed");
  assert.equal((await client.get(`/v1/invoices/${one.id}/status`)).amountDue, "0.00");

  await page.evaluate(() => (location.hash = "#/overview"));
  await page.waitForSelector(".figures");
  const waits = section(page, "Refunds that wait");
  assert.equal(await waits.getByRole("button", { name: "Settle", exact: true }).count(), 2);
  await waits.getByRole("button", { name: "Settle", exact: true }).first().focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.type("On the statement of the bank.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog", { state: "detached" });
  await page.waitForFunction(() => [...document.querySelectorAll("button")].filter(({ textContent }) => textContent === "Settle").length === 1);
  assert.equal((await refundOf(two)).state, "done");
  await close();

  const phone = await desk("inbox", PHONE);
  await phone.page.getByRole("button", { name: "Settle", exact: true }).tap();
  await phone.page.locator("#field-outcome").selectOption("done");
  assert.equal(await overflow(phone.page), 0);
  await phone.page.locator("dialog").getByRole("button", { name: "Settle", exact: true }).tap();
  await phone.page.getByRole("heading", { name: "Refunds that wait" }).waitFor({ state: "detached" });
  assert.equal((await refundOf(three)).state, "done");
  await phone.close();
});

test("the overview says what waits for a person, with the way there", async () => {
  const issued = await client.issue();
  await client.post(`/v1/invoices/${issued.id}/send`, { channel: "letter" });
  await client.webhook(administration, paymentSucceeded("inv_unknown", { id: "evt_lost", payment: "pi_lost" }));
  const { page, close } = await desk("overview");
  const waits = section(page, "Waits for you");
  assert.match(await waits.getByRole("link", { name: /Letters to post/ }).innerText(), /^1\s/);
  await waits.getByRole("link", { name: /Inbox/ }).click();
  await page.getByRole("heading", { name: "Inbox" }).waitFor();
  await close();
});

test("an invoice gets a note and an offer to settle, which is taken back, and its dossier is kept", async () => {
  const issued = await client.issue({ ...DRAFT, customer: { ...DRAFT.customer, kind: "business" } });
  const kinds = async () => (await client.get(`/v1/invoices/${issued.id}/entries`)).items.map(({ kind }) => kind);
  const { page, close } = await desk(`invoices/${issued.id}`);
  await page.getByRole("button", { name: "Write a note" }).click();
  await page.locator("#field-text").fill("Wants to be called in the morning.");
  await page.locator("dialog").getByRole("button", { name: "Write a note" }).click();
  await page.locator(".history").getByText("Wants to be called in the morning.").waitFor();
  await page.getByRole("button", { name: "Offer to settle" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("1,000.00");
  await page.locator("#field-until").fill("2099-01-31");
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog", { state: "detached" });
  await eventually(async () => (await kinds()).includes("settlementOffer"));
  await page.getByRole("button", { name: "Undo" }).last().click();
  await eventually(async () => (await kinds()).at(-1) === "correction");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Dossier (ZIP)" }).click()]);
  assert.equal(download.suggestedFilename(), `${issued.number}.zip`);
  await close();
});

test("axe-core finds nothing on these pages, light and dark, on a desk and on a phone; nothing is cut off", async (t) => {
  const issued = await waitingRefund();
  await inEachSight(t, (sight) => desk("settings", sight), async (page) => {
    await page.locator("summary", { hasText: "E-mail" }).click();
    await page.getByText("There is no mail service").waitFor();
    await at(page, "name").fill("");
    await save(page).click();
    await at(page, "name").and(page.locator("[aria-invalid=true]")).waitFor();
    await judge(page, "settings");
    await page.getByRole("button", { name: "Set up e-mail" }).click();
    await judge(page, "set up e-mail");
    await page.keyboard.press("Escape");
    for (const path of ["overview", "inbox", `invoices/${issued.id}`]) {
      await turnTo(page, path);
      await judge(page, path);
    }
    await page.getByRole("button", { name: "Settle", exact: true }).click();
    await judge(page, "settle");
  });
});
