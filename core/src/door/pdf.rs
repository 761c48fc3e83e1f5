//! The doors to documents. Large bytes, such as fonts and the document itself, cross beside the JSON and not inside it.

use super::Arguments;
use crate::finding::Error;
use crate::invoice::Issued;
use crate::pdf::{self, Fonts, Materials, PdfOptions};

/// `toPdf`: a JSON list of an issued invoice and options, and the fonts; gives the PDF.
pub fn to_pdf(arguments: &str, fonts: Fonts<'_>) -> Result<Vec<u8>, Error> {
    let mut arguments = Arguments::parse(arguments)?;
    let issued: Issued = arguments.required("invoice");
    let options: Option<PdfOptions> = arguments.optional();
    arguments.done()?;
    pdf::render(&issued, &options.unwrap_or_default(), &Materials { fonts, embedded: None })
}
