// Pages in Chromium, by its own metrics: first paint, bytes of script, long tasks, and how long a key takes in an invoice of 100 lines.
// One JSON line a page on standard output; fails where a key takes longer than a frame.

import { fileURLToPath } from "node:url";
import { startChromium } from "../hosts/chromium.mjs";
import { serve } from "../hosts/serve.mjs";

/** One frame at 60 Hz. */
const FRAME_MILLISECONDS = 16;

const LINES = 100;
const KEYS = 120;
const LOADS = 5;

/** What the pages are made of: `cargo xtask build playground` puts them there. */
const DIST = fileURLToPath(new URL("../../npm/dist/", import.meta.url));
const PLAYGROUND = fileURLToPath(new URL("../../playground/dist/", import.meta.url));

const ELEMENT = `<!doctype html><html lang="nl"><meta charset="utf-8"><title>Calculator</title><voldaan-calculator></voldaan-calculator>
<script type="module" src="./element/index.js"></script>`;

const browser = await startChromium();
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const rounded = (value) => Math.round(value * 10) / 10;

/** The metrics of one load. */
async function load(url) {
  const page = await browser.newPage();
  await page.addInitScript(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => globalThis.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask", buffered: true });
  });
  await page.goto(url, { waitUntil: "load" });
  await page.waitForFunction(() => document.querySelector("voldaan-calculator")?.shadowRoot?.querySelector(".line"));
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
  const metrics = await page.evaluate(() => {
    const scripts = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".js"));
    return {
      firstPaint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
      scriptBytes: scripts.reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0),
      longTasks: globalThis.longTasks.length,
      longestTask: Math.max(0, ...globalThis.longTasks),
    };
  });
  await page.close();
  return metrics;
}

/** Milliseconds from a key to the totals and the layout that show it, for many keys in an invoice of many lines. */
async function type(url) {
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction(() => document.querySelector("voldaan-calculator")?.shadowRoot?.querySelector(".line"));
  const times = await page.evaluate(async ([lines, keys]) => {
    const calculator = document.querySelector("voldaan-calculator");
    const line = (_, index) => ({ name: `Line ${index}`, quantity: "2", unit: "hour", unitPrice: "95.00", vat: index % 2 ? "nl:standard" : "nl:reduced", allowances: [{ percent: "5" }] });
    const draft = { currency: "EUR", issueDate: "2026-01-31", lines: Array.from({ length: lines }, line), allowances: [{ percent: "3" }] };
    calculator.draft = { ...draft, paymentTerms: { netDays: 30, earlyDiscounts: [{ percent: "2", days: 10 }] } };
    const price = calculator.shadowRoot.querySelectorAll(".price input")[Math.floor(lines / 2)];
    price.focus();
    const taken = [];
    for (let key = 0; key < keys; key += 1) {
      await new Promise((next) => requestAnimationFrame(next));
      const before = calculator.invoice.totals.payable;
      const start = performance.now();
      price.value = String(100 + key);
      price.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
      calculator.getBoundingClientRect();
      taken.push(performance.now() - start);
      if (calculator.invoice.totals.payable === before) throw new Error("the totals did not follow");
    }
    return taken;
  }, [LINES, KEYS]);
  await page.close();
  return times;
}

let isTooSlow = false;
for (const [name, folder, pages, path] of [["element", DIST, { "/page.html": ELEMENT }, "/page.html"], ["playground", PLAYGROUND, {}, "/index.html"]]) {
  const server = await serve({ folder, pages });
  const loads = [];
  for (let round = 0; round < LOADS; round += 1) loads.push(await load(server.origin + path));
  const keys = await type(server.origin + path);
  const of = (metric) => rounded(median(loads.map((one) => one[metric])));
  const key = rounded(median(keys));
  isTooSlow ||= key > FRAME_MILLISECONDS;
  const sorted = keys.toSorted((a, b) => a - b);
  const ninetieth = rounded(sorted[Math.floor(sorted.length * 0.9)]);
  const row = { page: name, firstPaintMs: of("firstPaint"), scriptBytes: of("scriptBytes"), longTasks: of("longTasks"), longestTaskMs: of("longestTask"), keyMs: key, keyMsOf90: ninetieth };
  console.log(JSON.stringify(row));
  await server.close();
}
await browser.close();
if (isTooSlow) {
  console.error(`a key in an invoice of ${LINES} lines takes longer than ${FRAME_MILLISECONDS} ms`);
  process.exitCode = 1;
}
