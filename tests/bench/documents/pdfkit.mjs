// The page with pdfkit: text set at places, both faces embedded.

import PDFDocument from "pdfkit";
import { COLUMNS, FACTS, HEADS } from "./page.mjs";

const LEFT = 54;

export function pdfkit(page, fonts) {
  return new Promise((resolve, reject) => {
    const document = new PDFDocument({ size: "A4", margin: LEFT });
    const parts = [];
    document.on("data", (part) => parts.push(part));
    document.on("end", () => resolve(Buffer.concat(parts)));
    document.on("error", reject);
    document.registerFont("regular", fonts.regular);
    document.registerFont("bold", fonts.bold);
    draw(document, page);
    document.end();
  });
}

function draw(document, page) {
  document.font("bold").fontSize(24).text(`${page.title} ${page.number}`, LEFT, 54);
  document.font("regular").fontSize(9);
  page.supplier.forEach((line, index) => document.text(line, LEFT, 100 + index * 13));
  page.customer.forEach((line, index) => document.text(line, 300, 100 + index * 13));
  FACTS.forEach((line, index) => document.text(line, LEFT, 170 + index * 13));
  let y = 240;
  for (const row of [HEADS, ...page.rows]) {
    let x = LEFT;
    row.forEach((cell, index) => {
      document.text(cell, x, y, { width: COLUMNS[index], align: index === 0 ? "left" : "right" });
      x += COLUMNS[index];
    });
    y += 20;
    document.moveTo(LEFT, y - 5).lineTo(LEFT + 487, y - 5).lineWidth(0.4).stroke("#d6dae0");
  }
  for (const [label, amount] of page.totals) {
    document.text(label, 300, y, { width: 150 });
    document.text(amount, 450, y, { width: 91, align: "right" });
    y += 17;
  }
  page.payment.forEach((line, index) => document.text(line, LEFT, y + 20 + index * 13));
  document.fontSize(7.8).text(page.foot, LEFT, 770);
}
