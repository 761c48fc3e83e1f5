// A whole administration as a file, and such a file into an empty administration: page by page, as the service gives and takes them.

import { Refused, call, save } from "./api.js";
import { administration, today } from "./books.js";
import { count } from "./format.js";
import { progress } from "./progress.js";
import { say } from "./say.js";

/** The beginning of each page in the file. */
const HEAD = '{"voldaan":"export"';

/** Writes all books into a file. Where something happens meanwhile, the service asks to begin anew; that is done some times. */
export async function exportBooks(place) {
  const shown = progress(place);
  for (let attempts = 3; ; attempts -= 1) {
    const pages = [];
    try {
      let bytes = 0;
      for (let cursor; ; ) {
        const { body, next } = await call("GET", `/v1/export${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""}`);
        pages.push(body);
        bytes += body.size;
        shown.so(pages.length, say("exportPages", { n: count(pages.length), size: count(Math.ceil(bytes / 1024)) }));
        cursor = next;
        if (!cursor || shown.stopped) break;
      }
      if (shown.stopped) return shown.end("");
      save(`${administration().name.replace(/[^\w.-]+/g, "-")}-${today()}.ndjson`, pages, "application/x-ndjson");
      return shown.end(say("exportDone", { n: count(pages.length), size: count(Math.ceil(bytes / 1024)) }));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.code !== "export.changed" || attempts === 0) return shown.end(say("failed", { why: error.message }));
    }
  }
}

/** The pages of a file of an export. */
export function pagesOf(text) {
  const pages = [];
  for (const line of text.split("\n").filter(Boolean)) {
    if (line.startsWith(HEAD)) pages.push([]);
    if (pages.length === 0) return [];
    pages.at(-1).push(line);
  }
  return pages.map((lines) => `${lines.join("\n")}\n`);
}

/** Brings a file into this administration, which has to be empty. */
export async function importBooks(file, place) {
  const shown = progress(place);
  const pages = pagesOf(await file.text());
  if (pages.length === 0) return shown.end(say("notAnExport"));
  let rows = 0;
  for (const [index, body] of pages.entries()) {
    if (shown.stopped) break;
    shown.at(index, pages.length);
    try {
      rows = (await call("POST", "/v1/import", { body, type: "application/x-ndjson", idempotencyKey: crypto.randomUUID() })).body.rows;
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 401) throw error;
      return shown.end(say("failed", { why: error.message }));
    }
  }
  shown.end(say("importDone", { n: count(rows) }));
}
