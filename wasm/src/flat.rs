//! The hot way to `calculate`: one flat text in, one flat text of what is not in the caller's own object out.
//!
//! Fields are separated by the control character U+001F, which no text of an invoice may hold. The fields of a draft
//! come in the order in which `npm/src/flat.js` packs them; an absent field is empty. Decimals that go out as they came in are left
//! empty in the answer. It refuses everything but the plain case: a
//! draft that has more to it, or that has anything wrong with it, gets an empty answer and goes through the JSON door.

use std::borrow::Cow;

use voldaan::Draft;
use voldaan::invoice::{
    Adjustment, AllowanceCharge, DocumentType, Invoice, InvoiceLine, Line, Rounding, Vat, VatInput, calculate,
};
use voldaan::money::{Currency, Decimal};
use voldaan::wire::{Reader, Value, Wire, parse_decimal, write_decimal};

/// What stands between two fields.
const SEPARATOR: u8 = 0x1F;

/// The answer to a packed draft; None where the JSON door has to look at it.
pub fn answer(packed: &str) -> Option<String> {
    let mut fields = Fields::of(packed)?;
    let draft = fields.draft()?;
    let canonical = fields.end()?;
    let invoice = calculate(&draft).ok()?;
    let derived = invoice.derived();
    let plain = derived.findings.is_empty() && derived.mentions.is_empty();
    plain.then(|| Answer::to(&draft, &invoice, canonical)).flatten()
}

/// The fields of a packed draft.
struct Fields<'a> {
    rest: &'a str,
    cx: Reader,
    /// Whether each decimal is written as it goes out, in the order of the fields.
    canonical: Vec<bool>,
}

impl<'a> Fields<'a> {
    fn of(packed: &'a str) -> Option<Fields<'a>> {
        let mut fields = Fields { rest: packed, cx: Reader::new(), canonical: Vec::new() };
        let count = fields.count()?;
        // A separator inside a text would move every field after it. Half a surrogate pair arrives as U+FFFD.
        let separators = fields.rest.bytes().filter(|byte| *byte == SEPARATOR).count();
        let broken = !packed.is_ascii() && packed.contains('\u{FFFD}');
        (count == separators && !broken).then_some(fields)
    }

    /// How the decimals are written. None if something was wrong, or is left over.
    fn end(self) -> Option<Vec<bool>> {
        (self.rest.is_empty() && self.cx.is_clean()).then_some(self.canonical)
    }

    fn next(&mut self) -> Option<&'a str> {
        let end = self.rest.bytes().position(|byte| byte == SEPARATOR)?;
        let field = self.rest.get(..end)?;
        self.rest = self.rest.get(end.checked_add(1)?..)?;
        Some(field)
    }

    fn optional<T: Wire>(&mut self) -> Option<Option<T>> {
        let field = self.next()?;
        if field.is_empty() {
            return Some(None);
        }
        Some(Some(T::read(Value::Text(Cow::Borrowed(field)), &mut self.cx)))
    }

    fn required<T: Wire>(&mut self) -> Option<T> {
        self.optional()?
    }

    fn decimal(&mut self) -> Option<Option<Decimal>> {
        match self.next()? {
            "" => Some(None),
            digits => {
                let value = parse_decimal(digits).ok()?;
                self.canonical.push(is_canonical(digits.as_bytes()));
                Some(Some(value))
            }
        }
    }

    fn count(&mut self) -> Option<usize> {
        match self.next()? {
            "" => Some(0),
            digits => digits.parse().ok(),
        }
    }

    fn draft(&mut self) -> Option<Draft> {
        Some(Draft {
            kind: self.optional::<DocumentType>()?,
            currency: self.required::<Currency>()?,
            issue_date: self.optional()?,
            delivery_date: self.optional()?,
            tax_point_date: self.optional()?,
            prices_include_vat: match self.next()? {
                "" => None,
                flag => Some(flag == "true"),
            },
            rounding: self.optional::<Rounding>()?,
            payable_rounding: self.decimal()?,
            prepaid: self.decimal()?,
            allowances: self.rows()?,
            charges: self.rows()?,
            lines: self.lines()?,
            ..Draft::placeholder()
        })
    }

    fn rows(&mut self) -> Option<Vec<AllowanceCharge>> {
        let mut rows = Vec::new();
        for _ in 0..self.count()? {
            rows.push(AllowanceCharge {
                amount: self.decimal()?,
                percent: self.decimal()?,
                base: self.decimal()?,
                reason: self.optional()?,
                reason_code: self.optional()?,
                vat: None,
            });
        }
        Some(rows)
    }

    fn lines(&mut self) -> Option<Vec<Line>> {
        let mut lines = Vec::new();
        for _ in 0..self.count()? {
            lines.push(self.line()?);
        }
        Some(lines)
    }

