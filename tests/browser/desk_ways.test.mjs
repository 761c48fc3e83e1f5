// The longer work at the desk done by keyboard alone and on a phone, in Chromium against the Worker in workerd: a policy is changed, drafts
// and whole books go in and out, invoices become a table. What the page says is held against the books.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { ADMIN_KEY, Client, DRAFT, eventually } from "../worker/client.mjs";
import { PHONE, chooseByKey, startDesk, tabTo, tabToText } from "./desk_page.mjs";
import { overflow } from "./sight.mjs";

let place, host, client, desk, issued;

before(async () => {
  place = await startDesk("Ways");
  ({ host, client, desk } = place);
  issued = await client.issue({ ...DRAFT, customer: { ...DRAFT.customer, kind: "business", name: "=HYPERLINK(1)" } });
  await client.post("/v1/policies", { ready: "nl-business" });
});
after(() => place?.close());

const policy = async () => (await client.get("/v1/policies")).items[0].policy;
const fits = async (page) => assert.equal(await overflow(page), 0);

/** What an act saves: name and text. */
async function saved(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test("by keyboard alone a policy is changed, seen in its preview, saved and undone", async () => {
  const { page, errors, close } = await desk("policies");
  const before = (await policy()).steps[0].offsetDays;
  await tabToText(page, "Change");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "policy-name");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("Keys only");
  await tabTo(page, () => document.activeElement.dataset.name === "offsetDays");
  await page.keyboard.press("ArrowUp");
  await page.locator(".plan li").first().waitFor();
  await tabToText(page, "Add a step");
  await page.keyboard.press("Enter");
  // A step without a name is none: it is said at the step, and the step is taken out again.
  await tabTo(page, () => document.activeElement.textContent === "Remove the step" && document.activeElement.closest("fieldset") === document.querySelector(".steps").lastElementChild);
  await page.keyboard.press("Enter");
  await page.locator("#policy-name").focus();
  await tabToText(page, "Save");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /^Keys only/ }).waitFor();
  assert.deepEqual([(await policy()).name, (await policy()).steps[0].offsetDays], ["Keys only", before + 1]);
  await tabToText(page, "Undo");
  await page.keyboard.press("Enter");
  await eventually(async () => (await policy()).name === "nl-business");
  assert.deepEqual(errors.filter((text) => !text.includes("422")), []);
  await close();
});

test("on a phone a policy is changed with what it would do below it; nothing is cut off", async () => {
  const { page, close } = await desk("policies", PHONE);
  await page.getByRole("button", { name: "Change" }).first().tap();
  await page.locator(".plan li").first().waitFor();
  const steps = (await policy()).steps.length;
  await page.locator("fieldset.step").last().getByRole("button", { name: "Remove the step" }).tap();
  await page.locator("#policy-name").fill("Thumb");
  await fits(page);
  await page.locator(".policy-form").getByRole("button", { name: "Save" }).tap();
  await page.getByRole("heading", { name: /^Thumb/ }).waitFor();
  assert.deepEqual([(await policy()).name, (await policy()).steps.length], ["Thumb", steps - 1]);
  await page.getByRole("button", { name: "Undo" }).tap();
  await eventually(async () => (await policy()).steps.length === steps);
  await fits(page);
  await close();
});

