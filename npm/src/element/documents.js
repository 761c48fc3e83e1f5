// PDF and UBL of what is typed: the documents build comes when one is asked for. It issues nothing that is not complete.

/** Loads what writes documents. A page that hosts it elsewhere gives its own function (`VoldaanCalculator.loadDocuments`). */
export async function loadDocuments() {
  return import("../documents/inline.js");
}

/** Loads the fonts that a PDF is set in. */
export async function loadFonts() {
  return import("../fonts/index.js");
}

/** The file of a document: `{ name, blob }`. Throws the engine's error where the draft lacks something. */
export async function write(kind, draft, { number, profile, load, loadFonts: fonts }) {
  const documents = await load();
  const invoice = documents.issue(draft, { number, issueDate: draft.issueDate ?? "" });
  const name = number.replace(/[^\p{L}\p{N}_-]+/gu, "-");
  if (kind === "ubl") {
    const blob = new Blob([documents.toUbl(invoice, { profile })], { type: "application/xml" });
    return { name: `${name}.xml`, blob };
  }
  const { regular, bold } = await fonts();
  return { name: `${name}.pdf`, blob: new Blob([documents.toPdf(invoice, { fonts: { regular, bold } })], { type: "application/pdf" }) };
}

/** Hands a file to the browser. */
export function hand({ name, blob }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has taken it when the page is idle again.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
