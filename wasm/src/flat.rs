//! The hot way to `calculate`: the fields of a draft as bytes in, one text of what is not in the caller's own object out.
//!
//! Each field is its length and its bytes, in the order in which `npm/src/flat.js` puts them; an absent field is empty. In the answer
//! a field is empty where it is what the caller said, or what the head of the answer says of all. It refuses everything but the plain
//! case: a draft that has more to it, or that has anything wrong with it, gets an empty answer and goes through the JSON door.

use std::borrow::Cow;

use voldaan::Draft;
use voldaan::invoice::{
    Adjustment, AllowanceCharge, Category, DocumentType, Figures, Line, LineFigures, Rounding, RowFigures, Vat,
    VatInput, figures, unit,
};
use voldaan::money::{Currency, Decimal};
use voldaan::wire::{Reader, Text, Value, Wire, parse_decimal, write_decimal};

/// A length from here on does not fit its byte: two more follow.
const LONG: u8 = 255;

/// The same in the answer, which is ASCII where the caller's texts are; the two that follow have seven bits each.
const LONG_ANSWER: u8 = 127;

/// Room is made for so many lines or rows before they are there; more make their own.
const LINES_AHEAD: usize = 1_000;

/// The answer to a packed draft; None where the JSON door has to look at it.
pub fn answer(packed: &[u8]) -> Option<String> {
    let canonical = Vec::with_capacity(packed.len() / 8);
    let mut fields = Fields { rest: packed, cx: Reader::new(), canonical };
    let draft = fields.draft()?;
    let canonical = fields.end()?;
    let figures = figures(&draft)?;
    if !figures.derived().mentions.is_empty() {
        return None;
    }
    Answer::to(&draft, &figures, canonical)
}

/// The fields of a packed draft.
struct Fields<'a> {
    rest: &'a [u8],
    cx: Reader,
    /// Whether each decimal is written as it goes out, in the order of the fields.
    canonical: Vec<bool>,
}

impl<'a> Fields<'a> {
    /// How the decimals are written. None if something was wrong, or is left over.
    fn end(self) -> Option<Vec<bool>> {
        (self.rest.is_empty() && self.cx.is_clean()).then_some(self.canonical)
    }

