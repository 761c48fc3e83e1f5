// Types of `voldaan/element`: the custom element `<voldaan-calculator>`. Importing the module defines it.

import type { Draft, Finding, Invoice, Profile } from "./wire.js";

/** An invoice calculator for any page: a control of a form whose value is the draft of an invoice. */
export class VoldaanCalculator extends HTMLElement {
  static readonly formAssociated: true;
  /** Loads the documents build when a PDF or UBL is asked for; replace it where that is hosted elsewhere. */
  static loadDocuments: () => Promise<typeof import("./documents.js")>;
  /** Loads the fonts of PDFs; replace it where they are hosted elsewhere, or for fonts of your own. */
  static loadFonts: () => Promise<typeof import("./fonts.js")>;

  /** The draft as JSON text: what a form sends. Takes JSON text; an empty one empties the calculator. */
  value: string;
  /** The draft in the fields, a copy. Setting another one begins anew; setting an equal one changes nothing. */
  get draft(): Draft;
  set draft(draft: Draft);
  /** The computed invoice; undefined while something is wrong. */
  readonly invoice: Invoice | undefined;
  /** What is wrong, and what is worth a look. */
  readonly findings: readonly Finding[];
  /** The number for documents (BT-1); a draft has none. */
  number: string;
  /** Language of labels and marks of numbers, such as nl-BE; the language of the page if absent. */
  locale: string;
  /** Whose rates of VAT are offered, ISO 3166-1 alpha-2; the country of the locale if absent. */
  country: string;
  /** The profile that documents are written for. */
  profile: Profile;
  /** Name in the form. */
  name: string;
  disabled: boolean;
  /** Whether a form asks for at least one line. */
  required: boolean;
  readonly type: "voldaan-calculator";
  readonly form: HTMLFormElement | null;
  readonly validity: ValidityState;
  readonly validationMessage: string;
  readonly willValidate: boolean;

  /** Takes the last change back; false where there is none. */
  undo(): boolean;
  /** Makes it again. */
  redo(): boolean;
  checkValidity(): boolean;
  reportValidity(): boolean;

  addEventListener<K extends keyof VoldaanCalculatorEventMap>(
    type: K,
    listener: (this: VoldaanCalculator, event: VoldaanCalculatorEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof VoldaanCalculatorEventMap>(
    type: K,
    listener: (this: VoldaanCalculator, event: VoldaanCalculatorEventMap[K]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** After each computation: the draft, and the invoice where nothing is wrong with it. */
export interface CalculateDetail {
  draft: Draft;
  invoice?: Invoice | undefined;
  findings: readonly Finding[];
}

/** An amount was asked about; `path` is that of its explanation, such as `totals.vat`. */
export interface ExplainDetail {
  path: string;
}

/** The events of the element beside `input`, `change` and `invalid`. */
export interface VoldaanCalculatorEventMap extends HTMLElementEventMap {
  "voldaan-calculate": CustomEvent<CalculateDetail>;
  "voldaan-explain": CustomEvent<ExplainDetail>;
}

/** What can be said in markup, and as a property by frameworks that set properties. */
export interface VoldaanCalculatorAttributes {
  /** The draft as JSON text, also after a reset of the form. */
  value?: string | undefined;
  draft?: Draft | undefined;
  number?: string | undefined;
  name?: string | undefined;
  locale?: string | undefined;
  country?: string | undefined;
  /** Currency of an empty calculator, ISO 4217; EUR if absent. */
  currency?: string | undefined;
  /** Whether prices include VAT in an empty calculator. */
  "prices-include-vat"?: boolean | undefined;
  profile?: Profile | undefined;
  disabled?: boolean | undefined;
  required?: boolean | undefined;
  /** Whether amounts can be asked about (`voldaan-explain`). */
  explain?: boolean | undefined;
  /** Light or dark; as the system has it if absent. */
  theme?: "light" | "dark" | undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    "voldaan-calculator": VoldaanCalculator;
  }
}
