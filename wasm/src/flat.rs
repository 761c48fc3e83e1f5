//! The hot way to `calculate`: the fields of a draft as bytes in, one text of what is not in the caller's own object out.
//!
//! The fields come in the order in which `npm/src/flat.js` puts them. The answer has two parts: what was said in other words than it
//! goes out, and the amounts. It refuses everything but the plain case: a draft that has more to it, or that has anything wrong with it,
//! gets no answer and goes through the JSON door. The figures themselves are those of a sheet.

mod answer;
mod fields;

use answer::Answer;
use fields::{Fields, Said};
use voldaan::Day;
use voldaan::invoice::{
    DocumentType, LINES_MAX, ROWS_MAX, Rounding, Vat, VatInput, are_distinct, plain_vat, reason, unit,
};
use voldaan::money::sheet::{Means, Row, Sheet, Terms, Totals};
use voldaan::money::{Currency, Number};
use voldaan::wire::Text;

/// What a line says in other words than it goes out, bit by bit; each is a field that follows.
const UNIT: u8 = 1;
const QUANTITY: u8 = 2;
const PRICE: u8 = 4;
const VAT: u8 = 8;
const PER: u8 = 16;

/// What one call leaves for the next: room, which costs more to get than many a draft to work out. Nothing that an answer depends on.
pub struct Desk {
    /// Where the caller puts packed drafts.
    packed: Vec<u8>,
    answer: Vec<u8>,
    sheet: Option<Sheet>,
}

impl Desk {
    /// Without any room yet.
    pub const fn new() -> Desk {
        Desk { packed: Vec::new(), answer: Vec::new(), sheet: None }
    }

    /// Room for a packed draft of so many bytes; what stood there before still does.
    pub fn room(&mut self, length: usize) -> &[u8] {
        self.packed.resize(length, 0);
        &self.packed
    }

    /// The answer that was given last.
    pub fn last(&self) -> &[u8] {
        &self.answer
    }

    /// Works out the draft that was put into the room, so many bytes; None where the JSON door has to look at it.
    pub fn answer(&mut self, length: usize) -> Option<&[u8]> {
        let mut fields = Fields(self.packed.get(..length)?);
        let head = Head::read(&mut fields)?;
        let sheet = self.sheet.get_or_insert_with(|| Sheet::new(head.terms, head.lines));
        sheet.restart(head.terms);
        let answer = Answer::new(&mut self.answer, head.terms.decimals);
        let mut plain =
            Plain { sheet, answer, tax_point: head.tax_point, vats: Vec::with_capacity(2), ids: Vec::new() };
        plain.read(&head, &mut fields)?;
        let totals = plain.sheet.settle(number(head.prepaid), number(head.payable_rounding))?;
        plain.figures(&totals)?;
        Some(&self.answer)
    }
}

fn number(said: Option<Said>) -> Option<Number> {
    said.map(|said| said.number)
}

/// What stands before the lines.
struct Head {
    kind: DocumentType,
    terms: Terms,
    tax_point: Option<Day>,
    payable_rounding: Option<Said>,
    prepaid: Option<Said>,
    /// How many lines follow.
    lines: usize,
}

impl Head {
    fn read(fields: &mut Fields<'_>) -> Option<Head> {
        let kind = fields.optional::<DocumentType>()?.unwrap_or(DocumentType::Invoice);
        let currency = Currency::from_code(fields.text()??)?;
        let days = [fields.day()?, fields.day()?, fields.day()?];
        let [issue_date, delivery_date, tax_point_date] = days;
        let with_vat = fields.next()? == b"true";
        let per_line = fields.optional::<Rounding>()? == Some(Rounding::PerLine);
        // Who wrote the invoice is a mention.
        if kind == DocumentType::SelfBilled {
            return None;
        }
        let terms = Terms { decimals: currency.decimals(), with_vat, per_line };
        let tax_point = tax_point_date.or(delivery_date).or(issue_date);
        let (payable_rounding, prepaid) = (fields.number()?, fields.number()?);
        let lines = fields.count().filter(|count| (1..=LINES_MAX).contains(count))?;
        Some(Head { kind, terms, tax_point, payable_rounding, prepaid, lines })
    }
}

