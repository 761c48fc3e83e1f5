// Arguments on their way to the engine, as JSON text. It refuses what JSON.stringify would change without a word: NaN becomes null,
// a function disappears, a Date becomes a text, a Map becomes an empty object. What the engine itself can judge is left to it.

/** Deeper than the engine reads. What is nested deeper, or contains itself, is refused as a whole. */
const DEPTH_MAX = 20;

/**
 * The arguments as JSON text, and what was found in each of them: `findings[i]` is empty where argument i crosses as it is.
 * A value that cannot cross is sent as an empty object, which the engine takes for nothing, so that it still judges the rest.
 */
export function encode(args) {
  if (args.every((value) => value === undefined || isPlain(value, 0))) {
    const text = stringify(args);
    if (text !== undefined) return { text, findings: undefined };
  }
  const findings = args.map(() => []);
  const copies = args.map((value, index) => (value === undefined ? undefined : copy(value, "", [], findings[index])));
  return { text: JSON.stringify(copies), findings };
}

/** JSON text, or undefined where there is none: something contains itself, below the depth that was looked at. */
function stringify(value) {
  try {
    return JSON.stringify(value);
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
function strangeness(value) {
  const prototype = Object.getPrototypeOf(value);
  if ((prototype === Object.prototype || prototype === null) && typeof value.toJSON !== "function") return undefined;
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  if (tag !== "Object") return `a ${tag}`;
  // Numbers of decimal.js and big.js, days of other libraries: their JSON is not the object that was given.
  return typeof value.toJSON === "function" ? "an object with its own toJSON" : undefined;
}

/** The value for JSON, with `{}` for what cannot cross; findings say where that is. `above` are the objects that it stands in. */
function copy(value, path, above, findings) {
  if (typeof value === "number" && !Number.isFinite(value)) {
    return refuse(findings, path, "number.format", `${value} is not a decimal number.`, "Look at the computation that it comes from.");
  }
  if (value === null || typeof value === "string" || typeof value === "boolean" || typeof value === "number") return value;
  if (typeof value !== "object") return refuseType(value, path, findings);
  if (above.includes(value)) return refuse(findings, path, "json.depth", "The value contains itself.", "Leave one of the two out.");
  if (above.length > DEPTH_MAX) return refuse(findings, path, "json.depth", "Values are nested too deep here.");
  const inside = [...above, value];
  if (Array.isArray(value)) return Array.from(value, (entry, index) => copy(entry, `${path}[${index}]`, inside, findings));
  const strange = strangeness(value);
  if (strange !== undefined) {
    const fix = strange === "a Date" ? 'Send the day as text, such as "2026-01-31".' : "Send a text, a number, a list or a plain object.";
    return refuse(findings, path, "field.type", `A plain value was expected, not ${strange}.`, fix);
  }
  const copied = Object.create(null);
  for (const key of Object.keys(value)) {
    if (value[key] !== undefined) copied[key] = copy(value[key], path === "" ? key : `${path}.${key}`, inside, findings);
  }
  return copied;
}

function refuseType(value, path, findings) {
  const fix = typeof value === "bigint" ? `Send it as text: "${value}".` : undefined;
  const what = value === undefined ? "undefined" : `a ${typeof value}`;
  return refuse(findings, path, "field.type", `A plain value was expected, not ${what}.`, fix);
}

function refuse(findings, path, code, message, fix) {
  findings.push({ code, severity: "error", path, message, ...(fix !== undefined && { fix }) });
  return {};
}

/** The findings made here and those of the engine; where one was made here, the engine only saw the stand-in. */
export function merged(own, engines) {
  return [...own, ...engines.filter((finding) => !own.some(({ path }) => isAtOrBelow(finding.path, path)))];
}

function isAtOrBelow(path, above) {
  return above === "" || path === above || path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
}
