// A draft in the fragment of a link: packed JSON as base64url. What a link brings is bounded before it is unpacked and while it is, and
// what it says is for the engine to judge, like anything that is typed.

import { tell } from "./phrases.js";

const PREFIX = "#draft=";

/** A link may have this many characters after the prefix: what browsers and chats carry. */
const TEXT_MAX = 16_000;

/** A draft may have this many bytes of JSON: some hundred lines. */
const JSON_BYTES_MAX = 200_000;

/** The fragment that says a draft. Throws a RangeError where it does not fit into a link. */
export async function write(draft) {
  const bytes = new TextEncoder().encode(JSON.stringify(draft));
  const packed = await collected(new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw")), Infinity);
  const text = btoa(String.fromCharCode(...packed)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  if (bytes.length > JSON_BYTES_MAX || text.length > TEXT_MAX) throw new RangeError(tell("tooLong"));
  return PREFIX + text;
}

/** The draft of a fragment. */
export async function read(fragment) {
  const text = fragment.startsWith(PREFIX) ? fragment.slice(PREFIX.length) : "";
  if (text.length > TEXT_MAX) throw new RangeError(tell("linkTooLong"));
  if (!/^[\w-]+$/.test(text)) throw new SyntaxError(tell("linkEmpty"));
  const packed = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
  const bytes = await collected(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")), JSON_BYTES_MAX);
  const draft = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  if (typeof draft !== "object" || draft === null || !Array.isArray(draft.lines)) throw new SyntaxError(tell("linkEmpty"));
  return draft;
}

/** All bytes of a stream; stops where there are more than so many. */
async function collected(stream, most) {
  const chunks = [];
  let length = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new RangeError(tell("linkTooMuch"));
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
