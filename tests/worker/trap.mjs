// The entry module of a Worker that traps on demand: the shipped modules as they are, above a source of randomness that runs dry
// when a request says so. Whatever then asks for random bytes panics in the middle of its work, as a defect would.

import Worker from "./entry.mjs";

export { Book } from "./entry.mjs";

const fill = crypto.getRandomValues.bind(crypto);
let left = Infinity;

crypto.getRandomValues = (bytes) => {
  if (left === 0) throw new Error("no randomness, as the test wants");
  left -= 1;
  return fill(bytes);
};

export default class extends Worker {
  /** A request with x-trap-after gets that many random values, and none after them. */
  fetch(request) {
    left = Number(request.headers.get("x-trap-after") ?? Infinity);
    return super.fetch(request);
  }
}
