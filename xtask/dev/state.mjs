// What a development store knows about itself: the keys under which its contents can be used again. It holds no invoice.

import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Must be the name that xtask/src/dev.rs looks for before it empties a folder. */
const FILE = "voldaan-dev.json";

/** The state of a store, new where there is none. */
export async function openState(folder) {
  await mkdir(folder, { recursive: true });
  const path = join(folder, FILE);
  const known = await readFile(path, "utf8").catch((error) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (known !== undefined) return { path, ...JSON.parse(known) };
  const state = {
    path,
    adminKey: `admin_${secret()}`,
    masterSecret: secret(),
    stripeWebhookSecret: `whsec_${secret()}`,
  };
  await saveState(state);
  return state;
}

/** Writes the state, whole or not at all, for the owner's eyes only. */
export async function saveState({ path, ...state }) {
  const partial = `${path}.partial`;
  await writeFile(partial, `${JSON.stringify(state, null, 2)}\n`);
  await chmod(partial, 0o600);
  await rename(partial, path);
}

function secret() {
  return randomBytes(24).toString("base64url");
}
