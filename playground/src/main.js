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
import { read, write } from "./share.js";
import { Story } from "./story.js";
import { Tabs } from "./tabs.js";

VoldaanCalculator.loadDocuments = loadDocuments;
VoldaanCalculator.loadFonts = async () => (await loadDocuments()).fonts;

const PAUSE_MILLISECONDS = 80;

const at = (id) => document.getElementById(id);
const calculator = at("calculator");
const story = new Story(calculator);

const explain = new ExplainView(calculator);
const views = { JSON: new JsonView(calculator), Explain: explain, Dunning: new DunningView(story), Claim: new ClaimView(story), PDF: new PdfView(story) };
const tabs = new Tabs(document.querySelector(".tabs"), document.querySelector(".panels"), views);

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
select.append(...Object.entries(EXAMPLES).map(([id, { title }]) => new Option(title, id)));
select.addEventListener("change", () => show(select.value));
at("locale").addEventListener("change", ({ target }) => calculator.setAttribute("locale", target.value));
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
    tell("The link is copied. It holds the draft itself: whoever has it can read the invoice.");
  } catch (error) {
    tell(error instanceof RangeError ? error.message : "The link stands in the address bar: copying is not allowed here.");
  }
}

function tell(text) {
  at("told").textContent = text;
}

/** A link may bring a draft; else the page begins with the first example. */
async function begin() {
  const [first] = Object.keys(EXAMPLES);
  if (location.hash.length < 2 || location.hash === "#work") return show(first);
  try {
    const draft = await read(location.hash);
    calculator.number = "2026-0001";
    calculator.draft = draft;
    select.prepend(new Option("From the link", ""));
    select.value = "";
    tabs.open("JSON");
  } catch (error) {
    show(first);
    tell(`The link could not be read: ${error.message}`);
  }
}

begin();
