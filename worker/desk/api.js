// The HTTP API of the service with the key of this session. The key stays in the session storage of the tab: it is gone when the tab is.

const PLACE = "voldaan-key";

export const key = {
  get: () => sessionStorage.getItem(PLACE),
  set: (text) => sessionStorage.setItem(PLACE, text),
  forget: () => sessionStorage.removeItem(PLACE),
};

/** What the service refused (RFC 9457). */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail ?? String(status));
    Object.assign(this, { status, code: problem.code ?? "", findings: problem.findings ?? [] });
  }
}

/** Sends a request; `idempotencyKey` is the same for each attempt at one thing. */
export async function call(method, path, { body, idempotencyKey, etag, type = "application/json", signal } = {}) {
  const headers = { authorization: `Bearer ${key.get()}` };
  if (body !== undefined) headers["content-type"] = type;
  if (idempotencyKey) headers["idempotency-key"] = idempotencyKey;
  if (etag) headers["if-match"] = etag;
  const sent = body === undefined || typeof body === "string" || body instanceof Blob ? body : JSON.stringify(body);
  const response = await fetch(path, { method, headers, body: sent, signal });
  if (response.status === 204) return { etag: null, body: null };
  const isJson = (response.headers.get("content-type") ?? "").includes("json");
  const answer = isJson ? await response.json() : await response.blob();
  if (!response.ok) throw new Refused(response.status, isJson ? answer : {});
  return { etag: response.headers.get("etag"), body: answer };
}

export const get = async (path, options) => (await call("GET", path, options)).body;
export const post = async (path, body, idempotencyKey = crypto.randomUUID()) => (await call("POST", path, { body, idempotencyKey })).body;
export const patch = async (path, body, etag) => (await call("PATCH", path, { body, etag })).body;
export const remove = async (path) => (await call("DELETE", path)).body;

/** All items of a list, page by page, up to `most`; `onPage` is told how many there are so far. */
export async function all(path, { most = 5_000, onPage } = {}) {
  const items = [];
  for (let cursor; ; ) {
    const url = new URL(path, location.origin);
    url.searchParams.set("limit", "200");
    if (cursor) url.searchParams.set("cursor", cursor);
    const page = await get(url.pathname + url.search);
    items.push(...page.items);
    onPage?.(items.length);
    cursor = page.next;
    if (!cursor || items.length >= most) return items;
  }
}