/// A VAT that was met: as it was said, its group, and what the answer has to say of it.
struct KnownVat<'a> {
    said: &'a [u8],
    group: usize,
    category: &'static str,
    rate: Number,
    /// The category where the caller has the VAT in other words: none, if only its rate is written otherwise.
    restated: Option<&'static str>,
}

/// A draft while it is read and worked out.
struct Plain<'a> {
    sheet: &'a mut Sheet,
    answer: Answer<'a>,
    tax_point: Option<Day>,
    vats: Vec<KnownVat<'a>>,
    /// The ids of the lines, if one was stated.
    ids: Vec<Option<&'a str>>,
}

impl<'a> Plain<'a> {
    fn read(&mut self, head: &Head, fields: &mut Fields<'a>) -> Option<()> {
        self.answer.amount(0);
        self.answer.text(unit::ONE)?;
        self.answer.text(head.kind.as_str())?;
        self.answer.echo(head.payable_rounding);
        self.answer.said_amount(head.prepaid)?;
        for place in 0..head.lines {
            self.line(place, fields)?;
        }
        // A line after the last one with an id of its own has its number for an id.
        if !self.ids.is_empty() {
            self.ids.resize(head.lines, None);
        }
        for charge in [false, true] {
            self.document_rows(charge, fields)?;
        }
        (fields.0.is_empty() && (self.ids.is_empty() || are_distinct(&self.ids))).then_some(())
    }

    fn document_rows(&mut self, charge: bool, fields: &mut Fields<'a>) -> Option<()> {
        let count = fields.count().filter(|count| *count <= ROWS_MAX)?;
        for _ in 0..count {
            let [amount, percent, base] = row(fields, charge)?;
            self.answer.said_amount(amount)?;
            self.answer.echo(percent);
            self.answer.said_amount(base)?;
            self.sheet.adjust(row_of([amount, percent, base]), charge)?;
        }
        Some(())
    }

    fn line(&mut self, place: usize, fields: &mut Fields<'a>) -> Option<()> {
        let name = fields.letters()?;
        let blank = |name: &[u8]| str::from_utf8(name).is_ok_and(|name| name.chars().all(char::is_whitespace));
        if name.is_empty() || name.first().is_some_and(|first| !first.is_ascii_graphic()) && blank(name) {
            return None;
        }
        let mark = self.answer.len();
        let mut marks = 0;
        self.answer.mark(0);
        let (quantity, price) = (fields.number()??, fields.number()??);
        let vat = self.vat(fields)?;
        if let Some(unit) = fields.text()? {
            let code = unit::code(unit)?;
            if code != unit::ONE {
                marks |= UNIT;
                self.answer.text(code)?;
            }
        }
        if !quantity.canonical {
            marks |= QUANTITY;
            self.answer.number(quantity.number);
        }
        if !price.canonical {
            marks |= PRICE;
            self.answer.number(price.number);
        }
        let vat = self.vats.get(vat)?;
        let group = vat.group;
        if let Some(category) = vat.restated {
            marks |= VAT;
            self.answer.text(category)?;
            self.answer.number(vat.rate);
        }
        let rare = fields.next()? == b"+";
        let mut per = None;
        if rare {
            self.id(place, fields.text()?);
            fields.letters()?;
            per = fields.number()?;
            if per.is_some_and(|per| !per.canonical) {
                marks |= PER;
                self.answer.echo(per);
            }
            for _ in 0..3 {
                fields.letters()?;
            }
        }
        self.answer.set_mark(mark, marks);
        self.sheet.line(quantity.number, price.number, per.map(|per| per.number), group)?;
        for _ in 0..fields.count()? {
            let row = self.line_row(fields, false)?;
            self.sheet.line_allowance(row)?;
        }
        if rare {
            for _ in 0..fields.count()? {
                let row = self.line_row(fields, true)?;
                self.sheet.line_charge(row)?;
            }
        }
        self.sheet.end_line()
    }

