// The dunning as a time line: what a policy would do, day by day. The day is dragged, or moved by keys; what happens on it is read below.

import { letter } from "../../npm/dist/inline.js";
import { writeAmount, writeDay } from "../../npm/src/element/decimal.js";
import { make, say } from "../../npm/src/element/dom.js";
import { daysBetween } from "./days.js";
import { faultOf } from "./fault.js";
import { tell } from "./phrases.js";

export class DunningView {
  #story;
  #drawn;

  constructor(story) {
    this.#story = story;
    this.policy = make("select", { id: "policy" }, ...story.policies.map(({ name }) => make("option", { value: name }, name)));
    this.policy.addEventListener("change", () => story.set({ policy: story.policies.find(({ name }) => name === this.policy.value) }));
    this.day = make("input", { type: "range", id: "day", min: "0", max: "1", step: "1" });
    this.day.addEventListener("input", () => story.set({ day: Number(this.day.value) }));
    this.shown = make("output", { for: "day" });
    this.marks = make("div", { class: "marks", "aria-hidden": "true" });
    this.today = make("div", { class: "figures", role: "status" });
    this.pay = make("button", { type: "button", class: "second" });
    this.pay.addEventListener("click", () => story.set({ paidOn: story.paidOn === undefined ? story.day : undefined }));
    this.steps = make("ol", { class: "steps" });
    this.fault = make("div");
    this.limit = make("p", { class: "limit soft" });
    const choose = make("div", { class: "row" }, make("div", { class: "field" }, make("label", { for: "policy" }, tell("policy")), this.policy), this.pay);
    const label = make("label", { for: "day" }, tell("day"), this.shown);
    this.whole = make("div", {}, choose, make("div", { class: "time" }, label, this.marks, this.day, this.limit), this.today, this.steps);
    this.element = make("div", {}, this.fault, this.whole);
  }

  refresh() {
    const story = this.#story;
    story.refresh();
    this.fault.replaceChildren(...faultOf(story.fault, tell("dunningNone")));
    this.whole.hidden = story.fault !== undefined;
    if (story.fault !== undefined) return;
    this.policy.value = story.policy.name;
    this.day.max = String(story.days);
    this.day.value = String(story.day);
    say(this.limit, story.limit === undefined ? "" : tell("limit", story.limit));
    const said = tell("daySaid", writeDay(story.on, story.locale), story.day);
    this.day.setAttribute("aria-valuetext", said);
    say(this.shown, said);
    say(this.pay, tell(story.paidOn === undefined ? "pays" : "paysNot"));
    this.#draw();
    this.#tell();
  }

  /** The marks and the steps, where these changed; while a day is dragged only what is past does. */
  #draw() {
    const { actions, from, invoice, on, locale, paidOn, days } = this.#story;
    const key = JSON.stringify([actions, from, invoice.dueDate, locale, paidOn, days]);
    if (key !== this.#drawn) {
      this.#drawn = key;
      const due = invoice.dueDate === undefined ? [] : [{ on: invoice.dueDate, text: tell("due"), kind: "due" }];
      const paid = paidOn === undefined ? [] : [{ at: paidOn, text: tell("paid"), kind: "paid" }];
      const steps = actions.map((action) => ({ on: action.on, text: tell(action.kind), kind: action.kind }));
      const marks = [...due, ...steps, ...paid].map((mark) => ({ at: daysBetween(from, mark.on ?? from), ...mark }));
      this.marks.replaceChildren(...marks.filter(({ at }) => at >= 0 && at <= this.#story.days).sort((a, b) => a.at - b.at).map((mark) => this.#mark(mark)));
      const items = [...(invoice.dueDate === undefined ? [] : [this.#due()]), ...actions.map((action) => this.#step(action))];
      this.steps.replaceChildren(...items.sort((a, b) => a.dataset.on.localeCompare(b.dataset.on)));
    }
    for (const step of this.steps.children) step.classList.toggle("past", step.dataset.on <= on);
  }

  /** For eyes: the steps below say the same, and can be pressed. */
  #mark({ at, text, kind }) {
    const mark = make("span", { class: `mark ${kind}`, title: text });
    mark.style.insetInlineStart = `${(at / this.#story.days) * 100}%`;
    return mark;
  }

  /** The head of a step: a button that goes to its day. */
  #head(name, on, amount) {
    const { from, locale } = this.#story;
    const button = make("button", { type: "button", class: "go" }, make("b", {}, name), ` ${writeDay(on, locale)}`);
    button.addEventListener("click", () => this.#story.set({ day: daysBetween(from, on) }));
    return make("p", { class: "step-head" }, button, make("span", { class: "amount" }, amount));
  }

  #due() {
    const { invoice, locale } = this.#story;
    return make("li", { class: "due", "data-on": invoice.dueDate }, this.#head(tell("due"), invoice.dueDate, writeAmount(invoice.totals.payable, invoice.currency, locale)));
  }

  #step(action) {
    const { locale, invoice } = this.#story;
    const total = writeAmount(action.amounts.total, invoice.currency, locale);
    const item = make("li", { "data-on": action.on }, this.#head(tell(action.kind), action.on, total), make("p", { class: "soft" }, action.because));
    if (action.kind === "phoneTask" || action.kind === "handOver") return item;
    const text = make("div", { class: "letter" });
    const more = make("details", {}, make("summary", {}, tell("theLetter")), text);
    more.addEventListener("toggle", () => more.open && text.childElementCount === 0 && text.append(...this.#letter(action)));
    item.append(more);
    return item;
  }

  #letter(action) {
    try {
      const { account, claim } = this.#story.before(action);
      const locale = this.#story.invoice.customer?.locale ?? "en";
      const { subject, text } = letter(action, account, { locale, claim });
      return [make("p", {}, make("b", {}, subject)), make("p", { class: "text" }, text)];
    } catch (error) {
      if (error.findings === undefined) throw error;
      return [make("p", { class: "fault" }, error.message)];
    }
  }

  #tell() {
    const { status, claim, locale, invoice } = this.#story;
    const amount = (value) => writeAmount(value, invoice.currency, locale);
    const state = status.overdue ? tell("overdue", status.daysOverdue) : tell(status.state);
    const badge = status.overdue ? "bad" : status.state === "paid" ? "good" : "";
    const rows = [
      [tell("state"), make("span", { class: `badge ${badge}` }, state)],
      [tell("owed"), amount(status.amountDue)],
      [tell("level"), String(status.dunningLevel)],
      [tell("claimable"), make("b", {}, amount(claim.total))],
    ];
    this.today.replaceChildren(make("dl", {}, ...rows.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)])));
  }
}
