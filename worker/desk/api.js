// The HTTP API of the service with the key of this session. The key stays in the session storage of the tab: it is gone when the tab is.

import { released } from "./press.js";

const PLACE = "voldaan-key";
const CLOCK = "voldaan-clock";

/** A caller who goes too fast waits this long at most, and asks again. */
const WAIT_SECONDS_MAX = 60;

export const key = {
  get: () => sessionStorage.getItem(PLACE),
  set: (text) => sessionStorage.setItem(PLACE, text),
  forget: () => (sessionStorage.removeItem(PLACE), sessionStorage.removeItem(CLOCK)),
};

/** The clock of an administration for tests: a moment at which all is asked and done, or none. */
export const clock = {
  get: () => sessionStorage.getItem(CLOCK),
  set: (text) => (text ? sessionStorage.setItem(CLOCK, text) : sessionStorage.removeItem(CLOCK)),
};

/** What the service refused (RFC 9457). */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail ?? String(status));
    Object.assign(this, { status, code: problem.code ?? "", findings: problem.findings ?? [] });
  }

  /** All that is wrong, each with the path of its field; what belongs to none has an empty one. */
  get faults() {
    return this.findings.length ? this.findings : [{ path: "", message: this.message }];
  }

  /** The same, sentence by sentence. */
  get sentences() {
    return this.faults.map(({ message }) => message);
  }

  /** The same in one text. */
  get words() {
    return this.sentences.join(" ");
  }
}

async function answered(method, path, { body, idempotencyKey, etag, type = "application/json", signal } = {}) {
  const headers = { authorization: `Bearer ${key.get()}` };
  if (clock.get()) headers["x-voldaan-test-clock"] = clock.get();
  if (body !== undefined) headers["content-type"] = type;
  if (idempotencyKey) headers["idempotency-key"] = idempotencyKey;
  if (etag) headers["if-match"] = etag;
  const sent = body === undefined || typeof body === "string" || body instanceof Blob ? body : JSON.stringify(body);
  for (;;) {
    const response = await fetch(path, { method, headers, body: sent, signal });
    const wait = Number(response.headers.get("retry-after"));
    if (response.status !== 429 || !(wait > 0 && wait <= WAIT_SECONDS_MAX)) return response;
    await new Promise((passed) => setTimeout(passed, wait * 1000));
  }
}

/**
 * Sends a request; `idempotencyKey` is the same for each attempt at one thing. The answer comes once nothing is being pressed: it may draw the page
 * anew, and the button under the pointer with it.
 */
export async function call(method, path, options) {
  const response = await answered(method, path, options);
  const isJson = /[/+]json/.test(response.headers.get("content-type") ?? "");
  const answer = response.status === 204 ? null : isJson ? await response.json() : await response.blob();
  await released();
  if (!response.ok) throw new Refused(response.status, isJson ? answer : {});
  return { etag: response.headers.get("etag"), body: answer, next: response.headers.get("voldaan-next") };
}

export const get = async (path, options) => (await call("GET", path, options)).body;
export const post = async (path, body, idempotencyKey = crypto.randomUUID()) => (await call("POST", path, { body, idempotencyKey })).body;
export const patch = async (path, body, etag) => (await call("PATCH", path, { body, etag })).body;
export const remove = async (path) => (await call("DELETE", path)).body;

/** A page of a list, after a cursor if there is one. */
export function page(path, cursor, limit = 50) {
  const url = new URL(path, location.origin);
  url.searchParams.set("limit", String(limit));
  if (cursor) url.searchParams.set("cursor", cursor);
  return get(url.pathname + url.search);
}

/** The items of a list, asked for page by page as they are taken. */
export async function* each(path) {
  for (let cursor; ; ) {
    const { items, next } = await page(path, cursor, 200);
    yield* items;
    if (!next) return;
    cursor = next;
  }
}

/** All items of a list that is short by its nature, such as the entries of one invoice; up to `most`. */
export async function all(path, { most = 2_000 } = {}) {
  const items = [];
  for await (const item of each(path)) if (items.push(item) >= most) break;
  return items;
}

/** Keeps a file for the reader, under a name, with a dash for what no name of a file should have. */
export function save(name, parts, type) {
  const url = URL.createObjectURL(parts instanceof Blob ? parts : new Blob(parts, { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name.replace(/[^\w.-]+/g, "-");
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
