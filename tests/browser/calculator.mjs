// A page with the calculator in Chromium, and the ways in which people work with it. It asserts nothing.

import { fileURLToPath } from "node:url";
import { startChromium } from "../hosts/chromium.mjs";
import { serve } from "../hosts/serve.mjs";

const DIST = fileURLToPath(new URL("../../npm/dist/", import.meta.url));

/** Nothing from elsewhere, no style or script inside the page, no markup from strings. */
export const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src data:; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/** A page with this body, and the element. */
export function pageOf(body, { lang = "en", script = "" } = {}) {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Calculator</title><link rel="icon" href="data:,">`;
  const scripts = `<script type="module" src="./element/index.js"></script>${script}`;
  return `<!doctype html><html lang="${lang}"><head>${head}</head><body><main><h1>Invoice</h1>${body}</main>${scripts}</body></html>`;
}

/** A browser and a server of pages: `{ open, close, origin }`. */
export async function openHost(pages, headers = {}) {
  const server = await serve({ folder: DIST, pages, headers });
  const browser = await startChromium();
  const open = async (path, { width = 1120, height = 900, ...options } = {}) => {
    const page = await browser.newPage({ viewport: { width, height }, ...options });
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(`${server.origin}${path}`);
    await page.waitForFunction(() => document.querySelector("voldaan-calculator")?.shadowRoot?.querySelector(".line"));
    return { page, errors, calculator: page.locator("voldaan-calculator") };
  };
  const close = async () => {
    await browser.close();
    await server.close();
  };
  return { open, close, browser, origin: server.origin };
}

/** A property of the element. */
export function get(calculator, name) {
  return calculator.evaluate((element, key) => element[key], name);
}

/** The amounts of the totals by their labels. */
export function totals(calculator) {
  return calculator.evaluate((element) => {
    const rows = [...element.shadowRoot.querySelectorAll(".totals tr")];
    return Object.fromEntries(rows.map((row) => [row.cells[0].textContent, row.cells[1].textContent.replace(/[\u00a0\u202f]/g, " ")]));
  });
}

/** Which field has the focus: line from 1, and column. */
export function focused(calculator) {
  return calculator.evaluate((element) => {
    const active = element.shadowRoot.activeElement;
    const line = active?.closest("[data-line]");
    const lines = [...element.shadowRoot.querySelectorAll("[data-line]")];
    const column = active?.dataset.field?.split(".").at(-1) ?? active?.dataset.act;
    return line ? `${lines.indexOf(line) + 1} ${column}` : (active?.dataset.field ?? column);
  });
}
