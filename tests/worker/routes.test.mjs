// Every route of the Worker in workerd, as its own description lists them: with a good request and with bad ones.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { collected, collector } from "./collector.mjs";
import { services } from "./services.mjs";
import { ADMIN_KEY, MASTER_SECRET, Client, DRAFT, assertRefused, eventually, open, paymentSucceeded, start } from "./client.mjs";

let host, client, administration, service;

before(async () => {
  service = services();
  await new Promise((resolve) => service.listen(0, "127.0.0.1", resolve));
  const there = `http://127.0.0.1:${service.address().port}`;
  const addresses = { STRIPE_URL: there, MOLLIE_URL: there, VIES_URL: there };
  // All who show no good key share what one link may ask, and here each operation is asked without one.
  host = await start({ variables: { ADMIN_KEY, MASTER_SECRET, ...addresses, LINK_REQUESTS_PER_MINUTE: "10000" } });
  ({ client, administration } = await open(host.url));
});
after(async () => {
  await host.stop();
  service.close();
});

/** A good request to each operation: prepared, sent, and the status it must have. */
const GOOD = {
  createAdministration: async () => {
    const admin = new Client(host.url, ADMIN_KEY);
    return [await admin.call("POST", "/v1/administrations", { body: { name: "Second" }, headers: { "idempotency-key": "second" } }), 201];
  },
  getAdministration: async () => [await client.call("GET", "/v1/administration"), 200],
  patchAdministration: async () => [await patch("/v1/administration", { name: "Renamed" }), 200],
  createKey: async () => [await post("/v1/keys", { name: "shop" }), 201],
  rotateKey: async () => [await post(`/v1/keys/${(await client.post("/v1/keys", { name: "old" })).id}/rotate`, { overlapHours: 1 }), 201],
  listAudit: async () => [await client.call("GET", "/v1/audit?limit=5"), 200],
  getRetention: async () => [await client.call("GET", `/v1/customers/${await customer()}/retention`), 200],
  eraseCustomer: async () => [await post(`/v1/customers/${await customer()}/erase`), 200],
  export: async () => [await client.call("GET", "/v1/export"), 200],
  import: async () => {
    const admin = new Client(host.url, ADMIN_KEY);
    const { apiKey } = await admin.post("/v1/administrations", { name: "Restored" });
    const { text } = await client.call("GET", "/v1/export");
    const headers = { "idempotency-key": "import", "content-type": "application/x-ndjson" };
    return [await new Client(host.url, apiKey).call("POST", "/v1/import", { body: text.split("\n")[0], headers }), 200];
  },
  listKeys: async () => [await client.call("GET", "/v1/keys"), 200],
  revokeKey: async () => {
    const made = await client.post("/v1/keys", { name: "short" });
    const revoked = await client.call("DELETE", `/v1/keys/${made.id}`);
    assertRefused(await new Client(host.url, made.apiKey).call("GET", "/v1/keys"), 401, "unauthorized");
    return [revoked, 204];
  },
  createCustomer: async () => [await post("/v1/customers", { party: DRAFT.customer }), 201],
  listCustomers: async () => [await client.call("GET", "/v1/customers?limit=1"), 200],
  getCustomer: async () => [await client.call("GET", `/v1/customers/${await customer()}`), 200],
  patchCustomer: async () => [await patch(`/v1/customers/${await customer()}`, { party: { locale: "en" } }), 200],
  deleteCustomer: async () => [await client.call("DELETE", `/v1/customers/${await customer()}`), 204],
  createInvoice: async () => [await post("/v1/invoices", { draft: DRAFT }), 201],
  importDrafts: async () => {
    const body = "currency,customer.name,customer.country,lines.name,lines.quantity,lines.unitPrice,lines.vat\nEUR,Zon,NL,Advies,2,100,nl:standard\n";
    return [await client.call("POST", "/v1/invoices/import", { body, headers: { "idempotency-key": "table", "content-type": "text/csv" } }), 201];
  },
  listInvoices: async () => [await client.call("GET", "/v1/invoices?limit=1"), 200],
  getInvoice: async () => [await client.call("GET", `/v1/invoices/${(await client.issue()).id}`), 200],
  patchInvoice: async () => [await patch(`/v1/invoices/${await draft()}`, { draft: { buyerReference: "7" } }), 200],
  deleteInvoice: async () => [await client.call("DELETE", `/v1/invoices/${await draft()}`), 204],
  issueInvoice: async () => [await post(`/v1/invoices/${await draft()}/issue`), 200],
  sendInvoice: async () => [await post(`/v1/invoices/${(await client.issue()).id}/send`), 201],
  voidInvoice: async () => [await post(`/v1/invoices/${(await client.issue()).id}/void`), 200],
  creditInvoice: async () => [await post(`/v1/invoices/${(await client.issue()).id}/credit`, { full: true, reason: "Retour" }), 201],
  addPayment: async () => [await post(`/v1/invoices/${(await client.issue()).id}/payments`, { amount: "1210.00", method: "cash" }), 201],
  addDispute: async () => [await entry("dispute", { amount: "10.00", reason: "Kapot" }), 201],
  resolveDispute: async () => {
    const { id } = await client.issue();
    await client.post(`/v1/invoices/${id}/dispute`, { amount: "10.00", reason: "Kapot" });
    const { items } = await client.get(`/v1/invoices/${id}/entries`);
    return [await post(`/v1/invoices/${id}/disputeResolved`, { dispute: items.at(-1).id, outcome: "withdrawn" }), 201];
  },
  addPromise: async () => [await entry("promise", { until: "2999-01-01" }), 201],
  addPaymentPlan: async () => [await entry("paymentPlan", { instalments: [{ dueDate: "2999-01-01", amount: "1210.00" }] }), 201],
  addSettlementOffer: async () => [await entry("settlementOffer", { amount: "1000.00", until: "2999-01-01" }), 201],
  resetDunning: async () => [await entry("dunningReset", { reason: "New address" }), 201],
  holdDunning: async () => [await entry("dunningHold", { until: "2999-01-01", reason: "Klacht" }), 201],
  addNote: async () => [await entry("note", { text: "Called: will pay on Friday" }), 201],
  addWriteOff: async () => [await entry("writeOff", { amount: "0.50", reason: "Bankkosten" }), 201],
  correctEntry: async () => {
    const { id } = await client.issue();
    await client.post(`/v1/invoices/${id}/payments`, { amount: "10.00", method: "cash" });
    const { items } = await client.get(`/v1/invoices/${id}/entries`);
    return [await post(`/v1/invoices/${id}/correct`, { of: items.at(-1).id, reason: "Other customer" }), 201];
  },
  remindInvoice: async () => {
    await followed();
    const { id } = await client.issue({ ...DRAFT, customer: { ...DRAFT.customer, kind: "business" } });
    return [await post(`/v1/invoices/${id}/remind`), 200];
  },
  handOver: async () => [await entry("handOver", {}), 201],
  getClaim: async () => [await client.call("GET", `/v1/invoices/${(await client.issue()).id}/claim?debtor=business`), 200],
  allocatePayment: async () => [await client.call("GET", `/v1/invoices/${(await client.issue()).id}/allocation?debtor=business&amount=100.00&order=principal`), 200],
  reportTermEffect: async () => [await client.call("GET", "/v1/reports/termEffect?netDays=21&annualRate=8"), 200],
  getDiscountCost: async () => [await client.call("GET", "/v1/discountCost?percent=2&days=10&netDays=30"), 200],
  getLatePaymentText: async () => [await client.call("GET", `/v1/policies/${await policy()}/latePaymentText?locale=nl`), 200],
  reportAgeing: async () => [await client.call("GET", "/v1/reports/ageing"), 200],
  reportDso: async () => [await client.call("GET", "/v1/reports/dso?days=30"), 200],
  reportVat: async () => [await client.call("GET", "/v1/reports/vat?from=2026-01-01&until=2026-03-31"), 200],
  reportCash: async () => [await client.call("GET", "/v1/reports/cash?weeks=4"), 200],
  reportRevenue: async () => [await client.call("GET", "/v1/reports/revenue?from=2026-01-01&until=2026-12-31"), 200],
  reportReceipts: async () => [await client.call("GET", "/v1/reports/receipts?from=2026-01-01&until=2026-12-31"), 200],
  reportFeedback: async () => [await client.call("GET", "/v1/reports/feedback?from=2026-01-01&until=2026-12-31"), 200],
  reportBehaviour: async () => [await client.call("GET", "/v1/reports/behaviour"), 200],
  createRecurring: async () => [await post("/v1/recurring", { template: { ...SERIES, start: "2999-01-31" } }), 201],
  listRecurring: async () => [await client.call("GET", "/v1/recurring"), 200],
  getRecurring: async () => [await client.call("GET", `/v1/recurring/${await series()}`), 200],
  patchRecurring: async () => [await patch(`/v1/recurring/${await series()}`, { active: false }), 200],
  deleteRecurring: async () => [await client.call("DELETE", `/v1/recurring/${await series()}`), 204],
  createPolicy: async () => [await post("/v1/policies", { ready: "nl-business", active: false }), 201],
  listPolicies: async () => [await client.call("GET", "/v1/policies"), 200],
  getPolicy: async () => [await client.call("GET", `/v1/policies/${await policy()}`), 200],
  patchPolicy: async () => [await patch(`/v1/policies/${await policy()}`, { policy: { name: "Ons beleid" } }), 200],
  deletePolicy: async () => [await client.call("DELETE", `/v1/policies/${await policy()}`), 204],
  getStatus: async () => [await client.call("GET", `/v1/invoices/${(await client.issue()).id}/status?on=2999-01-01`), 200],
  listEntries: async () => [await client.call("GET", `/v1/invoices/${(await client.issue()).id}/entries`), 200],
  revokeLinks: async () => {
    const issued = await client.issue();
    const revoked = await client.call("DELETE", `/v1/invoices/${issued.id}/links`);
    assert.equal((await fetch(issued.links.customer)).status, 410);
    return [revoked, 204];
  },
  calculate: async () => [await client.call("POST", "/v1/calculate", { body: { draft: { ...DRAFT, issueDate: "2026-01-31" } } }), 200],
  search: async () => [await client.call("GET", `/v1/search?q=${(await client.issue()).number}`), 200],
  verify: async () => [await client.call("GET", "/v1/verify?limit=200"), 200],
  listEvents: async () => [await client.call("GET", "/v1/events?after=1&limit=3"), 200],
  listInbox: async () => [await client.call("GET", "/v1/inbox"), 200],
  listOutbox: async () => [await client.call("GET", "/v1/outbox"), 200],
  receiveWebhook: async () => [await client.webhook(administration, paymentSucceeded((await client.issue()).id)), 200],
  showInvoice: async () => [await client.call("GET", new URL((await client.issue()).links.customer).pathname), 200],
  actOnInvoice: async () => [await deed({ deed: "dispute", reason: "Kapot" }), 303],
  previewLook: async () => [await client.call("POST", `/v1/invoices/${await draft()}/look`, { body: { accentColour: "#0f766e", template: "band" } }), 200],
  showLogo: async () => {
    const logo = readFileSync(new URL("../documents/logo.png", import.meta.url)).toString("base64");
    assert.equal((await patch("/v1/look", { logo })).status, 200);
    const { text } = await client.call("GET", new URL((await client.issue()).links.customer).pathname);
    return [await client.call("GET", /src="(\/look\/[^"]+)"/.exec(text)[1], { key: null }), 200];
  },
  showFont: async () => {
    const regular = readFileSync(new URL("../documents/house-regular.ttf", import.meta.url)).toString("base64");
    assert.equal((await patch("/v1/look", { fonts: { regular } })).status, 200);
    const { text } = await client.call("GET", new URL((await client.issue()).links.customer).pathname);
    return [await client.call("GET", /href="(\/font\/[^"]+)"/.exec(text)[1], { key: null }), 200];
  },
  askAccount: async () => [await client.call("GET", `/account/${administration}`), 200],
  wantAccount: async () => [await client.call("POST", `/account/${administration}`, { body: "email=anna%40vermeulen.example", key: null }), 303],
  showAccount: async () => [await client.call("GET", await accountLink()), 200],
  actOnAccount: async () => {
    const link = await accountLink();
    const ended = await fillIn(`https://service.example${link}`, { deed: "end" });
    assert.equal((await client.call("GET", link)).status, 410);
    return [ended, 303];
  },
  showDesk: async () => [await client.call("GET", "/desk"), 200],
  getDeskFile: async () => [await client.call("GET", "/desk/app.js"), 200],
  previewLetter: async () => {
    await followed();
    const { id } = await client.issue({ ...DRAFT, customer: { ...DRAFT.customer, kind: "business" } });
    return [await client.call("POST", `/v1/invoices/${id}/letter`, { body: { name: "reminder" } }), 200];
  },
  seenScript: async () => [await client.call("GET", "/seen.js"), 200],
  listCustomerRequests: async () => [await client.call("GET", "/v1/customerRequests"), 200],
  resolveCustomerRequest: async () => {
    await deed({ deed: "feedback", clear: "yes" });
    const { items } = await client.get("/v1/customerRequests");
    return [await post(`/v1/customerRequests/${items.at(-1).id}/resolve`, { outcome: "accepted" }), 200];
  },
  createItem: async () => [await post("/v1/items", { customerId: await customer(), draft: { currency: "EUR", lines: DRAFT.lines } }), 201],
  listItems: async () => [await client.call("GET", "/v1/items?invoiced=false"), 200],
  getItem: async () => [await client.call("GET", `/v1/items/${await item()}`), 200],
  patchItem: async () => [await patch(`/v1/items/${await item()}`, { by: "item" }), 200],
  deleteItem: async () => [await client.call("DELETE", `/v1/items/${await item()}`), 204],
  consolidateItems: async () => [await post("/v1/items/consolidate", { customerId: await customer() }), 201],
  getLook: async () => [await client.call("GET", "/v1/look"), 200],
  patchLook: async () => [await patch("/v1/look", { template: "band", accentColour: "#0f766e", footer: "KvK 01234567" }), 200],
  useTemplate: async () => [await post(`/v1/templates/${await ofInvoices()}/draft`, { values: { month: "juni" } }), 201],
  previewTemplate: async () => [await client.call("POST", `/v1/templates/${await ofInvoices()}/preview`, { body: { values: { month: "juni" } } }), 200],
  createTemplate: async () => [await post("/v1/templates", { name: "reminder", subject: "Factuur", text: "Wilt u betalen?" }), 201],
  listTemplates: async () => [await client.call("GET", "/v1/templates"), 200],
  getTemplate: async () => [await client.call("GET", `/v1/templates/${await template()}`), 200],
  patchTemplate: async () => [await patch(`/v1/templates/${await template()}`, { subject: "Uw factuur" }), 200],
  deleteTemplate: async () => [await client.call("DELETE", `/v1/templates/${await template()}`), 204],
  createEndpoint: async () => [await post("/v1/endpoints", { url: "https://hooks.example.com/voldaan" }), 201],
  listEndpoints: async () => [await client.call("GET", "/v1/endpoints"), 200],
  getEndpoint: async () => [await client.call("GET", `/v1/endpoints/${await endpoint()}`), 200],
  patchEndpoint: async () => [await patch(`/v1/endpoints/${await endpoint()}`, { active: false }), 200],
  deleteEndpoint: async () => [await client.call("DELETE", `/v1/endpoints/${await endpoint()}`), 204],
  getPdf: async () => [await client.call("GET", `/v1/invoices/${(await client.issue()).id}.pdf`), 200],
  getUbl: async () => [await client.call("GET", `/v1/invoices/${(await client.issue()).id}.ubl.xml`), 200],
  getCii: async () => [await client.call("GET", `/v1/invoices/${(await client.issue()).id}.cii.xml`), 200],
  createQuote: async () => [await post("/v1/quotes", { kind: "proforma", draft: DRAFT }), 201],
  listQuotes: async () => [await client.call("GET", "/v1/quotes"), 200],
  getQuote: async () => [await client.call("GET", `/v1/quotes/${(await quote()).id}`), 200],
  getQuotePdf: async () => [await client.call("GET", `/v1/quotes/${(await quote()).id}.pdf`), 200],
  showQuotePdf: async () => [await client.call("GET", `${new URL((await quote()).links.customer).pathname}.pdf`), 200],
  showQuote: async () => [await client.call("GET", new URL((await quote()).links.customer).pathname), 200],
  actOnQuote: async () => [await fillIn((await quote()).links.customer, { deed: "accept", name: "Anna" }), 303],
  sendQuote: async () => [await post(`/v1/quotes/${(await quote()).id}/send`), 201],
  acceptQuote: async () => [await post(`/v1/quotes/${(await quote()).id}/accept`, { by: "Anna" }), 200],
  declineQuote: async () => [await post(`/v1/quotes/${(await quote()).id}/decline`, { reason: "Te duur" }), 200],
  invoiceQuote: async () => [await post(`/v1/quotes/${(await quote()).id}/invoice`), 201],
  listMandates: async () => [await client.call("GET", "/v1/mandates"), 200],
  listUnreachable: async () => [await client.call("GET", "/v1/unreachable"), 200],
  listRefunds: async () => [await client.call("GET", `/v1/invoices/${(await client.issue()).id}/refunds`), 200],
  getCreditBalance: async () => [await client.call("GET", `/v1/customers/${await customer()}/creditBalance`), 200],
  createMandate: async () => [await post("/v1/mandates", { customerId: await customer(), iban: "NL91ABNA0417164300" }), 201],
  extractInvoices: async () => [await client.call("GET", `/v1/exports/invoices.csv?${YEAR}`), 200],
  extractLines: async () => [await client.call("GET", `/v1/exports/lines.csv?${YEAR}`), 200],
  extractJournal: async () => [await client.call("GET", `/v1/exports/journal.csv?${YEAR}`), 200],
  extractPayments: async () => [await client.call("GET", `/v1/exports/payments.csv?${YEAR}`), 200],
  extractBundle: async () => [await client.call("GET", `/v1/exports/ubl.zip?${YEAR}`), 200],
  extractAuditFile: async () => [await client.call("GET", `/v1/exports/auditfile.xaf?${YEAR}`), 200],
  getDossier: async () => [await client.call("GET", `/v1/invoices/${(await client.issue()).id}/dossier.zip?debtor=business`), 200],
  getMandate: async () => [await client.call("GET", `/v1/mandates/${await mandate()}`), 200],
  signMandate: async () => [await post(`/v1/mandates/${await mandate()}/sign`, { signedOn: "2026-01-31" }), 200],
  revokeMandate: async () => [await client.call("DELETE", `/v1/mandates/${await mandate()}`), 204],
  createPayment: async () => [await post("/v1/payments", { amount: "1210.00", method: "creditTransfer", to: [{ number: (await client.issue()).number }] }), 201],
  listCharges: async () => [await client.call("GET", `/v1/invoices/${(await client.issue()).id}/charges`), 200],
  settleCharge: async () => {
    const { items } = await client.get(`/v1/invoices/${(await charged()).id}/charges`);
    // One that the service has needs nobody to settle it.
    return [await post(`/v1/charges/${items[0].id}/settle`, { outcome: "failed" }), 409];
  },
  supplementInvoice: async () => {
    const paymentTerms = { netDays: 30, earlyDiscounts: [{ percent: "2", days: 10 }], vatMode: "discounted" };
    const made = await client.post("/v1/invoices", { draft: { ...DRAFT, paymentTerms } });
    await client.post(`/v1/invoices/${made.id}/issue`, { issueDate: "2026-01-05" }, { status: 200 });
    return [await post(`/v1/invoices/${made.id}/supplement`, {}), 201];
  },
  createRefund: async () => {
    const { id } = await client.issue();
    await client.post(`/v1/invoices/${id}/payments`, { amount: "1310.00", method: "cash" });
    return [await post(`/v1/invoices/${id}/refunds`, { amount: "100.00", method: "cash" }), 201];
  },
  listAllRefunds: async () => [await client.call("GET", "/v1/refunds?waiting=true&newest=true"), 200],
  settleRefund: async () => {
    // Without a key of Stripe it waits.
    const { client: seller, administration: books } = await open(host.url, "Refunds");
    const { id } = await seller.issue();
    await seller.webhook(books, paymentSucceeded(id, { id: "evt_settle", payment: "pi_settle" }));
    const refund = await seller.post(`/v1/invoices/${id}/refunds`, { amount: "100.00" });
    const headers = { "idempotency-key": "settle" };
    return [await seller.call("POST", `/v1/refunds/${refund.id}/settle`, { body: { outcome: "done" }, headers }), 200];
  },
  createCheckout: async () => {
    const { id } = await client.issue();
    await patch("/v1/administration", { stripeSecretKey: "sk_test_of_the_tests" });
    const made = await post(`/v1/invoices/${id}/checkout`, {});
    assert.equal(made.json?.url, "https://checkout.example/cs_test_1", made.text);
    await patch("/v1/administration", { stripeSecretKey: null });
    return [made, 201];
  },
  createPaymentMandate: async () => {
    const { customerId, mandateId } = await payer();
    return [await post(`/v1/customers/${customerId}/paymentMandates`, { mandateId }), 201];
  },
  listPaymentMandates: async () => [await client.call("GET", `/v1/customers/${await customer()}/paymentMandates`), 200],
  revokePaymentMandate: async () => [await client.call("DELETE", `/v1/paymentMandates/${(await atMollie()).id}`), 204],
  chargeInvoice: async () => [(await charged()).made, 201],
  checkVatId: async () => {
    const { id } = await client.post("/v1/customers", { party: { name: "NV Voorbeeld", country: "BE", vatId: "BE0403019261" } });
    const checked = await post(`/v1/customers/${id}/vatCheck`);
    assert.equal(checked.json?.consultationNumber, "WAPIAAAAY1", checked.text);
    return [checked, 200];
  },
  listVatChecks: async () => [await client.call("GET", `/v1/customers/${await customer()}/vatChecks`), 200],
  createDirectDebit: async () => [await collected(await collector(host.url)), 201],
  listDirectDebits: async () => [await client.call("GET", "/v1/directDebits?newest=true"), 200],
  getDirectDebit: async () => {
    const seller = await collector(host.url);
    return [await seller.call("GET", `/v1/directDebits/${(await collected(seller)).json.id}`), 200];
  },
  getDirectDebitFile: async () => {
    const seller = await collector(host.url);
    return [await seller.call("GET", `/v1/directDebits/${(await collected(seller)).json.id}.xml`), 200];
  },
  addReturnedDebit: async () => {
    const { id } = await client.issue();
    await client.post(`/v1/invoices/${id}/payments`, { amount: "1210.00", method: "directDebit" });
    return [await post(`/v1/invoices/${id}/returnedDebit`, { amount: "1210.00", reason: "AM04" }), 201];
  },
  putMail: async () => [await client.call("PUT", "/v1/mail", { body: MAIL }), 200],
  getMail: async () => {
    await client.call("PUT", "/v1/mail", { body: MAIL });
    return [await client.call("GET", "/v1/mail"), 200];
  },
  deleteMail: async () => [await client.call("DELETE", "/v1/mail"), 204],
  putAccessPoint: async () => [await client.call("PUT", "/v1/accessPoint", { body: { url: "https://access.example.com/ubl", key: "secret" } }), 200],
  getAccessPoint: async () => {
    await client.call("PUT", "/v1/accessPoint", { body: { url: "https://access.example.com/ubl", key: "secret" } });
    return [await client.call("GET", "/v1/accessPoint"), 200];
  },
  deleteAccessPoint: async () => [await client.call("DELETE", "/v1/accessPoint"), 204],
  getMessage: async () => [await client.call("GET", `/v1/outbox/${await message()}`), 200],
  showMessage: async () => [await client.call("GET", `/v1/outbox/${await message()}.html`), 200],
  finishMessage: async () => [await post(`/v1/outbox/${await message()}/done`), 200],
  printMessage: async () => [await client.call("GET", `/v1/outbox/${await message()}.pdf`), 200],
  deleteUnreachable: async () => {
    await client.call("PUT", "/v1/mail", { body: MAIL });
    const headers = { authorization: `Basic ${btoa(`voldaan:${MAIL.webhookSecret}`)}` };
    const bounce = { RecordType: "Bounce", Type: "HardBounce", Email: "gone@vermeulen.example" };
    const told = await client.call("POST", `/webhooks/mail/${administration}`, { body: bounce, headers, key: null });
    assert.equal(told.status, 200, told.text);
    const { items } = await client.get("/v1/unreachable");
    assert.ok(items.some(({ address }) => address === bounce.Email));
    await client.call("DELETE", "/v1/mail");
    return [await client.call("DELETE", `/v1/unreachable/${bounce.Email}`), 204];
  },
  renewEndpointSecret: async () => [await post(`/v1/endpoints/${await endpoint()}/secret`), 200],
  replayEndpoint: async () => [await post(`/v1/endpoints/${await endpoint()}/replay`, { after: "1" }), 200],
  showPdf: async () => [await client.call("GET", `${new URL((await client.issue()).links.customer).pathname}.pdf`), 200],
  showUbl: async () => [await client.call("GET", `${new URL((await client.issue()).links.customer).pathname}.ubl.xml`), 200],
  showCii: async () => [await client.call("GET", `${new URL((await client.issue()).links.customer).pathname}.cii.xml`), 200],
  sweep: async () => [await post("/v1/sweep"), 200],
  assignInboxItem: async () => [await post(`/v1/inbox/${await unmatched("pi_assign")}/assign`, { invoiceId: (await client.issue()).id }), 200],
  dismissInboxItem: async () => [await post(`/v1/inbox/${await unmatched("pi_dismiss")}/dismiss`, { reason: "Not ours" }), 200],
  importPayments: async () => {
    const headers = { "idempotency-key": "statement", "content-type": "application/xml" };
    return [await client.call("POST", "/v1/payments/import", { body: STATEMENT, headers }), 200];
  },
  simulateInvoice: async () => {
    const { id: policyId } = await client.post("/v1/policies", { ready: "nl-business", active: false });
    const { id } = await client.issue({ ...DRAFT, customer: { ...DRAFT.customer, kind: "business" } });
    return [await client.call("POST", `/v1/invoices/${id}/simulate`, { body: { policyId, until: "2026-12-15" } }), 200];
  },
  openApi: async () => [await client.call("GET", "/openapi.json"), 200],
  health: async () => [await client.call("GET", "/health"), 200],
};

