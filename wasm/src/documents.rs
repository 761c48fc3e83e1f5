//! Bindings of the documents build: files cross as bytes, beside the JSON. Nothing is written or read here.

use voldaan::door;
use voldaan::pdf::{Fonts, Materials};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::refusal;

/// `toPdf` or `letterToPdf` with a JSON list of its arguments, the two fonts, the logo or nothing, and the two fonts of a Swiss QR-bill or
/// nothing: a PDF, or `!` and the JSON of the findings.
#[wasm_bindgen(js_name = toPdf)]
pub fn to_pdf(
    name: &str,
    arguments: &str,
    regular: &[u8],
    bold: &[u8],
    logo: Option<Vec<u8>>,
    slip_regular: Option<Vec<u8>>,
    slip_bold: Option<Vec<u8>>,
) -> Vec<u8> {
    let slip = slip_regular.as_deref().zip(slip_bold.as_deref()).map(|(regular, bold)| Fonts { regular, bold });
    let fonts = Fonts { regular, bold };
    let materials = Materials { logo: logo.as_deref(), qr_bill_fonts: slip, ..Materials::of(fonts) };
    door::to_pdf(name, arguments, &materials).unwrap_or_else(|error| refusal(error).into_bytes())
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
