// Dunning policies: their steps, which of them is followed, and the letters that were written last by them.

import { all, call, get, patch, post, remove } from "./api.js";
import { ask } from "./dialog.js";
import { h, put, toast } from "./dom.js";
import { editPolicy } from "./policy.js";
import { kindName, say } from "./say.js";
import { templates } from "./templates.js";

const READY = ["nl-consumer", "nl-business", "be-consumer", "be-business", "eu-business"];

const when = (days) => (days < 0 ? say("stepBefore", { n: -days }) : say("stepAfter", { n: days }));

function steps({ name: policy, steps: rows }) {
  const body = rows.map((step) => h("tr", {}, h("th", { scope: "row" }, step.id), h("td", {}, when(step.offsetDays)), h("td", {}, kindName(step.kind)), h("td", {}, step.tone ? say(`tone.${step.tone}`) : "")));
  const head = h("tr", {}, ["step", "at", "what", "tone"].map((name) => h("th", { scope: "col" }, say(name))));
  return h("div", { class: "wide", tabindex: "0", role: "region", "aria-label": policy }, h("table", {}, h("thead", {}, head), h("tbody", {}, body)));
}

/** Follows a policy or not; the other way round takes that back. */
async function follow(id, active) {
  const { etag } = await call("GET", `/v1/policies/${id}`);
  await patch(`/v1/policies/${id}`, { active }, etag);
}

function card(kept, again) {
  const { id, policy, active } = kept;
  const name = active ? "policyStop" : "policyStart";
  const change = async () => {
    const done = await ask({ title: say(name), text: say(`${name}Text`), act: () => follow(id, !active) });
    if (!done) return;
    await again();
    const undo = async () => (await follow(id, active), await again(), toast(say("undone")));
    toast(say("done"), { undo, undoText: say("undo") });
  };
  const drop = async () => {
    const done = await ask({ title: say("policyRemove"), text: say("policyRemoveText"), bad: true, act: () => remove(`/v1/policies/${id}`) });
    if (!done) return;
    await again();
    const undo = async () => (await post("/v1/policies", { policy, active }), await again(), toast(say("undone")));
    toast(say("done"), { undo, undoText: say("undo") });
  };
  const section = h("section", { class: "card" });
  put(
    section,
    h("h2", {}, policy.name, " ", h("span", { class: active ? "badge good" : "badge" }, say(active ? "policyFollowed" : "policyIdle"))),
    h("p", { class: "soft" }, `${policy.jurisdiction} · ${policy.debtor}`),
    steps(policy),
    h("div", { class: "buttons" }, h("button", { class: "second", type: "button", onclick: () => editPolicy(section, kept, again) }, say("policyEdit")), h("button", { class: "second", type: "button", onclick: change }, say(name)), h("button", { class: "bad", type: "button", onclick: drop }, say("policyRemove"))),
  );
  return section;
}

/** Shows the policies and the letters. */
export async function policiesPage(place) {
  const again = () => policiesPage(place);
  const policies = await all("/v1/policies");
  const add = async () => {
    const fields = [{ name: "ready", label: say("policyReady"), options: READY.map((word) => [word, word]) }];
    const done = await ask({ title: say("policyAdd"), text: say("policyAddText"), fields, act: (values, key) => post("/v1/policies", { ...values, active: false }, key) });
    if (done) await again(), toast(say("done"));
  };
  put(
    place,
    h("h1", {}, say("policies")),
    policies.length === 0 && h("div", { class: "notice warn" }, h("p", {}, say("policyNone"))),
    policies.map((policy) => card(policy, again)),
    h("div", { class: "buttons" }, h("button", { type: "button", onclick: add }, say("policyAdd"))),
    await templates(policies, await get("/v1/invoices?state=open&limit=20")),
  );
}
