// Lists that may be long, as tables: a page at a time, more on request.

import { page } from "./api.js";
import { h, put } from "./dom.js";
import { say } from "./say.js";
import { table } from "./table.js";

/** A list page by page, more on request: `{name, path, heads, numbers, row}`, and what is said where there is `none`. Resolves when its first page is there. */
export async function listed({ name, path, heads, numbers, row, none = "nothing" }) {
  const place = h("div");
  const items = [];
  const more = async (cursor) => {
    const one = await page(path, cursor);
    items.push(...one.items);
    const button = one.next && h("button", { class: "second", type: "button", onclick: () => more(one.next) }, say("more"));
    const shown = items.length ? table(say(name), heads.map((head) => say(head)), items.map(row), { numbers, named: false, kind: "card" }) : h("p", { class: "soft" }, say(none));
    put(place, shown, button);
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
