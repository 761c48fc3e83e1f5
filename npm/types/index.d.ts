// Types of `voldaan`.

export * from "./api.js";
export type * from "./wire.js";
