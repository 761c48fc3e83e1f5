// The packed package through bundlers, without plugins or settings for it: one engine in each bundle, and the bundle runs alone.

import assert from "node:assert/strict";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build as esbuild } from "esbuild";
import { build as vite } from "vite";
import webpack from "webpack";
import { openPage, startChromium } from "../hosts/chromium.mjs";
import { serve } from "../hosts/serve.mjs";
import { consumer, engines, pack, PAYABLE, run, USE } from "./consumer.mjs";

const FILES = {
  "page.js": `import { calculate } from "voldaan";\ndocument.title = ${USE};\n`,
  "script.js": `import { calculate } from "voldaan";\nconsole.log(${USE});\n`,
  "slim.js": `import { calculate, init } from "voldaan/slim";\nimport url from "voldaan/engine.wasm?url";
await init(url);\ndocument.title = ${USE};\n`,
  // Two modules that both use it must share one engine.
  "twice.js": `import "./page.js";\nimport { nextNumber } from "voldaan";\nglobalThis.nextNumber = nextNumber;\n`,
  "index.html": `<!doctype html><title>-</title><script type="module" src="./twice.js"></script>`,
  "slim/index.html": `<!doctype html><title>-</title><script type="module" src="../slim.js"></script>`,
};

let packed, project, browser;
before(async () => {
  packed = await pack();
  project = await consumer(packed.tarball, FILES);
  browser = await startChromium();
});
after(async () => {
  await browser?.close();
  await project?.remove();
  await packed?.remove();
});

/** The title that a page gets when its scripts have run. */
async function titleOf(folder, path, pages) {
  const server = await serve({ folder, pages });
  const { page, errors } = await openPage(browser, `${server.origin}/${path}`);
  const given = page.waitForFunction(() => document.title !== "-", undefined, { timeout: 20_000 });
  await given.catch((timeout) => errors.push(String(timeout)));
  const title = await page.title();
  await page.close();
  await server.close();
  assert.deepEqual(errors, []);
  return title;
}

/** Runs a bundle for Node in a folder of its own, where nothing else is. */
async function runAlone(bundle) {
  const folder = await mkdtemp(join(tmpdir(), "voldaan-alone-"));
  try {
    await rename(bundle, join(folder, "bundle.mjs"));
    return (await run(process.execPath, ["bundle.mjs"], { cwd: folder })).trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function bundleWithEsbuild(entry, out, options) {
  return esbuild({
    absWorkingDir: project.folder,
    entryPoints: [entry],
    outfile: join(project.folder, out),
    bundle: true,
    minify: true,
    logLevel: "error",
    ...options,
  });
}

test("esbuild bundles it for a page", async () => {
  await bundleWithEsbuild("twice.js", "esbuild/page.js", { format: "iife", charset: "utf8" });
  assert.equal(engines(await project.outputs("esbuild")), 1);
  const page = '<!doctype html><meta charset="utf-8"><title>-</title><script defer src="page.js"></script>';
  assert.equal(await titleOf(join(project.folder, "esbuild"), "page.html", { "/page.html": page }), PAYABLE);
});

test("esbuild bundles it for a page in ASCII", async () => {
  await bundleWithEsbuild("twice.js", "ascii/page.js", { format: "esm" });
  assert.equal(engines(await project.outputs("ascii")), 1);
  const page = '<!doctype html><title>-</title><script type="module" src="page.js"></script>';
  assert.equal(await titleOf(join(project.folder, "ascii"), "page.html", { "/page.html": page }), PAYABLE);
});

test("esbuild bundles it for Node, in one file that runs alone", async () => {
  await bundleWithEsbuild("script.js", "server/bundle.mjs", { format: "esm", platform: "node" });
  assert.equal(engines(await project.outputs("server")), 1);
  assert.equal(await runAlone(join(project.folder, "server/bundle.mjs")), PAYABLE);
});

test("esbuild leaves it out where nothing of it is used", async () => {
  const unused = { stdin: { contents: 'import { calculate } from "voldaan/slim"; console.log(1);', resolveDir: project.folder }, entryPoints: [] };
  await bundleWithEsbuild("", "unused/bundle.js", { format: "esm", ...unused });
  const { "bundle.js": text } = await project.outputs("unused");
  assert.ok(text.length < 200, text);
});

test("Vite builds a page with it, and one with the slim entry", async () => {
  const options = (root, out) => ({
    root: join(project.folder, root),
    configFile: false,
    logLevel: "error",
    build: { outDir: join(project.folder, out), emptyOutDir: true, target: "es2022" },
  });
  await vite(options("", "vite"));
  assert.equal(engines(await project.outputs("vite")), 1);
  assert.equal(await titleOf(join(project.folder, "vite"), "index.html"), PAYABLE);
  await vite({ ...options("slim", "vite-slim"), base: "./" });
  const slim = await project.outputs("vite-slim");
  assert.equal(engines(slim), 1);
  assert.ok(Object.keys(slim).some((name) => name.endsWith(".wasm")), Object.keys(slim).join());
  assert.equal(await titleOf(join(project.folder, "vite-slim"), "index.html"), PAYABLE);
});

test("webpack builds a page with it", async () => {
  const compiler = webpack({
    context: project.folder,
    mode: "production",
    entry: "./twice.js",
    output: { path: join(project.folder, "webpack"), filename: "page.js" },
    performance: { hints: false },
  });
  const stats = await new Promise((done, fail) => compiler.run((error, result) => (error ? fail(error) : done(result))));
  await new Promise((closed) => compiler.close(closed));
  assert.equal(stats.hasErrors() || stats.hasWarnings(), false, stats.toString());
  assert.equal(engines(await project.outputs("webpack")), 1);
  const page = '<!doctype html><meta charset="utf-8"><title>-</title><script defer src="page.js"></script>';
  assert.equal(await titleOf(join(project.folder, "webpack"), "page.html", { "/page.html": page }), PAYABLE);
});

test("a page uses it as it is, without a bundler", async () => {
  const script = `import { calculate } from "./node_modules/voldaan/dist/inline.js"; document.title = ${USE};`;
  const page = `<!doctype html><title>-</title><script type="module">${script}</script>`;
  assert.equal(await titleOf(project.folder, "plain.html", { "/plain.html": page }), PAYABLE);
});
