// Entry for workerd (Cloudflare Workers), which compiles a module at deployment and refuses to compile one later.

import { load } from "./boundary.js";
import module from "./engine_bg.wasm";

load(module);

export * from "./api.js";
