// Outgoing webhooks, the audit and the check of the books, at the desk in Chromium against the Worker in workerd: by mouse, by keyboard and on a phone.
// What arrives is believed by the reference library of the Standard Webhooks specification.

import assert from "node:assert/strict";
import http from "node:http";
import { after, before, test } from "node:test";
import { Webhook } from "standardwebhooks";
import { ADMIN_KEY, MASTER_SECRET, eventually } from "../worker/client.mjs";
import { PHONE, inEachSight, startDesk, tabToText, turnTo } from "./desk_page.mjs";
import { judge, overflow } from "./sight.mjs";

let receiver, address, place, client, desk;
const received = [];

before(async () => {
  receiver = http.createServer(async (request, response) => {
    received.push({ headers: request.headers, body: Buffer.concat(await request.toArray()).toString("utf8"), path: request.url });
    response.writeHead(204).end();
  });
  await new Promise((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${receiver.address().port}`;
  place = await startDesk("Office", { world: { variables: { ADMIN_KEY, MASTER_SECRET, ALLOW_LOCAL_ENDPOINTS: "true" } } });
  ({ client, desk } = place);
});
after(async () => {
  await place?.close();
  receiver.close();
});

const endpoints = async () => (await client.get("/v1/endpoints")).items;
const arrived = (path) => received.filter((one) => one.path === path);
const row = (page, path) => page.locator(".kept-row", { hasText: `${address}${path}` });

/** The settings with their webhooks. */
async function webhooks(options) {
  const opened = await desk("settings", options);
  await opened.page.locator("summary", { hasText: "Webhooks" }).click();
  await opened.page.getByRole("button", { name: "New webhook" }).waitFor();
  return opened;
}

test("by mouse a webhook is made with its secret, tried out, changed, turned off and on, given a new secret, and removed", async () => {
  const { page, close } = await webhooks();
  const dialog = page.locator("dialog");
  const press = async (name) => {
    await row(page, "/hook").getByRole("button", { name: new RegExp(`^${name}`) }).click();
    await dialog.getByRole("button", { name, exact: true }).click();
  };
  await page.getByRole("button", { name: "New webhook" }).click();
  await page.locator("#field-url").fill("http://example.com/hook");
  await dialog.getByRole("button", { name: "New webhook" }).click();
  await page.locator("#field-url[aria-invalid=true]").waitFor();
  await page.locator("#field-url").fill(`${address}/hook`);
  await page.locator("#field-types").fill("invoice.issued, invoice.created");
  await dialog.getByRole("button", { name: "New webhook" }).click();
  const secret = await page.locator(".notice .secret").innerText();
  await row(page, "/hook").getByText("invoice.issued, invoice.created").waitFor();
  const issued = await client.issue();
  await eventually(() => arrived("/hook").length === 2);
  const [created, last] = arrived("/hook");
  assert.equal(new Webhook(secret).verify(last.body, last.headers).data.subject, issued.id);
  assert.equal(JSON.parse(created.body).type, "invoice.created");

  // What it is sent to try it out is its last event, under the same id.
  const { cursor } = (await endpoints())[0];
  assert.equal((await client.get("/v1/events?limit=200")).items.at(-1).id, cursor);
  await row(page, "/hook").getByRole("button", { name: /^Change/ }).click();
  await page.locator("#field-types").fill("");
  await dialog.getByRole("button", { name: "Change" }).click();
  await row(page, "/hook").getByText("all events").waitFor();
  assert.deepEqual((await endpoints())[0].types ?? [], []);
  await eventually(async () => (await endpoints())[0].cursor === (await client.get("/v1/events?limit=200")).items.at(-1).id);
  await page.reload();
  await page.locator("summary", { hasText: "Webhooks" }).click();
  const before = arrived("/hook").length;
  await press("Send again");
  await eventually(() => arrived("/hook").length === before + 1);
  assert.equal(arrived("/hook").at(-1).headers["webhook-id"], arrived("/hook")[before - 1].headers["webhook-id"]);

  await press("Turn off");
  await row(page, "/hook").getByText("off", { exact: true }).waitFor();
  assert.equal((await endpoints())[0].active, false);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await row(page, "/hook").getByText("on", { exact: true }).waitFor();
  await press("New secret");
  await page.waitForFunction((old) => document.querySelector(".notice .secret") && document.querySelector(".notice .secret").textContent !== old, secret);
  await press("Remove");
  await row(page, "/hook").waitFor({ state: "detached" });
  assert.deepEqual(await endpoints(), []);
  await close();
});

test("by keyboard alone the books are checked, and who decided what is read; on a phone a webhook is made and turned off", async () => {
  const { page, errors, close } = await desk("settings");
  await tabToText(page, "Look and check");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Check the books" }).waitFor();
  await tabToText(page, "Start");
  await page.keyboard.press("Enter");
  await page.getByText(/^All is whole: \d+ links\.$/).waitFor();
  const audit = (await client.get("/v1/audit?newest=true")).items;
  assert.ok(audit.length > 3);
  const shown = page.locator("tbody tr");
  assert.equal(await shown.count(), audit.length);
  const keys = new Map((await client.get("/v1/keys")).items.map(({ id, name }) => [id, name]));
  const text = await shown.first().innerText();
  // The webhook of the test before was removed last.
  for (const part of ["Webhooks: removed", audit[0].subject, keys.get(audit[0].actor)]) assert.ok(text.includes(part), `${part} in ${text}`);
  assert.deepEqual(errors, []);
  await close();

  const phone = await webhooks({ ...PHONE, locale: "en-GB" });
  await phone.page.getByRole("button", { name: "New webhook" }).tap();
  await phone.page.locator("#field-url").fill(`${address}/phone`);
  await phone.page.locator("dialog").getByRole("button", { name: "New webhook" }).tap();
  await row(phone.page, "/phone").getByRole("button", { name: /^Turn off/ }).tap();
  assert.equal(await overflow(phone.page), 0);
  await phone.page.locator("dialog").getByRole("button", { name: "Turn off" }).tap();
  await row(phone.page, "/phone").getByText("off", { exact: true }).waitFor();
  assert.equal(await overflow(phone.page), 0);
  await phone.close();
});

test("what is wrong in the books is said with its place; a key that may only work is told what it may not", async () => {
  const issued = await client.issue();
  const { page, close } = await desk("audit");
  const fault = (kind, more) => ({ kind, place: "7", ...more });
  const pages = [
    { intact: true, checked: 200, faults: [], next: "200" },
    { intact: false, checked: 3, faults: [fault("entryChanged", { invoiceId: issued.id }), fault("auditMissing", { auditId: "4" })] },
  ];
  await page.route("**/v1/verify?*", (route) => route.fulfill({ json: pages[new URL(route.request().url()).searchParams.has("cursor") ? 1 : 0] }));
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByText("Something is wrong: 2.").waitFor();
  assert.deepEqual(await page.locator(".log li").allInnerTexts(), ["An entry was changed (place 7)", "A decision is gone (place 7)"]);
  await page.locator(".log a").click();
  await page.getByRole("heading", { name: issued.number }).waitFor();
  await close();

  const { apiKey } = await client.post("/v1/keys", { name: "shop", scope: "write" });
  const shop = await place.deskWith({ key: apiKey })("audit");
  await shop.page.getByText(/scope|may/).first().waitFor();
  await shop.page.getByRole("button", { name: "Start" }).click();
  await shop.page.getByText(/^All is whole/).waitFor();
  await shop.close();
});

test("axe-core finds nothing on these pages, light and dark, on a desk and on a phone; nothing is cut off", async (t) => {
  await client.post("/v1/endpoints", { url: `${address}/a-very-long-address-of-a-webhook-that-does-not-fit-on-one-line-of-a-phone`, types: ["invoice.*", "payment.*"] });
  await inEachSight(t, (sight) => desk("settings", sight), async (page) => {
    await page.locator("summary", { hasText: "Webhooks" }).click();
    await page.getByRole("button", { name: "New webhook" }).waitFor();
    await judge(page, "webhooks");
    await page.getByRole("button", { name: "New webhook" }).click();
    await judge(page, "a new webhook");
    await page.keyboard.press("Escape");
    await turnTo(page, "audit");
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByText(/^All is whole/).waitFor();
    await judge(page, "audit");
  });
});
