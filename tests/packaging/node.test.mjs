// The packed package in Node, Deno and Bun, installed from its tarball.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { consumer, pack, PAYABLE, platformTool, USE } from "./consumer.mjs";

const FILES = {
  "import.mjs": `import { calculate } from "voldaan";\nconsole.log(${USE});\n`,
  "require.cjs": `const { calculate } = require("voldaan");\nconsole.log(${USE});\n`,
  "both.mjs": `import { createRequire } from "node:module";\nimport * as imported from "voldaan";
const required = createRequire(import.meta.url)("voldaan");\nconsole.log(required.VoldaanError === imported.VoldaanError);\n`,
  "slim.mjs": `import { readFile } from "node:fs/promises";\nimport { createRequire } from "node:module";
import { calculate, initSync } from "voldaan/slim";
initSync(await readFile(createRequire(import.meta.url).resolve("voldaan/engine.wasm")));\nconsole.log(${USE});\n`,
  "manifest.mjs": `import manifest from "voldaan/package.json" with { type: "json" };\nconsole.log(manifest.name);\n`,
  "which.mjs": `console.log(import.meta.resolve("voldaan").split("/").at(-1));\n`,
};

let packed, project;
before(async () => {
  packed = await pack();
  project = await consumer(packed.tarball, FILES);
});
after(async () => {
  await project?.remove();
  await packed?.remove();
});

test("import works", async () => {
  assert.equal(await project.node("import.mjs"), PAYABLE);
});

test("require works, and gives the same package", async () => {
  assert.equal(await project.node("require.cjs"), PAYABLE);
  assert.equal(await project.node("both.mjs"), "true");
});

test("the slim entry takes the engine that the package exports", async () => {
  assert.equal(await project.node("slim.mjs"), PAYABLE);
});

test("the manifest can be read", async () => {
  assert.equal(await project.node("--no-warnings", "manifest.mjs"), "voldaan");
});

test("each runtime gets its own entry, whatever other conditions hold", async () => {
  assert.equal(await project.node("which.mjs"), "node.js");
  assert.equal(await project.node("--conditions=workerd", "which.mjs"), "workerd.js");
  assert.equal(await project.node("--conditions=module", "which.mjs"), "inline.js");
  assert.equal(await project.node("--conditions=deno", "which.mjs"), "inline.js");
});

test("Bun imports and requires it", async () => {
  const bun = await platformTool("@oven", "bin/bun");
  for (const file of ["import.mjs", "require.cjs"]) assert.equal((await project.run(bun, [file])).trim(), PAYABLE);
});

test("Deno imports it without any permission", async () => {
  const deno = await platformTool("@deno", "deno");
  const env = { ...process.env, DENO_NO_UPDATE_CHECK: "1" };
  const said = await project.run(deno, ["run", "--no-prompt", "--cached-only", "--node-modules-dir=manual", "import.mjs"], { env });
  assert.equal(said.trim(), PAYABLE);
});
