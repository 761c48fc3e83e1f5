// The functions of `voldaan/documents`: those of `voldaan`, and documents.

export * from "./calculator.js";
export { fromPdf, fromXml, paymentQr, toCii, toPdf, toUbl } from "./documents.js";
