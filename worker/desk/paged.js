// Tables of lists that may be long: the newest first, a page at a time, more on request.

import { page } from "./api.js";
import { h, put } from "./dom.js";
import { say } from "./say.js";

/** Texts as short as a day or a moment stay on one line. */
const SHORT = 24;

/** A table that scrolls sideways where it does not fit, or that there is nothing. `numbers` are the places of columns of amounts. */
function table({ name, heads, numbers = [], none = "nothing" }, rows) {
  if (rows.length === 0) return h("p", { class: "soft" }, say(none));
  const kind = (place) => (numbers.includes(place) ? "number" : undefined);
  const head = h("tr", {}, heads.map((head, place) => h("th", { scope: "col", class: kind(place) }, say(head))));
  const width = (cell) => (typeof cell === "string" && cell.length <= SHORT ? "short" : "long");
  const body = rows.map((cells) => h("tr", {}, cells.map((cell, place) => h("td", { class: kind(place) ?? width(cell), "data-label": say(heads[place]) }, cell))));
  return h("div", { class: "wide card", tabindex: "0", role: "region", "aria-label": say(name) }, h("table", { class: "stacked" }, h("thead", {}, head), h("tbody", {}, body)));
}

/** A list page by page, more on request: `{name, path, heads, row}`. Resolves when its first page is there. */
export async function listed(list) {
  const place = h("div");
  const items = [];
  const more = async (cursor) => {
    const one = await page(list.path, cursor);
    items.push(...one.items);
    const button = one.next && h("button", { class: "second", type: "button", onclick: () => more(one.next) }, say("more"));
    put(place, table(list, items.map(list.row)), button);
  };
  await more();
  return place;
}

/**
 * A list of which `path` gives what waits or all of it, by the choice in the address: `{name, path, heads, row}`. Resolves when its
 * first page is there.
 */
export async function paged(list, query) {
  const { name, path } = list;
  const isAll = query.get("show") === "all";
  const url = `${path}${path.includes("?") ? "&" : "?"}newest=true${isAll ? "" : "&waiting=true"}`;
  const href = (show) => {
    const wanted = new URLSearchParams(query);
    if (show) wanted.set("show", show);
    else wanted.delete("show");
    return `#/${name}${wanted.size ? `?${wanted}` : ""}`;
  };
  const choice = (text, show, chosen) => h("li", {}, h("a", { href: href(show), "aria-current": chosen ? "true" : undefined }, text));
  const choices = h("nav", { class: "filters", "aria-label": say("state") }, h("ul", {}, choice(say("waitingOnes"), "", !isAll), choice(say("all"), "all", isAll)));
  return [choices, await listed({ ...list, path: url })];
}
