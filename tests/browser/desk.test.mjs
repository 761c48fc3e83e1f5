// The seller's desk in Chromium against the Worker in workerd: each page judged by axe-core in light and dark, on a desk and on a phone;
// what is done there by mouse and by keyboard is done in the books; and the list stays quick when it is long.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DRAFT, eventually, paymentSucceeded } from "../worker/client.mjs";
import { startDesk, turnTo } from "./desk_page.mjs";
import { judge, overflow } from "./sight.mjs";

const PAGES = ["overview", "invoices", "offers", "items", "repeat", "customers", "mandates", "inbox", "requests", "tasks", "outbox", "policies", "look", "reports", "work", "settings"];

let place, host, client, administration, desk, opened, draft;

before(async () => {
  place = await startDesk("Demo");
  ({ host, client, administration, desk } = place);
  const business = { ...DRAFT, customer: { ...DRAFT.customer, kind: "business" } };
  opened = await client.issue(business);
  const paid = await client.issue(business);
  await client.post(`/v1/invoices/${paid.id}/payments`, { amount: "1210.00", method: "cash" });
  draft = await client.post("/v1/invoices", { draft: DRAFT });
  await answered(paid, "no");
  await answered(opened, "yes");
  await client.post("/v1/policies", { ready: "nl-business" });
  await client.post(`/v1/invoices/${opened.id}/send`, {});
  await client.webhook(administration, paymentSucceeded("inv_unknown", { amount: 5_000 }));
});
/** The customer of an invoice answers the one question of its page. */
async function answered({ links }, clear) {
  const nonce = /name="nonce" value="([^"]+)"/.exec(await (await fetch(links.customer)).text())[1];
  const body = new URLSearchParams({ deed: "feedback", clear, text: "", nonce });
  assert.equal((await fetch(links.customer, { method: "POST", body, redirect: "manual" })).status, 303);
}

after(() => place?.close());

test("axe-core finds nothing on any page, light and dark, on a desk and on a phone; nothing is cut off", async (t) => {
  /** What is opened on a page before it is judged once more. */
  const opens = {
    invoices: (page) => page.getByRole("button", { name: /^Choose the/ }).click(),
    policies: (page) => page.getByRole("button", { name: "Change" }).first().click().then(() => page.locator(".plan li").first().waitFor()),
    [`invoices/${opened.id}`]: (page) => page.getByRole("button", { name: "Book a dispute" }).click(),
  };
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1100, 360]) {
      await t.test(`${colorScheme} at ${width}`, async () => {
        const { page, close } = await desk("work", { colorScheme, viewport: { width, height: 740 }, bypassCSP: true });
        for (const path of [...PAGES, `invoices/${opened.id}`, `invoices/${draft.id}`]) {
          await turnTo(page, path);
          await judge(page, path);
          await opens[path]?.(page);
          if (path in opens) await judge(page, `${path}, opened`);
          await page.keyboard.press("Escape");
        }
        await close();
      });
    }
  }
});

test("a key opens the desk, a wrong one says so, and signing out forgets it", async () => {
  const { page, close } = await desk("", { signedIn: false });
  await page.locator("#key").fill("vk_a_b_c");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#key-fault");
  await page.locator("#key").fill(client.key);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".figures");
  assert.ok((await page.locator(".figures").innerText()).includes("€1,210.00"));
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForSelector("form.login");
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  await close();
});

test("the overview says what is open and what was paid lately; a credit note that was set off is settled in the list", async () => {
  const { page, close } = await desk("overview");
  await page.waitForSelector(".figures");
  // One invoice of 1,210.00 was paid in cash today, and one is open.
  const figure = async (name) => (await page.locator(".figure", { hasText: name }).locator("strong").innerText());
  assert.equal(await figure("Paid in 30 days"), "€1,210.00");
  assert.equal(await figure("Open (EUR)"), "€1,210.00");
  const credited = await client.issue();
  await client.post(`/v1/invoices/${credited.id}/void`, {}, { status: 200 });
  await page.evaluate(() => (location.hash = "#/invoices"));
  const note = page.locator(".rows .row", { hasText: /C20\d\d-/ });
  await note.waitFor();
  assert.match(await note.innerText(), /€0\.00\s+Settled/);
  await close();
});

test("what customers answered stands as a chart with its share by their requests", async () => {
  const { page, close } = await desk("requests");
  await page.getByRole("heading", { name: "Clear and easy to pay?" }).waitFor();
  assert.ok((await page.locator("main#content").innerText()).includes("50% of 2 answers say yes (12 months)."));
  await page.locator("summary", { hasText: "As a table" }).click();
  assert.equal(await page.locator("details[open] tbody tr").count(), 12);
  assert.deepEqual(await page.locator("details[open] tbody tr").last().locator("td").allInnerTexts(), ["1", "1"]);
  await close();
});

