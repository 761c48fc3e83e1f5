// What the engine asks of the platform most, each in one call: a call into JavaScript costs more than most of what it carries. It decides
// nothing. Texts cross in one piece, as what they are made of never holds a line end: methods, addresses, names and values of headers.

const [NULL, NUMBER, TEXT, BYTES] = [0, 1, 2, 3];

/** Method, origin, path, query, and each header by name and value, a line each. */
export function head({ method, url, headers }) {
  const { origin, pathname, search } = new URL(url);
  const lines = [method, origin, pathname, search.slice(1)];
  for (const [name, value] of headers) lines.push(name, value);
  return lines.join("\n");
}

/** The body of a request; nothing where it is not here after so long. */
export async function body(request, milliseconds) {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  try {
    const whole = await Promise.race([request.arrayBuffer(), late]);
    return whole && new Uint8Array(whole);
  } finally {
    clearTimeout(timer);
  }
}

/** Headers by name and value, a line each. */
export function headers(text) {
  const lines = text.split("\n");
  const made = new Headers();
  for (let at = 0; at + 1 < lines.length; at += 2) made.set(lines[at], lines[at + 1]);
  return made;
}

/** What a statement without rows gives. */
const NOTHING = new Float64Array(0);

/** The texts in what the last statement gave, in one piece, and its pieces of bytes, until they are taken. */
let givenTexts = "";
let givenBytes = [];

/**
 * Runs a statement. Its parameters, and what is in its rows, are stated by two numbers each: a kind, and the number itself or how long the
 * text or the bytes are, which stand in one piece each. Before what is in the rows stands how many cells a row has.
 */
export function run(sql, statement, givesRows, stated, texts, bytes) {
  const parameters = [];
  let textAt = 0;
  let bytesAt = 0;
  for (let at = 0; at < stated.length; at += 2) {
    const kind = stated[at];
    const value = stated[at + 1];
    if (kind === NULL) parameters.push(null);
    else if (kind === NUMBER) parameters.push(value);
    else if (kind === TEXT) parameters.push(texts.slice(textAt, (textAt += value)));
    else parameters.push(bytes.slice(bytesAt, (bytesAt += value)));
  }
  const cursor = sql.exec(statement, ...parameters);
  if (!givesRows) return NOTHING;
  givenTexts = "";
  givenBytes = [];
  const given = [0];
  // By hand: what an iterator has for it costs more than the rows do.
  const rows = cursor.raw();
  for (let row = rows.next(); !row.done; row = rows.next()) {
    const cells = row.value;
    given[0] = cells.length;
    for (let at = 0; at < cells.length; at += 1) {
      const cell = cells[at];
      if (cell === null) given.push(NULL, 0);
      else if (typeof cell === "number") given.push(NUMBER, cell);
      else if (typeof cell === "string") {
        given.push(TEXT, cell.length);
        givenTexts += cell;
      } else {
        given.push(BYTES, cell.byteLength);
        givenBytes.push(new Uint8Array(cell));
      }
    }
  }
  return given.length === 1 ? NOTHING : new Float64Array(given);
}

/** Takes the texts that the last statement gave. */
export function takeTexts() {
  const taken = givenTexts;
  givenTexts = "";
  return taken;
}

/** Takes the bytes that the last statement gave. */
export function takeBytes() {
  const taken = givenBytes.length === 1 ? givenBytes[0] : joined(givenBytes);
  givenBytes = [];
  return taken;
}

function joined(pieces) {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
