// The entry module of a Worker in a bad world: the shipped modules as they are, above a document store that is late, stale or empty,
// a clock that jumps, and alarms that come late and twice. It loses nothing that the platform promises to keep.

import Worker, { Book as Shipped } from "./entry.mjs";

const now = Date.now;
let jump = 0;
Date.now = () => now() + jump;

/** Set from the bindings FAULTY and CLOCK_AHEAD. */
let bad = false;
const chance = (share) => bad && Math.random() < share;
const late = () => (chance(0.2) ? new Promise((resolve) => setTimeout(resolve, Math.random() * 200)) : undefined);

/** Up to twenty minutes ahead or behind, for a while. */
function maybeJump() {
  if (chance(0.1)) jump = chance(0.5) ? 0 : Math.round((Math.random() - 0.5) * 2_400_000);
}

/** Workers KV at its worst: a read shows nothing, or what another key holds; a write fails, comes late, or is not seen for long. */
function faulty(namespace) {
  let other = null;
  const read = async (name, key, ...options) => {
    await late();
    if (chance(0.2)) return null;
    const found = await namespace[name](key, ...options);
    if (chance(0.1)) return other;
    other = found;
    return found;
  };
  return {
    get: (key, ...options) => read("get", key, ...options),
    getWithMetadata: (key, ...options) => namespace.getWithMetadata(key, ...options),
    put: async (...given) => {
      await late();
      if (chance(0.1)) throw new Error("KV PUT failed: 429 Too Many Requests");
      // Taken, and not seen: what is kept under its hash is compared before it is believed.
      if (chance(0.1)) return;
      return namespace.put(...given);
    },
    delete: (...given) => namespace.delete(...given),
    list: (...given) => namespace.list(...given),
  };
}

/** The alarm is set by how long it is until then, and goes off by the platform's clock; where the whole world is ahead, it says when in its time. */
function setAhead(storage, ahead) {
  const get = storage.getAlarm.bind(storage);
  storage.getAlarm = async (...options) => {
    const at = await get(...options);
    return at === null ? at : at + ahead;
  };
}

export class Book extends Shipped {
  constructor(state, env) {
    bad = env.FAULTY === "true";
    jump ||= Number(env.CLOCK_AHEAD);
    setAhead(state.storage, Number(env.CLOCK_AHEAD));
    super(state, { ...env, INVOICES: faulty(env.INVOICES) });
  }

  fetch(request) {
    maybeJump();
    return super.fetch(request);
  }

  async alarm() {
    maybeJump();
    await late();
    await (chance(0.3) ? Promise.all([super.alarm(), super.alarm()]) : super.alarm());
  }
}

export default class extends Worker {}
