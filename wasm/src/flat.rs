//! The hot way to `calculate`: the fields of a draft as bytes in, one text of what is not in the caller's own object out.
//!
//! The fields come in the order in which `npm/src/flat.js` puts them. The answer has two parts: what was said in other words than it
//! goes out, and the amounts. It refuses everything but the plain case: a draft that has more to it, or that has anything wrong with it,
//! gets an empty answer and goes through the JSON door. The figures themselves are those of a sheet.

mod answer;
mod fields;

use answer::Answer;
use fields::{Fields, Said};
use voldaan::Day;
use voldaan::invoice::{DocumentType, LINES_MAX, ROWS_MAX, Rounding, Vat, VatInput, are_distinct, plain_vat, unit};
use voldaan::money::sheet::{Means, Row, Sheet, Terms, Totals};
use voldaan::money::{Currency, Number};
use voldaan::wire::Text;

/// What a line says in other words than it goes out, bit by bit; each is a field that follows.
const UNIT: u8 = 1;
const QUANTITY: u8 = 2;
const PRICE: u8 = 4;
const VAT: u8 = 8;
const PER: u8 = 16;

/// The answer to a packed draft; None where the JSON door has to look at it.
pub fn answer(packed: &[u8]) -> Option<String> {
    Plain::read(&mut Fields(packed))?.finish()
}

/// A VAT that was met: as it was said, its group, and what the answer has to say of it.
struct KnownVat<'a> {
    said: &'a [u8],
    group: usize,
    /// Category and rate, where the caller has them in other words.
    restated: Option<(&'static str, Number)>,
}

/// A draft while it is read and worked out.
struct Plain<'a> {
    sheet: Sheet,
    answer: Answer,
    tax_point: Option<Day>,
    vats: Vec<KnownVat<'a>>,
    /// Category and rate of each group.
    groups: Vec<(&'static str, Number)>,
    /// How many rows each line has.
    rows: Vec<u16>,
    /// The ids of the lines, if one was stated.
    ids: Vec<Option<&'a str>>,
    totals: Option<Totals>,
}

