//! How the invoice is paid: terms, accounts and references, and codes to scan. Refuses to ask for money where none is
//! due: a credit note has no such part, and an offer has its terms alone.

use super::Sheet;
use crate::identifier::{fingerprint, iban, reference};
use crate::invoice::{MethodKind, PaymentMethod, PaymentReference, payment_qr};
use crate::pdf::colour::{Colour, WHITE};
use crate::pdf::document::Area;
use crate::pdf::face::Style;
use crate::pdf::length::{Length, points, whole_points};
use crate::pdf::phrase::Phrase;
use crate::pdf::tag::Tag;
use crate::qr::QrCode;

/// The side of a code: 27 mm, so that a module of the largest is 0.36 mm wide.
const CODE: Length = points(77);
/// Between codes and what stands beside them.
const GAP: Length = points(20);
/// A link may be so long that its code has modules of a third of a millimetre.
const LINK_VERSION_MAX: usize = 13;

/// A label and what it labels.
type Fact = (&'static str, String);

/// A code to scan: what to do with it, and what it is.
struct Code {
    code: QrCode,
    caption: Phrase,
    what: String,
}

impl Sheet<'_> {
    /// How high the part about paying is at most.
    pub(super) fn payment_height(&self) -> Length {
        if self.is_credit_note() || self.issued.totals().payable.is_zero() {
            return 0;
        }
        let look = self.look;
        let facts = if self.offer.is_some() { Vec::new() } else { self.payment_facts() };
        let terms = self.issued.derived().terms_text.as_deref().unwrap_or_default();
        // Beside two codes, whether they are there or not.
        let width = look.right - look.left - (CODE + GAP) * 2;
        let rows = Length::try_from(facts.len() + self.wrap(terms, &look.body, width).len()).unwrap_or(Length::MAX);
        let text = look.heading.leading.saturating_add(look.body.leading.saturating_mul(rows));
        text.max(CODE + look.label.leading * 2).saturating_add(points(18))
    }

    /// Draws the part about paying.
    pub(super) fn payment(&mut self) {
        let issued = self.issued;
        if self.is_credit_note() || issued.totals().payable.is_zero() {
            return;
        }
        // An offer says on which terms and asks for nothing yet.
        let (facts, codes) =
            if self.offer.is_some() { Default::default() } else { (self.payment_facts(), self.codes()) };
        let terms = issued.derived().terms_text.as_deref().unwrap_or_default();
        if facts.is_empty() && terms.is_empty() {
            return;
        }
        let look = self.look;
        let beside: Length = codes.iter().map(|_| CODE + GAP).sum();
        let width = look.right - look.left - beside;
        let rows = Length::try_from(facts.len() + self.wrap(terms, &look.body, width).len()).unwrap_or(Length::MAX);
        let text =
            look.heading.leading.saturating_add(look.body.leading.saturating_mul(rows)).saturating_add(points(6));
        let code = if codes.is_empty() { 0 } else { CODE + look.label.leading * 2 };
        self.make_room(text.max(code).min(points(300)));
        let (top, page) = (self.y, self.document.page_count());
        let title = self.say(if self.offer.is_some() { Phrase::Terms } else { Phrase::HowToPay });
        self.y = self.heading(look.left, top, title) + points(2);
        if !terms.is_empty() {
            self.flow(terms, width, look.body);
            self.y += points(4);
        }
        self.draw_facts(&facts, width);
        if self.document.page_count() == page {
            self.draw_codes(&codes, top);
            self.y = self.y.max(top + code);
        } else if !codes.is_empty() {
            // What is beside a text that went on stands on the page where it ended.
            self.make_room(code);
            let top = self.y;
            self.draw_codes(&codes, top);
            self.y = top + code;
        }
        self.y += points(12);
    }

    fn draw_facts(&mut self, facts: &[Fact], width: Length) {
        let look = self.look;
        let labels = facts.iter().map(|(label, _)| self.width(label, &look.label)).max().unwrap_or_default();
        let beside = (labels + points(12)).min(width / 3);
        for (label, value) in facts {
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
    fn payment_facts(&self) -> Vec<Fact> {
        let head = self.issued.head();
        let mut facts = Vec::new();
        for method in &head.payment_methods {
            self.method_facts(method, &mut facts);
        }
        // Whoever transfers money quotes the number where nothing else is asked for.
        let transfers = head.payment_methods.iter().any(|method| method.kind == MethodKind::CreditTransfer);
        let number = transfers.then(|| self.issued.number().to_owned());
        let reference = head.payment_reference.as_ref().and_then(printed).or(number);
        facts.extend(reference.map(|reference| (self.say(Phrase::Reference), reference)));
        facts
    }

    fn method_facts(&self, method: &PaymentMethod, facts: &mut Vec<Fact>) {
        let mut add = |phrase, value: Option<String>| {
            facts.extend(value.map(|value| (self.say(phrase), value)));
        };
        let account = method.iban.as_deref().map(grouped);
        match method.kind {
            MethodKind::CreditTransfer => {
                add(Phrase::Account, account);
                add(Phrase::Fingerprint, method.iban.as_deref().map(fingerprint::of_account));
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

    /// The codes that can be scanned: for the bank, and for paying online.
    fn codes(&self) -> Vec<Code> {
        let mut codes = Vec::new();
        let amount = self.amount(self.issued.totals().payable);
        // A QR-bill has its own, and two codes for one payment would mislead.
        let transfer =
            payment_qr::payload(self.issued, self.issued.totals().payable).ok().filter(|_| self.slip.is_none());
        let transfer = transfer.and_then(|text| QrCode::new(text.as_bytes(), payment_qr::VERSION_MAX));
        let methods = &self.issued.head().payment_methods;
        let link =
            methods.iter().find_map(|method| method.url.as_deref().filter(|_| method.kind == MethodKind::Online));
        let link = link.and_then(|url| QrCode::new(url.as_bytes(), LINK_VERSION_MAX));
        for (code, caption) in [(transfer, Phrase::ScanToPay), (link, Phrase::ScanToOpen)] {
            codes.extend(code.map(|code| {
                let what = [self.say(caption), &Phrase::QrOf.fill(self.language, &[&amount])].join(". ");
                Code { code, caption, what }
            }));
        }
        codes
    }

    /// Draws the codes side by side, ending at the right edge.
    fn draw_codes(&mut self, codes: &[Code], top: Length) {
        let look = self.look;
        let style = Style { leading: look.small.leading - points(2), ..look.small };
        let mut right = look.right;
        for Code { code, caption, what } in codes.iter().rev() {
            let area = Area { x: right - CODE, y: top, width: CODE, height: CODE };
            let (low, high) = (self.document.height - top - CODE, self.document.height - top);
            let corners = [whole_points(area.x), whole_points(low), whole_points(right), whole_points(high)];
            self.document.open(Tag::Figure(what.clone(), corners));
            self.document.mark();
            // Page paper is the light border; the text beside keeps its distance.
            self.document.rectangles([area], WHITE);
            self.document.grid(area, code.size(), &code.runs(), Colour(0, 0, 0));
            self.document.unmark();
            self.document.close();
            self.document.open(Tag::Paragraph);
            self.document.mark();
            let mut y = top + CODE + points(3);
            for line in self.wrap(self.say(*caption), &style, CODE + GAP - points(4)) {
                let x = area.x + (CODE - self.width(line, &style)) / 2;
                self.line(x, y, line, &style);
                y += style.leading;
            }
            self.document.unmark();
            self.document.close();
            right -= CODE + GAP;
        }
    }

    /// Sets a text over as many lines and pages as it takes, from where the page is filled to.
    pub(super) fn flow(&mut self, text: &str, width: Length, style: Style) {
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
pub(super) fn grouped(value: &str) -> String {
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

/// A reference as its scheme prints it.
fn printed(stated: &PaymentReference) -> Option<String> {
    let (scheme, value) = (stated.scheme.scheme(), stated.value.as_deref()?);
    Some(match reference::check(value, Some(scheme)) {
        Ok((_, value)) => reference::print(scheme, &value),
        Err(_) => value.to_owned(),
    })
}
