// The work of a seller at the desk, in Chromium against the Worker in workerd: reminders for many, documents, money back, bank statements,
// whole books out and in, policies and letters; by mouse, by keyboard and on a phone. What the page says is held against the books.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { ADMIN_KEY, Client, DRAFT, eventually, open } from "../worker/client.mjs";
import { PHONE, startDesk, turnTo } from "./desk_page.mjs";
import { overflow } from "./sight.mjs";

/** All of this happens on a Wednesday in March, by the clock of an administration for tests: not the browser's day. */
const NOW = "2026-03-11T10:00:00Z";
const dayFromNow = (days) => new Date(Date.parse(NOW) + days * 86_400_000).toISOString().slice(0, 10);

const BUSINESS = { ...DRAFT, customer: { ...DRAFT.customer, kind: "business" } };

let place, host, client, desk;

before(async () => {
  place = await startDesk("Desk at work", { clock: NOW });
  ({ host, client, desk } = place);
});
after(() => place?.close());

/** An invoice of so many days ago, due thirty days later. */
const issuedAgo = (days, draft = BUSINESS) => client.issue({ ...draft, issueDate: dayFromNow(-days), deliveryDate: dayFromNow(-days) });
const entries = async ({ id }) => (await client.get(`/v1/invoices/${id}/entries?limit=200`)).items;
const kinds = async (invoice) => (await entries(invoice)).map(({ kind }) => kind);
const due = async ({ id }) => (await client.get(`/v1/invoices/${id}/status`)).amountDue;