const post = (path, body) => client.call("POST", path, { body, headers: { "idempotency-key": crypto.randomUUID() } });
const patch = (path, body) => client.call("PATCH", path, { body, headers: { "if-match": "*" } });
const draft = async () => (await client.post("/v1/invoices", { draft: DRAFT })).id;
const entry = async (door, body) => post(`/v1/invoices/${(await client.issue()).id}/${door}`, body);
/** A form of the customer's page of a new invoice, filled in. */
const deed = async (fields) => fillIn((await client.issue()).links.customer, fields);
/** A form of a page, filled in. */
const fillIn = async (link, fields) => {
  const page = new URL(link).pathname;
  const [, nonce] = /name="nonce" value="([^"]+)"/.exec((await client.call("GET", page)).text);
  return client.call("POST", page, { body: new URLSearchParams({ ...fields, nonce }).toString(), key: null });
};
/** The newest link to all invoices of the customer. */
const accountLink = async () => {
  await client.issue();
  await client.call("POST", `/account/${administration}`, { body: "email=anna%40vermeulen.example", key: null });
  const found = await eventually(async () => (await client.get("/v1/outbox?limit=200")).items.filter(({ link }) => link.includes("/a/")).at(-1));
  return new URL(found.link).pathname;
};
const YEAR = "from=2026-01-01&until=2026-12-31";
const SERIES = { draft: DRAFT, every: "month", start: "2999-01-31" };
const series = async () => (await client.post("/v1/recurring", { template: SERIES })).id;
const policy = async () => (await client.post("/v1/policies", { ready: "nl-consumer", active: false })).id;
/** Follows the ready policy for businesses, if none is followed yet. */
const followed = async () => {
  const { items } = await client.get("/v1/policies?limit=200");
  if (!items.some(({ active, policy: { debtor } }) => active && debtor === "business")) await client.post("/v1/policies", { ready: "nl-business" });
};
const customer = async () => (await client.post("/v1/customers", { party: DRAFT.customer })).id;
const item = async () => (await client.post("/v1/items", { customerId: await customer(), draft: { currency: "EUR", lines: DRAFT.lines } })).id;
const ofInvoices = async () => (await client.post("/v1/templates", { name: `own${crypto.randomUUID().slice(0, 8)}`, draft: { ...DRAFT, lines: [{ ...DRAFT.lines[0], name: "Onderhoud {month}" }] } })).id;
const template = async () => (await client.post("/v1/templates", { name: `own${crypto.randomUUID().slice(0, 8)}`, subject: "Factuur", text: "Wilt u betalen?" })).id;
const endpoint = async () => (await client.post("/v1/endpoints", { url: "https://hooks.example.com/voldaan" })).id;
/** A customer with a signed mandate, of a seller with a key of Mollie. */
const payer = async () => {
  await patch("/v1/administration", { mollieApiKey: "test_of_the_tests" });
  const customerId = await customer();
  const { id } = await client.post("/v1/mandates", { customerId, iban: "NL91ABNA0417164300", signedOn: "2026-01-31" });
  return { customerId, mandateId: id };
};
const atMollie = async () => {
  const { customerId, mandateId } = await payer();
  return { customerId, ...(await client.post(`/v1/customers/${customerId}/paymentMandates`, { mandateId })) };
};
/** An invoice that is charged under a mandate. */
const charged = async () => {
  const { customerId } = await atMollie();
  const { customer: _, ...rest } = DRAFT;
  const { id } = await client.post("/v1/invoices", { customerId, draft: rest });
  await client.post(`/v1/invoices/${id}/issue`, {}, { status: 200 });
  return { id, made: await post(`/v1/invoices/${id}/charge`, {}) };
};
const quote = () => client.post("/v1/quotes", { draft: DRAFT });
const mandate = async () => (await client.post("/v1/mandates", { customerId: await customer(), iban: "NL91ABNA0417164300" })).id;
const message = async () => (await client.post(`/v1/invoices/${(await client.issue()).id}/send`)).id;
const MAIL = { provider: "postmark", from: "billing@zonnewijzer.example", key: "secret", webhookSecret: "0123456789abcdef0123456789abcdef" };
/** An item of the inbox: money for an invoice that is not here. */
const unmatched = async (payment) => {
  await client.webhook(administration, paymentSucceeded("inv_none", { id: `evt_${payment}`, payment }));
  return (await client.get("/v1/inbox?limit=200")).items.at(-1).id;
};
const STATEMENT =
  '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>1</Id>' +
  '<Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></Acct></Stmt></BkToCstmrStmt></Document>';
