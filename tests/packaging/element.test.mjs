// `voldaan/element` from the packed package: through bundlers, in React and Vue, on a server, and its types in each framework.

import assert from "node:assert/strict";
import { readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build as esbuild } from "esbuild";
import { build as vite } from "vite";
import webpack from "webpack";
import { openPage, startChromium } from "../hosts/chromium.mjs";
import { serve } from "../hosts/serve.mjs";
import { consumer, engines, pack, tool } from "./consumer.mjs";

const DRAFT = `{ currency: "EUR", issueDate: "2026-01-31", lines: [{ name: "Pen", quantity: "2", unitPrice: "3.10", vat: "nl:standard" }] }`;

/** 2 × 3.10 with 21 % VAT; then with a price of 5. */
const PAYABLE = "7.50";
const CHANGED = "12.10";

const FILES = {
  "plain.js": `import { nextNumber } from "voldaan";\nimport "voldaan/element";
const calculator = document.querySelector("voldaan-calculator");\ncalculator.draft = ${DRAFT};
document.title = nextNumber("{seq}", { on: "2026-01-31" }) + " " + calculator.invoice.totals.payable;\n`,
  "react.js": `import "voldaan/element/react";\nimport { createElement, useState } from "react";\nimport { createRoot } from "react-dom/client";
function Page() {
  const [draft, setDraft] = useState(${DRAFT});
  const [payable, setPayable] = useState("-");
  document.title = payable + " " + draft.lines[0].unitPrice;
  const calculated = ({ detail }) => setPayable(detail.invoice?.totals.payable ?? "-");
  return createElement("voldaan-calculator", { draft, locale: "en-IE", country: "NL", onInput: ({ target }) => setDraft(target.draft), "onvoldaan-calculate": calculated });
}
createRoot(document.querySelector("#page")).render(createElement(Page));\n`,
  "vue.js": `import "voldaan/element/vue";\nimport { createApp, h, ref } from "vue";
const draft = ref(${DRAFT});\nconst payable = ref("-");
createApp({ render() {
  document.title = payable.value + " " + draft.value.lines[0].unitPrice;
  return h("voldaan-calculator", { draft: draft.value, locale: "en-IE", country: "NL", onInput: ({ target }) => (draft.value = target.draft),
    "onVoldaan-calculate": ({ detail }) => (payable.value = detail.invoice?.totals.payable ?? "-") });
} }).mount("#page");\n`,
  "server.mjs": `import { VoldaanCalculator } from "voldaan/element";\nconsole.log(typeof VoldaanCalculator);\n`,
  "which.mjs": `console.log(import.meta.resolve("voldaan/element").split("/").at(-1));\n`,
  "index.html": `<!doctype html><title>-</title><voldaan-calculator></voldaan-calculator><script type="module" src="./plain.js"></script>`,
};

const page = (script, body = "<voldaan-calculator></voldaan-calculator>") =>
  `<!doctype html><meta charset="utf-8"><title>-</title>${body}<div id="page"></div><script type="module" src="${script}"></script>`;

let packed, project, browser;
before(async () => {
  packed = await pack();
  project = await consumer(packed.tarball, { ...FILES, "use.tsx": await readFile(new URL("element.tsx", import.meta.url), "utf8") });
  // The frameworks come from the pinned tools.
  for (const name of ["react", "react-dom", "scheduler", "@types", "vue", "@vue", "svelte", "csstype"]) {
    await symlink(tool(name), join(project.folder, "node_modules", name));
  }
  browser = await startChromium();
});
after(async () => {
  await browser?.close();
  await project?.remove();
  await packed?.remove();
});

/** Opens a page until its title is set, runs `steps` on it, and answers the title. */
async function titleOf(folder, path, pages, steps = async () => {}) {
  const server = await serve({ folder, pages });
  const { page: shown, errors } = await openPage(browser, `${server.origin}/${path}`);
  try {
    await shown.waitForFunction(() => !document.title.startsWith("-"), undefined, { timeout: 20_000 });
    await steps(shown);
    return await shown.title();
  } catch (timeout) {
    throw new Error(`${timeout}; the page says: ${errors.join()}`);
  } finally {
    await shown.close();
    await server.close();
  }
}

/** The engine of the calculator is in what the page loads first, that of documents in a file of its own. */
function assertEngines(outputs, first) {
  assert.equal(engines(outputs), 2);
  const loaded = Object.fromEntries(Object.entries(outputs).filter(([name]) => first.test(name)));
  assert.equal(engines(loaded), 1, Object.keys(outputs).join());
}

