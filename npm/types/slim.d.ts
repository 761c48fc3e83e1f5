// Types of `voldaan/slim`: the same functions, for those who load the engine themselves.

export * from "./index.js";

/**
 * Loads the engine, `voldaan/engine.wasm`, and is done when the functions can be called.
 *
 * @param source - Where the module is, what came from there, its bytes, the compiled module, or a promise of one of these.
 */
export function init(source: EngineSource | Promise<EngineSource>): Promise<void>;

/**
 * Loads the engine at once.
 *
 * @param module - The compiled module, or its bytes.
 */
export function initSync(module: WebAssembly.Module | BufferSource): void;

/** What the engine can be loaded from. */
export type EngineSource = string | URL | Request | Response | WebAssembly.Module | BufferSource;
