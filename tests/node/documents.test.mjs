// Documents through the package, as a user calls it: bytes of a PDF, the e-invoice in it and out of it, and refusals.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import * as documents from "../../npm/dist/documents/node.js";
import * as fonts from "../../npm/dist/fonts/index.js";
import { VoldaanError } from "../../npm/dist/node.js";

const party = (name, vatId) => ({ name, country: "NL", vatId, address: { line1: "Damrak 1", city: "Amsterdam", postalCode: "1012 LG" } });
const draft = {
  currency: "EUR",
  supplier: { ...party("Seller BV", "NL123456782B90"), companyId: { scheme: "0106", value: "12345678" } },
  customer: party("Buyer BV"),
  lines: [{ name: "Work", quantity: 10, unit: "hour", unitPrice: "100.00", vat: "nl:standard" }],
  paymentTerms: { netDays: 30 },
  paymentMethods: [{ kind: "creditTransfer", iban: "NL91ABNA0417164300" }],
};
const issued = documents.issue(draft, { number: "2026-1", issueDate: "2026-01-31" });
const refused = (call) => {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof VoldaanError, "the error of all entries is one class");
    return error;
  }
  return assert.fail("taken");
};

test("a PDF has the e-invoice inside that was asked for", () => {
  const pdf = documents.toPdf(issued, { template: "band", facturx: "facturx-en16931" });
  assert.equal(new TextDecoder().decode(pdf.subarray(0, 8)), "%PDF-1.7");
  const { xml, filename } = documents.fromPdf(pdf);
  assert.equal(filename, "factur-x.xml");
  assert.equal(xml, documents.toCii(issued, { profile: "facturx-en16931" }));
});

test("the same call gives the same bytes, with the fonts of the package as with those that are given", () => {
  assert.deepEqual(documents.toPdf(issued), documents.toPdf(issued, { fonts }));
});

test("a logo is taken as bytes", async () => {
  const logo = new Uint8Array(await readFile(new URL("../documents/logo.png", import.meta.url)));
  assert.ok(documents.toPdf(issued, { logo }).length > documents.toPdf(issued).length);
  assert.equal(refused(() => documents.toPdf(issued, { logo: new Uint8Array(9) })).code, "logo.unusable");
});

test("what cannot be printed or read is refused with its findings", () => {
  assert.equal(refused(() => documents.toPdf(issued, { accentColour: "#ffff00" })).path, "accentColour");
  assert.equal(refused(() => documents.fromPdf(documents.toPdf(issued))).code, "pdf.noInvoice");
  assert.equal(refused(() => documents.fromPdf(new Uint8Array(3))).code, "pdf.unreadable");
  assert.throws(() => documents.fromPdf("%PDF-1.7"), TypeError);
});

test("what was written is read again, and what differs is said", () => {
  const xml = documents.toUbl(issued, { profile: "en16931" });
  const { draft: read, findings, number } = documents.fromXml(xml);
  assert.deepEqual([number, findings], ["2026-1", []]);
  assert.deepEqual(documents.calculate(read).totals, issued.totals);
  const other = documents.fromXml(xml.replaceAll(">1210.00<", ">1211.00<")).findings;
  assert.ok(other.some(({ code }) => code === "xml.totals"), JSON.stringify(other));
  assert.equal(refused(() => documents.fromXml("<!DOCTYPE x><x/>")).code, "xml.invalid");
});

test("a payment code carries the amount that is due", () => {
  const { payload, svg } = documents.paymentQr(issued);
  assert.ok(payload.includes("\nNL91ABNA0417164300\nEUR1210.00\n"), payload);
  assert.ok(svg.startsWith("<svg "));
});
