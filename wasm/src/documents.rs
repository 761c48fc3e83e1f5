//! Bindings of the documents build: files cross as bytes, beside the JSON. Nothing is written or read here.

use voldaan::door;
use voldaan::pdf::Fonts;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::refusal;

/// `toPdf` with a JSON list of its arguments, the two fonts, and the logo or nothing: a PDF, or `!` and the JSON of the findings.
#[wasm_bindgen(js_name = toPdf)]
pub fn to_pdf(arguments: &str, regular: &[u8], bold: &[u8], logo: Option<Vec<u8>>) -> Vec<u8> {
    door::to_pdf(arguments, Fonts { regular, bold }, logo.as_deref())
        .unwrap_or_else(|error| refusal(error).into_bytes())
}

/// `toUbl` or `toCii` with a JSON list of its arguments: the document, or `!` and the JSON of the findings.
#[wasm_bindgen(js_name = toXml)]
pub fn to_xml(name: &str, arguments: &str) -> String {
    door::to_xml(name, arguments).unwrap_or_else(refusal)
}

/// `fromPdf` with the bytes of a PDF: JSON, or a refusal.
#[wasm_bindgen(js_name = fromPdf)]
pub fn from_pdf(bytes: &[u8]) -> String {
    door::from_pdf(bytes).unwrap_or_else(refusal)
}