test("esbuild bundles it, with documents in a file that is loaded on demand", async () => {
  const out = join(project.folder, "esbuild");
  const options = { bundle: true, minify: true, splitting: true, format: "esm", logLevel: "error" };
  await esbuild({ absWorkingDir: project.folder, entryPoints: ["plain.js"], outdir: out, ...options });
  const outputs = await project.outputs("esbuild");
  assert.equal(engines(outputs), 2);
  assert.equal(await titleOf(out, "page.html", { "/page.html": page("./plain.js") }), `1 ${PAYABLE}`);
});

test("Vite builds a page with it", async () => {
  await vite({ root: project.folder, configFile: false, logLevel: "error", build: { outDir: "vite", target: "es2022" } });
  assertEngines(await project.outputs("vite"), /index-[^/]*\.js$/);
  assert.equal(await titleOf(join(project.folder, "vite"), "index.html"), `1 ${PAYABLE}`);
});

test("webpack builds a page with it", async () => {
  const output = { path: join(project.folder, "webpack"), filename: "page.js" };
  const compiler = webpack({ context: project.folder, mode: "production", entry: "./plain.js", output, performance: { hints: false } });
  const stats = await new Promise((done, fail) => compiler.run((error, result) => (error ? fail(error) : done(result))));
  await new Promise((closed) => compiler.close(closed));
  assert.equal(stats.hasErrors() || stats.hasWarnings(), false, stats.toString());
  assertEngines(await project.outputs("webpack"), /^page\.js$/);
  assert.equal(await titleOf(output.path, "page.html", { "/page.html": page("./page.js") }), `1 ${PAYABLE}`);
});

for (const framework of ["react", "vue"]) {
  test(`in ${framework}, the draft is a property that goes in and comes out with each key`, async () => {
    const out = join(project.folder, framework);
    const define = { "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" };
    const options = { bundle: true, splitting: true, format: "esm", preserveSymlinks: true, define, logLevel: "error" };
    await esbuild({ absWorkingDir: project.folder, entryPoints: [`${framework}.js`], outdir: out, ...options });
    const title = await titleOf(out, "page.html", { "/page.html": page(`./${framework}.js`, "") }, async (shown) => {
      const price = shown.getByLabel("Price", { exact: true });
      await price.click();
      await price.fill("");
      await price.pressSequentially("5.0");
      await shown.waitForFunction((payable) => document.title.startsWith(payable), CHANGED);
      assert.equal(await price.evaluate((control) => control.getRootNode().activeElement === control), true, "the focus stays");
    });
    assert.equal(title, `${CHANGED} 5.0`);
  });
}

test("the page to try in the README works as it stands there: installed, from a static server, offline", async () => {
  const readme = await readFile(new URL("../../npm/README.md", import.meta.url), "utf8");
  const [, text] = /^Try it: [^]*?```html\n([^]*?)```/m.exec(readme);
  const server = await serve({ folder: project.folder, pages: { "/index.html": text } });
  const asked = new Set();
  const { page: shown, errors } = await openPage(browser, "about:blank");
  try {
    shown.on("request", (request) => asked.add(new URL(request.url()).origin));
    await shown.goto(`${server.origin}/index.html`);
    const line = (label) => shown.getByLabel(label, { exact: true }).first();
    await line("Omschrijving").fill("Pen");
    await line("Aantal").fill("2");
    await line("Prijs").fill("3,10");
    await shown.locator(".totals").getByText("€ 7,50").first().waitFor();
    assert.deepEqual(errors, []);
    assert.deepEqual([...asked].filter((origin) => origin !== server.origin && origin !== "null"), []);
  } finally {
    await shown.close();
    await server.close();
  }
});

test("a server that renders pages imports it without an engine", async () => {
  assert.equal(await project.node("server.mjs"), "function");
  assert.equal(await project.node("which.mjs"), "server.js");
  assert.equal(await project.node("--conditions=workerd", "which.mjs"), "server.js");
});

test("TypeScript knows the tag in React, Vue and Svelte", async () => {
  const strict = ["--strict", "--noEmit", "--jsx", "react-jsx", "--target", "es2022", "--lib", "es2022,dom,dom.iterable"];
  await project.run(process.execPath, [tool("typescript/bin/tsc"), ...strict, "--module", "esnext", "--moduleResolution", "bundler", "--types", "react", "use.tsx"]);
});
