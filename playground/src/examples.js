// The invoices to begin with. Their days are counted from today, so that the law of today holds for them. All names are made up.

import { addDays, today } from "./days.js";

const SELLER = {
  name: "De Zonnewijzer B.V.",
  country: "NL",
  address: { line1: "Prinsengracht 100", city: "Amsterdam", postalCode: "1015 EA" },
  vatId: "NL004495445B01",
  companyId: { scheme: "0106", value: "12345678" },
};
const METHODS = [{ kind: "creditTransfer", iban: "NL91ABNA0417164300", name: SELLER.name }];

const party = (name, country, line1, postalCode, city, more) => ({ name, country, address: { line1, city, postalCode }, ...more });
const BAKERY = party("Bakkerij Vermeulen B.V.", "NL", "Oudegracht 20", "3511 AB", "Utrecht", { kind: "business", locale: "nl" });
const READER = party("Jan Jansen", "NL", "Meir 1", "2011 AB", "Haarlem", { kind: "consumer", locale: "nl" });
const BUILDER = party("Peeters Bouw BV", "BE", "Meir 1", "2000", "Antwerpen", { kind: "business", vatId: "BE0403170701", locale: "nl-BE" });

/** By id, which is also that of its name among the phrases: the view that shows it best, and the day from the invoice on that is looked at. */
export const EXAMPLES = {
  consultant: {
    number: "2026-0042",
    tab: "JSON",
    day: 0,
    age: 0,
    draft: {
      customer: BAKERY,
      lines: [
        { name: "Advice on sundials", quantity: "12.5", unit: "hour", unitPrice: "95", vat: "nl:standard" },
        { name: "Workshop", quantity: "1", unit: "day", unitPrice: "850", vat: "nl:standard", allowances: [{ percent: "10", reason: "Discount" }] },
        { name: "Handbook", quantity: "12", unit: "piece", unitPrice: "18.50", vat: "nl:reduced" },
      ],
      paymentTerms: { netDays: 30, earlyDiscounts: [{ percent: "2", days: 10 }] },
    },
  },
  shop: {
    number: "WEB-1001",
    tab: "Explain",
    day: 0,
    age: 0,
    draft: {
      customer: READER,
      pricesIncludeVat: true,
      lines: [
        { name: "Book: The Sundial", quantity: "1", unitPrice: "9.99", vat: "nl:reduced" },
        { name: "Pocket sundial, brass", quantity: "2", unitPrice: "24.95", vat: "nl:standard" },
      ],
      allowances: [{ percent: "5", reason: "Welcome" }],
      charges: [{ amount: "4.95", reason: "Postage" }],
      paymentTerms: { netDays: 14 },
    },
  },
  reverse: {
    number: "2026-0043",
    tab: "PDF",
    day: 0,
    age: 0,
    draft: {
      customer: BUILDER,
      lines: [
        { name: "Calculation of a façade sundial", quantity: "16", unit: "hour", unitPrice: "110", vat: { category: "AE", rate: "0" } },
        { name: "Travel", quantity: "320", unit: "km", unitPrice: "0.23", vat: { category: "AE", rate: "0" } },
      ],
      paymentTerms: { netDays: 30 },
    },
  },
  credit: {
    number: "CN-0007",
    tab: "JSON",
    day: 0,
    age: 0,
    draft: {
      type: "creditNote",
      customer: BAKERY,
      preceding: [{ number: "2026-0042" }],
      lines: [{ name: "Handbook", quantity: "2", unit: "piece", unitPrice: "18.50", vat: "nl:reduced" }],
      notes: ["Two handbooks came back unread."],
    },
  },
  late: {
    number: "2026-0007",
    tab: "Dunning",
    day: 62,
    age: 62,
    draft: {
      customer: READER,
      pricesIncludeVat: true,
      lines: [{ name: "Sundial, bronze", quantity: "1", unitPrice: "249.00", vat: "nl:standard" }],
      paymentTerms: { netDays: 14 },
    },
  },
};

/** The draft of an example, dated so many days ago. */
export function draftOf(id) {
  const { draft, age } = EXAMPLES[id];
  const issueDate = addDays(today(), -age);
  return { currency: "EUR", issueDate, deliveryDate: issueDate, supplier: SELLER, ...draft, paymentMethods: METHODS };
}
