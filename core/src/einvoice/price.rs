//! The price of a line (BG-29) without VAT, as a document states it.

use crate::invoice::{AllowanceCharge, InvoiceLine};
use crate::money::Decimal;

/// Price, quantity, and the allowances and charges that come on top.
pub(super) struct LinePrice<'a> {
    /// Item net price (BT-146).
    pub price: Decimal,
    /// Item price base quantity (BT-149).
    pub per: Option<Decimal>,
    /// Invoiced quantity (BT-129).
    pub quantity: Decimal,
    /// Line allowances (BG-27).
    pub allowances: &'a [AllowanceCharge],
    /// Line charges (BG-28).
    pub charges: &'a [AllowanceCharge],
}

/// The price as the draft says it. Where prices include VAT there is no net price in whole decimals: the document then
/// states the net amount of the line as the price of its whole quantity, allowances and charges in it, which is exact.
pub(super) fn of(line: &InvoiceLine, includes_vat: bool) -> LinePrice<'_> {
    let stated = line.line();
    if !includes_vat {
        return LinePrice {
            price: stated.unit_price,
            per: stated.price_per,
            quantity: stated.quantity,
            allowances: &stated.allowances,
            charges: &stated.charges,
        };
    }
    let net = line.amounts().net;
    // The price is never negative (BR-27): the quantity has the sign.
    let size = stated.quantity.abs();
    let (per, quantity) = match (size.is_zero(), net.is_sign_negative() && !net.is_zero()) {
        (true, true) => (None, Decimal::NEGATIVE_ONE),
        (true, false) => (None, if net.is_zero() { stated.quantity } else { Decimal::ONE }),
        (false, true) => (Some(size), -size),
        (false, false) => (Some(size), size),
    };
    LinePrice {
        price: net.abs().normalize(),
        per: per.filter(|per| *per != Decimal::ONE),
        quantity,
        allowances: &[],
        charges: &[],
    }
}
