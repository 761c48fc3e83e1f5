// Books of any size: one invoice written out as one of many, of other days and customers, most of them paid. It asserts nothing.

import { pages, sample } from "../../worker/bundle.mjs";

/** Customers and days over which the invoices are spread. */
const CUSTOMERS = 1_000;
const DAYS = 700;

/** A day as the terms of a Dutch invoice say it. */
const said = (day) => new Intl.DateTimeFormat("nl", { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
const later = (day, days) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** The pages of an export with so many invoices. */
export async function* books(count) {
  const one = await sample();
  const year = Number(one.template.invoice.issue_date.slice(0, 4));
  const number = (n) => `${year}-${String(n).padStart(4, "0")}`;
  yield* pages(one, invoices(one, count, number), { last: number(count) });
}

/** The oldest first, as numbers follow one another. */
function* invoices({ template, document: text }, count, ownNumber) {
  const { issue_date: issued, due_date: due, number, customer_name: name } = template.invoice;
  let entries = 0;
  for (let n = 1; n <= count; n += 1) {
    const back = -DAYS + Math.floor((n / count) * DAYS);
    const [on, dueOn, own, customer] = [later(issued, back), later(due, back), ownNumber(n), `Customer ${n % CUSTOMERS}`];
    const document = text.replaceAll(issued, on).replaceAll(due, dueOn).replaceAll(said(due), said(dueOn)).replaceAll(number, own).replaceAll(name, customer);
    const paid = n % 10 < 8;
    const state = paid ? { state: "paid", amount_due: "0.00", due_next: null } : { due_next: dueOn };
    const row = { number: own, issue_date: on, due_date: dueOn, customer_name: customer, ...state };
    const done = [{ kind: "issued", on }];
    if (paid) done.push({ kind: "payment", on: later(on, n % 50), amount: "1210.00", method: "creditTransfer" });
    const kept = done.map(({ kind, on: day, ...more }) => {
      const id = `ent_${String((entries += 1)).padStart(24, "0")}`;
      return { id, kind, json: JSON.stringify({ id, at: "2020-01-01T00:00:00Z", on: day, kind, ...more }) };
    });
    yield { document, row, entries: kept };
  }
}