test("under its own policy every page runs, in each language, loads nothing from elsewhere, and is not cut off on a narrow window", async () => {
  const { page, errors, close } = await desk("overview", { viewport: { width: 360, height: 740 } });
  const hosts = new Set();
  page.on("request", (request) => hosts.add(new URL(request.url()).origin));
  for (const language of ["nl", "de", "fr", "en"]) {
    await page.locator("select.language").selectOption(language);
    for (const path of PAGES) {
      await page.goto(`${host.url}/desk#/${path}`);
      await page.waitForSelector(`nav.pages a[href="#/${path}"][aria-current]`);
      await page.waitForSelector("main#content h1");
      assert.equal(await page.evaluate(() => document.documentElement.lang), language);
      assert.equal(await overflow(page), 0, `${path} in ${language}`);
    }
  }
  assert.deepEqual(errors, []);
  assert.deepEqual([...hosts], [host.url]);
  await close();
});

test("by keyboard alone an invoice is found, opened and disputed; the dispute is taken back again", async () => {
  const { page, close } = await desk("invoices");
  await page.waitForSelector(".rows .row");
  await page.locator(".rows .active a").focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.waitForURL(new RegExp(`${opened.id}$`));
  await page.getByRole("button", { name: "Book a dispute" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  assert.equal(await page.evaluate(() => document.activeElement.name), "amount");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("10.005");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Two are broken");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  // The engine refuses the half cent; its words stand at the field, which has the focus.
  await eventually(async () => (await page.locator("#field-amount-fault").innerText()).length > 0);
  await page.locator("#field-amount").fill("10.00");
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog", { state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  const kinds = () => client.get(`/v1/invoices/${opened.id}/entries`).then(({ items }) => items.map(({ kind, outcome }) => outcome ?? kind));
  await eventually(async () => (await kinds()).includes("withdrawn"));
  assert.equal((await client.get(`/v1/invoices/${opened.id}/status`)).disputed, "0.00");
  await close();
});

test("a draft is issued after it was asked, and one that is removed comes back", async () => {
  const { page, close } = await desk(`invoices/${draft.id}`);
  await page.getByRole("button", { name: "Remove the draft" }).click();
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog", { state: "detached" });
  assert.equal((await client.get(`/v1/invoices/${draft.id}`)).state, "draft");
  await page.getByRole("button", { name: "Remove the draft" }).click();
  await page.locator("dialog button.bad").click();
  await page.waitForURL(/state=draft/);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.waitForURL(/invoices\/inv_/);
  await page.getByRole("button", { name: "Issue" }).click();
  await page.locator("dialog").getByRole("button", { name: "Issue" }).click();
  await page.waitForFunction(() => /20\d\d-\d{4}/.test(document.querySelector("h1")?.textContent));
  draft = { id: new URL(page.url()).hash.split("/").at(-1) };
  assert.equal((await client.get(`/v1/invoices/${draft.id}`)).state, "open");
  await close();
});

test("money that fitted nowhere is assigned by a person", async () => {
  const { page, close } = await desk("inbox");
  const target = await client.issue();
  await page.getByRole("button", { name: "Assign" }).click();
  await page.locator("#field-number").fill("no such number");
  await page.keyboard.press("Enter");
  await eventually(async () => (await page.locator("#field-number-fault").innerText()).length > 0);
  await page.locator("#field-number").fill(target.number);
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog", { state: "detached" });
  assert.equal((await client.get(`/v1/invoices/${target.id}/status`)).amountDue, "1160.00");
  await close();
});

test("own wording is seen in the letter while it is typed, with what the engine misses in it", async () => {
  const { page, close } = await desk("policies");
  await page.locator("#template-invoice").selectOption(opened.id);
  await page.waitForSelector(".letter h4");
  await page.locator("#template-subject").fill("About {invoiceNumber}");
  await page.locator("#template-text").fill("Please pay.");
  await page.waitForSelector(".letter .fault");
  await page.locator("#template-text").fill("Please pay {principal} for {invoiceNumber}.");
  await page.waitForFunction(() => document.querySelector(".letter h4")?.textContent.startsWith("About 20"));
  await close();
});

test("drafts are read from a file once, however often, with what is wrong in them", async () => {
  const { page, close } = await desk("work");
  const drafts = [DRAFT, { ...DRAFT, currency: "EUX" }, DRAFT];
  const file = { name: "drafts.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(drafts)) };
  const count = async () => (await client.get("/v1/invoices?state=draft&limit=200")).items.length;
  const before = await count();
  for (const _ of [1, 2]) {
    await page.locator("#file").setInputFiles(file);
    await page.getByRole("form", { name: "Import drafts" }).getByRole("button", { name: "Start" }).click();
    await page.getByText("2 done, 1 left out").waitFor();
    assert.ok((await page.locator(".log").innerText()).includes("currency"));
  }
  assert.equal(await count(), before + 2);
  await close();
});
