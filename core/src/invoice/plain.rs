//! The amounts of a plain draft, worked out on a sheet: whole numbers of 64 bits, without findings. It says nothing of what is wrong and
//! has no answer there, nor for what a sheet does not know (VAT of its own on an allowance, stated VAT, discounts for paying early): those
//! drafts are worked out with decimals.

use rust_decimal::Decimal;
use voldaan_money::Number;
use voldaan_money::sheet::{self, Means, Row, Sheet};
use voldaan_money::whole::narrow;

use super::calculate::{Amounts, is_gross, is_per_line};
use super::computed::{Adjustment, AdjustmentKind, InvoiceLine, LineAmounts};
use super::document::ROWS_MAX;
use super::draft::Draft;
use super::figures::{self, LINES_MAX, LineFigures, Recent, RowFigures, Vats, Worked};
use super::group::{Groups, rate_of};
use super::line::{AllowanceCharge, Line};
use super::resolve::Setting;
use super::totals::{GrossMeans, Totals};
use super::{unit, valid};
use crate::money::round::product_quotient;
use crate::wire::{Reader, Text};

/// The amounts of a draft, if it is plain and nothing is wrong with its lines, allowances and charges.
pub(super) fn amounts(draft: &Draft, setting: &Setting<'_>) -> Option<Amounts> {
    let discounted = draft.payment_terms.as_ref().is_some_and(|terms| !terms.early_discounts.is_empty());
    let fits = (1..=LINES_MAX).contains(&draft.lines.len());
    if discounted || !fits || !draft.vat_amounts.is_empty() {
        return None;
    }
    let decimals = setting.decimals;
    let terms = sheet::Terms { decimals, with_vat: is_gross(draft), per_line: is_per_line(draft) };
    let mut sheet = Sheet::new(terms, draft.lines.len());
    let mut groups = Groups::default();
    let vats = lines(draft, setting, &mut groups, &mut sheet)?;
    for (rows, charge) in [(&draft.allowances, false), (&draft.charges, true)] {
        if rows.len() > ROWS_MAX {
            return None;
        }
        for said in rows {
            sheet.adjust(row(said)?, charge)?;
        }
    }
    let sums = sheet.settle(optional(draft.prepaid)?, optional(draft.payable_rounding)?)?;
    let stated = |units: i64| in_decimals(units, decimals);
    for (group, figures) in groups.list.iter_mut().zip(sheet.groups()) {
        group.base = stated(figures.base);
        group.amount = stated(figures.vat);
    }
    let mut adjustments = Vec::with_capacity(sheet.adjustments().len());
    for made in sheet.adjustments() {
        let said = draft.allowances.iter().chain(&draft.charges).nth(made.row)?;
        let base = made.base.map(stated);
        adjustments.push(Adjustment {
            kind: if made.charge { AdjustmentKind::Charge } else { AdjustmentKind::Allowance },
            amount: stated(made.amount),
            percent: said.percent.filter(|_| base.is_some()),
            base,
            reason: said.reason.clone(),
            reason_code: said.reason_code.clone(),
            vat: groups.list.get(made.group)?.vat.clone(),
        });
    }
    let vat = stated(sums.vat);
    let totals = Totals {
        line_net: stated(sums.line_net),
        allowances: stated(sums.allowances),
        charges: stated(sums.charges),
        net: stated(sums.net),
        vat,
        gross: stated(sums.gross),
        prepaid: stated(sums.prepaid),
        rounding: stated(sums.rounding),
        payable: stated(sums.payable),
        vat_in_accounting_currency: match &draft.vat_currency {
            Some(other) => Some(product_quotient(vat, other.rate, Decimal::ONE, other.currency.decimals())?),
            None => None,
        },
    };
    let means = sums.means.map(|means| match means {
        Means::Exact => GrossMeans::Exact,
        Means::VatDifference => GrossMeans::VatDifference,
        Means::PayableRounding => GrossMeans::PayableRounding,
    });
    // No row has VAT of its own.
    let lines = Worked::Sheet(Lines { sheet, decimals, vats });
    Some(Amounts { lines, row_vats: Vec::new(), adjustments, groups, totals, means, discounts: Vec::new() })
}

