// The host of `cargo xtask dev`: starts the built Worker, seeds a demo administration in an empty store, prints where and with which
// keys, and runs until it is told to stop. Usage: main.mjs PORT FOLDER [--json]

import { startHost } from "../../tests/worker/host.mjs";
import { seed } from "./seed.mjs";
import { openState, saveState } from "./state.mjs";

const [port, folder, json] = process.argv.slice(2);

const stopped = new Promise((stop) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, stop);
});

try {
  await main();
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
}

async function main() {
  const state = await openState(folder);
  const variables = { ADMIN_KEY: state.adminKey, MASTER_SECRET: state.masterSecret };
  const host = await startHost({ variables, port: Number(port), persist: folder, playground: true });
  try {
    if (state.apiKey === undefined) {
      Object.assign(state, await seed({ url: host.url, ...state }));
      await saveState(state);
    }
    print(host.url, state);
    await stopped;
  } finally {
    await host.stop();
  }
}

function print(url, { apiKey, adminKey, administration, stripeWebhookSecret, customerPath }) {
  if (!json) {
    const rows = [
      ["playground", `${url}/`],
      ["service", url],
      ["description", `${url}/openapi.json`],
      ["a customer's page", url + customerPath],
      ["administration", administration],
      ["API key", apiKey],
      ["admin key", adminKey],
      ["Stripe webhook", `${url}/webhooks/stripe/${administration}`],
      ["store", folder],
    ];
    for (const [name, value] of rows) console.log(`${name.padEnd(18)} ${value}`);
    console.log("Ctrl-C stops it.");
  }
  console.log(JSON.stringify({ url, apiKey, adminKey, administration, stripeWebhookSecret }));
}
