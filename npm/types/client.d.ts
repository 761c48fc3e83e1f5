// Types of `voldaan/client`: the HTTP client of the Worker.

import type { VoldaanError as EngineError } from "./api.js";
import type { Operations } from "./service.js";

export type * from "./service.js";
export type * from "./wire.js";

/** What a client is made with. */
export interface ClientOptions {
  /** Where the Worker is, such as `https://billing.example`. */
  url: string | URL;
  /** An API key of the administration; the admin key of the service opens administrations. */
  key: string;
  /** How requests are sent; the global `fetch` if absent. */
  fetch?: typeof globalThis.fetch | undefined;
  /** An attempt may take so many milliseconds, with its answer; 30,000 if absent. */
  timeout?: number | undefined;
  /** So many attempts come after the first; 3 if absent. */
  retries?: number | undefined;
}

/** How one request is made. */
export interface RequestOptions {
  /** Ends the request and its attempts. */
  signal?: AbortSignal | undefined;
  /** As that of the client, for this request. */
  timeout?: number | undefined;
  /** As those of the client, for this request. */
  retries?: number | undefined;
  /** The time to act at, such as `2026-01-31T09:00:00Z`; only for administrations that are for tests. */
  testClock?: string | undefined;
}

/** How a request is made that is carried out once. */
export interface OnceOptions extends RequestOptions {
  /**
   * Names the one thing to do: who sends it again under the same name gets the same answer, and nothing is done twice. A new
   * one is made for each call if absent, and kept over its attempts; state your own to be safe over crashes of your program too.
   */
  idempotencyKey?: string | undefined;
}

/** How a change is made. */
export interface ChangeOptions extends RequestOptions {
  /** What the change is made of: the resource as this client answered it, its ETag, or `*` for whatever it is now. */
  ifMatch: object | string;
}

/** A change (RFC 7396): what it names is replaced, `null` removes, and objects are merged in turn. */
export type Patch<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]?: Patch<T[K]> | null } : T;

/** A list in pages: awaited, its first page; iterated, all its items, a page at a time as they are needed. */
export interface Pages<Item, Page> extends PromiseLike<Page>, AsyncIterable<Item> {
  /** The pages, one after the other. */
  pages(): AsyncGenerator<Page, void, undefined>;
}

/** A part of an export. */
export interface ExportPage {
  /** Lines of JSON, as `import` takes them. */
  lines: string;
  /** Where the next part starts; absent in the last. */
  next?: string;
}

/** A part of a table; the parts one after the other are the table, whose heads stand in the first. */
export interface TextPage {
  text: string;
  /** Where the next part begins. */
  next?: string | undefined;
}

/** One of several files that hold more than fits into one. */
export interface FilePage {
  bytes: Uint8Array<ArrayBuffer>;
  /** Where the next file begins. */
  next?: string | undefined;
}

/**
 * Calls one administration.
 *
 * What can be done twice without harm, or has an `Idempotency-Key`, is tried again when the network, the time or the service
 * fails (408, 429, 500, 502, 503, 504), after a pause that grows and differs each time, or as `Retry-After` says.
 *
 * Every method throws a {@link VoldaanError}; `request.network`, `request.timeout` and `answer.unreadable` are the client's own
 * codes. A signal that ends a request throws its own reason.
 */
export class Client {
  constructor(options: ClientOptions);
}
export interface Client extends Operations {}

/** A refusal of the service (RFC 9457), or a request that got no answer. */
export class VoldaanError extends EngineError {
  /** The status of the answer, where there was one. */
  readonly status?: number;
  /** What is wrong and what to do, as the service says it. */
  readonly detail?: string;
  /** The name of the request in the logs of the service. */
  readonly requestId?: string;
}

/** The ETag of a resource that a client answered; undefined if it is none, or a copy. */
export function etagOf(resource: object): string | undefined;
