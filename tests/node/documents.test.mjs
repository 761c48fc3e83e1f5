// Documents through the package, as a user calls it: bytes of a PDF, the e-invoice in it and out of it, and refusals.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import * as documents from "../../npm/dist/documents/node.js";
import * as fonts from "../../npm/dist/fonts/index.js";
import * as qrBillFonts from "../../npm/dist/fonts/qr-bill.js";
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

test("a reminder becomes a letter on paper, and one that cannot be printed is refused", () => {
  const { account, action, claim, on } = reminder();
  const letter = documents.letter(action, account, { locale: "nl", claim });
  const pdf = documents.letterToPdf(letter, issued, { on, footer: "KvK 12345678", accentColour: "#0f766e" });
  assert.equal(new TextDecoder().decode(pdf.subarray(0, 8)), "%PDF-1.7");
  assert.deepEqual(pdf, documents.letterToPdf(letter, issued, { on, footer: "KvK 12345678", accentColour: "#0f766e", fonts }));
  // The text is its own: another subject is another file, and the HTML is not printed.
  assert.notDeepEqual(pdf, documents.letterToPdf({ ...letter, subject: "Anders" }, issued, { on, footer: "KvK 12345678", accentColour: "#0f766e" }));
  assert.deepEqual(documents.letterToPdf({ ...letter, html: "<p>" }, issued, { on }), documents.letterToPdf({ subject: letter.subject, text: letter.text }, issued, { on }));
  assert.equal(refused(() => documents.letterToPdf({ ...letter, text: "你好" }, issued, { on })).path, "text");
  assert.equal(refused(() => documents.letterToPdf(letter, issued, {})).path, "on");
  assert.equal(refused(() => documents.letterToPdf(letter, issued, { on, footer: "x ".repeat(400) })).code, "text.tooLong");
  assert.equal(refused(() => documents.letterToPdf(letter, issued, { on, logo: new TextEncoder().encode("<svg/>") })).code, "logo.unusable");
});

/** The first step of a policy for the invoice, and the claim of its day. */
function reminder() {
  const account = { invoice: issued };
  const policy = documents.policy("nl-business");
  const [action] = documents.simulate(account, policy, { from: "2026-02-01", until: "2026-06-30" });
  const claim = documents.claim(account, { on: action.on, jurisdiction: "NL", debtor: "business" });
  return { account, action, claim, on: action.on };
}

test("a Swiss QR-bill has a font of its own in Node, and where it is given elsewhere", () => {
  const swiss = (name) => ({ name, country: "CH", vatId: "CHE-123.456.788 MWST", address: { line1: "Musterstrasse 1", city: "Zürich", postalCode: "8000" } });
  const bill = {
    ...draft,
    currency: "CHF",
    supplier: swiss("Muster & Söhne AG"),
    customer: swiss("Simon Muster"),
    lines: [{ name: "Beratung", quantity: "1", unitPrice: "100", vat: { category: "S", rate: "8.1" } }],
    paymentMethods: [{ kind: "creditTransfer", iban: "CH4431999123000889012" }],
    paymentReference: { scheme: "qrr", value: "210000000003139471430009017" },
  };
  const invoice = documents.issue(bill, { number: "2026-7", issueDate: "2026-01-31" });
  const pdf = documents.toPdf(invoice, { qrBill: true });
  assert.ok(Buffer.from(pdf).includes("QrBillSans-Bold"));
  assert.deepEqual(pdf, documents.toPdf(invoice, { fonts, qrBillFonts }));
  assert.ok(!Buffer.from(documents.toPdf(issued)).includes("QrBillSans"));
});

test("what cannot be printed or read is refused with its findings", () => {
  assert.equal(refused(() => documents.toPdf(issued, { accentColour: "#ffff00" })).path, "accentColour");
  assert.equal(refused(() => documents.fromPdf(documents.toPdf(issued))).code, "pdf.noInvoice");
  assert.equal(refused(() => documents.fromPdf(new Uint8Array(3))).code, "pdf.unreadable");
});

test("files that are no bytes, and options that are none, are refused with their place", () => {
  const places = (call) => refused(call).findings.map(({ code, path }) => `${code} ${path}`);
  for (const wrong of ["%PDF-1.7", undefined, null, 5, [37, 80], new ArrayBuffer(8)]) {
    assert.deepEqual(places(() => documents.fromPdf(wrong)), ["field.type "]);
  }
  assert.deepEqual(places(() => documents.toPdf(issued, { logo: "logo.png" })), ["field.type logo"]);
  assert.deepEqual(places(() => documents.toPdf(issued, { fonts: "Inter" })), ["field.type fonts.regular", "field.type fonts.bold"]);
  assert.deepEqual(places(() => documents.toPdf(issued, { fonts: { regular: fonts.regular } })), ["field.type fonts.bold"]);
  for (const wrong of [5, "", "plain", new Date(0), new Map(), fonts.regular]) assert.deepEqual(places(() => documents.toPdf(issued, wrong)), ["field.type "]);
  assert.deepEqual(documents.toPdf(issued, { fonts: null, logo: null }), documents.toPdf(issued));
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
