// What stands on the page that every subject makes: the texts of the invoice, as a peer's user would take them from it.

export const FACTS = ["Date: 2026-11-21", "Due date: 2026-12-21", "Purchase order: PO-7788", "Your reference: 04011000-12345-03"];
export const HEADS = ["Description", "Quantity", "Price", "VAT", "Amount EUR"];
export const COLUMNS = [200, 80, 80, 60, 80];

export function pageOf(issued) {
  const { supplier, customer, totals } = issued;
  const party = ({ name, address, vatId }) => [name, address.line1, `${address.postalCode} ${address.city}`, `VAT ${vatId}`];
  return {
    title: "Invoice",
    number: issued.number,
    supplier: party(supplier),
    customer: party(customer),
    rows: issued.lines.map((line) => [line.name, `${line.quantity} ${line.unit}`, line.unitPrice, `${line.vat.rate} %`, line.net]),
    totals: [
      ["Total excl. VAT", totals.net],
      ...issued.vatBreakdown.map((group) => [`VAT ${group.rate} % on ${group.base}`, group.amount]),
      ["Amount due", `€ ${totals.payable}`],
    ],
    payment: ["How to pay", issued.termsText, `IBAN ${issued.paymentMethods[0].iban}`, `Account name: ${supplier.name}`],
    foot: [supplier.name, supplier.vatId, supplier.contact.email, "Page 1 of 1"].join("  ·  "),
  };
}