/** What a path is about, made anew: by the noun in it. */
const there = async (path) => {
  const made = { customers: customer, policies: policy, recurring: series, items: item, templates: template, endpoints: endpoint };
  const noun = path.split("/")[2];
  return path.replace(/{\w+}/, await (made[noun] ?? draft)());
};

async function operations() {
  const { json } = await client.call("GET", "/openapi.json");
  return Object.entries(json.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
  );
}

test("each operation of the description does what it says", async (t) => {
  const all = await operations();
  const listed = new Set(all.map(({ operationId }) => operationId));
  assert.deepEqual(Object.keys(GOOD).filter((operation) => !listed.has(operation)), []);
  for (const { operationId, responses } of all) {
    await t.test(operationId, async () => {
      assert.ok(GOOD[operationId], "no good request to it stands here");
      const [answer, status] = await GOOD[operationId]();
      assert.equal(answer.status, status, answer.text);
      assert.ok(String(status) in responses, `the description of ${operationId} does not have ${status}`);
      const media = Object.keys(responses[status].content ?? {})[0];
      assert.equal(answer.headers.get("content-type")?.split(";")[0], media);
    });
  }
});

test("without a good key nothing is done", async () => {
  for (const { path, method, security } of await operations()) {
    if (security.length === 0) continue;
    const there = path.replace(/{\w+}/, "x");
    for (const key of [null, "vk_a_b_c", `${client.key}0`]) {
      const answer = await client.call(method, there, { key, headers: { "idempotency-key": "x" } });
      assertRefused(answer, 401, "unauthorized");
    }
  }
});

