// What is wrong with how a page looks, by axe-core and by its width.

import assert from "node:assert/strict";
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

/**
 * By how many pixels something is cut off at the side: by the window, or by a box that clips what does not fit into it. What a box scrolls, and
 * what it ends with three dots, can be read; what is there for ears alone is no wider than a pixel, or stands before the page.
 */
export function overflow(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    const clips = (box) => {
      const { overflowX, textOverflow } = getComputedStyle(box);
      return /hidden|clip/.test(overflowX) && textOverflow !== "ellipsis" && box.clientWidth > 1;
    };
    const nearest = (part) => {
      let box = part.parentElement;
      while (box && getComputedStyle(box).overflowX === "visible") box = box.parentElement;
      return box;
    };
    const range = document.createRange();
    const rectsOf = (part) => {
      if (part.nodeType !== Node.TEXT_NODE) return [part.getBoundingClientRect()];
      range.selectNodeContents(part);
      return [...range.getClientRects()];
    };
    const parts = document.createNodeIterator(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    let beyond = root.scrollWidth - root.clientWidth;
    for (let part = parts.nextNode(); part; part = parts.nextNode()) {
      const box = nearest(part);
      if (!box || box === root || box === document.body || !clips(box)) continue;
      const { left, right } = box.getBoundingClientRect();
      const wide = rectsOf(part).filter(({ width, height, right: end }) => width > 0 && height > 0 && end > 0);
      for (const rect of wide) beyond = Math.max(beyond, Math.round(rect.right - right), Math.round(left - rect.left));
    }
    return beyond;
  });
}

/** Asserts that axe-core finds nothing on a page, and that nothing is cut off; `name` says which one. */
export async function judge(page, name) {
  assert.deepEqual([name, ...(await violations(page))], [name]);
  assert.equal(await overflow(page), 0, name);
}