/** What a click saves: name and bytes. */
async function saved(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test("what is due today goes to the invoices that were chosen by keys, with progress, and not a second time", async () => {
  const late = [await issuedAgo(40), await issuedAgo(45), await issuedAgo(50)];
  await client.post("/v1/policies", { ready: "nl-business" });
  const { page, close } = await desk("invoices?state=overdue");
  await page.locator(".rows .active a").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.getByText("2 chosen").waitFor();
  await page.getByRole("button", { name: "Remind the chosen ones" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await page.keyboard.press("Enter");
  await page.getByText(/^Done: 2 messages, 0 with nothing due today, 0 not possible\.$/).waitFor();
  const reminded = async () => (await Promise.all(late.map(kinds))).filter((all) => all.includes("reminder")).length;
  assert.equal(await reminded(), 2);
  // All that fit: the third one has its turn, the others nothing more.
  await page.getByRole("button", { name: "Choose none" }).click();
  await page.getByRole("button", { name: "Remind all of this choice" }).click();
  await page.locator("dialog").getByRole("button", { name: "Remind now" }).click();
  await page.getByText(/^Done: 1 messages, 2 with nothing due today, 0 not possible\.$/).waitFor();
  assert.equal(await reminded(), 3);
  assert.equal((await client.get("/v1/outbox?limit=200")).items.length, 3);
  await close();
});

test("the documents of an invoice are kept under its number, and a draft shows its PDF", async () => {
  const issued = await client.issue();
  const { page, errors, close } = await desk(`invoices/${issued.id}`);
  const pdf = await saved(page, () => page.getByRole("button", { name: "Download PDF" }).click());
  assert.deepEqual([pdf.name, pdf.bytes.subarray(0, 5).toString()], [`${issued.number}.pdf`, "%PDF-"]);
  await page.getByRole("button", { name: "Download UBL" }).focus();
  const ubl = await saved(page, () => page.keyboard.press("Enter"));
  assert.equal(ubl.name, `${issued.number}.ubl.xml`);
  assert.ok(ubl.bytes.toString().includes(`<cbc:ID>${issued.number}</cbc:ID>`));
  const { id } = await client.post("/v1/invoices", { draft: DRAFT });
  await page.goto(`${host.url}/desk#/invoices/${id}`);
  const preview = await saved(page, () => page.getByRole("button", { name: "Preview as PDF" }).click());
  assert.equal(preview.name, "draft.pdf");
  assert.deepEqual(errors, []);
  await close();
});

test("a payment is booked on the day of the administration, taken back, booked again and given back", async () => {
  const issued = await client.issue();
  const { page, close } = await desk(`invoices/${issued.id}`);
  const pay = async () => {
    await page.getByRole("button", { name: "Book a payment", exact: true }).click();
    assert.equal(await page.locator("#field-on").inputValue(), dayFromNow(0));
    assert.equal(await page.locator("#field-amount").inputValue(), "1210.00");
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog", { state: "detached" });
  };
  await pay();
  await page.getByRole("button", { name: "Undo" }).click();
  await eventually(async () => (await due(issued)) === "1210.00");
  await page.getByRole("button", { name: "Book a payment", exact: true }).waitFor();
  await pay();
  assert.equal(await due(issued), "0.00");
  // Later than the message that undoes: from the time line.
  await page.getByRole("button", { name: /^Reverse this: Payment/ }).click();
  await page.locator("#field-reason").fill("Other customer");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog", { state: "detached" });
  assert.equal(await due(issued), "1210.00");
  await page.locator(".history .gone").nth(1).waitFor();
  assert.equal(await page.locator(".history .gone").count(), 2);
  await page.getByRole("button", { name: "Book a payment", exact: true }).click();
  await page.locator("#field-amount").fill("1310.00");
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog", { state: "detached" });
  await page.getByRole("button", { name: "Give money back" }).click();
  await page.locator("#field-amount").fill("5000.00");
  await page.keyboard.press("Enter");
  // More than came in is refused; the dialog says why and stays.
  await page.locator("dialog [role=alert]:visible, dialog .fault:visible").first().waitFor();
  await page.locator("#field-amount").fill("100.00");
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog", { state: "detached" });
  assert.deepEqual((await kinds(issued)).at(-1), "refund");
  await page.locator(".badge.good", { hasText: "done" }).waitFor();
  await close();
});

/** A statement of one line. */
const statement = (reference, text, amount) =>
  `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M-${reference}</MsgId></GrpHdr><Stmt><Id>1</Id>` +
  `<Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></Acct><Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>` +
  `<BookgDt><Dt>${dayFromNow(0)}</Dt></BookgDt><AcctSvcrRef>${reference}</AcctSvcrRef><NtryDtls><TxDtls><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>` +
  `<RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>`;

test("bank statements are read: what fits is booked, the rest is assigned by a person, and nothing twice", async () => {
  const issued = await client.issue();
  const { page, close } = await desk("inbox");
  const file = (name, text) => ({ name, mimeType: "application/xml", buffer: Buffer.from(text) });
  const files = [file("1.xml", statement("R1", `Invoice ${issued.number}`, "1210.00")), file("2.xml", statement("R2", "Thanks", "77.00")), file("3.xml", "no statement")];
  for (const told of ["Booked: 1. Known already: 0. Waits for you: 1. No money in: 0.", "Booked: 0. Known already: 2. Waits for you: 0. No money in: 0."]) {
    await page.locator("#statement").setInputFiles(files);
    await page.locator("#statement").press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText(told).waitFor();
    assert.ok((await page.locator(".log").innerText()).startsWith("3.xml:"));
  }
  assert.equal(await due(issued), "0.00");
  const target = await client.issue();
  await page.getByRole("row", { name: /€77\.00/ }).getByRole("button", { name: "Assign" }).click();
  await page.locator("#field-number").fill(target.number);
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog", { state: "detached" });
  assert.equal(await due(target), "1133.00");
  await page.getByText("There is nothing.").waitFor();
  await page.getByRole("link", { name: "All", exact: true }).click();
  await page.getByText(/^settled/).waitFor();
  await close();
});

test("what was invoiced in a period stands in the reports, by keyboard for another period, on a phone with nothing cut off; its files are kept", async () => {
  const made = await open(host.url, "Reports");
  const seller = new Client(host.url, made.client.key, NOW);
  await seller.issue(BUSINESS);
  const credited = await seller.issue(BUSINESS);
  await seller.post(`/v1/invoices/${credited.id}/credit`, { amount: "121.00", reason: "Te veel" });
  const books = place.deskWith({ key: made.client.key, clock: NOW });
  const { page, close } = await books("reports");
  // The quarter before this one; nothing was invoiced in it.
  assert.deepEqual(await Promise.all(["#from", "#until"].map((id) => page.locator(id).inputValue())), ["2025-10-01", "2025-12-31"]);
  await page.getByText("There is nothing.").first().waitFor();
  await page.locator("#from").fill("2026-01-01");
  await page.locator("#until").fill("2026-03-31");
  await page.locator("#until").press("Enter");
  // Two of 1,000.00 at 21 %, less 100.00 with 21.00.
  await page.getByRole("row", { name: /21 % S EUR €1,900\.00 €399\.00/ }).waitFor();
  await page.getByRole("row", { name: /^Bakkerij Vermeulen B\.V\. \d €1,900\.00 €2,299\.00/ }).waitFor();
  await close();
  const phone = await books("reports?from=2026-01-01&until=2026-03-31", PHONE);
  await phone.page.getByText("€399.00").first().waitFor();
  assert.equal(await overflow(phone.page), 0);
  // No table has to be pushed aside to be read, and the names below the bars are as large as elsewhere.
  const pushed = () => phone.page.locator(".wide").evaluateAll((all) => all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length);
  assert.equal(await pushed(), 0);
  await turnTo(phone.page, "overview");
  assert.equal(await pushed(), 0);
  const sizes = await phone.page.locator(".names span").evaluateAll((all) => all.map((one) => Number.parseFloat(getComputedStyle(one).fontSize)));
  assert.ok(sizes.length >= 5 && Math.min(...sizes) >= 11, sizes.join());
  await phone.close();

  const work = await books("work");
  const file = async (kind) => {
    await work.page.locator("#export-kind").selectOption(kind);
    const [download] = await Promise.all([work.page.waitForEvent("download"), work.page.getByRole("form", { name: "Tables and files of a period" }).getByRole("button").click()]);
    return { name: download.suggestedFilename(), text: (await readFile(await download.path())).toString("latin1") };
  };
  const [journal, audit, archive] = [await file("journal"), await file("auditfile"), await file("ubl")];
  assert.deepEqual([journal, audit, archive].map(({ name }) => name), ["journal", "auditfile", "ubl"].map((stem, place) => `${stem}-2026-01-01-2026-03-11${[".csv", ".xaf", "-1.zip"][place]}`));
  assert.ok(journal.text.includes("2100.00") || journal.text.includes("210.00"), journal.text);
  assert.ok(audit.text.includes("<auditfile"), audit.text.slice(0, 200));
  assert.ok(archive.text.startsWith("PK"));
  await work.close();
});

test("whole books go into a file, and from it into an empty administration, as they were", async () => {
  const issued = await client.issue();
  const { page, close } = await desk("work");
  const section = (name) => page.getByRole("form", { name });
  const file = await saved(page, () => section("Keep the whole administration").getByRole("button").click());
  assert.equal(file.name, `Desk-at-work-${dayFromNow(0)}.ndjson`);
  await close();
  const made = await new Client(host.url, ADMIN_KEY).post("/v1/administrations", { name: "Empty", test: true }, { idempotencyKey: crypto.randomUUID() });
  const other = await place.deskWith({ key: made.apiKey })("work");
  const take = async (name, buffer) => {
    await other.page.locator("#books").setInputFiles({ name, mimeType: "application/x-ndjson", buffer });
    await other.page.getByRole("form", { name: "Read an administration that was kept" }).getByRole("button", { name: "Start" }).click();
  };
  await take("letter.txt", Buffer.from("Dear customer"));
  await other.page.getByText("This file is no administration that was kept.").waitFor();
  await take(file.name, file.bytes);
  await other.page.getByText(/^Read: [\d,]+ rows\.$/).waitFor();
  const restored = new Client(host.url, made.apiKey);
  assert.equal((await restored.get(`/v1/invoices/${issued.id}`)).number, issued.number);
  assert.equal((await restored.get("/v1/verify")).intact, true);
  // There is something in it now.
  await take(file.name, file.bytes);
  await other.page.getByText(/^That did not work:/).waitFor();
  await other.close();
});

test("a policy is changed with what it would do beside it; what the law forbids stands at its step; a change is undone", async () => {
  await client.post("/v1/policies", { ready: "nl-consumer" });
  await issuedAgo(10);
  const consumer = await issuedAgo(20, { ...DRAFT, customer: { ...DRAFT.customer, kind: "consumer", name: "Jan Jansen" } });
  const { page, errors, close } = await desk("policies");
  const card = page.locator("section.card", { hasText: "nl-consumer" }).first();
  await card.getByRole("button", { name: "Change" }).click();
  await page.locator("#policy-invoice").selectOption(consumer.id);
  const plan = page.locator(".plan li");
  await plan.first().waitFor();
  const steps = await plan.count();
  const fields = page.locator("fieldset.step");
  // The notice that Dutch law wants before costs is taken out.
  const notice = fields.filter({ has: page.locator("option[value=formalNotice]:checked") });
  await notice.getByRole("button", { name: "Remove the step" }).click();
  await page.locator("fieldset.step .fault:visible").first().waitFor();
  await page.locator(".policy-form").getByRole("button", { name: "Save" }).click();
  await page.locator("fieldset.step .fault:visible").first().waitFor();
  await page.locator(".policy-form").getByRole("button", { name: "Cancel" }).click();
  await card.getByRole("button", { name: "Change" }).click();
  await page.locator("#policy-invoice").selectOption(consumer.id);
  await page.waitForFunction((count) => document.querySelectorAll(".plan li").length === count, steps);
  await page.locator("#policy-name").fill("Ours");
  const first = fields.first().getByLabel("Days after due date");
  const before = await first.inputValue();
  await first.fill(String(Number(before) + 1));
  await page.getByRole("button", { name: "Add a step" }).click();
  await page.keyboard.type("extra");
  await fields.last().getByLabel("Days after due date").fill("400");
  await fields.last().getByRole("button", { name: "Remove the step" }).click();
  await page.locator(".policy-form").getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: /^Ours/ }).waitFor();
  const kept = async () => (await client.get("/v1/policies")).items.find(({ policy }) => policy.debtor === "consumer").policy;
  assert.deepEqual([(await kept()).name, (await kept()).steps[0].offsetDays], ["Ours", Number(before) + 1]);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("heading", { name: /^nl-consumer/ }).waitFor();
  assert.equal((await kept()).steps[0].offsetDays, Number(before));
  assert.deepEqual(errors.filter((text) => !text.includes("422")), []);
  await close();
});

test("own wording is kept, changed and undone", async () => {
  const { page, close } = await desk("policies");
  const form = page.locator("form", { has: page.locator("#template-text") });
  const keep = async (text) => {
    await page.locator("#template-name").selectOption("reminder");
    await page.locator("#template-subject").fill("About {invoiceNumber}");
    await page.locator("#template-text").fill(text);
    await form.getByRole("button", { name: "Save" }).click();
  };
  const kept = async () => (await client.get("/v1/templates")).items.map(({ text }) => text);
  await keep("Please pay {principal} for {invoiceNumber}.");
  await eventually(async () => (await kept()).length === 1);
  await page.locator(".kept").getByRole("button", { name: "Change" }).click();
  assert.equal(await page.locator("#template-text").inputValue(), "Please pay {principal} for {invoiceNumber}.");
  await page.locator("#template-text").fill("Kindly pay {principal} for {invoiceNumber}.");
  await form.getByRole("button", { name: "Save" }).click();
  await eventually(async () => (await kept())[0].startsWith("Kindly"));
  await page.getByRole("button", { name: "Undo" }).click();
  await eventually(async () => (await kept())[0].startsWith("Please"));
  await close();
});

test("letters are printed and noted as posted; calls are noted on a phone; both leave what waits", async () => {
  const issued = await client.issue({ ...BUSINESS, customer: { ...BUSINESS.customer, contact: { phone: "+31 20 123 45 67" } } });
  await client.post(`/v1/invoices/${issued.id}/send`, { channel: "letter" });
  await client.post(`/v1/invoices/${issued.id}/send`, { channel: "phone" });
  const { page, close } = await desk("outbox");
  const row = page.getByRole("row", { name: /letter/ });
  const letter = await saved(page, () => row.getByRole("button", { name: "Print (PDF)" }).click());
  assert.equal(letter.bytes.subarray(0, 5).toString(), "%PDF-");
  await row.getByRole("button", { name: "Posted" }).click();
  await page.locator("dialog").getByRole("button", { name: "Posted" }).click();
  await row.waitFor({ state: "detached" });
  await close();
  const phone = await desk("tasks", PHONE);
  await phone.page.getByRole("button", { name: "Called" }).tap();
  await phone.page.locator("#field-note").fill("They pay on Friday.");
  await phone.page.locator("dialog").getByRole("button", { name: "Called" }).tap();
  await phone.page.getByText("There is nothing.").waitFor();
  assert.deepEqual((await entries(issued)).at(-1).text, "They pay on Friday.");
  await phone.close();
});

test("on a phone a late customer is found, looked at, reminded and paid; nothing is cut off", async () => {
  const issued = await issuedAgo(45, { ...BUSINESS, customer: { ...BUSINESS.customer, name: "Kwekerij De Linde" } });
  const { page, errors, close } = await desk("overview", PHONE);
  const fits = async () => assert.equal(await overflow(page), 0);
  await page.locator("a.figure.bad").tap();
  await page.locator("#q").fill("linde");
  await page.getByRole("button", { name: "Search" }).tap();
  await page.getByRole("link", { name: issued.number }).tap();
  await page.getByRole("heading", { name: issued.number }).waitFor();
  await fits();
  await page.getByRole("button", { name: "What may be claimed today?" }).tap();
  await page.getByText("Total today").waitFor();
  await page.getByRole("button", { name: "Remind now" }).tap();
  await page.locator("dialog").getByRole("button", { name: "Remind now" }).tap();
  await page.getByText(/^Sent: /).waitFor();
  assert.ok((await kinds(issued)).includes("reminder"));
  await page.getByRole("button", { name: "Book a payment", exact: true }).tap();
  await fits();
  await page.locator("dialog").getByRole("button", { name: "Book a payment", exact: true }).tap();
  await page.waitForSelector("dialog", { state: "detached" });
  assert.equal(await due(issued), "0.00");
  await fits();
  assert.deepEqual(errors, []);
  await close();
});

test("the day is that of the administration, and of its clock where it is for tests", async () => {
  const issued = await client.issue();
  const { page, close } = await desk("invoices");
  const state = () => page.getByRole("row", { name: issued.number }).locator(".badge").innerText();
  await page.getByRole("row", { name: issued.number }).waitFor();
  assert.equal(await state(), "Open");
  await page.locator("#test-day").fill(dayFromNow(31));
  await eventually(async () => (await page.getByRole("row", { name: issued.number }).count()) === 1 && (await state()) === "Overdue");
  await close();
});
