// The package as a place for vectors: objects in, objects or a VoldaanError out, as a user calls it. It knows no expected value.

/** Calls a function of the package; the answer as canonical JSON. Runs in a page too, so it closes over nothing. */
export function answerOf(api, door, args) {
  try {
    return { refused: false, text: JSON.stringify(api[door](...args)) };
  } catch (error) {
    if (error.name !== "VoldaanError" || error.code === "internal") throw error;
    return { refused: true, text: JSON.stringify(error.findings) };
  }
}
