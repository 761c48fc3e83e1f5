// The custom element `<voldaan-calculator>`: what it is to its page - attributes, value, events, a control of a form. What is typed lives
// in a session; nothing is computed here.

import { hand, loadDocuments, loadFonts, write } from "./documents.js";
import { phrasesOf } from "./phrases.js";
import { ratesOf } from "./rates.js";
import { Session } from "./session.js";
import styles from "./style.css";
import { wordsOf } from "./words.js";

/** Where nothing says the country, as for the locale `en`. */
const COUNTRY = "NL";

const PROFILE = "en16931";

let sheet;

function styleSheet() {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
  }
  return sheet;
}

/** Without a document, as on a server that renders pages, the module can be imported and makes nothing. */
const Base = globalThis.HTMLElement ?? class {};

export class VoldaanCalculator extends Base {
  static formAssociated = true;
  static observedAttributes = ["value", "locale", "country", "currency", "required", "explain", "prices-include-vat"];

  /** How the documents build is loaded; a page may give its own function. */
  static loadDocuments = loadDocuments;
  /** How the fonts of PDFs are loaded. */
  static loadFonts = loadFonts;

  #internals;
  #session;
  #isDirty = false;
  #stay;

  constructor() {
    super();
    this.#internals = this.attachInternals();
    this.#internals.role = "group";
    const root = this.attachShadow({ mode: "open", delegatesFocus: true });
    root.adoptedStyleSheets = [styleSheet()];
    this.#session = new Session(root, {
      changed: (isTyped) => this.#changed(isTyped),
      download: (kind) => this.#download(kind),
      explain: (path) => this.#dispatch("voldaan-explain", { path }),
    });
    this.addEventListener("invalid", () => this.#showInvalid());
  }

  connectedCallback() {
    for (const property of ["draft", "value", "number"]) this.#upgrade(property);
    this.#configure();
    this.#stay = new AbortController();
    this.#session.attend(this.ownerDocument, this.#stay.signal);
  }

  disconnectedCallback() {
    this.#stay.abort();
  }

  attributeChangedCallback(name, before, now) {
    if (before === now || !this.#session.isStarted) return;
    if (name === "value") {
      // As with an input: the attribute is the value at first, and after a reset.
      if (!this.#isDirty) this.formResetCallback();
    } else this.#configure();
  }

  /** A property that was set before the element was defined. */
  #upgrade(property) {
    if (!Object.hasOwn(this, property)) return;
    const value = this[property];
    delete this[property];
    this[property] = value;
  }

  /** The session, begun where nothing began it yet: an element can be read and filled before it stands in a page. */
  get #live() {
    if (!this.#session.isStarted) this.#configure();
    return this.#session;
  }

  #configure() {
    const phrase = phrasesOf(this.locale);
    this.#internals.ariaLabel = phrase("calculator");
    const { locale, country, profile } = this;
    const given = this.#session.isStarted ? undefined : this.#initial();
    this.#session.configure({ locale, phrase, country, profile, canExplain: this.hasAttribute("explain") }, given);
  }

  /** The draft of the attributes. */
  #initial() {
    const value = this.getAttribute("value");
    const empty = { currency: this.getAttribute("currency") ?? "EUR", issueDate: today(), lines: [] };
    if (this.hasAttribute("prices-include-vat")) empty.pricesIncludeVat = true;
    return value ? parsed(value) : empty;
  }

  // The languages of the page, and the law of its country.

  get locale() {
    const named = this.getAttribute("locale") ?? this.closest("[lang]")?.getAttribute("lang");
    try {
      return Intl.getCanonicalLocales(named || navigator.language)[0];
    } catch {
      return "en";
    }
  }

  set locale(value) {
    this.setAttribute("locale", value);
  }

  get country() {
    const named = this.getAttribute("country")?.toUpperCase() ?? new Intl.Locale(this.locale).maximize().region;
    return named !== undefined && ratesOf(named, today()).length > 0 ? named : COUNTRY;
  }

  set country(value) {
    this.setAttribute("country", value);
  }

  get profile() {
    return this.getAttribute("profile") ?? PROFILE;
  }

  set profile(value) {
    this.setAttribute("profile", value);
  }

  // The value.

  /** The draft as JSON text: what a form sends. */
  get value() {
    return JSON.stringify(this.#live.draft);
  }

  set value(text) {
    this.draft = text === "" ? this.#initial() : parsed(text);
  }

  /** The draft that stands in the fields. */
  get draft() {
    return structuredClone(this.#live.draft);
  }

  set draft(draft) {
    if (typeof draft !== "object" || draft === null || Array.isArray(draft)) throw new TypeError("draft takes an object: the draft of an invoice.");
    // A framework sets what it was told a moment ago: nothing is new, and the focus stays.
    // Through text, as proxies of reactive frameworks cannot be cloned.
    const text = JSON.stringify(draft);
    if (text === this.value) return;
    this.#isDirty = true;
    this.#live.take(JSON.parse(text));
  }

  /** The computed invoice; undefined while something is wrong. */
  get invoice() {
    return this.#live.invoice;
  }

  /** What the engine finds in the draft: errors, and warnings. */
  get findings() {
    return this.#live.findings;
  }

  /** The number for documents; a draft has none. */
  get number() {
    return this.#live.number;
  }

  set number(value) {
    this.#live.number = String(value);
  }

  undo() {
    return this.#live.undo();
  }

  redo() {
    return this.#live.redo();
  }

  // A control of a form.

  get form() {
    return this.#internals.form;
  }

  get name() {
    return this.getAttribute("name") ?? "";
  }

  set name(value) {
    this.setAttribute("name", value);
  }

  get type() {
    return this.localName;
  }

  get disabled() {
    return this.hasAttribute("disabled");
  }

  set disabled(value) {
    this.toggleAttribute("disabled", value);
  }

  get required() {
    return this.hasAttribute("required");
  }

  set required(value) {
    this.toggleAttribute("required", value);
  }

  get validity() {
    return this.#internals.validity;
  }

  get validationMessage() {
    return this.#internals.validationMessage;
  }

  get willValidate() {
    return this.#internals.willValidate;
  }

  checkValidity() {
    return this.#internals.checkValidity();
  }

  reportValidity() {
    return this.#internals.reportValidity();
  }

  formDisabledCallback(isDisabled) {
    this.#session.isDisabled = isDisabled;
  }

  formResetCallback() {
    this.#isDirty = false;
    this.#live.take(this.#initial());
  }

  formStateRestoreCallback(state) {
    if (typeof state === "string") this.value = state;
  }

  /** After each change: the form, then the page. */
  #changed(isTyped) {
    if (isTyped) this.#isDirty = true;
    const { draft, invoice, findings } = this.#session;
    this.#internals.setFormValue(JSON.stringify(draft));
    this.#validate(findings);
    this.#dispatch("voldaan-calculate", { draft: structuredClone(draft), invoice, findings });
    // What is typed says so by itself; what a button or key did is said here.
    if (isTyped === "act") this.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  }

  #validate(findings) {
    const error = findings.find(({ severity }) => severity === "error");
    if (error !== undefined) {
      const text = wordsOf(error, phrasesOf(this.locale), this.locale);
      this.#internals.setValidity({ customError: true }, text, this.#session.controlOf(error));
    } else if (this.required && this.#session.draft.lines.length === 0) {
      this.#internals.setValidity({ valueMissing: true }, phrasesOf(this.locale)("required"), this.#session.firstControl);
    } else {
      this.#internals.setValidity({});
    }
  }

  #showInvalid() {
    this.#session.showAll();
    // The form puts the focus on the element after this; from there it goes on to the field.
    requestAnimationFrame(() => this.matches(":focus-within") && this.#session.focusFault());
  }

  async #download(kind) {
    const { loadDocuments: load, loadFonts: fonts } = this.constructor;
    const { profile, number } = this;
    return hand(await write(kind, this.draft, { number, profile, load, loadFonts: fonts }));
  }

  #dispatch(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/** A draft from JSON text. */
function parsed(text) {
  const draft = JSON.parse(text);
  if (typeof draft !== "object" || draft === null || Array.isArray(draft)) throw new SyntaxError("The value of voldaan-calculator is the JSON of a draft.");
  return draft;
}

/** Today where the page is read. The engine has no clock. */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
