// What was decided over the administration and by whom, and the check that its books are as they were written. It changes nothing.

import { Refused, all, page } from "./api.js";
import { h, put } from "./dom.js";
import { count, moment } from "./format.js";
import { listed } from "./paged.js";
import { progress } from "./progress.js";
import { knows, say } from "./say.js";
import "./phrases-audit.js";
import "./phrases-settings.js";

/** Links of the chain that one call checks. */
const AT_ONCE = 200;

/** What decisions are about, by the names of phrases. */
const NOUNS = { administration: "administration", key: "keys", endpoint: "endpoints", look: "look", mail: "mail", accessPoint: "accessPoint", customer: "customer" };

/** What was decided, in words where there are any. */
function decided(type) {
  const [noun, deed] = type.split(".");
  return noun in NOUNS && knows(`decided.${deed}`) ? `${say(NOUNS[noun])}: ${say(`decided.${deed}`)}` : type;
}

/** Where a fault is: what it is about has a page, or is told by its place. */
const linkOf = ({ invoiceId }) => invoiceId && `#/invoices/${invoiceId}`;

/** Checks the books page by page, with what is wrong in them. */
async function check(place) {
  const shown = progress(place);
  let [checked, faults, cursor] = [0, 0, undefined];
  try {
    do {
      const { checked: more, faults: found, next } = await page("/v1/verify", cursor, AT_ONCE);
      checked += more;
      faults += found.length;
      for (const one of found) shown.line(`${say(`fault.${one.kind}`)} (${say("place", { place: one.place })})`, linkOf(one));
      shown.so(checked, say("checkedSoFar", { n: count(checked) }));
      cursor = next;
    } while (cursor && !shown.stopped);
    shown.end(faults ? say("checkFaulty", { n: count(faults) }) : say("checkWhole", { n: count(checked) }));
  } catch (error) {
    if (!(error instanceof Refused) || error.status === 401) throw error;
    shown.end(say("failed", { why: error.words }));
  }
}

/** The section that checks. */
function checking() {
  const place = h("div", { class: "outcome" });
  const start = async ({ target }) => {
    target.disabled = true;
    await check(place).finally(() => (target.disabled = false));
  };
  return h("section", { class: "card" }, h("h2", {}, say("check")), h("p", {}, say("checkText")), h("button", { class: "second", type: "button", onclick: start }, say("start")), place);
}

/** Shows the decisions, the newest first. */
export async function auditPage(place) {
  let decisions;
  try {
    const keys = new Map((await all("/v1/keys")).map(({ id, name }) => [id, name]));
    const who = (actor) => (actor === "admin" ? say("adminKey") : (keys.get(actor) ?? actor ?? "–"));
    const row = ({ at, type, subject, actor, boundLater }) => [moment(at), h("div", {}, decided(type), boundLater && h("small", {}, say("boundLater"))), subject, who(actor)];
    decisions = await listed({ name: "decisions", path: "/v1/audit?newest=true", heads: ["at", "what", "subjectOf", "byKey"], row });
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 403) throw error;
    decisions = h("p", { class: "soft" }, error.message);
  }
  put(place, h("p", {}, h("a", { href: "#/settings" }, `← ${say("settings")}`)), h("h1", {}, say("audit")), h("p", {}, say("auditText")), checking(), h("h2", {}, say("decisions")), decisions);
}
