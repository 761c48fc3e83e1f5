// Dunning policies: their steps, which of them is followed, and the letters that were written last by them.

import { doing } from "./actions.js";
import { all, call, get, patch, post, remove } from "./api.js";
import { h, put } from "./dom.js";
import { editPolicy } from "./policy.js";
import { kindName, say } from "./say.js";
import { table } from "./table.js";
import { templates } from "./templates.js";

const READY = ["nl-consumer", "nl-business", "be-consumer", "be-business", "eu-business"];

const when = (days) => (days < 0 ? say("stepBefore", { n: -days }) : say("stepAfter", { n: days }));

function steps({ name: policy, steps: rows }) {
  const shown = rows.map((step) => [step.id, when(step.offsetDays), kindName(step.kind), step.tone ? say(`tone.${step.tone}`) : ""]);
  return table(policy, ["step", "at", "what", "tone"].map((name) => say(name)), shown);
}

/** Follows a policy or not; the other way round takes that back. */
async function follow(id, active) {
  const { etag } = await call("GET", `/v1/policies/${id}`);
  await patch(`/v1/policies/${id}`, { active }, etag);
}

function card(kept, again) {
  const { id, policy, active } = kept;
  const name = active ? "policyStop" : "policyStart";
  const edit = h("button", { class: "second", type: "button", onclick: () => editPolicy(section, kept, again) }, say("policyEdit"));
  const change = doing(name, again, { act: () => follow(id, !active), undo: () => follow(id, active) });
  const drop = doing("policyRemove", again, { bad: true, act: () => remove(`/v1/policies/${id}`), undo: () => post("/v1/policies", { policy, active }) });
  const section = h("section", { class: "card" });
  put(
    section,
    h("h2", {}, policy.name, " ", h("span", { class: active ? "badge good" : "badge" }, say(active ? "policyFollowed" : "policyIdle"))),
    h("p", { class: "soft" }, `${policy.jurisdiction} · ${policy.debtor}`),
    steps(policy),
    h("div", { class: "buttons" }, edit, change, drop),
  );
  return section;
}

/** Shows the policies and the letters. */
export async function policiesPage(place) {
  const again = () => policiesPage(place);
  const policies = await all("/v1/policies");
  const fields = [{ name: "ready", label: say("policyReady"), options: READY.map((word) => [word, word]) }];
  const add = doing("policyAdd", again, { first: true, fields, act: (values, key) => post("/v1/policies", { ...values, active: false }, key) });
  put(
    place,
    h("h1", {}, say("policies")),
    policies.length === 0 && h("div", { class: "notice warn" }, h("p", {}, say("policyNone"))),
    policies.map((policy) => card(policy, again)),
    h("div", { class: "buttons" }, add),
    await templates(policies, await get("/v1/invoices?state=open&limit=20")),
  );
}
