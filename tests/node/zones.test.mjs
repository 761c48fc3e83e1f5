// Days are days: the time zone of whoever computes moves none of them, over a change of clocks and over midnight neither.

import assert from "node:assert/strict";
import { test } from "node:test";
import { calculate, claim, issue, plan, policy, simulate, status } from "../../npm/dist/node.js";

/** From the first zone in which a day begins to the last, with one that has changed its clocks at midnight. */
const ZONES = ["Pacific/Kiritimati", "Asia/Kolkata", "Europe/Amsterdam", "UTC", "America/Sao_Paulo", "Pacific/Pago_Pago"];

const DRAFT = {
  currency: "EUR",
  supplier: { name: "Voorbeeld BV", country: "NL", address: { city: "Delft" }, vatId: "NL004495445B01" },
  customer: { name: "Afnemer BV", country: "NL", address: { city: "Breda" }, kind: "business" },
  lines: [{ name: "Werk", quantity: "1", unitPrice: "1000.00", vat: { category: "S", rate: "21" } }],
  paymentTerms: { netDays: 30, earlyDiscounts: [{ percent: "2", days: 10 }] },
  paymentMethods: [{ kind: "creditTransfer", iban: "NL91ABNA0417164300" }],
};

/** All that has a day in it, as it comes out in the zone that is set. */
function days() {
  const invoice = issue(DRAFT, { number: "2026-0001", issueDate: "2026-01-31" });
  const account = { invoice, entries: [] };
  const ready = policy("nl-business");
  return {
    due: calculate({ ...DRAFT, issueDate: "2026-01-31" }).dueDate,
    discount: invoice.earlyPayment[0].until,
    onDueDay: status(account, { on: "2026-03-02" }).overdue,
    dayAfter: status(account, { on: "2026-03-03" }).daysOverdue,
    // The clocks change on 29 March in Amsterdam.
    claim: claim(account, { on: "2026-03-30", jurisdiction: "NL", debtor: "business" }),
    plan: plan(account, ready, { on: "2026-03-05" }),
    timeline: simulate(account, ready, { from: "2026-01-31", until: "2026-12-31" }),
  };
}

test("no time zone moves a day", () => {
  const own = process.env.TZ;
  const offsets = new Set();
  try {
    for (const zone of ZONES) {
      process.env.TZ = zone;
      offsets.add(new Date(Date.UTC(2026, 0, 31)).getTimezoneOffset());
      const found = days();
      // 30 days after 31 January: 28 days of February, then two; 10 days after it for the discount.
      assert.deepEqual([found.due, found.discount], ["2026-03-02", "2026-02-10"], zone);
      assert.deepEqual([found.onDueDay, found.dayAfter], [false, 1], zone);
      // 28 days from 3 to 30 March, whether one of them has 23 hours or not: 1210.00 × 10.15 % × 28 / 365 = 9.421.
      assert.equal(found.claim.interest.segments[0].days, 28, zone);
      assert.equal(found.claim.interest.amount, "9.42", zone);
      // Three days after the due date, a Thursday.
      assert.deepEqual(found.plan.map((action) => [action.on, action.step]), [["2026-03-05", "reminder"]], zone);
      // Each step on its day: 3 days before, then 3, 7, 14 and 21 days after; 35 days after is Easter Monday, so the day after that.
      const timeline = found.timeline.map((action) => action.on);
      assert.deepEqual(timeline, ["2026-02-27", "2026-03-05", "2026-03-09", "2026-03-16", "2026-03-23", "2026-04-07"], zone);
    }
  } finally {
    if (own === undefined) delete process.env.TZ;
    else process.env.TZ = own;
  }
  assert.ok(offsets.size > 4, "the zones were in force");
});
