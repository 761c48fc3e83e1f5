// The functions of the package, one door of the engine each. Their documentation is in types/api.d.ts; nothing is computed here.

import { inquire, invoke } from "./boundary.js";
import { VoldaanError } from "./error.js";
import { flatCalculate } from "./flat.js";

export { VoldaanError };

export function calculate(draft, options) {
  return flatCalculate(draft, options) ?? invoke("calculate", [draft, options]);
}

// One crossing a draft: what is wrong with one stays with it, and the engine's memory never holds more than one.
export function calculateMany(drafts) {
  // The engine refuses what is no list; a text is none, though it has characters to walk through.
  if (!isIterable(drafts)) return invoke("calculateMany", [drafts]);
  return Array.from(drafts, (draft) => {
    try {
      return calculate(draft);
    } catch (error) {
      if (error instanceof VoldaanError) return error;
      throw error;
    }
  });
}

function isIterable(value) {
  try {
    return typeof value === "object" && typeof value?.[Symbol.iterator] === "function";
  } catch {
    return false;
  }
}

export function check(draft, options) {
  return inquire("check", [draft, options]);
}

export function issue(draft, options) {
  return invoke("issue", [draft, options]);
}

export function nextNumber(pattern, options) {
  return invoke("nextNumber", [pattern, options]);
}

export function credit(account, options) {
  return invoke("credit", [account, options]);
}

export function supplement(account, options) {
  return invoke("supplement", [account, options]);
}

export function recur(template, options) {
  return invoke("recur", [template, options]);
}

export function consolidate(items, options) {
  return invoke("consolidate", [items, options]);
}

export function creditEntry(account, note, options) {
  return invoke("creditEntry", [account, note, options]);
}

export function status(account, options) {
  return invoke("status", [account, options]);
}

export function policies() {
  return invoke("policies", []);
}

export function policy(name) {
  return invoke("policy", [name]);
}

export function checkPolicy(policy) {
  return inquire("checkPolicy", [policy]);
}

export function plan(account, policy, options) {
  return invoke("plan", [account, policy, options]);
}

export function simulate(account, policy, options) {
  return invoke("simulate", [account, policy, options]);
}

export function applyPayment(payment, accounts, options) {
  return invoke("applyPayment", [payment, accounts, options]);
}

export function creditBalance(accounts, options) {
  return invoke("creditBalance", [accounts, options]);
}

export function claim(account, options) {
  return invoke("claim", [account, options]);
}

export function allocate(payment, claim, options) {
  return invoke("allocate", [payment, claim, options]);
}

export function letter(action, account, options) {
  return invoke("letter", [action, account, options]);
}

export function latePaymentText(policy, options) {
  return invoke("latePaymentText", [policy, options]);
}

export function ageing(accounts, options) {
  return invoke("ageing", [accounts, options]);
}

export function dso(accounts, options) {
  return invoke("dso", [accounts, options]);
}

export function vatSummary(accounts, options) {
  return invoke("vatSummary", [accounts, options]);
}

export function revenue(accounts, options) {
  return invoke("revenue", [accounts, options]);
}

export function cashForecast(accounts, options) {
  return invoke("cashForecast", [accounts, options]);
}

export function paymentBehaviour(accounts, options) {
  return invoke("paymentBehaviour", [accounts, options]);
}

export function termEffect(accounts, options) {
  return invoke("termEffect", [accounts, options]);
}

export function discountCost(options) {
  return invoke("discountCost", [options]);
}

export function vatRates(country, options) {
  return invoke("vatRates", [country, options]);
}

export function checkVatId(value) {
  return invoke("checkVatId", [value]);
}

export function checkIban(value) {
  return invoke("checkIban", [value]);
}

export function checkReference(value, options) {
  return invoke("checkReference", [value, options]);
}

export function makeReference(options) {
  return invoke("makeReference", [options]);
}
