// The vectors for hosts outside Rust: reads the files of tests/vectors, puts each case to a place that runs Voldaan, and compares the bytes
// of every answer with those of the native engine, which tests/tests/vectors.rs judges. It judges no answer by itself.
//
// A place is `{ name, call(door, args, text) }`: `args` are the arguments, `text` is the JSON text of the first where the case gives
// text. It answers `{ refused, text }`, the canonical JSON of the result or of the findings. A place that cannot run every case says
// `offers(case)`.

import { spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const FOLDER = new URL("../vectors/", import.meta.url);
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A scenario of several calls; see tests/vectors/README.md. */
const CREDIT_SEQUENCE = "creditSequence";

/** All cases of all files, each with its `file`. */
export async function loadCases() {
  const names = await readdir(FOLDER, { recursive: true });
  const files = names.filter((name) => name.endsWith(".json")).sort();
  const lists = files.map(async (file) => {
    const cases = JSON.parse(await readFile(new URL(file, FOLDER), "utf8"));
    return cases.map((one) => ({ ...one, file }));
  });
  return (await Promise.all(lists)).flat();
}

/** Whether a case can run at a place. */
export function runsAt(one, place) {
  const named = one.places === undefined || one.places.includes(place.name);
  return named && (place.offers?.(one) ?? true);
}

/** Puts a case to a place: every call on the way, as `{ door, text, answer }` with the text of all arguments. */
export async function record(one, place) {
  const calls = [];
  const call = async (door, args, first) => {
    const answer = await place.call(door, args, first);
    calls.push({ door, text: argumentsText(args, first), answer });
    return answer;
  };
  if (one.inputText !== undefined) {
    const first = await resolved(one.inputText, call);
    await call(one.door, [parsed(first)], first);
    return calls;
  }
  const args = await resolved(one.input, call);
  if (one.door === CREDIT_SEQUENCE) await creditSequence(args, call);
  else await call(one.door, args);
  return calls;
}

/** JSON where it is JSON: places outside JavaScript also get texts that are none. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function argumentsText(args, first) {
  return first === undefined ? JSON.stringify(args) : `[${first}]`;
}

/** An input with its descriptors written out. */
async function resolved(value, call) {
  if (Array.isArray(value)) return sequentially(value, (item) => resolved(item, call));
  if (value === null || typeof value !== "object") return value;
  const keys = Object.keys(value);
  const only = keys.length === 1 && keys[0].startsWith("$") ? keys[0] : undefined;
  switch (only) {
    case undefined:
      return Object.fromEntries(await sequentially(keys, async (key) => [key, await resolved(value[key], call)]));
    case "$repeat": {
      const item = await resolved(value.$repeat.item, call);
      return Array.from({ length: value.$repeat.count }, () => item);
    }
    case "$text":
      return value.$text.character.repeat(value.$text.count);
    case "$nest":
      return Array.from({ length: value.$nest.depth }).reduce((inner) => [inner], []);
    case "$merge":
      return merge(await resolved(value.$merge[0], call), value.$merge[1]);
    case "$issued":
      return taken(await call("issue", await resolved(value.$issued, call)));
    default:
      throw new Error(`there is no descriptor ${only}`);
  }
}

/** RFC 7396: objects merge, everything else replaces, null removes. */
function merge(whole, patch) {
  if (patch === null || typeof patch !== "object" || Array.isArray(patch)) return patch;
  const merged = whole !== null && typeof whole === "object" && !Array.isArray(whole) ? { ...whole } : {};
  for (const [key, change] of Object.entries(patch)) {
    if (change === null) delete merged[key];
    else merged[key] = merge(merged[key], change);
  }
  return merged;
}

/** Credit notes drafted, calculated and booked one after the other, until one is refused. */
async function creditSequence([issued, requests], call) {
  const account = { invoice: issued, entries: [entry(issued, 1, { kind: "issued" })] };
  for (const [index, request] of requests.entries()) {
    const draft = await call("credit", [structuredClone(account), request]);
    if (draft.refused) return;
    const note = taken(await call("calculate", [taken(draft)]));
    const lines = note.lines.map(({ id, quantity }) => ({ id, quantity }));
    const booked = { number: `CN-${index + 1}`, amount: note.totals.payable, breakdown: note.vatBreakdown, lines };
    account.entries.push(entry(request, account.entries.length + 1, { kind: "credit", ...booked }));
  }
}

function entry(document, number, fields) {
  return { id: `e${number}`, at: `${document.issueDate}T12:00:00Z`, on: document.issueDate, ...fields };
}

function taken(answer) {
  if (answer.refused) throw new Error(`refused on the way: ${answer.text}`);
  return JSON.parse(answer.text);
}

async function sequentially(items, step) {
  const results = [];
  for (const item of items) results.push(await step(item));
  return results;
}

/** What the native engine answers to the same calls, in their order. */
export async function nativeAnswers(calls) {
  const native = nativePlace();
  const answers = calls.map(({ door, text }) => native.ask(door, text));
  try {
    return await Promise.all(answers);
  } finally {
    native.stop();
  }
}

/** The native engine as a place. */
export function nativePlace() {
  const native = spawn("cargo", ["run", "--quiet", "--package", "voldaan-tests", "--bin", "doors"], {
    cwd: ROOT,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const waiting = [];
  createInterface({ input: native.stdout }).on("line", (line) => {
    const [refused, text] = JSON.parse(line);
    waiting.shift().resolve({ refused, text });
  });
  native.on("close", (code) => {
    for (const { reject } of waiting) reject(new Error(`the native engine ended with ${code}`));
  });
  const ask = (door, text) => {
    native.stdin.write(`${JSON.stringify([door, text])}\n`);
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  };
  return { name: "native", ask, call: (door, args, first) => ask(door, argumentsText(args, first)), stop: () => native.stdin.end() };
}

/** Runs all cases that can run at a place; answers how many did, and what differs from the native engine. */
export async function compare(place) {
  const cases = (await loadCases()).filter((one) => runsAt(one, place));
  const recorded = await sequentially(cases, async (one) => {
    const calls = await record(one, place);
    return calls.map((call) => ({ ...call, id: one.id, file: one.file }));
  });
  const calls = recorded.flat();
  const native = await nativeAnswers(calls);
  const differences = calls.flatMap(({ id, file, door, answer }, index) => {
    const wanted = native[index];
    if (wanted !== undefined && answer.refused === wanted.refused && answer.text === wanted.text) return [];
    return [`${file} ${id}: ${door} at ${place.name}\n  native ${shown(wanted)}\n  here   ${shown(answer)}`];
  });
  return { cases: cases.length, calls: calls.length, differences };
}

function shown(answer) {
  return answer === undefined ? "no answer" : `${answer.refused ? "refused " : ""}${answer.text.slice(0, 600)}`;
}
