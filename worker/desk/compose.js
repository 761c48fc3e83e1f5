// The form that makes an invoice or an offer, and changes a draft. What it comes to is computed by the service while one types; what is
// wrong stands at its field. What a draft has beyond the fields stays as it is.

import { Refused, all, call, post } from "./api.js";
import { addDays, administration, today } from "./books.js";
import { fault, h, put, toast } from "./dom.js";
import { amount, decimal } from "./format.js";
import { live } from "./live.js";
import { buyerFields, field } from "./buyer.js";
import { say } from "./say.js";

const RATES = ["standard", "reduced", "zero"];
/** What of a draft the form decides over beside its lines; absent where it is empty. */
const OWN = ["deliveryDate", "buyerReference"];
const NEW_LINE = { name: "", quantity: "1", unitPrice: "" };

/** The country whose VAT is charged. */
const country = () => administration().supplier?.country.toLowerCase() ?? "nl";

/** The choice of VAT for a line; VAT that has no choice of its own stays as it was. */
function vatChoice(path, vat) {
  const words = [...RATES.map((rate) => [`${country()}:${rate}`, say(`vat.${rate}`)]), ["reverse", say("vat.reverse")]];
  const known = typeof vat === "string" ? words.some(([word]) => word === vat) : vat?.category === "AE" || vat === undefined;
  const value = typeof vat === "string" && known ? vat : vat?.category === "AE" ? "reverse" : known ? words[0][0] : "own";
  const options = [...words, ...(known ? [] : [["own", say("vat.own")]])];
  return h("select", { "data-path": path, "data-name": "vat" }, options.map(([word, text]) => h("option", { value: word, selected: word === value }, text)));
}

const vatOf = (word, before) => (word === "reverse" ? { category: "AE", rate: "0" } : word === "own" ? before : word);

/** The row of a line. */
function lineRow(line, changed) {
  const input = (name, value, more) => h("input", { "data-name": name, value: value ?? "", autocomplete: "off", ...more });
  const drop = h("button", { class: "second small", type: "button", onclick: () => (row.remove(), changed(true)) }, "×");
  const row = h(
    "div",
    { class: "composed", role: "group" },
    field(say("description"), input("name", line.name), "wide-field"),
    field(say("quantity"), input("quantity", line.quantity, { inputmode: "decimal", class: "number" })),
    field(say("price"), input("unitPrice", line.unitPrice, { inputmode: "decimal", class: "number" })),
    field(say("vat"), vatChoice("vat", line.vat)),
    h("output", { class: "number sum" }),
    drop,
  );
  row.line = line;
  row.drop = drop;
  return row;
}

/** A line as its fields say. */
function said(row) {
  const value = (name) => row.querySelector(`[data-name=${name}]`).value.trim();
  return { ...row.line, name: value("name"), quantity: decimal(value("quantity")), unitPrice: decimal(value("unitPrice")), vat: vatOf(value("vat"), row.line.vat) };
}

/** The lines with their button: `read()` gives them, `name(paths)` names their fields anew. */
function lineFields(lines, changed) {
  const list = h("div", { class: "composed-lines" });
  const rows = () => [...list.children];
  const number = () =>
    rows().forEach((row, index) => {
      row.drop.setAttribute("aria-label", say("lineRemove", { n: index + 1 }));
      row.drop.hidden = list.childElementCount === 1;
      row.setAttribute("aria-label", say("line", { n: index + 1 }));
      for (const input of row.querySelectorAll("[data-name]")) input.dataset.path = `lines[${index}].${input.dataset.name}`;
    });
  const touched = (isFewer) => {
    number();
    if (isFewer) list.lastElementChild.querySelector("input").focus();
    changed();
  };
  const add = (line = NEW_LINE) => (list.append(lineRow(line, touched)), number());
  lines.forEach((line) => add(line));
  const more = h("button", { class: "second", type: "button", onclick: () => (add(), list.lastElementChild.querySelector("input").focus()) }, say("lineAdd"));
  return { element: h("section", { class: "card" }, h("h2", {}, say("lines")), list, more), rows, read: () => rows().map(said) };
}

/** Puts each finding to the field of its path, and what has none into the notice; gives the first field. */
function mark(form, problem, findings) {
  const place = (path) => path.replace(/^(draft|party)\./, "");
  const inputs = [...form.querySelectorAll("[data-path]")];
  for (const input of inputs) {
    const own = findings.filter(({ path }) => place(path) === input.dataset.path || place(path).startsWith(`${input.dataset.path}.`));
    fault(input, input.parentElement.querySelector(".fault"), own.map(({ message }) => message));
    findings = findings.filter((one) => !own.includes(one));
  }
  put(problem, findings.map(({ path, message }) => h("p", {}, path ? `${message} (${place(path)})` : message)));
  problem.hidden = findings.length === 0;
  return form.querySelector("[aria-invalid=true]");
}

/** What is not filled in, all of it at once. */
function unfilled(lines, buyer) {
  const paths = lines.flatMap((line, index) => ["name", "quantity", "unitPrice"].filter((name) => !line[name]).map((name) => `lines[${index}].${name}`));
  if (buyer && !buyer.name()) paths.unshift("name");
  return paths.map((path) => ({ path, message: say("fieldMissing") }));
}

