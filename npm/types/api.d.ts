// The functions of the package. The types that they take and give are generated, in wire.d.ts.

import type {
  Account,
  Action,
  Allocation,
  AllocationOptions,
  ApplyOptions,
  AgeingReport,
  CalculateOptions,
  CashForecast,
  CashForecastOptions,
  CheckOptions,
  Claim,
  ClaimOptions,
  ConsolidateItem,
  ConsolidateOptions,
  CreditBalance,
  CreditEntryOptions,
  CreditRequest,
  DaysOptions,
  DiscountCost,
  DiscountCostOptions,
  Draft,
  Entry,
  EntryInput,
  DsoOptions,
  DsoReport,
  Finding,
  IdentifierCheck,
  Invoice,
  IssueOptions,
  LatePaymentOptions,
  LetterOptions,
  LetterText,
  Issued,
  MakeReferenceOptions,
  NumberOptions,
  OnOptions,
  PaymentApplication,
  PaymentBehaviour,
  PlanOptions,
  Policy,
  RecurTemplate,
  ReferenceOptions,
  RevenueReport,
  SimulateOptions,
  Status,
  SupplementRequest,
  TermEffect,
  TermEffectOptions,
  VatRateAnswer,
  VatSummary,
} from "./wire.js";

/**
 * What every function throws: the input was refused, and nothing was done with it.
 *
 * `code` and `path` are those of the first finding. Match on them, never on the message.
 */
export class VoldaanError extends Error {
  readonly name: "VoldaanError";
  /** Stable code of the first finding, such as `amount.scale`; `internal` for a defect of Voldaan itself. */
  readonly code: string;
  /** Where it is, in the caller's own input: `lines[2].vat.rate`. */
  readonly path: string;
  /** The rule that was broken: an EN 16931 rule id or an article of law. */
  readonly rule?: string;
  /** Everything that was found, errors first. */
  readonly findings: Finding[];
  /** The error with its message, as an answer or a log needs it. */
  toJSON(): { name: string; message: string; code: string; path: string; rule?: string; findings: Finding[] };
}

/**
 * Computes an invoice: line amounts, totals, VAT by category and rate, due date, early-payment discounts, instalments.
 *
 * Lenient about completeness, strict about correctness: currency and lines are enough, what is there must be right.
 *
 * @param draft - What the user says.
 * @param options - `explain: true` says of each amount how it came about.
 * @throws {@link VoldaanError} with everything that is wrong with the draft.
 */
export function calculate(draft: Draft, options?: CalculateOptions): Invoice;

/**
 * Computes many invoices: for each draft its invoice, or the error that `calculate` would have thrown.
 *
 * @param drafts - The drafts; one that is refused does not stop the others.
 */
export function calculateMany(drafts: Iterable<Draft>): (Invoice | VoldaanError)[];

/**
 * Says what is still missing or wrong before a draft may be issued. Never throws for what is wrong with the draft.
 *
 * @param draft - The draft.
 * @param options - The profile to check for; EN 16931 itself if absent.
 * @returns Errors and warnings; an empty list where all is well.
 */
export function check(draft: Draft, options?: CheckOptions): Finding[];

/**
 * Issues a draft: computes it and gives it its number and date, if it is complete.
 *
 * @param draft - The draft.
 * @param options - Number (BT-1) and date (BT-2).
 * @throws {@link VoldaanError} with everything that is wrong or missing.
 */
export function issue(draft: Draft, options: IssueOptions): Issued;

/**
 * The number after the last one. Without gap and double as long as the caller gives each number once.
 *
 * @param pattern - Such as `{year}-{seq:4}`; a pattern with a year starts each year at 1.
 * @param options - The last number, and the day of the new one.
 */
export function nextNumber(pattern: string, options: NumberOptions): string;

/**
 * Drafts a credit note on an invoice, in full, by line or by amount. Never more than earlier credit notes have left.
 *
 * @param account - The issued invoice and its entries.
 * @param request - What to credit, why, and on which day.
 * @throws {@link VoldaanError} `credit.exceeds` where it is more than what is left.
 */
export function credit(account: Account, request: CreditRequest): Draft;

/**
 * Drafts the supplementary invoice for an early-payment discount that is off the invoice already (`discounted`) and was not taken.
 *
 * @param account - The issued invoice and its entries.
 * @param request - Its date: after the last day of the discount.
 * @throws {@link VoldaanError} `supplement.none` where nothing follows: the discount was taken, or its terms ask for no such invoice.
 */
export function supplement(account: Account, request: SupplementRequest): Draft;

