// Elements without markup in texts: whatever comes from outside becomes text, never HTML.

import { released } from "./press.js";
import { say } from "./say.js";

const SVG = "http://www.w3.org/2000/svg";

/** What there is of children that may be lists, and may be left out. */
const there = (children) => children.flat(3).filter((child) => child !== undefined && child !== null && child !== false);

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...there(children));
  return element;
}

/** An element of HTML: `on…` properties listen, others are attributes; texts among the children stay texts. */
export const h = (tag, properties, ...children) => fill(document.createElement(tag), properties, children);

/** An element of SVG. */
export const s = (tag, properties, ...children) => fill(document.createElementNS(SVG, tag), properties, children);

/** An address that may break at its @, and in no word where there is room for it. */
export function address(text) {
  const at = text.indexOf("@");
  return at < 0 ? text : [text.slice(0, at), h("wbr"), text.slice(at)];
}

/** Names with what they say, those left out that say nothing. */
export const facts = (rows) => h("dl", {}, rows.filter(([, value]) => value).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));

const nameOf = (element) => element.id || element.getAttribute("aria-label") || element.textContent.trim();

/** What in a place is of the kind of an element and is called the same, if one thing alone is. */
function namesake(place, element) {
  const all = [...place.querySelectorAll(element.tagName)].filter((other) => nameOf(other) === nameOf(element));
  return all.length === 1 ? all[0] : undefined;
}

/** Shows something in the place of what was there. Whoever moves by keys stays at what is called the same. */
export function put(place, ...children) {
  const focused = document.activeElement;
  const isOnly = place !== focused && place.contains(focused) && namesake(place, focused) === focused;
  place.replaceChildren(...there(children));
  if (isOnly) namesake(place, focused)?.focus({ preventScroll: true });
}

/** Shows what is wrong with a field in a place beside it, or that nothing is. */
export function fault(input, place, texts) {
  put(place, texts.join(" "));
  place.hidden = texts.length === 0;
  if (texts.length) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

/** Says something to those who hear the page, and to those who see it for a while; `undo` takes back what was done and shows that. */
export function toast(text, { undo, bad = false } = {}) {
  const place = document.getElementById("toasts");
  const box = h("div", { class: bad ? "notice bad" : "notice" }, h("p", {}, text));
  const close = () => box.remove();
  const back = async () => (close(), await undo(), toast(say("undone")));
  if (undo) box.append(h("button", { class: "second", type: "button", onclick: back }, say("undo")));
  place.append(box);
  setTimeout(async () => (await released(), close()), undo ? 15_000 : 6_000);
}
