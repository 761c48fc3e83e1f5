// What the types of the package allow and what they refuse. Compiled by types.test.mjs in a project that has the package installed.

import {
  applyPayment,
  calculate,
  calculateMany,
  check,
  consolidate,
  credit,
  creditBalance,
  creditEntry,
  dso,
  issue,
  nextNumber,
  recur,
  status,
  vatSummary,
  vatRates,
  VoldaanError,
  type Account,
  type Draft,
  type Entry,
  type EntryInput,
  type Invoice,
  type Issued,
} from "voldaan";
import { Client, VoldaanError as ServiceError, type InvoiceResource } from "voldaan/client";
import { init, initSync } from "voldaan/slim";

const draft: Draft = {
  type: "invoice",
  currency: "EUR",
  issueDate: "2026-01-31",
  customer: undefined,
  lines: [
    { name: "Work", quantity: 1.5, unitPrice: "95.00", vat: "nl:standard" },
    { name: "Book", quantity: "2", unitPrice: 9.99, vat: { category: "S", rate: 9 }, allowances: [{ percent: 10 }] },
  ],
};
// Constant data goes in as it is.
const frozen = { currency: "EUR", lines: [{ name: "Pen", quantity: 1, unitPrice: 1, vat: { category: "Z" } }] } as const;
calculate(frozen);

const invoice: Invoice = calculate(draft, { explain: true });
const payable: string = invoice.totals.payable;
const rate: string | undefined = invoice.lines[0]?.vat.rate;
const net: string[] = invoice.lines.map((line) => line.net);
const due: string | undefined = invoice.dueDate;
// An invoice is no draft: its totals can be neither set nor sent back.
// @ts-expect-error a total is a text
const wrongTotal: number = invoice.totals.payable;
// @ts-expect-error an invoice may have no number yet
const wrongNumber: string = invoice.number;

const issued: Issued = issue(draft, { number: "2026-0001", issueDate: "2026-01-31" });
const number: string = issued.number;
const issueDate: string = issued.issueDate;

const entries: EntryInput[] = [
  { kind: "issued", id: "e1", at: "2026-01-31T09:00:00Z", on: "2026-01-31" },
  { kind: "payment", id: "e2", at: "2026-02-10T09:00:00Z", on: "2026-02-10", amount: 10, method: "ideal" },
];
const account: Account = { invoice: issued, entries };
const state: "draft" | "open" | "paid" | "void" | "uncollectible" = status(account, { on: "2026-03-01" }).state;
// What comes out goes in again: the entries of a payment, and that of a credit note.
const payment: EntryInput = { id: "p1", at: "2026-02-10T09:00:00Z", on: "2026-02-10", kind: "payment", amount: "10.00", method: "ideal" };
const applied = applyPayment(payment, [account], { to: [{ number: "2026-0001" }], tolerance: "0.05" });
const longer: Account = { ...account, entries: [...entries, ...applied.applied.flatMap((row) => row.entries)] };
const good: string[] = creditBalance([longer], { on: "2026-03-01" }).map((balance) => balance.amount);
const booked: Entry = creditEntry(longer, issued, { id: "c1", at: "2026-02-20T09:00:00Z" });
const again: Invoice = calculate(credit(account, { full: true, reason: "Returned", issueDate: "2026-02-20" }));

/** A union is told apart by its tag. */
export function paid(entry: EntryInput): unknown {
  if (entry.kind === "payment") return entry.method;
  // @ts-expect-error only some kinds have a method
  return entry.method;
}

for (const answer of calculateMany([draft])) {
  if (answer instanceof VoldaanError) console.log(answer.code, answer.path, answer.rule, answer.findings[0]?.fix);
  else console.log(answer.totals.gross);
}
const severity: "error" | "warning" | undefined = check(draft, { profile: "peppol" })[0]?.severity;
const series: Draft[] = recur({ draft, start: "2026-01-31", every: "month", billAt: "end" }, { from: "2026-01-01", until: "2026-03-31" });
const summary: Draft[] = consolidate([{ customerId: "c1", draft, deliveredOn: "2026-01-31" }], { by: "customer" });
const outstanding = (accounts: Account[]): string | undefined => dso(accounts, { on: "2026-03-31", days: 90 }).rows[0]?.dso;
const bases = (accounts: Account[]): string[] => vatSummary(accounts, { from: "2026-01-01", until: "2026-03-31" }).rows.map(({ base }) => base);
const kinds: string[] = vatRates("nl", { on: "2026-01-31" }).map(({ kind }) => kind);

// @ts-expect-error a misspelt field
calculate({ currency: "EUR", lines: [], issuedate: "2026-01-31" });
// @ts-expect-error no lines
calculate({ currency: "EUR" });
// @ts-expect-error a category that does not exist
calculate({ currency: "EUR", lines: [{ name: "Pen", quantity: 1, unitPrice: 1, vat: { category: "X" } }] });
// @ts-expect-error a BigInt is not read
calculate({ currency: "EUR", lines: [{ name: "Pen", quantity: 1n, unitPrice: 1, vat: "nl:standard" }] });
// @ts-expect-error a Date is no calendar day
calculate({ currency: "EUR", issueDate: new Date(), lines: [] });
// @ts-expect-error the day is for the caller to say
nextNumber("{year}-{seq:4}", { last: "2026-0001" });
// @ts-expect-error a payment says its amount
const unpaid: EntryInput = { kind: "payment", id: "e3", at: "2026-02-10T09:00:00Z", on: "2026-02-10", method: "ideal" };

export async function loaded(module: WebAssembly.Module): Promise<void> {
  initSync(module);
  await init(new URL("https://example.org/engine.wasm"));
  await init(fetch("https://example.org/engine.wasm"));
}

export { again, bases, due, issueDate, kinds, net, number, outstanding, payable, rate, series, severity, state, summary, unpaid, wrongNumber, wrongTotal };

const client = new Client({ url: "https://billing.example", key: "key", timeout: 5_000 });
const kept: InvoiceResource = await client.createInvoice({ draft }, { idempotencyKey: "order 7" });
const sent = await client.issueInvoice(kept.id);
const owed: string = sent.status.amountDue;
for await (const summary of client.listInvoices({ state: "open", overdue: true })) summary.amountDue.length;
const { items: firstPage, next } = await client.listCustomers({ limit: 10 });
const customer = firstPage[0];
if (customer) await client.patchCustomer(customer.id, { size: null, party: { locale: "en" } }, { ifMatch: customer });
const file: Uint8Array = await client.getPdf(sent.id, { locale: "de" });
const isKnown = (error: unknown) => error instanceof ServiceError && error instanceof VoldaanError && error.status === 404;
// @ts-expect-error a change says what it is made of
client.patchCustomer("id", { size: "small" });
// @ts-expect-error no such state
client.listInvoices({ state: "opened" });
// @ts-expect-error a claim is of an invoice
client.getClaim();
