// What can be done with an invoice in its state, each after a confirmation; what the law lets be undone can be undone.

import { all, post, remove } from "./api.js";
import { keepsMandates, today } from "./books.js";
import { ask } from "./dialog.js";
import { h, toast } from "./dom.js";
import { day, decimal } from "./format.js";
import { kindName, say } from "./say.js";

const amountField = (value, required) => ({ name: "amount", label: say("amountField"), hint: say("amountHint"), value, required });
export const onField = () => ({ name: "on", label: say("on"), type: "date", value: today() });
const reasonField = () => ({ name: "reason", label: say("reason"), type: "area", required: true });
const options = (...words) => words.map(([word, name = word]) => [word, say(name)]);

/** Actions of a draft. */
function ofDraft({ id, draft, customerId }, again) {
  const door = `/v1/invoices/${id}`;
  const removed = async () => {
    const undo = async () => {
      const made = await post("/v1/invoices", { draft, ...(customerId && { customerId }) });
      location.hash = `#/invoices/${made.id}`;
    };
    location.hash = "#/invoices?state=draft";
    toast(say("done"), { undo });
  };
  return [
    { name: "changeDraft", go: `#/compose/${id}` },
    { name: "issue", first: true, ask: { text: say("issueText"), act: (_, key) => post(`${door}/issue`, {}, key) }, then: again },
    { name: "removeDraft", bad: true, ask: { text: say("removeDraftText"), act: () => remove(door) }, then: removed },
  ];
}

/** Actions of an invoice that is open. */
function ofOpen({ id, status, invoice, customerId }, entries, again, shown) {
  const door = `/v1/invoices/${id}`;
  const due = status.amountDue;
  const held = entries.find(({ id: entry, kind, until }) => kind === "dunningHold" && until >= today() && !corrected(entries).has(entry));
  const plan = (text) =>
    text.split("\n").filter((line) => line.trim()).map((line) => {
      const [dueDate, amount] = line.trim().split(/\s+/);
      return { dueDate, amount: decimal(amount ?? "") };
    });
  const disputed = async (made) => {
    const undo = async () => {
      const items = await all(`${door}/entries`);
      const dispute = items.filter(({ kind }) => kind === "dispute").at(-1);
      await post(`${door}/disputeResolved`, { dispute: dispute.id, outcome: "withdrawn" });
      await again();
    };
    await again();
    if (made) toast(say("done"), { undo });
  };
  // What was booked by hand is taken back by an entry that points at it.
  const booked = async () => {
    const entries = await all(`${door}/entries`);
    const { id: of } = entries.filter(({ kind, provider }) => BY_HAND.includes(kind) && !provider).at(-1);
    const undo = async () => (await post(`${door}/correct`, { of }), await again());
    await again();
    toast(say("done"), { undo });
  };
  const act = (part, body = (values) => values) => (values, key) => post(`${door}/${part}`, body(values), key);
  const means = options(["creditTransfer"], ["card"], ["cash", "cash_"], ["cheque"]);
  const grounds = options(["uncollectible", "groundUncollectible"], ["settlement", "groundSettlement"], ["difference", "groundDifference"]);
  if (invoice.type === "creditNote") return [];
  const isCollected = customerId && keepsMandates();
  const reminded = async ({ items, refused }) => {
    await again();
    const named = (all) => all.map(({ action, to }) => `${kindName(action.kind)} → ${to}`).join(", ");
    // A call is made and a letter posted by a person.
    const byHand = ({ channel }) => channel === "phone" || channel === "letter";
    const [sent, left] = [items.filter((item) => !byHand(item)), items.filter(byHand)];
    const told = [sent.length > 0 && say("remindSent", { what: named(sent) }), left.length > 0 && say("remindLeft", { what: named(left) })].filter(Boolean);
    toast(refused ? say("failed", { why: refused }) : told.join(" ") || say("remindIdle"), { bad: Boolean(refused) });
  };
  return [
    { name: "remind", first: status.overdue, ask: { text: say("remindOneText"), act: act("remind", () => ({})) }, then: reminded },
    { name: "payment", first: !status.overdue, ask: { text: say("paymentText"), fields: [amountField(due, true), onField(), { name: "method", label: say("method"), options: means }, { name: "reference", label: say("reference") }], act: act("payments") }, then: booked },
    isCollected && { name: "collect", ask: { text: say("collectText"), fields: [{ ...amountField(), hint: say("collectHint") }], act: act("charge") }, then: shown },
    { name: "promise", ask: { text: say("promiseText"), fields: [{ name: "until", label: say("until"), type: "date", required: true }], act: act("promise") }, then: booked },
    held ? { name: "lift", ask: { text: say("liftText"), act: act("correct", () => ({ of: held.id })) }, then: shown } : { name: "hold", ask: { text: say("holdText"), fields: [{ name: "until", label: say("until"), type: "date", required: true }, reasonField()], act: act("dunningHold") }, then: booked },
    { name: "plan", ask: { text: say("planText"), fields: [{ name: "instalments", label: say("parts"), type: "area", required: true }], act: act("paymentPlan", ({ instalments }) => ({ instalments: plan(instalments) })) }, then: booked },
    { name: "dispute", ask: { text: say("disputeText"), fields: [amountField(due, true), reasonField()], act: act("dispute") }, then: disputed },
    { name: "writeOff", ask: { text: say("writeOffText"), fields: [amountField(due, true), reasonField(), { name: "ground", label: say("ground"), options: grounds }], act: act("writeOff") }, then: booked },
    { name: "settlementOffer", ask: { text: say("settlementOfferText"), fields: [amountField(due, true), { name: "until", label: say("until"), type: "date", required: true }], act: act("settlementOffer") }, then: booked },
    status.dunningLevel > 0 && { name: "dunningReset", ask: { text: say("dunningResetText"), fields: [{ name: "reason", label: say("reason") }], act: act("dunningReset") }, then: booked },
    { name: "handOver", bad: true, ask: { text: say("handOverText"), act: act("handOver") }, then: shown },
  ].filter(Boolean);
}

