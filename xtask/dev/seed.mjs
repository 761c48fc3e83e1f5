// Fills an empty store with a demo administration, through the HTTP API like any other caller. It is safe to repeat: every request
// carries the same Idempotency-Key each time.

const SUPPLIER = {
  name: "De Zonnewijzer B.V.",
  country: "NL",
  address: { line1: "Prinsengracht 100", city: "Amsterdam", postalCode: "1015 EA" },
  vatId: "NL004495445B01",
  companyId: { scheme: "0106", value: "12345678" },
  contact: { name: "Administratie", email: "administratie@zonnewijzer.example" },
};

const CUSTOMERS = [
  {
    name: "Bakkerij Vermeulen B.V.",
    country: "NL",
    address: { line1: "Oudegracht 20", city: "Utrecht", postalCode: "3511 AB" },
    contact: { name: "Anna Vermeulen", email: "anna@vermeulen.example" },
    kind: "business",
    locale: "nl",
  },
  {
    name: "Jan Peeters",
    country: "BE",
    address: { line1: "Meir 1", city: "Antwerpen", postalCode: "2000" },
    contact: { email: "jan@peeters.example" },
    kind: "consumer",
    locale: "nl",
  },
];

const WORKSHOP = {
  currency: "EUR",
  paymentTerms: { netDays: 30, earlyDiscounts: [{ percent: "2", days: 10 }] },
  lines: [
    { name: "Workshop", quantity: "3", unit: "hour", unitPrice: "95.00", vat: "nl:standard" },
    { name: "Course book", quantity: "12", unitPrice: "18.50", vat: "nl:reduced", allowances: [{ percent: "10", reason: "12 or more" }] },
  ],
};

const SUNDIAL = {
  currency: "EUR",
  pricesIncludeVat: true,
  paymentTerms: { netDays: 14 },
  lines: [{ name: "Sundial, bronze", quantity: "1", unitPrice: "249.00", vat: "nl:standard" }],
};

/** Opens the demo administration and answers its id, its key and the customer's page of an open invoice. */
export async function seed({ url, adminKey, stripeWebhookSecret }) {
  const opened = await post(url, adminKey, "/v1/administrations", "demo-administration-2", {
    name: "Demo",
    timeZone: "Europe/Amsterdam",
    test: true,
    supplier: SUPPLIER,
    currency: "EUR",
    vat: "nl:standard",
    paymentTerms: { netDays: 30 },
    paymentMethods: [{ kind: "creditTransfer", iban: "NL91ABNA0417164300", name: SUPPLIER.name }],
    stripeWebhookSecret,
  });
  const { apiKey, administration } = opened;
  const call = (path, key, body) => post(url, apiKey, path, key, body);
  const [bakery, consumer] = [
    await call("/v1/customers", "demo-customer-1", { party: CUSTOMERS[0] }),
    await call("/v1/customers", "demo-customer-2", { party: CUSTOMERS[1] }),
  ];

  const open = await call("/v1/invoices", "demo-invoice-1", { draft: WORKSHOP, customerId: bakery.id });
  const issued = await call(`/v1/invoices/${open.id}/issue`, "demo-issue-1", {});

  const sold = await call("/v1/invoices", "demo-invoice-2", { draft: SUNDIAL, customerId: consumer.id });
  const due = await call(`/v1/invoices/${sold.id}/issue`, "demo-issue-2", {});
  const payment = { amount: due.invoice.totals.payable, method: "creditTransfer" };
  await call(`/v1/invoices/${sold.id}/payments`, "demo-payment-2", payment);

  await call("/v1/invoices", "demo-invoice-3", { draft: WORKSHOP, customerId: consumer.id });
  return { administration: administration.id, apiKey, customerPath: new URL(issued.links.customer, url).pathname };
}

async function post(url, key, path, idempotencyKey, body) {
  const response = await fetch(new URL(path, url), {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", "idempotency-key": idempotencyKey },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`the demo could not be set up: POST ${path} gave ${response.status} ${await response.text()}`);
  return response.json();
}
