//! What is worked out of a draft beside what it says: the amounts of its lines, their VAT, and all that follows from them.
//!
//! Nothing of the draft is copied while it is worked out; `Figures::invoice` puts the two together once all is known. It refuses a
//! draft without lines, and guesses nothing: a line whose VAT is not known has no figures.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::computed::{Derived, Invoice, InvoiceLine, LineAmounts};
use super::document;
use super::draft::Draft;
use super::group::Groups;
use super::line::{AllowanceCharge, Line};
use super::resolve::Setting;
use super::valid;
use super::vat::{Vat, VatInput};
use crate::finding::{Code, Finding};
use crate::money::Exact;
use crate::money::round::product_quotient;
use crate::wire::{Reader, Text, count_text};

/// An invoice may have this many lines.
pub const LINES_MAX: usize = 10_000;

/// An allowance or a charge, worked out.
#[derive(Clone, Copy)]
pub(super) struct RowFigures {
    /// Amount (BT-92, BT-99, BT-136, BT-141).
    pub amount: Decimal,
    /// What its percentage is of, where that was stated (BT-93, BT-100, BT-137, BT-142).
    pub base: Option<Decimal>,
}

/// A line, worked out.
pub(super) struct LineFigures {
    /// Unit of measure code (BT-130).
    pub unit: Text,
    /// The place of its VAT among those of the draft.
    pub vat: usize,
    /// Its place in the VAT breakdown.
    pub group: usize,
    /// Its amounts.
    pub amounts: LineAmounts,
}

impl LineFigures {
    /// A line whose amounts are not known yet.
    pub fn of_group(unit: Text, vat: usize, group: usize) -> LineFigures {
        LineFigures { unit, vat, group, amounts: LineAmounts::stated(Decimal::ZERO, Decimal::ZERO, Decimal::ZERO) }
    }
}

/// The lines of a draft, worked out.
#[derive(Default)]
pub(super) struct Lines {
    /// One for each line.
    pub list: Vec<LineFigures>,
    /// The VAT of lines as it was resolved, and its group.
    vats: Vec<(Vat, usize)>,
    /// The allowances and charges of all lines, line by line.
    pub rows: Vec<RowFigures>,
}

/// All that is worked out of a draft.
pub(super) struct Figures {
    lines: Lines,
    row_vats: Vec<Option<Vat>>,
    derived: Box<Derived>,
    discounts_from: usize,
}

impl Figures {
    /// `row_vats` is the VAT of the allowances and then the charges of the document.
    pub(super) fn new(
        lines: Lines,
        row_vats: Vec<Option<Vat>>,
        derived: Box<Derived>,
        discounts_from: usize,
    ) -> Figures {
        Figures { lines, row_vats, derived, discounts_from }
    }

    /// From which of the adjustments on an early-payment discount made them; those of the draft stand before.
    pub(super) fn discounts_from(&self) -> usize {
        self.discounts_from
    }

    /// Everything that is derived.
    pub fn derived(&self) -> &Derived {
        &self.derived
    }

    /// The invoice: the draft as understood, and these figures. None if they are of another draft.
    pub(super) fn invoice(self, draft: Cow<'_, Draft>) -> Option<Invoice> {
        match draft {
            Cow::Owned(mut draft) => {
                let lines = std::mem::take(&mut draft.lines);
                self.understood(draft, &lines)
            }
            Cow::Borrowed(draft) => self.understood(draft.without_lines(), &draft.lines),
        }
    }

    /// Texts of lines are short or shared, so that a copy of them costs next to nothing.
    fn understood(self, head: Draft, said: &[Line]) -> Option<Invoice> {
        let Lines { list, vats, rows } = self.lines;
        let mut rows = rows.into_iter();
        let mut lines = Vec::with_capacity(list.len());
        for ((index, line), figures) in said.iter().enumerate().zip(list) {
            let LineFigures { unit, vat, group, amounts } = figures;
            let line = Line {
                id: Some(line.id.clone().unwrap_or_else(|| count_text(index.saturating_add(1)))),
                name: line.name.clone(),
                description: line.description.clone(),
                quantity: line.quantity,
                unit: Some(unit),
                unit_price: line.unit_price,
                price_per: line.price_per,
                vat: VatInput::Stated(vats.get(vat)?.0.clone()),
                allowances: understood_rows(&line.allowances, &mut rows)?,
                charges: understood_rows(&line.charges, &mut rows)?,
                period: line.period.clone(),
                seller_item_id: line.seller_item_id.clone(),
                buyer_item_id: line.buyer_item_id.clone(),
                item: line.item.clone(),
                references: line.references.clone(),
                note: line.note.clone(),
            };
            lines.push(InvoiceLine { line, amounts, group });
        }
        Some(Invoice::new(head.understood_head(self.row_vats), lines, self.derived))
    }
}

/// Rows with their amounts, in room for no more than that.
fn understood_rows(
    said: &[AllowanceCharge],
    figures: &mut impl Iterator<Item = RowFigures>,
) -> Option<Vec<AllowanceCharge>> {
    let mut rows = Vec::with_capacity(said.len());
    for row in said {
        let RowFigures { amount, base } = figures.next()?;
        let (reason, reason_code) = (row.reason.clone(), row.reason_code.clone());
        rows.push(AllowanceCharge { amount: Some(amount), percent: row.percent, base, reason, reason_code, vat: None });
    }
    Some(rows)
}