    fn line(&mut self) -> Option<Line> {
        let name = self.required()?;
        let quantity = self.decimal()??;
        let unit_price = self.decimal()??;
        let vat = match self.optional()? {
            Some(category) => {
                let rate = self.decimal()?;
                VatInput::Stated(Vat { category, rate, exemption_code: None, exemption_reason: None })
            }
            None => VatInput::Shorthand(self.required()?),
        };
        let mut line = Line {
            id: None,
            name,
            description: None,
            quantity,
            unit: self.optional()?,
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
        if self.next()? == "+" {
            line.id = self.optional()?;
            line.description = self.optional()?;
            line.price_per = self.decimal()?;
            line.charges = self.rows()?;
            line.seller_item_id = self.optional()?;
            line.buyer_item_id = self.optional()?;
            line.note = self.optional()?;
        }
        Some(line)
    }
}

/// The fields of an answer while they are written.
struct Answer {
    out: Vec<u8>,
    zero: Decimal,
    canonical: std::vec::IntoIter<bool>,
}

impl Answer {
    fn to(draft: &Draft, invoice: &Invoice, canonical: Vec<bool>) -> Option<String> {
        let zero = Decimal::new(0, draft.currency.decimals());
        let room = invoice.lines().len().saturating_mul(64).saturating_add(256);
        let mut answer = Answer { out: Vec::with_capacity(room), zero, canonical: canonical.into_iter() };
        answer.amount(zero);
        answer.text(invoice.head().document_type().as_str());
        answer.echo(draft.payable_rounding);
        answer.echo(draft.prepaid);
        for row in draft.allowances.iter().chain(&draft.charges) {
            answer.row(row, row);
        }
        for (given, line) in draft.lines.iter().zip(invoice.lines()) {
            answer.line(given, line)?;
        }
        let derived = invoice.derived();
        answer.count(derived.adjustments.len());
        for row in &derived.adjustments {
            answer.adjustment(row)?;
        }
        let totals = invoice.totals();
        let sums = [totals.line_net, totals.allowances, totals.charges, totals.net, totals.vat];
        let ends = [totals.gross, totals.prepaid, totals.rounding, totals.payable];
        for amount in sums.into_iter().chain(ends) {
            answer.amount(amount);
        }
        answer.count(invoice.vat_breakdown().len());
        for row in invoice.vat_breakdown() {
            if row.exemption_code.is_some() || row.exemption_reason.is_some() {
                return None;
            }
            answer.text(row.category.as_str());
            answer.decimal(row.rate);
            answer.amount(row.base);
            answer.amount(row.amount);
        }
        answer.text(derived.gross_means.map_or("", |means| means.as_str()));
        String::from_utf8(answer.out).ok()
    }

    fn text(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
        self.out.push(SEPARATOR);
    }

    fn count(&mut self, count: usize) {
        self.decimal(Some(count.into()));
    }

    fn decimal(&mut self, value: Option<Decimal>) {
        if let Some(value) = value {
            write_decimal(&mut self.out, value);
        }
        self.out.push(SEPARATOR);
    }

    fn amount(&mut self, value: Decimal) {
        self.decimal(Some(value));
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

    fn row(&mut self, given: &AllowanceCharge, row: &AllowanceCharge) {
        // An amount goes out with the decimals of the currency.
        if given.amount.is_some() {
            self.canonical.next();
        }
        self.decimal(row.amount);
        self.echo(row.percent);
        if given.base.is_some() {
            self.canonical.next();
        }
        self.decimal(row.base);
    }

    fn line(&mut self, given: &Line, invoiced: &InvoiceLine) -> Option<()> {
        let (line, amounts) = (invoiced.line(), invoiced.amounts());
        let VatInput::Stated(vat) = &line.vat else { return None };
        self.text(line.id.as_deref()?);
        self.text(line.unit.as_deref()?);
        self.echo(Some(line.quantity));
        self.echo(Some(line.unit_price));
        match &given.vat {
            VatInput::Stated(Vat { rate: Some(_), .. }) => {
                self.text("");
                self.echo(vat.rate);
            }
            _ => {
                self.text(vat.category.as_str());
                self.decimal(vat.rate);
            }
        }
        for (given, row) in given.allowances.iter().zip(&line.allowances) {
            self.row(given, row);
        }
        self.echo(line.price_per);
        for (given, row) in given.charges.iter().zip(&line.charges) {
            self.row(given, row);
        }
        self.amount(amounts.net);
        self.rare_amount(amounts.allowance_total);
        self.rare_amount(amounts.charge_total);
        self.amount(amounts.vat);
        self.amount(amounts.gross);
        Some(())
    }

    fn adjustment(&mut self, row: &Adjustment) -> Option<()> {
        self.text(row.kind.as_str());
        self.amount(row.amount);
        self.decimal(row.percent);
        self.decimal(row.base);
        self.text(row.reason.as_deref().unwrap_or_default());
        self.text(row.reason_code.as_deref().unwrap_or_default());
        self.text(row.vat.category.as_str());
        self.decimal(row.vat.rate);
        Some(())
    }
}

/// Whether a decimal is written in the one way in which it goes out: without zeros that say nothing, sign of zero or exponent.
fn is_canonical(digits: &[u8]) -> bool {
    match digits {
        b"0" => true,
        [b'0', b'.', ..] | [b'1'..=b'9', ..] => {
            let point = digits.contains(&b'.');
            digits.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'.')) && !(point && digits.ends_with(b"0"))
        }
        _ => false,
    }
}
