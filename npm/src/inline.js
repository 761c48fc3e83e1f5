// Entry for browsers, bundlers and everything else: the engine is part of the script, so that nothing has to be fetched or configured.

import { load } from "./boundary.js";
import { SHIFT, text } from "./engine_inline.js";

const bytes = new Uint8Array(text.length);
for (let index = 0; index < bytes.length; index += 1) bytes[index] = text.charCodeAt(index) - SHIFT;
load(bytes);

export * from "./api.js";
