// A whole administration as a file, and such a file into an empty administration: page by page, as the service gives and takes them.

import { Refused, call, save } from "./api.js";
import { administration, today } from "./books.js";
import { count } from "./format.js";
import { progress } from "./progress.js";
import { say } from "./say.js";

/** The beginning of each page in the file. */
const HEAD = '{"voldaan":"export"';

/** What an export gives, page by page with its progress: its parts, and what they come to; nothing where it is stopped. */
export async function partsOf(path, query, shown) {
  const parts = [];
  let bytes = 0;
  for (let cursor; ; ) {
    const { body, next } = await call("GET", `${path}?${new URLSearchParams({ ...query, ...(cursor && { cursor }) })}`);
    bytes += body.size;
    const come = { n: count(parts.push(body)), size: count(Math.ceil(bytes / 1024)) };
    shown.so(parts.length, say("exportPages", come));
    if (shown.stopped) return undefined;
    if (!next) return { parts, come };
    cursor = next;
  }
}

/** Writes all books into a file. Where something happens meanwhile, the service asks to begin anew; that is done some times. */
export async function exportBooks(place) {
  const shown = progress(place);
  for (let attempts = 3; ; attempts -= 1) {
    try {
      const exported = await partsOf("/v1/export", {}, shown);
      if (!exported) return shown.end("");
      save(`${administration().name}-${today()}.ndjson`, exported.parts, "application/x-ndjson");
      return shown.end(say("exportDone", exported.come));
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