    fn next(&mut self) -> Option<&'a [u8]> {
        let (length, rest) = match self.rest {
            [LONG, high, low, rest @ ..] => (usize::from(u16::from_be_bytes([*high, *low])), rest),
            [length, rest @ ..] => (usize::from(*length), rest),
            [] => return None,
        };
        let (field, rest) = rest.split_at_checked(length)?;
        self.rest = rest;
        Some(field)
    }

    /// A text, still to be looked at; None outside if it is none. Half a surrogate pair arrives as U+FFFD.
    fn letters(&mut self) -> Option<Option<&'a str>> {
        let field = self.next()?;
        if field.is_empty() {
            return Some(None);
        }
        let text = str::from_utf8(field).ok()?;
        (text.is_ascii() || !text.contains('\u{FFFD}')).then_some(Some(text))
    }

    fn optional<T: Wire>(&mut self) -> Option<Option<T>> {
        let Some(text) = self.letters()? else { return Some(None) };
        Some(Some(T::read(Value::Text(Cow::Borrowed(text)), &mut self.cx)))
    }

    fn text(&mut self) -> Option<Option<Text>> {
        let Some(text) = self.letters()? else { return Some(None) };
        Some(Some(Text::new(self.cx.text(Value::Text(Cow::Borrowed(text)))?)))
    }

    fn decimal(&mut self) -> Option<Option<Decimal>> {
        let digits = self.next()?;
        if digits.is_empty() {
            return Some(None);
        }
        let value = parse_decimal(str::from_utf8(digits).ok()?).ok()?;
        self.canonical.push(is_canonical(digits));
        Some(Some(value))
    }

    fn count(&mut self) -> Option<usize> {
        let digits = self.next()?;
        if digits.is_empty() {
            return Some(0);
        }
        str::from_utf8(digits).ok()?.parse().ok()
    }

    fn draft(&mut self) -> Option<Draft> {
        let kind = self.optional::<DocumentType>()?;
        let mut draft = Draft::blank(self.optional::<Currency>()??);
        draft.kind = kind;
        draft.issue_date = self.optional()?;
        draft.delivery_date = self.optional()?;
        draft.tax_point_date = self.optional()?;
        draft.prices_include_vat = match self.next()? {
            b"" => None,
            flag => Some(flag == b"true"),
        };
        draft.rounding = self.optional::<Rounding>()?;
        draft.payable_rounding = self.decimal()?;
        draft.prepaid = self.decimal()?;
        draft.allowances = self.rows()?;
        draft.charges = self.rows()?;
        draft.lines = self.lines()?;
        Some(draft)
    }

    fn rows(&mut self) -> Option<Vec<AllowanceCharge>> {
        let count = self.count()?;
        let mut rows = Vec::with_capacity(count.min(LINES_AHEAD));
        for _ in 0..count {
            rows.push(AllowanceCharge {
                amount: self.decimal()?,
                percent: self.decimal()?,
                base: self.decimal()?,
                reason: self.text()?,
                reason_code: self.text()?,
                vat: None,
            });
        }
        Some(rows)
    }

    fn lines(&mut self) -> Option<Vec<Line>> {
        let count = self.count()?;
        let mut lines = Vec::with_capacity(count.min(LINES_AHEAD));
        for _ in 0..count {
            lines.push(self.line()?);
        }
        Some(lines)
    }

    fn line(&mut self) -> Option<Line> {
        let name = self.text()??;
        let quantity = self.decimal()??;
        let unit_price = self.decimal()??;
        let vat = match self.letters()? {
            Some(word) => {
                let category = Category::from_word(word)?;
                let rate = self.decimal()?;
                VatInput::Stated(Vat { category, rate, exemption_code: None, exemption_reason: None })
            }
            None => VatInput::Shorthand(self.text()??),
        };
        let mut line = Line {
            id: None,
            name,
            description: None,
            quantity,
            unit: self.text()?,
            unit_price,
            price_per: None,
            vat,
            allowances: self.rows()?,
            charges: Vec::new(),
            period: None,
            seller_item_id: None,
            buyer_item_id: None,
            item: None,
            references: None,
            note: None,
        };
        if self.next()? == b"+" {
            line.id = self.text()?;
            line.description = self.text()?;
            line.price_per = self.decimal()?;
            line.charges = self.rows()?;
            line.seller_item_id = self.text()?;
            line.buyer_item_id = self.text()?;
            line.note = self.text()?;
        }
        Some(line)
    }
}

/// The fields of an answer while they are written.
struct Answer<'a> {
    out: Vec<u8>,
    zero: Decimal,
    canonical: std::vec::IntoIter<bool>,
    rows: std::slice::Iter<'a, RowFigures>,
}

