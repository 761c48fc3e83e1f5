//! Forms of an invoice: the PDF, and the e-invoice as UBL and CII. Everything is made by the engine from the issued document;
//! nothing is kept here, and nothing is left out: what a rendering cannot hold is refused with its findings.

use voldaan::calendar::Day;
use voldaan::door::issued_pdf;
use voldaan::einvoice::{to_cii, to_ubl};
use voldaan::finding::Error;
use voldaan::invoice::{Draft, Issued, Profile};
use voldaan::pdf::{
    BUILT_IN, Fonts, Letter, Materials, Offer, OfferKind, PageSize, PdfOptions, QR_BILL, Template, preview,
    render_letter, render_offer,
};
use voldaan::text::Language;

use super::http::Response;
use super::page::language_of;
use super::resource::QuoteKind;

/// What every PDF is made with.
const MATERIALS: Materials<'static> =
    Materials { fonts: BUILT_IN, qr_bill_fonts: Some(QR_BILL), logo: None, embedded: None };

/// What documents are printed on: the look of the administration when they were issued.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Paper {
    /// How they are laid out.
    pub template: Option<Template>,
    /// The size of their pages.
    pub page_size: Option<PageSize>,
    /// The colour of the brand.
    pub accent_colour: Option<String>,
    /// Words at the foot of every page.
    pub footer: Option<String>,
    /// The logo, as PNG or JPEG.
    pub logo: Option<Vec<u8>>,
    /// Fonts of its own, the bold one as far as there is one.
    pub fonts: Option<(Vec<u8>, Option<Vec<u8>>)>,
}

impl Paper {
    /// As options of a PDF.
    pub fn options(&self) -> PdfOptions {
        let Paper { template, page_size, accent_colour, footer, .. } = self;
        let (accent_colour, footer) = (accent_colour.clone(), footer.clone());
        PdfOptions { template: *template, page_size: *page_size, accent_colour, footer, ..PdfOptions::default() }
    }

    /// What a PDF is made with.
    pub fn materials(&self) -> Materials<'_> {
        let fonts =
            self.fonts.as_ref().map(|(regular, bold)| Fonts { regular, bold: bold.as_ref().unwrap_or(regular) });
        Materials { logo: self.logo.as_deref(), fonts: fonts.unwrap_or(BUILT_IN), ..MATERIALS }
    }

    /// Prints: what fonts of its own cannot show is set in the built-in one as a whole, for a name comes before a brand.
    fn print(&self, write: &dyn Fn(&Materials<'_>) -> Result<Vec<u8>, Error>) -> Result<Vec<u8>, Error> {
        let materials = self.materials();
        match write(&materials) {
            Err(_) if self.fonts.is_some() => write(&Materials { fonts: BUILT_IN, ..materials }),
            written => written,
        }
    }
}

/// What an invoice can be had as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// PDF/A-3 and PDF/UA-1.
    Pdf,
    /// UBL 2.1.
    Ubl,
    /// UN/CEFACT Cross Industry Invoice D16B.
    Cii,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 3] = [Kind::Pdf, Kind::Ubl, Kind::Cii];

    /// The end of its file name.
    fn extension(self) -> &'static str {
        match self {
            Kind::Pdf => "pdf",
            Kind::Ubl => "ubl.xml",
            Kind::Cii => "cii.xml",
        }
    }
}

/// What e-invoice stands inside a PDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inside {
    /// That of the profile EN 16931 where the invoice can be written in it.
    WherePossible,
    /// None.
    Nothing,
    /// That of a profile, or the rendering is refused.
    Profile(Profile),
}

impl Inside {
    /// Reads the word of a query.
    pub fn from_word(word: &str) -> Option<Inside> {
        if word == "none" { Some(Inside::Nothing) } else { Profile::from_word(word).map(Inside::Profile) }
    }
}

/// A rendering that somebody asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rendering {
    /// What it is.
    pub kind: Kind,
    /// The profile of an XML; EN 16931 if absent.
    pub profile: Option<Profile>,
    /// The look of a PDF.
    pub template: Option<Template>,
    /// The pages of a PDF.
    pub page_size: Option<PageSize>,
    /// The language of a PDF; that of the customer if absent.
    pub language: Option<Language>,
    /// What stands inside a PDF.
    pub inside: Inside,
}

impl Rendering {
    /// The rendering in which nothing was chosen.
    pub fn usual(kind: Kind) -> Rendering {
        Rendering {
            kind,
            profile: None,
            template: None,
            page_size: None,
            language: None,
            inside: Inside::WherePossible,
        }
    }

    /// Its name among the renderings of an invoice: the same for whoever asks for the same.
    pub fn name(&self) -> String {
        let inside = match self.inside {
            Inside::WherePossible => None,
            Inside::Nothing => Some("none"),
            Inside::Profile(profile) => Some(profile.as_str()),
        };
        let chosen = [
            ("profile", self.profile.as_ref().map(Profile::as_str)),
            ("template", self.template.as_ref().map(Template::as_str)),
            ("pageSize", self.page_size.as_ref().map(PageSize::as_str)),
            ("locale", self.language.map(Language::code)),
            ("facturx", inside),
        ];
        let mut name = self.kind.extension().to_owned();
        for (key, word) in chosen.iter().filter_map(|(key, word)| Some((key, (*word)?))) {
            name.extend([" ", key, "=", word]);
        }
        name
    }

