//! How the invoice is paid: terms, accounts and references. Refuses to ask for money where none is due: a credit note
//! has no such part.

use super::Sheet;
use crate::identifier::iban;
use crate::invoice::{MethodKind, PaymentMethod};
use crate::pdf::document::Area;
use crate::pdf::length::{Length, points};
use crate::pdf::phrase::Phrase;
use crate::pdf::tag::Tag;

impl Sheet<'_> {
    /// Draws the part about paying.
    pub(super) fn payment(&mut self) {
        let issued = self.issued;
        if self.is_credit_note() || issued.totals().payable.is_zero() {
            return;
        }
        let facts = self.payment_facts();
        let terms = issued.derived().terms_text.as_deref().unwrap_or_default();
        if facts.is_empty() && terms.is_empty() {
            return;
        }
        let (look, width) = (self.look, self.look.right - self.look.left);
        self.make_room(points(70));
        let title = self.say(Phrase::HowToPay);
        self.y = self.heading(look.left, self.y, title) + points(2);
        if !terms.is_empty() {
            self.flow(terms, width, look.body);
            self.y += points(4);
        }
        let labels = facts.iter().map(|(label, _)| self.width(label, &look.label)).max().unwrap_or_default();
        let beside = (labels + points(12)).min(width / 3);
        for (label, value) in &facts {
            self.make_room(look.body.leading);
            self.document.open(Tag::Paragraph);
            self.document.mark();
            self.label(look.left, self.y, label, &look.body);
            if *label == self.say(Phrase::PayOnline) {
                self.document.unmark();
                self.linked((look.left + beside, width - beside), value);
            } else {
                for line in self.wrap(value, &look.body, width - beside) {
                    self.line(look.left + beside, self.y, line, &look.body);
                    self.y += look.body.leading;
                }
                self.document.unmark();
            }
            self.document.close();
        }
        self.y += points(14);
    }

    /// Sets an address that leads where it says.
    fn linked(&mut self, (x, width): (Length, Length), url: &str) {
        let style = self.look.body.coloured(self.look.accent);
        let what = [self.say(Phrase::PayOnline), url].join(": ");
        self.document.open(Tag::Link);
        for line in self.wrap(url, &style, width) {
            let area = Area { x, y: self.y, width: self.width(line, &style), height: style.leading };
            self.document.mark();
            self.line(x, self.y, line, &style);
            self.document.unmark();
            self.document.link(area, url, &what);
            self.y += style.leading;
        }
        self.document.close();
    }

    /// Accounts and references, each with its label.
    fn payment_facts(&self) -> Vec<(&'static str, String)> {
        let head = self.issued.head();
        let mut facts = Vec::new();
        for method in &head.payment_methods {
            self.method_facts(method, &mut facts);
        }
        if let Some(reference) = &head.payment_reference {
            facts.push((self.say(Phrase::Reference), reference.value.clone()));
        }
        facts
    }

    fn method_facts(&self, method: &PaymentMethod, facts: &mut Vec<(&'static str, String)>) {
        let mut add = |phrase, value: Option<String>| {
            facts.extend(value.map(|value| (self.say(phrase), value)));
        };
        let account = method.iban.as_deref().map(grouped);
        match method.kind {
            MethodKind::CreditTransfer => {
                add(Phrase::Account, account);
                add(Phrase::Bank, method.bic.clone());
                add(Phrase::InNameOf, method.name.clone());
            }
            MethodKind::DirectDebit => {
                add(Phrase::DirectDebit, Some(self.say(Phrase::DirectDebitText).to_owned()));
                add(Phrase::Mandate, method.mandate_id.clone());
                add(Phrase::Creditor, method.creditor_id.clone());
                add(Phrase::Account, account);
            }
            MethodKind::Card => add(Phrase::Card, Some(self.say(Phrase::CardText).to_owned())),
            MethodKind::Cash => add(Phrase::Cash, Some(self.say(Phrase::CashText).to_owned())),
            MethodKind::Online => add(Phrase::PayOnline, method.url.clone()),
        }
    }

    /// Sets a text over as many lines and pages as it takes, from where the page is filled to.
    pub(super) fn flow(&mut self, text: &str, width: Length, style: crate::pdf::face::Style) {
        self.document.open(Tag::Paragraph);
        self.document.mark();
        for line in self.wrap(text, &style, width) {
            if !self.has_room(style.leading) {
                self.document.unmark();
                self.next_page();
                self.document.mark();
            }
            self.line(self.look.left, self.y, line, &style);
            self.y += style.leading;
        }
        self.document.unmark();
        self.document.close();
    }
}

/// An IBAN in groups of four, as ISO 13616 prints it.
fn grouped(value: &str) -> String {
    let plain = iban::check(value).unwrap_or_else(|_| value.to_owned());
    let mut out = String::with_capacity(plain.len() + 8);
    for (index, character) in plain.chars().enumerate() {
        if index > 0 && index % 4 == 0 {
            out.push('\u{A0}');
        }
        out.push(character);
    }
    out
}