/**
 * The invoices of a series that are dated within some days, as drafts. A series of the 31st is on the last day of a short
 * month and back on the 31st after it. Days side by side give each invoice once.
 *
 * @param template - What each invoice says, and when it comes again.
 * @param options - The first and the last day.
 */
export function recur(template: RecurTemplate, options: DaysOptions): Draft[];

/**
 * Drafts of what was delivered: an invoice for each item, or one for all of a customer's items of a calendar month that
 * differ in nothing but their lines. What has an invoice number already is left out.
 *
 * @param items - What was delivered.
 * @param options - One for each customer, or for each item.
 */
export function consolidate(items: ConsolidateItem[], options: ConsolidateOptions): Draft[];

/**
 * The entry that books an issued credit note on the account of its invoice: its amount, VAT by rate, and lines.
 *
 * @param account - The invoice that is credited, and its entries.
 * @param note - The issued credit note.
 * @param options - Id of the entry, and when it is written down.
 * @returns The entry, checked against the account; append it to `account.entries`.
 * @throws {@link VoldaanError} `entry.credit` where the document is no credit note on this invoice.
 */
export function creditEntry(account: Account, note: Issued, options: CreditEntryOptions): Entry;

/**
 * Where an invoice stands on a day: what is owed, whether it is overdue, what is contested.
 *
 * @param account - The issued invoice and its entries.
 * @param options - The day; entries of later days are ignored.
 */
export function status(account: Account, options: OnOptions): Status;

/** The dunning policies that come with the engine, to use as they are or to begin from. */
export function policies(): Policy[];

/**
 * A dunning policy that comes with the engine.
 *
 * @param name - `nl-business`, `nl-consumer`, `be-business`, `be-consumer` or `eu-business`.
 */
export function policy(name: string): Policy;

/**
 * Says what is wrong with a dunning policy, and what the law does not allow, with the article. Never throws for it.
 *
 * @param policy - The policy.
 * @returns Findings; an empty list where the policy can be used.
 */
export function checkPolicy(policy: Policy): Finding[];

/**
 * What is to be done for an unpaid invoice on a day, each action with its reason. Book what was done as a `reminder` entry with the
 * `step` and `level` of the action: nothing is planned twice, and nothing after payment.
 *
 * @param account - The issued invoice and its entries.
 * @param policy - The policy; one that the law does not allow is refused.
 * @param options - The day.
 */
export function plan(account: Account, policy: Policy, options: PlanOptions): Action[];

/**
 * All that a policy would do from one day to another.
 *
 * @param account - The issued invoice and its entries.
 * @param policy - The policy.
 * @param options - The days, and what is supposed to happen meanwhile.
 */
export function simulate(account: Account, policy: Policy, options: SimulateOptions): Action[];

/**
 * Applies one payment to the invoices of a customer: as the payer said, by reference, else what is due first.
 *
 * Nothing is booked: append the entries of each invoice to its account. A payment of method `creditBalance` takes what
 * the customer has to the good, with a `refund` entry on the invoice it stands on.
 *
 * @param payment - An entry of kind `payment` with the whole amount; the entries take their ids from its id.
 * @param accounts - The customer's accounts.
 * @param options - The invoices that the payer named, the currency, and the tolerance for payment differences.
 */
export function applyPayment(payment: EntryInput, accounts: Account[], options?: ApplyOptions): PaymentApplication;

/**
 * What a customer has to the good on a day, by currency: what came in beyond what is owed.
 *
 * @param accounts - The customer's accounts.
 * @param options - The day.
 */
export function creditBalance(accounts: Account[], options: OnOptions): CreditBalance[];

/**
 * What is open on a day by customer and currency: not due, and 1 to 30, 31 to 60, 61 to 90 and more days overdue.
 *
 * All reports are folds of invoices and entries: asked again for the same day they give the same, and their sums are those
 * of the accounts to the cent. A credit note counts through its entry on the invoice.
 *
 * @param accounts - The issued invoices and their entries.
 * @param options - The day; entries of later days are ignored.
 */
export function ageing(accounts: Account[], options: OnOptions): AgeingReport;

/**
 * Days sales outstanding: receivables ÷ sales × days, both with VAT.
 *
 * @param options - The day, and how many days of sales to look back.
 */
export function dso(accounts: Account[], options: DsoOptions): DsoReport;

/**
 * VAT of a period by category and rate, and what recapitulative statements (the Dutch opgaaf ICP) and the Belgian listing of
 * customers ask for. Invoices count at their tax point, credit notes on their own day.
 *
 * @param options - The first and the last day.
 */
export function vatSummary(accounts: Account[], options: DaysOptions): VatSummary;

