// Tables of lists that may be long: the newest first, a page at a time, more on request.

import { page } from "./api.js";
import { h, put } from "./dom.js";
import { say } from "./say.js";

/** A table that scrolls sideways where it does not fit, or that there is nothing. */
export function table(name, heads, rows) {
  if (rows.length === 0) return h("p", { class: "soft" }, say("nothing"));
  const head = h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head ? say(head) : h("span", { class: "hidden" }, say("actions")))));
  const body = rows.map((cells) => h("tr", {}, cells.map((cell) => h("td", {}, cell))));
  return h("div", { class: "wide card", tabindex: "0", role: "region", "aria-label": say(name) }, h("table", {}, h("thead", {}, head), h("tbody", {}, body)));
}

/**
 * A list of which `path` gives what waits or all of it, by the choice in the address: `{name, path, heads, row}`. Resolves when its
 * first page is there.
 */
export async function paged({ name, path, heads, row }, query) {
  const isAll = query.get("show") === "all";
  const url = `${path}${path.includes("?") ? "&" : "?"}newest=true${isAll ? "" : "&waiting=true"}`;
  const place = h("div");
  const choice = (text, href, chosen) => h("li", {}, h("a", { href, "aria-current": chosen ? "true" : undefined }, text));
  const choices = h("nav", { class: "filters", "aria-label": say("state") }, h("ul", {}, choice(say("waitingOnes"), `#/${name}`, !isAll), choice(say("all"), `#/${name}?show=all`, isAll)));
  const items = [];
  const more = async (cursor) => {
    const one = await page(url, cursor);
    items.push(...one.items);
    const button = one.next && h("button", { class: "second", type: "button", onclick: () => more(one.next) }, say("more"));
    put(place, table(name, heads, items.map(row)), button);
  };
  await more();
  return [choices, place];
}
