// Tables. On a phone the rows stand below each other, each cell with the name of its column; elsewhere a table that is too wide scrolls by itself.

import { h } from "./dom.js";

/** Texts as short as a day or a moment stay on one line. */
const SHORT = 24;

/** A table with a label and the names of its columns. `numbers` are the places of columns of amounts; the first cell of a row names it where it is `named`. */
export function table(label, heads, rows, { numbers = [], named = true, kind = "" } = {}) {
  const width = (cell) => (typeof cell === "string" && cell.length <= SHORT ? "short" : "long");
  const cell = (content, place) =>
    named && place === 0
      ? h("th", { scope: "row" }, content)
      : h("td", { class: numbers.includes(place) ? "number" : width(content), "data-label": heads[place] }, content);
  const head = h("tr", {}, heads.map((name, place) => h("th", { scope: "col", class: numbers.includes(place) && "number" }, name)));
  const body = rows.map((cells) => h("tr", {}, cells.map(cell)));
  return h("div", { class: `wide ${kind}`, tabindex: "0", role: "region", "aria-label": label }, h("table", { class: "stacked" }, h("thead", {}, head), h("tbody", {}, body)));
}
