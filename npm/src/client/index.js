// The client of the service (`voldaan/client`): a method for each operation, made from their generated table. It computes nothing
// and knows no invoice.

import { VoldaanError } from "../error.js";
import { TABLE } from "./operations.js";
import { Pages } from "./pages.js";
import { carryOut, read } from "./request.js";

export { VoldaanError };

/** The ETag of each resource that was answered, while somebody has the resource. */
const TAGS = new WeakMap();

/** The ETag of a resource that a client answered, or undefined. */
export const etagOf = (resource) => TAGS.get(resource);

/** An attempt may take so many milliseconds, with its answer. */
const TIMEOUT = 30_000;
/** So many attempts come after the first. */
const RETRIES = 3;

/** Calls one administration, with its key. */
export class Client {
  #settings;

  constructor({ url, key, fetch = globalThis.fetch, timeout = TIMEOUT, retries = RETRIES }) {
    const base = new URL(url).href.replace(/\/$/, "");
    if (typeof key !== "string" || key === "") throw new TypeError("A client takes the API key of an administration as `key`.");
    this.#settings = { base, key, fetch: (...request) => fetch(...request), timeout, retries };
  }

  static {
    for (const line of TABLE.trim().split("\n")) {
      const [name, method, path, takes, gives, once] = line.split(" ");
      const operation = { name, method, path, takes, gives, once: once === "once" };
      const call = {
        [name](...given) {
          return Client.#call(this.#settings, operation, given);
        },
      };
      Object.defineProperty(Client.prototype, name, { value: call[name], writable: true, configurable: true });
    }
  }

  static #call(settings, operation, given) {
    const path = operation.path.replace(/\{\w+\}/g, () => segment(operation.name, given.shift()));
    const input = operation.takes === "-" ? undefined : given.shift();
    const options = given.shift() ?? {};
    const [gives, cursor] = operation.gives.split(":");
    if (cursor === undefined) return answer(settings, operation, { path, input, options, gives });
    return new Pages(
      (place) => answer(settings, operation, { path, input: { ...input, ...(place && { [cursor]: place }) }, options, gives }),
      gives,
    );
  }
}

async function answer(settings, operation, { path, input, options, gives }) {
  const isQuery = operation.takes === "query";
  const body = isQuery || input === undefined ? undefined : operation.takes === "json" ? JSON.stringify(input) : input;
  const response = await carryOut(
    {
      method: operation.method,
      url: settings.base + path + (isQuery ? query(input) : ""),
      headers: headers(settings, operation, body, options),
      body,
      // A merge patch that was carried out has changed the tag: whether it was cannot be told by sending it again.
      repeatable: operation.method !== "PATCH" || options.ifMatch === "*",
    },
    { ...settings, ...options },
    (response) => read(response, gives),
  );
  if (typeof response.value === "object" && response.etag !== null) TAGS.set(response.value, response.etag);
  return response.value;
}

const MEDIA = { json: "application/json", xml: "application/xml", lines: "application/x-ndjson" };

function headers(settings, operation, body, { idempotencyKey, ifMatch, testClock }) {
  const headers = { authorization: `Bearer ${settings.key}` };
  if (body !== undefined) headers["content-type"] = MEDIA[operation.takes];
  if (operation.once) headers["idempotency-key"] = idempotencyKey ?? crypto.randomUUID();
  const tag = typeof ifMatch === "object" ? etagOf(ifMatch) : ifMatch;
  if (tag !== undefined) headers["if-match"] = tag;
  if (testClock !== undefined) headers["x-voldaan-test-clock"] = testClock;
  return headers;
}

function segment(name, value) {
  // Of "." and ".." a URL would make another path.
  if (typeof value !== "string" || /^\.{0,2}$/.test(value)) throw new TypeError(`${name} takes an id as text, not ${JSON.stringify(value)}.`);
  return encodeURIComponent(value);
}

function query(input = {}) {
  const said = Object.entries(input).filter(([, value]) => value !== undefined);
  return said.length === 0 ? "" : `?${new URLSearchParams(said)}`;
}
