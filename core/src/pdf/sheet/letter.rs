//! A letter about an invoice: sender and window as on a business letter, what it is about, and its paragraphs. Its text was
//! written elsewhere; nothing is added to it.

use pdf_writer::Ref;

use super::Sheet;
use crate::pdf::Letter;
use crate::pdf::length::points;
use crate::pdf::phrase::Phrase;
use crate::pdf::tag::Tag;

impl Sheet<'_> {
    /// Lays out a letter and gives its outermost element.
    pub fn lay_out_letter(&mut self, letter: &Letter<'_>) -> Option<Ref> {
        self.document.open(Tag::Document);
        self.document.begin_page();
        let mut facts = vec![(Phrase::IssueDate, self.day(letter.on))];
        facts.push((Phrase::ForInvoice, self.issued.number().to_owned()));
        facts.extend(self.issued.due_date().map(|day| (Phrase::DueDate, self.day(day))));
        self.letter_head(letter.subject, &facts);
        let (look, width) = (self.look, self.look.right - self.look.left);
        for paragraph in letter.text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
            // The first two lines of a paragraph stay together.
            self.make_room(look.body.leading * 2);
            self.flow(paragraph.trim(), width, look.body);
            self.y += points(8);
        }
        self.footer();
        let root = self.document.root_element();
        self.document.close();
        self.document.end_page();
        root
    }
}
