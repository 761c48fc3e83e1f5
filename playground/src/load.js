// Brings in the engine with documents when it is asked for. As a script of its own and not as a module, so that it works in a page that
// was opened from a folder, too.

let loaded;

/** The functions of `voldaan/documents`, with `fonts`. */
export function loadDocuments() {
  loaded ??= new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = "documents.js";
    script.onload = () => done(globalThis.voldaanDocuments);
    script.onerror = () => {
      loaded = undefined;
      fail(new Error("documents.js could not be loaded"));
    };
    document.head.append(script);
  });
  return loaded;
}