impl Answer<'_> {
    fn to(draft: &Draft, figures: &Figures, canonical: Vec<bool>) -> Option<String> {
        let zero = Decimal::new(0, draft.currency.decimals());
        let room = draft.lines.len().saturating_mul(64).saturating_add(256);
        let (canonical, rows) = (canonical.into_iter(), figures.rows().iter());
        let mut answer = Answer { out: Vec::with_capacity(room), zero, canonical, rows };
        answer.amount(zero);
        answer.text(unit::ONE)?;
        answer.text(draft.document_type().as_str())?;
        answer.echo(draft.payable_rounding);
        answer.echo(draft.prepaid);
        for row in draft.allowances.iter().chain(&draft.charges) {
            answer.restated(row.amount, row.amount);
            answer.echo(row.percent);
            answer.restated(row.base, row.base);
        }
        for ((place, line), worked) in draft.lines.iter().enumerate().zip(figures.lines()) {
            answer.line(place, line, worked, figures.vat(worked)?)?;
        }
        let derived = figures.derived();
        answer.count(derived.adjustments.len());
        for row in &derived.adjustments {
            answer.adjustment(row)?;
        }
        let totals = &derived.totals;
        let sums = [totals.line_net, totals.allowances, totals.charges, totals.net, totals.vat];
        let ends = [totals.gross, totals.prepaid, totals.rounding, totals.payable];
        for amount in sums.into_iter().chain(ends) {
            answer.amount(amount);
        }
        answer.count(derived.vat_breakdown.len());
        for row in derived.vat_breakdown.iter() {
            if row.exemption_code.is_some() || row.exemption_reason.is_some() {
                return None;
            }
            answer.text(row.category.as_str())?;
            answer.decimal(row.rate);
            answer.amount(row.base);
            answer.amount(row.amount);
        }
        answer.text(derived.gross_means.map_or("", |means| means.as_str()))?;
        String::from_utf8(answer.out).ok()
    }

    /// A text, with its length in units of UTF-16, as JavaScript counts.
    fn text(&mut self, text: &str) -> Option<()> {
        let length = if text.is_ascii() { text.len() } else { text.encode_utf16().count() };
        match u8::try_from(length) {
            Ok(length) if length < LONG_ANSWER => self.out.push(length),
            _ => {
                let high = u8::try_from(length >> 7).ok().filter(|high| high.is_ascii())?;
                let low = u8::try_from(length & 0x7F).ok()?;
                self.out.extend_from_slice(&[LONG_ANSWER, high, low]);
            }
        }
        self.out.extend_from_slice(text.as_bytes());
        Some(())
    }

    fn nothing(&mut self) {
        self.out.push(0);
    }

    fn count(&mut self, count: usize) {
        self.amount(count.into());
    }

    fn amount(&mut self, value: Decimal) {
        let place = self.out.len();
        self.out.push(0);
        write_decimal(&mut self.out, value);
        let end = self.out.len();
        if let Some(length) = self.out.get_mut(place) {
            // A decimal has at most 31 characters.
            *length = u8::try_from(end.wrapping_sub(place).wrapping_sub(1)).unwrap_or_default();
        }
    }

    fn decimal(&mut self, value: Option<Decimal>) {
        match value {
            Some(value) => self.amount(value),
            None => self.nothing(),
        }
    }

    /// An amount that is mostly zero: nothing, then.
    fn rare_amount(&mut self, value: Decimal) {
        self.decimal((value != self.zero).then_some(value));
    }

    /// A decimal of the caller: nothing if it goes out as it came in.
    fn echo(&mut self, value: Option<Decimal>) {
        let same = value.is_some() && self.canonical.next() == Some(true);
        self.decimal(value.filter(|_| !same));
    }

    /// A decimal that stands where the caller may have stated one.
    fn restated(&mut self, given: Option<Decimal>, value: Option<Decimal>) {
        if given.is_some() {
            self.canonical.next();
        }
        self.decimal(value);
    }

    /// The allowances or charges of a line. Their amounts go out with the decimals of the currency.
    fn rows(&mut self, given: &[AllowanceCharge]) -> Option<()> {
        for row in given {
            let worked = *self.rows.next()?;
            self.restated(row.amount, Some(worked.amount));
            self.echo(row.percent);
            self.restated(row.base, worked.base);
        }
        Some(())
    }

    fn line(&mut self, place: usize, line: &Line, worked: &LineFigures, vat: &Vat) -> Option<()> {
        if line.id.is_some() {
            self.nothing();
        } else {
            self.count(place.saturating_add(1));
        }
        if worked.unit == unit::ONE {
            self.nothing();
        } else {
            self.text(&worked.unit)?;
        }
        self.echo(Some(line.quantity));
        self.echo(Some(line.unit_price));
        match &line.vat {
            VatInput::Stated(Vat { rate: Some(_), .. }) => {
                self.nothing();
                self.echo(vat.rate);
            }
            _ => {
                self.text(vat.category.as_str())?;
                self.decimal(vat.rate);
            }
        }
        self.rows(&line.allowances)?;
        self.echo(line.price_per);
        self.rows(&line.charges)?;
        let amounts = &worked.amounts;
        self.amount(amounts.net);
        self.rare_amount(amounts.allowance_total);
        self.rare_amount(amounts.charge_total);
        self.amount(amounts.vat);
        self.amount(amounts.gross);
        Some(())
    }

    fn adjustment(&mut self, row: &Adjustment) -> Option<()> {
        self.text(row.kind.as_str())?;
        self.amount(row.amount);
        self.decimal(row.percent);
        self.decimal(row.base);
        self.text(row.reason.as_deref().unwrap_or_default())?;
        self.text(row.reason_code.as_deref().unwrap_or_default())?;
        self.text(row.vat.category.as_str())?;
        self.decimal(row.vat.rate);
        Some(())
    }
}

/// Whether a decimal is written in the one way in which it goes out: without zeros that say nothing, sign of zero or exponent. What is
/// looked at was read as a decimal.
fn is_canonical(digits: &[u8]) -> bool {
    let mut point = false;
    for digit in digits {
        match digit {
            b'0'..=b'9' => {}
            b'.' => point = true,
            _ => return false,
        }
    }
    !(point && digits.last() == Some(&b'0'))
}
