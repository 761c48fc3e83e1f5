// The desk in a browser, signed in with a key, and ways through it by mouse and by keys. It asserts nothing.

import { startChromium } from "../hosts/chromium.mjs";
import { Client, open, start } from "../worker/client.mjs";

/**
 * Chromium and a Worker with an administration of this name, whose day is that of `clock` if there is one: what the tests of a file work with. `desk`
 * opens its pages, `deskWith` those that another key shows; `world` is what the Worker is started with.
 */
export async function startDesk(name, { clock, world } = {}) {
  const [browser, host] = await Promise.all([startChromium(), start(world)]);
  const opened = await open(host.url, name);
  const client = new Client(host.url, opened.client.key, clock);
  const deskWith = (other) => deskOf(browser, host.url, other);
  const place = { browser, host, client, administration: opened.administration, desk: deskWith(client), deskWith };
  const close = async () => {
    await browser.close();
    await place.host.stop();
  };
  return Object.assign(place, { close });
}

/** Opens pages of the desk of a host with a key, and a clock where one is set: `{ page, errors, close }`; what the browser complains of is collected in `errors`. */
export function deskOf(browser, url, client) {
  return async (path, { signedIn = true, ...options } = {}) => {
    const context = await browser.newContext({ viewport: { width: 1100, height: 800 }, locale: "en-GB", acceptDownloads: true, ...options });
    const kept = { "voldaan-key": client.key, ...(client.clock && { "voldaan-clock": client.clock }) };
    const fill = (items) => sessionStorage.length === 0 && Object.entries(items).forEach(([name, text]) => sessionStorage.setItem(name, text));
    if (signedIn) await context.addInitScript(fill, kept);
    const page = await context.newPage();
    const errors = [];
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(`${url}/desk#/${path}`);
    await page.waitForSelector(signedIn ? "main#content h1" : "form.login");
    return { page, errors, close: () => context.close() };
  };
}

/** A phone held upright. */
export const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

/** Each scheme of colours and each width once: what holds of one does not depend on the other. */
const SIGHTS = [
  ["light", PHONE],
  ["dark", {}],
];

/** A part of a test for each sight: `open` shows a page in it, `walk(page)` goes on from there. */
export async function inEachSight(t, open, walk) {
  for (const [colorScheme, size] of SIGHTS) {
    await t.test(`${colorScheme} at ${size.viewport?.width ?? 1100}`, async () => {
      const { page, close } = await open({ ...size, colorScheme, bypassCSP: true });
      await walk(page);
      await close();
    });
  }
}

/** The field of a path. */
export const at = (page, path) => page.locator(`[data-path="${path}"]`);

/** The section under a heading. */
export const section = (page, heading) => page.locator("section.card", { has: page.getByRole("heading", { name: heading, exact: true }) });

/** The id in the address of a page. */
export const idOf = (page) => new URL(page.url()).hash.split("/").at(-1).split("?")[0];

/** Goes to another page of the desk and waits until it is there, and not the one before. */
export async function turnTo(page, path) {
  await page.evaluate(() => document.querySelector("main#content").setAttribute("data-before", ""));
  await page.evaluate((hash) => (location.hash = hash), `#/${path}`);
  await page.waitForSelector("main#content:not([data-before]) h1");
}

/** Presses Tab until something is focused: `isThere` is asked in the page, with what `argument` is. */
export async function tabTo(page, isThere, argument) {
  for (let presses = 0; presses < 200; presses += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(isThere, argument)) return;
  }
  throw new Error(`Tab does not lead to ${argument ?? isThere}`);
}

/** Presses Tab until what has this text is focused. */
export const tabToText = (page, text) => tabTo(page, (wanted) => document.activeElement.textContent.trim() === wanted, text);

/** Presses Tab until the field of a path is focused. */
export const tabToPath = (page, path) => tabTo(page, (wanted) => document.activeElement.dataset?.path === wanted, path);

/**
 * Opens the chooser of the field for files that has the focus, by a key, and chooses files there. The browser hands over choosers only once it was
 * asked to, so that is done, and answered, before the key is pressed.
 */
export async function chooseByKey(page, files) {
  const opened = page.waitForEvent("filechooser");
  await page.waitForFunction(() => document.activeElement.type === "file" && !document.activeElement.disabled);
  await page.keyboard.press("Space");
  await (await opened).setFiles(files);
}
