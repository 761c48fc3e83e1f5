// The boundary to the engine: values in, values out, refusals as errors, and a fresh instance after a trap. It knows no function.

import { encode, merged } from "./arguments.js";
import loadEngine, { __wbg_reset_state as reset, call, initSync } from "./engine.js";
import { VoldaanError } from "./error.js";

/** What an answer begins with when it is a refusal: `!`, with which no JSON begins. */
const REFUSED = 33;

let isLoaded = false;

/** Takes a WebAssembly.Module, or its bytes. */
export function load(module) {
  initSync({ module });
  isLoaded = true;
}

/** Takes where the module is (a URL or a Request), what came from there (a Response), its bytes or the module itself, or a promise. */
export async function loadFrom(source) {
  await loadEngine({ module_or_path: source });
  isLoaded = true;
}

/** The instance of the engine, if it is loaded. */
export function engineNow() {
  return isLoaded ? initSync() : undefined;
}

/** Calls a door of the engine; throws a VoldaanError with everything that was found. */
export function invoke(door, args) {
  const { text, findings, cause } = encode(args);
  const answer = enter(door, text);
  if (findings !== undefined) throw new VoldaanError(merged(findings, answer.refused ?? []), cause && { cause });
  if (answer.refused !== undefined) throw new VoldaanError(answer.refused);
  return answer.taken;
}

/** As `invoke`, for a door whose answer is a list of findings: what cannot cross belongs to the answer. */
export function inquire(door, args) {
  const { text, findings } = encode(args);
  const answer = enter(door, text);
  if (answer.refused !== undefined) throw new VoldaanError(answer.refused);
  return findings === undefined ? answer.taken : merged(findings, answer.taken);
}

function enter(door, text) {
  let answer;
  try {
    answer = call(door, text);
  } catch (cause) {
    throw recovered(cause);
  }
  return answer.charCodeAt(0) === REFUSED ? { refused: JSON.parse(answer.slice(1)) } : { taken: JSON.parse(answer) };
}

/** After an exception inside the engine: starts it afresh, which is always right as no answer depends on what it keeps, and gives the error. */
export function recovered(cause) {
  if (!isLoaded) return new Error("The engine is not loaded: call init or initSync of voldaan/slim first.", { cause });
  const message = `Voldaan failed: ${cause.message}. The next call has a fresh engine.`;
  const fix = "This is a defect: please report it with the call that led to it.";
  try {
    reset();
  } catch {
    // No memory for another instance now: the next call fails here again, and tries again.
  }
  return new VoldaanError([{ code: "internal", severity: "error", path: "", message, fix }], { cause });
}

