// The playground in Chromium, served by the Worker and opened from a folder: examples, JSON, explanations, dunning, claim, PDF and links;
// by mouse, by keys, on a phone; judged by axe-core.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startChromium } from "../hosts/chromium.mjs";
import { start } from "../worker/client.mjs";
import { get, totals } from "./calculator.mjs";
import { overflow, violations } from "./sight.mjs";

const FOLDER = new URL("../../playground/dist/index.html", import.meta.url).href;

let browser, host;
before(async () => {
  [browser, host] = await Promise.all([startChromium(), start({ playground: true })]);
});
after(async () => {
  await browser?.close();
  await host?.stop();
});

/** Opens the playground; what the browser complains of, and where it turned to, are collected. */
async function open({ url = `${host.url}/`, width = 1400, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, ...options });
  const page = await context.newPage();
  const [errors, requests] = [[], []];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(url);
  await page.getByRole("tab", { selected: true }).waitFor();
  return { page, errors, requests, calculator: page.locator("voldaan-calculator"), panel: page.getByRole("tabpanel"), close: () => context.close() };
}

const pick = (page, title) => page.getByLabel("Example").selectOption({ label: title });
const LATE = "Late consumer: dunning and the claim";

test("the Worker serves it at its root beside its own routes, and it asks nobody else", async () => {
  const { page, errors, requests, calculator, close } = await open();
  // 12.5 × 95 + 850 less 10 % + 12 × 18.50 = 2,174.50; with 21 % of 1,952.50 and 9 % of 222.00, 410.025 and 19.98.
  assert.equal((await totals(calculator))["To pay"], "€2,604.51");
  for (const tab of ["Explain", "Dunning", "Claim", "PDF", "JSON"]) await page.getByRole("tab", { name: tab }).click();
  await page.getByRole("tab", { name: "PDF" }).click();
  await page.getByText("made in this page").waitFor();
  assert.deepEqual(requests.filter((url) => !url.startsWith(host.url) && !/^(blob|data|chrome|chrome-extension):/.test(url)), []);
  assert.deepEqual(errors, []);
  assert.equal((await fetch(`${host.url}/health`)).status, 200);
  assert.equal((await fetch(`${host.url}/nowhere`)).status, 404);
  const policy = (await fetch(`${host.url}/`)).headers.get("content-security-policy");
  assert.match(policy, /default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'/);
  await close();
});

test("from a folder and offline it works as well: every view, documents, links", async () => {
  const { page, errors, calculator, panel, close } = await open({ url: FOLDER, offline: true });
  await page.getByRole("tab", { name: "PDF" }).click();
  await page.getByText("made in this page").waitFor();
  await pick(page, LATE);
  assert.match(await panel.locator(".figures").innerText(), /Overdue for 48 days/);
  await page.getByRole("tab", { name: "Claim" }).click();
  assert.match(await panel.innerText(), /Total that may be charged/);
  await page.getByRole("button", { name: "Copy a link to this" }).click();
  await page.waitForFunction(() => location.hash.startsWith("#draft="));
  const draft = await get(calculator, "draft");
  await page.reload();
  await page.getByLabel("Example").getByText("From the link").waitFor({ state: "attached" });
  assert.deepEqual(await get(calculator, "draft"), draft);
  assert.deepEqual(errors, []);
  assert.ok(fileURLToPath(FOLDER).endsWith("index.html"));
  await close();
});

test("form and JSON are two sides of one draft", async () => {
  const { page, calculator, panel, close } = await open();
  await calculator.getByLabel("Quantity").first().fill("2");
  await page.waitForFunction(() => JSON.parse(document.querySelector("#json-draft").value).lines[0].quantity === "2");
  const draft = { ...(await get(calculator, "draft")), allowances: [{ percent: "50", reason: "Half" }] };
  await panel.getByLabel(/^Draft/).fill(JSON.stringify(draft));
  assert.deepEqual(await get(calculator, "draft"), draft);
  await panel.getByLabel(/^Draft/).fill('{"lines": [');
  assert.notEqual(await panel.getByRole("alert").innerText(), "");
  assert.deepEqual(await get(calculator, "draft"), draft, "what is no JSON changes nothing");
  await page.getByText("Invoice: what").click();
  await page.getByText('"payable"').waitFor();
  await close();
});

test("each amount is explained, from the form and down the tree, by keys", async () => {
  const { page, calculator, panel, close } = await open();
  await calculator.getByRole("button", { name: "€19.98" }).click();
  const first = panel.locator(".tree > details").first();
  assert.match(await first.innerText(), /VAT S 9 %: amount \(BT-117\)\s*€19\.98\s*BR-CO-17; rounded half away from zero to 2 decimals/);
  assert.match(await first.locator(".leaf").innerText(), /rate \(BT-119\)\s*9%/);
  await first.locator("details summary").first().focus();
  await page.keyboard.press("Enter");
  await first.getByText("Line 3, Handbook: net amount").waitFor();
  await close();
});

test("every amount of every example is explained where it is clicked", async () => {
  const { page, calculator, panel, close } = await open();
  for (const title of ["Consultant: hours, 2 % within 10 days", "Web shop: prices with VAT", "Reverse charge: from the Netherlands to Belgium", "Credit note: two handbooks came back", LATE]) {
    await pick(page, title);
    const amounts = calculator.getByRole("button", { name: /€/ });
    const count = await amounts.count();
    assert.ok(count >= 4, title);
    for (let index = 0; index < count; index += 1) {
      const shown = await amounts.nth(index).innerText();
      await amounts.nth(index).click();
      const first = panel.locator(".tree > details").first();
      assert.equal((await first.locator("summary b").first().innerText()).replace("-", "−"), shown.replace("−", ""), `${title}: ${shown}`);
      assert.ok(await first.evaluate(({ open }) => open));
    }
  }
  assert.doesNotMatch(await panel.innerText(), /\[\d\]|undefined/);
  await close();
});

test("form, views and examples speak four languages, and keep what was typed", async () => {
  const words = { nl: ["Aanmanen", "dagen te laat"], de: ["Mahnen", "Tage überfällig"], fr: ["Relances", "jours de retard"], "en-IE": ["Dunning", "Overdue for"] };
  const { page, errors, panel, close } = await open({ locale: "de-AT" });
  assert.equal(await page.evaluate(() => document.documentElement.lang), "de");
  await page.getByLabel("Beispiel").selectOption("late");
  for (const [locale, [tab, late]] of Object.entries(words)) {
    await page.locator("#locale").selectOption(locale);
    await page.getByRole("tab", { name: tab, selected: true }).waitFor();
    assert.match(await panel.locator(".figures").innerText(), new RegExp(late));
    assert.equal(await page.evaluate(() => document.documentElement.lang), locale.slice(0, 2));
    assert.equal(await page.locator("#example").inputValue(), "late");
    for (const name of await page.getByRole("tab").allInnerTexts()) {
      await page.getByRole("tab", { name }).click();
      assert.doesNotMatch(await page.locator("body").innerText(), /undefined|\{\d\}/, `${locale} ${name}`);
    }
    await page.getByRole("tab", { name: tab }).click();
  }
  assert.deepEqual(errors, []);
  await close();
});

test("the day is dragged by a finger", async () => {
  const { page, panel, close } = await open({ width: 360, hasTouch: true, isMobile: true });
  await pick(page, LATE);
  const day = page.getByRole("slider", { name: /^Day/ });
  await day.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await day.boundingBox();
  const session = await page.context().newCDPSession(page);
  const touch = (type, share) => session.send("Input.dispatchTouchEvent", { type, touchPoints: share === undefined ? [] : [{ x: x + width * share, y: y + height / 2 }] });
  const at = Number(await day.inputValue()) / Number(await day.getAttribute("max"));
  await touch("touchStart", at);
  for (const share of [0.3, 0.2, 0.1, 0.02]) await touch("touchMove", share);
  await touch("touchEnd");
  assert.ok(Number(await day.inputValue()) < 14, "the first days");
  assert.match(await panel.locator(".figures").innerText(), /Open/);
  await close();
});

test("the days of the dunning are dragged, stepped through by keys, and end when the customer pays", async () => {
  const { page, panel, close } = await open();
  await pick(page, LATE);
  const day = page.getByRole("slider", { name: /^Day/ });
  const figures = panel.locator(".figures");
  const steps = panel.locator(".steps > li");
  assert.match(await day.getAttribute("aria-valuetext"), /, 62 days after the invoice$/);
  assert.match(await figures.innerText(), /Overdue for 48 days/);
  const all = await steps.count();
  assert.ok(all >= 5);
  await day.press("Home");
  assert.match(await figures.innerText(), /Open/);
  assert.equal(await panel.locator(".steps > .past").count(), 0);
  // The fifteenth day: the invoice is due on the fourteenth.
  for (let step = 0; step < 15; step += 1) await day.press("ArrowRight");
  assert.match(await figures.innerText(), /Overdue for 1 days/);
  const { x, y, width, height } = await day.boundingBox();
  await page.mouse.move(x + width * 0.1, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.7, y + height / 2, { steps: 5 });
  await page.mouse.up();
  assert.equal(await panel.locator(".steps > .past").count(), all);
  await day.press("Home");
  for (let step = 0; step < 20; step += 1) await day.press("ArrowRight");
  await page.getByRole("button", { name: "The customer pays on this day" }).click();
  assert.ok((await steps.count()) < all, "nothing is planned after payment");
  assert.match(await figures.innerText(), /Paid/);
  await close();
});

test("the claim says what may be charged, what comes first, and how it was worked out", async () => {
  const { page, panel, close } = await open();
  await pick(page, LATE);
  await page.getByRole("tab", { name: "Claim" }).click();
  // 15 % of 249.00 is 37.35: the least of the scale of the Besluit BIK is 40.
  assert.match(await panel.innerText(), /Collection costs\s*art\. 6:96[^]*€40\.00/);
  assert.match(await panel.innerText(), /What has to be done first\s*done Send a letter/);
  await page.getByRole("tab", { name: "Dunning" }).click();
  await panel.getByRole("button", { name: /^Due/ }).click();
  await page.getByRole("tab", { name: "Claim" }).click();
  // It is owed on its due date, and bears interest from the day after.
  assert.match(await panel.innerText(), /Interest[^€]*€0\.00[^]*Total that may be charged\s*€249\.00/);
  await close();
});

test("a link carries the draft in its fragment, and a bad one does no harm", async () => {
  const { page, calculator, close } = await open({ permissions: ["clipboard-read", "clipboard-write"] });
  await pick(page, "Web shop: prices with VAT");
  await page.getByRole("button", { name: "Copy a link to this" }).click();
  await page.getByText("The link is copied").waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const draft = await get(calculator, "draft");
  await close();
  const shared = await open({ url: link });
  await shared.page.getByLabel("Example").getByText("From the link").waitFor({ state: "attached" });
  assert.deepEqual(await get(shared.calculator, "draft"), draft);
  assert.equal(shared.requests.some((url) => url.includes("draft=")), false, "the fragment is not sent");
  await shared.close();
  const bomb = await packed(`{"lines":[],"notes":["${"a".repeat(5_000_000)}"]}`);
  for (const fragment of ["draft=%00", `draft=${"A".repeat(20_000)}`, "draft=AAAA", `draft=${bomb}`, `draft=${await packed("[1]")}`, "elsewhere"]) {
    const bad = await open({ url: `${host.url}/#${fragment}` });
    await bad.page.getByText(/^The link could not be read/).waitFor();
    assert.equal((await get(bad.calculator, "draft")).lines.length, 3);
    assert.deepEqual(bad.errors, []);
    await bad.close();
  }
});

/** A text as a link carries it. */
async function packed(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return Buffer.from(await new Response(stream).arrayBuffer()).toString("base64url");
}

test("on a phone nothing is cut off, and the tabs are reached by keys", async () => {
  const { page, panel, close } = await open({ width: 360, hasTouch: true, isMobile: true });
  for (const [key, name] of [["ArrowRight", "Explain"], ["ArrowRight", "Dunning"], ["End", "PDF"], ["ArrowRight", "JSON"]]) {
    await page.getByRole("tab", { selected: true }).press(key);
    assert.equal(await page.getByRole("tab", { selected: true }).innerText(), name);
    assert.equal(await panel.count(), 1);
    assert.equal(await overflow(page), 0, name);
  }
  await pick(page, LATE);
  await panel.getByRole("button", { name: /^Formal notice/ }).tap();
  assert.equal(await panel.locator(".steps > .past").count(), 5);
  await close();
});

test("axe-core finds nothing against WCAG 2.2 AA in any view, light and dark", async (t) => {
  for (const [colorScheme, width] of [["light", 1400], ["dark", 1400], ["light", 360]]) {
    for (const tab of ["JSON", "Explain", "Dunning", "Claim"]) {
      await t.test(`${tab} ${colorScheme} at ${width}`, async () => {
        const { page, close } = await open({ colorScheme, width, bypassCSP: true });
        await pick(page, LATE);
        await page.getByRole("tab", { name: tab }).click();
        assert.deepEqual(await violations(page), []);
        await close();
      });
    }
  }
});
