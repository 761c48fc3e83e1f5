// The page with jsPDF: text set at places, both faces embedded. It takes fonts as Base64 text, made once outside of what is measured.

import { jsPDF } from "jspdf";
import { COLUMNS, FACTS, HEADS } from "./page.mjs";

const LEFT = 54;

export function jspdf(page, fonts) {
  const document = new jsPDF({ unit: "pt", format: "a4", compress: true });
  document.addFileToVFS("regular.ttf", fonts.base64.regular);
  document.addFont("regular.ttf", "Inter", "normal");
  document.addFileToVFS("bold.ttf", fonts.base64.bold);
  document.addFont("bold.ttf", "Inter", "bold");
  document.setFont("Inter", "bold").setFontSize(24).text(`${page.title} ${page.number}`, LEFT, 78);
  document.setFont("Inter", "normal").setFontSize(9);
  document.text(page.supplier, LEFT, 109);
  document.text(page.customer, 300, 109);
  document.text(FACTS, LEFT, 179);
  document.setDrawColor(214, 218, 224).setLineWidth(0.4);
  let y = 249;
  for (const row of [HEADS, ...page.rows]) {
    let x = LEFT;
    row.forEach((cell, index) => {
      if (index === 0) document.text(cell, x, y);
      else document.text(cell, x + COLUMNS[index], y, { align: "right" });
      x += COLUMNS[index];
    });
    y += 20;
    document.line(LEFT, y - 14, LEFT + 487, y - 14);
  }
  for (const [label, amount] of page.totals) {
    document.text(label, 300, y);
    document.text(amount, 541, y, { align: "right" });
    y += 17;
  }
  document.text(page.payment, LEFT, y + 20);
  document.setFontSize(7.8).text(page.foot, LEFT, 778);
  return Buffer.from(document.output("arraybuffer"));
}
