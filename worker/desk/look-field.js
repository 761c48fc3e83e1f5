// A field of the look: its label, its hint, what is seen of it, and the place for what is wrong with it.

import { h } from "./dom.js";
import { say } from "./say.js";

export const faultOf = (name) => h("p", { class: "fault", id: `look-${name}-fault`, hidden: true });

/** A field; what is seen of it comes after its hint. */
export const field = (name, label, input, ...more) =>
  h("div", { class: "field" }, h("label", { for: input.id }, say(label)), input, h("p", { class: "hint", id: `${input.id}-hint` }, say(`${label}Hint`)), more, faultOf(name));

export const input = (tag, name, properties, children) =>
  h(tag, { id: `look-${name}`, "data-name": name, "aria-describedby": `look-${name}-hint look-${name}-fault`, ...properties }, children);
