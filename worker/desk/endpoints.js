// Endpoints of outgoing webhooks: where events go. The secret that signs them is shown once; what an endpoint has taken is sent again on request, the
// last event alone to try it out.

import { buttonOf, doing, ofRow } from "./actions.js";
import { Refused, all, call, post, remove } from "./api.js";
import { opened } from "./carriers.js";
import { h, put } from "./dom.js";
import { moment } from "./format.js";
import { shownOnce } from "./once.js";
import { say } from "./say.js";
import "./phrases-audit.js";

/** How many of the events before its place an endpoint is sent again. */
const AGAIN = { last: 1, hundred: 100, everything: Infinity };

const typesOf = (text) => (text ?? "").split(/[\s,]+/).filter(Boolean);

/** The fields of an endpoint. */
const fieldsOf = ({ url, types = [] }) => [
  { name: "url", label: say("accessUrl"), type: "url", value: url, required: true },
  { name: "types", label: say("eventTypes"), value: types.join(", "), hint: say("eventTypesHint") },
];

/** Where an endpoint stands. */
function standing({ active, failingSince, nextAttemptAt }) {
  if (!active) return [h("span", { class: "badge bad" }, say("endpointOff"))];
  if (!failingSince) return [h("span", { class: "badge good" }, say("endpointOn"))];
  return [h("span", { class: "badge warn" }, say("endpointFails")), h("p", { class: "soft" }, say("failingSince", { at: moment(failingSince) }), nextAttemptAt && ` ${say("nextAttempt", { at: moment(nextAttemptAt) })}`)];
}

/** The section of endpoints. */
export function endpoints() {
  return opened("endpoints", async (place) => {
    const show = async (fresh) => {
      let kept;
      try {
        kept = await all("/v1/endpoints");
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return put(place, h("p", { class: "soft" }, error.message));
      }
      const row = (one) => {
        const door = `/v1/endpoints/${one.id}`;
        const change = (body) => call("PATCH", door, { body, etag: "*" });
        const edit = doing("endpointChange", show, { text: say("endpointNewText"), fields: fieldsOf(one), act: ({ url, types }) => change({ url, types: typesOf(types) }), undo: () => change({ url: one.url, types: one.types }) });
        const pause = doing(one.active ? "endpointPause" : "endpointGoOn", show, { act: () => change({ active: !one.active }), undo: () => change({ active: one.active }) });
        const much = { name: "much", label: say("replayMuch"), options: Object.keys(AGAIN).map((word) => [word, say(`replay.${word}`)]) };
        const after = (word) => String(Math.max(0, Number(one.cursor) - AGAIN[word]));
        const replay = doing("replay", show, { fields: [much], act: ({ much: word }, key) => post(`${door}/replay`, { after: after(word) }, key) });
        const secret = buttonOf({ name: "secretNew", ask: { text: say("secretNewText"), act: (_, key) => post(`${door}/secret`, {}, key) }, then: show });
        const drop = doing("endpointRemove", show, { bad: true, act: () => remove(door) });
        const types = one.types?.length ? one.types.join(", ") : say("eventsAll");
        return h("li", { class: "kept-row" }, h("div", {}, h("strong", {}, one.url), " ", standing(one), h("p", { class: "soft" }, types)), ofRow(one.url, replay, edit, pause, secret, drop));
      };
      const make = buttonOf({ name: "endpointNew", first: true, ask: { text: say("endpointNewText"), fields: fieldsOf({}), act: ({ url, types }, key) => post("/v1/endpoints", { url, types: typesOf(types) }, key) }, then: show });
      put(place, h("p", {}, say("endpointsText")), fresh?.secret && shownOnce(say("secretOnce", { url: fresh.url }), fresh.secret), h("ul", { class: "kept" }, kept.map(row)), make);
    };
    await show();
  });
}