    /// An allowance or charge of a line, whose amounts go out with the decimals of the currency.
    fn line_row(&mut self, fields: &mut Fields<'a>, charge: bool) -> Option<Row> {
        let row = row(fields, charge)?;
        self.answer.echo(row[1]);
        Some(row_of(row))
    }

    fn id(&mut self, place: usize, id: Option<&'a str>) {
        if id.is_some() || !self.ids.is_empty() {
            self.ids.resize(place, None);
            self.ids.push(id);
        }
    }

    /// The place of the VAT that comes next among those that were met.
    fn vat(&mut self, fields: &mut Fields<'a>) -> Option<usize> {
        if let Some(known) = self.vats.iter().position(|known| fields.skip(known.said)) {
            return Some(known);
        }
        let before = fields.0;
        let (input, said) = match fields.text()? {
            Some(word) => {
                let category = voldaan::invoice::Category::from_word(word)?;
                let said = fields.number()?;
                let rate = said.map(|said| said.number.into());
                (VatInput::Stated(Vat { category, rate, exemption_code: None, exemption_reason: None }), said)
            }
            None => (VatInput::Shorthand(Text::new(fields.text()??)), None),
        };
        let vat = plain_vat(&input, self.tax_point)?;
        let (category, rate) = (vat.category.as_str(), Number::of(vat.rate?)?);
        let group = match self.vats.iter().find(|known| known.category == category && known.rate == rate) {
            Some(known) => known.group,
            None => self.sheet.group(rate)?,
        };
        let restated = match said {
            Some(said) if said.canonical => None,
            Some(_) => Some(""),
            None => Some(category),
        };
        let said = before.get(..before.len().checked_sub(fields.0.len())?)?;
        self.vats.push(KnownVat { said, group, category, rate, restated });
        self.vats.len().checked_sub(1)
    }

    fn figures(&mut self, totals: &Totals) -> Option<()> {
        let Plain { sheet, answer, vats, .. } = self;
        let amounts = answer.len();
        let mut rows = sheet.rows().iter();
        for line in sheet.lines() {
            for row in rows.by_ref().take(line.rows) {
                answer.amount(row.amount);
                answer.optional_amount(row.base);
            }
            answer.amount(line.net);
            answer.rare_amount(line.allowances);
            answer.rare_amount(line.charges);
            answer.amount(line.vat);
            answer.amount(line.gross);
        }
        answer.place(sheet.groups().len())?;
        for (place, group) in sheet.groups().iter().enumerate() {
            let KnownVat { category, rate, .. } = vats.iter().find(|known| known.group == place)?;
            answer.text(category)?;
            answer.number(*rate);
            answer.amount(group.base);
            answer.amount(group.vat);
        }
        answer.place(sheet.adjustments().len())?;
        for row in sheet.adjustments() {
            answer.place(row.row)?;
            answer.place(row.group)?;
            answer.amount(row.amount);
            answer.optional_amount(row.base);
        }
        let Totals { line_net, net, vat, gross, payable, .. } = *totals;
        [line_net, net, vat, gross, payable].into_iter().for_each(|amount| answer.amount(amount));
        let mostly_zero = [totals.allowances, totals.charges, totals.prepaid, totals.rounding];
        mostly_zero.into_iter().for_each(|amount| answer.rare_amount(amount));
        answer.text(match totals.means {
            None => "",
            Some(Means::Exact) => "exact",
            Some(Means::VatDifference) => "vatDifference",
            Some(Means::PayableRounding) => "payableRounding",
        })?;
        answer.place(amounts)
    }
}

/// Amount, percentage and base of an allowance or charge; its words are only looked at.
fn row(fields: &mut Fields<'_>, charge: bool) -> Option<[Option<Said>; 3]> {
    let row = [fields.number()?, fields.number()?, fields.number()?];
    fields.letters()?;
    fields.text()?.is_none_or(|code| reason::is_known(code, charge)).then_some(row)
}

fn row_of(said: [Option<Said>; 3]) -> Row {
    let [amount, percent, base] = said.map(|said| said.map(|said| said.number));
    Row { amount, percent, base }
}