test("each POST that does something asks for an idempotency key, each PATCH for If-Match", async () => {
  for (const { path, method, parameters } of await operations()) {
    const place = await there(path);
    const key = path === "/v1/administrations" ? ADMIN_KEY : client.key;
    const asks = (name) => parameters.some((parameter) => parameter.name === name && parameter.required);
    if (asks("Idempotency-Key")) assertRefused(await client.call(method, place, { key, body: {} }), 400, "idempotencyKey.missing");
    if (asks("If-Match")) assertRefused(await client.call(method, place, { key, body: {} }), 428, "ifMatch.missing");
  }
});

test("what is not there is 404, a wrong method 405", async () => {
  for (const path of ["/", "/v1/nothing", "/v1/invoices/a/b", "/index.html"]) {
    assertRefused(await client.call("GET", path), 404, "route.unknown");
  }
  for (const path of ["/v1/invoices/inv_x", "/v1/invoices/inv_x/status", "/v1/invoices/inv_x/entries", "/v1/customers/cus_x"]) {
    assertRefused(await client.call("GET", path), 404, "notFound");
  }
  const wrong = await client.call("PUT", "/v1/customers");
  assertRefused(wrong, 405, "method.notAllowed");
  assert.equal(wrong.headers.get("allow"), "POST, GET");
});

