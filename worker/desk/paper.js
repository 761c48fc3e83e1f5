// A small drawing of the first page of a document and of the customer's page in a look, for those who choose it. It says nothing of amounts:
// the PDF beside it is the real thing.

import { contrast, shade } from "./colour.js";
import { h, s } from "./dom.js";
import { logoUrl } from "./logo.js";
import { say } from "./say.js";

const bar = (x, y, width, height, fill) => s("rect", { x, y, width, height, fill, rx: 1 });
const grey = "#d6dae0";
const ink = "#5c626e";

/** The logo, or a bar where the name of the seller stands. */
const head = (logo, x, y, fill) => (logo ? s("image", { href: logo, x, y, width: 60, height: 24, preserveAspectRatio: "xMinYMid meet" }) : bar(x, y + 6, 54, 8, fill));

function paper({ template, accentColour, footer }, logo) {
  const isBand = template === "band";
  const left = template === "letter" ? 25 : 19;
  const rows = [0, 1, 2].map((row) => [bar(left, 150 + row * 14, 80, 4, grey), bar(172 - left + 19, 150 + row * 14, 20, 4, grey)]);
  return s(
    "svg",
    { class: "paper", viewBox: "0 0 210 297", role: "img", "aria-label": `${say("lookDocument")}: ${say(`template.${template}`)}` },
    s("rect", { width: 210, height: 297, fill: "#fff" }),
    isBand && s("rect", { width: 210, height: 40, fill: accentColour }),
    isBand && logo && s("rect", { x: left - 3, y: 5, width: 66, height: 30, rx: 3, fill: "#fff" }),
    head(logo, left, 8, isBand ? "#fff" : accentColour),
    [0, 1, 2].map((row) => bar(left, (template === "letter" ? 60 : 62) + row * 8, 50 - row * 8, 4, ink)),
    [0, 1].map((row) => bar(140, 62 + row * 8, 45, 4, grey)),
    bar(left, 116, 70, 9, accentColour),
    bar(left, 140, 191 - left, 1.5, accentColour),
    rows,
    bar(left, 196, 191 - left, 1, grey),
    bar(140, 204, 51, 7, accentColour),
    bar(left, 274, 191 - left, 0.8, grey),
    footer && footer.split("\n").slice(0, 2).map((text, row) => s("text", { x: left, y: 282 + row * 6, "font-size": 4.5, fill: ink }, text.slice(0, 80))),
  );
}

/** The head of the customer's page, with what is pressed there. */
function portal(logo) {
  return h(
    "div",
    { class: "portal", role: "img", "aria-label": say("lookPortal") },
    logo ? h("img", { src: logo, alt: "" }) : h("span", { class: "portal-name" }),
    h("span", { class: "portal-sheet" }, h("span", { class: "portal-pay" }, say("lookPay"))),
  );
}

/** The drawing of a look; a colour that is none is left aside. */
export function picture({ logo, accentColour, ...look }, usual) {
  const colour = contrast(accentColour ?? "") ? accentColour : usual;
  const url = logo && logoUrl(logo);
  const page = portal(url);
  page.style.setProperty("--tried", shade(colour));
  return [paper({ ...look, accentColour: colour }, url), page];
}
