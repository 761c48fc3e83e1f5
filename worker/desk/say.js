// What the desk says, in Dutch, English, German and French. The language is the reader's choice, else the browser's first one of ours.

import { ACTIONS } from "./phrases-actions.js";
import { LOOK } from "./phrases-look.js";
import { OFFERS } from "./phrases-offers.js";
import { PAGES } from "./phrases-pages.js";
import { WORK } from "./phrases-work.js";

export const LANGUAGES = { nl: "Nederlands", en: "English", de: "Deutsch", fr: "Français" };
const PLACE = "voldaan-language";
const PHRASES = { ...PAGES, ...OFFERS, ...ACTIONS, ...WORK, ...LOOK };

let chosen = localStorage.getItem(PLACE) ?? navigator.languages.map((tag) => tag.slice(0, 2)).find((code) => code in LANGUAGES) ?? "en";
if (!(chosen in LANGUAGES)) chosen = "en";

export const language = () => chosen;

/** Takes another language. */
export function choose(code) {
  chosen = code;
  localStorage.setItem(PLACE, code);
}

/** A phrase, with what is put into its braces. */
export function say(name, values = {}) {
  const texts = PHRASES[name];
  if (!texts) throw new Error(`there is no phrase ${name}`);
  return texts[Object.keys(LANGUAGES).indexOf(chosen)].replace(/{(\w+)}/g, (_, which) => values[which] ?? "");
}

/** What an action of a policy is called. */
export const kindName = (kind) => say(`action${kind[0].toUpperCase()}${kind.slice(1)}`);

/** Takes the phrases of a page that comes when it is opened. */
export function learn(phrases) {
  const twice = Object.keys(phrases).find((name) => name in PHRASES);
  if (twice) throw new Error(`there are two phrases ${twice}`);
  Object.assign(PHRASES, phrases);
}

/** Whether there is such a phrase; for words of the service that have no text of their own. */
export const knows = (name) => name in PHRASES;
