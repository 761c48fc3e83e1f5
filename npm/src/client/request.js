// A request on its way: attempts, their time, what is tried again and after how long, and what its answers hold. It knows no operation.

import { VoldaanError } from "../error.js";

/** The first pause in milliseconds; each next one is twice as long, up to the longest. */
const PAUSE = 250;
const PAUSE_LONGEST = 8_000;
/** Whoever asks to come again later than in so many milliseconds is not waited for. */
const WAIT_LONGEST = 60_000;

/** Statuses that another attempt may change. */
const PASSING = new Set([408, 429, 500, 502, 503, 504]);
/** Statuses that say that nothing was done. */
const UNDONE = new Set([408, 429, 503]);

/** Sends a request until it is answered for good, and gives what `read` makes of the answer. */
export async function carryOut(request, { fetch, timeout, retries, signal }, read) {
  let doubtful = false;
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await once(request, { fetch, timeout, signal }, read);
    if (outcome.value) return outcome.value;
    const { error, status, wait } = outcome;
    // What an attempt before may have removed is removed.
    if (doubtful && request.method === "DELETE" && status === 404) return {};
    const unsure = !UNDONE.has(status);
    const pause = Math.max(wait ?? 0, jittered(attempt));
    if (!outcome.passing || (unsure && !request.repeatable) || attempt >= retries || pause > WAIT_LONGEST) throw error;
    doubtful ||= unsure;
    await sleep(pause, signal);
  }
}

/** One attempt: its value, or its error and whether the error may pass. */
async function once({ method, url, headers, body }, { fetch, timeout, signal }, read) {
  const clock = AbortSignal.timeout(timeout);
  try {
    const any = signal ? AbortSignal.any([clock, signal]) : clock;
    const response = await fetch(url, { method, headers, body, signal: any, redirect: "error", credentials: "omit", cache: "no-store" });
    if (response.ok) return { value: await read(response) };
    const error = await refusal(response);
    // What the payment service has refused it refuses again.
    const passing = PASSING.has(response.status) && error.code !== "provider.refused";
    return { error, status: response.status, passing, wait: waitOf(response) };
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof VoldaanError) return { error: cause, passing: true };
    const late = clock.aborted;
    const message = late ? `No answer came within ${timeout} milliseconds.` : "The service could not be reached, or the connection broke.";
    return { error: failure(late ? "request.timeout" : "request.network", message, {}, { cause }), passing: true };
  }
}

/** What a good answer holds, and its tag. */
export async function read(response, gives) {
  const etag = response.headers.get("etag");
  switch (gives) {
    case "-":
      await response.body?.cancel();
      return { etag };
    case "bytes":
      return { etag, value: new Uint8Array(await response.arrayBuffer()) };
    case "text":
      return { etag, value: await response.text() };
    case "files":
      return { etag, value: { bytes: new Uint8Array(await response.arrayBuffer()), ...next(response) } };
    case "texts":
      return { etag, value: { text: await response.text(), ...next(response) } };
    case "lines":
      return { etag, value: { lines: await response.text(), ...next(response) } };
    default:
      return { etag, value: parsed(await response.text(), response) };
  }
}

function next(response) {
  const place = response.headers.get("voldaan-next");
  return place === null ? {} : { next: place };
}

function parsed(text, response) {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw failure("answer.unreadable", "The answer is not JSON; something between here and the service has changed it.", about(response), { cause });
  }
}

/** The error that an answer states (RFC 9457). */
async function refusal(response) {
  const status = response.status;
  const known = about(response);
  const text = await response.text();
  if (!response.headers.get("content-type")?.startsWith("application/problem+json")) {
    return failure("answer.unreadable", `The answer has the status ${status} and is none of the service.`, known);
  }
  const { code, detail, findings } = parsed(text, response);
  if (findings?.[0]?.code === code) return Object.assign(new VoldaanError(findings), known, { detail });
  return Object.assign(failure(code, detail, known), { detail });
}

const about = (response) => ({ status: response.status, requestId: response.headers.get("x-request-id") ?? undefined });

function failure(code, message, known, options) {
  return Object.assign(new VoldaanError([{ code, severity: "error", path: "", message }], options), known);
}

/** The milliseconds that an answer asks to wait (RFC 9110, 10.2.3). */
function waitOf(response) {
  const asked = response.headers.get("retry-after");
  if (asked === null) return undefined;
  const seconds = /^\d+$/.test(asked) ? Number(asked) : (Date.parse(asked) - Date.now()) / 1000;
  // A little more, so that not all who were told the same come at once.
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds * 1000) + Math.random() * PAUSE;
}

const jittered = (attempt) => Math.min(PAUSE * 2 ** attempt, PAUSE_LONGEST) * (0.5 + Math.random() / 2);

function sleep(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", end);
      resolve();
    }, milliseconds);
    if (signal?.aborted) end();
    else signal?.addEventListener("abort", end, { once: true });
  });
}
