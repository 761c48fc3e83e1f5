//! The foot of every page: who the document is from, which page of how many, and the seller's own words. Refuses to say anything that
//! stands nowhere else: readers of the structure do not see it. So the seller's words are part of the text on the last page.

use super::{Sheet, slip};
use crate::finding::{Code, Finding};
use crate::pdf::PdfOptions;
use crate::pdf::colour::RULE;
use crate::pdf::document::{Area, Document};
use crate::pdf::face::Face;
use crate::pdf::length::{Length, points};
use crate::pdf::look::Look;
use crate::pdf::phrase::Phrase;
use crate::pdf::tag::Tag;
use crate::wire::push_count;

/// So many lines of words of one's own have room above the edge that printers leave.
const FOOTER_LINES_MAX: usize = 2;
/// So many characters are looked at.
const FOOTER_CHARACTERS_MAX: usize = 500;

/// What the feet of all pages need.
pub struct Foot {
    said: String,
    footer: Vec<String>,
    language: crate::text::Language,
    look: Look,
    /// Whether the last page ends with a Swiss QR-bill, above which its foot stands.
    has_slip: bool,
}

impl Sheet<'_> {
    /// What the feet say.
    pub fn foot(&self) -> Foot {
        let mut parts = Vec::new();
        if let Some(supplier) = &self.issued.head().supplier {
            parts.push(supplier.name.clone());
            if let Some(id) = &supplier.vat_id {
                parts.push([self.say(Phrase::VatNumber), id].join("\u{A0}"));
            }
            let contact = supplier.contact.as_ref();
            parts.extend(contact.and_then(|contact| contact.email.clone()));
            parts.extend(contact.and_then(|contact| contact.phone.clone()));
        }
        let style = self.look.small;
        let room = self.look.right - self.look.left - points(90);
        // What does not fit is left out: it stands at the head of the document.
        while parts.len() > 1 && self.width(&parts.join("  ·  "), &style) > room {
            parts.pop();
        }
        let said = parts.join("  ·  ");
        let said = self.wrap(&said, &style, room).first().map_or(String::new(), |line| (*line).to_owned());
        let footer = self.footer.clone();
        Foot { said, footer, language: self.language, look: self.look, has_slip: self.slip.is_some() }
    }

    /// Sets the seller's own words at the foot of this page, the last one.
    pub(super) fn footer(&mut self) {
        if self.footer.is_empty() {
            return;
        }
        let look = self.look;
        let first = line_of_foot(look.bottom, self.slip.is_some(), self.document.height, self.footer.len());
        self.document.open(Tag::Paragraph);
        self.document.mark();
        set(&mut self.document, &self.footer, &look, first);
        self.document.unmark();
        self.document.close();
    }
}

/// Sets the seller's own words below the base line of a foot.
fn set(document: &mut Document<'_>, footer: &[String], look: &Look, y: Length) {
    for (line, number) in footer.iter().zip(1..) {
        document.text(look.left, y + look.small.leading * number, line, &look.small);
    }
}

/// The seller's own words in lines of the face of small text, or that they are too many.
pub fn lines(options: &PdfOptions, look: &Look, face: &Face<'_>) -> Result<Vec<String>, Box<Finding>> {
    let text = options.footer.as_deref().unwrap_or_default().trim();
    let is_short = text.chars().nth(FOOTER_CHARACTERS_MAX).is_none();
    let wrap = |text| face.wrap(text, &look.small, look.right - look.left);
    let lines = if is_short && !text.is_empty() { wrap(text) } else { Vec::new() };
    if !is_short || lines.len() > FOOTER_LINES_MAX {
        let message = "The words at the foot of the pages take more than two lines.";
        let finding = Finding::new(Code::TextTooLong, "footer", message);
        return Err(Box::new(finding.fix("Make them shorter: a line of a letter holds some 110 characters.")));
    }
    Ok(lines.into_iter().map(str::to_owned).collect())
}

/// The base line of the foot of a page: below its body, or above its QR-bill.
fn line_of_foot(bottom: Length, has_slip: bool, height: Length, lines: usize) -> Length {
    let bottom = if has_slip { height - slip::HEIGHT - slip::above(lines) } else { bottom };
    bottom + points(22)
}

impl Foot {
    /// Draws the foot of the page of this index.
    pub fn draw(&self, document: &mut Document<'_>, index: usize) {
        let (look, style) = (&self.look, self.look.small);
        let has_slip = self.has_slip && index + 1 == document.page_count();
        let y = line_of_foot(look.bottom, has_slip, document.height, self.footer.len());
        let line = Area { x: look.left, y: y - points(14), width: look.right - look.left, height: 500 };
        document.rectangles([line], RULE);
        document.text(look.left, y, &self.said, &style);
        let count = |number: usize| {
            let mut text = String::new();
            push_count(&mut text, number);
            text
        };
        let page = Phrase::Page.fill(self.language, &[&count(index + 1), &count(document.page_count())]);
        let x = look.right - document.face(style.weight).width(&page, &style);
        document.text(x, y, &page, &style);
        if index + 1 < document.page_count() {
            set(document, &self.footer, look, y);
        }
    }
}
