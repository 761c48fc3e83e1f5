// A seller who collects by direct debit, and what they collect. It asserts nothing but statuses.

import assert from "node:assert/strict";
import { DRAFT, open } from "./client.mjs";

/** A new seller at a host. */
export async function collector(url) {
  const { client: seller } = await open(url, `Collector ${crypto.randomUUID()}`);
  const paymentMethods = [{ kind: "directDebit", iban: "NL91ABNA0417164300", bic: "ABNANL2A", creditorId: "NL36ZZZ123456780000" }];
  const changed = await seller.call("PATCH", "/v1/administration", { body: { paymentMethods }, headers: { "if-match": "*" } });
  assert.equal(changed.status, 200, changed.text);
  return seller;
}

/** An invoice of a customer who signed a mandate, collected. */
export async function collected(seller) {
  const { id: customerId } = await seller.post("/v1/customers", { party: DRAFT.customer });
  const { id: signed } = await seller.post("/v1/mandates", { customerId, iban: "BE68539007547034" });
  await seller.post(`/v1/mandates/${signed}/sign`, { signedOn: "2026-01-31" }, { status: 200 });
  const { id } = await seller.post("/v1/invoices", { customerId, draft: { currency: "EUR", lines: DRAFT.lines } });
  await seller.post(`/v1/invoices/${id}/issue`, {}, { status: 200 });
  const body = { collectOn: "2999-06-12", invoiceIds: [id] };
  return seller.call("POST", "/v1/directDebits", { body, headers: { "idempotency-key": crypto.randomUUID() } });
}
