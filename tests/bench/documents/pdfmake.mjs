// The page with pdfmake: a table of lines and one of totals, both faces embedded.

import pdfmake from "pdfmake";
import { FACTS, HEADS } from "./page.mjs";

/** Fonts are files of a virtual file system here. */
export function pdfmakeOf(fonts) {
  pdfmake.virtualfs.writeFileSync("regular.ttf", fonts.regular);
  pdfmake.virtualfs.writeFileSync("bold.ttf", fonts.bold);
  pdfmake.setFonts({ Inter: { normal: "regular.ttf", bold: "bold.ttf" } });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  return (page) => pdfmake.createPdf(definition(page)).getBuffer();
}

function definition(page) {
  const right = (row) => row.map((text, index) => ({ text, alignment: index === 0 ? "left" : "right" }));
  return {
    pageSize: "A4",
    defaultStyle: { font: "Inter", fontSize: 9 },
    content: [
      { text: `${page.title} ${page.number}`, fontSize: 24, bold: true },
      { columns: [page.supplier.join("\n"), page.customer.join("\n")], margin: [0, 20] },
      ...FACTS,
      { layout: "lightHorizontalLines", margin: [0, 20], table: { headerRows: 1, widths: ["*", 80, 80, 60, 80], body: [right(HEADS), ...page.rows.map(right)] } },
      { layout: "noBorders", margin: [250, 0, 0, 20], table: { widths: ["*", 100], body: page.totals.map(right) } },
      ...page.payment,
    ],
    footer: { text: page.foot, fontSize: 7.8, margin: [40, 0] },
  };
}
