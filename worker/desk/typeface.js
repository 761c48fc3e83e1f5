// The fonts of the look: a file each, seen as letters while it is chosen. The service judges whether documents can be set in it.

import { administration } from "./books.js";
import { fault, h, put } from "./dom.js";
import { field, input } from "./look-field.js";
import { base64Of } from "./logo.js";
import { say } from "./say.js";

/** The service takes fonts of this many bytes. */
const BYTES_MAX = 1024 * 1024;
/** How the name of a font that is kept begins. */
const KEPT = "sha256:";
/** Letters, digits and signs that invoices have. */
const SAMPLE = "Aa Gg Éé ß 0123456789 € 1.250,00";
/** The family under which the page knows them. */
export const FAMILY = "tried";

const bytesOf = async (said) =>
  said.startsWith(KEPT) ? (await fetch(`/font/${administration().id}/${said.slice(KEPT.length)}`)).arrayBuffer() : Uint8Array.from(atob(said), (sign) => sign.charCodeAt(0));

/** A field for one of them, which stands at a path of the look. */
function typeface([name, path, weight, label], kept, changed) {
  let said = kept, face;
  const shown = h("div", { class: "logo-now" });
  const file = input("input", name, { type: "file", accept: ".ttf,.otf,font/ttf,font/otf" });
  const show = async () => {
    if (face) document.fonts.delete(face);
    put(shown);
    if (!said) return;
    const drop = () => ((said = undefined), (file.value = ""), show(), changed(), file.focus());
    const sample = h("span", { class: "sample" }, SAMPLE);
    put(shown, sample, h("button", { class: "second small", type: "button", onclick: drop }, say(`${label}Remove`)));
    try {
      document.fonts.add((face = new FontFace(FAMILY, await bytesOf(said), { weight })));
      await face.load();
      Object.assign(sample.style, { fontFamily: FAMILY, fontWeight: weight });
    } catch {
      // What is no font has no letters to show; the service says so at the field.
      sample.remove();
    }
  };
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    const isLarge = chosen.size > BYTES_MAX;
    fault(file, document.getElementById(`${file.id}-fault`), isLarge ? [say("lookFontLarge", { name: chosen.name })] : []);
    if (isLarge) return;
    said = await base64Of(chosen);
    await show();
    changed();
  });
  show();
  return { path, file, element: field(name, label, file, shown), said: () => said };
}

/** The fields of the fonts; `said()` gives them as they are now. */
export function typefaces(kept, changed) {
  const faces = [["font", "fonts.regular", 400, "lookFont"], ["fontBold", "fonts.bold", 700, "lookFontBold"]].map((each) => typeface(each, kept?.[each[1].slice(6)], changed));
  const said = () => {
    const [regular, bold] = faces.map((face) => face.said() ?? null);
    return regular || bold ? { regular, bold } : null;
  };
  return { elements: faces.map(({ element }) => element), said, inputs: Object.fromEntries(faces.map(({ path, file }) => [path, file])) };
}
