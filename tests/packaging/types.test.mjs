// The types of the packed package: read by TypeScript under each resolution, and by publint and attw, which know how packages go wrong.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { consumer, pack, run, tool } from "./consumer.mjs";

const USE = await readFile(new URL("use.ts", import.meta.url), "utf8");
const STRICT = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--noEmit", "--target", "es2022", "--lib", "es2022,dom"];

let packed, project;
before(async () => {
  packed = await pack();
  const types = { "use.ts": USE, "use.cts": 'import { calculate } from "voldaan";\nexport const invoice = calculate({ currency: "EUR", lines: [] });\n' };
  project = await consumer(packed.tarball, types);
});
after(async () => {
  await project?.remove();
  await packed?.remove();
});

function tsc(...args) {
  return project.run(process.execPath, [tool("typescript/bin/tsc"), ...STRICT, ...args]);
}

test("TypeScript reads them as a bundler resolves", async () => {
  await tsc("--module", "esnext", "--moduleResolution", "bundler", "use.ts");
});

test("TypeScript reads them as Node 16 resolves", async () => {
  await tsc("--module", "node16", "--moduleResolution", "node16", "use.ts");
});

test("TypeScript lets CommonJS require it where Node does", async () => {
  await tsc("--module", "nodenext", "use.ts", "use.cts");
});

test("the test would notice types that are wrong", async () => {
  const wrong = USE.replace("// @ts-expect-error no lines\n", "");
  assert.notEqual(wrong, USE);
  const other = await consumer(packed.tarball, { "use.ts": wrong });
  try {
    const args = [tool("typescript/bin/tsc"), ...STRICT, "--module", "nodenext", "use.ts"];
    await assert.rejects(other.run(process.execPath, args), /Property 'lines' is missing/);
  } finally {
    await other.remove();
  }
});

test("publint finds nothing", async () => {
  const { messages, pkg } = await publint({ pkgDir: join(project.folder, "node_modules/voldaan"), strict: true });
  assert.deepEqual(messages.map((message) => formatMessage(message, pkg)), []);
});

test("attw finds nothing", async () => {
  // Only ES modules, and no types for the module of the engine.
  const attw = [tool("@arethetypeswrong/cli/dist/index.js"), packed.tarball, "--profile", "esm-only", "--exclude-entrypoints", "./engine.wasm"];
  await run(process.execPath, [...attw, "--no-color", "--no-emoji"]);
});

test("the tarball holds what it should and nothing else", async () => {
  const scripts = async (folder) => (await readdir(new URL(`../../npm/src/${folder}`, import.meta.url))).filter((name) => name.endsWith(".js"));
  const engine = ["engine.js", "engine_bg.wasm", "engine_inline.js"];
  // The documents have an engine of their own, and so their own copy of what loads one and calls it.
  const shared = ["arguments.js", "boundary.js", "calculator.js", "flat.js", "inline.js", "workerd.js"];
  const documents = [...(await scripts("documents/")), ...shared, ...engine].map((name) => `documents/${name}`);
  const fonts = ["Inter-Bold.ttf", "Inter-Regular.ttf", "OFL.txt", "OFL-QrBillSans.txt", "QrBillSans-Bold.ttf", "QrBillSans-Regular.ttf", "index.js", "qr-bill.js"].map((name) => `fonts/${name}`);
  const element = ["element/index.js", "element/server.js"];
  const client = (await scripts("client/")).map((name) => `client/${name}`);
  const built = [...(await scripts("")), ...engine, ...client, ...documents, ...element, ...fonts].map((name) => `dist/${name}`);
  const types = ["api", "client", "documents", "element", "element/react", "element/svelte", "element/vue", "fonts", "index", "service", "slim", "wire"].map((name) => `types/${name}.d.ts`);
  const expected = ["LICENSE-APACHE", "LICENSE-MIT", "README.md", "package.json", ...built, ...types];
  assert.deepEqual(packed.files.toSorted(), expected.sort());
});
