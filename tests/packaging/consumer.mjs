// Projects that use the packed package as its users do: installed from the tarball, offline. It tests nothing itself.

import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const NPM = fileURLToPath(new URL("../../npm/", import.meta.url));
const TOOLS = fileURLToPath(new URL("../node_modules/", import.meta.url));
const QUIET = ["--no-audit", "--no-fund", "--loglevel=error"];

/** What every consumer computes, and what comes of it: 2 × 3.10 with 21 % VAT, rounded once. */
export const USE = `calculate({ currency: "EUR", lines: [{ name: "Pen", quantity: 2, unitPrice: "3.10", vat: { category: "S", rate: 21 } }] }).totals.payable`;
export const PAYABLE = "7.50";

/** Runs a program to its end; answers its standard output. Fails with all that it said. */
export async function run(program, args, options) {
  try {
    const { stdout } = await promisify(execFile)(program, args, { maxBuffer: 64 * 1024 * 1024, ...options });
    return stdout;
  } catch (error) {
    throw new Error(`${program} ${args.join(" ")}\n${error.stdout ?? ""}\n${error.stderr ?? ""}`, { cause: error });
  }
}

/** A program or file of the pinned tools. */
export function tool(path) {
  return join(TOOLS, path);
}

/** A program that npm brings in a package for each platform; where it has none for this one, the program of the system. */
export async function platformTool(scope, path) {
  const platforms = await readdir(tool(scope)).catch(() => []);
  return platforms.length > 0 ? tool(join(scope, platforms[0], path)) : basename(path);
}

/** Packs the package as for publishing: `{ tarball, files }`, and removes it with `remove`. */
export async function pack() {
  const folder = await mkdtemp(join(tmpdir(), "voldaan-pack-"));
  const said = await run("npm", ["pack", "--json", "--pack-destination", folder, ...QUIET], { cwd: NPM });
  const [{ filename, files }] = JSON.parse(said);
  return { tarball: join(folder, filename), files: files.map(({ path }) => path), remove: () => remove(folder) };
}

/** A project with these files and the package installed: `{ folder, run, node, outputs, remove }`. */
export async function consumer(tarball, files) {
  const folder = await mkdtemp(join(tmpdir(), "voldaan-consumer-"));
  const manifest = JSON.stringify({ name: "consumer", private: true, type: "module" });
  for (const [name, text] of Object.entries({ "package.json": manifest, ...files })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  await run("npm", ["install", "--offline", "--ignore-scripts", ...QUIET, tarball], { cwd: folder });
  return {
    folder,
    run: (program, args, options) => run(program, args, { cwd: folder, ...options }),
    node: async (...args) => (await run(process.execPath, args, { cwd: folder })).trim(),
    outputs: (name) => outputs(join(folder, name)),
    remove: () => remove(folder),
  };
}

/** The files that a bundler wrote: their texts by name. */
async function outputs(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file.slice(folder.length + 1), await readFile(file, "utf8")])));
}

/**
 * How many engines the outputs hold: modules as files, and modules inside scripts, which begin with the four bytes of wasm, each
 * moved up by 0x20, written as characters or as escapes.
 */
export function engines(files) {
  const inside = / (?:\u0081|\\x81)(?:\u0093|\\x93)(?:\u008d|\\x8d)/gi;
  const counts = Object.entries(files).map(([name, text]) => (name.endsWith(".wasm") ? 1 : [...text.matchAll(inside)].length));
  return counts.reduce((sum, count) => sum + count, 0);
}

function remove(folder) {
  return rm(folder, { recursive: true, force: true });
}
