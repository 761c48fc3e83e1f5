// The documents of an invoice: fetched with the key, and kept under the number of the invoice.

import { Refused, call, save } from "./api.js";
import { h, toast } from "./dom.js";
import { say } from "./say.js";

const KINDS = [
  ["PDF", "pdf"],
  ["UBL", "ubl.xml"],
  ["CII", "cii.xml"],
];

/** Keeps what stands at a path as a file. */
export async function keep(path, name) {
  try {
    const { body } = await call("GET", path);
    save(name, body);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    toast(say("failed", { why: error.words }), { bad: true });
  }
}

/** Buttons for the documents that there are; of a draft only the preview of its PDF. */
export function documents({ id, number, state, invoice }) {
  const kinds = state === "draft" ? KINDS.slice(0, 1) : KINDS;
  const button = ([kind, ending]) => {
    const text = state === "draft" ? say("previewPdf") : say("download", { kind });
    return h("button", { class: "second", type: "button", onclick: () => keep(`/v1/invoices/${id}.${ending}`, `${number ?? "draft"}.${ending}`) }, text);
  };
  const dossier = () => keep(`/v1/invoices/${id}/dossier.zip`, `${number}.zip`);
  const isOwed = state !== "draft" && invoice.type !== "creditNote";
  return h("div", { class: "buttons", role: "group", "aria-label": say("documents") }, kinds.map(button), isOwed && h("button", { class: "second", type: "button", onclick: dossier }, say("dossier")));
}
