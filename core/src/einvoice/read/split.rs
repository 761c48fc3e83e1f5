//! Allowances and charges with a negative amount, which a draft states of no amount alone. One of the document that was split over VAT
//! groups of opposite sign is put together again; any other is the whole of a negative base. One of a line becomes its opposite. Refuses
//! to guess: what does not come out as the document states it is not put together.

use super::context::Context;
use crate::invoice::{self, AllowanceCharge, Category, Draft, VatInput};
use crate::money::{Decimal, Exact};

/// Leaves no negative amount in the rows of the draft.
pub(super) fn settle(draft: &mut Draft) {
    let is_there = draft.allowances.iter().chain(&draft.charges).any(is_negative);
    if !is_there {
        return;
    }
    if let Some(whole) = put_together(draft).filter(|whole| comes_out(whole, draft)) {
        *draft = whole;
        return;
    }
    // Turned into its opposite it would count among the charges (BT-108), which are then others than the document states.
    for row in draft.allowances.iter_mut().chain(&mut draft.charges).filter(|row| is_negative(row)) {
        row.percent = Some(Decimal::ONE_HUNDRED);
        row.base = row.amount;
    }
}

/// A percentage of a negative base is as negative as the base: it may be that of a discount, which comes back with the terms.
pub(super) fn is_negative(row: &AllowanceCharge) -> bool {
    row.percent.is_none() && row.amount.is_some_and(|amount| amount.is_sign_negative() && !amount.is_zero())
}

/// Makes a row of a line that is below zero its opposite. A reason code has none.
pub(super) fn turn(row: &mut AllowanceCharge, path: &str, cx: &mut Context) {
    row.amount = row.amount.map(|amount| -amount);
    if let Some(code) = row.reason_code.take() {
        let path = [path, "/reasonCode"].concat();
        cx.unheld(&path, &code, "the amount is negative and was turned into its opposite.");
    }
}

/// The draft with one row instead of those of a kind that have one reason, where one of them is below zero.
fn put_together(draft: &Draft) -> Option<Draft> {
    let (allowances, charges) = (together(&draft.allowances)?, together(&draft.charges)?);
    Some(Draft { allowances, charges, ..draft.clone() })
}

fn together(rows: &[AllowanceCharge]) -> Option<Vec<AllowanceCharge>> {
    let reason = |row: &AllowanceCharge| (row.reason.clone(), row.reason_code.clone());
    let split: Vec<_> = rows.iter().filter(|row| is_negative(row)).map(reason).collect();
    let mut whole: Vec<AllowanceCharge> = Vec::new();
    for row in rows {
        let is_part = row.percent.is_none() && split.contains(&reason(row));
        match whole.iter_mut().find(|other| is_part && other.vat.is_none() && reason(other) == reason(row)) {
            Some(other) => other.amount = Some(other.amount?.plus(row.amount?)?),
            None if is_part => whole.push(AllowanceCharge { vat: None, ..row.clone() }),
            None => whole.push(row.clone()),
        }
    }
    Some(whole)
}

/// A row as it goes out: whether it is a charge, its amount, its VAT.
type Row = (bool, Decimal, Category, Option<Decimal>);

/// Whether a draft comes to the rows that another states, whatever their order.
fn comes_out(whole: &Draft, stated: &Draft) -> bool {
    let Ok(invoice) = invoice::calculate(whole) else { return false };
    let made = invoice.derived().adjustments.iter();
    let mut made: Vec<Row> = made.map(|row| (row.is_charge(), row.amount, row.vat.category, row.vat.rate)).collect();
    let sides = [(false, &stated.allowances), (true, &stated.charges)];
    let is_made = sides.into_iter().flat_map(|(is_charge, rows)| rows.iter().map(move |row| (is_charge, row))).all(
        |(is_charge, row)| {
            let Some(VatInput::Stated(vat)) = &row.vat else { return false };
            let wanted = (is_charge, row.amount.unwrap_or_default(), vat.category, vat.rate);
            let place = made.iter().position(|row| *row == wanted);
            place.map(|place| made.swap_remove(place)).is_some()
        },
    );
    is_made && made.is_empty()
}