    /// Makes it.
    pub fn make(&self, issued: &Issued, paper: &Paper) -> Result<Vec<u8>, Error> {
        let profile = self.profile.unwrap_or(Profile::En16931);
        match self.kind {
            Kind::Pdf => self.pdf(issued, paper),
            Kind::Ubl => to_ubl(issued, profile).map(String::into_bytes),
            Kind::Cii => to_cii(issued, profile).map(String::into_bytes),
        }
    }

    fn pdf(&self, issued: &Issued, paper: &Paper) -> Result<Vec<u8>, Error> {
        let usual = Profile::FacturxEn16931;
        let facturx = match self.inside {
            Inside::Nothing => None,
            Inside::Profile(profile) => Some(profile),
            Inside::WherePossible => to_cii(issued, usual).is_ok().then_some(usual),
        };
        let language = self.language.unwrap_or_else(|| language_of(issued.head().customer.as_deref()));
        let options = PdfOptions { facturx, ..self.options(language, paper) };
        paper.print(&|materials| issued_pdf(issued, &options, materials))
    }

    /// Makes the PDF of a draft, as if it were issued on a day: marked as one, with nothing inside.
    pub fn preview(&self, draft: &Draft, on: Day, paper: &Paper) -> Result<Vec<u8>, Error> {
        let language = self.language.unwrap_or_else(|| language_of(draft.customer.as_deref()));
        let options = self.options(language, paper);
        paper.print(&|materials| preview(draft, on, &options, materials))
    }

    /// Makes the PDF of an offer: without a word of an invoice, and with nothing inside.
    pub fn offer(
        &self,
        issued: &Issued,
        (kind, valid_until): (QuoteKind, Day),
        paper: &Paper,
    ) -> Result<Vec<u8>, Error> {
        let language = language_of(issued.head().customer.as_deref());
        let kind = match kind {
            QuoteKind::Quote => OfferKind::Quote,
            QuoteKind::Proforma => OfferKind::Proforma,
        };
        let options = self.options(language, paper);
        paper.print(&|materials| render_offer(Offer { kind, valid_until }, issued, &options, materials))
    }

    fn options(&self, language: Language, paper: &Paper) -> PdfOptions {
        let said = paper.options();
        let (template, page_size) = (self.template.or(said.template), self.page_size.or(said.page_size));
        PdfOptions { template, page_size, locale: Some(language.code().to_owned()), ..said }
    }

    /// The headers with which it goes out, under a file name after the number.
    pub fn answer(&self, status: u16, number: &str, body: Vec<u8>) -> Response {
        let (media, disposition) = match self.kind {
            Kind::Pdf => ("application/pdf", "inline"),
            // Saved and never opened in the browser, which might carry out what an XML says.
            Kind::Ubl | Kind::Cii => ("application/xml", "attachment"),
        };
        let file = format!("{disposition}; filename=\"{}.{}\"", file_name(number), self.kind.extension());
        Response {
            status,
            headers: vec![
                ("content-type", media.to_owned()),
                ("content-disposition", file),
                ("x-content-type-options", "nosniff".to_owned()),
                // The address may be a secret: it goes to nobody, and no search engine keeps what it leads to.
                ("referrer-policy", "no-referrer".to_owned()),
                ("x-robots-tag", "noindex, nofollow".to_owned()),
            ],
            body,
        }
    }
}

/// A letter about an invoice, to print and post.
pub(crate) fn letter(
    issued: &Issued,
    (subject, text): (&str, &str),
    on: Day,
    paper: &Paper,
) -> Result<Response, Error> {
    let rendering = Rendering::usual(Kind::Pdf);
    let options = rendering.options(language_of(issued.head().customer.as_deref()), paper);
    let letter = Letter { subject, text, on };
    let bytes = paper.print(&|materials| render_letter(&letter, issued, &options, materials))?;
    let name = format!("{} {on}", issued.number());
    Ok(rendering.answer(200, &name, bytes).with("cache-control", "no-store"))
}

/// A number as the name of a file: what could end the header's text or lead to another folder becomes a dash.
pub(crate) fn file_name(number: &str) -> String {
    let safe = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.');
    let name: String = number.chars().map(|character| if safe(character) { character } else { '-' }).collect();
    let name = name.trim_start_matches('.');
    if name.is_empty() { "invoice".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_ends_no_header_and_leads_to_no_other_folder() {
        for (number, name) in [
            ("2026-0001", "2026-0001"),
            ("2026/0001", "2026-0001"),
            ("../../etc", "-..-etc"),
            ("a\"; x=\"b", "a---x--b"),
            ("№ 7", "--7"),
            ("..", "invoice"),
        ] {
            assert_eq!(file_name(number), name);
        }
    }

    #[test]
    fn what_was_chosen_is_in_the_name() {
        let usual = Rendering::usual(Kind::Pdf);
        assert_eq!(usual.name(), "pdf");
        let chosen = Rendering { template: Some(Template::Band), inside: Inside::Nothing, ..usual };
        assert_eq!(chosen.name(), "pdf template=band facturx=none");
        let xml = Rendering { profile: Some(Profile::Peppol), ..Rendering::usual(Kind::Ubl) };
        assert_eq!(xml.name(), "ubl.xml profile=peppol");
    }
}
