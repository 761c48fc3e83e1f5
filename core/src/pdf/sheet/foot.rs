//! The foot of every page: who the document is from, and which page of how many. Refuses to say anything that stands
//! nowhere else: readers of the structure do not see it.

use super::{Sheet, slip};
use crate::pdf::colour::RULE;
use crate::pdf::document::{Area, Document};
use crate::pdf::length::points;
use crate::pdf::phrase::Phrase;
use crate::wire::push_count;

/// What the feet of all pages need.
pub struct Foot {
    said: String,
    language: crate::text::Language,
    look: crate::pdf::look::Look,
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
        Foot { said, language: self.language, look: self.look, has_slip: self.slip.is_some() }
    }
}

impl Foot {
    /// Draws the foot of the page of this index.
    pub fn draw(&self, document: &mut Document<'_>, index: usize) {
        let (look, style) = (&self.look, self.look.small);
        let has_slip = self.has_slip && index + 1 == document.page_count();
        let bottom = if has_slip { document.height - slip::HEIGHT - slip::ABOVE } else { look.bottom };
        let y = bottom + points(22);
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
    }
}
