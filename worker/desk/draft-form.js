// The form of a draft: whose it is, its lines, what else its page decides over, and what it comes to while one types. Invoices, offers, deliveries
// and series are made in it; each page says what it keeps.

import { all } from "./api.js";
import { buyerFields } from "./buyer.js";
import { h, put } from "./dom.js";
import { attempt, problemOf, unfilled } from "./fields.js";
import { lineFields, liveTotals, placeOf } from "./line-fields.js";
import { say } from "./say.js";

/**
 * Shows the form of a draft under its `title`, with the way back: `[address, name]`. The customer is asked for where it `isNew`, `chosen` to begin
 * with. `lines` are those to begin with, `draft(lines)` the whole of it; `more` stands between lines and `buttons`. What `missing()` finds is not
 * filled in; else `keep({ draft, customerId, key })` follows, whose key is the same for each attempt.
 */
export async function draftForm(place, { title, back: [href, name], isNew, chosen, lines: begun, draft, more, buttons, missing = () => [], keep }) {
  const buyer = isNew ? buyerFields(await all("/v1/customers"), { shown: () => totals.later(), chosen }) : undefined;
  const problem = problemOf();
  const key = crypto.randomUUID();
  const whole = () => draft(lines.read());
  const totals = liveTotals(() => lines, whole);
  const lines = lineFields(begun, totals.later);
  const act = async () => keep({ customerId: await buyer?.id(), draft: whole(), key });
  const submit = (event) => {
    event.preventDefault();
    return attempt(form, problem, act, { missing: [...(buyer && !buyer.name() ? [unfilled("name")] : []), ...lines.missing(), ...missing()], place: placeOf });
  };
  const rest = h("section", { class: "card" }, more, totals.element, h("div", { class: "buttons" }, buttons));
  const form = h("form", { class: "compose", novalidate: true, onsubmit: submit, oninput: totals.later }, problem, buyer?.element, lines.element, rest);
  put(place, h("p", {}, h("a", { href }, `← ${say(name)}`)), h("h1", {}, title), form);
  form.querySelector("input").focus();
  await totals.now();
}
