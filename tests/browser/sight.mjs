// What is wrong with how a page looks, by axe-core and by its width. It asserts nothing.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** WCAG 2.2, level AA, in the words of axe-core. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core finds on a page. The page's own policy has to be bypassed for it. */
export async function violations(page) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(AXE);
  const { violations: found, passes } = await page.evaluate((tags) => globalThis.axe.run({ runOnly: tags }), RULES);
  if (passes.length < 6) throw new Error("axe-core looked at next to nothing");
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, html, failureSummary }) => `${target} ${html} ${failureSummary}`).join("\n")}`);
}

/** By how many pixels a page is wider than its window. */
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
