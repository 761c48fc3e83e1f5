// The native subjects: one program, asked in turns. It gets the invoice once and answers one JSON line a question.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Starts the program. `ask(subject, calls)` answers `{ milliseconds, bytes }`. */
export function startNative(program, issued) {
  const child = spawn(program, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.stdin.write(`${JSON.stringify(issued)}\n`);
  return {
    async ask(subject, calls) {
      child.stdin.write(`${subject} ${calls}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error("the native bench ended before it had answered; its message stands above");
      return JSON.parse(value);
    },
    stop: () => child.stdin.end(),
  };
}