/// The lines of a draft on their sheet.
pub(super) struct Lines {
    sheet: Sheet,
    decimals: u32,
    /// The VAT of each group.
    vats: Vats,
}

impl Lines {
    /// The lines of the draft with their figures.
    pub fn understood(self, said: &[Line]) -> Option<Vec<InvoiceLine>> {
        let Lines { sheet, decimals, vats } = self;
        if sheet.lines().len() != said.len() {
            return None;
        }
        let stated = |units: i64| in_decimals(units, decimals);
        let mut units = Units::default();
        let rows = sheet.rows().iter().map(|row| RowFigures { amount: stated(row.amount), base: row.base.map(stated) });
        let lines = said.iter().zip(sheet.lines()).map(|(said, line)| LineFigures {
            unit: units.code(said.unit.as_ref()),
            vat: line.group,
            group: line.group,
            amounts: LineAmounts {
                net: stated(line.net),
                allowance_total: stated(line.allowances),
                charge_total: stated(line.charges),
                vat: stated(line.vat),
                gross: stated(line.gross),
            },
        });
        figures::understood(said, lines, &vats, rows)
    }
}

/// The unit that was stated last, and its code: the lines of most invoices have one.
#[derive(Default)]
struct Units<'a>(Option<(&'a Text, Text)>);

impl<'a> Units<'a> {
    /// The code of a unit that is known to have one.
    fn code(&mut self, stated: Option<&'a Text>) -> Text {
        let Some(stated) = stated else { return Text::new_static(unit::ONE) };
        match &self.0 {
            Some((last, code)) if *last == stated => code.clone(),
            _ => {
                let code = unit::code(stated).map_or_else(|| stated.clone(), Text::new);
                self.0 = Some((stated, code.clone()));
                code
            }
        }
    }
}

/// The lines on the sheet, and the VAT of each group; None where a line is not plain, or anything is found about it.
fn lines(draft: &Draft, setting: &Setting<'_>, groups: &mut Groups, sheet: &mut Sheet) -> Option<Vats> {
    let (mut vats, mut recent) = (Vats::default(), Recent::default());
    let mut cx = Reader::default();
    for line in &draft.lines {
        let group = match recent.place(&line.vat) {
            Some(group) => group,
            None => {
                let vat = setting.vat(&line.vat, &mut cx)?;
                let group = match vats.place(&vat) {
                    Some(known) => known,
                    None => {
                        let rate = Number::of(rate_of(&vat))?;
                        let place = vats.add(vat, setting, groups, &mut cx);
                        // Lines go out with the VAT of their group: two in one group, such as two exemption reasons, are not plain.
                        sheet.group(rate).filter(|group| *group == place && vats.group_of(place) == Some(place))?
                    }
                };
                recent.keep(&line.vat, group);
                group
            }
        };
        // Prices are the sheet's to refuse; of most lines nothing else could be wrong.
        let begins = line.name.as_bytes().first();
        if !begins.is_some_and(u8::is_ascii_graphic)
            || line.unit.is_some()
            || line.says_more()
            || line.has_reason_code()
        {
            valid::line(line, &mut cx);
        }
        let [quantity, price] = [Number::of(line.quantity)?, Number::of(line.unit_price)?];
        sheet.line(quantity, price, optional(line.price_per)?, group)?;
        for said in &line.allowances {
            sheet.line_allowance(row(said)?)?;
        }
        for said in &line.charges {
            sheet.line_charge(row(said)?)?;
        }
        sheet.end_line()?;
    }
    groups.check(&mut cx);
    cx.is_clean().then_some(vats)
}

/// Units of a currency with so many decimals.
#[inline]
fn in_decimals(units: i64, decimals: u32) -> Decimal {
    narrow(units.unsigned_abs(), units < 0, decimals).unwrap_or_default()
}

/// A row as a sheet takes it. One with VAT of its own is none for a sheet.
fn row(said: &AllowanceCharge) -> Option<Row> {
    let row = Row { amount: optional(said.amount)?, percent: optional(said.percent)?, base: optional(said.base)? };
    said.vat.is_none().then_some(row)
}

/// A decimal, or none; None where its digits do not fit.
fn optional(decimal: Option<Decimal>) -> Option<Option<Number>> {
    match decimal {
        Some(decimal) => Number::of(decimal).map(Some),
        None => Some(None),
    }
}
