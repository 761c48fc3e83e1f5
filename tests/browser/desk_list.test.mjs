// The desk's list with 100,000 invoices, in Chromium: the Worker's pages are stood in for, so that what is measured is the page. However
// many there are, few rows are in the document, one moves through them at once, and the rows shown are the right ones.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startDesk } from "./desk_page.mjs";

const INVOICES = 100_000;
/** Pages as large as this keep the test short; the Worker's have a hundred. */
const AT_ONCE = 5_000;
/** Rows in sight and some ahead on either side. */
const ROWS_MAX = 60;
/** One frame at 60 Hz. */
const FRAME_MILLISECONDS = 16;

let place, desk;

before(async () => {
  place = await startDesk("Long list");
  ({ desk } = place);
});
after(() => place?.close());

const invoice = (place) => ({
  id: `inv_${place}`,
  state: place % 3 ? "open" : "paid",
  type: "invoice",
  number: `2026-${String(INVOICES - place).padStart(6, "0")}`,
  currency: "EUR",
  issueDate: "2026-01-31",
  dueDate: "2026-03-02",
  customerName: `Customer ${place}`,
  payable: "1210.00",
  amountDue: place % 3 ? "1210.00" : "0.00",
});

/** A page of the list as the Worker answers; of the paid ones there are few. */
function pageOf(url) {
  const all = url.searchParams.get("state") === "paid" ? 50 : INVOICES;
  const from = Number(url.searchParams.get("cursor") ?? 0);
  const until = Math.min(all, from + AT_ONCE);
  const items = Array.from({ length: until - from }, (_, index) => invoice(from + index));
  return { items, ...(until < all && { next: String(until) }) };
}

test("100,000 invoices are walked through with few rows in the document, each move within a frame", async () => {
  const { page, errors, close } = await desk("overview");
  let asked = 0;
  await page.route("**/v1/invoices?*", (route) => ((asked += 1), route.fulfill({ json: pageOf(new URL(route.request().url())) })));
  await page.evaluate(() => (location.hash = "#/invoices"));
  await page.waitForSelector(".rows .row");
  assert.equal(asked, 1, "only what is needed is asked for");
  for (let loaded = 0; loaded < INVOICES / AT_ONCE; loaded += 1) {
    await page.evaluate(() => document.querySelector(".list .scroll").scrollTo(0, 1e9));
    await page.waitForFunction((count) => Number(document.querySelector(".rows").style.getPropertyValue("--height").replace("px", "")) >= count * 48, Math.min(INVOICES, (loaded + 2) * AT_ONCE));
    assert.ok((await page.locator(".rows .row").count()) <= ROWS_MAX);
  }
  await page.getByText("100,000 in all").waitFor();
  assert.equal(asked, INVOICES / AT_ONCE);
  await page.locator(".rows .row a").last().focus();
  const taken = await page.evaluate(async () => {
    const times = [];
    const keys = ["Home", ...Array(20).fill("PageDown"), ...Array(20).fill("ArrowDown"), "End", ...Array(20).fill("PageUp")];
    for (const key of keys) {
      const begun = performance.now();
      (document.activeElement.closest(".list") ?? document.querySelector(".list")).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      // The layout that shows the move belongs to it.
      document.querySelector(".rows").getBoundingClientRect();
      times.push(performance.now() - begun);
      await new Promise((painted) => requestAnimationFrame(painted));
    }
    return times.toSorted((one, other) => one - other);
  });
  assert.ok(taken[Math.floor(taken.length / 2)] < FRAME_MILLISECONDS, `a move takes ${taken[Math.floor(taken.length / 2)]} ms`);
  assert.ok((await page.locator(".rows .row").count()) <= ROWS_MAX);
  await page.locator(".rows .active a").focus();
  await page.keyboard.press("End");
  assert.equal(await page.locator(".row.active").getAttribute("aria-rowindex"), String(INVOICES + 1));
  assert.equal(await page.locator(".row.active a").innerText(), "2026-000001");
  await page.keyboard.press("Home");
  assert.equal(await page.locator(".row.active a").innerText(), "2026-100000");
  // All that is loaded is chosen, and none of it again.
  await page.getByRole("button", { name: /^Choose the 100,000 loaded$/ }).click();
  await page.getByText("100,000 chosen").waitFor();
  await page.getByRole("button", { name: "Choose none" }).click();
  // A filter shows its own, from the first.
  await page.locator("nav.filters").getByRole("link", { name: "Paid" }).click();
  await page.getByText("50 in all").waitFor();
  assert.ok((await page.locator(".rows .row").count()) <= ROWS_MAX);
  assert.deepEqual(errors, []);
  await close();
});