const BY_HAND = ["payment", "promise", "paymentPlan", "settlementOffer", "dunningHold", "dunningReset", "writeOff", "note"];

/** The entries that were taken back, by id. */
export function corrected(entries) {
  const last = new Map(entries.filter(({ kind }) => kind === "correction").map((entry) => [entry.of, entry]));
  return new Set([...last.values()].filter(({ amount }) => amount === undefined).map(({ of }) => of));
}

/** Takes back an entry that somebody booked by hand; nothing where it is none, or taken back already. */
export function takeBack(invoice, entry, entries, again) {
  if (!BY_HAND.includes(entry.kind) || entry.provider || corrected(entries).has(entry.id)) return undefined;
  const act = ({ reason }, key) => post(`/v1/invoices/${invoice}/correct`, { of: entry.id, ...(reason && { reason }) }, key);
  return async () => {
    const done = await ask({ title: say("takeBack"), text: say("takeBackText"), bad: true, fields: [{ name: "reason", label: say("reason") }], act });
    if (done) await again(), toast(say("done"));
  };
}

/** Actions of every invoice that is issued. */
function ofIssued({ id, state, invoice }, entries, again) {
  const door = `/v1/invoices/${id}`;
  const settled = new Set(entries.filter(({ kind }) => kind === "disputeResolved").map(({ dispute }) => dispute));
  const disputes = entries.filter((entry) => entry.kind === "dispute" && !settled.has(entry.id));
  const payments = entries.filter((entry) => entry.kind === "payment" && !corrected(entries).has(entry.id));
  const outcomes = options(["accepted"], ["partlyAccepted"], ["rejected"], ["withdrawn"]);
  const isInvoice = invoice.type !== "creditNote";
  const debits = payments.filter(({ method, provider }) => method === "directDebit" && !provider);
  return [
    { name: "addNote", ask: { text: say("addNoteText"), fields: [{ name: "text", label: say("note"), type: "area", required: true }, onField()], act: (values, key) => post(`${door}/note`, values, key) }, then: again },
    debits.length > 0 && {
      name: "returnedDebit",
      bad: true,
      ask: { text: say("returnedDebitText"), fields: [amountField(debits.at(-1).amount, true), onField(), { name: "reason", label: say("reason") }], act: (values, key) => post(`${door}/returnedDebit`, values, key) },
      then: again,
    },
    state !== "void" && { name: "send", ask: { text: say("sendText"), fields: [{ name: "to", label: say("sendTo"), type: "email" }], act: (values, key) => post(`${door}/send`, values, key) }, then: again },
    disputes.length > 0 && {
      name: "resolve",
      ask: {
        text: say("disputeText"),
        fields: [{ name: "dispute", label: say("entry.dispute"), options: disputes.map((one) => [one.id, `${one.amount} ${one.reason}`]) }, { name: "outcome", label: say("outcome"), options: outcomes }],
        act: (values, key) => post(`${door}/disputeResolved`, values, key),
      },
      then: again,
    },
    payments.length > 0 && {
      name: "refund",
      bad: true,
      ask: {
        text: say("refundText"),
        fields: [
          amountField(payments.at(-1).amount, true),
          { name: "payment", label: say("refundOf"), options: payments.map((one) => [one.id, `${day(one.on)}: ${one.amount} ${one.provider ?? one.method}`]), value: payments.at(-1).id },
          { name: "reason", label: say("reason") },
        ],
        act: (values, key) => post(`${door}/refunds`, values, key),
      },
      then: again,
    },
    isInvoice && state !== "void" && {
      name: "creditNote",
      bad: true,
      ask: { text: say("creditText"), fields: [amountField(), reasonField()], act: ({ amount, reason }, key) => post(`${door}/credit`, amount ? { amount, reason } : { full: true, reason }, key) },
      then: again,
    },
    isInvoice && state === "open" && { name: "voidInvoice", bad: true, ask: { text: say("voidText"), fields: [{ name: "reason", label: say("reason") }], act: (values, key) => post(`${door}/void`, values, key) }, then: again },
    { name: "revokeLinks", ask: { text: say("revokeText"), act: () => remove(`${door}/links`) }, then: again },
  ].filter(Boolean);
}

