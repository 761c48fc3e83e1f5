//! An issued invoice or credit note, an offer, or a letter, as a PDF: PDF/A-3b and PDF/UA-1, tagged, with its fonts and, where asked for, the
//! e-invoice inside (Factur-X). The same input gives the same bytes.
//!
//! It never computes an amount, reads no file and knows no clock: fonts, logo and XML come as bytes. Refuses scripts
//! that run from right to left and letters that the font lacks, rather than leaving anything out.

mod archive;
mod colour;
mod document;
mod face;
mod facturx;
mod font;
mod length;
mod logo;
mod look;
mod offer;
mod pack;
mod phrase;
mod png;
mod read;
mod script;
mod sheet;
mod sign;
mod tag;
mod xmp;

#[cfg(test)]
mod tests;

pub use colour::{BLACK, Colour, WHITE};
pub use facturx::{Embedded, FacturxProfile};
pub use font::Fonts;
pub use look::{PageSize, Template};
pub use offer::{Offer, OfferKind, render_offer};

pub use read::{PDF_BYTES_MAX, PdfInvoice, from_pdf};

use crate::calendar::Day;
use crate::finding::{Error, Finding};
use crate::invoice::{Draft, Issued, Profile, issue};
use crate::text::Language;
use crate::wire_struct;
use archive::About;
use document::{Document, FONTS, faces};
use look::Look;
use phrase::Phrase;
use sheet::{Sheet, foot};

/// The built-in font: Inter, under the SIL Open Font License 1.1 (`assets/font/OFL.txt`), cut down to Latin, Greek,
/// Cyrillic and currency signs.
#[cfg(feature = "built-in-font")]
pub const BUILT_IN: Fonts<'static> = Fonts {
    regular: include_bytes!("../../assets/font/Inter-Regular.ttf"),
    bold: include_bytes!("../../assets/font/Inter-Bold.ttf"),
};

/// The font of Swiss QR-bills: Liberation Sans, under the SIL Open Font License 1.1 (`assets/font/OFL-QrBillSans.txt`), cut down to the
/// characters that a QR-bill may hold, and so under another name.
#[cfg(feature = "built-in-font")]
pub const QR_BILL: Fonts<'static> = Fonts {
    regular: include_bytes!("../../assets/font/QrBillSans-Regular.ttf"),
    bold: include_bytes!("../../assets/font/QrBillSans-Bold.ttf"),
};

wire_struct! {
    /// Options of `toPdf`.
    #[derive(Default)]
    pub struct PdfOptions {
        /// How the document looks; plain if absent.
        "template" template: Option<Template>,
        /// The size of its pages; A4 if absent.
        "pageSize" page_size: Option<PageSize>,
        /// The colour of the brand, such as #16428b; it has to be readable on white.
        "accentColour" accent_colour: Option<String>,
        /// The profile of the e-invoice inside, if there is to be one: a Factur-X profile.
        "facturx" facturx: Option<Profile>,
        /// The language of the page, such as de; that of the customer if absent. What the law wants said is said in it too.
        "locale" locale: Option<String>,
        /// Words at the foot of every page, below seller and page number; two lines at most.
        "footer" footer: Option<String>,
        /// The Swiss QR-bill at the foot of the last page: true refuses what keeps it from being complete, false leaves it out; if
        /// absent it is there where it is complete.
        "qrBill" qr_bill: Option<bool>,
    }
}

/// What a document is made from beside the invoice.
#[derive(Clone, Copy, Debug)]
pub struct Materials<'a> {
    /// The fonts.
    pub fonts: Fonts<'a>,
    /// The fonts of a Swiss QR-bill, where those of the document are none that it may be set in.
    pub qr_bill_fonts: Option<Fonts<'a>>,
    /// The logo of the seller, as PNG or JPEG.
    pub logo: Option<&'a [u8]>,
    /// The e-invoice to embed.
    pub embedded: Option<Embedded<'a>>,
}

