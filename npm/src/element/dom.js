// Elements without markup in strings, so that a page's policy for scripts and trusted types has nothing to refuse.

/** An element with attributes; `false` and undefined leave one out, a function listens. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

const ICONS = {
  up: "M12 19V6M6 11l6-6 6 6",
  down: "M12 5v13M6 13l6 6 6-6",
  remove: "M5 7h14M10 7V4.5h4V7M7 7l1 12.5h8L17 7M10.5 11v5M13.5 11v5",
  add: "M12 5v14M5 12h14",
  undo: "M9 7 4 11.5 9 16M4.5 11.5H15a5 5 0 0 1 0 10h-2",
  redo: "m15 7 5 4.5L15 16M19.5 11.5H9a5 5 0 0 0 0 10h2",
  copy: "M9 9h10v11H9zM5 15V4h10v2",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
};

const SVG = "http://www.w3.org/2000/svg";

/** A drawing that says nothing by itself. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A button that does `act`. With an icon alone, its label is what it is called. */
export function button(act, label, { icon: drawing, isBare = false, key, shortcut, part = "button" } = {}) {
  const attributes = { type: "button", "data-act": act, "data-key": key, part, "aria-keyshortcuts": shortcut };
  const named = isBare ? { class: "bare", "aria-label": label, title: label } : {};
  const element = make("button", { ...attributes, ...named });
  if (drawing) element.append(icon(drawing));
  if (!isBare) element.append(label);
  return element;
}

/** Sets a text where it differs: what is the same is not drawn again. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Sets an attribute where it differs, which spares the style of all that it could touch. */
export function mark(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Children in this order, moving no more than need be: a control that is moved loses its focus. */
export function arrange(parent, children) {
  const wanted = new Set(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let at = parent.firstElementChild;
  for (const child of children) {
    if (child === at) at = at.nextElementSibling;
    else parent.insertBefore(child, at);
  }
}
