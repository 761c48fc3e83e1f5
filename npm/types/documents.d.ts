// Types of `voldaan/documents`: everything of `voldaan`, and documents.

import type { DocumentOptions, Issued, LetterPdfOptions, LetterWords, PaymentQr, PdfInvoice, PdfOptions, ReadDocument } from "./wire.js";

export * from "./index.js";

/**
 * Writes an issued invoice or credit note as UBL 2.1.
 *
 * @throws VoldaanError where the profile asks for more than the invoice says.
 */
export function toUbl(invoice: Issued, options: DocumentOptions): string;

/**
 * Writes an issued invoice or credit note as UN/CEFACT CII D16B.
 *
 * @throws VoldaanError where the profile asks for more than the invoice says.
 */
export function toCii(invoice: Issued, options: DocumentOptions): string;

/**
 * Writes an issued invoice or credit note as PDF/A-3b and PDF/UA-1, with the e-invoice inside where `facturx` names a profile.
 *
 * In Node the built-in fonts are read when they are needed; elsewhere give them: `import * as fonts from "voldaan/fonts"`.
 *
 * @throws VoldaanError for characters that the font lacks, fonts that may not be embedded, and colours that cannot be read.
 */
export function toPdf(invoice: Issued, options?: PdfOptions & Materials & QrBillMaterials): Uint8Array;

/**
 * Writes a letter about an issued invoice, such as what `letter` gives, as PDF/A-3b and PDF/UA-1: on the seller's paper, with the address
 * where window envelopes show it (DIN 5008 form B). Its text is printed as it is; an empty line ends a paragraph.
 *
 * @throws VoldaanError for what `toPdf` throws for.
 */
export function letterToPdf(letter: LetterWords, invoice: Issued, options: LetterPdfOptions & Materials): Uint8Array;

/**
 * Takes the e-invoice out of a PDF: Factur-X, ZUGFeRD, XRechnung.
 *
 * @throws VoldaanError where there is none, and for files that are damaged, encrypted or over 64 MB.
 */
export function fromPdf(bytes: Uint8Array): PdfInvoice;

/**
 * Reads an e-invoice, UBL or CII: the draft to calculate, and findings where it does not hold something of the document, or the
 * document states other amounts than the draft comes to.
 *
 * @throws VoldaanError for what is no such document, and for document types, entities and sizes that are not read.
 */
export function fromXml(xml: string): ReadDocument;

/**
 * The payment QR code of an issued invoice (EPC069-12): its text, and the code as SVG.
 *
 * @throws VoldaanError where the code cannot carry the payment.
 */
export function paymentQr(invoice: Issued): PaymentQr;

/** Bytes that a PDF is made from. */
export interface Materials {
  /** The fonts; the built-in ones if absent. */
  fonts?: Fonts | undefined;
  /** The logo of the seller, a PNG or JPEG of at most 2 MB. */
  logo?: Uint8Array | undefined;
}

/** Bytes that the Swiss QR-bill of a PDF is made from. */
export interface QrBillMaterials {
  /**
   * Fonts for the QR-bill where those of the document are none of the four that the guidelines take. In Node those of
   * `voldaan/fonts/qr-bill` if absent; elsewhere give them, or there is no QR-bill.
   */
  qrBillFonts?: Fonts | undefined;
}

/** The faces that a PDF is set in, as TTF or OTF files. */
export interface Fonts {
  /** The regular face. */
  regular: Uint8Array;
  /** The bold face. */
  bold: Uint8Array;
}
