// Entry for Node: engine and fonts are read from the files beside this one, the fonts when the first PDF is made.

import { readFileSync } from "node:fs";
import { load } from "./boundary.js";
import { fontsFrom } from "./documents.js";

const file = (name) => readFileSync(new URL(name, import.meta.url));

load(file("./engine_bg.wasm"));
fontsFrom(() => ({ regular: file("../fonts/Inter-Regular.ttf"), bold: file("../fonts/Inter-Bold.ttf") }));

export * from "./api.js";
