// A document of as many pages as its lines take, nine a page: what the test of a thousand pages and the bench print.

const WORDS = "Work as agreed, written down word by word for whoever looks at it later on. ".repeat(5);

/** The issued invoice of so many lines. */
export function invoiceOfLines(lines, { issue }) {
  const party = (name) => ({ name, country: "NL", vatId: "NL004495445B01", address: { line1: "Damrak 1", city: "Amsterdam", postalCode: "1012 LG" } });
  const draft = {
    currency: "EUR",
    supplier: party("Seller BV"),
    customer: party("Buyer BV"),
    deliveryDate: "2026-01-31",
    paymentTerms: { netDays: 30 },
    lines: Array.from({ length: lines }, (_, index) => ({ name: `Item ${index + 1}`, description: WORDS, quantity: "1", unitPrice: "10.00", vat: { category: "S", rate: "21" } })),
  };
  return issue(draft, { number: "2026-1", issueDate: "2026-01-31" });
}

/** How many pages a PDF has. */
export function pagesIn(pdf) {
  return Buffer.from(pdf).toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}