/** What it comes to, or a dash while it cannot be computed; rows that are not filled in are not `counted`. */
function showTotals(place, rows, counted, invoice) {
  const net = (row) => invoice?.lines[counted.indexOf(row)]?.net;
  for (const row of rows) put(row.querySelector("output"), net(row) ? amount(net(row), invoice.currency) : "–");
  if (!invoice) return put(place, h("p", { class: "soft" }, "–"));
  const line = (name, text, strong) => h("tr", { class: strong ? "strong" : "" }, h("th", { scope: "row" }, name), h("td", { class: "number" }, amount(text, invoice.currency)));
  const vat = invoice.vatBreakdown.map((group) => line(`${say("vat")} ${group.rate ? `${group.rate} %` : group.category}`, group.amount));
  put(place, h("table", {}, h("tfoot", {}, line(say("net"), invoice.totals.net), vat, line(say("gross"), invoice.totals.gross, true))));
}

/** The few fields beside customer and lines. */
function otherFields(draft, isOffer) {
  const date = (name, value) => h("input", { type: "date", "data-path": name, value: value ?? "" });
  const until = isOffer && date("validUntil", addDays(today(), 30));
  const delivery = date("deliveryDate", draft.deliveryDate);
  const reference = h("input", { "data-path": "buyerReference", value: draft.buyerReference ?? "" });
  const kind = isOffer && h("select", { "data-path": "kind" }, ["quote", "proforma"].map((word) => h("option", { value: word }, say(word))));
  const fields = [kind && field(say("kind"), kind), until && field(say("validUntil"), until), field(say("deliveryDate"), delivery), field(say("yourReference"), reference)];
  const own = (name, input) => (input.value.trim() ? { [name]: input.value.trim() } : {});
  return {
    element: h("div", { class: "step-fields" }, fields),
    draft: () => ({ ...own("deliveryDate", delivery), ...own("buyerReference", reference) }),
    offer: () => ({ kind: kind.value, ...own("validUntil", until) }),
  };
}

/** Keeps what the form says: `{ path }` of the page that shows it. */
async function save({ before, isOffer, body, key }) {
  if (isOffer) return `#/offers/${(await post("/v1/quotes", body, key)).id}`;
  if (!before) return `#/invoices/${(await post("/v1/invoices", body, key)).id}`;
  // In a merge patch (RFC 7396) what is left out would stay.
  const gone = Object.fromEntries(OWN.filter((name) => !(name in body.draft)).map((name) => [name, null]));
  await call("PATCH", `/v1/invoices/${before.body.id}`, { body: { ...body, draft: { ...body.draft, ...gone } }, etag: before.etag });
  return `#/invoices/${before.body.id}`;
}

/** Shows the form for a new invoice, a new offer, or a draft. */
export async function composePage(place, id, query) {
  const before = id && (await call("GET", `/v1/invoices/${encodeURIComponent(id)}`));
  const isOffer = query.has("offer");
  const old = before?.body.draft ?? { currency: "EUR", lines: [NEW_LINE] };
  const title = say(before ? "changeDraft" : isOffer ? "makeOffer" : "makeInvoice");
  const buyer = before ? undefined : buyerFields(await all("/v1/customers"), { shown: () => totals.later() });
  const problem = h("div", { class: "notice bad", role: "alert", hidden: true });
  const sums = h("div", { role: "status", "aria-label": say("totals") });
  const more = otherFields(old, isOffer);
  const draft = () => ({ ...Object.fromEntries(Object.entries(old).filter(([name]) => !OWN.includes(name))), ...more.draft(), lines: lines.read() });
  const totals = live(async (isNewest) => {
    try {
      const tried = draft();
      const counted = lines.rows().map((row) => [row, said(row)]).filter(([, line]) => line.unitPrice && line.quantity);
      const rows = counted.map(([row]) => row);
      const filled = counted.map(([, line]) => ({ ...line, name: line.name || "–" }));
      const invoice = rows.length ? await post("/v1/calculate", { draft: { issueDate: today(), ...tried, lines: filled } }) : undefined;
      if (isNewest()) showTotals(sums, lines.rows(), rows, invoice);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (isNewest()) showTotals(sums, lines.rows(), []);
    }
  });
  const lines = lineFields(old.lines, totals.later);
  const key = crypto.randomUUID();
  const submit = async (event) => {
    event.preventDefault();
    const button = form.querySelector("button:not([type=button])");
    const missing = unfilled(lines.read(), buyer);
    if (missing.length) return mark(form, problem, missing).focus();
    button.disabled = true;
    try {
      const customerId = before ? before.body.customerId : await buyer.id();
      const body = { draft: draft(), ...(customerId && { customerId }), ...(isOffer && more.offer()) };
      location.hash = await save({ before, isOffer, body, key });
      toast(say("done"));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const first = mark(form, problem, error.faults);
      if (first) first.focus();
      else problem.scrollIntoView({ block: "center" });
    } finally {
      button.disabled = false;
    }
  };
  const form = h(
    "form",
    { class: "compose", novalidate: true, onsubmit: submit, oninput: totals.later },
    problem,
    buyer?.element,
    lines.element,
    h("section", { class: "card" }, more.element, sums, h("div", { class: "buttons" }, h("button", {}, say(isOffer ? "giveOffer" : "keepDraft")))),
  );
  put(place, h("p", {}, h("a", { href: isOffer ? "#/offers" : "#/invoices" }, `← ${say(isOffer ? "offers" : "invoices")}`)), h("h1", {}, title), form);
  form.querySelector("input").focus();
  await totals.now();
}