impl<'a> Materials<'a> {
    /// Fonts and nothing else.
    pub fn of(fonts: Fonts<'a>) -> Materials<'a> {
        Materials { fonts, qr_bill_fonts: None, logo: None, embedded: None }
    }
}

/// Writes an issued invoice or credit note as a PDF.
pub fn render(issued: &Issued, options: &PdfOptions, materials: &Materials<'_>) -> Result<Vec<u8>, Error> {
    match &options.locale {
        None => print(issued, options, materials, Work::Invoice),
        Some(locale) => print(&translated(issued, locale)?, options, materials, Work::Invoice),
    }
}

/// Writes a draft as it would be printed if it were issued on a day, with a watermark that says what it is. It needs all
/// that issuing needs, but a number.
pub fn preview(draft: &Draft, on: Day, options: &PdfOptions, materials: &Materials<'_>) -> Result<Vec<u8>, Error> {
    let mut draft = draft.clone();
    let on = draft.issue_date.unwrap_or(on);
    if let Some(customer) = &mut draft.customer {
        customer.locale = options.locale.clone().or_else(|| customer.locale.take());
    }
    let locale = draft.customer.as_ref().and_then(|customer| customer.locale.as_deref());
    let issued = issue(&draft, Phrase::Draft.text(Language::of_locale(locale)), on)?;
    print(&issued, options, materials, Work::Draft)
}

/// The same invoice for a reader of another language: its texts follow the customer's.
fn translated(issued: &Issued, locale: &str) -> Result<Issued, Error> {
    let mut draft = issued.draft();
    match &mut draft.customer {
        Some(customer) => customer.locale = Some(locale.to_owned()),
        None => return Ok(issued.clone()),
    }
    issue(&draft, issued.number(), issued.issue_date())
}

wire_struct! {
    /// Options of `letterToPdf`.
    pub struct LetterPdfOptions {
        /// The date of the letter.
        "on" on: Day,
        /// The size of its pages; A4 if absent.
        "pageSize" page_size: Option<PageSize>,
        /// The colour of the brand, such as #16428b; it has to be readable on white.
        "accentColour" accent_colour: Option<String>,
        /// The language of dates and labels, such as de; that of the customer if absent. The letter's own text stays as it is.
        "locale" locale: Option<String>,
        /// Words at the foot of every page, below seller and page number; two lines at most.
        "footer" footer: Option<String>,
    }
}

wire_struct! {
    /// The words of a letter, such as `letter` gives them.
    pub struct LetterWords {
        /// What it is about, in one line.
        "subject" subject: String,
        /// Its text; an empty line ends a paragraph.
        "text" text: String,
        /// Its text for a browser, which is not printed.
        "html" html: Option<String>,
    }
}

/// A letter about an invoice, such as a reminder.
#[derive(Clone, Copy, Debug)]
pub struct Letter<'a> {
    /// What it is about.
    pub subject: &'a str,
    /// Its text; an empty line ends a paragraph.
    pub text: &'a str,
    /// Its date.
    pub on: Day,
}

/// Writes a letter about an issued invoice as a PDF, on the seller's paper and with the address where window envelopes show it.
pub fn render_letter(
    letter: &Letter<'_>,
    issued: &Issued,
    options: &PdfOptions,
    materials: &Materials<'_>,
) -> Result<Vec<u8>, Error> {
    // A margin for filing, and the measures of DIN 5008.
    let options = PdfOptions { template: Some(Template::Letter), ..options.clone() };
    print(issued, &options, &Materials { embedded: None, ..*materials }, Work::Letter(letter))
}

/// What is printed.
#[derive(Clone, Copy)]
enum Work<'a> {
    /// The invoice.
    Invoice,
    /// The invoice, marked as a draft.
    Draft,
    /// What it would be, as an offer.
    Offer(Offer),
    /// A letter about it.
    Letter(&'a Letter<'a>),
}

