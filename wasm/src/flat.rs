//! The hot way to `calculate`: one flat text in, one flat text of what is not in the caller's own object out.
//!
//! Fields are separated by the control character U+001F, which no text of an invoice may hold. The fields of a draft
//! come in the order in which `npm/src/flat.js` packs them; an absent field is empty. It refuses everything but the plain case: a
//! draft that has more to it, or that has anything wrong with it, gets an empty answer and goes through the JSON door.

use std::borrow::Cow;

use voldaan::Draft;
use voldaan::invoice::{
    Adjustment, AllowanceCharge, DocumentType, Invoice, InvoiceLine, Line, Rounding, Vat, VatInput, calculate,
};
use voldaan::money::{Currency, Decimal};
use voldaan::wire::{Reader, Value, Wire, push_decimal};

/// What stands between two fields.
const SEPARATOR: char = '\u{1F}';

/// The answer to a packed draft; None where the JSON door has to look at it.
pub fn answer(packed: &str) -> Option<String> {
    let mut fields = Fields::of(packed)?;
    let draft = fields.draft()?;
    fields.end()?;
    let invoice = calculate(&draft).ok()?;
    let derived = invoice.derived();
    let plain = derived.findings.is_empty() && derived.mentions.is_empty();
    plain.then(|| Answer::to(&draft, &invoice)).flatten()
}

/// The fields of a packed draft.
struct Fields<'a> {
    rest: std::str::Split<'a, char>,
    cx: Reader,
}

impl<'a> Fields<'a> {
    fn of(packed: &'a str) -> Option<Fields<'a>> {
        let (count, rest) = packed.split_once(SEPARATOR)?;
        // A separator inside a text would move every field after it. Half a surrogate pair arrives as U+FFFD.
        let separators = rest.bytes().filter(|byte| *byte == 0x1F).count();
        let broken = !rest.is_ascii() && rest.contains('\u{FFFD}');
        let whole = count.parse() == Ok(separators) && !broken;
        whole.then(|| Fields { rest: rest.split(SEPARATOR), cx: Reader::new() })
    }

    /// None if something was wrong, or is left over.
    fn end(mut self) -> Option<()> {
        (self.rest.next() == Some("") && self.rest.next().is_none() && self.cx.is_clean()).then_some(())
    }

    fn optional<T: Wire>(&mut self) -> Option<Option<T>> {
        let field = self.rest.next()?;
        let read = || T::read(Value::Text(Cow::Borrowed(field)), &mut self.cx);
        Some((!field.is_empty()).then(read))
    }

    fn required<T: Wire>(&mut self) -> Option<T> {
        self.optional()?
    }

    fn count(&mut self) -> Option<usize> {
        match self.rest.next()? {
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
            prices_include_vat: match self.rest.next()? {
                "" => None,
                flag => Some(flag == "true"),
            },
            rounding: self.optional::<Rounding>()?,
            payable_rounding: self.optional()?,
            prepaid: self.optional()?,
            allowances: self.rows()?,
            charges: self.rows()?,
            lines: self.lines()?,
            ..Draft::placeholder()
        })
    }

    fn rows(&mut self) -> Option<Vec<AllowanceCharge>> {
        (0..self.count()?)
            .map(|_| {
                Some(AllowanceCharge {
                    amount: self.optional()?,
                    percent: self.optional()?,
                    base: self.optional()?,
                    reason: self.optional()?,
                    reason_code: self.optional()?,
                    vat: None,
                })
            })
            .collect()
    }

    fn lines(&mut self) -> Option<Vec<Line>> {
        (0..self.count()?).map(|_| self.line()).collect()
    }

    fn line(&mut self) -> Option<Line> {
        let name = self.required()?;
        let quantity = self.required()?;
        let unit_price = self.required()?;
        let vat = match self.optional()? {
            Some(category) => {
                VatInput::Stated(Vat { category, rate: self.optional()?, exemption_code: None, exemption_reason: None })
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
            note: None,
        };
        if self.rest.next()? == "+" {
            line.id = self.optional()?;
            line.description = self.optional()?;
            line.price_per = self.optional()?;
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
    out: String,
    zero: Decimal,
}

impl Answer {
    fn to(draft: &Draft, invoice: &Invoice) -> Option<String> {
        let zero = Decimal::new(0, draft.currency.decimals());
        let room = invoice.lines().len().saturating_mul(64).saturating_add(256);
        let mut answer = Answer { out: String::with_capacity(room), zero };
        answer.amount(zero);
        answer.text(invoice.head().document_type().as_str());
        for row in invoice.head().allowances.iter().chain(&invoice.head().charges) {
            answer.row(row);
        }
        answer.decimal(draft.payable_rounding);
        answer.decimal(draft.prepaid);
        for line in invoice.lines() {
            answer.line(line)?;
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
        Some(answer.out)
    }

    fn text(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push(SEPARATOR);
    }

    fn count(&mut self, count: usize) {
        self.decimal(Some(count.into()));
    }

    fn decimal(&mut self, value: Option<Decimal>) {
        if let Some(value) = value {
            push_decimal(&mut self.out, value);
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

    fn row(&mut self, row: &AllowanceCharge) {
        self.decimal(row.amount);
        self.decimal(row.percent);
        self.decimal(row.base);
    }

    fn line(&mut self, invoiced: &InvoiceLine) -> Option<()> {
        let (line, amounts) = (invoiced.line(), invoiced.amounts());
        let VatInput::Stated(vat) = &line.vat else { return None };
        self.text(line.id.as_deref()?);
        self.text(line.unit.as_deref()?);
        self.decimal(Some(line.quantity));
        self.decimal(Some(line.unit_price));
        self.decimal(line.price_per);
        self.text(vat.category.as_str());
        self.decimal(vat.rate);
        for row in line.allowances.iter().chain(&line.charges) {
            self.row(row);
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
