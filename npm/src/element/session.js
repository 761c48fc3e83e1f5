// What happens in the calculator while somebody works in it: fields typed into, lines added, moved and deleted, steps taken back. It holds
// the state, has it computed, and tells the element.

import { check } from "../inline.js";
import { compute, fieldOf } from "./compute.js";
import { addAdjustment, addLine, moveLine, placeOf, removeAdjustment, removeLine, tidied, translated, valueOf, withValue } from "./edit.js";
import { History } from "./history.js";
import { asked } from "./keyboard.js";
import { usualVat } from "./rates.js";
import { draftOf, stateOf } from "./state.js";
import { View } from "./view.js";

export class Session {
  #root;
  #page;
  #state;
  #view;
  #context;
  #history = new History();
  /** The fields that were left once: only their errors are shown. */
  #visited = new Set();
  #showsAll = false;
  /** What a document was refused for, until it is complete. */
  #wanted;
  #result;
  #placed = [];
  #isDisabled = false;
  /** Whether a button of the mouse is down, and what a field that was left by it has yet to show. */
  #isPressed = false;
  #hasLeft = false;

  /** `page` is told what happens: `changed`, `download`, `explain`. */
  constructor(root, page) {
    this.#root = root;
    this.#page = page;
    for (const [name, act] of [["input", this.#input], ["change", this.#change], ["click", this.#click], ["keydown", this.#keydown]]) {
      root.addEventListener(name, act.bind(this));
    }
    root.addEventListener("focusout", (event) => this.#leave(event));
    root.addEventListener("beforeinput", (event) => this.#beforeInput(event));
  }

  /** Looks at presses anywhere on the page until `signal` ends it. */
  attend(page, signal) {
    page.addEventListener("pointerdown", () => (this.#isPressed = true), { capture: true, signal });
    for (const name of ["pointerup", "pointercancel"]) page.addEventListener(name, () => this.#release(), { capture: true, signal });
  }

  /** The click has its target by then. */
  #release() {
    this.#isPressed = false;
    if (this.#hasLeft) setTimeout(() => this.#paint());
    this.#hasLeft = false;
  }

  get isStarted() {
    return this.#state !== undefined;
  }

  /** Another language, country or manner; `draft` where it begins. */
  configure(context, draft) {
    const before = this.#context;
    this.#context = context;
    const isNew = before === undefined || before.locale !== context.locale || before.canExplain !== context.canExplain;
    if (isNew) this.#build();
    if (draft !== undefined) return this.take(draft);
    if (before.locale !== context.locale) this.#state = translated(this.#state, before.locale, context.locale);
    this.#update();
  }

  #build() {
    const open = this.#view?.parties.element.open;
    this.#view = new View(this.#context);
    if (open) this.#view.parties.element.open = true;
    this.#view.element.disabled = this.#isDisabled;
    this.#root.replaceChildren(this.#view.element);
  }

  /** A draft from outside takes the place of what was typed. */
  take(draft) {
    const number = this.#state?.number ?? "";
    this.#state = { ...stateOf(draft, { ...this.#context, vat: this.#usualVat() }), number };
    this.#history.clear();
    this.#visited.clear();
    this.#showsAll = false;
    this.#wanted = undefined;
    this.#update();
  }

  #usualVat() {
    return usualVat(this.#country());
  }

  /** The country of the seller, who says it, else of the page. */
  #country() {
    const typed = this.#state?.supplier.country.trim().toUpperCase() ?? "";
    return /^[A-Z]{2}$/.test(typed) ? typed : this.#context.country;
  }

  /** Computes and shows the state. `isTyped` says that a person changed it: by typing, or by a button or key ("act"). */
  #update(isTyped) {
    const { draft, places } = draftOf(this.#state, this.#context);
    const result = compute(draft);
    this.#result = { ...result, draft, places };
    const wanted = this.#wanted === undefined ? result.findings : this.#missing(draft);
    this.#placed = wanted.map((finding) => ({ ...finding, field: fieldOf(finding, places) }));
    this.#view.show(this.#state, { country: this.#country(), canUndo: this.#history.canGoBack, canRedo: this.#history.canGoForth });
    this.#paint();
    this.#page.changed(isTyped);
  }

  #paint() {
    const { shown, invoice, lines, left, places } = this.#result;
    const rowAt = (place) => ({ key: places.lines[place], place: placeOf(this.#state, places.lines[place]) });
    const result = { shown, invoice, lines: lines.map(rowAt), left: left.map(rowAt) };
    this.#view.paint(this.#state, result, this.#placed, (field) => this.#showsAll || this.#visited.has(field));
  }

  /** What a document lacks. */
  #missing(draft) {
    const { number } = this.#state;
    const findings = check(draft, { profile: this.#context.profile });
    return number.trim() === "" ? [...findings, ...this.#wanted.filter(({ path }) => path === "number")] : findings;
  }

  #edit(next, { field, at = 0, isTyped = "act" } = {}) {
    if (next === this.#state) return false;
    this.#history.record(this.#state, { field, at });
    this.#state = next;
    this.#update(isTyped);
    return true;
  }

  #input(event) {
    const { field } = event.target.dataset;
    if (field === undefined) return;
    const { type, checked, value } = event.target;
    this.#edit(withValue(this.#state, field, type === "checkbox" ? checked : value), { field, at: event.timeStamp, isTyped: "typed" });
  }

  /** `change` stays inside a shadow tree, so the element says it again. */
  #change(event) {
    if (event.target.dataset.field !== undefined) this.#root.host.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #leave({ target, relatedTarget }) {
    const { field } = target.dataset;
    const line = target.closest("[data-line]");
    if (field !== undefined) this.#visited.add(field);
    if (line && !line.contains(relatedTarget)) for (const control of line.querySelectorAll("[data-field]")) this.#visited.add(control.dataset.field);
    // A control that is taken away is left, too.
    if (field !== undefined && valueOf(this.#state, field) !== undefined) {
      // Written as it was understood; nothing of the draft changes by that.
      this.#state = tidied(this.#state, field, this.#context.locale);
      this.#view.field(field).value = valueOf(this.#state, field);
    }
    // A message that came between press and release would move away what is being clicked.
    if (this.#isPressed) this.#hasLeft = true;
    else this.#paint();
  }

  /** The browser's own undo knows one field; this one knows all. */
  #beforeInput(event) {
    if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return;
    event.preventDefault();
    if (event.inputType === "historyUndo") this.undo();
    else this.redo();
  }

  #click(event) {
    const target = event.target.closest?.("[data-act]");
    if (!target) return;
    const { act, key, path } = target.dataset;
    if (target.getAttribute("aria-disabled") === "true") return;
    this.#do(act, { key: key === undefined ? undefined : Number(key), path });
  }

  #keydown(event) {
    const wish = asked(event);
    if (wish === undefined) return;
    event.preventDefault();
    this.#do(wish.act, wish);
  }

  #do(act, { key, column, path }) {
    switch (act) {
      case "undo":
        return this.undo();
      case "redo":
        return this.redo();
      case "add":
        return this.#add(undefined, "name");
      case "addBelow":
        return this.#add(key, "name");
      case "next":
      case "above":
      case "below":
        return this.#walk(act, key, column);
      case "up":
      case "down":
        return this.#move(key, act === "up" ? -1 : 1, column);
      case "remove":
        return this.#remove(key, column);
      case "addDiscount":
      case "addCharge":
        return this.#adjust(act === "addCharge" ? "charge" : "allowance");
      case "removeAdjustment":
        return this.#removeAdjustment(key);
      case "copy":
        return this.#copy();
      case "explain":
        return path !== undefined && this.#page.explain(path);
      default:
        return this.#download(act.slice("download-".length));
    }
  }

  #add(below, column) {
    const { state, key } = addLine(this.#state, below, this.#usualVat());
    this.#edit(state);
    this.#view.focus(`lines.${key}.${column}`);
  }

  #walk(act, key, column) {
    const to = placeOf(this.#state, key) + (act === "above" ? -1 : 1);
    const line = this.#state.lines[to];
    if (line !== undefined) this.#view.focus(`lines.${line.key}.${column}`);
    else if (act === "next") this.#add(key, "name");
  }

  #move(key, by, column) {
    const { phrase } = this.#context;
    if (!this.#edit(moveLine(this.#state, key, by))) return;
    if (column !== undefined) this.#view.focus(`lines.${key}.${column}`);
    else this.#view.lines.get(key).tools[by < 0 ? 0 : 1].focus();
    this.#view.tell(phrase("moved", placeOf(this.#state, key) + 1));
  }

  #remove(key, column = "name") {
    const at = placeOf(this.#state, key);
    this.#edit(removeLine(this.#state, key, this.#usualVat()));
    const { lines } = this.#state;
    this.#view.focus(`lines.${(lines[at] ?? lines.at(-1)).key}.${column}`);
    this.#view.tell(this.#context.phrase("removed", at + 1));
  }

  #adjust(kind) {
    const { state, key } = addAdjustment(this.#state, kind);
    this.#edit(state);
    this.#view.focus(`adjustments.${key}.value`);
  }

  #removeAdjustment(key) {
    this.#edit(removeAdjustment(this.#state, key));
    this.#view.element.querySelector("[data-act=addDiscount]").focus();
  }

  undo() {
    return this.#step(this.#history.back(this.#state), "undone");
  }

  redo() {
    return this.#step(this.#history.forth(this.#state), "redone");
  }

  #step(step, said) {
    if (step === undefined) return false;
    const active = this.#root.activeElement?.dataset.field;
    this.#state = step.state;
    this.#update("act");
    if (!this.#view.focus(step.field ?? active) && this.#root.activeElement === null) this.#view.focus(this.#firstField());
    this.#view.tell(this.#context.phrase(said));
    return true;
  }

  #firstField() {
    return `lines.${this.#state.lines[0].key}.name`;
  }

  async #copy() {
    const { phrase } = this.#context;
    try {
      await navigator.clipboard.writeText(JSON.stringify(this.draft, null, 2));
      this.#note(phrase("copied"));
    } catch {
      this.#note(phrase("notCopied"));
    }
  }

  async #download(kind) {
    const { phrase } = this.#context;
    const what = kind.toUpperCase();
    this.#note(phrase("making", what));
    try {
      await this.#page.download(kind);
      this.#wanted = undefined;
      this.#note(phrase("made", what));
    } catch (error) {
      if (error.findings === undefined) {
        this.#note(phrase("failed", what, error.message));
        throw error;
      }
      this.#wanted = error.findings;
      this.showAll();
      this.#note(phrase("notMade", what, this.#placed.filter(({ severity }) => severity === "error").length));
      this.focusFault();
    }
  }

  #note(text) {
    this.#view.exits.note.textContent = text;
  }

