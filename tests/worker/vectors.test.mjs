// Every draft of the vectors through POST /v1/calculate in workerd: byte for byte what the native engine answers.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { compare, loadCases } from "../hosts/vectors.mjs";
import { assertRefused, open, start } from "./client.mjs";

/** At least so many cases run through the Worker. */
const LEAST = 300;

/** What the Worker wants around a draft. */
const BEFORE = '{"draft":';

let host, client;

before(async () => {
  host = await start();
  ({ client } = await open(host.url));
});
after(() => host.stop());

test("the Worker answers every draft with the bytes of the native engine", async () => {
  const call = async (_, [draft, { explain } = {}], text = JSON.stringify(draft)) => {
    const answer = await client.call("POST", "/v1/calculate", { body: `${BEFORE}${text}${explain ? ',"explain":true' : ""}}` });
    if (answer.status === 200) return { refused: false, text: answer.text };
    assert.ok([400, 413, 422].includes(answer.status), answer.text);
    return { refused: true, text: JSON.stringify(answer.json.findings.map(ofDraft)) };
  };
  // Null in place of a draft is a fault of the body around it.
  const isDraft = ({ input, inputText }) => (inputText === undefined ? input[0] !== null : isJson(inputText));
  const offers = (one) => one.door === "calculate" && isDraft(one);
  const { cases, differences } = await compare({ name: "worker", offers, call });
  assert.equal(differences.length, 0, `${differences.length} differences:\n${differences.slice(0, 20).join("\n")}`);
  assert.ok(cases >= LEAST, `only ${cases} cases`);
});

test("a text that is no JSON is refused as such, wherever it breaks off", async () => {
  const texts = (await loadCases()).map(({ inputText }) => inputText).filter((text) => typeof text === "string" && !isJson(text));
  assert.ok(texts.length >= 5);
  for (const text of texts) assertRefused(await client.call("POST", "/v1/calculate", { body: `${BEFORE}${text}}` }), 400, "json.invalid");
});

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A finding as it would be if the draft stood alone. */
function ofDraft(finding) {
  return { ...finding, path: finding.path.replace(/^draft\.?/, "") };
}
