// Tabs after the pattern of the ARIA practices: arrow keys walk, the view that is open alone is drawn.

import { make } from "../../npm/src/element/dom.js";
import { tell } from "./phrases.js";

export class Tabs {
  #views;
  #tabs = new Map();
  #open;

  constructor(list, panels, views) {
    this.#views = views;
    for (const [name, view] of Object.entries(views)) {
      const id = name.toLowerCase();
      const tab = make("button", { type: "button", role: "tab", id: `tab-${id}`, "aria-controls": `panel-${id}`, "aria-selected": "false", tabindex: "-1" }, tell(name));
      const panel = make("div", { role: "tabpanel", id: `panel-${id}`, "aria-labelledby": tab.id, class: `panel ${id}`, hidden: true }, view.element);
      tab.addEventListener("click", () => this.open(name));
      this.#tabs.set(name, { tab, panel });
    }
    list.replaceChildren(...[...this.#tabs.values()].map(({ tab }) => tab));
    panels.replaceChildren(...[...this.#tabs.values()].map(({ panel }) => panel));
    list.onkeydown = (event) => this.#walk(event);
  }

  /** The name of the view that is open. */
  get opened() {
    return this.#open;
  }

  open(name) {
    this.#open = name;
    for (const [other, { tab, panel }] of this.#tabs) {
      tab.setAttribute("aria-selected", String(other === name));
      tab.tabIndex = other === name ? 0 : -1;
      panel.hidden = other !== name;
    }
    this.refresh();
  }

  /** Draws the open view anew. */
  refresh() {
    if (this.#open !== undefined) this.#views[this.#open].refresh();
  }

  #walk(event) {
    const names = [...this.#tabs.keys()];
    const at = names.indexOf(this.#open);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: names.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const name = names.at(to % names.length);
    this.open(name);
    this.#tabs.get(name).tab.focus();
  }
}