  /** Shows what is wrong in fields that nobody was in yet, too. */
  showAll() {
    this.#showsAll = true;
    this.#update();
  }

  /** Goes to the first field with an error, in the order of the page. */
  focusFault() {
    const faulty = new Set(this.#placed.filter(({ severity }) => severity === "error").map(({ field }) => field));
    const controls = [...this.#view.element.querySelectorAll("[data-field]")];
    const first = controls.find(({ dataset }) => faulty.has(dataset.field));
    if (first) this.#view.focus(first.dataset.field);
  }

  /** The control that shows a finding. */
  controlOf({ path, code }) {
    const field = fieldOf({ path, code }, this.#result.places);
    return (field === undefined ? undefined : this.#view.field(field)?.control) ?? this.firstControl;
  }

  get firstControl() {
    return this.#view.field(this.#firstField()).control;
  }

  get draft() {
    return this.#result.draft;
  }

  get invoice() {
    return this.#result.invoice;
  }

  get findings() {
    return this.#result.findings;
  }

  get number() {
    return this.#state.number;
  }

  set number(number) {
    this.#state = { ...this.#state, number };
    this.#update();
  }

  set isDisabled(isDisabled) {
    this.#isDisabled = isDisabled;
    if (this.#view) this.#view.element.disabled = isDisabled;
  }
}
