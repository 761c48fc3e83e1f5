// The invoices that are measured: so many lines, a discount on every second one, one on the whole, and two VAT rates.

export const SIZES = [1, 10, 100, 1000];

export function draftOf(lines) {
  return {
    currency: "EUR",
    issueDate: "2026-01-31",
    lines: Array.from({ length: lines }, (_, index) => lineOf(index)),
    // The crate billing takes the percentage of each rate, the others of the whole: at 10 % of these lines both come to the same cents.
    allowances: [{ percent: "10" }],
  };
}

function lineOf(index) {
  const cents = String((index * 37) % 100).padStart(2, "0");
  const line = {
    name: `Item ${index}`,
    quantity: String((index % 7) + 1),
    unitPrice: `${10 + ((index * 3) % 90)}.${cents}`,
    vat: { category: "S", rate: index % 3 === 0 ? "9" : "21" },
  };
  if (index % 2 === 0) line.allowances = [{ percent: "10" }];
  return line;
}
