//! The doors to PDF files. Large bytes, such as fonts and the file itself, cross beside the JSON and not inside it.

use super::{Arguments, LastIssued};
use crate::einvoice;
use crate::finding::{Code, Error, Finding};
use crate::invoice::{Issued, Profile};
use crate::pdf::{self, Embedded, FacturxProfile, Letter, LetterPdfOptions, LetterWords, Materials, PdfOptions};
use crate::wire::to_json;

/// `toPdf` or `letterToPdf`: the invoice as a JSON list of its own, the other arguments as another, and the fonts and logo; gives the PDF.
pub fn to_pdf(
    door: &str,
    invoice: String,
    others: &str,
    materials: &Materials<'_>,
    last: &mut LastIssued,
) -> Result<Vec<u8>, Error> {
    let mut arguments = Arguments::parse(others)?;
    let issued = &*last.read(invoice, &mut arguments)?;
    if door == "letterToPdf" {
        return letter_to_pdf(issued, &mut arguments, materials);
    }
    let options: PdfOptions = arguments.optional().unwrap_or_default();
    arguments.done()?;
    issued_pdf(issued, &options, materials)
}

fn letter_to_pdf(issued: &Issued, arguments: &mut Arguments<'_>, materials: &Materials<'_>) -> Result<Vec<u8>, Error> {
    let said: LetterWords = arguments.required("letter");
    let LetterPdfOptions { on, page_size, accent_colour, locale, footer } = arguments.required("on");
    arguments.done()?;
    let letter = Letter { subject: &said.subject, text: &said.text, on };
    let options = PdfOptions { page_size, accent_colour, locale, footer, ..PdfOptions::default() };
    pdf::render_letter(&letter, issued, &options, materials)
}

/// An issued invoice as a PDF, with the e-invoice inside where the options name its profile.
pub fn issued_pdf(issued: &Issued, options: &PdfOptions, materials: &Materials<'_>) -> Result<Vec<u8>, Error> {
    let Some(profile) = options.facturx else {
        return pdf::render(issued, options, &Materials { embedded: None, ..*materials });
    };
    let (kind, profile) = facturx(profile)?;
    let xml = einvoice::to_cii(issued, profile)?;
    let embedded = Some(Embedded { profile: kind, xml: xml.as_bytes() });
    pdf::render(issued, options, &Materials { embedded, ..*materials })
}

/// `fromPdf`: the e-invoice of a PDF, as JSON.
pub fn from_pdf(bytes: &[u8]) -> Result<String, Error> {
    pdf::from_pdf(bytes).map(|invoice| to_json(&invoice))
}

/// The form in which a profile stands inside a PDF.
fn facturx(profile: Profile) -> Result<(FacturxProfile, Profile), Error> {
    match profile {
        Profile::En16931 | Profile::FacturxEn16931 => Ok((FacturxProfile::En16931, Profile::FacturxEn16931)),
        Profile::FacturxBasic => Ok((FacturxProfile::Basic, profile)),
        Profile::Xrechnung | Profile::FacturxXrechnung => Ok((FacturxProfile::Xrechnung, Profile::FacturxXrechnung)),
        Profile::Peppol | Profile::Nlcius => {
            let message = "This profile is sent as a UBL document of its own and not inside a PDF.";
            let fix = "Choose facturx-en16931, facturx-basic or facturx-xrechnung, or write the document with `toUbl`.";
            Err(Error::from_finding(Finding::new(Code::EnumUnknown, "facturx", message).fix(fix)))
        }
    }
}
