// The functions of `voldaan/documents` beyond those of `voldaan`: an issued invoice as PDF or XML, and back. Nothing is computed here.

import { encode, merged } from "./arguments.js";
import { invoke, recovered } from "./boundary.js";
import { fromPdf as readPdf, toPdf as writePdf, toXml as writeXml } from "./engine.js";
import { VoldaanError } from "./error.js";

/** What an answer begins with when it is a refusal: `!`, with which neither JSON nor XML nor a PDF begins. */
const REFUSED = 33;

let builtIn = () => {
  throw new TypeError("A PDF needs fonts here: import * as fonts from \"voldaan/fonts\" and give them as { fonts }.");
};
let qrBill = () => undefined;

/** Says where the built-in fonts are, and those of Swiss QR-bills, for entries that can load them when they are needed. */
export function fontsFrom(load, loadQrBill) {
  let fonts, qrBillFonts;
  builtIn = () => (fonts ??= load());
  qrBill = () => (qrBillFonts ??= loadQrBill());
}

export function toUbl(invoice, options) {
  return xml("toUbl", invoice, options);
}

export function toCii(invoice, options) {
  return xml("toCii", invoice, options);
}

// The invoice crosses apart from what is asked of it: the engine knows the one it read last by its text.
function xml(name, invoice, options) {
  const [whose, how] = [encode([invoice]), encode([options])];
  const answer = guarded(() => writeXml(name, whose.text, how.text));
  const refused = answer.charCodeAt(0) === REFUSED ? JSON.parse(answer.slice(1)) : undefined;
  return taken(answer, whose, how, refused);
}

export function fromXml(xml) {
  return invoke("fromXml", [xml]);
}

export function paymentQr(invoice) {
  return invoke("paymentQr", [invoice]);
}

export function toPdf(invoice, options) {
  const { qrBillFonts, ...rest } = options ?? {};
  return pdf("toPdf", invoice, [], rest, qrBillFonts ?? (mayHaveQrBill(invoice, rest) ? qrBill() : undefined));
}

export function letterToPdf(letter, invoice, options) {
  return pdf("letterToPdf", invoice, [letter], options ?? {});
}

/** Whether there is an account that a Swiss QR-bill can be for; the engine looks closer. */
function mayHaveQrBill(invoice, { qrBill }) {
  const methods = invoice?.paymentMethods;
  return qrBill !== false && Array.isArray(methods) && methods.some((method) => /^\s*(CH|LI)/i.test(method?.iban));
}

function pdf(name, invoice, others, { fonts = builtIn(), logo, ...rest }, slip) {
  const [whose, how] = [encode([invoice]), encode([...others, rest])];
  const answer = guarded(() => writePdf(name, whose.text, how.text, fonts.regular, fonts.bold, logo, slip?.regular, slip?.bold));
  const refused = answer[0] === REFUSED ? JSON.parse(new TextDecoder().decode(answer.subarray(1))) : undefined;
  return taken(answer, whose, how, refused);
}

/** The answer, unless something of the invoice or of what is asked of it could not cross, or it was refused. */
function taken(answer, whose, how, refused) {
  const own = [whose.findings ?? [], how.findings ?? []].flat(2);
  if (own.length > 0) throw new VoldaanError(merged(own, refused ?? []));
  if (refused !== undefined) throw new VoldaanError(refused);
  return answer;
}

export function fromPdf(bytes) {
  if (!(bytes instanceof Uint8Array)) throw new TypeError("fromPdf takes the bytes of a PDF as a Uint8Array.");
  const answer = guarded(() => readPdf(bytes));
  if (answer.charCodeAt(0) === REFUSED) throw new VoldaanError(JSON.parse(answer.slice(1)));
  return JSON.parse(answer);
}

function guarded(enter) {
  try {
    return enter();
  } catch (cause) {
    throw recovered(cause);
  }
}