const drafts = (currency) => ({ name: "drafts.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify([{ ...DRAFT, buyerReference: currency }, { ...DRAFT, currency: "EUX" }])) });
const inAll = async () => (await client.get("/v1/invoices?state=draft&limit=200")).items.length;

/** The table of the year: what a spreadsheet would take for a formula is a text, and the invoice is in it. */
function assertTable({ name, bytes }) {
  const text = bytes.toString();
  assert.match(name, /^invoices-20\d\d-01-01-20\d\d-\d\d-\d\d\.csv$/);
  assert.ok(text.startsWith("\uFEFFid,number,"), text.slice(0, 80));
  assert.ok(text.includes(issued.number) && text.includes(`"'=HYPERLINK(1)"`), text);
}

test("by keyboard alone drafts are read from a file and invoices become a table", async () => {
  const { page, errors, close } = await desk("work");
  await tabTo(page, () => document.activeElement.id === "export-from");
  await tabToText(page, "Start");
  assertTable(await saved(page, () => page.keyboard.press("Enter")));
  await tabTo(page, () => document.activeElement.id === "file");
  const before = await inAll();
  await chooseByKey(page, drafts("keys"));
  await tabToText(page, "Start");
  await page.keyboard.press("Enter");
  await page.getByText("1 done, 1 left out").waitFor();
  assert.equal(await inAll(), before + 1);
  assert.deepEqual(errors.filter((text) => !text.includes("422")), []);
  await close();
});

test("by keyboard alone whole books go out, and into an empty administration", async () => {
  const { page, close } = await desk("work");
  await tabTo(page, () => document.activeElement.textContent === "Start" && document.activeElement.form?.getAttribute("aria-label") === "Keep the whole administration");
  const file = await saved(page, () => page.keyboard.press("Enter"));
  await close();
  const made = await new Client(host.url, ADMIN_KEY).post("/v1/administrations", { name: "Empty, by keys", test: true });
  const other = await place.deskWith({ key: made.apiKey })("work");
  await tabTo(other.page, () => document.activeElement.id === "books");
  await chooseByKey(other.page, { name: file.name, mimeType: "application/x-ndjson", buffer: file.bytes });
  await tabToText(other.page, "Start");
  await other.page.keyboard.press("Enter");
  await other.page.getByText(/^Read: [\d,]+ rows\.$/).waitFor();
  const restored = new Client(host.url, made.apiKey);
  assert.equal((await restored.get(`/v1/invoices/${issued.id}`)).number, issued.number);
  assert.equal((await restored.get("/v1/verify")).intact, true);
  await other.close();
});

test("on a phone drafts are read, invoices become a table, and whole books go out and into an empty administration", async () => {
  const { page, close } = await desk("work", PHONE);
  const start = (name) => page.getByRole("form", { name }).getByRole("button", { name: "Start" }).tap();
  assertTable(await saved(page, () => start("Tables and files of a period")));
  const before = await inAll();
  await page.locator("#file").setInputFiles(drafts("thumb"));
  await start("Import drafts");
  await page.getByText("1 done, 1 left out").waitFor();
  assert.equal(await inAll(), before + 1);
  await fits(page);
  const file = await saved(page, () => start("Keep the whole administration"));
  await fits(page);
  await close();
  const made = await new Client(host.url, ADMIN_KEY).post("/v1/administrations", { name: "Empty too", test: true });
  const other = await place.deskWith({ key: made.apiKey })("work", PHONE);
  await other.page.locator("#books").setInputFiles({ name: file.name, mimeType: "application/x-ndjson", buffer: file.bytes });
  await other.page.getByRole("form", { name: "Read an administration that was kept" }).getByRole("button", { name: "Start" }).tap();
  await other.page.getByText(/^Read: [\d,]+ rows\.$/).waitFor();
  assert.equal((await new Client(host.url, made.apiKey).get(`/v1/invoices/${issued.id}`)).number, issued.number);
  await fits(other.page);
  await other.close();
});

/** The page of an invoice that is drawn anew as soon as `go` is called, from an answer that is held back until then. */
async function drawnAnew(page, id) {
  let go;
  const held = new Promise((resolve) => (go = resolve));
  const old = await page.locator("h1").elementHandle();
  await page.route(`**/v1/invoices/${id}`, async (route) => (await held, route.continue()));
  const gone = () => old.evaluate((element) => !element.isConnected);
  return { go, gone };
}

test("a button is pressed while the page is drawn anew beneath it: it is heard", async () => {
  const { id, number } = issued;
  const { page, close } = await desk(`invoices/${id}`);
  await page.getByRole("button", { name: "Write a note" }).click();
  await page.locator("#field-text").fill("Seen.");
  const { go, gone } = await drawnAnew(page, id);
  await page.locator("dialog").getByRole("button", { name: "Write a note" }).click();
  await page.waitForSelector("dialog", { state: "detached" });
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Dossier (ZIP)" }).hover();
  await page.mouse.down();
  const answer = page.waitForResponse(`**/v1/invoices/${id}`);
  go();
  await answer;
  // Time enough to draw it, if it did not wait.
  await page.waitForTimeout(500);
  assert.equal(await gone(), false, "the page waits for the release");
  await page.mouse.up();
  assert.equal((await download).suggestedFilename(), `${number}.zip`);
  await eventually(gone);
  await close();
});

test("whoever moves by keys stays where they were when the page is drawn anew", async () => {
  const { id } = issued;
  const { page, close } = await desk(`invoices/${id}`);
  await tabToText(page, "Write a note");
  await page.keyboard.press("Enter");
  await page.locator("#field-text").fill("Seen.");
  const { go, gone } = await drawnAnew(page, id);
  await tabToText(page, "Write a note");
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog", { state: "detached" });
  await page.keyboard.press("Tab");
  const next = await page.evaluate(() => document.activeElement.textContent);
  go();
  await eventually(gone);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), next);
  await close();
});
