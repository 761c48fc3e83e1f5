// What waits for a person, in one place: how many of each kind, with the way to where it is done.

import { page } from "./api.js";
import { administration } from "./books.js";
import { h } from "./dom.js";
import { count } from "./format.js";
import { say } from "./say.js";

/** So many are counted; beyond them there are just more. */
const COUNTED = 100;

/** What can wait, where it is asked for, and where it is done. */
const KINDS = [
  ["inbox", "/v1/inbox?waiting=true", "#/inbox"],
  ["requests", "/v1/customerRequests?waiting=true", "#/requests"],
  ["tasks", "/v1/outbox?channel=phone&waiting=true", "#/tasks"],
  ["lettersWaiting", "/v1/outbox?channel=letter&waiting=true", "#/outbox"],
  ["items", "/v1/items?invoiced=false", "#/items"],
  ["draftsWaiting", "/v1/invoices?state=draft", "#/invoices?state=draft"],
];

/** What waits, as a section; nothing where nothing does. */
export async function waiting() {
  // Items that become invoices by themselves wait for nobody.
  const kinds = KINDS.filter(([name]) => name !== "items" || !administration().itemBilling);
  const pages = await Promise.all(kinds.map(([, path]) => page(path, undefined, COUNTED)));
  const rows = kinds.flatMap(([name, , href], index) => {
    const { items, next } = pages[index];
    return items.length ? [h("li", {}, h("a", { href }, h("strong", {}, `${count(items.length)}${next ? "+" : ""}`), ` ${say(name)}`))] : [];
  });
  return rows.length > 0 && h("section", { class: "card" }, h("h2", {}, say("forYou")), h("ul", { class: "todo" }, rows));
}
