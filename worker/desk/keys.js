// The keys of the API: who may look, work or decide. The text of a new one is shown once; one that is replaced stays good for a day.

import { buttonOf, doing, ofRow } from "./actions.js";
import { Refused, all, post, remove } from "./api.js";
import { h, put } from "./dom.js";
import { moment } from "./format.js";
import { shownOnce } from "./once.js";
import { say } from "./say.js";
import "./phrases-settings.js";

const SCOPES = ["read", "write", "admin"];

/** The section of keys; that they are not for this one where its key may not see them. */
export async function keysSection() {
  const section = h("section", { class: "card" });
  const place = h("div");
  const show = async (fresh) => {
    let keys;
    try {
      keys = (await all("/v1/keys")).filter(({ revokedAt }) => !revokedAt || revokedAt > new Date().toISOString());
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 403) throw error;
      return put(section, h("h2", {}, say("keys")), h("p", { class: "soft" }, error.message));
    }
    const row = ({ id, name, scope, createdAt, lastUsedAt, revokedAt }) => {
      const rotate = buttonOf({ name: "keyRotate", ask: { text: say("keyRotateText"), act: (_, key) => post(`/v1/keys/${id}/rotate`, {}, key) }, then: show });
      const revoke = doing("keyRevoke", show, { bad: true, text: say("keyRevokeText", { name }), act: () => remove(`/v1/keys/${id}`) });
      const used = lastUsedAt ? say("keyUsed", { at: moment(lastUsedAt) }) : say("keyMade", { at: moment(createdAt) });
      return h("li", { class: "kept-row" }, h("div", {}, h("strong", {}, name), " ", h("span", { class: "badge" }, say(`scope.${scope}`)), h("p", { class: "soft" }, used, revokedAt && ` · ${say("keyUntil", { at: moment(revokedAt) })}`)), ofRow(name, ...(revokedAt ? [] : [rotate]), revoke));
    };
    const fields = [
      { name: "name", label: say("keyFor"), required: true },
      { name: "scope", label: say("scope"), options: SCOPES.map((word) => [word, say(`scope.${word}`)]), value: "write" },
    ];
    const make = buttonOf({ name: "keyNew", ask: { text: say("keyNewText"), fields, act: (values, key) => post("/v1/keys", values, key) }, then: show });
    put(place, fresh?.apiKey && shownOnce(say("keyOnce", { name: fresh.name }), fresh.apiKey));
    put(section, h("h2", {}, say("keys")), h("p", {}, say("keysText")), place, h("ul", { class: "kept" }, keys.map(row)), make);
  };
  await show();
  return section;
}