fn print(issued: &Issued, options: &PdfOptions, materials: &Materials<'_>, work: Work<'_>) -> Result<Vec<u8>, Error> {
    let mut findings = Vec::new();
    let accent = options.accent_colour.as_deref().and_then(|text| look::accent(text, &mut findings));
    let measures = options.page_size.unwrap_or(PageSize::A4).measures();
    let look = Look::new(options.template.unwrap_or(Template::Plain), accent, measures);
    let document = Document::new(materials.fonts, measures.0, measures.1);
    findings.extend(document.as_ref().err().map(|finding| Finding::clone(finding)));
    let logo = materials.logo.map(logo::read).transpose();
    findings.extend(logo.as_ref().err().map(|finding| Finding::clone(finding)));
    Error::check(findings)?;
    let (document, logo) = (document?, logo?);
    let locale = issued.head().customer.as_ref().and_then(|customer| customer.locale.as_deref());
    let language = Language::of_locale(options.locale.as_deref().or(locale));
    let offer = match work {
        Work::Offer(offer) => Some(offer),
        _ => None,
    };
    let size = logo.as_ref().map(|logo| (logo.width, logo.height));
    let mut sheet = Sheet { document, issued, offer, language, look, logo: size, y: 0, footer: Vec::new(), slip: None };
    sheet.footer = foot::lines(options, &sheet.look, sheet.document.face(sheet.look.small.weight))?;
    if matches!(work, Work::Invoice | Work::Draft) {
        sheet.slip = sheet.plan_slip(options, materials)?;
    }
    let root = match work {
        Work::Invoice | Work::Draft | Work::Offer(_) => sheet.lay_out(),
        Work::Letter(letter) => sheet.lay_out_letter(letter),
    };
    let foot = sheet.foot();
    let (title, date) = match work {
        Work::Invoice | Work::Draft | Work::Offer(_) => {
            ([sheet.title(), issued.number()].join(" "), issued.issue_date())
        }
        Work::Letter(letter) => (letter.subject.to_owned(), letter.on),
    };
    let mut document = sheet.document;
    let mark = matches!(work, Work::Draft).then(|| Phrase::Draft.text(language));
    let mut edge = |document: &mut Document<'_>, index| {
        foot.draw(document, index);
        if let Some(mark) = mark {
            document.watermark(mark);
        }
    };
    document.finish_pages(&mut edge, logo.is_some());
    if let Some(logo) = &logo {
        logo.write(&mut document);
    }
    if document.faces().iter().any(|face| face.lacking.is_some()) {
        let mut beside = vec![("footer", options.footer.as_deref().unwrap_or_default())];
        if let Work::Letter(letter) = work {
            beside.extend([("subject", letter.subject), ("text", letter.text)]);
        }
        Error::check(script::findings(issued, &beside, document.faces()))?;
    }
    for (weight, path, id) in document.embedded_faces() {
        font::embed::embed(&mut document, weight, id).map_err(|fault| fault.at(path))?;
    }
    let about = About {
        title,
        author: issued.head().supplier.as_ref().map_or("", |supplier| &supplier.name),
        language: language.code(),
        date,
        embedded: materials.embedded.as_ref(),
    };
    Ok(archive::finish(document, root, &about))
}

/// Everything that is wrong with how documents are to look, whatever they will say: the colour, the logo, the fonts, and the words at the
/// foot on the narrowest page, that of a letter.
pub fn check_look(options: &PdfOptions, materials: &Materials<'_>) -> Result<(), Error> {
    let mut findings = Vec::new();
    if let Some(text) = options.accent_colour.as_deref() {
        look::accent(text, &mut findings);
    }
    if let Some(Err(finding)) = materials.logo.map(logo::read) {
        findings.push(*finding);
    }
    for (path, file) in FONTS.into_iter().zip([materials.fonts.regular, materials.fonts.bold]) {
        match font::Font::parse(file).and_then(font::Font::with_whole_outlines) {
            Err(fault) => findings.push(*fault.at(path)),
            Ok(font) => {
                let face = &face::Face::new(font);
                findings.extend(script::unprintable(&[(path, script::ALWAYS)], [face, face]));
            }
        }
    }
    if let Ok([regular, bold]) = &faces(FONTS, materials.fonts) {
        let footer = foot::lines(options, &Look::new(Template::Letter, None, PageSize::A4.measures()), regular);
        findings.extend(footer.err().map(|finding| *finding));
        let footer = [("footer", options.footer.as_deref().unwrap_or_default())];
        findings.extend(script::unprintable(&footer, [regular, bold]));
    }
    Error::check(findings).map(drop)
}

/// Refuses an invoice with texts that its page could not show, so that it can be said before a number is taken.
pub fn check_script(issued: &Issued, fonts: Fonts<'_>) -> Result<(), Error> {
    let faces = faces(FONTS, fonts)?;
    Error::check(script::of_invoice(issued, faces.each_ref())).map(drop)
}
