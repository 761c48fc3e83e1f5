// `cargo xtask deploy`: what would be sent, by the real wrangler in a dry run; and what it does step by step and says where a step fails, by one
// that plays Cloudflare.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { deploy } from "../../xtask/deploy/deploy.mjs";

const WORKER = fileURLToPath(new URL("../../worker/", import.meta.url));
const WRANGLER = fileURLToPath(new URL("../node_modules/wrangler/bin/wrangler.js", import.meta.url));
/** What the service may weigh packed: 1.5 MB as the platform counts them, of which the free plan takes 3. */
const KIBIBYTES_MAX = 1_536;

let root, count = 0;

before(async () => {
  root = await mkdtemp(join(tmpdir(), "voldaan-deploy-"));
});
after(() => rm(root, { recursive: true, force: true }));

/** A place for the files of a deployment, and for a playground of nothing: what stands at `/` beside the service is no part of it. */
async function places() {
  const folder = join(root, String((count += 1)));
  const playground = join(folder, "playground");
  await mkdir(playground, { recursive: true });
  return { folder: join(folder, "deploy"), playground, worker: WORKER };
}

test(`a dry run bundles it with all its bindings, in less than ${KIBIBYTES_MAX} KiB, and sends nothing`, async (t) => {
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false", CI: "1", HOME: root, XDG_CONFIG_HOME: root };
  let shown;
  const wrangler = async (words) => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [WRANGLER, ...words], { env, cwd: root });
    assert.equal(words[0], "deploy", "nothing else is asked of wrangler");
    shown = stdout;
    return { isDone: true, output: stdout, errors: stderr };
  };
  const said = [], where = await places();
  const told = await deploy({ ...where, wrangler, dryRun: true, say: (text) => said.push(text) });
  for (const word of ["env.BOOK (Book)", "env.INVOICES", "Durable Object", "KV Namespace", "--dry-run: exiting now"]) {
    assert.ok(shown.includes(word), `${word}: ${shown}`);
  }
  const packed = Number(/gzip: ([\d.]+) KiB/.exec(told)?.[1]);
  t.diagnostic(told.split("\n")[0]);
  assert.ok(packed > 0 && packed < KIBIBYTES_MAX, told);
  assert.match(said[0], /voldaan-INVOICES would be looked for/);
  assert.match(told, /Nothing was sent/);
  // Some versions of wrangler keep a folder of their own there.
  const made = (await readdir(where.folder)).filter((name) => name !== ".wrangler");
  assert.deepEqual(made.sort(), ["out", "wrangler.toml"], "no secret is made");
});

/** A wrangler whose Cloudflare is an object: its namespaces, its secrets, and the step that fails. */
function cloud(state) {
  const calls = [];
  const answer = (output) => ({ isDone: true, output, errors: "" });
  const wrangler = async (words, { input } = {}) => {
    const step = words.slice(0, words[0] === "kv" ? 3 : words[0] === "secret" ? 2 : 1).join(" ");
    calls.push(step);
    if (state.failing === step) return { isDone: false, output: "", errors: state.error ?? "no" };
    assert.ok(!words.some((word) => state.secrets && Object.values(state.secrets).includes(word)), "a secret is no word of a command");
    if (step === "kv namespace list") return answer(`Some banner\n${JSON.stringify(state.namespaces)}`);
    if (step === "kv namespace create") state.namespaces.push({ id: "0123abcd", title: words[3] });
    if (step === "secret list") return answer(JSON.stringify(Object.keys(state.secrets).map((name) => ({ name, type: "secret_text" }))));
    if (step === "secret put") state.secrets[words[2]] = input;
    if (step === "deploy") {
      state.config = await readFile(words[words.indexOf("--config") + 1], "utf8");
      return answer("Uploaded voldaan\n  https://voldaan.example.workers.dev\n");
    }
    return answer("");
  };
  return { wrangler, calls };
}

async function deployed(state, where) {
  const { wrangler, calls } = cloud(state);
  const said = [];
  const told = await deploy({ ...where, wrangler, dryRun: false, say: (text) => said.push(text) });
  return { told, calls, said: [told, ...said].join("\n") };
}

