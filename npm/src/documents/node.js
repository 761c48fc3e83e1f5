// Entry for Node: engine and fonts are read from the files beside this one, the fonts when the first PDF is made.

import { readFileSync } from "node:fs";
import { load } from "./boundary.js";
import { fontsFrom } from "./documents.js";

const file = (name) => readFileSync(new URL(name, import.meta.url));

load(file("./engine_bg.wasm"));
const pair = (name) => ({ regular: file(`../fonts/${name}-Regular.ttf`), bold: file(`../fonts/${name}-Bold.ttf`) });
fontsFrom(
  () => pair("Inter"),
  () => pair("QrBillSans"),
);

export * from "./api.js";
