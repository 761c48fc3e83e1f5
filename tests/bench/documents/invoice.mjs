// The one invoice that all subjects write: six lines, two rates, a discount on a line, a credit transfer. It is issued once, before
// anything is measured.

const DRAFT = {
  currency: "EUR",
  supplier: {
    name: "Studio Noord B.V.",
    country: "NL",
    vatId: "NL004495445B01",
    companyId: { scheme: "0106", value: "12345678" },
    endpoint: { scheme: "0106", value: "12345678" },
    address: { line1: "Keizersgracht 1", postalCode: "1015 CJ", city: "Amsterdam" },
    contact: { name: "M. de Vries", email: "facturen@studio-noord.example", phone: "+31 20 123 45 67" },
  },
  customer: {
    name: "Muster GmbH",
    country: "DE",
    locale: "en",
    vatId: "DE136695976",
    endpoint: { scheme: "9930", value: "DE136695976" },
    address: { line1: "Hauptstraße 1", postalCode: "10115", city: "Berlin" },
  },
  deliveryDate: "2026-11-20",
  deliverTo: { name: "Muster GmbH", country: "NL", address: { line1: "Kade 4", postalCode: "9711 AA", city: "Groningen" } },
  buyerReference: "04011000-12345-03",
  purchaseOrder: "PO-7788",
  paymentTerms: { netDays: 30 },
  paymentMethods: [{ kind: "creditTransfer", iban: "NL91ABNA0417164300", name: "Studio Noord B.V." }],
  lines: [
    line("Design of the web shop", "40", "HUR", "95", "21"),
    line("Photographs of products", "24", "C62", "35.50", "21", { allowances: [{ percent: "10", reason: "Series" }] }),
    line("Hosting, November", "1", "C62", "49.95", "21"),
    line("Handbook, printed", "12", "C62", "18.75", "9"),
    line("Training on site", "6", "HUR", "120", "21"),
    line("Travel", "184", "KMT", "0.23", "21"),
  ],
};

function line(name, quantity, unit, unitPrice, rate, more = {}) {
  return { name, quantity, unit, unitPrice, vat: { category: "S", rate }, ...more };
}

/** The invoice as the package issues it: every subject starts from here. */
export function invoiceOf({ issue }, number = "2026-0042") {
  return issue(DRAFT, { number, issueDate: "2026-11-21" });
}
