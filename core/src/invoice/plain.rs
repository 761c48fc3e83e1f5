//! The amounts of a plain draft, worked out on a sheet: whole numbers of 64 bits, without findings. It says nothing of what is wrong and
//! has no answer there, nor for what a sheet does not know (VAT of its own on an allowance, stated VAT, discounts for paying early): those
//! drafts are worked out with decimals.

use rust_decimal::Decimal;
use voldaan_money::Number;
use voldaan_money::sheet::{self, Means, Row, Sheet};

use super::calculate::{Amounts, is_gross, is_per_line};
use super::computed::{Adjustment, AdjustmentKind, LineAmounts};
use super::document::ROWS_MAX;
use super::draft::Draft;
use super::figures::{LINES_MAX, LineFigures, Lines, Recent, RowFigures};
use super::group::{Groups, rate_of};
use super::line::AllowanceCharge;
use super::resolve::Setting;
use super::totals::{GrossMeans, Totals};
use super::valid;
use crate::money::round::product_quotient;
use crate::wire::Reader;

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
    let mut lines = lines(draft, setting, &mut groups, &mut sheet)?;
    for (rows, charge) in [(&draft.allowances, false), (&draft.charges, true)] {
        if rows.len() > ROWS_MAX {
            return None;
        }
        for said in rows {
            sheet.adjust(row(said)?, charge)?;
        }
    }
    let sums = sheet.settle(optional(draft.prepaid)?, optional(draft.payable_rounding)?)?;
    let stated = |units: i64| Decimal::new(units, decimals);
    for (line, figures) in lines.list.iter_mut().zip(sheet.lines()) {
        line.amounts = LineAmounts {
            net: stated(figures.net),
            allowance_total: stated(figures.allowances),
            charge_total: stated(figures.charges),
            vat: stated(figures.vat),
            gross: stated(figures.gross),
        };
    }
    lines.rows.reserve_exact(sheet.rows().len());
    for row in sheet.rows() {
        lines.rows.push(RowFigures { amount: stated(row.amount), base: row.base.map(stated) });
    }
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
    Some(Amounts { lines, row_vats: Vec::new(), adjustments, groups, totals, means, discounts: Vec::new() })
}

/// The lines on the sheet; None where one is not plain, or anything is found about it.
fn lines(draft: &Draft, setting: &Setting<'_>, groups: &mut Groups, sheet: &mut Sheet) -> Option<Lines> {
    let mut lines = Lines::with_room(draft.lines.len());
    let mut recent = Recent::default();
    let mut cx = Reader::default();
    for line in &draft.lines {
        let vat = match recent.place(&line.vat) {
            Some(place) => place,
            None => {
                let known = groups.list.len();
                let place = lines.resolve(&line.vat, setting, groups, &mut cx)?;
                if let Some(group) = groups.list.get(known) {
                    sheet.group(Number::of(rate_of(&group.vat))?)?;
                }
                recent.keep(&line.vat, place);
                place
            }
        };
        let group = lines.group_of(vat)?;
        let unit = valid::line(line, &mut cx);
        let [quantity, price] = [Number::of(line.quantity)?, Number::of(line.unit_price)?];
        sheet.line(quantity, price, optional(line.price_per)?, group)?;
        for said in &line.allowances {
            sheet.line_allowance(row(said)?)?;
        }
        for said in &line.charges {
            sheet.line_charge(row(said)?)?;
        }
        sheet.end_line()?;
        lines.list.push(LineFigures::of_group(unit, vat, group));
    }
    groups.check(&mut cx);
    cx.is_clean().then_some(lines)
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