/** A button that asks for an action, does it and then shows what came of it; or leads to where it is done. */
export function buttonOf({ name, first, bad, ask: dialog, then, go }) {
  const onclick = async () => {
    if (go) return void (location.hash = go);
    const done = await ask({ title: say(name), bad, ...dialog });
    if (done) await then(done);
  };
  return h("button", { class: bad ? "bad" : first ? "" : "second", type: "button", onclick }, say(name));
}

/** A button that asks, does it, shows the page anew and says so. What `undo` takes back is shown too. */
export function doing(name, again, { text = say(`${name}Text`), fields, first, bad, act, undo }) {
  const then = async (done) => {
    await again();
    toast(say("done"), { undo: undo && (async () => (await undo(done), await again())) });
  };
  return buttonOf({ name, first, bad, ask: { text, fields, act }, then });
}

/** Buttons and links of a row as small ones, which say what of; nothing where there are none. */
export function ofRow(name, ...all) {
  if (all.length === 0) return undefined;
  for (const one of all) one.classList.add("small"), one.setAttribute("aria-label", `${one.textContent}: ${name}`);
  return h("div", { class: "buttons" }, all);
}

/** The buttons of what can be done with an invoice now. What is for good comes last. */
export function buttonsOf(resource, entries, again) {
  const shown = async () => (await again(), toast(say("done")));
  const all = resource.state === "draft" ? ofDraft(resource, shown) : [...(resource.state === "open" ? ofOpen(resource, entries, again, shown) : []), ...ofIssued(resource, entries, shown)];
  return [...all.filter(({ bad }) => !bad), ...all.filter(({ bad }) => bad)].map(buttonOf);
}
