// Paying online from the customer's page, in Chromium against the Worker in workerd, with a stand-in for the payment service: on a phone, by
// keyboard, and again after an attempt that failed. The books are held against what was paid.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import http from "node:http";
import https from "node:https";
import { after, before, test } from "node:test";
import { startChromium } from "../hosts/chromium.mjs";
import { ADMIN_KEY, DRAFT, MASTER_SECRET, eventually, open, paymentSucceeded, start } from "../worker/client.mjs";
import { PHONE } from "./desk_page.mjs";
import { overflow } from "./sight.mjs";

let browser, host, client, administration, service;

/** What a payment service does here: it takes orders over HTTP, and shows a page over TLS on which one pays, fails or goes back. */
async function paymentService() {
  const orders = new Map();
  const body = async (request) => new URLSearchParams(Buffer.concat(await request.toArray()).toString());
  const api = http.createServer(async (request, response) => {
    const order = Object.fromEntries(await body(request));
    const id = `cs_test_${orders.size + 1}`;
    orders.set(id, { id, ...order });
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ id, object: "checkout.session", url: `${pages()}/${id}` }));
  });
  const listening = (server) => new Promise((done) => server.listen(0, "127.0.0.1", () => done(server.address().port)));
  // The certificate is for this machine, and no browser but that of the test takes it.
  const pem = await readFile(new URL("../hosts/checkout.pem", import.meta.url));
  const shop = https.createServer({ key: pem, cert: pem }, async (request, response) => {
    const [, id, deed] = request.url.split("/");
    const order = orders.get(id);
    if (!order) return response.writeHead(404).end();
    if (deed) return await finish(order, deed, response);
    const text = `${order["line_items[0][price_data][product_data][name]"]}: ${order["line_items[0][price_data][unit_amount]"]}`;
    const links = ["pay", "fail", "back"].map((name) => `<p><a href="/${id}/${name}" style="display:block;padding:2rem">${name}</a></p>`);
    response.writeHead(200, { "content-type": "text/html" });
    response.end(`<!doctype html><meta name="viewport" content="width=device-width"><title>Checkout</title><h1>${text}</h1>${links.join("")}`);
  });
  const finish = async (order, deed, response) => {
    const invoice = order["metadata[voldaanInvoice]"];
    const event = paymentSucceeded(invoice, { id: `evt_${order.id}_${deed}`, payment: `pi_${order.id}`, amount: Number(order["line_items[0][price_data][unit_amount]"]) });
    const failed = { ...event, type: "payment_intent.payment_failed", data: { object: { ...event.data.object, amount_received: 0, last_payment_error: { payment_method: { type: "card" } } } } };
    if (deed !== "back") assert.equal((await client.webhook(administration, deed === "pay" ? event : failed)).status, 200);
    response.writeHead(303, { location: deed === "pay" ? order.success_url : order.cancel_url }).end();
  };
  const ports = { api: await listening(api), shop: await listening(shop) };
  const pages = () => `https://127.0.0.1:${ports.shop}`;
  return { url: `http://127.0.0.1:${ports.api}`, orders, stop: () => (api.close(), shop.close()) };
}

before(async () => {
  service = await paymentService();
  [browser, host] = await Promise.all([startChromium(), start({ variables: { ADMIN_KEY, MASTER_SECRET, STRIPE_URL: service.url } })]);
  ({ client, administration } = await open(host.url, "Paid online"));
  const patched = await client.call("PATCH", "/v1/administration", { body: { stripeSecretKey: "sk_test_of_the_tests" }, headers: { "if-match": "*" } });
  assert.equal(patched.status, 200, patched.text);
});
after(async () => {
  await browser?.close();
  await host?.stop();
  service?.stop();
});

/** The customer's page, in a browser that takes the stand-in's certificate. */
async function show(issued, options = {}) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1100, height: 800 }, ...options });
  const page = await context.newPage();
  const errors = [];
  // A browser asks for an icon on its own; no page of either side names one.
  const isIcon = (message) => message.location().url.endsWith("/favicon.ico");
  page.on("console", (message) => message.type() === "error" && !isIcon(message) && errors.push(message.text()));
  await page.goto(issued.links.customer);
  return { page, errors, close: () => context.close() };
}

const due = async ({ id }) => (await client.get(`/v1/invoices/${id}/status`)).amountDue;

test("on a phone one tap leads to the payment service, and back to a page that says it is paid", async () => {
  const issued = await client.issue();
  const { page, errors, close } = await show(issued, PHONE);
  const button = page.getByRole("button", { name: "Online betalen" });
  const { y, height } = await button.boundingBox();
  assert.ok(y + height <= PHONE.viewport.height && height >= 44, "it is on the first screen, as large as a thumb");
  await button.tap();
  await page.getByRole("heading", { name: `${issued.number}: 121000` }).waitFor();
  await page.getByRole("link", { name: "pay" }).tap();
  await page.getByText("Bedankt, er staat niets meer open").waitFor();
  assert.equal(await due(issued), "0.00");
  assert.equal(await page.getByRole("button", { name: "Online betalen" }).count(), 0);
  assert.equal(await overflow(page), 0);
  assert.deepEqual(errors, []);
  await close();
});

test("on a phone a line is contested, and the rest is paid; what is contested is still owed", async () => {
  // Two lines of 1,000.00 and 130.00 with 21 % VAT: 1,210.00 and 157.30.
  const lines = [...DRAFT.lines, { name: "Plaatsing", quantity: "2", unitPrice: "65.00", vat: "nl:standard" }];
  const issued = await client.issue({ ...DRAFT, lines });
  const { page, errors, close } = await show(issued, PHONE);
  await page.locator("#dispute summary").tap();
  await page.locator("#dispute-what").selectOption({ index: 2 });
  await page.locator("#dispute-reason").fill("De plaatsing is niet gedaan");
  await page.locator("#dispute button").tap();
  await page.getByText("Uw bezwaar is ontvangen").waitFor();
  assert.match(await page.locator(".state").innerText(), /€\s1\.210,00[^]*Betwist: €\s157,30/);
  await page.getByRole("button", { name: "Online betalen" }).tap();
  await page.getByRole("heading", { name: `${issued.number}: 121000` }).waitFor();
  await page.getByRole("link", { name: "pay" }).tap();
  await page.locator(".state").getByText("Betwist:").waitFor();
  assert.equal(await due(issued), "157.30");
  assert.equal(await overflow(page), 0);
  assert.deepEqual(errors, []);
  await close();
});

test("without script, by keyboard, an attempt that failed is said, and the next one pays", async () => {
  const issued = await client.issue();
  const { page, close } = await show(issued, { javaScriptEnabled: false });
  const button = page.getByRole("button", { name: "Online betalen" });
  await button.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "back" }).focus();
  await page.keyboard.press("Enter");
  await button.waitFor();
  assert.equal(await due(issued), "1210.00");
  await button.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "fail" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("De vorige poging lukte niet").waitFor();
  await button.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "pay" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("Bedankt, er staat niets meer open").waitFor();
  await eventually(async () => (await due(issued)) === "0.00");
  await close();
});
