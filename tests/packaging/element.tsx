// What the types of the element allow and what they refuse, in a page and in frameworks. Compiled by element.test.mjs.

import { VoldaanCalculator } from "voldaan/element";
import "voldaan/element/react";
import "voldaan/element/svelte";
import "voldaan/element/vue";
import type { Draft, Invoice } from "voldaan";
import type { SvelteHTMLElements } from "svelte/elements";
import type { GlobalComponents } from "vue";

const draft: Draft = { currency: "EUR", lines: [] };

const calculator = document.querySelector("voldaan-calculator");
if (calculator !== null) {
  calculator.draft = draft;
  calculator.addEventListener("voldaan-calculate", ({ detail }) => {
    const invoice: Invoice | undefined = detail.invoice;
    console.log(invoice?.totals.payable, detail.findings[0]?.path);
  });
  // @ts-expect-error the invoice is computed
  calculator.invoice = undefined;
}
VoldaanCalculator.loadFonts = () => import("voldaan/fonts");

export const inReact = (
  <voldaan-calculator
    name="invoice"
    draft={draft}
    locale="nl"
    theme="dark"
    required
    prices-include-vat
    className="wide"
    onInput={(event) => event.currentTarget.draft}
    onvoldaan-calculate={({ detail }) => detail.invoice?.totals.payable}
  />
);
// @ts-expect-error a theme is light or dark
export const wrongInReact = <voldaan-calculator theme="blue" />;

type VueProps = InstanceType<GlobalComponents["voldaan-calculator"]>["$props"];
export const inVue: VueProps = { draft, locale: "nl", class: "wide", onVoldaanCalculate: ({ detail }) => detail.invoice?.totals.payable };
// @ts-expect-error a draft has lines
export const wrongInVue: VueProps = { draft: { currency: "EUR" } };

type SvelteProps = SvelteHTMLElements["voldaan-calculator"];
export const inSvelte: SvelteProps = { draft, name: "invoice", class: "wide", "onvoldaan-explain": ({ detail }) => detail.path };
// @ts-expect-error an attribute that does not exist
export const wrongInSvelte: SvelteProps = { currencies: "EUR" };
