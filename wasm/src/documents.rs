//! Bindings of the documents build: files cross as bytes, beside the JSON. Nothing is written or read here.

use std::cell::RefCell;

use voldaan::door::{self, LastIssued};
use voldaan::pdf::{Fonts, Materials};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::refusal;

thread_local! {
    /// All that an instance keeps: a fresh one gives the same answers.
    static LAST: RefCell<LastIssued> = RefCell::default();
}

/// `issue` with a JSON list of its arguments, as [`crate::call`] answers it.
pub(crate) fn issue(arguments: &str) -> String {
    LAST.with_borrow_mut(|last| last.issue(arguments)).unwrap_or_else(refusal)
}

/// `toPdf` or `letterToPdf` with the invoice and the other arguments, each as a JSON list, the two fonts, the logo or nothing, and the two
/// fonts of a Swiss QR-bill or nothing: a PDF, or `!` and the JSON of the findings.
#[wasm_bindgen(js_name = toPdf)]
#[expect(clippy::too_many_arguments, reason = "bytes cross one by one")]
pub fn to_pdf(
    name: &str,
    invoice: String,
    others: &str,
    regular: &[u8],
    bold: &[u8],
    logo: Option<Vec<u8>>,
    slip_regular: Option<Vec<u8>>,
    slip_bold: Option<Vec<u8>>,
) -> Vec<u8> {
    let slip = slip_regular.as_deref().zip(slip_bold.as_deref()).map(|(regular, bold)| Fonts { regular, bold });
    let fonts = Fonts { regular, bold };
    let materials = Materials { logo: logo.as_deref(), qr_bill_fonts: slip, ..Materials::of(fonts) };
    let pdf = LAST.with_borrow_mut(|last| door::to_pdf(name, invoice, others, &materials, last));
    pdf.unwrap_or_else(|error| refusal(error).into_bytes())
}

/// `toUbl` or `toCii` with the invoice and the options, each as a JSON list: the document, or `!` and the JSON of the findings.
#[wasm_bindgen(js_name = toXml)]
pub fn to_xml(name: &str, invoice: String, options: &str) -> String {
    LAST.with_borrow_mut(|last| door::to_xml(name, invoice, options, last)).unwrap_or_else(refusal)
}

/// `fromPdf` with the bytes of a PDF: JSON, or a refusal.
#[wasm_bindgen(js_name = fromPdf)]
pub fn from_pdf(bytes: &[u8]) -> String {
    door::from_pdf(bytes).unwrap_or_else(refusal)
}
