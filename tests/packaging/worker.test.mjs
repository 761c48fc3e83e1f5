// The packed package in a Cloudflare Worker: bundled by wrangler as for deployment, run in workerd.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Miniflare } from "miniflare";
import { consumer, engines, pack, PAYABLE, tool, USE } from "./consumer.mjs";

const COMPATIBILITY_DATE = "2026-04-01";
const FILES = {
  "worker.js": `import { calculate } from "voldaan";\nexport default { fetch: () => new Response(${USE}) };\n`,
  "wrangler.json": JSON.stringify({ name: "consumer", main: "worker.js", compatibility_date: COMPATIBILITY_DATE }),
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

test("wrangler bundles it with one module, and workerd runs it", async () => {
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false", CI: "1", HOME: project.folder, XDG_CONFIG_HOME: project.folder };
  await project.run(process.execPath, [tool("wrangler/bin/wrangler.js"), "deploy", "--dry-run", "--outdir", "out"], { env });
  const { "README.md": _, ...outputs } = await project.outputs("out");
  assert.equal(engines(outputs), 1);
  const module = Object.keys(outputs).find((name) => name.endsWith(".wasm"));
  assert.ok(module, Object.keys(outputs).join());
  const worker = new Miniflare({
    modules: [
      { type: "ESModule", path: "worker.js", contents: outputs["worker.js"] },
      { type: "CompiledWasm", path: module, contents: await readFile(join(project.folder, "out", module)) },
    ],
    compatibilityDate: COMPATIBILITY_DATE,
  });
  try {
    const response = await worker.dispatchFetch("http://localhost/");
    assert.equal(await response.text(), PAYABLE);
  } finally {
    await worker.dispose();
  }
});
