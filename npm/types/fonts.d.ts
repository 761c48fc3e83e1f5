// Types of `voldaan/fonts`: the built-in fonts as bytes, for places that read no files.

/** Inter Regular, cut down to Latin, Greek, Cyrillic and currency signs. */
export const regular: Uint8Array;

/** Inter Bold, cut down likewise. */
export const bold: Uint8Array;
