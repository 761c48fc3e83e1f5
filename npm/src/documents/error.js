// The error of the package: the same class in all entries, so that `instanceof` holds across them.

export * from "../error.js";
