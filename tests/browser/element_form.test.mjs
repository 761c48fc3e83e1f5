// `<voldaan-calculator>` as a part of its page: in a form, as a property, with the page's own colours, and before it is defined.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { focused, get, openHost, pageOf, STRICT } from "./calculator.mjs";

const DRAFT = { currency: "EUR", issueDate: "2026-01-31", lines: [{ name: "Pen", quantity: "2", unitPrice: "3.10", vat: "nl:standard" }] };
const OTHER = { ...DRAFT, type: "creditNote", notes: ["Thank you"], lines: [{ ...DRAFT.lines[0], description: "Blue", sellerItemId: "P-1" }] };

const FORM = `<form id="form" method="get" action="/sent.html"><fieldset id="set"><label for="c">Order</label>
<voldaan-calculator id="c" name="invoice" locale="en-IE" country="NL" required value='${JSON.stringify(DRAFT)}'></voldaan-calculator></fieldset>
<button id="send">Send</button><button id="reset" type="reset">Reset</button></form>`;
// Set before the element is defined, as a framework may do.
const EARLY = `<script src="early.js"></script>`;

let host;
before(async () => {
  const pages = {
    "/form.html": pageOf(FORM),
    "/early.html": pageOf(`<voldaan-calculator locale="nl"></voldaan-calculator>${EARLY}`),
    "/early.js": `document.querySelector("voldaan-calculator").draft = ${JSON.stringify(OTHER)};`,
    "/sent.html": "<!doctype html><title>sent</title>",
    "/style.html": pageOf(`<voldaan-calculator class="mine" theme="dark"></voldaan-calculator><link rel="stylesheet" href="/mine.css">`),
    "/mine.css": ".mine{--voldaan-accent:#ff8800}.mine::part(payable){color:rgb(1,2,3)}",
  };
  host = await openHost(pages, { "content-security-policy": `${STRICT}; style-src 'self'` });
});
after(() => host?.close());

test("a form sends the draft, asks for a line, resets it and switches it off", async () => {
  const { page, errors, calculator } = await host.open("/form.html");
  const sent = () => page.evaluate(() => new FormData(document.forms[0]).get("invoice"));
  assert.deepEqual(JSON.parse(await sent()), DRAFT);
  await calculator.getByLabel("Quantity").fill("4");
  assert.equal(JSON.parse(await sent()).lines[0].quantity, "4");
  await page.click("#reset");
  assert.deepEqual(JSON.parse(await sent()), DRAFT);
  await page.evaluate(() => (document.querySelector("#set").disabled = true));
  assert.equal(await sent(), null);
  assert.equal(await calculator.getByLabel("Quantity").isDisabled(), true);
  await page.evaluate(() => (document.querySelector("#set").disabled = false));
  await calculator.getByRole("button", { name: "Delete line 1" }).click();
  assert.deepEqual(await calculator.evaluate(({ validity, validationMessage }) => [validity.valueMissing, validationMessage]), [true, "Fill in at least one line."]);
  await page.click("#reset");
  await calculator.getByLabel("Price", { exact: true }).fill("3.10.");
  await page.click("#send");
  await page.waitForFunction(() => document.querySelector("voldaan-calculator").shadowRoot.activeElement?.dataset.field.endsWith("price"));
  assert.equal(await focused(calculator), "1 price");
  assert.equal(await calculator.evaluate(({ validity }) => validity.customError), true);
  await calculator.getByLabel("Price", { exact: true }).fill("3.10");
  await page.click("#send");
  await page.waitForURL("**/sent.html?*");
  assert.deepEqual(JSON.parse(new URL(page.url()).searchParams.get("invoice")), DRAFT);
  assert.deepEqual(errors, []);
});

test("its label puts the focus into it, and its events reach the page", async () => {
  const { page, calculator } = await host.open("/form.html");
  await page.evaluate(() => {
    globalThis.seen = [];
    for (const name of ["input", "change", "voldaan-calculate"]) {
      document.addEventListener(name, ({ target, detail }) => seen.push([name, target.localName, target.draft.lines.length, detail?.invoice?.totals.payable].join(" ")));
    }
  });
  await calculator.getByLabel("Price", { exact: true }).fill("5");
  await page.keyboard.press("Tab");
  await calculator.getByRole("button", { name: "Delete line 1" }).click();
  const tag = "voldaan-calculator";
  assert.deepEqual(await page.evaluate(() => seen.map((line) => line.trim())), [
    `voldaan-calculate ${tag} 1 12.10`,
    `input ${tag} 1`,
    `change ${tag} 1`,
    `voldaan-calculate ${tag} 0`,
    `input ${tag} 0`,
  ]);
});

test("a draft is taken as a property, also before the element is defined, and comes out whole", async () => {
  const { calculator } = await host.open("/early.html");
  assert.deepEqual(await get(calculator, "draft"), { currency: OTHER.currency, ...OTHER });
  assert.equal((await get(calculator, "invoice")).type, "creditNote");
  await assert.rejects(calculator.evaluate((element) => (element.draft = [])), /draft takes an object/);
  await assert.rejects(calculator.evaluate((element) => (element.value = "{")), /JSON/);
  await calculator.evaluate((element) => (element.draft = { currency: "EUR", lines: [], foo: 1 }));
  assert.deepEqual((await get(calculator, "findings")).map(({ code }) => code), []);
  await calculator.evaluate((element, draft) => (element.draft = { ...draft, foo: 1 }), DRAFT);
  assert.deepEqual((await get(calculator, "findings")).map(({ code, path }) => [code, path]), [["field.unknown", "foo"]]);
  assert.match(await calculator.locator(".faults").innerText(), /foo/);
});

test("an equal draft that is set again changes nothing: the focus and the steps stay", async () => {
  const { page, calculator } = await host.open("/form.html");
  await calculator.getByLabel("Price", { exact: true }).fill("7");
  await calculator.evaluate((element) => (element.draft = structuredClone(element.draft)));
  assert.equal(await focused(calculator), "1 price");
  await page.keyboard.press("Control+z");
  assert.deepEqual(await get(calculator, "draft"), DRAFT);
});

test("a page gives it its colours, by properties and parts, and its theme", async () => {
  const { page, calculator } = await host.open("/style.html", { colorScheme: "light" });
  const colours = await calculator.evaluate((element) => {
    const of = (selector) => getComputedStyle(element.shadowRoot.querySelector(selector));
    return [of(".root").backgroundColor, of("[data-act=add]").color];
  });
  assert.deepEqual(colours, ["rgb(23, 30, 39)", "rgb(255, 136, 0)"]);
  await calculator.getByLabel("Description").fill("Pen");
  await calculator.getByLabel("Price", { exact: true }).fill("1");
  assert.equal(await calculator.evaluate((element) => getComputedStyle(element.shadowRoot.querySelector(".strong")).color), "rgb(1, 2, 3)");
  await calculator.evaluate((element) => element.setAttribute("locale", "de"));
  assert.equal(await calculator.getByLabel("Beschreibung").inputValue(), "Pen");
  await page.close();
});
