// The page with @react-pdf/renderer: boxes and texts laid out by it, both faces embedded. It takes fonts as data addresses.

import { Document, Font, Page, Text, View, renderToBuffer } from "@react-pdf/renderer";
import { createElement as element } from "react";
import { COLUMNS, FACTS, HEADS } from "./page.mjs";

export function reactPdfOf(fonts) {
  const source = (name) => `data:font/ttf;base64,${fonts.base64[name]}`;
  Font.register({ family: "Inter", fonts: [{ src: source("regular") }, { src: source("bold"), fontWeight: "bold" }] });
  return (page) => renderToBuffer(document(page));
}

const texts = (lines) => lines.map((line, index) => element(Text, { key: index }, line));
const cells = (row) =>
  row.map((cell, index) => element(Text, { key: index, style: { width: COLUMNS[index], textAlign: index === 0 ? "left" : "right" } }, cell));
const row = (key, children) => element(View, { key, style: { flexDirection: "row", paddingVertical: 5, borderBottom: "0.4pt solid #d6dae0" } }, children);

function document(page) {
  const total = ([label, amount], index) =>
    element(View, { key: index, style: { flexDirection: "row", marginLeft: 246 } }, [
      element(Text, { key: 0, style: { width: 150 } }, label),
      element(Text, { key: 1, style: { width: 91, textAlign: "right" } }, amount),
    ]);
  return element(
    Document,
    { title: page.number },
    element(Page, { size: "A4", style: { fontFamily: "Inter", fontSize: 9, padding: 54 } }, [
      element(Text, { key: "title", style: { fontSize: 24, fontWeight: "bold" } }, `${page.title} ${page.number}`),
      element(View, { key: "parties", style: { flexDirection: "row", marginVertical: 20 } }, [
        element(View, { key: 0, style: { width: 246 } }, texts(page.supplier)),
        element(View, { key: 1 }, texts(page.customer)),
      ]),
      element(View, { key: "facts", style: { marginBottom: 20 } }, texts(FACTS)),
      row("heads", cells(HEADS)),
      ...page.rows.map((line, index) => row(`row${index}`, cells(line))),
      ...page.totals.map(total),
      element(View, { key: "payment", style: { marginTop: 20 } }, texts(page.payment)),
      element(Text, { key: "foot", style: { fontSize: 7.8, position: "absolute", left: 54, top: 770 } }, page.foot),
    ]),
  );
}
