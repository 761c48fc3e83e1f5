// Through whom messages and structured invoices go: the mail service and the access point. What is not set up waits in the outbox. Keys are taken and
// never shown; an empty one leaves the one before.

import { doing } from "./actions.js";
import { Refused, call, get, remove } from "./api.js";
import { PROFILES } from "./customer-form.js";
import { facts, h, put } from "./dom.js";
import { say } from "./say.js";
import "./phrases-settings.js";

/** What stands at a door, or nothing. */
async function kept(path) {
  try {
    return await get(path);
  } catch (error) {
    if (error instanceof Refused && (error.status === 404 || error.status === 403)) return undefined;
    throw error;
  }
}

/** A section whose content is asked for when it is opened: `show(place)`. */
export function opened(name, show) {
  const place = h("div");
  const ontoggle = ({ target }) => target.open && place.childElementCount === 0 && show(place);
  return h("section", { class: "card" }, h("details", { ontoggle }, h("summary", {}, say(name)), place));
}

/** What is set up, and its buttons. */
const carrier = ({ name, path, fields, rows }) =>
  opened(name, async function show(place) {
    const now = await kept(path);
    const again = () => show(place);
    const change = doing(`${name}Change`, again, { text: say(`${name}Text`), fields: fields(now ?? {}), act: (body) => call("PUT", path, { body }) });
    const drop = now && doing(`${name}Remove`, again, { bad: true, act: () => remove(path) });
    put(place, now ? facts(rows(now)) : h("p", { class: "soft" }, say(`${name}None`)), h("div", { class: "buttons" }, change, drop));
  });

const secret = (name, label) => ({ name, label: say(label), type: "password", hint: say("secretHint") });

/** The sections of both. */
export function carriers() {
  const services = ["postmark", "resend"].map((word) => [word, { postmark: "Postmark", resend: "Resend" }[word]]);
  const all = [
    carrier({
      name: "mail",
      path: "/v1/mail",
      fields: ({ provider, from, fromName, replyTo }) => [
        { name: "provider", label: say("mailProvider"), options: services, value: provider },
        { name: "from", label: say("mailFrom"), type: "email", value: from, required: true },
        { name: "fromName", label: say("mailFromName"), value: fromName },
        { name: "replyTo", label: say("mailReplyTo"), type: "email", value: replyTo },
        secret("key", "serviceKey"),
        secret("webhookSecret", "webhookSecret"),
      ],
      rows: ({ provider, from, fromName, replyTo, webhook, webhookUrl }) => [
        [say("mailProvider"), Object.fromEntries(services)[provider]],
        [say("mailFrom"), fromName ? `${fromName} <${from}>` : from],
        [say("mailReplyTo"), replyTo],
        [say("webhookUrl"), [h("code", { class: "secret" }, webhookUrl), !webhook && h("p", { class: "soft" }, say("webhookNone"))]],
      ],
    }),
    carrier({
      name: "accessPoint",
      path: "/v1/accessPoint",
      fields: ({ url, profile }) => [
        { name: "url", label: say("accessUrl"), type: "url", value: url, required: true },
        { name: "profile", label: say("profile"), options: Object.entries(PROFILES), value: profile ?? "en16931" },
        secret("key", "serviceKey"),
      ],
      rows: ({ url, profile, key }) => [[say("accessUrl"), url], [say("profile"), PROFILES[profile ?? "en16931"]], [say("serviceKey"), say(key ? "yes" : "no")]],
    }),
  ];
  return h("div", { class: "columns" }, all);
}
