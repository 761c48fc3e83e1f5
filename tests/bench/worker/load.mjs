// Requests at once, and what they take: how many a second, the median and the slowest of a hundred, in milliseconds. It asserts only
// that each was answered well.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** Callers at the same time: as many as keep one Durable Object busy. */
const CALLERS = 8;

/** Sends a request, on a connection of its own without an agent, and gives its status and its text. */
export function ask({ url, method = "GET", headers = {}, body }, agent = false) {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, agent }, async (response) => {
      const text = Buffer.concat(await response.toArray()).toString("utf8");
      resolve({ status: response.statusCode, text });
    });
    request.on("error", reject);
    request.end(body);
  });
}

/** Sends all requests, so many at once; gives what they took and the texts of their answers. */
export async function load(requests) {
  const [times, texts] = [[], []];
  let next = 0;
  // Connections of this load alone: workerd closes one after five idle seconds, and a request that is just then sent on it is lost.
  const agent = new http.Agent({ keepAlive: true, maxSockets: CALLERS });
  const began = performance.now();
  const caller = async () => {
    while (next < requests.length) {
      const place = next++;
      const start = performance.now();
      const { status, text } = await ask(requests[place], agent);
      times.push(performance.now() - start);
      texts[place] = text;
      assert.ok(status < 300, `${requests[place].url}: ${status} ${text}`);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  const seconds = (performance.now() - began) / 1000;
  agent.destroy();
  return { times, texts, seconds };
}

/** The value below which a share of all lie. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export const rounded = (value) => Number(value.toPrecision(3));

/** What processes hold in memory, in megabytes. */
export function megabytes(processes) {
  const kilobytes = (id) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))[1]);
  return Math.round(processes.reduce((sum, id) => sum + kilobytes(id), 0) / 1024);
}

/** So long nothing happens where all is done: longer than the Book waits with its documents after a request. */
export const REST_MILLISECONDS = 750;

/** Waits until processes do nothing any more: what they do beside answering is over. `still` is called now and then until it is. */
export async function idle(processes, still = () => {}) {
  const ticks = () => {
    const fields = processes.map((id) => readFileSync(`/proc/${id}/stat`, "utf8").split(") ")[1].split(" "));
    return fields.reduce((sum, field) => sum + Number(field[11]) + Number(field[12]), 0);
  };
  for (let before = ticks(); ; ) {
    await sleep(REST_MILLISECONDS);
    const now = ticks();
    if (now - before < 2) return;
    before = now;
    still();
  }
}
