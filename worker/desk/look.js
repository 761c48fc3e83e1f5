// How documents and the pages of customers look: logo, fonts, colour, layout and foot, each seen beside the form while it is chosen. The service judges
// them as they are typed; what it finds wrong stands at its field, and nothing of it is kept.

import { Refused, call, page } from "./api.js";
import { CONTRAST_MIN, contrast } from "./colour.js";
import { fault, h, put, toast } from "./dom.js";
import { ratio } from "./format.js";
import { live } from "./live.js";
import { drawn, logoUrl } from "./logo.js";
import { faultOf, field, input } from "./look-field.js";
import { picture } from "./paper.js";
import { say } from "./say.js";
import { FAMILY, typefaces } from "./typeface.js";

const DOOR = "/v1/look";
const TEMPLATES = ["plain", "letter", "band"];
/** The colour of documents for which none was chosen. */
const COLOUR = "#16428b";

/** The fields of a look; `said()` gives it as they are now. */
function lookFields(look, changed) {
  let logo = look.logo;
  const shown = h("div", { class: "logo-now" });
  const file = input("input", "logo", { type: "file", accept: "image/png,image/jpeg,image/svg+xml,image/webp" });
  const template = input("select", "template", {}, TEMPLATES.map((word) => h("option", { value: word, selected: word === (look.template ?? "plain") }, say(`template.${word}`))));
  const text = input("input", "accentColour", { value: look.accentColour ?? "", placeholder: COLOUR, maxlength: 7, spellcheck: "false" });
  const palette = h("input", { type: "color", value: look.accentColour ?? COLOUR, "aria-label": say("lookPalette") });
  const measured = h("p", { class: "measured", role: "status" });
  const footer = input("textarea", "footer", { rows: 2, value: look.footer ?? "" });
  const measure = () => {
    const found = contrast(text.value || COLOUR), isLow = found < CONTRAST_MIN;
    put(measured, found && h("span", { class: `badge ${isLow ? "bad" : "good"}` }, say(isLow ? "contrastLow" : "contrastGood", { ratio: ratio(found) })));
  };
  const showLogo = () => {
    const drop = () => ((logo = undefined), (file.value = ""), showLogo(), changed(), file.focus());
    put(shown, logo && [h("img", { src: logoUrl(logo), alt: say("lookLogoNow") }), h("button", { class: "second small", type: "button", onclick: drop }, say("lookLogoRemove"))]);
  };
  palette.addEventListener("input", () => ((text.value = palette.value), text.dispatchEvent(new Event("input", { bubbles: true }))));
  text.addEventListener("input", () => (measure(), /^#[0-9a-f]{6}$/i.test(text.value) && (palette.value = text.value)));
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    const place = document.getElementById(`${file.id}-fault`);
    try {
      logo = await drawn(chosen);
      fault(file, place, []);
      showLogo();
      changed();
    } catch {
      fault(file, place, [say("logoUnreadable", { name: chosen.name })]);
    }
  });
  measure();
  showLogo();
  const fonts = typefaces(look.fonts, changed);
  const said = () => ({ template: template.value, accentColour: text.value.trim() || null, footer: footer.value.trim() || null, logo: logo ?? null, fonts: fonts.said() });
  const elements = [
    field("logo", "lookLogo", file, shown),
    field("template", "lookTemplate", template),
    h("div", { class: "field" }, h("label", { for: text.id }, say("lookColour")), h("div", { class: "colour" }, palette, text), h("p", { class: "hint", id: `${text.id}-hint` }, say("lookColourHint")), measured, faultOf("accentColour")),
    fonts.elements,
    field("footer", "lookFooter", footer),
  ];
  return { elements, said, inputs: { logo: file, template, accentColour: text, ...fonts.inputs, footer } };
}

/** Puts each finding to its field; gives what belongs to none. */
function mark({ inputs }, findings) {
  for (const [name, element] of Object.entries(inputs)) {
    const own = findings.filter(({ path }) => path === name).map(({ message, fix }) => `${message} ${fix ?? ""}`);
    fault(element, document.getElementById(`${element.id}-fault`), own);
  }
  return findings.filter(({ path }) => !(path in inputs));
}

/** Shows the look. */
export async function lookPage(place) {
  const [{ body: look, etag }, { items }] = await Promise.all([call("GET", DOOR), page("/v1/invoices", undefined, 1)]);
  const seen = h("div", { class: "tried" });
  const problem = h("div", { class: "notice bad", role: "alert", hidden: true });
  const pdf = h("a", { class: "button second", target: "_blank", hidden: true }, say("lookPdf"));
  const none = h("p", { class: "hint" });
  const complain = (error) => {
    if (!(error instanceof Refused)) throw error;
    const rest = mark(fields, error.faults);
    put(problem, rest.map(({ message }) => h("p", {}, message)));
    problem.hidden = rest.length === 0;
  };
  const offer = (file) => {
    URL.revokeObjectURL(pdf.href);
    pdf.hidden = !file;
    if (file) pdf.href = URL.createObjectURL(file);
  };
  // What comes once another page is open has no place any more.
  const isSeen = (isNewest) => isNewest() && form.isConnected;
  const { now, later } = live(async (isNewest) => {
    if (items.length === 0) return put(none, say("previewNone"));
    // What is not there is not said.
    const tried = JSON.stringify(fields.said(), (_, value) => value ?? undefined);
    try {
      const { body } = await call("POST", `/v1/invoices/${items[0].id}/look`, { body: tried });
      if (isSeen(isNewest)) mark(fields, []), (problem.hidden = true), offer(body);
    } catch (error) {
      if (isSeen(isNewest)) offer(), complain(error);
    }
  });
  const draw = () => {
    const said = fields.said();
    seen.style.fontFamily = said.fonts ? `${FAMILY}, var(--font)` : "";
    put(seen, picture(said, COLOUR));
  };
  const changed = () => (draw(), later());
  const fields = lookFields(look, changed);
  const keep = async (said, tag) => (await call("PATCH", DOOR, { body: said, etag: tag })).etag;
  const save = async (event) => {
    event.preventDefault();
    try {
      const kept = await keep(fields.said(), etag);
      await lookPage(place);
      place.querySelector(".buttons button").focus();
      const before = { template: null, accentColour: null, footer: null, logo: null, ...look, fonts: look.fonts ? { bold: null, ...look.fonts } : null };
      const undo = async () => (await keep(before, kept), await lookPage(place));
      toast(say("lookKept"), { undo });
    } catch (error) {
      complain(error);
      (document.querySelector("[aria-invalid]") ?? place.querySelector(".buttons button")).focus();
    }
  };
  const form = h("form", { novalidate: true, onsubmit: save, oninput: changed }, problem, fields.elements, h("div", { class: "buttons" }, h("button", {}, say("save")), pdf));
  const side = h("section", { class: "look-side", "aria-label": say("lookPreview") }, h("h2", {}, say("lookPreview")), seen, none);
  put(place, h("h1", {}, say("look")), h("p", {}, say("lookText")), h("section", { class: "card" }, h("div", { class: "columns" }, form, side)));
  draw();
  await now();
}
