// The seller's desk: sign-in, the frame with its pages, and the way between them. Each page is a function that shows itself in a place.

import { Refused, clock, key } from "./api.js";
import { administration, leave, load, today } from "./books.js";
import { h, put } from "./dom.js";
import { invoicePage } from "./invoice.js";
import { invoicesPage } from "./invoices.js";
import { offersPage } from "./offers.js";
import { overviewPage } from "./overview.js";
import { inboxPage, outboxPage, requestsPage, tasksPage } from "./queues.js";
import { LANGUAGES, choose, language, say } from "./say.js";

/** What is opened all day is there at once; the other pages come when they are opened. */
const PAGES = {
  overview: overviewPage,
  invoices: (place, part, query) => (part ? invoicePage(place, part) : invoicesPage(place, query)),
  offers: offersPage,
  items: async (...asked) => (await import("./items.js")).itemsPage(...asked),
  repeat: async (...asked) => (await import("./repeat.js")).repeatPage(...asked),
  customers: async (...asked) => (await import("./customers.js")).customersPage(...asked),
  mandates: async (...asked) => (await import("./mandates.js")).mandatesPage(...asked),
  inbox: inboxPage,
  requests: requestsPage,
  tasks: tasksPage,
  outbox: outboxPage,
  policies: async (...asked) => (await import("./policies.js")).policiesPage(...asked),
  look: async (...asked) => (await import("./look.js")).lookPage(...asked),
  reports: async (...asked) => (await import("./reports.js")).reportsPage(...asked),
  work: async (...asked) => (await import("./work.js")).workPage(...asked),
  settings: async (...asked) => (await import("./settings.js")).settingsPage(...asked),
};
/** Pages that others lead to, by the name of their title. */
const INNER = {
  compose: ["invoice", async (...asked) => (await import("./compose.js")).composePage(...asked)],
  audit: ["audit", async (...asked) => (await import("./audit.js")).auditPage(...asked)],
};

const app = document.getElementById("app");
let turn = 0;

function languages() {
  const options = Object.entries(LANGUAGES).map(([code, name]) => h("option", { value: code, lang: code, selected: code === language() }, name));
  const change = ({ target }) => (choose(target.value), show());
  return h("select", { class: "language", "aria-label": say("language"), onchange: change }, options);
}

function login(fault) {
  document.title = `${say("login")} – Voldaan`;
  const input = h("input", {
    id: "key",
    type: "password",
    autocomplete: "current-password",
    "aria-describedby": fault ? "key-hint key-fault" : "key-hint",
    "aria-invalid": fault ? "true" : undefined,
  });
  const submit = async (event) => {
    event.preventDefault();
    key.set(input.value.trim());
    await show();
  };
  const form = h(
    "form",
    { class: "sheet login", onsubmit: submit, novalidate: true },
    h("h1", {}, "Voldaan ", h("small", {}, say("desk"))),
    h("div", { class: "field" }, h("label", { for: "key" }, say("apiKey")), input, h("p", { class: "hint", id: "key-hint" }, say("loginText")), fault && h("p", { class: "fault", id: "key-fault", role: "alert" }, fault)),
    h("button", {}, say("login")),
    languages(),
  );
  put(app, h("main", { class: "narrow" }, form));
  input.focus();
}

/** The day of an administration for tests: whoever tries it out lives through a year at will. */
function testDay() {
  const change = ({ target }) => (clock.set(target.value && `${target.value}T10:00:00Z`), show());
  const input = h("input", { type: "date", id: "test-day", value: today(), onchange: change });
  return h("p", { class: "test-day" }, h("label", { for: "test-day" }, say("testDay")), " ", input);
}

function frame(current) {
  const links = Object.keys(PAGES).map((name) => h("li", {}, h("a", { href: `#/${name}`, "aria-current": name === current ? "page" : undefined }, say(name))));
  const out = () => (key.forget(), leave(), show());
  const place = h("main", { id: "content", tabindex: "-1" });
  put(
    app,
    h("a", { class: "skip", href: "#content", onclick: (event) => (event.preventDefault(), place.focus()) }, say("skip")),
    h("header", { class: "top" }, h("p", { class: "brand" }, h("strong", {}, "Voldaan"), " ", h("span", {}, administration().name)), administration().test && testDay(), languages(), h("button", { class: "second", type: "button", onclick: out }, say("logout"))),
    h("nav", { class: "pages", "aria-label": say("desk") }, h("ul", {}, links)),
    place,
  );
  // On a phone the pages stand in a row that is wider than it.
  app.querySelector("nav.pages [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  return place;
}

/** The page that the address names, with its frame: `{ place, page, part, query }`. */
function begin() {
  const [path, query = ""] = location.hash.replace(/^#\//, "").split("?");
  const [name, part] = path.split("/");
  const current = name || "overview";
  const [title, page] = INNER[current] ?? [current, PAGES[current]];
  const place = frame(current);
  document.title = `${say(page ? title : "notFound")} – Voldaan`;
  put(place, page ? h("p", { class: "soft", role: "status" }, say("loading")) : h("h1", {}, say("notFound")));
  return { place, page, part, query: new URLSearchParams(query) };
}

/** Shows the page that the address names. What was asked for before and comes later is shown nowhere. */
async function show() {
  const now = ++turn;
  document.documentElement.lang = language();
  if (!key.get()) return login();
  if (administration()) begin();
  try {
    await load();
  } catch (error) {
    if (error instanceof Refused && error.status === 401) key.forget();
    return login(error instanceof Refused ? say("keyWrong") : say("offline"));
  }
  if (now !== turn) return;
  const { place, page, part, query } = begin();
  try {
    await page?.(place, part, query);
  } catch (error) {
    if (error instanceof Refused && error.status === 401) return key.forget(), show();
    put(place, h("div", { class: "notice bad", role: "alert" }, h("p", {}, error instanceof Refused ? say("failed", { why: error.message }) : say("offline"))));
    if (!(error instanceof Refused)) console.error(error);
  }
}

addEventListener("hashchange", async () => {
  await show();
  const content = document.getElementById("content");
  // A form that has taken the focus keeps it.
  if (!content?.contains(document.activeElement)) content?.focus();
});
await show();
