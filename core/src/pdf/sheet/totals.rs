//! What the lines come to: allowances and charges, the total without VAT, VAT by rate, and what is to be paid. Each
//! amount is the invoice's own.

use super::Sheet;
use crate::invoice::{Adjustment, VatBreakdown};
use crate::pdf::document::Area;
use crate::pdf::face::Style;
use crate::pdf::length::{Length, points, tenths};
use crate::pdf::look::Template;
use crate::pdf::phrase::Phrase;
use crate::pdf::tag::Tag;
use crate::text::{amount, percent};

/// Space above and below a row.
const PADDING: Length = points(2);
/// Around the text of the row that is to be paid.
const INSET: Length = points(8);

/// A row: its label, its amount, and whether it stands out.
struct Row {
    label: String,
    amount: String,
    is_strong: bool,
}

impl Sheet<'_> {
    /// Draws the totals, at the right.
    pub(super) fn totals(&mut self) {
        let rows = self.rows();
        let look = self.look;
        let width = (look.right - look.left) * 54 / 100;
        let left = look.right - width;
        self.document.open(Tag::Table);
        for row in &rows {
            self.total_row(row, left, width);
        }
        self.document.close();
        self.payable(left, width);
        self.y += points(15);
    }

    /// How high the totals are; long ones may be parted from the last line.
    pub(super) fn totals_height(&self) -> Length {
        let rows = Length::try_from(self.rows().len()).unwrap_or(Length::MAX);
        let row = self.look.body.leading + PADDING * 2;
        rows.saturating_mul(row).saturating_add(points(60)).min(points(300))
    }

    /// How high what stands below the lines is, where that is no more than half of a page: the last line takes all of it along to the
    /// next page, so that no page has a remark or a code alone. More than that is parted as it comes.
    pub(super) fn end_height(&self) -> Length {
        let totals = self.totals_height();
        let all = totals + self.payment_height() + self.remarks_height();
        if all <= (self.look.bottom - self.look.top) / 2 { all } else { totals }
    }

    fn rows(&self) -> Vec<Row> {
        let issued = self.issued;
        let totals = issued.totals();
        let mut rows = Vec::new();
        let mut add = |label: String, amount: String| rows.push(Row { label, amount, is_strong: false });
        let adjustments = &issued.derived().adjustments;
        if !adjustments.is_empty() || totals.line_net != totals.net {
            add(self.say(Phrase::LineSum).to_owned(), self.number(totals.line_net));
        }
        for adjustment in adjustments {
            let sign = if adjustment.is_charge() { adjustment.amount } else { -adjustment.amount };
            add(self.adjustment_label(adjustment), self.number(sign));
        }
        add(self.say(Phrase::Net).to_owned(), self.number(totals.net));
        for group in issued.vat_breakdown() {
            add(self.vat_label(group), self.number(group.amount));
        }
        if issued.vat_breakdown().len() > 1 {
            add(self.say(Phrase::VatTotal).to_owned(), self.number(totals.vat));
        }
        if let (Some(vat), Some(other)) = (totals.vat_in_accounting_currency, &issued.head().vat_currency) {
            add(self.say(Phrase::VatTotal).to_owned(), amount(vat, other.currency, self.language));
        }
        if totals.gross != totals.payable {
            rows.push(Row {
                label: self.say(Phrase::Gross).to_owned(),
                amount: self.number(totals.gross),
                is_strong: true,
            });
        }
        for (phrase, value) in [(Phrase::Prepaid, -totals.prepaid), (Phrase::Rounding, totals.rounding)] {
            if !value.is_zero() {
                let (label, amount) = (self.say(phrase).to_owned(), self.number(value));
                rows.push(Row { label, amount, is_strong: false });
            }
        }
        rows
    }

    fn adjustment_label(&self, adjustment: &Adjustment) -> String {
        let usual = if adjustment.is_charge() { Phrase::Charge } else { Phrase::Allowance };
        let mut label = adjustment.reason.as_deref().unwrap_or(self.say(usual)).to_owned();
        if let Some(of) = adjustment.percent {
            label.push(' ');
            label.push_str(&percent(of, self.language));
        }
        if self.issued.vat_breakdown().len() > 1 {
            // One that belongs to several groups has a row in each.
            label.push_str(" · ");
            label.push_str(self.say(Phrase::Vat));
            label.push(' ');
            label.push_str(&self.rate(adjustment.vat.category, adjustment.vat.rate));
        }
        label
    }

    fn vat_label(&self, group: &VatBreakdown) -> String {
        let rate = self.rate(group.category, group.rate);
        Phrase::VatOver.fill(self.language, &[&rate, &self.number(group.base)])
    }

    fn total_row(&mut self, row: &Row, left: Length, width: Length) {
        let style = if row.is_strong { self.look.body.bold() } else { self.look.body };
        let inset = if self.look.template == Template::Plain { 0 } else { INSET };
        let right = left + width - inset;
        let figures = style.tabular();
        let room = width - inset * 2 - self.width(&row.amount, &figures) - points(12);
        let lines = self.wrap(&row.label, &style, room);
        let height = style.leading * Length::try_from(lines.len()).unwrap_or(Length::MAX) + PADDING * 2;
        self.make_room(height);
        let y = self.y + PADDING;
        self.document.open(Tag::Row);
        self.document.open(Tag::RowHead);
        self.document.mark();
        for (line, number) in lines.into_iter().zip(0..) {
            self.line(left + inset, y + style.leading * number, line, &style);
        }
        self.document.unmark();
        self.document.close();
        self.document.open(Tag::Cell);
        self.document.mark();
        self.line_right(right, y, &row.amount, &figures);
        self.document.unmark();
        self.document.close();
        self.document.close();
        self.y += height;
    }

    /// What is to be paid, or is given back: the amount that a reader looks for.
    fn payable(&mut self, left: Length, width: Length) {
        let look = self.look;
        let phrase = match self.offer {
            Some(_) => Phrase::Total,
            None if self.is_credit_note() => Phrase::Credited,
            None => Phrase::Payable,
        };
        let (label, figure) = (self.say(phrase), self.amount(self.issued.totals().payable));
        let mut style = Style { size: tenths(125), leading: tenths(180), ..look.body.bold() };
        let (inset, height) = if look.template == Template::Plain { (0, points(32)) } else { (INSET, points(34)) };
        self.make_room(height + points(8));
        self.y += points(6);
        let ground = Area { x: left, y: self.y, width, height };
        if look.template == Template::Plain {
            self.ground(Area { height: points(2), ..ground }, look.accent);
            style = style.coloured(look.accent);
        } else {
            self.ground(ground, look.accent);
            style = style.coloured(look.accent.text_on());
        }
        let figures = style.tabular();
        while self.width(label, &style) + self.width(&figure, &figures) + inset * 2 > width && style.size > points(8) {
            style.size -= points(1);
        }
        let figures = style.tabular();
        let y = self.y + (height - style.leading) / 2 + points(1);
        self.document.open(Tag::Paragraph);
        self.document.mark();
        self.line(left + inset, y, label, &style);
        self.line_right(left + width - inset, y, &figure, &figures);
        self.document.unmark();
        self.document.close();
        self.y += height;
    }
}
