// The desk in a browser, signed in with a key. It asserts nothing.

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
