// Series of invoices, which come by themselves on their days: their section beside the templates, and the form of one. One that rests makes nothing and
// goes on later; one that is removed is gone, and its invoices stay.

import { buttonOf } from "./actions.js";
import { all, call, get, post, remove } from "./api.js";
import { administration, today } from "./books.js";
import { buyerFields } from "./buyer.js";
import { h, put, toast } from "./dom.js";
import { attempt, choice, field, input, inverse, problemOf, said, unfilled } from "./fields.js";
import { count, day } from "./format.js";
import { NEW_LINE, lineFields, liveTotals } from "./line-fields.js";
import { say } from "./say.js";
import "./phrases-repeat.js";

const UNITS = ["week", "month", "year"];
const DATED = ["start", "end", "onDelivery"];
/** How far the invoices of a series go by themselves. */
const FAR = { draft: { issue: false, send: false }, issue: { issue: true, send: false }, send: { issue: true, send: true } };

const farOf = ({ issue, send }) => (send ? "send" : issue ? "issue" : "draft");
const every = ({ every: unit, count: times = 1 }) => (times === 1 ? say(`every.${unit}`) : say(`everyMany.${unit}`, { n: count(times) }));
/** The field of a path. */
const placeOf = (path) => path.replace(/^template\.(draft\.)?/, "").replace(/^party\./, "");

/** Changes a series, with the way back. */
async function change(id, body, before, etag, again) {
  const kept = await call("PATCH", `/v1/recurring/${id}`, { body, etag });
  const undo = async () => {
    await call("PATCH", `/v1/recurring/${id}`, { body: inverse(body, before), etag: kept.etag });
    await again();
    toast(say("undone"));
  };
  return () => toast(say("done"), { undo, undoText: say("undo") });
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
    const drop = buttonOf({ name: "seriesDrop", bad: true, ask: { text: say("seriesDropText"), act: () => remove(`/v1/recurring/${id}`) }, then: async () => (await again(), toast(say("done"))) });
    const edit = h("a", { class: "button second", href: `#/repeat/${id}` }, say("policyEdit"));
    const name = template.draft.lines?.[0]?.name ?? "";
    for (const button of [edit, rest, drop]) button.classList.add("small"), button.setAttribute("aria-label", `${button.textContent}: ${name}`);
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
      h("div", { class: "buttons" }, edit, rest, drop),
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
  const buyer = before ? undefined : buyerFields(await all("/v1/customers"), { shown: () => totals.later() });
  const problem = problemOf();
  const key = crypto.randomUUID();
  const draft = () => ({ ...old.template.draft, lines: lines.read() });
  const totals = liveTotals(() => lines, draft);
  const lines = lineFields(old.template.draft.lines, totals.later);
  const more = fieldsOf(old.template, old);
  const act = async () => {
    const { far, ...when } = said(more);
    if (!before) {
      const customerId = await buyer.id();
      const template = Object.fromEntries(Object.entries({ ...when, draft: draft() }).filter(([, value]) => value !== null));
      await post("/v1/recurring", { template, customerId, ...FAR[far] }, key);
      location.hash = "#/repeat";
      return toast(say("done"));
    }
    const again = () => dispatchEvent(new HashChangeEvent("hashchange"));
    const told = await change(id, { template: { ...when, draft: draft() }, ...FAR[far] }, old, before.etag, again);
    location.hash = "#/repeat";
    told();
  };
  const submit = (event) => {
    event.preventDefault();
    const needed = ["start", "count"].filter((path) => !form.querySelector(`[data-path=${path}]`).value).map(unfilled);
    return attempt(form, problem, act, { missing: [...(buyer && !buyer.name() ? [unfilled("name")] : []), ...lines.missing(), ...needed], place: placeOf });
  };
  const form = h(
    "form",
    { class: "compose", novalidate: true, onsubmit: submit, oninput: totals.later },
    problem,
    buyer?.element,
    lines.element,
    h("section", { class: "card" }, h("h2", {}, say("seriesWhen")), more, totals.element, h("div", { class: "buttons" }, h("button", {}, say("save")), h("a", { class: "button second", href: "#/repeat" }, say("cancel")))),
  );
  put(place, h("p", {}, h("a", { href: "#/repeat" }, `← ${say("repeat")}`)), h("h1", {}, say(before ? "seriesChange" : "seriesNew"), customer && h("small", {}, customer.party.name)), form);
  form.querySelector("input").focus();
  await totals.now();
}
