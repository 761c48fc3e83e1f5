// The claim of the chosen day: what may lawfully be charged, what has to be sent first, and how each figure came about. All of it is the
// engine's; this is a page for it.

import { writeAmount, writeDay, writeDecimal, writePercent } from "../../npm/src/element/decimal.js";
import { make } from "../../npm/src/element/dom.js";
import { faultOf } from "./fault.js";
import { tell } from "./phrases.js";

export class ClaimView {
  #story;

  constructor(story) {
    this.#story = story;
    this.element = make("div");
  }

  refresh() {
    const story = this.#story;
    story.refresh();
    if (story.fault !== undefined) {
      this.element.replaceChildren(...faultOf(story.fault, tell("claimNone")));
      return;
    }
    const { claim, locale } = story;
    const head = tell("claimHead", claim.jurisdiction, tell(claim.debtor), writeDay(claim.on, locale));
    const parts = [make("p", { class: "soft" }, head), sums(claim, locale), ...segments(claim, locale), ...preconditions(claim, locale), ...working(claim, locale)];
    this.element.replaceChildren(...parts, ...warnings(claim));
  }
}

function sums(claim, locale) {
  const amount = (value) => writeAmount(value, claim.currency, locale);
  const row = (name, value, note = "", style = "") =>
    make("tr", { class: style }, make("th", { scope: "row" }, name, make("small", {}, note)), make("td", { class: "number" }, amount(value)));
  const part = (name, { amount: value, allowed, allowedFrom, source }) => {
    const when = allowed ? "" : allowedFrom === undefined ? tell("notYet") : tell("notBefore", writeDay(allowedFrom, locale));
    return row(name, value, `${when}${source}`, allowed ? "" : "not-yet");
  };
  const rows = [
    row(tell("principal"), claim.principal),
    part(tell("interest"), claim.interest),
    part(tell("costs"), claim.costs),
    part(tell("lumpSum"), claim.lumpSum),
    row(tell("claimTotal"), claim.total, "", "strong"),
  ];
  return make("table", { class: "sums" }, make("caption", { class: "hidden" }, tell("Claim")), make("tbody", {}, ...rows));
}

function segments({ interest, currency }, locale) {
  if (interest.segments.length === 0) return [];
  const heads = ["from", "until", "on", "rate", "days", "interest"].map((name) => make("th", { scope: "col" }, tell(name)));
  const rows = interest.segments.map(({ from, until, base, rate, days, amount }) => {
    const cells = [writeDay(from, locale), writeDay(until, locale), writeAmount(base, currency, locale), writePercent(rate, locale), String(days), writeDecimal(amount, locale)];
    return make("tr", {}, ...cells.map((text) => make("td", {}, text)));
  });
  const table = make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows));
  return [make("h2", {}, tell("interest")), make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": tell("interestByPeriod") }, table)];
}

function preconditions({ preconditions: list }, locale) {
  if (list.length === 0) return [];
  const items = list.map(({ what, by, done, source }) => {
    const badge = make("span", { class: `badge ${done ? "good" : "warn"}` }, tell(done ? "done" : "toDo"));
    return make("li", {}, badge, ` ${what}${by === undefined ? "" : ` ${tell("by", writeDay(by, locale))}`} `, make("small", { class: "soft" }, source));
  });
  return [make("h2", {}, tell("first")), make("ul", { class: "list" }, ...items)];
}

function working({ working: steps, currency }, locale) {
  const items = steps.map(({ what, how, amount, source }) =>
    make("li", {}, make("b", {}, what), `: ${how} = ${writeAmount(amount, currency, locale)} `, make("small", { class: "soft" }, source ?? "")),
  );
  return [make("h2", {}, tell("working")), make("ul", { class: "list" }, ...items)];
}

function warnings({ findings = [] }) {
  if (findings.length === 0) return [];
  return [make("div", { class: "notice warn" }, ...findings.map(({ message }) => make("p", {}, message)))];
}
