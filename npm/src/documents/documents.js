// The functions of `voldaan/documents` beyond those of `voldaan`: an issued invoice as PDF or XML, and back. Nothing is computed here.

import { encode, merged, strangeness } from "./arguments.js";
import { invoke, recovered } from "./boundary.js";
import { fromPdf as readPdf, toPdf as writePdf, toXml as writeXml } from "./engine.js";
import { VoldaanError } from "./error.js";

/** What an answer begins with when it is a refusal: `!`, with which neither JSON nor XML nor a PDF begins. */
const REFUSED = 33;

/** Stands in for a font that is none: the engine still judges the rest. */
const NO_FONT = new Uint8Array();

let builtIn = () => undefined;
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
  const { bytes, rest } = parted(options, ["fonts", "logo", "qrBillFonts"]);
  bytes.qrBillFonts ??= mayHaveQrBill(invoice, rest) ? qrBill() : undefined;
  return pdf("toPdf", invoice, [], rest, bytes);
}

export function letterToPdf(letter, invoice, options) {
  const { bytes, rest } = parted(options, ["fonts", "logo"]);
  return pdf("letterToPdf", invoice, [letter], rest, bytes);
}

/** Options without the named ones, which hold bytes and cross beside the text. What is no record crosses whole, to be refused. */
function parted(options, names) {
  const bytes = {};
  try {
    if (typeof options !== "object" || Array.isArray(options) || strangeness(options) !== undefined) return { bytes, rest: options };
    const rest = { ...options };
    for (const name of names) {
      bytes[name] = rest[name] ?? undefined;
      delete rest[name];
    }
    return { bytes, rest };
  } catch {
    return { bytes, rest: options };
  }
}

/** Whether there is an account that a Swiss QR-bill can be for; the engine looks closer. */
function mayHaveQrBill(invoice, options) {
  try {
    return options?.qrBill !== false && invoice.paymentMethods.some((method) => /^\s*(CH|LI)/i.test(method.iban));
  } catch {
    return false;
  }
}

function pdf(name, invoice, others, options, { fonts = builtIn(), logo, qrBillFonts: slip }) {
  const own = [...pairFindings("fonts", fonts), ...bytesFindings("logo", logo), ...pairFindings("qrBillFonts", slip)];
  const [whose, how] = [encode([invoice]), encode([...others, options])];
  how.findings = own.length === 0 ? how.findings : [...(how.findings ?? []), ...own];
  const faces = [bytesOr(NO_FONT, fonts?.regular), bytesOr(NO_FONT, fonts?.bold)];
  const material = [...faces, bytesOr(undefined, logo), bytesOr(undefined, slip?.regular), bytesOr(undefined, slip?.bold)];
  const answer = guarded(() => writePdf(name, whose.text, how.text, ...material));
  const refused = answer[0] === REFUSED ? JSON.parse(new TextDecoder().decode(answer.subarray(1))) : undefined;
  return taken(answer, whose, how, refused);
}

/** What is wrong with two faces, where there are any. */
function pairFindings(path, fonts) {
  if (path === "fonts" && fonts === undefined) {
    const fix = 'import * as fonts from "voldaan/fonts" and give them as { fonts }.';
    return [{ code: "field.missing", severity: "error", path, message: "A PDF needs fonts here.", fix }];
  }
  return fonts === undefined ? [] : ["regular", "bold"].flatMap((face) => bytesFindings(`${path}.${face}`, fonts[face] ?? null));
}

function bytesFindings(path, value) {
  if (value === undefined || isBytes(value)) return [];
  return [{ code: "field.type", severity: "error", path, message: "The bytes of a file were expected.", fix: "Give them as a Uint8Array." }];
}

function bytesOr(otherwise, value) {
  return isBytes(value) ? value : otherwise;
}

/** Of any realm: a Buffer and the Uint8Array of another window are bytes too. */
function isBytes(value) {
  return ArrayBuffer.isView(value) && value.BYTES_PER_ELEMENT === 1;
}

/** The answer, unless something of the invoice or of what is asked of it could not cross, or it was refused. */
function taken(answer, whose, how, refused) {
  const own = [...(whose.findings ?? []), ...(how.findings ?? [])];
  const cause = whose.cause ?? how.cause;
  if (own.length > 0) throw new VoldaanError(merged(own, refused ?? []), cause && { cause });
  if (refused !== undefined) throw new VoldaanError(refused);
  return answer;
}

export function fromPdf(bytes) {
  const wrong = bytesFindings("", bytes ?? null);
  if (wrong.length > 0) throw new VoldaanError(wrong);
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
