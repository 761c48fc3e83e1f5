// `cargo xtask bench calc`: the same invoices by Voldaan and by what one would take or write instead, from object to object, in turns.
// One JSON line a subject: median microseconds a call by number of lines, and their ratio to Voldaan in the same place.
//
//     cargo xtask bench calc [-- rounds]

import assert from "node:assert/strict";
import { calculate as voldaan } from "../../npm/dist/node.js";
import { calculate as big } from "./calc/big.mjs";
import { calculate as bigint } from "./calc/bigint.mjs";
import { calculate as decimal } from "./calc/decimal.mjs";
import { calculate as dinero } from "./calc/dinero.mjs";
import { draftOf, SIZES } from "./calc/drafts.mjs";
import { NATIVE, startNative } from "./calc/native.mjs";
import { figures } from "./calc/outcome.mjs";

/** Each subject is called for about so long in a round. */
const ROUND_MICROSECONDS = 20_000;

const SCRIPTS = { voldaan, "decimal.js": decimal, "big.js": big, "dinero.js": dinero, "BigInt by hand": bigint };

const rounds = Number(process.argv.slice(2).find((argument) => argument !== "--") ?? 15);
assert.ok(Number.isInteger(rounds) && rounds > 0, "usage: cargo xtask bench calc [-- rounds]");

const drafts = SIZES.map(draftOf);
const native = startNative(process.env.VOLDAAN_NATIVE_BENCH, drafts);
const subjects = [
  ...NATIVE.map((name) => ({ name, place: "native", run: (draft, calls) => native.ask(name, draft, calls) })),
  ...Object.entries(SCRIPTS).map(([name, calculate]) => ({ name, place: "node", run: async (draft, calls) => timed(calculate, drafts[draft], calls) })),
].map((subject) => ({ ...subject, measured: SIZES.map(() => []), calls: [] }));

for (const subject of subjects) await prepare(subject);
for (let round = 0; round < rounds; round += 1) {
  for (const draft of SIZES.keys()) {
    for (const subject of subjects) subject.measured[draft].push((await subject.run(draft, subject.calls[draft])).microseconds);
  }
}
native.stop();
report();

/** All subjects come to the same amounts, or nothing is measured; a first run says how often to call. */
async function prepare(subject) {
  for (const [draft, lines] of SIZES.entries()) {
    const expected = figures(voldaan(drafts[draft]));
    const warm = await subject.run(draft, Math.ceil(20_000 / lines));
    assert.deepEqual(warm.figures, expected, `${subject.name} on ${lines} lines comes to other amounts`);
    subject.calls[draft] = Math.max(2, Math.ceil(ROUND_MICROSECONDS / warm.microseconds));
  }
}

function timed(calculate, draft, calls) {
  const start = process.hrtime.bigint();
  let last;
  for (let call = 0; call < calls; call += 1) last = calculate(draft);
  const microseconds = Number(process.hrtime.bigint() - start) / 1000 / calls;
  return { microseconds, figures: figures(last) };
}

function report() {
  for (const { name, place, measured } of subjects) {
    const own = subjects.find((subject) => subject.place === place && subject.name === "voldaan");
    const microseconds = {};
    const ratio = {};
    for (const [index, lines] of SIZES.entries()) {
      microseconds[lines] = rounded(median(measured[index]));
      ratio[lines] = rounded(median(measured[index]) / median(own.measured[index]));
    }
    console.log(JSON.stringify({ subject: name, place, microseconds, ratio }));
  }
}

function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}

function rounded(value) {
  return Number(value.toPrecision(3));
}
