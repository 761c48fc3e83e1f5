//! The head of the first page: who it is from, what it is, for whom, and its dates and references. Each template has
//! its own order; what is said is the same in all of them.

use super::Sheet;
use super::party::{self, Detail};
use crate::invoice::Period;
use crate::party::Party;
use crate::pdf::colour::{Colour, RULE};
use crate::pdf::document::Area;
use crate::pdf::face::Style;
use crate::pdf::length::{Length, millimetres, points, scaled, tenths, whole_points};
use crate::pdf::look::Template;
use crate::pdf::phrase::Phrase;
use crate::pdf::tag::Tag;

/// Between columns.
const GAP: Length = points(20);

/// The most that a logo fills.
const LOGO_MAX: (Length, Length) = (points(170), points(44));

/// The height of the band of that template.
const BAND: Length = points(104);

impl Sheet<'_> {
    /// Draws the head of the first page.
    pub(super) fn masthead(&mut self) {
        match self.look.template {
            Template::Plain => self.plain(),
            Template::Letter => self.letter(),
            Template::Band => self.band(),
        }
    }

    /// What stands above the body of every further page.
    pub(super) fn continuation(&mut self) {
        let (look, issued) = (self.look, self.issued);
        let y = look.top - points(10);
        let mut said = String::from(self.title());
        said.push(' ');
        said.push_str(issued.number());
        self.document.artifact(true);
        self.line(look.left, y, &said, &look.label);
        if let Some(supplier) = &issued.head().supplier {
            self.line_right(look.right, y, &supplier.name, &look.label);
        }
        let line =
            Area { x: look.left, y: y + look.label.leading + points(3), width: look.right - look.left, height: 500 };
        self.document.rectangles([line], RULE);
        self.document.unmark();
    }

    fn plain(&mut self) {
        let look = self.look;
        self.brand(look.left, look.top, look.accent);
        self.title_right(look.right, look.top, look.title, look.label);
        let y = look.top + points(54);
        self.rule(look.left, y, look.right - look.left, points(2), look.accent);
        self.y = y + points(17);
        self.parties();
    }

    fn band(&mut self) {
        let look = self.look;
        let on = look.accent.text_on();
        self.rule(0, 0, self.document.width, BAND, look.accent);
        self.brand(look.left, points(32), on);
        self.title_right(look.right, points(30), look.title.coloured(on), look.label.coloured(on));
        self.y = BAND + points(26);
        self.parties();
    }

    /// DIN 5008 form B: the address field is 45 mm below the edge and 45 mm high, its text 25 mm from the left; the
    /// first 17.7 mm are for the sender's own address; the dates stand 125 mm from the left.
    fn letter(&mut self) {
        let mut title = String::from(self.title());
        title.push(' ');
        title.push_str(self.issued.number());
        let facts = self.facts_said();
        self.letter_head(&title, &facts);
        self.further_parties();
    }

    /// The head of a letter: sender, window, dates, and its title.
    pub(super) fn letter_head(&mut self, title: &str, facts: &[(Phrase, String)]) {
        let (look, issued) = (self.look, self.issued);
        let head = issued.head();
        self.brand(look.left, look.top, look.accent);
        let right = millimetres(125).min(look.right - millimetres(60));
        let width = look.right - right;
        let sender = head.supplier.iter().flat_map(|party| party::details(self, party, true)).collect::<Vec<_>>();
        let below = self.details(right, look.top, width, &sender);
        if let Some(supplier) = &head.supplier {
            let style = Style { size: tenths(65), leading: tenths(90), ..look.small };
            let line = party::one_line(supplier);
            let line = self
                .wrap(&line, &style, millimetres(80))
                .first()
                .map_or("", |line| line.trim_end_matches([' ', '·']))
                .to_owned();
            self.document.artifact(false);
            self.line(look.left, millimetres(56), &line, &style);
            self.document.unmark();
        }
        let customer = head.customer.iter().flat_map(|party| party::details(self, party, false)).collect::<Vec<_>>();
        let address = self.details(look.left, millimetres(62), millimetres(80), &customer);
        let facts = self.facts(facts, right, below.max(millimetres(62)) + points(6), width);
        let y = address.max(facts).max(millimetres(96));
        let style = Style { size: tenths(170), leading: tenths(220), ..look.title };
        self.document.open(Tag::Heading(1));
        self.document.mark();
        let mut y = y + points(8);
        for line in self.wrap(title, &style, look.right - look.left) {
            self.line(look.left, y, line, &style);
            y += style.leading;
        }
        self.document.unmark();
        self.document.close();
        self.y = y + points(10);
    }

    /// The logo, or the name where there is none.
    fn brand(&mut self, x: Length, y: Length, colour: Colour) {
        let Some(supplier) = &self.issued.head().supplier else { return };
        let shown = supplier.trading_name.as_deref().unwrap_or(&supplier.name);
        if let Some((width, height)) = self.logo {
            let area = fitted(x, y, i64::from(width), i64::from(height));
            let low = whole_points(self.document.height - area.y - area.height);
            let high = whole_points(self.document.height - area.y);
            let corners = [whole_points(area.x), low, whole_points(area.x + area.width), high];
            let what = Phrase::LogoOf.fill(self.language, &[shown]);
            self.document.open(Tag::Figure(what, corners));
            self.document.mark();
            self.document.logo(area);
        } else {
            let style = Style { size: tenths(150), leading: tenths(190), ..self.look.title.coloured(colour) };
            self.document.open(Tag::Paragraph);
            self.document.mark();
            let mut y = y;
            for line in self.wrap(shown, &style, points(230)).into_iter().take(2) {
                self.line(x, y, line, &style);
                y += style.leading;
            }
        }
        self.document.unmark();
        self.document.close();
    }

    /// The title with the number below it, ending at `right`.
    fn title_right(&mut self, right: Length, y: Length, title: Style, number: Style) {
        let text = self.title();
        let mut title = title;
        while self.width(text, &title) > points(260) && title.size > points(12) {
            title.size -= points(1);
        }
        let number = Style { size: tenths(100), leading: tenths(150), ..number };
        self.document.open(Tag::Heading(1));
        self.document.mark();
        self.line_right(right, y - points(4), text, &title);
        let mut y = y - points(4) + title.leading;
        for line in self.wrap(self.issued.number(), &number, points(260)) {
            self.line_right(right, y, line, &number);
            y += number.leading;
        }
        self.document.unmark();
        self.document.close();
    }

    /// Seller, buyer and dates side by side, then who else has a part in it.
    fn parties(&mut self) {
        let (look, head, top) = (self.look, self.issued.head(), self.y);
        let column = (look.right - look.left - GAP - GAP) / 3;
        let mut low = top;
        let titles = [(Phrase::From, &head.supplier), (Phrase::To, &head.customer)];
        let mut x = look.left;
        for (title, party) in titles {
            if let Some(party) = party {
                low = low.max(self.party((x, top, column), title, party));
            }
            x += column + GAP;
        }
        let facts = self.facts_said();
        low = low.max(self.facts(&facts, x, top, look.right - x));
        self.y = low + points(12);
        self.further_parties();
    }

    fn further_parties(&mut self) {
        let (look, head, top) = (self.look, self.issued.head(), self.y);
        let column = (look.right - look.left - GAP - GAP) / 3;
        let others = [
            (Phrase::DeliverTo, &head.deliver_to),
            (Phrase::Payee, &head.payee),
            (Phrase::TaxRepresentative, &head.tax_representative),
        ];
        let (mut x, mut low) = (look.left, top);
        for (title, party) in others {
            if let Some(party) = party {
                low = low.max(self.party((x, top, column), title, party));
                x += column + GAP;
            }
        }
        self.y = if low > top { low + points(14) } else { top };
    }

    fn party(&mut self, (x, y, width): (Length, Length, Length), title: Phrase, party: &Party) -> Length {
        let y = self.section_label(x, y, title);
        let with_contact = title == Phrase::From;
        let details = party::details(self, party, with_contact);
        self.details(x, y, width, &details)
    }

    /// A small heading above a block.
    fn section_label(&mut self, x: Length, y: Length, title: Phrase) -> Length {
        let (text, style) = (self.say(title), self.look.label);
        self.document.open(Tag::Heading(2));
        self.document.mark();
        self.line(x, y, text, &style);
        self.document.unmark();
        self.document.close();
        y + style.leading + points(2)
    }

    fn details(&mut self, x: Length, y: Length, width: Length, details: &[Detail]) -> Length {
        let mut y = y;
        self.document.open(Tag::Paragraph);
        self.document.mark();
        for detail in details {
            let style = detail.style(&self.look);
            y += detail.space;
            for line in self.wrap(&detail.text, &style, width) {
                self.line(x, y, line, &style);
                y += style.leading;
            }
        }
        self.document.unmark();
        self.document.close();
        y
    }

    /// Dates and references, each with its label.
    fn facts(&mut self, facts: &[(Phrase, String)], x: Length, y: Length, width: Length) -> Length {
        let (label, value) = (self.look.label, self.look.body);
        let labels = facts.iter().map(|(phrase, _)| self.width(self.say(*phrase), &label)).max().unwrap_or(0);
        let beside = (labels + points(10)).min(width / 2);
        let mut y = y;
        for (phrase, said) in facts {
            self.document.open(Tag::Paragraph);
            self.document.mark();
            self.label(x, y, self.say(*phrase), &value);
            for line in self.wrap(said, &value, width - beside) {
                self.line(x + beside, y, line, &value);
                y += value.leading;
            }
            self.document.unmark();
            self.document.close();
            y += points(2);
        }
        y
    }

    fn facts_said(&self) -> Vec<(Phrase, String)> {
        let (issued, head) = (self.issued, self.issued.head());
        let period = |period: &Period| {
            let mut said = self.day(period.from);
            said.push_str(" – ");
            said.push_str(&self.day(period.until));
            said
        };
        let mut facts = vec![(Phrase::IssueDate, self.day(issued.issue_date()))];
        let mut add = |phrase, said: Option<String>| facts.extend(said.map(|said| (phrase, said)));
        match self.offer {
            Some(offer) => add(Phrase::ValidUntil, Some(self.day(offer.valid_until))),
            None => add(Phrase::DueDate, issued.due_date().map(|day| self.day(day))),
        }
        add(Phrase::Delivery, head.delivery_date.map(|day| self.day(day)));
        add(Phrase::Period, head.period.as_ref().map(period));
        add(Phrase::TaxPoint, head.tax_point_date.map(|day| self.day(day)));
        add(Phrase::YourReference, head.buyer_reference.clone());
        add(Phrase::PurchaseOrder, head.purchase_order.clone());
        add(Phrase::Contract, head.contract.clone());
        add(Phrase::Project, head.project.clone());
        for earlier in &head.preceding {
            let mut said = earlier.number.clone();
            if let Some(day) = earlier.issue_date {
                said.push_str(", ");
                said.push_str(&self.day(day));
            }
            add(Phrase::ForInvoice, Some(said));
        }
        facts
    }
}

/// The largest area of these proportions inside what a logo may fill.
fn fitted(x: Length, y: Length, width: i64, height: i64) -> Area {
    let (most_wide, most_high) = LOGO_MAX;
    let high = scaled(i64::from(most_wide), height, width.max(1));
    if high <= most_high {
        return Area { x, y, width: most_wide, height: high };
    }
    Area { x, y, width: scaled(i64::from(most_high), width, height.max(1)), height: most_high }
}
