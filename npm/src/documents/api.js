// The functions of `voldaan/documents`: those of `voldaan`, and documents.

export * from "./calculator.js";
export { fromPdf, fromXml, letterToPdf, paymentQr, toCii, toPdf, toUbl } from "./documents.js";