test("the first time the namespace and the secrets are made, kept where only their owner reads them, and told to nobody", async () => {
  const where = await places();
  const state = { namespaces: [{ id: "ffff", title: "another" }], secrets: {} };
  const { told, calls, said } = await deployed(state, where);
  assert.deepEqual(calls, ["whoami", "kv namespace list", "kv namespace create", "kv namespace list", "deploy", "secret list", "secret put", "secret put"]);
  assert.match(state.config, /^id = "0123abcd"$/m);
  assert.ok(state.config.includes(`main = "${WORKER}entry.mjs"`) && !state.config.includes("[build]"));
  assert.match(told, /^deployed: https:\/\/voldaan\.example\.workers\.dev\n/);
  assert.match(told, /\/health\n.+docs\/deploy\.md.+\n.+\/desk /);
  const kept = join(where.folder, "secrets.env");
  assert.equal((await stat(kept)).mode & 0o777, 0o600);
  const { ADMIN_KEY, MASTER_SECRET } = state.secrets;
  assert.equal(await readFile(kept, "utf8"), `ADMIN_KEY=${ADMIN_KEY}\nMASTER_SECRET=${MASTER_SECRET}\n`);
  for (const secret of [ADMIN_KEY, MASTER_SECRET]) {
    assert.match(secret, /^[\w-]{43}$/, "32 bytes that nobody can guess");
    assert.ok(!said.includes(secret) && !state.config.includes(secret));
  }
  assert.notEqual(ADMIN_KEY, MASTER_SECRET);
  // What lies there is under no version control.
  await promisify(execFile)("git", ["check-ignore", "-q", ".deploy/secrets.env"], { cwd: fileURLToPath(new URL("../../", import.meta.url)) });

  // Again: nothing is made anew, and no secret changes.
  const before = { ...state.secrets };
  const again = await deployed(state, where);
  assert.deepEqual(again.calls, ["whoami", "kv namespace list", "deploy", "secret list"]);
  assert.deepEqual(state.secrets, before);
  assert.ok(!again.told.includes("New secrets"));
});

test("a namespace that was made by hand, and a secret that is kept, are taken as they are", async () => {
  const where = await places();
  await mkdir(where.folder);
  const kept = join(where.folder, "secrets.env");
  await writeFile(kept, "MASTER_SECRET=of another day=\n");
  const worker = join(where.folder, "..", "worker");
  await mkdir(worker);
  const config = await readFile(join(WORKER, "wrangler.toml"), "utf8");
  await writeFile(join(worker, "wrangler.toml"), config.replace(/^id = .+$/m, 'id = "by-hand"'));
  const state = { namespaces: [], secrets: { ADMIN_KEY: "there already" } };
  const { calls } = await deployed(state, { ...where, worker });
  assert.deepEqual(calls, ["whoami", "deploy", "secret list", "secret put"]);
  assert.match(state.config, /^id = "by-hand"$/m);
  assert.deepEqual(state.secrets, { ADMIN_KEY: "there already", MASTER_SECRET: "of another day=" });
  assert.equal(await readFile(kept, "utf8"), "MASTER_SECRET=of another day=\n");
});

test("each step that fails says what to do, and goes on where it stopped", async () => {
  const cases = [
    ["whoami", undefined, /wrangler login.+CLOUDFLARE_API_TOKEN/],
    ["kv namespace list", "More than one account available", /CLOUDFLARE_ACCOUNT_ID/],
    ["kv namespace create", "not entitled", /not entitled\nThe account needs Workers KV/],
    ["deploy", "script too large", /script too large/],
    ["secret put", "timeout", /Run the command again: its value is kept in .+secrets\.env/],
  ];
  for (const [failing, error, message] of cases) {
    const where = await places();
    const state = { namespaces: [], secrets: {}, failing, error };
    await assert.rejects(deployed(state, where), message);
    const { told } = await deployed(Object.assign(state, { failing: undefined }), where);
    assert.match(told, /^deployed: /);
    assert.equal(state.namespaces.length, 1);
    const kept = await readFile(join(where.folder, "secrets.env"), "utf8");
    assert.ok(kept.includes(state.secrets.ADMIN_KEY) && kept.includes(state.secrets.MASTER_SECRET));
  }
});
