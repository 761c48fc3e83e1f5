//! What is worked out of a draft beside what it says: the amounts of its lines, their VAT, and all that follows from them.
//!
//! Nothing of the draft is copied while it is worked out; `Figures::invoice` puts the two together once all is known. It refuses a
//! draft without lines, and guesses nothing: a line whose VAT is not known has no figures.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::computed::{Derived, Invoice, InvoiceLine, LineAmounts};
use super::document;
use super::draft::Draft;
use super::group::{GROUPS_USUAL, Groups};
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

/// The lines of a draft, worked out in decimals.
#[derive(Default)]
pub(super) struct Lines {
    /// One for each line.
    pub list: Vec<LineFigures>,
    /// Their VAT.
    vats: Vats,
    /// The allowances and charges of all lines, line by line.
    pub rows: Vec<RowFigures>,
}

/// The VAT of lines as it was resolved, and its group.
#[derive(Default)]
pub(super) struct Vats(Vec<(Vat, usize)>);

/// The lines of a draft, worked out one way or the other.
pub(super) enum Worked {
    /// In decimals.
    Decimals(Lines),
    /// On a sheet.
    #[cfg(feature = "sheet")]
    Sheet(super::plain::Lines),
}

/// All that is worked out of a draft.
pub(super) struct Figures {
    lines: Worked,
    row_vats: Vec<Option<Vat>>,
    derived: Box<Derived>,
    discounts_from: usize,
}

impl Figures {
    /// `row_vats` is the VAT of the allowances and then the charges of the document.
    pub(super) fn new(
        lines: Worked,
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
        let (head, lines) = match draft {
            Cow::Owned(mut draft) => {
                let said = std::mem::take(&mut draft.lines);
                (Box::new(draft), self.lines.understood(&said)?)
            }
            Cow::Borrowed(draft) => (Box::new(draft.without_lines()), self.lines.understood(&draft.lines)?),
        };
        Some(Invoice::new(head.understood_head(self.row_vats), lines, self.derived))
    }
}

impl Worked {
    fn understood(self, said: &[Line]) -> Option<Vec<InvoiceLine>> {
        match self {
            Worked::Decimals(Lines { list, vats, rows }) => understood(said, list.into_iter(), &vats, rows.into_iter()),
            #[cfg(feature = "sheet")]
            Worked::Sheet(lines) => lines.understood(said),
        }
    }
}

/// Rows with their amounts, in room for no more than that.
fn understood_rows(
    said: &[AllowanceCharge],
    figures: &mut impl Iterator<Item = RowFigures>,
    complete: &mut bool,
) -> Vec<AllowanceCharge> {
    if said.is_empty() {
        return Vec::new();
    }
    let mut rows = Vec::with_capacity(said.len());
    for (row, RowFigures { amount, base }) in said.iter().zip(figures) {
        let (reason, reason_code) = (row.reason.clone(), row.reason_code.clone());
        rows.push(AllowanceCharge { amount: Some(amount), percent: row.percent, base, reason, reason_code, vat: None });
    }
    *complete &= rows.len() == said.len();
    rows
}

/// The lines as understood, with their figures. Texts of lines are short or shared, so that a copy of them costs next to nothing.
pub(super) fn understood(
    said: &[Line],
    figures: impl ExactSizeIterator<Item = LineFigures>,
    vats: &Vats,
    mut rows: impl Iterator<Item = RowFigures>,
) -> Option<Vec<InvoiceLine>> {
    let mut complete = said.len() == figures.len();
    let mut lines = Vec::with_capacity(said.len());
    for ((index, said), figures) in said.iter().enumerate().zip(figures) {
        let LineFigures { unit, vat, group, amounts } = figures;
        // In one expression, so that as little of it as can be is moved.
        lines.push(InvoiceLine {
            line: Line {
                id: Some(match &said.id {
                    Some(id) => id.clone(),
                    None => count_text(index.saturating_add(1)),
                }),
                name: said.name.clone(),
                description: None,
                quantity: said.quantity,
                unit: Some(unit),
                unit_price: said.unit_price,
                price_per: said.price_per,
                vat: VatInput::Stated(vats.0.get(vat)?.0.clone()),
                allowances: understood_rows(&said.allowances, &mut rows, &mut complete),
                charges: understood_rows(&said.charges, &mut rows, &mut complete),
                period: None,
                seller_item_id: None,
                buyer_item_id: None,
                item: None,
                references: None,
                note: None,
            },
            amounts,
            group,
        });
        // Most lines say no more: looking once is cheaper than to copy seven fields that are empty.
        if said.says_more()
            && let Some(last) = lines.last_mut()
        {
            last.line.say_more_of(said);
        }
    }
    complete.then_some(lines)
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
    let mut lines = Lines { list: Vec::with_capacity(draft.lines.len()), ..Lines::default() };
    let mut recent = Recent::default();
    cx.field("lines", |cx| {
        for (index, line) in draft.lines.iter().enumerate() {
            cx.index(index, |cx| {
                let vat = match recent.place(&line.vat) {
                    Some(place) => Some(place),
                    None => cx.field("vat", |cx| {
                        let place = lines.vats.resolve(&line.vat, setting, groups, cx)?;
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

impl Vats {
    /// The group of a VAT, by its place.
    pub fn group_of(&self, vat: usize) -> Option<usize> {
        self.0.get(vat).map(|(_, group)| *group)
    }

    /// The place of a VAT that was resolved to the very same before.
    #[cfg(feature = "sheet")]
    pub fn place(&self, resolved: &Vat) -> Option<usize> {
        self.0.iter().position(|(vat, _)| is_same_vat(vat, resolved))
    }

    /// The place of a VAT that was not met lately. `cx` stands at it.
    fn resolve(
        &mut self,
        input: &VatInput,
        setting: &Setting<'_>,
        groups: &mut Groups,
        cx: &mut Reader,
    ) -> Option<usize> {
        let vat = setting.vat(input, cx)?;
        Some(self.add(vat, setting, groups, cx))
    }

    /// Adds a VAT as it was resolved; its place. `cx` stands at it.
    pub fn add(&mut self, vat: Vat, setting: &Setting<'_>, groups: &mut Groups, cx: &mut Reader) -> usize {
        let known = groups.list.len();
        let group = groups.of(&vat, cx);
        if groups.list.len() > known {
            setting.warn_of_rate(&vat, cx);
        }
        let place = self.0.len();
        if place == 0 {
            self.0 = Vec::with_capacity(GROUPS_USUAL);
        }
        self.0.push((vat, group));
        place
    }
}

impl Lines {
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
        let group = self.vats.group_of(vat)?;
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
        (VatInput::Stated(one), VatInput::Stated(other)) => is_same_vat(one, other),
        (VatInput::Shorthand(one), VatInput::Shorthand(other)) => one == other,
        _ => false,
    }
}

#[inline]
fn is_same_vat(one: &Vat, other: &Vat) -> bool {
    let same_rate = match (one.rate, other.rate) {
        (Some(one), Some(other)) => {
            let (one, other) = (one.unpack(), other.unpack());
            (one.lo, one.mid, one.hi, one.scale, one.negative)
                == (other.lo, other.mid, other.hi, other.scale, other.negative)
        }
        (None, None) => true,
        _ => false,
    };
    same_rate
        && one.category == other.category
        && one.exemption_code == other.exemption_code
        && one.exemption_reason == other.exemption_reason
}
