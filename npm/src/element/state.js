// What stands in the fields of the calculator, as typed, and the draft that it says. A state is never changed: each edit gives another.
// What a draft holds beyond the fields is kept and goes out again.

import { readDecimal, writeDecimal } from "./decimal.js";

/** The categories that take no rate of their own. */
const BARE = ["AE", "K", "G", "O", "Z", "E"];

/** The texts of a party, by where they stand in the draft. */
export const PARTY = ["name", "address.line1", "address.postalCode", "address.city", "country", "vatId"];

let keys = 0;

/** A line with nothing in it. `vat` is what the line before it had. */
export function emptyLine(vat, unit = "") {
  return { key: (keys += 1), name: "", quantity: "1", unit, price: "", vat, reason: "", discount: "", discountKind: "percent", kept: {} };
}

export function emptyAdjustment(kind) {
  return { key: (keys += 1), kind, reason: "", value: "", valueKind: kind === "charge" ? "amount" : "percent", kept: {} };
}

/** The state that shows a draft. */
export function stateOf(draft, { locale, vat }) {
  const { lines = [], currency, issueDate = "", pricesIncludeVat = false, allowances, charges, paymentTerms, ...kept } = draft;
  const rows = list(lines).map((line) => lineOf(line, locale));
  const adjust = (rows, kind) => list(rows).map((row) => adjustmentOf(row, kind, locale));
  return {
    currency: text(currency),
    issueDate: text(issueDate),
    pricesIncludeVat: pricesIncludeVat === true,
    lines: rows.length > 0 ? rows : [emptyLine(vat)],
    adjustments: [...adjust(allowances, "allowance"), ...adjust(charges, "charge")],
    ...termsOf(record(paymentTerms), locale),
    supplier: partyOf(kept.supplier),
    customer: partyOf(kept.customer),
    iban: text(list(kept.paymentMethods).find((method) => method?.kind === "creditTransfer")?.iban),
    number: "",
    kept,
  };
}

function lineOf(line, locale) {
  const { name, quantity, unit = "", unitPrice, vat, allowances, ...kept } = record(line);
  const [first, ...others] = list(allowances);
  const { percent, amount, base } = record(first);
  // A discount of another base is kept as it is.
  const isShown = base === undefined && (percent !== undefined || amount !== undefined);
  const rest = isShown ? others : list(allowances);
  return {
    ...emptyLine(vatText(vat), text(unit)),
    name: text(name),
    quantity: shown(quantity, locale),
    price: shown(unitPrice, locale),
    reason: text(record(vat).exemptionReason),
    discount: isShown ? shown(percent ?? amount, locale) : "",
    discountKind: isShown && percent === undefined ? "amount" : "percent",
    kept: { ...kept, ...(isShown && { allowance: first }), ...(rest.length > 0 && { allowances: rest }), ...(record(vat).exemptionCode && { vat }) },
  };
}

function adjustmentOf(row, kind, locale) {
  const { percent, amount, reason, ...kept } = record(row);
  const valueKind = percent === undefined ? "amount" : "percent";
  return { ...emptyAdjustment(kind), reason: text(reason), value: shown(percent ?? amount, locale), valueKind, kept };
}

function termsOf({ netDays, dueDate, endOfMonth, earlyDiscounts, ...kept }, locale) {
  const kind = netDays !== undefined ? "net" : dueDate !== undefined ? "day" : endOfMonth !== undefined ? "month" : "none";
  const [early, ...others] = list(earlyDiscounts);
  return {
    due: kind,
    dueDays: shown(kind === "net" ? netDays : record(endOfMonth).days, locale),
    dueDate: text(dueDate),
    earlyPercent: shown(record(early).percent, locale),
    earlyDays: shown(record(early).days, locale),
    keptTerms: { ...kept, ...(others.length > 0 && { earlyDiscounts: others }), ...(record(endOfMonth).months && { months: endOfMonth.months }) },
  };
}

function partyOf(party) {
  return Object.fromEntries(PARTY.map((path) => [path, text(path.split(".").reduce((at, name) => record(at)[name], party))]));
}

/**
 * The draft that a state says, and where its rows stand: `lines[i]` and `adjustments` are the keys of the rows at those places of the
 * draft. Lines in which nothing was typed are left out; a text that is no number goes out as it is, for the engine to refuse.
 */
export function draftOf(state, { locale, phrase }) {
  const decimal = (typed) => readDecimal(typed, locale) ?? typed;
  const { issueDate, pricesIncludeVat, kept } = state;
  const rows = state.lines.filter((line) => !isBlank(line));
  const adjustments = (kind) => state.adjustments.filter((row) => row.kind === kind && row.value.trim() !== "");
  const write = (row) => adjustmentSaid(row, decimal, phrase);
  const { supplier: givenSupplier, customer: givenCustomer, paymentMethods: givenMethods, ...others } = kept;
  const supplier = partySaid(state.supplier, givenSupplier);
  const customer = partySaid(state.customer, givenCustomer);
  const paymentMethods = methodsSaid(state.iban, list(givenMethods));
  const [allowances, charges] = [adjustments("allowance"), adjustments("charge")];
  const paymentTerms = termsSaid(state, decimal);
  const draft = {
    ...others,
    currency: state.currency,
    ...(issueDate && { issueDate }),
    ...(supplier && { supplier }),
    ...(customer && { customer }),
    ...(pricesIncludeVat && { pricesIncludeVat }),
    lines: rows.map((row) => lineSaid(row, decimal, phrase)),
    ...(allowances.length > 0 && { allowances: allowances.map(write) }),
    ...(charges.length > 0 && { charges: charges.map(write) }),
    ...(paymentTerms && { paymentTerms }),
    ...(paymentMethods.length > 0 && { paymentMethods }),
  };
  const places = { lines: rows.map(({ key }) => key), allowances: allowances.map(({ key }) => key), charges: charges.map(({ key }) => key) };
  return { draft, places };
}

