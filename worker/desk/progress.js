// Long work with its progress: a bar that says how far it is, a button that stops it, what went wrong in between, and how it ended.

import { h, put } from "./dom.js";
import { count } from "./format.js";
import { say } from "./say.js";

/** So many lines of what went wrong are shown. */
const LINES_MAX = 200;

/** Shows progress in a place. */
export function progress(place) {
  const bar = h("progress", { max: 1, value: 0, "aria-label": say("work") });
  const text = h("p", { role: "status" });
  const stopped = new AbortController();
  const stop = h("button", { class: "second", type: "button", onclick: () => stopped.abort() }, say("stop"));
  const log = h("ul", { class: "log" });
  put(place, bar, text, stop, log);
  const end = (line) => (stop.remove(), bar.remove(), put(text, line));
  return {
    get stopped() {
      return stopped.signal.aborted;
    },
    at: (done, of) => ((bar.max = Math.max(1, of)), (bar.value = done), put(text, say("progress", { done: count(done), of: count(of) }))),
    so: (done, line = say("soFar", { n: count(done) })) => (bar.removeAttribute("value"), put(text, line)),
    line: (line, link) => log.childElementCount < LINES_MAX && log.append(h("li", {}, link ? h("a", { href: link }, line) : line)),
    end: (line) => end(stopped.signal.aborted ? `${say("stopped")} ${line}` : line),
  };
}
