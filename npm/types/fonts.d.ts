// Types of `voldaan/fonts` and `voldaan/fonts/qr-bill`: the built-in fonts as bytes, for places that read no files. The former are Inter, cut
// down to Latin, Greek, Cyrillic and currency signs; the latter Liberation Sans, cut down to the characters of Swiss QR-bills.

/** The regular face. */
export const regular: Uint8Array;

/** The bold face. */
export const bold: Uint8Array;