/** A line in which nothing was typed. */
export function isBlank({ name, price, discount, kept }) {
  return name.trim() === "" && price.trim() === "" && discount.trim() === "" && Object.keys(kept).length === 0;
}

function lineSaid(line, decimal, phrase) {
  const { allowance, allowances = [], vat: given, ...kept } = line.kept;
  const discount = line.discount.trim() !== "" && {
    ...(allowance && { reason: allowance.reason, reasonCode: allowance.reasonCode }),
    ...(!allowance?.reasonCode && { reason: allowance?.reason ?? phrase("discount") }),
    [line.discountKind]: decimal(line.discount),
  };
  const all = [...(discount ? [discount] : []), ...allowances];
  return defined({
    ...kept,
    name: line.name,
    quantity: decimal(line.quantity),
    ...(line.unit && { unit: line.unit }),
    ...(line.price.trim() !== "" && { unitPrice: decimal(line.price) }),
    vat: given && vatText(given) === line.vat ? given : vatSaid(line),
    ...(all.length > 0 && { allowances: all.map(defined) }),
  });
}

function adjustmentSaid({ kind, reason, value, valueKind, kept }, decimal, phrase) {
  const why = reason.trim() || (kept.reasonCode ? undefined : phrase(kind === "charge" ? "charge" : "discount"));
  return defined({ ...kept, [valueKind]: decimal(value), reason: why });
}

/** VAT as a text for a choice: a shorthand, a category, or a category with its rate. */
export function vatText(vat) {
  if (typeof vat === "string") return vat;
  const { category, rate } = record(vat);
  return rate === undefined || BARE.includes(category) ? text(category) : `${category} ${rate}`;
}

function vatSaid({ vat, reason }) {
  if (vat.includes(":")) return vat;
  const [category, rate] = vat.split(" ");
  return { category, ...(rate !== undefined && { rate }), ...(category === "E" && reason.trim() !== "" && { exemptionReason: reason.trim() }) };
}

function termsSaid({ due, dueDays, dueDate, earlyPercent, earlyDays, keptTerms }, decimal) {
  const { months, earlyDiscounts = [], ...kept } = keptTerms;
  const hasEarly = earlyPercent.trim() !== "" || earlyDays.trim() !== "";
  const early = hasEarly ? [{ percent: decimal(earlyPercent), days: count(earlyDays) }] : [];
  const all = [...early, ...earlyDiscounts];
  const terms = {
    ...kept,
    ...(due === "net" && dueDays.trim() !== "" && { netDays: count(dueDays) }),
    ...(due === "month" && { endOfMonth: defined({ months, days: dueDays.trim() === "" ? undefined : count(dueDays) }) }),
    ...(due === "day" && dueDate && { dueDate }),
    ...(all.length > 0 && { earlyDiscounts: all }),
  };
  return Object.keys(terms).length > 0 && terms;
}

/** The party that the fields say, on top of what was given; nothing where nothing stands in them. */
function partySaid(texts, given) {
  const typed = PARTY.filter((path) => texts[path].trim() !== "");
  if (typed.length === 0) return undefined;
  const party = { name: "", ...record(given), address: { ...record(given).address } };
  for (const path of PARTY) {
    const [last, first] = path.split(".").reverse();
    const at = first === undefined ? party : party[first];
    const value = path === "country" ? texts[path].trim().toUpperCase() : texts[path].trim();
    if (value !== "") at[last] = value;
    else if (path !== "name") delete at[last];
    else at.name = "";
  }
  if (Object.keys(party.address).length === 0) delete party.address;
  return party;
}

function methodsSaid(iban, given) {
  const at = given.findIndex((method) => method?.kind === "creditTransfer");
  const others = given.filter((_, index) => index !== at);
  if (iban.trim() === "") return others;
  return [{ ...given[at], kind: "creditTransfer", iban: iban.replace(/\s/g, "") }, ...others];
}

/** Days are whole numbers on the wire; what is none goes out as typed. */
function count(typed) {
  const trimmed = typed.trim();
  return /^\d{1,6}$/.test(trimmed) ? Number(trimmed) : trimmed;
}

/** A number of a draft as it is typed here; what is no number is shown as it is. */
function shown(value, locale) {
  return value === undefined || value === null ? "" : writeDecimal(String(value), locale).replace("−", "-");
}

function text(value) {
  return typeof value === "string" ? value : "";
}

function list(value) {
  return Array.isArray(value) ? value : [];
}

function record(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

function defined(value) {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined));
}
