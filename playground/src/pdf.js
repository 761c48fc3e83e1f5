// The invoice as PDF, made in the page. The engine with documents comes when this view is opened first.

import { make } from "../../npm/src/element/dom.js";
import { faultOf } from "./fault.js";
import { loadDocuments } from "./load.js";
import { tell } from "./phrases.js";

export class PdfView {
  #story;
  #shown = "";
  #url;

  constructor(story) {
    this.#story = story;
    this.template = make("select", { id: "template" }, ...["plain", "letter", "band"].map((name) => make("option", { value: name }, tell(`template.${name}`))));
    this.template.addEventListener("change", () => this.refresh());
    this.link = make("a", { class: "button second", hidden: true }, tell("openPdf"));
    this.link.target = "_blank";
    this.state = make("div", { role: "status" });
    this.frame = make("iframe", { title: tell("pdfFrame"), hidden: true });
    const row = make("div", { class: "row" }, make("div", { class: "field" }, make("label", { for: "template" }, tell("template")), this.template), this.link);
    this.element = make("div", {}, row, this.state, this.frame);
  }

  async refresh() {
    const { value: template } = this.template;
    this.#story.refresh();
    const { invoice, fault } = this.#story;
    if (invoice === undefined) return this.#say(...faultOf(fault, tell("pdfNone")));
    const wanted = JSON.stringify([invoice, template]);
    if (wanted === this.#shown) return;
    if (this.#url === undefined) this.#say(make("p", { class: "soft" }, tell("pdfMaking")));
    this.#shown = wanted;
    try {
      const { toPdf, fonts } = await loadDocuments();
      // Another one is wanted by now.
      if (wanted !== this.#shown) return;
      this.#show(toPdf(invoice, { template, facturx: "facturx-en16931", fonts: { regular: fonts.regular, bold: fonts.bold } }));
    } catch (error) {
      this.#say(...faultOf({ findings: [], ...error, message: error.message }, tell("pdfFailed")));
    }
  }

  #show(bytes) {
    if (this.#url !== undefined) URL.revokeObjectURL(this.#url);
    this.#url = URL.createObjectURL(new Blob([bytes], { type: "application/pdf" }));
    this.link.href = this.#url;
    this.frame.src = this.#url;
    this.state.replaceChildren(make("p", { class: "soft" }, tell("pdfMade", Math.ceil(bytes.length / 1000))));
    this.frame.hidden = false;
    this.link.hidden = false;
  }

  #say(...content) {
    this.#shown = "";
    this.state.replaceChildren(...content);
    this.frame.hidden = true;
    this.link.hidden = true;
  }
}
