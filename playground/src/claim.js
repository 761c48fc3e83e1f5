// The claim of the chosen day: what may lawfully be charged, what has to be sent first, and how each figure came about. All of it is the
// engine's; this is a page for it.

import { writeAmount, writeDay, writeDecimal, writePercent } from "../../npm/src/element/decimal.js";
import { make } from "../../npm/src/element/dom.js";
import { faultOf } from "./fault.js";

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
      this.element.replaceChildren(...faultOf(story.fault, "A claim begins with an invoice that could be issued."));
      return;
    }
    const { claim, locale } = story;
    const head = `${claim.jurisdiction}, ${claim.debtor}, on ${writeDay(claim.on, locale)}. The day is that of the time line.`;
    const parts = [make("p", { class: "soft" }, head), sums(claim, locale), ...segments(claim, locale), ...preconditions(claim, locale), ...working(claim, locale)];
    this.element.replaceChildren(...parts, ...warnings(claim));
  }
}

function sums(claim, locale) {
  const amount = (value) => writeAmount(value, claim.currency, locale);
  const row = (name, value, note = "", style = "") =>
    make("tr", { class: style }, make("th", { scope: "row" }, name, make("small", {}, note)), make("td", { class: "number" }, amount(value)));
  const part = (name, { amount: value, allowed, allowedFrom, source }) => {
    const when = allowed ? "" : allowedFrom === undefined ? "Not allowed yet. " : `Not allowed before ${writeDay(allowedFrom, locale)}. `;
    return row(name, value, `${when}${source}`, allowed ? "" : "not-yet");
  };
  const rows = [
    row("Principal", claim.principal),
    part("Interest", claim.interest),
    part("Collection costs", claim.costs),
    part("Lump sum", claim.lumpSum),
    row("Total that may be charged", claim.total, "", "strong"),
  ];
  return make("table", { class: "sums" }, make("caption", { class: "hidden" }, "Claim"), make("tbody", {}, ...rows));
}

function segments({ interest, currency }, locale) {
  if (interest.segments.length === 0) return [];
  const heads = ["From", "Until", "On", "Rate", "Days", "Interest"].map((name) => make("th", { scope: "col" }, name));
  const rows = interest.segments.map(({ from, until, base, rate, days, amount }) => {
    const cells = [writeDay(from, locale), writeDay(until, locale), writeAmount(base, currency, locale), writePercent(rate, locale), String(days), writeDecimal(amount, locale)];
    return make("tr", {}, ...cells.map((text) => make("td", {}, text)));
  });
  const table = make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows));
  return [make("h2", {}, "Interest"), make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": "Interest by period" }, table)];
}

function preconditions({ preconditions: list }, locale) {
  if (list.length === 0) return [];
  const items = list.map(({ what, by, done, source }) => {
    const badge = make("span", { class: `badge ${done ? "good" : "warn"}` }, done ? "done" : "to do");
    return make("li", {}, badge, ` ${what}${by === undefined ? "" : ` By ${writeDay(by, locale)}.`} `, make("small", { class: "soft" }, source));
  });
  return [make("h2", {}, "What has to be done first"), make("ul", { class: "list" }, ...items)];
}

function working({ working: steps, currency }, locale) {
  const items = steps.map(({ what, how, amount, source }) =>
    make("li", {}, make("b", {}, what), `: ${how} = ${writeAmount(amount, currency, locale)} `, make("small", { class: "soft" }, source ?? "")),
  );
  return [make("h2", {}, "Working"), make("ul", { class: "list" }, ...items)];
}

function warnings({ findings = [] }) {
  if (findings.length === 0) return [];
  return [make("div", { class: "notice warn" }, ...findings.map(({ message }) => make("p", {}, message)))];
}