/**
 * Revenue of a period by customer, credits taken off.
 *
 * @param options - The first and the last day.
 */
export function revenue(accounts: Account[], options: DaysOptions): RevenueReport;

/**
 * Expected cash by week: what is due by the terms, and what comes by promises and by how late each customer usually pays.
 *
 * @param options - The day, and how many weeks to look ahead.
 */
export function cashForecast(accounts: Account[], options: CashForecastOptions): CashForecast;

/**
 * How customers pay: days late on average, how often, the trend, and a payment risk that says what it rests on.
 *
 * @param options - The day; entries of later days are ignored.
 */
export function paymentBehaviour(accounts: Account[], options: OnOptions): PaymentBehaviour;

/**
 * What a shorter payment term would do, by one's own history: days to pay, money set free, and what that saves a year.
 *
 * @param options - The day, how many days to look back, the new term, and what money costs a year.
 */
export function termEffect(accounts: Account[], options: TermEffectOptions): TermEffect;

/**
 * What may lawfully be charged on an invoice on a day, and what has to be sent first: principal, interest by rate and balance,
 * collection costs and lump sum, each with its working and its article.
 *
 * @param account - The issued invoice and its entries.
 * @param options - The day, whose law holds, what the debtor is, and what was agreed.
 * @throws {@link VoldaanError} `law.none` where no law is known for that country, debtor and day. Nothing is guessed.
 */
export function claim(account: Account, options: ClaimOptions): Claim;

/**
 * Spreads a payment over a claim: costs, interest, principal (art. 6:44 BW), or in the order that is said.
 *
 * @param payment - The amount that came in.
 * @param claim - The claim of that day; what may not be charged yet takes nothing.
 * @param options - Another order.
 */
export function allocate(payment: string | number, claim: Claim, options?: AllocationOptions): Allocation;

/**
 * The letter of an action: subject, text and HTML, in Dutch, English, German or French. Refused where it would lack what the law wants
 * in it, such as the exact costs in the Dutch 14-day letter.
 *
 * @param action - From `plan`.
 * @param account - The issued invoice and its entries.
 * @param options - Language, the claim of the day of the action, and own wording by name of the text: the subject on the first line, a
 *   blank line, the text. Placeholders: `{invoiceNumber}`, `{invoiceDate}`, `{dueDate}`, `{today}`, `{lastDay}`, `{customer}`, `{supplier}`,
 *   `{supplierNumber}`, `{description}`, `{principal}`, `{interest}`, `{lumpSum}`, `{costs}`, `{total}`, `{costsThen}`, `{interestLaw}`,
 *   `{lumpSumLaw}`, `{costsLaw}`, `{fee}`, `{earlierFees}`, `{received}`, `{waived}`, `{term}`, `{consequences}`, `{amounts}`, `{payment}`,
 *   `{iban}`, `{payee}`, `{paymentReference}`.
 * @throws {@link VoldaanError} `letter.template`, `letter.incomplete` or `letter.claim`.
 */
export function letter(action: Action, account: Account, options: LetterOptions): LetterText;

/**
 * The sentence with which an invoice says what late payment costs, from the same policy as the dunning; empty if it charges nothing.
 *
 * @param policy - The policy.
 * @param options - Language, and the day of the invoice.
 */
export function latePaymentText(policy: Policy, options: LatePaymentOptions): string;

/**
 * What an early-payment discount costs who grants it, in percent per year: 2/10 net 30 costs 37.24.
 *
 * @param options - Percent, days of the discount, days of the term.
 */
export function discountCost(options: DiscountCostOptions): DiscountCost;

/**
 * The VAT rates of a country on a day, each with where it was read.
 *
 * @param country - ISO 3166-1 alpha-2, such as `nl`.
 * @param options - The day.
 * @throws {@link VoldaanError} `law.none` where no law is known for that country and day.
 */
export function vatRates(country: string, options: OnOptions): VatRateAnswer[];

/** Whether a VAT id has the form and check digits of its country. Nobody is asked whether it exists. */
export function checkVatId(value: string): IdentifierCheck;

/** Whether an IBAN has the length of its country and the right check digits. */
export function checkIban(value: string): IdentifierCheck;

/**
 * Whether a payment reference is right for its scheme.
 *
 * @param value - The reference.
 * @param options - The scheme; recognised by the form of the reference if absent.
 */
export function checkReference(value: string, options?: ReferenceOptions): IdentifierCheck;

/**
 * Makes a payment reference with its check digits.
 *
 * @param options - The scheme, and what the reference is made from, such as an invoice number.
 */
export function makeReference(options: MakeReferenceOptions): string;