/// Works out the lines of a draft; None where there are none, or too many.
pub(super) fn lines(draft: &Draft, setting: &Setting<'_>, groups: &mut Groups, cx: &mut Reader) -> Option<Lines> {
    if draft.lines.is_empty() {
        cx.field("lines", |cx| {
            cx.push(
                Finding::new(Code::LinesNone, cx.path(), "The invoice has no lines.")
                    .rule("BR-16")
                    .term("BG-25")
                    .fix("Add at least one line."),
            );
        });
        return None;
    }
    if draft.lines.len() > LINES_MAX {
        cx.field("lines", |cx| {
            cx.report_fix(
                Code::LinesTooMany,
                "The invoice has more than 10,000 lines.",
                "Split it into several invoices.",
            );
        });
        return None;
    }
    let mut lines = Lines::with_room(draft.lines.len());
    let mut recent = Recent::default();
    cx.field("lines", |cx| {
        for (index, line) in draft.lines.iter().enumerate() {
            cx.index(index, |cx| {
                let vat = match recent.place(&line.vat) {
                    Some(place) => Some(place),
                    None => cx.field("vat", |cx| {
                        let place = lines.resolve(&line.vat, setting, groups, cx)?;
                        recent.keep(&line.vat, place);
                        Some(place)
                    }),
                };
                let Some(figures) = lines.line(line, vat, setting, cx) else { return };
                if groups.add_line(figures.group, figures.amounts.net).is_none() {
                    cx.report(Code::AmountRange, "The sum of the lines leaves the range below 10^15.");
                }
                lines.list.push(figures);
            });
        }
    });
    Some(lines)
}

impl Lines {
    /// None yet, with room for so many.
    pub fn with_room(room: usize) -> Lines {
        Lines { list: Vec::with_capacity(room), ..Lines::default() }
    }

    /// The group of a VAT, by its place.
    pub fn group_of(&self, vat: usize) -> Option<usize> {
        self.vats.get(vat).map(|(_, group)| *group)
    }

    /// The place of a VAT that was not met lately. `cx` stands at it.
    pub fn resolve(
        &mut self,
        input: &VatInput,
        setting: &Setting<'_>,
        groups: &mut Groups,
        cx: &mut Reader,
    ) -> Option<usize> {
        let vat = setting.vat(input, cx)?;
        let known = groups.list.len();
        let group = groups.of(&vat, cx);
        if groups.list.len() > known {
            setting.warn_of_rate(&vat, cx);
        }
        self.vats.push((vat, group));
        Some(self.vats.len().saturating_sub(1))
    }

    /// The figures of a line, in the terms of its price. None if its VAT was not found, or something else is wrong with it.
    fn line(&mut self, line: &Line, vat: Option<usize>, setting: &Setting<'_>, cx: &mut Reader) -> Option<LineFigures> {
        let before = cx.count();
        let unit = valid::line(line, cx);
        let per = line.price_per.unwrap_or(Decimal::ONE);
        let decimals = setting.decimals;
        let Some(product) = product_quotient(line.quantity, line.unit_price, per, decimals) else {
            if cx.count() == before {
                cx.report(Code::AmountRange, "Quantity × price leaves the range below 10^15.");
            }
            return None;
        };
        let zero = Decimal::new(0, decimals);
        let (mut net, mut allowance_total, mut charge_total) = (product, zero, zero);
        if !line.allowances.is_empty() {
            allowance_total = document::line_rows(line, &line.allowances, "allowances", setting, &mut self.rows, cx)?;
            net = net.minus(allowance_total)?;
        }
        if !line.charges.is_empty() {
            charge_total = document::line_rows(line, &line.charges, "charges", setting, &mut self.rows, cx)?;
            net = net.plus(charge_total)?;
        }
        if cx.count() > before {
            return None;
        }
        let vat = vat?;
        let group = self.group_of(vat)?;
        Some(LineFigures { unit, vat, group, amounts: LineAmounts::stated(net, allowance_total, charge_total) })
    }
}

/// What was resolved last: most invoices have a VAT or two, and repeat them on every line.
#[derive(Default)]
pub(super) struct Recent<'a>([Option<(&'a VatInput, usize)>; 2]);

impl<'a> Recent<'a> {
    /// The place of a VAT, if it is one of them.
    pub fn place(&self, input: &VatInput) -> Option<usize> {
        let same = self.0.iter().flatten().find(|(known, _)| is_written_alike(known, input));
        same.map(|(_, place)| *place)
    }

    /// Keeps one instead of the older of them.
    pub fn keep(&mut self, input: &'a VatInput, place: usize) {
        let [last, before] = &mut self.0;
        *before = last.replace((input, place));
    }
}

/// Whether two inputs are the same to the digit; cheaper to say than whether they have the same value.
fn is_written_alike(one: &VatInput, other: &VatInput) -> bool {
    match (one, other) {
        (VatInput::Stated(one), VatInput::Stated(other)) => {
            one.category == other.category
                && one.rate.map(|rate| rate.serialize()) == other.rate.map(|rate| rate.serialize())
                && one.exemption_code == other.exemption_code
                && one.exemption_reason == other.exemption_reason
        }
        (VatInput::Shorthand(one), VatInput::Shorthand(other)) => one == other,
        _ => false,
    }
}
