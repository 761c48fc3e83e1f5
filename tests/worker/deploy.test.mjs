// What `wrangler deploy` would send: the Worker with its bindings as worker/wrangler.toml names them, bundled and weighed, and sent
// nowhere.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const WORKER = fileURLToPath(new URL("../../worker/", import.meta.url));
const WRANGLER = fileURLToPath(new URL("../node_modules/wrangler/bin/wrangler.js", import.meta.url));
/** What the service may weigh packed; the free plan takes 3 MB. */
const KIBIBYTES_MAX = 1_500;

let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "voldaan-deploy-"));
});
after(() => rm(folder, { recursive: true, force: true }));

test(`wrangler would deploy it with all its bindings, in less than ${KIBIBYTES_MAX} KiB`, async (t) => {
  const written = await readFile(join(WORKER, "wrangler.toml"), "utf8");
  // It is built already; and what stands at `/` beside the service is no part of it.
  const config = written
    .replace(/\[build\][^[]*/, "")
    .replace(/^main = "(.+)"$/m, (_, main) => `main = ${JSON.stringify(join(WORKER, main))}`)
    .replace(/^directory = .+$/m, `directory = ${JSON.stringify(folder)}`);
  assert.ok(!config.includes("[build]") && config.includes(WORKER));
  await writeFile(join(folder, "wrangler.toml"), config);
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false", CI: "1", HOME: folder, XDG_CONFIG_HOME: folder };
  const parameters = [WRANGLER, "deploy", "--dry-run", "--outdir", join(folder, "out"), "--config", join(folder, "wrangler.toml")];
  const { stdout } = await promisify(execFile)(process.execPath, parameters, { env, cwd: folder });
  for (const said of ["env.BOOK (Book)", "env.INVOICES", "Durable Object", "KV Namespace", "--dry-run: exiting now"]) {
    assert.ok(stdout.includes(said), `${said}: ${stdout}`);
  }
  const packed = Number(/gzip: ([\d.]+) KiB/.exec(stdout)?.[1]);
  t.diagnostic(/Total Upload.+/.exec(stdout)?.[0]);
  assert.ok(packed > 0 && packed < KIBIBYTES_MAX, stdout);
});