impl<'a> Plain<'a> {
    fn read(fields: &mut Fields<'a>) -> Option<Plain<'a>> {
        let kind = fields.optional::<DocumentType>()?.unwrap_or(DocumentType::Invoice);
        let currency = Currency::from_code(fields.text()??)?;
        let days: [Option<Day>; 3] = [fields.optional()?, fields.optional()?, fields.optional()?];
        let [issue_date, delivery_date, tax_point_date] = days;
        let with_vat = fields.next()? == b"true";
        let per_line = fields.optional::<Rounding>()? == Some(Rounding::PerLine);
        // Who wrote the invoice is a mention.
        if kind == DocumentType::SelfBilled {
            return None;
        }
        let terms = Terms { decimals: currency.decimals(), with_vat, per_line };
        let (payable_rounding, prepaid) = (fields.number()?, fields.number()?);
        let lines = fields.count().filter(|count| (1..=LINES_MAX).contains(count))?;
        let mut plain = Plain {
            sheet: Sheet::new(terms, lines),
            answer: Answer::new(terms.decimals, lines.saturating_mul(64).saturating_add(256)),
            tax_point: tax_point_date.or(delivery_date).or(issue_date),
            vats: Vec::new(),
            groups: Vec::new(),
            rows: Vec::with_capacity(lines),
            ids: Vec::new(),
            totals: None,
        };
        plain.answer.amount(0);
        plain.answer.text(unit::ONE)?;
        plain.answer.text(kind.as_str())?;
        plain.answer.echo(payable_rounding);
        plain.answer.said_amount(prepaid)?;
        let (allowances, charges) = (plain.document_rows(fields)?, plain.document_rows(fields)?);
        for place in 0..lines {
            plain.line(place, fields)?;
        }
        // A line after the last one with an id of its own has its number for an id.
        if !plain.ids.is_empty() {
            plain.ids.resize(lines, None);
        }
        if !fields.0.is_empty() || !plain.ids.is_empty() && !are_distinct(&plain.ids) {
            return None;
        }
        plain.sheet.adjust(&allowances, &charges)?;
        plain.totals =
            Some(plain.sheet.settle(prepaid.map(|said| said.number), payable_rounding.map(|said| said.number))?);
        Some(plain)
    }

    fn document_rows(&mut self, fields: &mut Fields<'a>) -> Option<Vec<Row>> {
        let count = fields.count().filter(|count| *count <= ROWS_MAX)?;
        let mut rows = Vec::with_capacity(count);
        for _ in 0..count {
            let [amount, percent, base] = row(fields)?;
            self.answer.said_amount(amount)?;
            self.answer.echo(percent);
            self.answer.said_amount(base)?;
            rows.push(row_of([amount, percent, base]));
        }
        Some(rows)
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
        if let Some((category, rate)) = vat.restated {
            marks |= VAT;
            self.answer.text(category)?;
            self.answer.number(rate);
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
        let mut rows = fields.count()?;
        for _ in 0..rows {
            let row = self.line_row(fields)?;
            self.sheet.line_allowance(row)?;
        }
        if rare {
            let charges = fields.count()?;
            for _ in 0..charges {
                let row = self.line_row(fields)?;
                self.sheet.line_charge(row)?;
            }
            rows = rows.checked_add(charges)?;
        }
        self.rows.push(u16::try_from(rows).ok()?);
        self.sheet.end_line()
    }

    /// An allowance or charge of a line, whose amounts go out with the decimals of the currency.
    fn line_row(&mut self, fields: &mut Fields<'a>) -> Option<Row> {
        let row = row(fields)?;
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
        let group = match self.groups.iter().position(|group| *group == (category, rate)) {
            Some(group) => group,
            None => {
                self.groups.push((category, rate));
                self.sheet.group(rate)?
            }
        };
        let restated = match said {
            Some(said) if said.canonical => None,
            Some(said) => Some(("", said.number)),
            None => Some((category, rate)),
        };
        let said = before.get(..before.len().checked_sub(fields.0.len())?)?;
        self.vats.push(KnownVat { said, group, restated });
        self.vats.len().checked_sub(1)
    }

    fn finish(self) -> Option<String> {
        let Plain { sheet, mut answer, groups, rows: counts, totals, .. } = self;
        let amounts = answer.len();
        let mut rows = sheet.rows().iter();
        for (line, count) in sheet.lines().iter().zip(counts) {
            for row in rows.by_ref().take(usize::from(count)) {
                answer.amount(row.amount);
                answer.optional_amount(row.base);
            }
            answer.amount(line.net);
            answer.rare_amount(line.allowances);
            answer.rare_amount(line.charges);
            answer.amount(line.vat);
            answer.amount(line.gross);
        }
        answer.place(groups.len())?;
        for ((category, rate), group) in groups.into_iter().zip(sheet.groups()) {
            answer.text(category)?;
            answer.number(rate);
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
        let totals = totals?;
        let sums = [totals.line_net, totals.allowances, totals.charges, totals.net, totals.vat];
        let ends = [totals.gross, totals.prepaid, totals.rounding, totals.payable];
        for amount in sums.into_iter().chain(ends) {
            answer.amount(amount);
        }
        answer.text(match totals.means {
            None => "",
            Some(Means::Exact) => "exact",
            Some(Means::VatDifference) => "vatDifference",
            Some(Means::PayableRounding) => "payableRounding",
        })?;
        answer.place(amounts)?;
        answer.finish()
    }
}

/// Amount, percentage and base of an allowance or charge; its words are only looked at.
fn row(fields: &mut Fields<'_>) -> Option<[Option<Said>; 3]> {
    let row = [fields.number()?, fields.number()?, fields.number()?];
    fields.letters()?;
    fields.letters()?;
    Some(row)
}

fn row_of(said: [Option<Said>; 3]) -> Row {
    let [amount, percent, base] = said.map(|said| said.map(|said| said.number));
    Row { amount, percent, base }
}
