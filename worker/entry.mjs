// The entry module of the Worker: what worker-build makes, and an answer where it panics.
//
// A panic stops the WebAssembly instance in the middle of its work; the next request gets a new one. Whoever waits for the old one
// would wait for ever, so each of them is told to ask again. What was not committed is undone by the database, and what was is
// answered from the record of its idempotency key.

import Worker, { Book as Shipped } from "./build/index.js";

const PROBLEM = {
  type: "about:blank",
  title: "Internal Server Error",
  status: 500,
  code: "internal",
  detail: "A defect of Voldaan broke this off. Send the same request again, with the same Idempotency-Key: it is done once.",
};

/** Those who wait look this often whether the instance that they wait for is still there. */
const LOOK_MILLISECONDS = 100;

/** How often an instance panicked. */
let panics = 0;

addEventListener("error", ({ error }) => {
  if (error instanceof WebAssembly.RuntimeError) panics += 1;
});

/**
 * What `work` comes to, or its failure once the instance has panicked. Each request looks by a timer of its own: the platform lets
 * no request settle what another one waits for, and takes one that waits for nothing to hang.
 */
async function unlessPanicked(work) {
  const before = panics;
  let timer;
  const panic = new Promise((_, reject) => {
    timer = setInterval(() => panics > before && reject(new Error("the instance panicked")), LOOK_MILLISECONDS);
  });
  try {
    return await Promise.race([work(), panic]);
  } finally {
    clearInterval(timer);
  }
}

/** The answer of `work`, or that it broke off. */
async function answer(work) {
  try {
    return await work();
  } catch (error) {
    console.error(JSON.stringify({ level: "error", code: PROBLEM.code, cause: String(error) }));
    const headers = { "content-type": "application/problem+json", "cache-control": "no-store", "retry-after": "1" };
    return new Response(JSON.stringify(PROBLEM), { status: PROBLEM.status, headers });
  }
}

/** A request without what the platform knows of its caller: nobody asks for it here, and it is read out for each request where it is there. */
function plain(request) {
  return Object.defineProperty(request, "cf", { value: undefined });
}

export class Book extends Shipped {
  fetch(request) {
    return answer(() => unlessPanicked(() => super.fetch(plain(request))));
  }

  /** Fails where it panics, so that the platform sets off the alarm again. */
  alarm() {
    return unlessPanicked(() => super.alarm());
  }
}

const { bookOf } = Worker.prototype;
// What it exports, others can call; this is for here.
delete Worker.prototype.bookOf;

/** The Book that a request goes to; nothing where the front itself has to do with it, or broke. */
function book(request, env) {
  try {
    const name = bookOf(plain(request), env);
    return name === undefined ? undefined : env.BOOK.getByName(name);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) panics += 1;
    return undefined;
  }
}

export default class extends Worker {
  fetch(request) {
    const asked = book(request, this.env);
    return answer(() => (asked ? asked.fetch(request) : unlessPanicked(() => super.fetch(request))));
  }
}
