// Entry for those who load the engine themselves: `voldaan/engine.wasm` is the module.

export { load as initSync, loadFrom as init } from "./boundary.js";
export * from "./api.js";
