// The native subjects: one program, asked in turns. It gets the drafts once and answers one JSON line a question.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export const NATIVE = ["voldaan", "billing", "i128 by hand"];

/** Starts the program. `ask(subject, draft, calls)` answers `{ microseconds, figures }`. */
export function startNative(program, drafts) {
  const child = spawn(program, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  for (const draft of drafts) child.stdin.write(`${JSON.stringify(draft)}\n`);
  child.stdin.write("\n");
  return {
    async ask(subject, draft, calls) {
      child.stdin.write(`${NATIVE.indexOf(subject)} ${draft} ${calls}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error("the native bench ended before it had answered; its message stands above");
      return JSON.parse(value);
    },
    stop: () => child.stdin.end(),
  };
}
