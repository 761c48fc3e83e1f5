// `cargo xtask bench documents`: one invoice of one page as PDF and as XML, by Voldaan and by what one would take instead, in turns. One JSON
// line a subject: median milliseconds a document, bytes, and the ratio to Voldaan from object to file in Node. Voldaan's PDF is PDF/A-3
// with its XML inside; the peers' are plain pages of the same texts in the same fonts. Voldaan knows the invoice that it has issued or read
// last, as who makes a PDF and an XML of it has it do; "in turns" are invoices that it reads anew each time. Then documents of ten, a hundred
// and a thousand pages: milliseconds a page, and the memory that the engine has taken by then, which it never gives back.
//
//     cargo xtask bench documents [-- rounds]

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as voldaan from "../../npm/dist/documents/node.js";
import { initSync } from "../../npm/dist/documents/engine.js";
import { invoiceOfLines, pagesIn } from "../hosts/pages.mjs";
import { eInvoiceEu, eInvoiceEuData } from "./documents/e_invoice_eu.mjs";
import { invoiceOf } from "./documents/invoice.mjs";
import { jspdf } from "./documents/jspdf.mjs";
import { startNative } from "./documents/native.mjs";
import { pageOf } from "./documents/page.mjs";
import { pdfkit } from "./documents/pdfkit.mjs";
import { pdfmakeOf } from "./documents/pdfmake.mjs";
import { reactPdfOf } from "./documents/react_pdf.mjs";
import { zugferd, zugferdData } from "./documents/zugferd.mjs";

/** Each subject is called for about so long in a round. */
const ROUND_MILLISECONDS = 60;
/** A document of many pages is made so often. */
const PAGES_ROUNDS = 5;

const rounds = Number(process.argv.slice(2).find((argument) => argument !== "--") ?? 15);
assert.ok(Number.isInteger(rounds) && rounds > 0, "usage: cargo xtask bench documents [-- rounds]");

const issued = invoiceOf(voldaan);
const page = pageOf(issued);
const font = (name) => readFileSync(new URL(`../../npm/dist/fonts/Inter-${name}.ttf`, import.meta.url));
const fonts = { regular: font("Regular"), bold: font("Bold") };
fonts.base64 = { regular: fonts.regular.toString("base64"), bold: fonts.bold.toString("base64") };
const [zugferdInput, eInvoiceEuInput] = [zugferdData(issued), eInvoiceEuData(issued)];
const native = startNative(join(dirname(process.env.VOLDAAN_NATIVE_BENCH), "voldaan-bench-documents"), issued);

// Of four in turns none is the last one.
const four = ["0043", "0044", "0045", "0046"].map((number) => invoiceOf(voldaan, `2026-${number}`));
const inTurns = (make) => {
  let turn = 0;
  return () => make(four[(turn += 1) % four.length]);
};

const [pdfmake, reactPdf] = [pdfmakeOf(fonts), reactPdfOf(fonts)];
const subjects = [
  inNode("voldaan toPdf", "pdf", () => voldaan.toPdf(issued, { facturx: "facturx-en16931" })),
  inNode("voldaan toPdf, in turns", "pdf", inTurns((invoice) => voldaan.toPdf(invoice, { facturx: "facturx-en16931" })), four),
  inNode("pdfkit", "pdf", () => pdfkit(page, fonts)),
  inNode("pdfmake", "pdf", () => pdfmake(page)),
  inNode("@react-pdf/renderer", "pdf", () => reactPdf(page)),
  inNode("jspdf", "pdf", () => jspdf(page, fonts)),
  inNode("voldaan toCii", "cii", () => voldaan.toCii(issued, { profile: "en16931" })),
  inNode("voldaan toCii, in turns", "cii", inTurns((invoice) => voldaan.toCii(invoice, { profile: "en16931" })), four),
  inNode("node-zugferd", "cii", () => zugferd(zugferdInput)),
  inNode("voldaan toUbl", "ubl", () => voldaan.toUbl(issued, { profile: "en16931" })),
  inNode("voldaan toUbl, in turns", "ubl", inTurns((invoice) => voldaan.toUbl(invoice, { profile: "en16931" })), four),
  inNode("@e-invoice-eu/core", "ubl", () => eInvoiceEu(eInvoiceEuInput)),
  ...["toPdf", "toCii", "toUbl"].map((name) => ({ name: `voldaan ${name}`, place: "native", kind: name.slice(2).toLowerCase(), run: (calls) => native.ask(name, calls) })),
];

for (const subject of subjects) {
  const { milliseconds } = await subject.run(3);
  subject.calls = Math.max(1, Math.ceil(ROUND_MILLISECONDS / milliseconds));
  subject.measured = [];
  await subject.run(subject.calls);
}
for (let round = 0; round < rounds; round += 1) {
  for (const subject of subjects) {
    const { milliseconds, bytes } = await subject.run(subject.calls);
    subject.measured.push(milliseconds);
    subject.bytes = bytes;
  }
}
native.stop();
for (const { name, place, kind, measured, bytes } of subjects) {
  const own = subjects.find((subject) => subject.place === "node" && subject.kind === kind);
  const line = { subject: name, place, document: kind, milliseconds: rounded(median(measured)), bytes, ratio: rounded(median(measured) / median(own.measured)) };
  console.log(JSON.stringify(line));
}

for (const lines of [90, 900, 9000]) {
  const long = invoiceOfLines(lines, voldaan);
  const measured = [];
  let pdf = voldaan.toPdf(long);
  for (let round = 0; round < PAGES_ROUNDS; round += 1) {
    const start = process.hrtime.bigint();
    pdf = voldaan.toPdf(long);
    measured.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  const [pages, milliseconds] = [pagesIn(pdf), median(measured)];
  const memory = initSync().memory.buffer.byteLength;
  console.log(JSON.stringify({ subject: "voldaan toPdf", place: "node", pages, milliseconds: rounded(milliseconds), ofPage: rounded(milliseconds / pages), bytes: pdf.length, memory }));
}

function inNode(name, kind, make, invoices = [issued]) {
  const run = async (calls) => {
    const start = process.hrtime.bigint();
    let made;
    for (let call = 0; call < calls; call += 1) made = await make();
    const milliseconds = Number(process.hrtime.bigint() - start) / 1e6 / calls;
    return { milliseconds, bytes: checked(name, kind, made, invoices) };
  };
  return { name, place: "node", kind, run };
}

/** The size of a document, which has to be one: a PDF of one page, or XML that states what is to be paid. */
function checked(name, kind, made, invoices) {
  if (kind === "pdf") {
    const text = Buffer.from(made).toString("latin1");
    assert.ok(text.startsWith("%PDF-"), `${name} made no PDF`);
    assert.equal(text.match(/\/Type\s*\/Page\b/g)?.length, 1, `${name} made another number of pages`);
    assert.ok(text.match(/\/FontFile2/g)?.length === 2, `${name} embedded other fonts than two`);
    return made.length;
  }
  const text = String(made);
  const isOne = ({ number, totals }) => text.includes(number) && text.includes(`>${totals.payable}<`);
  assert.ok(invoices.some(isOne), `${name} wrote another invoice`);
  return Buffer.byteLength(text);
}

function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}

function rounded(value) {
  return Number(value.toPrecision(3));
}
