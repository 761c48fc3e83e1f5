// Undo and redo: the states before and after the one that is shown. What is typed into one field at a stretch is one step.

/** So many steps back at most. */
const STEPS_MAX = 200;

/** Typing goes on as the same step within this time. */
const STRETCH_MILLISECONDS = 1500;

export class History {
  #past = [];
  #future = [];
  #last = { field: undefined, at: 0 };

  /** Keeps the state before a change. `field` names what was typed into, undefined for a change that stands alone. */
  record(before, { field, at }) {
    const goesOn = field !== undefined && field === this.#last.field && at - this.#last.at < STRETCH_MILLISECONDS;
    if (!goesOn) this.#past.push({ state: before, field });
    if (this.#past.length > STEPS_MAX) this.#past.shift();
    this.#future = [];
    this.#last = { field, at };
  }

  /** The step before, `{ state, field }`; undefined where there is none. */
  back(now) {
    return this.#walk(this.#past, this.#future, now);
  }

  /** The step that was taken back last. */
  forth(now) {
    return this.#walk(this.#future, this.#past, now);
  }

  get canGoBack() {
    return this.#past.length > 0;
  }

  get canGoForth() {
    return this.#future.length > 0;
  }

  clear() {
    this.#past = [];
    this.#future = [];
    this.#last = { field: undefined, at: 0 };
  }

  #walk(from, to, now) {
    const step = from.pop();
    if (step === undefined) return undefined;
    to.push({ state: now, field: step.field });
    this.#last = { field: undefined, at: 0 };
    return step;
  }
}
