// Entry for Node: the engine is read from the file beside this one.

import { readFileSync } from "node:fs";
import { load } from "./boundary.js";

load(readFileSync(new URL("./engine_bg.wasm", import.meta.url)));

export * from "./api.js";
