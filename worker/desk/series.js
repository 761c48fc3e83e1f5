// Series of invoices, which come by themselves on their days: their section beside the templates, and the form of one. One that rests makes nothing and
// goes on later; one that is removed is gone, and its invoices stay.

import { buttonOf, doing, ofRow } from "./actions.js";
import { all, call, get, post, remove } from "./api.js";
import { administration, today } from "./books.js";
import { h, toast } from "./dom.js";
import { draftForm } from "./draft-form.js";
import { choice, field, input, inverse, said, saveOrLeave, unfilled } from "./fields.js";
import { count, day } from "./format.js";
import { NEW_LINE } from "./line-fields.js";
import { say } from "./say.js";
import "./phrases-repeat.js";

const UNITS = ["week", "month", "year"];
const DATED = ["start", "end", "onDelivery"];
/** How far the invoices of a series go by themselves. */
const FAR = { draft: { issue: false, send: false }, issue: { issue: true, send: false }, send: { issue: true, send: true } };

const farOf = ({ issue, send }) => (send ? "send" : issue ? "issue" : "draft");
const every = ({ every: unit, count: times = 1 }) => (times === 1 ? say(`every.${unit}`) : say(`everyMany.${unit}`, { n: count(times) }));

/** Changes a series, with the way back. */
async function change(id, body, before, etag, again) {
  const kept = await call("PATCH", `/v1/recurring/${id}`, { body, etag });
  const undo = async () => {
    await call("PATCH", `/v1/recurring/${id}`, { body: inverse(body, before), etag: kept.etag });
    await again();
  };
  return () => toast(say("done"), { undo });
}

/** The section of series. */
export async function seriesSection(again) {
  const series = await all("/v1/recurring");
  const names = new Map(await Promise.all([...new Set(series.map(({ customerId }) => customerId).filter(Boolean))].map(async (id) => [id, (await get(`/v1/customers/${id}`)).party.name])));
  const row = (one) => {
    const { id, template, customerId, active, madeUntil } = one;
    const rest = buttonOf({
      name: active ? "seriesRest" : "seriesGoOn",
      ask: { text: say(active ? "seriesRestText" : "seriesGoOnText"), act: async () => change(id, { active: !active }, { active }, "*", again) },
      then: async (told) => (await again(), told()),
    });
    const drop = doing("seriesDrop", again, { bad: true, act: () => remove(`/v1/recurring/${id}`) });
    const edit = h("a", { class: "button second", href: `#/repeat/${id}` }, say("policyEdit"));
    const name = template.draft.lines?.[0]?.name ?? "";
    return h(
      "li",
      { class: "kept-row" },
      h(
        "div",
        {},
        h("strong", {}, names.get(customerId) ?? template.draft.customer?.name ?? "–"),
        " ",
        h("span", { class: active ? "badge good" : "badge" }, say(active ? "seriesActive" : "seriesIdle")),
        h("p", { class: "soft" }, template.draft.lines?.map((line) => line.name).join(", "), h("small", {}, ` ${every(template)} · ${say(`far.${farOf(one)}`)} · ${say("madeUntil", { day: day(madeUntil) })}`)),
      ),
      ofRow(name, edit, rest, drop),
    );
  };
  const list = series.length ? h("ul", { class: "kept" }, series.map(row)) : h("p", { class: "soft" }, say("seriesNone"));
  return h("section", { class: "card" }, h("div", { class: "title" }, h("h2", {}, say("series")), h("a", { class: "button", href: "#/repeat/series" }, say("seriesNew"))), h("p", {}, say("seriesText")), list);
}

/** The fields of what comes again and when. */
function fieldsOf(template, one) {
  return h(
    "div",
    { class: "step-fields" },
    field(say("seriesStart"), input("start", template.start ?? today(), { type: "date" }), { hint: say("seriesStartHint") }),
    field(say("seriesEnd"), input("end", template.end, { type: "date" })),
    field(say("seriesCount"), input("count", template.count ?? 1, { type: "number", min: 1, "data-as": "number" })),
    field(say("seriesUnit"), choice("every", template.every ?? "month", UNITS.map((word) => [word, say(`unit.${word}`)]))),
    field(say("billAt"), choice("billAt", template.billAt ?? "start", DATED.map((word) => [word, say(`billAt.${word}`)]))),
    field(say("seriesFar"), choice("far", farOf(one), Object.keys(FAR).map((word) => [word, say(`far.${word}`)])), { hint: say("seriesFarHint") }),
  );
}

/** Shows the form of a series, or of a new one. */
export async function seriesForm(place, id) {
  const before = id && (await call("GET", `/v1/recurring/${encodeURIComponent(id)}`));
  const old = before?.body ?? { template: { draft: { currency: administration().currency ?? "EUR", lines: [NEW_LINE] } } };
  const customer = old.customerId && (await get(`/v1/customers/${old.customerId}`));
  const more = fieldsOf(old.template, old);
  const keep = async ({ customerId, draft, key }) => {
    const { far, ...when } = said(more);
    if (!before) {
      const template = Object.fromEntries(Object.entries({ ...when, draft }).filter(([, value]) => value !== null));
      await post("/v1/recurring", { template, customerId, ...FAR[far] }, key);
      location.hash = "#/repeat";
      return toast(say("done"));
    }
    const again = () => dispatchEvent(new HashChangeEvent("hashchange"));
    const told = await change(id, { template: { ...when, draft }, ...FAR[far] }, old, before.etag, again);
    location.hash = "#/repeat";
    told();
  };
  return draftForm(place, {
    title: [say(before ? "seriesChange" : "seriesNew"), customer && h("small", {}, customer.party.name)],
    back: ["#/repeat", "repeat"],
    isNew: !before,
    lines: old.template.draft.lines,
    draft: (lines) => ({ ...old.template.draft, lines }),
    more: [h("h2", {}, say("seriesWhen")), more],
    buttons: saveOrLeave("#/repeat"),
    missing: () => ["start", "count"].filter((path) => !more.querySelector(`[data-path=${path}]`).value).map(unfilled),
    keep,
  });
}
