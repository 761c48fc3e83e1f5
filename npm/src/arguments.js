// Arguments on their way to the engine, as JSON text. It refuses what JSON.stringify would change without a word: NaN becomes null,
// a function disappears, a Date becomes a text, a Map becomes an empty object. What the engine itself can judge is left to it.

/** Deeper than the engine reads. What is nested deeper, or contains itself, is refused as a whole. */
const DEPTH_MAX = 20;

/** So many findings are written out, as the engine does. A list with a million holes says nothing more than one with a hundred. */
const FINDINGS_MAX = 100;

/**
 * The arguments as JSON text, and what was found in them where one does not cross as it is; `cause` is what reading one of them threw first.
 * A value that cannot cross is sent as an empty object, which the engine takes for nothing, so that it still judges the rest.
 */
export function encode(args) {
  const text = plainText(args);
  if (text !== undefined) return { text, findings: undefined };
  const found = { findings: [] };
  const copies = args.map((value) => (value === undefined ? undefined : copy(value, "", [], found)));
  if (isFull(found)) refuse(found, "", "findings.more", "There is more wrong than is written out.", "Correct what is written out here, and ask again.");
  return { text: JSON.stringify(copies), findings: found.findings.length > 0 ? found.findings : undefined, cause: found.cause };
}

/** JSON text of plain values; undefined where one is not, contains itself below the depth that is looked at, or throws when it is read. */
function plainText(args) {
  try {
    return args.every((value) => value === undefined || isPlain(value, 0)) ? JSON.stringify(args) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether JSON says all that the value is. */
function isPlain(value, depth) {
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return Number.isFinite(value);
    case "object":
      return value === null || depth === DEPTH_MAX || isPlainObject(value, depth + 1);
    default:
      return false;
  }
}

// Most values are texts. `for in` takes no list of the keys, and what it shows of a prototype beside them only has them looked at closer.
function isPlainObject(value, depth) {
  if (Array.isArray(value)) {
    // By index: a hole is an undefined entry.
    for (let index = 0; index < value.length; index += 1) {
      if (typeof value[index] !== "string" && !isPlain(value[index], depth)) return false;
    }
    return true;
  }
  if (strangeness(value) !== undefined) return false;
  for (const key in value) {
    const entry = value[key];
    if (typeof entry !== "string" && entry !== undefined && !isPlain(entry, depth)) return false;
  }
  return true;
}

/** What an object is, where it is no record of fields. */
export function strangeness(value) {
  const prototype = Object.getPrototypeOf(value);
  if ((prototype === Object.prototype || prototype === null) && typeof value.toJSON !== "function") return undefined;
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  if (tag !== "Object") return `a ${tag}`;
  // Numbers of decimal.js and big.js, days of other libraries: their JSON is not the object that was given.
  return typeof value.toJSON === "function" ? "an object with its own toJSON" : undefined;
}

/** The value for JSON, with `{}` for what cannot cross; what was found says where that is. `above` are the objects that it stands in. */
function copy(value, path, above, found) {
  if (typeof value === "number" && !Number.isFinite(value)) {
    return refuse(found, path, "number.format", `${value} is not a decimal number.`, "Look at the computation that it comes from.");
  }
  if (value === null || typeof value === "string" || typeof value === "boolean" || typeof value === "number") return value;
  if (typeof value !== "object") return refuseType(value, path, found);
  if (above.includes(value)) return refuse(found, path, "json.depth", "The value contains itself.", "Leave one of the two out.");
  if (above.length > DEPTH_MAX) return refuse(found, path, "json.depth", "Values are nested too deep here.");
  return readable(path, found, () => copyObject(value, path, [...above, value], found));
}

function copyObject(value, path, inside, found) {
  if (Array.isArray(value)) {
    const entries = [];
    for (let index = 0; index < value.length && !isFull(found); index += 1) {
      const at = `${path}[${index}]`;
      entries.push(readable(at, found, () => copy(value[index], at, inside, found)));
    }
    return entries;
  }
  const strange = strangeness(value);
  if (strange !== undefined) {
    const fix = strange === "a Date" ? 'Send the day as text, such as "2026-01-31".' : "Send a text, a number, a list or a plain object.";
    return refuse(found, path, "field.type", `A plain value was expected, not ${strange}.`, fix);
  }
  const copied = Object.create(null);
  for (const key of Object.keys(value)) {
    if (isFull(found)) break;
    // A field that is undefined is absent; an entry of a list is not.
    const at = path === "" ? key : `${path}.${key}`;
    copied[key] = readable(at, found, () => (value[key] === undefined ? undefined : copy(value[key], at, inside, found)));
  }
  return copied;
}

/** What `read` gives; getters and proxies may throw instead. */
function readable(path, found, read) {
  try {
    return read();
  } catch (cause) {
    if (!("cause" in found)) found.cause = cause;
    return refuse(found, path, "field.type", "Reading the value threw an exception of its own.", "Send a plain value.");
  }
}

function refuseType(value, path, found) {
  const fix = typeof value === "bigint" ? `Send it as text: "${value}".` : undefined;
  const what = value === undefined ? "undefined" : `a ${typeof value}`;
  return refuse(found, path, "field.type", `A plain value was expected, not ${what}.`, fix);
}

function refuse(found, path, code, message, fix) {
  found.findings.push({ code, severity: "error", path, message, ...(fix !== undefined && { fix }) });
  return {};
}

function isFull({ findings }) {
  return findings.length >= FINDINGS_MAX;
}

/** The findings made here and those of the engine; where one was made here, the engine only saw the stand-in. */
export function merged(own, engines) {
  return [...own, ...engines.filter((finding) => !own.some(({ path }) => isAtOrBelow(finding.path, path)))];
}

function isAtOrBelow(path, above) {
  return above === "" || path === above || path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
}
