// Reminders for many invoices: each is sent what the policy wants of it today, one after the other, and what came of it is counted. It can
// be stopped at any time and begun again: what went out is booked, and does not go out again.

import { Refused, post } from "./api.js";
import { ask } from "./dialog.js";
import { count } from "./format.js";
import { progress } from "./progress.js";
import { say } from "./say.js";

async function remindOne({ id, number }, run, told, shown) {
  try {
    const { items, refused } = await post(`/v1/invoices/${id}/remind`, {}, `${run} ${id}`);
    told.sent += items.length;
    if (refused) (told.refused += 1), shown.line(`${number}: ${refused}`, `#/invoices/${id}`);
    else if (items.length === 0) told.idle += 1;
  } catch (error) {
    if (!(error instanceof Refused) || error.status === 401) throw error;
    told.refused += 1;
    shown.line(`${number}: ${error.message}`, `#/invoices/${id}`);
  }
}

/** Sends what is due today of invoices, which come as a list or page by page; `of` is how many there are, if that is known. */
async function remind(invoices, of, place) {
  const shown = progress(place);
  const run = crypto.randomUUID();
  const told = { sent: 0, idle: 0, refused: 0 };
  let done = 0;
  for await (const { id, number, state, type } of invoices) {
    if (shown.stopped) break;
    if (state === "open" && type !== "creditNote") await remindOne({ id, number }, run, told, shown);
    else told.idle += 1;
    done += 1;
    if (of === undefined) shown.so(done);
    else shown.at(done, of);
  }
  shown.end(say("remindDone", { sent: count(told.sent), idle: count(told.idle), refused: count(told.refused) }));
}

/** Asks, and does it; `of` is undefined where nobody counted. */
export async function remindAfterAsking(invoices, of, place) {
  const text = say("remindText", { n: of === undefined ? say("allThatFit") : count(of) });
  if (await ask({ title: say("remind"), text, act: async () => ({}) })) await remind(invoices, of, place);
}