test("bodies that are no JSON, too large or wrong are refused with all that is wrong", async () => {
  assertRefused(await post("/v1/invoices", "{"), 400, "json.invalid");
  assertRefused(await post("/v1/invoices", "\u0000"), 400, "json.invalid");
  assertRefused(await post("/v1/invoices", " ".repeat(8 * 1024 * 1024 + 1)), 413, "body.tooLarge");
  // Eight times what is read, in pieces and without a length said before. It ends, so that a sender who is not stopped does too.
  let pieces = 64;
  const stream = new ReadableStream({
    pull(controller) {
      if (pieces === 0) return controller.close();
      pieces -= 1;
      controller.enqueue(new Uint8Array(1024 * 1024).fill(0x20));
    },
  });
  const unannounced = await fetch(new URL("/v1/invoices", host.url), {
    method: "POST",
    headers: { authorization: `Bearer ${client.key}`, "idempotency-key": "unannounced" },
    body: stream,
    duplex: "half",
  }).catch((error) => error);
  // The Worker stops reading: the caller sees the answer, or the connection closed on what it still sends.
  assert.ok(unannounced.status === 413 || unannounced instanceof TypeError, String(unannounced.status));
  const wrong = await post("/v1/invoices", { draft: { currency: "EUX", lines: [{ name: "", quantity: "1e999", unitPrice: 1, vat: "xx" }], gross: 1 } });
  assert.equal(wrong.status, 422);
  assert.ok(wrong.json.findings.length >= 3 && wrong.json.findings.every(({ code, path }) => code && path.startsWith("draft.")), wrong.text);
});

test("the same key with the same body is the same answer, with another one a conflict", async () => {
  const headers = { "idempotency-key": "order 7" };
  const first = await client.call("POST", "/v1/invoices", { body: { draft: DRAFT }, headers });
  const again = await client.call("POST", "/v1/invoices", { body: { draft: DRAFT }, headers });
  assert.deepEqual([again.status, again.text], [first.status, first.text]);
  const other = await client.call("POST", "/v1/invoices", { body: { draft: { ...DRAFT, notes: ["x"] } }, headers });
  assertRefused(other, 409, "idempotencyKey.reused");
});
