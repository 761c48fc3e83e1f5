// Pages in Chromium, by its own metrics: first paint, bytes of script, long tasks, shifts of the layout, and how long a key takes in an
// invoice of 100 lines. The desk and the customer's page come from the Worker in workerd. One JSON line a page on standard output;
// fails where a key takes longer than a frame, and where a page is above its budget in what does not depend on the machine.

import { fileURLToPath } from "node:url";
import { startChromium } from "../hosts/chromium.mjs";
import { serve } from "../hosts/serve.mjs";
import { DRAFT, open, start } from "../worker/client.mjs";

/** One frame at 60 Hz. */
const FRAME_MILLISECONDS = 16;

/**
 * Bytes of script that a page loads, not packed. The engine is most of the first two, and phrases in four languages a third of the desk;
 * the customer's page has one small script.
 */
const SCRIPT_BYTES_MAX = { element: 1_005_000, playground: 975_000, desk: 140_000, customer: 1_000 };
/** How far things move while a page loads. What customers read does not move at all; a form gets its first draft just after it is there. */
const LAYOUT_SHIFT_MAX = { element: 0.05, playground: 0.05, desk: 0.01, customer: 0 };

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

const hasLines = () => document.querySelector("voldaan-calculator")?.shadowRoot?.querySelector(".line");

/** The metrics of one load, once `ready` says that the page is there; `key` is that of the desk. */
async function load(url, ready, key) {
  const page = await browser.newPage();
  await page.addInitScript((key) => {
    if (key) sessionStorage.setItem("voldaan-key", key);
    const seen = (type, read) => {
      const entries = [];
      new PerformanceObserver((list) => entries.push(...list.getEntries().map(read))).observe({ type, buffered: true });
      return entries;
    };
    globalThis.longTasks = seen("longtask", ({ duration }) => duration);
    globalThis.shifts = seen("layout-shift", ({ value }) => value);
  }, key);
  await page.goto(url, { waitUntil: "load" });
  await page.waitForFunction(ready);
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
  const metrics = await page.evaluate(() => {
    const scripts = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".js"));
    return {
      firstPaint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
      scriptBytes: scripts.reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0),
      longTasks: globalThis.longTasks.length,
      longestTask: Math.max(0, ...globalThis.longTasks),
      layoutShift: globalThis.shifts.reduce((sum, value) => sum + value, 0),
    };
  });
  await page.close();
  return metrics;
}

/** Milliseconds from a key to the totals and the layout that show it, for many keys in an invoice of many lines. */
async function type(url) {
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction(hasLines);
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

const faults = [];

/** Loads a page some times and says what was measured; what it is held to without a clock is judged. */
async function measure(name, url, ready, { key, keys } = {}) {
  const loads = [];
  for (let round = 0; round < LOADS; round += 1) loads.push(await load(url, ready, key));
  const of = (metric) => median(loads.map((one) => one[metric]));
  const row = { page: name, firstPaintMs: rounded(of("firstPaint")), scriptBytes: of("scriptBytes"), longTasks: of("longTasks"), longestTaskMs: rounded(of("longestTask")), layoutShift: Math.round(of("layoutShift") * 1000) / 1000 };
  if (row.scriptBytes > SCRIPT_BYTES_MAX[name]) faults.push(`${name} loads ${row.scriptBytes} bytes of script, and may load ${SCRIPT_BYTES_MAX[name]}`);
  if (row.layoutShift > LAYOUT_SHIFT_MAX[name]) faults.push(`${name} shifts by ${row.layoutShift} while it loads`);
  if (keys) {
    const sorted = keys.toSorted((a, b) => a - b);
    Object.assign(row, { keyMs: rounded(median(keys)), keyMsOf90: rounded(sorted[Math.floor(sorted.length * 0.9)]) });
    if (row.keyMs > FRAME_MILLISECONDS) faults.push(`${name}: a key in an invoice of ${LINES} lines takes ${row.keyMs} ms, longer than a frame`);
  }
  console.log(JSON.stringify(row));
}

for (const [name, folder, pages, path] of [["element", DIST, { "/page.html": ELEMENT }, "/page.html"], ["playground", PLAYGROUND, {}, "/index.html"]]) {
  const server = await serve({ folder, pages });
  await measure(name, server.origin + path, hasLines, { keys: await type(server.origin + path) });
  await server.close();
}

const host = await start();
const { client } = await open(host.url, "Bench of pages");
const issued = await client.issue();
await measure("desk", `${host.url}/desk#/overview`, () => document.querySelector("main#content .figures"), { key: client.key });
await measure("customer", issued.links.customer, () => document.querySelector(".sheet .state"));
await host.stop();
await browser.close();
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
