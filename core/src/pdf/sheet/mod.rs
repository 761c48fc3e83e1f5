//! An invoice or credit note on pages: what stands where, in the order in which it is read. Every amount is taken from
//! the invoice as it is: nothing is added up or rounded here.

pub mod foot;
mod letter;
mod masthead;
mod party;
mod payment;
mod remarks;
pub mod slip;
mod table;
mod totals;

use pdf_writer::Ref;

use super::document::{Area, Document};
use super::face::Style;
use super::length::Length;
use super::look::Look;
use super::offer::Offer;
use super::phrase::Phrase;
use super::tag::Tag;
use crate::calendar::Day;
use crate::invoice::{DocumentType, Issued};
use crate::money::{Currency, Decimal};
use crate::text::{self, Language};

/// A document while it is laid out.
pub struct Sheet<'a> {
    /// What is written.
    pub document: Document<'a>,
    /// The invoice.
    pub issued: &'a Issued,
    /// What it is as an offer, where it is no invoice.
    pub offer: Option<Offer>,
    /// Its language.
    pub language: Language,
    /// How it looks.
    pub look: Look,
    /// The size of the logo, if there is one.
    pub logo: Option<(u32, u32)>,
    /// How far the page is filled.
    pub y: Length,
    /// The words at the foot of every page, in lines.
    pub footer: Vec<String>,
    /// The Swiss QR-bill, if there is one.
    pub slip: Option<slip::Slip>,
}

impl<'a> Sheet<'a> {
    /// Lays out the whole document and gives its outermost element.
    pub fn lay_out(&mut self) -> Option<Ref> {
        self.document.open(Tag::Document);
        self.document.begin_page();
        self.masthead();
        self.lines();
        self.totals();
        self.payment();
        self.remarks();
        self.slip();
        self.footer();
        let root = self.document.root_element();
        self.document.close();
        self.document.end_page();
        root
    }

    /// The text of a phrase.
    pub fn say(&self, phrase: Phrase) -> &'static str {
        phrase.text(self.language)
    }

    /// A day in words.
    pub fn day(&self, day: Day) -> String {
        text::day(day, self.language)
    }

    /// An amount with its currency.
    pub fn amount(&self, value: Decimal) -> String {
        text::amount(value, self.currency(), self.language)
    }

    /// A number.
    pub fn number(&self, value: Decimal) -> String {
        text::number(value, self.language)
    }

    /// The currency.
    pub fn currency(&self) -> Currency {
        self.issued.head().currency
    }

    /// Whether it gives money back.
    pub fn is_credit_note(&self) -> bool {
        self.issued.head().document_type() == DocumentType::CreditNote
    }

    /// What the document is called.
    pub fn title(&self) -> &'static str {
        if let Some(offer) = self.offer {
            return self.say(offer.title());
        }
        self.say(match self.issued.head().document_type() {
            DocumentType::Invoice => Phrase::Invoice,
            DocumentType::CreditNote => Phrase::CreditNote,
            DocumentType::Prepayment => Phrase::Prepayment,
            DocumentType::Corrective => Phrase::Corrective,
            DocumentType::SelfBilled => Phrase::SelfBilled,
        })
    }

    /// The width of a text.
    pub fn width(&self, text: &str, style: &Style) -> Length {
        self.document.face(style.weight).width(text, style)
    }

    /// A text in lines of at most this width.
    pub fn wrap<'t>(&self, text: &'t str, style: &Style, width: Length) -> Vec<&'t str> {
        self.document.face(style.weight).wrap(text, style, width)
    }

    /// How far below the top of a line its base line is: capitals stand in the middle.
    fn base(&self, style: &Style) -> Length {
        let font = &self.document.face(style.weight).font;
        let capitals = super::length::scaled(i64::from(font.cap_height), i64::from(style.size), i64::from(font.units));
        (style.leading + capitals) / 2
    }

    /// Sets a line; `y` is its top.
    pub fn line(&mut self, x: Length, y: Length, text: &str, style: &Style) {
        let base = self.base(style);
        self.document.text(x, y + base, text, style);
    }

    /// Sets a line that ends at `right`.
    pub fn line_right(&mut self, right: Length, y: Length, text: &str, style: &Style) {
        let x = right - self.width(text, style);
        self.line(x, y, text, style);
    }

    /// Sets a label whose base line is that of text beside it.
    pub fn label(&mut self, x: Length, y: Length, text: &str, beside: &Style) {
        let style = self.look.label;
        let y = y + self.base(beside) - self.base(&style);
        self.line(x, y, text, &style);
    }

    /// Sets a heading in one line.
    pub fn heading(&mut self, x: Length, y: Length, text: &str) -> Length {
        let style = self.look.heading;
        self.document.open(Tag::Heading(2));
        self.document.mark();
        self.line(x, y, text, &style);
        self.document.unmark();
        self.document.close();
        y + style.leading
    }

    /// Draws a line across, as an artifact.
    pub fn rule(&mut self, x: Length, y: Length, width: Length, height: Length, colour: super::colour::Colour) {
        self.document.artifact(false);
        self.document.rectangles([Area { x, y, width, height }], colour);
        self.document.unmark();
    }

    /// Whether so much more fits on the page.
    pub fn has_room(&self, height: Length) -> bool {
        self.y + height <= self.look.bottom
    }

    /// Goes on with the next page where so much does not fit on this one.
    pub fn make_room(&mut self, height: Length) {
        if !self.has_room(height) && self.y > self.page_top() {
            self.next_page();
        }
    }

    /// Ends the page and begins another one.
    pub fn next_page(&mut self) {
        self.document.end_page();
        self.document.begin_page();
        self.continuation();
        self.y = self.page_top();
    }

    /// Where the body begins on pages after the first.
    pub fn page_top(&self) -> Length {
        self.look.top + self.look.label.leading + self.look.label.leading
    }
}
