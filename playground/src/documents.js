// The second script of the playground: the engine with documents, and the fonts of PDFs.

export * from "../../npm/dist/documents/inline.js";
export * as fonts from "../../npm/dist/fonts/index.js";
