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

test("a page makes letters and Swiss QR-bills of fonts that it loads itself", async () => {
  const { page, errors } = await openPage(browser, `${server.origin}/empty.html`);
  const files = await page.evaluate(async () => {
    const [documents, fonts, qrBillFonts] = await Promise.all(["./documents/inline.js", "./fonts/index.js", "./fonts/qr-bill.js"].map((url) => import(url)));
    const party = (name, vatId) => ({ name, country: "CH", vatId, address: { line1: "Musterstrasse 1", city: "Zürich", postalCode: "8000" } });
    const draft = {
      currency: "CHF",
      supplier: party("Muster AG", "CHE-123.456.788 MWST"),
      customer: party("Simon Muster"),
      lines: [{ name: "Beratung", quantity: "1", unitPrice: "100", vat: { category: "S", rate: "8.1" } }],
      paymentTerms: { netDays: 30 },
      paymentMethods: [{ kind: "creditTransfer", iban: "CH4431999123000889012" }],
      paymentReference: { scheme: "qrr", value: "210000000003139471430009017" },
    };
    const invoice = documents.issue(draft, { number: "2026-7", issueDate: "2026-01-31" });
    const letter = { subject: "Zahlungserinnerung", text: "Guten Tag\n\nDie Rechnung ist noch offen." };
    const made = [documents.letterToPdf(letter, invoice, { on: "2026-03-09", fonts }), documents.toPdf(invoice, { fonts, qrBillFonts, qrBill: true })];
    return made.map((pdf) => new TextDecoder("latin1").decode(pdf));
  });
  assert.deepEqual(errors, []);
  assert.deepEqual(files.map((file) => file.slice(0, 8)), ["%PDF-1.7", "%PDF-1.7"]);
  assert.deepEqual(files.map((file) => file.includes("QrBillSans-Regular")), [false, true]);
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
