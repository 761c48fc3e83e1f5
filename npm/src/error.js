// The error that every function throws. It decides nothing: what is wrong was found by the engine, or where arguments enter it.

/** A refused input: everything that was found, errors first. */
export class VoldaanError extends Error {
  constructor(findings, options) {
    super(message(findings), options);
    const [first] = findings;
    this.code = first.code;
    this.path = first.path;
    if (first.rule !== undefined) this.rule = first.rule;
    this.findings = findings;
  }

  /** What an answer or a log says of it; an error alone would be without its message there. */
  toJSON() {
    return { name: this.name, message: this.message, ...this };
  }
}

// On the prototype, where the names of JavaScript's own errors are.
Object.defineProperty(VoldaanError.prototype, "name", { value: "VoldaanError", writable: true, configurable: true });

function message(findings) {
  const [first] = findings;
  const where = first.path === "" ? "" : `${first.path}: `;
  const fix = first.fix === undefined ? "" : ` ${first.fix}`;
  const others = findings.length - 1;
  const more = others === 0 ? "" : ` (and ${others} more in findings)`;
  return `${where}${first.message}${fix}${more}`;
}
