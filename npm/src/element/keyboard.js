// What keys do: in the lines they walk, move, add and delete as in a sheet; everywhere they undo. It edits nothing by itself.

/** What a key press asks for: `{ act, key, column }`; undefined where it is left to the browser. */
export function asked(event) {
  const { target } = event;
  const command = event.ctrlKey || event.metaKey;
  const letter = event.key.toLowerCase();
  if (command && !event.altKey && letter === "z") return { act: event.shiftKey ? "redo" : "undo" };
  if (command && !event.altKey && !event.shiftKey && letter === "y") return { act: "redo" };
  const line = target.closest?.("[data-line]");
  if (!line || event.isComposing) return undefined;
  const act = inLine(event, command, target.matches("input"));
  return act && { act, key: Number(line.dataset.line), column: target.dataset.field?.split(".").at(-1) };
}

function inLine({ key, altKey, shiftKey }, command, isEntry) {
  if (shiftKey) return undefined;
  if (altKey && !command) return { ArrowUp: "up", ArrowDown: "down", Delete: "remove" }[key];
  if (altKey) return undefined;
  if (command) return key === "Enter" ? "addBelow" : undefined;
  return isEntry ? { Enter: "next", ArrowUp: "above", ArrowDown: "below" }[key] : undefined;
}
