// What happens to the invoice after it went out: the policy that is followed, the day that is looked at, and whether the customer pays.
// Status, actions and claim are the engine's; reminders are booked as the policy plans them.

import { claim, issue, policies, simulate, status } from "../../npm/dist/inline.js";
import { addDays } from "./days.js";
import { tell } from "./phrases.js";

/** So many days after the invoice are shown, or fewer where the law is not known for so long. */
const DAYS = 150;
const DAYS_STEP = 5;

const CHANNELS = { email: "email", letter: "letter", phoneTask: "phone", formalNotice: "registeredLetter", handOver: "other" };

/** On an invoice that has no number yet, for what is only tried out. */
const NUMBER = "2026-0001";

export class Story extends EventTarget {
  #calculator;
  #policy;

  constructor(calculator) {
    super();
    this.#calculator = calculator;
    this.day = 0;
    this.paidOn = undefined;
    this.policies = policies();
  }

  /** Another example: its day, nothing paid. */
  begin(day) {
    this.day = day;
    this.paidOn = undefined;
    this.#policy = undefined;
  }

  set(change) {
    Object.assign(this, change);
    this.refresh();
    this.dispatchEvent(new Event("change"));
  }

  get locale() {
    return this.#calculator.locale;
  }

  get policy() {
    return this.#policy ?? this.#fitting();
  }

  set policy(policy) {
    this.#policy = policy;
  }

  /** The ready policy for the country and kind of the debtor. */
  #fitting() {
    const { supplier, customer } = this.#calculator.draft;
    const kind = customer?.kind === "consumer" ? "consumer" : "business";
    const isHome = supplier?.country === customer?.country;
    const name = isHome ? `${customer?.country.toLowerCase()}-${kind}` : "eu-business";
    return this.policies.find((policy) => policy.name === name) ?? this.policies.find((policy) => policy.name === "eu-business");
  }

  /** Makes everything of the draft and the day anew: `fault` says why there is nothing, else `actions` and the rest are there. */
  refresh() {
    this.fault = undefined;
    this.invoice = undefined;
    try {
      this.#tell();
    } catch (error) {
      if (error.findings === undefined) throw error;
      this.fault = error;
    }
  }

  #tell() {
    const { draft, number } = this.#calculator;
    const issueDate = draft.issueDate ?? "";
    this.invoice = issue(draft, { number: number || NUMBER, issueDate });
    this.from = issueDate;
    if (draft.type === "creditNote") throw Object.assign(new Error(tell("creditNone")), { findings: [] });
    const entries = [entry("issued", this.from, { kind: "issued" })];
    const paid = this.paidOn === undefined ? [] : [this.#payment(entries)];
    const { policy } = this;
    this.#foresee({ invoice: this.invoice, entries }, policy, paid);
    this.day = Math.min(this.day, this.days);
    this.on = addDays(issueDate, this.day);
    const done = this.actions.filter(({ on }) => on <= this.on).map(reminder);
    const known = paid.filter(({ on }) => on <= this.on);
    this.account = { invoice: this.invoice, entries: [...entries, ...done, ...known] };
    this.status = status(this.account, { on: this.on });
    this.claim = claim(this.account, { on: this.on, jurisdiction: policy.jurisdiction, debtor: policy.debtor });
  }

  /**
   * What the policy would do, as far ahead as the law is known: rates of interest are set for half a year, and the engine supposes
   * none. `limit` is its word on that.
   */
  #foresee(account, policy, entries) {
    this.limit = undefined;
    for (this.days = DAYS; ; this.days -= DAYS_STEP) {
      try {
        this.actions = simulate(account, policy, { from: this.from, until: addDays(this.from, this.days), entries });
        claim(account, { on: addDays(this.from, this.days), jurisdiction: policy.jurisdiction, debtor: policy.debtor });
        return;
      } catch (error) {
        if (error.code !== "law.none" || this.days <= DAYS_STEP) throw error;
        this.limit = error.findings[0].message;
      }
    }
  }

  /** All that is owed, paid on the chosen day. */
  #payment(entries) {
    const on = addDays(this.from, this.paidOn);
    const { amountDue } = status({ invoice: this.invoice, entries }, { on });
    return entry("payment", on, { kind: "payment", amount: amountDue, method: "creditTransfer" });
  }

  /** The account and the claim as they were when an action was taken, for its letter. */
  before(action) {
    const entries = this.account.entries.filter(({ on }) => on < action.on);
    const account = { invoice: this.invoice, entries };
    return { account, claim: claim(account, { on: action.on, jurisdiction: this.policy.jurisdiction, debtor: this.policy.debtor }) };
  }
}

function reminder({ kind, step, level, on, costsStated }, index) {
  const fields = { kind: "reminder", step, level, channel: CHANNELS[kind], sentOn: on };
  return entry(`reminder-${index}`, on, costsStated === undefined ? fields : { ...fields, costsStated });
}

function entry(id, on, fields) {
  return { id, at: `${on}T09:00:00Z`, on, ...fields };
}
