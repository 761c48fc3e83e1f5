// Takes the built Worker to Cloudflare by wrangler: finds or makes the KV namespace, deploys, and puts the secrets that are missing. What is
// there stays as it is, so that doing it again does no harm. A secret is never shown: new ones are kept in a file that only their owner reads.

import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const BINDING = "INVOICES";
const SECRETS = ["ADMIN_KEY", "MASTER_SECRET"];
/** What stands in worker/wrangler.toml in place of the id of a namespace. */
const NO_ID = /^id = "<[^"]*>"$/m;
const LOGIN = "Log in with `npx wrangler login`, or set CLOUDFLARE_API_TOKEN to a token that may edit Workers and Workers KV (docs/deploy.md).";

/** Runs wrangler, or says what to do. */
async function run(wrangler, words, todo, options) {
  const { isDone, output, errors } = await wrangler(words, options);
  if (isDone) return output;
  const said = `${errors}\n${output}`.trim();
  const account = /more than one account/i.test(said) ? "Set CLOUDFLARE_ACCOUNT_ID to the account that it goes to." : todo;
  throw new Error(`\`wrangler ${words.join(" ")}\` failed: ${said}\n${account}`);
}

/** The answer of wrangler as JSON; it may say other things before. */
function listOf(output, what) {
  try {
    return JSON.parse(output.slice(output.search(/^\[/m)));
  } catch {
    throw new Error(`wrangler did not list the ${what} as JSON. It is pinned in tests/package.json: run \`cargo xtask deploy\` again after \`git restore tests\`.`);
  }
}

/** The id of the namespace with the documents: that of worker/wrangler.toml, one that is there, or a new one. */
async function namespaceId(wrangler, name, say) {
  const title = `${name}-${BINDING}`;
  const todo = "The account needs Workers KV, and the token the right to edit it. Or make a namespace yourself and put its id into worker/wrangler.toml.";
  const find = async () => listOf(await run(wrangler, ["kv", "namespace", "list"], todo), "namespaces").find((each) => [title, `${name}-${title}`].includes(each.title))?.id;
  const known = await find();
  if (known) return known;
  say(`creating the KV namespace ${title}`);
  await run(wrangler, ["kv", "namespace", "create", title], todo);
  const made = await find();
  if (!made) throw new Error(`The KV namespace ${title} was made and is not listed yet. Run the command again.`);
  return made;
}

/** Values of secrets as they are kept on this machine, by name. */
async function readKept(path) {
  const text = await readFile(path, "utf8").catch((error) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return Object.fromEntries(text.split("\n").filter((line) => line.includes("=")).map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

/** Puts the secrets that the Worker lacks, each kept on this machine before it is sent; gives the names of those. */
async function putSecrets(wrangler, config, path, say) {
  const listed = listOf(await run(wrangler, ["secret", "list", "--config", config], "Run the command again."), "secrets");
  const missing = SECRETS.filter((name) => !listed.some((each) => each.name === name));
  const kept = await readKept(path);
  for (const name of missing) {
    kept[name] ??= randomBytes(32).toString("base64url");
    await writeFile(path, Object.entries(kept).map((pair) => `${pair.join("=")}\n`).join(""), { mode: 0o600 });
    say(`putting the secret ${name}`);
    await run(wrangler, ["secret", "put", name, "--config", config], `The service does nothing without it. Run the command again: its value is kept in ${path}.`, { input: kept[name] });
  }
  return missing;
}

function next(url, missing, path) {
  const secrets = missing.length ? `New secrets (${missing.join(", ")}) are kept in ${path}. Bring them to a safe place: what the master secret sealed opens with nothing else.\n` : "";
  return `deployed: ${url}
${secrets}Next:
  curl ${url}/health
  open the first administration with the admin key, as docs/deploy.md shows (its key is shown once)
  sign in at ${url}/desk with that key`;
}

/**
 * Deploys what is built in the folder `worker`, and gives what to tell; `folder` keeps the config and new secrets. A dry run asks Cloudflare for
 * nothing and changes nothing there.
 */
export async function deploy({ wrangler, worker, folder, playground, dryRun, say }) {
  const written = await readFile(join(worker, "wrangler.toml"), "utf8");
  const name = /^name = "(.+)"$/m.exec(written)?.[1];
  if (!name) throw new Error("worker/wrangler.toml has no name: write name = \"voldaan\" into it.");
  if (!dryRun) await run(wrangler, ["whoami", "--json"], LOGIN);
  await mkdir(folder, { recursive: true });
  const isMade = !NO_ID.test(written);
  if (dryRun && !isMade) say(`the KV namespace ${name}-${BINDING} would be looked for, and created if it is not there`);
  const id = isMade || dryRun ? undefined : await namespaceId(wrangler, name, say);
  // It is built already, and wrangler reads paths from where its config is.
  const config = written
    .replace(/\[build\][^[]*/, "")
    .replace(/^main = "(.+)"$/m, (_, main) => `main = ${JSON.stringify(join(worker, main))}`)
    .replace(/^directory = .+$/m, `directory = ${JSON.stringify(playground)}`)
    .replace(NO_ID, (line) => (id ? `id = ${JSON.stringify(id)}` : line));
  const place = join(folder, "wrangler.toml");
  await writeFile(place, config);
  say(dryRun ? "bundling what would be sent" : "deploying");
  const how = dryRun ? ["--dry-run", "--outdir", join(folder, "out")] : [];
  const output = await run(wrangler, ["deploy", "--config", place, ...how], "The message above says what is wrong; nothing was changed where it says so.", { isShown: true });
  if (dryRun) return `${/Total Upload.+/.exec(output)?.[0] ?? output}\nNothing was sent. Secrets that are missing (${SECRETS.join(", ")}) would be made and put; then the address would be told.`;
  const secrets = join(folder, "secrets.env");
  const missing = await putSecrets(wrangler, place, secrets, say);
  const url = /https:\/\/[^\s"]+\.workers\.dev/.exec(output)?.[0] ?? "https://<the route of your worker/wrangler.toml>";
  return next(url, missing, secrets);
}
