// Why a view has nothing to show: the engine's findings, in its own words.

import { make } from "../../npm/src/element/dom.js";

/** A notice, or nothing where nothing is wrong. */
export function faultOf(fault, text) {
  if (fault === undefined) return [];
  const findings = fault.findings.filter(({ severity }) => severity === "error");
  const items = findings.map(({ path, message, fix }) => make("li", {}, make("code", {}, path), ` ${message} ${fix ?? ""}`));
  return [make("div", { class: "notice warn" }, make("p", {}, findings.length === 0 ? fault.message : text), make("ul", {}, ...items))];
}
