// A secret that is shown once, to be copied now.

import { h, toast } from "./dom.js";
import { say } from "./say.js";
import "./phrases-settings.js";

/** The notice with the secret, under a text that says so. */
export function shownOnce(text, secret) {
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    toast(say("copied"));
  };
  return h("div", { class: "notice warn", role: "status" }, h("p", {}, text), h("p", {}, h("code", { class: "secret" }, secret)), h("button", { class: "second small", type: "button", onclick: copy }, say("copyText")));
}
