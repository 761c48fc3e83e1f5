// Runs the built Worker in workerd, with its KV namespace and its Durable Object on this machine. It builds nothing and knows no route.

import { execFileSync, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";

const BUILD = new URL("../../worker/build/", import.meta.url);
const PLAYGROUND = fileURLToPath(new URL("../../playground/dist/", import.meta.url));
const COMPATIBILITY_DATE = "2026-04-01";

/**
 * Starts the Worker and answers when it takes requests.
 *
 * `variables` are its secrets, ADMIN_KEY and MASTER_SECRET. With `persist`, a folder, what it
 * stores outlives the host; without, it ends with it. `port` 0 takes a free one. With `traps`, requests can make the
 * Worker panic; with `faults` (`bad`, and milliseconds `ahead`) the world around it is bad; `outbox` is a function that is given messages. `document` reads KV past the Worker,
 * `documents` counts what is there, `forget` changes it.
 */
export async function startHost({ variables, port = 0, persist = false, quiet = false, traps = false, faults, outbox, playground = false }) {
  const above = traps ? "trap.mjs" : faults && "fault.mjs";
  const entry = above ? [{ type: "ESModule", path: above, contents: await readFile(new URL(above, import.meta.url)) }] : [];
  const host = new Miniflare({
    name: "voldaan",
    host: "127.0.0.1",
    port,
    modules: [
      ...entry,
      { type: "ESModule", path: "entry.mjs", contents: await readFile(new URL("../../worker/entry.mjs", import.meta.url)) },
      { type: "ESModule", path: "build/index.js", contents: await read("index.js") },
      { type: "CompiledWasm", path: "build/index_bg.wasm", contents: await read("index_bg.wasm") },
    ],
    compatibilityDate: COMPATIBILITY_DATE,
    bindings: { ...variables, ...(faults && { FAULTY: String(faults.bad), CLOCK_AHEAD: String(faults.ahead ?? 0) }) },
    serviceBindings: outbox ? { OUTBOX: outbox } : {},
    kvNamespaces: { INVOICES: "invoices" },
    durableObjects: { BOOK: { className: "Book", useSQLite: true } },
    defaultPersistRoot: persist || undefined,
    kvPersist: Boolean(persist),
    durableObjectsPersist: Boolean(persist),
    unsafeTriggerHandlers: true,
    // What is no file there goes on to the Worker.
    ...(playground && { assets: { directory: PLAYGROUND, workerName: "voldaan", routerConfig: { has_user_worker: true } } }),
    ...(quiet && { handleRuntimeStdio: discard }),
  });
  const url = (await host.ready).origin;
  const guard = killWhenOrphaned(workerdProcesses());
  const stop = async () => {
    await host.dispose();
    guard.kill();
  };
  // Each lies under the id of its administration and its hash.
  const places = async () => {
    const namespace = await host.getKVNamespace("INVOICES");
    const found = [];
    for (let cursor, whole = false; !whole; ) {
      const page = await namespace.list({ cursor });
      found.push(...page.keys.map(({ name }) => name).filter((name) => /^[^/]+\/[0-9a-f]{64}$/.test(name)));
      ({ cursor, list_complete: whole } = page);
    }
    return found;
  };
  const placeOf = async (hash) => (await places()).find((name) => name.endsWith(`/${hash}`));
  const document = async (hash) => {
    const place = await placeOf(hash);
    const found = place && (await (await host.getKVNamespace("INVOICES")).get(place, "arrayBuffer"));
    return found && Buffer.from(found);
  };
  const forget = async (hash, changed) => {
    const [namespace, place] = [await host.getKVNamespace("INVOICES"), await placeOf(hash)];
    await (changed === undefined ? namespace.delete(place) : namespace.put(place, changed));
  };
  const documents = async () => (await places()).length;
  return { url, stop, processIds: workerdProcesses, document, documents, forget };
}

/** workerd outlives a host that was killed, and keeps its port. The guard reads from this process until it is no more, then kills. */
function killWhenOrphaned(processes) {
  const wait = ["-c", 'read -r end; kill -9 "$@"', "guard", ...processes];
  const guard = spawn("sh", wait, { stdio: ["pipe", "ignore", "ignore"], detached: true });
  guard.unref();
  guard.stdin.unref();
  return guard;
}

/** The process ids of workerd below this process, for tests that kill it. */
function workerdProcesses() {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid=,comm="], { encoding: "utf8" }).split("\n");
  const processes = rows.map((row) => row.trim().split(/\s+/)).filter(([, parent, name]) => Number(parent) === process.pid && name?.endsWith("workerd"));
  return processes.map(([id]) => Number(id));
}

async function read(name) {
  try {
    return await readFile(new URL(name, BUILD));
  } catch (cause) {
    const path = fileURLToPath(new URL(name, BUILD));
    throw new Error(`${path} cannot be read: build it with \`cargo xtask build worker\``, { cause });
  }
}

function discard(...streams) {
  for (const stream of streams) stream.resume();
}
