// The package in Chromium, loaded by a plain module script: every vector, byte for byte what the native engine answers.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { openPage, startChromium } from "../hosts/chromium.mjs";
import { answerOf } from "../hosts/package.mjs";
import { serve } from "../hosts/serve.mjs";
import { compare } from "../hosts/vectors.mjs";

/** At least so many cases run in Chromium. */
const LEAST = 600;

const DIST = fileURLToPath(new URL("../../npm/dist/", import.meta.url));
const PAGE = `<!doctype html><title>Voldaan</title><script type="module">
  import * as documents from "./documents/inline.js";
  import * as voldaan from "./inline.js";
  const answerOf = ${answerOf};
  globalThis.answer = (door, args) => answerOf(door in voldaan ? voldaan : documents, door, args);
</script>`;

let browser, server;
before(async () => {
  server = await serve({ folder: DIST, pages: { "/page.html": PAGE, "/empty.html": "<!doctype html><title>-</title>" } });
  browser = await startChromium();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test("Chromium answers every vector with the bytes of the native engine", async () => {
  const { page, errors } = await openPage(browser, `${server.origin}/page.html`);
  await page.waitForFunction(() => globalThis.answer !== undefined);
  // As JSON text: what the driver of the browser passes on is not always what it was given.
  const call = (door, args) => page.evaluate(([name, text]) => globalThis.answer(name, JSON.parse(text)), [door, JSON.stringify(args)]);
  const { cases, differences } = await compare({ name: "chromium", call });
  assert.deepEqual(errors, []);
  assert.equal(differences.length, 0, `${differences.length} differences:\n${differences.slice(0, 20).join("\n")}`);
  assert.ok(cases >= LEAST, `only ${cases} cases`);
});

test("the slim entry loads the engine from where it is told, and says so before that", async () => {
  const { page, errors } = await openPage(browser, `${server.origin}/empty.html`);
  const [before, after] = await page.evaluate(async () => {
    const slim = await import("./slim.js");
    const call = () => slim.nextNumber("{seq:3}", { on: "2026-01-31" });
    const refused = (() => {
      try {
        return call();
      } catch (error) {
        return error.message;
      }
    })();
    await slim.init(new URL("engine_bg.wasm", location.href));
    return [refused, call()];
  });
  assert.match(before, /not loaded: call init or initSync/);
  assert.equal(after, "001");
  assert.deepEqual(errors, []);
});

test("a page with a content security policy needs 'wasm-unsafe-eval', and nothing more", async () => {
  const script = { "/engine-user.js": 'import { nextNumber } from "./inline.js"; document.title = nextNumber("{seq}", { on: "2026-01-31" });' };
  const pages = { ...script, "/page.html": '<!doctype html><title>-</title><script type="module" src="./engine-user.js"></script>' };
  const titled = async (policy) => {
    const own = await serve({ folder: DIST, pages, headers: { "content-security-policy": policy } });
    const { page, errors } = await openPage(browser, `${own.origin}/page.html`);
    const title = await page.title();
    await page.close();
    await own.close();
    return { title, errors };
  };
  assert.deepEqual(await titled("default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"), { title: "1", errors: [] });
  const without = await titled("default-src 'self'; script-src 'self'");
  assert.equal(without.title, "-");
  assert.match(without.errors.join(), /WebAssembly/);
});
