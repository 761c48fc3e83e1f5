// Every vector through the package in Node: byte for byte what the native engine answers.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as documents from "../../npm/dist/documents/node.js";
import * as voldaan from "../../npm/dist/node.js";
import { answerOf } from "../hosts/package.mjs";
import { compare } from "../hosts/vectors.mjs";

/** At least so many cases run in Node. */
const LEAST = 600;

test("Node answers every vector with the bytes of the native engine", async () => {
  const call = (door, args) => answerOf(door in voldaan ? voldaan : documents, door, args);
  const { cases, differences } = await compare({ name: "node", call });
  assert.equal(differences.length, 0, `${differences.length} differences:\n${differences.slice(0, 20).join("\n")}`);
  assert.ok(cases >= LEAST, `only ${cases} cases`);
});
