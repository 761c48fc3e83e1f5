//! The lines of the invoice as a table over any number of pages: its head is repeated, what came so far is carried
//! over, and the last line stays with the totals. The sums that are carried come from the invoice.

use super::Sheet;
use crate::invoice::{Category, InvoiceLine, running_totals};
use crate::money::Decimal;
use crate::pdf::colour::{Colour, RULE, TINT};
use crate::pdf::document::Area;
use crate::pdf::face::Style;
use crate::pdf::length::{Length, points};
use crate::pdf::look::Template;
use crate::pdf::phrase::Phrase;
use crate::pdf::tag::Tag;
use crate::text::percent;

/// Space above and below the text of a row.
const PADDING: Length = points(5);
/// Between columns.
const GAP: Length = points(14);
/// A column of numbers is at most so wide; longer ones are broken.
const NUMBERS_MAX: Length = points(104);

/// What the columns of numbers say in a line: quantity, price, VAT and amount.
type Cells = [String; 4];

/// The table as it is laid out.
struct Table {
    heads: Cells,
    rows: Vec<Cells>,
    /// Right edges of the columns of numbers, and their widths.
    columns: [(Length, Length); 4],
    described: Length,
    carried: Vec<Decimal>,
}

impl Sheet<'_> {
    /// Draws the table of lines.
    pub(super) fn lines(&mut self) {
        let issued = self.issued;
        let table = self.table();
        self.make_room(points(80));
        self.document.open(Tag::Table);
        self.head_row(&table, true);
        let end = self.end_height();
        let last = issued.lines().len().saturating_sub(1);
        for (index, line) in issued.lines().iter().enumerate() {
            let described = self.description(line);
            let height = self.row_height(&table, index, &described);
            let after = if index == last { end } else { self.carry_height() };
            let is_first_here = self.y <= self.page_top() + self.look.body.leading * 4;
            if !self.has_room(height + after) && index > 0 && !is_first_here {
                self.carry_over(&table, index);
            }
            self.row(&table, index, &described);
        }
        self.document.close();
        self.y += points(6);
    }

    fn table(&self) -> Table {
        let (look, issued) = (self.look, self.issued);
        let with_vat = issued.head().prices_include_vat == Some(true);
        let mut amount = String::from(self.say(Phrase::Amount));
        amount.push(' ');
        amount.push_str(if with_vat { self.say(Phrase::WithVat) } else { self.currency().code() });
        let heads = [Phrase::Quantity, Phrase::Price, Phrase::Vat].map(|phrase| self.say(phrase).to_owned());
        let [quantity, price, vat] = heads;
        let heads = [quantity, price, vat, amount];
        let rows: Vec<Cells> = issued.lines().iter().map(|line| self.cells(line, with_vat)).collect();
        let (head_style, style) = (look.label, look.body.tabular());
        let mut widths = [0; 4];
        for (width, head) in widths.iter_mut().zip(&heads) {
            *width = self.width(head, &head_style);
        }
        for row in &rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = self.width(cell, &style).max(*width).min(NUMBERS_MAX);
            }
        }
        let mut right = look.right - self.inset();
        let mut columns = [(0, 0); 4];
        for (column, width) in columns.iter_mut().zip(widths).rev() {
            *column = (right, width);
            right -= width + GAP;
        }
        let carried = running_totals(issued).unwrap_or_default();
        Table { heads, rows, columns, described: right - look.left - self.inset(), carried }
    }

    /// Rows with a ground stand a little inside of it.
    fn inset(&self) -> Length {
        if self.look.template == Template::Plain { 0 } else { points(8) }
    }

    fn cells(&self, invoiced: &InvoiceLine, with_vat: bool) -> Cells {
        let line = invoiced.line();
        let mut quantity = self.number(line.quantity.normalize());
        if let Some(sign) = unit_sign(line.unit.as_deref()) {
            quantity.push('\u{A0}');
            quantity.push_str(sign);
        }
        let exact = line.unit_price.normalize();
        let is_fine = exact.scale() > self.currency().decimals();
        let mut price = self.number(if is_fine { exact } else { padded(exact, self.currency().decimals()) });
        if let Some(per) = line.price_per.filter(|per| *per != Decimal::ONE) {
            price.push_str("\u{A0}/\u{A0}");
            price.push_str(&self.number(per.normalize()));
        }
        let group = self.issued.vat_breakdown().get(invoiced.group());
        let vat = group.map_or_else(String::new, |group| self.rate(group.category, group.rate));
        let amounts = invoiced.amounts();
        [quantity, price, vat, self.number(if with_vat { amounts.gross } else { amounts.net })]
    }

    /// A rate as it is printed: a percentage, or why there is none.
    pub(super) fn rate(&self, category: Category, rate: Option<Decimal>) -> String {
        match category {
            Category::Ae => self.say(Phrase::Reverse).to_owned(),
            Category::E => self.say(Phrase::Exempt).to_owned(),
            Category::O => self.say(Phrase::OutOfScope).to_owned(),
            _ => rate.map_or_else(String::new, |rate| percent(rate, self.language)),
        }
    }

    /// What stands in the first column: the name, and below it what else there is to say.
    fn description(&self, invoiced: &InvoiceLine) -> Vec<(String, Style)> {
        let (line, look) = (invoiced.line(), self.look);
        let mut said = vec![(line.name.to_string(), look.body)];
        let mut add = |text: String| said.push((text, look.small));
        line.description.iter().for_each(|text| add(text.to_string()));
        if let Some(period) = &line.period {
            add([self.day(period.from), self.day(period.until)].join(" – "));
        }
        let ids: Vec<&str> =
            [&line.seller_item_id, &line.buyer_item_id].into_iter().flatten().map(|id| &**id).collect();
        if !ids.is_empty() {
            add([self.say(Phrase::ItemId), &ids.join(" / ")].join(" "));
        }
        let item = line.item.as_deref();
        for attribute in item.map_or(&[][..], |item| &item.attributes) {
            add([&*attribute.name, ": ", &attribute.value].concat());
        }
        line.note.iter().for_each(|text| add(text.to_string()));
        for (rows, sign, phrase) in [(&line.allowances, "−", Phrase::Allowance), (&line.charges, "+", Phrase::Charge)]
        {
            for row in rows {
                let mut text = row.reason.as_deref().unwrap_or(self.say(phrase)).to_owned();
                if let Some(of) = row.percent {
                    text.push(' ');
                    text.push_str(&percent(of, self.language));
                }
                text.push(' ');
                text.push_str(sign);
                text.push_str(&self.number(row.amount.unwrap_or_default()));
                add(text);
            }
        }
        said
    }

    fn row_height(&self, table: &Table, index: usize, described: &[(String, Style)]) -> Length {
        let style = self.look.body.tabular();
        let text: Length = described
            .iter()
            .map(|(text, style)| style.leading.saturating_mul(count(&self.wrap(text, style, table.described))))
            .fold(0, Length::saturating_add);
        let cells = table.rows.get(index).into_iter().flatten().zip(table.columns);
        let numbers = cells.map(|(cell, (_, width))| style.leading * count(&self.wrap(cell, &style, width))).max();
        text.max(numbers.unwrap_or_default()).saturating_add(PADDING * 2)
    }

    /// The heads of the columns: as elements the first time, as artifacts on later pages.
    fn head_row(&mut self, table: &Table, is_first: bool) {
        let look = self.look;
        let style = look.label.coloured(self.head_colour());
        let height = style.leading + PADDING;
        if look.template != Template::Plain {
            let ground =
                if look.template == Template::Band { look.accent.mixed(Colour(255, 255, 255), 88) } else { TINT };
            self.rule(look.left, self.y, look.right - look.left, height, ground);
        }
        let y = self.y + PADDING / 2;
        if is_first {
            self.document.open(Tag::Row);
        }
        let description = self.say(Phrase::Description);
        let mut heads = vec![(look.left + self.inset(), description)];
        for (head, (right, _)) in table.heads.iter().zip(table.columns) {
            heads.push((right - self.width(head, &style), head));
        }
        for (x, head) in heads {
            if is_first {
                self.document.open(Tag::ColumnHead);
                self.document.mark();
            } else {
                self.document.artifact(true);
            }
            self.line(x, y, head, &style);
            self.document.unmark();
            if is_first {
                self.document.close();
            }
        }
        if is_first {
            self.document.close();
        }
        self.y += height;
        if look.template == Template::Plain {
            self.rule(look.left, self.y, look.right - look.left, 800, style.colour);
        }
    }

    fn head_colour(&self) -> Colour {
        if self.look.template == Template::Band { self.look.accent } else { self.look.label.colour }
    }

    fn row(&mut self, table: &Table, index: usize, described: &[(String, Style)]) {
        let (look, style) = (self.look, self.look.body.tabular());
        let top = self.y + PADDING;
        let page = self.document.page_count();
        self.y = top;
        self.document.open(Tag::Row);
        self.document.open(Tag::Cell);
        self.document.mark();
        for (text, style) in described {
            for line in self.wrap(text, style, table.described) {
                if !self.has_room(style.leading) {
                    // Only a row that is longer than a page comes here.
                    self.document.unmark();
                    self.next_page();
                    self.head_row(table, false);
                    self.document.mark();
                }
                self.line(look.left + self.inset(), self.y, line, style);
                self.y += style.leading;
            }
        }
        self.document.unmark();
        self.document.close();
        let is_split = self.document.page_count() > page;
        let top = if is_split { self.y - style.leading } else { top };
        for (cell, (right, width)) in table.rows.get(index).into_iter().flatten().zip(table.columns) {
            self.document.open(Tag::Cell);
            self.document.mark();
            let mut y = top;
            for line in self.wrap(cell, &style, width) {
                self.line_right(right, y, line, &style);
                y += style.leading;
            }
            self.document.unmark();
            self.document.close();
            self.y = self.y.max(y);
        }
        self.document.close();
        self.y += PADDING;
        self.rule(look.left, self.y, look.right - look.left, 400, RULE);
    }

    /// The height of the row that carries a sum to the next page.
    fn carry_height(&self) -> Length {
        self.look.small.leading + PADDING * 2
    }

    /// Closes this page with the sum so far and opens the next one with it.
    fn carry_over(&mut self, table: &Table, index: usize) {
        let so_far = index.checked_sub(1).and_then(|before| table.carried.get(before)).map(|sum| self.number(*sum));
        self.carried(Phrase::Carried, so_far.as_deref());
        self.next_page();
        self.head_row(table, false);
        self.carried(Phrase::Brought, so_far.as_deref());
        self.rule(self.look.left, self.y, self.look.right - self.look.left, 400, RULE);
    }

    fn carried(&mut self, phrase: Phrase, amount: Option<&str>) {
        let Some(amount) = amount else { return };
        let (label, style) = (self.look.small, self.look.small.tabular());
        let (right, y) = (self.look.right - self.inset(), self.y + PADDING);
        let text = self.say(phrase);
        self.document.artifact(true);
        self.line(self.look.left + self.inset(), y, text, &label);
        self.line_right(right, y, amount, &style);
        self.document.unmark();
        self.y += self.carry_height();
    }

    /// A filled ground behind what is set apart.
    pub(super) fn ground(&mut self, area: Area, colour: Colour) {
        self.document.artifact(false);
        self.document.rectangles([area], colour);
        self.document.unmark();
    }
}

fn count(lines: &[&str]) -> Length {
    Length::try_from(lines.len()).unwrap_or(Length::MAX)
}

/// A value with at least so many decimals.
fn padded(value: Decimal, decimals: u32) -> Decimal {
    crate::money::round::to_decimals(value, decimals).unwrap_or(value)
}

/// The sign of the commonest units of UN/ECE Recommendation 20; pieces need none, others are left out.
fn unit_sign(unit: Option<&str>) -> Option<&'static str> {
    const SIGNS: [(&str, &str); 17] = [
        ("HUR", "h"),
        ("MIN", "min"),
        ("SEC", "s"),
        ("DAY", "d"),
        ("MMT", "mm"),
        ("CMT", "cm"),
        ("MTR", "m"),
        ("KMT", "km"),
        ("MTK", "m²"),
        ("MTQ", "m³"),
        ("MLT", "ml"),
        ("LTR", "l"),
        ("GRM", "g"),
        ("KGM", "kg"),
        ("TNE", "t"),
        ("KWH", "kWh"),
        ("P1", "%"),
    ];
    SIGNS.iter().find(|(code, _)| Some(*code) == unit).map(|(_, sign)| *sign)
}
