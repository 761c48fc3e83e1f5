// The playground: the calculator element, and beside it what the engine makes of the draft in it. Everything happens in the page; only a
// link that somebody copies carries a draft away, in its fragment, which browsers do not send.

import { VoldaanCalculator } from "../../npm/dist/element/index.js";
import { ClaimView } from "./claim.js";
import { DunningView } from "./dunning.js";
import { EXAMPLES, draftOf } from "./examples.js";
import { ExplainView } from "./explain.js";
import { JsonView } from "./json.js";
import { loadDocuments } from "./load.js";
import { PdfView } from "./pdf.js";
import { firstOf, language, speak, tell } from "./phrases.js";
import { read, write } from "./share.js";
import { Story } from "./story.js";
import { Tabs } from "./tabs.js";

VoldaanCalculator.loadDocuments = loadDocuments;
VoldaanCalculator.loadFonts = async () => (await loadDocuments()).fonts;

const PAUSE_MILLISECONDS = 80;

const at = (id) => document.getElementById(id);
const calculator = at("calculator");
const story = new Story(calculator);

let explain, tabs;

/** Puts the views into the page, in the language that is spoken; what was open stays open. */
function build() {
  const open = tabs?.opened;
  explain = new ExplainView(calculator);
  const views = { JSON: new JsonView(calculator), Explain: explain, Dunning: new DunningView(story), Claim: new ClaimView(story), PDF: new PdfView(story) };
  tabs = new Tabs(document.querySelector(".tabs"), document.querySelector(".panels"), views);
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = tell(element.dataset.say);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", tell(element.dataset.label));
  for (const option of select.options) option.textContent = tell(option.value || "fromLink");
  document.documentElement.lang = language();
  document.title = `Voldaan – ${tell("title")}`;
  if (open) tabs.open(open);
}

// The form follows each key; what stands beside it follows when nobody has typed for a moment.
let pause;
calculator.addEventListener("voldaan-calculate", () => {
  clearTimeout(pause);
  pause = setTimeout(() => tabs.refresh(), PAUSE_MILLISECONDS);
});
calculator.addEventListener("voldaan-explain", ({ detail }) => {
  explain.ask(detail.path);
  tabs.open("Explain");
  explain.reveal();
});
story.addEventListener("change", () => tabs.refresh());

const select = at("example");
select.append(...Object.keys(EXAMPLES).map((id) => new Option(id, id)));
select.addEventListener("change", () => show(select.value));
const locale = at("locale");
locale.addEventListener("change", talk);

/** Form and page in the language that was chosen. */
function talk() {
  speak(locale.value);
  calculator.setAttribute("locale", locale.value);
  build();
}

const first = firstOf(navigator.languages);
locale.value = [...locale.options].find(({ value }) => value.startsWith(first)).value;
talk();
at("share").addEventListener("click", share);

function show(id) {
  const { number, tab } = EXAMPLES[id];
  calculator.number = number;
  story.begin(EXAMPLES[id].day);
  calculator.draft = draftOf(id);
  tabs.open(tab);
}

async function share() {
  try {
    const link = new URL(await write(calculator.draft), location.href).href;
    history.replaceState(null, "", link);
    await navigator.clipboard.writeText(link);
    inform(tell("copied"));
  } catch (error) {
    inform(error instanceof RangeError ? error.message : tell("notCopied"));
  }
}

function inform(text) {
  at("told").textContent = text;
}

/** A link may bring a draft; else the page begins with the first example. */
async function begin() {
  const [example] = Object.keys(EXAMPLES);
  if (location.hash.length < 2 || location.hash === "#work") return show(example);
  try {
    const draft = await read(location.hash);
    calculator.number = "2026-0001";
    calculator.draft = draft;
    select.prepend(new Option(tell("fromLink"), ""));
    select.value = "";
    tabs.open("JSON");
  } catch (error) {
    show(example);
    inform(tell("badLink", error.message));
  }
}

begin();
