// The host of `cargo xtask deploy`: takes the built Worker to Cloudflare and says what to do next. Usage: main.mjs [--dry-run]

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { deploy } from "./deploy.mjs";

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const dryRun = process.argv.includes("--dry-run");

/** Runs wrangler; what it says is seen as it says it where somebody waits for it. */
function wrangler(words, { input = "", isShown = false } = {}) {
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false" };
  const child = spawn(process.execPath, [at("tests/node_modules/wrangler/bin/wrangler.js"), ...words], { env, cwd: at(".") });
  let [output, errors] = ["", ""];
  child.stdout.on("data", (bytes) => ((output += bytes), isShown && process.stderr.write(bytes)));
  child.stderr.on("data", (bytes) => ((errors += bytes), isShown && process.stderr.write(bytes)));
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ isDone: code === 0, output, errors }));
  });
}

try {
  const folder = at(".deploy");
  console.log(await deploy({ wrangler, worker: at("worker"), folder, playground: at("playground/dist"), dryRun, say: (text) => console.error(`==> ${text}`) }));
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
}
